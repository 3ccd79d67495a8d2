public import PortfolioCore
internal import PortfolioImport
public import PortfolioReview
internal import PortfolioStore

/// How a backtest is to be done.
public struct BacktestOptions: Sendable {
  /// The id of a grading model or of a lapse hazard.
  public var model: String
  /// The day on which the rights are judged; nil for what the mapping says.
  public var asOf: CalendarDay?
  /// The header of the outcome column; nil for what the mapping says.
  public var outcome: String?
  /// The last day of observation; nil for what the mapping says.
  public var observedUntil: CalendarDay?
  /// The id of a mapping, or the path of the user's own mapping file; nil to find it by the headers.
  public var mapping: String?
  /// The day of the program's run, up to which outcomes can have been seen.
  public var today: CalendarDay

  /// Options.
  public init(
    model: String = "bibliographic-screening", asOf: CalendarDay? = nil, outcome: String? = nil,
    observedUntil: CalendarDay? = nil, mapping: String? = nil, today: CalendarDay
  ) {
    self.model = model
    self.asOf = asOf
    self.outcome = outcome
    self.observedUntil = observedUntil
    self.mapping = mapping
    self.today = today
  }
}

/// A file with rights and outcomes, read for a backtest.
public struct BacktestFile: Sendable {
  /// The rights, in a store of their own that vanishes.
  public let workspace: Workspace
  /// What became of them, by their stored ids.
  public let outcomes: [Int64: BacktestOutcome]
  /// The last day of observation.
  public let observedUntil: CalendarDay
  /// The day on which the rights are judged.
  public let day: BacktestDay
  /// How many days before the end of the term an end counts as the end of the term.
  public let termEndMargin: Int
  /// What is doubtful in the file.
  public let importReport: ImportReport
  /// What became of the rows.
  public let rows: BacktestRows
  /// Outcomes that could not be read or contradict each other, whose rights are not tested; and repeated rows.
  public let problems: [Problem]

  /// Tests a grading model or a lapse hazard on the file.
  /// - Throws: ``ProblemList`` when the model does not load, or no right can be tested.
  public func test(model: String) throws -> BacktestReport {
    try BacktestRunner.run(
      store: workspace.store, catalogue: workspace.catalogue, request: request(model), outcomes: outcomes)
  }

  /// Fits a lapse hazard's terms to the file.
  /// - Throws: ``ProblemList`` when the model does not load, or the file does not allow a fit.
  public func refit(model: String, folds: Int = 5, repetitions: Int = 20, seed: UInt64 = 1) throws
    -> HazardRefit
  {
    try HazardRefit(
      store: workspace.store, catalogue: workspace.catalogue, request: request(model), outcomes: outcomes,
      folds: folds, repetitions: repetitions, seed: seed)
  }

  private func request(_ model: String) -> BacktestRequest {
    BacktestRequest(day: day, model: model, observedUntil: observedUntil, termEndMargin: termEndMargin)
  }
}

extension Workspace {
  /// Reads a file of rights with their outcomes for a backtest.
  /// - Throws: ``ProblemList`` when the file cannot be read, has no column of outcomes, or neither the options
  ///   nor the mapping name the day on which the rights are judged; when observation ends on or before that day, after
  ///   today, or after the end that the mapping states (BKT006).
  public static func backtestFile(
    at path: String, options: BacktestOptions, models: String? = nil
  ) throws -> BacktestFile {
    let workspace = try Workspace.open(at: ":memory:", models: models)
    let plans = try PortfolioReader.plan(
      path: path, name: path, mapping: options.mapping, catalogue: workspace.catalogue,
      latestYear: options.today.year)
    guard let plan = plans.first, plans.count == 1 else {
      throw ProblemList(
        Problem(
          .backtestSeveralFiles, at: Place(file: path), value: "\(plans.count)", zh: "应为只有一张表的文件",
          en: "A backtest reads one file with one table",
          remedy: BilingualText(zh: "把权利与结局放在一张表中", en: "Put rights and outcomes into one table")))
    }
    let rows = try OutcomeReader.read(plan, column: options.outcome)
    var stated: MappingModel.Outcomes?
    if case .mapping(let mapping, _) = plan.layout { stated = mapping.outcomes }
    let observedUntil = options.observedUntil ?? stated?.observedUntil ?? options.today
    let day: BacktestDay
    if let asOf = options.asOf {
      day = .day(asOf)
    } else if stated?.asOf == .grant {
      day = .grant
    } else {
      throw ProblemList(
        Problem(
          .backtestDayMissing, at: Place(file: path), zh: "没有说明按哪一天的事实评判",
          en: "Nothing says by the facts of which day the rights are judged",
          remedy: BilingualText(
            zh: "用 --as-of 给出基准日，或在映射的 outcomes 中写 asOf: grant",
            en: "Give the day with --as-of, or write asOf: grant under 'outcomes' of the mapping")))
    }
    let faults = windowProblems(
      day: day, until: observedUntil, stated: stated?.observedUntil, today: options.today, path: path)
    guard faults.isEmpty else { throw ProblemList(faults) }
    let report = try workspace.importPortfolio(
      from: [path], options: ImportOptions(mapping: options.mapping, observedOn: observedUntil))
    let rights = try workspace.store.rightsByLine()
    let ledger = OutcomeLedger(file: path, rows: rows, rights: rights, report: report)
    return BacktestFile(
      workspace: workspace, outcomes: ledger.outcomes,
      observedUntil: observedUntil, day: day, termEndMargin: stated?.termEndMargin ?? 0, importReport: report,
      rows: ledger.account(rights: try workspace.store.rightCount()), problems: ledger.problems)
  }

  /// What is impossible about a window of observation: it must begin before it ends, and nothing can have been seen
  /// after today or after the end that the source states, where a lapse would be missing and count as in force.
  private static func windowProblems(
    day: BacktestDay, until: CalendarDay, stated: CalendarDay?, today: CalendarDay, path: String
  ) -> [Problem] {
    var problems: [Problem] = []
    func fault(zh: String, en: String, remedy: BilingualText) {
      problems.append(
        Problem(
          .outcomeAfterObservation, severity: .error, at: Place(file: path), value: until.iso, zh: zh, en: en,
          remedy: remedy))
    }
    if case .day(let asOf) = day, until <= asOf {
      fault(
        zh: "观察期末 \(until.iso) 不晚于基准日 \(asOf.iso)，其间没有可观察的结局",
        en: "The end of observation, \(until.iso), is not after the as-of day, \(asOf.iso): no outcome lies between",
        remedy: BilingualText(
          zh: "给出更早的 --as-of 或更晚的 --observed-until",
          en: "Give an earlier --as-of or a later --observed-until"))
    }
    if until > today {
      fault(
        zh: "观察期末 \(until.iso) 晚于今天 \(today.iso)",
        en: "The end of observation, \(until.iso), is after today, \(today.iso)",
        remedy: BilingualText(
          zh: "写已经观察到的最后一天", en: "Name the last day that has been observed"))
    }
    if let stated, until > stated {
      fault(
        zh: "观察期末 \(until.iso) 晚于映射所载的 \(stated.iso)；其后的结局来源没有记录，会被误计为仍有效",
        en:
          "The end of observation, \(until.iso), is after \(stated.iso), where the mapping says that the source ends; later lapses would count as in force",
        remedy: BilingualText(
          zh: "给出不晚于 \(stated.iso) 的 --observed-until；来源已更新时改映射中的 observedUntil",
          en:
            "Give --observed-until no later than \(stated.iso); if the source goes further by now, change observedUntil in the mapping"
        ))
    }
    return problems
  }
}
