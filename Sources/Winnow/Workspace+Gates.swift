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

  /// The documents that the store holds for gates on a day.
  ///
  /// This is the one place where reviews get them.
  func recordedEvidence(asOf day: CalendarDay) throws -> [GateEvidence] {
    try store.gateEvidence(asOf: day)
  }
}
