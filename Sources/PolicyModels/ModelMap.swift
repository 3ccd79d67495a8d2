public import Foundation
public import PortfolioCore

/// Reads the keys of one map of a model file.
///
/// Every key asked for becomes an allowed key; ``finish()`` reports the keys that nobody asked for, with the
/// list of allowed ones. A missing or unfit value is reported at its place and comes back as nil.
///
/// For example:
/// ```swift
/// var map = ModelMap(value, log: log)
/// let weight = map.decimal("weight")
/// let says = map.bilingual("says")
/// map.finish()
/// ```
public struct ModelMap {
  private let entries: [(key: String, keyPlace: Place, value: ModelValue)]
  private var asked: [String] = []
  /// Where the map stands.
  public let place: Place
  /// The log that takes the problems.
  public let log: ModelLog

  /// A reader of a value that must be a map; anything else is reported and read as an empty map.
  public init(_ value: ModelValue, log: ModelLog) {
    self.log = log
    self.place = value.place
    switch value.content {
    case .map(let entries): self.entries = entries
    case .none: self.entries = []
    case .scalar(let text):
      self.entries = []
      log.bad(value.place, value: text, zh: "这里应为键值组", en: "Keys with values are expected here")
    case .list:
      self.entries = []
      log.bad(value.place, zh: "这里应为键值组，而不是列表", en: "Keys with values are expected here, not a list")
    }
  }

  /// The keys in the file's order.
  public var keys: [String] { entries.map(\.key) }

  /// All entries; asking for them allows every key. For maps whose keys are data.
  public mutating func allEntries() -> [(key: String, keyPlace: Place, value: ModelValue)] {
    asked.append(contentsOf: entries.map(\.key))
    return entries
  }

  /// The value of a key, or nil when the key is absent or empty.
  public mutating func optional(_ key: String) -> ModelValue? {
    asked.append(key)
    guard let entry = entries.first(where: { $0.key == key }) else { return nil }
    if case .none = entry.value.content { return nil }
    return entry.value
  }

  /// The value of a key that must be there.
  public mutating func required(_ key: String) -> ModelValue? {
    if let value = optional(key) { return value }
    log.add(
      Problem(
        .modelMissingKey, at: place, value: key, zh: "缺少键“\(key)”", en: "The key '\(key)' is missing"))
    return nil
  }

  /// Reports every key that nobody asked for.
  public mutating func finish() {
    let allowed = Set(asked).sorted()
    let written = Set(keys)
    for entry in entries where !allowed.contains(entry.key) {
      // A key that stands in the file already is not what was meant.
      let meant = EditDistance.nearest(to: entry.key, among: allowed.filter { !written.contains($0) })
      log.add(
        ModelMap.unknown(
          entry.key, at: entry.keyPlace, meant: meant,
          zh: "此处允许的键：" + allowed.joined(separator: "、"),
          en: "Allowed here: " + allowed.joined(separator: ", ")))
    }
  }

  /// Reports what may be misspelt forms of keys that are missing, for a map of which nothing more is read.
  mutating func reportMisspelt(_ wanted: [String]) {
    let missing = wanted.filter { !keys.contains($0) }
    for entry in entries where !asked.contains(entry.key) {
      guard let meant = EditDistance.nearest(to: entry.key, among: missing) else { continue }
      log.add(ModelMap.unknown(entry.key, at: entry.keyPlace, meant: meant, zh: "", en: ""))
    }
  }

  private static func unknown(_ key: String, at place: Place, meant: String?, zh: String, en: String)
    -> Problem
  {
    Problem(
      .modelUnknownKey, at: place, value: key, zh: "未知的键“\(key)”", en: "Unknown key '\(key)'",
      remedy: BilingualText(
        zh: (meant.map { "是否指“\($0)”？" } ?? "") + zh,
        en: [meant.map { "Did you mean '\($0)'?" } ?? "", en].filter { !$0.isEmpty }.joined(separator: " ")))
  }

  // MARK: Typed values

  /// The text of a key that must be there.
  public mutating func string(_ key: String) -> String? { required(key).flatMap { $0.string(log) } }

  /// The text of a key that may be absent.
  public mutating func optionalString(_ key: String) -> String? { optional(key).flatMap { $0.string(log) } }

  /// A day of a key that must be there.
  public mutating func day(_ key: String) -> CalendarDay? { required(key).flatMap { $0.day(log) } }

  /// A day of a key that may be absent.
  public mutating func optionalDay(_ key: String) -> CalendarDay? { optional(key).flatMap { $0.day(log) } }

  /// An exact decimal of a key that must be there.
  public mutating func decimal(_ key: String) -> Decimal? { required(key).flatMap { $0.decimal(log) } }

  /// A number of a key that must be there.
  public mutating func number(_ key: String) -> Double? { required(key).flatMap { $0.number(log) } }

  /// A number of a key that may be absent.
  public mutating func optionalNumber(_ key: String) -> Double? { optional(key).flatMap { $0.number(log) } }

  /// A whole number of a key that must be there.
  public mutating func integer(_ key: String) -> Int? { required(key).flatMap { $0.integer(log) } }

  /// A whole number within a range.
  public mutating func integer(_ key: String, within range: ClosedRange<Int>) -> Int? {
    required(key).flatMap { $0.integer(log, within: range) }
  }

  /// A whole number of a key that may be absent, within a range.
  public mutating func optionalInteger(_ key: String, within range: ClosedRange<Int>) -> Int? {
    optional(key).flatMap { $0.integer(log, within: range) }
  }

  /// A whole number of a key that may be absent.
  public mutating func optionalInteger(_ key: String) -> Int? { optional(key).flatMap { $0.integer(log) } }

  /// `yes`/`no` or `true`/`false` of a key that may be absent.
  public mutating func optionalFlag(_ key: String) -> Bool? { optional(key).flatMap { $0.flag(log) } }

  /// A text in both languages: `{zh: …, en: …}`.
  public mutating func bilingual(_ key: String) -> BilingualText? {
    required(key).flatMap { $0.bilingual(log) }
  }

  /// A text in both languages of a key that may be absent.
  public mutating func optionalBilingual(_ key: String) -> BilingualText? {
    optional(key).flatMap { $0.bilingual(log) }
  }

  /// One of the words of an enumeration; the key must be there.
  public mutating func word<Word>(_ key: String, as type: Word.Type) -> Word?
  where Word: RawRepresentable & CaseIterable, Word.RawValue == String {
    required(key).flatMap { $0.word(as: type, log) }
  }

  /// One of the words of an enumeration; the key may be absent.
  public mutating func optionalWord<Word>(_ key: String, as type: Word.Type) -> Word?
  where Word: RawRepresentable & CaseIterable, Word.RawValue == String {
    optional(key).flatMap { $0.word(as: type, log) }
  }

  /// The values of a list; the key must be there.
  public mutating func list(_ key: String) -> [ModelValue] { required(key)?.list(log) ?? [] }

  /// The values of a list; absent counts as empty.
  public mutating func optionalList(_ key: String) -> [ModelValue] { optional(key)?.list(log) ?? [] }

  /// The texts of a list; absent counts as empty.
  public mutating func optionalStrings(_ key: String) -> [String] {
    optionalList(key).compactMap { $0.string(log) }
  }

  /// A map within the map; the key must be there.
  public mutating func map(_ key: String) -> ModelMap? { required(key).map { ModelMap($0, log: log) } }

  /// A map within the map; the key may be absent.
  public mutating func optionalMap(_ key: String) -> ModelMap? {
    optional(key).map { ModelMap($0, log: log) }
  }
}

extension ModelValue {
  /// The text, or nil with a problem in the log.
  public func string(_ log: ModelLog) -> String? {
    if case .scalar(let text) = content { return text }
    log.bad(place, zh: "这里应为一段文字", en: "A single text is expected here")
    return nil
  }

  /// The elements, or nil with a problem in the log.
  public func list(_ log: ModelLog) -> [ModelValue] {
    switch content {
    case .list(let values): return values
    case .none: return []
    default:
      log.bad(place, zh: "这里应为列表", en: "A list is expected here")
      return []
    }
  }

  /// The day written `YYYY-MM-DD`.
  public func day(_ log: ModelLog) -> CalendarDay? {
    guard let text = string(log) else { return nil }
    if let day = CalendarDay(iso: text) { return day }
    log.bad(
      place, value: text, zh: "不是日期", en: "Not a day",
      remedy: BilingualText(zh: "写成 YYYY-MM-DD", en: "Write YYYY-MM-DD"))
    return nil
  }

  /// The exact decimal number.
  public func decimal(_ log: ModelLog) -> Decimal? {
    guard let text = string(log) else { return nil }
    let fits = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E || $0 == 0x2D }
    // Decimal(string:) reads as far as it can: "0.6.1" would be 0.6.
    if fits, Double(text) != nil, let number = Decimal(string: text, locale: nil) { return number }
    log.bad(place, value: text, zh: "不是十进制数", en: "Not a decimal number")
    return nil
  }

  /// The number.
  public func number(_ log: ModelLog) -> Double? {
    guard let text = string(log) else { return nil }
    if let number = Double(text), number.isFinite { return number }
    log.bad(place, value: text, zh: "不是数", en: "Not a number")
    return nil
  }

  /// The whole number.
  public func integer(_ log: ModelLog) -> Int? {
    guard let text = string(log) else { return nil }
    if let number = Int(text) { return number }
    log.bad(place, value: text, zh: "不是整数", en: "Not a whole number")
    return nil
  }

  /// A whole number within a range; anything else is reported.
  public func integer(_ log: ModelLog, within range: ClosedRange<Int>) -> Int? {
    guard let number = integer(log) else { return nil }
    if range.contains(number) { return number }
    log.bad(
      place, value: "\(number)", zh: "应在 \(range.lowerBound) 到 \(range.upperBound) 之间",
      en: "Between \(range.lowerBound) and \(range.upperBound) is expected")
    return nil
  }

  /// `yes`, `no`, `true` or `false`.
  public func flag(_ log: ModelLog) -> Bool? {
    guard let text = string(log) else { return nil }
    switch text {
    case "yes", "true": return true
    case "no", "false": return false
    default:
      log.bad(place, value: text, zh: "应为 yes 或 no", en: "Write yes or no")
      return nil
    }
  }

  /// A text in both languages.
  public func bilingual(_ log: ModelLog) -> BilingualText? {
    var map = ModelMap(self, log: log)
    let zh = map.string("zh")
    let en = map.string("en")
    map.finish()
    guard let zh, let en else { return nil }
    return BilingualText(zh: zh, en: en)
  }

  /// One of the words of an enumeration.
  public func word<Word>(as type: Word.Type, _ log: ModelLog) -> Word?
  where Word: RawRepresentable & CaseIterable, Word.RawValue == String {
    guard let text = string(log) else { return nil }
    if let word = Word(rawValue: text) { return word }
    let allowed = Word.allCases.map(\.rawValue)
    log.bad(
      place, value: text, zh: "不在允许的词之内", en: "Not one of the allowed words",
      remedy: BilingualText(
        zh: "允许：" + allowed.joined(separator: "、"), en: "Allowed: " + allowed.joined(separator: ", ")))
    return nil
  }
}
