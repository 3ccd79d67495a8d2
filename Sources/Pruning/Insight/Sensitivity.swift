/// What a plan hangs on: prices of rows, margins of classes, prices of rules.
public struct Sensitivity: Sendable {
  private let problem: PruningProblem
  private let plan: PruningPlan
  private let options: PruningOptions

  /// What a plan of a problem hangs on.
  /// - Parameter options: how problems changed a little are solved again.
  public init(_ problem: PruningProblem, _ plan: PruningPlan, options: PruningOptions = PruningOptions()) {
    self.problem = problem
    self.plan = plan
    var options = options
    options.startMultipliers = plan.multipliers
    self.options = options
  }

  /// The price of a row, and how far it holds.
  public struct RowPrice: Sendable, Equatable {
    /// The row.
    public var row: Int
    /// Value for each unit of the row; a rate, exact for the relaxation.
    public var price: Double
    /// The least and the greatest limit tried at which the price is still within a tenth of this.
    public var holds: ClosedRange<Int64>
    /// What the row's limit leaves unused.
    public var slack: Int64
  }

  /// How much a decision hangs in the balance.
  public struct Margin: Sendable, Equatable {
    /// The class.
    public var index: Int
    /// What the plan chooses.
    public var choice: Int
    /// The best other option; nil when there is none.
    public var alternative: Int?
    /// By how much value the choice beats the alternative under the prices; negative when only whole rows
    /// keep it. How much the class's worth must change before the decision turns.
    public var loss: Double
    /// Forcing the alternative costs at least this much: proven.
    public var provenCost: Int64
  }

  /// What a rule costs.
  public struct RulePrice: Sendable, Equatable {
    /// It costs no less than this: proven. Negative when nothing is proven.
    public var atLeast: Int64
    /// It costs no more than this: proven. Nil when no plan was found without it, or with it.
    public var atMost: Int64?
    /// The plan under the other rule.
    public var plan: PruningPlan
  }

  /// The price of each row that has one.
  /// - Parameter steps: by how many thousandths the limit is moved each way to see how far a price holds.
  public func rowPrices(
    of rows: [Int]? = nil, steps: [Int] = [10, 20, 50, 100, 200]
  ) -> [RowPrice] {
    (rows ?? problem.rows.indices.filter { plan.multipliers[$0] > 0 }).map { row in
      let price = plan.price(of: row)
      let limit = problem.rows[row].limit
      var reach: [Int64] = [limit, limit]
      for (side, sign) in [(0, -1), (1, 1)] {
        for step in steps where !options.shouldStop() {
          let moved = problem.scaling([row], permille: 1000 + sign * step)
          var quick = options
          quick.effort = 0
          let other = PruningSolver.solve(moved, options: quick)
          guard other.multipliers.count == problem.rows.count, other.bound != nil,
            abs(other.price(of: row) - price) <= 0.1 * max(price, 1e-9)
          else { break }
          reach[side] = moved.rows[row].limit
        }
      }
      let use = row < plan.uses.count ? plan.uses[row] : limit
      let slack = problem.rows[row].sense == .atMost ? limit - use : use - limit
      return RowPrice(
        row: row, price: price, holds: min(reach[0], reach[1])...max(reach[0], reach[1]), slack: slack)
    }
  }

  /// The margin of every class with a choice, in the order of the classes. The nearest to zero are those that
  /// deserve a person's time.
  public func margins() -> [Margin] {
    guard plan.choices.count == problem.classCount, plan.multipliers.count == problem.rows.count else {
      return []
    }
    let prices = problem.rows.indices.map {
      (problem.rows[$0].sense == .atMost ? 1.0 : -1.0) * plan.price(of: $0)
    }
    let forest = Forest(problem)
    let gap = max(0, (plan.multiplierBound ?? plan.bound ?? 0) - (plan.value ?? 0))
    var margins: [Margin] = []
    problem.withColumns { columns in
      (prices + [0]).withUnsafeBufferPointer { buffer in
        guard let price = buffer.baseAddress else { return }
        var tables = TreeTables()
        for index in 0..<problem.classCount {
          let low = Int(columns.lowest[index])
          let high = Int(columns.highest[index])
          guard high > low else { continue }
          let choice = Int(plan.choices[index])
          var scores = [Double](repeating: -.infinity, count: high + 1)
          if !forest.treeOf.isEmpty && forest.treeOf[index] >= 0 {
            let tree = Int(forest.treeOf[index])
            let first = Int(forest.treeStart[tree])
            var node = 0
            while Int(forest.nodes[first + node]) != index { node += 1 }
            for stop in low...high {
              scores[stop] = tables.solve(forest, tree: tree, columns, price, force: (node, stop))
            }
          } else {
            let start = Int(columns.optionStart[index])
            var sum = 0.0
            for option in 0...high {
              let own = columns.score(start + option, price)
              sum = columns.isLadder[index] ? (option > 0 ? sum + own : 0) : own
              if option >= low { scores[option] = sum }
            }
          }
          let best = scores.max() ?? 0
          var alternative: Int?
          for option in low...high where option != choice && scores[option] > -.infinity {
            if alternative.map({ scores[option] > scores[$0] }) ?? true { alternative = option }
          }
          let other = alternative.map { scores[$0] } ?? scores[choice]
          // Two units are left for rounding: the scores are floating point.
          let proven = (best - other).rounded(.down) - Double(gap) - 2
          margins.append(
            Margin(
              index: index, choice: choice, alternative: alternative, loss: scores[choice] - other,
              provenCost: max(0, Int64(min(max(proven, 0), 9e18)))))
        }
      }
    }
    return margins
  }

  /// What it costs to force a class to some options, against the plan as it is.
  public func price(ofForcing index: Int, to options: ClosedRange<Int>) -> RulePrice {
    var settings = self.options
    if plan.choices.count == problem.classCount, options.contains(Int(plan.choices[index])) {
      settings.startChoices = plan.choices
    }
    let forced = PruningSolver.solve(problem.restricting(index, to: options), options: settings)
    return difference(free: plan, ruled: forced)
  }

  /// What a class's must-keep or must-drop rule costs.
  public func price(ofRulesOf indices: [Int]) -> RulePrice {
    let free = indices.reduce(problem) { $0.releasing($1) }
    return relaxed(free)
  }

  /// What a row costs: against the best plan without it.
  public func price(ofRow row: Int) -> RulePrice { relaxed(problem.dropping(row)) }

  private func relaxed(_ free: PruningProblem) -> RulePrice {
    var settings = options
    if !plan.choices.isEmpty { settings.startChoices = plan.choices }
    let other = PruningSolver.solve(free, options: settings)
    var price = difference(free: other, ruled: plan)
    price.plan = other
    return price
  }

  private func difference(free: PruningPlan, ruled: PruningPlan) -> RulePrice {
    let atLeast = free.value.flatMap { value in ruled.bound.map { value - $0 } }
    let atMost = free.bound.flatMap { bound in ruled.value.map { bound - $0 } }
    return RulePrice(atLeast: max(0, atLeast ?? 0), atMost: atMost, plan: ruled)
  }
}
