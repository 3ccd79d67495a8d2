import PortfolioCore
import PortfolioReview

/// What keeping a right is compared with, and what late fees are.
extension PlanView {
  /// What a margin is reckoned against, in a cell; a dash where a right has none.
  func alternative(_ row: Int) -> String {
    guard plan.hasMargin[row] else { return wording.dash }
    switch plan.alternative(row) {
    case .nextDueDay?:
      return isPaidOnTime(row)
        ? both("到期即放弃", "letting go when due") : both("不补缴", "not paying the late fee")
    case .keptThrough(let year)?: return both("留到 \(year) 年再放弃", "keeping through \(year) only")
    case nil: return both("最好的放弃时点", "the best time to let go")
    }
  }

  /// The same within a sentence.
  func alternativeNoun(_ row: Int) -> String {
    switch plan.alternative(row) {
    case .nextDueDay?:
      return isPaidOnTime(row)
        ? both("下一缴费日放弃", "letting go at the next due day")
        : both("不补缴逾期费用", "not paying the late fee")
    case .keptThrough(let year)?:
      return both("留到 \(year) 年再放弃", "keeping through \(year) and letting go then")
    case nil: return both("最好的放弃时点", "the best time to let go")
    }
  }

  /// Where the best way to let go is not the next due day: what keeping is worth more than letting go at that day;
  /// nil elsewhere, for there the margin says it.
  func overLettingGo(_ row: Int) -> String? {
    guard case .keptThrough(let year)? = plan.alternative(row), let columns = plan.alternatives,
      let margin = plan.marginOverLettingGo(row)
    else { return nil }
    let credit = columns.credit[row]
    let (net, price) = (value(columns.net[row]), value(columns.price[row]))
    return both(
      "与下一缴费日就放弃相比：净价值 \(net) − 用于别处的价值 \(price)"
        + (credit != 0 ? " + 规则与同族 \(value(credit))" : "")
        + " = \(value(margin))；上面比的是更好的一种放弃，即留到 \(year) 年",
      "Against letting go at the next due day: net worth \(net) less \(price) elsewhere"
        + (credit != 0 ? " plus \(value(credit)) by rules and family" : "")
        + ": \(value(margin)). The comparison above is with the better way to let go, keeping through \(year)"
    )
  }

  // MARK: Late fees

  /// Whether nothing is late that the plan decides on.
  private func isPaidOnTime(_ row: Int) -> Bool { plan.lateFee(row).map { $0.payment == .tied } ?? true }

  /// A late fee in words: since when, until when, how much.
  func lateText(_ late: LateFee) -> String {
    both(
      "\(wording.day(late.due)) 到期，最迟 \(wording.day(late.lastDay)) 可补缴，现须缴 \(exactMoney(late.amount))（含滞纳金 \(exactMoney(late.surcharge))）",
      "due on \(wording.day(late.due)), payable until \(wording.day(late.lastDay)), now \(exactMoney(late.amount)) with a surcharge of \(exactMoney(late.surcharge))"
    )
  }

  /// How many of the candidates are late already, and what paying for them would cost; nil without any.
  func lateSummary(_ candidates: [Int]) -> String? {
    let late = candidates.compactMap { plan.lateFeeLetGo($0) }
    guard let first = late.map(\.lastDay).min() else { return nil }
    let sum = exactMoney(late.reduce(Int64(0)) { $0 + $1.amount })
    return both(
      "其中 \(late.count) 项已逾期，在宽限期内：期限是已过的那一天，最迟补缴日最早为 \(wording.day(first))，补缴共需 \(sum)（含滞纳金）；不补缴，权利自期限届满之日起终止",
      "\(late.count) of them are late and in their grace period: the due day has passed, the first of their last days is \(wording.day(first)), and paying for them takes \(sum) with surcharges; unpaid, they lapse as of the due day"
    )
  }

  /// Which money late fees are paid out of; nil without any.
  var lateFeesLine: String? {
    guard let fees = head.lateFees, !fees.isEmpty else { return nil }
    let ofFirstYear = fees.filter { $0.payment == .firstYear }.reduce(Int64(0)) { $0 + $1.amount }
    if ofFirstYear > 0 {
      return both(
        "滞纳期内应补缴的 \(money(ofFirstYear))（含基准日的滞纳金）是首年 \(head.firstYear) 年的费用，由该年预算支付",
        "The late fees of \(money(ofFirstYear)), with the surcharge of the as-of day, are fees of \(head.firstYear), out of its budget"
      )
    }
    let sums = plan.lateFeesBeforePlan
    return both(
      "滞纳期内应补缴的费用（含基准日的滞纳金）在 \(head.firstYear) 年之前支付，不占预算：保留就得先补缴，已从净价值中减去，所买的从基准日到方案首个缴费日的价值按首年折算计入；按方案补缴 \(money(sums.paid))，不补缴而少付 \(money(sums.spared))",
      "Late fees, with the surcharge of the as-of day, are paid before \(head.firstYear) and outside its budget: whoever keeps the right pays them first, so they are taken off its net worth, and what they buy, from the as-of day to the first due day of the plan, is added at the worth of the first year. The plan pays \(money(sums.paid)) and spares \(money(sums.spared))"
    )
  }

  /// The columns of late fees.
  var lateColumns: [ReportTable.Column] {
    [
      ReportTable.Column(both("最迟补缴", "payable until"), .code),
      ReportTable.Column(both("补缴须付（\(wording.moneyUnit)）", "to pay now, \(wording.moneyUnit)"), .number),
      ReportTable.Column(both("其中滞纳金", "surcharge in it"), .number),
    ]
  }

  func lateCells(_ row: Int) -> [ReportTable.Cell] {
    guard let late = plan.lateFeeLetGo(row) else {
      return Array(repeating: ReportTable.Cell(wording.dash, muted: true), count: 3)
    }
    return [dayCell(late.lastDay), moneyCell(late.amount), moneyCell(late.surcharge)]
  }

  // MARK: Typed cells

  /// A day, or a dash.
  func dayCell(_ day: CalendarDay?) -> ReportTable.Cell {
    day.map { wording.dayCell($0) } ?? ReportTable.Cell(wording.dash, muted: true)
  }

  /// Money rounded to whole major units on the page; typed cells have all of it.
  func moneyCell(_ minorUnits: Int64) -> ReportTable.Cell {
    ReportTable.Cell(whole(minorUnits), value: .money(Money(minorUnits: minorUnits, currency: run.currency)))
  }

  /// Money to the last minor unit; a dash where there is none.
  func exactCell(_ minorUnits: Int64?) -> ReportTable.Cell {
    guard let minorUnits else { return ReportTable.Cell(wording.dash, muted: true) }
    return ReportTable.Cell(
      exact(minorUnits), value: .money(Money(minorUnits: minorUnits, currency: run.currency)))
  }

  /// A value of the plan, in whole major units or points; a dash where there is none.
  func valueCell(_ value: Int64?) -> ReportTable.Cell {
    guard let value else { return ReportTable.Cell(wording.dash, muted: true) }
    return ReportTable.Cell(
      plain(value),
      value: head.valueUnit == .money ? .integer(Int(value)) : .decimal(Double(value) / 100, places: 2))
  }

  /// A limit or use of a row in its own unit.
  func amountCell(_ amount: Int64, of row: PlanRow) -> ReportTable.Cell {
    switch row.kind {
    case .budget, .unitShare: return moneyCell(amount)
    case .coverage: return wording.countCell(Int(amount))
    case .share:
      return ReportTable.Cell(
        self.amount(amount, of: row), value: .decimal(Double(amount) / 10_000, places: 4))
    }
  }
}
