public import PolicyModels
public import PortfolioCore
public import PortfolioReview

extension Workspace {
  /// The register of risks that the answers to a checklist make on a day.
  /// - Throws: ``ProblemList`` when there is no such checklist or it does not load.
  public func risks(asOf day: CalendarDay, checklist: String = "ip-risk") throws -> RiskRegister {
    try RiskRegister.of(store: store, catalogue: catalogue, checklist: checklist, asOf: day)
  }

  /// A checklist of risks.
  /// - Throws: ``ProblemList`` when there is no such checklist or it does not load.
  public static func riskChecklist(_ id: String = "ip-risk", models folder: String?) throws -> RiskChecklist {
    try catalogue(models: folder).load(RiskChecklist.self, id: id).0
  }
}
