import PortfolioCore

/// The columns of one native file, found once.
struct NativeColumns: Sendable {
  /// For each column of the table, its index in the file; nil when the file lacks it.
  let indexes: [Int?]
  /// The places of the table's columns that the file has.
  let present: [Int]
  /// The file's index of the column `currency`, if it has one.
  let currencyIndex: Int?
  /// Whether the rows are rights.
  let isRights: Bool
  /// Where the columns stand in a row's values.
  let layout: NativeValues.Layout
  /// What is wrong with the header.
  let problems: [Problem]

  init(headers: [String], table: NativeFormat.Table, file: String, line: Int) {
    var problems: [Problem] = []
    let folded = headers.map { HeaderText($0) }
    indexes = table.columns.map { column in folded.firstIndex(of: HeaderText(column.name)) }
    let found = indexes
    present = table.columns.indices.filter { found[$0] != nil }
    currencyIndex = table.columns.firstIndex { $0.name == "currency" }.flatMap { found[$0] }
    isRights = table.name == NativeFormat.rightsName
    layout = NativeValues.Layout(table)
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
