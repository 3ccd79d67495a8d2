public import PolicyModels
import PortfolioCore

extension FeeSchedule {
  /// Reads a fee schedule. Everything wrong with it goes to the log.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> FeeSchedule? {
    var reader = FeeScheduleReader(header: header, log: log)
    return reader.read(&map)
  }
}

/// Reads the parts of a fee schedule, knowing the currency and the file's sources.
struct FeeScheduleReader {
  let header: ModelHeader
  let log: ModelLog
  var currency = Currency.cny

  init(header: ModelHeader, log: ModelLog) {
    self.header = header
    self.log = log
  }

  mutating func read(_ map: inout ModelMap) -> FeeSchedule? {
    let office = map.string("office")
    if let code = map.required("currency"), let text = code.string(log) {
      if let known = Currency(code: text) {
        currency = known
      } else {
        log.bad(code.place, value: text, zh: "不是三位大写货币代码", en: "Not a currency code of three capitals")
      }
    }
    let rules = map.map("rules").flatMap { readRules($0) }
    let rateClasses = map.optionalMap("rateClasses").flatMap { readRateClasses($0) }
    let reductions = map.optionalList("reductions").compactMap { readReduction($0) }
    let withoutFees = map.optionalList("withoutFees").compactMap { readWithoutFees($0) }
    let rights = map.list("rights")
    var groups: [FeeGroup] = []
    var taken = Set(withoutFees.map(\.kind))
    for value in rights {
      guard let group = readGroup(value, rules: rules, rateClasses: rateClasses) else { continue }
      for kind in group.kinds where !taken.insert(kind).inserted {
        log.bad(
          value.place, value: kind.rawValue, zh: "这一权利种类写了两次", en: "This kind of right stands twice")
      }
      groups.append(group)
    }
    guard let office, let rules else { return nil }
    return FeeSchedule(
      header: header, office: office, currency: currency, rules: rules, rateClasses: rateClasses,
      reductions: reductions, groups: groups, withoutFees: withoutFees)
  }

  // MARK: Small parts

  /// The source named by a key of a map that must be there and listed in the header.
  func source(_ map: inout ModelMap, _ key: String = "source") -> String? {
    map.required(key).flatMap { known($0) }
  }

  /// The source named by a value.
  func known(_ value: ModelValue) -> String? {
    guard let id = value.string(log) else { return nil }
    if header.sources.contains(where: { $0.id == id }) { return id }
    let listed = header.sources.map(\.id)
    log.add(
      Problem(
        .modelUnsourced, at: value.place, value: id, zh: "文件开头的 sources 中没有这个来源",
        en: "The file's sources do not list this one",
        remedy: BilingualText(
          zh: "已列出：" + listed.joined(separator: "、"), en: "Listed: " + listed.joined(separator: ", "))))
    return nil
  }

  /// An amount of the schedule's currency, in minor units, not negative.
  func amount(_ value: ModelValue) -> Int64? {
    guard let text = value.string(log) else { return nil }
    if let money = Money(decimal: text, currency: currency), money.minorUnits >= 0 {
      if money.minorUnits <= FeeScheduleReader.greatestAmount { return money.minorUnits }
      log.bad(value.place, value: text, zh: "金额过大，不会是官费", en: "Too large for an official fee")
      return nil
    }
    log.bad(
      value.place, value: text, zh: "不是 \(currency.code) 金额", en: "Not an amount in \(currency.code)",
      remedy: BilingualText(zh: "写成 1200 或 18.85", en: "Write 1200 or 18.85"))
    return nil
  }

  /// No office asks for more than this, in minor units; sums over a million rights stay far from overflow.
  static let greatestAmount: Int64 = 1_000_000_000_00

  /// A percentage as hundredths of a percent.
  func share(_ value: ModelValue) -> Int? {
    guard let number = value.number(log) else { return nil }
    let points = (number * 100).rounded()
    guard (0...1_000_000).contains(points), abs(points - number * 100) < 1e-6 else {
      log.bad(value.place, value: "\(number)", zh: "百分比超出范围或多于两位小数", en: "Not a percentage with two decimals")
      return nil
    }
    return Int(points)
  }

  private func readRateClasses(_ whole: ModelMap) -> RateClasses? {
    var map = whole
    let fallback = map.required("default")
    var names: [(id: String, title: BilingualText)] = []
    if var list = map.map("names") {
      for entry in list.allEntries() {
        if let title = entry.value.bilingual(log) { names.append((entry.key, title)) }
      }
    }
    map.finish()
    guard let fallback, let name = fallback.string(log) else { return nil }
    if !names.contains(where: { $0.id == name }) {
      log.bad(fallback.place, value: name, zh: "names 中没有这个类别", en: "The names do not list this class")
      return nil
    }
    return RateClasses(defaultName: name, names: names)
  }

  private func readReduction(_ value: ModelValue) -> FeeReduction? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    let title = map.bilingual("title")
    let percent = map.required("percent").flatMap { value -> Int? in
      guard let points = share(value) else { return nil }
      guard points <= 10_000 else {
        log.bad(
          value.place, value: "\(Double(points) / 100)", zh: "减缴不能超过 100%",
          en: "A reduction takes off at most 100 %")
        return nil
      }
      return points
    }
    let from = map.optionalDay("from")
    let until = map.optionalDay("until")
    let source = source(&map)
    var lengths: [FeeReduction.Length] = []
    for element in map.optionalList("lengths") {
      var length = ModelMap(element, log: log)
      let from = length.day("from")
      let years = length.integer("years", within: 1...100)
      let source = self.source(&length)
      length.finish()
      guard let from, let years, let source else { continue }
      if let last = lengths.last, last.from >= from {
        log.bad(element.place, value: from.iso, zh: "应按日期先后排列", en: "Days must stand in order")
      }
      lengths.append(FeeReduction.Length(from: from, years: years, source: source))
    }
    map.finish()
    guard let id, let title, let percent, let source else { return nil }
    return FeeReduction(
      id: id, title: title, basisPoints: percent, from: from, until: until, lengths: lengths, source: source)
  }

  private func readWithoutFees(_ value: ModelValue) -> KindWithoutFees? {
    var map = ModelMap(value, log: log)
    let kind = map.word("kind", as: RightKind.self)
    let says = map.bilingual("says")
    let source = source(&map)
    map.finish()
    guard let kind, let says, let source else { return nil }
    return KindWithoutFees(kind: kind, says: says, source: source)
  }
}
