/// Value against budget: plans as a floor, certified bounds as a ceiling.
public struct Frontier: Sendable {
  /// The budgets at one scale.
  public struct Point: Sendable {
    /// The scale of the budget rows in thousandths; 1000 is as they are.
    public var permille: Int
    /// The best plan found there; empty when there is none.
    public var choices: [Int32]
    /// Its value; never less than at a smaller budget.
    public var value: Int64?
    /// No plan is worth more at this scale; never less than at a smaller budget.
    public var ceiling: Int64
    /// The multipliers found at this scale, in units of 2⁻²⁰.
    public var multipliers: [Int64]
    /// What the plan uses of each row.
    public var uses: [Int64]
  }

  /// The rows that were scaled.
  public var rows: [Int]
  /// The points, the smallest budget first.
  public var points: [Point]
  /// Lines that lie nowhere below the best value: constant and slope for each thousandth of scale, in units of
  /// value. Made in floating point for drawing; the points' ceilings are integers.
  public var lines: [(constant: Double, slope: Double)]

  /// The ceiling between the points, for drawing.
  public func ceiling(at permille: Double) -> Double {
    lines.reduce(Double.infinity) { min($0, $1.constant + $1.slope * permille) }
  }

  /// The smallest budget among the points at which a class is kept at least to an option.
  public func smallestScale(keeping index: Int, atLeast option: Int = 1) -> Int? {
    points.first { $0.value != nil && $0.choices[index] >= Int32(option) }?.permille
  }

  /// Solves a problem at several scales of its budgets.
  /// - Parameters:
  ///   - rows: the rows to scale; all budget rows unless given.
  ///   - scales: in thousandths, in any order.
  ///   - progress: told how many points are done.
  public static func compute(
    of problem: PruningProblem, rows: [Int]? = nil, scales: [Int], options: PruningOptions = PruningOptions(),
    progress: (Int) -> Void = { _ in }
  ) -> Frontier {
    let rows = rows ?? problem.budgetRows
    let ordered = Array(Set(scales.filter { $0 >= 0 })).sorted()
    var points: [Point] = []
    var settings = options
    for permille in ordered {
      let scaled = problem.scaling(rows, permille: permille)
      let plan = PruningSolver.solve(scaled, options: settings)
      // A plan of a smaller budget keeps a larger one, so the floor never falls.
      var point = Point(
        permille: permille, choices: plan.choices, value: plan.value, ceiling: plan.bound ?? Int64.max / 4,
        multipliers: plan.multipliers, uses: plan.uses)
      if let before = points.last, let value = before.value, point.value.map({ $0 < value }) ?? true,
        SolutionChecker(scaled).check(choices: before.choices).isSound
      {
        point.choices = before.choices
        point.value = value
        point.uses = before.uses
      }
      points.append(point)
      settings.startMultipliers = plan.multipliers
      settings.startChoices = point.value == nil ? nil : point.choices
      progress(points.count)
      if options.shouldStop() { break }
    }
    // Every multiplier gives a bound at every scale; what holds for more budget holds for less.
    for index in points.indices {
      let checker = SolutionChecker(problem.scaling(rows, permille: points[index].permille))
      for other in points {
        if let bound = checker.bound(of: other.multipliers) {
          points[index].ceiling = min(points[index].ceiling, bound)
        }
      }
    }
    for index in points.indices.reversed() where index + 1 < points.count {
      points[index].ceiling = min(points[index].ceiling, points[index + 1].ceiling)
    }
    for index in points.indices {
      if let value = points[index].value { points[index].ceiling = max(points[index].ceiling, value) }
    }
    let lines = points.compactMap { point -> (constant: Double, slope: Double)? in
      guard let whole = SolutionChecker(problem).bound(of: point.multipliers) else { return nil }
      let slope = rows.reduce(0.0) {
        $0 + Double(point.multipliers[$1]) / Double(PruningPlan.multiplierScale)
          * Double(problem.rows[$1].limit)
      }
      return (Double(whole) + 1 - slope, slope / 1000)
    }
    return Frontier(rows: rows, points: points, lines: lines)
  }
}
