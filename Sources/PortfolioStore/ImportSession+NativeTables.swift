internal import GRDB
internal import PortfolioCore

/// How a native table goes into the store: which column becomes which, and which together name a row.
struct NativeTableRule {
  enum Conversion {
    case plain
    /// A right's id from one of its numbers.
    case right
    case party
    case unit
    case product
    /// The value to store when the cell is empty.
    case otherwise(String)
  }

  let table: String
  let columns: [(native: String, stored: String, conversion: Conversion)]
  let key: [String]

  /// Inserts a row, or updates the row of the same key where a value differs.
  var sql: String {
    let names = columns.map(\.stored) + (hasBatch ? ["batch_id"] : [])
    let rest = columns.map(\.stored).filter { !key.contains($0) }
    let marks = Array(repeating: "?", count: names.count).joined(separator: ", ")
    var text =
      "INSERT INTO \(table) (\(names.joined(separator: ", "))) VALUES (\(marks)) ON CONFLICT (\(key.joined(separator: ", "))) "
    if rest.isEmpty { return text + "DO NOTHING" }
    // The batch stays the first one's: a row without a day of its own is known from that import on.
    text += "DO UPDATE SET " + rest.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    text += " WHERE " + rest.map { "\(table).\($0) IS NOT excluded.\($0)" }.joined(separator: " OR ")
    return text
  }

  /// Whether the store keeps what a row said before it was corrected.
  var keepsVersions: Bool {
    ["revenue", "product_figure", "attribution", "comparable", "product_link", "cost", "intangible"]
      .contains(table)
  }

  var hasBatch: Bool { !["product", "family"].contains(table) }

  /// The rules of all tables, by the table's native name.
  static let rules = ownRules.merging(findingRules) { rule, _ in rule }
    .merging(valueRules) { rule, _ in rule }.merging(restrictionRules) { rule, _ in rule }

  private static let ownRules: [String: NativeTableRule] = [
    "families": NativeTableRule(
      table: "family", columns: [("family", "name", .plain), ("title", "title", .plain)], key: ["name"]),
    "products": NativeTableRule(
      table: "product",
      columns: [
        ("product", "code", .plain), ("name", "name", .plain), ("name_en", "name_en", .plain),
        ("business_line", "business_line", .plain), ("unit", "unit_id", .unit),
      ], key: ["code"]),
    "events": NativeTableRule(
      table: "event",
      columns: [
        ("right", "right_id", .right), ("day", "day", .plain), ("code", "code", .plain),
        ("text", "text", .plain),
      ], key: ["right_id", "day", "code"]),
    "payments": NativeTableRule(
      table: "payment",
      columns: [
        ("right", "right_id", .right), ("fee_year", "fee_year", .plain), ("paid_day", "paid_day", .plain),
        ("amount", "amount", .plain), ("surcharge", "surcharge", .plain),
        ("currency", "currency", .otherwise("CNY")),
        ("payer", "payer", .plain), ("office", "office", .otherwise("")),
      ], key: ["right_id", "fee_year", "paid_day", "office"]),
    "fee_particulars": NativeTableRule(
      table: "fee_particular",
      columns: [
        ("right", "right_id", .right), ("from_day", "from_day", .otherwise("")),
        ("rate_class", "rate_class", .plain), ("fee_claims", "fee_claims", .plain),
        ("national_phase", "national_phase", .plain),
      ], key: ["right_id", "from_day"]),
    "fee_reductions": NativeTableRule(
      table: "fee_reduction",
      columns: [
        ("right", "right_id", .right), ("reduction", "reduction", .plain),
        ("from_day", "from_day", .otherwise("")), ("to_day", "to_day", .plain),
        ("office", "office", .otherwise("")), ("reference", "reference", .plain),
      ], key: ["right_id", "reduction", "from_day", "office"]),
    "validations": NativeTableRule(
      table: "validation",
      columns: [
        ("right", "right_id", .right), ("office", "office", .plain), ("from_day", "from_day", .plain),
        ("to_day", "to_day", .plain),
      ], key: ["right_id", "office"]),
    "product_links": NativeTableRule(
      table: "product_link",
      columns: [
        ("right", "right_id", .right), ("product", "product_id", .product), ("role", "role", .plain),
        ("from_day", "from_day", .plain), ("to_day", "to_day", .plain), ("evidence", "evidence", .plain),
      ], key: ["right_id", "product_id"]),
    "revenues": NativeTableRule(
      table: "revenue",
      columns: [
        ("product", "product_id", .product), ("year", "year", .plain), ("market", "market", .otherwise("")),
        ("kind", "kind", .otherwise("actual")), ("amount", "amount", .plain),
        ("currency", "currency", .otherwise("CNY")), ("recorded_on", "recorded_on", .plain),
      ], key: ["product_id", "year", "market", "kind"]),
    "licences": NativeTableRule(
      table: "licence",
      columns: [
        ("licence", "licence", .plain), ("right", "right_id", .right), ("direction", "direction", .plain),
        ("type", "type", .plain), ("counterparty", "counterparty_id", .party),
        ("from_day", "from_day", .plain),
        ("to_day", "to_day", .plain), ("recorded_day", "recorded_day", .plain), ("fee", "fee", .plain),
        ("currency", "currency", .otherwise("CNY")), ("keep_in_force", "keep_in_force", .plain),
      ], key: ["licence", "right_id"]),
    "pledges": NativeTableRule(
      table: "pledge",
      columns: [
        ("pledge", "pledge", .plain), ("right", "right_id", .right), ("pledgee", "pledgee_id", .party),
        ("from_day", "from_day", .plain), ("to_day", "to_day", .plain), ("amount", "amount", .plain),
        ("currency", "currency", .otherwise("CNY")),
      ], key: ["pledge", "right_id"]),
    "disputes": NativeTableRule(
      table: "dispute",
      columns: [
        ("dispute", "dispute", .plain), ("right", "right_id", .right), ("type", "type", .plain),
        ("counterparty", "counterparty_id", .party), ("from_day", "from_day", .plain),
        ("to_day", "to_day", .plain),
        ("outcome", "outcome", .plain),
      ], key: ["dispute", "right_id"]),
    "declarations": NativeTableRule(
      table: "declaration",
      columns: [
        ("right", "right_id", .right), ("body", "body", .plain), ("standard", "standard", .plain),
        ("declared_day", "declared_day", .plain), ("essential_checked", "essential_checked", .plain),
      ], key: ["right_id", "body", "standard"]),
    "funding": NativeTableRule(
      table: "funding",
      columns: [
        ("right", "right_id", .right), ("project", "project", .plain), ("programme", "programme", .plain),
        ("funder", "funder_id", .party), ("from_day", "from_day", .plain), ("to_day", "to_day", .plain),
        ("obligation", "obligation", .plain),
      ], key: ["right_id", "project"]),
    "assessments": NativeTableRule(
      table: "assessment",
      columns: [
        ("right", "right_id", .right), ("assessor", "assessor", .plain), ("day", "day", .plain),
        ("question", "question", .plain), ("score", "score", .plain), ("comment", "comment", .plain),
        ("role", "role", .plain),
      ], key: ["right_id", "assessor", "day", "question"]),
    "costs": NativeTableRule(
      table: "cost",
      columns: [
        ("right", "right_id", .right), ("day", "day", .plain), ("kind", "kind", .plain),
        ("amount", "amount", .plain),
        ("currency", "currency", .otherwise("CNY")),
      ], key: ["right_id", "day", "kind"]),
    "ownership": NativeTableRule(
      table: "ownership",
      columns: [
        ("right", "right_id", .right), ("role", "role", .otherwise("owner")), ("party", "party_id", .party),
        ("from_day", "from_day", .otherwise("")), ("to_day", "to_day", .plain),
        ("share_percent", "share_basis_points", .plain),
      ], key: ["right_id", "role", "party_id", "from_day"]),
    "recognitions": NativeTableRule(
      table: "recognition",
      columns: [
        ("right", "right_id", .right), ("kind", "kind", .plain), ("name", "name", .plain),
        ("day", "day", .plain),
        ("holds", "holds", .plain), ("document", "document", .plain),
      ], key: ["right_id", "kind", "name"]),
    "citing_classes": NativeTableRule(
      table: "citing_class",
      columns: [
        ("right", "right_id", .right), ("observed_on", "observed_on", .plain),
        ("subclass", "subclass", .plain),
        ("documents", "documents", .plain),
      ], key: ["right_id", "observed_on", "subclass"]),
    "claim_texts": NativeTableRule(
      table: "claim_text",
      columns: [
        ("right", "right_id", .right), ("observed_on", "observed_on", .plain),
        ("first_claim_words", "first_claim_words", .plain),
      ], key: ["right_id", "observed_on"]),
    "figures": NativeTableRule(
      table: "unit_figure",
      columns: [
        ("unit", "unit", .otherwise("")), ("figure", "figure", .plain), ("day", "day", .plain),
        ("value", "value", .plain), ("word", "word", .plain), ("document", "document", .plain),
      ], key: ["unit", "figure", "day"]),
  ]
}

extension ImportSession {
  /// Stores a row of a native table; throws ``ProblemList`` when it names something that is not there.
  ///
  /// Ownership with a day takes the place of the same party's without one (as an export of present owners
  /// gives it): the party was not owner at all times.
  /// Of a table without versions the file of the latest day decides, not the one imported last.
  /// - Returns: the right it belongs to, if any, what became of it, and whether the store has changed by it.
  func store(_ draft: NativeDraft) throws -> (right: Int64?, outcome: RowOutcome, isKept: Bool) {
    func result(_ right: Int64?, _ changed: Bool) -> (right: Int64?, outcome: RowOutcome, isKept: Bool) {
      (right, changed ? .stored : .unchanged, changed)
    }
    if draft.table == "citations" {
      let (rightID, changed) = try storeCitations(draft)
      return result(rightID, changed)
    }
    guard let rule = NativeTableRule.rules[draft.table] else { return result(nil, false) }
    var problems: [Problem] = []
    let statement = try nativeStatement(draft.table, rule.keepsVersions ? rule.storedSQL : rule.sql)
    let rightID = try bind(statement, draft, rule, &problems)
    guard problems.isEmpty else { throw ProblemList(problems) }
    try checkFigures(draft, rule)
    try see(draft, rule)
    if rule.keepsVersions {
      let isStored = try statement.step()
      statement.reset()
      return result(rightID, try sight(draft, rule, isStored: isStored))
    }
    if let later = try laterShowing(of: draft, rule) {
      noteOutdated(draft, later)
      return (rightID, .merged, try seeEarlier(draft, rule))
    }
    if rule.hasBatch { statement.bind(Int32(rule.columns.count + 1), currentBatch) }
    try noteReplacedAnswer(draft, of: rightID)
    var changed = try statement.run() > 0
    try keepShown(draft, rule, changed: changed)
    if !changed { changed = try seeEarlier(draft, rule) }
    if draft.table == "ownership", let rightID {
      if draft.values["from_day"] != nil, case .text(let name)? = draft.values["party"] {
        try db.execute(
          sql:
            "DELETE FROM ownership WHERE right_id = ? AND role = 'owner' AND party_id = ? AND from_day = ''",
          arguments: [rightID, try party(name)])
      }
      try checkShares(of: rightID, draft)
    }
    return result(rightID, changed)
  }

  /// Binds the columns of a row in the order of the rule, from position 1.
  /// - Returns: the right that the row names.
  @discardableResult
  func bind(
    _ statement: PreparedStatement, _ draft: NativeDraft, _ rule: NativeTableRule, _ problems: inout [Problem]
  ) throws -> Int64? {
    var rightID: Int64?
    for (index, column) in rule.columns.enumerated() {
      let position = Int32(index + 1)
      let value = draft.values[column.native]
      switch column.conversion {
      case .plain: bind(statement, position, value)
      case .otherwise(let text): bind(statement, position, value ?? .text(text))
      case .right:
        rightID = try reference(value, draft, column.native, &problems) { try self.right(named: $0) }
        statement.bind(position, rightID)
      case .product:
        statement.bind(
          position, try reference(value, draft, column.native, &problems) { try self.product($0) })
      case .party:
        statement.bind(position, try reference(value, draft, column.native, &problems) { try self.party($0) })
      case .unit:
        statement.bind(position, try reference(value, draft, column.native, &problems) { try self.unit($0) })
      }
    }
    return rightID
  }

  private func bind(_ statement: PreparedStatement, _ position: Int32, _ value: NativeValue?) {
    switch value {
    case nil: statement.bind(position, String?.none)
    case .text(let text): statement.bind(position, text)
    case .integer(let number), .money(let number): statement.bind(position, number)
    case .day(let day): statement.bind(position, day)
    }
  }

  private func reference(
    _ value: NativeValue?, _ draft: NativeDraft, _ column: String, _ problems: inout [Problem],
    find: (String) throws -> Int64?
  ) throws -> Int64? {
    guard case .text(let name)? = value else { return nil }
    if let id = try find(name) { return id }
    problems.append(
      Problem(
        .missingReference, at: Place(file: fileName, line: draft.line, column: column), value: name,
        zh: "“\(column)”列所指的对象不存在", en: "What column '\(column)' names does not exist",
        remedy: BilingualText(
          zh: "先在对应的表中定义它，或更正写法", en: "Define it in its own table first, or correct the spelling")))
    return nil
  }

  private func right(named name: String) throws -> Int64? {
    if refusedOwnNumbers.contains(name) { return nil }
    let find = statements.findNumber
    find.bind(1, name)
    find.bind(2, "")
    find.bind(3, "own")
    if try find.step() {
      defer { find.reset() }
      return find.integer(0)
    }
    // Not the owner's own name: perhaps an application or publication number.
    for role in [PatentNumber.Role.application, .publication] {
      guard case .success(let parsed) = PatentNumber.parse(name, as: role, office: nil) else { continue }
      find.bind(1, parsed.number.number)
      find.bind(2, parsed.number.office)
      find.bind(3, parsed.number.scheme.rawValue)
      if try find.step() {
        defer { find.reset() }
        return find.integer(0)
      }
    }
    return nil
  }

  private func product(_ code: String) throws -> Int64? {
    let find = statements.findProduct
    find.bind(1, code)
    guard try find.step() else { return nil }
    defer { find.reset() }
    return find.integer(0)
  }

  private func storeCitations(_ draft: NativeDraft) throws -> (Int64?, Bool) {
    var problems: [Problem] = []
    let rightID = try reference(draft.values["right"], draft, "right", &problems) {
      try self.right(named: $0)
    }
    guard problems.isEmpty, let rightID else { throw ProblemList(problems) }
    func number(_ column: String) -> Int? {
      if case .integer(let value)? = draft.values[column] { return Int(value) }
      return nil
    }
    var seen = ObservationDraft()
    seen.forwardCitations = number("forward")
    seen.selfForwardCitations = number("forward_self")
    seen.backwardCitations = number("backward")
    seen.nonPatentCitations = number("non_patent")
    seen.familySize = number("family_size")
    guard case .day(let day)? = draft.values["observed_on"] else { return (rightID, false) }
    let changed = try observe(
      seen, of: rightID, on: day, isNew: false, incomingWins: true, joinsCounts: false)
    return (rightID, changed)
  }

  private func checkShares(of rightID: Int64, _ draft: NativeDraft) throws {
    let total =
      try Int.fetchOne(
        db,
        sql: """
          SELECT sum(share_basis_points) FROM ownership WHERE right_id = ? AND role = 'owner' AND to_day IS NULL
          """, arguments: [rightID]) ?? 0
    guard total > 10_000 else { return }
    warn(
      .sharesOverWhole, line: draft.line, column: "share_percent", value: "\(Double(total) / 100)",
      zh: "这项权利现有权利人的份额合计超过 100%", en: "The shares of the right's present owners add up to more than 100 %",
      remedy: BilingualText(
        zh: "更正份额，或给已退出的权利人填写 to_day", en: "Correct the shares, or give to_day for owners that have left"))
  }
}
