internal import Grading
internal import PolicyModels
internal import PortfolioCore
internal import PortfolioStore
internal import Valuation

/// In which markets the rights of a run stand: revenue elsewhere is earned without them.
///
/// Each right answers for the markets where it stands itself. What a family may claim of a product's revenue in a market
/// is claimed by those of its members that stand there, so that no revenue counts twice and every member bears its own
/// fees. Technical secrets and copyright need no grant in a country, so they stand everywhere.
struct TerritorialCover: Sendable {
  /// How a right stands in a market; a greater one goes before a smaller one in a family.
  enum Standing: Int, Sendable, Comparable {
    /// It has no effect there.
    case absent
    /// The market is not recorded, or where a regional right has effect is not.
    case unknown
    /// It is applied for, and can still have effect there.
    case pending
    /// It has effect there.
    case inForce

    static func < (left: Standing, right: Standing) -> Bool { left.rawValue < right.rawValue }
  }

  private var reach: [Int64: MarketReach.Reach] = [:]
  private var everywhere: Set<Int64> = []
  /// The living members of a right's family, itself among them; absent for rights alone.
  private var families: [Int64: [Int64]] = [:]
  private let applications: Set<Int64>
  private let regions: RegionalOffices

  /// - Parameters:
  ///   - living: the rights that have not ended.
  ///   - applications: those of them that are not granted.
  init(
    _ snapshot: PortfolioSnapshot, regions: RegionalOffices, living: Set<Int64>, applications: Set<Int64>
  ) {
    self.regions = regions
    self.applications = applications
    let markets = MarketReach(snapshot, regions: regions) { living.contains(snapshot.ids[$0]) }
    var found: [Int64: [Int64]] = [:]
    for (row, id) in snapshot.ids.enumerated() where living.contains(id) {
      switch snapshot.kind[row].flatMap(RightKind.init(rawValue:)) {
      case .technicalSecret, .softwareCopyright: everywhere.insert(id)
      default:
        reach[id] = markets.own(row)
        if snapshot.familyID[row] != 0 { found[snapshot.familyID[row], default: []].append(id) }
      }
    }
    for members in found.values where members.count > 1 {
      let sorted = members.sorted()
      for member in sorted { families[member] = sorted }
    }
  }

  /// Whether a text names a state, as against no market or words of the owner's.
  static func isState(_ market: String) -> Bool { CountryCode.isKnown(market) }

  /// The living members of a right's family in a fixed order, itself among them.
  func members(of right: Int64) -> [Int64] { families[right] ?? [right] }

  /// How a right itself stands in a market of table revenues.
  func standing(of right: Int64, in market: String) -> Standing {
    guard TerritorialCover.isState(market) else { return .unknown }
    if everywhere.contains(right) { return .inForce }
    guard let reach = reach[right] else { return .absent }
    if reach.states.contains(market) { return applications.contains(right) ? .pending : .inForce }
    if reach.covers(market, regions) { return .pending }
    return reach.open.contains { regions.covers($0, state: market) } ? .unknown : .absent
  }

  /// What a right may claim of a product's revenue in a market, and how it or its family stands there.
  ///
  /// The shares of a family go to its members that stand best in the market, by their own shares; where none of these
  /// has one, in equal parts. Where no member stands, and where the market is not known, each keeps its own.
  /// - Parameter shares: the shares of rights in the product.
  func part(
    of right: Int64, in market: String, shares: [Int64: Double]
  ) -> (share: Double, standing: Standing) {
    let own = shares[right] ?? 0
    let mine = standing(of: right, in: market)
    let members = members(of: right)
    guard members.count > 1, TerritorialCover.isState(market) else { return (own, mine) }
    let best = members.map { standing(of: $0, in: market) }.max() ?? mine
    guard best != .absent else { return (own, best) }
    guard mine == best else { return (0, best) }
    let those = members.filter { standing(of: $0, in: market) == best }
    let whole = members.reduce(0) { $0 + (shares[$1] ?? 0) }
    let weight = those.reduce(0) { $0 + (shares[$1] ?? 0) }
    return (weight > 0 ? own * (whole / weight) : whole / Double(those.count), best)
  }
}

extension AssetValuer {
  /// The rights of a run that are applied for and not granted.
  static func applications(_ run: ReviewRun) -> Set<Int64> {
    let stage = run.table[.stage]
    return Set(
      run.table.rightIDs.enumerated().filter { stage?.category($0.offset) == RightStage.application.rawValue }
        .map(\.element))
  }

  /// The greatest part of a product's revenue that a right can claim in a market of the years that are valued; nil where
  /// it claims none. Without markets it is its share of the attribution.
  func claim(of right: Int64, in product: Int64) -> Double? {
    if others.unlicensed.contains(right) || pastTerm[right] != nil { return nil }
    let shares = attribution.shares[product] ?? [:]
    let own = shares[right]
    guard let cover, cover.members(of: right).count > 1, let line = revenue[product] else { return own }
    let states = line.states(from: run.asOf.year, growth: settings.laterGrowth.value)
    let greatest = states.map { cover.part(of: right, in: $0, shares: shares).share }.max() ?? 0
    if let own { return max(own, greatest) }
    return greatest > 0 ? greatest : nil
  }

  /// Rights without a share of a product's own that claim a part of it for their family, in order.
  func relatives(in product: Int64) -> [Int64] {
    guard let cover, let shares = attribution.shares[product] else { return [] }
    let others = Set(shares.keys.flatMap { cover.members(of: $0) }).subtracting(shares.keys)
    return others.filter { claim(of: $0, in: product) != nil }.sorted()
  }
}

extension AssetCase {
  /// What became of the revenue of an asset's products by market, over the years that are valued.
  struct Markets {
    /// Attributed revenue where a right stands, by market.
    var inForce: [String: Double] = [:]
    /// Attributed revenue where a right is applied for, by market.
    var pending: [String: Double] = [:]
    /// Attributed revenue where none stands, by market.
    var absent: [String: Double] = [:]
    /// Attributed revenue that other members of the family claim, by market.
    var elsewhere: [String: Double] = [:]
    /// Attributed revenue of which it is not known.
    var unknown = 0.0
    /// Attributed revenue of rights that are let go before, for their fees exceed what is still to be earned with them.
    var letGo = 0.0

    var total: Double {
      [inForce, pending, absent, elsewhere].reduce(unknown + letGo) { $0 + $1.values.reduce(0, +) }
    }

    /// Adds what an asset claims of an amount earned in a market.
    /// - Parameter rest: what it would claim where it stands best, and does not claim here.
    mutating func add(
      _ amount: Double, rest: Double, in market: String, _ standing: TerritorialCover.Standing
    ) {
      switch standing {
      case .inForce where amount > 0: inForce[market, default: 0] += amount
      case .pending where amount > 0: pending[market, default: 0] += amount
      case .absent where amount + rest > 0: absent[market, default: 0] += amount + rest
      case .unknown: unknown += amount
      default: break
      }
      if standing != .absent, TerritorialCover.isState(market), rest > 1e-9 * (amount + rest) {
        elsewhere[market, default: 0] += rest
      }
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
  ///   - share: the asset's share of the product before markets, in the year.
  ///   - shares: the shares of rights in the year, where links or licences in have ended; those of the attribution when nil.
  ///   - amounts: the year's revenue by market.
  ///   - unknown: what of revenue in unknown markets counts.
  ///   - revenue: the amount of the product of which ``Markets`` tells what becomes.
  ///   - letGo: rights that are no longer held.
  func coveredShare(
    of product: Int64, share: Double, shares lasting: [Int64: Double]?, amounts: [String: Double]?,
    unknown: Double, revenue: Double, letGo: Set<Int64> = [], _ markets: inout Markets
  ) -> Double {
    let total = amounts?.values.reduce(0, +) ?? 0
    let shares = lasting ?? valuer.attribution.shares[product] ?? [:]
    let ids = rows.map { valuer.run.table.rightIDs[$0] }.sorted()
    guard let cover = valuer.cover, let amounts, total > 0 else {
      // No line of the portfolio names a market: everybody keeps the share that is their own.
      let own = valuer.cover == nil ? share : min(share, ids.reduce(0) { $0 + (shares[$1] ?? 0) })
      let gone = min(own, letGo.sorted().reduce(0) { $0 + (shares[$1] ?? 0) })
      markets.letGo += revenue * gone
      markets.unknown += revenue * (own - gone)
      return (own - gone) * unknown
    }
    var covered = 0.0
    for right in ids {
      for (market, amount) in amounts.sorted(by: { $0.key < $1.key }) {
        let (own, standing) = cover.part(of: right, in: market, shares: shares)
        let part = own * amount / total
        if letGo.contains(right) {
          markets.letGo += part * revenue
          continue
        }
        // What is left of its claim: nobody's where none of the family stands, else that of the others.
        let rest = isBundle ? 0 : max(0, share - own) * amount / total * revenue
        switch standing {
        case .inForce, .pending: covered += part
        case .unknown: covered += part * unknown
        case .absent: break
        }
        markets.add(part * revenue, rest: rest, in: market, standing)
      }
    }
    return min(share, covered)
  }
}
