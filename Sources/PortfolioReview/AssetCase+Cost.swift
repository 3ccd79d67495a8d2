internal import PortfolioCore
internal import Valuation

/// What bends recorded costs, in inputs and sentences.
extension AssetCase {
  /// A year of spending, with what is left of the legal term of what it was spent on.
  struct SpentOn: Hashable {
    let year: Int
    let legalYears: Double?
  }

  /// What is left of the legal term, where that may end before the useful life; empty where it does not.
  var legalTermInputs: [ValuationInput] {
    guard let legalYears, legalYears < settings.usefulLife.value else { return [] }
    return [
      ValuationInput(
        BilingualText(zh: "剩余期限（摊销不晚于届满）", en: "Legal term left (written off by its end)"), .years(legalYears),
        source: legalTermSource)
    ]
  }

  /// The premises with their keys and values, in order.
  private var costPremises: [(key: String, name: BilingualText, given: ValuationSettings.Sourced?)] {
    let premises = settings.costPremises
    return [
      (
        "opportunityCost", BilingualText(zh: "机会成本率（每年）", en: "Opportunity cost a year"), premises.opportunity
      ),
      ("avoidableCost", BilingualText(zh: "可避免的成本", en: "Avoidable cost"), premises.avoidable),
      (
        "functionalObsolescence", BilingualText(zh: "功能性贬值", en: "Functional obsolescence"),
        premises.functional
      ),
      ("economicObsolescence", BilingualText(zh: "经济性贬值", en: "Economic obsolescence"), premises.economic),
    ]
  }

  /// The premises that count as inputs, and reproduction beside replacement cost.
  func costInputs(base: Double, reproduction: Double) -> [ValuationInput] {
    let stated = costPremises.compactMap { premise in
      premise.given.map {
        ValuationInput(premise.name, .percent($0.value), source: sourceText($0.source, settings.header))
      }
    }
    let computed = BilingualText(zh: "计算", en: "computed")
    guard settings.costPremises.avoidable != nil else {
      return stated + [
        ValuationInput(
          BilingualText(zh: "口径", en: "Basis"),
          .text(BilingualText(zh: "重建成本", en: "reproduction cost")), source: computed)
      ]
    }
    return stated + [
      ValuationInput(
        BilingualText(zh: "重置成本（基准）", en: "Replacement cost (the base)"), .money(base), source: computed),
      ValuationInput(
        BilingualText(zh: "对照：重建成本", en: "Beside it: reproduction cost"), .money(reproduction),
        source: computed),
    ]
  }

  /// Which premises the settings do not state, so that they are not applied; nil where all are.
  var unstatedCostsNote: BilingualText? {
    let missing = costPremises.filter { $0.given == nil }
    guard !missing.isEmpty else { return nil }
    let zh = missing.map { "\($0.name.zh)（\($0.key)）" }.joined(separator: "、")
    let en = missing.map { "\($0.name.en.lowercased()) (\($0.key))" }.joined(separator: ", ")
    return BilingualText(
      zh: "valuation-settings 没有写明、因而不计：\(zh)", en: "Not stated in valuation-settings and not applied: \(en)")
  }
}
