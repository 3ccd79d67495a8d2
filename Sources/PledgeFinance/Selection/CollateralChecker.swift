internal import PortfolioCore

/// Checks a set of groups against what it must carry, from the lines alone and in whole minor units, sharing no code
/// with the search.
struct CollateralChecker {
  let groups: [CollateralGroup]
  let demand: CollateralDemand
  let rangeCase: LenderPolicy.RangeCase

  /// Everything that a set breaks; empty where it carries the amount.
  func faults(_ chosen: [Int]) -> [String] {
    var faults: [String] = []
    let set = chosen.map { groups[$0] }
    if chosen.isEmpty { faults.append("nothing is chosen") }
    for group in set {
      for member in group.members
      where member.line.gate != nil || member.line.registration.outcome == .blocked {
        faults.append("\(member.line.number) is forbidden")
      }
    }
    for (test, needed) in demand.lending.enumerated() {
      var sum: Int64 = 0
      var greatest: Int64 = 0
      for group in set {
        var carried: Int64 = 0
        for member in group.members { carried += member.line.lending(on: test) }
        sum += carried
        greatest = max(greatest, carried)
      }
      if sum < needed { faults.append("test day \(test): \(sum) of \(needed)") }
      if demand.needsSpare, sum - greatest < needed {
        faults.append("test day \(test) without one: \(sum - greatest) of \(needed)")
      }
    }
    if let needed = demand.forced {
      var sum: Int64 = 0
      for group in set { sum += group.forced(rangeCase) }
      if sum < needed { faults.append("forced sale: \(sum) of \(needed)") }
    }
    if let limit = demand.concentration {
      var carried: [String: Int64] = [:]
      for group in set {
        guard demand.isConcentratedByPayer else {
          carried[group.key, default: 0] += group.lending(on: 0)
          continue
        }
        for (payer, amount) in group.lendingByPayer { carried[payer.en, default: 0] += amount }
      }
      let total = carried.values.reduce(0, +)
      for (key, amount) in carried.sorted(by: { $0.key < $1.key })
      where Int128(amount) * 10_000 > Int128(total) * Int128(limit) {
        faults.append("\(key) carries \(amount) of \(total)")
      }
    }
    return faults
  }
}
