/// Finds out why no plan keeps all rows: with all values taken as zero, multipliers whose bound is below zero
/// prove that none does, and the rows that have one are the conflict (Farkas).
struct Infeasibility {
  let problem: PruningProblem
  let options: PruningOptions

  /// The conflict, when multipliers prove it.
  func conflict() -> PruningConflict? {
    guard var multipliers = proof(of: problem.rows.indices.map { _ in true }, evaluations: 800) else {
      return nil
    }
    // Rows that are not needed for the proof leave it, the lightest first.
    var isIn = multipliers.map { $0 > 0 }
    let weight = weights(multipliers)
    let order = problem.rows.indices.filter { isIn[$0] }.sorted { (weight[$0], $0) < (weight[$1], $1) }
    var isTried = 0
    for row in order where isIn[row] && isTried < 40 && !options.shouldStop() {
      isTried += 1
      var fewer = isIn
      fewer[row] = false
      if let smaller = proof(of: fewer, evaluations: 200) {
        multipliers = smaller
        isIn = smaller.map { $0 > 0 }
      }
    }
    let final = weights(multipliers)
    let rows = problem.rows.indices.filter { multipliers[$0] > 0 }
      .sorted { final[$0] != final[$1] ? final[$0] > final[$1] : $0 < $1 }
    return PruningConflict(rows: rows, classes: [], multipliers: multipliers, leastChange: leastChange(rows))
  }

  private func weights(_ multipliers: [Int64]) -> [Double] {
    var most = [Double](repeating: 0, count: multipliers.count)
    for index in problem.useRow.indices {
      most[Int(problem.useRow[index])] = max(
        most[Int(problem.useRow[index])], abs(Double(problem.useAmount[index])))
    }
    return zip(multipliers, most).map { Double($0) * $1 }
  }

  /// Multipliers of some rows whose bound is below zero when all values are zero.
  private func proof(of isIn: [Bool], evaluations: Int) -> [Int64]? {
    var bare = problem.revaluing { _, _, _ in 0 }
    for row in bare.rows.indices where !isIn[row] { bare = bare.dropping(row) }
    // What proves the conflict has to prove it of the problem as it stands.
    let reduction = Reduction(bare, tightens: false)
    let dual = DualFunction(reduction, threads: options.threads)
    var descent = DualDescent(dual, start: nil)
    descent.run(
      dual, evaluations: evaluations, floor: nil, shouldStop: { options.shouldStop() },
      until: -0.5)
    guard descent.bestBound < 0 else { return nil }
    // The bound grows with the multipliers: as large as they may be, so that rounding does not matter.
    let own = Array(descent.multipliers.prefix(problem.rows.count))
    guard let largest = own.max(), largest > 0 else { return nil }
    let checker = SolutionChecker(problem)
    for power in [40.0, 30, 20] {
      let factor = Double(sign: .plus, exponent: Int(power), significand: 1) / largest
      let scaled = own.enumerated().map { isIn[$0] ? Int64(($1 * factor).rounded()) : 0 }
      if let bound = checker.bound(of: scaled, withoutValues: true), bound < 0 { return scaled }
    }
    return nil
  }

  /// The smallest sum of relaxations that was found, each weighed against its row's limit.
  func leastChange(_ rows: [Int]) -> [PruningConflict.Relaxation] {
    guard !options.shouldStop() else { return [] }
    let bare = problem.revaluing { _, _, _ in 0 }
    guard let elastic = bare.addingOverruns(of: rows) else { return [] }
    var settings = PruningOptions()
    settings.threads = options.threads
    settings.shouldStop = options.shouldStop
    settings.effort = 0.1
    settings.explainsConflicts = false
    let plan = PruningSolver.solve(elastic, options: settings)
    guard plan.value != nil else { return [] }
    return elastic.elasticRows.compactMap { entry in
      var amount: Int64 = 0
      for index in entry.classes {
        elastic.forEachUse(of: Int(plan.choices[index]), in: index) { _, use in amount += abs(use) }
      }
      // Powers of two may buy more than is missing.
      let row = problem.rows[entry.row]
      let own = problem.uses(of: Array(plan.choices.prefix(problem.classCount)))[entry.row]
      let missing = row.sense == .atMost ? own - row.limit : row.limit - own
      return missing > 0 ? PruningConflict.Relaxation(row: entry.row, amount: min(amount, missing)) : nil
    }
  }
}

extension PruningProblem {
  /// The problem with rows that may give way at a price of ten million for the whole of their limit.
  fileprivate func addingOverruns(of rows: [Int]) -> PruningProblem? {
    var copy = self
    for row in rows {
      let price = max(1, 10_000_000 / max(1, abs(copy.rows[row].limit)))
      guard copy.addOverrun(of: row, price) else { return nil }
    }
    return copy
  }
}
