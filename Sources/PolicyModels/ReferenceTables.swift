public import PortfolioCore

/// WIPO's 35 fields of technology by IPC subclass.
///
/// Source: Schmoch, "Concept of a Technology Classification for Country Comparisons", WIPO 2008, in the edition
/// named by the model file. A main group listed there wins over its subclass.
public struct TechnologyFields: PolicyModel {
  /// `technology-fields`.
  public static let kind = "technology-fields"

  /// A field.
  public struct Field: Sendable {
    /// The number, 1 to 35.
    public let number: Int
    /// The name.
    public let name: BilingualText
    /// The sector it belongs to.
    public let sector: BilingualText
  }

  /// The fields by number.
  public let fields: [Field]
  private let bySubclass: [String: Int]
  private let byMainGroup: [String: Int]

  /// Reads the table; a subclass in two fields is an error.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> TechnologyFields? {
    _ = map.string("source")
    var fields: [Field] = []
    var bySubclass: [String: Int] = [:]
    var byMainGroup: [String: Int] = [:]
    for value in map.list("fields") {
      var entry = ModelMap(value, log: log)
      let number = entry.integer("number")
      let name = entry.bilingual("name")
      let sector = entry.bilingual("sector")
      let subclasses = entry.optionalList("subclasses") + entry.optionalList("assignedByParent")
      let mainGroups = entry.optionalList("mainGroups")
      entry.finish()
      guard let number, let name, let sector else { continue }
      fields.append(Field(number: number, name: name, sector: sector))
      for subclass in subclasses {
        guard let text = subclass.string(log) else { continue }
        if bySubclass.updateValue(number, forKey: text) != nil {
          log.bad(subclass.place, value: text, zh: "小类重复", en: "The subclass stands in two fields")
        }
      }
      for group in mainGroups {
        guard let text = group.string(log) else { continue }
        if byMainGroup.updateValue(number, forKey: text) != nil {
          log.bad(group.place, value: text, zh: "主组重复", en: "The main group stands in two fields")
        }
      }
    }
    return TechnologyFields(fields: fields, bySubclass: bySubclass, byMainGroup: byMainGroup)
  }

  /// The field of an IPC symbol such as `H04N21/21`, or nil when the table does not have its subclass.
  public func field(ofIPC symbol: some StringProtocol) -> Int? {
    let subclass = String(symbol.prefix(4))
    if byMainGroup.isEmpty == false, symbol.count > 4 {
      let group = symbol.dropFirst(4).prefix { $0 != "/" }.filter { $0 != " " }
      if let field = byMainGroup[subclass + " " + group] { return field }
    }
    return bySubclass[subclass]
  }

  /// The name of a field.
  public func name(_ number: Int) -> BilingualText? { fields.first { $0.number == number }?.name }
}

/// Names of offices and states by their two-letter codes (WIPO ST.3).
public struct OfficeNames: PolicyModel {
  /// `offices`.
  public static let kind = "offices"

  /// The names by code.
  public let names: [String: BilingualText]

  /// Reads the table.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> OfficeNames? {
    var names: [String: BilingualText] = [:]
    for value in map.list("offices") {
      var entry = ModelMap(value, log: log)
      let code = entry.string("code")
      let name = entry.bilingual("name")
      _ = entry.string("source")
      entry.finish()
      if let code, let name { names[code] = name }
    }
    return OfficeNames(names: names)
  }
}

/// The working days of a country: which weekdays are off and which weekend days are worked.
public struct Holidays: PolicyModel {
  /// `holidays`.
  public static let kind = "holidays"

  /// The years for which the table holds a notice.
  public let years: Set<Int>
  private let daysOff: Set<CalendarDay>
  private let worked: Set<CalendarDay>

  /// Reads the table.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> Holidays? {
    var years: Set<Int> = []
    var off: Set<CalendarDay> = []
    var worked: Set<CalendarDay> = []
    for value in map.list("years") {
      var entry = ModelMap(value, log: log)
      let year = entry.integer("year")
      _ = entry.string("source")
      off.formUnion(entry.list("daysOff").compactMap { $0.day(log) })
      worked.formUnion(entry.optionalList("worked").compactMap { $0.day(log) })
      entry.finish()
      if let year { years.insert(year) }
    }
    return Holidays(years: years, daysOff: off, worked: worked)
  }

  /// Whether offices work on a day; nil when there is no table for its year and the day is no weekend.
  public func isWorkingDay(_ day: CalendarDay) -> Bool? {
    if worked.contains(day) { return true }
    if daysOff.contains(day) { return false }
    if day.weekday == 0 || day.weekday == 6 { return false }
    return years.contains(day.year) ? true : nil
  }
}

/// Gross national income of countries in a year, in US dollars.
public struct NationalIncome: PolicyModel {
  /// `national-income`.
  public static let kind = "national-income"

  /// A country's figure.
  public struct Value: Sendable {
    /// The year.
    public let year: Int
    /// Current US dollars.
    public let amount: Double
  }

  /// The figures by two-letter code.
  public let values: [String: Value]

  /// Reads the table.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> NationalIncome? {
    _ = map.string("unit")
    var values: [String: Value] = [:]
    for value in map.list("values") {
      var entry = ModelMap(value, log: log)
      let code = entry.string("code")
      let year = entry.integer("year")
      let amount = entry.number("amount")
      _ = entry.string("source")
      entry.finish()
      if let code, let year, let amount { values[code] = Value(year: year, amount: amount) }
    }
    return NationalIncome(values: values)
  }
}
