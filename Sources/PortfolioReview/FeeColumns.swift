public import PortfolioCore
public import Renewals

/// The fees of a whole portfolio by calendar year of their due days: columns, one row a right.
///
/// What is recorded as paid on the as-of day is not among the amounts, for it cannot be saved any more; and a fee
/// whose amount no source gives cannot be among them. Both are listed, so that sums say what they leave out.
public struct FeeColumns: Sendable, Equatable {
  /// How sure a right's fees are.
  public enum Certainty: UInt8, Sendable, CaseIterable {
    /// All from published tables.
    case known = 0
    /// Some continue the last known amount, because a later one is not known.
    case estimate = 1
    /// No fee can be named; see the reason.
    case none = 2
  }

  /// The first year.
  public let firstYear: Int
  /// How many years.
  public let yearCount: Int
  /// Minor units of the portfolio's currency, row after row, ``yearCount`` a row.
  public var amounts: [Int64]
  /// How sure, one a right.
  public var certainty: [Certainty]
  /// Why there is no fee: an index into ``reasons`` a right; -1 where there are fees.
  public var reasonOfRow: [Int16]
  /// The reasons.
  public var reasons: [BilingualText]
  /// The fees that fall due and whose amounts no source gives, ordered by row: a sum over their rows and years is
  /// a lower bound.
  public var unknown: [UnknownFee]
  /// The fees that are recorded as paid already, ordered by row.
  public var paid: [PaidFee]
  /// The fees past their due day without a payment on record that the register does not call late, ordered by row; nil in
  /// runs stored before they were kept.
  public var unrecorded: [UnrecordedFee]?

  /// A fee of the years that is recorded as paid on the as-of day.
  public struct PaidFee: Sendable, Equatable {
    /// The row.
    public let row: Int
    /// The calendar year of the due day.
    public let year: Int
    /// The office that asks for it.
    public let office: String
    /// Minor units of the portfolio's currency, without surcharge; 0 where no source gives the amount.
    public let minorUnits: Int64

    /// A fee that is paid.
    public init(row: Int, year: Int, office: String, minorUnits: Int64) {
      self.row = row
      self.year = year
      self.office = office
      self.minorUnits = minorUnits
    }
  }

  /// Columns of fees. `amounts` must have `yearCount` entries a right, the others one.
  public init(
    firstYear: Int, yearCount: Int, amounts: [Int64], certainty: [Certainty], reasonOfRow: [Int16],
    reasons: [BilingualText], unknown: [UnknownFee] = [], paid: [PaidFee] = []
  ) {
    self.firstYear = firstYear
    self.yearCount = yearCount
    self.amounts = amounts
    self.certainty = certainty
    self.reasonOfRow = reasonOfRow
    self.reasons = reasons
    self.unknown = unknown
    self.paid = paid
  }

  /// The fees of a right in a year, in minor units.
  public func amount(row: Int, year: Int) -> Int64 { amounts[row * yearCount + (year - firstYear)] }
}

/// Fees of one office whose amounts no source gives.
public struct UnknownFeeGroup: Sendable, Equatable {
  /// The office.
  public let office: String
  /// The fees' names in the schedule, in the order of their years: `19`, `20`.
  public let names: [String]
  /// How many fees.
  public let fees: Int
  /// Of how many rights.
  public let rights: Int

  /// A group of fees.
  public init(office: String, names: [String], fees: Int, rights: Int) {
    self.office = office
    self.names = names
    self.fees = fees
    self.rights = rights
  }

  /// The groups of some fees, ordered by office.
  public static func groups(_ fees: [UnknownFee]) -> [UnknownFeeGroup] {
    var byOffice: [String: [UnknownFee]] = [:]
    for fee in fees { byOffice[fee.office, default: []].append(fee) }
    return byOffice.keys.sorted().map { office in
      let list = byOffice[office] ?? []
      var number: [String: Int] = [:]
      for fee in list { number[fee.name] = fee.number }
      let names = number.keys.sorted { (number[$0] ?? 0, $0) < (number[$1] ?? 0, $1) }
      return UnknownFeeGroup(
        office: office, names: names, fees: list.count, rights: Set(list.map(\.row)).count)
    }
  }
}
