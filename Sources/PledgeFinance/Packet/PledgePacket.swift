public import PortfolioCore

/// Everything that a packet says, before any form is given to it.
///
/// The same inputs give the same packet. It is what `packet.json` holds, so that a later check can compare it with a
/// store.
public struct PledgePacket: Sendable, Equatable, Codable {
  /// A model file that took part.
  public struct Model: Sendable, Equatable, Codable {
    /// Kind, id and version.
    public var name: String
    /// The path within the models.
    public var path: String
    /// The SHA-256 of its text.
    public let sha256: String
  }

  /// Where a packet comes from.
  public struct Head: Sendable, Equatable, Codable {
    /// The portfolio's name.
    public var portfolio: String
    /// The as-of day.
    public let asOf: CalendarDay
    /// The number of the run; 0 for one that is not stored.
    public let run: Int64
    /// The SHA-256 over the run's facts.
    public let snapshot: String
    /// The version of the program.
    public let program: String
    /// The currency of all amounts.
    public let currency: Currency
    /// The models.
    public var models: [Model]
    /// The form of page and tables, by which a later program knows whether it makes the same of the record; nil in packets
    /// of before forms had numbers.
    public var pageFormat: Int?
    /// The SHA-256 of everything that the store held for valuation as of the day: figures, shares, links, deals, answers,
    /// payments, costs. The facts of ``snapshot`` do not have them; nil in packets of earlier versions.
    public var valuationData: String? = nil
    /// The draws of each simulation, by which a later look values the rights again; nil in packets of earlier versions.
    public var draws: Int? = nil
  }

  /// The policy in short.
  public struct Policy: Sendable, Equatable, Codable {
    /// Its id.
    public var id: String
    /// Its title.
    public var title: BilingualText
    /// What the rights are used for.
    public let purpose: LenderPolicy.Purpose
    /// The premise.
    public let premise: LenderPolicy.Premise
    /// The case.
    public let rangeCase: LenderPolicy.RangeCase
    /// The haircut in basis points; nil where the register of assets decides.
    public let haircut: Int?
    /// The loan for each 10,000 of value by kind, with the source.
    public var kinds: [Kind]
    /// What else a person must look at.
    public var remarks: [SourcedLine]
    /// The version of its file.
    public var version: String
    /// The SHA-256 of its file, by which whoever has the file knows it again.
    public let sha256: String
    /// Whether it is a file of the user's, not one that comes with the program.
    public let isOwnFile: Bool
    /// How amounts of the policy were brought into the packet's currency; nil where both are the same.
    public let conversion: BilingualText?
    /// Whether it names rules of registration; nil in packets of earlier versions.
    public var hasRules: Bool? = nil

    /// A kind that is taken.
    public struct Kind: Sendable, Equatable, Codable {
      /// The kind.
      public let kind: RightKind
      /// The loan for each 10,000 of value.
      public let loanToValue: Int
      /// The source.
      public var source: SourceCitation
    }
  }

  /// A text with its source.
  public struct SourcedLine: Sendable, Equatable, Codable {
    /// The text.
    public var text: BilingualText
    /// The source.
    public var source: SourceCitation
  }

  /// The sums over the rights that count.
  public struct Totals: Sendable, Equatable, Codable {
    /// Rights of the packet.
    public let rights: Int
    /// Rights that count.
    public let counted: Int
    /// Value in use.
    public let inUse: AmountRange
    /// Orderly sale.
    public let orderly: AmountRange
    /// Forced sale.
    public let forced: AmountRange
    /// The basis.
    public let basis: Int64
    /// What is lent on it.
    public let lending: Int64
  }

  /// A line of ownership, pledge, dispute, licence, or of what else binds a right.
  public struct TitleLine: Sendable, Equatable, Codable {
    /// What it is about.
    public enum Kind: String, Sendable, Codable, CaseIterable {
      /// An owner.
      case owner
      /// A change of owners on a day to come.
      case transfer
      /// A break in the chain of owners.
      case chain
      /// A pledge.
      case pledge
      /// A dispute or preservation order.
      case dispute
      /// A licence out.
      case licence
      /// A declaration to a standards body.
      case declaration
      /// A funded project.
      case funding
      /// An agreement.
      case agreement
      /// A table that the store does not keep.
      case notKept = "not-kept"
    }
    /// The right's number; empty for the whole portfolio.
    public let right: String
    /// What it is about.
    public let kind: Kind
    /// What it says.
    public var text: BilingualText
    /// The first day; nil where none is recorded.
    public let from: CalendarDay?
    /// The last day; nil where none is recorded.
    public let to: CalendarDay?
    /// The debt that a pledge secures; nil where none is recorded.
    public let amount: Money?
  }

  /// A licence whose fees serve the deal.
  public struct LicenceIncome: Sendable, Equatable, Codable {
    /// The contract.
    public let contract: String
    /// The right's number.
    public let right: String
    /// The licensee.
    public var licensee: String
    /// `exclusive`, `sole`, `ordinary` or `open`.
    public let type: String
    /// The first day.
    public let from: CalendarDay?
    /// The last day.
    public let to: CalendarDay?
    /// The fee a year, as recorded; nil where none is.
    public var fee: Money?
    /// Whether the recordal at the office is on record.
    public let isRecorded: Bool
  }

  /// A fee during the loan.
  public struct AnnuityLine: Sendable, Equatable, Codable {
    /// The right's number.
    public let right: String
    /// The fee.
    public let label: BilingualText
    /// The day on which it is due.
    public let due: CalendarDay
    /// The last day with a surcharge.
    public let lastDay: CalendarDay
    /// The amount on the as-of day for a late fee, else without a surcharge; nil where it is not known.
    public var amount: Money?
    /// The amount in the packet's currency.
    public var converted: Int64?
    /// Whether its due day has passed.
    public let isLate: Bool
  }

  /// A paper.
  public struct DocumentLine: Sendable, Equatable, Codable {
    /// Where it stands.
    public enum State: String, Sendable, Codable {
      /// It is attached.
      case attached
      /// The packet holds a form to fill in.
      case form
      /// It is missing.
      case missing
      /// It is asked for only in circumstances that are not known.
      case ifNeeded = "if-needed"
      /// It is on record in the store, with its digest, and answers its gate on the packet's day.
      case onRecord = "on-record"
    }
    /// The name in the rules.
    public let id: String
    /// The paper.
    public let title: BilingualText
    /// The right's number; nil where it is one for all.
    public let right: String?
    /// When it is needed.
    public let need: PledgeRegistration.Need
    /// Where it stands.
    public let state: State
    /// The source.
    public let source: SourceCitation
    /// What a gate asks with it, where one does; nil for papers of registration.
    public var gate: BilingualText? = nil
    /// The form of the packet that serves as this paper, by its name in the rules; nil where its own does, or none.
    public var form: String? = nil
  }

  /// An attached file.
  public struct Attachment: Sendable, Equatable, Codable {
    /// The path within the packet.
    public let path: String
    /// The bytes.
    public let size: Int
    /// The SHA-256.
    public let sha256: String

    /// An attached file.
    public init(path: String, size: Int, sha256: String) {
      self.path = path
      self.size = size
      self.sha256 = sha256
    }
  }

  /// A risk that was found.
  public struct RiskLine: Sendable, Equatable, Codable {
    /// The kind.
    public let risk: PledgeChecklists.Risk
    /// The right's number; empty for the deal.
    public let right: String
    /// What was found.
    public var text: BilingualText
    /// Whether it stops the deal as it is.
    public let isStopping: Bool
  }

  /// What lessens a kind of risk.
  public struct MitigationLine: Sendable, Equatable, Codable {
    /// The kind.
    public let risk: PledgeChecklists.Risk
    /// What to do.
    public let text: BilingualText
    /// The source.
    public let source: SourceCitation
  }

  /// A day of the monitoring plan.
  public struct MonitorDay: Sendable, Equatable, Codable {
    /// What happens.
    public enum Kind: String, Sendable, Codable {
      /// An annuity falls due.
      case annuity
      /// The last day of a late annuity.
      case annuityLastDay = "annuity-last-day"
      /// A right's term ends.
      case expiry
      /// Collateral is valued again.
      case revaluation
      /// The debt or a part of it falls due.
      case repayment
      /// A licence ends.
      case licenceEnd = "licence-end"
      /// A change of owners is on record.
      case transfer
    }
    /// The day.
    public let day: CalendarDay
    /// What happens.
    public let kind: Kind
    /// The right's number; empty for the deal.
    public let right: String
    /// What it says.
    public let text: BilingualText
  }

  /// A third party's numeric rubric, as context.
  public struct Rubric: Sendable, Equatable, Codable {
    /// Defensibility, 0 to 1.
    public let defensibility: Double
    /// Revenue contribution, 0 to 1.
    public let revenueContribution: Double
    /// Remaining life, 0 to 1.
    public let remainingLife: Double
    /// Transferability, 0 to 1.
    public let transferability: Double
    /// 0 to 100.
    public let score: Double
  }

  /// Where it comes from.
  public var head: Head
  /// What was asked for.
  public var request: PledgeRequest
  /// The policy.
  public var policy: Policy
  /// The test days: the as-of day, its anniversaries, and the day on which the debt falls due.
  public let tests: [CalendarDay]
  /// The rights.
  public var lines: [CollateralLine]
  /// The sums.
  public let totals: Totals
  /// Conditions of the policy on the deal.
  public var conditions: [ConditionFinding]
  /// Debt against collateral.
  public var cover: [CoverPoint]
  /// The same under stress.
  public var stress: [StressLine]
  /// What is left without rights that count on a statement or a fact still to be had; nil where there is none.
  public var withoutOpen: OpenRights?
  /// How the rights were chosen; nil where they were given.
  public let choice: ChoiceOutcome?
  /// Owners and what binds the rights.
  public var titles: [TitleLine]
  /// Licences out on the rights.
  public var licences: [LicenceIncome]
  /// Fees during the loan.
  public var annuities: [AnnuityLine]
  /// Rights for which fees cannot be named, with the reason.
  public let withoutFees: [SourcelessLine]
  /// Papers.
  public let documents: [DocumentLine]
  /// What the contract must hold.
  public let contract: [SourcedLine]
  /// Attached files.
  public var attachments: [Attachment]
  /// Risks.
  public var risks: [RiskLine]
  /// What lessens them.
  public let mitigations: [MitigationLine]
  /// Approvals to be had.
  public let approvals: [SourcedLine]
  /// What an appraiser asks for.
  public let appraiserInputs: [BilingualText]
  /// Days to watch.
  public let monitoring: [MonitorDay]
  /// What breaks the terms.
  public var covenants: [SourcedLine]
  /// The rubric; nil where one of its parts is not known.
  public let rubric: Rubric?
  /// What is missing for the rubric.
  public let rubricMissing: [BilingualText]
  /// Names of owners, pledgees, licensees and opponents that stand anywhere in the packet.
  public let parties: [String]
  /// Their names in English, where the table of parties has them; nil where it has none, or names are withheld.
  public var englishNames: [String: String]? = nil
  /// Whether what breaks the terms has happened, in the order of ``covenants``; nil where no right counts or the words of
  /// the policy are withheld, and in packets of earlier versions.
  public var triggers: [TriggerFinding]? = nil

  /// A line about a right without a source.
  public struct SourcelessLine: Sendable, Equatable, Codable {
    /// The right's number.
    public let right: String
    /// What it says.
    public let text: BilingualText
  }

  /// Test days on which lending value is less than the debt, whether or not the policy looks at them.
  public var shortDays: [CoverPoint] { cover.filter { ($0.cover ?? 0) < 10_000 } }

  /// Whether anything stands in the way: a right that does not count, or that counts on a statement or a fact still to be
  /// had; a condition that is not met or not known; a day on which lending value is less than the debt; a risk that stops
  /// the deal.
  public var hasFindings: Bool {
    lines.contains { !$0.isCounted } || conditions.contains { $0.state != .met } || withoutOpen != nil
      || !shortDays.isEmpty || risks.contains(where: \.isStopping)
  }
}
