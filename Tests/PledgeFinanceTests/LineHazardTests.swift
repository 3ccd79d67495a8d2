import Testing
import Winnow

@testable import PledgeFinance

/// Where a policy names no rules of registration, what such rules ask about is told all the same.
@Suite struct LineHazardTests {
  private func packet(
    _ rights: [String], _ changed: [String: String] = [:], months: Int = 24
  ) throws -> PledgePacket {
    try PledgeFixture(changed).packet(
      PledgeFixture.request(rights, amount: 3_000_000, months: months), policy: "uk-growth-ip")
  }

  @Test func aPendingInvalidationIsARiskAndOpen() throws {
    let made = try packet(["A-3", "A-6"])
    let risk = try #require(made.risks.first { $0.risk == .invalidation })
    #expect(risk.right == "A-6" && !risk.isStopping && risk.text.en.contains("D-1"))
    let line = try PledgeFixture.line("A-6", made)
    #expect(line.isCounted && line.hazards?.map(\.kind) == [.invalidation])
    let open = try #require(made.withoutOpen)
    #expect(open.unsettled == ["A-6"] && open.needStatement.isEmpty && open.notEstablished.isEmpty)
    let other = try PledgeFixture.line("A-3", made)
    #expect(open.lending == other.lending(on: 0))
    #expect(made.hasFindings)
    // Nothing troubles the other one.
    #expect(try packet(["A-3"]).withoutOpen == nil)
    // Rules of registration look at it themselves.
    let ruled = try PledgeFixture().packet(PledgeFixture.request(["A-6"], amount: 1_000))
    #expect(try PledgeFixture.line("A-6", ruled).hazards == nil)
  }

  /// With the day, the amount and the last day; where no ledger is kept nobody knows.
  @Test func aLateAnnuityIsSettledFirst() throws {
    let unpaid = PledgeFixture.payments.replacing("A-3,8,2026-04-01,2000\n", with: "")
    let made = try packet(["A-1", "A-3"], ["payments": unpaid])
    let risk = try #require(made.risks.first { $0.risk == .annuity && $0.right == "A-3" })
    #expect(risk.isStopping, "\(risk)")
    #expect(risk.text.en.contains("due on 2026-04-15") && risk.text.en.contains("CNY to pay today"), "\(risk)")
    #expect(risk.text.en.contains("last day 2026-10-15"), "\(risk)")
    #expect(made.withoutOpen?.unsettled == ["A-3"])
    let silent = try packet(["A-3"], ["payments": ""])
    let open = try #require(silent.risks.first { $0.risk == .annuity && $0.right == "A-3" })
    #expect(!open.isStopping && open.text.en.contains("no payment is on record"), "\(open)")
    // A later look says that it got worse.
    let comparison = PacketComparison(try packet(["A-1", "A-3"]), now: made, gone: [])
    let told = comparison.changes.filter { $0.right == "A-3" && $0.title.en == "annuity" }
    #expect(told.map(\.weight) == [.worse], "\(comparison.changes)")
  }

  /// A-2 is of 2020-04-15: ten years end on 2030-04-15, before a loan of four years is paid back.
  @Test(arguments: [(45, false), (48, true)])
  func aTermThatEndsTooEarlyIsARisk(months: Int, isTold: Bool) throws {
    let made = try packet(["A-2"], months: months)
    let told = made.risks.filter { $0.right == "A-2" }
    #expect(told.contains { $0.text.en.contains("2030-04-15, before") } == isTold, "\(told)")
    #expect((made.withoutOpen?.unsettled == ["A-2"]) == isTold)
  }

  /// A later look keeps the day on which the debt falls due: whole months from its own day end on 2030-04-20, after the
  /// term of A-2.
  @Test func theDebtFallsDueOnItsDay() throws {
    let made = try packet(["A-2"], months: 45)
    let due = try #require(CalendarDay(iso: "2030-03-30"))
    #expect(made.tests.last == due)
    let day = try #require(CalendarDay(iso: "2026-07-20"))
    let years = [12, 24, 36].map { day.adding(months: $0) }
    #expect(CollateralAssembly.tests(start: day, months: 45, maturity: due) == [day] + years + [due])
    // A day that does not lie within the last month is not that of these months.
    for other in [day, day.adding(months: 60)] {
      let last = CollateralAssembly.tests(start: day, months: 45, maturity: other).last
      #expect(last == day.adding(months: 45))
    }
    let workspace = try PledgeFixture().workspace
    let comparison = try workspace.compare(made, policy: workspace.lenderPolicy("uk-growth-ip"), asOf: day)
    #expect(
      !comparison.changes.contains { $0.title.en == "term ends before the debt falls due" },
      "\(comparison.changes)")
  }
}
