public import PolicyModels
public import PortfolioCore

/// How the value of keeping a right is estimated when nothing is known of its revenue: a model file of the kind
/// `renewal-value`.
public struct RenewalValueModel: PolicyModel {
  /// `renewal-value`.
  public static var kind: String { "renewal-value" }

  /// The yearly returns of some rights at one age; at other ages they follow from the field's decay.
  public struct ReturnLevel: Sendable, Hashable {
    /// The name.
    public let id: String
    /// The offices it stands for; empty for all others.
    public let offices: [String]
    /// The kinds of right.
    public let kinds: [RightKind]
    /// The age in years since filing at which the level was found.
    public let age: Double
    /// The median return of a year at that age.
    public let median: Money
    /// The standard deviation of the logarithm.
    public let sigma: Double
    /// What it rests on.
    public let says: BilingualText
    /// The source's name.
    public let source: String
  }

  /// How fast returns fall in some fields of technology.
  public struct Decay: Sendable, Hashable {
    /// The name.
    public let id: String
    /// Numbers of WIPO's 35 fields; empty for all others.
    public let fields: [Int]
    /// The share of the return lost in a year, 0.15 for 15 %.
    public let rate: Double
    /// The least rate that the source allows.
    public let low: Double
    /// The greatest rate that the source allows.
    public let high: Double
    /// The source's name.
    public let source: String
  }

  /// The Pakes-type model: returns may end, fall or be bettered by what the owner learns.
  public struct Learning: Sendable, Hashable {
    /// A return ends with the probability e^(-return / (this share · the median of the first year)).
    public let obsolescenceShare: Double
    /// The mean of the draws in the first year, in medians.
    public let firstDraw: Double
    /// The share of the draws' mean that is left a year later.
    public let drawKept: Double
    /// The source's name.
    public let source: String

    /// Parameters.
    public init(obsolescenceShare: Double, firstDraw: Double, drawKept: Double, source: String) {
      self.obsolescenceShare = obsolescenceShare
      self.firstDraw = firstDraw
      self.drawKept = drawKept
      self.source = source
    }
  }

  /// How much of the variance of value a score explains.
  public struct ScoreEvidence: Sendable, Hashable {
    /// Ids of grading models; empty for all others.
    public let models: [String]
    /// The share, 0 to 1.
    public let share: Double
    /// The source's name.
    public let source: String
  }

  /// The file's header.
  public let header: ModelHeader
  /// The yearly discount rate, 0.1 for 10 %.
  public let discount: Double
  /// The source's name of the discount rate.
  public let discountSource: String
  /// The shares of rights below the low and the high return.
  public let lowShare: Double
  /// The share of rights below the high return.
  public let highShare: Double
  /// Levels of returns, the special ones before the general.
  public let returns: [ReturnLevel]
  /// Decay by field, the special ones before the general.
  public let decays: [Decay]
  /// What scores explain, the special ones before the general.
  public let evidence: [ScoreEvidence]
  /// The Pakes-type model.
  public let learning: Learning

  /// The place in ``returns`` of the level for an office and kind; nil when the model has none for the kind.
  public func returnLevel(office: String, kind: RightKind) -> Int? {
    returns.firstIndex {
      $0.kinds.contains(kind) && ($0.offices.isEmpty || $0.offices.contains(office))
    }
  }

  /// The decay of a field; of a right without a field, the general one.
  public func decay(field: Int?) -> Int {
    decays.firstIndex { decay in decay.fields.isEmpty || field.map(decay.fields.contains) == true } ?? 0
  }

  /// The share of variance that scores of a grading model explain.
  public func explainedShare(gradingModel id: String) -> ScoreEvidence {
    evidence.first { $0.models.isEmpty || $0.models.contains(id) }
      ?? ScoreEvidence(models: [], share: 0, source: discountSource)
  }
}
