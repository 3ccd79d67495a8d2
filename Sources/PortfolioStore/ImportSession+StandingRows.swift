internal import GRDB
internal import PortfolioCore

/// Rows of tables that keep no versions end by their own last day alone: where the files are said to be whole, those that
/// are missing go on, and that is told.
extension ImportSession {
  /// A native table without versions in an import whose tables are said to be whole.
  struct StandingTable {
    /// The file named in messages: the last one.
    var file: String
    /// The day on which the last file was seen.
    var day: CalendarDay
    /// Whether the folder holds the file no more.
    var isGone = false
  }

  /// Begins a file of a table of which no row ends for want of it. Products and families are names, of which nothing
  /// can end; rights, citations, units and parties have no rule here and are not compared either.
  func beginStandingTable(_ native: String, _ rule: NativeTableRule) {
    guard rowEnding == .ofTable, rule.hasBatch else { return }
    let day = max(standingTables[native]?.day ?? observedOn, observedOn)
    standingTables[native] = StandingTable(file: fileName, day: day)
  }

  /// Notes that a folder holds the file of such a table no more; nothing where another file of the import holds the table.
  func missStandingTable(_ native: String, file: String) {
    guard rowEnding == .ofTable, standingTables[native] == nil, let rule = NativeTableRule.rules[native],
      NativeTableRule.endable[rule.table] == nil, rule.hasBatch
    else { return }
    standingTables[native] = StandingTable(file: file, day: observedOn, isGone: true)
  }

  /// Names the rows of these tables that the files of the import do not hold.
  func tellStandingRows() throws {
    for (native, table) in standingTables.sorted(by: { $0.key < $1.key }) {
      guard let rule = NativeTableRule.rules[native] else { continue }
      let names = try missingNames(native, rule, on: table.day)
      guard !names.isEmpty else { continue }
      let refused = counts.filter { $0.mapping == "native/" + native }.reduce(0) { $0 + $1.refused }
      problems.append(standingProblem(names, native, table, hasEnd: rule.hasEnd, refused: refused))
    }
  }

  /// The rows of a table that files of its own brought by a day, that none of this import holds, that have not ended
  /// themselves by the day, and that no file of a later day shows.
  private func missingNames(
    _ native: String, _ rule: NativeTableRule, on day: CalendarDay
  ) throws -> [String] {
    let key = rule.key.map { "t.\($0)" }.joined(separator: " || char(31) || ")
    let query = PreparedStatement(
      db,
      """
      SELECT \(rule.keyName) FROM \(rule.table) t JOIN import_batch b ON b.id = t.batch_id
      WHERE b.mapping = 'native/\(native)' AND b.observed_on <= ?1
        AND \(key) NOT IN (SELECT row_key FROM temp.seen_row WHERE table_name = '\(rule.table)')
        AND \(rule.hasEnd ? "(t.to_day IS NULL OR t.to_day > ?1)" : "1")
        AND NOT EXISTS (SELECT 1 FROM row_shown r
          WHERE r.table_name = '\(rule.table)' AND r.row_key = \(key) AND r.day > ?1)
      ORDER BY 1
      """)
    query.bind(1, day)
    var names: [String] = []
    while try query.step() { names.append(query.text(0) ?? "") }
    return names
  }

  private func standingProblem(
    _ names: [String], _ native: String, _ table: StandingTable, hasEnd: Bool, refused: Int
  ) -> Problem {
    let list = ImportSession.first(names)
    let isOne = names.count == 1
    let gone = table.isGone ? " (the folder holds it no more)" : ""
    let known =
      isOne
      ? "1 row of table \(native) that was known before is not in the file\(gone) and goes"
      : "\(names.count) rows of table \(native) that were known before are not in the file\(gone) and go"
    var held = (zh: "", en: "")
    if refused > 0 {
      held = (
        zh: "；另有 \(refused) 行被拒收，可能就在其中",
        en: "; \(refused == 1 ? "1 row was" : "\(refused) rows were") refused and may be among them"
      )
    }
    var problem = Problem(
      .rowsNotInFile, at: Place(file: table.file), value: "\(names.count)",
      zh: "\(native) 表以前的 \(names.count) 行不在这次的文件中\(table.isGone ? "（文件夹中已没有这个文件）" : "")，仍按原样计入：--whole-tables 不终止这张表的行（\(list)）\(held.zh)",
      en: "\(known) on counting: --whole-tables ends no row of this table (\(list))\(held.en)",
      remedy: hasEnd
        ? BilingualText(
          zh: "如已不存在，把这些行留在文件中，填写 to_day（终止日）再导入",
          en: "If they are no more, keep the rows in the file, give them a to_day and import it again")
        : BilingualText(
          zh: "这张表没有 to_day：内容有误的，以相同主键、正确内容的行再导入",
          en: "This table has no to_day: where a row is wrong, import one of the same key that is right"))
    // What is kept day by day need not be in every file.
    if !hasEnd { problem.severity = .note }
    return problem
  }
}
