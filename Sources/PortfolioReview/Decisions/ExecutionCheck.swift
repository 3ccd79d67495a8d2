public import PortfolioCore
internal import Renewals

/// What was decided beside what the register and the ledger say.
public struct ExecutionCheck: Sendable {
  /// How a decision fared.
  public enum Finding: String, CaseIterable, Sendable {
    /// Decided to keep, and the right has lapsed: the alarm.
    case keptButLapsed = "kept-but-lapsed"
    /// Decided to keep, and a fee is past its due day without a payment.
    case keptButUnpaid = "kept-but-unpaid"
    /// Decided to let lapse, and a fee that should have stayed unpaid was paid.
    case lapsingButPaid = "lapsing-but-paid"
    /// Decided to let lapse, the last day of a fee is past, and the register still shows the right in force.
    case lapsingButAlive = "lapsing-but-alive"
    /// Decided to let lapse, and it has.
    case lapsed
    /// Decided to let lapse; its day is still to come.
    case lapsingAhead = "lapsing-ahead"
    /// Decided to keep, and it is kept.
    case kept
    /// It ended as it had to: its term is over, or it was refused or invalidated.
    case endedOtherwise = "ended-otherwise"
    /// It is to leave and has not, or it has by what is on record.
    case leaving
    /// A signature is missing.
    case awaitingSignature = "awaiting-signature"
    /// The store does not know the right on that day.
    case unknown

    /// The words in lists.
    public var title: BilingualText {
      switch self {
      case .keptButLapsed: return BilingualText(zh: "决定保留却已终止", en: "to be kept, and has lapsed")
      case .keptButUnpaid: return BilingualText(zh: "决定保留而到期未缴", en: "to be kept, and a fee is overdue")
      case .lapsingButPaid: return BilingualText(zh: "决定不缴却已缴费", en: "to lapse, and a fee was paid")
      case .lapsingButAlive:
        return BilingualText(zh: "期限已过而登记仍有效", en: "past its last day, and still in force by the register")
      case .lapsed: return BilingualText(zh: "已按决定终止", en: "lapsed as decided")
      case .lapsingAhead: return BilingualText(zh: "待到期终止", en: "to lapse, its day is ahead")
      case .kept: return BilingualText(zh: "按决定保留", en: "kept as decided")
      case .endedOtherwise: return BilingualText(zh: "另因终止", en: "ended for another reason")
      case .leaving: return BilingualText(zh: "转出办理中或已转出", en: "leaving, or gone to another owner")
      case .awaitingSignature: return BilingualText(zh: "待第二人签署", en: "second signature missing")
      case .unknown: return BilingualText(zh: "当日无此权利的资料", en: "not known on the day")
      }
    }

    /// Whether somebody has to look at it at once.
    public var isAlarm: Bool {
      switch self {
      case .keptButLapsed, .keptButUnpaid, .lapsingButPaid: return true
      default: return false
      }
    }
  }

  /// A decision with its finding.
  public struct Line: Sendable {
    /// The decision.
    public let decision: DecisionBook.Line
    /// The right's row in the outlook; nil where it is not known on the day.
    public let row: Int?
    /// How it fared.
    public let finding: Finding
    /// The day that the finding rests on: of the end, of the payment, of the fee.
    public let day: CalendarDay?
    /// The state in the register, by its word; nil where it is not known.
    public let status: String?
    /// Until when a lapsed right can be restored, where a rule says so.
    public let restorableUntil: CalendarDay?
  }

  /// The day.
  public let asOf: CalendarDay
  /// The standing decisions: alarms first, then by the journal.
  public let lines: [Line]

  /// Lines with a finding.
  public func lines(_ finding: Finding) -> [Line] { lines.filter { $0.finding == finding } }
  /// Whether there is an alarm.
  public var hasAlarm: Bool { lines.contains { $0.finding.isAlarm } }

  /// Compares what stands with what is known on the outlook's day.
  public init(outlook: FeeOutlook, book: DecisionBook) {
    asOf = outlook.asOf
    let rows = Dictionary(
      outlook.table.rightIDs.enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    let checked = book.standingLines.map { ExecutionCheck.line($0, rows[$0.decision.rightID], outlook) }
    let order = Dictionary(
      uniqueKeysWithValues: Finding.allCases.enumerated().map { ($0.element, $0.offset) })
    lines = checked.sorted { left, right in
      let ranks = (order[left.finding] ?? 0, order[right.finding] ?? 0)
      return ranks.0 != ranks.1 ? ranks.0 < ranks.1 : left.decision.entry < right.decision.entry
    }
  }

  private static func line(_ line: DecisionBook.Line, _ row: Int?, _ outlook: FeeOutlook) -> Line {
    guard let row else {
      return Line(decision: line, row: nil, finding: .unknown, day: nil, status: nil, restorableUntil: nil)
    }
    let status = outlook.table[.legalStatus]?.category(row)
    func found(_ finding: Finding, _ day: CalendarDay? = nil, restorable: CalendarDay? = nil) -> Line {
      Line(
        decision: line, row: row, finding: finding, day: day, status: status, restorableUntil: restorable)
    }
    if line.missingSignatures > 0 { return found(.awaitingSignature) }
    let decision = line.decision
    let state = status.flatMap { LegalStatus(rawValue: $0) }
    let ended = outlook.subjects[row].endDay
    if decision.action.leavesPortfolio { return found(.leaving, line.results.last?.day) }
    switch state {
    case .lapsed, .lapsedRestorable, .abandoned:
      let back = state == .lapsedRestorable ? restoration(row, outlook) : nil
      let gaveUp = decision.action.endsPayment || decision.action == .declassify
      // An end from before the decision is no result of it.
      if let ended, ended < decision.day, !gaveUp { return found(.endedOtherwise, ended) }
      return found(gaveUp ? .lapsed : .keptButLapsed, ended, restorable: back)
    case .expired, .refused, .withdrawn, .invalidated, .dead: return found(.endedOtherwise, ended)
    default: break
    }
    guard decision.action.endsPayment else {
      let late = lateFee(row, outlook)
      return late.map { found(.keptButUnpaid, $0) } ?? found(.kept)
    }
    if let paid = paidAfterwards(row, decision, outlook) { return found(.lapsingButPaid, paid) }
    if let day = missedLastDay(row, decision, outlook) { return found(.lapsingButAlive, day) }
    return found(.lapsingAhead, nextLastDay(row, decision, outlook))
  }

  /// The fees from a day on, with what was paid of them.
  private static func fees(_ row: Int, from day: CalendarDay, _ outlook: FeeOutlook)
    -> [(item: DueItem, paid: CalendarDay?)]
  {
    let through = max(day, outlook.asOf).adding(years: 11)
    guard
      case .success(let items) = outlook.calendar.items(
        for: outlook.subjects[row], from: day, through: through, asOf: outlook.asOf)
    else { return [] }
    return zip(items, DueList.paidDays(outlook.payments[row], items)).filter { !$0.0.isPaidAtRegistration }
      .map { ($0, $1) }
  }

  /// The due day of a fee that is past and not known to be paid, where payments are recorded at all.
  private static func lateFee(_ row: Int, _ outlook: FeeOutlook) -> CalendarDay? {
    let isLate = outlook.table[.legalStatus]?.category(row) == LegalStatus.annuityLate.rawValue
    guard isLate || outlook.keepsPayments(row),
      case .success(let late) = outlook.calendar.itemsInGrace(for: outlook.subjects[row], asOf: outlook.asOf)
    else { return isLate ? outlook.asOf : nil }
    let paid = DueList.isPaid(outlook.payments[row], late)
    let open = zip(late, paid).first { !$0.1 && !$0.0.isPaidAtRegistration && outlook.asOf > $0.0.dueMoved }
    return open?.0.due ?? (isLate ? outlook.asOf : nil)
  }

  /// The day on which a fee was paid after the decision although it should have stayed unpaid.
  private static func paidAfterwards(_ row: Int, _ decision: DisposalDecision, _ outlook: FeeOutlook)
    -> CalendarDay?
  {
    let start = max(decision.day, decision.effective ?? decision.day)
    // A fee due shortly before is paid in its grace period.
    return fees(row, from: start.adding(months: -6), outlook).compactMap(\.paid).filter { $0 > start }.min()
  }

  private static func missedLastDay(_ row: Int, _ decision: DisposalDecision, _ outlook: FeeOutlook)
    -> CalendarDay?
  {
    let start = max(decision.day, decision.effective ?? decision.day)
    return fees(row, from: start, outlook).first {
      $0.paid == nil && max($0.item.lastDay, $0.item.lastDayMoved) < outlook.asOf
    }?.item.lastDay
  }

  private static func nextLastDay(_ row: Int, _ decision: DisposalDecision, _ outlook: FeeOutlook)
    -> CalendarDay?
  {
    let start = max(outlook.asOf, decision.effective ?? decision.day)
    return fees(row, from: start, outlook).first { $0.paid == nil }?.item.due
  }

  /// Until when a right that lapsed can be restored: the schedule's months from the day of the end.
  private static func restoration(_ row: Int, _ outlook: FeeOutlook) -> CalendarDay? {
    guard let ended = outlook.subjects[row].endDay else { return nil }
    let rule = fees(row, from: ended.adding(years: -2), outlook).compactMap(\.item.restoration).first
    return rule?.months.map { ended.adding(months: $0) }
  }
}
