public import PortfolioCore

/// What a packet is asked for.
public struct PledgeRequest: Sendable, Equatable, Codable {
  /// How rights are chosen for an amount.
  public enum Preference: String, CaseIterable, Sendable, Codable {
    /// The fewest rights.
    case smallest
    /// The rights with the best grades, of which there may be more.
    case strongest
  }

  /// Numbers of the rights; empty where they are to be chosen.
  public var rights: [String]
  /// Whether the rights were chosen by the program to carry the amount.
  public var isChosen: Bool
  /// By what they were chosen.
  public var preference: Preference
  /// Whether the set must still carry the amount when any one right, with its family, is lost.
  public var needsSpare: Bool
  /// Whether rights count of which some fact of registration is not known.
  public var acceptsUnknown: Bool
  /// The amount, in minor units of the currency.
  public var amount: Money
  /// The term in months; nil where the use has none.
  public var months: Int?
  /// How the debt is paid back.
  public var repayment: Repayment
  /// Who pledges; nil for whichever of the portfolio's units owns a right.
  public var pledgor: String?
  /// Who borrows; nil where nobody said it: a single pledgor is then taken to be the one.
  public var debtor: String?
  /// Who lends, for the forms; nil to be filled in.
  public var lender: String?
  /// Whose rights they are, for gates and approvals; nil where nobody said it and no grading model tells.
  public var holder: PledgeChecklists.Holder?
  /// Equity or grants raised within the years that the policy asks about; nil where nothing is stated.
  public var raised: Money?

  /// A request for an amount.
  public init(rights: [String] = [], amount: Money, months: Int?) {
    self.rights = rights
    self.amount = amount
    self.months = months
    isChosen = rights.isEmpty
    preference = .smallest
    needsSpare = true
    acceptsUnknown = false
    repayment = .bullet
  }
}
