import Foundation
import PortfolioCore
import Testing

@testable import Reporting

/// Lower bounds in charts, and figures at the edge of a picture.
@Suite struct ChartBoundTests {
  /// A sum that leaves fees out says so, in the picture as in the typed cells of the table behind it.
  @Test func lowerBoundsKeepTheirSign() {
    let measure = ChartMeasure(
      "Fees", unit: "10,000 CNY", decimals: 1,
      money: ChartMoney(.cny, minorPerUnit: 1_000_000, unit: "CNY"))
    let chart = Chart(
      "fees", .en, title: "Fees", reading: "Fees by year",
      .stack(
        StackChart(
          category: "Year", names: ["2026", "2027"], measure: measure,
          series: [
            ChartSeries("A", .grade(0), [12.5, 13], lowerBounds: [1]),
            ChartSeries("B", .grade(1), [1, 2]),
          ])))
    let rows = chart.table.rows
    #expect(rows[0].dropFirst().allSatisfy { !$0.text.contains("≥") })
    #expect(rows[1].map { $0.text.hasPrefix("≥") } == [false, true, false, true])
    #expect(rows[1][1].value == .atLeast(Money(minorUnits: 13_000_000, currency: .cny)))
    #expect(rows[1][2].value == .money(Money(minorUnits: 2_000_000, currency: .cny)))
    #expect(rows[1][3].value == .atLeast(Money(minorUnits: 15_000_000, currency: .cny)))
    let svg = ChartDrawing.svg(chart)
    #expect(svg.contains(">≥15.0</text>") && svg.contains(">13.5</text>"))
  }

  /// The figure of the only bar has room at the edge, in the fonts of Chinese and the larger letters of a printed slide.
  @Test func theFigureOfTheOnlyBarHasRoom() throws {
    let chart = Chart(
      "grades", .zh, title: "等级", reading: "横条",
      .bars(
        BarChart(
          category: "等级", measure: ChartMeasure("件数"), showsShare: true,
          bars: [BarChart.Bar("C", 5, .grade(2))])))
    let svg = ChartDrawing.svg(chart)
    let end = try #require(svg.range(of: "\" y=\"17\">5 · 100%"))
    let number = svg[..<end.lowerBound].split(separator: "\"").last.map { String($0) }
    let x = try #require(number.flatMap { Double($0) })
    #expect(x + 63 <= 480, "\(x)")
  }
}
