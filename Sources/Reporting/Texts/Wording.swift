public import PortfolioCore
import PortfolioReview

/// The words and number formats of one language for one run.
///
/// Renderers get finished texts from here; they know neither languages nor facts.
public struct Wording: Sendable {
  /// The language.
  public let language: Language
  /// The currency of all amounts.
  public let currency: Currency
  /// The names of technology fields by code.
  public let fieldNames: [String: BilingualText]
  /// The decimals with which amounts are shown: none when every fee is a whole number of major units.
  public let moneyDecimals: Int

  /// Words of a language.
  public init(
    language: Language, currency: Currency, fieldNames: [String: BilingualText] = [:], moneyDecimals: Int = 2
  ) {
    self.language = language
    self.currency = currency
    self.fieldNames = fieldNames
    self.moneyDecimals = moneyDecimals
  }

  /// A label, with the braces filled in.
  public func text(_ key: ReportText, _ values: KeyValuePairs<String, String> = [:]) -> String {
    fill(half(key.rawValue), values)
  }

  /// A sentence, with the braces filled in.
  public func text(_ key: ReportSentence, _ values: KeyValuePairs<String, String> = [:]) -> String {
    fill(half(key.rawValue), values)
  }

  /// A text of a model or catalogue.
  public func text(_ text: BilingualText) -> String { text.text(language) }

  /// Chinese is written before the bar, English after it.
  func half(_ both: String) -> String {
    guard let bar = both.firstIndex(of: "|") else { return both }
    return String(language == .zh ? both[..<bar] : both[both.index(after: bar)...])
  }

  /// Fills braces in one pass, so that a value with braces of its own stays as it is.
  func fill(_ template: String, _ values: KeyValuePairs<String, String>) -> String {
    guard !values.isEmpty, template.utf8.contains(0x7B) else { return template }
    var result = ""
    var rest = Substring(template)
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      let name = rest[rest.index(after: open)..<close]
      if let value = values.first(where: { $0.key == name })?.value {
        result += value
      } else {
        result += rest[open...close]
      }
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  // MARK: Numbers

  /// A count with thousands separators.
  public func count(_ number: Int) -> String { NumberText.whole(number) }

  /// Points to one decimal. They are rounded to hundredths first, so that a score and the sum of its parts,
  /// which is shown in hundredths, never disagree.
  public func points(_ points: Double) -> String {
    let hundredths = Wording.hundredths(points)
    return NumberText.scaledText((hundredths + (hundredths < 0 ? -5 : 5)) / 10, 1)
  }

  static func hundredths(_ points: Double) -> Int { Int((points * 100).rounded()) }

  /// A share, 0 to 1, in whole percent; small shares that are not nothing show as `<1%`.
  public func percent(_ share: Double) -> String {
    if share > 0, share < 0.005 { return "<1%" }
    if share < 1, share >= 0.995 { return ">99%" }
    return NumberText.fixed(share * 100, 0) + "%"
  }

  /// A share of a total; nothing of nothing is a dash.
  public func share(_ part: Int, of total: Int) -> String {
    total > 0 ? percent(Double(part) / Double(total)) : dash
  }

  /// An amount without its currency, for columns whose head names it.
  public func amount(_ minorUnits: Int64) -> String {
    let perMajor = currency.minorPerMajor
    guard moneyDecimals == 0 else { return NumberText.scaledText(Int(minorUnits), currency.minorDigits) }
    return NumberText.whole(Int(minorUnits / perMajor))
  }

  /// An amount with its currency.
  public func money(_ minorUnits: Int64) -> String {
    if language == .zh, currency == .cny { return amount(minorUnits) + " " + text(.yuan) }
    return currency.code + " " + amount(minorUnits)
  }

  /// The unit of amounts, for heads of columns.
  public var moneyUnit: String { currency == .cny ? text(.yuan) : currency.code }

  /// A day. ISO in both languages: it cannot be misread.
  public func day(_ day: CalendarDay) -> String { day.iso }

  /// A calendar year; the as-of day's own year is marked, for only its rest is counted.
  public func year(_ year: Int, asOf: CalendarDay) -> String {
    guard year == asOf.year, asOf.components.month > 1 || asOf.components.day > 1 else { return String(year) }
    return language == .zh ? "\(year) 余下" : "rest of \(year)"
  }

  /// The mark of a figure that does not exist.
  public var dash: String { "–" }

  /// Names joined as the language does it.
  public func list(_ names: [String]) -> String { names.joined(separator: text(.listComma)) }

  // MARK: Facts

  /// The word for a fact's category.
  public func word(_ fact: FactID, _ category: String) -> String {
    switch fact {
    case .rightKind: return RightKind(rawValue: category).map { text(ReportWords.kind($0)) } ?? category
    case .legalStatus: return LegalStatus(rawValue: category).map { text(ReportWords.status($0)) } ?? category
    case .stage: return RightStage(rawValue: category).map { text(ReportWords.stage($0)) } ?? category
    case .legalLife: return LegalLife(rawValue: category).map { text(ReportWords.life($0)) } ?? category
    case .office: return ReportWords.offices[category].map { text($0) } ?? category
    case .productUse: return ReportWords.productUse[category].map { text($0) } ?? category
    case .technologyField:
      return fieldNames[category].map { text($0) } ?? text(.fieldNumber, ["n": category])
    default:
      let words = FactCatalogue.definition(fact)?.words ?? []
      return words.first { $0.word == category }.map { text($0.title) } ?? category
    }
  }

  /// The word for a state.
  public func state(_ state: FactState) -> String { text(ReportWords.state(state)) }

  /// A fact's name for people; an unknown fact shows its id.
  public func factTitle(_ fact: FactID) -> String {
    (FactCatalogue.definition(fact)?.title ?? GateModel.title(of: fact)).map { text($0) } ?? fact.name
  }

  /// A fact's value, or nil when it is not known.
  public func value(_ column: FactColumn, _ row: Int) -> String? {
    guard column.states[row] == .known else { return nil }
    switch column.type {
    case .category: return column.category(row).map { word(column.id, $0) }
    case .day: return column.day(row).map { day($0) }
    case .flag: return column.number(row).map { text($0 == 0 ? .no : .yes) }
    case .integer:
      // Years are names, not quantities.
      return column.number(row).map { column.id == .filingYear ? String(Int($0)) : count(Int($0)) }
    case .decimal: return column.number(row).map { decimal($0, Wording.decimals(column.id)) }
    }
  }

  /// A number with fixed decimals; one that is not nothing never shows as nothing.
  private func decimal(_ number: Double, _ decimals: Int) -> String {
    if number == 0 { return "0" }
    let text = NumberText.fixed(number, decimals)
    guard number > 0, !text.contains(where: { ("1"..."9").contains($0) }) else { return text }
    return "<0." + String(repeating: "0", count: decimals - 1) + "1"
  }

  static func decimals(_ fact: FactID) -> Int {
    fact == .citationsPerYear || fact == .nextFeeAmount ? 2 : 1
  }
}
