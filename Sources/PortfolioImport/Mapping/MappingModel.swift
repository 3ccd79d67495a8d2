public import PolicyModels
public import PortfolioCore

/// How one layout of an export is read (model files of kind `mapping`).
///
/// A mapping names the headers of a layout and what they are read as. Headers are compared by letters and
/// digits only (``HeaderText``). The keys below the header lines of every model file are:
///
/// - `columns`: for each ``MappingField``: a header, a list of headers, or `{headers, separators, brackets}`
/// - `needs`: the fields without which the layout is another one; default: only a column naming the right
/// - `signature`: headers that mark the layout, each a header or a list of spellings; default: all `columns`
/// - `known`: headers of the layout from which nothing is read; they count when the layout is recognised
/// - `events`: columns whose day is a legal event: `{headers, code, status, ends, grants}`
/// - `office`: the office of numbers that do not name one
/// - `separators`: what stands between several values in a cell; default `;;`, `;`, `；`
/// - `missing`: texts for "no value", beside the empty cell and those of ``MissingWord`` (`-`, `NA`, `无`, …)
/// - `dateOrder`: `ymd`, `mdy` or `dmy` for days written with digits; default: decided by a column's values
/// - `dayCount`: `1900` or `1904` where days may be written as a spreadsheet's count of days
/// - `unknownDays`: days for "unknown", beside 1970-01-01 and the first days of spreadsheets
/// - `observedOn`: the day on which everything in the files was seen; default: the row's, else the import's
/// - `ownerKinds`: columns that say 1 or 0, yes or no, each with the kind of owner: `{headers, kind}`
/// - `fixedAtPublication`: the fields (claims, citations made) that the published document fixed: they count as
///   seen on its day
/// - `outcomes`: what became of the rights, for a backtest; see ``MappingModel/Outcomes``
/// - `statusWords`: the id of the `status-words` model of the status columns
///
/// Where a field has several columns, the columns are asked in the order of `headers` and the first with a
/// value counts; for classes (`ipc`, `cpc`, `otherClasses`) the values of all of them are taken together.
public struct MappingModel: PolicyModel {
  /// `mapping`.
  public static let kind = "mapping"

  /// How a field's columns are found and split.
  public struct Column: Sendable {
    /// The spellings of the header, as written in the mapping.
    public var headers: [String]
    /// What stands between values; nil for the mapping's own.
    public var separators: [String]?
    /// What a bracket at the end of a name means.
    public var brackets: Brackets
  }

  /// What a bracket at the end of a name means.
  public enum Brackets: String, Sendable, CaseIterable {
    /// The day from which the party has its part, if it is a day; else part of the name.
    case day
    /// An address or country: left out.
    case drop
    /// Part of the name.
    case keep
  }

  /// A column whose day is a legal event.
  public struct Event: Sendable {
    /// The spellings of the header.
    public var headers: [String]
    /// The event's code, an INPADOC code or a word of the `legal-events` vocabulary.
    public var code: String
    /// What the right's state is after the event; of a row's events the latest decides, where the row has no
    /// status column.
    public var status: LegalStatus?
    /// Whether the right ended on that day.
    public var ends: Bool
    /// Whether the right was granted on that day.
    public var grants: Bool
  }

  /// The order of day, month and year in days written with digits.
  public enum DeclaredDateOrder: String, Sendable, CaseIterable {
    /// Year, month, day.
    case ymd
    /// Month, day, year.
    case mdy
    /// Day, month, year.
    case dmy

    /// What it says about dates such as `03/04/2015`; a layout of years first should have none of these.
    public var order: DateOrder {
      switch self {
      case .ymd: return .onlyPossible
      case .mdy: return .monthFirst
      case .dmy: return .dayFirst
      }
    }
  }

  /// Columns by field.
  public var columns: [MappingField: Column]
  /// The fields without which the layout is another one.
  public var needs: [MappingField]
  /// The spellings of the headers that mark the layout.
  public var signature: [[String]]
  /// Headers nothing is read from.
  public var known: [String]
  /// Columns whose day is an event.
  public var events: [Event]
  /// The office of numbers that do not name one.
  public var office: String?
  /// What stands between several values in a cell.
  public var separators: [String]
  /// Texts that mean "no value".
  public var missing: [String]
  /// The order of digits in days, where the layout has one.
  public var dateOrder: DeclaredDateOrder?
  /// The first day of counts of days, where there may be such.
  public var dayCount: SerialEpoch?
  /// Days that stand for "unknown".
  public var unknownDays: [CalendarDay]
  /// The day on which everything was seen.
  public var observedOn: CalendarDay?
  /// The id of the vocabulary of the status columns.
  public var statusWords: String?
  /// Columns that say whether an owner is of a kind.
  public var ownerKinds: [OwnerKindColumn] = []
  /// The fields whose values count as seen on the day of publication.
  public var fixedAtPublication: [MappingField] = []
  /// What became of the rights; nil where the layout does not tell.
  public var outcomes: Outcomes?

  /// Reads the model; every fault goes to the log with its place.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> MappingModel? {
    var columns: [MappingField: Column] = [:]
    if var columnMap = map.map("columns") {
      for entry in columnMap.allEntries() {
        guard let field = MappingField(rawValue: entry.key) else {
          let allowed = MappingField.allCases.map(\.rawValue)
          let near = HeaderText.nearest(to: entry.key, among: allowed)
          log.add(
            Problem(
              .modelUnknownKey, at: entry.keyPlace, value: entry.key, zh: "没有这个字段",
              en: "There is no such field",
              remedy: BilingualText(
                zh: (near.map { "是否为 \($0)？" } ?? "") + "字段：" + allowed.joined(separator: "、"),
                en: (near.map { "Did you mean \($0)? " } ?? "") + "Fields: " + allowed.joined(separator: ", ")
              )))
          continue
        }
        columns[field] = readColumn(entry.value, log: log)
      }
    }
    let needs = map.optionalList("needs").compactMap { $0.word(as: MappingField.self, log) }
    var signature: [[String]] = map.optionalList("signature").map { readHeaders($0, log: log) }
    let known = map.optionalStrings("known")
    let events = map.optionalList("events").compactMap { readEvent($0, log: log) }
    let office = map.optionalString("office")
    let separators = map.optionalStrings("separators")
    let missing = map.optionalStrings("missing")
    let dateOrder = map.optionalWord("dateOrder", as: DeclaredDateOrder.self)
    let dayCount = readDayCount(&map, log: log)
    let unknownDays = map.optionalList("unknownDays").compactMap { $0.day(log) }
    let observedOn = map.optionalDay("observedOn")
    let statusWords = map.optionalString("statusWords")
    let ownerKinds = map.optionalList("ownerKinds").compactMap { readOwnerKind($0, log: log) }
    let fixed = readFixedAtPublication(&map, log: log)
    let outcomes = map.optional("outcomes").flatMap { Outcomes.read($0, log: log) }

    if !columns.isEmpty, !columns.keys.contains(where: \.isIdentifying) {
      log.bad(
        map.place, zh: "columns 中没有可识别权利的列", en: "No column names the right",
        remedy: BilingualText(
          zh: "至少写出 own、applicationNumber、publicationNumber、grantNumber、registrationNumber 之一",
          en: "Give own, applicationNumber, publicationNumber, grantNumber or registrationNumber"))
    }
    for field in needs where columns[field] == nil {
      log.bad(
        map.place, value: field.rawValue, zh: "needs 中的字段不在 columns 中",
        en: "A field of 'needs' is not among 'columns'")
    }
    if columns[.status] != nil || columns[.statusCheck] != nil, statusWords == nil {
      log.add(
        Problem(
          .modelMissingKey, at: map.place, value: "statusWords", zh: "有状态列而没有 statusWords",
          en: "There is a status column but no 'statusWords'"))
    }
    if let office, !isOfficeCode(office) {
      log.bad(
        map.place, value: office, zh: "受理局代码应为两个大写字母", en: "An office is two capital letters")
    }
    guard !columns.isEmpty else { return nil }
    if signature.isEmpty {
      let ordered = MappingField.allCases.compactMap { columns[$0] }
      signature = ordered.map(\.headers) + events.map(\.headers)
    }
    return MappingModel(
      columns: columns, needs: needs, signature: signature, known: known, events: events, office: office,
      separators: separators.isEmpty ? [";;", ";", "；"] : separators, missing: missing,
      dateOrder: dateOrder, dayCount: dayCount, unknownDays: unknownDays, observedOn: observedOn,
      statusWords: statusWords, ownerKinds: ownerKinds, fixedAtPublication: fixed, outcomes: outcomes)
  }

  static func readHeaders(_ value: ModelValue, log: ModelLog) -> [String] {
    if case .list(let values) = value.content { return values.compactMap { $0.string(log) } }
    return value.string(log).map { [$0] } ?? []
  }

  private static func readColumn(_ value: ModelValue, log: ModelLog) -> Column? {
    guard case .map = value.content else {
      let headers = readHeaders(value, log: log)
      return headers.isEmpty ? nil : Column(headers: headers, separators: nil, brackets: .day)
    }
    var map = ModelMap(value, log: log)
    let headers = map.required("headers").map { readHeaders($0, log: log) } ?? []
    let separators = map.optionalStrings("separators")
    let brackets = map.optionalWord("brackets", as: Brackets.self) ?? .day
    map.finish()
    guard !headers.isEmpty else { return nil }
    return Column(headers: headers, separators: separators.isEmpty ? nil : separators, brackets: brackets)
  }

  private static func readEvent(_ value: ModelValue, log: ModelLog) -> Event? {
    var map = ModelMap(value, log: log)
    let headers = map.required("headers").map { readHeaders($0, log: log) } ?? []
    let code = map.string("code")
    let status = map.optionalWord("status", as: LegalStatus.self)
    let ends = map.optionalFlag("ends") ?? false
    let grants = map.optionalFlag("grants") ?? false
    map.finish()
    guard let code, !headers.isEmpty else { return nil }
    return Event(headers: headers, code: code, status: status, ends: ends, grants: grants)
  }

  private static func readDayCount(_ map: inout ModelMap, log: ModelLog) -> SerialEpoch? {
    guard let value = map.optional("dayCount"), let text = value.string(log) else { return nil }
    switch text {
    case "1900": return .year1900
    case "1904": return .year1904
    default:
      log.bad(value.place, value: text, zh: "应为 1900 或 1904", en: "Write 1900 or 1904")
      return nil
    }
  }

  private static func isOfficeCode(_ text: String) -> Bool {
    text.utf8.count == 2 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
  }
}
