import Grading
import PolicyModels
import PortfolioCore
public import PortfolioReview
import Renewals

/// Makes the view of a run's report.
struct ReportBuilder {
  let run: ReviewRun
  let options: ReportOptions
  let wording: Wording
  let summary: ReviewSummary
  let explainer: RightExplainer
  /// The rows of the fact table that the report is about.
  let rows: [Int]
  let sheetRows: (set: Set<Int>, isCut: Bool)
  /// Whether the run has a plan that this copy leaves out, since amounts or names are withheld.
  let isPlanWithheld: Bool
  /// Whether the list of rights has the columns of the plan: data have them, a page is wide enough without.
  var listsPlan = false

  init(run original: ReviewRun, options: ReportOptions) {
    let rows = options.rows(of: original)
    let run = original.redacted(options.redact, options.language)
    self.run = run
    isPlanWithheld = original.plan != nil && run.plan == nil
    self.options = options
    self.rows = rows
    wording = Wording(run: run, options: options)
    summary = ReviewSummary(run, listed: options.listed, rows: options.unit == nil ? nil : rows)
    explainer = RightExplainer(run: run, wording: wording)
    sheetRows = ReportBuilder.rowsWithSheet(run, rows, summary, limit: options.detailLimit)
  }

  /// Whether amounts are left out by choice.
  var hidesAmounts: Bool { options.redact.contains(.amounts) }

  /// The report that the options ask for.
  func view() -> ReportView {
    switch options.page {
    case .whole:
      return view(
        [overviewPage] + (hidesAmounts || options.unit != nil ? [] : [planPage].compactMap { $0 })
          + (hidesAmounts ? [] : [routesPage].compactMap { $0 })
          + [gatesPage].compactMap { $0 } + [
            gradesPage, rankingPage,
          ] + [booksPage, indicatorsPage, risksPage].compactMap { $0 }
          + (hidesAmounts ? [] : [feesPage] + [valuePage].compactMap { $0 }) + [
            duePage, openPointsPage, rightsPage, dataPage, modelsPage,
          ], .whole)
    case .summary: return view([slidePage], .slide)
    case .right(let row): return view([rightPage(row)], .oneRight)
    }
  }

  func view(_ pages: [ReportPage], _ use: ReportView.Use) -> ReportView {
    ReportView(
      language: options.language, head: head, pages: pages,
      controls: ReportControls(wording), use: use)
  }

  func text(_ key: ReportText, _ values: KeyValuePairs<String, String> = [:]) -> String {
    wording.text(key, values)
  }

  var head: ReportHead {
    let model = run.gradingModel.header
    let name = wording.text(model.title) + " " + model.version
    let number = run.id > 0 ? String(run.id) : text(.runNotStored)
    let asOf = wording.day(run.asOf)
    let unit = options.unitShown(rows, run)
    return ReportHead(
      kind: text(.reportTitle), portfolio: run.portfolioName,
      lines: [
        (text(.asOf), asOf), (text(.model), name), (text(.run), number),
        (text(.madeBy), "Winnow " + run.programVersion),
      ] + weightSetLine + (unit.map { [(wording.text(WorkbookText.onlyUnit), $0)] } ?? []),
      margin:
        "\(run.portfolioName)\(unit.map { " · \($0)" } ?? "") · \(text(.asOf)) \(asOf) · \(text(.model)) \(name) · \(text(.run)) \(number)",
      remarks: redactionRemarks)
  }

  /// The weight set, where the run did not use the weights of the tree.
  private var weightSetLine: [(label: String, value: String)] {
    guard let id = run.primary.weights.weightSet else { return [] }
    let title = run.gradingModel.weightSets.first { $0.id == id }.map { wording.text($0.title) } ?? id
    return [(wording.text(GradingText.weightSetLabel), title)]
  }

  // MARK: Rankings

  private var rankingPage: ReportPage {
    let isSplit = run.gradingModel.parts.count > 1
    var sections: [ReportSection] = []
    for ranking in summary.rankings {
      let part = run.gradingModel.parts[ranking.part]
      let suffix = isSplit ? "-" + part.id : ""
      let isFirst = sections.isEmpty
      sections.append(
        ReportSection(
          "most" + suffix, rankingTitle(.mostValuable, ranking.top, part),
          (isFirst ? [.paragraph(wording.text(ReportSentence.rankingIntro))] : [])
            + [self.ranking("most-table" + suffix, ranking.top)]))
      sections.append(
        ReportSection(
          "least" + suffix, rankingTitle(.leastValuable, ranking.bottom, part),
          (isFirst ? [.paragraph(wording.text(ReportSentence.limitWording))] : [])
            + [self.ranking("least-table" + suffix, ranking.bottom)]))
    }
    if sections.isEmpty {
      sections = [ReportSection("most", text(.rankings), [.paragraph(text(.noneFound))])]
    }
    return ReportPage(id: "rankings", title: text(.rankings), sections: sections)
  }

  /// The head of a ranking, with the part of the model where it has several.
  func rankingTitle(_ key: ReportText, _ ranked: [ReviewSummary.Ranked], _ part: GradingPart) -> String {
    let title = text(key, ["n": wording.count(ranked.count)])
    guard run.gradingModel.parts.count > 1, let name = part.title else { return title }
    return text(.ofPart, ["part": wording.text(name), "title": title])
  }

  private func ranking(_ id: String, _ ranked: [ReviewSummary.Ranked]) -> ReportBlock {
    ranked.isEmpty ? .paragraph(text(.noneFound)) : .table(rankingTable(id, ranked))
  }

  func rankingTable(_ id: String, _ ranked: [ReviewSummary.Ranked]) -> ReportTable {
    let list = RightListView(run: run, rows: [], columns: [], options: options)
    return ReportTable(
      id, text(.rankings),
      [
        ReportTable.Column(text(.rank), .number), ReportTable.Column(text(.number), .code),
        ReportTable.Column(text(.title), .long), ReportTable.Column(text(.grade), .code),
        ReportTable.Column(text(.points), .number), ReportTable.Column(text(.reason), .long),
      ],
      ranked.enumerated().map { place, right in
        [
          wording.countCell(place + 1), numberCell(right.row),
          ReportTable.Cell(shortTitle(right.row)), list.cell(.grade, right.row),
          wording.pointsCell(right.points), ReportTable.Cell(explainer.reason(right)),
        ]
      })
  }

  func numberCell(_ row: Int) -> ReportTable.Cell {
    ReportTable.Cell(
      explainer.numberText(row),
      target: sheetRows.set.contains(row) ? RightSheet.anchor(run.table.rightIDs[row]) : nil)
  }

  func shortTitle(_ row: Int) -> String { ReportBuilder.shortened(run.table.text("title", row), to: 120) }

  /// A text cut to a length; the whole one stands on the right's sheet.
  static func shortened(_ text: String, to length: Int) -> String {
    guard text.utf8.count > length, text.count > length else { return text }
    return String(text.prefix(length - 1)) + "…"
  }

  // MARK: Fees

  /// Fees by grade and year, of the first years or all, with the sums over them. What sums leave out is told below.
  func gradeFeeTable(_ id: String, years width: Int) -> ReportTable {
    let years = 0..<width
    func row(_ name: ReportTable.Cell, _ amounts: [Int64], _ unknown: [Int]) -> [ReportTable.Cell] {
      [name]
        + years.map { wording.amountCell(amounts[$0], isLowerBound: unknown[$0] > 0) }
        + [
          wording.amountCell(
            years.reduce(0) { $0 + amounts[$1] }, isLowerBound: years.contains { unknown[$0] > 0 })
        ]
    }
    let rows = summary.feesByGrade
    return ReportTable(
      id, text(.fees),
      [ReportTable.Column(text(.grade))]
        + years.map { ReportTable.Column(wording.year(run.fees.firstYear + $0, asOf: run.asOf), .number) }
        + [ReportTable.Column(text(.total), .number)],
      rows.map { row(slotCell($0.key), $0.amounts, $0.unknown) },
      total: row(
        ReportTable.Cell(text(.total)),
        (0..<run.fees.yearCount).map { year in rows.reduce(Int64(0)) { $0 + $1.amounts[year] } },
        (0..<run.fees.yearCount).map { year in rows.reduce(0) { $0 + $1.unknown[year] } }))
  }

  /// What the sums of the first years' fees leave out, or hold as estimates.
  func feeRemarks(years: Int) -> [String] {
    var remarks: [String] = []
    let unknown = summary.unknownFees.filter { $0.year < run.fees.firstYear + years }
    if let sentence = wording.unknownFees(UnknownFeeGroup.groups(unknown)) { remarks.append(sentence) }
    if summary.paidFees > 0 {
      remarks.append(wording.text(FeeText.paidLeftOut, ["money": wording.money(summary.paidFees)]))
    }
    if let sentence = wording.leftOut(unrecorded) { remarks.append(sentence) }
    if summary.estimatedFees > 0 {
      remarks.append(wording.text(.limitEstimates, ["n": wording.count(summary.estimatedFees)]))
    }
    return remarks
  }

  private var feesPage: ReportPage {
    let blocks: [ReportBlock] =
      [
        .paragraph(wording.text(ReportSentence.feesIntro)),
        .table(gradeFeeTable("fees-table", years: run.fees.yearCount)),
      ] + feeRemarks(years: run.fees.yearCount).map { .paragraph($0) }
    var sections = [
      ReportSection("fees-by-year", text(.feesByGradeAndYear, ["unit": wording.moneyUnit]), blocks)
    ]
    if summary.byGrade.contains(where: { $0.count > 0 }) {
      sections.append(
        ReportSection("cost", wording.text(WorkbookText.costAgainstScore), [.charts([costChart])]))
    }
    if !summary.withoutFees.isEmpty {
      let count = summary.withoutFees.reduce(0) { $0 + $1.count }
      sections.append(
        ReportSection(
          "no-fees", text(.withoutFees), count: count,
          [
            .table(
              ReportTable(
                "no-fees-table", text(.withoutFees),
                [ReportTable.Column(text(.reason), .long), ReportTable.Column(text(.count), .number)],
                summary.withoutFees.map {
                  [ReportTable.Cell(wording.text($0.reason)), wording.countCell($0.count)]
                }))
          ]))
    }
    return ReportPage(id: "fees", title: text(.fees), sections: sections)
  }

  /// The name of a grade, a gate, or what the model does not grade.
  func slotCell(_ key: String) -> ReportTable.Cell {
    if let index = run.gradingModel.grades.firstIndex(where: { $0.grade == key }) {
      return ReportTable.Cell(wording.gradeName(run.gradingModel.grades[index]), swatch: .grade(index))
    }
    if let gate = run.gradingModel.gates.first(where: { $0.id == key }) {
      return ReportTable.Cell(wording.text(gate.title))
    }
    return ReportTable.Cell(text(.other))
  }

  // MARK: Missing facts and problems

  private var openPointsPage: ReportPage {
    var sections = [
      ReportSection(
        "missing", text(.missingFacts),
        summary.unknownImpacts.isEmpty
          ? [.paragraph(text(.noneFound))]
          : [.paragraph(wording.text(ReportSentence.missingIntro)), .table(missingTable)])
    ]
    if !run.problems.isEmpty {
      sections.append(
        ReportSection("problems", text(.problems), count: run.problems.count, [.table(problemTable)]))
    }
    sections.append(ReportSection("next", text(.nextSteps), [.list(NextSteps(self).sentences)]))
    return ReportPage(id: "open", title: text(.openPoints), sections: sections)
  }

  var missingTable: ReportTable {
    ReportTable(
      "missing-table", text(.missingFacts),
      [
        ReportTable.Column(text(.fact)), ReportTable.Column(text(.missingIn), .number),
        ReportTable.Column(text(.widthPerRight), .number), ReportTable.Column(text(.widthTotal), .number),
        ReportTable.Column(text(.couldChange), .number),
      ],
      summary.unknownImpacts.map { impact in
        [
          ReportTable.Cell(wording.inputTitle(impact.fact, run.gradingModel)),
          wording.countCell(impact.rights),
          impact.rights > 0
            ? wording.pointsCell(impact.width / Double(impact.rights))
            : ReportTable.Cell(wording.dash, muted: true),
          wording.pointsCell(impact.width), wording.countCell(impact.unsettled),
        ]
      })
  }

  private var problemTable: ReportTable {
    let shown = run.problems.prefix(500)
    return ReportTable(
      "problem-table", text(.problems),
      [
        ReportTable.Column(text(.severity)), ReportTable.Column(text(.code), .code),
        ReportTable.Column(text(.problem), .long), ReportTable.Column(text(.value)),
        ReportTable.Column(text(.place)), ReportTable.Column(text(.remedy), .long),
      ],
      shown.map { problem in
        [
          ReportTable.Cell(text(ReportWords.severity(problem.severity))),
          ReportTable.Cell(problem.code.rawValue), ReportTable.Cell(wording.text(problem.message)),
          ReportTable.Cell(problem.value ?? ""), ReportTable.Cell(problem.place?.description ?? ""),
          ReportTable.Cell(problem.remedy.map { wording.text($0) } ?? ""),
        ]
      },
      total: run.problems.count > shown.count
        ? [
          ReportTable.Cell(""), ReportTable.Cell(""),
          ReportTable.Cell(text(.moreHidden, ["n": wording.count(run.problems.count - shown.count)])),
          ReportTable.Cell(""), ReportTable.Cell(""), ReportTable.Cell(""),
        ] : nil)
  }

  // MARK: Rights

  /// Graded rights from the best down, then the others in the order of the table.
  var listOrder: [Int] {
    let grades = run.grades
    let graded = rows.filter { grades.codes[$0] >= 0 }.sorted {
      grades.points[$0] != grades.points[$1] ? grades.points[$0] > grades.points[$1] : $0 < $1
    }
    return graded + rows.filter { grades.codes[$0] < 0 }
  }

  /// The rights with a sheet: when not all can have one, those in the rankings and the lowest scores, since
  /// these are asked about first.
  private static func rowsWithSheet(
    _ run: ReviewRun, _ rows: [Int], _ summary: ReviewSummary, limit: Int
  ) -> (set: Set<Int>, isCut: Bool) {
    guard rows.count > limit else { return (Set(rows), false) }
    let grades = run.grades
    let ranked = summary.rankings.flatMap { ($0.top + $0.bottom).map(\.row) }
    let lowest = rows.filter { grades.codes[$0] >= 0 }.sorted {
      grades.points[$0] != grades.points[$1] ? grades.points[$0] < grades.points[$1] : $0 < $1
    }
    let outside = rows.filter { grades.codes[$0] < 0 }
    var chosen: Set<Int> = []
    for row in ranked + lowest + outside where chosen.count < limit { chosen.insert(row) }
    return (chosen, true)
  }

  /// The columns of the list of rights.
  var listColumns: [RightListColumn] { RightListColumn.standard.filter { !(hidesAmounts && $0 == .fees) } }

  private var rightsPage: ReportPage {
    let order = listOrder
    let listed = order.prefix(options.tableLimit)
    let list = RightListView(
      run: run, rows: Array(listed),
      columns: listColumns, options: options)
    let columns = list.columns
    let beside = listsPlan ? planColumns : []
    let rows = listed.map { row -> [ReportTable.Cell] in
      let cells = columns.map { column -> ReportTable.Cell in
        switch column {
        case .text("number"): return numberCell(row)
        case .text("title"): return ReportTable.Cell(shortTitle(row))
        case .text(let name):
          return ReportTable.Cell(ReportBuilder.shortened(run.table.text(name, row), to: 60))
        default: return list.cell(column, row)
        }
      }
      return cells + beside.map { $0.cell(row) }
    }
    let heads = columns.map { ReportTable.Column(list.title($0), list.form($0)) }
    let table = ReportTable(
      "rights-table", text(.listOfRights),
      heads + beside.map { ReportTable.Column($0.title, $0.isNumber ? .number : .text) }, rows,
      filterGrades: run.gradingModel.grades.map(wording.gradeName),
      gradeColumn: columns.firstIndex(of: .grade))
    var tableBlocks: [ReportBlock] = []
    if listed.count < self.rows.count {
      tableBlocks.append(
        .paragraph(
          text(.cutTable, ["n": wording.count(listed.count), "total": wording.count(self.rows.count)])))
    }
    tableBlocks.append(.table(table))
    let sheets = order.filter { sheetRows.set.contains($0) }
    var sheetBlocks: [ReportBlock] = [.paragraph(text(.printSheets))]
    if sheetRows.isCut {
      sheetBlocks.append(
        .paragraph(
          text(.cutSheets, ["n": wording.count(sheets.count), "total": wording.count(self.rows.count)])))
    }
    sheetBlocks.append(.sheets(RightSheets(rows: sheets, explainer: explainer)))
    return ReportPage(
      id: "rights", title: text(.rights),
      sections: [
        ReportSection("list", text(.listOfRights), count: rows.count, tableBlocks),
        ReportSection("sheets", text(.rightSheets), count: sheets.count, sheetBlocks),
      ])
  }
}

extension ReportView {
  /// The view of a run's report.
  public init(run: ReviewRun, options: ReportOptions) {
    self = ReportBuilder(run: run, options: options).view()
  }
}
