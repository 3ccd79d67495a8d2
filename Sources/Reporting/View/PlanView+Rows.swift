import PolicyModels
import PortfolioCore
public import PortfolioReview
import Pruning

/// Rows, prices, frontier, conflicts.
extension PlanView {
  /// The rows beside the portfolio's budgets: the tightest first.
  var rowsSection: ReportSection? {
    guard !head.uses.isEmpty else { return nil }
    let others = head.rows.indices.filter { !head.rows[$0].isWhole || head.rows[$0].isCumulative }
    guard !others.isEmpty else { return nil }
    func room(_ row: Int) -> Int64 {
      head.rows[row].isCap ? head.rows[row].limit - head.uses[row] : head.uses[row] - head.rows[row].limit
    }
    let tight = others.filter { multiplier($0) > 0 || room($0) == 0 }
    let shown = others.sorted { left, right in
      (multiplier(right), room(left), left) < (multiplier(left), room(right), right)
    }.prefix(listed)
    let table = ReportTable(
      "plan-rows-table", both("约束", "Rules"),
      [
        ReportTable.Column(both("约束", "rule"), .long), ReportTable.Column(both("限额", "limit"), .number),
        ReportTable.Column(both("使用", "used"), .number), ReportTable.Column(both("余量", "room"), .number),
        ReportTable.Column(both("每单位的价格", "price of a unit"), .number),
      ],
      shown.map { row in
        [
          ReportTable.Cell(wording.text(head.rows[row].name)),
          ReportTable.Cell(amount(head.rows[row].limit, of: head.rows[row])),
          ReportTable.Cell(amount(head.uses[row], of: head.rows[row])),
          ReportTable.Cell(amount(room(row), of: head.rows[row])),
          ReportTable.Cell(multiplier(row) > 0 ? NumberText.fixed(unitPrice(row), 2) : wording.dash),
        ]
      })
    return ReportSection(
      "plan-rows", both("其他约束", "Other rules"), count: others.count,
      [
        .paragraph(
          both(
            "共 \(others.count) 条，其中 \(tight.count) 条已用尽或有价格；先列最紧的",
            "\(others.count) in all, \(tight.count) of them used up or with a price; the tightest first")),
        .table(table),
      ])
  }

  private func multiplier(_ row: Int) -> Int64 { row < head.multipliers.count ? head.multipliers[row] : 0 }

  /// What a unit of a row as people count it is worth: a unit of money, a right.
  private func unitPrice(_ row: Int) -> Double {
    let price = Double(multiplier(row)) / Double(PruningPlan.multiplierScale)
    switch head.rows[row].kind {
    case .budget, .unitShare: return price * Double(run.currency.minorPerMajor)
    case .coverage: return price
    case .share: return price * 10_000
    }
  }

  // MARK: Prices

  var pricesSection: ReportSection? {
    guard let insights = head.insights, !insights.prices.isEmpty else { return nil }
    var lines = insights.prices.prefix(12).map { sentence($0) }
    if let step = insights.step { lines.append(sentence(step)) }
    return ReportSection(
      "plan-prices", both("多一元预算值多少", "What one more unit of budget is worth"), [.list(lines)])
  }

  private func sentence(_ price: ShadowPrice) -> String {
    let name = wording.text(head.rows[price.row].name)
    guard price.price > 0 else {
      return both(
        "\(name)：不构成限制，自 \(money(price.from)) 起再多也不增加价值",
        "\(name): does not bind; from \(money(price.from)) on, more adds nothing")
    }
    let rate = NumberText.fixed(price.price, 2)
    let range = price.to.map { "\(whole(price.from))–\(whole($0))" } ?? whole(price.from)
    return head.valueUnit == .money
      ? both(
        "\(name)：每多 1 元约多保住 \(rate) 元净价值（已扣年费；预算在 \(range) 元之间成立）",
        "\(name): one more unit keeps about \(rate) of net worth, fees already paid (holds for budgets of \(range))"
      )
      : both(
        "\(name)：每多 1 元约多保住 \(NumberText.fixed(price.price / 100, 4)) 分·年（预算在 \(range) 元之间成立）",
        "\(name): one more unit keeps about \(NumberText.fixed(price.price / 100, 4)) points × years (holds for budgets of \(range))"
      )
  }

  private func sentence(_ step: BudgetStep) -> String {
    let name = wording.text(head.rows[step.row].name)
    func list(_ rows: [Int]) -> String {
      let shown = rows.prefix(8).map { number($0) }
      return wording.list(Array(shown))
        + (rows.count > 8 ? both(" 等 \(rows.count) 项", " and \(rows.count - 8) more") : "")
    }
    let changes =
      step.kept.isEmpty && step.letGo.isEmpty
      ? step.gain > 0
        ? both("去留不变，只是有的多保留几年", "the same are kept, some for longer")
        : both("取舍不变", "nothing changes")
      : [
        step.kept.isEmpty ? nil : both("多保留 ", "keeps ") + list(step.kept),
        step.letGo.isEmpty ? nil : both("改为放弃 ", "lets go instead ") + list(step.letGo),
      ].compactMap { $0 }.joined(separator: both("，", ", "))
    return both(
      "\(name)再加 \(money(step.amount))：\(changes)；价值增加 \(value(step.gain))",
      "\(name), \(money(step.amount)) more: \(changes); \(value(step.gain)) more value")
  }

  /// The smallest budget that keeps a right, as a sentence.
  public func sentence(_ keeping: KeepingBudget) -> String {
    let right = number(keeping.right)
    let name = wording.text(head.rows[keeping.row].name)
    guard let budget = keeping.budget else {
      return plan.actions[keeping.right].isDecided
        ? both(
          "\(right)：“\(name)”再大也不会保留，其价值抵不过年费",
          "\(right): no “\(name)” keeps it; it is worth less than its fees")
        : both(
          "\(right)：\(word(plan.actions[keeping.right]))，不由预算决定",
          "\(right): \(word(plan.actions[keeping.right])); no budget decides it")
    }
    var below = keeping.notAt.map { both("（\(money($0)) 时还不会）", " (not yet at \(money($0)))") } ?? ""
    if keeping.isCut {
      below += both("；时间用尽，更小的预算也可能保留", "; the time ran out, and less may do")
    }
    return both(
      "\(right)：“\(name)”约在 \(money(budget)) 起会保留\(below)",
      "\(right): kept from a “\(name)” of about \(money(budget)) on\(below)")
  }

  // MARK: Frontier

  var frontierSection: ReportSection? {
    guard let frontier = head.insights?.frontier, !frontier.points.isEmpty else { return nil }
    return ReportSection(
      "plan-frontier", both("预算与价值", "Value against budget"),
      [
        .paragraph(
          both(
            "上限是已证明的：该预算下任何方案都不会超过它。所选预算以“←”标出",
            "The ceiling is proven: no plan of that budget exceeds it. The budget asked for is marked “←”")
            + (frontier.isSketch == true
              ? both(
                "。这是少数几点的简图，所选预算以外各点为快速求解；完整曲线用 --frontier",
                ". A sketch of a few points, quick answers but for the budget asked for; --frontier gives the whole curve"
              )
              : "")),
        .charts(frontierChart(frontier).map { [$0] } ?? []), .table(frontierTable(frontier)),
      ]
        + (frontier.isCut
          ? [
            .paragraph(
              both(
                "时间用尽：只算出 \(frontier.points.count) 个预算，原定 \(frontier.asked ?? 0) 个；延长 --limit 可算完",
                "The time ran out: \(frontier.points.count) of \(frontier.asked ?? 0) budgets are done; a longer --limit finishes them"
              ))
          ] : []))
  }

  func frontierTable(_ frontier: PlanFrontier) -> ReportTable {
    let years = frontier.rows.map { wording.text(head.rows[$0].name) }
    let unit = valueUnit
    return ReportTable(
      "plan-frontier-table", both("预算与价值", "Value against budget"),
      years.map { ReportTable.Column($0, .number) } + [
        ReportTable.Column(both("支出", "spent"), .number),
        ReportTable.Column(both("价值（\(unit)）", "value, \(unit)"), .number),
        ReportTable.Column(both("上限", "ceiling"), .number),
        ReportTable.Column(both("保留", "kept"), .number), ReportTable.Column(both("放弃", "let go"), .number),
        ReportTable.Column("", .code),
      ],
      frontier.points.map { point in
        point.budgets.map { ReportTable.Cell(whole($0)) } + [
          ReportTable.Cell(point.spent.isEmpty ? wording.dash : whole(point.spent.reduce(0, +))),
          ReportTable.Cell(
            point.value.map { plain($0) } ?? both("无方案", "no plan"), muted: point.value == nil),
          ReportTable.Cell(point.ceiling.map { plain($0) } ?? wording.dash),
          ReportTable.Cell(point.value == nil ? wording.dash : wording.count(point.kept)),
          ReportTable.Cell(point.value == nil ? wording.dash : wording.count(point.letGo)),
          ReportTable.Cell(point.isChosen ? "←" : ""),
        ]
      })
  }

  // MARK: Rules

  var rulesSection: ReportSection? {
    let prices = head.insights?.rules ?? []
    guard !prices.isEmpty else { return nil }
    return ReportSection(
      "plan-rules", both("规则的代价", "What the rules cost"),
      [
        .paragraph(
          both(
            "去掉一条规则重新求解，方案价值可多出多少；不多于第二列（已证明）",
            "How much more the plan would be worth without a rule; at most the second figure (proven)")),
        .table(
          ReportTable(
            "plan-rules-table", both("规则的代价", "What the rules cost"),
            [
              ReportTable.Column(both("规则", "rule"), .long),
              ReportTable.Column(both("涉及", "concerns"), .number),
              ReportTable.Column(both("代价（\(valueUnit)）", "cost, \(valueUnit)"), .number),
              ReportTable.Column(both("至多", "at most"), .number),
            ],
            prices.map { price in
              [
                ReportTable.Cell(wording.text(price.title)), ReportTable.Cell(wording.count(price.size)),
                ReportTable.Cell(price.cost.map { plain($0) } ?? wording.dash),
                ReportTable.Cell(price.atMost.map { plain($0) } ?? wording.dash),
              ]
            })),
      ])
  }

  // MARK: No plan

  /// Why there is no plan, and what would make one possible.
  var conflictSection: ReportSection {
    var lines: [String] = []
    if head.status == .infeasible {
      if !head.conflict.isEmpty {
        lines.append(
          both("互相冲突的约束：", "Rules that contradict each other: ")
            + wording.list(head.conflict.prefix(8).map { describe($0) }))
      }
      for relief in head.relief {
        let row = head.rows[relief.row]
        let by =
          row.kind == .budget || row.kind == .unitShare
          ? money(relief.amount) : amount(relief.amount, of: row)
        let need =
          row.kind == .budget || row.kind == .unitShare
          ? money(row.limit + relief.amount) : amount(row.limit + relief.amount, of: row)
        lines.append(
          row.isCap
            ? both(
              "最小的改动：“\(wording.text(row.name))”增加 \(by)（必须保留的和待补事实的权利已需 \(need)）",
              "Least change: raise “\(wording.text(row.name))” by \(by) (what must be kept or lacks a fact needs \(need))"
            )
            : both(
              "最小的改动：“\(wording.text(row.name))”降低 \(by)",
              "Least change: lower “\(wording.text(row.name))” by \(by)"))
      }
      let reserved = head.rows.indices.filter {
        head.rows[$0].isCap && head.rows[$0].reserved > head.rows[$0].limit
      }
      for row in reserved {
        lines.append(
          both(
            "“\(wording.text(head.rows[row].name))”连待补事实的权利的费用 \(money(head.rows[row].reserved)) 都不够",
            "“\(wording.text(head.rows[row].name))” does not even pay for the rights that need a fact, \(money(head.rows[row].reserved))"
          ))
      }
    } else {
      lines.append(both("延长 --limit 再试", "Try again with a longer --limit"))
    }
    return ReportSection("plan-conflict", both("冲突", "Conflict"), [.list(lines)])
  }

  private func describe(_ row: Int) -> String {
    let rule = head.rows[row]
    let limit =
      rule.kind == .budget || rule.kind == .unitShare ? money(rule.limit) : amount(rule.limit, of: rule)
    return both(
      "\(wording.text(rule.name))（\(rule.isCap ? "至多" : "至少") \(limit)）",
      "\(wording.text(rule.name)) (at \(rule.isCap ? "most" : "least") \(limit))")
  }
}
