internal import Foundation
internal import PolicyModels
internal import PortfolioCore
public import PortfolioReview
internal import PortfolioStore
public import Pruning
internal import Valuation

extension Workspace {
  /// The scenario of a plan when none is named: the budget is granted, and as much worth as possible is kept with it.
  public static let defaultScenario = "spend-the-budget"

  /// Prepares a plan for a run: fees of the years ahead, what binds the rights, and the scenario, put together
  /// into a problem. ``PlanMaker/plan(progress:)`` solves it.
  /// - Parameters:
  ///   - run: a run of this store.
  ///   - scenario: the id of a scenario, or the path of a scenario file.
  ///   - budgets: caps on the whole portfolio's spending by calendar year, in major units as plain decimals; they
  ///     take the place of the scenario's own of those years.
  ///   - options: how to solve.
  /// - Throws: ``ProblemList`` when a file does not load or names what the portfolio does not have.
  public func planMaker(
    for run: ReviewRun, scenario: String = Workspace.defaultScenario,
    budgets: [(year: Int, amount: String)] = [],
    options: PruningOptions = PruningOptions()
  ) throws -> PlanMaker {
    let outlook = try FeeOutlook(store: store, catalogue: catalogue, asOf: run.asOf, currency: run.currency)
    guard outlook.table.rightIDs == run.table.rightIDs else {
      throw ProblemList(
        Problem(
          .planOtherData, value: "\(run.id)", zh: "第 \(run.id) 次评审之后数据库有变，该次评审与现有权利对不上",
          en: "The store has changed since run \(run.id), and its rights are not those of the run",
          remedy: BilingualText(zh: "重新运行 winnow review", en: "Run winnow review again")))
    }
    // A run of an earlier version knows no gates; a plan never goes without.
    let run = run.gates == nil ? run.with(try gates(of: run)) : run
    var (whole, headers) = try loadScenario(scenario)
    for budget in budgets { whole = whole.with(budget: budget.amount, year: budget.year) }
    let map = try whole.objective?.valueMap.map { try catalogue.load(ValueMap.self, id: $0).0 }
    let explained = try catalogue.load(RenewalValueModel.self, id: "renewal-value").0
      .explainedShare(gradingModel: run.gradingModel.header.id).share
    let income = try whole.objective?.incomeCase.map {
      try valuer(of: run).incomeWorth(
        from: whole.firstYear(asOf: run.asOf), years: whole.horizonYears ?? 1, case: $0)
    }
    let index = RightIndex(run.table)
    return try PlanMaker(
      PlanRequest(
        run: run, outlook: outlook, ties: try store.planningTies(asOf: run.asOf), scenario: whole,
        headers: headers, valueMap: map, income: income, explained: explained, options: options
      ) { number in
        if case .row(let row) = index.find(number) { return row }
        return nil
      })
  }

  /// A scenario by its id or the path of its file.
  private func loadScenario(_ name: String) throws -> (PruningScenario, [ModelHeader]) {
    let isFile = name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.contains("/")
    guard isFile else { return try PruningScenario.load(id: name, catalogue: catalogue) }
    guard let data = FileManager.default.contents(atPath: name) else {
      throw ProblemList(
        Problem(
          .noSuchFile, at: Place(file: name), zh: "没有这个情景文件", en: "There is no such scenario file",
          remedy: BilingualText(
            zh: "检查路径；内置情景见 winnow models list",
            en: "Check the path; winnow models list shows the built-in ones")))
    }
    guard data.count <= 4_000_000, let text = String(data: data, encoding: .utf8) else {
      throw ProblemList(
        Problem(
          .modelSyntax, at: Place(file: name), zh: "文件过大，或不是 UTF-8", en: "The file is too large or not UTF-8",
          remedy: BilingualText(zh: "另存为 UTF-8", en: "Save it as UTF-8")))
    }
    return try PruningScenario.load(
      file: ModelFile(path: name, text: text, origin: .user), catalogue: catalogue)
  }

  /// The model files that a plan rests on, for its run.
  private func files(of maker: PlanMaker) -> [ModelFile] {
    maker.request.headers.map(\.file)
      + (maker.request.valueMap.map { [$0.header.file] } ?? [])
  }

  /// Stores a run with a plan; the same plan of the same run is stored once.
  /// - Returns: the run with its plan and its number.
  public func save(_ plan: PortfolioPlan, of maker: PlanMaker) throws -> ReviewRun {
    var run = maker.request.run.with(plan, files: files(of: maker))
    run.id = try ReviewRunner.save(run, in: store).id
    return run
  }

  /// A run with a plan, not stored: for reports of what might be.
  public func preview(_ plan: PortfolioPlan, of maker: PlanMaker) -> ReviewRun {
    maker.request.run.with(plan, files: files(of: maker))
  }
}
