internal import GRDB
internal import PortfolioCore

/// What restricts the disposal of rights, as known on the day.
public struct RestrictionSnapshot: Sendable {
  /// By kind of restriction and row: whether it holds on the day, by the last record by the day.
  public internal(set) var holds: [String: [Int: Bool]] = [:]
  /// The lists stated complete by the day: kinds of restrictions and names of native tables.
  public internal(set) var completeLists: Set<String> = []
  /// Whether any agreement is kept.
  public internal(set) var keepsAgreements = false

  init() {}
}

extension SnapshotReader {
  /// Reads restrictions, and lets lists that are stated complete count as kept.
  mutating func readRestrictions() throws {
    try each(
      """
      SELECT t.right_id, t.kind, t.holds, t.to_day FROM restriction t
      WHERE t.day <= ?1 ORDER BY t.right_id, t.kind, t.day
      """
    ) { result, row, query in
      let isOver = query.day(3).map { $0 < result.asOf } ?? false
      let holds = query.optionalInteger(2).map { $0 != 0 } ?? true
      result.restrictions.holds[query.text(1) ?? "", default: [:]][row] = holds && !isOver
    }
    let lists = try CompleteLists.by(day, db)
    result.restrictions.completeLists = lists
    for (list, table) in CompleteLists.tables where lists.contains(list) { result.keptTables.insert(table) }
    for list in ["declarations", "funding"] where lists.contains(list) {
      result.business.keptTables.insert(list == "funding" ? "funding" : "declaration")
    }
    result.restrictions.keepsAgreements =
      try lists.contains("agreements")
      || Int.fetchOne(db, sql: "SELECT 1 FROM agreement WHERE day <= ? LIMIT 1", arguments: [day.iso]) != nil
  }
}

/// The lists that somebody states to be complete.
enum CompleteLists {
  /// Native tables whose being kept decides whether a blank means none, and the store's tables behind them.
  static let tables = [
    "licences": "licence", "pledges": "pledge", "disputes": "dispute", "product_links": "product_link",
  ]

  /// The lists stated complete by a day.
  static func by(_ day: CalendarDay, _ db: Database) throws -> Set<String> {
    Set(try String.fetchAll(db, sql: "SELECT list FROM complete_list WHERE day <= ?", arguments: [day.iso]))
  }
}
