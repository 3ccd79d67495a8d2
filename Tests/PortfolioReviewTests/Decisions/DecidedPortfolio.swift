import PortfolioCore
import PortfolioReview
import PortfolioStore
import TestSupport
import Winnow

/// Utility models filed on one day, so that every annuity falls due on 15 April: the next one is that of 2027.
final class DecidedPortfolio {
  let portfolio: Portfolio
  let run: ReviewRun
  var workspace: Workspace { portfolio.workspace }

  static let day = Portfolio.day("2026-07-01")

  static func rights(_ status: [String: String] = [:], seen: String = "2026-06-30") -> String {
    var text = "right,kind,office,title,filing_day,grant_day,end_day,status,status_observed_on,unit,owners\n"
    for index in 1...6 {
      let state = status["P\(index)"] ?? (index == 3 ? "lapsed,2024-04-15" : "in-force,")
      let parts = state.split(separator: ",", omittingEmptySubsequences: false)
      text +=
        "P\(index),utility-model,CN,Right \(index),2019-04-15,2019-12-20,\(parts[1]),\(parts[0]),\(seen),U1,Acme\n"
    }
    return text
  }

  init() throws {
    portfolio = try Portfolio()
    var payments = "right,fee_year,paid_day,amount\n"
    for right in [1, 2, 4, 5, 6] { payments += "P\(right),8,2026-04-01,1200\n" }
    // The fee of 2027 is paid ahead.
    payments += "P2,9,2026-06-01,2000\n"
    try portfolio.take(
      [
        "units": "unit,parent,name\nU1,,Unit one\n", "rights": DecidedPortfolio.rights(),
        "payments": payments, "parties": "party,kind\nBank,bank\n",
        "pledges": "pledge,right,pledgee,from_day\nK1,P5,Bank,2025-01-01\n",
      ], on: "2026-06-30")
    run = try portfolio.review("2026-06-30")
  }

  func request(
    _ number: String, _ action: DisposalAction, abroad: Bool? = nil, by: String = "Li",
    day: CalendarDay = DecidedPortfolio.day, effective: CalendarDay? = nil, code: String? = nil,
    reason: String = "why", line: Int? = nil
  ) -> DecisionRequest {
    DecisionRequest(
      place: line.map { Place(file: "list.csv", line: $0) }, row: run.row(number), action: action,
      abroad: abroad, decidedBy: by, role: "IP", day: day, effective: effective, reasonCode: code,
      reason: reason)
  }

  func drafts(
    _ requests: [DecisionRequest], on run: ReviewRun? = nil, cycle: CycleRecord? = nil, because: String? = nil
  ) throws -> DecisionDrafts {
    try workspace.drafts(
      requests, on: run ?? self.run, day: DecidedPortfolio.day, cycle: cycle, because: because)
  }

  /// Decides and signs.
  func decide(
    _ number: String, _ action: DisposalAction, effective: CalendarDay? = nil, on run: ReviewRun? = nil
  ) throws {
    let drafts = try drafts([request(number, action, effective: effective)], on: run, because: "known")
    let signature = JournalSignature(actor: "Li", role: "IP", day: DecidedPortfolio.day)
    for entry in try workspace.record(drafts, by: signature) where drafts.decisions[0].signatures > 1 {
      try workspace.store.record(
        [
          .approval(
            DecisionApproval(
              decision: entry.sequence, approvedBy: "Zhao", role: "legal", day: DecidedPortfolio.day))
        ], by: JournalSignature(actor: "Zhao", day: DecidedPortfolio.day))
    }
  }
}
