internal import Foundation
internal import PolicyModels
internal import PortfolioCore

/// What the readers of pledge models share: percentages as hundredths of a percent, whole counts within limits,
/// sources that the file lists.
struct PledgeModelReader {
  let log: ModelLog
  private let sources: Set<String>

  init(header: ModelHeader, log: ModelLog) {
    self.log = log
    sources = Set(header.sources.map(\.id))
  }

  /// A whole number within limits; the key must be there.
  func count(_ map: inout ModelMap, _ key: String, within range: ClosedRange<Int>) -> Int? {
    guard let value = map.required(key), let number = value.integer(log) else { return nil }
    if range.contains(number) { return number }
    log.bad(
      value.place, value: "\(number)", zh: "须在 \(range.lowerBound) 至 \(range.upperBound) 之间",
      en: "Must be within \(range.lowerBound) and \(range.upperBound)")
    return nil
  }

  /// A percentage with at most two decimals as basis points; the key must be there.
  func basisPoints(_ map: inout ModelMap, _ key: String, atMost limit: Int = 10_000) -> Int? {
    guard let value = map.required(key), let decimal = value.decimal(log) else { return nil }
    let scaled = decimal * 100
    if let points = Int("\(scaled)"), (0...limit).contains(points) { return points }
    log.bad(
      value.place, value: "\(decimal)", zh: "须为 0 至 \(limit / 100) 的百分数，至多两位小数",
      en: "Must be a percentage from 0 to \(limit / 100) with at most two decimals")
    return nil
  }

  /// The name of a source that the file lists; the key must be there.
  func source(_ map: inout ModelMap) -> String? {
    guard let value = map.required("source"), let name = value.string(log) else { return nil }
    guard !sources.contains(name) else { return name }
    log.add(
      Problem(
        .modelUnsourced, at: value.place, value: name, zh: "sources 中没有这个来源",
        en: "This source is not listed under sources"))
    return nil
  }

  /// An amount in a currency; the key must be there.
  func money(_ map: inout ModelMap, _ key: String, _ currency: Currency?) -> Money? {
    guard let value = map.required(key), let text = value.string(log), let currency else { return nil }
    if let money = Money(decimal: text, currency: currency), money.minorUnits >= 0 { return money }
    log.bad(value.place, value: text, zh: "不是金额", en: "Not an amount of money")
    return nil
  }

  /// Reports names that stand twice.
  func unique(_ names: [String], at place: Place) {
    var seen: Set<String> = []
    for name in names where !seen.insert(name).inserted {
      log.bad(place, value: name, zh: "名称重复", en: "The name is used twice")
    }
  }
}

extension ModelHeader {
  /// A source's title and standing as a reader is shown them.
  func citation(_ id: String) -> SourceCitation {
    let source = sources.first { $0.id == id }
    return SourceCitation(title: source?.title ?? id, standing: source?.standing.rawValue ?? "")
  }
}
