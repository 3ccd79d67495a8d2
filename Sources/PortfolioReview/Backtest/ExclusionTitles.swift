public import PortfolioCore

extension BacktestReport.Exclusion.Reason {
  /// The reason in words.
  public var title: BilingualText {
    switch self {
    case .notGranted: return BilingualText(zh: "基准日尚未授权", en: "not granted by the day")
    case .ended: return BilingualText(zh: "基准日已终止", en: "ended by the day")
    case .leftOut: return BilingualText(zh: "数据源注明放弃等", en: "taken out by the source (given up)")
    case .noOutcome: return BilingualText(zh: "结局不明", en: "outcome not known")
    case .outcomeUnreadable: return BilingualText(zh: "结局无法读取", en: "outcome unreadable")
    case .outcomesContradict: return BilingualText(zh: "各行结局矛盾", en: "rows with contradictory outcomes")
    case .noFilingDay: return BilingualText(zh: "没有申请日", en: "no filing day")
    case .notScored: return BilingualText(zh: "模型不给分", en: "the model gives no score")
    }
  }
}
