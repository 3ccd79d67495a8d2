import PortfolioCore
import PortfolioReview

/// Words that lists, decisions and documents about them share.
enum RecordWords {
  /// What a plan recommends, the same word on its pages, in lists and in documents. "Candidate" in both languages: only
  /// a person lets a right go.
  static func recommendation(_ action: PlanAction) -> BilingualText {
    switch action {
    case .keep: return BilingualText(zh: "保留", en: "keep")
    case .mustKeep: return BilingualText(zh: "必须保留", en: "must be kept")
    case .letLapse: return BilingualText(zh: "放弃候选", en: "candidate to let lapse")
    case .listedToLapse: return BilingualText(zh: "列入放弃清单", en: "listed to let lapse")
    case .needsFact: return BilingualText(zh: "待补事实", en: "needs a fact")
    case .nothingDue: return BilingualText(zh: "期内无费用", en: "nothing due")
    case .noFees: return BilingualText(zh: "不缴维持费或已终止", en: "no renewal fees, or ended")
    case .notYetGranted: return BilingualText(zh: "尚未授权", en: "not granted yet")
    case .restorable: return BilingualText(zh: "已终止可恢复", en: "lapsed, restorable")
    }
  }

  /// What is recommended for a right, where its fee of these days needs a word of its own: a late fee is never "nothing
  /// due".
  static func recommendation(_ row: Int, of plan: PortfolioPlan, in run: ReviewRun) -> BilingualText {
    guard plan.actions[row] == .nothingDue else { return recommendation(plan.actions[row]) }
    if let late = plan.lateFee(row), late.payment == .tied {
      return BilingualText(zh: "滞纳期内，依约束补缴", en: "late fee paid for a tie")
    }
    if run.table[.graceEnd]?.day(row) != nil {
      return BilingualText(zh: "逾期费用待决定", en: "late fee to decide")
    }
    if run.fees.unrecordedFee(row) != nil || plan.pastGrace(row) != nil {
      return BilingualText(zh: "期限已过，未见缴费", en: "past due, payment not on record")
    }
    return recommendation(.nothingDue)
  }

  /// What a plan takes for granted of a right: that a fee past its due day without a payment on record was paid, and what
  /// comes first if it was not; nil where no fee is such, and of rights that the plan says nothing of.
  static func takenAsPaid(
    _ row: Int, of plan: PortfolioPlan, in run: ReviewRun, _ wording: Wording
  ) -> String? {
    if let past = plan.pastGrace(row) {
      let (due, last) = (wording.day(past.due), wording.day(past.lastDay))
      return wording.language == .zh
        ? "\(due) 到期的费用没有缴费记录，宽限期已于 \(last) 届满：可能已终止，先查登记簿；方案视之为已缴"
        : "No payment of the fee due on \(due) is on record, and its grace ended on \(last): probably lapsed, look in the register first; the plan takes it as paid"
    }
    guard let fee = run.fees.unrecordedFee(row) else { return nil }
    switch plan.actions[row] {
    case .noFees, .notYetGranted, .restorable: return nil
    default: break
    }
    let (due, last) = (wording.day(fee.due), wording.day(fee.lastDay))
    if wording.language == .zh {
      let sum = fee.minorUnits.map { " \(wording.money($0))（含滞纳金）" } ?? ""
      return "方案视 \(due) 到期的费用为已缴；若未缴，须先补缴\(sum)，最迟 \(last)，过期即失权"
    }
    let sum = fee.minorUnits.map { " (\(wording.money($0)) with the surcharge)" } ?? ""
    return
      "The plan takes the fee due on \(due) as paid; if it is not, it must be paid first\(sum), until \(last), or the right is lost"
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
    if fee.untold == .noLedger {
      return zh
        ? "\(fee.due.iso) 到期，宽限期至 \(fee.lastDay.iso)；此类权利没有缴费记录，是否已缴未知，未缴则须缴 \(money(fee.amount))（其中滞纳金 \(money(fee.surcharge))）"
        : "due on \(fee.due.iso), in grace until \(fee.lastDay.iso); no payments are on record for rights of this sort, so whether it was paid is not known; if not, \(money(fee.amount)), of it surcharge \(money(fee.surcharge))"
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
    if fee.untold == .noLedger {
      return zh
        ? "\(fee.due.iso) 到期，宽限期已于 \(fee.lastDay.iso) 届满；此类权利没有缴费记录，是否已缴未知，请查登记簿"
        : "due on \(fee.due.iso), grace ended on \(fee.lastDay.iso); no payments are on record for rights of this sort, so whether it was paid is not known: look in the register"
    }
    if let end = fee.ledgerEnd {
      return zh
        ? "\(fee.due.iso) 到期，宽限期已于 \(fee.lastDay.iso) 届满，没有缴费记录；台账截至 \(end.iso)，此后是否已缴未知，请查登记簿"
        : "due on \(fee.due.iso), grace ended on \(fee.lastDay.iso), no payment on record; the ledger ends on \(end.iso): whether it was paid since is not known, look in the register"
    }
    return zh
      ? "\(fee.due.iso) 到期，宽限期已于 \(fee.lastDay.iso) 届满，没有缴费记录；可能已自 \(fee.due.iso) 起终止，请查登记簿"
      : "due on \(fee.due.iso), grace ended on \(fee.lastDay.iso), no payment on record; probably lapsed as of \(fee.due.iso): look in the register"
  }

  /// What is to be looked up before a fee is paid: whether the right lives, and whether the fee was paid; nil for nothing.
  static func toVerify(_ past: FeePastGrace?, _ untold: ExecutionList.Untold?, _ language: Language)
    -> String?
  {
    let zh = language == .zh
    var parts: [String] = []
    if let past { parts.append(pastGrace(past, language)) }
    switch untold {
    case .noLedger?:
      parts.append(
        zh
          ? "已过到期日；此类权利没有缴费记录，是否已缴未知，请先核实"
          : "late; no payments are on record for rights of this sort: verify first whether it was paid")
    case .ledgerEnds(let end)?:
      parts.append(
        zh
          ? "已过到期日；台账截至 \(end.iso)，此后是否已缴未知，请先核实"
          : "late; the ledger ends on \(end.iso): verify first whether it was paid since")
    case nil: break
    }
    return parts.isEmpty ? nil : parts.joined(separator: zh ? "；" : "; ")
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
