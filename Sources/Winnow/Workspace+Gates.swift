internal import Grading
internal import PolicyModels
internal import PortfolioCore
public import PortfolioReview
internal import PortfolioStore

extension Workspace {
  /// The gates of a run that was stored before there were any, by the model as it is now.
  /// - Throws: ``ProblemList`` when the model of gates does not load.
  public func gates(of run: ReviewRun) throws -> GateTable {
    let (model, _) = try catalogue.load(GateModel.self, id: "cn")
    let evidence = try recordedEvidence(asOf: run.asOf)
    return GateTable.make(
      model, table: run.table, holder: model.holder(gradingModel: run.gradingModel.header.id),
      evidence: evidence,
      answers: try EvidenceAnswers.read(of: evidence, asOf: run.asOf, store: store, catalogue: catalogue))
  }

  /// A run with its gates judged by the papers that are on record now for its day: one may have been put on record, or
  /// taken back, since the run was stored.
  /// - Returns: the run as it is where neither it nor the store has a paper, and a run of before there were gates.
  /// - Throws: ``ProblemList`` when the store cannot be read or a model does not load.
  func weighingPapers(_ run: ReviewRun) throws -> ReviewRun {
    guard let gates = run.gates else { return run }
    let evidence = try recordedEvidence(asOf: run.asOf)
    if evidence.isEmpty, gates.evidence.isEmpty { return run }
    var weighed = run
    weighed.gates = GateTable.make(
      gates.model, table: run.table, holder: gates.holder, evidence: evidence,
      answers: try EvidenceAnswers.read(of: evidence, asOf: run.asOf, store: store, catalogue: catalogue))
    return weighed
  }

  /// A stored run as the store knows its day now: rows may have been imported or facts recorded since it was stored, and
  /// rules may have become others.
  /// - Returns: the run as it is where its facts and gates still stand and nothing was imported since, else a review of that day by its rule books, which
  ///   is not stored.
  /// - Throws: ``ProblemList`` when the store cannot be read, or the run no longer stands and its rule book is not there.
  public func current(_ run: ReviewRun) throws -> ReviewRun {
    let model = run.gradingModel.header.id
    // Facts rest on no rule book: a run whose own is not at hand can still be looked at.
    let isThere = catalogue.entries.contains { $0.header?.id == model }
    let compare = run.views.map(\.model.header.id).filter { id in
      catalogue.entries.contains { $0.header?.id == id }
    }
    let now =
      try isThere
      ? preview(
        asOf: run.asOf, model: model, portfolioName: run.portfolioName, compare: compare,
        weights: run.primary.weights.weightSet)
      : preview(asOf: run.asOf, portfolioName: run.portfolioName)
    // Values, owners' names and fees rest on rows that no fact of the run holds: any later import may change them, also
    // one that only ended rows, and one of a later day whose rows have days of their own.
    let imports = try store.imports()
    let later =
      imports.filter { $0.rows > 0 }.count != run.imports.count
      || imports.filter { $0.rows == 0 }.count != run.endedImports ?? 0
    let areSame =
      !later && now.snapshotHash == run.snapshotHash
      && now.gates?.model.header.file.sha256 == run.gates?.model.header.file.sha256
    if areSame { return run }
    return try isThere ? now : preview(asOf: run.asOf, model: model)
  }

  /// The documents that the store holds for gates on a day.
  ///
  /// This is the one place where reviews and packets get them.
  func recordedEvidence(asOf day: CalendarDay) throws -> [GateEvidence] {
    try store.gateEvidence(asOf: day)
  }
}
