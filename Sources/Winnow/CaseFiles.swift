internal import Grading
internal import PledgeFinance
internal import PolicyModels
internal import PortfolioReview
internal import Renewals
internal import Scoring
internal import Survival
internal import Valuation

/// The case files among model files, by what they are cases of: the shipped ones by their folder, a user's by the model of
/// the same name that stands beside them.
struct CaseFiles {
  private static let ending = ".cases.yaml"
  private static let folderOfKind: [String: String] = [
    FeeSchedule.kind: "Fees/", GradingModel.kind: "Grading/", ScoreSet.kind: "Scores/",
    Classification.kind: "Classifications/", PruningScenario.kind: "Scenarios/",
    DecisionPolicy.kind: "Decisions/",
    PledgeRegistration.kind: "Pledge/", LenderPolicy.kind: "Lenders/", GateModel.kind: "Gates/",
    RouteModel.kind: "Routes/", LapseHazardModel.kind: "Hazard/", TargetSet.kind: "Targets/",
    BenchmarkSet.kind: "Benchmarks/", RenewalValueModel.kind: "Valuation/", AssetFactors.kind: "Valuation/",
    RoyaltyRates.kind: "Valuation/", ValuationSettings.kind: "Valuation/",
  ]

  private var byFolder: [String: [ModelFile]] = [:]
  /// Case files beside which no model stands that could be tried on them.
  private(set) var orphans: [ModelFile] = []

  init(_ files: [ModelFile], catalogue: ModelCatalogue) {
    let folders = Set(CaseFiles.folderOfKind.values)
    var kinds: [String: String] = [:]
    for entry in catalogue.entries { kinds[entry.file.path] = entry.header?.kind }
    for file in files where file.path.hasSuffix(CaseFiles.ending) {
      let model = file.path.dropLast(CaseFiles.ending.count) + ".yaml"
      if let folder = folders.first(where: file.path.contains) {
        byFolder[folder, default: []].append(file)
      } else if let folder = kinds[String(model)].flatMap({ CaseFiles.folderOfKind[$0] }) {
        byFolder[folder, default: []].append(file)
      } else {
        orphans.append(file)
      }
    }
  }

  func files(_ folders: [String]) -> [ModelFile] { folders.flatMap { byFolder[$0] ?? [] } }
}
