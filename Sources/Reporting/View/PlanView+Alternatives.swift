import PortfolioCore
import PortfolioReview

/// What keeping a right is compared with, and what late fees are.
extension PlanView {
  /// What a margin is reckoned against, in a cell; a dash where a right has none.
  func alternative(_ row: Int) -> String {
    guard plan.hasMargin[row] else { return wording.dash }
    switch plan.alternative(row) {
    case .nextDueDay?, .lateFeeUnpaid?: return lettingGoAtOnce(row)
    case .keptThrough(let year)?: return both("留到 \(year) 年再放弃", "keeping through \(year) only")
    case nil: return both("最好的放弃时点", "the best time to let go")
    }
  }

  /// The same within a sentence.
  func alternativeNoun(_ row: Int) -> String {
    switch plan.alternative(row) {
    case .nextDueDay?: return both("下一缴费日放弃", "letting go at the next due day")
    case .lateFeeUnpaid?: return both("不补缴逾期费用", "not paying the late fee")
    case .keptThrough(let year)?:
      return both("留到 \(year) 年再放弃", "keeping through \(year) and letting go then")
    case nil: return both("最好的放弃时点", "the best time to let go")
    }
  }

  /// The soonest way to let a right go, as tables and sentences call it.
  func lettingGoAtOnce(_ row: Int) -> String {
    plan.lettingGoAtOnce(row) == .lateFeeUnpaid
      ? both("不补缴", "not paying the late fee") : both("到期即放弃", "letting go when due")
  }

  /// The head of what keeping is worth more than the soonest way to let go.
  var overLettingGoHead: String {
    both("保留比到期放弃（已逾期的比不补缴）多值", "Worth more than letting go when due (of late ones: than not paying)")
  }

  /// Where the best way to let go is not the next due day: what keeping is worth more than letting go at that day;
  /// nil elsewhere, for there the margin says it.
  func overLettingGo(_ row: Int) -> String? {
    guard case .keptThrough(let year)? = plan.alternative(row), let columns = plan.alternatives,
      let margin = plan.marginOverLettingGo(row)
    else { return nil }
    let credit = columns.credit[row]
    let (net, price) = (value(columns.net[row]), value(columns.price[row]))
    let isLate = plan.lettingGoAtOnce(row) == .lateFeeUnpaid
    let (soonest, atOnce) =
      isLate ? ("不补缴逾期费用", "not paying the late fee") : ("下一缴费日就放弃", "letting go at the next due day")
    return both(
      "与\(soonest)相比：净价值 \(net) − 用于别处的价值 \(price)"
        + (credit != 0 ? " + 规则与同族 \(value(credit))" : "")
        + " = \(value(margin))；上面比的是更好的一种放弃，即留到 \(year) 年",
      "Against \(atOnce): net worth \(net) less \(price) elsewhere"
        + (credit != 0 ? " plus \(value(credit)) by rules and family" : "")
        + ": \(value(margin)). The comparison above is with the better way to let go, keeping through \(year)"
    )
  }

  // MARK: Late fees

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
      + (late.lazy.filter { !plan.isLastFee($0) }.compactMap { lateBuys($0) }.first.map {
        both("。", ". ") + $0
      } ?? "")
  }

  /// What paying a late fee before the plan buys, and which way to let go the plan does not weigh; nil for late fees of
  /// the first year and those that a tie asks for.
  func lateBuys(_ late: LateFee) -> String? {
    guard late.payment == .beforePlan else { return nil }
    if plan.isLastFee(late) {
      return late.bought.map {
        both(
          "补缴买到的是到保护期届满日 \(wording.day($0.until)) 为止的权利，其后再无年费",
          "Paying it buys the right until its term ends on \(wording.day($0.until)); no fee follows")
      }
    }
    return both(
      "补缴买到的是到 \(head.firstYear) 年缴费日为止的权利；补缴后到那一天再放弃，不是方案所比的做法，需要时另行决定",
      "Paying it buys the right until its due day of \(head.firstYear); to pay now and let go on that day is not one of the ways that the plan weighs: decide on it apart"
    )
  }

  /// What a late fee buys against what it costs, the parts of the sum; nil where the plan does not weigh it.
  func lateSum(_ late: LateFee) -> String? {
    guard let bought = late.bought, head.valueUnit == .money else { return nil }
    let worth = Int64(bought.worth.rounded())
    let until = wording.day(bought.until)
    return both(
      "补缴所买与所付：\(wording.day(run.asOf)) 至 \(until) 共 \(bought.days) 天，每年价值 \(value(bought.worthAYear)) × \(bought.days) ÷ 365.25 = \(value(worth))；须付 \(exactMoney(late.amount))",
      "What it buys against what it takes: \(bought.days) days from \(wording.day(run.asOf)) to \(until), at \(value(bought.worthAYear)) a year × \(bought.days) ÷ 365.25 = \(value(worth)); to pay \(exactMoney(late.amount))"
    )
  }

  /// Why a right with a late fee is not decided by the plan, though no fee of its years says so; nil of others.
  func lateNotWeighed(_ row: Int) -> String? {
    guard plan.actions[row] == .nothingDue, isLate(row) else { return nil }
    guard let late = plan.lateFee(row) else {
      return both(
        "逾期费用的金额未知，方案未作取舍：请另行决定是否补缴",
        "The late fee is of unknown amount and not weighed by the plan: decide on it apart")
    }
    if late.payment == .tied {
      return both(
        "逾期费用未作取舍：一项约束越过其缴费期限，要求补缴",
        "The late fee is not weighed: a tie outlasts its due day and asks for it")
    }
    return both(
      "逾期费用未作取舍：方案各年再无年费，它所买的最后几个月没有可比的价值；请另行决定是否补缴",
      "The late fee is not weighed: no fee of the plan's years follows, and the last months that it buys have no worth to weigh; decide on it apart"
    )
  }

  /// How many fees are past their due day without a payment on record though the register does not call them late, which
  /// the plan takes as paid; nil without any.
  var unrecordedLine: String? {
    guard let open = run.fees.unrecorded, let first = open.map(\.lastDay).min() else { return nil }
    let known = open.compactMap(\.minorUnits)
    let sum = (known.count < open.count ? "≥ " : "") + money(known.reduce(0, +))
    let ended = open.compactMap(\.ledgerEnd)
    let newer = ended.max().map {
      both(
        "；其中 \(ended.count) 项在缴费台账截止日 \(wording.day($0)) 之后到期，先导入其后的缴费记录",
        "; \(ended.count) of them fell due after the ledger's last day, \(wording.day($0)): import the later payments first"
      )
    }
    return both(
      "另有 \(open.count) 项权利的缴费期限已过而没有缴费记录，登记状态也未标为滞纳：补缴须 \(sum)，最早 \(wording.day(first)) 失权。方案视之为已缴，请先核对\(newer ?? "")",
      "\(open.count) more rights are past a due day with no payment on record, though the register does not call them late: paying takes \(sum), the first is lost after \(wording.day(first)). The plan takes them as paid: check them first\(newer ?? "")"
    )
  }

  /// Whether the register calls a right's annuity late and it can still be paid.
  func isLate(_ row: Int) -> Bool { run.table[.graceEnd]?.day(row) != nil }

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
    let open =
      sums.open == 0
      ? "" : both("；另有 \(money(sums.open)) 未作取舍", "; \(money(sums.open)) are not weighed by the plan")
    return both(
      "滞纳期内应补缴的费用（含基准日的滞纳金）在 \(head.firstYear) 年之前支付，不占预算：保留就得先补缴，已从净价值中减去，所买的从基准日到方案首个缴费日的价值按首年折算计入；按方案补缴 \(money(sums.paid))，不补缴而少付 \(money(sums.spared))\(open)",
      "Late fees, with the surcharge of the as-of day, are paid before \(head.firstYear) and outside its budget: whoever keeps the right pays them first, so they are taken off its net worth, and what they buy, from the as-of day to the first due day of the plan, is added at the worth of the first year. The plan pays \(money(sums.paid)) and spares \(money(sums.spared))\(open)"
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
    let dash = ReportTable.Cell(wording.dash, muted: true)
    guard let late = plan.lateFeeLetGo(row) else {
      guard let open = run.fees.unrecordedFee(row) else { return [dash, dash, dash] }
      // Taken as paid, which is said beside it; how much of the sum is surcharge the run does not hold.
      return [dayCell(open.lastDay), open.minorUnits.map { moneyCell($0) } ?? dash, dash]
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
