internal import PolicyModels
internal import PortfolioCore
public import Survival

/// The estimated chance that a right in force is let lapse within the years of the run's hazard model: a view from
/// what became of similar rights, never a reason by itself.
public struct LapseOutlook: Sendable {
  /// The model.
  public let model: LapseHazardModel
  /// The chance, with the assumptions for unknown facts.
  public let chance: Double
  /// The chances that unknown facts allow.
  public let range: ClosedRange<Double>
  /// The class of the chance.
  public let band: LapseHazardModel.Band
  /// The parts of the sum behind it.
  public let parts: [HazardPart]

  /// The outlook of a right; nil where it is not in force, its age is not known, the model was not fitted for such
  /// rights, or the run keeps no such model.
  public init?(run: ReviewRun, row: Int) {
    guard let file = run.modelFiles.first(where: { $0.text.contains("\nkind: \(LapseHazardModel.kind)\n") }),
      let (model, _) = try? ModelCatalogue.load(LapseHazardModel.self, file: file),
      run.table[.stage]?.category(row) == RightStage.granted.rawValue,
      run.table[.legalLife]?.category(row) == LegalLife.alive.rawValue
    else { return nil }
    let engine = HazardEngine(model: model, table: run.table)
    guard let found = engine.chance(row: row, within: Double(model.horizon)) else { return nil }
    self.model = model
    chance = found.value
    range = min(found.low, found.high)...max(found.low, found.high)
    band = model.bands[model.band(found.value)]
    parts = engine.parts(row: row)
  }
}
