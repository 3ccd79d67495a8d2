internal import Foundation

extension BlockProblem {
  /// How many options the core has of which a pool is made.
  private static let poolOptions = 400

  /// A plan of the block as what it changes of another: most members keep what they have.
  typealias Change = (position: Int32, option: Int32)

  /// Plans of the block that are nearly as good as its best under the prices, and use the shared rows differently:
  /// all that a beam ends with, as changes of a plan.
  /// - Parameters:
  ///   - plan: what the classes that are not open keep to.
  ///   - isOpen: of each member, whether it may change.
  ///   - floor: plans that are worth no more under the prices are of no interest.
  func pool(
    around plan: [Int32], isOpen: [Bool], multipliers: [Int64], above floor: Int64, gap: Int64, width: Int,
    shouldStop: @escaping () -> Bool
  ) -> [[Change]] {
    guard let (reduction, dual, signed) = priced(multipliers) else { return [] }
    var isClosed = [Bool](repeating: false, count: reduction.problem.classCount)
    for position in isOpen.indices where !isOpen[position] {
      isClosed[reduction.decider(of: position)] = true
    }
    let forest = dual.forest
    for tree in 0..<forest.treeCount {
      let nodes = forest.nodes[Int(forest.treeStart[tree])..<Int(forest.treeStart[tree + 1])].map { Int($0) }
      if nodes.contains(where: { isClosed[$0] }) { for node in nodes { isClosed[node] = true } }
    }
    let builder = CoreBuilder(dual: dual, prices: signed)
    let current = reduction.contract(plan)
    var threshold = Double(max(1, gap))
    for _ in 0..<60 {
      if shouldStop() { return [] }
      let built = builder.build(
        threshold: threshold, current: current, limit: Self.poolOptions, include: { !isClosed[$0] })
      guard let built else {
        threshold *= 0.7
        continue
      }
      guard !built.core.limits.isEmpty, built.core.limits.count <= BeamSearch.mostRows else { return [] }
      var search = BeamSearch(built.core, prices: built.prices, threshold: threshold)
      search.width = width
      search.shouldStop = shouldStop
      return search.all(above: floor - built.fixedValue).map { found in
        let other = reduction.expand(built.expand(found))
        return plan.indices.compactMap { other[$0] == plan[$0] ? nil : (Int32($0), other[$0]) }
      }.filter { !$0.isEmpty }
    }
    return []
  }
}

extension BlockProblem {
  /// By how much changes of a plan change its value and what it uses of some of the parent's rows, as ``uses(_:_:)``
  /// counts them.
  fileprivate func difference(_ changes: [Change], of plan: [Int32], _ rows: [Int32: Int32]) -> (
    value: Int64, uses: [CoreProblem.Use]
  ) {
    var value: Int64 = 0
    var uses: [CoreProblem.Use] = []
    for change in changes {
      for (option, sign) in [(plan[Int(change.position)], Int64(-1)), (change.option, 1)] {
        let index = Int(members[Int(change.position)])
        value += sign * parent.value(of: Int(option), in: index)
        parent.forEachUse(of: Int(option), in: index) { row, amount in
          guard let place = rows[Int32(row)] else { return }
          uses.append(CoreProblem.Use(row: place, amount: sign * Int64(signs[row]) * amount))
        }
      }
    }
    return (value, uses)
  }
}

extension TwoLevel {
  /// How many plans of each block are tried together.
  private static let poolSize = 250

  /// A better plan of the whole, made of plans of the blocks that are nearly as good as their best: many for each
  /// block, so that among their combinations some fill the shared rows nearly to the brim.
  ///
  /// Rows that few classes use, such as rules of coverage, are not looked at: those classes keep to the plan.
  /// - Parameters:
  ///   - choices: a plan of the whole.
  ///   - floor: its value.
  func combine(around choices: [Int32], floor: Int64) -> [Int32]? {
    guard let bound, bound > floor, answers.count == blocks.count else { return nil }
    let (wide, isOpen) = wideRows()
    guard !wide.isEmpty, wide.count <= BeamSearch.mostRows else { return nil }
    let gap = counted(bound - floor)
    let count = blocks.count
    nonisolated(unsafe) var pools = [[[BlockProblem.Change]]](repeating: [], count: count)
    let (blocks, answers, multipliers) = (self.blocks, self.answers, self.multipliers)
    nonisolated(unsafe) let stop = shouldStop
    pools.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let target = buffer
      let work: @Sendable (Int) -> Void = { block in
        let plan = blocks[block].part(of: choices)
        target[block] =
          [[]]
          + blocks[block].pool(
            around: plan, isOpen: blocks[block].members.map { isOpen[Int($0)] }, multipliers: multipliers,
            above: (answers[block].value ?? answers[block].bound) - gap, gap: gap, width: Self.poolSize,
            shouldStop: stop)
      }
      if threads > 1 {
        DispatchQueue.concurrentPerform(iterations: count) { work($0) }
      } else {
        for block in 0..<count { work(block) }
      }
    }
    if shouldStop() { return nil }
    let rows = wide.map { Int32($0) }
    let places = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1, Int32($0)) })
    let core = CoreProblem(
      limits: wide.map {
        problem.rows[$0].sense == .atMost ? problem.rows[$0].limit : -problem.rows[$0].limit
      },
      classes: zip(blocks, pools).map { block, plans in
        let plan = block.part(of: choices)
        let (value, uses) = (block.value(plan), block.uses(plan, rows))
        return plans.map { changes in
          let other = block.difference(changes, of: plan, places)
          return CoreProblem.Option(value: value + other.value, uses: CoreProblem.tidy(uses + other.uses))
        }
      })
    let prices = wide.map { Double(multipliers[$0]) / Double(PruningPlan.multiplierScale) }
    var best = [Int](repeating: 0, count: count)
    let start = core.value(best)
    for _ in 0..<Self.mostMatches {
      var match = SubsetMatch(core, base: best, prices: prices, most: Double(bound - floor))
      match.shouldStop = shouldStop
      guard let better = match.best(above: core.value(best)) else { break }
      best = better
    }
    guard core.value(best) > start else { return nil }
    var result = choices
    for (block, option) in best.enumerated() {
      for change in pools[block][option] {
        result[Int(blocks[block].members[Int(change.position)])] = change.option
      }
    }
    return result
  }

  private static let mostMatches = 3

  /// The shared rows that many classes use, and whether each class is in no other shared row.
  private func wideRows() -> (rows: [Int], isOpen: [Bool]) {
    var users = [Int](repeating: 0, count: problem.rows.count)
    func visit(_ body: (_ row: Int, _ index: Int) -> Void) {
      for index in 0..<problem.classCount {
        let first = Int(problem.useStart[Int(problem.optionStart[index])])
        let end = Int(problem.useStart[Int(problem.optionStart[index + 1])])
        for use in first..<end { body(Int(problem.useRow[use]), index) }
      }
    }
    visit { row, _ in users[row] += 1 }
    let wide = structure.shared.filter { users[$0] * 20 >= problem.classCount }
    var isNarrow = [Bool](repeating: false, count: problem.rows.count)
    for row in structure.shared { isNarrow[row] = true }
    for row in wide { isNarrow[row] = false }
    var isOpen = [Bool](repeating: true, count: problem.classCount)
    visit { row, index in if isNarrow[row] { isOpen[index] = false } }
    return (wide, isOpen)
  }
}
