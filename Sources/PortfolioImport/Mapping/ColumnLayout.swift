import PortfolioCore

/// The columns of one file, found once: indexes by field, and what each is split by.
struct ColumnLayout: Sendable {
  /// A list column.
  struct ListColumn: Sendable {
    var index: Int
    var separators: [[UInt8]]
    var commaSeparates: Bool
    var brackets: MappingModel.Brackets
  }

  /// A column of an event.
  struct EventColumn: Sendable {
    var index: Int
    var event: MappingModel.Event
  }

  /// The header as written, by column.
  var headers: [String]
  /// Columns of each field in the order in which they are asked.
  private var indexes: [MappingField: [Int]] = [:]
  private var lists: [MappingField: [ListColumn]] = [:]
  var events: [EventColumn] = []
  /// Columns that say whether an owner is of a kind.
  var ownerKinds: [(index: Int, kind: PartyKind)] = []
  /// Columns that hold days.
  var dayColumns: [Int] = []
  /// Headers that stand twice and are asked for.
  var repeated: [String] = []
  /// Headers from which nothing is read and that the mapping does not know either.
  var unread: [String] = []

  /// Finds the columns of a mapping in a header.
  init(headers: [String], mapping: MappingModel) {
    self.headers = headers
    var positions: [HeaderText: [Int]] = [:]
    for (index, header) in headers.enumerated() { positions[HeaderText(header), default: []].append(index) }
    var asked: Set<HeaderText> = []
    func find(_ spellings: [String]) -> [Int] {
      var found: [Int] = []
      for spelling in spellings {
        let header = HeaderText(spelling)
        guard let index = positions[header]?.first, !found.contains(index) else { continue }
        asked.insert(header)
        found.append(index)
      }
      return found
    }
    for field in MappingField.allCases {
      guard let column = mapping.columns[field] else { continue }
      let found = find(column.headers)
      guard !found.isEmpty else { continue }
      indexes[field] = found
      let separators = column.separators ?? mapping.separators
      lists[field] = found.map { index in
        ListColumn(
          index: index,
          separators: separators.filter { !$0.isEmpty }.map { Array($0.utf8) }.sorted { $0.count > $1.count },
          commaSeparates: separators.contains(","), brackets: column.brackets)
      }
      if field.isDay { dayColumns += found }
    }
    for event in mapping.events {
      guard let index = find(event.headers).first else { continue }
      events.append(EventColumn(index: index, event: event))
      if !dayColumns.contains(index) { dayColumns.append(index) }
    }
    for column in mapping.ownerKinds {
      if let index = find(column.headers).first { ownerKinds.append((index, column.kind)) }
    }
    if let outcomes = mapping.outcomes { _ = find(outcomes.lapse + outcomes.leftOut) }
    for (header, places) in positions where places.count > 1 && asked.contains(header) {
      repeated.append(headers[places[0]])
    }
    repeated.sort()
    let known = asked.union(mapping.known.map { HeaderText($0) })
    unread = headers.filter { !HeaderText($0).isEmpty && !known.contains(HeaderText($0)) }
  }

  /// The columns of a field.
  func columns(_ field: MappingField) -> [Int] { indexes[field] ?? [] }

  /// The columns of a list field.
  func listColumns(_ field: MappingField) -> [ListColumn] { lists[field] ?? [] }

  /// Whether the file has a column of the field.
  func has(_ field: MappingField) -> Bool { indexes[field] != nil }

  /// The header of a column, shortened; its number where it has none.
  func name(_ index: Int) -> String {
    guard index < headers.count, !headers[index].isEmpty else { return "#\(index + 1)" }
    return headers[index]
  }
}
