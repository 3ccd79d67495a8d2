internal import PortfolioCore

/// How a plan holds up when the values are not quite what they were thought to be: the share of many slightly
/// different problems in whose plan each class is kept (the core index of Liesiö, Mild and Salo, EJOR 181, 2007).
public struct Stability: Sendable {
  /// What the draws say about a class.
  public enum Verdict: String, Sendable, Codable {
    /// Kept in nearly all draws.
    case certainKeep
    /// Let go in nearly all draws.
    case certainDrop
    /// Worth a discussion.
    case discuss
  }

  /// How many draws were solved.
  public var draws: Int
  /// In how many draws each class is kept at all: option above 0.
  public var kept: [Int32]
  /// In how many draws each class has the plan's own choice.
  public var same: [Int32]

  /// The share of draws that keep a class.
  public func frequency(of index: Int) -> Double { draws == 0 ? 0 : Double(kept[index]) / Double(draws) }

  /// Whether a class is kept or let go in nearly all draws: 95 of 100.
  public func verdict(of index: Int) -> Verdict {
    guard draws > 0 else { return .discuss }
    if Int(kept[index]) * 100 >= draws * 95 { return .certainKeep }
    return Int(kept[index]) * 100 <= draws * 5 ? .certainDrop : .discuss
  }

  /// Solves a problem again and again with values drawn about their own.
  /// - Parameters:
  ///   - draws: how many times.
  ///   - spread: the greatest part by which a class's values are raised or lowered, all alike; 0.2 is a fifth.
  ///   - seed: the same seed gives the same draws.
  ///   - progress: told how many draws are done.
  public static func compute(
    of problem: PruningProblem, plan: PruningPlan, draws: Int = 200, spread: Double, seed: UInt64,
    options: PruningOptions = PruningOptions(), progress: (Int) -> Void = { _ in }
  ) -> Stability {
    var result = Stability(
      draws: 0, kept: [Int32](repeating: 0, count: problem.classCount),
      same: [Int32](repeating: 0, count: problem.classCount))
    var settings = options
    settings.effort = 0
    settings.startMultipliers = plan.multipliers
    let overrun = Set(problem.elasticRows.flatMap { Array($0.classes) })
    for draw in 0..<draws {
      if options.shouldStop() { break }
      var generator = SeededGenerator(seed: seed &+ UInt64(draw) &* 0x9E37_79B9)
      var factors = [Double](repeating: 1, count: problem.classCount)
      for index in factors.indices {
        let unit = generator.unit()
        if !overrun.contains(index) { factors[index] = 1 + spread * (2 * unit - 1) }
      }
      let changed = problem.revaluing { index, _, value in
        // Only what a right earns is uncertain: a negative step stays as it is.
        value > 0 ? Int64((Double(value) * factors[index]).rounded()) : value
      }
      let other = PruningSolver.solve(changed, options: settings)
      guard other.choices.count == problem.classCount else { continue }
      result.draws += 1
      for index in 0..<problem.classCount {
        if other.choices[index] > 0 { result.kept[index] += 1 }
        if !plan.choices.isEmpty && other.choices[index] == plan.choices[index] { result.same[index] += 1 }
      }
      progress(result.draws)
    }
    return result
  }
}
