internal import Foundation
internal import GRDB
internal import PortfolioCore

/// Which rows end when the file of a native table no longer holds them.
public enum RowEnding: Sendable {
  /// None: they are named and go on.
  case none
  /// Those that came from the same file, known by its canonical path; none where the file holds no row at all.
  case ofSameFile
  /// All of the table, whichever file they came from: the file is the whole table.
  case ofTable
}

/// What a whole table no longer says, and what a file of an earlier day says anew: neither is passed over in silence.
extension ImportSession {
  /// A native table in this import, of which it is kept which rows its files hold.
  struct WholeTable {
    /// The table's native name.
    let native: String
    /// Its files: their canonical paths, their names with that of their folder, and their names.
    var paths: Set<String> = []
    var places: Set<String> = []
    var names: Set<String> = []
    /// The file named in messages: the last one.
    var file = ""
    /// The place of the last file in the counts.
    var count = 0
    /// The batches of the first file and of the last one.
    let firstBatch: Int64
    var batch: Int64
    /// Whether somebody stated the day.
    let isDayStated: Bool
    /// The day on which the last file was seen.
    var day: CalendarDay
    /// Rows that are not refused.
    var rows = 0
    /// Rows refused: what they name is not known, so nothing can be said to be missing.
    var refused = 0
    /// Rows that differ from what a file of a later day said, and whether they stand on that day too.
    var earlier: [(name: String, stands: Bool)] = []
  }

  static func makeSeenRows(_ db: Database) throws {
    try db.execute(
      sql: """
        CREATE TEMP TABLE IF NOT EXISTS seen_row (
          table_name TEXT NOT NULL, row_key TEXT NOT NULL, PRIMARY KEY (table_name, row_key)) WITHOUT ROWID;
        DELETE FROM temp.seen_row
        """)
  }

  /// Begins a file that holds a native table of which rows may end.
  /// - Returns: the store's name of that table; nil for other files.
  func beginWholeTable(_ mapping: String) -> String? {
    let native = mapping.hasPrefix("native/") ? String(mapping.dropFirst(7)) : ""
    guard let rule = NativeTableRule.rules[native] else { return nil }
    guard NativeTableRule.endable[rule.table] != nil else {
      beginStandingTable(native, rule)
      return nil
    }
    var whole =
      wholeTables[rule.table]
      ?? WholeTable(
        native: native, firstBatch: currentBatch, batch: currentBatch, isDayStated: isDayStated,
        day: observedOn)
    whole.batch = currentBatch
    if let filePath { whole.paths.insert(filePath) }
    whole.places.insert(ImportSession.place(filePath ?? fileName))
    whole.names.insert((fileName as NSString).lastPathComponent)
    whole.file = fileName
    whole.count = counts.count - 1
    whole.day = max(whole.day, observedOn)
    wholeTables[rule.table] = whole
    return rule.table
  }

  /// Keeps that the files hold a row.
  func see(_ draft: NativeDraft, _ rule: NativeTableRule) throws {
    guard wholeTables[rule.table] != nil || standingTables[draft.table] != nil else { return }
    wholeTables[rule.table]?.rows += 1
    let key = rule.key.compactMap { name in
      rule.columns.firstIndex { $0.stored == name }.map { "?\($0 + 1)" }
    }.joined(separator: " || char(31) || ")
    // The number of columns is bound as one more parameter, so that SQLite knows all those before it.
    let count = rule.columns.count
    let statement = try nativeStatement(
      rule.table + " seen",
      "INSERT OR IGNORE INTO temp.seen_row SELECT '\(rule.table)', \(key) WHERE ?\(count + 1) > 0")
    var ignored: [Problem] = []
    try bind(statement, draft, rule, &ignored)
    statement.bind(Int32(count + 1), count)
    try statement.run()
  }

  /// Remembers the row stored last, which differs from one of a file of a later day.
  func noteEarlierCorrection(_ draft: NativeDraft, _ rule: NativeTableRule) throws {
    guard wholeTables[rule.table] != nil else { return }
    let places = rule.key.compactMap { name in
      rule.columns.firstIndex { $0.stored == name }.map { (name: name, place: $0 + 1) }
    }
    let same = places.map { "\($0.name) = ?\($0.place)" }.joined(separator: " AND ")
    // Whether it stands last of all by its own recorded day, though it was not seen last.
    let statement = try nativeStatement(
      rule.table + " earlier correction",
      """
      SELECT (SELECT version FROM \(rule.table)_known WHERE \(same)
          ORDER BY \(Schema.seenOrder) DESC LIMIT 1)
          = (SELECT max(version) FROM \(rule.table)_seen
            WHERE \(same) AND batch_id = ?\(rule.columns.count + 1)),
        \(rule.rowName) FROM \(rule.table) t WHERE \(same)
      """)
    var ignored: [Problem] = []
    try bind(statement, draft, rule, &ignored)
    statement.bind(Int32(rule.columns.count + 1), currentBatch)
    if try statement.step() {
      wholeTables[rule.table]?.earlier.append((statement.text(1) ?? "", statement.integer(0) == 1))
    }
    statement.reset()
  }

  /// Settles the whole tables of the import: rows that are there again go on, rows that are missing end or are told of.
  func endWholeTables() throws {
    for (table, whole) in wholeTables.sorted(by: { $0.key < $1.key }) {
      // Ends that a store kept before it kept sightings.
      try db.execute(
        sql: """
          UPDATE row_end SET resumed_on = ?1
          WHERE table_name = ?2 AND ended_on <= ?1 AND (resumed_on IS NULL OR resumed_on > ?1)
            AND row_key IN (SELECT row_key FROM temp.seen_row WHERE table_name = ?2)
          """, arguments: [whole.day.iso, table])
      warnOfEarlier(whole)
      try endMissing(table, whole)
      try tellEndedLater(table, whole)
    }
    try tellStandingRows()
  }

  /// A file's name with that of its folder.
  fileprivate static func place(_ file: String) -> String {
    ((file as NSString).standardizingPath as NSString).pathComponents.suffix(2).joined(separator: "/")
  }

  /// A row that counts on a day and is not in the files of this import.
  struct MissingRow {
    let key: String
    /// What it said last by the day: what it is called for people, its file, and the file's path.
    var name: String
    var file: String
    var path: String?
    /// Whether it names no end by the day itself.
    var isOpen: Bool
    /// The paths of the files that still say it: of no later day were they, or the table, seen whole without it.
    var paths: Set<String?>

    /// Whether it came from a file of the same name in a folder of the same name.
    func isOfSameName(_ whole: WholeTable) -> Bool {
      whole.places.contains(ImportSession.place(path ?? file))
    }

    /// Whether nothing but these very files says it.
    func isOnly(of files: Set<String>) -> Bool {
      paths.allSatisfy { path in path.map { files.contains($0) } ?? false }
    }
  }

  /// The rows of a table that count on a day and that no file of this import holds, by key.
  func unseenRows(_ table: String, on day: CalendarDay) throws -> [MissingRow] {
    guard let rule = NativeTableRule.endable[table] else { return [] }
    let key = Schema.rowKey(table, "t.")
    var missing: [MissingRow] = []
    let query = PreparedStatement(
      db,
      """
      SELECT \(key), \(rule.rowName), t.file, t.path, \(rule.hasEnd ? "t.to_day IS NULL OR t.to_day > ?1" : "1")
      FROM (SELECT s.*, \(Schema.leftOutOn(table, by: "?1")) AS left_out FROM \(table)_seen s
        WHERE s.observed_on <= ?1
          AND \(Schema.rowKey(table, "s.")) NOT IN (SELECT row_key FROM temp.seen_row WHERE table_name = '\(table)')) t
      WHERE t.left_out IS NULL
        AND \(key) NOT IN (SELECT row_key FROM row_end WHERE table_name = '\(table)' AND ended_on <= ?1
          AND (resumed_on IS NULL OR resumed_on > ?1))
      ORDER BY 1, t.observed_on, t.version
      """)
    query.bind(1, day)
    while try query.step() {
      let row = MissingRow(
        key: query.text(0) ?? "", name: query.text(1) ?? "", file: query.text(2) ?? "", path: query.text(3),
        isOpen: query.integer(4) == 1, paths: [query.text(3)])
      if let last = missing.last, last.key == row.key {
        missing[missing.count - 1] = row
        missing[missing.count - 1].paths.formUnion(last.paths)
      } else {
        missing.append(row)
      }
    }
    return missing.filter(\.isOpen)
  }

  /// The rows of a table that were known by the day of its files and are not in them: of files of their names, or, where
  /// the table is said to be whole, of any.
  private func missingRows(_ table: String, _ whole: WholeTable) throws -> [MissingRow] {
    try unseenRows(table, on: whole.day).filter { row in
      rowEnding == .ofTable || row.paths.contains { path in path.map { whole.paths.contains($0) } ?? false }
        || whole.names.contains((row.file as NSString).lastPathComponent)
    }
  }

  /// Of missing rows those that end.
  private func ending(_ missing: [MissingRow], _ whole: WholeTable) -> [MissingRow] {
    guard whole.refused == 0 else { return [] }
    switch rowEnding {
    case .none: return []
    case .ofSameFile: return whole.rows > 0 ? missing.filter { $0.isOnly(of: whole.paths) } : []
    case .ofTable: return missing
    }
  }

  /// Whether rows are to end because a file does not hold them: it changes the store though all it says is known.
  func endsRows(_ table: String?) throws -> Bool {
    guard rowEnding != .none, let table, let whole = wholeTables[table] else { return false }
    return try !ending(missingRows(table, whole), whole).isEmpty
  }

  private func endMissing(_ table: String, _ whole: WholeTable) throws {
    let missing = try missingRows(table, whole)
    let ending = ending(missing, whole)
    try keepWhole(table, whole, ends: !ending.isEmpty)
    counts[whole.count].ended += ending.count
    if !ending.isEmpty {
      try db.execute(
        sql: "UPDATE import_batch SET ended = ended + ? WHERE id = ?", arguments: [ending.count, whole.batch])
    }
    if !ending.isEmpty { problems.append(missingProblem(ending.map(\.name), whole, ends: true)) }
    let ended = Set(ending.map(\.key))
    let staying = missing.filter { !ended.contains($0.key) }
    guard !staying.isEmpty else { return }
    var problem = missingProblem(staying.map(\.name), whole, ends: false)
    // A file of another folder is likely one that adds rows.
    if !staying.contains(where: { $0.isOfSameName(whole) }) { problem.severity = .note }
    problems.append(problem)
  }

  private func missingProblem(_ names: [String], _ whole: WholeTable, ends: Bool) -> Problem {
    let list = ImportSession.first(names)
    let day = whole.day.iso
    let isOne = names.count == 1
    let known =
      isOne
      ? "1 row of table \(whole.native) that was known before is not in the file"
      : "\(names.count) rows of table \(whole.native) that were known before are not in the file"
    if ends {
      return Problem(
        .rowsNotInFile, at: Place(file: whole.file), value: "\(names.count)",
        zh: "\(whole.native) 表以前的 \(names.count) 行不在这次的文件中：自 \(day) 起终止，此前各日仍然有效（\(list)）",
        en:
          "\(known): \(isOne ? "it ends on \(day), and counts" : "they end on \(day), and count") on the days before it (\(list))",
        remedy: BilingualText(
          zh: "如只是文件不全，补回这些行再导入一次，它们即恢复",
          en: "If the file is only not complete, put the rows back and import it again: they go on"))
    }
    var held = (zh: "", en: "")
    if rowEnding != .none, whole.refused > 0 {
      held = (
        zh: "；有 \(whole.refused) 行被拒收，所以未终止",
        en: "; as \(whole.refused == 1 ? "1 row was" : "\(whole.refused) rows were") refused, none was ended"
      )
    } else if rowEnding == .ofSameFile, whole.rows == 0 {
      held = (zh: "；文件中没有数据行，所以未终止", en: "; as the file holds no row at all, none was ended")
    }
    return Problem(
      .rowsNotInFile, at: Place(file: whole.file), value: "\(names.count)",
      zh: "\(whole.native) 表以前的 \(names.count) 行不在这次的文件中，仍按原样计入（\(list)）\(held.zh)",
      en:
        "\(known) and \(isOne ? "goes" : "go") on counting (\(list))\(held.en)",
      remedy: BilingualText(
        zh: "如这些行已不存在，用 winnow import 加 --whole-tables 再导入完整的文件：它们自导出日起终止，历史保留",
        en:
          "If they are no more, import the whole file with winnow import --whole-tables: they end on its day, and their history stays"
      ))
  }

  private func warnOfEarlier(_ whole: WholeTable) {
    let replacing = whole.earlier.filter(\.stands).map(\.name)
    let before = whole.earlier.filter { !$0.stands }.map(\.name)
    let day = whole.day.iso
    var zh: [String] = []
    var en: [String] = []
    if !replacing.isEmpty {
      zh.append("\(replacing.count) 行取代了较晚取得的内容，其后各日也按此计（\(ImportSession.first(replacing))）")
      en.append(
        "\(replacing.count == 1 ? "1 row takes" : "\(replacing.count) rows take") the place of what was seen later, on later days too (\(ImportSession.first(replacing)))"
      )
    }
    if !before.isEmpty {
      zh.append("\(before.count) 行只在较晚的文件取得之前有效（\(ImportSession.first(before))）")
      en.append(
        "\(before.count == 1 ? "1 row counts" : "\(before.count) rows count") only until what was seen later (\(ImportSession.first(before)))"
      )
    }
    guard !zh.isEmpty else { return }
    problems.append(
      Problem(
        .correctedFromEarlierDay, at: Place(file: whole.file), value: "\(whole.earlier.count)",
        zh: "\(whole.native) 表的文件日期 \(day) 早于已有数据：" + zh.joined(separator: "；"),
        en: "The file of table \(whole.native) is of \(day), before what is stored: "
          + en.joined(separator: "; "),
        remedy: BilingualText(
          zh: "如是现在的更正，用 --observed-on 写明更正取得的日期再导入",
          en: "If it is a correction made since, import it with --observed-on and the day it was had")))
  }

  static func first(_ names: [String]) -> String {
    names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
  }
}
