public import PortfolioCore
public import PortfolioStore

/// When the register last showed another owner of each right, and how far it is known at all.
public struct RegisterOwners: Sendable {
  private let changes: [Int64: CalendarDay]
  /// The last day on which a file of rights or owners was seen; nil where there is none. A file without a single new
  /// row leaves no trace in the store, and does not count.
  public let seenOn: CalendarDay?

  /// Reads what is known on a day.
  /// - Throws: ``ProblemList`` when the store cannot be read.
  public init(store: Store, asOf day: CalendarDay) throws {
    var changes: [Int64: CalendarDay] = [:]
    for owner in try store.titleRecords(asOf: day).owners {
      guard let changed = [owner.from, owner.to].compactMap({ $0 }).max() else { continue }
      changes[owner.rightID] = max(changes[owner.rightID] ?? changed, changed)
    }
    self.changes = changes
    // Tables of payments, contracts and so on say nothing of owners.
    seenOn =
      try store.imports().filter {
        $0.rows > 0 && $0.observedOn <= day
          && (!$0.mapping.hasPrefix("native/") || ["native/rights", "native/ownership"].contains($0.mapping))
      }.map(\.observedOn).max()
  }

  /// Whether the register, seen after a day, still shows the owners of before a decision: then what was recorded as
  /// transferred was not.
  func showsNoChange(_ rightID: Int64, since decided: CalendarDay, seenAfter done: CalendarDay) -> Bool {
    guard let seenOn, seenOn > done else { return false }
    return changes[rightID].map { $0 < decided } ?? true
  }
}
