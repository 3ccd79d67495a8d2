internal import Grading
public import PortfolioCore
internal import Valuation

/// Finds the routes of rights: pure, from the facts, fees, values, gates and plan of a run.
public struct RoutePlanner: Sendable {
  /// The facts.
  let table: FactTable
  /// The fees.
  let fees: FeeColumns
  /// What keeping each right is worth; nil where the run does not hold it.
  let values: ValueColumns?
  /// The plan; nil where none was asked for.
  let plan: PortfolioPlan?
  /// The currency of fees and values.
  let currency: Currency
  /// The routes.
  public let model: RouteModel
  /// The gates.
  public let gates: GateTable
  /// What is known of each requirement: a column a requirement, a list a route.
  private let truths: [[[ConditionTruth]]]
  /// Whether each right belongs to a holder that a route is for: a column a route.
  private let belongs: [[ConditionTruth]]
  /// Whether each right is an asset of a central state-owned group.
  private let isOfState: [ConditionTruth]

  /// A planner of a run; nil when the run holds no gates or no routes.
  public init?(_ run: ReviewRun) {
    guard let gates = run.gates, let model = run.routes else { return nil }
    self.init(
      table: run.table, fees: run.fees, values: run.values, plan: run.plan, currency: run.currency,
      gates: gates, model: model)
  }

  init(
    table: FactTable, fees: FeeColumns, values: ValueColumns?, plan: PortfolioPlan?, currency: Currency,
    gates: GateTable, model: RouteModel
  ) {
    self.table = table
    self.fees = fees
    self.values = values
    self.plan = plan
    self.currency = currency
    self.gates = gates
    self.model = model
    truths = model.routes.map { route in
      route.requirements.map { ConditionTruths($0.condition, table: table).column() }
    }
    belongs = model.routes.map { route in
      gates.model.membership(route.holders, holder: gates.holder, table: table)
    }
    isOfState = gates.model.membership(["central-enterprise"], holder: gates.holder, table: table)
  }

  /// The routes of a right.
  /// - Parameter graceEnd: the last day of a fee that is late by the ledger and still unpaid, where one is: then the
  ///   right must be done with by that day.
  public func routes(_ row: Int, graceEnd: CalendarDay? = nil) -> RouteList {
    guard table[.legalLife]?.category(row) != LegalLife.ended.rawValue else {
      return RouteList(row: row, deadline: nil, isInGrace: false, options: [], recommended: nil)
    }
    let (deadline, isInGrace) = deadline(row, graceEnd)
    let kind = table[.rightKind]?.category(row).flatMap(RightKind.init(rawValue:))
    var options: [RouteOption] = []
    for index in model.routes.indices {
      let route = model.routes[index]
      guard kind.map(route.kinds.contains) ?? true, belongs[index][row] != .fails else { continue }
      options.append(option(index, row, deadline))
    }
    // Stable: routes that bring the same stand in the order of the model.
    let order = options.indices.sorted { left, right in
      let (a, b) = (options[left], options[right])
      let (first, second) = (a.feasibility == .notPossible, b.feasibility == .notPossible)
      if first != second { return second }
      return a.order != b.order ? a.order > b.order : left < right
    }
    options = order.map { options[$0] }
    // A plan that lets a right go has weighed keeping it already.
    let letsGo = plan?.actions[row].letsGo ?? false
    let recommended = options.firstIndex { $0.canBeTaken && !(letsGo && $0.route.action == .keep) }
    return RouteList(
      row: row, deadline: deadline, isInGrace: isInGrace, options: options, recommended: recommended)
  }

  /// The due day of the fee that is to be spared: the plan's, else the next one; of a late annuity that is not to be
  /// paid the end of the grace period, for a right that lapses a year later has lapsed.
  private func deadline(_ row: Int, _ graceEnd: CalendarDay?) -> (day: CalendarDay?, isInGrace: Bool) {
    if let graceEnd { return (graceEnd, true) }
    if let day = plan?.lateFeeLetGo(row)?.lastDay, day >= table.asOf { return (day, true) }
    if let day = plan?.lapseDay(row), day >= table.asOf { return (day, false) }
    if let day = table[.graceEnd]?.day(row), day >= table.asOf { return (day, true) }
    if let day = table[.nextFeeDay]?.day(row), day >= table.asOf { return (day, false) }
    return (nil, false)
  }

  // MARK: One route

  private func option(_ index: Int, _ row: Int, _ deadline: CalendarDay?) -> RouteOption {
    let route = model.routes[index]
    var failures: [BilingualText] = []
    // Whose the right is may hang on what nobody said.
    var questions: [FactID] = belongs[index][row] == .open ? [.holderKind] : []
    for (number, requirement) in route.requirements.enumerated() {
      switch truths[index][number][row] {
      case .holds: break
      case .fails: failures.append(requirement.says)
      case .open:
        for fact in ConditionTruths(requirement.condition, table: table).openFacts(row)
        where !questions.contains(fact) { questions.append(fact) }
      }
    }
    let issues = gateIssues(route, row, deadline)
    let isBlocked = issues.contains { gates.blocks($0.index, row, $0.act, on: deadline) }
    let amounts = amounts(route, row, deadline)
    let own = route.days + listingDays(route, row)
    let days = own + gateDays(issues, questions)
    let daysIfGatesHold = own + gateDays(issues, questions, .hold)
    let daysOnceKnown = own + gateDays(issues, questions, .knownToHold)
    // Where the holder goes on paying, no day is missed.
    let leaves = route.fees == .none || route.fees == .reduced
    // Where a fee past its due day has no payment on record, the right may be lost at the end of its grace period.
    let graceEnd = fees.unrecordedFee(row)?.lastDay
    func safeDay(_ days: Int) -> CalendarDay? {
      let safe = leaves ? deadline.map { $0 + -days } : nil
      return safe.map { day in graceEnd.map { min(day, $0) } ?? day }
    }
    let lastSafeDay = safeDay(days)
    let holds = daysIfGatesHold > days ? safeDay(daysIfGatesHold) : nil
    let safeIfHold = holds == lastSafeDay ? nil : holds
    let feasibility: RouteOption.Feasibility
    if !failures.isEmpty || isBlocked {
      feasibility = .notPossible
    } else if let lastSafeDay, lastSafeDay < table.asOf {
      feasibility = .tooLate
    } else {
      feasibility = issues.isEmpty && questions.isEmpty ? .ready : .conditional
    }
    return RouteOption(
      route: route, feasibility: feasibility, day: deadline, failures: failures, questions: questions,
      gates: issues,
      days: days,
      lastSafeDay: lastSafeDay, safeDayIfGatesHold: safeIfHold,
      safeDayOnceKnown: safeIfHold == nil ? nil : safeDay(daysOnceKnown),
      cost: model.currency == currency ? route.cost : nil, fees: amounts.fees,
      proceeds: amounts.proceeds, counted: amounts.counted, unknownBecause: amounts.unknownBecause)
  }

  /// The gates that something must be done about before any of the acts, each once.
  private func gateIssues(_ route: DisposalRoute, _ row: Int, _ day: CalendarDay?) -> [RouteOption.Gate] {
    gates.model.gates.indices.compactMap { gate in
      for act in route.acts {
        let state = gates.state(gate, row, act, on: day)
        if state.isOpenIssue { return RouteOption.Gate(index: gate, act: act, state: state) }
      }
      return nil
    }
  }

  /// How gates that are still questions are taken to turn out.
  private enum Outcome {
    /// Asked about, they do not stand in the way.
    case clear
    /// Asked about, they stand in the way and must be lifted then.
    case hold
    /// They are known to stand in the way, without the days of asking.
    case knownToHold
  }

  /// Gates are lifted side by side: the slowest counts.
  private func gateDays(
    _ issues: [RouteOption.Gate], _ questions: [FactID], _ outcome: Outcome = .clear
  ) -> Int {
    let answer = model.gateDays["question"] ?? 0
    return issues.reduce(questions.isEmpty ? 0 : answer) { most, issue in
      let lifting = model.gateDays[gates.model.gates[issue.index].effect.word] ?? 0
      guard issue.state == .question else { return max(most, lifting) }
      switch outcome {
      case .clear: return max(most, answer)
      case .hold: return max(most, answer + lifting)
      case .knownToHold: return max(most, lifting)
      }
    }
  }

  /// The public notice that an asset of the state needs, by its expected price; the longest where no price is known.
  private func listingDays(_ route: DisposalRoute, _ row: Int) -> Int {
    listingStep(route, row)?.days ?? 0
  }

  /// The step of the rules on listing that a route falls under; nil where there are none for it.
  public func listingStep(_ route: DisposalRoute, _ row: Int) -> RouteModel.ListingStep? {
    guard route.isListed, isOfState[row] == .holds else { return nil }
    guard let values = values, values.isKnown(row), model.currency == currency else {
      return model.listing.last
    }
    return model.listing.first { $0.below.map { values.high[row] < $0 } ?? true }
  }

  // MARK: Money

  private struct Amounts {
    var fees: Int64?
    var proceeds: (low: Int64, high: Int64)?
    var counted: Int64 = 0
    var unknownBecause: BilingualText?
  }

  private static let feesUnknown = BilingualText(zh: "年费未知", en: "the fees are not known")
  private static let noValues = BilingualText(zh: "这次评审没有估值", en: "the run holds no values")

  private func amounts(_ route: DisposalRoute, _ row: Int, _ deadline: CalendarDay?) -> Amounts {
    var result = Amounts()
    let all = years(deadline)
    let isKnown = fees.certainty[row] != .none || fees.reasonOfRow[row] < 0
    // What pays no fees by rule, such as a secret, costs nothing to keep.
    let hasNoFees = table[.nextFeeDay]?.states[row] == .notApplicable
    func sum(_ years: [Int]) -> Int64? {
      if isKnown { return years.reduce(0) { $0 + fees.amount(row: row, year: $1) } }
      return hasNoFees ? 0 : nil
    }
    let untilStepUp = yearsUntilStepUp(row, all)
    switch route.fees {
    case .full, .reduced: result.fees = sum(all)
    case .untilStepUp: result.fees = sum(untilStepUp)
    case .none: result.fees = 0
    }
    switch route.proceeds {
    case .none: result.proceeds = (0, 0)
    case .unknown(let because): result.unknownBecause = because
    case .returnsUntilStepUp:
      guard let values = values, values.isKnown(row) else {
        result.unknownBecause = values?.reason(row) ?? RoutePlanner.noValues
        break
      }
      func returns(_ factor: Double) -> Int64 {
        untilStepUp.reduce(0) { $0 + values.grossReturn(row: row, year: $1, factor: factor) }
      }
      result.proceeds = (returns(values.lowFactor[row]), returns(values.highFactor[row]))
      result.counted = returns(1)
    case .upToHighValue:
      guard let values = values, values.isKnown(row) else {
        result.unknownBecause = values?.reason(row) ?? RoutePlanner.noValues
        break
      }
      result.proceeds = (0, values.high[row])
      result.counted = values.high[row] * Int64(model.takersPerHundred) / 100
    case .feeCut(let percent):
      guard let fees = sum(all) else {
        result.unknownBecause = RoutePlanner.feesUnknown
        break
      }
      result.proceeds = (0, fees * Int64(percent) / 100)
      result.counted = fees * Int64(percent) / 100 * Int64(model.takersPerHundred) / 100
    }
    return result
  }

  /// The calendar years compared: from the deadline's on, as far as the run's fees reach.
  private func years(_ deadline: CalendarDay?) -> [Int] {
    let first = max(deadline?.year ?? table.asOf.year, fees.firstYear)
    let last = min(first + model.horizonYears, fees.firstYear + fees.yearCount) - 1
    return first <= last ? Array(first...last) : []
  }

  /// The years before the fee first goes up; all where it does not.
  private func yearsUntilStepUp(_ row: Int, _ years: [Int]) -> [Int] {
    var before: Int64 = 0
    for (index, year) in years.enumerated() {
      let amount = fees.amount(row: row, year: year)
      if before > 0, amount > before { return Array(years.prefix(index)) }
      if amount > 0 { before = amount }
    }
    return years
  }
}
