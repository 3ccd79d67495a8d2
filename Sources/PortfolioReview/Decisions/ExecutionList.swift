public import PortfolioCore
public import Renewals

/// The list for whoever pays the fees: for each fee that falls due, to pay it or not, and by which decision.
///
/// Whoever is in doubt pays: a fee is left unpaid only by a decision that is signed in full and in force on the due
/// day, and with every gate before it open, or accepted as it stands on that day. What nobody has decided is kept.
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
  }

  /// The day.
  public let asOf: CalendarDay
  /// How many days ahead.
  public let days: Int
  /// The fees that are not paid yet: in grace first, then by last day, due day and right.
  public let lines: [Line]

  /// Makes the list.
  /// - Parameter owners: the owners by the register; nil where nothing is compared with it.
  public init(
    outlook: FeeOutlook, book: DecisionBook, days: Int, gates: GateCheck, owners: RegisterOwners? = nil
  ) {
    asOf = outlook.asOf
    self.days = days
    lines = outlook.dueList(within: days).entries.compactMap { entry -> Line? in
      if case .paid = entry.paid { return nil }
      let id = outlook.table.rightIDs[entry.right]
      let standing = book.standing(id)
      let (instruction, basis) = ExecutionList.judge(
        standing, due: entry.item.due, gates: gates, owners: owners)
      let ends = standing?.decision.action.endsPayment ?? false
      return Line(
        row: entry.right, due: entry, instruction: instruction, basis: basis, decision: standing,
        gates: ends ? standing.map { gates.hindrance($0.decision, on: entry.item.due) } : nil)
    }
  }

  /// What to do with a fee under the decision that stands.
  /// - Parameter owners: the owners by the register, which can contradict a transfer on record; nil where nothing is
  ///   compared with it.
  public static func judge(
    _ standing: DecisionBook.Line?, due: CalendarDay, gates: GateCheck, owners: RegisterOwners? = nil
  ) -> (Instruction, Basis) {
    guard let standing else { return (.pay, .undecided) }
    let decision = standing.decision
    if standing.missingSignatures > 0 { return (.pay, .awaitingSignature) }
    if decision.action.leavesPortfolio {
      guard let left = standing.results.last(where: { $0.outcome == .transferred }) else {
        return (.pay, .untilItLeaves)
      }
      let isStillOwned =
        owners?.showsNoChange(decision.rightID, since: decision.day, seenAfter: left.day) ?? false
      return isStillOwned ? (.pay, .stillOwned) : (.doNotPay, .hasLeft)
    }
    guard decision.action.endsPayment else { return (.pay, .decided) }
    guard standing.isInForce(on: due) else { return (.pay, .notYetEffective) }
    // What the office has taken note of cannot be kept in force by paying.
    if standing.results.contains(where: { $0.outcome == .abandoned }) { return (.doNotPay, .givenUp) }
    // What forbids the act, and a consent that is not there, cannot be accepted away; the rest can, as far as it stood
    // so when it was decided.
    switch gates.stand(decision, on: due) {
    case .blocked, .issues: return (.pay, .closedGate)
    case .open: return (.doNotPay, .givenUp)
    }
  }

  /// The sums of the fees with an instruction in the portfolio's currency, in minor units, and how many have no
  /// known amount in it.
  public func sum(_ instruction: Instruction) -> (amount: Int64, unknown: Int) {
    var sum: Int64 = 0
    var unknown = 0
    for line in lines where line.instruction == instruction {
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
