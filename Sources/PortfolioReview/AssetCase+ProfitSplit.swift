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
      let deals = valuer.ledger.deals.filter { $0.productID == product && $0.profitShare != nil }
      guard !deals.isEmpty else {
        throw NotApplicable(
          zh: "没有有依据的利润分成比例（comparables 表的 profit_share_percent）；\(ProfitSplit.caveat.zh)",
          en:
            "no share of profits with evidence is recorded (profit_share_percent of table comparables). \(ProfitSplit.caveat.en)"
        )
      }
      guard let profits = figures("operating-profit", product) else {
        throw NotApplicable(
          zh: "缺少营业利润的预测（product_figures）", en: "forecasts of operating profit are missing (product_figures)")
      }
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
      let afterTax = profits.map { $0 * (1 - settings.tax.value) }
      func table(_ share: Double) throws(NotApplicable) -> CashFlowTable {
        try ProfitSplit(profits: afterTax, share: share, firstYear: asOf.year, discounting: discounting)
          .table()
      }
      let base = try table(shares.base)
      return MethodResult(
        method: .profitSplit,
        outcome: .success(
          try range(table(shares.low).presentValue, base.presentValue, table(shares.high).presentValue)),
        inputs: deals.map { deal in
          ValuationInput(
            BilingualText(zh: "分成：\(deal.name)", en: "Share: \(deal.name)"),
            .percent((deal.profitShare ?? 0) * deal.adjustment),
            source: BilingualText(zh: deal.source, en: deal.source))
        } + [
          ValuationInput(
            BilingualText(zh: "税率", en: "Tax rate"), .percent(settings.tax.value),
            source: sourceText(settings.tax.source, settings.header)),
          ValuationInput(
            BilingualText(zh: "折现率", en: "Discount rate"), .percent(discountRate.rate),
            source: BilingualText(zh: "风险累加", en: "built up")),
        ], table: base,
        notes: [ProfitSplit.caveat, BilingualText(zh: "只计已有预测的年度", en: "Only years with a forecast count")])
    }
  }
}
