internal import PortfolioCore

extension DecisionRequest {
  /// What this decision and another on the same right in one list say, in a few words, where they are not the same: the
  /// act, its day, where the taker is, from when, who decided and why. Nil where the same is said twice.
  func contradiction(_ other: DecisionRequest) -> (one: BilingualText, other: BilingualText)? {
    let sameWho = decidedBy.trimmingBlanks == other.decidedBy.trimmingBlanks
    let sameWhy =
      reason.trimmingBlanks == other.reason.trimmingBlanks && reasonCode == other.reasonCode
    let sameWhen = effective == other.effective
    if action == other.action, day == other.day, abroad == other.abroad, sameWhen, sameWho, sameWhy {
      return nil
    }
    func said(_ request: DecisionRequest) -> BilingualText {
      var zh = [request.day.iso]
      var en = zh
      if let place = request.abroad.map({ TakerPlace.title(abroad: $0) }) {
        zh.append("受让方在\(place.zh)")
        en.append("taker \(place.en)")
      }
      if !sameWhen {
        zh.append(request.effective.map { "自 \($0.iso) 起" } ?? "即日起")
        en.append(request.effective.map { "from \($0.iso)" } ?? "at once")
      }
      if !sameWho {
        zh.append("决定人 \(request.decidedBy.trimmingBlanks)")
        en.append("by \(request.decidedBy.trimmingBlanks)")
      }
      if !sameWhy {
        zh.append("理由：\(request.reason.trimmingBlanks)")
        en.append("because: \(request.reason.trimmingBlanks)")
      }
      return BilingualText(
        zh: "\(request.action.title.zh)（\(zh.joined(separator: "，"))）",
        en: "\(request.action.title.en) (\(en.joined(separator: ", ")))")
    }
    return (said(self), said(other))
  }
}
