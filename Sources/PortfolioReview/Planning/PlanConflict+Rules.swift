internal import PortfolioCore
internal import Pruning

/// How far a rule has to give way by the number that people would change: the money of a year, the floor of a share, the
/// part of a unit, the rights that a coverage rule asks for. One number may hold for many rows.
extension PlanMaker {
  /// What a row alone would have to give.
  /// - Parameter changes: what was found for rows before; rows of one number have the same answer.
  func change(of row: Int, after changes: [Int: Change]) -> Change {
    let rule = model.rows[row]
    let rows = model.rows.indices.filter {
      model.rows[$0].rule == rule.rule && model.rows[$0].kind == rule.kind
    }
    switch rule.kind {
    case .budget:
      let reaches = model.rows.fed(by: row)
      let isPlain = reaches.count == 1 && !model.rows.contains { $0.part?.row == row }
      return isPlain ? change(of: row) : moneyChange(of: row)
    case .unitShare, .coverage, .share:
      if rule.kind == .coverage, rows.count == 1 { return change(of: row) }
      if let known = changes.first(where: { rows.contains($0.key) })?.value { return known }
      switch rule.kind {
      case .share: return floorChange(rows)
      case .unitShare: return partChange(rows)
      default: return coverageChange(rows)
      }
    }
  }

  /// The least of some amounts of change that is enough, by halving: whatever a change allows, every greater one does.
  func least(_ most: Int64, _ variation: (Int64) -> PlanModel.Variation) -> Change {
    func trial(_ amount: Int64) -> ConflictSide.Trial {
      var variation = variation(amount)
      variation.aim = .anything
      return self.trial(variation)
    }
    guard most > 0 else { return Change(trial: .notEnough) }
    let whole = trial(most)
    guard whole == .enough else { return Change(trial: whole) }
    var change = Change(amount: most, isLeast: true, trial: .enough)
    var (low, high): (Int64, Int64) = (0, most)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      switch trial(middle) {
      case .enough: high = middle
      case .notEnough: low = middle
      case .notKnown:
        low = middle
        change.isLeast = false
      }
    }
    change.amount = high
    return change
  }

  /// Money of a year that later years have as well, and units' shares of it.
  private func moneyChange(of row: Int) -> Change {
    guard model.rows[row].overrunPrice == nil else { return Change(trial: .notEnough) }
    return least(room(of: row)) { amount in
      var variation = PlanModel.Variation()
      variation.limits = limits(adding: amount, to: row)
      return variation
    }
  }

  func floorChange(
    _ rows: [Int], beside change: (inout PlanModel.Variation) -> Void = { _ in }
  ) -> Change {
    guard let floor = rows.compactMap({ model.rows[$0].share?.floor }).first else {
      return Change(trial: .notKnown)
    }
    var found = least(floor) { amount in
      var variation = PlanModel.Variation()
      change(&variation)
      for row in rows { variation.shares[row] = share(row, floor: floor - amount) }
      return variation
    }
    found.level = found.amount.map { floor - $0 }
    found.amount = nil
    return found
  }

  private func partChange(_ rows: [Int]) -> Change {
    guard let part = rows.compactMap({ model.rows[$0].part?.tenThousandths }).first else {
      return Change(trial: .notKnown)
    }
    var change = least(10_000 - part) { amount in
      var variation = PlanModel.Variation()
      for row in rows {
        guard let whole = model.rows[row].part?.row else { continue }
        variation.limits[row] = self.part(part + amount, of: model.rows[whole].limit)
      }
      return variation
    }
    change.level = change.amount.map { part + $0 }
    change.amount = nil
    return change
  }

  private func coverageChange(_ rows: [Int]) -> Change {
    guard rows.allSatisfy({ model.rows[$0].overrunPrice == nil }) else { return Change(trial: .notEnough) }
    let asked = rows.map { model.rows[$0].limit }.max() ?? 0
    var change = least(asked) { amount in
      var variation = PlanModel.Variation()
      for row in rows { variation.limits[row] = min(model.rows[row].limit, asked - amount) }
      return variation
    }
    change.level = change.amount.map { asked - $0 }
    change.amount = nil
    return change
  }

  /// A share row with another floor.
  func share(_ row: Int, floor: Int64) -> PlanModel.ShareFloor? {
    guard var members = shareMembers[row] else { return nil }
    let offset = model.rows[row].year - model.firstYear
    for right in members.among.indices where fees.life(right) <= offset { members.among[right] = false }
    var share = PlanModel.ShareFloor(floor: floor, members: members, reserved: 0)
    for right in members.among.indices where classOfRow[right] < 0 { share.reserved += share.weight(right) }
    return share
  }
}
