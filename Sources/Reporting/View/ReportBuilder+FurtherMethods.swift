import PolicyModels
import PortfolioCore
import PortfolioReview
import Valuation

/// The cards of what a report shows beside the score: indicators of the portfolio, and values.
extension ReportBuilder {
  /// The sections of cards for indicators of the portfolio and for methods of valuation, where the report shows any.
  func furtherMethods(_ catalogue: ModelCatalogue) -> [ReportSection] {
    var sections: [ReportSection] = []
    if let cards = indicatorCards(catalogue) {
      sections.append(
        ReportSection(
          "indicator-methods",
          wording.language == .zh ? "组合指标怎么算" : "How the indicators of the portfolio are reckoned",
          count: cards.cards.count, [.methods(cards)]))
    }
    if run.values != nil {
      let cards = MethodCards.valuation(
        run.plan?.grounds.contains(.income) == true ? [.renewal, .reliefFromRoyalty] : [.renewal], wording)
      sections.append(
        ReportSection(
          "value-methods", wording.language == .zh ? "价值怎么算" : "How values are reckoned",
          count: cards.cards.count, [.methods(cards)]))
    }
    return sections
  }

  /// A card for each indicator of the panel and of the targets; nil where the report does not show them.
  func indicatorCards(_ catalogue: ModelCatalogue) -> MethodCards? {
    guard let indicators = run.indicators, options.unit == nil else { return nil }
    let targets = indicators.targets.map(\.value.id)
    let ids = (indicators.sheets.first?.values.map(\.id) ?? []) + targets
    var seen: Set<IndicatorID> = []
    let model = try? catalogue.load(TargetSet.self, id: TargetSet.ofCentralEnterprises).0
    return MethodCards(
      tableID: "indicator-method-table",
      cards: ids.filter { seen.insert($0).inserted }.map { card($0, indicators, model) },
      caption: IndicatorWords(wording: wording).panel, indicator: text(.criterion))
  }

  private func card(
    _ id: IndicatorID, _ indicators: PortfolioIndicators, _ model: TargetSet?
  ) -> MethodCard {
    let definition = IndicatorDefinition.of(id)
    let zh = wording.language == .zh
    let target = model?.targets.first { $0.indicator == id }
    let source = target.flatMap { target in model?.header.sources.first { $0.id == target.source } }
    return MethodCard(
      title: wording.text(IndicatorTitles.title(id)),
      lines: [
        (zh ? "公式" : "Formula", wording.text(definition.formula)),
        (zh ? "数据" : "Data", wording.text(definition.data)),
        (text(.whenUnknown), wording.text(definition.unknown)),
        (
          text(.source),
          source.map {
            (zh ? "目标：" : "The target: ") + wording.text($0.titleText)
              + (zh ? "；算法为本软件的定义" : "; the way of counting is Winnow's own")
          } ?? (zh ? "本软件的定义，没有官方目标值" : "Winnow's own definition; there is no official target")
        ),
        (text(.limits), wording.text(definition.limits)),
      ])
  }
}

extension MethodCards {
  /// A card for each of some methods of valuation.
  static func valuation(_ methods: [ValuationMethod], _ wording: Wording) -> MethodCards {
    let zh = wording.language == .zh
    return MethodCards(
      tableID: "value-method-table",
      cards: methods.map { method in
        let definition = ValuationMethodDefinition.of(method)
        return MethodCard(
          title: wording.text(method.title),
          lines: [
            (zh ? "公式" : "Formula", wording.text(definition.formula)),
            (zh ? "数据" : "Data", wording.text(definition.data)),
            (wording.text(.whenUnknown), wording.text(definition.unknown)),
            (wording.text(.source), wording.text(definition.source)),
            (wording.text(.limits), wording.text(definition.limits)),
          ])
      }, caption: zh ? "价值怎么算" : "How values are reckoned", indicator: zh ? "方法" : "Method")
  }
}
