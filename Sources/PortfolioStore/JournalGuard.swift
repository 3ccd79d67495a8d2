internal import GRDB
internal import PortfolioCore

/// What keeps the journal from being changed: its tables with their rules, and the triggers on them.
enum JournalGuard {
  /// What differs from a store that was just made.
  /// - Returns: the problems, and the tables that are not there, which nobody can look into.
  static func check(_ db: Database) throws -> (problems: [Problem], lost: Set<String>) {
    let expected = try expected.get()
    let found = try guards(db)
    var problems: [Problem] = []
    var lost: Set<String> = []
    for one in expected {
      let same = found.first { $0.name == one.name }
      if same == one { continue }
      if one.isTable, same == nil || same?.isTable == false { lost.insert(one.name) }
      problems.append(
        Problem(
          .guardMissing, value: one.name,
          zh: one.isTable
            ? (same == nil ? "日志的表不存在" : "日志的表不是原来的定义")
            : (same == nil ? "禁止改动日志的触发器不存在" : "禁止改动日志的触发器不是原来的定义"),
          en: one.isTable
            ? (same == nil
              ? "A table of the journal is not there" : "A table of the journal is not as it was made")
            : (same == nil
              ? "A trigger that keeps the journal from being changed is not there"
              : "A trigger that keeps the journal from being changed is not as it was made"),
          remedy: JournalAudit.remedy))
    }
    // A trigger of somebody else's can change what is written into the journal.
    for one in found where !one.isTable && !expected.contains(where: { $0.name == one.name }) {
      problems.append(
        Problem(
          .guardMissing, value: one.name, zh: "日志的表上有不属于本程序的触发器",
          en: "A table of the journal has a trigger that is none of the program's",
          remedy: JournalAudit.remedy))
    }
    return (problems, lost)
  }

  /// The guards of a store that was just made: the same for every store of this version.
  private static let expected = Result {
    let fresh = try DatabaseQueue()
    try Schema.migrator.migrate(fresh)
    return try fresh.read { try guards($0) }
  }

  struct Guard: Equatable, Sendable {
    var name: String
    var isTable: Bool
    var sql: String
  }

  static func guards(_ db: Database) throws -> [Guard] {
    let names = (Schema.journalTables + [Schema.sealTable]).map { "'\($0)'" }.joined(separator: ", ")
    return try Row.fetchAll(
      db,
      sql: """
        SELECT name, type, sql FROM sqlite_master
        WHERE tbl_name IN (\(names)) AND type IN ('table', 'trigger', 'view') ORDER BY rowid
        """
    ).map { row in
      Guard(name: row["name"], isTable: row["type"] as String == "table", sql: row["sql"] ?? "")
    }
  }
}
