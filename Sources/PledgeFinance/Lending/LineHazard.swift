public import PortfolioCore

/// What troubles a right that no rules of registration on file look at: the same facts that such rules ask about, told all
/// the same.
public struct LineHazard: Sendable, Equatable, Codable {
  /// What it is about.
  public enum Kind: String, Sendable, Codable {
    /// An invalidation is pending.
    case invalidation
    /// An annuity is late, or nobody knows whether it was paid.
    case annuity
    /// The term ends before the debt falls due.
    case term
  }

  /// What it is about.
  public let kind: Kind
  /// What was found.
  public var text: BilingualText
  /// Whether it has to be settled first.
  public let isStopping: Bool

  /// The kind of risk.
  var risk: PledgeChecklists.Risk {
    switch kind {
    case .invalidation: return .invalidation
    case .annuity: return .annuity
    case .term: return .value
    }
  }

  /// The kind for people.
  var title: BilingualText {
    switch kind {
    case .invalidation: return BilingualText(zh: "无效案", en: "invalidation")
    case .annuity: return BilingualText(zh: "年费", en: "annuity")
    case .term: return BilingualText(zh: "届满早于债务到期", en: "term ends before the debt falls due")
    }
  }

  /// The hazards of a right, in a fixed order.
  /// - Parameters:
  ///   - maturity: the day on which the debt falls due; nil where there is no term.
  ///   - owed: what is owed, in the words of the use.
  static func hazards(
    _ situation: PledgeSituation, maturity: CalendarDay?, owed: BilingualText
  ) -> [LineHazard] {
    var found: [LineHazard] = []
    func add(_ kind: Kind, isStopping: Bool = false, zh: String, en: String) {
      found.append(LineHazard(kind: kind, text: BilingualText(zh: zh, en: en), isStopping: isStopping))
    }
    if let running = situation.invalidations, !running.isEmpty {
      add(
        .invalidation, zh: "无效宣告请求未结：\(running.joined(separator: "、"))；被宣告无效则自始不存在",
        en:
          "An invalidation is pending: \(running.joined(separator: ", ")). A right declared invalid is deemed never to have existed"
      )
    }
    switch situation.annuities {
    case .paid: break
    case .late(let fee):
      add(
        .annuity, isStopping: true, zh: "年费逾期，先缴清：\(text(fee).zh)",
        en: "An annuity is late, settle it first: \(text(fee).en)")
    case .unknown(let fee?):
      add(
        .annuity, zh: "年费已到期，是否已缴没有记录：\(text(fee).zh)",
        en: "An annuity fell due and no payment is on record: \(text(fee).en)")
    case .unknown(nil):
      if situation.status == .annuityLate {
        add(
          .annuity, isStopping: true, zh: "登记状态为年费逾期，应缴金额不详，先缴清",
          en: "The register says that an annuity is late; how much is not known. Settle it first")
      }
    }
    // A mark is renewed; what it counts until then is told elsewhere.
    if let end = situation.termEnd, let maturity, end < maturity, situation.kind != .trademark {
      add(
        .term, zh: "权利 \(end.iso) 届满，早于\(owed.zh)到期（\(maturity.iso)）；届满后的检验日计零",
        en:
          "The term ends on \(end.iso), before \(owed.en) falls due on \(maturity.iso); it counts nothing on test days after that"
      )
    }
    return found
  }

  private static func text(_ fee: PledgeSituation.LateFee) -> BilingualText {
    BilingualText(
      zh: "\(fee.due.iso) 到期，" + (fee.amountNow.map { "今日应缴 \($0)，" } ?? "今日应缴金额不详，")
        + "最后期限 \(fee.lastDay.iso)",
      en: "due on \(fee.due.iso), "
        + (fee.amountNow.map { "\($0) to pay today" } ?? "what is to be paid today is not known")
        + ", last day \(fee.lastDay.iso)")
  }
}
