import Grading
import PortfolioCore
import PortfolioReview

/// The pages of grades, money and fees due.
extension ReportBuilder {
  // MARK: Grades by unit

  var gradesPage: ReportPage {
    var sections = [
      ReportSection(
        "by-unit", wording.text(WorkbookText.byUnit),
        [
          .charts([
            gradeMatrix(
              "chart-units", "unit", .unit, title: .byUnitChart, reading: .byUnitReading)
          ])
        ])
    ]
    if rows.contains(where: { !run.table.text("business-line", $0).isEmpty }) {
      sections.append(
        ReportSection(
          "by-line", wording.text(WorkbookText.byLine),
          [
            .charts([
              gradeMatrix(
                "chart-lines", "business-line", .businessLine, title: .byLineChart, reading: .byLineReading)
            ])
          ]))
    }
    sections.append(
      ReportSection("spread", wording.text(WorkbookText.spreadChart), [.charts([spreadChart])]))
    return ReportPage(id: "grades", title: wording.text(WorkbookText.grades), sections: sections)
  }

  /// How many units have a row of their own in a picture.
  private static let unitsShown = 14

  /// Rights by a text and by grade: the largest groups first, the rest together.
  private func gradeMatrix(
    _ id: String, _ name: String, _ label: ReportText, title: WorkbookText, reading: WorkbookText
  ) -> Chart {
    let grades = run.gradingModel.grades
    var counts: [String: [Double]] = [:]
    for row in rows {
      let slot: Int
      if case .graded(let index) = run.grades.outcome(row) { slot = index } else { slot = grades.count }
      counts[run.table.text(name, row), default: Array(repeating: 0, count: grades.count + 1)][slot] += 1
    }
    let ordered = counts.sorted { left, right in
      let a = left.value.reduce(0, +)
      let b = right.value.reduce(0, +)
      return a != b ? a > b : left.key < right.key
    }
    let isCut = ordered.count > ReportBuilder.unitsShown + 1
    let shown = isCut ? Array(ordered.prefix(ReportBuilder.unitsShown)) : ordered
    var names = shown.map { $0.key.isEmpty ? wording.text(WorkbookText.unstated) : $0.key }
    var cells = shown.map { $0.value.map { Optional($0) } }
    if isCut {
      let rest = ordered.dropFirst(shown.count)
      names.append(wording.text(.otherUnits, ["n": wording.count(rest.count)]))
      cells.append(
        (0...grades.count).map { slot in rest.reduce(0) { $0 + $1.value[slot] } })
    }
    return Chart(
      id, options.language, title: wording.text(title), reading: wording.text(reading), isWide: true,
      .matrix(
        MatrixChart(
          rowTitle: text(label), columnTitle: text(.grade), rows: names,
          columns: grades.map(wording.gradeName) + [text(.outside)], measure: ChartMeasure(text(.count)),
          cells: cells))
    )
  }

  private var spreadChart: Chart {
    let scores = rows.filter { run.grades.codes[$0] >= 0 }.map { Double(run.grades.points[$0]) }
    return Chart(
      "chart-spread", options.language, title: wording.text(WorkbookText.spreadChart),
      reading: wording.text(WorkbookText.spreadReading), isWide: true,
      .histogram(
        HistogramChart(
          measure: ChartMeasure(text(.points)), count: ChartMeasure(text(.count)), values: scores, bins: 25,
          marks: scores.isEmpty
            ? []
            : run.gradingModel.grades.dropLast().compactMap { band in
              band.atLeast.map {
                ChartMark($0, wording.text(.gradeFrom, ["grade": wording.gradeName(band)]))
              }
            })))
  }

  // MARK: One page

  /// One right's sheet alone.
  func rightPage(_ row: Int) -> ReportPage {
    ReportPage(
      id: "rights", title: wording.text(WorkbookText.oneRight),
      sections: [
        ReportSection(
          "sheets", explainer.numberText(row), [.sheets(RightSheets(rows: [row], explainer: explainer))])
      ])
  }

  // MARK: Money

  /// Fees against points, a mark for each graded right.
  var costChart: Chart {
    let grades = run.gradingModel.grades
    let years = feeYears
    let list = RightListView(run: run, rows: [], columns: [], options: options)
    let perMajor = Double(run.currency.minorPerMajor)
    var groups = grades.enumerated().map { index, grade in
      ScatterChart.Group(text(.gradeCard, ["grade": wording.gradeName(grade)]), .grade(index), [])
    }
    var leftOut = 0
    for row in listOrder {
      guard case .graded(let index) = run.grades.outcome(row) else { continue }
      guard run.fees.certainty[row] != .none else {
        leftOut += 1
        continue
      }
      groups[index].points.append(
        ScatterChart.Point(
          Double(list.fees(row)) / perMajor, Double(run.grades.points[row]), explainer.numberText(row)))
    }
    let threshold = grades.dropLast().last
    return Chart(
      "chart-cost", options.language, title: wording.text(WorkbookText.costAgainstScore),
      reading: wording.text(
        .costAgainstScoreReading, ["years": wording.count(years), "unit": wording.moneyUnit]),
      note: leftOut > 0 ? wording.text(.costAgainstScoreLeftOut, ["n": wording.count(leftOut)]) : nil,
      isWide: true,
      .scatter(
        ScatterChart(
          x: ChartMeasure(
            text(.fees), unit: wording.moneyUnit, decimals: 0, money: chartMoney(minorPerUnit: perMajor)),
          y: ChartMeasure(text(.points), decimals: 1), item: text(.number), groups: groups,
          cut: threshold?.atLeast.map {
            ScatterChart.Cut(
              .level($0), wording.text(.lowestGradeBelow, ["grade": grades.last.map(wording.gradeName) ?? ""])
            )
          }, listed: 100)))
  }

  // MARK: Fees due

  /// The rights whose next fee falls due within a year, the earliest first.
  private var dueRows: [Int] {
    guard let days = run.table[.nextFeeDay] else { return [] }
    let last = run.asOf.adding(years: 1)
    return rows.compactMap { row -> (row: Int, day: CalendarDay)? in
      guard let day = days.day(row), day <= last else { return nil }
      return (row, day)
    }.sorted { $0.day != $1.day ? $0.day < $1.day : $0.row < $1.row }.map(\.row)
  }

  var duePage: ReportPage {
    let due = dueRows
    let shown = due.prefix(options.dueLimit)
    var blocks: [ReportBlock] = [.paragraph(wording.text(WorkbookText.dueIntro))]
    if due.isEmpty {
      blocks.append(.paragraph(wording.text(WorkbookText.nothingDue)))
    } else {
      if shown.count < due.count {
        blocks.append(
          .paragraph(
            wording.text(.dueCut, ["n": wording.count(shown.count), "total": wording.count(due.count)])))
      }
      blocks.append(.table(dueTable(Array(shown))))
    }
    return ReportPage(
      id: "due", title: wording.text(WorkbookText.due),
      sections: [
        ReportSection("due-list", wording.text(WorkbookText.dueWithin), count: due.count, blocks)
      ] + [answersSection, unrecordedSection].compactMap { $0 })
  }

  /// The fees past their due day of which no payment is on record though the register does not call them late; nil
  /// without any.
  private var unrecordedSection: ReportSection? {
    let open = unrecorded
    guard !open.isEmpty else { return nil }
    let zh = options.language == .zh
    let title = zh ? "期限已过、未见缴费记录（登记未标滞纳）" : "Past the due day, payment not on record"
    var columns = [
      ReportTable.Column(text(.number), .code), ReportTable.Column(text(.title), .long),
      ReportTable.Column(zh ? "缴费期限" : "Due day", .code),
      ReportTable.Column(zh ? "最迟补缴" : "Payable until", .code),
      ReportTable.Column(zh ? "缴费台账" : "Ledger of payments"),
    ]
    if !hidesAmounts {
      columns.append(
        ReportTable.Column(zh ? "现须付（\(wording.moneyUnit)）" : "To pay now, \(wording.moneyUnit)", .number))
    }
    let lines = open.map { fee -> [ReportTable.Cell] in
      var line = [
        numberCell(fee.row), ReportTable.Cell(shortTitle(fee.row)), wording.dayCell(fee.due),
        wording.dayCell(fee.lastDay),
        ReportTable.Cell(wording.ledgerWord(fee)),
      ]
      if !hidesAmounts {
        line.append(
          fee.minorUnits.map { wording.amountCell($0) } ?? ReportTable.Cell(wording.dash, muted: true))
      }
      return line
    }
    return ReportSection(
      "due-unrecorded", title, count: open.count,
      [.table(ReportTable("due-unrecorded-table", title, columns, lines))])
  }

  private func dueTable(_ shown: [Int]) -> ReportTable {
    let list = RightListView(run: run, rows: [], columns: [], options: options)
    var columns: [(ReportTable.Column, (Int) -> ReportTable.Cell)] = [
      (ReportTable.Column(text(.nextFee), .code), { list.cell(.fact(.nextFeeDay), $0) }),
      (
        ReportTable.Column(wording.text(WorkbookText.daysLeft), .number),
        { row in
          guard let day = run.table[.nextFeeDay]?.day(row) else {
            return ReportTable.Cell(wording.dash, muted: true)
          }
          return wording.countCell(Int(day.number - run.asOf.number))
        }
      ),
      (ReportTable.Column(text(.number), .code), { numberCell($0) }),
      (ReportTable.Column(text(.title), .long), { ReportTable.Cell(shortTitle($0)) }),
      (ReportTable.Column(text(.unit)), { list.cell(.text("unit"), $0) }),
      (ReportTable.Column(text(.office)), { list.cell(.fact(.office), $0) }),
      (ReportTable.Column(text(.status)), { list.cell(.fact(.legalStatus), $0) }),
      (ReportTable.Column(text(.grade), .code), { list.cell(.grade, $0) }),
    ]
    if !hidesAmounts {
      columns.append(
        (
          ReportTable.Column(wording.text(.nextFeeAmount, ["unit": wording.moneyUnit]), .number),
          { wording.factCell(run.table[.nextFeeAmount], $0) }
        ))
    }
    return ReportTable(
      "due-table", wording.text(WorkbookText.due), columns.map(\.0),
      shown.map { row in columns.map { $0.1(row) } })
  }
}
