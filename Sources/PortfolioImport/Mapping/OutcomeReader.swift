public import PortfolioCore

/// What a row says about the outcome of its right.
public struct OutcomeRow: Sendable, Hashable {
  /// The line of the row, as ``RightDraft/line``.
  public let line: Int
  /// The day of the lapse, where the column holds days.
  public let lapsedOn: CalendarDay?
  /// Whether it lapsed, where the column says 1 or 0.
  public let lapsed: Bool?
  /// Whether a column takes the right out of the test.
  public let isLeftOut: Bool
  /// What is wrong with the cell; the outcome is then not known.
  public let problem: Problem?
}

/// How an outcome stands in a cell.
enum OutcomeCell {
  /// 1 or 0, yes or no, true or false, 是 or 否.
  static func flag(_ word: String) -> Bool? {
    switch word.lowercased() {
    case "1", "yes", "true", "是": return true
    case "0", "no", "false", "否": return false
    default: return nil
    }
  }
}

/// Reads the outcome columns of a planned file, apart from the rights themselves: what happened later must not
/// come near the facts.
public enum OutcomeReader {
  /// The outcomes of all rows.
  /// - Parameters:
  ///   - plan: the file.
  ///   - column: the header of the outcome, where the user names it; else the mapping's.
  /// - Throws: ``ProblemList`` when the file has no such column.
  public static func read(_ plan: ImportPlan, column: String? = nil) throws -> [OutcomeRow] {
    let headers = plan.headerCells.map { HeaderText($0) }
    func index(_ name: String) -> Int? { headers.firstIndex(of: HeaderText(name)) }
    var asked: [String] = []
    var leftOut: [Int] = []
    var missing: [[UInt8]] = []
    if case .mapping(let mapping, _) = plan.layout {
      missing = mapping.missing.map { Array($0.utf8) }
      asked = mapping.outcomes?.lapse ?? []
      leftOut = (mapping.outcomes?.leftOut ?? []).compactMap(index)
    }
    if let column { asked = [column] }
    guard let lapse = asked.lazy.compactMap(index).first else {
      throw ProblemList(noColumn(plan, asked))
    }
    let parser = DateParser(order: .onlyPossible, latestYear: plan.latestYear, epoch: nil)
    var rows: [OutcomeRow] = []
    _ = try plan.file.forEachDataRow(after: plan.headerIndex) { row in
      var day: CalendarDay?
      var flag: Bool?
      var problem: Problem?
      if let bytes = value(row, lapse, missing) {
        let word = CellText.string(bytes)
        flag = OutcomeCell.flag(word)
        if flag == nil, case .day(let found) = parser.parse(utf8: bytes) { day = found }
        if flag == nil && day == nil {
          problem = Problem(
            .outcomeUnreadable,
            at: Place(file: plan.file.name, line: row.line, column: plan.headerCells[lapse]), value: word,
            zh: "结局列应为日期，或 1、0；该项不参加检验", en: "An outcome is a day, or 1 or 0; the right is not tested",
            remedy: BilingualText(
              zh: "更正该单元格，或用 --outcome 指定另一列",
              en: "Correct the cell, or name another column with --outcome"))
        }
      }
      var isLeftOut = false
      for index in leftOut where value(row, index, missing) != nil { isLeftOut = true }
      rows.append(
        OutcomeRow(
          line: row.line, lapsedOn: day, lapsed: flag, isLeftOut: isLeftOut, problem: problem))
    }
    return rows
  }

  /// The trimmed bytes of a cell; nil when they say that there is no value.
  private static func value(
    _ row: borrowing RawRow, _ index: Int, _ missing: [[UInt8]]
  ) -> UnsafeBufferPointer<UInt8>? {
    let bytes = CellText.trimmed(row.utf8(index))
    if bytes.isEmpty || MissingWord.isMissing(bytes) || CellText.isAny(bytes, of: missing) { return nil }
    return bytes
  }

  private static func noColumn(_ plan: ImportPlan, _ asked: [String]) -> Problem {
    let near = asked.first.flatMap { HeaderText.nearest(to: $0, among: plan.headerCells) }
    return Problem(
      .outcomeMissing, at: Place(file: plan.file.name, line: plan.headerLine),
      value: asked.isEmpty ? nil : asked.joined(separator: ", "), zh: "文件没有结局列",
      en: "The file has no column of outcomes",
      remedy: BilingualText(
        zh: (near.map { "是否为 \($0)？" } ?? "") + "用 --outcome 指定列名，或在映射中写 outcomes",
        en: (near.map { "Did you mean \($0)? " } ?? "")
          + "Name the column with --outcome, or write 'outcomes' in the mapping"))
  }
}
