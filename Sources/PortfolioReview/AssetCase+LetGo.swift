internal import PortfolioCore
internal import Valuation

/// Rights of a bundle whose fees exceed what is still to be earned with them: no holder goes on paying for these.
extension AssetCase {
  /// A right of the bundle by itself: its revenue and fees by year, which hang on nothing but the number of years.
  struct Single {
    let right: Int64
    let row: Int
    let asset: AssetCase
    let revenue: (amounts: [Double], shares: [Double], covers: [Double])
    let upkeep: [Double]
  }

  /// What becomes of a right by itself at the bundle's rates.
  struct Alone {
    /// The first year in which nobody would hold it any more; nil where it is held to the end.
    let givenUpFrom: Int?
    let presentValue: Double
    /// With the tax amortisation benefit.
    let value: Double
  }

  /// What has been computed of a bundle's rights. The methods, the draws and the bridge ask for the same again and
  /// again; every right is computed once for each number of years, and once for each set of rates.
  final class BundleMemo {
    fileprivate var members: [(row: Int, asset: AssetCase)]?
    fileprivate var singles: [Int: [Single]] = [:]
    fileprivate var alone: [ReliefFromRoyalty: [Int64: Alone]] = [:]
  }

  /// The rights of a product's bundle as assets of their own, those that claim nothing of it left out.
  private var members: [(row: Int, asset: AssetCase)] {
    if let known = memo.members { return known }
    guard isBundle, let product = shares.first?.product else { return [] }
    let members = rows.map { (row: $0, asset: valuer.asset(row: $0, product: product)) }
      .filter { !$0.asset.shares.isEmpty }
    memo.members = members
    return members
  }

  /// The rights of a product's bundle by themselves, over a number of years.
  func singles(count: Int) -> [Single] {
    if let known = memo.singles[count] { return known }
    let legalYears = legalYears
    let singles = members.map { one -> Single in
      // Its links and licences end in the bundle's years.
      var within = one.asset
      within.span = .years(legalYears)
      return Single(
        right: valuer.run.table.rightIDs[one.row], row: one.row, asset: one.asset,
        revenue: one.asset.revenue(within.forecast(count: count)), upkeep: one.asset.upkeep(count: count))
    }
    memo.singles[count] = singles
    return singles
  }

  /// What the bundle counts of each of its rights: its own revenue and fees at the bundle's rates. Rights of which that
  /// makes no sense are not among them.
  func alone(in bundle: ReliefFromRoyalty) -> [Int64: Alone] {
    // The rates are what is left of the bundle without its own figures.
    var rates = bundle
    (rates.revenue, rates.attributions, rates.covers, rates.upkeep) = ([], [], [], [])
    rates.mayStop = true
    if let known = memo.alone[rates] { return known }
    var result: [Int64: Alone] = [:]
    for single in singles(count: bundle.parts.count) {
      var alone = rates
      (alone.revenue, alone.attributions, alone.covers) = single.revenue
      alone.upkeep = single.upkeep
      guard let found = try? alone.value() else { continue }
      result[single.right] = Alone(
        givenUpFrom: found.table.givenUp.first?.year, presentValue: found.table.presentValue,
        value: found.value)
    }
    memo.alone[rates] = result
    return result
  }

  /// The rights of a bundle that are let go before the others, with the years that they are held from the as-of year on:
  /// by the rule that a right alone goes by, the stop that is worth most. Those that are held longest are not among them,
  /// for when they end the bundle does.
  func stops(of bundle: ReliefFromRoyalty) -> [Int64: Int] {
    guard isBundle, rows.count > 1, !shares.isEmpty else { return [:] }
    let alone = alone(in: bundle)
    var held: [Int64: Int] = [:]
    for row in rows {
      let right = valuer.run.table.rightIDs[row]
      held[right] = bundle.parts.count
      guard let found = alone[right] else { continue }
      if let year = found.givenUpFrom {
        held[right] = max(0, year - asOf.year)
      } else if found.presentValue <= 0 {
        held[right] = 0
      }
    }
    let longest = held.values.max() ?? 0
    return held.filter { $0.value < longest }
  }

  /// The same with neither fees nor revenue of rights after they are let go.
  func lettingGo(_ bundle: ReliefFromRoyalty) -> ReliefFromRoyalty {
    let stops = stops(of: bundle)
    guard !stops.isEmpty else { return bundle }
    var result = bundle
    let count = bundle.parts.count
    (result.revenue, result.attributions, result.covers) = revenue(forecast(count: count, stops: stops))
    result.upkeep = upkeep(count: count, stops: stops)
    return result
  }

  /// What becomes of the attributed revenue by market over the lines of a table, so that its sums are theirs.
  func markets(over table: CashFlowTable, stops: [Int64: Int]) -> Markets {
    let count = (table.lines.map { $0.year - asOf.year }.max() ?? -1) + 1
    guard count > 0 else { return Markets() }
    var weights = [Double](repeating: 0, count: count)
    for line in table.lines where line.year >= asOf.year { weights[line.year - asOf.year] += line.part }
    return forecast(count: count, weights: weights, stops: stops).markets
  }

  /// What becomes of the attributed revenue by market over the years that relief from royalty counts; over the next five
  /// where the method does not apply.
  func printedMarkets() -> Markets {
    guard let exact = try? exactRelief(), let table = try? exact.value().table else {
      return forecast(count: 5).markets
    }
    return markets(over: table, stops: stops(of: exact))
  }
}
