internal import GRDB
public import PortfolioCore

/// Where the data of a right come from.
public struct RightProvenance: Sendable {
  /// A row of an imported file.
  public struct SourceRow: Sendable {
    /// The file as the user named it.
    public let file: String
    /// The line.
    public let line: Int
    /// How it was read.
    public let mapping: String
    /// The day on which changing values were seen.
    public let observedOn: CalendarDay
    /// Whether the row brought the right or joined it.
    public let outcome: String
  }

  /// A value that a later import replaced.
  public struct Change: Sendable {
    /// The field.
    public let field: String
    /// The value before.
    public let before: String?
    /// The value after.
    public let after: String?
    /// The file that brought the change.
    public let file: String
  }

  /// What was seen on a day.
  public struct Observation: Sendable {
    /// The day.
    public let day: CalendarDay
    /// The state in the common vocabulary.
    public let status: String?
    /// Forward citations.
    public let forwardCitations: Int?
    /// Claims.
    public let claims: Int?
  }

  /// The rows, in the order of their import.
  public let rows: [SourceRow]
  /// The replaced values.
  public let changes: [Change]
  /// What was seen, by day.
  public let observations: [Observation]
}

extension Store {
  /// Where the data of a right come from.
  public func provenance(of rightID: Int64) throws -> RightProvenance {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT b.file, s.line, b.mapping, b.observed_on, s.outcome FROM source_row s
          JOIN import_batch b ON b.id = s.batch_id WHERE s.right_id = ? ORDER BY s.id
          """, arguments: [rightID]
      ).compactMap { row -> RightProvenance.SourceRow? in
        guard let day = CalendarDay(iso: row["observed_on"] as String) else { return nil }
        return RightProvenance.SourceRow(
          file: row["file"], line: row["line"], mapping: row["mapping"], observedOn: day,
          outcome: row["outcome"])
      }
      let changes = try Row.fetchAll(
        db,
        sql: """
          SELECT c.field, c.before, c.after, b.file FROM right_change c JOIN import_batch b ON b.id = c.batch_id
          WHERE c.right_id = ? ORDER BY c.batch_id, c.field
          """, arguments: [rightID]
      ).map {
        RightProvenance.Change(field: $0["field"], before: $0["before"], after: $0["after"], file: $0["file"])
      }
      let observations = try Row.fetchAll(
        db,
        sql: """
          SELECT observed_on, status, forward_citations, claims FROM observation WHERE right_id = ?
          ORDER BY observed_on
          """, arguments: [rightID]
      ).compactMap { row -> RightProvenance.Observation? in
        guard let day = CalendarDay(iso: row["observed_on"] as String) else { return nil }
        return RightProvenance.Observation(
          day: day, status: row["status"], forwardCitations: row["forward_citations"], claims: row["claims"])
      }
      return RightProvenance(rows: rows, changes: changes, observations: observations)
    }
  }
}
