public import PortfolioCore
public import Pruning

/// What one more unit of a budget is worth, and from where to where that holds.
public struct ShadowPrice: Sendable, Equatable, Codable {
  /// The row of the plan.
  public let row: Int
  /// Worth for each unit of money; 0 where the budget does not bind. Of a budget that carries over, of money that comes
  /// in with the row's year and is there in all later ones.
  public let price: Double
  /// The budgets between which it holds, in minor units: of the row's own year where it carries over. Nil at the top
  /// where any greater budget does; both the budget itself where the price rests on several rows.
  public let from: Int64
  public let to: Int64?
}

/// A point of the frontier: the best plan found for a budget, and what no plan can exceed.
public struct FrontierPoint: Sendable, Equatable, Codable {
  /// The budget of each row that is varied, in minor units.
  public let budgets: [Int64]
  /// What is spent in those rows.
  public let spent: [Int64]
  /// The plan's value; nil when no plan keeps all rows.
  public let value: Int64?
  /// No plan is worth more: the lowest bound that any of the frontier's prices gives here.
  public let ceiling: Int64?
  /// How good the plan is known to be.
  public let status: PruningStatus
  /// Rights kept and let go in the years with rules.
  public let kept: Int
  /// Rights let go.
  public let letGo: Int
  /// Whether it is the budget that was asked for.
  public let isChosen: Bool
}

/// Value against budget.
public struct PlanFrontier: Sendable, Equatable, Codable {
  /// The rows of the plan that are varied together.
  public let rows: [Int]
  /// The points, the smallest budget first.
  public let points: [FrontierPoint]
  /// How many points were to be found; nil in runs stored before it was kept. More than there are points when the
  /// search was broken off.
  public var asked: Int?
  /// Whether it is a sketch that nobody asked for, a few points by quick answers; nil where it was asked for.
  public var isSketch: Bool?

  /// Whether the search was broken off before the last point.
  public var isCut: Bool { asked.map { points.count < $0 } ?? false }
}

/// What a little more or less of a budget changes.
public struct BudgetStep: Sendable, Equatable, Codable {
  /// The row.
  public let row: Int
  /// How much more, in minor units.
  public let amount: Int64
  /// What it adds to the plan's value.
  public let gain: Int64
  /// Rights that it keeps.
  public let kept: [Int]
  /// Rights that it lets go instead.
  public let letGo: [Int]
  /// How good the plan is known to be.
  public let status: PruningStatus
}

/// What a rule costs: the plan without it against the plan with it.
public struct RulePrice: Sendable, Equatable, Codable {
  /// The rule's id in the scenario.
  public let rule: String
  /// Its words.
  public let title: BilingualText
  /// How many rights or rows it concerns.
  public let size: Int
  /// What the plan would be worth more without it; below 0 where the rights of a list to keep would then be let go by
  /// another list. Nil when there is no plan to compare with.
  public let cost: Int64?
  /// The cost is at most this: the bound of the plan without the rule less the value with it.
  public let atMost: Int64?
}

/// How the worths were drawn for a test of stability.
public struct PlanStability: Sendable, Equatable, Codable {
  /// What a frequency means for the meeting.
  public enum Verdict: String, Sendable, CaseIterable {
    /// Kept in at least 95 of 100 draws.
    case certainKeep = "certain-keep"
    /// Kept in at most 5 of 100 draws.
    case certainDrop = "certain-drop"
    /// Between the two: worth the meeting's time.
    case discuss
  }

  /// Draws with a plan.
  public let draws: Int
  /// The standard deviation of the logarithm of worth.
  public let spread: Double
  /// The seed.
  public let seed: UInt64
  /// How many draws were asked for; nil in runs stored before it was kept.
  public var asked: Int?

  /// Whether the draws were broken off.
  public var isCut: Bool { asked.map { draws < $0 } ?? false }

  /// What it means that a right was kept so many times; nil without draws.
  public func verdict(kept count: Int32) -> Verdict? {
    guard count >= 0, draws > 0 else { return nil }
    return Int(count) * 100 >= draws * 95
      ? .certainKeep : Int(count) * 100 <= draws * 5 ? .certainDrop : .discuss
  }
}

/// What a plan's budgets and rules are worth, as far as it was asked for.
public struct PlanInsights: Sendable, Equatable, Codable {
  /// The prices of the hard budgets.
  public var prices: [ShadowPrice] = []
  /// What a little more of the first budget changes.
  public var step: BudgetStep?
  /// The smallest extra budget, in whole major units, that changes the plan, and what it changes; nil where it was
  /// not proven, and in runs stored before it was kept.
  public var smallestStep: BudgetStep?
  /// What lists, coverage rules and shares cost.
  public var rules: [RulePrice] = []
  /// Value against budget.
  public var frontier: PlanFrontier?
  /// How the worths were drawn; how often each right was kept stands with the plan.
  public var stability: PlanStability?
  /// Whether the time ran out before all that was asked for was done; nil in runs stored before it was kept.
  public var isCut: Bool?
}

/// A step of looking at a plan, for progress lines.
public enum PlanStep: Sendable {
  /// Prices of budgets and rules.
  case prices
  /// Points of the frontier.
  case frontier(point: Int, of: Int)
  /// Draws of worth.
  case draws(done: Int, of: Int)
}
