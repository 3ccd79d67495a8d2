public import PortfolioCore
public import Pruning

/// What a plan recommends for a right. A recommendation is no decision: only a person's decision changes anything.
public enum PlanAction: UInt8, Sendable, CaseIterable, Codable {
  /// Keep: its worth bears its fees and what the budget could buy elsewhere.
  case keep = 0
  /// Keep, because a list or a fee paid already says so.
  case mustKeep = 1
  /// A candidate to let lapse.
  case letLapse = 2
  /// On a list of rights to let go.
  case listedToLapse = 3
  /// Not decided: a fact is missing. It is kept until somebody knows.
  case needsFact = 4
  /// No fee is due in the years with a rule.
  case nothingDue = 5
  /// It pays no renewal fees, or has ended.
  case noFees = 6
  /// Not granted yet.
  case notYetGranted = 7
  /// Lapsed and restorable: that is decided first.
  case restorable = 8

  /// The word of files and data.
  public var word: String {
    switch self {
    case .keep: return "keep"
    case .mustKeep: return "must-keep"
    case .letLapse: return "candidate-to-let-lapse"
    case .listedToLapse: return "listed-to-let-lapse"
    case .needsFact: return "needs-fact"
    case .nothingDue: return "nothing-due"
    case .noFees: return "no-fees"
    case .notYetGranted: return "not-yet-granted"
    case .restorable: return "restorable"
    }
  }

  /// Whether the plan lets the right go.
  public var letsGo: Bool { self == .letLapse || self == .listedToLapse }
  /// Whether the plan pays its fees and the decision was the plan's.
  public var isDecided: Bool { self == .keep || self == .mustKeep || letsGo }
}

/// A plan for a portfolio: recommendations for all rights, the ledger of its rows, and the proof.
public struct PortfolioPlan: Sendable {
  /// What values are counted in.
  public enum ValueUnit: String, Sendable, Codable {
    /// Major units of the run's currency, discounted.
    case money
    /// Hundredths of a point times years.
    case points
  }

  /// A change of a limit that would make a plan possible.
  public struct Relief: Sendable, Equatable, Codable {
    /// The row.
    public var row: Int
    /// By how much its limit gives way, in its units; of a budget that carries over, the budget of its own year.
    public var amount: Int64
    /// The floor of a share that makes a plan possible with the other changes, in ten-thousandths and in all years of its
    /// rule; nil of other rows, and in runs stored before it was kept.
    public var level: Int64?

    /// A change of a limit.
    public init(row: Int, amount: Int64) {
      self.row = row
      self.amount = amount
    }
  }

  /// The head of a plan: everything but the columns of rights.
  public struct Head: Sendable, Codable, Equatable {
    /// The scenario's id.
    public var scenario: String
    /// The scenario's title.
    public var title: BilingualText
    /// The objective's word.
    public var objective: String
    /// Whether fees are taken off the worth.
    public var subtractsFees: Bool
    /// Where the worths come from.
    public var worthSource: BilingualText
    /// What values are counted in.
    public var valueUnit: ValueUnit
    /// The discount rate a year, as written.
    public var discountRate: String
    /// The first calendar year.
    public var firstYear: Int
    /// How many calendar years worth and fees count for.
    public var yearCount: Int
    /// The last calendar year with a rule.
    public var lastRuledYear: Int
    /// How good the plan is known to be.
    public var status: PruningStatus
    /// What stands behind the bound.
    public var proof: PruningProof
    /// The plan's value; nil when no plan keeps all rows.
    public var value: Int64?
    /// No plan is worth more.
    public var bound: Int64?
    /// The rows.
    public var rows: [PlanRow]
    /// What the plan uses of each row, the reserved part with it; empty without a plan.
    public var uses: [Int64]
    /// What one more unit of each row's limit is worth, in 2⁻²⁰ units of value for each unit of the row.
    public var multipliers: [Int64]
    /// Rows that contradict each other when there is no plan.
    public var conflict: [Int]
    /// The least change found that would make a plan possible.
    public var relief: [Relief]
    /// Reasons that columns name by number.
    public var reasons: [BilingualText]
    /// Fees before the plan's first year that it takes as paid, in minor units.
    public var feesBeforePlan: Int64
    /// Rights whose annuity is late on the as-of day.
    public var lateRights: Int
    /// Kinds of data that the store does not hold, so that nothing could be checked: `licence`, `pledge`, ….
    public var tablesNotKept: [String]
    /// What the scenario asks and the portfolio cannot give.
    public var problems: [Problem]
    /// What budgets and rules are worth, where it was asked for.
    public var insights: PlanInsights?
    /// Whether the fees of rights that need a fact are paid from elsewhere than the budgets; nil in runs stored before
    /// it was kept.
    public var paysUnknownElsewhere: Bool?
    /// Who stands against whom when no plan keeps all rows; nil with a plan, and in runs stored before it was kept.
    public var sides: [ConflictSide]?
    /// What rights in their grace period owe on the as-of day, in the order of their rows: fees of the plan's first
    /// year. Nil in runs stored before it was kept.
    public var lateFees: [LateFee]?
    /// Rights that the register called late and whose grace is over without a payment on record, in the order of their
    /// rows: they have probably lapsed. Nil where there is none, and in runs stored before it was kept.
    public var pastGrace: [PlanPastGrace]?
    /// Whether the rows of ``conflict`` are proven to contradict each other; false when they are only those that would
    /// have to give way. Nil with a plan, and in runs stored before it was kept.
    public var isConflictProven: Bool?
    /// The rights whose lists contradict each other through families, so that no plan exists whatever the rows; nil where
    /// there are none, and in runs stored before it was kept.
    public var conflictRights: [Int]?

    /// How far the plan may be from the best, as a part of the bound; nil without both.
    public var gap: Double? {
      guard let value, let bound else { return nil }
      return bound <= value ? 0 : Double(bound - value) / Double(max(bound.magnitude, 1))
    }
  }

  /// Everything but the columns.
  public var head: Head
  /// The recommendation, one a right.
  public var actions: [PlanAction]
  /// The last calendar year to keep a right; 0 where there is none to name.
  public var keepThrough: [Int16]
  /// The due day from which it would lapse, as days since 1970-01-01; ``noDay`` where there is none.
  public var lapseDays: [Int32]
  /// The reason: a list's title or the missing facts, an index into the head's reasons; -1 without one.
  public var reasonOfRow: [Int16]
  /// Fees of the plan's years in minor units, what is paid already left out.
  public var fees: [Int64]
  /// Worth of the plan's years, undiscounted, in major units or hundredths of a point; 0 where not known.
  public var worth: [Int64]
  /// What each year adds to the plan's value, in units of value; 0 where not known.
  public var net: [Int64]
  /// Of the best choice against the best of the other side: what it is worth more, in units of value.
  public var marginNet: [Int64]
  /// What the budgets that it uses more could buy elsewhere, in units of value.
  public var marginPrice: [Int64]
  /// What coverage, shares and family give it, in units of value.
  public var marginCredit: [Int64]
  /// Whether the margin is known: only of rights that are decided.
  public var hasMargin: [Bool]
  /// What each margin is reckoned against, and what keeping is worth more than letting go at the next due day; nil in
  /// runs stored before it was kept.
  public var alternatives: PlanAlternatives?
  /// In how many draws of the test of stability each right was kept, -1 for rights that are not decided; empty
  /// without a test.
  public var keptDraws: [Int32] = []
  /// What must be done before a right is let go, one a right; empty in plans of runs without gates.
  public var conditions: [PlanCondition] = []
  /// What the worth of each right rests on; empty in runs stored before it was kept.
  public var grounds: [WorthGround] = []

  /// Stands for no day.
  public static let noDay = Int32.min

  /// By how much the worth of a right would have to change before the plan decided otherwise, under the prices
  /// of the rows: above 0 for rights worth keeping, below 0 for those that are not; nil when it was not decided.
  public func margin(_ row: Int) -> Int64? {
    hasMargin[row] ? marginNet[row] - marginPrice[row] + marginCredit[row] : nil
  }

  /// The fee of a right in a year of the plan, in minor units.
  public func fee(_ row: Int, _ year: Int) -> Int64 { fees[row * head.yearCount + (year - head.firstYear)] }

  /// What a year of a right adds to the plan's value.
  public func net(_ row: Int, _ year: Int) -> Int64 { net[row * head.yearCount + (year - head.firstYear)] }

  /// Whether a right's fee of a year is paid by the plan.
  public func pays(_ row: Int, _ year: Int) -> Bool {
    switch actions[row] {
    case .needsFact: return true
    case .keep, .mustKeep, .letLapse, .listedToLapse, .nothingDue: return year <= Int(keepThrough[row])
    case .noFees, .notYetGranted, .restorable: return false
    }
  }

  /// The day from which a right would lapse.
  public func lapseDay(_ row: Int) -> CalendarDay? {
    lapseDays[row] == PortfolioPlan.noDay ? nil : CalendarDay(number: lapseDays[row])
  }

  /// The reason named for a right.
  public func reason(_ row: Int) -> BilingualText? {
    reasonOfRow[row] >= 0 ? head.reasons[Int(reasonOfRow[row])] : nil
  }

  /// What the worth of a right rests on; nil in runs stored before it was kept.
  public func ground(_ row: Int) -> WorthGround? { grounds.indices.contains(row) ? grounds[row] : nil }

  /// What must be done before a right is let go; ``PlanCondition/notChecked`` in plans without gates.
  public func condition(_ row: Int) -> PlanCondition {
    conditions.indices.contains(row) ? conditions[row] : actions[row].letsGo ? .notChecked : .none
  }

  /// The rights with some recommendation, in the order of the table.
  public func rows(_ action: PlanAction) -> [Int] { actions.indices.filter { actions[$0] == action } }
}
