internal import PortfolioCore
internal import Valuation

/// Rights of a bundle whose fees exceed what is still to be earned with them: no holder goes on paying for these.
extension AssetCase {
  /// What the bundle counts of one of its rights: its own revenue and fees at the bundle's rates.
  func alone(_ single: AssetCase, in bundle: ReliefFromRoyalty) -> ReliefFromRoyalty {
    var alone = bundle
    (alone.revenue, alone.attributions, alone.covers) = single.revenue(
      single.forecast(count: bundle.parts.count))
    alone.upkeep = single.upkeep(count: bundle.parts.count)
    alone.mayStop = true
    return alone
  }

  /// The rights of a bundle that are let go before the others, with the years that they are held from the as-of year on:
  /// by the rule that a right alone goes by, the stop that is worth most. Those that are held longest are not among them,
  /// for when they end the bundle does.
  func stops(of bundle: ReliefFromRoyalty) -> [Int64: Int] {
    guard isBundle, rows.count > 1, let product = shares.first?.product else { return [:] }
    var held: [Int64: Int] = [:]
    for row in rows {
      let right = valuer.run.table.rightIDs[row]
      let single = valuer.asset(row: row, product: product)
      held[right] = bundle.parts.count
      guard !single.shares.isEmpty, let table = try? alone(single, in: bundle).value().table else { continue }
      if let first = table.givenUp.first {
        held[right] = max(0, first.year - asOf.year)
      } else if table.presentValue <= 0 {
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
