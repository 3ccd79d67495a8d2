internal import Grading
internal import PledgeFinance
internal import PolicyModels
public import PortfolioCore
internal import PortfolioImport
internal import PortfolioReview
internal import Renewals
internal import Scoring
internal import Survival
internal import Valuation

/// Reads every model file of a catalogue by its kind and collects what is wrong.
public enum ModelLint {
  /// The problems of all files: broken headers, unknown kinds, everything that keeps a model from loading.
  /// - Parameter today: the day after which no file can have been checked; nil leaves that out.
  public static func problems(in catalogue: ModelCatalogue, today: CalendarDay? = nil) -> [Problem] {
    var problems: [Problem] = []
    let books = books(of: catalogue)
    for entry in catalogue.entries {
      problems += entry.problems
      guard let header = entry.header else { continue }
      if let today, header.checkedOn > today { problems.append(checkedLater(header, entry.value, today)) }
      do {
        switch header.kind {
        case GradingModel.kind: _ = try ModelCatalogue.load(GradingModel.self, file: entry.file)
        case FeeSchedule.kind: _ = try ModelCatalogue.load(FeeSchedule.self, file: entry.file)
        case ExchangeRates.kind: _ = try ModelCatalogue.load(ExchangeRates.self, file: entry.file)
        case MappingModel.kind: _ = try ModelCatalogue.load(MappingModel.self, file: entry.file)
        case StatusWordsModel.kind: _ = try ModelCatalogue.load(StatusWordsModel.self, file: entry.file)
        case KindVocabulary.kind: _ = try ModelCatalogue.load(KindVocabulary.self, file: entry.file)
        case LegalEventVocabulary.kind:
          _ = try ModelCatalogue.load(LegalEventVocabulary.self, file: entry.file)
        case TechnologyFields.kind: _ = try ModelCatalogue.load(TechnologyFields.self, file: entry.file)
        case OfficeNames.kind: _ = try ModelCatalogue.load(OfficeNames.self, file: entry.file)
        case Holidays.kind: _ = try ModelCatalogue.load(Holidays.self, file: entry.file)
        case NationalIncome.kind: _ = try ModelCatalogue.load(NationalIncome.self, file: entry.file)
        case TargetSet.kind: _ = try ModelCatalogue.load(TargetSet.self, file: entry.file)
        case BenchmarkSet.kind: _ = try ModelCatalogue.load(BenchmarkSet.self, file: entry.file)
        case ScoreSet.kind: _ = try ModelCatalogue.load(ScoreSet.self, file: entry.file)
        case Classification.kind: _ = try ModelCatalogue.load(Classification.self, file: entry.file)
        case PruningScenario.kind: _ = try ModelCatalogue.load(PruningScenario.self, file: entry.file)
        case ValueMap.kind: _ = try ModelCatalogue.load(ValueMap.self, file: entry.file)
        case RiskChecklist.kind: _ = try ModelCatalogue.load(RiskChecklist.self, file: entry.file)
        case RenewalValueModel.kind: _ = try ModelCatalogue.load(RenewalValueModel.self, file: entry.file)
        case AssetFactors.kind: _ = try ModelCatalogue.load(AssetFactors.self, file: entry.file)
        case RoyaltyRates.kind: _ = try ModelCatalogue.load(RoyaltyRates.self, file: entry.file)
        case PriceIndex.kind: _ = try ModelCatalogue.load(PriceIndex.self, file: entry.file)
        case ValuationSettings.kind: _ = try ModelCatalogue.load(ValuationSettings.self, file: entry.file)
        case RegionalOffices.kind: _ = try ModelCatalogue.load(RegionalOffices.self, file: entry.file)
        case DecisionPolicy.kind:
          let (policy, _) = try ModelCatalogue.load(DecisionPolicy.self, file: entry.file)
          // A book that does not load is told of by itself; what it would have matched cannot be said.
          if let books { problems += policy.unmatched(books) }
        case PledgeRegistration.kind: _ = try ModelCatalogue.load(PledgeRegistration.self, file: entry.file)
        case LenderPolicy.kind: _ = try ModelCatalogue.load(LenderPolicy.self, file: entry.file)
        case PledgeChecklists.kind: _ = try ModelCatalogue.load(PledgeChecklists.self, file: entry.file)
        case GateModel.kind: _ = try ModelCatalogue.load(GateModel.self, file: entry.file)
        case RouteModel.kind: _ = try ModelCatalogue.load(RouteModel.self, file: entry.file)
        case LapseHazardModel.kind: _ = try ModelCatalogue.load(LapseHazardModel.self, file: entry.file)
        default:
          problems.append(unknownKind(header, entry.value))
        }
      } catch let list as ProblemList {
        problems += list.problems
      } catch {
        problems.append(
          Problem(.modelSyntax, at: Place(file: entry.file.path), zh: "\(error)", en: "\(error)"))
      }
    }
    return problems + acrossSchedules(catalogue, known: problems)
  }

  /// All kinds of model.
  private static let kinds: [String] = [
    GradingModel.kind, FeeSchedule.kind, ExchangeRates.kind, MappingModel.kind, StatusWordsModel.kind,
    KindVocabulary.kind, LegalEventVocabulary.kind, TechnologyFields.kind, OfficeNames.kind,
    Holidays.kind, NationalIncome.kind, TargetSet.kind, BenchmarkSet.kind, ScoreSet.kind,
    Classification.kind, PruningScenario.kind, ValueMap.kind, RiskChecklist.kind,
    RenewalValueModel.kind, AssetFactors.kind, RoyaltyRates.kind, PriceIndex.kind,
    ValuationSettings.kind, RegionalOffices.kind, DecisionPolicy.kind, PledgeRegistration.kind,
    LenderPolicy.kind, PledgeChecklists.kind, GateModel.kind, RouteModel.kind, LapseHazardModel.kind,
  ]

  private static func unknownKind(_ header: ModelHeader, _ value: ModelValue?) -> Problem {
    var line = 1
    if let value {
      var map = ModelMap(value, log: ModelLog())
      line = map.optional("kind")?.place.line ?? 1
    }
    let known = kinds.sorted()
    let meant = EditDistance.nearest(to: header.kind, among: known)
    return Problem(
      .modelBadValue, at: Place(file: header.file.path, line: line, column: "kind"), value: header.kind,
      zh: "没有这种模型", en: "There is no such kind of model",
      remedy: BilingualText(
        zh: (meant.map { "是否指“\($0)”？" } ?? "") + "可用：" + known.joined(separator: "、"),
        en: (meant.map { "Did you mean '\($0)'? " } ?? "") + "Known kinds: " + known.joined(separator: ", ")))
  }

  /// What is wrong only where fee schedules stand side by side: two files, whatever their ids, for the same kind of
  /// right of one office. A review would not begin with them.
  private static func acrossSchedules(_ catalogue: ModelCatalogue, known: [Problem]) -> [Problem] {
    do {
      _ = try FeeSchedules(catalogue: catalogue)
      return []
    } catch let list as ProblemList {
      return list.problems.filter { !known.contains($0) }
    } catch {
      return [Problem(.modelSyntax, zh: "\(error)", en: "\(error)")]
    }
  }

  /// The rule books; nil when one of them, or the head of any file, cannot be read.
  private static func books(of catalogue: ModelCatalogue) -> [GradingModel]? {
    guard catalogue.entries.allSatisfy({ $0.header != nil }) else { return nil }
    let entries = catalogue.entries(kind: GradingModel.kind)
    let books = entries.compactMap { try? ModelCatalogue.load(GradingModel.self, file: $0.file).0 }
    return books.count == entries.count ? books : nil
  }

  private static func checkedLater(_ header: ModelHeader, _ value: ModelValue?, _ today: CalendarDay)
    -> Problem
  {
    var line = 1
    if let value {
      var map = ModelMap(value, log: ModelLog())
      line = map.optional("checkedOn")?.place.line ?? 1
    }
    return Problem(
      .modelCheckedInTheFuture, at: Place(file: header.file.path, line: line, column: "checkedOn"),
      value: header.checkedOn.iso,
      zh: "核对日 \(header.checkedOn.iso) 晚于今天 \(today.iso)",
      en: "It says that it was checked on \(header.checkedOn.iso), which is after today, \(today.iso)",
      remedy: BilingualText(
        zh: "写实际与来源核对的日期", en: "Write the day on which the values were compared with their sources"))
  }
}

/// The result of one case beside a model.
public struct ModelCaseResult: Sendable {
  /// The file of cases.
  public let file: String
  /// The case's name.
  public let name: String
  /// Whether it holds.
  public let passed: Bool
  /// What differs, when it does not.
  public let message: BilingualText
}

extension Workspace {
  /// Runs the cases that stand beside the model files.
  public static func modelCases(models folder: String?) throws -> [ModelCaseResult] {
    let files = try modelFiles(models: folder)
    let catalogue = ModelCatalogue(files: files)
    let beside = CaseFiles(files, catalogue: catalogue)
    let fees = beside.files(["Fees/"])
    let grading = beside.files(["Grading/"])
    let scores = beside.files(["Scores/", "Classifications/"])
    let scenarios = beside.files(["Scenarios/"])
    let decisions = beside.files(["Decisions/"])
    let pledges = beside.files(["Pledge/", "Lenders/"])
    let gates = beside.files(["Gates/"])
    let routes = beside.files(["Routes/"])
    let hazards = beside.files(["Hazard/"])
    let indicators = beside.files(["Targets/", "Benchmarks/"])
    let valuation = beside.files(["Valuation/"])
    return try FeeCases.run(fees, catalogue: catalogue).map { result in
      ModelCaseResult(
        file: result.place.file, name: result.name, passed: result.holds,
        message: BilingualText(
          zh: result.differences.map(\.zh).joined(separator: "；"),
          en: result.differences.map(\.en).joined(separator: "; ")))
    }
      + GradingCases.run(grading, catalogue: catalogue).map { result in
        ModelCaseResult(
          file: result.place.file, name: result.name, passed: result.holds, message: result.message)
      }
      + (ScenarioCases.run(scenarios, catalogue: catalogue)
      + DecisionPolicyCases.run(decisions, catalogue: catalogue)).map { result in
        ModelCaseResult(
          file: result.place.file, name: result.name, passed: result.difference == nil,
          message: result.difference ?? BilingualText(zh: "", en: ""))
      }
      + GateCases.run(gates, catalogue: catalogue).map { result in
        ModelCaseResult(
          file: result.place.file, name: result.name, passed: result.difference == nil,
          message: result.difference ?? BilingualText(zh: "", en: ""))
      }
      + RouteCases.run(routes, catalogue: catalogue).map { result in
        ModelCaseResult(
          file: result.place.file, name: result.name, passed: result.difference == nil,
          message: result.difference ?? BilingualText(zh: "", en: ""))
      }
      + (HazardCases.run(hazards, catalogue: catalogue) + IndicatorCases.run(indicators, catalogue: catalogue))
      .map { result in
        ModelCaseResult(
          file: result.place.file, name: result.name, passed: result.differences.isEmpty,
          message: BilingualText(
            zh: result.differences.map(\.zh).joined(separator: "；"),
            en: result.differences.map(\.en).joined(separator: "; ")))
      }
      + ValuationCases.run(valuation, catalogue: catalogue).map { result in
        ModelCaseResult(
          file: result.place.file, name: result.name, passed: result.differences.isEmpty,
          message: BilingualText(
            zh: result.differences.map(\.zh).joined(separator: "；"),
            en: result.differences.map(\.en).joined(separator: "; ")))
      }
      + PledgeCases.run(pledges, catalogue: catalogue).map { result in
        ModelCaseResult(
          file: result.place.file, name: result.name, passed: result.differences.isEmpty,
          message: BilingualText(
            zh: result.differences.map(\.zh).joined(separator: "；"),
            en: result.differences.map(\.en).joined(separator: "; ")))
      }
      + ScoreCases.run(scores, catalogue: catalogue).map { result in
        let text = result.differences.joined(separator: "; ")
        return ModelCaseResult(
          file: result.place.file, name: result.name, passed: result.differences.isEmpty,
          message: BilingualText(zh: text, en: text))
      }
      + beside.orphans.map { file in
        ModelCaseResult(
          file: file.path, name: file.path, passed: false,
          message: BilingualText(
            zh: "旁边没有同名的模型文件，算例没有执行",
            en: "no model file of the same name stands beside it, so nothing was tried"))
      }
  }
}
