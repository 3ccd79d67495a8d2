import Foundation
import TestSupport
import Testing
import Winnow

@Suite struct ModelPageTests {
  static let models = Repository.text("Sources/Winnow/Winnow.docc/Models.md") ?? ""
  static let mappings = Repository.text("Sources/Winnow/Winnow.docc/Mappings.md") ?? ""

  /// The words that stand as code in a page, alone or within a longer piece of code.
  static func words(of page: String) -> Set<String> {
    var words: Set<String> = []
    for (index, span) in page.split(separator: "`", omittingEmptySubsequences: false).enumerated()
    where index % 2 == 1 {
      for word in span.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "/" }) {
        words.insert(String(word))
      }
    }
    return words
  }

  @Test func everyKindOfModelHasASection() {
    let kinds = [
      GradingModel.kind, FeeSchedule.kind, ExchangeRates.kind, MappingModel.kind, StatusWordsModel.kind,
      KindVocabulary.kind, LegalEventVocabulary.kind, TechnologyFields.kind, OfficeNames.kind, Holidays.kind,
      NationalIncome.kind, RegionalOffices.kind, RiskChecklist.kind, RenewalValueModel.kind,
      AssetFactors.kind,
      RoyaltyRates.kind, PriceIndex.kind, ValuationSettings.kind,
      PruningScenario.kind, ValueMap.kind,
      LapseHazardModel.kind, ScoreSet.kind, Classification.kind, TargetSet.kind, BenchmarkSet.kind,
      GateModel.kind, RouteModel.kind, DecisionPolicy.kind, PledgeRegistration.kind, LenderPolicy.kind,
      PledgeChecklists.kind,
    ]
    for kind in kinds {
      #expect(ModelPageTests.models.contains("\n## \(kind)\n"), "\(kind) is not described")
    }
    // The list above is that of the lint, which reads every kind.
    let lint = Repository.text("Sources/Winnow/ModelLint.swift") ?? ""
    #expect(
      lint.split(whereSeparator: \.isWhitespace).joined().matches(of: /case[A-Za-z]+\.kind:/).count
        == kinds.count)
  }

  /// Every key that a reader asks for, found by how readers ask: `map.string("key")` and the like.
  @Test func everyKeyIsDescribed() throws {
    let described = ModelPageTests.words(of: ModelPageTests.models).union(
      ModelPageTests.words(of: ModelPageTests.mappings))
    let folders = [
      "Sources/PolicyModels", "Sources/Grading", "Sources/Renewals", "Sources/Valuation", "Sources/Survival",
      "Sources/Scoring", "Sources/PortfolioImport/Mapping", "Sources/PortfolioReview/Planning",
      "Sources/PortfolioReview/Indicators", "Sources/PortfolioReview/Gates", "Sources/PortfolioReview/Routes",
      "Sources/PortfolioReview/Decisions", "Sources/PledgeFinance/Models",
    ]
    var keys: Set<String> = []
    for file in folders.flatMap({ Repository.files(below: $0, suffix: ".swift") }) {
      for match in try #require(Repository.text(file)).matches(
        of:
          // A value such as `.word("none")` is no key: keys are asked of a map.
          /[A-Za-z)\]?]\.(?:optional|required|string|map|list|day|integer|number|decimal|flag|word|bilingual)[A-Za-z]*\("([A-Za-z]+)"/
      ) {
        keys.insert(String(match.1))
      }
    }
    #expect(keys.count > 100)
    for key in keys.sorted() { #expect(described.contains(key), "the key \(key) is not described") }
  }

  @Test func everyWordOfAListIsDescribed() {
    let models = ModelPageTests.words(of: ModelPageTests.models)
    for effect in LegalEventVocabulary.Effect.allCases {
      #expect(models.contains(effect.rawValue), "\(effect.rawValue)")
    }
    for form in LapseHazardModel.Form.allCases { #expect(models.contains(form.rawValue), "\(form.rawValue)") }
    for word in ScoreSet.Combination.allCases { #expect(models.contains(word.rawValue), "\(word.rawValue)") }
    for word in Verdict.allCases { #expect(models.contains(word.rawValue), "\(word.rawValue)") }
    for rule in NotApplicableRule.allCases { #expect(models.contains(rule.rawValue), "\(rule.rawValue)") }
    let mappings = ModelPageTests.words(of: ModelPageTests.mappings)
    for field in MappingField.allCases { #expect(mappings.contains(field.rawValue), "\(field.rawValue)") }
    for word in MappingModel.Brackets.allCases {
      #expect(mappings.contains(word.rawValue), "\(word.rawValue)")
    }
    for order in MappingModel.DeclaredDateOrder.allCases {
      #expect(mappings.contains(order.rawValue), "\(order.rawValue)")
    }
  }

  /// An id that several models bear is refused with the choices, each of which works.
  @Test func anIdOfSeveralModelsIsRefusedWithTheChoices() throws {
    let found = #expect(throws: ProblemList.self) { _ = try ModelPage(named: "cn", models: nil) }
    let problem = try #require(found?.problems.first)
    #expect(problem.code == .modelAmbiguous && found?.problems.count == 1)
    for (choice, path) in [("gates/cn", "Gates/cn.yaml"), ("routes/cn", "Routes/cn.yaml")] {
      #expect(problem.remedy?.en.contains(choice) == true && problem.remedy?.zh.contains(choice) == true)
      #expect(try ModelPage(named: choice, models: nil).source.hasPrefix("# \(path) "))
    }
    for (name, path) in [
      ("Gates/cn", "Gates/cn.yaml"), ("fees/cn", "Fees/CN.yaml"),
      ("lapse-hazard", "Hazard/lapse-hazard.yaml"),
    ] {
      #expect(try ModelPage(named: name, models: nil).source.hasPrefix("# \(path) "), "\(name)")
    }
  }
}
