internal import PolicyModels
internal import PortfolioCore
internal import PortfolioStore
internal import Renewals

/// What the facts of the business need from outside the portfolio.
struct BusinessContext {
  /// Which offices cover which states.
  var regions: RegionalOffices
  var rates: ExchangeRates
  /// The currency of amounts.
  var currency: Currency
}

/// Facts of what rights do in the business and what binds them.
struct BusinessFacts {
  let snapshot: PortfolioSnapshot
  let context: BusinessContext
  let kinds: [RightKind?]
  let statuses: [LegalStatus?]
  private var rows: Int { snapshot.count }
  private var business: BusinessSnapshot { snapshot.business }
  private var rates: ExchangeRates { context.rates }
  private var currency: Currency { context.currency }

  func columns() -> [FactColumn] {
    let reach = MarketReach(snapshot, regions: context.regions) { statuses[$0]?.life == .alive }
    return revenueColumns(reach) + contractColumns() + [standards(), ownership(), funding()] + useColumns()
  }

  // MARK: Products

  private func revenueColumns(_ reach: MarketReach) -> [FactColumn] {
    var dependent = ColumnBuilder(.dependentRevenue, rows: rows)
    var covered = ColumnBuilder(.marketCoverage, rows: rows)
    var abroad = ColumnBuilder(.overseasCoverage, rows: rows)
    var offices = ColumnBuilder(.livingOffices, rows: rows)
    var intensive = ColumnBuilder(.intensiveProduct, rows: rows)
    let figures = RevenueFigures(business.revenues, rates: rates, currency: currency)
    var links = business.links[...]
    for row in 0..<rows {
      var own: [BusinessSnapshot.Link] = []
      while let link = links.first, link.row == row { own.append(links.removeFirst()) }
      let isPatent = kinds[row]?.isPatent ?? true
      let missing: FactState = kinds[row] == nil || isPatent ? .unknown : .notApplicable

      let serving = own.filter { $0.role != "defensive" }.map(\.product)
      if let share = figures?.share(of: Set(serving)), !serving.isEmpty {
        dependent.append(share * 100)
      } else {
        dependent.append(missing: .unknown)
      }
      if isPatent, let reached = reach.offices(row) {
        offices.append(Int32(reached.offices.count))
        let sales = figures?.sales(of: Set(own.map(\.product))) ?? [:]
        append(sales, reached, to: &covered)
        let foreign = sales.filter { $0.key != "CN" }
        if !sales.isEmpty && foreign.isEmpty {
          abroad.append(missing: .notApplicable)
        } else {
          append(foreign, reached, to: &abroad)
        }
      } else {
        offices.append(missing: missing)
        covered.append(missing: missing)
        abroad.append(missing: missing)
      }
      if own.isEmpty || !business.keptTables.contains("product_filing") {
        intensive.append(missing: .unknown)
      } else {
        intensive.append(flag: own.contains { business.intensiveProducts.contains($0.product) })
      }
    }
    return [dependent, covered, abroad, offices, intensive].map { $0.column() }
  }

  private func append(
    _ sales: [String: Int64], _ reach: MarketReach.Reach, to column: inout ColumnBuilder
  ) {
    let total = sales.values.reduce(0, +)
    // Where a granted regional patent was validated is not recorded: its states are neither reached nor not.
    let isOpen = sales.keys.contains { state in
      !reach.covers(state, context.regions)
        && reach.open.contains { context.regions.covers($0, state: state) }
    }
    guard total > 0, !isOpen else {
      column.append(missing: .unknown)
      return
    }
    let reached = sales.filter { reach.covers($0.key, context.regions) }
    column.append(Double(reached.values.reduce(0, +)) / Double(total) * 100)
  }

  // MARK: Contracts and disputes

  private func contractColumns() -> [FactColumn] {
    var type = ColumnBuilder(.licenceType, rows: rows)
    var income = ColumnBuilder(.licenceIncome, rows: rows)
    var ever = ColumnBuilder(.licencesEver, rows: rows)
    var pledges = ColumnBuilder(.pledgesEver, rows: rows)
    var dispute = ColumnBuilder(.disputeType, rows: rows)
    var ended = ColumnBuilder(.disputesEnded, rows: rows)
    var invalidation = ColumnBuilder(.invalidationRecord, rows: rows)
    let begun = counts(business.licencesBegun)
    let pledged = counts(business.pledgesBegun)
    var licences = business.licences[...]
    var disputes = business.disputes[...]
    for row in 0..<rows {
      var running: [BusinessSnapshot.Licence] = []
      while let licence = licences.first, licence.row == row { running.append(licences.removeFirst()) }
      var cases: [BusinessSnapshot.Dispute] = []
      while let next = disputes.first, next.row == row { cases.append(disputes.removeFirst()) }
      if snapshot.keptTables.contains("licence") {
        let strength = ["none", "open", "ordinary", "sole", "exclusive"]
        let strongest = running.compactMap { strength.firstIndex(of: $0.type) }.max() ?? 0
        type.append(word: strength[strongest])
        if let sum = fees(running) {
          income.append(Double(sum) / Double(currency.minorPerMajor))
        } else {
          income.append(missing: .unknown)
        }
        ever.append(begun[row])
      } else {
        type.append(missing: .unknown)
        income.append(missing: .unknown)
        ever.append(missing: .unknown)
      }
      if snapshot.keptTables.contains("pledge") {
        pledges.append(pledged[row])
      } else {
        pledges.append(missing: .unknown)
      }
      appendDisputes(cases, row, &dispute, &ended, &invalidation)
    }
    return [type, income, ever, pledges, dispute, ended, invalidation].map { $0.column() }
  }

  private func appendDisputes(
    _ cases: [BusinessSnapshot.Dispute], _ row: Int, _ type: inout ColumnBuilder,
    _ ended: inout ColumnBuilder,
    _ invalidation: inout ColumnBuilder
  ) {
    guard snapshot.keptTables.contains("dispute") else {
      type.append(missing: .unknown)
      ended.append(missing: .unknown)
      invalidation.append(missing: .unknown)
      return
    }
    let gravity = [
      "none", "other", "inventor-reward", "contract", "infringement", "invalidation", "preservation",
      "ownership",
    ]
    let gravest = cases.filter(\.isPending).compactMap { gravity.firstIndex(of: $0.type) }.max() ?? 0
    type.append(word: gravity[gravest])
    ended.append(Int32(cases.count { !$0.isPending }))
    let attacks = cases.filter { $0.type == "invalidation" }
    if kinds[row] == .technicalSecret || statuses[row]?.life == .ended && !attacks.isEmpty {
      invalidation.append(missing: .notApplicable)
    } else if attacks.contains(where: \.isPending) {
      invalidation.append(word: "pending")
    } else {
      invalidation.append(word: attacks.isEmpty ? "none" : "survived")
    }
  }

  /// Yearly fees in the portfolio's currency; nil when one is not recorded or cannot be converted.
  private func fees(_ licences: [BusinessSnapshot.Licence]) -> Int64? {
    var sum: Int64 = 0
    for licence in licences {
      guard let fee = licence.fee,
        let rate = rates.rate(from: fee.currency, to: currency, year: snapshot.asOf.year)
      else { return nil }
      sum += rate.convert(fee.minorUnits)
    }
    return sum
  }

  private func counts(_ list: [Int32]) -> [Int32] {
    var counts = [Int32](repeating: 0, count: rows)
    for row in list { counts[Int(row)] += 1 }
    return counts
  }

  private func standards() -> FactColumn {
    word(.standardStatus, table: "declaration", isForPatents: true) { row in
      business.declared[row].map { $0 ? "essential-checked" : "declared" }
    }
  }

  private func funding() -> FactColumn {
    word(.fundingStatus, table: "funding", isForPatents: false) { row in
      business.funded[row].map { $0 ? "obligation" : "funded" }
    }
  }

  /// A register: where it is kept, a right that does not stand in it has the word `none`.
  private func word(
    _ fact: FactID, table: String, isForPatents: Bool, _ found: (Int) -> String?
  ) -> FactColumn {
    var column = ColumnBuilder(fact, rows: rows)
    for row in 0..<rows {
      if isForPatents, let kind = kinds[row], !kind.isPatent {
        column.append(missing: .notApplicable)
      } else if business.keptTables.contains(table) {
        column.append(word: found(row) ?? "none")
      } else {
        column.append(missing: .unknown)
      }
    }
    return column.column()
  }

  private func ownership() -> FactColumn {
    var column = ColumnBuilder(.ownerStanding, rows: rows)
    for row in 0..<rows {
      switch business.ownerStanding.isEmpty ? 0 : business.ownerStanding[row] {
      case 1: column.append(word: "own")
      case 2: column.append(word: "outside")
      case 3: column.append(word: "joint")
      default: column.append(missing: .unknown)
      }
    }
    return column.column()
  }

  // MARK: Use

  private func useColumns() -> [FactColumn] {
    var since = ColumnBuilder(.yearsSinceGrant, rows: rows)
    var unused = ColumnBuilder(.yearsWithoutUse, rows: rows)
    var inUse = Set(business.links.map(\.row))
    inUse.formUnion(business.licences.map(\.row))
    let isKept = snapshot.keptTables.contains("product_link") || snapshot.keptTables.contains("licence")
    for row in 0..<rows {
      let grant = snapshot.grantDay[row]
      let isPending = snapshot.granted[row] == 0
      if kinds[row] == .technicalSecret || isPending {
        since.append(missing: .notApplicable)
      } else {
        since.append(ifKnown: years(since: grant))
      }
      if kinds[row].map({ !$0.isPatent }) ?? false || isPending || statuses[row]?.life == .ended {
        unused.append(missing: .notApplicable)
      } else if !isKept {
        unused.append(missing: .unknown)
      } else if inUse.contains(row) {
        unused.append(0.0)
      } else {
        let last = business.lastUseEnd[row] ?? PortfolioSnapshot.none
        unused.append(ifKnown: years(since: grant == PortfolioSnapshot.none ? grant : max(grant, last)))
      }
    }
    return [since.column(), unused.column()]
  }

  private func years(since day: Int32) -> Double? {
    day == PortfolioSnapshot.none ? nil : Double(snapshot.asOf - CalendarDay(number: day)) / 365.25
  }
}

/// Revenue of the latest recorded year, in one currency.
struct RevenueFigures {
  private var byProduct: [Int64: [String: Int64]] = [:]
  private let total: Int64

  /// Nil when there is no revenue, or an amount of the latest year cannot be converted.
  init?(_ revenues: [BusinessSnapshot.Revenue], rates: ExchangeRates, currency: Currency) {
    guard let year = revenues.map(\.year).max() else { return nil }
    var sum: Int64 = 0
    for revenue in revenues where revenue.year == year {
      guard let rate = rates.rate(from: revenue.amount.currency, to: currency, year: year) else { return nil }
      let amount = rate.convert(revenue.amount.minorUnits)
      byProduct[revenue.product, default: [:]][revenue.market, default: 0] += amount
      sum += amount
    }
    guard sum > 0 else { return nil }
    total = sum
  }

  /// The products' share of all revenue, 0 to 1; nil when one of them has no figure for the year.
  func share(of products: Set<Int64>) -> Double? {
    var sum: Int64 = 0
    for product in products {
      guard let markets = byProduct[product] else { return nil }
      sum += markets.values.reduce(0, +)
    }
    return Double(sum) / Double(total)
  }

  /// The products' revenue by market; revenue without a market is left out.
  func sales(of products: Set<Int64>) -> [String: Int64] {
    var sales: [String: Int64] = [:]
    for product in products {
      for (market, amount) in byProduct[product] ?? [:] where !market.isEmpty {
        sales[market, default: 0] += amount
      }
    }
    return sales
  }
}
