public import PolicyModels
public import PortfolioCore
public import PortfolioReview
public import PortfolioStore
internal import Renewals
internal import Valuation

/// Everything that a packet is made from: one run, its fees and records, and the rule books.
public struct PledgeInputs: Sendable {
  /// The run.
  public let run: ReviewRun
  /// Fees and payments as known on the run's day.
  public let outlook: FeeOutlook
  /// Owners and what binds the rights.
  public let records: TitleRecords
  /// The valuer of the run.
  public let valuer: AssetValuer
  /// The policy.
  public let policy: LenderPolicy
  /// The rules of registration; nil where the policy asks for none.
  public let registration: PledgeRegistration?
  /// Approvals and mitigations.
  public let checklists: PledgeChecklists
  /// The gates that forbid the pledge of rights, by the ids of these in the store, in the model's order.
  public var closedGates: [Int64: [ClosedGate]] = [:]
  /// The papers that gates ask for, those on record among them.
  public var gatePapers: [Int64: [GatePaper]] = [:]
  /// What gates ask before a pledge without forbidding it: a review, a notice.
  public var gateDemands: [Int64: [BilingualText]] = [:]
  /// Gates that cannot be answered for any right, for the facts are not kept at all.
  public var openGates: [BilingualText] = []
  /// The pledge that an earlier packet was made for, where that packet is compared; nil where a packet is made.
  public var ownPledge: OwnPledge?
  /// Whose consents the attached papers are, where an earlier packet is compared by the names of owners; nil where a packet
  /// is made.
  public var consents: CoOwnerConsents?
  /// The day on which the debt of an earlier packet falls due, where that packet is compared: whole months from a later day
  /// end after it. Nil where a packet is made.
  public var maturity: CalendarDay?
  /// The numbers of rights that no rules of registration looked at in an earlier packet, where that packet is compared: what
  /// troubles them is told as it was there, even where rules of another policy look at them now.
  public var unruled: Set<String> = []
  /// The paths of attached documents.
  public var documents: [String] = []

  let rates: ExchangeRates

  /// Reads what a packet of a run is made from.
  /// - Parameters:
  ///   - policy: the policy, from the catalogue or from a file of the user's.
  ///   - valuer: the valuer of the run.
  /// - Throws: ``ProblemList`` when a model does not load or the store cannot be read.
  public init(
    run: ReviewRun, store: Store, catalogue: ModelCatalogue, valuer: AssetValuer, policy: LenderPolicy
  ) throws {
    self.run = run
    self.valuer = valuer
    self.policy = policy
    outlook = try FeeOutlook(store: store, catalogue: catalogue, asOf: run.asOf, currency: run.currency)
    records = try store.titleRecords(asOf: run.asOf)
    registration = try policy.registration.map {
      try catalogue.load(PledgeRegistration.self, id: $0.model).0
    }
    checklists = try catalogue.load(PledgeChecklists.self, id: "checklists-cn").0
    rates = try catalogue.load(ExchangeRates.self, id: "yearly-averages").0
  }

  /// Whether the pledges that run on a right are the packet's own alone.
  func isPledgedForThisAlone(_ id: Int64, number: String) -> Bool {
    ownPledge?.isAlone(id, number: number, records: records, on: run.asOf) ?? false
  }

  /// The model files behind a packet, beside those of the run.
  var headers: [ModelHeader] {
    [policy.header, registration?.header, checklists.header, valuer.settings.header, valuer.factors.header]
      .compactMap { $0 }
  }
}
