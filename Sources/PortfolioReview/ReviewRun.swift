public import Grading
public import PolicyModels
public import PortfolioCore
public import Valuation

/// A review run: what was known on a day, what the models made of it, and which models they were.
///
/// A run holds everything a report needs. It is stored whole, so that any old report can be made again byte
/// for byte, whatever has been imported since.
public struct ReviewRun: Sendable {
  /// The run's number in the store; 0 before it is stored.
  public var id: Int64
  /// The portfolio's name, shown at the head of reports.
  public var portfolioName: String
  /// The day whose knowledge the run holds.
  public let asOf: CalendarDay
  /// The version of the program that made the run.
  public let programVersion: String
  /// The currency of all amounts.
  public let currency: Currency
  /// The SHA-256 over the facts and texts of all rights.
  public let snapshotHash: String
  /// The model files that took part, with their texts.
  public internal(set) var modelFiles: [ModelFile]
  /// The rule book of the review and what it made of the facts.
  public let primary: GradingView
  /// Other rule books over the same facts, side by side.
  public let views: [GradingView]
  /// The answers of experts that the rule books could use.
  public let answers: ExpertAnswers
  /// The facts, one row a right.
  public var table: FactTable
  /// The fees, one row a right.
  public var fees: FeeColumns
  /// What keeping each right is worth by the renewal model; nil in runs stored before there was one.
  public var values: ValueColumns?
  /// The plan under budgets; nil when none was asked for.
  public var plan: PortfolioPlan?
  /// How far unknown facts widen the grades, the widest first.
  public var unknownImpacts: [UnknownImpact]
  /// What is doubtful in data and models.
  public var problems: [Problem]
  /// The imports that the data come from.
  public var imports: [ImportRecord]
  /// How many imports before it only ended rows: they stand in no list of ``imports``. Nil where none did, and in runs of
  /// earlier versions.
  public var endedImports: Int? = nil
  /// The portfolio as a whole: targets, units, survey figures; nil in runs of earlier versions.
  public var indicators: PortfolioIndicators? = nil
  /// What stands between each right and its disposal; nil in runs of earlier versions.
  public var gates: GateTable? = nil
  /// The routes by which rights can be disposed of; nil in runs of earlier versions.
  public var routes: RouteModel? = nil
  /// The rule book whose days for answers concern rights of the run, where neither ``primary`` nor ``views`` set any; nil
  /// where nothing waits for an answer, and in runs of earlier versions.
  public var answerBook: GradingModel? = nil
  /// The answers to checklists of risks, by the checklist's id; the checklists are among ``modelFiles``.
  public var riskAnswers: [String: [RiskAnswer]] = [:]
  /// The facts whose values were taken out of this copy by choice: their states say nothing here.
  public var withheldFacts: Set<FactID> = []

  /// The registers of risks that the answers make on the as-of day, ordered by checklist.
  public func riskRegisters() -> [RiskRegister] {
    let catalogue = ModelCatalogue(files: modelFiles)
    return riskAnswers.keys.sorted().compactMap { id in
      guard let (checklist, _) = try? catalogue.load(RiskChecklist.self, id: id) else { return nil }
      return RiskRegister(checklist, answers: riskAnswers[id] ?? [], asOf: asOf)
    }
  }

  /// This run without its plan and its values, for reports that withhold amounts.
  public func withoutValues() -> ReviewRun {
    var run = self
    run.values = nil
    run.plan = nil
    return run
  }

  /// This run with a plan and the model files that the plan rests on. It is another run, not stored yet.
  public func with(_ plan: PortfolioPlan, files: [ModelFile]) -> ReviewRun {
    var run = self
    run.id = 0
    run.plan = plan
    run.modelFiles += files.filter { file in !modelFiles.contains { $0.path == file.path } }
    return run
  }

  /// This run with its gates, for runs that were stored before there were any. It is another run, not stored yet.
  public func with(_ gates: GateTable) -> ReviewRun {
    var run = self
    run.id = 0
    run.gates = gates
    let file = gates.model.header.file
    if !run.modelFiles.contains(where: { $0.path == file.path }) { run.modelFiles.append(file) }
    return run
  }

  /// The grading model of the review.
  public var gradingModel: GradingModel { primary.model }
  /// The grades of the review, one row a right.
  public var grades: GradingResult { primary.grades }

  /// The engine that grades the facts as a view did: for explanations of its grades.
  public func engine(_ view: GradingView) -> GradingEngine {
    GradingEngine(
      model: view.model, table: table,
      context: GradingContext(
        weightSet: view.weights.weightSet, answers: answers, earlier: view.earlier, weights: view.weights))
  }
}

/// What one rule book made of a run's facts.
public struct GradingView: Sendable {
  /// The rule book.
  public let model: GradingModel
  /// The grades, one row a right.
  public let grades: GradingResult
  /// The weights that were used, and how those that were reckoned came about.
  public let weights: ResolvedWeights
  /// The earlier run that hysteresis and comparison look at.
  public let earlier: EarlierGrades?

  /// A view.
  public init(
    model: GradingModel, grades: GradingResult, weights: ResolvedWeights, earlier: EarlierGrades? = nil
  ) {
    self.model = model
    self.grades = grades
    self.weights = weights
    self.earlier = earlier
  }
}

/// What one file brought into the store.
public struct ImportRecord: Sendable, Codable, Equatable {
  /// The file as the user named it.
  public let file: String
  /// The mapping's name.
  public let mapping: String
  /// The day on which the file's changing values were seen.
  public let observedOn: CalendarDay
  /// Data rows.
  public let rows: Int
  /// Rows that brought a new right or new values.
  public let stored: Int
  /// Rows that became part of a right that another row of the file had brought.
  public let merged: Int
  /// Rows refused, each with a reason.
  public let refused: Int
  /// Rows that say what was stored already.
  public let unchanged: Int

  /// A record of an import.
  public init(
    file: String, mapping: String, observedOn: CalendarDay, rows: Int, stored: Int, merged: Int, refused: Int,
    unchanged: Int
  ) {
    self.file = file
    self.mapping = mapping
    self.observedOn = observedOn
    self.rows = rows
    self.stored = stored
    self.merged = merged
    self.refused = refused
    self.unchanged = unchanged
  }
}
