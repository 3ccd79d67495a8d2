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
