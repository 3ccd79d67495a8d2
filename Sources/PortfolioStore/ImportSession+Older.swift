internal import GRDB
internal import PortfolioCore

/// Rows of a file that is older than what the store knows: the observed day decides, not the order of the imports.
extension ImportSession {
  /// The day of the latest file that an earlier import took this right from, or that showed it as it is stored, where that
  /// is after the present file's.
  func newerKnowledge(of rightID: Int64) throws -> CalendarDay? {
    if newerDays == nil {
      // Rows that describe rights only: a licence or an answer recorded later says nothing of a title or a day.
      // Read once, and only where the store holds a newer file at all.
      var days: [Int64: CalendarDay] = [:]
      let query = PreparedStatement(
        db,
        """
        SELECT right_id, max(day) FROM (
        SELECT s.right_id AS right_id, b.observed_on AS day
        FROM import_batch b JOIN source_row s ON s.batch_id = b.id
        WHERE b.observed_on > ?1 AND s.right_id IS NOT NULL AND s.outcome <> 'refused' AND b.id < ?2
          AND (b.mapping = 'native/rights'
            OR (b.mapping NOT LIKE 'native/%' AND b.mapping NOT LIKE 'winnow-questionnaire/%'))
        UNION ALL SELECT right_id, day FROM right_seen WHERE day > ?1 AND row_hash IS NOT NULL)
        GROUP BY right_id
        """)
      query.bind(1, observedOn)
      query.bind(2, currentBatch)
      while try query.step() { days[query.integer(0)] = query.day(1) }
      newerDays = days
    }
    return newerDays?[rightID]
  }

  /// One warning a row that says something else than what is known from a later day.
  func warnOfOlderRow(
    _ existing: StoredRight, _ incoming: StoredRight, _ draft: RightDraft, _ rightID: Int64,
    _ newerDay: CalendarDay
  ) throws {
    let contradicted = existing.changes(to: existing.updated(by: incoming)).filter { $0.before != nil }
    var fields = contradicted.map(\.field)
    let named = Set(draft.parties.filter { $0.role == .owner }.map(\.name))
    let owners = try String.fetchAll(
      db,
      sql: """
        SELECT p.name FROM ownership o JOIN party p ON p.id = o.party_id
        WHERE o.right_id = ? AND o.role = 'owner' AND o.to_day IS NULL
        """, arguments: [rightID])
    if !named.isEmpty, !owners.isEmpty, named != Set(owners) { fields.append("owners") }
    guard !fields.isEmpty else { return }
    warn(
      .conflictingRows, line: draft.line, column: fields.first,
      value: contradicted.first?.after ?? named.sorted().joined(separator: "; "),
      zh:
        "此文件的导出日 \(observedOn.iso) 早于该权利已有数据的日期 \(newerDay.iso)：不一致的 \(fields.joined(separator: "、")) 保留较新的值，此行只补缺",
      en:
        "This file, observed on \(observedOn.iso), is older than what is stored of the right (\(newerDay.iso)): where they "
        + "differ (\(fields.joined(separator: ", "))) the newer value stays, and the row fills gaps only",
      remedy: BilingualText(
        zh: "如此文件其实较新，用 --observed-on 写明导出日后重新导入",
        en: "If the file is the newer one, state its day with --observed-on and import it again"))
  }
}

extension StoredRight {
  /// The right after a row that was seen before what is stored: it fills gaps and contradicts nothing.
  func completed(by older: StoredRight) -> StoredRight {
    var result = self
    result.fillGaps(from: older)
    result.granted = granted || older.granted
    if let day = older.publicationDay { result.publicationDay = min(result.publicationDay ?? day, day) }
    return result
  }
}
