import Foundation
import PortfolioCore
import PortfolioReview
import Testing
import Winnow

/// A late fee that is the last of its right, and what is past its due day without a payment on record.
@Suite struct LastFeeTests {
  /// `L1` is a utility model filed on 2017-03-02: on 2026-06-30 its tenth annuity of CNY 2,000 is late with a surcharge
  /// of 15 %, and its term ends on 2027-03-02. `E1` ends on 2027-08-15, its last fee falls due before the plan.
  private static func portfolio() throws -> PlanningPortfolio {
    try PlanningPortfolio(
      [
        "rights": PlanningPortfolio.rights(6, seed: 3)
          + "L1,utility-model,CN,Late,2017-03-02,2017-10-20,annuity-late,2026-06-30,10,1,B61F5/30,,Acme\n"
          + "E1,utility-model,CN,Ending,2017-08-15,2018-02-20,in-force,2026-06-30,10,1,B61F5/30,,Acme\n",
        "citations": PlanningPortfolio.citations(6, seed: 3)
          + "L1,2026-06-30,5,0,4,1,1\nE1,2026-06-30,5,0,4,1,1\n",
      ], asOf: "2026-06-30")
  }

  /// It is weighed against the months to the end of the term, uses no budget, and the parts of the sum are there.
  @Test func theLastFeeOfATermIsWeighed() throws {
    let portfolio = try Self.portfolio()
    let row = portfolio.run.row("L1")
    let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, "999999")])
    let plan = maker.plan()
    let late = try #require(plan.lateFee(row))
    #expect(late.amount == 230_000 && late.surcharge == 30_000 && late.payment == .beforePlan)
    #expect(plan.isLastFee(late))
    let bought = try #require(late.bought)
    #expect(bought.until == Portfolio.day("2027-03-02"))
    #expect(bought.days == Portfolio.day("2027-03-02") - Portfolio.day("2026-06-30"))
    #expect(bought.worthAYear > 0)
    let margin = Int64((Double(bought.worthAYear) * Double(bought.days) / 365.25 - 2_300).rounded())
    #expect(plan.margin(row) == margin && plan.marginNet[row] == margin)
    let expected: PlanAction = margin >= 0 ? .keep : .letLapse
    #expect(plan.actions[row] == expected)
    #expect(plan.alternative(row) == .lateFeeUnpaid)
    let sums = plan.lateFeesBeforePlan
    #expect(sums.paid == (margin >= 0 ? 230_000 : 0) && sums.spared == (margin >= 0 ? 0 : 230_000))
    // The plan's value is the sum of what the kept years add, this right's among them.
    var value: Int64 = 0
    for right in plan.actions.indices where plan.actions[right].isDecided {
      for year in plan.head.firstYear..<plan.head.firstYear + plan.head.yearCount
      where year <= Int(plan.keepThrough[right]) { value += plan.net(right, year) }
    }
    #expect(value == plan.head.value)
    #expect(PlanLedger(plan).years[0].spend == plan.head.uses[0])
    let run = portfolio.workspace.preview(plan, of: maker)
    let view = try #require(PlanView(run: run, options: ReportOptions(language: .en)))
    let said = view.sentences(of: row).joined(separator: "\n")
    #expect(said.contains("until its term ends on 2027-03-02") && !said.contains("nothing due"), "\(said)")
    #expect(said.contains("\(bought.days) ÷ 365.25"), "\(said)")
    let json = view.json()
    #expect(json.contains("\"marginAgainst\": \"late-fee-unpaid\""))
    #expect(json.contains("\"isLast\": true") && json.contains("\"days\": \(bought.days)"))
  }

  @Test func listsDecideOnTheLastFeeToo() throws {
    let portfolio = try Self.portfolio()
    let row = portfolio.run.row("L1")
    for (list, action) in [("drop", PlanAction.listedToLapse), ("keep", PlanAction.mustKeep)] {
      let scenario = try portfolio.scenario(
        "extends: spend-the-budget\n\(list): [{id: x, title: {zh: 甲, en: a}, numbers: [L1]}]\n", name: list)
      let plan = try portfolio.plan(scenario, budgets: [(2027, "999999")])
      #expect(plan.actions[row] == action)
      #expect((plan.lateFeeLetGo(row) != nil) == (action == .listedToLapse))
      if action == .listedToLapse { #expect(plan.lapseDay(row) == Portfolio.day("2026-03-02")) }
    }
  }

  /// Points say nothing of money: then it is not weighed, and never called "nothing due".
  @Test(arguments: Language.allCases)
  func whatIsNotWeighedSaysSo(language: Language) throws {
    let portfolio = try Self.portfolio()
    let row = portfolio.run.row("L1")
    let scenario = try portfolio.scenario("extends: spend-the-budget\nobjective: {form: grade-points}\n")
    let maker = try portfolio.maker(scenario, budgets: [(2027, "999999")])
    let plan = maker.plan()
    #expect(plan.actions[row] == .nothingDue)
    let run = portfolio.workspace.preview(plan, of: maker)
    let view = try #require(PlanView(run: run, options: ReportOptions(language: language)))
    let word = language == .zh ? "逾期费用待决定" : "late fee to decide"
    #expect(view.word(of: row) == word)
    let said = view.sentences(of: row).joined(separator: "\n")
    #expect(said.contains(word) && said.contains(language == .zh ? "未作取舍" : "not weighed"), "\(said)")
    let csv = String(
      decoding: ReportData.csv(run: run, options: ReportOptions(language: language)), as: UTF8.self)
    #expect(csv.contains(word))
  }

  /// Nothing is kept beyond the end of its term.
  @Test func whatHasNothingDueEndsWithItsTerm() throws {
    let portfolio = try Self.portfolio()
    let row = portfolio.run.row("E1")
    let plan = try portfolio.plan("spend-the-budget", budgets: [(2027, "999999")])
    try #require(plan.actions[row] == .nothingDue)
    #expect((2026...2027).contains(plan.keepThrough[row]))
  }

  // MARK: No payment on record

  /// The rights in grace by the due list are those that the register calls late and those without a payment on record;
  /// every page says so.
  @Test(arguments: Language.allCases)
  func whatIsPastDueWithoutAPaymentIsTold(language: Language) throws {
    let rights =
      "right,kind,office,title,filing_day,grant_day,status,status_observed_on,claims,independent_claims,ipc,owners\n"
      + [
        "L1,annuity-late,2019-04-15", "U1,in-force,2019-04-20", "P1,in-force,2019-04-25",
        "N1,in-force,2019-11-25",
      ].map { line -> String in
        let parts = line.split(separator: ",")
        return
          "\(parts[0]),utility-model,CN,T,\(parts[2]),2019-12-20,\(parts[1]),2026-06-30,10,1,B61F5/30,Acme\n"
      }.joined()
    let citations =
      "right,observed_on,forward,forward_self,backward,non_patent,family_size\n"
      + ["L1", "U1", "P1", "N1"].map { "\($0),2026-06-30,5,0,4,1,1\n" }.joined()
    let portfolio = try PlanningPortfolio(
      [
        "rights": rights, "citations": citations,
        "payments": "right,fee_year,paid_day,amount\nP1,8,2026-04-01,1200.00\n",
      ], asOf: "2026-06-30")
    let run = portfolio.run
    let row = run.row("U1")
    let open = try #require(run.fees.unrecorded)
    #expect(open.map(\.row) == [row])
    let fee = try #require(run.fees.unrecordedFee(row))
    #expect(fee.due == Portfolio.day("2026-04-20") && fee.lastDay == Portfolio.day("2026-10-20"))
    // CNY 1,200 and 10 % in the third month.
    #expect(fee.minorUnits == 132_000 && fee.hasLedger)
    #expect(run.fees.unrecordedFee(run.row("P1")) == nil && run.fees.unrecordedFee(run.row("L1")) == nil)
    let outlook = try portfolio.workspace.feeOutlook(asOf: Portfolio.day("2026-06-30"))
    let grace = Set(outlook.dueList(within: 60).entries.filter(\.isInGrace).map(\.right))
    #expect(grace == Set([row, run.row("L1")]))
    let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, "999999")])
    let planned = portfolio.workspace.preview(maker.plan(), of: maker)
    let options = ReportOptions(language: language)
    let says = language == .zh ? "期限已过而无缴费记录" : "Past due, no payment on record"
    let page = HTMLReport.render(run: planned, options: options)
    #expect(page.contains(says) && page.contains("1,320") && page.contains("id=\"due-unrecorded-table\""))
    var sheet = options
    sheet.page = .right(row)
    let alone = HTMLReport.render(run: planned, options: sheet)
    #expect(alone.contains(language == .zh ? "台账中未见这笔缴费" : "the ledger holds none"))
    let view = try #require(PlanView(run: planned, options: options))
    #expect(view.json().contains(language == .zh ? "方案视之为已缴" : "The plan takes them as paid"))
  }

  /// Without any payment on record nobody can say that one is missing.
  @Test func withoutALedgerNothingIsMissing() throws {
    let portfolio = try Self.portfolio()
    #expect(portfolio.run.fees.unrecorded?.isEmpty == true)
  }
}
