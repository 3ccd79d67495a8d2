public import PortfolioCore

/// The amount of one fee in one tariff, as plain numbers for the hot path.
struct FeeLine: Sendable {
  /// False when the tariff has no amount for the fee.
  var isPresent = false
  /// Reductions apply.
  var isReducible = true
  /// Only charged when the whole year lies within the right's life.
  var fullYearsOnly = false
  /// The file marks the amount or its due day as an estimate.
  var isEstimate = false
  /// There is such a fee, but no source gives its amount.
  var isUnknown = false
  /// The year is paid for by an earlier year's fee.
  var isCovered = false
  /// The last year that the payment covers; 0 when it covers its own year only.
  var throughSlot: Int16 = 0
  /// Claims that the amount includes.
  var claimsIncluded: Int32 = 0
  /// Minor units.
  var amount: Int64 = 0
  /// Minor units for each further claim.
  var perClaim: Int64 = 0
}

/// What people want to know of an amount beside the number.
struct FeeLineDetail: Sendable {
  var source = ""
  var note: BilingualText?
}

/// The amounts that hold from a day on, for one rate class.
struct FeeTariff: Sendable {
  /// The first day; nil when no source gives it.
  let from: CalendarDay?
  /// Where the first day is not known: the day for which the source shows the amounts.
  let seenOn: CalendarDay?
  /// The rate class; nil for every class.
  let rateClass: String?
  /// Only for rights at this stage; nil for both.
  let stage: RightStage?
  let source: String
  /// By slot: the fee year, the instalment's position, or 0.
  var lines: [FeeLine]
  var details: [FeeLineDetail]
  /// The surcharge that late scales mean by `late`, in minor units.
  let late: Int64?
  let place: Place
}

/// A change of amounts that is expected but whose amounts are not known.
public struct ExpectedTariff: Sendable, Hashable {
  /// The first day.
  public let on: CalendarDay
  /// What is expected, and why.
  public let says: BilingualText
  /// The source.
  public let source: String
}

/// Kinds of rights that pay the same fees, with their terms and tariffs.
public struct FeeGroup: Sendable {
  /// At which stage of their life rights pay.
  public enum PayWhile: String, CaseIterable, Sendable {
    /// Only before grant.
    case pending
    /// Only after grant.
    case granted
    /// Always.
    case both
  }

  /// By what the amounts are multiplied.
  public enum Multiplier: String, CaseIterable, Sendable {
    /// The number of classes of goods and services.
    case niceClass = "nice-class"
  }

  /// The kinds of rights.
  public let kinds: [RightKind]
  /// When they pay.
  public let payWhile: PayWhile
  /// By what amounts are multiplied.
  public let per: Multiplier?
  /// The first yearly fee, where it is not that of the schedule's rules.
  public let firstFee: FeeForm.FirstFee?
  /// How long they last.
  public let terms: [TermRule]
  /// Expected changes, by day.
  public let expected: [ExpectedTariff]
  /// The tariffs of granted rights in the file's order, with those for every class standing in each class.
  let tariffsByClass: [[FeeTariff]]
  /// The tariffs of applications, where they differ; otherwise the same.
  let pendingTariffsByClass: [[FeeTariff]]
  /// Whether applications and granted rights pay by different tariffs.
  let differsByStage: Bool

  /// The tariffs of a class at a stage.
  func tariffs(_ classIndex: Int, isPending: Bool) -> [FeeTariff] {
    isPending ? pendingTariffsByClass[classIndex] : tariffsByClass[classIndex]
  }
}

/// A kind of right that pays no renewal fees, and who says so.
public struct KindWithoutFees: Sendable, Hashable {
  /// The kind.
  public let kind: RightKind
  /// Why.
  public let says: BilingualText
  /// The source.
  public let source: String
}
