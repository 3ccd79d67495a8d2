import Foundation
import PortfolioCore
import PortfolioReview
import Pruning
import TestSupport
import Testing
import Winnow

/// Rights that a contract binds are kept to its end and no further.
@Suite struct TieEndTests {
  /// T is bound; U is like it and free. Annuities fall due on 15 June.
  private static func portfolio(_ tie: String, _ row: String) throws -> PlanningPortfolio {
    let heads = [
      "licences": "licence,right,direction,type,from_day,to_day,keep_in_force\n",
      "pledges": "pledge,right,pledgee,from_day,to_day\n",
      "disputes": "dispute,right,type,from_day,to_day\n",
    ]
    return try PlanningPortfolio([
      "rights":
        "right,kind,office,title,filing_day,grant_day,status,status_observed_on,claims,independent_claims,ipc,owners\n"
        + ["T", "U"].map {
          "\($0),invention,CN,\($0),2018-06-15,2020-06-15,in-force,2026-06-30,10,2,B61F5/30,Acme\n"
        }.joined(),
      "citations": PlanningPortfolio.citations(0, seed: 1)
        + "T,2026-06-30,9,0,5,1,1\nU,2026-06-30,9,0,5,1,1\n",
      tie: (heads[tie] ?? "") + row,
    ])
  }

  private struct Tie: CustomTestStringConvertible, Sendable {
    var table: String
    var row: String
    /// The last year that must be paid.
    var through: Int?
    var reason: String
    var testDescription: String { row }
  }

  private static let ties = [
    // The fee of 2028 falls due after the end: until then the right lives by the fee of 2027.
    Tie(
      table: "licences", row: "L,T,out,ordinary,2024-01-01,2028-03-31,yes\n", through: 2027,
      reason: "A licence obliges the owner to keep it in force (to 2028-03-31)"),
    // On the very day the fee is due.
    Tie(
      table: "licences", row: "L,T,out,ordinary,2024-01-01,2028-06-15,yes\n", through: 2028,
      reason: "A licence obliges the owner to keep it in force (to 2028-06-15)"),
    Tie(
      table: "licences", row: "L,T,out,ordinary,2024-01-01,,yes\n", through: nil,
      reason: "A licence obliges the owner to keep it in force"),
    Tie(
      table: "licences",
      row: "L,T,out,ordinary,2024-01-01,2027-03-31,yes\nM,T,out,ordinary,2024-01-01,2028-12-31,yes\n",
      through: 2028,
      reason: "A licence obliges the owner to keep it in force (to 2028-12-31)"),
    Tie(
      table: "pledges", row: "P,T,Bank,2025-01-01,2028-05-06\n", through: 2027,
      reason: "Pledged (to 2028-05-06)"),
    Tie(
      table: "disputes", row: "D,T,infringement,2025-01-01,2028-12-31\n", through: 2028,
      reason: "In dispute or under a preservation order (to 2028-12-31)"),
    Tie(
      table: "disputes", row: "D,T,infringement,2025-01-01,\n", through: nil,
      reason: "In dispute or under a preservation order"),
  ]

  @Test(arguments: ties)
  private func aTieKeepsToItsEnd(tie: Tie) throws {
    let portfolio = try Self.portfolio(tie.table, tie.row)
    let row = portfolio.run.row("T")
    // One year at a time there is no money: only where the tie is over is there a plan.
    for year in 2027...2029 {
      let plan = try portfolio.plan(
        "annual-budget", budgets: (2027...2029).map { ($0, $0 == year ? "0" : "99999") })
      let isBound = tie.through.map { year <= $0 } ?? true
      #expect((plan.head.status == .infeasible) == isBound, "\(year)")
      if !isBound {
        #expect(plan.actions[row] == .letLapse)
        // It may go as soon as the tie is over, and no sooner.
        let through = Int(plan.keepThrough[row])
        #expect(through >= tie.through ?? .max && through < year)
        #expect(plan.lapseDay(row)?.iso == "\(through + 1)-06-15")
      }
    }
    let plan = try portfolio.plan("annual-budget", budgets: [(2027, "99999")])
    #expect(plan.actions[row] == .mustKeep)
    #expect(plan.reason(row)?.en == tie.reason)
    #expect(plan.reason(portfolio.run.row("U")) == nil)
  }

  /// What is over before the plan begins asks for nothing, and is no reason.
  @Test func aTieThatIsOverBeforeThePlanAsksForNothing() throws {
    let portfolio = try Self.portfolio("pledges", "P,T,Bank,2025-01-01,2027-05-06\n")
    let plan = try portfolio.plan("annual-budget", budgets: [(2027, "0")])
    #expect(plan.head.status == .optimal)
    #expect(plan.actions[portfolio.run.row("T")] == .letLapse)
    #expect(plan.reason(portfolio.run.row("T")) == nil)
  }

  /// The list is no reason to let go after it has ended.
  @Test func theReasonToLetGoIsNotTheTie() throws {
    let portfolio = try Self.portfolio("pledges", "P,T,Bank,2025-01-01,2028-05-06\n")
    let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, "99999"), (2028, "0")])
    let plan = maker.plan()
    let row = portfolio.run.row("T")
    #expect(plan.actions[row] == .letLapse)
    let run = portfolio.workspace.preview(plan, of: maker)
    let view = try #require(PlanView(run: run, options: ReportOptions(language: .en)))
    let sentences = view.sentences(of: row)
    #expect(sentences.contains("Must be kept until then: Pledged (to 2028-05-06)"))
    #expect(sentences.contains { $0.hasPrefix("Why: ") && !$0.contains("Pledged") })
  }
}
