public import PortfolioCore

/// Makes the problem of choosing, for each right, the last year it is paid for.
///
/// Every right becomes a ladder whose step t adds what keeping it in year t is worth and costs. Years count
/// from 1. Rights, budgets and rules may be added in any order; the rows are made by ``build()``.
public struct StopYearProblemBuilder: Sendable {
  /// A budget of all years; rights name the budgets that their fees fall under.
  public struct Budget: Hashable, Sendable { let index: Int }

  /// How a family hangs together.
  public enum FamilyRule: Sendable {
    /// All members are kept to the same year, each to its own end at most.
    case allOrNone
    /// Members never outlive the first while it has years left.
    case notAfterFirst
  }

  private struct BudgetRows: Sendable {
    var name: String
    var caps: [Int64?]
    var isCumulative: Bool
    var overrunPrice: Int64?
  }

  private struct Rule: Sendable {
    var name: String
    var kind: PruningProblem.RowKind
    var sense: PruningProblem.Sense
    var limit: Int64
    var year: Int
    var members: [(right: Int, amount: Int64)]
  }

  private let name: String
  private let years: Int
  private var budgets: [BudgetRows] = []
  private var names: [String] = []
  private var firstStep: [Int] = [0]
  private var stepValue: [Int64] = []
  private var stepCost: [Int64] = []
  private var firstBudget: [Int] = [0]
  private var rightBudgets: [Int32] = []
  private var rules: [Rule] = []
  private var couples: [(PruningProblem.Coupling, Int, Int)] = []
  private var keeps: [(right: Int, year: Int)] = []
  private var drops: [(right: Int, year: Int)] = []

  /// A builder for so many years ahead.
  public init(name: String, years: Int) {
    self.name = name
    self.years = years
  }

  /// How many rights there are so far.
  public var rightCount: Int { names.count }

  /// Adds a budget.
  /// - Parameters:
  ///   - caps: the cap of each year, in units of the costs; nil where there is none.
  ///   - isCumulative: what a year leaves may be spent later: the caps of years 1…t, added up, limit the spending
  ///     of years 1…t together. From the first year without a cap there is no limit.
  ///   - overrunPrice: what each unit of overrun costs, in units of value; nil when it may not be overrun.
  public mutating func addBudget(
    _ name: String, caps: [Int64?], isCumulative: Bool = false, overrunPrice: Int64? = nil
  ) -> Budget {
    budgets.append(
      BudgetRows(name: name, caps: caps, isCumulative: isCumulative, overrunPrice: overrunPrice))
    return Budget(index: budgets.count - 1)
  }

  /// Adds a right.
  /// - Parameters:
  ///   - values: what keeping the right in each year adds to the objective, up to its last year in term; costs
  ///     are not taken off again.
  ///   - costs: what each of these years costs its budgets.
  ///   - budgets: the budgets that the costs fall under.
  /// - Returns: the right's index, which is also its class in the problem.
  @discardableResult
  public mutating func addRight(
    _ name: String, values: [Int64], costs: [Int64], budgets: [Budget]
  ) -> Int {
    names.append(name)
    let steps = min(values.count, costs.count, years)
    stepValue.append(contentsOf: values.prefix(steps))
    stepCost.append(contentsOf: costs.prefix(steps))
    firstStep.append(stepValue.count)
    rightBudgets.append(contentsOf: budgets.map { Int32($0.index) })
    firstBudget.append(rightBudgets.count)
    return names.count - 1
  }

  /// At least so many of some rights are live in a year.
  public mutating func addCoverage(_ name: String, year: Int, atLeast minimum: Int, of rights: [Int]) {
    addRule(
      name, kind: .coverage, .atLeast, Int64(minimum), year: year, rights.map { ($0, 1) })
  }

  /// Some rights are at least a share of all live rights in a year.
  /// - Parameters:
  ///   - share: in hundredths, 0…100.
  ///   - part: whether a right, by its index, belongs to the part.
  public mutating func addShare(_ name: String, year: Int, atLeast share: Int, _ part: (Int) -> Bool) {
    let hundredths = Int64(share)
    addRule(
      name, kind: .share, .atLeast, 0, year: year,
      names.indices.map { ($0, part($0) ? 100 - hundredths : -hundredths) })
  }

  /// A rule of one's own: the amounts of the rights live in a year add up to something limited.
  public mutating func addRule(
    _ name: String, kind: PruningProblem.RowKind, _ sense: PruningProblem.Sense, _ limit: Int64, year: Int,
    _ members: [(right: Int, amount: Int64)]
  ) {
    rules.append(
      Rule(name: name, kind: kind, sense: sense, limit: limit, year: year, members: members))
  }

  /// Couples the members of a family; with ``FamilyRule/notAfterFirst`` the first is the parent.
  public mutating func addFamily(_ rule: FamilyRule, _ members: [Int]) {
    guard let first = members.first else { return }
    switch rule {
    case .notAfterFirst:
      for child in members.dropFirst() { couples.append((.notAfter, first, child)) }
    case .allOrNone:
      // Everyone is tied to the one that can live longest: only then does one stop decide all.
      let head = members.max { (steps($0), $1) < (steps($1), $0) } ?? first
      for other in members where other != head { couples.append((.sameStop, head, other)) }
    }
  }

  private func steps(_ right: Int) -> Int {
    right >= 0 && right + 1 < firstStep.count ? firstStep[right + 1] - firstStep[right] : 0
  }

  /// A right must be kept at least to a year, or to its end when that comes first.
  public mutating func keep(_ right: Int, toYear year: Int) { keeps.append((right, year)) }

  /// A right may be kept to a year at most; 0 lets it go at once.
  public mutating func drop(_ right: Int, afterYear year: Int = 0) { drops.append((right, year)) }

  /// The problem: rows first the budgets, year by year, then the rules in the order added.
  /// - Throws: ``ProblemList`` with everything that is wrong.
  public func build() throws(ProblemList) -> PruningProblem {
    var builder = PruningProblemBuilder(name: name)
    var rowOf: [[Int?]] = []
    for budget in budgets {
      rowOf.append(
        (0..<years).map { year in
          let years = budget.caps.prefix(year + 1)
          guard year < budget.caps.count, let own = budget.caps[year] else { return nil }
          guard !budget.isCumulative || !years.contains(nil) else { return nil }
          let cap = budget.isCumulative ? years.reduce(0) { $0 + ($1 ?? 0) } : own
          return builder.addRow(
            "\(budget.name)/\(year + 1)", .atMost, cap, kind: .budget, overrunPrice: budget.overrunPrice)
        })
    }
    var extra: [Int: [(row: Int, amount: Int64)]] = [:]
    for rule in rules {
      let row = builder.addRow(rule.name, rule.sense, rule.limit, kind: rule.kind)
      for member in rule.members where rule.year >= 1 && rule.year <= steps(member.right) {
        extra[firstStep[member.right] + rule.year - 1, default: []].append((row, member.amount))
      }
    }
    for right in names.indices {
      builder.beginClass(names[right], isLadder: true)
      for step in firstStep[right]..<firstStep[right + 1] {
        builder.addValue(stepValue[step])
        let year = step - firstStep[right]
        for slot in firstBudget[right]..<firstBudget[right + 1] {
          let budget = Int(rightBudgets[slot])
          for later in year..<(budgets[budget].isCumulative ? years : year + 1) {
            if let row = rowOf[budget][later] { builder.addUse(row, stepCost[step]) }
          }
        }
        for use in extra[step] ?? [] { builder.addUse(use.row, use.amount) }
        builder.endOption()
      }
      builder.endClass()
    }
    for (coupling, first, second) in couples { builder.couple(coupling, first, second) }
    for (right, year) in keeps { builder.keep(right, atLeast: min(year, steps(right))) }
    for (right, year) in drops { builder.keep(right, atMost: max(0, year)) }
    return try builder.build()
  }
}
