public import PortfolioCore
public import PortfolioStore

/// Who owned each right when it was decided to leave and who owns it now by the register, and on which day each right
/// was last seen in it.
public struct RegisterOwners: Sendable {
  private let asOf: CalendarDay
  private let owners: [Int64: [TitleRecords.Owner]]
  /// The owners that the run knew on which a transfer on record rests: a register that tells a first day later takes
  /// the place of an owner of whom none was known.
  private let knownThen: [Int64: [String]]
  private let ownNames: [String]
  private let parties: PartyNames
  /// The last day on which a file of rights or owners showed each right, new rows or not.
  private let seen: [Int64: CalendarDay]

  /// Reads what is known on a day.
  /// - Parameters:
  ///   - book: what stands decided on that day.
  ///   - table: the facts of the run that a decision rests on; nil where it cannot be had.
  /// - Throws: ``ProblemList`` when the store cannot be read.
  public init(store: Store, asOf day: CalendarDay, book: DecisionBook, table: (Int64) -> FactTable?) throws {
    asOf = day
    let titles = try store.titleRecords(asOf: day)
    owners = Dictionary(grouping: titles.owners, by: \.rightID)
    ownNames = titles.ownNames
    parties = titles.parties
    seen = try store.rightsSeen(asOf: day)
    var known: [Int64: [String]] = [:]
    let transferred = book.standingLines.filter { line in
      line.decision.action.leavesPortfolio && line.results.contains { $0.outcome == .transferred }
    }
    for (run, lines) in Dictionary(grouping: transferred, by: \.decision.run) {
      guard let facts = table(run) else { continue }
      let rights = Set(lines.map(\.decision.rightID))
      for (row, id) in facts.rightIDs.enumerated() where rights.contains(id) {
        known[id] = RegisterOwners.names(facts.text("owner", row))
      }
    }
    knownThen = known
  }

  /// Whether the register, in which the right was seen after a day, still shows an owner of before a decision: then
  /// what was recorded as transferred was not. Where owners of before are of the portfolio's own units, one of them
  /// must have stayed; that another co-owner has left, or has stayed, says nothing.
  func showsNoChange(_ rightID: Int64, since decided: CalendarDay, seenAfter done: CalendarDay) -> Bool {
    guard let seenOn = seen[rightID], seenOn > done else { return false }
    let spans = owners[rightID] ?? []
    let before =
      (knownThen[rightID] ?? []) + spans.filter { RegisterOwners.owns($0, on: decided) }.map(\.name)
    // Of a right whose owners nobody has recorded the register shows no change.
    if spans.isEmpty { return true }
    let own = before.filter { name in ownNames.contains { parties.areOne($0, name) } }
    let ours = own.isEmpty ? before : own
    return spans.contains { owner in
      RegisterOwners.owns(owner, on: asOf) && ours.contains { parties.areOne($0, owner.name) }
    }
  }

  /// Whether a right belongs to others alone, as the fact `owner-standing` says of a right that is outside: transferred
  /// away, or licensed in. Where no party is a unit of the portfolio, or no owner is on record, nobody knows.
  /// - Parameter day: the day; that of the register when nil.
  public func isAnothers(_ rightID: Int64, on day: CalendarDay? = nil) -> Bool {
    guard !ownNames.isEmpty, let spans = owners[rightID] else { return false }
    let then = spans.filter { RegisterOwners.owns($0, on: day ?? asOf) }
    return !then.isEmpty && !then.contains(where: isOwn)
  }

  /// Whether a right that was recorded as transferred has gone to another unit of the portfolio's own: by the register,
  /// seen since or with a first day after the decision, one of its present owners is such a unit.
  func movedWithin(_ rightID: Int64, since decided: CalendarDay, seenAfter done: CalendarDay) -> Bool {
    let wasSeen = seen[rightID].map { $0 > done } ?? false
    return (owners[rightID] ?? []).contains { owner in
      RegisterOwners.owns(owner, on: asOf) && isOwn(owner)
        && (wasSeen || owner.from.map { $0 > decided } ?? false)
    }
  }

  /// Whether an owner is a unit of the portfolio's own, under any of its names.
  private func isOwn(_ owner: TitleRecords.Owner) -> Bool {
    owner.isOwnUnit || ownNames.contains { parties.areOne($0, owner.name) }
  }

  /// Whether a right that was the portfolio's own on a day, as far as is known, belongs to others alone since: it was
  /// transferred away. What was another's on that day already was decided on as such.
  public func hasLeft(_ rightID: Int64, since day: CalendarDay) -> Bool {
    isAnothers(rightID) && !isAnothers(rightID, on: day)
  }

  /// The day on which a right left the portfolio: the end of its own units' ownership, or the first day of those who own
  /// it now; nil where neither is on record.
  func leftOn(_ rightID: Int64) -> CalendarDay? {
    let spans = owners[rightID] ?? []
    let ended = spans.filter { $0.isOwnUnit }.compactMap(\.to).max()
    return ended ?? spans.filter { RegisterOwners.owns($0, on: asOf) }.compactMap(\.from).min()
  }

  private static func owns(_ owner: TitleRecords.Owner, on day: CalendarDay) -> Bool {
    (owner.from.map { $0 <= day } ?? true) && (owner.to.map { $0 > day } ?? true)
  }

  /// The names in a cell of owners.
  static func names(_ cell: String) -> [String] {
    cell.split(separator: ";").map { String($0).trimmingBlanks }.filter { !$0.isEmpty }
  }

  /// Whether somebody owns a right now who did not then: that an owner of several has left is no new owner.
  static func isNew(_ now: String, since then: String, _ parties: PartyNames) -> Bool {
    let before = names(then)
    guard !before.isEmpty else { return false }
    return names(now).contains { name in !before.contains { parties.areOne($0, name) } }
  }
}

extension RegisterOwners {
  /// Why a right that is recorded as transferred is to be paid for all the same; nil where it has left.
  /// - Parameters:
  ///   - done: the day on which it was recorded as transferred.
  ///   - owners: the owners by the register; nil where nothing is compared with it.
  static func stay(_ decision: DisposalDecision, done: CalendarDay, _ owners: RegisterOwners?)
    -> ExecutionList.Basis?
  {
    let (id, decided) = (decision.rightID, decision.day)
    if let owners {
      if owners.showsNoChange(id, since: decided, seenAfter: done) { return .stillOwned }
      if owners.movedWithin(id, since: decided, seenAfter: done) { return .movedWithin }
    }
    // What stays in the group is paid for until the register shows that it is nobody's here.
    guard decision.action == .transferInGroup else { return nil }
    return owners?.isAnothers(id) ?? false ? nil : .withinGroup
  }
}
