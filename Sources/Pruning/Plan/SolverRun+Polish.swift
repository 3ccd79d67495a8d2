internal import Foundation

/// What is nearest to the cut line, block by block, as small problems about a plan.
///
/// Thresholds follow the blocks: what fitted last time is where the next search starts.
private struct Neighbourhoods {
  let builder: CoreBuilder
  let blockOf: [Int32]?
  /// What all blocks, -1, and what they lend, -2, start with.
  let widest: Double
  /// Whether classes far off their best options keep what they have: of a large plan there are more such classes
  /// than a neighbourhood holds, and nothing else would find room beside them.
  let leavesFar: Bool
  private var thresholds: [Int: Double] = [:]
  private var nearby: CoreBuilder.Nearby?
  private var known: (value: Int64, uses: [Int64])?

  init(_ builder: CoreBuilder, blockOf: [Int32]?, widest: Double, leavesFar: Bool) {
    self.builder = builder
    self.blockOf = blockOf
    self.widest = widest
    self.leavesFar = leavesFar
  }

  /// A plan, its value, and what it uses.
  typealias Plan = (choices: [Int32], value: Int64)

  private func nearby(_ threshold: Double) -> CoreBuilder.Nearby? {
    nearby.flatMap { threshold <= $0.threshold ? $0 : nil }
  }

  private mutating func uses(_ plan: Plan) -> (value: Int64, uses: [Int64]) {
    // Only better plans take the place of a plan, so the value tells which it is.
    if let known, known.value == plan.value { return known }
    let uses = (plan.value, builder.dual.problem.uses(of: plan.choices))
    known = uses
    return uses
  }

  /// The greatest loss of which all options within a block fit a number, and the core that they make.
  mutating func find(_ block: Int, _ wanted: Int, _ plan: Plan) -> (Double, CoreBuilder.Built?) {
    var threshold = thresholds[block] ?? widest
    var built: CoreBuilder.Built?
    let blockOf = blockOf
    let uses = uses(plan)
    for _ in 0..<40 {
      built = builder.build(
        threshold: threshold, current: plan.choices, limit: wanted, among: nearby(threshold),
        leavesFar: leavesFar, known: uses,
        include: block < 0 ? nil : { blockOf?[$0] == Int32(block) })
      if built != nil { break }
      threshold *= 0.6
    }
    thresholds[block] = threshold * 1.3
    // Whatever is asked for next is likely to be about as wide.
    if built != nil, nearby(threshold * 1.3) == nil { nearby = builder.nearby(threshold * 2) }
    return (threshold, built)
  }

  /// The core of a block, with what the others lend.
  mutating func core(_ block: Int, _ wanted: Int, _ plan: Plan, lent: Double?) -> CoreBuilder.Built? {
    let (near, alone) = find(block, wanted, plan)
    if block >= 0, let blockOf, let lent {
      let together = builder.build(
        threshold: near, current: plan.choices, limit: 2 * (wanted + SolverRun.lentOptions),
        among: nearby(max(near, lent)), leavesFar: leavesFar, known: uses(plan),
        near: { blockOf[$0] == Int32(block) ? near : lent })
      if let together, Self.isFit(together) { return together }
    }
    return alone.flatMap { Self.isFit($0) ? $0 : nil }
  }

  private static func isFit(_ built: CoreBuilder.Built) -> Bool {
    built.core.optionCount > built.core.classes.count
      && built.core.limits.count <= BranchAndCut.mostRows / 2
  }
}

extension SolverRun {
  /// How many options near the cut line the other blocks lend to a block's neighbourhood.
  fileprivate static let lentOptions = 100
  /// Beyond so many classes the blocks borrow from the first round on.
  static let mostClassesForWholeBlocks = 50_000
  /// Beyond so many classes those far off their best options keep what they have.
  static let mostClassesToReopen = 400_000
  /// How many blocks are searched about the same plan: as many at a time as there are threads, so that the number
  /// of threads changes nothing.
  private static let blocksAtOnce = 2

  /// Solves small neighbourhoods of the best plan: what is nearest to the cut line anywhere, then each block
  /// together with that: a unit can spend what is left of its own budgets only if others give up as much of those
  /// that all share.
  func polish(rounds: Int) {
    guard let start = best else { return }
    let structure = BlockStructure(reduction.problem)
    let prices = zip(currentPrices, dual.signs).map { $0 * $1 }
    var near = Neighbourhoods(
      CoreBuilder(dual: dual, prices: prices), blockOf: structure?.blockOf,
      widest: Double(max(1, (bound ?? 0) - start.value)) * 2,
      leavesFar: reduction.problem.classCount > Self.mostClassesToReopen)
    let blockCount = structure?.members.count ?? 0
    var isIdle = false
    for round in 0..<rounds {
      let before = best?.value
      var lent: Double?
      if let best, structure != nil, (round % 2 == 0) == isLarge {
        lent = near.find(-2, Self.lentOptions, best).0
      }
      let more = min(round, 3) * 80
      if options.shouldStop() || isSolved { return }
      if let best, let built = near.core(-1, 240 + more, best, lent: nil) {
        take(built, about: best, nodes: structure == nil ? 4000 : 1500)
      }
      for first in stride(from: 0, to: blockCount, by: Self.blocksAtOnce) {
        if options.shouldStop() || isSolved { return }
        guard let base = best else { return }
        let cores = (first..<min(first + Self.blocksAtOnce, blockCount)).compactMap { block in
          near.core(block, 160 + more, base, lent: lent).map { (block, $0) }
        }
        let found = search(cores.map(\.1), about: base.value, nodes: Self.nodesOfBlock)
        for ((block, built), plan) in zip(cores, found) {
          guard let plan, let now = best else { continue }
          if now.value == base.value {
            offer(plan)
            continue
          }
          // Others of these blocks have changed the plan meanwhile: their changes and this one's may fit together.
          var joined = now.choices
          for index in joined.indices where plan[index] != base.choices[index] { joined[index] = plan[index] }
          offer(joined)
          guard best?.value == now.value, !options.shouldStop() else { continue }
          if let again = near.core(block, 160 + more, now, lent: lent) {
            take(again, about: now, nodes: Self.nodesOfBlock)
          }
          _ = built
        }
      }
      tell(.search)
      // The next round looks elsewhere.
      if best?.value == before, isIdle || structure == nil { return }
      isIdle = best?.value == before
    }
  }

  private static let nodesOfBlock = 150

  /// Smaller problems are searched to their end.
  static let leastClassesForDeals = 4000

  /// How neighbourhoods are dealt.
  private struct Deals {
    /// The most deals for each thread, and how many in vain are the last.
    var most = 12
    var mostIdle = 3
    /// How many options a deal has, and how long it is searched.
    var options = 300
    var nodes = 1000
    /// One in so many of the classes that are near enough is dealt, by turns.
    var parts: [UInt64] = [3]
  }

  /// Solves neighbourhoods that are dealt from what is near to the cut line: where few rows hold all rights, nothing
  /// else tells which options belong together, and each deal is another chance to fill the rows.
  func shuffle(leastClasses: Int = leastClassesForDeals) {
    guard deals(leastClasses: leastClasses) else { return }
    shuffle(turn: 0, Deals())
  }

  /// Whether neighbourhoods are dealt before the last search; otherwise it pauses for them when it takes long.
  var dealsBeforeSearch: Bool { deals(leastClasses: Self.leastClassesForDeals) }

  private func deals(leastClasses: Int) -> Bool {
    reduction.problem.rows.count <= BeamSearch.mostRows && reduction.problem.classCount >= leastClasses
  }

  /// - Parameter turn: each turn deals otherwise.
  private func shuffle(turn: UInt64, _ deals: Deals) {
    guard reduction.problem.rows.count > 1, let start = best else { return }
    let builder = CoreBuilder(dual: dual, prices: zip(currentPrices, dual.signs).map { $0 * $1 })
    var threshold = Double(max(1, (bound ?? 0) - start.value)) * 2
    var nearby: CoreBuilder.Nearby?
    var idle = 0
    for batch in 0..<deals.most {
      guard let base = best, !isSolved, !options.shouldStop() else { return }
      var cores: [CoreBuilder.Built] = []
      for place in 0..<Self.blocksAtOnce {
        let deal = turn << 16 + UInt64(batch * Self.blocksAtOnce + place)
        let part = deals.parts[(batch * Self.blocksAtOnce + place) % deals.parts.count]
        for _ in 0..<60 {
          let built = builder.build(
            threshold: threshold, current: base.choices, limit: deals.options,
            among: nearby.flatMap { threshold <= $0.threshold ? $0 : nil },
            include: { Self.deal($0, deal) % part == 0 })
          guard let built else {
            threshold *= 0.8
            continue
          }
          if nearby.map({ $0.threshold < threshold * 1.1 }) ?? true {
            nearby = builder.nearby(threshold * 1.5)
          }
          cores.append(built)
          break
        }
        threshold *= 1.1
      }
      let found = search(cores, about: base.value, nodes: deals.nodes)
      for plan in found.compactMap({ $0 }) {
        offer(plan)
        guard let now = best else { continue }
        // Changes of one deal may fit to those of another.
        var joined = now.choices
        for index in joined.indices where plan[index] != base.choices[index] { joined[index] = plan[index] }
        offer(joined)
      }
      tell(.search)
      idle = best?.value == base.value ? idle + 1 : 0
      if idle >= deals.mostIdle { return }
    }
  }

  /// Deals again while a search of the whole pauses: what that search has not met in some thousand nodes, it is not
  /// about to meet.
  func shuffleDuringSearch(turn: Int) {
    shuffle(
      turn: UInt64(turn),
      Deals(most: 60, mostIdle: 10, options: 200 + 100 * min(turn, 4), nodes: 200, parts: [2, 3, 4, 6]))
  }

  /// A number that looks like chance, the same for the same class and deal.
  private static func deal(_ index: Int, _ deal: UInt64) -> UInt64 {
    var hash = (UInt64(index) &+ 1) &* 0x9E37_79B9_7F4A_7C15 ^ (deal &+ 1) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ (hash >> 31)) &* 0x94D0_49BB_1331_11EB
    return hash ^ (hash >> 29)
  }

  private func take(_ built: CoreBuilder.Built, about plan: (choices: [Int32], value: Int64), nodes: Int) {
    let stop = options.shouldStop
    if let found = Self.search(built, about: plan.value, nodes: nodes, shouldStop: stop) { offer(found) }
  }

  /// The best plans found in some cores, each searched for itself.
  private func search(_ cores: [CoreBuilder.Built], about value: Int64, nodes: Int) -> [[Int32]?] {
    nonisolated(unsafe) var found = [[Int32]?](repeating: nil, count: cores.count)
    let stop = options.shouldStop
    found.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let target = buffer
      let work: @Sendable (Int) -> Void = { number in
        target[number] = Self.search(cores[number], about: value, nodes: nodes, shouldStop: stop)
      }
      if options.threads > 1 {
        DispatchQueue.concurrentPerform(iterations: cores.count) { work($0) }
      } else {
        for number in cores.indices { work(number) }
      }
    }
    return found
  }

  private static func search(
    _ built: CoreBuilder.Built, about value: Int64, nodes: Int, shouldStop: @escaping @Sendable () -> Bool
  ) -> [Int32]? {
    var search = BranchAndCut()
    search.nodeLimit = nodes
    search.cutRounds = 6
    search.shouldStop = shouldStop
    let result = search.solve(
      built.core, floor: value - built.fixedValue, base: built.base, prices: built.prices)
    return result.choices.map { built.expand($0) }
  }
}
