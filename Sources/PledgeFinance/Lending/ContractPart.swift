public import PortfolioCore

/// What one licence contract brings to a right's value: who pays, how the fee is shared among the contract's rights, and
/// how its years are discounted, so that the value can be worked out again.
public struct ContractPart: Sendable, Equatable, Codable {
  /// A year of the contract, from the as-of day on.
  public struct Year: Sendable, Equatable, Codable {
    /// The part of a year that is left of the contract, 1 for a whole one.
    public let part: Double
    /// The fee of that part, in major units.
    public let fee: Double
    /// The factor by which it is multiplied: fees come evenly over a year, so in its middle.
    public let factor: Double
    /// The present value, in major units.
    public var present: Double { fee * factor }
  }

  /// The contract.
  public let contract: String
  /// Who pays; empty where nobody is recorded.
  public let licensee: String
  /// The last day on which it counts: the contract's, or that of the right's term where it is earlier.
  public let end: CalendarDay
  /// The fee a year as recorded.
  public let fee: Money
  /// Among how many rights the fee is shared; 1 where it is the right's own.
  public let rights: Int
  /// The fee a year of this right in major units of the packet's currency.
  public let yearly: Double
  /// The years.
  public let years: [Year]
  /// The value in minor units, rounded down to whole major ones.
  public let value: Int64
  /// Its part of the right's whole value on each test day, in millionths.
  public let left: [Int]

  /// The name by which payers are told apart: the licensee, or the contract where nobody is recorded.
  var payer: BilingualText {
    licensee.isEmpty
      ? BilingualText(zh: "合同 \(contract)", en: "contract \(contract)")
      : BilingualText(zh: licensee, en: licensee)
  }
}

extension CollateralLine {
  /// What is lent on the fees of each licensee on a test day; nothing where the right does not count. A value that rests
  /// on no recorded contracts is a party of its own.
  /// - Parameter millionths: what a shock leaves of every fee.
  func lendingByPayer(on test: Int, millionths: Int = 1_000_000) -> [BilingualText: Int64] {
    guard isCounted, let value, let loanToValue else { return [:] }
    guard let contracts = value.contracts else {
      let basis = Share.of(value.basis(on: test), millionths: millionths, unit: value.unit)
      let name = BilingualText(zh: family ?? number, en: family ?? number)
      return [name: Share.of(basis, basisPoints: loanToValue, unit: value.unit)]
    }
    var shares: [BilingualText: Int] = [:]
    for part in contracts where part.left.indices.contains(test) {
      shares[part.payer, default: 0] += part.left[test]
    }
    return shares.mapValues { share in
      let basis = Share.of(value.basis, millionths: share, unit: value.unit)
      return Share.of(
        Share.of(basis, millionths: millionths, unit: value.unit), basisPoints: loanToValue, unit: value.unit)
    }
  }
}

extension LenderPolicy {
  /// Whether a part of the whole is that of whoever pays, not of a family: where contracted fees are the value, one
  /// licensee who stops paying takes all its contracts along, whatever families they are of.
  var isConcentratedByPayer: Bool { premise == .licenceIncome }
}
