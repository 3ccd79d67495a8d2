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
