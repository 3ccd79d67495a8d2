import PortfolioCore
import PortfolioReview

/// The plan year by year.
extension PlanView {
  /// What a year needs, has and spends, as a sentence; nil without a budget of the portfolio.
  func headline(_ year: PlanLedger.Year) -> String? {
    guard let cap = year.cap, let available = year.available else { return nil }
    let need = year.spend + year.saved
    let isCarried = year.carriedIn != nil
    // Without anything to add up there is one budget, not a sum.
    let budget =
      isCarried
      ? both(
        "预算 \(money(cap))，上年结转 \(money(year.carriedIn ?? 0))，可用 \(money(available))",
        "the budget is \(money(cap)) with \(money(year.carriedIn ?? 0)) carried in: \(money(available))")
      : both("预算 \(money(cap))", "the budget is \(money(cap))")
    let end =
      isCarried
      ? (year.slack ?? 0) < 0
        ? both(
          "，按代价超支 \(money(-(year.slack ?? 0)))", ", \(money(-(year.slack ?? 0))) over the budget at its price"
        )
        : both("，结转下年 \(money(year.slack ?? 0))", ", and \(money(year.slack ?? 0)) is carried on") : ""
    return both(
      "\(year.year) 年全部续缴需 \(money(need))，\(budget)"
        + (need > available ? "，缺口 \(money(need - available))" : "，够用")
        + "；方案支出 \(money(year.spend))，少缴 \(money(year.saved))" + savings(year) + end,
      "All fees of \(year.year) come to \(money(need)), \(budget)"
        + (need > available ? ", \(money(need - available)) short" : ", which is enough")
        + "; the plan spends \(money(year.spend)) and saves \(money(year.saved))" + savings(year) + end)
  }

  var ledgerSection: ReportSection {
    var blocks: [ReportBlock] = [.table(ledgerTable)]
    if isCarried {
      blocks.append(
        .paragraph(
          both(
            "可结转的预算：上年结转 + 本年预算 − 支出 = 结转下年；低于 0 的为按代价超支，不结转",
            "A budget that carries over: carried in + budget of the year − spent = carried on; below 0 it is overrun at its price and not carried"
          )))
    }
    return ReportSection(
      "plan-ledger", both("逐年台账（金额单位：\(wording.moneyUnit)）", "Ledger by year, in \(wording.moneyUnit)"),
      blocks)
  }

  private var isCarried: Bool { ledger.years.contains { $0.carriedIn != nil } }
  private var isElsewhere: Bool { ledger.years.contains { $0.elsewhere != 0 } }

  /// The columns of a ledger that only some plans need, with what stands in them.
  private typealias Field = (title: String, cell: (PlanLedger.Year) -> ReportTable.Cell)

  var ledgerTable: ReportTable {
    var fields: [Field] = []
    if isCarried { fields.append((both("上年结转", "carried in"), { exactCell($0.carriedIn) })) }
    fields += [
      (both("预算", "budget"), { $0.cap.map { moneyCell($0) } ?? ReportTable.Cell(wording.dash, muted: true) }),
      (both("支出", "spent"), { exactCell($0.spend) }),
      (both("其中待补事实", "of it, needing a fact"), { exactCell($0.reserved) }),
    ]
    if isElsewhere {
      fields.append(
        (both("另由他处支付（待补事实）", "paid from elsewhere, needing a fact"), { exactCell($0.elsewhere) }))
    }
    fields += [
      (isCarried ? both("结转下年", "carried on") : both("结余", "left"), { exactCell($0.slack) }),
      (both("缴费项数", "fees paid, rights"), { wording.countCell($0.paid) }),
      (both("累计放弃项数", "let go so far"), { wording.countCell($0.letGo) }),
      (both("少缴费用", "fees saved"), { exactCell($0.saved) }),
      (both("其中无条件", "of it, without conditions"), { exactCell($0.savedClear) }),
      (both("保留的当年价值", "worth of the year kept"), { valueCell($0.worthKept) }),
      (both("放弃的当年价值", "worth of the year forgone"), { valueCell($0.worthForgone) }),
    ]
    return ReportTable(
      "plan-ledger-table", both("逐年台账", "Ledger by year"),
      [ReportTable.Column(both("年度", "year"), .code)] + fields.map { ReportTable.Column($0.title, .number) },
      ledger.years.map { year in
        [ReportTable.Cell(wording.year(year.year, asOf: run.asOf))]
          + fields.map { $0.cell(year) }
      })
  }

  /// The same with its currency.
  func exactMoney(_ minorUnits: Int64) -> String {
    zh && run.currency == .cny ? exact(minorUnits) + " 元" : run.currency.code + " " + exact(minorUnits)
  }

  /// Money to the last minor unit where there is one: a ledger is added up again.
  func exact(_ minorUnits: Int64) -> String {
    minorUnits % run.currency.minorPerMajor == 0
      ? whole(minorUnits) : NumberText.scaledText(Int(minorUnits), run.currency.minorDigits)
  }
}
