import Grading
import PortfolioCore
import PortfolioReview
import Valuation

extension ReportBuilder {
  private func say(_ zh: String, _ en: String) -> String { options.language == .zh ? zh : en }

  /// The page of renewal values; nil for runs stored before there were any.
  var valuePage: ReportPage? {
    guard let values = run.values else { return nil }
    return ReportPage(
      id: "values", title: say("维持价值", "Renewal value"),
      sections: [valueTotals(values), valueRanking(values)] + (withoutValue(values).map { [$0] } ?? []))
  }

  private func valueTotals(_ values: ValueColumns) -> ReportSection {
    let totals = values.totals(of: rows)
    let range = [totals.low, totals.base, totals.high].map(wording.money)
    func typed(_ minorUnits: Int64) -> SheetCell {
      .money(Money(minorUnits: minorUnits, currency: run.currency))
    }
    return ReportSection(
      "value-totals", say("继续缴费值多少", "What being able to keep paying is worth"),
      [
        .paragraph(
          say(
            "不知道收入时，由真实年费、存续规律和评分推算；区间很宽，因为著录项指标只能说明价值差异的很小部分。这是供决策的估算，不是评估报告。",
            "Worked out from the real fees, from survival and from the score where no revenue is known. The range is wide, for bibliographic indicators explain little of the differences in value. An estimate for decisions, no appraisal report."
          )),
        .cards([
          ReportCard(
            say("低", "Low"), range[0], typed: typed(totals.low), note: say("各项低值之和", "sum of lows")),
          ReportCard(
            say("中位", "Median"), range[1], typed: typed(totals.base), note: say("各项中位之和", "sum of medians")),
          ReportCard(
            say("高", "High"), range[2], typed: typed(totals.high), note: say("各项高值之和", "sum of highs")),
          ReportCard(
            say("期望值", "Expected"), wording.money(totals.expected), typed: typed(totals.expected),
            note: say(
              "\(wording.count(totals.known)) 项权利；少数权利占大部分",
              "\(wording.count(totals.known)) rights; a few make up most of it")),
        ]), .charts([valueChart(values)]),
      ])
  }

  /// The expected value by grade, for the rights that have one.
  private func valueChart(_ values: ValueColumns) -> Chart {
    let unit = axisUnit
    var sums = [Int64](repeating: 0, count: run.gradingModel.grades.count)
    var outside: Int64 = 0
    for row in rows where values.isKnown(row) {
      let amount = values.expected[row]
      if case .graded(let index) = run.grades.outcome(row) {
        sums[index] += amount
      } else {
        outside += amount
      }
    }
    var bars = run.gradingModel.grades.enumerated().map { index, grade in
      BarChart.Bar(chartName(grade), Double(sums[index]) / unit.minor, .grade(index))
    }
    if outside > 0 {
      bars.append(BarChart.Bar(say("未分级", "Not graded"), Double(outside) / unit.minor, .outside))
    }
    return Chart(
      "chart-values", options.language, title: say("期望的维持价值在哪些等级", "Where the expected renewal value lies"),
      reading: say("每条：该等级各项权利期望值之和", "Each bar: the expected values of a grade's rights together"),
      .bars(
        BarChart(
          category: text(.grade),
          measure: ChartMeasure(
            say("期望值", "Expected value"), unit: unit.name, decimals: 1,
            money: chartMoney(minorPerUnit: unit.minor)),
          showsShare: true, bars: bars)))
  }

  private func valueRanking(_ values: ValueColumns) -> ReportSection {
    let known = rows.filter { values.isKnown($0) }.sorted {
      (values.expected[$1], $0) < (values.expected[$0], $1)
    }.prefix(options.listed)
    let columns = [
      ReportTable.Column(text(.number), .code), ReportTable.Column(text(.title), .long),
      ReportTable.Column(say("低", "Low"), .number), ReportTable.Column(say("中位", "Median"), .number),
      ReportTable.Column(say("高", "High"), .number), ReportTable.Column(say("期望值", "Expected"), .number),
      ReportTable.Column(say("中位情形下维持到", "Kept until, median case"), .number),
    ]
    let lines = known.map { row -> [ReportTable.Cell] in
      [numberCell(row), ReportTable.Cell(shortTitle(row))]
        + [values.low[row], values.base[row], values.high[row], values.expected[row]].map {
          wording.amountCell($0)
        } + [wording.yearCell(Int(values.bestStopYear[row]))]
    }
    return ReportSection(
      "value-ranking",
      say("期望值最高的权利（\(wording.moneyUnit)）", "Rights of the highest expected value (\(wording.moneyUnit))"),
      [
        lines.isEmpty
          ? .paragraph(text(.noneFound))
          : .table(ReportTable("value-ranking-table", say("期望值", "Expected value"), columns, lines))
      ])
  }

  private func withoutValue(_ values: ValueColumns) -> ReportSection? {
    var counts = [Int](repeating: 0, count: values.reasons.count)
    for row in rows where values.reasonOfRow[row] >= 0 { counts[Int(values.reasonOfRow[row])] += 1 }
    let known = counts.indices.filter { counts[$0] > 0 }.sorted {
      (counts[$1], values.reasons[$0].en) < (counts[$0], values.reasons[$1].en)
    }
    guard !known.isEmpty else { return nil }
    return ReportSection(
      "value-none", say("没有维持价值的权利", "Rights without a renewal value"), count: counts.reduce(0, +),
      [
        .table(
          ReportTable(
            "value-none-table", say("原因", "Reasons"),
            [ReportTable.Column(say("原因", "Reason"), .long), ReportTable.Column(text(.count), .number)],
            known.map {
              [
                ReportTable.Cell(wording.text(values.reasons[$0])), wording.countCell(counts[$0]),
              ]
            }))
      ])
  }
}
