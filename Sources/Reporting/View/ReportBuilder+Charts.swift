import Grading
import PortfolioCore
import PortfolioReview

extension ReportBuilder {
  var overviewCharts: [Chart] {
    [gradesChart] + (run.fees.yearCount > 0 && !hidesAmounts ? [feesChart] : []) + [ageChart, statusChart]
  }

  /// A chart with its texts.
  func chart(
    _ id: String, _ title: ReportText, _ reading: String, note: String? = nil, isWide: Bool = false,
    _ form: ChartForm
  ) -> Chart {
    Chart(
      id, options.language, title: text(title), reading: reading, note: note, isWide: isWide, form)
  }

  private var counted: ChartMeasure { ChartMeasure(text(.count)) }

  /// A grade beside its bar: a letter with what it means, or its title.
  func chartName(_ band: GradeBand) -> String {
    band.isLetter ? "\(band.grade) \(wording.text(band.title))" : wording.text(band.title)
  }

  var gradesChart: Chart {
    var bars: [BarChart.Bar] = []
    for (index, grade) in summary.byGrade.enumerated() {
      bars.append(
        BarChart.Bar(
          chartName(run.gradingModel.grades[index]), Double(grade.count),
          .grade(index)))
    }
    for outside in summary.outside {
      bars.append(BarChart.Bar(slotCell(outside.key).text, Double(outside.count), .outside))
    }
    return chart(
      "chart-grades", .gradesChart, text(.gradesChartText),
      .bars(BarChart(category: text(.grade), measure: counted, showsShare: true, bars: bars)))
  }

  var statusChart: Chart {
    let bars = summary.byStatus.map { status -> BarChart.Bar in
      let known = LegalStatus(rawValue: status.key)
      let swatch: Swatch
      switch known?.life {
      case .alive?: swatch = .grade(known?.stage == .application ? 1 : 0)
      case .restorable?: swatch = .grade(2)
      case .ended?, nil: swatch = .outside
      }
      let name = known == nil ? text(.unknown) : wording.word(.legalStatus, status.key)
      return BarChart.Bar(name, Double(status.count), swatch)
    }
    return chart(
      "chart-status", .statusChart, text(.statusChartText),
      .bars(BarChart(category: text(.status), measure: counted, showsShare: true, bars: bars)))
  }

  /// Minor units in one unit of the money axis, and the unit's name.
  var axisUnit: (minor: Double, name: String) {
    let perMajor = Double(run.currency.minorPerMajor)
    if options.language == .zh, run.currency == .cny { return (perMajor * 10_000, text(.tenThousandYuan)) }
    return (perMajor * 1000, text(.thousandOf, ["currency": run.currency.code]))
  }

  /// The amounts behind an axis of so many minor units a unit.
  func chartMoney(minorPerUnit: Double) -> ChartMoney {
    ChartMoney(run.currency, minorPerUnit: Int64(minorPerUnit), unit: wording.moneyUnit)
  }

  var feesChart: Chart {
    let unit = axisUnit
    let gradeCount = run.gradingModel.grades.count
    let years = run.fees.yearCount
    func scaled(_ amounts: [Int64]) -> [Double?] { amounts.map { Double($0) / unit.minor } }
    /// The years in which a fee of some rows has no known amount.
    func bounds(_ rows: [ReviewSummary.FeeRow]) -> Set<Int> {
      Set((0..<years).filter { year in rows.contains { $0.unknown[year] > 0 } })
    }
    var series = summary.feesByGrade.prefix(gradeCount).enumerated().map { index, row in
      let name = wording.gradeName(run.gradingModel.grades[index])
      return ChartSeries(
        text(.gradeCard, ["grade": name]), sign: name, .grade(index), scaled(row.amounts),
        lowerBounds: bounds([row]))
    }
    let others = summary.feesByGrade.dropFirst(gradeCount)
    if !others.isEmpty {
      let sums = (0..<years).map { year in others.reduce(Int64(0)) { $0 + $1.amounts[year] } }
      series.append(
        ChartSeries(
          text(.outside), sign: wording.dash, .outside, scaled(sums), lowerBounds: bounds(Array(others))))
    }
    let greatest = (0..<years).map { year in series.reduce(0) { $0 + ($1.values[year] ?? 0) } }.max() ?? 0
    let decimals = greatest >= 200 ? 0 : greatest >= 20 ? 1 : 2
    let isBound = series.contains { !$0.lowerBounds.isEmpty }
    return chart(
      "chart-fees", .feesChart, text(.feesChartText, ["unit": unit.name]),
      note: isBound
        ? (options.language == .zh
          ? "≥：该年有费用金额不明，未计入，实际不少于此数"
          : "≥: the amount of a fee of that year is not known and left out; it costs at least so much") : nil,
      .stack(
        StackChart(
          category: text(.year),
          names: (0..<years).map { wording.year(run.fees.firstYear + $0, asOf: run.asOf) },
          measure: ChartMeasure(
            text(.fees), unit: unit.name, decimals: decimals, money: chartMoney(minorPerUnit: unit.minor)),
          series: series)))
  }

  private var ageChart: Chart {
    let oldest = 20
    let kinds: [RightKind] = [.invention, .utilityModel, .design]
    var left = [[Int]](repeating: Array(repeating: 0, count: oldest + 1), count: kinds.count + 1)
    var right = left
    var leftOut = 0
    for row in rows {
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
    let titles = kinds.map { wording.word(.rightKind, $0.rawValue) } + [text(.otherKinds)]
    let used = (0...oldest).last { bin in (left + right).contains { $0[bin] > 0 } } ?? 0
    func series(_ counts: [[Int]]) -> [ChartSeries] {
      counts.enumerated().compactMap { index, values in
        guard (left[index] + right[index]).contains(where: { $0 > 0 }) else { return nil }
        return ChartSeries(
          titles[index], index == kinds.count ? .outside : .grade(index), values[0...used].map { Double($0) })
      }
    }
    return chart(
      "chart-age", .ageChart, text(.ageChartText),
      note: leftOut > 0 ? text(.ageLeftOut, ["n": wording.count(leftOut)]) : nil,
      .pyramid(
        PyramidChart(
          category: text(.age), names: (0...used).map { $0 == oldest ? "\(oldest)+" : String($0) },
          measure: counted, leftTitle: text(.pending), left: series(left), rightTitle: text(.grantedShort),
          right: series(right))))
  }
}
