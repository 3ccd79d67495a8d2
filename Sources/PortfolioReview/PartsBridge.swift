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
  }

  /// A reason why the whole is worth more or less than its parts.
  public enum Reason: String, Sendable, CaseIterable {
    /// The bundle's royalty rate is that of its leading right.
    case royalty
    /// So is the decay of its field.
    case decay
    /// So is its discount rate.
    case discount
    /// The bundle lives as long as its longest right: royalties after the end of the others.
    case life
    /// Rights that would be let go alone are let go in the bundle too, and cost it nothing.
    case letGo
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

extension AssetCase {
  /// The way from the rights to the bundle: one input after the other is exchanged for the bundle's.
  func bridge() -> PartsBridge? {
    guard isBundle, let product = shares.first?.product, let bundle = try? exactRelief(),
      let whole = try? bundle.value().value, abs(whole) < 1e15
    else { return nil }
    var parts: [PartsBridge.Part] = []
    let stops = stops(of: bundle)
    var totals = [Double](repeating: 0, count: 6)
    for row in rows {
      let single = valuer.asset(row: row, product: product)
      guard !single.shares.isEmpty else { continue }
      let share = single.ownShares.first?.share ?? 0
      // The right's revenue and fees under the bundle's rates and life: what the bundle counts of it.
      let last = (try? alone(single, in: bundle).value().value) ?? 0
      var values = [0, 0, 0, 0, last, last]
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
      if stops[valuer.run.table.rightIDs[row]] == 0 { (values[4], values[5]) = (values[3], 0) }
      for index in totals.indices { totals[index] += values[index] }
      parts.append(
        PartsBridge.Part(
          row: row, share: share, claim: single.shares.first?.share ?? share,
          years: single.economicYears.base, value: values[0]))
    }
    guard !parts.isEmpty else { return nil }
    let reasons: [PartsBridge.Reason] = [.royalty, .decay, .discount, .life]
    var steps = reasons.enumerated().map { (reason: $1, amount: totals[$0 + 1] - totals[$0]) }
    if totals[5] != totals[4] { steps.append((.letGo, totals[5] - totals[4])) }
    steps.append((.losses, whole - totals[5]))
    return PartsBridge(parts: parts, steps: steps, whole: whole)
  }
}
