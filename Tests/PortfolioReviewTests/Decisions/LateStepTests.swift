import PortfolioCore
import PortfolioReview
import Reporting
import Testing
import Winnow

/// What a review calls for of rights that the register calls late or restorable.
@Suite struct LateStepTests {
  /// By the register all four are late. P1 is in grace; P2 has been paid; the grace of P3 ended on 15 May 2026; of P4
  /// nobody knows the fees, so that the register's word stands. P5 lapsed two years ago.
  @Test(arguments: [
    (
      Language.en, "Rights with a late annuity: 2. Decide",
      "Lapsed rights that the register calls restorable: 1. First see whether the time to ask is still open."
    ),
    (Language.zh, "2 项权利处于滞纳期", "1 项权利登记为已终止但可恢复：先查请求恢复的期限是否已过。"),
  ])
  func onlyAFeeThatCanStillBePaidIsToBeDecidedOn(
    language: Language, late: String, restorable: String
  ) throws {
    let portfolio = try Portfolio()
    try portfolio.take(
      [
        "rights": """
        right,kind,office,title,filing_day,grant_day,end_day,status,status_observed_on,owners
        P1,utility-model,CN,Valve,2019-04-15,2019-12-20,,annuity-late,2026-06-30,Acme
        P2,utility-model,CN,Clamp,2019-04-15,2019-12-20,,annuity-late,2026-06-18,Acme
        P3,utility-model,CN,Hinge,2018-11-15,2019-06-20,,annuity-late,2026-05-01,Acme
        P4,invention,ZZ,Motor,2018-11-15,2020-06-20,,annuity-late,2026-06-30,Acme
        P5,utility-model,CN,Brake,2018-04-15,2018-12-20,2024-04-15,lapsed-restorable,2026-06-30,Acme

        """,
        "payments": "right,fee_year,paid_day,amount\nP2,8,2026-06-10,1200\n",
      ], on: "2026-06-30")
    let run = try portfolio.review("2026-06-30")
    let options = portfolio.workspace.reportOptions(language: language)
    let steps = SummaryView(run: run, options: options).nextSteps
    #expect(steps.contains { $0.hasPrefix(late) }, "\(steps)")
    #expect(steps.contains(restorable), "\(steps)")
  }
}
