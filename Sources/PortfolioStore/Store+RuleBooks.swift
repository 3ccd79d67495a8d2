internal import GRDB

/// The rule book by which runs graded, as it was kept with them.
public struct StoredRuleBook: Sendable, Equatable {
  /// The path of its file.
  public let path: String
  /// Its text.
  public let text: String
  /// The runs that it graded, the earliest first.
  public let runs: [Int64]
}

extension Store {
  /// The rule books of all runs, each text once.
  public func ruleBooks() throws -> [StoredRuleBook] {
    try read { db in
      var order: [String] = []
      var runs: [String: [Int64]] = [:]
      let books = try Row.fetchAll(
        db, sql: "SELECT run_id, sha256 FROM run_model WHERE position = 0 ORDER BY run_id")
      for row in books {
        let digest: String = row["sha256"]
        if runs[digest] == nil { order.append(digest) }
        runs[digest, default: []].append(row["run_id"])
      }
      return try order.compactMap { digest in
        let row = try Row.fetchOne(
          db,
          sql: """
            SELECT m.path, t.text FROM run_model m JOIN model_text t USING (sha256)
            WHERE m.position = 0 AND sha256 = ? ORDER BY m.run_id LIMIT 1
            """, arguments: [digest])
        return row.map { StoredRuleBook(path: $0["path"], text: $0["text"], runs: runs[digest] ?? []) }
      }
    }
  }
}
