internal import GRDB
internal import PortfolioCore

/// Rows of which a file of a later day is stored already: the row that stands is always the one seen last.
extension ImportSession {
  /// Keeps a row that differs from one seen later among the versions before that one, so that the order of the imports
  /// changes nothing.
  /// - Returns: whether it brought a version; nil where no differing row was seen later, so that it is to be stored.
  func storeBehindLater(_ draft: NativeDraft, _ rule: NativeTableRule) throws -> Bool? {
    guard rule.keepsVersions, try isOlderThanStored() else { return nil }
    let count = rule.columns.count
    let later = try nativeStatement(rule.table + " seen later", rule.seenLaterSQL)
    var ignored: [Problem] = []
    try bind(later, draft, rule, &ignored)
    later.bind(Int32(count + 1), observedOn)
    let isLater = try later.step()
    later.reset()
    guard isLater else { return nil }
    let insert = try nativeStatement(rule.table + " behind later", rule.behindLaterSQL)
    try bind(insert, draft, rule, &ignored)
    insert.bind(Int32(count + 1), currentBatch)
    insert.bind(Int32(count + 2), observedOn)
    guard try insert.run() > 0 else { return false }
    try noteEarlierCorrection(draft, rule)
    return true
  }
}

extension NativeTableRule {
  private func same(_ prefix: String, keys: Bool) -> String {
    columns.enumerated().filter { key.contains($0.element.stored) == keys }
      .map { "\(prefix).\($0.element.stored) IS ?\($0.offset + 1)" }.joined(separator: " AND ")
  }

  /// Whether the row that stands says something else and was seen after a day: parameters are the rule's columns and
  /// the day.
  var seenLaterSQL: String {
    """
    SELECT 1 FROM \(table) t WHERE \(same("t", keys: true)) AND NOT (\(same("t", keys: false)))
      AND (SELECT observed_on FROM import_batch WHERE id = t.batch_id) > ?\(columns.count + 1)
    """
  }

  /// Adds a version, unless the last one seen by the day says the same: parameters are the rule's columns, the batch
  /// and the day.
  var behindLaterSQL: String {
    let count = columns.count
    let names = columns.map(\.stored).joined(separator: ", ")
    let marks = (1...count).map { "?\($0)" }.joined(separator: ", ")
    return """
      INSERT INTO \(table)_past (\(names), batch_id, version)
      SELECT \(marks), ?\(count + 1),
        1 + coalesce((SELECT max(p.version) FROM \(table)_past p WHERE \(same("p", keys: true))), 0)
      WHERE coalesce((SELECT \(same("p", keys: false)) FROM \(table)_past p JOIN import_batch b ON b.id = p.batch_id
        WHERE \(same("p", keys: true)) AND b.observed_on <= ?\(count + 2)
        ORDER BY b.observed_on DESC, p.version DESC LIMIT 1), 0) = 0
      """
  }
}
