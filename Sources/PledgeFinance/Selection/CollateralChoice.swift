public import PortfolioCore
internal import Pruning

/// What came of choosing rights for an amount.
public struct ChoiceOutcome: Sendable, Equatable, Codable {
  /// How good the choice is known to be.
  public enum Status: String, Sendable, Codable {
    /// No set is better, and it is proven.
    case optimal
    /// A set was found; whether a better one exists is not proven.
    case found
    /// No set carries the amount, and it is proven.
    case infeasible
    /// Neither a set nor a proof was found.
    case open
  }

  /// How good it is known to be.
  public let status: Status
  /// How many rights could be chosen from.
  public let candidates: Int
  /// Rights that were left out of the search because there are too many; those with the least lending value.
  public let leftOut: Int
  /// Families that could not be taken whole, with the member that stands in the way.
  public let broken: [BilingualText]
  /// The lending value of all candidates on the first day.
  public let greatestLending: Int64
  /// The same without the group that carries most.
  public let greatestWithoutOne: Int64
  /// The chosen rights.
  public let numbers: [String]
  /// What is lacking where none were chosen though some could be; nil where a set was found.
  public var shortfall: ChoiceShortfall? = nil
}

/// Chooses the rights for an amount with the pruning solver: the fewest, or those with the best grades.
struct CollateralChoice {
  /// The most groups that the search takes: each may need a row of its own against the loss of one.
  static let mostGroups = 300

  let groups: [CollateralGroup]
  let demand: CollateralDemand
  let preference: PledgeRequest.Preference
  let rangeCase: LenderPolicy.RangeCase

  /// A unit of the problem in minor units: amounts must stay small enough for exact sums.
  private let unit: Int64
  /// What each party of a limited part carries, by the places of groups, in units of the problem: a group alone, or a
  /// licensee that pays for several.
  private let parts: [[Int: Int64]]

  init(
    groups: [CollateralGroup], demand: CollateralDemand, preference: PledgeRequest.Preference,
    rangeCase: LenderPolicy.RangeCase
  ) {
    self.groups = groups
    self.demand = demand
    self.preference = preference
    self.rangeCase = rangeCase
    let total = groups.reduce(Int64(0)) { $0 + $1.lending(on: 0) + $1.forced(rangeCase) }
    let unit = max(1, (total + (demand.lending.max() ?? 0)) >> 34)
    self.unit = unit
    guard demand.isConcentratedByPayer else {
      parts = groups.enumerated().map { [$0: $1.lending(on: 0) / unit] }
      return
    }
    var payers: [BilingualText: [Int: Int64]] = [:]
    for (index, group) in groups.enumerated() {
      for (payer, amount) in group.lendingByPayer { payers[payer, default: [:]][index] = amount / unit }
    }
    parts = payers.sorted { $0.key.en < $1.key.en }.map { $0.value }
  }

  /// The part of a party in a choice, in units of the problem.
  private func part(_ party: Int, of chosen: [Int]) -> Int64 {
    chosen.reduce(0) { $0 + (parts[party][$1] ?? 0) }
  }

  private func down(_ amount: Int64) -> Int64 { amount / unit }
  private func up(_ amount: Int64) -> Int64 { (amount + unit - 1) / unit }

  /// Rules that hold for each group but bind for few: they join the problem when a choice breaks them.
  struct Joined {
    /// Groups without which the rest must still carry the amount.
    var losses: Set<Int>
    /// Parties whose part of the whole is limited: groups, or licensees.
    var parts: Set<Int>
  }

  /// The problem: each group is in or out. Fewer or better rights are worth more than any lending value beyond what is
  /// asked for; among equals the one that carries more is taken.
  /// - Parameter joined: the groups whose own rules are in it. With fewer of them no choice is worth less, so what is best
  ///   and breaks none of the others is best with all of them.
  func problem(_ joined: Joined) throws -> PruningProblem {
    var builder = PruningProblemBuilder(name: "collateral")
    var need: [Int] = []
    var spare: [[(group: Int, row: Int)]] = []
    for (test, amount) in demand.lending.enumerated() {
      need.append(builder.addRow("lending-\(test)", .atLeast, up(amount)))
      spare.append(
        joined.losses.sorted().map { ($0, builder.addRow("without-\($0)-\(test)", .atLeast, up(amount))) })
    }
    let forced = demand.forced.map { builder.addRow("forced", .atLeast, up($0)) }
    let concentrated = joined.parts.sorted().map { ($0, builder.addRow("part-of-\($0)", .atMost, 0)) }
    let carried = groups.map { down($0.lending(on: 0)) }
    let wholes = self.wholes
    let step = carried.reduce(0, +) + 1
    for (index, group) in groups.enumerated() {
      var uses: [(row: Int, amount: Int64)] = []
      for test in demand.lending.indices {
        let amount = down(group.lending(on: test))
        uses.append((need[test], amount))
        for other in spare[test] where other.group != index { uses.append((other.row, amount)) }
      }
      if let forced { uses.append((forced, down(group.forced(rangeCase)))) }
      if let limit = demand.concentration {
        for (other, row) in concentrated {
          let own = parts[other][index] ?? 0
          uses.append((row, own * 10_000 - wholes[index] * Int64(limit)))
        }
      }
      let price = preference == .smallest ? Int64(group.members.count) : group.weakness
      builder.addChoice(
        group.key,
        [
          PruningProblemBuilder.Option(value: 0),
          PruningProblemBuilder.Option(value: carried[index] - step * price, uses: uses),
        ])
    }
    return try builder.build()
  }

  /// What each group carries of the whole that parts are of, in units of the problem.
  private var wholes: [Int64] {
    var sums = [Int64](repeating: 0, count: groups.count)
    for party in parts { for (index, amount) in party { sums[index] += amount } }
    return sums
  }

  /// The groups whose own rules a choice breaks, in the units of the problem.
  private func broken(_ chosen: [Int]) -> Joined {
    var broken = Joined(losses: [], parts: [])
    if demand.needsSpare {
      for (test, amount) in demand.lending.enumerated() {
        let total = chosen.reduce(Int64(0)) { $0 + down(groups[$1].lending(on: test)) }
        for index in chosen where total - down(groups[index].lending(on: test)) < up(amount) {
          broken.losses.insert(index)
        }
      }
    }
    if let limit = demand.concentration {
      let wholes = self.wholes
      let total = chosen.reduce(Int64(0)) { $0 + wholes[$1] }
      for party in parts.indices where part(party, of: chosen) * 10_000 > total * Int64(limit) {
        broken.parts.insert(party)
      }
    }
    return broken
  }

  /// The chosen groups, and how good the choice is known to be. The answer is checked by code that shares nothing with
  /// the solver: a set that breaks a rule is no answer.
  func solve() throws -> (status: ChoiceOutcome.Status, chosen: [Int]) {
    guard !groups.isEmpty else { return (.infeasible, []) }
    // The greatest are the likeliest to be missed, and to be too much of the whole.
    let greatest = Set(
      groups.indices.sorted { groups[$0].lending(on: 0) > groups[$1].lending(on: 0) }.prefix(4))
    let all = Array(groups.indices)
    let widest = Set(parts.indices.sorted { part($0, of: all) > part($1, of: all) }.prefix(4))
    var joined = Joined(
      losses: demand.needsSpare ? greatest : [], parts: demand.concentration == nil ? [] : widest)
    var problem = try problem(joined)
    var plan = PruningSolver.solve(problem)
    while plan.choices.count >= groups.count {
      let broken = broken(groups.indices.filter { plan.choices[$0] == 1 })
      let before = joined.losses.count + joined.parts.count
      joined.losses.formUnion(broken.losses)
      joined.parts.formUnion(broken.parts)
      guard joined.losses.count + joined.parts.count > before else { break }
      problem = try self.problem(joined)
      plan = PruningSolver.solve(problem)
    }
    if plan.status == .infeasible { return (.infeasible, []) }
    guard plan.choices.count >= groups.count, SolutionChecker(problem).check(plan).isSound else {
      return (.open, [])
    }
    let chosen = groups.indices.filter { plan.choices[$0] == 1 }
    guard CollateralChecker(groups: groups, demand: demand, rangeCase: rangeCase).faults(chosen).isEmpty
    else { return (.open, []) }
    return (plan.status == .optimal ? .optimal : .found, chosen)
  }
}
