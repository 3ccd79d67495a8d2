import PolicyModels
import PortfolioCore
import PortfolioReview

/// What stays because the budget is there although it is worth less than its fees.
extension PlanView {
  /// What it would save to let these go as well, in the years with rules.
  private var belowFeesSaving: Int64 { belowFees.reduce(0) { $0 + feesOfRules($1.row) } }

  /// How many there are and what they cost, as a sentence; nil without any.
  var belowFeesSummary: String? {
    guard !belowFees.isEmpty else { return nil }
    return both(
      "另有 \(belowFees.count) 项虽在预算之内保留，但价值低于年费（\(ruledSpan) 年年费共 \(money(belowFeesSaving))）：不是预算迫使的，请另行讨论（情景 annual-budget 会连它们一起列为候选）",
      "\(belowFees.count) more are kept under the budget although they are worth less than their fees (fees of \(ruledSpan): \(money(belowFeesSaving))): no budget forces them out, so discuss them apart (the scenario annual-budget makes them candidates as well)"
    )
  }

  /// The group as a section; nil without any.
  var belowFeesSection: ReportSection? {
    guard !belowFees.isEmpty else { return nil }
    let title = both("预算之内保留、但价值低于年费（请讨论）", "Kept under the budget, but worth less than the fees: to discuss")
    let shown = belowFees.prefix(listed)
    let grounds = belowFees.allSatisfy { plan.ground($0.row) == .renewal }
    var blocks: [ReportBlock] = [
      .paragraph(
        both(
          "预算容得下，所以方案保留它们；按价值算，它们抵不过自己的年费。全部放弃可再少缴 \(money(belowFeesSaving))（\(ruledSpan) 年）。"
            + (grounds ? "它们的价值都来自维持价值模型，只是粗略的估计：有收入、许可或专家意见的，以那些为准。" : "")
            + "差额最大的在前",
          "The budget has room for them, so the plan keeps them; by their worth they do not bear their own fees. Letting all of them go would save another \(money(belowFeesSaving)) (\(ruledSpan)). "
            + (grounds
              ? "The worth of all of them comes from the renewal model, a rough estimate: revenue, licences or experts know better. "
              : "") + "The greatest shortfall comes first"))
    ]
    blocks.append(
      .table(
        ReportTable(
          "plan-below-fees-table", title,
          columns + [
            ReportTable.Column(
              both("\(ruledSpan) 年费（\(wording.moneyUnit)）", "fees \(ruledSpan), \(wording.moneyUnit)"),
              .number),
            ReportTable.Column(
              both("\(ruledSpan) 价值（\(wording.moneyUnit)）", "worth \(ruledSpan), \(wording.moneyUnit)"),
              .number),
            ReportTable.Column(
              both("价值低于年费（现值，\(wording.moneyUnit)）", "below fees, present value, \(wording.moneyUnit)"),
              .number),
            ReportTable.Column(both("价值依据", "worth rests on")),
          ],
          shown.map { entry in
            cells(entry.row) + [
              moneyCell(feesOfRules(entry.row)), valueCell(worthOfRules(entry.row)),
              valueCell(entry.shortfall), ReportTable.Cell(ground(entry.row)),
            ]
          })))
    if shown.count < belowFees.count { blocks.append(cutShort(shown.count, of: belowFees.count)) }
    return ReportSection("plan-below-fees", title, count: belowFees.count, blocks)
  }

  /// That a table names only the first rights.
  func cutShort(_ shown: Int, of all: Int) -> ReportBlock {
    .paragraph(
      both(
        "只列前 \(shown) 项，共 \(all) 项；全部见 CSV 或 JSON", "The first \(shown) of \(all); CSV and JSON have all"))
  }

  /// Worth until the last year with a rule, not discounted.
  private func worthOfRules(_ row: Int) -> Int64 {
    let start = row * head.yearCount
    return plan.worth[start...start + head.lastRuledYear - head.firstYear].reduce(0, +)
  }

  /// What the worth of a right rests on, in a few words.
  func ground(_ row: Int) -> String {
    switch plan.ground(row) {
    case .renewal?: return both("维持价值模型", "renewal model")
    case .income?: return both("归属收入（许可费节省）", "attributed revenue (royalties saved)")
    case .map?: return both("得分换算表", "map from score")
    case .points?: return both("得分", "points")
    case .none?: return both("未知", "not known")
    case nil: return wording.dash
    }
  }

  /// How many rights are weighed by income and how many by the renewal model; nil where there is only one ground.
  var groundsSummary: String? {
    let decided = plan.actions.indices.filter { plan.actions[$0].isDecided }
    let income = decided.count { plan.ground($0) == .income }
    let renewal = decided.count { plan.ground($0) == .renewal }
    guard income > 0, renewal > 0 else { return nil }
    return both(
      "作取舍的权利中，\(income) 项按归属产品收入计价，\(renewal) 项按维持价值模型（每项只用一种，见各项的“价值依据”）",
      "Of the rights decided, \(income) are weighed by attributed product revenue and \(renewal) by the renewal model (one of the two for each; see “worth rests on”)"
    )
  }
}
