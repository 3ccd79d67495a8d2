import PolicyModels
import PortfolioCore
import PortfolioReview
import Pruning

/// What would turn a recommendation: exactly where the plan proves it, else by the prices of the budgets.
extension PlanView {
  /// Below which addition to a budget nothing changes, since fees come in whole pieces; nil where no such step is known.
  func unchangedBelow(_ row: Int) -> String? {
    guard let step = head.insights?.smallestStep, step.row == row, step.amount > run.currency.minorPerMajor
    else { return nil }
    return both(
      "费用是整笔的，再加不足 \(money(step.amount)) 取舍不变",
      "fees come in whole pieces: less than \(money(step.amount)) more changes nothing")
  }

  /// What would turn the recommendation.
  func flip(_ row: Int, _ margin: Int64) -> String? {
    guard head.valueUnit == .money, plan.actions[row] == .keep || plan.actions[row] == .letLapse else {
      return nil
    }
    let isKept = plan.actions[row] == .keep
    let worth = worthOverPlan(row)
    if worth > 0, hangsOnItsWorthAlone(row) {
      let net = plan.marginNet[row]
      let part = share(net, of: worth)
      return isKept
        ? both(
          "价值若再低 \(value(net))以上（\(part)），就会改为放弃候选；省下的费用在别处用不上，不看预算的价格",
          "If it were worth over \(value(net)) less (\(part)), it would become a candidate: its fee would buy nothing elsewhere, and prices say nothing here"
        )
        : both(
          "价值若再高 \(value(-net))以上（\(part)），就会改为保留；预算的结余够缴其费用，不看预算的价格",
          "If it were worth over \(value(-net)) more (\(part)), it would be kept: what is left of the budgets holds its fees, and prices say nothing here"
        )
    }
    if margin == 0 { return onTheLine(row, isKept: isKept) }
    guard isKept == (margin > 0) else {
      return both(
        "按价格本应\(isKept ? "放弃" : "保留")，因费用是整笔的，整体方案作了相反的取舍",
        "By the prices alone it would be \(isKept ? "let go" : "kept"); fees come in whole pieces, and the plan as a whole is better this way"
      ) + surely(row, isKept: isKept)
    }
    let swap = swaps?.swap(row)
    guard worth > 0 else { return nil }
    let part = share(margin, of: worth)
    if plan.marginPrice[row] == 0 {
      return isKept
        ? both(
          "价值若再低 \(value(margin))（\(part)），就会改为放弃候选",
          "If it were worth \(value(margin)) less (\(part)), it would become a candidate")
        : both(
          "价值若再高 \(value(-margin))（\(part)），就会改为保留",
          "If it were worth \(value(-margin)) more (\(part)), it would be kept")
    }
    // Prices let a right be kept in part: whole fees take more to turn.
    if let swap, swap.difference <= margin.magnitude { return certain(swap, isKept: isKept) }
    let least =
      isKept
      ? both(
        "按预算的价格估计：价值至少须再低约 \(value(margin))（\(part)），才会改为放弃候选",
        "By the prices of the budgets: it would have to be worth at least about \(value(margin)) less (\(part)) to become a candidate"
      )
      : both(
        "按预算的价格估计：价值至少须再高约 \(value(-margin))（\(part)），才会改为保留",
        "By the prices of the budgets: it would have to be worth at least about \(value(-margin)) more (\(part)) to be kept"
      )
    return least
      + (swap.map { both("；", ". ") + certain($0, isKept: isKept) }
        ?? both("；费用是整笔的，实际所需可能更多", "; fees come in whole pieces, so it may take more"))
  }

  /// A right that by the prices may go either way.
  private func onTheLine(_ row: Int, isKept: Bool) -> String {
    // What uses no budget that has a price is as good either way by its worth alone.
    guard plan.marginPrice[row] != 0 else {
      return both("保留与放弃一样好", "Keeping it and letting it go are as good") + surely(row, isKept: isKept)
    }
    return both(
      "按价格保留与放弃一样好，因费用是整笔的而\(isKept ? "保留" : "放弃")",
      "By the prices keeping it and letting it go are as good; it is \(isKept ? "kept" : "let go") because fees come in whole pieces"
    ) + surely(row, isKept: isKept)
  }

  /// What surely turns the recommendation, to follow another sentence; empty where that is not known.
  private func surely(_ row: Int, isKept: Bool) -> String {
    sureTurn(row).map { both("；", ". ") + certain($0, isKept: isKept) } ?? ""
  }

  /// What surely turns the recommendation: an exchange with one other right; of a right kept where nothing but budgets
  /// limits the plan also that it merely goes, since that is always possible and its worth then says how far it is.
  private func sureTurn(_ row: Int) -> PlanSwaps.Swap? {
    if let swap = swaps?.swap(row) { return swap }
    guard plan.actions[row] == .keep, plan.hasMargin[row], isLimitedByBudgetsAlone(row) else { return nil }
    // Against letting it go at once: what is kept longer loses worth with it.
    let net = plan.netOverLettingGo(row) ?? plan.marginNet[row]
    return net >= 0 ? PlanSwaps.Swap(other: nil, difference: net) : nil
  }

  /// How near a right is to the cut, for the order of tables: its distance, or what surely turns it where it is kept
  /// against the prices, whose figure does not say how far it is then.
  func nearness(_ row: Int) -> UInt64 {
    let distance = distance(row) ?? 0
    guard distance < 0, plan.actions[row] == .keep, let sure = sureTurn(row) else {
      return distance.magnitude
    }
    return min(distance.magnitude, sure.difference.magnitude)
  }

  /// What surely turns the recommendation: one other right takes the place, or it merely goes.
  private func certain(_ swap: PlanSwaps.Swap, isKept: Bool) -> String {
    let amount = value(swap.difference)
    guard let other = swap.other.map({ number($0) }) else {
      return both(
        "价值若再低 \(amount)以上，一定会改为放弃候选",
        "If it were worth over \(amount) less, it would surely become a candidate")
    }
    return isKept
      ? both(
        "价值若再低 \(amount)以上，一定会改为放弃候选（可由 \(other) 换入）",
        "If it were worth over \(amount) less, it would surely become a candidate: \(other) could take its place"
      )
      : both(
        "价值若再高 \(amount)以上，一定会改为保留（可换下 \(other)）",
        "If it were worth over \(amount) more, it would surely be kept: it could take the place of \(other)")
  }

  /// Whether the right's own net worth alone says what would turn it, so that the prices of the budgets have no part:
  /// where what is left holds the fees of a right let go, or the fee of a right kept would buy nothing elsewhere.
  func hangsOnItsWorthAlone(_ row: Int) -> Bool {
    guard head.valueUnit == .money, plan.hasMargin[row] else { return false }
    switch plan.actions[row] {
    case .keep: return plan.marginNet[row] >= 0 && freesNothing(row)
    case .letLapse: return plan.marginNet[row] < 0 && fitsWhatIsLeft(row)
    default: return false
    }
  }

  /// How far a right is from the cut, as tables of reports show it: its margin, or its net worth where that alone
  /// decides; nil where it has none.
  func distance(_ row: Int) -> Int64? {
    hangsOnItsWorthAlone(row) ? plan.marginNet[row] : plan.margin(row)
  }

  /// A right's worth over the plan, discounted.
  private func worthOverPlan(_ row: Int) -> Double {
    var worth = 0.0
    var factor = 1.0
    let rate = Double(head.discountRate) ?? 0
    for index in 0..<head.yearCount {
      worth += Double(plan.worth[row * head.yearCount + index]) * factor
      factor /= 1 + rate
    }
    return worth
  }

  private func share(_ amount: Int64, of worth: Double) -> String {
    let share = Double(amount.magnitude) / worth
    guard share <= 9.99 else {
      return both("超过计划期内总价值的 999%", "more than 999% of its worth over the plan")
    }
    return both(
      "约为计划期内总价值的 \(wording.percent(share))", "about \(wording.percent(share)) of its worth over the plan")
  }

  /// Whether nothing but budgets of the whole portfolio limits the plan, so that room in them is all that a right needs.
  /// Rules and families give some rights a credit; for those the prices speak.
  private func isLimitedByBudgetsAlone(_ row: Int) -> Bool {
    head.status == .optimal && plan.marginCredit[row] == 0
      && head.rows.allSatisfy { row in
        row.kind == .budget && row.isWhole && row.isCap && row.overrunPrice == nil
      }
  }

  /// Whether what is left of every budget holds the fees of a right let go: then it goes for its own worth alone, for
  /// kept beside all others it would lower the value of the plan by no more than that.
  private func fitsWhatIsLeft(_ row: Int) -> Bool {
    guard isLimitedByBudgetsAlone(row) else { return false }
    var carried: Int64 = 0
    for year in ledger.years {
      guard let slack = year.slack else {
        carried = 0
        continue
      }
      let fee = plan.pays(row, year.year) ? 0 : plan.fee(row, year.year)
      carried = year.carriedIn == nil ? fee : carried + fee
      guard carried <= slack else { return false }
    }
    return true
  }

  /// Whether the fee of a right kept, were it free, would change nothing else: it is below the smallest step that does,
  /// which is proven.
  ///
  /// Of all plans without the right, none with its fee beside is worth more than this plan, so none without it is worth
  /// more than this plan less the right's own net worth.
  private func freesNothing(_ row: Int) -> Bool {
    guard isLimitedByBudgetsAlone(row), head.rows.count == 1, let step = head.insights?.smallestStep,
      step.row == 0, step.status == .optimal
    else { return false }
    // The step is proven to a major unit.
    return plan.fee(row, head.rows[0].year) <= step.amount - run.currency.minorPerMajor
  }
}
