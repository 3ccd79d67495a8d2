public import PortfolioCore

/// The portfolio as a whole beside its targets, by unit, and beside survey figures. Kept with the run.
public struct PortfolioIndicators: Sendable, Codable, Equatable {
  /// A figure with what it was made of.
  public struct Value: Sendable, Codable, Equatable {
    /// The figure.
    public let id: IndicatorID
    /// The rights that count.
    public let part: Int
    /// The rights that were asked; equal to the part for numbers.
    public let whole: Int
    /// Rights of which it is not known whether they count.
    public let unknown: Int
    /// False where nothing of the kind is recorded, so that not even a count can be given.
    public let isKnown: Bool

    /// The share, or the number; nil where it is not known or nothing was asked.
    public var figure: Double? {
      guard isKnown else { return nil }
      guard id.isShare else { return Double(part) }
      return whole > 0 ? Double(part) / Double(whole) : nil
    }

    /// The greatest figure that the unknown rights allow.
    public var highest: Double? {
      guard isKnown else { return nil }
      guard id.isShare else { return Double(part + unknown) }
      return whole > 0 ? Double(part + unknown) / Double(whole) : nil
    }
  }

  /// The figures of the group or of one unit.
  public struct Sheet: Sendable, Codable, Equatable {
    /// The unit's name; empty for the whole portfolio.
    public let unit: String
    /// The figures, in the panel's order.
    public let values: [Value]
  }

  /// How the portfolio stands to a target.
  public enum Standing: String, Sendable, Codable, CaseIterable {
    /// It is reached.
    case met
    /// It is not, whatever the unknown rights are.
    case notMet = "not-met"
    /// Something is missing that would decide it.
    case cannotBeSaid = "cannot-be-said"
    /// The target is one of all groups together: the figure is shown, nothing is judged.
    case shown
  }

  /// A target with what it found.
  public struct TargetResult: Sendable, Codable, Equatable {
    /// The target's id.
    public let id: String
    /// What it asks.
    public let title: BilingualText
    /// What it says and does not say.
    public let says: BilingualText
    /// The figure.
    public let value: Value
    /// The base of a growth.
    public let base: Double?
    /// The growth since the base, where it is known.
    public let growth: Double?
    /// What is asked.
    public let atLeast: Double?
    /// Whether the target is one of growth.
    public let isGrowth: Bool
    /// How the portfolio stands to it.
    public let standing: Standing
  }

  /// A survey figure beside the firm's own.
  public struct BenchmarkResult: Sendable, Codable, Equatable {
    /// What is measured.
    public let measure: BenchmarkSet.Measure
    /// What it says.
    public let title: BilingualText
    /// The survey's figure.
    public let value: Double
    /// The sample.
    public let sample: BilingualText
    /// The source's title.
    public let source: String
    /// The firm's own figure, where it is known.
    public let own: Double?
  }

  /// A case of the high-value class with its count.
  public struct CaseCount: Sendable, Codable, Equatable {
    /// The case.
    public let title: BilingualText
    /// The rights for which it holds.
    public let rights: Int
  }

  /// The high-value inventions of the stock.
  public struct HighValue: Sendable, Codable, Equatable {
    /// The inventions asked.
    public let inScope: Int
    /// Proven.
    public let yes: Int
    /// Of which nothing can be said.
    public let cannotBeSaid: Int
    /// By case.
    public let cases: [CaseCount]
    /// The share to compare with.
    public let benchmark: Double?
    /// What that is the share of.
    public let benchmarkTitle: BilingualText?
  }

  /// The whole portfolio first, then the units by name.
  public let sheets: [Sheet]
  /// The targets.
  public let targets: [TargetResult]
  /// Survey figures for the firm's industry, else for all firms.
  public let benchmarks: [BenchmarkResult]
  /// The firm's industry as recorded, with its name.
  public let industry: BilingualText?
  /// High-value inventions.
  public let highValue: HighValue?
}
