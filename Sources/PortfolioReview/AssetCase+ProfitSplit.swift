internal import PolicyModels
internal import PortfolioCore
internal import PortfolioStore
internal import Valuation

extension AssetCase {
  /// The product's forecast profits after tax, times the share that deals of this very product give to the asset.
  ///
  /// A share needs evidence of its own (Uniloc v. Microsoft, 2011), so deals about no product or another product
  /// do not count here, and there is no usual share to fall back on.
  func profitSplit() -> MethodResult {
    result(.profitSplit) { () throws(NotApplicable) in
      let product = try onlyForProducts()
      let (deals, future) = agreedDeals { $0.productID == product && $0.profitShare != nil }
      if deals.isEmpty, let later = seenLater(.deals) { throw NotApplicable(zh: later.zh, en: later.en) }
      if deals.isEmpty, let future { throw NotApplicable(zh: future.zh, en: future.en) }
      guard !deals.isEmpty else {
        throw NotApplicable(
          zh: "没有有依据的利润分成比例（comparables 表的 profit_share_percent）；\(ProfitSplit.caveat.zh)",
          en:
            "no share of profits with evidence is recorded (profit_share_percent of table comparables). \(ProfitSplit.caveat.en)"
        )
      }
      let figures = try figures(
        ["operating-profit"], product,
        missing: NotApplicable(
          zh: "缺少营业利润的预测（product_figures）", en: "forecasts of operating profit are missing (product_figures)")
      )
      let profits = figures.lists[0]
      let shares = try MarketApproach(
        deals: deals.map { deal in
          ComparableDeal(
            name: deal.name, figure: deal.profitShare ?? 0,
            adjustments: [
              ComparableDeal.Adjustment(
                label: BilingualText(zh: deal.reason ?? "", en: deal.reason ?? ""), factor: deal.adjustment)
            ], source: deal.source)
        }
      ).range()
      let markets = try ownMarkets(count: profits.count)
      // A loss is not taxed here: whether it can be set off depends on the owner.
      func taxed(_ shares: [Double]) -> [Double] {
        covered(profits, shares).map { $0 > 0 ? $0 * (1 - settings.tax.value) : $0 }
      }
      let afterTax = taxed(markets.shares)
      let given = ProfitSplit(
        profits: afterTax, share: shares.base,
        parts: Array(parts(years: Double(profits.count)).prefix(profits.count)), firstYear: asOf.year,
        discounting: discounting)
      let base = try given.table()
      let value = base.presentValue
      let cautious = try cautiousPart(of: value, markets.markets, count: profits.count) {
        shares throws(NotApplicable) in
        var less = given
        less.profits = taxed(shares)
        return try less.table().presentValue
      }
      let ranges = [
        BusinessInput(
          BilingualText(zh: "分成比例", en: "Share of profit"), shares,
          source: BilingualText(zh: "本产品的可比分成", en: "this product's own deals")),
        earningsInput, growthInput, rateInput,
      ]
      let outcome = try simulate(.profitSplit, ranges) { draw throws(NotApplicable) in
        var drawn = given
        let growth = growth(draw[2], count: afterTax.count)
        drawn.share = draw[0]
        drawn.profits = afterTax.indices.map { afterTax[$0] * draw[1] * growth[$0] }
        drawn.discounting = Discounting(rate: draw[3], timing: settings.timing)
        return try drawn.table().presentValue
      }
      var inputs = deals.map { deal in
        ValuationInput(
          BilingualText(zh: "分成：\(deal.name)", en: "Share: \(deal.name)"),
          .percent((deal.profitShare ?? 0) * deal.adjustment),
          source: BilingualText(zh: deal.source, en: deal.source))
      }
      inputs += lines(ranges)
      inputs += territoryInputs(markets.markets)
      inputs.append(
        ValuationInput(
          BilingualText(zh: "税率", en: "Tax rate"), .percent(settings.tax.value),
          source: sourceText(settings.tax.source, settings.header)))
      var notes = [ProfitSplit.caveat]
      if let future { notes.append(future) }
      notes += businessNotes
      notes += figures.notes
      notes += territoryNotes(markets.markets)
      return MethodResult(
        method: .profitSplit,
        outcome: .success(try range(outcome.quantile(0.1) * cautious, value, outcome.quantile(0.9))),
        inputs: inputs, table: base, notes: notes, simulation: outcome)
    }
  }
}
