internal import BuiltinModels
internal import Foundation
@_exported public import Grading
@_exported public import PledgeFinance
@_exported public import PolicyModels
@_exported public import PortfolioCore
@_exported public import PortfolioImport
@_exported public import PortfolioReview
@_exported public import PortfolioStore
@_exported public import Pruning
@_exported public import Renewals
@_exported public import Reporting
@_exported public import Scoring
@_exported public import Survival
@_exported public import Valuation

/// A portfolio's store together with the model files: the front door of the library.
///
/// For example:
/// ```swift
/// let workspace = try Workspace.open(at: "portfolio.sqlite")
/// try workspace.importPortfolio(from: ["export.csv"], observedOn: day)
/// let run = try workspace.review(asOf: day)
/// let html = workspace.report(of: run, language: .zh)
/// ```
public struct Workspace: Sendable {
  /// The version of the program, kept with every run.
  public static let version = "0.1.0"

  /// The store.
  public let store: Store
  /// The model files: the built-in ones and the user's.
  public let catalogue: ModelCatalogue

  /// Opens a workspace.
  /// - Parameters:
  ///   - path: the store's file; `:memory:` for one that vanishes.
  ///   - create: make the file when it does not exist.
  ///   - models: a folder of model files that add to the built-in ones or take their place.
  /// - Throws: ``ProblemList`` when the file is no store or was written by a newer version, or the folder
  ///   cannot be read.
  public static func open(at path: String, create: Bool = true, models: String? = nil) throws -> Workspace {
    let catalogue = try catalogue(models: models)
    // A broken file would otherwise be missing in silence, and its rules with it.
    let broken = catalogue.entries.filter { $0.header == nil }.flatMap(\.problems)
    guard broken.isEmpty else { throw ProblemList(broken) }
    return Workspace(store: try Store(path: path, create: create), catalogue: catalogue)
  }

  /// The model files: the built-in ones, and those of a folder.
  /// - Throws: ``ProblemList`` when the folder cannot be read.
  public static func catalogue(models folder: String?) throws -> ModelCatalogue {
    folder == nil ? builtinCatalogue : ModelCatalogue(files: try modelFiles(models: folder))
  }

  /// The files that came with the program: they are the same for every workspace, and are read once.
  private static let builtinFiles = BuiltinModelFiles.all.map {
    ModelFile(path: $0.path, text: $0.text, origin: .builtin)
  }
  private static let builtinCatalogue = ModelCatalogue(files: builtinFiles)

  static func modelFiles(models folder: String?) throws -> [ModelFile] {
    guard let folder else { return builtinFiles }
    return builtinFiles + (try ModelFolder.files(in: folder))
  }

  // MARK: Reviews

  /// Reviews the portfolio and stores the run. The same data, day and models give the stored run again.
  /// - Parameters:
  ///   - asOf: the day whose knowledge counts.
  ///   - model: the id of the grading model.
  ///   - portfolioName: the name for reports; by default the store's file name.
  ///   - compare: the ids of other grading models whose grades stand beside.
  ///   - weights: the id of the grading model's weight set; nil for the weights of its tree.
  ///   - previous: the earlier run for hysteresis and comparison.
  ///   - gateEvidence: the documents that lift gates; nil for those recorded in the store.
  ///   - progress: told of every step.
  /// - Throws: ``ProblemList`` when nothing is known on that day or a model does not load.
  public func review(
    asOf: CalendarDay, model: String = "bibliographic-screening", portfolioName: String? = nil,
    compare: [String] = [], weights: String? = nil, previous: PreviousRun = .latest,
    gateEvidence: [GateEvidence]? = nil, progress: (ReviewStep) throws -> Void = { _ in }
  ) throws -> ReviewRun {
    let run = try preview(
      asOf: asOf, model: model, portfolioName: portfolioName, compare: compare, weights: weights,
      previous: previous, gateEvidence: gateEvidence, progress: progress)
    try progress(.storing)
    return try save(run)
  }

  /// Reviews the portfolio without storing the run; the parameters are those of
  /// ``review(asOf:model:portfolioName:compare:weights:previous:gateEvidence:progress:)``.
  /// - Throws: ``ProblemList`` when nothing is known on that day or a model does not load.
  public func preview(
    asOf: CalendarDay, model: String = "bibliographic-screening", portfolioName: String? = nil,
    compare: [String] = [], weights: String? = nil, previous: PreviousRun = .latest,
    gateEvidence: [GateEvidence]? = nil, progress: (ReviewStep) throws -> Void = { _ in }
  ) throws -> ReviewRun {
    var request = ReviewRequest(
      asOf: asOf, portfolioName: portfolioName ?? defaultName, gradingModel: model,
      programVersion: Workspace.version)
    request.compare = compare
    request.weightSet = weights
    request.previous = previous
    request.gateEvidence = try gateEvidence ?? recordedEvidence(asOf: asOf)
    return try ReviewRunner.run(store: store, catalogue: catalogue, request: request, progress: progress)
  }

  /// Stores a run; one that is stored already keeps its number.
  /// - Returns: the run with its number.
  public func save(_ run: ReviewRun) throws -> ReviewRun {
    var run = run
    run.id = try ReviewRunner.save(run, in: store).id
    return run
  }

  /// The portfolio's name in the latest stored run; nil when there is none.
  public func lastPortfolioName() throws -> String? {
    try store.runs().isEmpty ? nil : ReviewRunner.load(id: nil, from: store).portfolioName
  }

  /// The names that the portfolio has in the stored runs, and the one of the store's file.
  func portfolioNames() throws -> Set<String> {
    let names = Set(try store.portfolioNames())
    return names.union([defaultName])
  }

  private var defaultName: String {
    let file = (store.path as NSString).lastPathComponent
    return file.split(separator: ".").first.map(String.init) ?? file
  }

  /// A stored run; the latest when no number is given.
  /// - Throws: ``ProblemList`` when there is none.
  public func run(_ id: Int64? = nil) throws -> ReviewRun { try ReviewRunner.load(id: id, from: store) }

  /// What moved between two runs of this store, and why. What was recorded with its end is told from what somebody
  /// recorded since.
  /// - Throws: ``ProblemList`` when a model does not load or the store cannot be read.
  public func diff(before: ReviewRun, after: ReviewRun) throws -> RunDiff {
    RunDiff(
      before: before, after: after,
      passed: try PassedTime.between(before, after, store: store, catalogue: catalogue))
  }

  /// The stored runs, the oldest first.
  public func runs() throws -> [RunLine] { try store.runs() }

  /// The rows of a run's rights that a text names: its shown number, application or publication number, with
  /// or without spaces, points, hyphens and capitals.
  /// - Throws: ``ProblemList`` when no right or more than one has that number.
  public func row(of number: String, in run: ReviewRun) throws -> Int {
    try RightFinder(run: run).row(of: number)
  }

  /// Everything that led to one right's grade and fees: facts with their states, parts of the score, the gate
  /// that decided, fees by year.
  /// - Throws: ``ProblemList`` when no right or more than one has that number.
  public func explanation(of number: String, in run: ReviewRun, language: Language) throws -> RightExplanation
  {
    let wording = Wording(run: run, options: reportOptions(language: language))
    return RightExplainer(run: run, wording: wording).explain(try row(of: number, in: run))
  }

  /// Where the data of a right come from: files, lines, days.
  public func provenance(of number: String, in run: ReviewRun) throws -> RightProvenance {
    try store.provenance(of: run.table.rightIDs[try row(of: number, in: run)])
  }

  // MARK: Reports

  /// How reports of this workspace are written in a language.
  public func reportOptions(language: Language) -> ReportOptions {
    var names: [String: BilingualText] = [:]
    if let (fields, _) = try? catalogue.load(TechnologyFields.self, id: "wipo-35") {
      for field in fields.fields { names["\(field.number)"] = field.name }
    }
    return ReportOptions(language: language, fieldNames: names)
  }

  /// The report of a run as one HTML file.
  public func report(of run: ReviewRun, language: Language) -> String {
    HTMLReport.render(run: run, options: reportOptions(language: language))
  }
}
