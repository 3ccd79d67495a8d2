import PortfolioCore
import Renewals
import TestSupport
import Testing

/// No example of the facts is left without a case; the change of 2018 as the office's notice describes it.
@Suite struct ExampleAccountTests {
  /// Every row of the worked examples stands, by its name, in a test or among the cases beside the models: the
  /// trusted ones as oracles, the rejected one as what must not come out.
  @Test func everyRowOfTheExamplesHasACase() throws {
    guard let text = Fixtures.sharedFile("fees/worked_examples.csv") else { return }
    let rows = Fixtures.rows(text)
    #expect(rows.count >= 38)
    let tests = Repository.files(below: "Tests/RenewalsTests", suffix: ".swift").filter {
      !$0.hasSuffix("ExampleAccountTests.swift")
    }
    let cases = Repository.files(below: "Models/Fees", suffix: ".cases.yaml")
    var written = (tests + cases).compactMap { Repository.text($0) }.joined(separator: "\n")
    written += ExampleAccountTests.here.joined(separator: "\n")
    for row in rows {
      let id = try #require(row["id"])
      #expect(written.contains(id), "\(id): \(row["input"] ?? "")")
    }
  }

  /// The examples that this file works.
  private static let here = ["CN-06", "CN-07", "CN-08", "US-04"]

  struct Transition: Sendable, CustomTestStringConvertible {
    var id: String
    var filing: String
    var grant: String
    /// Yuan by fee year, from the first due in 2017 on.
    var amounts: [Int: Int64]
    var testDescription: String { id }
  }

  /// All three were granted in year 3. On 2018-07-31 the first was in its fourth year from grant: reduced to the
  /// tenth, year 12. The second was in its eighth: nothing for year 10, then reduced again for years 11 and 12. The
  /// third was in its eleventh: never again.
  @Test(arguments: [
    Transition(
      id: "CN-06", filing: "2013-05-05", grant: "2015-05-10",
      amounts: [5: 180, 6: 180, 7: 300, 8: 300, 9: 300, 10: 600, 11: 600, 12: 600, 13: 6000]),
    Transition(
      id: "CN-07", filing: "2009-03-02", grant: "2011-09-07",
      amounts: [9: 2000, 10: 4000, 11: 600, 12: 600, 13: 6000]),
    Transition(
      id: "CN-08", filing: "2006-03-02", grant: "2008-09-03",
      amounts: [12: 4000, 13: 6000, 14: 6000, 15: 6000, 16: 8000]),
  ])
  func theChangeOf2018(transition: Transition) throws {
    let subject = RenewalSubject(
      office: "CN", kind: .invention, filingDay: day(transition.filing), grantDay: day(transition.grant),
      reductions: ["single-applicant"])
    let items = try Fixtures.calendar().items(
      for: subject, from: day("2017-01-01"), through: day("2033-12-31"), asOf: day("2026-01-01")
    ).get()
    for (year, yuan) in transition.amounts {
      let item = try #require(items.first { $0.feeYear == year }, "year \(year)")
      #expect(item.amount == Money(major: yuan, currency: .cny), "year \(year)")
    }
  }

  /// US-04 by 37 CFR 1.362: 42, 90 and 138 months from the day of grant.
  @Test func americanDueDays() throws {
    let subject = RenewalSubject(office: "US", kind: .invention, grantDay: day("2017-06-20"))
    let items = try Fixtures.calendar().items(
      for: subject, from: day("2017-06-20"), through: day("2037-06-20"), asOf: day("2026-01-01")
    ).get()
    #expect(items.map(\.due.iso) == ["2020-12-20", "2024-12-20", "2028-12-20"])
  }

  /// A reduction holds only for the fees due in its span, and the rest of the schedule's limits with it.
  @Test func aReductionForASpanOfDueDays() throws {
    var subject = RenewalSubject(
      office: "CN", kind: .invention, filingDay: day("2020-05-05"), grantDay: day("2022-05-10"))
    subject.reductions = [
      RecordedReduction(name: "single-applicant", from: day("2026-05-05"), to: day("2028-05-05"))
    ]
    let items = try Fixtures.calendar().items(
      for: subject, from: day("2025-01-01"), through: day("2029-12-31"), asOf: day("2025-01-01")
    ).get()
    // The first day of the span counts, its last does not.
    #expect(items.map { $0.amount?.minorUnits } == [120_000, 30_000, 30_000, 200_000, 400_000])
  }
}
