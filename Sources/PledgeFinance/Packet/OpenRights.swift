internal import PortfolioCore

/// What the security comes to without the rights that count on something still to be had: a statement of the parties, or
/// a fact of registration that nobody has established. A lender sees both figures.
public struct OpenRights: Sendable, Equatable, Codable {
  /// Numbers of rights that count but need a statement of the parties first.
  public let needStatement: [String]
  /// Numbers of rights that count though a fact of registration is not known, or the rules on file do not cover them.
  public let notEstablished: [String]
  /// The basis without them, in minor units.
  public let basis: Int64
  /// What is lent without them, in minor units.
  public let lending: Int64
  /// The cover without them on each test day, in basis points.
  public let cover: [Int?]

  /// The least cover of all test days without them; nil where a day has none.
  public var leastCover: Int? { cover.contains { $0 == nil } ? nil : cover.compactMap { $0 }.min() }

  /// The rights that are open among those that count, with the cover that is left without them.
  /// - Returns: nil where every right that counts is clear, or the policy asks for no rules of registration.
  init?(_ table: CoverTable, hasRules: Bool) {
    guard hasRules else { return nil }
    let counted = table.lines.filter(\.isCounted)
    needStatement = counted.filter { $0.registration.outcome == .needsStatement }.map(\.number)
    notEstablished = counted.filter { $0.registration.outcome == .unknown }.map(\.number)
    guard !needStatement.isEmpty || !notEstablished.isEmpty else { return nil }
    let clear = CoverTable(
      lines: counted.filter { $0.registration.outcome == .clear }, policy: table.policy, loan: table.loan,
      repayment: table.repayment, tests: table.tests)
    let points = clear.points(annuities: [])
    basis = points.first?.basis ?? 0
    lending = points.first?.lending ?? 0
    cover = points.map(\.cover)
  }

  /// All of them, in the order of the packet's parts.
  public var rights: [String] { needStatement + notEstablished }
}
