import Grading
import PortfolioCore
import PortfolioReview

extension ReportBuilder {
  var overviewPage: ReportPage {
    ReportPage(
      id: "overview", title: text(.overview),
      sections: [
        ReportSection("key-figures", text(.keyFigures), [.cards(cards)]),
        ReportSection("pictures", text(.pictures), [.charts(charts)]),
      ])
  }

  /// Over how many years the fees at the head are summed.
  var feeYears: Int { min(options.feeYears, run.fees.yearCount) }

  private func statusCount(_ status: LegalStatus) -> Int {
    summary.byStatus.first { $0.key == status.rawValue }?.count ?? 0
  }

  private var gradedCount: Int { summary.byGrade.reduce(0) { $0 + $1.count } }

  private var cards: [ReportCard] {
    let late = statusCount(.annuityLate)
    let outside = summary.outside.reduce(0) { $0 + $1.count }
    var cards = [
      ReportCard(
        text(.rights), wording.count(summary.total),
        note: wording.list(
          summary.byKind.map { kind in
            let name = kind.key == "unknown" ? text(.unknown) : wording.word(.rightKind, kind.key)
            return "\(name) \(wording.count(kind.count))"
          })),
      ReportCard(
        text(.inForce), wording.count(statusCount(.inForce) + late),
        note: late > 0
          ? text(.ofWhichLate, ["n": wording.count(late)])
          : "\(text(.pending)) \(wording.count(statusCount(.pending)))"),
      ReportCard(
        text(.graded), wording.count(gradedCount), note: "\(text(.outside)) \(wording.count(outside))"),
    ]
    for (index, grade) in summary.byGrade.enumerated() {
      cards.append(
        ReportCard(
          text(.gradeCard, ["grade": grade.key]), wording.count(grade.count),
          note: wording.text(run.gradingModel.grades[index].title), swatch: .grade(index)))
    }
    cards += [
      ReportCard(text(.unsettled), wording.count(summary.unsettled), note: text(.unsettledNote)),
      ReportCard(
        text(.meanCoverage), summary.meanCoverage.map { wording.percent($0) } ?? wording.dash,
        note: text(.meanCoverageNote)),
    ]
    if feeYears > 0 {
      let sum = summary.feesByGrade.reduce(Int64(0)) { $0 + $1.amounts.prefix(feeYears).reduce(0, +) }
      cards.append(
        ReportCard(
          text(
            .feesNextYears,
            ["from": String(run.fees.firstYear), "to": String(run.fees.firstYear + feeYears - 1)]),
          wording.money(sum),
          note: summary.estimatedFees > 0
            ? text(.estimateNote, ["n": wording.count(summary.estimatedFees)]) : nil))
    }
    return cards
  }

  // MARK: Charts

  private var charts: [ReportChart] {
    [gradesChart] + (run.fees.yearCount > 0 ? [feesChart] : []) + [ageChart, statusChart]
  }

  private func bars(
    _ id: String, _ title: ReportText, _ reading: ReportText, _ head: ReportText,
    _ counts: [(name: String, count: Int, swatch: Swatch)]
  ) -> ReportChart {
    let total = counts.reduce(0) { $0 + $1.count }
    return ReportChart(
      id: id, title: text(title), text: text(reading),
      form: .bars(
        counts.map {
          ReportChart.Bar(
            label: $0.name, value: Double($0.count),
            text: "\(wording.count($0.count)) · \(wording.share($0.count, of: total))", swatch: $0.swatch)
        }),
      table: ReportTable(
        id + "-table", text(title),
        [
          ReportTable.Column(text(head)), ReportTable.Column(text(.count), .number),
          ReportTable.Column(text(.share), .number),
        ],
        counts.map {
          [
            ReportTable.Cell($0.name), ReportTable.Cell(wording.count($0.count)),
            ReportTable.Cell(wording.share($0.count, of: total)),
          ]
        },
        total: [
          ReportTable.Cell(text(.total)), ReportTable.Cell(wording.count(total)),
          ReportTable.Cell(wording.share(total, of: total)),
        ]),
      note: nil)
  }

  private var gradesChart: ReportChart {
    var counts: [(name: String, count: Int, swatch: Swatch)] = []
    for (index, grade) in summary.byGrade.enumerated() {
      counts.append(
        ("\(grade.key) \(wording.text(run.gradingModel.grades[index].title))", grade.count, .grade(index)))
    }
    for outside in summary.outside { counts.append((slotCell(outside.key).text, outside.count, .outside)) }
    return bars("chart-grades", .gradesChart, .gradesChartText, .grade, counts)
  }

  private var statusChart: ReportChart {
    bars(
      "chart-status", .statusChart, .statusChartText, .status,
      summary.byStatus.map { status in
        let known = LegalStatus(rawValue: status.key)
        let swatch: Swatch
        switch known?.life {
        case .alive?: swatch = .grade(known?.stage == .application ? 1 : 0)
        case .restorable?: swatch = .grade(2)
        case .ended?, nil: swatch = .outside
        }
        return (known == nil ? text(.unknown) : wording.word(.legalStatus, status.key), status.count, swatch)
      })
  }

  /// Minor units in one unit of the money axis, and the unit's name.
  private var axisUnit: (minor: Double, name: String) {
    let perMajor = Double(run.currency.minorPerMajor)
    if options.language == .zh, run.currency == .cny { return (perMajor * 10_000, text(.tenThousandYuan)) }
    return (perMajor * 1000, text(.thousandOf, ["currency": run.currency.code]))
  }

  private func ticks(to greatest: Double, whole: Bool, most: Int = 5) -> [ReportChart.Tick] {
    let step = NumberText.axisStep(greatest, most: most, whole: whole)
    var decimals = 0
    var probe = step
    while probe < 0.999, decimals < 6 {
      probe *= 10
      decimals += 1
    }
    let count = max(1, Int((greatest / step).rounded(.up)))
    return (0...count).map {
      ReportChart.Tick(value: Double($0) * step, text: NumberText.fixed(Double($0) * step, decimals))
    }
  }

  private var feesChart: ReportChart {
    let unit = axisUnit
    let gradeCount = run.gradingModel.grades.count
    let years = run.fees.yearCount
    func scaled(_ amounts: [Int64]) -> [Double] { amounts.map { Double($0) / unit.minor } }
    var series = summary.feesByGrade.prefix(gradeCount).enumerated().map { index, row in
      ReportChart.Series(
        name: text(.gradeCard, ["grade": row.key]), sign: row.key, swatch: .grade(index),
        values: scaled(row.amounts))
    }
    let others = summary.feesByGrade.dropFirst(gradeCount)
    if !others.isEmpty {
      let sums = (0..<years).map { year in others.reduce(Int64(0)) { $0 + $1.amounts[year] } }
      series.append(
        ReportChart.Series(name: text(.outside), sign: wording.dash, swatch: .outside, values: scaled(sums)))
    }
    let totals = (0..<years).map { year in series.reduce(0) { $0 + $1.values[year] } }
    let axis = ticks(to: totals.max() ?? 0, whole: false)
    let step = axis.count > 1 ? axis[1].value : 1
    let names = (0..<years).map { wording.year(run.fees.firstYear + $0, asOf: run.asOf) }
    return ReportChart(
      id: "chart-fees", title: text(.feesChart), text: text(.feesChartText, ["unit": unit.name]),
      form: .columns(
        ReportChart.Columns(
          names: names, series: series,
          totals: totals.map { NumberText.fixed($0, step >= 50 ? 0 : step >= 5 ? 1 : 2) }, ticks: axis,
          axis: unit.name)),
      table: feeTable(series: series, names: names, totals: totals, unit: unit.name), note: nil)
  }

  private func feeTable(
    series: [ReportChart.Series], names: [String], totals: [Double], unit: String
  ) -> ReportTable {
    func cell(_ value: Double) -> ReportTable.Cell { ReportTable.Cell(NumberText.fixed(value, 3)) }
    return ReportTable(
      "chart-fees-table", text(.feesChart),
      [ReportTable.Column(text(.year))] + series.map { ReportTable.Column($0.name, .number) }
        + [ReportTable.Column(text(.totalIn, ["unit": unit]), .number)],
      names.indices.map { year in
        [ReportTable.Cell(names[year])] + series.map { cell($0.values[year]) } + [cell(totals[year])]
      })
  }

  private var ageChart: ReportChart {
    let oldest = 20
    let kinds: [RightKind] = [.invention, .utilityModel, .design]
    var left = [[Int]](repeating: Array(repeating: 0, count: oldest + 1), count: kinds.count + 1)
    var right = left
    var leftOut = 0
    for row in 0..<run.table.count {
      if let life = run.table[.legalLife]?.category(row), life != LegalLife.alive.rawValue { continue }
      guard let age = run.table[.age]?.number(row), age >= 0,
        let stage = run.table[.stage]?.category(row)
      else {
        leftOut += 1
        continue
      }
      let kind = run.table[.rightKind]?.category(row)
      let slot = kinds.firstIndex { $0.rawValue == kind } ?? kinds.count
      let bin = min(Int(age), oldest)
      if stage == RightStage.granted.rawValue { right[slot][bin] += 1 } else { left[slot][bin] += 1 }
    }
    let names = (0...oldest).map { $0 == oldest ? "\(oldest)+" : String($0) }
    let titles = kinds.map { wording.word(.rightKind, $0.rawValue) } + [text(.otherKinds)]
    func series(_ counts: [[Int]]) -> [ReportChart.Series] {
      counts.enumerated().compactMap { index, values in
        guard left[index].contains(where: { $0 > 0 }) || right[index].contains(where: { $0 > 0 }) else {
          return nil
        }
        return ReportChart.Series(
          name: titles[index], sign: "", swatch: index == kinds.count ? .outside : .grade(index),
          values: values.map(Double.init))
      }
    }
    let leftSeries = series(left)
    let rightSeries = series(right)
    let widest = (0...oldest).map { bin in
      max(leftSeries.reduce(0) { $0 + $1.values[bin] }, rightSeries.reduce(0) { $0 + $1.values[bin] })
    }.max()
    let used = (0...oldest).last { bin in
      (leftSeries + rightSeries).contains { $0.values[bin] > 0 }
    }
    let shown = 0...(used ?? 0)
    func cut(_ list: [ReportChart.Series]) -> [ReportChart.Series] {
      list.map {
        ReportChart.Series(name: $0.name, sign: $0.sign, swatch: $0.swatch, values: Array($0.values[shown]))
      }
    }
    let columns =
      leftSeries.map { ReportTable.Column("\(text(.pending)) · \($0.name)", .number) }
      + rightSeries.map { ReportTable.Column("\(text(.grantedShort)) · \($0.name)", .number) }
    return ReportChart(
      id: "chart-age", title: text(.ageChart), text: text(.ageChartText),
      form: .pyramid(
        ReportChart.Pyramid(
          names: Array(names[shown]), axis: text(.age), left: cut(leftSeries), right: cut(rightSeries),
          leftTitle: text(.pending), rightTitle: text(.grantedShort),
          ticks: ticks(to: widest ?? 0, whole: true, most: 3))),
      table: ReportTable(
        "chart-age-table", text(.ageChart), [ReportTable.Column(text(.age), .number)] + columns,
        shown.map { bin in
          [ReportTable.Cell(names[bin])]
            + (leftSeries + rightSeries).map { ReportTable.Cell(wording.count(Int($0.values[bin]))) }
        }),
      note: leftOut > 0 ? text(.ageLeftOut, ["n": wording.count(leftOut)]) : nil)
  }
}
