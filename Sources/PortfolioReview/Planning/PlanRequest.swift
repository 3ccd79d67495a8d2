public import PolicyModels
public import PortfolioCore
public import PortfolioStore
public import Pruning

/// What a plan is made from: a run, the fees and ties of its day, and a scenario.
public struct PlanRequest: Sendable {
  /// The run.
  public var run: ReviewRun
  /// The fees of the same day.
  public var outlook: FeeOutlook
  /// Families, units, products and obligations of the same day.
  public var ties: PlanningTies
  /// The scenario, with everything that it builds upon.
  public var scenario: PruningScenario
  /// The headers of the scenario's files, its own first.
  public var headers: [ModelHeader]
  /// The map from score to worth, where the objective needs one.
  public var valueMap: ValueMap?
  /// The income of rights, where the objective asks for it.
  public var income: IncomeWorth?
  /// The share of the variance of returns that the score explains by the renewal model; nil where it is not known.
  public var explained: Double?
  /// How to solve.
  public var options: PruningOptions
  /// The row of a number as people write it; nil when no right, or more than one, has it.
  public var find: @Sendable (String) -> Int?

  /// A request. The outlook and the ties must be those of the run's store on the run's day.
  public init(
    run: ReviewRun, outlook: FeeOutlook, ties: PlanningTies, scenario: PruningScenario,
    headers: [ModelHeader], valueMap: ValueMap?, income: IncomeWorth? = nil, explained: Double? = nil,
    options: PruningOptions = PruningOptions(),
    find: @escaping @Sendable (String) -> Int?
  ) {
    self.run = run
    self.outlook = outlook
    self.ties = ties
    self.scenario = scenario
    self.headers = headers
    self.valueMap = valueMap
    self.income = income
    self.explained = explained
    self.options = options
    self.find = find
  }

  /// The first calendar year of the plan: the first with a budget, or the one after the as-of day's.
  public var firstYear: Int { scenario.firstYear(asOf: run.asOf) }
}

extension PruningScenario {
  /// The first calendar year of a plan: the first with a budget, or the one after the as-of day's.
  public func firstYear(asOf day: CalendarDay) -> Int {
    let years = budgets.flatMap { $0.amounts.map(\.year) }
    return max(day.year, years.min() ?? day.year + 1)
  }

  /// This scenario with a cap on the whole portfolio's spending of a year, in place of any that it had.
  /// - Parameter amount: a plain decimal in major units.
  public func with(budget amount: String, year: Int) -> PruningScenario {
    var result = self
    for index in result.budgets.indices where result.budgets[index].isWhole {
      result.budgets[index].amounts.removeAll { $0.year == year }
    }
    let entry = (year: year, amount: amount, place: Place(file: "--budget"))
    if let index = result.budgets.firstIndex(where: { $0.isWhole }) {
      result.budgets[index].amounts.append(entry)
      result.budgets[index].amounts.sort { $0.year < $1.year }
    } else {
      result.budgets.append(
        BudgetRule(
          id: "budget", unit: nil, office: nil, businessLine: nil, amounts: [entry], carryOver: false,
          overrunPrice: nil))
    }
    return result
  }
}
