import PortfolioCore
import PortfolioReview

/// Words that lists, decisions and documents about them share.
enum RecordWords {
  /// What a plan recommends.
  static func recommendation(_ action: PlanAction) -> BilingualText {
    switch action {
    case .keep: return BilingualText(zh: "保留", en: "keep")
    case .mustKeep: return BilingualText(zh: "必须保留", en: "must keep")
    case .letLapse: return BilingualText(zh: "放弃候选", en: "candidate to let lapse")
    case .listedToLapse: return BilingualText(zh: "清单列明放弃", en: "listed to let lapse")
    case .needsFact: return BilingualText(zh: "待补事实", en: "needs a fact")
    case .nothingDue: return BilingualText(zh: "期内无费用", en: "no fee in the planned years")
    case .noFees: return BilingualText(zh: "不缴维持费", en: "no fees")
    case .notYetGranted: return BilingualText(zh: "尚未授权", en: "not yet granted")
    case .restorable: return BilingualText(zh: "可恢复", en: "restorable")
    }
  }

  /// What stands decided: what, when, by whom, and where it stands.
  static func standing(_ line: DecisionBook.Line, _ language: Language) -> String {
    let one = line.decision
    let parts = [one.day.iso, one.decidedBy, line.state.title.text(language)]
    return one.action.title.text(language)
      + (language == .zh
        ? "（\(parts.joined(separator: "，"))）" : " (\(parts.joined(separator: ", ")))")
  }

  /// What is late and can still be paid: since when, until when, how much today.
  static func overdue(_ fee: OverdueFee, _ language: Language) -> String {
    let zh = language == .zh
    func money(_ money: Money?) -> String {
      guard let money else { return zh ? "金额未知" : "an unknown amount" }
      let unit = Wording(language: language, currency: money.currency).moneyUnit
      let amount = NumberText.scaledText(Int(money.minorUnits), money.currency.minorDigits)
      return zh ? "\(amount) \(unit)" : "\(unit) \(amount)"
    }
    var text =
      zh
      ? "\(fee.due.iso) 到期未缴，宽限期至 \(fee.lastDay.iso)，须缴 \(money(fee.amount))（其中滞纳金 \(money(fee.surcharge))）"
      : "due on \(fee.due.iso) and unpaid, in grace until \(fee.lastDay.iso): \(money(fee.amount)), of it surcharge \(money(fee.surcharge))"
    if let end = fee.ledgerEnd {
      text +=
        zh
        ? "；台账截至 \(end.iso)，此后是否已缴未知"
        : "; the ledger ends on \(end.iso): whether it was paid since is not known"
    }
    return text
  }

  /// What was not paid by the end of its grace period: since when, and what that makes of the right.
  static func pastGrace(_ fee: FeePastGrace, _ language: Language) -> String {
    let zh = language == .zh
    if let end = fee.ledgerEnd {
      return zh
        ? "\(fee.due.iso) 到期，宽限期已于 \(fee.lastDay.iso) 届满，没有缴费记录；台账截至 \(end.iso)，此后是否已缴未知，请查登记簿"
        : "due on \(fee.due.iso), grace ended on \(fee.lastDay.iso), no payment on record; the ledger ends on \(end.iso): whether it was paid since is not known, look in the register"
    }
    return zh
      ? "\(fee.due.iso) 到期，宽限期已于 \(fee.lastDay.iso) 届满，没有缴费记录；可能已自 \(fee.due.iso) 起终止，请查登记簿"
      : "due on \(fee.due.iso), grace ended on \(fee.lastDay.iso), no payment on record; probably lapsed as of \(fee.due.iso): look in the register"
  }

  /// What is not paid, past grace and in grace; nil where everything is.
  static func unpaid(_ past: FeePastGrace?, _ overdue: OverdueFee?, _ language: Language) -> String? {
    let parts =
      [past.map { pastGrace($0, language) }, overdue.map { RecordWords.overdue($0, language) }]
      .compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: language == .zh ? "；" : "; ")
  }

  /// Gates by their ids: those that are closed first, then the open questions.
  static func gates(_ issues: [(gate: DisposalGate, state: GateState)], _ wording: Wording) -> String {
    let closed = issues.filter { $0.state != .question }.map(\.gate.id)
    let open = issues.filter { $0.state == .question }.map(\.gate.id)
    let zh = wording.language == .zh
    let parts = [(GateState.closed, closed), (.question, open)].filter { !$0.1.isEmpty }.map { state, ids in
      wording.text(state.title) + (zh ? "：" : ": ") + wording.list(ids)
    }
    return parts.joined(separator: zh ? "；" : "; ")
  }
}
