public import PortfolioCore

extension ExecutionCheck {
  /// How a decision fared.
  public enum Finding: String, CaseIterable, Sendable {
    /// Decided to keep, and the right has lapsed: the alarm.
    case keptButLapsed = "kept-but-lapsed"
    /// Decided to keep, or to let lapse behind a gate that was not open, and the last day of a fee has passed without a
    /// payment.
    case keptPastGrace = "kept-past-grace"
    /// It has lapsed although the fee of that day is on the ledger as paid in time: a matter for the office, or for
    /// whoever paid. Of a right that was to lapse, for whoever paid against the decision.
    case paidButLapsed = "paid-but-lapsed"
    /// Decided to keep, and a fee is past its due day without a payment.
    case keptButUnpaid = "kept-but-unpaid"
    /// To leave, and it has lapsed before it had.
    case leavingButLapsed = "leaving-but-lapsed"
    /// To leave, and a fee is past its due day without a payment.
    case leavingButUnpaid = "leaving-but-unpaid"
    /// On the list of a cycle, not decided or not signed in full, and the right has lapsed.
    case undecidedButLapsed = "undecided-but-lapsed"
    /// On the list of a cycle, not decided or not signed in full, and a fee is past its due day without a payment.
    case undecidedButUnpaid = "undecided-but-unpaid"
    /// Decided to give up, and it ended behind a gate that was not open on the last day on which that could be averted.
    case lapsedBehindGate = "lapsed-behind-gate"
    /// Decided to let lapse from a later day on, and it lapsed before.
    case lapsedTooEarly = "lapsed-too-early"
    /// Decided to let lapse, and a fee that should have stayed unpaid was paid.
    case lapsingButPaid = "lapsing-but-paid"
    /// Decided to let lapse, and a gate before it is not open that nobody has answered for.
    case lapsingBehindGate = "lapsing-behind-gate"
    /// What was recorded as done is not what was decided.
    case doneOtherwise = "done-otherwise"
    /// Recorded as paid, and the ledger has no such payment.
    case doneButUnpaid = "done-but-unpaid"
    /// Recorded as transferred, and the register, seen since, shows the owners of before.
    case doneButOwned = "done-but-owned"
    /// Recorded as ended, and the register still shows the right in force.
    case doneButAlive = "done-but-alive"
    /// Decided to let lapse, the last day of a fee is past, and the register still shows the right in force.
    case lapsingButAlive = "lapsing-but-alive"
    /// Decided to let lapse, and it has.
    case lapsed
    /// Decided to let lapse once the gates are lifted that were shown then; paid for until they are.
    case lapsingUnderCondition = "lapsing-under-condition"
    /// Decided to let lapse; its day is still to come.
    case lapsingAhead = "lapsing-ahead"
    /// A fee fell due after the end of the ledger: nobody can say whether it was paid.
    case beyondLedger = "beyond-ledger"
    /// To be kept, and a fee is past its due day of which nobody can tell whether it was paid: no payments are on record
    /// for rights of its office and kind.
    case withoutLedger = "without-ledger"
    /// Decided to keep, and it is kept.
    case kept
    /// It ended as it had to: its term is over, or it was refused or invalidated.
    case endedOtherwise = "ended-otherwise"
    /// Recorded as transferred, and it is with another unit of the portfolio's own, or stays in the group: kept.
    case movedWithin = "moved-within"
    /// It is to leave and has not, or it has by what is on record.
    case leaving
    /// By the register it belongs to others alone since it was decided on, or put on the list of a cycle.
    case transferredAway = "transferred-away"
    /// A signature is missing.
    case awaitingSignature = "awaiting-signature"
    /// The store does not know the right on that day.
    case unknown

    /// The words in lists.
    public var title: BilingualText {
      switch self {
      case .keptButLapsed: return BilingualText(zh: "决定保留却已终止", en: "to be kept, and has lapsed")
      case .keptPastGrace:
        return BilingualText(zh: "应予保留而宽限期已过未缴", en: "to be kept, and unpaid past the last day")
      case .paidButLapsed:
        return BilingualText(zh: "台账已缴却登记终止", en: "paid by the ledger, and has lapsed all the same")
      case .keptButUnpaid: return BilingualText(zh: "决定保留而到期未缴", en: "to be kept, and a fee is overdue")
      case .leavingButLapsed: return BilingualText(zh: "转出之前已终止", en: "lapsed before it had left")
      case .leavingButUnpaid: return BilingualText(zh: "转出之前到期未缴", en: "to leave, and a fee is overdue")
      case .undecidedButLapsed:
        return BilingualText(zh: "未决定或未签署完而已终止", en: "not decided in full, and has lapsed")
      case .undecidedButUnpaid:
        return BilingualText(zh: "未决定或未签署完而到期未缴", en: "not decided in full, and a fee is overdue")
      case .lapsedBehindGate:
        return BilingualText(zh: "门槛未解除而已终止", en: "given up, and ended behind a gate that was not open")
      case .lapsedTooEarly: return BilingualText(zh: "生效日之前已终止", en: "lapsed before its effective day")
      case .lapsingButPaid: return BilingualText(zh: "决定不缴却已缴费", en: "to lapse, and a fee was paid")
      case .lapsingBehindGate:
        return BilingualText(zh: "决定不缴而门槛未解除", en: "to lapse, and a gate before it is not open")
      case .doneOtherwise: return BilingualText(zh: "登记的结果与决定不符", en: "done otherwise than decided")
      case .doneButUnpaid: return BilingualText(zh: "登记已缴而台账未见", en: "recorded as paid, not on the ledger")
      case .doneButOwned:
        return BilingualText(zh: "登记已转让而权利人未变", en: "recorded as transferred, same owner by the register")
      case .doneButAlive:
        return BilingualText(zh: "登记已终止而法律状态仍有效", en: "recorded as ended, in force by the register")
      case .lapsingButAlive:
        return BilingualText(zh: "期限已过而登记仍有效", en: "past its last day, and still in force by the register")
      case .lapsed: return BilingualText(zh: "已按决定终止", en: "lapsed as decided")
      case .lapsingUnderCondition:
        return BilingualText(zh: "待门槛解除后终止，此前照缴", en: "to lapse once its gates are lifted, paid until then")
      case .lapsingAhead: return BilingualText(zh: "待到期终止", en: "to lapse, its day is ahead")
      case .beyondLedger:
        return BilingualText(zh: "台账截止后到期，无从核对", en: "due after the ledger's end, cannot be told")
      case .withoutLedger:
        return BilingualText(
          zh: "到期日已过而此类权利没有缴费记录，无从核对", en: "late, no payments of such rights on record, cannot be told")
      case .kept: return BilingualText(zh: "按决定保留", en: "kept as decided")
      case .endedOtherwise: return BilingualText(zh: "另因终止", en: "ended for another reason")
      case .movedWithin:
        return BilingualText(zh: "已转至组合内另一单位或集团内，照缴", en: "moved within the portfolio or the group, kept")
      case .leaving: return BilingualText(zh: "转出办理中或已转出", en: "leaving, or gone to another owner")
      case .transferredAway:
        return BilingualText(zh: "登记簿上已转让他人", en: "transferred away by the register")
      case .awaitingSignature: return BilingualText(zh: "待第二人签署", en: "second signature missing")
      case .unknown: return BilingualText(zh: "当日无此权利的资料", en: "not known on the day")
      }
    }

    /// Whether somebody has to look at it at once.
    public var isAlarm: Bool {
      switch self {
      case .keptButLapsed, .keptPastGrace, .paidButLapsed, .keptButUnpaid, .leavingButLapsed,
        .leavingButUnpaid, .undecidedButLapsed, .undecidedButUnpaid, .lapsedBehindGate, .lapsedTooEarly,
        .lapsingButPaid, .lapsingBehindGate, .doneOtherwise, .doneButUnpaid, .doneButOwned:
        return true
      case .doneButAlive, .lapsingButAlive, .lapsed, .lapsingUnderCondition, .lapsingAhead,
        .beyondLedger, .withoutLedger, .kept, .endedOtherwise, .movedWithin, .leaving, .transferredAway,
        .awaitingSignature, .unknown:
        return false
      }
    }
  }
}
