public import PortfolioCore
public import PortfolioStore

/// When the register last showed another owner of each right, and on which day each right was last seen in it.
public struct RegisterOwners: Sendable {
  private let changes: [Int64: CalendarDay]
  /// The last day on which a file of rights or owners showed each right, new rows or not.
  private let seen: [Int64: CalendarDay]

  /// Reads what is known on a day.
  /// - Throws: ``ProblemList`` when the store cannot be read.
  public init(store: Store, asOf day: CalendarDay) throws {
    var changes: [Int64: CalendarDay] = [:]
    for owner in try store.titleRecords(asOf: day).owners {
      guard let changed = [owner.from, owner.to].compactMap({ $0 }).max() else { continue }
      changes[owner.rightID] = max(changes[owner.rightID] ?? changed, changed)
    }
    self.changes = changes
    seen = try store.rightsSeen(asOf: day)
  }

  /// Whether the register, in which the right was seen after a day, still shows the owners of before a decision: then
  /// what was recorded as transferred was not.
  func showsNoChange(_ rightID: Int64, since decided: CalendarDay, seenAfter done: CalendarDay) -> Bool {
    guard let seenOn = seen[rightID], seenOn > done else { return false }
    return changes[rightID].map { $0 < decided } ?? true
  }
}
