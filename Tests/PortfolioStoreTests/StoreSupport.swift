import GRDB
import PortfolioCore

@testable import PortfolioStore

/// Days, drafts and short ways to import them.
enum Make {
  static func day(_ iso: String) -> CalendarDay { CalendarDay(iso: iso)! }

  static func memoryStore() throws -> Store { try Store(path: ":memory:", create: true) }

  /// A US document of an application.
  static func document(
    line: Int, application: String, publication: String, kindCode: String, day publicationDay: String,
    title: String = "Widget", owners: [String] = [], granted: Bool = false, citations: Int? = nil,
    status: LegalStatus? = nil
  ) -> RightDraft {
    var draft = RightDraft(
      line: line,
      sourceText:
        "\(application),\(publication)\(kindCode),\(publicationDay),\(title),\(owners),\(citations ?? -1),\(status?.rawValue ?? "")",
      office: "US")
    draft.numbers = [
      RightNumber(office: "US", scheme: .application, number: application),
      RightNumber(office: "US", scheme: .publication, number: publication + kindCode),
    ]
    draft.kind = .invention
    draft.title = title
    draft.filingDay = day("2015-05-20")
    draft.stage = granted ? .granted : .application
    if granted { draft.grantDay = day(publicationDay) }
    draft.publications = [
      PublicationDraft(office: "US", number: publication, kindCode: kindCode, day: day(publicationDay))
    ]
    draft.parties = owners.map { PartyDraft(name: $0, role: .owner) }
    draft.observation.forwardCitations = citations
    draft.observation.status = status
    return draft
  }

  /// A right of the native format, named by the owner.
  static func right(
    _ name: String, line: Int = 2, kind: RightKind = .invention, office: String = "CN",
    filed: String = "2015-05-20",
    owners: [String] = [], status: LegalStatus? = nil, seen: String? = nil, unit: String? = nil
  ) -> RightDraft {
    var draft = RightDraft(
      line: line,
      sourceText:
        "\(name),\(kind.rawValue),\(filed),\(owners),\(status?.rawValue ?? ""),\(seen ?? ""),\(unit ?? "")",
      office: office)
    draft.numbers = [RightNumber(office: "", scheme: .own, number: name)]
    draft.kind = kind
    draft.title = "Right \(name)"
    draft.filingDay = day(filed)
    draft.parties = owners.map { PartyDraft(name: $0, role: .owner) }
    draft.observation.status = status
    draft.observedOn = seen.map(day)
    draft.unit = unit
    return draft
  }

  /// A row of another native table.
  static func native(_ table: String, line: Int = 2, _ values: [String: NativeValue]) -> NativeDraft {
    let text = values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    guard let known = NativeFormat.table(table) else { preconditionFailure("no native table \(table)") }
    var cells = NativeValues(NativeValues.Layout(known))
    for (column, value) in values { cells[column] = value }
    return NativeDraft(line: line, sourceText: text, values: cells)
  }
}

extension Store {
  /// Imports one file.
  @discardableResult
  func take(
    _ file: String = "export.csv", on day: String = "2026-06-30", dryRun: Bool = false,
    mapping: String = "test",
    _ work: (ImportSession) throws -> Void
  ) throws -> (counts: ImportCounts, refusals: [ImportSession.Refusal], problems: [Problem]) {
    let done = try importRows(dryRun: dryRun) { session in
      try session.begin(file: file, mapping: mapping, mappingSHA256: mapping, observedOn: Make.day(day))
      try work(session)
    }
    return (done.counts[0], done.refusals, done.problems)
  }

  @discardableResult
  func take(_ drafts: [RightDraft], on day: String = "2026-06-30") throws -> ImportCounts {
    try take(on: day) { session in try drafts.forEach { try session.add($0) } }.counts
  }

  func number(_ sql: String) throws -> Int {
    try read { db in try Int.fetchOne(db, sql: sql) ?? -1 }
  }

  func texts(_ sql: String) throws -> [String] {
    try read { db in try String.fetchAll(db, sql: sql) }
  }

  /// Every row of every table as text.
  func dump() throws -> [String] {
    try read { db in
      let tables = try String.fetchAll(
        db,
        sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
      return try tables.flatMap { table in
        try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { "\(table): \($0.description)" }.sorted()
      }
    }
  }
}
