import BuiltinModels
import Foundation
import Grading
import PolicyModels
import PortfolioCore
import PortfolioReview
import Testing
import Valuation

@testable import Reporting

/// Every indicator says how it is reckoned and what it cannot say.
@Suite struct MethodCardTests {
  static let catalogue = ModelCatalogue(
    files: BuiltinModelFiles.all.map { ModelFile(path: $0.path, text: $0.text, origin: .builtin) })

  @Test func everyIndicatorOfTheRuleBooksHasItsLimits() throws {
    let models = try MethodCardTests.catalogue.loadAll(GradingModel.self).map(\.0)
    #expect(models.count >= 5)
    for model in models {
      for criterion in model.criteria {
        let limits = try #require(criterion.limits, "\(model.header.id) \(criterion.id)")
        #expect(limits.zh.count >= 8 && limits.en.count >= 16, "\(model.header.id) \(criterion.id)")
        #expect(limits.zh != limits.en)
      }
    }
  }

  @Test(arguments: Language.allCases)
  func aCardForEachIndicator(language: Language) throws {
    let run = try RunFixture.run(RunFixture.rights(40))
    let builder = ReportBuilder(run: run, options: ReportOptions(language: language))
    let cards = builder.methodCards
    #expect(cards.cards.count == run.gradingModel.criteria.count)
    for card in cards.cards {
      #expect(card.lines.count == 6)
      for line in card.lines {
        #expect(!line.text.isEmpty && !line.label.isEmpty, "\(card.title): \(line.label)")
      }
    }
    let page = HTMLReport.render(run: run, options: ReportOptions(language: language))
    for criterion in run.gradingModel.criteria {
      #expect(page.contains(try #require(criterion.limits).text(language)), "\(criterion.id)")
    }
    // Forms without cards have the same as a table.
    let sheets = ReviewWorkbook.make(run: run, options: ReportOptions(language: language)).sheets
    let tables = sheets.flatMap(\.blocks).compactMap { block -> SheetTable? in
      if case .table(let table) = block { return table }
      return nil
    }
    #expect(tables.contains { $0.columns.map(\.title).contains(language == .zh ? "局限" : "Limits") })
  }

  /// Every indicator of the panel has a card, in both languages, that says what it counts and what it cannot say.
  @Test(arguments: IndicatorID.allCases)
  func everyIndicatorOfThePanelIsExplained(id: IndicatorID) {
    let definition = IndicatorDefinition.of(id)
    for text in [definition.formula, definition.data, definition.unknown, definition.limits] {
      #expect(text.zh.count >= 4 && text.en.count >= 8 && text.zh != text.en, "\(id)")
    }
    #expect(
      id.isShare == definition.formula.zh.contains("÷") && id.isShare == definition.formula.en.contains("÷"))
  }

  @Test(arguments: ValuationMethod.allCases)
  func everyMethodOfValuationIsExplained(method: ValuationMethod) {
    let definition = ValuationMethodDefinition.of(method)
    for text in [
      definition.formula, definition.data, definition.unknown, definition.source, definition.limits,
    ] {
      #expect(text.zh.count >= 6 && text.en.count >= 12 && text.zh != text.en, "\(method)")
    }
  }

  /// The report has a card for each indicator that it shows, and none where it shows none.
  @Test(arguments: Language.allCases)
  func theReportExplainsTheIndicatorsItShows(language: Language) throws {
    var run = try RunFixture.run(RunFixture.rights(40))
    let options = ReportOptions(language: language)
    let catalogue = MethodCardTests.catalogue
    #expect(ReportBuilder(run: run, options: options).furtherMethods(catalogue).isEmpty)
    run.indicators = try JSONDecoder().decode(
      PortfolioIndicators.self,
      from: Data(
        """
        {"sheets": [{"unit": "", "values": [
          {"id": "invention-share", "part": 3, "whole": 8, "unknown": 0, "isKnown": true},
          {"id": "grant-rate", "part": 2, "whole": 4, "unknown": 0, "isKnown": true}]}],
        "targets": [], "benchmarks": []}
        """.utf8))
    let builder = ReportBuilder(run: run, options: options)
    let cards = try #require(builder.indicatorCards(catalogue)).cards
    #expect(
      cards.map(\.title)
        == [IndicatorID.inventionShare, .grantRate].map { IndicatorTitles.title($0).text(language) })
    // The one with a target names it, the other says that there is none.
    #expect(cards[0].lines[3].text.contains(language == .zh ? "指导意见" : "Guidance"))
    #expect(cards[1].lines[3].text.contains(language == .zh ? "没有官方目标值" : "no official target"))
    #expect(cards.allSatisfy { card in card.lines.allSatisfy { !$0.text.isEmpty && !$0.label.isEmpty } })
    #expect(builder.furtherMethods(catalogue).map(\.id) == ["indicator-methods"])
  }

  /// The formula is that of the file: the points of a band, a word and a line stand in it.
  @Test func theFormulaIsTheFiles() throws {
    let run = try RunFixture.run(RunFixture.rights(10))
    let cards = ReportBuilder(run: run, options: ReportOptions(language: .en)).methodCards.cards
    func formula(_ title: String) throws -> String {
      try #require(cards.first { $0.title.hasSuffix(title) }).lines[1].text
    }
    #expect(try formula("Backward citations").contains("≥8: 70"))
    #expect(try formula("Forward citations a year").contains("share of its cohort"))
    #expect(try formula("Forward citations a year").contains("cohorts under 30"))
    #expect(try formula("Legal state").hasPrefix("Points by word: "))
    #expect(try formula("Remaining term").hasPrefix("A straight line from "))
  }

  /// A source is told in the language of the report.
  @Test func sourcesAreInOneLanguage() {
    #expect(
      ModelSource.titleText("专利法第四十二条 / Patent Law, article 42")
        == BilingualText(zh: "专利法第四十二条", en: "Patent Law, article 42"))
    #expect(ModelSource.titleText("OECD 2013/03").zh == "OECD 2013/03")
    #expect(ModelSource.titleText("A / B").en == "A / B")
    #expect(ModelSource.titleText("甲 / A / B").en == "甲 / A / B")
    #expect(ModelSource.titleText("Patent Law / 专利法").zh == "专利法")
  }
}
