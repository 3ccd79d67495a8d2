internal import Grading
public import PolicyModels
public import PortfolioCore
public import PortfolioStore
internal import Renewals
public import Valuation

/// Values the rights and products of a run by every method that applies.
public struct AssetValuer: Sendable {
  /// The run.
  public let run: ReviewRun
  /// The settings.
  public let settings: ValuationSettings
  /// The questions of the register.
  public let factors: AssetFactors
  /// What valuation knows of the business.
  public let ledger: ValueLedger
  /// Who may claim how much of each product's revenue.
  public let attribution: RevenueAttribution
  /// What is doubtful.
  public let problems: [Problem]
  /// The SHA-256 of everything that the store holds for valuation as of the day: figures, shares, links, deals,
  /// answers, payments and costs, in whichever file they came. The run's own hash covers the facts of its rights.
  public let dataHash: String
  /// The seed of simulations.
  public let seed: UInt64
  /// The draws of each simulation.
  public internal(set) var draws: Int

  let royalties: RoyaltyRates
  let renewalModel: RenewalValueModel
  let prices: PriceIndex
  let rates: ExchangeRates
  let fees: FeeLedger
  var revenue: [Int64: RevenueLine]
  let rowOfRight: [Int64: Int]
  let answers: [Int64: [ValueLedger.Answer]]
  let doubleBusinesses: Set<String>
  /// The field of technology of each product, and the row that it is taken from: of the rights whose field is known the one
  /// with the greatest share.
  let fieldOfProduct: [Int64: (field: Int, row: Int)]
  /// Where the rights stand; nil where no revenue names a market.
  let cover: TerritorialCover?
  /// Products whose revenue of the years that are valued names states.
  let marketed: Set<Int64>
  /// The rights that belong to others alone.
  let others: OthersRights
  /// The rights past their term, with its last day.
  let pastTerm: [Int64: CalendarDay]
  /// The first day on which rights serve a product no more, by product and right: the end of a link or of a licence in.
  let serviceEnds: [Int64: [Int64: CalendarDay]]
  /// Whether royalty rates stand at the low end of their range, whatever the register says.
  var isRoyaltyLow = false

  /// The revenue of a product by year, in major units of the run's currency.
  struct RevenueLine: Sendable {
    /// The first year that is not over on the as-of day.
    let firstOpenYear: Int
    var actual: [Int: Double] = [:]
    var forecast: [Int: Double] = [:]
    var items: [String: [Int: Double]] = [:]
    /// Revenue by year and market, actual and forecast.
    var actualMarkets: [Int: [String: Double]] = [:]
    var forecastMarkets: [Int: [String: Double]] = [:]
    /// The years that are not over, and those that are, of which something is known: ``workOutYears(growth:)``.
    var openYears: [Int: KnownYear] = [:]
    var wholeYears: [Int: KnownYear] = [:]
    /// Each state's own last figure of the years that are over, and the last one that names no state.
    var lastOfState: [String: LastFigure] = [:]
    var lastOfAll: LastFigure?
    /// Whether something is booked of the year that is not over, of which there is no forecast, and the last whole year
    /// goes on to more, in any market: the part is no year.
    var isPartLeftOut = false
    /// Whether anything has been earned, in whatever currency.
    var hasSold = false
    /// How amounts of other currencies were converted.
    var conversions: Set<BilingualText> = []
    /// The files that its revenue comes from.
    var files: Set<String> = []
    /// Figures in a currency without a rate: they are not in the sums.
    var leftOut = 0
  }

  /// Prepares valuations of a run.
  /// - Throws: ``ProblemList`` when a model does not load or the store cannot be read.
  public init(
    run: ReviewRun, store: Store, catalogue: ModelCatalogue, seed: UInt64 = 20_260_101, draws: Int = 10_000
  ) throws {
    self.run = run
    self.seed = seed
    self.draws = draws
    settings = try catalogue.load(ValuationSettings.self, id: "valuation-settings").0
    factors = try catalogue.load(AssetFactors.self, id: "asset-factors").0
    royalties = try catalogue.load(RoyaltyRates.self, id: "royalty-rates").0
    renewalModel = try catalogue.load(RenewalValueModel.self, id: "renewal-value").0
    prices = try catalogue.load(PriceIndex.self, id: "price-index").0
    rates = try catalogue.load(ExchangeRates.self, id: "yearly-averages").0
    ledger = try store.valueLedger(asOf: run.asOf)
    fees = try store.feeLedger(asOf: run.asOf)
    rowOfRight = Dictionary(
      run.table.rightIDs.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first }
    )
    let life = run.table[.legalLife]
    var living: Set<Int64> = []
    for (row, id) in run.table.rightIDs.enumerated() where life?.category(row) != LegalLife.ended.rawValue {
      living.insert(id)
    }
    others = OthersRights(run, ledger)
    pastTerm = try AssetValuer.pastTerm(run, store: store, catalogue: catalogue)
    serviceEnds = AssetValuer.serviceEnds(ledger, others)
    attribution = RevenueAttribution(
      links: ledger.links.map { ($0.rightID, $0.productID, $0.role) },
      stated: ledger.attributions.map { ($0.productID, $0.rightID, $0.share) },
      roleWeights: settings.roleWeights,
      living: living, unlicensed: others.unlicensed.union(pastTerm.keys),
      ended: Dictionary(grouping: ledger.endedLinks, by: \.productID).mapValues { Set($0.map(\.rightID)) },
      names: Dictionary(ledger.products.map { ($0.id, $0.code) }, uniquingKeysWith: { first, _ in first }))
    var revenue: [Int64: RevenueLine] = [:]
    let firstOpenYear = run.asOf.year + (ValueLedger.isYearOver(on: run.asOf) ? 1 : 0)
    for figure in ledger.figuresThatCount(asOf: run.asOf) {
      var line = revenue[figure.productID] ?? RevenueLine(firstOpenYear: firstOpenYear)
      if let converted = rates.convert(figure.amount, to: run.currency, year: figure.year) {
        let amount = Double(converted.money.minorUnits) / Double(run.currency.minorPerMajor)
        if let note = converted.note { line.conversions.insert(note) }
        switch figure.item {
        case "actual" where figure.year <= run.asOf.year:
          line.actual[figure.year, default: 0] += amount
          line.actualMarkets[figure.year, default: [:]][figure.market, default: 0] += amount
        case "actual", "forecast":
          // Nothing can have been earned in a year to come: what is called so is a forecast, where there is none.
          line.forecast[figure.year, default: 0] += amount
          line.forecastMarkets[figure.year, default: [:]][figure.market, default: 0] += amount
        default: line.items[figure.item, default: [:]][figure.year, default: 0] += amount
        }
        if figure.item == "actual" || figure.item == "forecast" { line.files.insert(figure.file) }
      } else {
        line.leftOut += 1
      }
      revenue[figure.productID] = line
    }
    for figure in ledger.figures where figure.item == "actual" && figure.year <= run.asOf.year {
      revenue[figure.productID]?.hasSold = true
    }
    let growth = settings.laterGrowth.value
    for product in revenue.keys { revenue[product]?.workOutYears(growth: growth) }
    self.revenue = revenue
    marketed = Set(
      revenue.filter { !$0.value.states(from: run.asOf.year, growth: growth).isEmpty }.map(\.key))
    cover =
      try ledger.figures.contains { TerritorialCover.isState($0.market) }
      ? TerritorialCover(
        store.snapshot(asOf: run.asOf),
        regions: catalogue.load(RegionalOffices.self, id: "regional-offices").0, living: living,
        applications: AssetValuer.applications(run)) : nil
    dataHash = ledger.digest(
      with: fees,
      numbers: Dictionary(
        run.table.rightIDs.enumerated().map { ($0.element, run.table.text("number", $0.offset)) },
        uniquingKeysWith: { first, _ in first }))
    let fields = run.table[.technologyField]
    fieldOfProduct = attribution.shares.compactMapValues { [rowOfRight] shares -> (field: Int, row: Int)? in
      let known = shares.compactMap { right, share -> (right: Int64, share: Double, field: Int, row: Int)? in
        guard let row = rowOfRight[right], let field = fields?.category(row).flatMap({ Int($0) }) else {
          return nil
        }
        return (right: right, share: share, field: field, row: row)
      }
      return known.min { ($1.share, $0.right) < ($0.share, $1.right) }.map { (field: $0.field, row: $0.row) }
    }
    answers = Dictionary(grouping: ledger.answers, by: \.rightID)
    let uses = ledger.products.filter { product in
      revenue[product.id]?.items["operating-profit"] != nil
        && revenue[product.id]?.items["contributory-charge"] != nil
    }.map { (business: $0.businessLine.isEmpty ? $0.code : $0.businessLine, asset: $0.code) }
    let double = ExcessEarnings.onePerBusiness(uses)
    doubleBusinesses = Set(double.map(\.business))
    let doubts = AssetValuer.pastTermProblems(run, pastTerm) + attribution.problems
    problems =
      try AssetValuer.lateness(
        run, ledger: ledger, revenue: revenue, growth: growth, imports: store.imports())
      + doubts
      + double.map { found in
        Problem(
          .twoExcessEarnings, value: found.business,
          zh:
            "业务线“\(found.business)”有 \(found.assets.count) 个产品（\(found.assets.joined(separator: "、"))）都要求超额收益法",
          en:
            "\(found.assets.count) products of the business line '\(found.business)' (\(found.assets.joined(separator: ", "))) ask for excess earnings",
          remedy: BilingualText(
            zh: "每个业务只对一个主导资产使用该方法", en: "Use the method for one leading asset of a business"))
      }
  }

  /// The value of one right.
  public func value(row: Int) -> AssetValue { value(asset(row: row)) }

  /// One right under valuation.
  /// - Parameter product: count only this product's revenue; nil for all that the right serves.
  func asset(row: Int, product: Int64? = nil) -> AssetCase {
    let id = run.table.rightIDs[row]
    func list(_ share: (Int64) -> Double?) -> [(product: Int64, share: Double)] {
      attribution.shares.keys.compactMap { (code: Int64) -> (product: Int64, share: Double)? in
        guard product == nil || product == code, let part = share(code) else { return nil }
        return (product: code, share: part)
      }.sorted { $0.product < $1.product }
    }
    let title = run.table.text("title", row)
    let translated = run.table.text("title-translated", row)
    return AssetCase(
      valuer: self, number: run.table.text("number", row),
      title: BilingualText(zh: title, en: translated.isEmpty ? title : translated), rows: [row], leadRow: row,
      shares: list { claim(of: id, in: $0) }, isBundle: false, stream: UInt64(bitPattern: id),
      ownShares: list { attribution.shares[$0]?[id] })
  }

  /// The value of the bundle of rights that serve a product.
  public func value(product: ValueLedger.Product) -> AssetValue { value(asset(product: product)) }

  /// The bundle of rights that serve a product, under valuation: those that claim a part of its revenue, the greatest
  /// share first; where nothing is attributed to any, those that are linked to it. The first one that is the portfolio's
  /// own and not past its term leads: what is said of another's right does not fall on the others.
  func asset(product: ValueLedger.Product) -> AssetCase {
    let rights = (attribution.shares[product.id] ?? [:]).sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let claiming = (rights.map(\.key) + relatives(in: product.id)).compactMap { rowOfRight[$0] }
    let rows = claiming.isEmpty ? linkedRows(of: product.id) : claiming
    let total = rights.reduce(0) { $0 + $1.value }
    let lead = rows.first { !run.table.isAnothers($0) && pastTerm[run.table.rightIDs[$0]] == nil }
    return AssetCase(
      valuer: self, number: product.code, title: product.name, rows: rows, leadRow: lead ?? rows.first,
      shares: total > 0 ? [(product.id, total)] : [], isBundle: true,
      stream: UInt64(bitPattern: product.id) ^ 0x5052_4F44, product: product.id)
  }

  /// The rights that are linked to a product or named in its attributions, by the weights of their roles: those that
  /// live, or where none does all of them.
  private func linkedRows(of product: Int64) -> [Int] {
    var weights: [Int64: Double] = [:]
    for link in ledger.links where link.productID == product {
      weights[link.rightID] = max(weights[link.rightID] ?? 0, settings.roleWeights[link.role] ?? 0)
    }
    for given in ledger.attributions where given.productID == product {
      weights[given.rightID] = max(weights[given.rightID] ?? 0, given.share)
    }
    let rows = weights.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.compactMap { rowOfRight[$0.key] }
    let living = rows.filter { run.table[.legalLife]?.category($0) != LegalLife.ended.rawValue }
    return living.isEmpty ? rows : living
  }

  private func value(_ given: AssetCase) -> AssetValue {
    let asset = given.byMarkets
    let methods = asset.methods()
    let reconciliation = Reconciliation(methods, weights: settings.methodWeights)
    let place = asset.profile.position(.realisable)
    let share = settings.orderlyShare(place: place.base) * asset.saleablePart
    var realisable: (orderly: ValueRange, forced: ValueRange, share: Double)?
    // What costs more than it earns has no sale value, and what belongs to others none here.
    if let value = reconciliation.value, value.base > 0, !asset.isAnothers,
      let orderly = ValueRange(
        low: max(0, value.low) * share, base: value.base * share, high: value.high * share),
      let forced = orderly.times(settings.forced.value)
    {
      realisable = (orderly, forced, share)
    }
    return AssetValue(
      number: asset.number, title: asset.title, rows: asset.rows, products: asset.products,
      profile: asset.profile,
      methods: methods, reconciliation: reconciliation, realisable: realisable, evidence: asset.evidence(),
      intangibles: asset.intangibles, bridge: asset.bridge(), brokered: asset.brokered(),
      openLicence: asset.openLicence(), hasEnded: asset.hasEnded, discountRate: asset.discountRate.rate,
      economicYears: asset.economicYears.base, isProduct: asset.isBundle, isAnothers: asset.isAnothers)
  }
}
