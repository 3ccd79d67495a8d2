internal import PolicyModels
internal import PortfolioCore
internal import PortfolioReview
internal import Survival

extension LapseOutlook {
  /// The outlook as lines, with what it rests on and what it is not.
  func text(_ language: Language, width: Int?) -> String {
    let zh = language == .zh
    func percent(_ share: Double) -> String { NumberText.fixed(share * 100, 0) + "%" }
    let isOpen = range.upperBound - range.lowerBound > 0.005
    let within = isOpen ? " (\(percent(range.lowerBound))–\(percent(range.upperBound)))" : ""
    let name = band.title.text(language)
    var text = TerminalText.wrap(
      zh
        ? "今后 \(model.horizon) 年内不再维持的估计概率：\(percent(chance))\(within)，\(name)"
        : "Estimated chance of being let lapse within \(model.horizon) years: \(percent(chance))\(within), \(name)",
      width: width)
    text += TerminalText.wrap(
      zh
        ? "由 \(model.header.id) \(model.header.version) 据 \(model.fit.rights) 项类似权利过去的结局估计，只作参考，不是处置理由。"
        : "By \(model.header.id) \(model.header.version) from the outcomes of \(model.fit.rights) similar rights of the past: "
          + "a view, and no reason by itself.", width: width)
    if let limits = model.fit.horizonLimits {
      text += TerminalText.wrap(limits.text(language) + (zh ? "。" : "."), width: width)
    }
    for part in parts where part.contribution != 0 {
      let sign = part.contribution > 0 ? "+" : ""
      let known = part.isKnown ? "" : (zh ? "（未知，取假设）" : " (not known, assumed)")
      text += TerminalText.wrap(
        "- \(part.term.title.text(language)) \(sign)\(NumberText.fixed(part.contribution, 2))\(known)",
        indent: 2,
        width: width)
    }
    return text
  }
}
