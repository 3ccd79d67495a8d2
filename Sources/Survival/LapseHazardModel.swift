public import PolicyModels
public import PortfolioCore

/// A rule book that estimates the chance of a right's being let lapse in each year of its life.
///
/// A discrete-time hazard: the logit of the chance of lapsing in a year of age is the baseline of that age plus
/// a sum of terms, each a coefficient times a value made of one fact (Cox, JRSS B 34 (1972) 187-220, section 7;
/// Allison, Sociological Methodology 13 (1982) 61-98, doi:10.2307/270718). The coefficients come from a fit that
/// the file describes; ``HazardFit`` makes them.
public struct LapseHazardModel: PolicyModel {
  /// `lapse-hazard`.
  public static let kind = "lapse-hazard"

  /// How a fact becomes a value.
  public enum Form: String, Sendable, CaseIterable {
    /// The number itself.
    case value
    /// The natural logarithm of one more than the number.
    case logOfOneMore = "log-of-one-more"
    /// 1 when the fact is one of the words of `is`, else 0.
    case isOneOf = "is-one-of"
  }

  /// From which day the years of the baseline count.
  public enum Clock: String, Sendable, CaseIterable {
    /// From filing.
    case filing
    /// From grant: few owners let go what they were just granted, however old the application was.
    case grant
  }

  /// What a term's slope is more, or less, in the early years of the clock.
  public struct Early: Sendable, Equatable {
    /// What it adds to the term's coefficient then, counted from the assumed value.
    public let coefficient: Double
    /// Its standard error in the fit.
    public let standardError: Double
  }

  /// A word that another fact must be for a term to count.
  public struct OnlyWhen: Sendable, Equatable {
    /// The fact.
    public let fact: FactID
    /// The words.
    public let words: [String]
  }

  /// What a term's slope is more, or less, within one group of rights.
  public struct Deviation: Sendable, Equatable {
    /// The position among the model's terms of that which is 1 within the group and 0 elsewhere.
    public let group: Int
    /// What it adds to the term's coefficient there, counted from the assumed value: the level stays.
    public let coefficient: Double
    /// Its standard error in the fit.
    public let standardError: Double
  }

  /// One term of the sum.
  public struct Term: Sendable {
    /// The name in the file.
    public let id: String
    /// The name for people.
    public let title: BilingualText
    /// The fact.
    public let fact: FactID
    /// How the fact becomes a value.
    public let form: Form
    /// The words of ``Form/isOneOf``.
    public let words: [String]
    /// Where the term counts; elsewhere its value is 0.
    public let onlyWhen: OnlyWhen?
    /// What one unit of the value adds to the logit of the yearly chance; above zero makes lapsing likelier.
    public let coefficient: Double
    /// Its standard error in the fit.
    public let standardError: Double
    /// Where its slope differs; the groups exclude each other.
    public internal(set) var deviations: [Deviation] = []
    /// What its slope is more in the early years; nil where it is the same in all.
    public let early: Early?
    /// The value assumed for an unknown fact.
    public let assumed: Double
    /// The lowest and highest value that an unknown fact may have.
    public let range: ClosedRange<Double>
  }

  /// The chance of lapsing in a year of age, for a right all of whose terms are 0.
  public struct Baseline: Sendable {
    /// Whole years on the clock; the first counts for younger rights, the last for older ones.
    public let age: Int
    /// The logit of the chance.
    public let logit: Double
  }

  /// A class of chances, for lists.
  public struct Band: Sendable {
    /// The name in the file.
    public let id: String
    /// The name for people.
    public let title: BilingualText
    /// The least chance within the horizon.
    public let atLeast: Double
  }

  /// How the coefficients came about.
  public struct Fit: Sendable {
    /// The data: what they are and where they come from.
    public let data: BilingualText
    /// The rights in the fit.
    public let rights: Int
    /// Those that were let lapse.
    public let lapses: Int
    /// The day of the fit.
    public let fittedOn: CalendarDay
    /// The last day of observation.
    public let observedUntil: CalendarDay
    /// The weight of the penalty on the terms, which are standardised for it.
    public let ridge: Double
    /// The weight of the penalty on the deviations of slopes; nil where there are none.
    public let deviationRidge: Double?
    /// The weight of the penalty on the early slopes; nil where there are none.
    public let earlyRidge: Double?
    /// The program that fitted.
    public let code: String
    /// The area under the curve on the rights of the fit.
    public let aucInSample: Double
    /// The mean area on rights left out of the fit, over repeated cross-validation.
    public let aucOutOfSample: Double
    /// The folds and repetitions of the cross-validation.
    public let folds: Int
    /// The repetitions of the cross-validation.
    public let repetitions: Int
    /// What the model cannot say.
    public let limits: BilingualText
    /// What the chance within the horizon cannot tell, said wherever it is shown; nil where the file says nothing.
    public let horizonLimits: BilingualText?
  }

  /// The lines at the head of the file.
  public let header: ModelHeader
  /// The kinds of right for which it was fitted.
  public let appliesTo: [RightKind]
  /// The offices for whose rights it was fitted.
  public let offices: [String]
  /// The years within which the shown chance lies.
  public let horizon: Int
  /// The years after filing at which the term ends.
  public let termYears: Int
  /// From which day the years of the baseline, and the early ones, count.
  public let clock: Clock
  /// How many years of the clock are early; 0 where no slope differs in them.
  public let earlyYears: Int
  /// The baseline, ages rising.
  public let baseline: [Baseline]
  /// The terms.
  public let terms: [Term]
  /// Classes of chances, the highest first; the last begins at 0.
  public let bands: [Band]
  /// How the coefficients came about.
  public let fit: Fit

  /// The chance of lapsing between two times on the clock, the right being in force at the first and its term not ending
  /// before the second.
  public func chance(from: Double, to: Double, level: HazardLevel) -> Double {
    // The baseline is never empty.
    HazardCurve(baseline: baseline.map { ($0.age, $0.logit) }, earlyYears: earlyYears)
      .chance(from: from, to: to, level: level)
  }

  /// The deviations of its slopes, in the order of its terms.
  public var slopes: [SlopeDeviation] {
    terms.indices.flatMap { index in
      terms[index].deviations.map { SlopeDeviation(term: index, group: $0.group) }
    }
  }

  /// The band of a chance.
  public func band(_ chance: Double) -> Int {
    bands.firstIndex { chance >= $0.atLeast } ?? bands.count - 1
  }
}
