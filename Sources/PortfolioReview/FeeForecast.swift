public import PortfolioCore
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
    /// The rights, those without known fees among them.
    public internal(set) var rights = 0
    /// The rights whose fees cannot be named.
    public internal(set) var leftOut = 0
    /// Minor units by year.
    public internal(set) var expected: [Int64]
    /// The same with foreign currencies at their lowest yearly average on file.
    public internal(set) var low: [Int64]
    /// The same with foreign currencies at their highest yearly average on file.
    public internal(set) var high: [Int64]
    /// Whether some fee of the year continues a last known amount.
    public internal(set) var isEstimate: [Bool]
    /// Fees and other costs up to the as-of day, in minor units.
    public internal(set) var costToDate: Int64 = 0
    /// Fees still to be paid to the ends of the terms, in minor units.
    public internal(set) var costToCome: Int64 = 0
    /// Living rights whose cost to the end cannot be named: trademarks can be renewed for ever, others lack days.
    public internal(set) var withoutEnd = 0

    init(key: [String], years: Int) {
      self.key = key
      expected = Array(repeating: 0, count: years)
      low = expected
      high = expected
      isEstimate = Array(repeating: false, count: years)
    }

    /// All years.
    public var total: Int64 { expected.reduce(0, +) }

    mutating func add(_ other: Group) {
      rights += other.rights
      leftOut += other.leftOut
      for index in expected.indices {
        expected[index] += other.expected[index]
        low[index] += other.low[index]
        high[index] += other.high[index]
        isEstimate[index] = isEstimate[index] || other.isEstimate[index]
      }
      costToDate += other.costToDate
      costToCome += other.costToCome
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
  /// Fees in these sums that are recorded as paid already.
  public let paidAhead: Int64
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
    func assembled(_ rates: ExchangeRates) -> (fees: FeeColumns, estimates: [Bool]) {
      let result = FeeAssembly(
        subjects: subjects, assumedAlive: assumedAlive, table: table, schedules: schedules, rates: rates,
        request: review
      ).result()
      return (result.fees, result.estimates)
    }
    func columns(_ rates: ExchangeRates) -> FeeColumns { assembled(rates).fees }
    let (expected, estimates) = assembled(rates)
    let foreign = foreignCurrencies
    let low = foreign.isEmpty ? expected : columns(rates.span(highest: false))
    let high = foreign.isEmpty ? expected : columns(rates.span(highest: true))
    let dimensions = request.dimensions.filter { $0 != .year }
    var groups: [FeeForecast.Group] = []
    var positions: [[String]: Int] = [:]
    for row in 0..<count {
      let key = dimensions.map { word($0, row, request.grades?.names) }
      let position: Int
      if let known = positions[key] {
        position = known
      } else {
        position = groups.count
        positions[key] = position
        groups.append(FeeForecast.Group(key: key, years: width))
      }
      groups[position].rights += 1
      if expected.certainty[row] == .none { groups[position].leftOut += 1 }
      let start = row * width
      for year in 0..<width {
        groups[position].expected[year] += expected.amounts[start + year]
        groups[position].low[year] += low.amounts[start + year]
        groups[position].high[year] += high.amounts[start + year]
        if estimates[start + year] || (assumedAlive[row] && expected.amounts[start + year] != 0) {
          groups[position].isEstimate[year] = true
        }
      }
      if request.includesCosts { addCosts(row, to: &groups[position]) }
    }
    var total = FeeForecast.Group(key: [], years: width)
    for group in groups { total.add(group) }
    return FeeForecast(
      asOf: asOf, currency: currency, years: (0..<width).map { asOf.year + $0 }, dimensions: dimensions,
      groups: sorted(groups, dimensions, request.grades?.order ?? []), total: total,
      leftOut: reasons(expected),
      assumedAlive: zip(assumedAlive, expected.certainty).count { $0 && $1 != .none },
      estimated: expected.certainty.count { $0 == .estimate }, paidAhead: paidAhead(),
      rateYears: foreign.compactMap { rates.yearsOnFile(of: $0) }.reduce(nil) { span, years in
        guard let span else { return years }
        return min(span.lowerBound, years.lowerBound)...max(span.upperBound, years.upperBound)
      }, hasCosts: request.includesCosts)
  }

  private func addCosts(_ row: Int, to group: inout FeeForecast.Group) {
    group.costToDate += costToDate(row).total
    if let cost = costToCome(row) { group.costToCome += cost } else { group.withoutEnd += 1 }
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

  private func reasons(_ fees: FeeColumns) -> [(reason: BilingualText, isZero: Bool, count: Int)] {
    var counts = [Int](repeating: 0, count: fees.reasons.count)
    var isZero = [Bool](repeating: false, count: fees.reasons.count)
    for row in 0..<count where fees.reasonOfRow[row] >= 0 {
      let reason = Int(fees.reasonOfRow[row])
      counts[reason] += 1
      if counts[reason] == 1,
        case .failure(let why) = calendar.items(for: subjects[row], from: asOf, through: asOf, asOf: asOf)
      {
        isZero[reason] = why.isZeroByRule
      }
    }
    return fees.reasons.indices.map { (fees.reasons[$0], isZero[$0], counts[$0]) }
      .sorted { ($1.count, $0.reason.en) < ($0.count, $1.reason.en) }
  }

  private var foreignCurrencies: [Currency] {
    var seen: Set<Currency> = []
    for subject in subjects {
      if let schedule = schedules.schedule(office: subject.office, kind: subject.kind),
        schedule.currency != currency
      {
        seen.insert(schedule.currency)
      }
    }
    return seen.sorted()
  }

  /// Fees with due days from the as-of day on that are recorded as paid.
  private func paidAhead() -> Int64 {
    var sum: Int64 = 0
    for row in 0..<count where payments[row].contains(where: { asOf - $0.paidDay < 800 }) {
      guard
        case .success(let items) = calendar.items(
          for: subjects[row], from: asOf, through: asOf.adding(years: 3), asOf: asOf)
      else { continue }
      for (item, isPaid) in zip(items, DueList.isPaid(payments[row], items)) where isPaid {
        guard let amount = item.amount else { continue }
        sum += rates.convert(amount, to: currency, year: item.due.year)?.money.minorUnits ?? 0
      }
    }
    return sum
  }
}
