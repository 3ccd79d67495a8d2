public import PolicyModels
public import PortfolioCore

/// A stated map from score to the yearly worth of keeping a right, for portfolios that nobody has valued.
///
/// Worth in the year k years after the as-of day's: points by straight line between the given pairs, times the
/// factor of the kind, times that of the office, times (1 + yearly change) to the power k; rounded to whole
/// major units.
public struct ValueMap: PolicyModel {
  /// `value-map`.
  public static let kind = "value-map"

  /// The lines at the head of the file.
  public let header: ModelHeader
  /// The currency of the worths.
  public let currency: Currency
  /// Worth in major units by points, points rising.
  public let worths: [(points: Double, worth: Double)]
  /// Factors by kind of right; a kind that is not listed has no worth by this map.
  public let kinds: [RightKind: Double]
  /// Factors by office.
  public let offices: [String: Double]
  /// The factor of offices that are not listed.
  public let otherOffices: Double
  /// How the worth of a year compares with the year before it: -0.1 is ten percent less.
  public let yearlyChange: Double

  /// The worth of keeping a right in a year, in whole major units; nil when the map does not know the kind.
  /// - Parameters:
  ///   - points: the score, 0 to 100.
  ///   - yearsAhead: 0 for the as-of day's calendar year.
  public func worth(points: Double, kind: RightKind, office: String, yearsAhead: Int) -> Int64? {
    guard let kindFactor = kinds[kind], let first = worths.first, let last = worths.last else { return nil }
    var base = last.worth
    if points <= first.points {
      base = first.worth
    } else if let index = worths.firstIndex(where: { $0.points >= points }) {
      let (low, high) = (worths[index - 1], worths[index])
      base = low.worth + (high.worth - low.worth) * (points - low.points) / (high.points - low.points)
    }
    var factor = kindFactor * (offices[office] ?? otherOffices)
    for _ in 0..<max(0, yearsAhead) { factor *= 1 + yearlyChange }
    return Int64((base * factor).rounded())
  }

  /// Reads a map; worths that fall with the points are an error.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> ValueMap? {
    _ = map.optionalBilingual("summary")
    let sources = Set(header.sources.map(\.id))
    if let source = map.required("source"), let name = source.string(log), !sources.contains(name) {
      log.add(
        Problem(
          .modelUnsourced, at: source.place, value: name, zh: "sources 中没有这个来源",
          en: "This source is not listed under sources"))
    }
    var currency: Currency?
    if let value = map.required("currency"), let code = value.string(log) {
      currency = Currency(code: code)
      if currency == nil { log.bad(value.place, value: code, zh: "不是币种代码", en: "Not a currency code") }
    }
    let worths = ValueMap.worths(map.required("worth"), log)
    var kinds: [RightKind: Double] = [:]
    if var list = map.map("kinds") {
      for entry in list.allEntries() {
        guard let factor = ValueMap.factor(entry.value, log) else { continue }
        if let kind = RightKind(rawValue: entry.key) {
          kinds[kind] = factor
        } else {
          log.bad(
            entry.keyPlace, value: entry.key, zh: "没有这种权利", en: "There is no such kind of right",
            remedy: BilingualText(
              zh: "允许：" + RightKind.allCases.map(\.rawValue).joined(separator: "、"),
              en: "Allowed: " + RightKind.allCases.map(\.rawValue).joined(separator: ", ")))
        }
      }
      if kinds.isEmpty { log.bad(list.place, zh: "kinds 至少要有一种", en: "'kinds' needs at least one") }
    }
    var offices: [String: Double] = [:]
    if var list = map.optionalMap("offices") {
      for entry in list.allEntries() {
        if let factor = ValueMap.factor(entry.value, log) { offices[entry.key] = factor }
      }
    }
    let other = map.required("otherOffices").flatMap { ValueMap.factor($0, log) }
    var change: Double?
    if let value = map.required("yearlyChange"), let number = value.number(log) {
      if (-0.9...0.5).contains(number) {
        change = number
      } else {
        log.bad(
          value.place, value: "\(number)", zh: "年变化须在 -0.9 与 0.5 之间",
          en: "The yearly change lies between -0.9 and 0.5")
      }
    }
    guard let currency, let worths, let other, let change, !log.hasErrors else { return nil }
    return ValueMap(
      header: header, currency: currency, worths: worths, kinds: kinds, offices: offices, otherOffices: other,
      yearlyChange: change)
  }

  private static func factor(_ value: ModelValue, _ log: ModelLog) -> Double? {
    guard let number = value.number(log) else { return nil }
    if number > 0 && number <= 1000 { return number }
    log.bad(
      value.place, value: "\(number)", zh: "系数须大于 0、不超过 1000", en: "A factor lies above 0 and up to 1000")
    return nil
  }

  private static func worths(_ value: ModelValue?, _ log: ModelLog) -> [(points: Double, worth: Double)]? {
    guard let value else { return nil }
    let pairs = value.list(log).compactMap { pair -> (points: Double, worth: Double)? in
      let numbers = pair.list(log).compactMap { $0.number(log) }
      guard numbers.count == 2, (0...100).contains(numbers[0]), (0...1e11).contains(numbers[1]) else {
        log.bad(
          pair.place, zh: "每档写成 [分值, 元/年]，分值在 0 至 100",
          en: "Write each pair as [points, worth a year], points within 0 to 100")
        return nil
      }
      return (numbers[0], numbers[1])
    }
    let isRising = zip(pairs, pairs.dropFirst()).allSatisfy {
      $0.points < $1.points && $0.worth <= $1.worth
    }
    guard pairs.count >= 2, isRising else {
      log.bad(
        value.place, zh: "至少两档，分值递增、价值不减",
        en: "At least two pairs, points rising and worths not falling")
      return nil
    }
    return pairs
  }
}
