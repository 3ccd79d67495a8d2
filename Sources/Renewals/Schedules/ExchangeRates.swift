public import PolicyModels
public import PortfolioCore

/// Yearly average exchange rates: a model file of the kind `exchange-rates`.
public struct ExchangeRates: PolicyModel {
  /// `exchange-rates`.
  public static var kind: String { "exchange-rates" }

  /// A rate as a fraction: minor units of the target for minor units of the source.
  public struct Rate: Sendable, Hashable {
    /// Units of the target.
    public let numerator: Int64
    /// Units of the source.
    public let denominator: Int64
    /// The year whose average it is; nil between equal currencies.
    public let year: Int?

    /// The amount converted, rounded to the nearest minor unit, halves up; the greatest amount that can be written
    /// where it would be beyond that.
    @inline(__always)
    public func convert(_ minorUnits: Int64) -> Int64 { Int64(clamping: wide(minorUnits)) }

    /// The amount converted; nil where it is beyond what can be written.
    public func exactly(_ minorUnits: Int64) -> Int64? { Int64(exactly: wide(minorUnits)) }

    @inline(__always)
    private func wide(_ minorUnits: Int64) -> Int128 {
      if numerator == denominator { return Int128(minorUnits) }
      let product = Int128(minorUnits) * Int128(numerator)
      let half = Int128(denominator / 2)
      return (product + (product < 0 ? -half : half)) / Int128(denominator)
    }
  }

  /// An amount in another currency, with how it was come by.
  public struct Converted: Sendable, Hashable {
    /// The amount.
    public let money: Money
    /// The year whose average was used; nil when nothing was converted.
    public let year: Int?
    /// What was done, for people; nil when nothing was converted.
    public let note: BilingualText?
  }

  /// The file's header.
  public let header: ModelHeader
  /// The currency in which the rates are stated.
  public let base: Currency
  /// The year whose averages stand for all later years.
  public let newestFullYear: Int
  /// Millionths of a unit of the base for a unit of the currency, by year.
  let millionths: [Currency: [Int: Int64]]

  /// The rate for a due day of a year: the average of that year, the newest full year's for later years, the
  /// oldest one's for earlier years.
  /// - Returns: nil when the file has no rate of one of the currencies for that year.
  public func rate(from: Currency, to: Currency, year: Int) -> Rate? {
    if from == to { return Rate(numerator: 1, denominator: 1, year: nil) }
    guard let (fromRate, fromYear) = baseRate(from, year: year),
      let (toRate, toYear) = baseRate(to, year: year)
    else { return nil }
    // Both currencies must be crossed with the averages of one and the same year.
    guard from == base || to == base || fromYear == toYear else { return nil }
    return Rate(
      numerator: fromRate * to.minorPerMajor, denominator: toRate * from.minorPerMajor,
      year: from == base ? toYear : fromYear)
  }

  private func baseRate(_ currency: Currency, year: Int) -> (rate: Int64, year: Int)? {
    let wanted = min(year, newestFullYear)
    if currency == base { return (1_000_000, wanted) }
    guard let rates = millionths[currency] else { return nil }
    if let rate = rates[wanted] { return (rate, wanted) }
    guard let oldest = rates.keys.min(), wanted < oldest, let rate = rates[oldest] else { return nil }
    return (rate, oldest)
  }

  /// An amount due in a year, in another currency; nil without a rate, and for amounts beyond what can be written.
  public func convert(_ money: Money, to currency: Currency, year: Int) -> Converted? {
    guard let rate = rate(from: money.currency, to: currency, year: year),
      let amount = rate.exactly(money.minorUnits)
    else { return nil }
    let result = Money(minorUnits: amount, currency: currency)
    guard let used = rate.year else { return Converted(money: result, year: nil, note: nil) }
    let millionths = rate.numerator * money.currency.minorPerMajor * 1_000_000
    let perUnit = Money.fraction(millionths / (rate.denominator * currency.minorPerMajor))
    // Another year's average is no accident of writing: it is told which one is missing.
    let isOlder = used > year
    return Converted(
      money: result, year: used,
      note: BilingualText(
        zh:
          "按 \(used) 年平均汇率换算\(isOlder ? "（汇率表没有 \(year) 年，用其最早一年）" : "")：1 \(money.currency.code) = \(perUnit) \(currency.code)",
        en:
          "Converted at the average of \(used)\(isOlder ? ", the oldest on file, for \(year) is not" : ""): 1 \(money.currency.code) = \(perUnit) \(currency.code)"
      ))
  }

  /// A warning when the rates were last checked over a year before the as-of day.
  public func staleness(asOf day: CalendarDay) -> [Problem] {
    staleModelProblem(header, asOf: day).map { [$0] } ?? []
  }

  /// Reads the rates.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> ExchangeRates? {
    func currency(_ code: String, at place: Place) -> Currency? {
      if let known = Currency(code: code) { return known }
      log.bad(place, value: code, zh: "不是三位大写货币代码", en: "Not a currency code of three capitals")
      return nil
    }
    let base = map.required("base").flatMap { value in
      value.string(log).flatMap { currency($0, at: value.place) }
    }
    if let source = map.required("source"), let id = source.string(log),
      !header.sources.contains(where: { $0.id == id })
    {
      log.add(
        Problem(
          .modelUnsourced, at: source.place, value: id, zh: "文件开头的 sources 中没有这个来源",
          en: "The file's sources do not list this one"))
    }
    let newest = map.integer("newestFullYear")
    var millionths: [Currency: [Int: Int64]] = [:]
    if var rates = map.map("rates") {
      for entry in rates.allEntries() {
        guard let code = currency(entry.key, at: entry.keyPlace) else { continue }
        var years = ModelMap(entry.value, log: log)
        for line in years.allEntries() {
          guard let year = Int(line.key), (1900...2200).contains(year) else {
            log.bad(line.keyPlace, value: line.key, zh: "不是年份", en: "Not a year")
            continue
          }
          if let newest, year > newest {
            log.bad(
              line.keyPlace, value: line.key, zh: "晚于 newestFullYear", en: "Later than newestFullYear")
          }
          guard let number = line.value.number(log) else { continue }
          let scaled = (number * 1_000_000).rounded()
          if scaled >= 1 && scaled < 1e13 {
            millionths[code, default: [:]][year] = Int64(scaled)
          } else {
            log.bad(line.value.place, value: "\(number)", zh: "汇率应为正数", en: "A rate must be positive")
          }
        }
      }
    }
    guard let base, let newest else { return nil }
    return ExchangeRates(header: header, base: base, newestFullYear: newest, millionths: millionths)
  }
}

extension Money {
  /// Millionths written as a decimal without trailing zeros.
  static func fraction(_ millionths: Int64) -> String {
    var digits = String(millionths % 1_000_000)
    digits = String(repeating: "0", count: 6 - digits.utf8.count) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    let whole = String(millionths / 1_000_000)
    return digits.isEmpty ? whole : whole + "." + digits
  }
}
