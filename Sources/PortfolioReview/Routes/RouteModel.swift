public import Grading
public import PolicyModels
public import PortfolioCore

/// The ways in which a right can leave the list of fees or be put to use: what each asks, costs, takes and brings.
public struct RouteModel: PolicyModel {
  /// `routes`.
  public static let kind = "routes"

  /// The lines at the head of the file.
  public let header: ModelHeader
  /// What it is for, in a sentence.
  public let summary: BilingualText
  /// How many calendar years of fees, returns and proceeds are compared.
  public let horizonYears: Int
  /// Of a hundred attempts to sell or license, how many are counted as successful when routes are put into order.
  public let takersPerHundred: Int
  /// The currency of the costs.
  public let currency: Currency
  /// The days that lifting a gate takes, by the word of its demand, and of answering an open question.
  public let gateDays: [String: Int]
  /// What selling an asset of the state takes beyond the route's own days, by expected price, the lowest first.
  public let listing: [ListingStep]
  /// The routes, in the order of the file.
  public let routes: [DisposalRoute]

  /// How long an asset of the state must be listed.
  public struct ListingStep: Sendable, Equatable {
    /// For prices below this, in minor units; nil for all above the step before.
    public let below: Int64?
    /// The working days of the public notice.
    public let workingDays: Int
    /// The rule in words.
    public let says: BilingualText
    /// What it stands on.
    public let ground: LegalGround

    /// Calendar days for the working days: seven for every five, rounded up. Public holidays come on top.
    public var days: Int { (workingDays * 7 + 4) / 5 }
  }
}

/// One way to dispose of a right, or to put it to use.
public struct DisposalRoute: Sendable {
  /// The name in the file.
  public let id: String
  /// The name for people.
  public let title: BilingualText
  /// The kinds of rights that it is for.
  public let kinds: [RightKind]
  /// The kinds of holders that it is for; empty for all.
  public let holders: [String]
  /// What is decided by taking it.
  public let action: DisposalAction
  /// The acts whose gates stand before it.
  public let acts: [GatedAct]
  /// What must hold of the facts, each with what it means.
  public let requirements: [Requirement]
  /// What must be arranged that no fact tells.
  public let arrangements: BilingualText
  /// The calendar days from the decision to the effect.
  public let days: Int
  /// What it costs, in minor units of the model's currency.
  public let cost: Int64
  /// What it brings.
  public let proceeds: Proceeds
  /// Whether the holder goes on paying the fees.
  public let fees: FeeBurden
  /// Whether price and listing rules for assets of the state add days.
  public let isListed: Bool
  /// What it stands on.
  public let ground: LegalGround
  /// Where days and cost come from.
  public let estimate: LegalGround

  /// A condition of a route.
  public struct Requirement: Sendable {
    /// What must hold.
    public let condition: Condition
    /// What it means where it does not.
    public let says: BilingualText
  }

  /// What a route brings beside fees.
  public enum Proceeds: Sendable, Equatable {
    /// Nothing.
    case none
    /// Nobody can say, and why.
    case unknown(because: BilingualText)
    /// The returns of keeping the right, by the run's renewal model, until the fees go up.
    case returnsUntilStepUp
    /// From nothing, if nobody buys, to the renewal model's high value.
    case upToHighValue
    /// From nothing, if nobody takes a licence, to a share of the fees that is spared.
    case feeCut(percent: Int)
  }

  /// Who pays the fees that fall due on a route.
  public enum FeeBurden: String, CaseIterable, Sendable {
    /// The holder, for as long as the comparison looks.
    case full = "continue"
    /// The holder, until the fees go up.
    case untilStepUp = "until-step-up"
    /// A part of them: what is given up costs nothing any more. How much is not known beforehand.
    case reduced
    /// Nobody of the house any more.
    case none
  }
}
