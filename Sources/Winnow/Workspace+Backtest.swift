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
  ///   nor the mapping name the day on which the rights are judged.
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
    let report = try workspace.importPortfolio(
      from: [path], options: ImportOptions(mapping: options.mapping, observedOn: observedUntil))
    let rights = try workspace.store.rightsByLine()
    let ledger = OutcomeLedger(file: path, rows: rows, rights: rights, report: report)
    return BacktestFile(
      workspace: workspace, outcomes: ledger.outcomes,
      observedUntil: observedUntil, day: day, termEndMargin: stated?.termEndMargin ?? 0, importReport: report,
      rows: ledger.account(rights: try workspace.store.rightCount()), problems: ledger.problems)
  }
}
