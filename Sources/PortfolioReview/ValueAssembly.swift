internal import Grading
internal import PolicyModels
internal import PortfolioCore
internal import Renewals
internal import Valuation

/// Makes the value columns of a run: the renewal model over the fees of each right to the end of its term.
struct ValueAssembly {
  let subjects: [RenewalSubject]
  let table: FactTable
  let grades: GradingResult
  let gradingModel: String
  let fees: FeeColumns
  let schedules: FeeSchedules
  let rates: ExchangeRates
  let currency: Currency
  let model: RenewalValueModel

  /// Terms reach no further; the longest is 25 years.
  private static let horizon = 26

  func result() -> ValueColumns {
    let width = max(fees.yearCount, ValueAssembly.horizon)
    var reasons = fees.reasons
    func reason(_ zh: String, _ en: String) -> Int16 {
      let text = BilingualText(zh: zh, en: en)
      if let known = reasons.firstIndex(of: text) { return Int16(-1 - known) }
      reasons.append(text)
      return Int16(-reasons.count)
    }
    let (levels, groupOfReturn) = convertedReturns()
    let decays = model.decays.map { 1 - $0.rate }
    var groups: [GroupKey: Int16] = [:]
    var group = [Int16](repeating: 0, count: subjects.count)
    var kept = [Double](repeating: 1, count: subjects.count)
    var age = [Double](repeating: 0, count: subjects.count)
    var remaining = [Double](repeating: 0, count: subjects.count)
    let late = lateForecast(width)
    let kind = table[.rightKind]
    for row in subjects.indices {
      let subject = subjects[row]
      let field = table[.technologyField]?.category(row).flatMap { Int($0) }
      kept[row] = decays[model.decay(field: field)]
      let key = GroupKey(office: subject.office, kind: subject.kind)
      let found =
        groups[key] ?? model.returnLevel(office: subject.office, kind: subject.kind).map {
          groupOfReturn[$0] ?? reason("收益所用货币没有汇率", "There is no exchange rate of the currency of returns")
        } ?? reason("维持价值模型只用于专利", "The renewal model is for patents only")
      groups[key] = found
      group[row] = found
      guard found >= 0 else { continue }
      if kind?.category(row) == nil {
        group[row] = reason("权利种类未知", "The kind of right is not known")
      } else if subject.life == .ended {
        let text = NoFeeReason.ended(on: nil).text
        group[row] = reason(text.zh, text.en)
      } else if fees.reasonOfRow[row] >= 0 {
        group[row] = -1 - fees.reasonOfRow[row]
      } else if let years = table[.age]?.number(row), let left = table[.remainingTerm]?.number(row) {
        age[row] = max(0, years)
        remaining[row] = left
        if let late, late.reasons[row] == nil, late.unknownAmounts[row] > 0 {
          group[row] = reason("以后各年的费用不全", "The fees of later years are not all known")
        }
      } else {
        group[row] = reason("申请日或剩余期限未知", "The filing day or the remaining term is not known")
      }
    }
    let valuation = RenewalValuation(
      levels: levels, explained: model.explainedShare(gradingModel: gradingModel).share,
      discount: model.discount, lowShare: model.lowShare, highShare: model.highShare)
    return valuation.values(
      RenewalInputs(
        firstYear: fees.firstYear, yearCount: width, fees: amounts(late, width), age: age,
        remaining: remaining,
        group: group, kept: kept, percentile: percentiles()), planYears: fees.yearCount, reasons: reasons)
  }

  private struct GroupKey: Hashable {
    let office: String
    let kind: RightKind
  }

  /// Levels of returns in the portfolio's currency, at the rates of the as-of year, and where each entry of the
  /// model stands among them; nil where there is no rate.
  private func convertedReturns() -> ([ReturnDistribution], [Int16?]) {
    var list: [ReturnDistribution] = []
    let places = model.returns.map { given -> Int16? in
      guard let median = rates.convert(given.median, to: currency, year: table.asOf.year)?.money else {
        return nil
      }
      let returns = Lognormal(median: Double(max(1, median.minorUnits)), sigma: given.sigma)
      list.append(ReturnDistribution(returns: returns, age: given.age))
      return Int16(list.count - 1)
    }
    return (list, places)
  }

  /// The fees after those of the run's fee columns.
  private func lateForecast(_ width: Int) -> CostForecast? {
    guard width > fees.yearCount,
      let from = CalendarDay(year: fees.firstYear + fees.yearCount, month: 1, day: 1),
      let through = CalendarDay(year: fees.firstYear + width - 1, month: 12, day: 31)
    else { return nil }
    return CostForecast(
      of: subjects, schedules: schedules, rates: rates, currency: currency, from: from, through: through,
      asOf: table.asOf)
  }

  private func amounts(_ late: CostForecast?, _ width: Int) -> [Int64] {
    guard let late else { return fees.amounts }
    let lateWidth = width - fees.yearCount
    var list: [Int64] = []
    list.reserveCapacity(subjects.count * width)
    for row in subjects.indices {
      list += fees.amounts[row * fees.yearCount..<(row + 1) * fees.yearCount]
      list += late.amounts[row * lateWidth..<(row + 1) * lateWidth]
    }
    return list
  }

  /// Where each graded right's score stands among all graded ones, 0 to 1; -1 without a grade. Equal scores share
  /// the middle of their places.
  private func percentiles() -> [Double] {
    var percentile = [Double](repeating: -1, count: subjects.count)
    let graded = subjects.indices.filter { grades.codes[$0] >= 0 }.sorted {
      (grades.points[$0], $0) < (grades.points[$1], $1)
    }
    var first = 0
    while first < graded.count {
      var last = first
      while last + 1 < graded.count, grades.points[graded[last + 1]] == grades.points[graded[first]] {
        last += 1
      }
      let middle = (Double(first + last) / 2 + 0.5) / Double(graded.count)
      for place in first...last { percentile[graded[place]] = middle }
      first = last + 1
    }
    return percentile
  }
}
