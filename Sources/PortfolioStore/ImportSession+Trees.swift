internal import GRDB
internal import PortfolioCore

extension ImportSession {
  /// Stores the waiting units and parties: those that name nothing first, then those that name a stored one,
  /// until only rows are left that name a missing one or each other in a circle.
  func settleWaiting() throws {
    var rest = waiting
    waiting = []
    while !rest.isEmpty {
      let open = Set(rest.map(ownName))
      let blocked = rest.filter { draft in
        nameAbove(draft).map { open.contains(draft.table + " " + $0) } ?? false
      }
      let ready = rest.filter { draft in
        !(nameAbove(draft).map { open.contains(draft.table + " " + $0) } ?? false)
      }
      if ready.isEmpty {
        for draft in blocked {
          try refuseTree(
            draft, .circularReference, nameAbove(draft), zh: "与自身或其他行循环引用",
            en: "It and other rows name each other in a circle")
        }
        return
      }
      for draft in ready {
        let above = nameAbove(draft)
        if let above, try !exists(above, draft.table) {
          try refuseTree(
            draft, .missingReference, above, zh: "所指的上级或规范名称不存在",
            en: "The parent or canonical name does not exist")
        } else if let above, let own = text(draft, draft.table == "units" ? "unit" : "party"),
          try stands(above, below: own, draft.table)
        {
          try refuseTree(
            draft, .circularReference, above, zh: "与已存的行循环引用",
            en: "It and stored rows name each other in a circle")
        } else {
          try settleTree(draft, above: above)
        }
      }
      rest = blocked
    }
  }

  private func ownName(_ draft: NativeDraft) -> String {
    draft.table + " " + (text(draft, draft.table == "units" ? "unit" : "party") ?? "")
  }

  private func nameAbove(_ draft: NativeDraft) -> String? {
    text(draft, draft.table == "units" ? "parent" : "alias_of")
  }

  private func text(_ draft: NativeDraft, _ column: String) -> String? {
    if case .text(let text)? = draft.values[column] { return text }
    return nil
  }

  private func exists(_ name: String, _ table: String) throws -> Bool {
    let sql = table == "units" ? "SELECT 1 FROM unit WHERE code = ?" : "SELECT 1 FROM party WHERE name = ?"
    return try Int.fetchOne(db, sql: sql, arguments: [name]) != nil
  }

  /// Whether a stored row stands below another: then the other cannot stand below it as well.
  private func stands(_ name: String, below own: String, _ table: String) throws -> Bool {
    let (rows, key, above) = table == "units" ? ("unit", "code", "parent_id") : ("party", "name", "alias_of")
    let sql = """
      WITH RECURSIVE up (id) AS (
        SELECT id FROM \(rows) WHERE \(key) = ?
        UNION SELECT t.\(above) FROM \(rows) t JOIN up USING (id) WHERE t.\(above) IS NOT NULL)
      SELECT 1 FROM up JOIN \(rows) USING (id) WHERE \(key) = ?
      """
    return try Int.fetchOne(db, sql: sql, arguments: [name, own]) != nil
  }

  private func refuseTree(
    _ draft: NativeDraft, _ code: ProblemCode, _ value: String?, zh: String, en: String
  ) throws {
    let column = draft.table == "units" ? "parent" : "alias_of"
    let problem = Problem(
      code, severity: .error, at: Place(file: fileName, line: draft.line, column: column), value: value,
      zh: zh, en: en,
      remedy: BilingualText(zh: "更正这一列，或先定义所指的行", en: "Correct this column, or define the row that it names"))
    try refuse(line: draft.line, sourceText: draft.sourceText, problems: [problem])
  }

  private func settleTree(_ draft: NativeDraft, above: String?) throws {
    let changed: Bool
    let table = draft.table == "units" ? "unit" : "party"
    let key = text(draft, table) ?? ""
    let later = try laterShowing(of: table, key: key)
    if draft.table == "units" {
      let parent = try above.map { try unit($0) }
      if let later {
        if try differs(
          "unit WHERE code = ? AND (parent_id IS NOT ? OR name IS NOT ? OR name_en IS NOT ?)",
          [key, parent, text(draft, "name"), text(draft, "name_en")])
        {
          noteOutdated(draft, later)
          return try recordTree(draft, .merged)
        }
        return try recordTree(draft, .unchanged)
      }
      try db.execute(
        sql: """
          INSERT INTO unit (code, parent_id, name, name_en) VALUES (?, ?, ?, ?)
          ON CONFLICT (code) DO UPDATE SET parent_id = excluded.parent_id, name = excluded.name,
            name_en = excluded.name_en
          WHERE parent_id IS NOT excluded.parent_id OR name IS NOT excluded.name OR name_en IS NOT excluded.name_en
          """,
        arguments: [text(draft, "unit"), parent, text(draft, "name"), text(draft, "name_en")])
      changed = db.changesCount > 0
    } else {
      let name = text(draft, "party") ?? ""
      let alias = try above.map { try party($0) }
      let unitID = try text(draft, "unit").map { try unit($0) }
      if let later {
        if try differs(
          """
          party WHERE name = ? AND (name_en IS NOT ? OR kind IS NOT ? OR country IS NOT ? OR unit_id IS NOT ?
            OR alias_of IS NOT ?)
          """,
          [name, text(draft, "name_en"), text(draft, "kind"), text(draft, "country"), unitID, alias])
        {
          noteOutdated(draft, later)
          return try recordTree(draft, .merged)
        }
        return try recordTree(draft, .unchanged)
      }
      try db.execute(
        sql: """
          INSERT INTO party (name, match_key, name_en, kind, country, unit_id, alias_of) VALUES (?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (name) DO UPDATE SET name_en = excluded.name_en, kind = excluded.kind,
            country = excluded.country, unit_id = excluded.unit_id, alias_of = excluded.alias_of
          WHERE name_en IS NOT excluded.name_en OR kind IS NOT excluded.kind OR country IS NOT excluded.country
            OR unit_id IS NOT excluded.unit_id OR alias_of IS NOT excluded.alias_of
          """,
        arguments: [
          name, name.lowercased(), text(draft, "name_en"), text(draft, "kind"), text(draft, "country"),
          unitID, alias,
        ])
      changed = db.changesCount > 0
    }
    try keepShown(table, key: key, changed: changed)
    try recordTree(draft, changed ? .stored : .unchanged)
  }

  private func differs(_ condition: String, _ arguments: StatementArguments) throws -> Bool {
    try Int.fetchOne(db, sql: "SELECT 1 FROM " + condition, arguments: arguments) != nil
  }
}
