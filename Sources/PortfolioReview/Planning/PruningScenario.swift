public import Foundation
public import Grading
public import PolicyModels
public import PortfolioCore
public import Valuation

/// What a plan must respect and what it seeks: budgets, coverage, shares, lists, horizon, discount rate.
///
/// A file may build upon another with `extends`: what it leaves out comes from there, its lists are added to
/// those of the other, and a rule with an id of the other takes that rule's place.
public struct PruningScenario: PolicyModel {
  /// `pruning-scenario`.
  public static let kind = "pruning-scenario"

  /// The lines at the head of the file.
  public var header: ModelHeader
  /// What it is for, in a sentence.
  public var summary: BilingualText?
  /// The id of the scenario that this one builds upon.
  public var extends: String?
  /// What is made as great as possible; nil in a file that takes it from another.
  public var objective: Objective?
  /// How many calendar years ahead worth and fees count.
  public var horizonYears: Int?
  /// What worth and fees a year later count less, 0 to 1 exclusive.
  public var discountRate: Decimal?
  /// How families hang together.
  public var families: FamilyRule?
  /// What becomes of the fees of rights whose worth is not known.
  public var unknownWorth: UnknownWorthRule?
  /// How far worths are drawn for the stability of the plan.
  public var stability: StabilityRule?
  /// Caps on spending.
  public var budgets: [BudgetRule]
  /// Caps of units as shares of the portfolio's budget.
  public var unitShares: [UnitShareRule]
  /// How many live rights protect a product in a market.
  public var coverage: [CoverageRule]
  /// What part of the rights kept must be of a sort.
  public var shares: [ShareRule]
  /// Rights that must be kept.
  public var keep: [ListRule]
  /// Rights that must be let go.
  public var drop: [ListRule]
}

extension PruningScenario {
  /// What a plan makes as great as possible.
  public enum Objective: Sendable, Equatable {
    /// Worth in money less fees, discounted; or worth alone, where the budget is there to be spent.
    case money(WorthBasis, FeeRule)
    /// Points of the grading model times years kept, whatever the fees.
    case gradePoints
    /// Worth in money less fees, and for each point and year kept so many major units more.
    case mix(WorthBasis, FeeRule, perPoint: Decimal)

    /// The word of the file.
    public var word: String {
      switch self {
      case .money: return "money"
      case .gradePoints: return "grade-points"
      case .mix: return "mix"
      }
    }

    /// The id of the map of worth, where one is needed.
    public var valueMap: String? {
      switch self {
      case .money(.map(let id), _), .mix(.map(let id), _, _): return id
      default: return nil
      }
    }

    /// The case of the royalty rate, where income is asked for.
    public var incomeCase: ValueColumns.Scenario? {
      switch self {
      case .money(.income(let scenario), _), .money(.bestFounded(let scenario), _),
        .mix(.income(let scenario), _, _), .mix(.bestFounded(let scenario), _, _):
        return scenario
      default: return nil
      }
    }

    /// Whether fees are taken off the worth.
    public var subtractsFees: Bool {
      switch self {
      case .money(_, let rule), .mix(_, let rule, _): return rule == .subtract
      case .gradePoints: return false
      }
    }
  }

  /// What fees do to the objective.
  public enum FeeRule: String, CaseIterable, Sendable {
    /// Fees are taken off the worth: a right that is worth less than its fees goes even where there is money.
    case subtract
    /// In years with a budget fees only use it up: the money is there to be spent, and as much worth as possible is
    /// kept with it. Fees of years without a budget are taken off, for nobody has granted them.
    case budgetOnly = "budget-only"
  }

  /// Where the yearly worth of a right comes from.
  public enum WorthBasis: Sendable, Equatable {
    /// The yearly returns of the run's renewal model, in one of its cases.
    case renewal(ValueColumns.Scenario)
    /// The royalties that product revenue attributed to the right saves its owner, in one case of the rate. A right
    /// without such revenue has no known worth.
    case income(ValueColumns.Scenario)
    /// The income where it stands, else the renewal model; never both for one right.
    case bestFounded(ValueColumns.Scenario)
    /// A stated map from score to worth.
    case map(String)
  }

  /// How the members of a family hang together.
  public enum FamilyRule: String, CaseIterable, Sendable {
    /// Each right is decided alone.
    case independent
    /// All living members are kept to the same year, as far as their terms reach.
    case allOrNone = "all-or-none"
    /// A member is not kept longer than the family's first filing, while that one's term runs.
    case neverAfterParent = "never-after-parent"
  }

  /// What becomes of the fees of rights that nobody can judge yet. They are never let go.
  public enum UnknownWorthRule: String, CaseIterable, Sendable {
    /// Their fees come out of the budget first.
    case reserve
    /// Their fees are paid from elsewhere.
    case outsideBudget = "outside-budget"
  }

  /// How far the worth of rights is drawn in the test of stability.
  public struct StabilityRule: Sendable, Equatable {
    /// The standard deviation of the natural logarithm of a right's worth.
    public var spread: Double
    /// How many draws.
    public var draws: Int
    /// The seed of the draws.
    public var seed: UInt64
  }

  /// A cap on spending in calendar years.
  public struct BudgetRule: Sendable, Equatable {
    /// The name in the file.
    public var id: String
    /// Only rights of this unit and the units below it, by code or name.
    public var unit: String?
    /// Only rights of this office.
    public var office: String?
    /// Only rights of this business line.
    public var businessLine: String?
    /// The cap of each year as a plain decimal in major units of the run's currency, in the order of years.
    public var amounts: [(year: Int, amount: String, place: Place)]
    /// What is not spent in a year may be spent later.
    public var carryOver: Bool
    /// What a unit of money over the cap costs in worth; nil when the cap is hard.
    public var overrunPrice: Decimal?

    /// Whether the cap is on the whole portfolio.
    public var isWhole: Bool { unit == nil && office == nil && businessLine == nil }

    /// Equal by content, wherever it stands.
    public static func == (left: BudgetRule, right: BudgetRule) -> Bool {
      left.id == right.id && left.unit == right.unit && left.office == right.office
        && left.businessLine == right.businessLine && left.carryOver == right.carryOver
        && left.overrunPrice == right.overrunPrice
        && left.amounts.map { "\($0.year)=\($0.amount)" } == right.amounts.map { "\($0.year)=\($0.amount)" }
    }
  }

  /// The most that a unit may spend of the portfolio's budget of a year.
  public struct UnitShareRule: Sendable, Equatable {
    /// The name in the file.
    public var id: String
    /// The unit, by code or name; units below it count.
    public var unit: String
    /// The share, above 0 and at most 1.
    public var atMost: Decimal
  }

  /// How many live rights must protect a product in a market.
  public struct CoverageRule: Sendable, Equatable {
    /// The name in the file.
    public var id: String
    /// The product's code; nil for each product that has linked rights.
    public var product: String?
    /// The office; nil for all offices together, `each` for each office in which the product has rights.
    public var market: String?
    /// The fewest rights alive at the end of a year.
    public var atLeast: Int
    /// The first year; the plan's first when nil.
    public var from: Int?
    /// The last year; the last year with a rule when nil.
    public var to: Int?
    /// What a missing right costs in worth, in major units; nil when the rule is hard.
    public var shortfallPrice: String?
  }

  /// What part of the rights kept must be of a sort.
  public struct ShareRule: Sendable {
    /// The name in the file.
    public var id: String
    /// What it means, in words.
    public var title: BilingualText
    /// The sort.
    public var what: Condition
    /// Among which rights; all when nil.
    public var among: Condition?
    /// The least share.
    public var atLeast: Decimal
    /// The first year; the plan's first when nil.
    public var from: Int?
    /// The last year; the last year with a rule when nil.
    public var to: Int?
  }

  /// A list of rights by filter.
  public struct ListRule: Sendable {
    /// The name in the file.
    public var id: String
    /// Why, in words.
    public var title: BilingualText
    /// Which rights.
    public var filter: Filter
    /// The last year to which they must be kept; nil for as long as the ties of the filter last, and where it names
    /// none, or they have no end on record, for as long as the plan looks.
    public var until: Int?
  }

  /// Which rights: all that is given must fit.
  public struct Filter: Sendable {
    /// Facts.
    public var condition: Condition?
    /// Grades of the run's model.
    public var grades: [String]
    /// Units, by code or name; units below them count.
    public var units: [String]
    /// Business lines.
    public var businessLines: [String]
    /// Numbers of rights.
    public var numbers: [String]
    /// Obligations on record.
    public var ties: [Tie]
  }

  /// What binds an owner to keep a right, as far as the data hold it.
  public enum Tie: String, CaseIterable, Sendable {
    /// A running licence obliges the owner to keep the right in force.
    case keepInForce = "keep-in-force"
    /// The right is in a running pledge.
    case pledged
    /// The right is in a running dispute, or under a preservation order.
    case inDispute = "in-dispute"
    /// The right is declared to a standard.
    case declaredToStandard = "declared-to-standard"
  }
}
