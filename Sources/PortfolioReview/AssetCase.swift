internal import Grading
internal import PolicyModels
internal import PortfolioCore
internal import PortfolioStore
internal import Renewals
internal import Valuation

/// One asset under valuation: what is known of it, made ready for the methods.
struct AssetCase {
  let valuer: AssetValuer
  let number: String
  let title: BilingualText
  let rows: [Int]
  /// The right that stands for the asset in fields, factors and term; nil for a product without rights.
  let leadRow: Int?
  /// What it claims of products' revenue before markets: for a member of a family the greatest part in any market.
  let shares: [(product: Int64, share: Double)]
  /// What it is attributed of products by itself: for what is not earned in a market.
  let ownShares: [(product: Int64, share: Double)]
  let isBundle: Bool
  let stream: UInt64
  var profile: AssetProfile
  /// The field of technology, and the row that it is taken from: the asset's own, or where that is not known, as of
  /// secrets and marks, that of the right with the greatest share in the product it serves.
  let fieldOf: (field: Int, row: Int)?
  /// The product whose bundle it is; nil for a right.
  let product: Int64?
  /// What has been computed of its rights, where it is a product.
  let memo = BundleMemo()
  /// By what the last year that is valued ends.
  var span = Span.own

  /// The legal term that cuts the last year: the asset's own, or that of the bundle that it is looked at in.
  enum Span {
    case own
    case years(Double?)
  }

  init(
    valuer: AssetValuer, number: String, title: BilingualText, rows: [Int], leadRow: Int?,
    shares: [(product: Int64, share: Double)], isBundle: Bool, stream: UInt64,
    ownShares: [(product: Int64, share: Double)]? = nil, product: Int64? = nil
  ) {
    self.valuer = valuer
    self.number = number
    self.title = title
    self.rows = rows
    self.leadRow = leadRow
    self.shares = shares
    self.ownShares = ownShares ?? shares
    self.isBundle = isBundle
    self.stream = stream
    self.product = product
    let table = valuer.run.table
    let answered =
      leadRow.map { row in
        AssetProfile(
          factors: valuer.factors, table: table, row: row,
          answers: (valuer.answers[table.rightIDs[row]] ?? []).map {
            ($0.question, $0.level, $0.assessor, $0.day)
          }, comments: (valuer.answers[table.rightIDs[row]] ?? []).map { ($0.question, $0.comment) })
      }
      ?? AssetProfile(
        factors: valuer.factors, table: FactTable(asOf: table.asOf, rightIDs: []), row: 0, answers: [])
    // How much of the markets is covered is worked out where it counts (``byMarkets``); that they are known counts here.
    let isMarketed = shares.contains { valuer.marketed.contains($0.product) }
    let limit = leadRow.flatMap { valuer.limit(of: $0) }
    let limited = limit.map { answered.limited(to: $0.years, contracts: $0.contracts) } ?? answered
    profile = isMarketed ? limited.covering(1) : limited
    fieldOf = AssetCase.field(valuer, leadRow: leadRow, shares: shares)
  }

  private static func field(
    _ valuer: AssetValuer, leadRow: Int?, shares: [(product: Int64, share: Double)]
  ) -> (field: Int, row: Int)? {
    func field(_ row: Int) -> (field: Int, row: Int)? {
      valuer.run.table[.technologyField]?.category(row).flatMap { Int($0) }.map { ($0, row) }
    }
    if let leadRow, let own = field(leadRow) { return own }
    for product in shares.sorted(by: { ($1.share, $0.product) < ($0.share, $1.product) }).map(\.product) {
      if let found = valuer.fieldOfProduct[product] { return found }
    }
    return nil
  }

  var settings: ValuationSettings { valuer.settings }
  var asOf: CalendarDay { valuer.run.asOf }

  var products: [(name: BilingualText, share: Double)] {
    shares.map { share in
      (
        valuer.ledger.products.first { $0.id == share.product }?.name ?? BilingualText(zh: "", en: ""),
        share.share
      )
    }
  }

  var intangibles: [String] {
    valuer.ledger.intangibles.filter { asset in shares.contains { $0.product == asset.productID } }
      .map { "\($0.code) \($0.name)" }
  }

  var field: Int? { fieldOf?.field }

  var decay: RenewalValueModel.Decay { valuer.renewalModel.decays[valuer.renewalModel.decay(field: field)] }

  // MARK: Life

  /// Years left of the legal term: of the right that lasts longest; nil where it is not known or has no end. A mark may
  /// be renewed again and again, so its term ends nothing; beside patents it does not lengthen their lives either.
  /// Of a product with rights of the portfolio's own the end of a licence in ends a share and not the life.
  var legalYears: Double? {
    let isMixed = isBundle && !isAnothers
    return rows.compactMap { isMixed ? statutoryYears(of: $0) : legalYears(of: $0) }.max()
  }

  /// Years left of a right's legal term, or of the licence in of a right of others; nil where that is not known or ends
  /// nothing.
  func legalYears(of row: Int) -> Double? {
    let legal = statutoryYears(of: row)
    // A right of others serves as long as it is licensed in.
    guard let end = valuer.others.end(of: valuer.run.table.rightIDs[row]) else { return legal }
    let licensed = Double(end - asOf) / 365.25
    return min(legal ?? licensed, licensed)
  }

  /// Years left of a right's legal term; nil where it is not known or ends nothing.
  private func statutoryYears(of row: Int) -> Double? {
    if isMark(row) { return nil }
    // Called alive after the end of its term, with no extension on record: nothing is left.
    if valuer.pastTerm[valuer.run.table.rightIDs[row]] != nil { return 0 }
    return valuer.run.table[.remainingTerm]?.number(row)
  }

  /// Whether the legal terms of all its rights are over, or end on the day.
  var isAtTerm: Bool { !rows.isEmpty && rows.allSatisfy { legalYears(of: $0).map { $0 <= 0 } ?? false } }

  private func isMark(_ row: Int) -> Bool {
    valuer.run.table[.rightKind]?.category(row) == RightKind.trademark.rawValue
  }

  var hasEnded: Bool {
    !rows.isEmpty
      && rows.allSatisfy { valuer.run.table[.legalLife]?.category($0) == LegalLife.ended.rawValue }
  }

  /// Years until the field's decay leaves the spent share of the strength, moved by the factors of life from three
  /// quarters to five quarters of it.
  func technicalYears(place: Double) -> Double {
    let rate = max(decay.rate, 0.01)
    let years = PortableMath.log(settings.spentShare.value) / PortableMath.log(1 - rate)
    return years * (0.75 + 0.5 * place)
  }

  /// The shorter of technical life and legal term; of a bundle the technical life of its leading right, at most to the end
  /// of the last legal term of its rights. A right of a small share that happens to live longer does not lengthen the
  /// royalties on all the others' revenue.
  var economicYears: (low: Double, base: Double, high: Double) {
    let place = profile.position(.life)
    func cut(_ years: Double) -> Double { min(years, legalYears ?? years, 40) }
    return (
      cut(technicalYears(place: place.low)), cut(technicalYears(place: place.base)),
      cut(technicalYears(place: place.high))
    )
  }

  // MARK: Rates

  /// The rate of the settings at the place of the discount entry.
  var discountRate: DiscountRate { settings.discountRate(place: profile.position(.discount).base) }

  var amortisation: TaxAmortisation? {
    settings.amortisationYears.map { TaxAmortisation(statutoryYears: Int($0.value), tax: settings.tax.value) }
  }

  // MARK: Forecast

  /// Revenue by calendar year from the as-of year to the end of the life, with where it comes from.
  struct Forecast {
    /// What is attributed to the asset and lies where its rights stand.
    var years: [Double] = []
    /// What is attributed to it before markets.
    var attributed: [Double] = []
    /// What would be, if no link and no licence in ended.
    var claimed: [Double] = []
    /// The whole revenue of its products.
    var whole: [Double] = []
    /// The last year with a forecast of the owner's.
    var lastForecast: Int?
    var lastActual: Int?
    /// The share of forecast revenue that is contracted.
    var contracted = 0.0
    var sources: Set<String> = []
    var leftOut = 0
    /// How amounts of other currencies were converted.
    var conversions: Set<BilingualText> = []
    /// Years without a figure, each with the years that its products go on from: the last known one before.
    var assumed: [Int: Set<Int>] = [:]
    /// The first years of products that nothing is recorded of before: until then nothing is earned with them.
    var begins: Set<Int> = []
    /// Markets without a figure in some year, with what they go on from.
    var carried: [String: Set<AssetValuer.RevenueLine.Carried>] = [:]
    /// Whether a part of the year that is not over is booked and not used, for there is no forecast of the year.
    var hasPartYear = false
    /// What became of the attributed revenue by market.
    var markets = Markets()
  }

  /// - Parameters:
  ///   - unknownMarket: what of revenue in unknown markets counts; that of the base case when nil.
  ///   - weights: the part of each year that enters what became of revenue by market; whole years when nil.
  ///   - stops: rights of a bundle that are let go, with the years that they are held: nothing of theirs counts after.
  func forecast(
    count: Int, unknownMarket: Double? = nil, weights: [Double]? = nil, stops: [Int64: Int] = [:]
  ) -> Forecast {
    var result = Forecast()
    result.years = [Double](repeating: 0, count: count)
    result.whole = result.years
    result.attributed = result.years
    result.claimed = result.years
    var forecastSum = 0.0
    var contractedSum = 0.0
    for (product, share) in shares {
      guard let line = valuer.revenue[product] else { continue }
      result.sources.formUnion(line.files)
      result.leftOut += line.leftOut
      result.conversions.formUnion(line.conversions)
      result.lastForecast = [result.lastForecast, line.forecast.keys.max()].compactMap { $0 }.max()
      result.lastActual = [result.lastActual, line.actual.keys.max()].compactMap { $0 }.max()
      if line.isPartLeftOut { result.hasPartYear = true }
      for index in 0..<count {
        let year = asOf.year + index
        guard let figure = line.figure(of: year, growth: settings.laterGrowth.value) else { continue }
        var amount = figure.amount
        if let base = figure.goesOnFrom { result.assumed[year, default: []].insert(base) }
        if let first = figure.beginsIn { result.begins.insert(first) }
        for (market, from) in figure.carried { result.carried[market, default: []].insert(from) }
        result.whole[index] += amount
        amount = amount.isFinite ? amount : 0
        let lasting = lastingShares(of: product, index: index)
        let now = lasting.map { claim(share, shares: $0, markets: figure.markets) } ?? share
        result.claimed[index] += amount * share
        result.attributed[index] += amount * now
        result.years[index] +=
          amount
          * coveredShare(
            of: product, share: now, shares: lasting, amounts: figure.markets,
            unknown: unknownMarket ?? settings.unknownMarket.high,
            revenue: amount * (weights.map { index < $0.count ? $0[index] : 0 } ?? 1),
            letGo: Set(stops.filter { $0.value <= index }.keys), &result.markets)
        if line.forecast[year] != nil {
          forecastSum += amount
          contractedSum += min(amount, line.items["contracted-revenue"]?[year] ?? 0)
        }
      }
    }
    result.contracted = forecastSum > 0 ? contractedSum / forecastSum : 0
    return result
  }

  /// Revenues, the shares of them that are attributed to the asset, and of these the shares that lie where its rights
  /// stand. Where products of both signs leave no share between nothing and all, what counts stands with the shares of all.
  func revenue(_ forecast: Forecast) -> (amounts: [Double], shares: [Double], covers: [Double]) {
    var amounts = forecast.whole
    var shares = [Double](repeating: 1, count: amounts.count)
    var covers = shares
    let usual = self.shares.count == 1 ? self.shares[0].share : 1
    for index in amounts.indices {
      let attributed = forecast.attributed[index]
      let share = amounts[index] == 0 ? usual : attributed / amounts[index]
      let cover = attributed == 0 ? 1 : forecast.years[index] / attributed
      if share >= 0, share <= 1 + 1e-12, cover >= 0, cover <= 1 + 1e-12 {
        shares[index] = min(1, share)
        covers[index] = min(1, cover)
      } else {
        amounts[index] = forecast.years[index]
      }
    }
    return (amounts, shares, covers)
  }

  /// The parts of calendar years from the as-of day on: the rest of this year, whole years, and the stub.
  func parts(years: Double) -> [Double] {
    guard years > 0 else { return [] }
    let end = CalendarDay(year: asOf.year, month: 12, day: 31) ?? asOf
    let first = min(years, Double(end - asOf + 1) / 365.25)
    var parts = [min(1, first)]
    var left = years - first
    while left > 1e-9, parts.count < 60 {
      parts.append(min(1, left))
      left -= 1
    }
    return parts
  }

  /// Fees by calendar year in major units, the last known one repeated after the run's years.
  /// - Parameter stops: rights of a bundle that are let go, with the years that they are held.
  func upkeep(count: Int, stops: [Int64: Int] = [:]) -> [Double] {
    let fees = valuer.run.fees
    let major = Double(valuer.run.currency.minorPerMajor)
    var list = [Double](repeating: 0, count: count)
    for row in rows {
      var last = 0.0
      for index in 0..<min(count, stops[valuer.run.table.rightIDs[row]] ?? count) {
        if index < fees.yearCount {
          let amount = Double(fees.amounts[row * fees.yearCount + index]) / major
          if amount > 0 { last = amount }
          list[index] += amount
        } else if Double(index) < (valuer.run.table[.remainingTerm]?.number(row) ?? 0) {
          list[index] += last
        }
      }
    }
    return list
  }

  func sourceText(_ id: String, _ header: ModelHeader) -> BilingualText {
    let title = header.sources.first { $0.id == id }?.titleText ?? BilingualText(zh: id, en: id)
    return BilingualText(zh: "\(header.id)：\(title.zh)", en: "\(header.id): \(title.en)")
  }
}
