internal import PortfolioCore
internal import Valuation

/// How the values of single rights lead to the value of the bundle they make: every difference is named, and the lines add
/// up to the whole. By relief from royalty, of one product's revenue.
public struct PartsBridge: Sendable {
  /// A right of the bundle, valued by itself.
  public struct Part: Sendable {
    /// The row of the right.
    public let row: Int
    /// Its own share of the product's revenue.
    public let share: Double
    /// The greatest part of that revenue that it claims in a market, for its family: its own share or more.
    public let claim: Double
    /// The years of its economic life.
    public let years: Double
    /// Its value, of this product's revenue alone, in major units.
    public let value: Double
    /// Whether it claims revenue of other products too: each product bears its fees in full and lets it go by itself.
    public let servesOthers: Bool
  }

  /// A reason why the whole is worth more or less than its parts.
  public enum Reason: String, Sendable, CaseIterable {
    /// The bundle's royalty rate is that of its leading right.
    case royalty
    /// So is the decay of its field.
    case decay
    /// So is its discount rate.
    case discount
    /// The bundle has one life, the technical one of its leading right up to the last legal term: royalties after the end
    /// of rights that live shorter, less those of rights that would live longer.
    case life
    /// Losses of single rights are not taxed, and gain no tax benefit; in the bundle they are set off.
    case losses
  }

  /// The rights, those with the greatest share first.
  public let parts: [Part]
  /// What each reason adds to the sum of the parts.
  public let steps: [(reason: Reason, amount: Double)]
  /// The value of the bundle.
  public let whole: Double

  /// The sum of the parts; with all ``steps`` it is the ``whole``.
  public var sum: Double { parts.reduce(0) { $0 + $1.value } }
}

extension AssetValuer {
  /// The number of products with figures of which a right claims a part, by itself or for its family.
  func productsWithRevenue(servedBy right: Int64) -> Int {
    attribution.shares.keys.filter { revenue[$0] != nil && claim(of: right, in: $0) != nil }.count
  }
}

extension AssetCase {
  /// The way from the rights to the bundle: one input after the other is exchanged for the bundle's.
  func bridge() -> PartsBridge? {
    guard isBundle, !shares.isEmpty, let bundle = try? exactRelief(),
      let whole = try? bundle.value().value, abs(whole) < 1e15
    else { return nil }
    var parts: [PartsBridge.Part] = []
    var totals = [Double](repeating: 0, count: 5)
    let alone = alone(in: bundle)
    for one in singles(count: bundle.parts.count) {
      let (row, single) = (one.row, one.asset)
      let share = single.ownShares.first?.share ?? 0
      // The right's revenue and fees under the bundle's rates and life: what the bundle counts of it. One that nobody would
      // hold is worth nothing, and costs the bundle nothing.
      var values = [0, 0, 0, 0, alone[one.right]?.value ?? 0]
      if let own = try? single.exactRelief() {
        var step = own
        values[0] = (try? step.value().value) ?? 0
        step.royalty = bundle.royalty
        values[1] = (try? step.value().value) ?? 0
        step.strength = strength(over: own.parts)
        values[2] = (try? step.value().value) ?? 0
        step.discounting = bundle.discounting
        values[3] = (try? step.value().value) ?? 0
      }
      for index in totals.indices { totals[index] += values[index] }
      parts.append(
        PartsBridge.Part(
          row: row, share: share, claim: single.shares.first?.share ?? share,
          years: single.economicYears.base, value: values[0],
          servesOthers: valuer.productsWithRevenue(servedBy: one.right) > 1))
    }
    guard !parts.isEmpty else { return nil }
    let reasons: [PartsBridge.Reason] = [.royalty, .decay, .discount, .life]
    var steps = reasons.enumerated().map { (reason: $1, amount: totals[$0 + 1] - totals[$0]) }
    steps.append((.losses, whole - totals[4]))
    return PartsBridge(parts: parts, steps: steps, whole: whole)
  }
}
