import Testing
import Winnow

/// A right whose annuity is late owes it with the surcharge of the as-of day.
@Suite struct LateFeeTests {
  struct Example: CustomTestStringConvertible, Sendable {
    var name: String
    var kind = "utility-model"
    var office = "CN"
    var filed: String
    var granted: String
    var status = "annuity-late"
    var asOf: String
    var nextDay: String
    /// Yuan.
    var nextAmount: Double
    /// Fen of the first years, from the as-of day's on.
    var years: [Int64]
    var testDescription: String { name }
  }

  /// A utility model filed on 2019-04-15 as of a day: the eighth annuity of CNY 1,200 was due on 2026-04-15, those of
  /// 2027 and 2028 are CNY 2,000 each.
  private static func model(
    _ name: String, asOf: String, status: String = "annuity-late", owed: Int64
  ) -> Example {
    Example(
      name: name, filed: "2019-04-15", granted: "2019-12-20", status: status, asOf: asOf,
      nextDay: owed > 0 ? "2026-04-15" : "2027-04-15", nextAmount: owed > 0 ? Double(owed) / 100 : 2_000,
      years: [owed, 200_000, 200_000, 0])
  }

  private static let examples: [Example] = [
    model("on the due day: payable, not late", asOf: "2026-04-15", owed: 120_000),
    model("first month: no surcharge", asOf: "2026-04-16", owed: 120_000),
    model("last day of the first month", asOf: "2026-05-15", owed: 120_000),
    model("second month: 5 %", asOf: "2026-05-16", owed: 126_000),
    model("third month: 10 %", asOf: "2026-06-30", owed: 132_000),
    model("last day of the third month", asOf: "2026-07-15", owed: 132_000),
    model("fourth month: 15 %", asOf: "2026-07-16", owed: 138_000),
    model("fifth month: 20 %", asOf: "2026-08-16", owed: 144_000),
    model("last day of grace: 25 %", asOf: "2026-10-15", owed: 150_000),
    model("after grace nothing can be paid", asOf: "2026-10-16", owed: 0),
    model("in force: nothing is late", asOf: "2026-06-30", status: "in-force", owed: 0),
    // Due in 2026, still owed in 2027: it counts in the first forecast year beside that year's own.
    Example(
      name: "over the turn of the year", filed: "2019-09-15", granted: "2020-03-10", asOf: "2027-01-10",
      nextDay: "2026-09-15", nextAmount: 1_380, years: [338_000, 200_000, 0]),
    // USD 2,150 + 540 at 7.187359.
    Example(
      name: "a surcharge of the tariff, in another currency", kind: "invention", office: "US",
      filed: "2020-02-10",
      granted: "2022-10-11", asOf: "2026-06-30", nextDay: "2026-04-11", nextAmount: 19_334,
      years: [1_933_400, 0, 0, 0]),
  ]

  @Test(arguments: examples)
  private func theOwedFeeIsTheNextAndInTheFirstYear(example: Example) throws {
    let asOf = try #require(CalendarDay(iso: example.asOf))
    let folder = NativeFolder(tables: [
      "rights": """
      right,kind,office,title,filing_day,grant_day,status
      L-1,\(example.kind),\(example.office),Bogie,\(example.filed),\(example.granted),\(example.status)

      """
    ])
    let (run, report) = try folder.review(asOf: asOf)
    #expect(report.problems.isEmpty, "\(report.problems)")
    let found = run.row(named: "L-1")
    let row = try #require(found)
    #expect(run.table[.nextFeeDay]?.day(row)?.iso == example.nextDay)
    #expect(run.table[.nextFeeAmount]?.number(row) == example.nextAmount)
    let years = example.years.indices.map { run.fees.amount(row: row, year: asOf.year + $0) }
    #expect(years == example.years)
  }
}
