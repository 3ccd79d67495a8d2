/// One run of the solver over one problem.
final class SolverRun {
  let original: PruningProblem
  let options: PruningOptions
  let report: (PruningProgress) -> Void
  let reduction: Reduction
  let dual: DualFunction
  private(set) var best: (choices: [Int32], value: Int64)?
  private(set) var bound: Int64?
  private(set) var multiplierBound: Int64?
  private(set) var multipliers: [Int64]
  var proof = PruningProof.multipliers

  init(_ problem: PruningProblem, _ options: PruningOptions, _ progress: ((PruningProgress) -> Void)?) {
    original = problem
    self.options = options
    report = progress ?? { _ in }
    reduction = Reduction(problem)
    dual = DualFunction(reduction, threads: options.threads)
    multipliers = [Int64](repeating: 0, count: problem.rows.count)
  }

  func solve() -> PruningPlan {
    let contradictions = contradictingClasses()
    guard contradictions.isEmpty else {
      return plan(
        .infeasible, conflict: PruningConflict(rows: [], classes: contradictions, multipliers: nil, leastChange: []))
    }
    if let start = options.startChoices, SolutionChecker(original).check(choices: start).isSound {
      offer(reduction.contract(start))
    }
    let start = options.startMultipliers.flatMap { list -> [Double]? in
      guard list.count == original.rows.count else { return nil }
      return list.map { Double($0) / Double(PruningPlan.multiplierScale) }
        + [Double](repeating: 0, count: reduction.problem.rows.count - list.count)
    }
    var descent = DualDescent(dual, start: start)
    descent.run(dual, evaluations: 400, floor: best.map { Double($0.value) }, shouldStop: options.shouldStop)
    certify(descent.multipliers)
    tell(.bound)
    repair(descent.multipliers)
    tell(.plan)
    return finish()
  }

  /// Classes whose own rules leave no option.
  private func contradictingClasses() -> [Int] {
    (0..<original.classCount).filter {
      original.lowest[$0] > original.highest[$0] || Int(original.lowest[$0]) >= original.optionCount(of: $0)
    }
  }

  func tell(_ stage: PruningProgress.Stage) {
    report(PruningProgress(stage: stage, value: best?.value, bound: bound))
  }

  /// Takes a plan of the reduced problem when it is feasible and better.
  func offer(_ choices: [Int32]) {
    let value = reduction.problem.value(of: choices)
    if let best, best.value >= value { return }
    let expanded = reduction.expand(choices)
    guard SolutionChecker(original).check(choices: expanded).isSound else { return }
    best = (choices, value)
  }

  /// Computes in integers what multipliers prove, and keeps the best.
  func certify(_ candidates: [Double]) {
    let scaled = candidates.prefix(original.rows.count).map { value -> Int64 in
      let number = (value * Double(PruningPlan.multiplierScale)).rounded()
      return number.isFinite ? Int64(clamping: Int(min(max(number, 0), 0x1p52))) : 0
    }
    guard let proven = SolutionChecker(original).bound(of: scaled) else { return }
    if multiplierBound.map({ proven < $0 }) ?? true {
      multiplierBound = proven
      multipliers = scaled
    }
    if bound.map({ proven < $0 }) ?? true { bound = proven }
  }

  private func repair(_ multipliers: [Double]) {
    let prices = zip(multipliers, dual.signs).map { $0 * $1 }
    _ = dual.evaluate(prices)
    let state = PlanState(dual, choices: dual.choices)
    let repair = PlanRepair(state: state, prices: prices, norms: dual.norms, shouldStop: options.shouldStop)
    guard repair.repair() else { return }
    offer(state.choices)
    repair.fill()
    offer(state.choices)
  }

  func finish() -> PruningPlan {
    if let best, let bound, bound <= best.value { return plan(.optimal) }
    if options.shouldStop() || best == nil { return plan(.limit) }
    return plan(.within)
  }

  private func plan(_ status: PruningStatus, conflict: PruningConflict? = nil) -> PruningPlan {
    let choices = best.map { reduction.expand($0.choices) } ?? []
    return PruningPlan(
      status: status, choices: choices, value: best?.value, bound: bound.map { max($0, best?.value ?? $0) },
      proof: proof, multiplierBound: multiplierBound, multipliers: multipliers,
      uses: best == nil ? [] : original.uses(of: choices), conflict: conflict)
  }
}
