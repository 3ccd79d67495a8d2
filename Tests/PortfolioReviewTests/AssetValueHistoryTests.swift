import Foundation
import TestSupport
import Testing
import Winnow

/// A valuation as of a day does not move when something is learnt later, or it says why it moves.
@Suite struct AssetValueHistoryTests {
  private static let later = CalendarDay(year: 2027, month: 1, day: 15) ?? CalendarDay(number: 0)

  private struct Values: Equatable {
    let right: ValueRange?
    let product: ValueRange?
  }

  private func values(_ given: ValueCase, _ run: ReviewRun) throws -> (Values, [ProblemCode]) {
    let valuer = try given.workspace.valuer(of: run, draws: 400)
    let row = try #require(run.row(named: "V-1"))
    return (
      Values(
        right: valuer.value(row: row).value,
        product: try given.workspace.value(ofProduct: "PR1", by: valuer).value), valuer.problems.map(\.code)
    )
  }

  /// What is imported later, and whether it counts on the earlier day.
  struct Late: Sendable {
    let name: String
    let tables: [String: String]
    /// Whether it is a row that was not there at all before: then it is named among what is left out.
    var isNew = false
  }

  private static let corrections = [
    Late(
      name: "a corrected forecast without a day",
      tables: ["revenues": "product,year,amount,kind\nPR1,2027,99000000,forecast\n"]),
    Late(
      name: "a corrected forecast of the same day",
      tables: ["revenues": "product,year,amount,kind,recorded_on\nPR1,2027,99000000,forecast,2026-03-31\n"]),
    Late(
      name: "a corrected forecast of a later day",
      tables: ["revenues": "product,year,amount,kind,recorded_on\nPR1,2027,99000000,forecast,2026-12-31\n"]),
    Late(
      name: "a corrected figure",
      tables: ["product_figures": "product,year,item,amount\nPR1,2024,development-cost,5\n"]),
    Late(
      name: "a corrected attribution", tables: ["attributions": "product,right,share_percent\nPR1,V-1,5\n"]),
    Late(
      name: "a corrected deal",
      tables: ["comparables": "deal,product,year,royalty_percent,source\nA,PR1,2024,19,own\n"]),
    Late(
      name: "a new deal",
      tables: ["comparables": "deal,product,year,royalty_percent,source\nB,PR1,2024,19,own\n"], isNew: true),
  ]

  @Test(arguments: corrections.indices)
  func whatIsSeenLaterDoesNotCount(index: Int) throws {
    let late = AssetValueHistoryTests.corrections[index]
    let given = try ValueCase([
      "product_figures": "product,year,item,amount\nPR1,2024,development-cost,1000000\n",
      "attributions": "product,right,share_percent\nPR1,V-1,60\nPR1,V-2,40\n",
      "comparables": "deal,product,year,royalty_percent,source\nA,PR1,2024,2,own\n",
    ])
    let (before, quiet) = try values(given, given.run)
    #expect(quiet.isEmpty)
    try ValueCase.add(late.tables, to: given.workspace, observedOn: AssetValueHistoryTests.later)
    // The run that was there, valued again: the same figures, and a word that there was an import since.
    let (again, told) = try values(given, given.run)
    #expect(again == before, "\(late.name)")
    let left: [ProblemCode] = late.isNew ? [.leftOutAsLater] : []
    #expect(told == [.importedAfterRun] + left, "\(late.name)")
    // A new review as of the same day.
    let anew = try given.workspace.preview(asOf: ValueCase.asOf)
    let (fresh, none) = try values(given, anew)
    #expect(fresh == before, "\(late.name)")
    #expect(none == left, "\(late.name)")
    // On the later day the correction counts.
    let after = try given.workspace.preview(asOf: AssetValueHistoryTests.later)
    #expect(try given.workspace.valuer(of: after, draws: 100).ledger.figures.isEmpty == false)
    let ledgers = try [given.run, after].map { try given.workspace.valuer(of: $0, draws: 100).ledger }
    let isSeen =
      ledgers[0].figures.map(\.amount) != ledgers[1].figures.map(\.amount)
      || ledgers[0].attributions != ledgers[1].attributions || ledgers[0].deals != ledgers[1].deals
    #expect(isSeen, "\(late.name)")
  }

  /// A figure that names an early day of its own counts on that day, and the valuation says that its file came later.
  @Test func figuresWithAnEarlyDayCountAndAreNamed() throws {
    let given = try ValueCase()
    let (before, _) = try values(given, given.run)
    try ValueCase.add(
      ["revenues": "product,year,amount,kind,recorded_on\nPR1,2028,50000000,forecast,2026-03-31\n"],
      to: given.workspace, observedOn: AssetValueHistoryTests.later)
    let anew = try given.workspace.preview(asOf: ValueCase.asOf)
    let (after, told) = try values(given, anew)
    #expect(after != before)
    #expect(told == [.observedAfterDay])
  }

  /// An older export that arrives late does not take the place of a newer figure.
  @Test func theNewestFigureStandsWhateverTheOrderOfImports() throws {
    let given = try ValueCase(["revenues": "product,year,amount,kind\nPR1,2026,9000000,forecast\n"])
    let (before, _) = try values(given, given.run)
    let earlier = try #require(CalendarDay(iso: "2026-01-31"))
    try ValueCase.add(
      ["revenues": "product,year,amount,kind\nPR1,2026,1000000,forecast\n"], to: given.workspace,
      observedOn: earlier)
    let (after, _) = try values(given, given.workspace.preview(asOf: ValueCase.asOf))
    #expect(after == before)
    // The older one stands on the days between.
    let between = try #require(CalendarDay(iso: "2026-03-01"))
    let run = try given.workspace.preview(asOf: between)
    let figures = try given.workspace.valuer(of: run, draws: 100).ledger.figures
    #expect(figures.map(\.amount.minorUnits) == [100_000_000])
  }

  /// Facts made from revenue follow the same versions.
  @Test func factsOfAnEarlierDayKeepTheirRevenue() throws {
    let given = try ValueCase()
    try ValueCase.add(
      ["revenues": "product,year,amount,kind,recorded_on\nPR1,2025,1,actual,2026-12-01\n"],
      to: given.workspace,
      observedOn: AssetValueHistoryTests.later)
    #expect(try given.workspace.preview(asOf: ValueCase.asOf).snapshotHash == given.run.snapshotHash)
  }
}
