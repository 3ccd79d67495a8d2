/// One block of a problem as a problem of its own, whose values are what the shared rows leave of the true ones.
final class BlockProblem: @unchecked Sendable {
  let members: [Int32]
  let parent: PruningProblem
  let signs: [Double]
  /// The parent's row of each row of the block.
  let rows: [Int]
  /// Values are counted in units of two to the power of less so many bits.
  let valueBits: Int
  /// The block as a problem, whose values are those under the last prices. Large ones are made when they are wanted:
  /// all of them together would be a second copy of the parent.
  private var problem: PruningProblem?
  private let couples: [PruningProblem.Couple]
  private var prices: [Double]?
  /// Plans of the block found so far, as options of its members.
  private(set) var plans: [[Int32]] = []
  private var known: Set<[Int32]> = []

  /// How often a block's best plan is improved by what is near to it, and of how many options.
  private static let mostPolishes = 6
  private static let polishOptions = 240

  /// Blocks of so many members are kept as problems.
  private static let mostKept = 20_000

  /// What all options of a block are worth may add up to so much: sums and differences of it fit 64 bits.
  private static let largestSum: UInt64 = 1 << 59

  /// - Parameters:
  ///   - couples: the couples of the block, by the places of its members.
  ///   - start: a guess of the multipliers of the parent's rows.
  ///   - valueBits: the block counts in units of value of two to the power of less so many bits.
  init(
    _ parent: PruningProblem, _ structure: BlockStructure, block: Int, couples: [PruningProblem.Couple],
    start: [Double], valueBits: Int
  ) {
    self.parent = parent
    self.valueBits = valueBits
    self.couples = couples
    members = structure.members[block]
    signs = parent.rows.map { $0.sense == .atMost ? 1 : -1 }
    rows = parent.rows.indices.filter { structure.blockOfRow[$0] == Int32(block) }
    let scale = Double(Int64(1) << Int64(valueBits))
    prices = rows.map { start[$0].isFinite ? start[$0] * scale : 0 }
  }

  /// What a block is worth under prices of the shared rows.
  struct Answer {
    /// No plan of the block is worth more, in units of 1/``TwoLevel/valueScale``.
    var bound: Int64
    /// The worth of the best plan found.
    var value: Int64?
    var isExact: Bool
    /// Whether it is proven that no plan keeps the block's own rows.
    var isInfeasible = false
  }

  /// Remembers a plan; plans that were seen are not taken twice.
  func learn(_ plan: [Int32]) {
    if known.insert(plan).inserted { plans.append(plan) }
  }

  /// The members' part of a plan of the parent.
  func part(of choices: [Int32]) -> [Int32] { members.map { choices[Int($0)] } }

  func value(_ plan: [Int32]) -> Int64 {
    var sum: Int64 = 0
    for (position, index) in members.enumerated() {
      sum += parent.value(of: Int(plan[position]), in: Int(index))
    }
    return sum
  }

  /// What a plan uses of the parent's rows, signed so that all rows are budgets.
  func uses(_ plan: [Int32], _ rows: [Int32]) -> [CoreProblem.Use] {
    var sums = [Int64](repeating: 0, count: parent.rows.count)
    for (position, index) in members.enumerated() {
      parent.forEachUse(of: Int(plan[position]), in: Int(index)) { sums[$0] += $1 }
    }
    return rows.indices.compactMap { row in
      let amount = Int64(signs[Int(rows[row])]) * sums[Int(rows[row])]
      return amount == 0 ? nil : CoreProblem.Use(row: Int32(row), amount: amount)
    }
  }

  /// Solves the block, exactly when that is possible within the limits.
  /// - Returns: nil when what options are worth under the multipliers does not fit 64 bits.
  func solve(
    _ shared: [Int], multipliers: [Int64], optionLimit: Int, nodeLimit: Int, shouldStop: @escaping () -> Bool
  ) -> Answer? {
    guard let problem = valued(multipliers) else { return nil }
    let reduction = Reduction(problem)
    let dual = DualFunction(reduction, threads: 1)
    var descent = DualDescent(
      dual, start: prices.map { $0 + [Double](repeating: 0, count: reduction.problem.rows.count - $0.count) })
    let sub = reduction.problem
    let range = sub.valueRange
    var floor: (plan: [Int32], value: Int64)?
    for plan in plans {
      let value = problem.value(of: plan)
      if floor.map({ value > $0.value }) ?? true { floor = (plan, value) }
    }
    descent.run(
      dual, evaluations: plans.count < 2 ? 150 : 60, floor: floor.map { Double($0.value) },
      shouldStop: shouldStop, until: range.emptyBelow)
    if keepPrices(descent, dual, problem), floor == nil {
      return Answer(bound: range.lowerBound, value: nil, isExact: true, isInfeasible: true)
    }
    let signed = zip(descent.multipliers, dual.signs).map { $0 * $1 }
    // Rounding grows with the bound.
    let margin = 1 + abs(descent.bestBound) * 1e-13
    let dualBound = min(
      max(Int64(saturating: (descent.bestBound + margin).rounded(.up)), range.lowerBound), range.upperBound)
    func take(_ choices: [Int32]) {
      let plan = reduction.expand(choices)
      guard SolutionChecker(problem).check(choices: plan).isSound else { return }
      let value = problem.value(of: plan)
      learn(plan)
      if floor.map({ value > $0.value }) ?? true { floor = (plan, value) }
    }
    _ = dual.evaluate(signed)
    let state = PlanState(dual, choices: dual.choices)
    let repair = PlanRepair(state: state, prices: signed, norms: dual.norms, shouldStop: shouldStop)
    if repair.repair() {
      repair.fill()
      take(state.choices)
    }
    guard sub.rows.count > 0 else { return Answer(bound: dualBound, value: floor?.value, isExact: true) }
    var bound = dualBound
    var isExact = false
    let builder = CoreBuilder(dual: dual, prices: signed)
    /// Solves what is nearest to the prices and to the best plan together, while that makes it better.
    func polish() {
      var threshold = max(1, descent.bestBound - Double(floor?.value ?? 0))
      for _ in 0..<Self.mostPolishes {
        guard let current = floor, bound > current.value, !shouldStop() else { return }
        let choices = reduction.contract(current.plan)
        var found: CoreBuilder.Built?
        for _ in 0..<40 where found == nil {
          found = builder.build(threshold: threshold, current: choices, limit: Self.polishOptions)
          if found == nil { threshold *= 0.7 }
        }
        guard let built = found, built.core.limits.count <= BranchAndCut.mostRows else { return }
        var search = BranchAndCut()
        search.nodeLimit = nodeLimit
        search.cutRounds = 6
        search.shouldStop = shouldStop
        search.onPlan = { plan, _ in take(built.expand(plan)) }
        _ = search.solve(
          built.core, floor: current.value - built.fixedValue, base: built.base, prices: built.prices)
        if floor?.value == current.value { return }
      }
    }
    // A small core first: its plan narrows the gap, and with it the core that must be searched.
    // A block that is not exact spoils the sum of all: what fits is given more room, then more nodes.
    let isLarge = members.count > 1500
    let options = [optionLimit / 3, optionLimit, isLarge ? optionLimit : 4 * optionLimit, 4 * optionLimit]
    let nodes = [max(20, nodeLimit / 4), nodeLimit, nodeLimit, 20 * nodeLimit]
    for round in 0..<(isLarge ? 3 : 4) {
      // Losses are counted from the bound of the prices, however far the search has brought it down.
      let gap = floor.map { descent.bestBound - Double($0.value) + 1 + margin } ?? .infinity
      if let floor, bound <= floor.value { return Answer(bound: bound, value: floor.value, isExact: true) }
      guard let (built, threshold) = Self.core(dual, signed, gap, options[round]) else { break }
      guard built.core.limits.count <= BranchAndCut.mostRows else { break }
      var search = BranchAndCut()
      search.nodeLimit = nodes[round]
      search.shouldStop = shouldStop
      search.onPlan = { plan, _ in take(built.expand(plan)) }
      let result = search.solve(
        built.core, floor: floor.map { $0.value - built.fixedValue }, base: built.base, prices: built.prices)
      var proven = result.bound > Int64.min / 8 ? result.bound + built.fixedValue : floor?.value ?? bound
      if threshold < gap {
        // Whatever is not in the core loses more than the threshold.
        proven = max(proven, Int64(saturating: (descent.bestBound - threshold + margin).rounded(.up)))
      }
      if threshold >= gap, result.isComplete, floor == nil, result.choices == nil {
        return Answer(bound: range.lowerBound, value: nil, isExact: true, isInfeasible: true)
      }
      if let floor { proven = max(proven, floor.value) }
      bound = min(bound, proven)
      isExact = threshold >= gap && result.isComplete
      if isExact || shouldStop() { break }
      polish()
      if threshold >= gap && !result.isComplete && round > (isLarge ? 0 : 2) { break }
    }
    return Answer(bound: bound, value: floor?.value, isExact: isExact)
  }

  /// Keeps prices for the next time unless they have left all bounds: those of a block without a plan grow without end.
  /// - Returns: whether they prove that no plan keeps the block's rows.
  private func keepPrices(_ descent: DualDescent, _ dual: DualFunction, _ problem: PruningProblem) -> Bool {
    let bound = descent.bestBound
    if bound.isFinite, bound >= dual.problem.valueRange.emptyBelow {
      prices = Array(descent.multipliers.prefix(problem.rows.count))
      return false
    }
    prices = nil
    // Without a finite bound at any prices, no options fit together.
    if !bound.isFinite { return dual.evaluate(dual.signs.map { _ in 0 }).bound == -.infinity }
    let own = Array(descent.multipliers.prefix(problem.rows.count))
    return Infeasibility.certificate(own, of: problem) != nil
  }

  /// Finds all plans of the block worth more than a floor, and forgets the others when it did.
  /// - Returns: whether these are all.
  func enumerate(
    above floor: Int64, multipliers: [Int64], most: Int, nodeLimit: Int, shouldStop: @escaping () -> Bool
  ) -> Bool {
    guard let problem = valued(multipliers) else { return false }
    let reduction = Reduction(problem)
    let dual = DualFunction(reduction, threads: 1)
    let start = prices.map { $0 + [Double](repeating: 0, count: reduction.problem.rows.count - $0.count) }
    var descent = DualDescent(dual, start: start)
    descent.run(dual, evaluations: 60, floor: Double(floor), shouldStop: shouldStop)
    let signed = zip(descent.multipliers, dual.signs).map { $0 * $1 }
    let threshold = descent.bestBound - Double(floor) + 2 + abs(descent.bestBound) * 1e-13
    guard
      let built = CoreBuilder(dual: dual, prices: signed).build(
        threshold: threshold, limit: 3000, keepsDominated: true),
      built.isWhole
    else { return false }
    var search = BranchAndCut()
    search.collect = most
    search.nodeLimit = nodeLimit
    search.shouldStop = shouldStop
    let result = search.solve(
      built.core, floor: floor - built.fixedValue, base: built.base, prices: built.prices)
    for plan in result.collected { learn(reduction.expand(built.expand(plan))) }
    if result.isComplete {
      plans = plans.filter { problem.value(of: $0) > floor }
      known = Set(plans)
    }
    return result.isComplete
  }

  /// The multipliers of the block's own rows that were found last, in value for each unit of use.
  var ownMultipliers: [Double] {
    let scale = Double(Int64(1) << Int64(valueBits))
    return (prices ?? []).map { $0 / scale }
  }

  /// The block under prices of the shared rows, at the last prices of its own. Nil when what options are worth under
  /// them does not fit 64 bits.
  func priced(_ multipliers: [Int64]) -> (reduction: Reduction, dual: DualFunction, signed: [Double])? {
    guard let problem = valued(multipliers) else { return nil }
    let reduction = Reduction(problem)
    let dual = DualFunction(reduction, threads: 1)
    let known = prices ?? []
    let own = known + [Double](repeating: 0, count: reduction.problem.rows.count - known.count)
    return (reduction, dual, zip(own, dual.signs).map { $0 * $1 })
  }

  /// The largest core within the limit.
  private static func core(
    _ dual: DualFunction, _ prices: [Double], _ gap: Double, _ limit: Int
  ) -> (CoreBuilder.Built, Double)? {
    let builder = CoreBuilder(dual: dual, prices: prices)
    // Without a plan only the whole block proves anything.
    if !gap.isFinite, let built = builder.build(threshold: gap, limit: limit), built.isWhole {
      return (built, gap)
    }
    var threshold = gap.isFinite ? gap : 1e15
    for _ in 0..<60 {
      if let built = builder.build(threshold: threshold, limit: limit), built.isWhole {
        return (built, threshold)
      }
      threshold *= 0.6
    }
    return nil
  }

  /// The block under prices of the shared rows. Nil when what its options are worth under them adds up to more than
  /// fits: a value cut short would make the bound too low.
  private func valued(_ multipliers: [Int64]) -> PruningProblem? {
    var problem = self.problem ?? shape()
    // Whoever holds the last values has let go of them.
    self.problem = nil
    var entryOut = 0
    var sum: UInt64 = 0
    for index in members.map({ Int($0) }) {
      for entry in Int(parent.optionStart[index])..<Int(parent.optionStart[index + 1]) {
        var value = Int128(parent.optionValue[entry]) << 20
        for use in Int(parent.useStart[entry])..<Int(parent.useStart[entry + 1]) {
          let row = Int(parent.useRow[use])
          let multiplier = multipliers[row]
          if multiplier == 0 { continue }
          let part = Int128(multiplier) * Int128(parent.useAmount[use])
          value -= signs[row] > 0 ? part : -part
        }
        // Rounded up, so that the block's bound stays one.
        let scaled = (value + (1 << (20 - valueBits)) - 1) >> (20 - valueBits)
        guard let fitting = Int64(exactly: scaled) else { return nil }
        sum += min(fitting.magnitude, Self.largestSum + 1)
        if sum > Self.largestSum { return nil }
        problem.setValue(fitting, of: entryOut)
        entryOut += 1
      }
    }
    if members.count <= Self.mostKept { self.problem = problem }
    return problem
  }

  /// The block as a problem without values.
  private func shape() -> PruningProblem {
    var newRow = [Int32](repeating: -1, count: parent.rows.count)
    for (index, row) in rows.enumerated() { newRow[row] = Int32(index) }
    var problem = PruningProblem()
    problem.rows = rows.map { parent.rows[$0] }
    var options = 0
    var uses = 0
    for index in members.map({ Int($0) }) {
      let entries = Int(parent.optionStart[index])..<Int(parent.optionStart[index + 1])
      options += entries.count
      for use in Int(parent.useStart[entries.lowerBound])..<Int(parent.useStart[entries.upperBound])
      where newRow[Int(parent.useRow[use])] >= 0 {
        uses += 1
      }
    }
    problem.reserve(classes: members.count, options: options, uses: uses)
    for index in members.map({ Int($0) }) {
      problem.isLadder.append(parent.isLadder[index])
      problem.lowest.append(parent.lowest[index])
      problem.highest.append(parent.highest[index])
      for entry in Int(parent.optionStart[index])..<Int(parent.optionStart[index + 1]) {
        problem.optionValue.append(0)
        for use in Int(parent.useStart[entry])..<Int(parent.useStart[entry + 1])
        where newRow[Int(parent.useRow[use])] >= 0 {
          problem.useRow.append(newRow[Int(parent.useRow[use])])
          problem.useAmount.append(parent.useAmount[use])
        }
        problem.useStart.append(Int32(problem.useRow.count))
      }
      problem.optionStart.append(Int32(problem.optionValue.count))
    }
    problem.couples = couples
    return problem
  }
}

extension PruningProblem {
  fileprivate mutating func setValue(_ value: Int64, of entry: Int) { optionValue[entry] = value }

  fileprivate mutating func reserve(classes: Int, options: Int, uses: Int) {
    isLadder.reserveCapacity(classes)
    lowest.reserveCapacity(classes)
    highest.reserveCapacity(classes)
    optionStart.reserveCapacity(classes + 1)
    optionValue.reserveCapacity(options)
    useStart.reserveCapacity(options + 1)
    useRow.reserveCapacity(uses)
    useAmount.reserveCapacity(uses)
  }
}
