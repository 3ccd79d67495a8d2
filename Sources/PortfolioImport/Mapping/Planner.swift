import Foundation
import PolicyModels
import PortfolioCore

/// Makes the plans of files: detection, columns, date orders.
struct Planner {
  private let detection: LayoutDetection
  private let forced: String?
  private let catalogue: ModelCatalogue
  private let kinds: KindVocabulary
  private let latestYear: Int
  private let dateOrder: DateOrder?

  init(catalogue: ModelCatalogue, forced: String?, latestYear: Int, dateOrder: DateOrder?) throws {
    self.catalogue = catalogue
    self.forced = forced
    self.latestYear = latestYear
    self.dateOrder = dateOrder
    kinds = try catalogue.load(KindVocabulary.self, id: "kind-codes").0
    let native = NativeFormat.tables.map { LayoutDetection.Candidate($0) }
    switch forced {
    case nil:
      detection = LayoutDetection(
        candidates: try catalogue.loadAll(MappingModel.self).map { LayoutDetection.Candidate($0, $1) }
          + native)
    case "native":
      detection = LayoutDetection(candidates: native)
    case .some(let named):
      let loaded: (MappingModel, ModelHeader)
      if named.hasSuffix(".yaml") || named.hasSuffix(".yml") || named.contains("/") {
        loaded = try ModelCatalogue.load(MappingModel.self, file: Planner.modelFile(named))
      } else {
        loaded = try catalogue.load(MappingModel.self, id: named)
      }
      // The user chose it: one column that names the right is enough.
      detection = LayoutDetection(
        candidates: [LayoutDetection.Candidate(loaded.0, loaded.1)], threshold: .leastNonzeroMagnitude)
    }
  }

  private static func modelFile(_ path: String) throws -> ModelFile {
    guard let data = FileManager.default.contents(atPath: path),
      let text = String(data: data, encoding: .utf8)
    else {
      throw ProblemList(
        Problem(
          .modelNotFound, at: Place(file: path), value: path, zh: "无法读取映射文件",
          en: "The mapping file cannot be read",
          remedy: BilingualText(zh: "检查路径；文件应为 UTF-8", en: "Check the path; the file must be UTF-8")))
    }
    return ModelFile(path: path, text: text, origin: .user)
  }

  // MARK: Files

  /// Plans for the parts of one file. A part that no layout fits is only a note beside others that were
  /// planned.
  func plans(files: [TabularFile], stem: String) throws -> [ImportPlan] {
    var plans: [ImportPlan] = []
    var failures: [Problem] = []
    for file in files {
      do { plans.append(try plan(file, stem: stem)) } catch let list as ProblemList {
        failures += list.problems
      }
    }
    guard !plans.isEmpty else {
      throw ProblemList(
        failures.isEmpty
          ? [
            Problem(
              .noMapping, at: Place(file: files.first?.name ?? stem), zh: "文件没有数据",
              en: "The file holds no rows")
          ]
          : failures)
    }
    let notes = failures.map { failure in
      Problem(
        .unmappedSheet, at: failure.place, value: failure.value, zh: "该工作表未读取：" + failure.message.zh,
        en: "The sheet was not read: " + failure.message.en, remedy: failure.remedy)
    }
    if !notes.isEmpty { plans[0] = plans[0].adding(notes) }
    return plans
  }

  /// Plans for the tables of a native folder, in the order of ``NativeFormat/tables``.
  func plans(folder: String, name: String) throws -> [ImportPlan] {
    let entries = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    var plans: [ImportPlan] = []
    var notes: [Problem] = []
    let base = name.hasSuffix("/") ? String(name.dropLast()) : name
    for table in NativeFormat.tables where entries.contains(table.name + ".csv") {
      let file = table.name + ".csv"
      for tabular in try TabularFile.open(path: folder + "/" + file, name: base + "/" + file) {
        plans.append(try plan(tabular, table: table))
      }
    }
    for entry in entries where entry.hasSuffix(".csv") && !entry.hasPrefix(".") {
      let stem = String(entry.dropLast(4))
      guard NativeFormat.table(stem) == nil else { continue }
      let names = NativeFormat.tables.map(\.name)
      let near = HeaderText.nearest(to: stem, among: names)
      notes.append(
        Problem(
          .unknownNativeTable, at: Place(file: base + "/" + entry), value: stem, zh: "不是本格式的表，未读取",
          en: "Not a table of the format; it was not read",
          remedy: near.map { BilingualText(zh: "是否为 \($0).csv？", en: "Did you mean \($0).csv?") }
            ?? BilingualText(
              zh: "表：" + names.joined(separator: "、"), en: "Tables: " + names.joined(separator: ", "))))
    }
    guard !plans.isEmpty else {
      throw ProblemList(
        [
          Problem(
            .noMapping, at: Place(file: name), zh: "文件夹中没有本格式的表",
            en: "The folder holds no table of the format",
            remedy: BilingualText(
              zh: "用 winnow import --template DIR 生成模板",
              en: "Make templates with winnow import --template DIR"))
        ] + notes)
    }
    if !notes.isEmpty { plans[0] = plans[0].adding(notes) }
    return plans
  }

  // MARK: One file

  private func plan(_ file: TabularFile, stem: String) throws -> ImportPlan {
    let rows = try file.firstRows(LayoutDetection.rowsSearched)
    if forced == nil || forced == "native", let table = NativeFormat.table(stem),
      Planner.looksNative(rows, table)
    {
      return try plan(file, table: table)
    }
    let (choice, nearest) = detection.choose(rows)
    guard let choice else {
      // Its columns are the format's own: say which one is missing rather than that nothing fits.
      if forced == nil || forced == "native", let table = Planner.nearlyNative(rows) {
        return try plan(file, table: table)
      }
      throw ProblemList(noMapping(file, rows, nearest))
    }
    var problems: [Problem] = []
    if !choice.tied.isEmpty {
      problems.append(
        Problem(
          .mappingTie, at: Place(file: file.name, line: choice.row.line),
          value: choice.tied.joined(separator: ", "),
          zh: "两个映射同样合适", en: "Two mappings fit equally well",
          remedy: BilingualText(zh: "用 --mapping 指定一个", en: "Name one of them with --mapping")))
    }
    switch choice.candidate.layout {
    case .native(let table): return try plan(file, table: table, choice, problems)
    case .mapping(let mapping, let header): return try plan(file, mapping, header, choice, problems)
    }
  }

  private func noMapping(
    _ file: TabularFile, _ rows: [CopiedRow], _ nearest: (name: String, score: Double)?
  ) -> Problem {
    if forced != nil, case .mapping(let mapping, let header)? = detection.candidates.first?.layout {
      return doesNotFit(mapping, header, file, rows)
    }
    let names = detection.candidates.map(\.layout.name).filter { !$0.hasPrefix("native/") } + ["native"]
    let widest = rows.max { left, right in
      left.cells.count { !$0.isEmpty } < right.cells.count { !$0.isEmpty }
    }
    let headers = (widest?.cells ?? []).filter { !$0.isEmpty }.prefix(8).joined(separator: ", ")
    var zh = "没有映射适合这些表头"
    var en = "No mapping fits the headers"
    if let nearest {
      zh += "；最接近的是 \(nearest.name)（\(Planner.percent(nearest.score))）"
      en += "; the nearest is \(nearest.name) (\(Planner.percent(nearest.score)))"
    }
    return Problem(
      .noMapping, at: Place(file: file.name, line: widest?.line, column: file.part), value: headers, zh: zh,
      en: en,
      remedy: BilingualText(
        zh: "写一个自己的映射（约二十行），用 --mapping 指定；现有：" + names.joined(separator: "、"),
        en: "Write a mapping of your own (about twenty lines) and name it with --mapping; known: "
          + names.joined(separator: ", ")))
  }

  /// The mapping that the user named does not fit: which columns it needs and does not find.
  private func doesNotFit(
    _ mapping: MappingModel, _ header: ModelHeader, _ file: TabularFile, _ rows: [CopiedRow]
  ) -> Problem {
    func spellings(_ field: MappingField) -> [String] { mapping.columns[field]?.headers ?? [] }
    let fields = MappingField.allCases
    let known = Set(fields.flatMap(spellings).map { HeaderText($0) })
    // The row of headers is most likely the one of which the mapping knows most.
    let row = rows.max { left, right in
      func score(_ row: CopiedRow) -> (Int, Int) {
        (row.cells.count { known.contains(HeaderText($0)) }, row.cells.count { !$0.isEmpty })
      }
      return score(left) < score(right)
    }
    let headers = Set((row?.cells ?? []).map { HeaderText($0) })
    func isFound(_ field: MappingField) -> Bool {
      spellings(field).contains { headers.contains(HeaderText($0)) }
    }
    var lacking = mapping.needs.filter { !isFound($0) }.map {
      spellings($0).prefix(2).joined(separator: " / ")
    }
    let identifying = fields.filter { $0.isIdentifying && !spellings($0).isEmpty }
    if !identifying.isEmpty, !identifying.contains(where: isFound) {
      lacking.append(identifying.compactMap { spellings($0).first }.joined(separator: " / "))
    }
    let shown = (row?.cells ?? []).filter { !$0.isEmpty }.prefix(8).joined(separator: ", ")
    return Problem(
      .noMapping, at: Place(file: file.name, line: row?.line, column: file.part), value: shown,
      zh: "映射 \(header.id) 不适合这些表头" + (lacking.isEmpty ? "" : "，缺少的列：" + lacking.joined(separator: "；")),
      en: "The mapping \(header.id) does not fit the headers"
        + (lacking.isEmpty ? "" : "; missing: " + lacking.joined(separator: "; ")),
      remedy: BilingualText(
        zh: "补上这些列，或不写 --mapping 由程序判断，或在自己的映射里写上文件中的列名",
        en:
          "Add these columns, leave --mapping out to let the program find one, or name the file's headers in a mapping of your own"
      ))
  }

  static let repeatedColumnRemedy = BilingualText(
    zh: "如应读另一列，请删去或改名多余的一列", en: "If another one is meant, delete or rename the surplus column")

  private static func percent(_ score: Double) -> String { "\(Int((score * 100).rounded())) %" }

  private static func looksNative(_ rows: [CopiedRow], _ table: NativeFormat.Table) -> Bool {
    guard let index = headerIndex(rows) else { return false }
    let known = Set(table.columns.map { HeaderText($0.name) })
    let headers = rows[index].cells.map { HeaderText($0) }.filter { !$0.isEmpty }
    return !headers.isEmpty && headers.count { known.contains($0) } * 2 >= headers.count
  }

  /// The one table that knows every header and lacks the fewest required columns; nil where none or several
  /// do.
  private static func nearlyNative(_ rows: [CopiedRow]) -> NativeFormat.Table? {
    guard let index = headerIndex(rows) else { return nil }
    let headers = Set(rows[index].cells.map { HeaderText($0) }.filter { !$0.isEmpty })
    guard headers.count >= 3 else { return nil }
    let lacking = NativeFormat.tables.filter { table in
      headers.isSubset(of: table.columns.map { HeaderText($0.name) })
    }.map { table in
      (table, table.columns.count { $0.required && !headers.contains(HeaderText($0.name)) })
    }
    guard let fewest = lacking.map(\.1).min() else { return nil }
    let nearest = lacking.filter { $0.1 == fewest }
    return nearest.count == 1 ? nearest[0].0 : nil
  }

  /// The position of the first row that is neither blank nor a comment.
  private static func headerIndex(_ rows: [CopiedRow]) -> Int? {
    rows.firstIndex { row in
      row.cells.contains { !$0.isEmpty } && !(row.cells.first ?? "").hasPrefix("#")
    }
  }

  private func plan(
    _ file: TabularFile, _ mapping: MappingModel, _ header: ModelHeader, _ choice: LayoutDetection.Choice,
    _ earlier: [Problem]
  ) throws -> ImportPlan {
    let columns = ColumnLayout(headers: choice.row.cells, mapping: mapping)
    var problems = earlier
    for repeated in columns.repeated {
      problems.append(
        Problem(
          .repeatedColumn, at: Place(file: file.name, line: choice.row.line, column: repeated),
          value: repeated,
          zh: "表头出现多次，只读第一列", en: "The header stands more than once; only the first column is read",
          remedy: Planner.repeatedColumnRemedy))
    }
    if !columns.unread.isEmpty {
      problems.append(
        Problem(
          .unreadColumns, at: Place(file: file.name, line: choice.row.line),
          value: columns.unread.joined(separator: ", "),
          zh: "有 \(columns.unread.count) 列没有读取：映射 \(header.id) 不认识它们",
          en: "\(columns.unread.count) columns were not read: the mapping \(header.id) does not know them",
          remedy: BilingualText(
            zh: "需要其中某列时，在自己的映射中列出其表头",
            en: "Where you need one of them, name its header in a mapping of your own")))
    }
    let words = try mapping.statusWords.map { try catalogue.load(StatusWordsModel.self, id: $0).0 }
    let survey = try surveyDates(file, columns, mapping, choice)
    problems += survey.problems
    return ImportPlan(
      file: file, layout: .mapping(mapping, header), score: choice.score, runnerUp: choice.runnerUp,
      headerLine: choice.row.line, dateOrders: survey.orders, problems: survey.fileProblems + problems,
      headerIndex: choice.rowIndex, columns: columns, nativeColumns: nil, headerCells: choice.row.cells,
      kinds: kinds, statusWords: words,
      latestYear: latestYear, stoppingProblems: problems.filter { $0.severity == .error })
  }

  private func plan(
    _ file: TabularFile, table: NativeFormat.Table,
    _ choice: LayoutDetection.Choice? = nil, _ earlier: [Problem] = []
  ) throws -> ImportPlan {
    let rows = try file.firstRows(100)
    guard let index = choice?.rowIndex ?? Planner.headerIndex(rows) else {
      throw ProblemList(
        Problem(.noMapping, at: Place(file: file.name), zh: "文件没有表头", en: "The file has no header"))
    }
    let row = rows[index]
    let columns = NativeColumns(headers: row.cells, table: table, file: file.name, line: row.line)
    let problems = earlier + columns.problems
    let headers = Set(row.cells.map { HeaderText($0) }.filter { !$0.isEmpty })
    let fileProblems = try file.forEachDataRow(after: index) { _ in }
    return ImportPlan(
      file: file, layout: .native(table),
      score: choice?.score ?? LayoutDetection.Candidate(table).score(headers),
      runnerUp: choice?.runnerUp, headerLine: row.line, dateOrders: [], problems: fileProblems + problems,
      headerIndex: index, columns: nil, nativeColumns: columns, headerCells: row.cells, kinds: kinds,
      statusWords: nil,
      latestYear: latestYear, stoppingProblems: problems.filter { $0.severity == .error })
  }

  private struct DateSurvey {
    var orders: [ColumnDateOrder] = []
    var problems: [Problem] = []
    var fileProblems: [Problem] = []
  }

  /// Looks at all values of all columns of days and decides how each is read.
  private func surveyDates(
    _ file: TabularFile, _ columns: ColumnLayout, _ mapping: MappingModel, _ choice: LayoutDetection.Choice
  ) throws -> DateSurvey {
    var observed = columns.dayColumns.map { _ in DateOrderColumn(latestYear: latestYear) }
    let indexes = columns.dayColumns
    let missing = mapping.missing.map { Array($0.utf8) }
    var survey = DateSurvey()
    survey.fileProblems = try file.forEachDataRow(after: choice.rowIndex) { row in
      for position in indexes.indices {
        let cell = row.utf8(indexes[position])
        if cell.isEmpty || !missing.isEmpty && CellText.isAny(CellText.trimmed(cell), of: missing) {
          continue
        }
        observed[position].observe(utf8: cell)
      }
    }
    for (position, index) in indexes.enumerated() {
      let header = columns.name(index)
      if let declared = dateOrder ?? mapping.dateOrder?.order {
        survey.orders.append(
          ColumnDateOrder(header: header, index: index, order: declared, decided: .byDeclaration))
        continue
      }
      switch observed[position].decide() {
      case .order(let order):
        survey.orders.append(
          ColumnDateOrder(
            header: header, index: index, order: order,
            decided: order == .onlyPossible ? .notNeeded : .byValues))
      case .ambiguous(let ambiguity):
        var problem = ambiguity.problem(at: Place(file: file.name, line: choice.row.line, column: header))
        problem.remedy = BilingualText(
          zh: "用 --date-order dmy 或 mdy 指定次序，或在映射中写 dateOrder，或以 2015-03-10 的形式重新导出",
          en:
            "State the order with --date-order dmy or mdy, or with dateOrder in the mapping, or export days as "
            + "2015-03-10")
        survey.problems.append(problem)
        survey.orders.append(
          ColumnDateOrder(header: header, index: index, order: .onlyPossible, decided: .notNeeded))
      }
    }
    return survey
  }
}

extension ImportPlan {
  /// The plan with more to say.
  func adding(_ more: [Problem]) -> ImportPlan {
    ImportPlan(
      file: file, layout: layout, score: score, runnerUp: runnerUp, headerLine: headerLine,
      dateOrders: dateOrders,
      problems: problems + more, headerIndex: headerIndex, columns: columns, nativeColumns: nativeColumns,
      headerCells: headerCells,
      kinds: kinds, statusWords: statusWords, latestYear: latestYear, stoppingProblems: stoppingProblems)
  }
}
