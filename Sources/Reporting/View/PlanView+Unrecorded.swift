import PortfolioCore
import PortfolioReview

/// Fees past their due day without a payment on record, which the plan takes as paid.
extension PlanView {
  /// What the plan takes for granted of a right, and what comes first if that is not so; nil where nothing is.
  func takenAsPaid(_ row: Int) -> String? { RecordWords.takenAsPaid(row, of: plan, in: run, wording) }

  /// How many of some candidates have such a fee; nil without any.
  func takenAsPaidSummary(_ candidates: [Int]) -> String? {
    let open = candidates.compactMap { run.fees.unrecordedFee($0) }
    guard let first = open.map(\.lastDay).min() else { return nil }
    return both(
      "其中 \(open.count) 项有一笔费用已过期限而没有缴费记录，方案视之为已缴：若未缴，须先补缴，否则最早 \(wording.day(first)) 之后就已失权，等不到表中的期限；见“须先办妥”",
      "Of \(open.count) of them a fee is past its due day with no payment on record, and the plan takes it as paid: if it is not, it must be paid first, or the first of these rights is lost after \(wording.day(first)), before the due day of the table; see “to be done first”"
    )
  }

  /// How many rights that the register called late are past their grace without a payment on record; nil without any.
  var pastGraceLine: String? {
    guard let past = head.pastGrace, let first = past.map(\.lastDay).min() else { return nil }
    return both(
      "\(past.count) 项权利登记曾标为滞纳，宽限期已满（最早 \(wording.day(first))）而没有缴费记录：可能已终止，先查登记簿；方案视之为已缴",
      "\(past.count) rights that the register called late are past their grace (the first since \(wording.day(first))) with no payment on record: they have probably lapsed, look in the register first. The plan takes them as paid"
    )
  }

  /// What must be done before a right is let go, what is taken as paid among it.
  func conditionsCell(_ row: Int) -> ReportTable.Cell {
    let parts = [conditions(row), takenAsPaid(row) ?? ""].filter { !$0.isEmpty }
    return ReportTable.Cell(parts.joined(separator: both("；", "; ")))
  }
}
