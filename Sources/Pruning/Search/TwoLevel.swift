internal import Foundation

/// The two-level bound: shared rows are priced, every block keeps its own rows and is solved for itself.
///
/// For prices λ of the shared rows, λ·b + Σ over blocks of the block's best worth is a bound; it is never weaker
/// than pricing all rows, and stronger where a block's rows are tight (Geoffrion 1974). Prices come from the
/// relaxation that mixes the blocks' plans found so far (Dantzig and Wolfe 1960), held back towards the best
/// prices known.
final class TwoLevel {
  /// Blocks count in units of 2⁻¹⁰ of value where that fits; where values are large, in coarser units.
  let valueBits: Int
  /// How many of the blocks' units make one of value.
  var valueScale: Int64 { 1 << Int64(valueBits) }
  private static let finestBits = 10
  /// What all options are worth together stays below this in the blocks' units where any unit but one allows it:
  /// floating point counts so far without rounding.
  private static let exactSum: UInt64 = 1 << 52
  /// A bound beyond this is none: differences of bounds and values fit 64 bits.
  private static let largestBound = Int128(1) << 61

  let problem: PruningProblem
  let structure: BlockStructure
  private(set) var blocks: [BlockProblem]
  let threads: Int
  let shouldStop: () -> Bool
  /// The best bound, in units of value, and what proves it.
  private(set) var bound: Int64?
  private(set) var multipliers: [Int64]
  private(set) var answers: [BlockProblem.Answer] = []
  private(set) var isExact = false
  /// Whether it is proven that no plan keeps the own rows of some block.
  private(set) var isInfeasible = false

  init(
    _ problem: PruningProblem, _ structure: BlockStructure, start: [Double], threads: Int,
    shouldStop: @escaping () -> Bool
  ) {
    self.problem = problem
    self.structure = structure
    self.threads = threads
    self.shouldStop = shouldStop
    var couples = [[PruningProblem.Couple]](repeating: [], count: structure.members.count)
    if !problem.couples.isEmpty {
      var place = [Int32](repeating: 0, count: problem.classCount)
      for members in structure.members {
        for (position, index) in members.enumerated() { place[Int(index)] = Int32(position) }
      }
      for couple in problem.couples {
        let block = structure.blockOf[Int(couple.first)]
        guard block == structure.blockOf[Int(couple.second)] else { continue }
        couples[Int(block)].append(
          PruningProblem.Couple(
            couple.coupling, Int(place[Int(couple.first)]), Int(place[Int(couple.second)])))
      }
    }
    let total = problem.optionValue.reduce(UInt64(0)) { $0 + $1.magnitude }
    var bits = Self.finestBits
    while bits > 0 && total >= Self.exactSum >> UInt64(bits) { bits -= 1 }
    valueBits = bits
    blocks = structure.members.indices.map {
      BlockProblem(problem, structure, block: $0, couples: couples[$0], start: start, valueBits: bits)
    }
    multipliers = [Int64](repeating: 0, count: problem.rows.count)
    for row in structure.shared { multipliers[row] = Self.rounded(start[row]) }
  }

  static func rounded(_ value: Double) -> Int64 {
    guard value.isFinite else { return 0 }
    return Int64(min(max(0, value * Double(PruningPlan.multiplierScale)), 1e15).rounded())
  }

  /// Takes a plan apart into plans of the blocks.
  func learn(_ choices: [Int32]) {
    for block in blocks { block.learn(block.part(of: choices)) }
  }

  /// Solves all blocks under the prices; true when the bound fell.
  @discardableResult
  func price(_ prices: [Int64], optionLimit: Int, nodeLimit: Int) -> Bool {
    take(prices, known: [], optionLimit: optionLimit, nodeLimit: nodeLimit)
  }

  /// Solves the blocks of which nothing is known under the prices, and keeps the prices when the bound fell.
  func take(_ prices: [Int64], known: [BlockProblem.Answer?], optionLimit: Int, nodeLimit: Int) -> Bool {
    guard
      let (found, results) = evaluate(prices, known: known, optionLimit: optionLimit, nodeLimit: nodeLimit),
      bound.map({ found < $0 }) ?? true
    else { return false }
    bound = found
    multipliers = prices
    answers = results
    isExact = answers.allSatisfy(\.isExact)
    return true
  }

  /// What all blocks are worth under the prices.
  /// - Parameter known: what is known of each block already, under the same prices; empty when nothing is.
  /// - Returns: the bound and what the blocks are worth; nil when there is none, be it that numbers become too large
  ///   under the prices, be it that a block has no plan.
  func evaluate(
    _ prices: [Int64], known: [BlockProblem.Answer?], optionLimit: Int, nodeLimit: Int
  ) -> (bound: Int64, answers: [BlockProblem.Answer])? {
    let count = blocks.count
    nonisolated(unsafe) var results =
      known.isEmpty ? [BlockProblem.Answer?](repeating: nil, count: count) : known
    let blocks = self.blocks
    nonisolated(unsafe) let stop = shouldStop
    let shared = structure.shared
    let wanted = results.indices.filter { results[$0] == nil }
    results.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let target = buffer
      let work: @Sendable (Int) -> Void = { number in
        let block = wanted[number]
        target[block] = blocks[block].solve(
          shared, multipliers: prices, optionLimit: optionLimit, nodeLimit: nodeLimit, shouldStop: stop)
      }
      if threads > 1 && wanted.count > 1 {
        DispatchQueue.concurrentPerform(iterations: wanted.count) { work($0) }
      } else {
        for number in wanted.indices { work(number) }
      }
    }
    let answers = results.compactMap { $0 }
    if answers.contains(where: \.isInfeasible) { isInfeasible = true }
    guard answers.count == count, !isInfeasible else { return nil }
    var total: Int128 = 0
    for row in structure.shared {
      let part = Int128(prices[row]) * Int128(problem.rows[row].limit)
      total += problem.rows[row].sense == .atMost ? part : -part
    }
    // Units of 2⁻²⁰ are finer than those of the blocks.
    let sum = answers.reduce(Int128(0)) { $0 + Int128($1.bound) }
    let bound = (total + (sum << Int128(20 - valueBits))) >> 20
    return bound.magnitude < Self.largestBound.magnitude ? (Int64(bound), answers) : nil
  }

  /// The problem of picking one known plan for each block. The tag of an option is the plan's number.
  /// - Parameter center: the prices under which the base is best; nil for the best known.
  func mixture(around center: [Int64]? = nil) -> (core: CoreProblem, base: [Int]) {
    let prices = center ?? multipliers
    let rows = structure.shared.map { Int32($0) }
    let limits = rows.map { row -> Int64 in
      let entry = problem.rows[Int(row)]
      return entry.sense == .atMost ? entry.limit : -entry.limit
    }
    var base: [Int] = []
    let classes = blocks.map { block -> [CoreProblem.Option] in
      let options = block.plans.enumerated().map { position, plan in
        CoreProblem.Option(value: block.value(plan), uses: block.uses(plan, rows), tag: Int32(position))
      }
      var best = 0
      var most = -Double.infinity
      for (position, option) in options.enumerated() {
        var worth = Double(option.value)
        for use in option.uses {
          worth -=
            Double(prices[Int(rows[Int(use.row)])]) / Double(PruningPlan.multiplierScale)
            * Double(use.amount)
        }
        if worth > most { (best, most) = (position, worth) }
      }
      base.append(best)
      return options
    }
    return (CoreProblem(limits: limits, classes: classes), base)
  }

  /// Multipliers of all rows: of the shared ones those that were asked for, of each block's own those it found last.
  func allMultipliers(_ prices: [Int64]) -> [Double] {
    var all = prices.map { Double($0) / Double(PruningPlan.multiplierScale) }
    for block in blocks {
      for (row, multiplier) in zip(block.rows, block.ownMultipliers) { all[row] = multiplier }
    }
    return all
  }

  /// The choices of the plans that are worth most under some prices, block by block: shared rows may be broken.
  /// Nil when a block has no plan yet.
  func bestParts(_ prices: [Int64]) -> [Int32]? {
    let (core, base) = mixture(around: prices)
    return core.classes.allSatisfy { !$0.isEmpty } ? assemble(base, of: core) : nil
  }

  /// The plan of the problem that a mixture's choices stand for.
  func assemble(_ plan: [Int], of mixture: CoreProblem) -> [Int32] {
    var choices = [Int32](repeating: 0, count: problem.classCount)
    for (block, option) in plan.enumerated() {
      let known = blocks[block].plans[Int(mixture.classes[block][option].tag)]
      for (position, index) in blocks[block].members.enumerated() { choices[Int(index)] = known[position] }
    }
    return choices
  }

  /// The choices of the plans that weigh most in the relaxed mixture, block by block.
  func heaviestParts() -> [Int32]? {
    guard let weights = mixtureWeights() else { return nil }
    var choices = [Int32](repeating: 0, count: problem.classCount)
    for (block, mixed) in weights.enumerated() {
      var heaviest: (plan: Int, weight: Double)?
      for entry in mixed where entry.weight > heaviest?.weight ?? 0 { heaviest = entry }
      guard let heaviest else { return nil }
      for (position, index) in blocks[block].members.enumerated() {
        choices[Int(index)] = blocks[block].plans[heaviest.plan][position]
      }
    }
    return choices
  }

  /// By how much each block's part of a plan falls short of the block's best known under the best prices.
  func losses(of choices: [Int32]) -> [Double] {
    let price = structure.shared.map { Double(multipliers[$0]) / Double(PruningPlan.multiplierScale) }
    let rows = structure.shared.map { Int32($0) }
    return blocks.indices.map { number in
      let block = blocks[number]
      let part = block.part(of: choices)
      let worth = block.uses(part, rows).reduce(Double(block.value(part))) {
        $0 - price[Int($1.row)] * Double($1.amount)
      }
      guard number < answers.count else { return 0 }
      return Double(answers[number].value ?? answers[number].bound) / Double(valueScale) - worth
    }
  }

  /// By what weights the relaxed mixture mixes the known plans of each block: the plan's number and its weight.
  private func mixtureWeights() -> [[(plan: Int, weight: Double)]]? {
    let (core, base) = mixture()
    guard core.classes.allSatisfy({ !$0.isEmpty }) else { return nil }
    let relaxation = CoreRelaxation(core, base: base)
    guard relaxation.solve(limit: 20_000) == .optimal else { return nil }
    return core.classes.indices.map { block in
      zip(core.classes[block], relaxation.weights(block)).compactMap { option, weight in
        weight > 1e-7 ? (Int(option.tag), weight) : nil
      }
    }
  }

  /// A guess of the worth of a unit of each row, for the first width of the box.
  private lazy var worth: [Double] = {
    var values = [Double](repeating: 0, count: problem.rows.count)
    var amounts = [Double](repeating: 0, count: problem.rows.count)
    for entry in problem.optionValue.indices {
      for use in Int(problem.useStart[entry])..<Int(problem.useStart[entry + 1]) {
        values[Int(problem.useRow[use])] += abs(Double(problem.optionValue[entry]))
        amounts[Int(problem.useRow[use])] += abs(Double(problem.useAmount[use]))
      }
    }
    return zip(values, amounts).map { $1 > 0 ? $0 / $1 : 1 }
  }()

  /// What all that uses each row adds up to.
  private lazy var reach: [Int64] = {
    var sums = [Int64](repeating: 0, count: problem.rows.count)
    for use in problem.useRow.indices { sums[Int(problem.useRow[use])] += abs(problem.useAmount[use]) }
    return sums
  }()

  /// What room bought or sold at once may cost.
  private static let largestTrade = 0x1p55

  /// A difference of bounds in the units of the blocks, no larger than what can be added to a bound.
  func counted(_ difference: Int64) -> Int64 {
    let most = Int64(1) << 60
    let (scaled, isOver) = difference.multipliedReportingOverflow(by: valueScale)
    return isOver || scaled.magnitude > most.magnitude ? (difference > 0 ? most : -most) : scaled
  }

  /// Prices from the relaxed mixture, kept within a box about the best prices: whoever would leave it may buy
  /// room at the box's upper price or sell it at the lower (Marsten, Hogan and Blankenship 1975).
  /// - Parameter width: the half width of the box, as a part of the prices.
  /// - Returns: new prices, the mixture's worth, and whether any price stands at the box.
  func mix(width: Double) -> (prices: [Int64], value: Double, isAtBox: Bool)? {
    var (core, base) = mixture()
    guard core.classes.allSatisfy({ !$0.isEmpty }) else { return nil }
    let scale = Double(PruningPlan.multiplierScale)
    var box: [(low: Double, high: Double)] = []
    for (position, row) in structure.shared.enumerated() {
      let center = Double(multipliers[row]) / scale
      let half = max(width * center, 0.15 * width * worth[row])
      let low = max(0, center - half)
      let high = center + half
      box.append((low, high))
      // Nobody buys more room than all uses take, however far the limit lies beyond.
      var amount = max(1, min(abs(core.limits[position]), reach[row]))
      for options in core.classes {
        for option in options { amount = max(amount, abs(option.use(of: position))) }
      }
      amount = min(amount, 1 << 40, max(1, Int64(saturating: Self.largestTrade / max(1, high))))
      let buy = Int64(saturating: (high * Double(amount)).rounded(.up))
      core.classes.append([
        CoreProblem.Option(value: 0, uses: []),
        CoreProblem.Option(value: -buy, uses: [CoreProblem.Use(row: Int32(position), amount: -amount)]),
      ])
      base.append(0)
      let sell = Int64(saturating: (low * Double(amount)).rounded(.down))
      if sell > 0 {
        core.classes.append([
          CoreProblem.Option(value: 0, uses: []),
          CoreProblem.Option(value: sell, uses: [CoreProblem.Use(row: Int32(position), amount: amount)]),
        ])
        base.append(0)
      }
    }
    let relaxation = CoreRelaxation(core, base: base)
    guard relaxation.solve(limit: 20_000) == .optimal else { return nil }
    let found = relaxation.multipliers()
    var shortfall = core.classes.map { $0.map { _ in 0.0 } }
    let value = relaxation.bound(&shortfall)
    var prices = [Int64](repeating: 0, count: problem.rows.count)
    var isAtBox = false
    for (position, row) in structure.shared.enumerated() {
      let price = min(max(found[position], box[position].low), box[position].high)
      if price >= box[position].high * (1 - 1e-9) || (price <= box[position].low && price > 0) {
        isAtBox = true
      }
      prices[row] = Self.rounded(price)
    }
    return (prices, value, isAtBox)
  }

  /// The best pick of known plans.
  /// - Returns: whether the search was complete, and the bound of the picks.
  func pick(
    floor: Int64?, nodeLimit: Int, onPlan: @escaping ([Int32]) -> Void
  ) -> (isComplete: Bool, bound: Int64)? {
    let (core, base) = mixture()
    guard core.classes.allSatisfy({ !$0.isEmpty }) else { return nil }
    var search = BranchAndCut()
    search.nodeLimit = nodeLimit
    search.cutRounds = 0
    search.shouldStop = shouldStop
    search.onPlan = { [self] plan, _ in onPlan(assemble(plan, of: core)) }
    let scale = Double(PruningPlan.multiplierScale)
    let result = search.solve(
      core, floor: floor, base: base, prices: structure.shared.map { Double(multipliers[$0]) / scale })
    return (result.isComplete, result.bound)
  }

  /// Lists, block by block, every plan that can be part of a plan better than a floor.
  /// - Returns: whether all blocks were listed whole.
  func enumerate(above floor: Int64, most: Int, nodeLimit: Int) -> Bool {
    guard let bound, answers.count == blocks.count else { return false }
    let gap = counted(bound - floor + 1)
    let count = blocks.count
    nonisolated(unsafe) var isWhole = [Bool](repeating: false, count: count)
    let blocks = self.blocks
    nonisolated(unsafe) let stop = shouldStop
    let answers = self.answers
    let multipliers = self.multipliers
    isWhole.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let target = buffer
      let work: @Sendable (Int) -> Void = { block in
        target[block] = blocks[block].enumerate(
          above: answers[block].bound - gap - 1, multipliers: multipliers, most: most, nodeLimit: nodeLimit,
          shouldStop: stop)
      }
      if threads > 1 {
        DispatchQueue.concurrentPerform(iterations: count) { work($0) }
      } else {
        for block in 0..<count { work(block) }
      }
    }
    return isWhole.allSatisfy { $0 }
  }
}
