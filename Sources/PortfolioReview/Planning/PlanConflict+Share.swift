internal import PortfolioCore
internal import Pruning

/// How far the floor of a share has to come down: people change a floor in percent, not rights.
extension PlanMaker {
  /// The greatest floor, in ten-thousandths, at which a plan exists, everything else as it is: by halving, since
  /// whatever a floor allows, every lower one does. One floor holds for all years of its rule.
  /// - Parameter changes: what was found for rows before; years of the same rule have the same answer.
  func floorChange(of row: Int, after changes: [Int: Change]) -> Change {
    guard let floor = model.rows[row].share?.floor else { return Change(trial: .notKnown) }
    let rule = model.rows[row].rule
    if let known = changes.first(where: { model.rows[$0.key].rule == rule })?.value { return known }
    let rows = model.rows.indices.filter { model.rows[$0].rule == rule }
    let lowest = trial(rows, floor: 0)
    guard lowest == .enough else { return Change(trial: lowest) }
    var low: Int64 = 0
    var high = floor
    var isLeast = true
    while high - low > 1 {
      let middle = (low + high) / 2
      switch trial(rows, floor: middle) {
      case .enough: low = middle
      case .notEnough: high = middle
      case .notKnown:
        high = middle
        isLeast = false
      }
    }
    return Change(isLeast: isLeast, floor: low, trial: .enough)
  }

  private func trial(_ rows: [Int], floor: Int64) -> ConflictSide.Trial {
    var variation = PlanModel.Variation()
    variation.aim = .anything
    for row in rows { variation.shares[row] = share(row, floor: floor) }
    return trial(variation)
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
