internal import GRDB
internal import PortfolioCore

/// When a row was first seen, and rows of one import that contradict each other.
extension ImportSession {
  /// Whether an import before this one holds a file of a later day than the present one's: only then can a row of the
  /// present file have been seen before the store knew of it.
  func isOlderThanStored() throws -> Bool {
    if let known = isOlderFile { return known }
    let found =
      try Int.fetchOne(
        db, sql: "SELECT 1 FROM import_batch WHERE observed_on > ? AND id < ? LIMIT 1",
        arguments: [observedOn.iso, currentBatch]) != nil
    isOlderFile = found
    return found
  }

  /// Moves the batch of a row of a table without versions back to the present file, where the store knew it only from a
  /// file of a later day: it was seen on the earlier day.
  /// - Returns: whether it was moved.
  func seeEarlier(_ draft: NativeDraft, _ rule: NativeTableRule) throws -> Bool {
    guard rule.hasBatch, try isOlderThanStored() else { return false }
    try keepShownBefore(draft, rule)
    let statement = try nativeStatement(rule.table + " first seen", rule.firstSeenSQL)
    var ignored: [Problem] = []
    try bind(statement, draft, rule, &ignored)
    statement.bind(Int32(rule.columns.count + 1), currentBatch)
    statement.bind(Int32(rule.columns.count + 2), observedOn)
    return try statement.run() > 0
  }

  /// Of rows with one key in one import the first stands: another amount for the same product, year, market and kind
  /// is a fault of the source that nobody but its owner can mend. Rows of different recorded days are versions.
  /// - Throws: ``ProblemList`` for the second row, and for a negative amount where there can be none.
  func checkFigures(_ draft: NativeDraft, _ rule: NativeTableRule) throws {
    guard rule.keepsVersions else { return }
    func text(_ column: String) -> String {
      switch draft.values[column] {
      case nil: return ""
      case .text(let text)?: return text
      case .integer(let number)?, .money(let number)?: return "\(number)"
      case .day(let day)?: return day.iso
      }
    }
    if case .money(let amount)? = draft.values["amount"], amount < 0 {
      let item = text("item")
      let currency = Currency(code: text("currency")) ?? .cny
      guard NativeTableRule.itemsWithLosses.contains(item) else {
        throw ProblemList(
          Problem(
            .badNativeValue, at: Place(file: fileName, line: draft.line, column: "amount"),
            value: Money(minorUnits: amount, currency: currency).decimal,
            zh: "“\(item)”不能为负；亏损只见于 \(NativeTableRule.itemsWithLosses.sorted().joined(separator: "、"))",
            en:
              "'\(item)' cannot be negative; losses occur in \(NativeTableRule.itemsWithLosses.sorted().joined(separator: ", "))",
            remedy: BilingualText(zh: "更正金额或科目", en: "Correct the amount or the item")))
      }
    }
    let keyColumns = rule.columns.filter { rule.key.contains($0.stored) }.map(\.native)
    let key =
      draft.table + "\u{1F}" + (keyColumns + ["recorded_on"]).map(text).joined(separator: "\u{1F}")
    let values = rule.columns.map(\.native).filter { !keyColumns.contains($0) }.map(text)
      .joined(separator: "\u{1F}")
    guard let first = figuresOfImport[key] else {
      figuresOfImport[key] = (fileName, draft.line, values)
      return
    }
    guard first.values != values else { return }
    let named = keyColumns.map(text).filter { !$0.isEmpty }.joined(separator: " ")
    throw ProblemList(
      Problem(
        .conflictingRows, severity: .error, at: Place(file: fileName, line: draft.line), value: named,
        zh: "与 \(first.file) 第 \(first.line) 行说的是同一项（\(named)），内容却不同：先出现的有效，本行未导入",
        en:
          "Says something else than line \(first.line) of \(first.file) of the same thing (\(named)): the first row stands, this one is refused",
        remedy: BilingualText(
          zh: "核对两行，更正源数据后重新导入；若是后来的更正，用 recorded_on 写明各自的记录日",
          en:
            "Compare the rows, correct the source and import again; where one corrects the other, give each its day in recorded_on"
        )))
  }
}

extension NativeTableRule {
  /// Figures of a product that may be losses.
  static let itemsWithLosses: Set<String> = ["operating-profit", "cash-flow-with", "cash-flow-without"]

  /// Moves the batch of a row back to an earlier file: parameters are the rule's columns, the batch, and the day of its
  /// file.
  var firstSeenSQL: String {
    let count = columns.count
    let same = columns.enumerated().filter { key.contains($0.element.stored) }
      .map { "\($0.element.stored) IS ?\($0.offset + 1)" }.joined(separator: " AND ")
    return """
      UPDATE \(table) SET batch_id = ?\(count + 1) WHERE \(same)
        AND (SELECT observed_on FROM import_batch WHERE id = batch_id) > ?\(count + 2)
      """
  }
}
