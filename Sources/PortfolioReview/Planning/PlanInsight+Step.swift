internal import PortfolioCore
internal import Pruning

/// What more of a budget changes.
extension PlanMaker {
  /// What so much more of a budget changes: of one that carries over, of what comes in with the row's year.
  public func step(of row: Int, more amount: Int64, _ plan: PortfolioPlan) throws -> BudgetStep? {
    guard let value = plan.head.value else { return nil }
    var variation = PlanModel.Variation()
    variation.limits = limits(adding: amount, to: row)
    let answer = try solve(variation, near: plan)
    guard let better = answer.value, !answer.choices.isEmpty else { return nil }
    var kept: [Int] = []
    var letGo: [Int] = []
    for index in 0..<model.count {
      let right = Int(model.rights[index])
      let isKept = isKept(answer, index)
      if isKept && plan.actions[right].letsGo { kept.append(right) }
      if !isKept && !plan.actions[right].letsGo && plan.actions[right].isDecided { letGo.append(right) }
    }
    return BudgetStep(
      row: row, amount: amount, gain: better - value, kept: kept, letGo: letGo, status: answer.status)
  }

  /// The smallest step takes some twenty plans: of more rights than this it is not asked for.
  private static let mostStepped = 20_000

  /// The smallest extra budget, in whole major units, that makes the plan worth more, and what it changes: by halving
  /// between what changes nothing and a step that does.
  ///
  /// Nil when steps of up to ten thousand times the first add nothing, and when a search ends without a proof: then
  /// nobody can say that less would not do.
  public func smallestStep(near step: BudgetStep, _ plan: PortfolioPlan) throws -> BudgetStep? {
    guard plan.head.status == .optimal, model.count <= PlanMaker.mostStepped else { return nil }
    let minor = request.run.currency.minorPerMajor
    var low: Int64 = 0
    var best = step
    while best.gain <= 0 {
      guard best.status == .optimal, best.amount / 10_000 < step.amount, !wasStopped else { return nil }
      low = best.amount
      guard let wider = try self.step(of: step.row, more: best.amount * 10, plan) else { return nil }
      best = wider
    }
    while best.amount - low > minor {
      let middle = (low + (best.amount - low) / 2) / minor * minor
      guard middle > low, middle < best.amount else { break }
      guard !wasStopped, let tried = try self.step(of: step.row, more: middle, plan), tried.status == .optimal
      else { return nil }
      if tried.gain > 0 { best = tried } else { low = middle }
    }
    return best.status == .optimal ? best : nil
  }
}
