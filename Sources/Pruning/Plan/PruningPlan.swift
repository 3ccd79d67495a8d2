/// How good a plan is known to be.
public enum PruningStatus: String, Sendable, Codable {
  /// No plan is better: the bound is less than one unit of value above the plan.
  case optimal
  /// The work is done, and the plan is within the stated gap of the best possible.
  case within
  /// No plan keeps all rows, and it is proven.
  case infeasible
  /// The time ran out first; the plan, if there is one, is within the stated gap.
  case limit
}

/// What stands behind a bound.
public enum PruningProof: String, Sendable, Codable {
  /// The multipliers alone: anyone can add it up again, as ``SolutionChecker`` does.
  case multipliers
  /// An exhaustive search beyond the multipliers; they prove a weaker bound, ``PruningPlan/multiplierBound``.
  case search
  /// A dynamic program over one row; the multipliers prove a weaker bound.
  case dynamicProgram
  /// Blocks solved each for itself, under the multipliers of the rows that they share.
  case blocks
}

/// Why no plan keeps all rows.
public struct PruningConflict: Sendable, Equatable {
  /// The rows that contradict each other; the heaviest first where multipliers prove it, otherwise those that give
  /// way first. Where several conflicts were found, one after the other; what the least change needs beside them
  /// stands at the end. Empty when classes contradict themselves.
  public var rows: [Int]
  /// Classes whose own rules leave no option, by themselves or through their couples.
  public var classes: [Int]
  /// Whether the rows, with the rules of classes and couples, are proven to have no plan among them. False when
  /// they are only those that give way; without rows it says nothing.
  public var rowsContradict = false
  /// Multipliers in units of 2⁻²⁰ that prove it: with all values zero their bound is below zero. Nil when the
  /// proof is a search, or when single classes contradict themselves.
  public var multipliers: [Int64]?
  /// The least change that was found to make the problem feasible: row and amount by which its limit gives way.
  public var leastChange: [Relaxation]

  /// A limit that gives way.
  public struct Relaxation: Sendable, Equatable {
    /// The row.
    public var row: Int
    /// By how much, in units of its uses.
    public var amount: Int64

    /// A limit that gives way.
    public init(row: Int, amount: Int64) {
      self.row = row
      self.amount = amount
    }
  }
}

/// A plan: an option for each class, with its proof.
public struct PruningPlan: Sendable, Equatable {
  /// How good it is known to be.
  public var status: PruningStatus
  /// The option chosen of each class; empty when there is no plan.
  public var choices: [Int32]
  /// The value of the plan; nil when there is none.
  public var value: Int64?
  /// No plan has a greater value than this; nil only when nothing is known.
  public var bound: Int64?
  /// What stands behind the bound.
  public var proof: PruningProof
  /// The bound that the multipliers alone prove.
  public var multiplierBound: Int64?
  /// A multiplier of each row, in units of 2⁻²⁰ of value for each unit of use; never negative. Of a budget row,
  /// what one more unit of budget is worth; of a coverage row, what one unit of it costs.
  public var multipliers: [Int64]
  /// What the plan uses of each row: the ledger.
  public var uses: [Int64]
  /// Why there is no plan.
  public var conflict: PruningConflict?

  /// The unit of ``multipliers``.
  public static let multiplierScale: Int64 = 1 << 20

  /// How far the plan may be from the best, as a part of the bound; nil when either is unknown.
  public var gap: Double? { Self.gap(value: value, bound: bound) }

  static func gap(value: Int64?, bound: Int64?) -> Double? {
    guard let value, let bound else { return nil }
    // A first bound may be so far off that the difference leaves 64 bits.
    return bound <= value ? 0 : Double(Int128(bound) - Int128(value)) / Double(max(bound.magnitude, 1))
  }

  /// The multiplier of a row: value for each unit of use.
  public func price(of row: Int) -> Double {
    row < multipliers.count ? Double(multipliers[row]) / Double(Self.multiplierScale) : 0
  }
}

/// How far the solver is.
public struct PruningProgress: Sendable {
  /// What it does.
  public enum Stage: String, Sendable {
    /// Multipliers.
    case bound
    /// A first plan.
    case plan
    /// A better plan, a better bound.
    case search
  }
  /// What it does now.
  public var stage: Stage
  /// The best value so far.
  public var value: Int64?
  /// The best bound so far.
  public var bound: Int64?

  /// The gap as ``PruningPlan/gap`` states it.
  public var gap: Double? { PruningPlan.gap(value: value, bound: bound) }
}

/// How to solve.
public struct PruningOptions: Sendable {
  /// How many threads may be used. The result does not depend on it.
  public var threads = 1
  /// The solver stops when the gap falls to this; 0 asks for a proof.
  public var gapTarget = 0.0
  /// How much work is spent before a plan within a gap is accepted; 1 is usual, 0 asks for a quick answer.
  public var effort = 1.0
  /// Asked often; when true, the best plan so far is returned with its bound.
  public var shouldStop: @Sendable () -> Bool = { false }
  /// The part of the time that has gone by, from 0 to 1, where ``shouldStop`` sets a limit. What of a large problem
  /// becomes better step by step ends sooner when the time would not do for the rest.
  public var timeUsed: @Sendable () -> Double = { 0 }
  /// Multipliers of a similar problem to start from, in the units of ``PruningPlan/multipliers``.
  public var startMultipliers: [Int64]?
  /// A plan of a similar problem to start from.
  public var startChoices: [Int32]?

  /// Whether a conflict is explained; not again while one is being explained.
  public var explainsConflicts = true
  /// The most nodes of all last searches together; nil for what the effort allows.
  var mostNodes: Int?

  /// The usual options.
  public init() {}
}
