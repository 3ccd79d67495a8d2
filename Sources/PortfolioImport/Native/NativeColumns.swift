import PortfolioCore

/// The columns of one native file, found once.
struct NativeColumns: Sendable {
  /// For each column of the table, its index in the file; nil when the file lacks it.
  let indexes: [Int?]
  /// What is wrong with the header.
  let problems: [Problem]

  init(headers: [String], table: NativeFormat.Table, file: String, line: Int) {
    var problems: [Problem] = []
    let folded = headers.map { HeaderText($0) }
    indexes = table.columns.map { column in folded.firstIndex(of: HeaderText(column.name)) }
    for (column, index) in zip(table.columns, indexes) where column.required && index == nil {
      problems.append(
        Problem(
          .missingColumn, at: Place(file: file, line: line), value: column.name,
          zh: "缺少必需的列“\(column.name)”（\(column.meaning.zh)）",
          en: "The required column '\(column.name)' is missing (\(column.meaning.en))",
          remedy: BilingualText(zh: "补上该列", en: "Add the column")))
    }
    let names = table.columns.map(\.name)
    let known = Set(names.map { HeaderText($0) })
    var seen: Set<HeaderText> = []
    for (header, text) in zip(folded, headers) where !header.isEmpty && !text.hasPrefix("#") {
      if !known.contains(header) {
        let near = HeaderText.nearest(to: text, among: names)
        problems.append(
          Problem(
            .unknownNativeColumn, at: Place(file: file, line: line, column: text), value: text,
            zh: "表 \(table.name) 没有此列，未读取", en: "The table \(table.name) has no such column; it was not read",
            remedy: near.map { BilingualText(zh: "是否为 \($0)？", en: "Did you mean \($0)?") }
              ?? BilingualText(
                zh: "列：" + names.joined(separator: "、"), en: "Columns: " + names.joined(separator: ", "))))
      } else if !seen.insert(header).inserted {
        problems.append(
          Problem(
            .repeatedColumn, at: Place(file: file, line: line, column: text), value: text,
            zh: "表头出现多次，只读第一列", en: "The header stands more than once; only the first column is read",
            remedy: Planner.repeatedColumnRemedy))
      }
    }
    self.problems = problems
  }
}
