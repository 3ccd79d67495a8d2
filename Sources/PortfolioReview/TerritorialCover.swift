internal import Grading
internal import PolicyModels
internal import PortfolioCore
internal import PortfolioStore
internal import Valuation

/// In which markets the rights of a run stand: revenue elsewhere is earned without them.
///
/// A right stands where it or a living member of its family has, or can still have, effect. Technical secrets and
/// copyright need no grant in a country, so they stand everywhere.
struct TerritorialCover: Sendable {
  /// How a right stands in a market.
  enum Standing: Sendable {
    /// It has effect there.
    case inForce
    /// It has none.
    case absent
    /// The market is not recorded, or where a regional right has effect is not.
    case unknown
  }

  private var reach: [Int64: MarketReach.Reach] = [:]
  private var everywhere: Set<Int64> = []
  private let regions: RegionalOffices

  /// - Parameter living: the rights that have not ended.
  init(_ snapshot: PortfolioSnapshot, regions: RegionalOffices, living: Set<Int64>) {
    self.regions = regions
    let markets = MarketReach(snapshot, regions: regions) { living.contains(snapshot.ids[$0]) }
    for (row, id) in snapshot.ids.enumerated() where living.contains(id) {
      switch snapshot.kind[row].flatMap(RightKind.init(rawValue:)) {
      case .technicalSecret, .softwareCopyright: everywhere.insert(id)
      default: reach[id] = markets.offices(row)
      }
    }
  }

  /// Whether a text names a state, as against no market or words of the owner's.
  static func isState(_ market: String) -> Bool {
    market.utf8.count == 2 && market.utf8.allSatisfy { (0x41...0x5A).contains($0) }
  }

  /// How a right stands in a market of table revenues.
  func standing(of right: Int64, in market: String) -> Standing {
    guard TerritorialCover.isState(market) else { return .unknown }
    if everywhere.contains(right) { return .inForce }
    guard let reach = reach[right] else { return .absent }
    if reach.covers(market, regions) { return .inForce }
    return reach.open.contains { regions.covers($0, state: market) } ? .unknown : .absent
  }
}

extension AssetCase {
  /// What became of the revenue of an asset's products by market, over the years that are valued.
  struct Markets {
    /// Attributed revenue where a right stands, by market.
    var inForce: [String: Double] = [:]
    /// Attributed revenue where none stands, by market.
    var absent: [String: Double] = [:]
    /// Attributed revenue of which it is not known.
    var unknown = 0.0

    var total: Double {
      inForce.values.reduce(0, +) + absent.values.reduce(0, +) + unknown
    }

    /// The markets of an amount, greatest first, with their share of the whole.
    func list(_ amounts: [String: Double]) -> String {
      let whole = total
      return amounts.filter { $0.value > 0 }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
        let share = whole > 0 ? ($0.value / whole * 1000).rounded() / 10 : 0
        return "\($0.key) \(share)%"
      }.joined(separator: ", ")
    }
  }

  /// The share of a product's revenue in a year that is attributed to the asset, and lies where its rights stand.
  /// - Parameters:
  ///   - amounts: the year's revenue by market.
  ///   - unknown: what of revenue in unknown markets counts.
  ///   - markets: takes what becomes of an amount of the product.
  func coveredShare(
    of product: Int64, share: Double, amounts: [String: Double]?, unknown: Double, revenue: Double,
    _ markets: inout Markets
  ) -> Double {
    let total = amounts?.values.reduce(0, +) ?? 0
    guard let cover = valuer.cover, let amounts, total > 0 else {
      // No line of the portfolio names a market.
      markets.unknown += revenue * share
      return share * unknown
    }
    let ids = Set(rows.map { valuer.run.table.rightIDs[$0] })
    let rights = (valuer.attribution.shares[product] ?? [:]).filter { ids.contains($0.key) }
    var covered = 0.0
    for (right, own) in rights.sorted(by: { $0.key < $1.key }) {
      for (market, amount) in amounts.sorted(by: { $0.key < $1.key }) {
        let part = own * amount / total
        switch cover.standing(of: right, in: market) {
        case .inForce:
          covered += part
          markets.inForce[market, default: 0] += part * revenue
        case .absent: markets.absent[market, default: 0] += part * revenue
        case .unknown:
          covered += part * unknown
          markets.unknown += part * revenue
        }
      }
    }
    return min(share, covered)
  }

  /// What the territory does to the value, in sentences.
  func territoryNotes(_ markets: Markets) -> [BilingualText] {
    var notes: [BilingualText] = []
    let whole = markets.total
    guard whole > 0 else { return [] }
    func percent(_ amount: Double) -> Double { (amount / whole * 1000).rounded() / 10 }
    let absent = markets.absent.values.reduce(0, +)
    if absent > 0 {
      let list = markets.list(markets.absent)
      notes.append(
        BilingualText(
          zh: "没有有效权利的市场不计：占归属收入的 \(percent(absent))%（\(list)）",
          en:
            "Markets without a live right do not count: \(percent(absent)) % of the attributed revenue (\(list))"
        ))
    }
    if markets.unknown > 0 {
      let given = settings.unknownMarket
      let high = Int((given.high * 100).rounded())
      let low = Int((given.low * 100).rounded())
      notes.append(
        BilingualText(
          zh:
            "归属收入的 \(percent(markets.unknown))% 没有记录市场，或不知权利在该市场是否有效：假定基准和高值情形有 \(high)%、低值情形有 \(low)% 在权利有效的国家取得",
          en:
            "Of the attributed revenue \(percent(markets.unknown)) % has no recorded market, or it is not known whether a right stands there: assumed that \(high) % of it is earned where one does in the base and the high case, \(low) % in the low case"
        ))
    }
    return notes
  }
}
