/// Finds out why no plan keeps all rows: with all values taken as zero, multipliers whose bound is below zero
/// prove that none does, and the rows that have one are the conflict (Farkas).
struct Infeasibility {
  let problem: PruningProblem
  let options: PruningOptions
  /// What all that uses a row adds up to: whatever is chosen, a row of such a limit is kept.
  private let reach: [Int64]

  init(problem: PruningProblem, options: PruningOptions) {
    self.problem = problem
    self.options = options
    var reach = [Int64](repeating: 0, count: problem.rows.count)
    for index in problem.useRow.indices { reach[Int(problem.useRow[index])] += abs(problem.useAmount[index]) }
    self.reach = reach
  }

  /// A few conflicts are looked for one by one; the more classes, the longer each takes.
  private static let mostConflicts = 24
  private static let mostConflictsWhenLarge = 4
  private static let mostClassesForAll = 20_000

  static func mostConflicts(of problem: PruningProblem) -> Int {
    problem.classCount <= mostClassesForAll ? mostConflicts : mostConflictsWhenLarge
  }

  /// Looking at rows one by one passes over all options for each: beyond so many steps it is left out.
  private static let mostStepsForSingles = 500_000_000
  /// How many rows are tried whether the proof does without them.
  private static let mostTries = 40

  /// The conflict, when multipliers prove it.
  ///
  /// Where several contradict each other independently, each of them has to give way: the multipliers prove the
  /// first, and all of them are named.
  func conflict() -> PruningConflict? {
    var isIn = problem.rows.map { _ in true }
    guard let whole = proof(of: isIn, evaluations: 800) else { return nil }
    // A row that no plan keeps even alone is the shortest of all conflicts.
    let singles = brokenSingles()
    let first: (rows: [Int], multipliers: [Int64]) =
      singles.first.map { ([$0], price(of: $0)) } ?? shortened(whole)
    var rows = singles.isEmpty ? first.rows : singles
    for row in rows { isIn[row] = false }
    for _ in 0..<Self.mostConflicts(of: problem) {
      guard isIn.contains(true), !options.shouldStop(), let next = proof(of: isIn, evaluations: 800) else {
        break
      }
      let others = shortened(next).rows
      rows += others
      for row in others { isIn[row] = false }
    }
    let relief = relief(rows)
    if relief == nil, let families = contradictingFamilies() { return families }
    // What has to give way beside that is in conflicts that no multipliers prove, or is named without one.
    if let relief, relief.change.contains(where: { isIn[$0.row] }) {
      let search = ConflictSearch(problem: problem, options: options, relief: relief)
      rows += search.rows(beside: rows)
    }
    return PruningConflict(
      rows: rows, classes: [], rowsContradict: true, multipliers: first.multipliers,
      leastChange: relief?.change ?? [])
  }

  /// Rows that contradict each other, the heaviest first, with the multipliers that prove it.
  /// - Parameter proof: multipliers that prove it, maybe of more rows than it takes.
  private func shortened(_ proof: [Int64]) -> (rows: [Int], multipliers: [Int64]) {
    var multipliers = proof
    // Rows that are not needed for the proof leave it, the lightest first.
    var isIn = multipliers.map { $0 > 0 }
    let weight = weights(multipliers)
    let order = problem.rows.indices.filter { isIn[$0] }.sorted { (weight[$0], $0) < (weight[$1], $1) }
    var tries = 0
    for row in order where isIn[row] && tries < Self.mostTries && !options.shouldStop() {
      tries += 1
      var fewer = isIn
      fewer[row] = false
      if let smaller = self.proof(of: fewer, evaluations: 200) {
        multipliers = smaller
        isIn = smaller.map { $0 > 0 }
      }
    }
    let final = weights(multipliers)
    let rows = problem.rows.indices.filter { multipliers[$0] > 0 }
      .sorted { final[$0] != final[$1] ? final[$0] > final[$1] : $0 < $1 }
    return (rows, multipliers)
  }

  private func weights(_ multipliers: [Int64]) -> [Double] {
    var most = [Double](repeating: 0, count: multipliers.count)
    for index in problem.useRow.indices {
      most[Int(problem.useRow[index])] = max(
        most[Int(problem.useRow[index])], abs(Double(problem.useAmount[index])))
    }
    return zip(multipliers, most).map { Double($0) * $1 }
  }

  /// The problem without values, and without the limits of all rows but some.
  private func bare(_ isIn: [Bool]) -> PruningProblem {
    var bare = problem.revaluing { _, _, _ in 0 }
    for row in bare.rows.indices where !isIn[row] {
      bare.rows[row].limit = bare.rows[row].sense == .atMost ? reach[row] : -reach[row]
    }
    return bare
  }

  /// The rows that no plan keeps even if there were no others: the price of one row alone shows it.
  private func brokenSingles() -> [Int] {
    let (steps, isOver) = problem.rows.count.multipliedReportingOverflow(by: problem.useRow.count)
    guard !isOver, steps <= Self.mostStepsForSingles else { return [] }
    let dual = DualFunction(
      Reduction(bare(problem.rows.map { _ in true }), tightens: false), threads: options.threads)
    let checker = SolutionChecker(problem)
    return problem.rows.indices.filter { row in
      if options.shouldStop() { return false }
      var prices = [Double](repeating: 0, count: dual.problem.rows.count)
      prices[row] = dual.signs[row]
      guard dual.evaluate(prices).bound < 0 else { return false }
      return (checker.bound(of: price(of: row), withoutValues: true) ?? 0) < 0
    }
  }

  /// Multipliers that price one row alone.
  private func price(of row: Int) -> [Int64] {
    var multipliers = [Int64](repeating: 0, count: problem.rows.count)
    multipliers[row] = PruningPlan.multiplierScale
    return multipliers
  }

  /// Multipliers of some rows whose bound is below zero when all values are zero.
  private func proof(of isIn: [Bool], evaluations: Int) -> [Int64]? {
    // What proves the conflict has to prove it of the problem as it stands.
    let reduction = Reduction(bare(isIn), tightens: false)
    let dual = DualFunction(reduction, threads: options.threads)
    var descent = DualDescent(dual, start: nil)
    descent.run(
      dual, evaluations: evaluations, floor: nil, shouldStop: { options.shouldStop() },
      until: -0.5)
    guard descent.bestBound < 0 else { return nil }
    let own = descent.multipliers.prefix(problem.rows.count).enumerated().map { isIn[$0] ? $1 : 0 }
    return Self.certificate(own, of: problem)
  }

  /// Multipliers in integers that prove that no plan keeps the rows of a problem, from some that should.
  static func certificate(_ own: [Double], of problem: PruningProblem) -> [Int64]? {
    guard let largest = own.max(), largest > 0, own.allSatisfy(\.isFinite) else { return nil }
    let checker = SolutionChecker(problem)
    // Below zero the bound falls with the multipliers: as large as they may be, so that rounding does not matter.
    for power in [40, 30, 20] {
      let unit = Double(sign: .plus, exponent: power, significand: 1)
      let scaled = own.map { Int64(($0 / largest * unit).rounded()) }
      if let bound = checker.bound(of: scaled, withoutValues: true), bound < 0 { return scaled }
    }
    return nil
  }

  /// A plan that keeps all rows but some, and by how much the limits of those give way for it.
  struct Relief {
    var change: [PruningConflict.Relaxation]
    var choices: [Int32]
  }

  /// The smallest sum of relaxations that was found, each weighed against its row's limit: of some rows if that is
  /// enough, otherwise of any.
  func relief(_ rows: [Int]) -> Relief? {
    if let relief = relief(of: rows) { return relief }
    guard rows.count < problem.rows.count else { return nil }
    return relief(of: Array(problem.rows.indices))
  }

  /// Nil when letting these rows give way is not enough, or none was found in time.
  private func relief(of rows: [Int]) -> Relief? {
    guard !options.shouldStop() else { return nil }
    let bare = problem.revaluing { _, _, _ in 0 }
    guard let elastic = bare.addingOverruns(of: rows) else { return nil }
    var settings = PruningOptions()
    settings.threads = options.threads
    settings.shouldStop = options.shouldStop
    settings.effort = 0.1
    settings.explainsConflicts = false
    let plan = PruningSolver.solve(elastic, options: settings)
    guard plan.value != nil else { return nil }
    let choices = Array(plan.choices.prefix(problem.classCount))
    // Powers of two may buy more than is missing.
    let change = zip(rows, problem.missing(rows, of: choices)).compactMap { row, missing in
      missing > 0 ? PruningConflict.Relaxation(row: row, amount: missing) : nil
    }
    return Relief(change: change, choices: choices)
  }
}

extension PruningProblem {
  /// The problem with rows that may give way at a price of ten million for the whole of their limit.
  fileprivate func addingOverruns(of rows: [Int]) -> PruningProblem? {
    var copy = self
    var largest = [Int64](repeating: 0, count: self.rows.count)
    for index in useRow.indices { largest[Int(useRow[index])] += abs(useAmount[index]) }
    let room = PruningProblemBuilder.largestSum / 16 / Int64(max(1, rows.count))
    var whole: Int128 = 0
    for row in rows {
      let stated = abs(copy.rows[row].limit)
      // By as much as the limit is beyond all that the row could come to, it gives way in any case.
      copy.rows[row].limit =
        copy.rows[row].sense == .atMost
        ? max(copy.rows[row].limit, -largest[row]) : min(copy.rows[row].limit, largest[row])
      let most = largest[row] + min(stated, largest[row])
      // All that could ever be bought has to fit the sums.
      let affordable = room / max(1, most)
      let price = max(1, min(10_000_000 / max(1, stated), affordable))
      whole += 2 * Int128(most) * Int128(price)
      guard whole < PruningProblemBuilder.largestSum, copy.addOverrun(of: row, price) else { return nil }
    }
    return copy
  }

  /// What the poorest and the richest options of all classes are worth together, whatever the rows: no plan is worth
  /// less or more.
  var valueRange: ClosedRange<Int64> {
    var least: Int64 = 0
    var most: Int64 = 0
    for index in 0..<classCount {
      let start = Int(optionStart[index])
      let last = min(Int(highest[index]), optionCount(of: index) - 1)
      guard Int(lowest[index]) <= last else { continue }
      var sum: Int64 = 0
      var low = Int64.max
      var high = Int64.min
      for option in 0...last {
        sum = isLadder[index] ? sum + optionValue[start + option] : optionValue[start + option]
        guard option >= Int(lowest[index]) else { continue }
        low = min(low, sum)
        high = max(high, sum)
      }
      least += low
      most += high
    }
    return least...max(least, most)
  }
}

extension ClosedRange<Int64> {
  /// A bound so far below what the poorest plan is worth says that there is none. It falls without end then, and
  /// whoever looks for it stops here.
  var emptyBelow: Double {
    let least = Double(lowerBound)
    let most = Double(upperBound)
    return least - 0.01 * (most - least) - 1 - 1e-9 * Swift.max(abs(least), abs(most))
  }
}

extension Int64 {
  /// The number nearest to another that leaves room for sums; what is no number counts as the largest.
  init(saturating value: Double) {
    self = value.isNaN ? 1 << 61 : Int64(Swift.min(Swift.max(value, -0x1p61), 0x1p61))
  }
}
