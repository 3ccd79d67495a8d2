public import PortfolioCore
internal import PortfolioStore
internal import Renewals

/// What was decided beside what the register and the ledger say.
public struct ExecutionCheck: Sendable {
  /// How a decision fared.
  public enum Finding: String, CaseIterable, Sendable {
    /// Decided to keep, and the right has lapsed: the alarm.
    case keptButLapsed = "kept-but-lapsed"
    /// Decided to keep, or to let lapse behind a gate that was not open, and the last day of a fee has passed without a
    /// payment.
    case keptPastGrace = "kept-past-grace"
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
      case .keptButUnpaid: return BilingualText(zh: "决定保留而到期未缴", en: "to be kept, and a fee is overdue")
      case .leavingButLapsed: return BilingualText(zh: "转出之前已终止", en: "lapsed before it had left")
      case .leavingButUnpaid: return BilingualText(zh: "转出之前到期未缴", en: "to leave, and a fee is overdue")
      case .undecidedButLapsed:
        return BilingualText(zh: "未决定或未签署完而已终止", en: "not decided in full, and has lapsed")
      case .undecidedButUnpaid:
        return BilingualText(zh: "未决定或未签署完而到期未缴", en: "not decided in full, and a fee is overdue")
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
      case .keptButLapsed, .keptPastGrace, .keptButUnpaid, .leavingButLapsed, .leavingButUnpaid,
        .undecidedButLapsed, .undecidedButUnpaid, .lapsedTooEarly, .lapsingButPaid, .lapsingBehindGate,
        .doneOtherwise, .doneButUnpaid, .doneButOwned:
        return true
      case .doneButAlive, .lapsingButAlive, .lapsed, .lapsingUnderCondition, .lapsingAhead,
        .beyondLedger, .kept, .endedOtherwise, .movedWithin, .leaving, .transferredAway,
        .awaitingSignature, .unknown:
        return false
      }
    }
  }

  /// A right with its finding.
  public struct Line: Sendable {
    /// The right's row id in the store.
    public let rightID: Int64
    /// The right's number as shown when it was decided on, or put on the list.
    public let number: String
    /// The decision; nil for a right of a cycle that nobody has decided on.
    public let decision: DecisionBook.Line?
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
  /// The standing decisions, and the undecided rights of cycles that something is wrong with: alarms first, then by
  /// the journal.
  public let lines: [Line]
  /// The rights of cycles without a decision with which nothing is wrong.
  public let undecided: Int
  /// The rights, decided or on the list of a cycle, whose fees fell due after the ledger's end: nobody can say whether
  /// they were paid.
  public let beyondLedger: Int
  /// The last day of which payments are known; nil where none is on record.
  public let ledgerEnd: CalendarDay?

  /// Lines with a finding.
  public func lines(_ finding: Finding) -> [Line] { lines.filter { $0.finding == finding } }
  /// Whether there is an alarm.
  public var hasAlarm: Bool { lines.contains { $0.finding.isAlarm } }

  /// Compares what stands with what is known on the outlook's day.
  /// - Parameters:
  ///   - cycles: the cycles opened by that day; what nobody has decided on their lists is kept.
  ///   - gates: the gates as known on that day.
  ///   - owners: the owners by the register; nil where nothing is compared with it.
  public init(
    outlook: FeeOutlook, book: DecisionBook, cycles: [CycleRecord], gates: GateCheck,
    owners: RegisterOwners? = nil
  ) {
    asOf = outlook.asOf
    ledgerEnd = outlook.ledger.endsOn
    let rows = Dictionary(
      outlook.table.rightIDs.enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    let reader = RegisterReader(outlook: outlook, owners: owners)
    var lines = book.standingLines.map { reader.line($0, rows[$0.decision.rightID], gates) }
    var undecided: [Int64: (member: ReviewCycle.Member, opened: CalendarDay)] = [:]
    for cycle in cycles {
      for member in cycle.cycle.members where book.standing(member.rightID) == nil {
        // The first cycle counts: from then on the right was to be kept until somebody decides.
        if undecided[member.rightID] == nil { undecided[member.rightID] = (member, cycle.cycle.day) }
      }
    }
    let found = undecided.values.sorted { $0.member.rightID < $1.member.rightID }.compactMap { one in
      rows[one.member.rightID].flatMap { reader.undecided(one.member, since: one.opened, $0) }
    }
    // What the ledger cannot show yet is said once, with its number.
    let amiss = found.filter { !reader.isBeyondLedger($0) }
    lines += amiss
    beyondLedger = found.count - amiss.count + lines.count { $0.finding == .beyondLedger }
    self.undecided = undecided.count - found.count
    let order = Dictionary(
      uniqueKeysWithValues: Finding.allCases.enumerated().map { ($0.element, $0.offset) })
    self.lines = lines.sorted { left, right in
      let ranks = (order[left.finding] ?? 0, order[right.finding] ?? 0)
      if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
      let entries = (left.decision?.entry ?? .max, right.decision?.entry ?? .max)
      return entries.0 != entries.1 ? entries.0 < entries.1 : left.rightID < right.rightID
    }
  }
}

/// Reads the register and the ledger for a decision.
private struct RegisterReader {
  let outlook: FeeOutlook
  let owners: RegisterOwners?

  /// Whether a fee counts as unpaid only because the ledger ends before its day; what the register itself says of it
  /// does not hang on the ledger.
  func isBeyondLedger(_ line: ExecutionCheck.Line) -> Bool {
    isBeyondLedger(line.finding, line.day, status: line.status)
  }

  private func isBeyondLedger(_ finding: ExecutionCheck.Finding, _ day: CalendarDay?, status: String?) -> Bool
  {
    switch finding {
    case .keptPastGrace, .keptButUnpaid, .leavingButUnpaid, .undecidedButUnpaid: break
    default: return false
    }
    guard status != LegalStatus.annuityLate.rawValue, let day else { return false }
    return outlook.ledger.endsOn.map { $0 < day } ?? true
  }

  private func state(_ row: Int) -> (word: String?, status: LegalStatus?) {
    let word = outlook.table[.legalStatus]?.category(row)
    return (word, word.flatMap { LegalStatus(rawValue: $0) })
  }

  func line(_ line: DecisionBook.Line, _ row: Int?, _ gates: GateCheck) -> ExecutionCheck.Line {
    let decision = line.decision
    let (finding, day, restorable) =
      row.map { find(line, $0, gates) } ?? (ExecutionCheck.Finding.unknown, nil, nil)
    let status = row.flatMap { state($0).word }
    return ExecutionCheck.Line(
      rightID: decision.rightID, number: decision.number, decision: line, row: row,
      finding: isBeyondLedger(finding, day, status: status) ? .beyondLedger : finding, day: day,
      status: status, restorableUntil: restorable)
  }

  /// What is wrong with a right that was to be kept because nobody decided; nil where nothing is.
  func undecided(_ member: ReviewCycle.Member, since day: CalendarDay, _ row: Int) -> ExecutionCheck.Line? {
    let found: (ExecutionCheck.Finding, CalendarDay?, CalendarDay?)?
    if let owners, owners.isAnothers(member.rightID) {
      // Another's when it was put on the list already: nothing of it is amiss.
      found =
        owners.hasLeft(member.rightID, since: day)
        ? (.transferredAway, owners.leftOn(member.rightID), nil) : nil
    } else if let ended = lapse(row) {
      // What can still be restored was put on the list to be decided on.
      found =
        outlook.hasEnded(row, before: day) && !isRestorable(row)
        ? nil : (.undecidedButLapsed, ended.day, ended.restorable)
    } else if !hasEnded(row), let late = lastDayMissed(row, since: day) ?? lateFee(row) {
      found = (.undecidedButUnpaid, late, nil)
    } else if !hasEnded(row), let past = outlook.feePastGrace(row) {
      found = (.undecidedButUnpaid, past.lastDay, nil)
    } else {
      found = nil
    }
    return found.map { finding, day, restorable in
      ExecutionCheck.Line(
        rightID: member.rightID, number: member.number, decision: nil, row: row, finding: finding, day: day,
        status: state(row).word, restorableUntil: restorable)
    }
  }

  private typealias Found = (ExecutionCheck.Finding, CalendarDay?, CalendarDay?)

  private func find(_ line: DecisionBook.Line, _ row: Int, _ gates: GateCheck) -> Found {
    let decision = line.decision
    if let other = line.results.last(where: { !decision.action.results.contains($0.outcome) }) {
      return (.doneOtherwise, other.day, nil)
    }
    let isDone = decision.action.leavesPortfolio && line.results.contains { $0.outcome == .transferred }
    if !isDone, let owners, owners.hasLeft(decision.rightID, since: decision.day) {
      return (.transferredAway, owners.leftOn(decision.rightID), nil)
    }
    if line.missingSignatures > 0 {
      if let ended = lapse(row), !hasEnded(row, before: decision) {
        return (.undecidedButLapsed, ended.day, ended.restorable)
      }
      if !hasEnded(row), let late = lastDayMissed(row, since: decision.day) ?? lateFee(row) {
        return (.undecidedButUnpaid, late, nil)
      }
      if !hasEnded(row), let past = outlook.feePastGrace(row) {
        return (.undecidedButUnpaid, past.lastDay, nil)
      }
      return (.awaitingSignature, nil, nil)
    }
    var leaves = decision.action.leavesPortfolio
    if leaves, let left = line.results.last(where: { $0.outcome == .transferred }) {
      switch RegisterOwners.stay(decision, done: left.day, owners) {
      case .stillOwned?: return (.doneButOwned, left.day, nil)
      case nil: return (.leaving, left.day, nil)
      // Whoever has it now is of the house: its fees are asked for as before.
      default: leaves = false
      }
    }
    let givesUp = decision.action.endsPayment || decision.action == .declassify
    if let ended = lapse(row) {
      if givesUp {
        // An end before the day from which it was to be carried out is none that was decided.
        let early = decision.effective.map { isBefore(ended.day, $0) } ?? false
        return (early ? .lapsedTooEarly : .lapsed, ended.day, ended.restorable)
      }
      // An end from before the decision is no result of it.
      if hasEnded(row, before: decision) { return (.endedOtherwise, ended.day, nil) }
      return (leaves ? .leavingButLapsed : .keptButLapsed, ended.day, ended.restorable)
    }
    if hasEnded(row) { return (.endedOtherwise, outlook.subjects[row].endDay, nil) }
    if decision.action.endsPayment { return findLapsing(line, row, gates) }
    if givesUp, let done = line.results.last { return (.doneButAlive, done.day, nil) }
    if let missed = lastDayMissed(row, since: decision.day) ?? lateFee(row) {
      if line.results.contains(where: { $0.outcome == .paid && $0.day >= decision.day }) {
        return (.doneButUnpaid, missed, nil)
      }
      if leaves { return (.leavingButUnpaid, missed, nil) }
      return (
        lastDayMissed(row, since: decision.day) == nil ? .keptButUnpaid : .keptPastGrace, missed, nil
      )
    }
    // Nothing has happened since the decision; what was unpaid before it is to be looked at all the same.
    if let past = outlook.feePastGrace(row) {
      return (leaves ? .leavingButUnpaid : .keptPastGrace, past.lastDay, nil)
    }
    if leaves { return (.leaving, line.results.last?.day, nil) }
    return (decision.action.leavesPortfolio ? .movedWithin : .kept, line.results.last?.day, nil)
  }

  /// A right that is to lapse and is in force.
  private func findLapsing(_ line: DecisionBook.Line, _ row: Int, _ gates: GateCheck) -> Found {
    let decision = line.decision
    let start = max(decision.day, decision.effective ?? decision.day)
    // A fee due shortly before is paid in its grace period.
    let after = outlook.feesAhead(row, from: start.adding(months: -6)).compactMap(\.paid).filter {
      $0 > start
    }
    let told = line.results.filter { $0.outcome == .paid && $0.day > start }.map(\.day)
    let day = outlook.dayOfAct(decision.action, row, effective: decision.effective)
    let isHindered = gates.stand(decision, on: day) != .open
    let isKnown = gates.unanswered(decision, on: day).isEmpty
    if let paid = (after + told).min() {
      // Paid because its gates were not lifted, as the list said.
      return isHindered && isKnown ? (.lapsingUnderCondition, paid, nil) : (.lapsingButPaid, paid, nil)
    }
    // Until it takes effect, the fees are to be paid.
    if let effective = decision.effective {
      if let late = lateFee(row), late < effective { return (.keptButUnpaid, late, nil) }
      if let missed = lastDayMissed(row, since: decision.day, dueBefore: effective) {
        return (.keptPastGrace, missed, nil)
      }
    }
    if let done = line.results.last { return (.doneButAlive, done.day, nil) }
    // A fee in grace on the day of the decision is the first that is left unpaid by it.
    let missed =
      missedFee(row, since: start)
      ?? outlook.feesAhead(row, from: start).first {
        $0.paid == nil && max($0.item.lastDay, $0.item.lastDayMoved) < outlook.asOf
      }?.item
    if let missed {
      // Behind a gate it was to be paid: on the day of the fee, or of the decision where that came later.
      let isOpen = gates.stand(decision, on: max(missed.due, start)) == .open
      return (isOpen ? .lapsingButAlive : .keptPastGrace, missed.lastDay, nil)
    }
    if isHindered { return (isKnown ? .lapsingUnderCondition : .lapsingBehindGate, day, nil) }
    return (
      .lapsingAhead,
      outlook.overdueFee(row)?.lastDay ?? outlook.openFee(row, from: max(outlook.asOf, start))?.due, nil
    )
  }

  private func isBefore(_ day: CalendarDay?, _ other: CalendarDay) -> Bool { day.map { $0 < other } ?? false }

  /// The end of a right for want of a fee or by a declaration; nil where there is none.
  private func lapse(_ row: Int) -> (day: CalendarDay?, restorable: CalendarDay?)? {
    switch state(row).status {
    case .abandoned: return (outlook.subjects[row].endDay, nil)
    case .lapsed:
      // A period that is over restores nothing any more.
      let until = outlook.restorableUntil(row).flatMap { $0 >= outlook.asOf ? $0 : nil }
      return (outlook.subjects[row].endDay, until)
    case .lapsedRestorable: return (outlook.subjects[row].endDay, outlook.restorableUntil(row))
    default: return nil
    }
  }

  /// Whether a right had ended when it was decided on, as far as could be known: because its end was shown and accepted,
  /// or because grace was over. One that could be restored, or was shown as restorable, was decided on to be kept.
  private func hasEnded(_ row: Int, before decision: DisposalDecision) -> Bool {
    if isRestorable(row) || decision.accepted.contains(ProblemCode.rightRestorable.rawValue) { return false }
    if decision.accepted.contains(ProblemCode.rightHasEnded.rawValue) {
      return isBefore(outlook.subjects[row].endDay, decision.day)
    }
    return outlook.hasEnded(row, before: decision.day)
  }

  private func isRestorable(_ row: Int) -> Bool { state(row).status == .lapsedRestorable }

  /// Whether a right has ended for another reason.
  private func hasEnded(_ row: Int) -> Bool {
    switch state(row).status {
    case .expired, .refused, .withdrawn, .invalidated, .dead: return true
    default: return false
    }
  }

  /// The due day of a fee that is past and not known to be paid, where payments are recorded at all.
  private func lateFee(_ row: Int) -> CalendarDay? {
    let isLate = state(row).status == .annuityLate
    guard isLate || outlook.keepsPayments(row),
      case .success(let late) = outlook.calendar.itemsInGrace(for: outlook.subjects[row], asOf: outlook.asOf)
    else { return isLate ? outlook.asOf : nil }
    let paid = DueList.isPaid(outlook.payments[row], late)
    let open = zip(late, paid).first { !$0.1 && !$0.0.isPaidAtRegistration && outlook.asOf > $0.0.dueMoved }
    return open?.0.due ?? (isLate ? outlook.asOf : nil)
  }

  /// The last day of a fee that could still be paid on a day and has not been, where payments are recorded.
  private func lastDayMissed(_ row: Int, since day: CalendarDay, dueBefore end: CalendarDay? = nil)
    -> CalendarDay?
  {
    missedFee(row, since: day, dueBefore: end)?.lastDay
  }

  /// A fee that could still be paid on a day and has not been by its last day, where payments are recorded.
  private func missedFee(_ row: Int, since day: CalendarDay, dueBefore end: CalendarDay? = nil) -> DueItem? {
    guard outlook.keepsPayments(row) else { return nil }
    return outlook.feesAhead(row, from: day.adding(months: -12)).first { item, paid in
      let last = max(item.lastDay, item.lastDayMoved)
      return paid == nil && last >= day && last < outlook.asOf && (end.map { item.due < $0 } ?? true)
    }?.item
  }
}

extension DisposalAction {
  /// What can be recorded as done under a decision without being something else than was decided. A fee may be paid
  /// on the way to most ends.
  public var results: Set<ExecutionResult.Outcome> {
    switch self {
    case .keep, .lookAgain: return [.paid]
    case .reduce: return [.paid, .reduced]
    case .licenseInGroup, .openLicence, .license, .pool: return [.paid, .licensed]
    case .transfer, .contribute, .transferInGroup, .giveToInventors, .donate: return [.paid, .transferred]
    case .letLapse, .abandon: return [.lapsed, .abandoned]
    case .declassify: return [.declassified]
    }
  }
}
