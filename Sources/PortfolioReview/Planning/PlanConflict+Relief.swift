internal import PortfolioCore
internal import Pruning

/// Changes of several rows that make a plan possible together, in the numbers that people would change.
extension PlanMaker {
  /// Changes of limits as changes of what each year brings, since what a budget that carries over gets more in one year
  /// helps all later ones; and of shares as floors.
  func reliefs(_ changes: [PruningConflict.Relaxation]) -> [PortfolioPlan.Relief] {
    var given: [Int: Int64] = [:]
    var reliefs: [PortfolioPlan.Relief] = []
    for change in changes.sorted(by: { $0.row < $1.row }) where change.row < model.rows.count {
      let missing = change.amount - (given[change.row] ?? 0)
      guard missing > 0 else { continue }
      for fed in model.rows.fed(by: change.row) { given[fed, default: 0] += missing }
      reliefs.append(PortfolioPlan.Relief(row: change.row, amount: missing))
    }
    return withFloors(reliefs)
  }

  /// The changes if a plan exists with them, else none.
  func enough(_ reliefs: [PortfolioPlan.Relief]) -> [PortfolioPlan.Relief] {
    var variation = PlanModel.Variation()
    variation.aim = .anything
    variation.limits = limits(with: reliefs)
    return trial(variation) == .enough ? reliefs : []
  }

  /// The limits with all changes, shares aside.
  private func limits(with reliefs: [PortfolioPlan.Relief]) -> [Int: Int64] {
    var limits: [Int: Int64] = [:]
    for relief in reliefs where model.rows[relief.row].share == nil {
      let sign: Int64 = model.rows[relief.row].isCap ? 1 : -1
      for fed in model.rows.fed(by: relief.row) {
        limits[fed, default: model.rows[fed].limit] += sign * relief.amount
      }
    }
    return limits
  }

  /// The greatest floors that do with all other changes, a rule after the other.
  private func withFloors(_ reliefs: [PortfolioPlan.Relief]) -> [PortfolioPlan.Relief] {
    var result = reliefs
    let limits = limits(with: reliefs)
    // Rules that were not asked yet ask for nothing.
    var floors: [String: Int64] = [:]
    for relief in reliefs where model.rows[relief.row].share != nil {
      floors[model.rows[relief.row].rule] = 0
    }
    for rule in floors.keys.sorted() {
      let change = floorChange(model.rows.indices.filter { model.rows[$0].rule == rule }) { variation in
        variation.limits = limits
        for row in self.model.rows.indices where self.model.rows[row].rule != rule {
          if let floor = floors[self.model.rows[row].rule] {
            variation.shares[row] = self.share(row, floor: floor)
          }
        }
      }
      guard let level = change.level else { continue }
      floors[rule] = level
      for index in result.indices where model.rows[result[index].row].rule == rule {
        result[index].level = level
      }
    }
    return result
  }
}
