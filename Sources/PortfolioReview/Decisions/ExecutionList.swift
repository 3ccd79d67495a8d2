public import PortfolioCore
internal import PortfolioStore
public import Renewals

/// The list for whoever pays the fees: for each fee that falls due, to pay it or not, and by which decision.
///
/// Whoever is in doubt pays: a fee is left unpaid only by a decision that is signed in full and in force on the due
/// day, and with every gate before it open, or accepted as it stands on that day. What nobody has decided is kept. What
/// belongs to others alone by the register is theirs to pay.
public struct ExecutionList: Sendable {
  /// What to do with a fee.
  public enum Instruction: String, CaseIterable, Sendable {
    /// Pay it.
    case pay
    /// Do not pay it.
    case doNotPay = "do-not-pay"
  }

  /// Why.
  public enum Basis: String, CaseIterable, Sendable {
    /// It was decided to keep the right, or to use it otherwise than by giving it up.
    case decided
    /// It was decided to let it lapse or to give it up.
    case givenUp = "given-up"
    /// It is to leave, and is kept in force until it has.
    case untilItLeaves = "until-it-leaves"
    /// It has left the portfolio, by what is on record.
    case hasLeft = "has-left"
    /// Recorded as transferred, and the register, seen since, shows the owners of before.
    case stillOwned = "still-owned"
    /// Recorded as transferred, and by the register one of its owners is another unit of the portfolio's own.
    case movedWithin = "moved-within"
    /// Recorded as transferred within the group, and the register shows no owner outside the portfolio: whoever has it in
    /// the group, nobody else pays for it by what is on record.
    case withinGroup = "within-group"
    /// By the register it belongs to others alone since it was decided on: it was transferred away.
    case transferredAway = "transferred-away"
    /// An earlier fee of the right stays unpaid by the same decision: this one does not fall due any more.
    case endsBefore = "ends-before"
    /// Decided, but a signature is missing.
    case awaitingSignature = "awaiting-signature"
    /// Decided for a later day.
    case notYetEffective = "not-yet-effective"
    /// A gate before the act is not open: nobody has answered for it, or only its paper opens it.
    case closedGate = "closed-gate"
    /// Nobody has decided.
    case undecided

    /// The words in lists.
    public var title: BilingualText {
      switch self {
      case .decided: return BilingualText(zh: "按决定缴费", en: "decided: pay")
      case .givenUp: return BilingualText(zh: "按决定不再缴费", en: "decided: do not pay")
      case .untilItLeaves: return BilingualText(zh: "转出完成前照缴", en: "pay until it has left")
      case .hasLeft: return BilingualText(zh: "已转出，不再缴费", en: "has left")
      case .stillOwned:
        return BilingualText(zh: "登记已转让而权利人未变，先照缴", en: "same owner by the register: pay")
      case .movedWithin:
        return BilingualText(zh: "已转至组合内另一单位，照缴", en: "moved within the portfolio: pay")
      case .withinGroup:
        return BilingualText(
          zh: "集团内划转，登记簿未显示组合外的权利人，照缴", en: "within the group, no outside owner by the register: pay")
      case .endsBefore:
        return BilingualText(zh: "此前一笔费用不缴，权利已先终止", en: "moot: an earlier fee stays unpaid")
      case .transferredAway:
        return BilingualText(zh: "登记簿上已转让他人，不再缴费", en: "transferred away by the register: do not pay")
      case .awaitingSignature: return BilingualText(zh: "决定待第二人签署，先照缴", en: "second signature missing: pay")
      case .notYetEffective: return BilingualText(zh: "决定尚未生效，先照缴", en: "not yet effective: pay")
      case .closedGate: return BilingualText(zh: "处置前的门槛未解除，先照缴", en: "gate not open: pay")
      case .undecided: return BilingualText(zh: "未决定，照缴", en: "not decided: pay")
      }
    }
  }

  /// A fee.
  public struct Line: Sendable {
    /// The right's row in the outlook.
    public let row: Int
    /// The fee.
    public let due: DueEntry
    /// What to do.
    public let instruction: Instruction
    /// Why.
    public let basis: Basis
    /// The decision that stands; nil where there is none.
    public let decision: DecisionBook.Line?
    /// The gates before a decision to give the right up, as they stand on the due day; nil for every other fee.
    public let gates: GateCheck.Hindrance?
    /// An earlier fee of the right that was not paid by the end of its grace period, where this one is to be paid: the
    /// register is to be looked in first. Nil where there is none.
    public let pastGrace: FeePastGrace?
    /// Why nobody can tell whether this fee was paid, where it is late and is to be paid; nil where that is known.
    public let untold: Untold?

    /// Whether something is to be looked up before it is paid.
    public var isToVerify: Bool { pastGrace != nil || untold != nil }
  }

  /// Why nobody can tell whether a late fee was paid.
  public enum Untold: Sendable, Equatable {
    /// Of rights of its office and kind no payments are on record.
    case noLedger
    /// The ledger ends on a day before it fell due.
    case ledgerEnds(CalendarDay)
  }

  /// The day.
  public let asOf: CalendarDay
  /// How many days ahead.
  public let days: Int
  /// The fees that are not paid yet: in grace first, then by last day, due day and right.
  public let lines: [Line]
  /// Rights with an open fee that belong to others alone and of which nobody has decided anything: transferred away
  /// earlier, or licensed in. Their owners pay; no line is theirs.
  public let ofOthers: Int
  /// The rights that are to be kept, have lapsed and can be restored: nothing falls due for them, and they are to be asked
  /// for all the same. Those of which the time for that is not over, as far as the schedule names it.
  public let toRestore: [RestorableRight]
  /// The same of which the schedule's time is over: only a later notice of the office, or another remedy, helps.
  public let restorationOver: [RestorableRight]

  /// Makes the list.
  /// - Parameter owners: the owners by the register; nil where nothing is compared with it.
  public init(
    outlook: FeeOutlook, book: DecisionBook, days: Int, gates: GateCheck, owners: RegisterOwners? = nil
  ) {
    asOf = outlook.asOf
    self.days = days
    var others: Set<Int64> = []
    lines = outlook.dueList(within: days).entries.compactMap { entry -> Line? in
      if case .paid = entry.paid { return nil }
      let id = outlook.table.rightIDs[entry.right]
      let standing = book.standing(id)
      if standing == nil, owners?.isAnothers(id) ?? false {
        others.insert(id)
        return nil
      }
      var (instruction, basis) = ExecutionList.judge(
        standing, due: entry.item.due, gates: gates, owners: owners)
      if let end = ExecutionList.firstLeftUnpaid(
        standing, entry.right, outlook, gates: gates, owners: owners),
        end < entry.item.due
      {
        (instruction, basis) = (.doNotPay, .endsBefore)
      }
      let ends = standing?.decision.action.endsPayment ?? false
      return Line(
        row: entry.right, due: entry, instruction: instruction, basis: basis, decision: standing,
        gates: ends && basis != .endsBefore
          ? standing.map {
            gates.hindrance($0.decision, on: $0.decision.gateDay(due: entry.item.due))
          } : nil,
        pastGrace: instruction == .pay
          ? outlook.feePastGrace(entry.right) ?? outlook.untoldFeePastGrace(entry.right) : nil,
        untold: instruction == .pay ? ExecutionList.untold(entry, outlook) : nil)
    }
    ofOthers = others.count
    let restorable = ExecutionList.restorable(outlook, book, gates: gates, owners: owners)
    toRestore = restorable.filter { !$0.isOver(on: outlook.asOf) }
    restorationOver = restorable.filter { $0.isOver(on: outlook.asOf) }
  }

  /// Why nobody can tell whether a late fee was paid; nil where it is not late, and where the ledger or the register says
  /// that it was not.
  private static func untold(_ entry: DueEntry, _ outlook: FeeOutlook) -> Untold? {
    guard entry.isInGrace, outlook.asOf > entry.item.dueMoved, !outlook.isCalledLate(entry.right) else {
      return nil
    }
    guard entry.paid != .unknown, let end = outlook.ledger.endsOn else { return .noLedger }
    return end < entry.item.due ? .ledgerEnds(end) : nil
  }

  /// What to do with a fee under the decision that stands.
  /// - Parameter owners: the owners by the register, which can contradict a transfer on record; nil where nothing is
  ///   compared with it.
  public static func judge(
    _ standing: DecisionBook.Line?, due: CalendarDay, gates: GateCheck, owners: RegisterOwners? = nil
  ) -> (Instruction, Basis) {
    guard let standing else { return (.pay, .undecided) }
    let decision = standing.decision
    let isDone = decision.action.leavesPortfolio && standing.results.contains { $0.outcome == .transferred }
    if !isDone, owners?.hasLeft(decision.rightID, since: decision.day) ?? false {
      return (.doNotPay, .transferredAway)
    }
    if standing.missingSignatures > 0 { return (.pay, .awaitingSignature) }
    if decision.action.leavesPortfolio {
      guard let left = standing.results.last(where: { $0.outcome == .transferred }) else {
        return (.pay, .untilItLeaves)
      }
      if let stays = RegisterOwners.stay(decision, done: left.day, owners) { return (.pay, stays) }
      return (.doNotPay, .hasLeft)
    }
    guard decision.action.endsPayment else { return (.pay, .decided) }
    guard standing.isInForce(on: due) else { return (.pay, .notYetEffective) }
    // What the office has taken note of cannot be kept in force by paying.
    if standing.results.contains(where: { $0.outcome == .abandoned }) { return (.doNotPay, .givenUp) }
    // What forbids the act, and a consent that is not there, cannot be accepted away; the rest can, as far as it stood
    // so when it was decided.
    switch gates.stand(decision, on: decision.gateDay(due: due)) {
    case .blocked, .issues: return (.pay, .closedGate)
    case .open: return (.doNotPay, .givenUp)
    }
  }

  /// The due day of the first fee, past its grace, in grace or to come and not paid, that stays unpaid by a decision to
  /// give a right up: the right ends by it, and no later fee falls due. Nil where every fee is paid.
  /// - Parameter row: the right's row in the outlook.
  static func firstLeftUnpaid(
    _ standing: DecisionBook.Line?, _ row: Int, _ outlook: FeeOutlook, gates: GateCheck,
    owners: RegisterOwners?
  ) -> CalendarDay? {
    guard let standing, standing.decision.action.endsPayment else { return nil }
    let ahead = outlook.feesAhead(row, from: outlook.asOf).filter { $0.paid == nil }.map(\.item.due)
    // Whether a fee after the ledger's end was paid nobody knows: then it ends nothing.
    let late = outlook.overdueFee(row).flatMap { $0.untold == nil ? $0.due : nil }
    // What the decision left unpaid ends the right when its grace is over as well, long before the register says so.
    let past = outlook.feePastGrace(row).flatMap { $0.untold == nil ? $0.due : nil }
    let dues = [past, late].compactMap { $0 } + ahead
    return dues.sorted().first { due in
      judge(standing, due: due, gates: gates, owners: owners).1 == .givenUp
    }
  }

  /// The fees with an instruction that fall due: without those that do not any more, because an earlier fee of the right
  /// stays unpaid.
  public func due(_ instruction: Instruction) -> [Line] {
    lines.filter { $0.instruction == instruction && $0.basis != .endsBefore }
  }

  /// The sums of the fees with an instruction that fall due, in the portfolio's currency, in minor units, and how many
  /// have no known amount in it.
  public func sum(_ instruction: Instruction) -> (amount: Int64, unknown: Int) {
    var sum: Int64 = 0
    var unknown = 0
    for line in due(instruction) {
      if let money = line.due.converted?.money { sum += money.minorUnits } else { unknown += 1 }
    }
    return (sum, unknown)
  }
}

extension DisposalAction {
  /// Whether the right goes to somebody else.
  public var leavesPortfolio: Bool {
    switch self {
    case .transfer, .contribute, .transferInGroup, .giveToInventors, .donate: return true
    case .keep, .lookAgain, .reduce, .licenseInGroup, .openLicence, .license, .pool, .letLapse, .abandon,
      .declassify:
      return false
    }
  }
}
