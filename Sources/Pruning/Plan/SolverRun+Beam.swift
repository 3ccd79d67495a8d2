internal import Foundation

extension SolverRun {
  /// How many options the cores have that a beam searches.
  private static let beamSizes = [1400, 700]

  /// Whether a beam is likely to find what branching does not: few rows, more classes than are searched to the
  /// end, and not so many that the cores are all alike.
  var wantsBeam: Bool {
    reduction.problem.rows.count > 1 && reduction.problem.rows.count <= BeamSearch.mostRows
      && (4000...400_000).contains(reduction.problem.classCount)
  }

  /// Looks for better plans among what is nearest to the cut line: a beam, and then what fills the room that it
  /// leaves. The cores are searched each for itself, so that threads change nothing.
  func searchBeam(_ multipliers: [Double]) {
    guard let start = best else { return }
    let prices = zip(multipliers, dual.signs).map { $0 * $1 }
    let builder = CoreBuilder(dual: dual, prices: prices)
    var threshold = Double(max(1, (bound ?? start.value) - start.value))
    var cores: [(built: CoreBuilder.Built, threshold: Double)] = []
    for size in Self.beamSizes {
      var built: CoreBuilder.Built?
      for _ in 0..<80 where built?.isWhole != true {
        if options.shouldStop() { return }
        built = builder.build(threshold: threshold, limit: size)
        if built?.isWhole != true { threshold *= 0.8 }
      }
      guard let built, built.isWhole else { return }
      cores.append((built, threshold))
    }
    let found = cores
    let stop = options.shouldStop
    nonisolated(unsafe) var plans = [[[Int]]](repeating: [], count: cores.count)
    plans.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let target = buffer
      let work: @Sendable (Int) -> Void = { number in
        let (built, threshold) = found[number]
        var search = BeamSearch(built.core, prices: built.prices, threshold: threshold)
        search.shouldStop = stop
        guard var plan = search.best(above: start.value - built.fixedValue) else { return }
        target[number].append(plan)
        for _ in 0..<2 {
          var match = SubsetMatch(built.core, base: plan, prices: built.prices, most: threshold)
          match.shouldStop = stop
          guard let better = match.best(above: built.core.value(plan)) else { return }
          plan = better
          target[number].append(plan)
        }
      }
      if options.threads > 1 {
        DispatchQueue.concurrentPerform(iterations: found.count) { work($0) }
      } else {
        for number in found.indices { work(number) }
      }
    }
    for (core, list) in zip(cores, plans) { for plan in list { offer(core.built.expand(plan)) } }
    tell(.search)
  }
}
