public import PortfolioCore
internal import PortfolioStore
internal import Renewals

/// What was decided beside what the register and the ledger say.
public struct ExecutionCheck: Sendable {
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
    /// When the time to ask for restoration was over by the schedule, where the register still calls the right
    /// restorable; nil for any other.
    public let restorationOver: CalendarDay?
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
  /// The rights, decided or on the list of a cycle, with a late fee of which nobody can tell whether it was paid: no
  /// payments are on record for rights of their offices and kinds.
  public let withoutLedger: Int
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
    let hasEnded = book.standingLines.contains { line in
      line.decision.action.endsPayment
        && rows[line.decision.rightID].map { outlook.lastDayBeforeEnd($0) != nil } ?? false
    }
    let reader = RegisterReader(
      outlook: outlook, owners: owners, gatesOfEnded: hasEnded ? gates.askingEnded() : gates)
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
    let untold = found.filter { $0.finding == .withoutLedger }
    let beyond = found.filter { reader.isBeyondLedger($0) }
    withoutLedger = untold.count + lines.count { $0.finding == .withoutLedger }
    beyondLedger = beyond.count + lines.count { $0.finding == .beyondLedger }
    lines += found.filter { $0.finding != .withoutLedger && !reader.isBeyondLedger($0) }
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
  /// The gates, asked of rights that have ended as well.
  let gatesOfEnded: GateCheck

  /// Whether a fee counts as unpaid only because the ledger ends before its day; what the register itself says of it
  /// does not hang on the ledger.
  func isBeyondLedger(_ line: ExecutionCheck.Line) -> Bool {
    isBeyondLedger(line.finding, line.day, line.row)
  }

  private func isBeyondLedger(_ finding: ExecutionCheck.Finding, _ day: CalendarDay?, _ row: Int?) -> Bool {
    switch finding {
    case .keptPastGrace, .keptButUnpaid, .leavingButUnpaid, .undecidedButUnpaid: break
    default: return false
    }
    guard let row, !outlook.isCalledLate(row), let day else { return false }
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
    return ExecutionCheck.Line(
      rightID: decision.rightID, number: decision.number, decision: line, row: row,
      finding: isBeyondLedger(finding, day, row) ? .beyondLedger : finding, day: day,
      status: row.flatMap { state($0).word }, restorableUntil: restorable,
      restorationOver: row.flatMap { outlook.restorationOver($0) })
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
        ? nil : (lost(row, .undecidedButLapsed), ended.day, ended.restorable)
    } else {
      found = hasEnded(row) ? nil : unpaidWhileUndecided(row, since: day) ?? untold(row)
    }
    return found.map { finding, day, restorable in
      ExecutionCheck.Line(
        rightID: member.rightID, number: member.number, decision: nil, row: row, finding: finding, day: day,
        status: state(row).word, restorableUntil: restorable,
        restorationOver: outlook.restorationOver(row))
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
        return (lost(row, .undecidedButLapsed), ended.day, ended.restorable)
      }
      if !hasEnded(row), let unpaid = unpaidWhileUndecided(row, since: decision.day) { return unpaid }
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
        if early { return (.lapsedTooEarly, ended.day, ended.restorable) }
        // A fee that was paid although the right was to end stays to be told once it has ended.
        if outlook.paidBeforeEnd(row) != nil, !hasEnded(row, before: decision) {
          return (.paidButLapsed, ended.day, ended.restorable)
        }
        return (endedBehindGate(decision, row) ? .lapsedBehindGate : .lapsed, ended.day, ended.restorable)
      }
      // An end from before the decision is no result of it.
      if hasEnded(row, before: decision) { return (.endedOtherwise, ended.day, nil) }
      return (lost(row, leaves ? .leavingButLapsed : .keptButLapsed), ended.day, ended.restorable)
    }
    if hasEnded(row) { return (.endedOtherwise, outlook.subjects[row].endDay, nil) }
    if decision.action.endsPayment { return findLapsing(line, row, gates) }
    if givesUp, let done = line.results.last { return (.doneButAlive, done.day, nil) }
    let missed = lastDayMissed(row, since: decision.day)
    let late = missed == nil ? lateFee(row) : nil
    if missed != nil || late != nil {
      let day = missed ?? late?.due
      if line.results.contains(where: { $0.outcome == .paid && $0.day >= decision.day }) {
        return (.doneButUnpaid, day, nil)
      }
      if leaves { return (.leavingButUnpaid, day, nil) }
      return (missed == nil ? .keptButUnpaid : .keptPastGrace, day, nil)
    }
    // Nothing has happened since the decision; what was unpaid before it is to be looked at all the same.
    if let past = outlook.feePastGrace(row) {
      return (leaves ? .leavingButUnpaid : .keptPastGrace, past.lastDay, nil)
    }
    if let doubtful = untold(row) { return doubtful }
    if leaves { return (.leaving, line.results.last?.day, nil) }
    return (decision.action.leavesPortfolio ? .movedWithin : .kept, line.results.last?.day, nil)
  }

  /// What is unpaid of a right that was to be kept because nobody decided, or nobody signed; nil where nothing is.
  private func unpaidWhileUndecided(_ row: Int, since day: CalendarDay) -> Found? {
    if let missed = lastDayMissed(row, since: day) { return (.undecidedButUnpaid, missed, nil) }
    if let late = lateFee(row) { return (.undecidedButUnpaid, late.due, nil) }
    return outlook.feePastGrace(row).map { past -> Found in (.undecidedButUnpaid, past.lastDay, nil) }
  }

  /// A fee of which nobody can tell whether it was paid; nil where there is none.
  private func untold(_ row: Int) -> Found? {
    withoutLedger(row).map { day -> Found in (.withoutLedger, day, nil) }
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
      if let late = lateFee(row), (late.due ?? outlook.asOf) < effective {
        return (.keptButUnpaid, late.due, nil)
      }
      if outlook.isCalledLate(row), let past = outlook.feePastGrace(row), past.due < effective {
        return (.keptPastGrace, past.lastDay, nil)
      }
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
      let isOpen = gates.stand(decision, on: decision.gateDay(due: max(missed.due, start))) == .open
      return (isOpen ? .lapsingButAlive : .keptPastGrace, missed.lastDay, nil)
    }
    if isHindered { return (isKnown ? .lapsingUnderCondition : .lapsingBehindGate, day, nil) }
    return (
      .lapsingAhead,
      outlook.overdueFee(row)?.lastDay ?? outlook.openFee(row, from: max(outlook.asOf, start))?.due, nil
    )
  }

  /// The alarm of a right that was to be kept and has lapsed: one of its own where the ledger shows the fee as paid.
  private func lost(_ row: Int, _ finding: ExecutionCheck.Finding) -> ExecutionCheck.Finding {
    outlook.paidBeforeEnd(row) == nil ? finding : .paidButLapsed
  }

  /// Whether a right that was given up, and was to be paid for until its gates are open, ended behind one. The paper
  /// counts that was on record on the last day on which the end could be averted, or on the day of the decision where
  /// that came later.
  private func endedBehindGate(_ decision: DisposalDecision, _ row: Int) -> Bool {
    guard decision.action.endsPayment, !hasEnded(row, before: decision),
      let last = outlook.lastDayBeforeEnd(row)
    else { return false }
    return !gatesOfEnded.stoodBeforeEnd(decision, on: max(last, decision.day)).isEmpty
  }

  private func isBefore(_ day: CalendarDay?, _ other: CalendarDay) -> Bool { day.map { $0 < other } ?? false }

  /// The end of a right for want of a fee or by a declaration; nil where there is none.
  private func lapse(_ row: Int) -> (day: CalendarDay?, restorable: CalendarDay?)? {
    switch state(row).status {
    case .abandoned: return (outlook.subjects[row].endDay, nil)
    case .lapsed, .lapsedRestorable:
      // A period that is over restores nothing any more.
      let until = outlook.restorableUntil(row).flatMap { $0 >= outlook.asOf ? $0 : nil }
      return (outlook.subjects[row].endDay, until)
    default: return nil
    }
  }

  private func hasEnded(_ row: Int, before decision: DisposalDecision) -> Bool {
    outlook.hasEnded(row, before: decision)
  }

  private func isRestorable(_ row: Int) -> Bool { state(row).status == .lapsedRestorable }

  /// Whether a right has ended for another reason.
  private func hasEnded(_ row: Int) -> Bool {
    switch state(row).status {
    case .expired, .refused, .withdrawn, .invalidated, .dead: return true
    default: return false
    }
  }

  /// A fee that is late.
  private struct UnpaidFee {
    /// The due day; nil where the register calls a fee late and none is known that could be.
    let due: CalendarDay?
  }

  /// A fee that is past its due day and not known to be paid, where payments are recorded at all or the register calls
  /// it late.
  private func lateFee(_ row: Int) -> UnpaidFee? {
    let isLate = outlook.isCalledLate(row)
    guard isLate || outlook.keepsPayments(row) else { return nil }
    if case .success(let late) = outlook.calendar.itemsInGrace(
      for: outlook.subjects[row], asOf: outlook.asOf)
    {
      let paid = DueList.isPaid(outlook.payments[row], late)
      let open = zip(late, paid).first {
        !$0.1 && !$0.0.isPaidAtRegistration && outlook.asOf > $0.0.dueMoved
      }
      if let open { return UnpaidFee(due: open.0.due) }
    }
    // What was late by the register and is past its grace by now is told as that.
    return isLate && outlook.feePastGrace(row) == nil ? UnpaidFee(due: nil) : nil
  }

  /// The day of a fee of which nobody can tell whether it was paid, in grace or past it, because no payments are
  /// recorded for such rights; nil where there is none.
  private func withoutLedger(_ row: Int) -> CalendarDay? {
    outlook.untoldFee(row)?.due ?? outlook.untoldFeePastGrace(row)?.lastDay
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
