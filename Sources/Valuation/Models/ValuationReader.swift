internal import Foundation
internal import PolicyModels
internal import PortfolioCore

/// What the readers of valuation models share: numbers within limits, sources that the file lists, money.
struct ValuationReader {
  let log: ModelLog
  let sources: Set<String>

  init(header: ModelHeader, log: ModelLog) {
    self.log = log
    sources = Set(header.sources.map(\.id))
  }

  /// A number of a key that must be there, within limits.
  func number(_ map: inout ModelMap, _ key: String, within range: ClosedRange<Double>) -> Double? {
    guard let value = map.required(key) else { return nil }
    return number(value, within: range)
  }

  func number(_ value: ModelValue, within range: ClosedRange<Double>) -> Double? {
    guard let number = value.number(log) else { return nil }
    if range.contains(number) { return number }
    log.bad(
      value.place, value: "\(number)", zh: "须在 \(range.lowerBound) 至 \(range.upperBound) 之间",
      en: "Must be within \(range.lowerBound) and \(range.upperBound)")
    return nil
  }

  /// A percentage of a key that must be there, as a share: 15 becomes 0.15.
  func percent(_ map: inout ModelMap, _ key: String, within range: ClosedRange<Double>) -> Double? {
    number(&map, key, within: range).map { $0 / 100 }
  }

  /// A percentage of a key that may be absent, as a share.
  func optionalPercent(_ map: inout ModelMap, _ key: String, within range: ClosedRange<Double>) -> Double? {
    map.optional(key).flatMap { number($0, within: range) }.map { $0 / 100 }
  }

  /// The name of a source that the file lists; the key must be there.
  func source(_ map: inout ModelMap) -> String? {
    guard let value = map.required("source"), let name = value.string(log) else { return nil }
    if !sources.contains(name) {
      log.add(
        Problem(
          .modelUnsourced, at: value.place, value: name, zh: "sources 中没有这个来源",
          en: "This source is not listed under sources"))
    }
    return name
  }

  /// The currency of a key `currency`.
  func currency(_ map: inout ModelMap) -> Currency? {
    guard let value = map.required("currency"), let text = value.string(log) else { return nil }
    if let currency = Currency(code: text) { return currency }
    log.bad(value.place, value: text, zh: "不是三位大写货币代码", en: "Not a currency code of three capitals")
    return nil
  }

  /// An amount in a currency.
  func money(_ value: ModelValue, _ currency: Currency?) -> Money? {
    guard let currency, let text = value.string(log) else { return nil }
    if let money = Money(decimal: text, currency: currency) { return money }
    log.bad(value.place, value: text, zh: "不是金额", en: "Not an amount of money")
    return nil
  }

  /// The last entry of a list must be the one for everything else.
  func lastIsGeneral(_ isGeneral: [Bool], _ key: String, at place: Place) {
    guard isGeneral.last != true || isGeneral.dropLast().contains(true) else { return }
    log.bad(
      place, value: key, zh: "最后一项、且只有最后一项适用于其余全部",
      en: "The last entry, and only the last, stands for all others")
  }
}
