internal import PortfolioCore
internal import PortfolioReview
internal import PortfolioStore

/// The revenue of years against that of the year before. A figure that is not there is no proof that nothing fell.
extension TriggerFinder {
  /// Months after the end of a year until its revenue has to be on record: a house default, time to close and audit the
  /// accounts.
  static let monthsUntilDue = 4

  /// The last year whose revenue has to be on record on a day.
  static func lastDueYear(on day: CalendarDay) -> Int {
    let year = day.year - 1
    guard let end = CalendarDay(year: year, month: 12, day: 31) else { return year }
    return end.adding(months: monthsUntilDue) <= day ? year : year - 1
  }

  /// Every year that has fallen due since the packet, else the last one; and a year that is over and not due yet, where
  /// anything of it is on record.
  func revenue(_ limit: Int) -> Found {
    let ids = Set(rights.map(\.id))
    let ledger = inputs.valuer.ledger
    let products = Set(ledger.links.filter { ids.contains($0.rightID) }.map(\.productID))
    guard !products.isEmpty else {
      return (.unknown, BilingualText(zh: "没有记录使用这些权利的产品", en: "No product that uses the rights is on record"))
    }
    let day = inputs.run.asOf
    let record = RevenueRecord(
      ledger, rates: inputs.rates, currency: inputs.run.currency, before: day.year, products: products)
    guard let latest = record.latest else {
      return (.unknown, BilingualText(zh: "没有产品的实际收入记录", en: "No actual revenue of the products is on record"))
    }
    let due = TriggerFinder.lastDueYear(on: day)
    let first = min(due, since.map { TriggerFinder.lastDueYear(on: $0) + 1 } ?? due)
    var isFallen = false
    var isOpen = false
    var told: [BilingualText] = []
    var missing: [String: Set<Int>] = [:]
    for year in first...max(due, latest) {
      let years = [year, year - 1]
      let gaps = record.gaps(in: years, silentFor: AssetValuer.yearsUntilSalesEnd)
      for gap in gaps { missing[gap.name, default: []].formUnion(gap.years) }
      let sums = record.sums(of: years)
      if year <= due, sums == nil || !gaps.isEmpty { isOpen = true }
      guard let sums else {
        told.append(
          BilingualText(
            zh: "\(year - 1)、\(year) 年没有同一产品的实际收入可比",
            en: "No product has actual revenue of both \(year - 1) and \(year)"))
        continue
      }
      told.append(text(of: year, sums))
      // Rounded down is away from zero for a fall: the limit itself is compared without rounding.
      if (Int128(sums[1]) - Int128(sums[0])) * 10_000 > Int128(limit) * Int128(sums[1]) { isFallen = true }
    }
    if !missing.isEmpty {
      let gaps = RevenueRecord.text(
        missing.map { RevenueRecord.Gap(name: $0.key, years: $0.value.sorted()) }.sorted { $0.name < $1.name })
      told.append(
        BilingualText(
          zh: "未计入缺少年份的 \(gaps.zh)", en: "left out, for a year is not recorded: \(gaps.en)"))
    }
    let reason = BilingualText(
      zh: told.map(\.zh).joined(separator: "；"), en: told.map(\.en).joined(separator: "; "))
    return (isFallen ? .fired : isOpen ? .unknown : .held, reason)
  }

  /// The sums of a year and the one before, or what changed alone where amounts are withheld.
  private func text(of year: Int, _ sums: [Int64]) -> BilingualText {
    let share = RevenueRecord.change(from: sums[1], to: sums[0]).map { Percent.text($0) }
    guard hasAmounts else {
      return BilingualText(
        zh: "\(year - 1) 年至 \(year) 年" + (share.map { "变动 \($0)" } ?? "无从比较：前一年为 0"),
        en: "\(year - 1) to \(year): "
          + (share.map { "a change of \($0)" } ?? "nothing to compare with, for the former is 0"))
    }
    let currency = inputs.run.currency
    let before = Money(minorUnits: sums[1], currency: currency)
    let after = Money(minorUnits: sums[0], currency: currency)
    return BilingualText(
      zh: "\(year - 1) 年 \(before)，\(year) 年 \(after)" + (share.map { "，变动 \($0)" } ?? ""),
      en: "\(year - 1): \(before), \(year): \(after)" + (share.map { ", a change of \($0)" } ?? ""))
  }
}
