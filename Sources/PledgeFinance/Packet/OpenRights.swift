internal import PortfolioCore

/// What the security comes to without the rights that count on something still to be had: a statement of the parties, or
/// a fact of registration that nobody has established. A lender sees both figures.
public struct OpenRights: Sendable, Equatable, Codable {
  /// Numbers of rights that count but need a statement of the parties first.
  public let needStatement: [String]
  /// Numbers of rights that count though a fact of registration is not known, or the rules on file do not cover them.
  public let notEstablished: [String]
  /// Numbers of rights that count though an invalidation is pending, an annuity is late or the term ends too early, where no
  /// rules of registration look at them; nil where there is none, and in packets of earlier versions.
  public var unsettled: [String]? = nil
  /// The basis without them, in minor units.
  public let basis: Int64
  /// What is lent without them, in minor units.
  public let lending: Int64
  /// The cover without them on each test day, in basis points.
  public let cover: [Int?]

  /// The least cover of all test days without them; nil where a day has none.
  public var leastCover: Int? { cover.contains { $0 == nil } ? nil : cover.compactMap { $0 }.min() }

  /// The rights that are open among those that count, with the cover that is left without them.
  /// - Returns: nil where every right that counts is clear.
  init?(_ table: CoverTable, hasRules: Bool) {
    let counted = table.lines.filter(\.isCounted)
    // Where the policy asks for no rules nothing is open by them.
    needStatement = counted.filter { hasRules && $0.registration.outcome == .needsStatement }.map(\.number)
    notEstablished = counted.filter { hasRules && $0.registration.outcome == .unknown }.map(\.number)
    let known = Set(needStatement + notEstablished)
    let troubled = counted.filter { $0.hazards != nil && !known.contains($0.number) }.map(\.number)
    unsettled = troubled.isEmpty ? nil : troubled
    let open = known.union(troubled)
    guard !open.isEmpty else { return nil }
    let clear = CoverTable(
      lines: counted.filter { !open.contains($0.number) }, policy: table.policy, loan: table.loan,
      repayment: table.repayment, tests: table.tests)
    let points = clear.points(annuities: [])
    basis = points.first?.basis ?? 0
    lending = points.first?.lending ?? 0
    cover = points.map(\.cover)
  }

  /// All of them, in the order of the packet's parts.
  public var rights: [String] { needStatement + notEstablished + (unsettled ?? []) }
}
