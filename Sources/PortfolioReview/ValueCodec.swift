internal import PortfolioCore
internal import Valuation

/// Turns the value columns of a run into stored columns and back.
enum ValueCodec {
  /// What is stored beside the columns.
  struct Details: Codable {
    var firstYear: Int
    var yearCount: Int
    var discount: Double
    var reasons: [BilingualText]
  }

  static func details(_ values: ValueColumns) -> Details {
    Details(
      firstYear: values.firstYear, yearCount: values.yearCount, discount: values.discount,
      reasons: values.reasons)
  }

  private static let decimalNames = ["present-return", "kept", "remaining", "low-factor", "high-factor"]
  private static let amountNames = ["low", "base", "high", "expected", "tail-low", "tail-base", "tail-high"]

  static func columns(_ values: ValueColumns) -> [(name: String, bytes: [UInt8])] {
    let decimals = [
      values.presentReturn, values.kept, values.remaining, values.lowFactor, values.highFactor,
    ]
    return zip(decimalNames, decimals).map { ("value/" + $0, ColumnCodec.encode(numbers: $1)) }
      + zip(amountNames, values.amounts).map { ("value/" + $0, ColumnCodec.encode(numbers: $1)) }
      + [
        ("value/best-stop-year", ColumnCodec.encode(numbers: values.bestStopYear)),
        ("value/reasons", ColumnCodec.encode(numbers: values.reasonOfRow)),
      ]
  }

  /// The stored columns; nil when one is missing or does not fit.
  static func values(_ details: Details, _ columns: [String: [UInt8]]) -> ValueColumns? {
    func numbers<Number: BitwiseCopyable>(_ name: String, _ type: Number.Type) -> [Number]? {
      columns["value/" + name].flatMap { ColumnCodec.decode($0, as: type) }
    }
    let decimals = decimalNames.compactMap { numbers($0, Double.self) }
    let amounts = amountNames.compactMap { numbers($0, Int64.self) }
    guard decimals.count == decimalNames.count, amounts.count == amountNames.count,
      let stops = numbers("best-stop-year", Int32.self), let reasons = numbers("reasons", Int16.self)
    else { return nil }
    return ValueColumns(
      firstYear: details.firstYear, yearCount: details.yearCount, discount: details.discount,
      presentReturn: decimals[0], kept: decimals[1], remaining: decimals[2], lowFactor: decimals[3],
      highFactor: decimals[4], amounts: amounts, bestStopYear: stops, reasonOfRow: reasons,
      reasons: details.reasons)
  }
}
