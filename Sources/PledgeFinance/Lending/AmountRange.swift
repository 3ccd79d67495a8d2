internal import PortfolioCore
internal import Valuation

/// An amount in three cases, in minor units of the packet's currency; never below zero.
public struct AmountRange: Sendable, Hashable, Codable {
  /// Low.
  public let low: Int64
  /// Base.
  public let base: Int64
  /// High.
  public let high: Int64

  /// A range; what lies below zero counts as nothing.
  public init(low: Int64, base: Int64, high: Int64) {
    self.low = max(0, low)
    self.base = max(0, base)
    self.high = max(0, high)
  }

  /// A range of major units, rounded down to whole ones: an estimate has no cents.
  init(_ range: ValueRange, _ currency: Currency) {
    func amount(_ value: Double) -> Int64 {
      Int64(min(max(0, value), 9e14).rounded(.down)) * currency.minorPerMajor
    }
    self.init(low: amount(range.low), base: amount(range.base), high: amount(range.high))
  }

  /// Nothing.
  public static let zero = AmountRange(low: 0, base: 0, high: 0)

  /// Two ranges together: a sum of lows is no low of the sum, but lies below it.
  public static func + (left: AmountRange, right: AmountRange) -> AmountRange {
    AmountRange(low: left.low + right.low, base: left.base + right.base, high: left.high + right.high)
  }

  /// A part of it in basis points, rounded down to whole units of so many minor ones.
  func share(_ basisPoints: Int, unit: Int64) -> AmountRange {
    func part(_ amount: Int64) -> Int64 { Share.of(amount, basisPoints: basisPoints, unit: unit) }
    return AmountRange(low: part(low), base: part(base), high: part(high))
  }

  /// The amount of a case.
  func amount(_ rangeCase: LenderPolicy.RangeCase) -> Int64 { rangeCase == .low ? low : base }
}

/// Amounts by share, rounded down: never more than there is.
enum Share {
  /// A part of an amount in basis points, rounded down to whole units of so many minor ones.
  static func of(_ amount: Int64, basisPoints: Int, unit: Int64) -> Int64 {
    Int64(Int128(amount) * Int128(basisPoints) / (10_000 * Int128(unit))) * unit
  }

  /// A part of an amount in millionths, rounded down to whole units of so many minor ones.
  static func of(_ amount: Int64, millionths: Int, unit: Int64) -> Int64 {
    Int64(Int128(amount) * Int128(millionths) / (1_000_000 * Int128(unit))) * unit
  }

  /// A share of 0 to 1 as millionths, rounded down.
  static func millionths(_ share: Double) -> Int {
    guard share.isFinite else { return 0 }
    // A share that is whole but for the last bits of the arithmetic is whole.
    return Int((min(max(0, share), 1) * 1_000_000 + 1e-6).rounded(.down))
  }

  /// One amount over another in basis points, rounded down; nil over nothing.
  static func ratio(_ amount: Int64, over other: Int64) -> Int? {
    guard other > 0 else { return nil }
    let points = Int128(amount) * 10_000 / Int128(other)
    return Int(min(points, Int128(Percent.most)))
  }
}
