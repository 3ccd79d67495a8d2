public import PortfolioCore
internal import PortfolioStore
internal import Renewals

/// By what a forecast of fees is broken down.
public enum ForecastDimension: String, CaseIterable, Sendable {
  /// The calendar year of the due day.
  case year
  /// The office.
  case office
  /// The unit.
  case unit
  /// The grade of a review of the as-of day.
  case grade
  /// The business line.
  case businessLine = "business-line"
  /// The family.
  case family
  /// The kind of right.
  case kind
}

/// Fees by year and by the chosen dimensions.
public struct FeeForecast: Sendable {
  /// The fees of rights that share the same words in all dimensions.
  public struct Group: Sendable {
    /// A word for each dimension but the year; empty where a right has none.
    public let key: [String]
    /// The rights, those without known fees among them. By office a European patent counts in each of its states.
    public internal(set) var rights = 0
    /// The rights whose fees cannot be named.
    public internal(set) var leftOut = 0
    /// The rights that really have no such fees: ended ones, technical secrets.
    public internal(set) var withoutFees = 0
    /// Minor units by year.
    public internal(set) var expected: [Int64]
    /// The same with foreign currencies at their lowest yearly average on file.
    public internal(set) var low: [Int64]
    /// The same with foreign currencies at their highest yearly average on file.
    public internal(set) var high: [Int64]
    /// Whether some fee of the year continues a last known amount.
    public internal(set) var isEstimate: [Bool]
    /// By year: the fees that fall due and whose amounts no source gives. The sums leave them out; where there are
    /// any, they are lower bounds.
    public internal(set) var unknown: [Int]
    /// Fees and other costs up to the as-of day, in minor units.
    public internal(set) var costToDate: Int64 = 0
    /// The payments and costs recorded; where there are none, ``costToDate`` says nothing.
    public internal(set) var costEntries = 0
    /// Fees still to be paid to the ends of the terms, in minor units.
    public internal(set) var costToCome: Int64 = 0
    /// Rights whose cost to the end leaves out fees of unknown amount, or states without a schedule.
    public internal(set) var costLeavesOut = 0
    /// Living rights whose cost to the end cannot be named: trademarks can be renewed for ever, others lack days.
    public internal(set) var withoutEnd = 0

    init(key: [String], years: Int) {
      self.key = key
      expected = Array(repeating: 0, count: years)
      low = expected
      high = expected
      isEstimate = Array(repeating: false, count: years)
      unknown = Array(repeating: 0, count: years)
    }

    /// All years.
    public var total: Int64 { expected.reduce(0, +) }
    /// Whether the sum of all years leaves out fees of unknown amount.
    public var isLowerBound: Bool { unknown.contains { $0 > 0 } }

    mutating func add(_ other: Group) {
      rights += other.rights
      leftOut += other.leftOut
      withoutFees += other.withoutFees
      for index in expected.indices {
        expected[index] += other.expected[index]
        low[index] += other.low[index]
        high[index] += other.high[index]
        isEstimate[index] = isEstimate[index] || other.isEstimate[index]
        unknown[index] += other.unknown[index]
      }
      costToDate += other.costToDate
      costEntries += other.costEntries
      costToCome += other.costToCome
      costLeavesOut += other.costLeavesOut
      withoutEnd += other.withoutEnd
    }
  }

  /// The as-of day.
  public let asOf: CalendarDay
  /// The currency of all amounts.
  public let currency: Currency
  /// The calendar years.
  public let years: [Int]
  /// The dimensions, the year not among them.
  public let dimensions: [ForecastDimension]
  /// The groups: by the size of their sums, the greatest first; grades in the model's order.
  public let groups: [Group]
  /// All rights.
  public let total: Group
  /// Why rights are left out, the most frequent first; `isZero` where they really have no such fees.
  public let leftOut: [(reason: BilingualText, isZero: Bool, count: Int)]
  /// Rights whose state is not known and that count as if in force.
  public let assumedAlive: Int
  /// Rights some of whose fees are estimates.
  public let estimated: Int
  /// Fees of these years that are recorded as paid already, in minor units; the sums leave them out.
  public let paidAhead: Int64
  /// The fees that fall due and whose amounts no source gives, by office: the sums leave them out.
  public let unknown: [UnknownFeeGroup]
  /// Fees past their due day without a payment on record, in the order of the rights: whether they were paid nobody knows,
  /// and the sums leave them out.
  public let unrecorded: [FeeColumns.UnrecordedFee]
  /// The years of the exchange rates behind low and high; nil when no fee is in a foreign currency.
  public let rateYears: ClosedRange<Int>?
  /// Whether costs to date and to come were asked for.
  public let hasCosts: Bool
}

extension FeeOutlook {
  /// How a forecast is asked for.
  public struct ForecastRequest: Sendable {
    /// Calendar years, the as-of day's among them; nil for as many as the longest term needs.
    public var years: Int?
    /// The dimensions.
    public var dimensions: [ForecastDimension]
    /// The grade of each row, and the order of grades; needed for the dimension of grades.
    public var grades: (names: [String], order: [String])?
    /// Whether costs to date and to the end of the terms are added.
    public var includesCosts: Bool

    /// A request.
    public init(
      years: Int?, dimensions: [ForecastDimension], grades: (names: [String], order: [String])? = nil,
      includesCosts: Bool = false
    ) {
      self.years = years
      self.dimensions = dimensions
      self.grades = grades
      self.includesCosts = includesCosts
    }
  }

  /// The number of calendar years until the last term of a living right ends, at most 50. Trademarks have no
  /// last term: their current one counts.
  public var yearsToEnd: Int {
    var last = asOf.year
    for subject in subjects where subject.life == .alive {
      if let end = schedules.termEnd(of: subject)?.day { last = max(last, end.year) }
    }
    return min(50, last - asOf.year + 1)
  }

  /// Fees by year and the chosen dimensions: the same numbers as a review's.
  public func forecast(_ request: ForecastRequest) -> FeeForecast {
    let width = max(1, min(200, request.years ?? yearsToEnd))
    let review = ReviewRequest(
      asOf: asOf, portfolioName: "", currency: currency, forecastYears: width, programVersion: "")
    func feeAssembly(_ rates: ExchangeRates) -> FeeAssembly {
      FeeAssembly(
        subjects: subjects, assumedAlive: assumedAlive, table: table, schedules: schedules, rates: rates,
        request: review, payments: payments)
    }
    func assembled(_ rates: ExchangeRates) -> FeeAssembly.Result { feeAssembly(rates).result() }
    let assembly = assembled(rates)
    let expected = assembly.fees
    let foreign = foreignCurrencies
    let span = foreign.isEmpty ? [rates, rates] : [rates.span(highest: false), rates.span(highest: true)]
    let low = foreign.isEmpty ? expected : assembled(span[0]).fees
    let high = foreign.isEmpty ? expected : assembled(span[1]).fees
    let unknown = Dictionary(grouping: expected.unknown, by: \.row)
    let paid = [low, expected, high].map { Dictionary(grouping: $0.paid, by: \.row) }
    let dimensions = request.dimensions.filter { $0 != .year }
    var groups: [FeeForecast.Group] = []
    var positions: [[String]: Int] = [:]
    func position(of key: [String]) -> Int {
      if let known = positions[key] { return known }
      positions[key] = groups.count
      groups.append(FeeForecast.Group(key: key, years: width))
      return groups.count - 1
    }
    var total = FeeForecast.Group(key: [], years: width)
    for row in 0..<count {
      let key = dimensions.map { word($0, row, request.grades?.names) }
      var whole = FeeForecast.Group(key: key, years: width)
      whole.rights = 1
      if expected.certainty[row] == .none {
        if assembly.hasNoFees[row] { whole.withoutFees = 1 } else { whole.leftOut = 1 }
      }
      for year in 0..<width {
        let cell = row * width + year
        whole.expected[year] = expected.amounts[cell]
        whole.low[year] = low.amounts[cell]
        whole.high[year] = high.amounts[cell]
        whole.isEstimate[year] =
          assembly.estimates[cell] || (assumedAlive[row] && expected.amounts[cell] != 0)
      }
      for fee in unknown[row] ?? [] { whole.unknown[fee.year - asOf.year] += 1 }
      if request.includesCosts { addCosts(row, to: &whole) }
      total.add(whole)
      let parts = dimensions.firstIndex(of: .office).map {
        byOffice(
          whole, row, place: $0, rates: [span[0], rates, span[1]], unknown: unknown[row] ?? [],
          paid: paid.map { $0[row] ?? [] })
      }
      for part in parts ?? [whole] { groups[position(of: part.key)].add(part) }
    }
    return FeeForecast(
      asOf: asOf, currency: currency, years: (0..<width).map { asOf.year + $0 }, dimensions: dimensions,
      groups: sorted(groups, dimensions, request.grades?.order ?? []), total: total,
      leftOut: reasons(expected, assembly.hasNoFees),
      assumedAlive: zip(assumedAlive, expected.certainty).count { $0 && $1 != .none },
      estimated: expected.certainty.count { $0 == .estimate },
      paidAhead: expected.paid.reduce(0) { $0 + $1.minorUnits },
      unknown: UnknownFeeGroup.groups(expected.unknown),
      unrecorded: feeAssembly(rates).unrecorded(ledgerEnd: ledger.endsOn),
      rateYears: foreign.compactMap { rates.yearsOnFile(of: $0) }.reduce(nil) { span, years in
        guard let span else { return years }
        return min(span.lowerBound, years.lowerBound)...max(span.upperBound, years.upperBound)
      }, hasCosts: request.includesCosts)
  }

  /// A right's fees by the offices that ask for them: a European patent is taken apart by its states, so that the
  /// sums are what each office is paid. What cannot be taken apart, such as costs, stays with the first.
  private func byOffice(
    _ whole: FeeForecast.Group, _ row: Int, place: Int, rates: [ExchangeRates], unknown: [UnknownFee],
    paid: [[FeeColumns.PaidFee]]
  ) -> [FeeForecast.Group] {
    guard whole.leftOut + whole.withoutFees == 0, isKeptUpElsewhere(row),
      let through = CalendarDay(year: asOf.year + whole.expected.count - 1, month: 12, day: 31)
    else { return [whole] }
    let apart = schedules.byFeeOffice(subjects[row], asOf: asOf)
    guard apart.count > 0 else { return [whole] }
    let sums = rates.map { rates in
      CostForecast(
        of: apart.map(\.subject), schedules: schedules, rates: rates, currency: currency, from: asOf,
        through: through, asOf: asOf)
    }
    var parts = apart.indices.map { index in
      var key = whole.key
      key[place] = apart[index].office
      var part = FeeForecast.Group(key: key, years: whole.expected.count)
      part.rights = 1
      let office = apart[index].office
      for year in part.expected.indices {
        func sum(_ way: Int) -> Int64 {
          paid[way].filter { $0.office == office && $0.year == asOf.year + year }
            .reduce(sums[way].amount(row: index, year: asOf.year + year)) { $0 - $1.minorUnits }
        }
        part.low[year] = sum(0)
        part.expected[year] = sum(1)
        part.high[year] = sum(2)
        part.unknown[year] = unknown.count { $0.office == office && $0.year == asOf.year + year }
        part.isEstimate[year] =
          whole.isEstimate[year] && sums[1].isEstimate(row: index, year: asOf.year + year)
      }
      if sums[1].reasons[index] != nil { part.leftOut = 1 }
      return part
    }
    // What is owed already with its surcharge is known only as a whole.
    for year in whole.expected.indices {
      parts[0].low[year] += whole.low[year] - parts.reduce(0) { $0 + $1.low[year] }
      parts[0].expected[year] += whole.expected[year] - parts.reduce(0) { $0 + $1.expected[year] }
      parts[0].high[year] += whole.high[year] - parts.reduce(0) { $0 + $1.high[year] }
      parts[0].unknown[year] += whole.unknown[year] - parts.reduce(0) { $0 + $1.unknown[year] }
    }
    parts[0].costToDate = whole.costToDate
    parts[0].costEntries = whole.costEntries
    parts[0].costToCome = whole.costToCome
    parts[0].costLeavesOut = whole.costLeavesOut
    parts[0].withoutEnd = whole.withoutEnd
    return parts
  }

  private func addCosts(_ row: Int, to group: inout FeeForecast.Group) {
    let cost = costToDate(row)
    group.costToDate += cost.total
    group.costEntries += cost.entries
    let come = costToCome(row)
    guard let units = come.minorUnits else {
      group.withoutEnd += 1
      return
    }
    group.costToCome += units
    if come.isLowerBound { group.costLeavesOut += 1 }
  }

  /// The word of a row in a dimension; empty when it has none.
  private func word(_ dimension: ForecastDimension, _ row: Int, _ grades: [String]?) -> String {
    switch dimension {
    case .year: return ""
    case .office: return subjects[row].office
    case .unit: return table.text("unit", row)
    case .grade: return grades?[row] ?? ""
    case .businessLine: return table.text("business-line", row)
    case .family: return families[row] ?? table.text("number", row)
    case .kind: return table[.rightKind]?.category(row) ?? ""
    }
  }

  private func sorted(
    _ groups: [FeeForecast.Group], _ dimensions: [ForecastDimension], _ grades: [String]
  ) -> [FeeForecast.Group] {
    let rank = Dictionary(
      grades.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    // Outer dimensions are ordered by their own sums, so that inner ones stand together.
    var sums: [[String]: Int64] = [:]
    for group in groups {
      for depth in 0...group.key.count { sums[Array(group.key.prefix(depth)), default: 0] += group.total }
    }
    return groups.sorted { left, right in
      for index in dimensions.indices where left.key[index] != right.key[index] {
        if dimensions[index] == .grade {
          let ranks = (rank[left.key[index]] ?? .max, rank[right.key[index]] ?? .max)
          if ranks.0 != ranks.1 { return ranks.0 < ranks.1 }
        }
        let one = sums[Array(left.key.prefix(index + 1))] ?? 0
        let other = sums[Array(right.key.prefix(index + 1))] ?? 0
        return one != other ? one > other : left.key[index] < right.key[index]
      }
      return false
    }
  }

  private func reasons(
    _ fees: FeeColumns, _ hasNoFees: [Bool]
  ) -> [(reason: BilingualText, isZero: Bool, count: Int)] {
    var counts = [Int](repeating: 0, count: fees.reasons.count)
    var isZero = [Bool](repeating: false, count: fees.reasons.count)
    for row in 0..<count where fees.reasonOfRow[row] >= 0 {
      counts[Int(fees.reasonOfRow[row])] += 1
      isZero[Int(fees.reasonOfRow[row])] = hasNoFees[row]
    }
    return fees.reasons.indices.map { (fees.reasons[$0], isZero[$0], counts[$0]) }
      .sorted { ($1.count, $0.reason.en) < ($0.count, $1.reason.en) }
  }

  private var foreignCurrencies: [Currency] {
    var seen: Set<Currency> = []
    for subject in subjects { seen.formUnion(schedules.currencies(of: subject, asOf: asOf)) }
    seen.remove(currency)
    return seen.sorted()
  }
}
