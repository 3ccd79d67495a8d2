import PolicyModels
import PortfolioCore
import PortfolioReview
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
    let tight = others.filter { unitPrices(head.rows.fed(by: $0)) > 0 || room($0) == 0 }
    let shown = others.sorted { left, right in
      (multiplier(right), room(left), left) < (multiplier(left), room(right), right)
    }.prefix(listed)
    let shares = shown.filter { head.rows[$0].share?.allAfter != nil }
    let table = ReportTable(
      "plan-rows-table", both("约束", "Rules"),
      [
        ReportTable.Column(both("约束", "rule"), .long), ReportTable.Column(both("限额", "limit"), .number),
        ReportTable.Column(both("使用", "used"), .number), ReportTable.Column(both("余量", "room"), .number),
        ReportTable.Column(both("价格", "price"), .number),
      ],
      shown.filter { head.rows[$0].share?.allAfter == nil }.map { row in
        [
          ReportTable.Cell(wording.text(head.rows[row].name)),
          amountCell(head.rows[row].limit, of: head.rows[row]),
          amountCell(head.uses[row], of: head.rows[row]), amountCell(room(row), of: head.rows[row]),
          priceCell(row, room(row)),
        ]
      })
    var blocks: [ReportBlock] = [
      .paragraph(
        both(
          "共 \(others.count) 条，其中 \(tight.count) 条已用尽或有价格；先列最紧的。价格：限额放宽一个单位，约多保住多少价值（金额的约束按每 1 \(wording.moneyUnit)，项数的按每 1 项）",
          "\(others.count) in all, \(tight.count) of them used up or with a price; the tightest first. Price: what one unit more of the limit would keep, by 1 \(wording.moneyUnit) for money and by one right for numbers of rights"
        )
          + (others.contains { head.rows[$0].isCumulative }
            ? both(
              "；含结转的预算，按当年多 1 \(wording.moneyUnit)、以后各年也可用计",
              ". Of budgets that carry over: what 1 \(wording.moneyUnit) more in that year would keep, there in all later ones"
            ) : ""))
    ]
    if !table.rows.isEmpty { blocks.append(.table(table)) }
    if !shares.isEmpty { blocks.append(.table(shareTable(shares, room))) }
    if tight.contains(where: { unitPrices(head.rows.fed(by: $0)) <= 0 }) {
      blocks.append(
        .paragraph(
          both(
            "“0（正好用尽）”：约束正好达到限额，但价格为 0——按价格计算（权利可以部分保留）时，略微放宽它并不多保住价值，因为价值或别的约束先起作用；整条规则值多少，见“规则的代价”",
            "“0 (just met)”: the rule stands exactly at its limit, but its price is 0: by prices, which let a right be kept in part, a little more of it would keep no more worth, since worths or other rules decide first. What the whole rule costs stands under “What the rules cost”"
          )))
    }
    return ReportSection("plan-rows", both("其他约束", "Other rules"), count: others.count, blocks)
  }

  /// Share rows: the floor, and the share before and after the plan.
  private func shareTable(_ rows: [Int], _ room: (Int) -> Int64) -> ReportTable {
    func share(_ what: Int, _ all: Int) -> String {
      all == 0
        ? wording.dash
        : both(
          "\(percentOne(Double(what) / Double(all)))（\(what)/\(all)）",
          "\(percentOne(Double(what) / Double(all))) (\(what)/\(all))")
    }
    return ReportTable(
      "plan-shares-table", both("比例", "Shares"),
      [
        ReportTable.Column(both("比例", "share"), .long),
        ReportTable.Column(both("下限", "floor"), .number),
        ReportTable.Column(both("全部保留时", "keeping everything"), .number),
        ReportTable.Column(both("方案之后", "after the plan"), .number),
        ReportTable.Column(both("价格（每项）", "price of a right"), .number),
      ],
      rows.compactMap { row in
        guard let given = head.rows[row].share else { return nil }
        return [
          ReportTable.Cell(wording.text(head.rows[row].name)),
          ReportTable.Cell(
            percentOne(Double(given.floor) / 10_000), value: .percent(Double(given.floor) / 10_000)),
          ReportTable.Cell(share(given.whatBefore, given.allBefore)),
          ReportTable.Cell(share(given.whatAfter ?? 0, given.allAfter ?? 0)),
          priceCell(row, room(row)),
        ]
      })
  }

  /// A share to a tenth of a percent: whole percents could hide that a floor is missed.
  func percentOne(_ share: Double) -> String { NumberText.fixed(share * 100, 1) + "%" }

  /// The price of a unit, with a word where it is 0 although the row is used up.
  private func priceCell(_ row: Int, _ room: Int64) -> ReportTable.Cell {
    let fed = head.rows[row].isCumulative ? head.rows.fed(by: row) : [row]
    guard fed.contains(where: { multiplier($0) > 0 }) else {
      return room == 0
        ? ReportTable.Cell(both("0（正好用尽）", "0 (just met)"))
        : ReportTable.Cell(wording.dash, muted: true)
    }
    let price = unitPrices(fed)
    return ReportTable.Cell(NumberText.fixed(price, 2), value: .decimal(price, places: 2))
  }

  /// What a unit of money is worth that is there in all of some rows.
  func unitPrices(_ rows: [Int]) -> Double { rows.reduce(0) { $0 + unitPrice($1) } }

  func multiplier(_ row: Int) -> Int64 { row < head.multipliers.count ? head.multipliers[row] : 0 }

  /// What a unit of a row as people count it is worth: a unit of money, a right.
  private func unitPrice(_ row: Int) -> Double {
    let price = Double(multiplier(row)) / Double(PruningPlan.multiplierScale)
    // Points are counted in hundredths.
    let scale = head.valueUnit == .points ? 100.0 : 1
    switch head.rows[row].kind {
    case .budget, .unitShare: return price * Double(run.currency.minorPerMajor) / scale
    case .coverage: return price / scale
    case .share: return price * 10_000 / scale
    }
  }

  // MARK: Prices

  var pricesSection: ReportSection? {
    guard let insights = head.insights, !insights.prices.isEmpty else { return nil }
    var lines = insights.prices.prefix(12).map { sentence($0) }
    if let step = insights.step { lines.append(sentence(step)) }
    if let step = insights.smallestStep { lines.append(smallest(step)) }
    return ReportSection(
      "plan-prices", both("多一元预算值多少", "What one more unit of budget is worth"), [.list(lines)])
  }

  /// The name of the money of a row's own year, and its amount.
  func ownName(_ row: Int) -> String { wording.text(head.rows[row].ownName ?? head.rows[row].name) }

  private func sentence(_ price: ShadowPrice) -> String {
    let name =
      ownName(price.row)
      + (head.rows[price.row].isCumulative ? both("（可结转）", " (what is left carries over)") : "")
    guard price.price > 0 else {
      // Beside other rules whole fees may find a use for more though its price is 0.
      return head.rows.count == 1
        ? both(
          "\(name)：不构成限制，自 \(money(price.from)) 起再多也不增加价值",
          "\(name): does not bind; from \(money(price.from)) on, more adds nothing")
        : both(
          "\(name)：价格为 0，按价格计算自 \(money(price.from)) 起再多也不增加价值（费用是整笔的，连同别的约束仍可能略有增加）",
          "\(name): its price is 0; by prices more adds nothing from \(money(price.from)) on (fees come in whole pieces: beside other rules it may still add a little)"
        )
    }
    let range = price.to.map { "\(whole(price.from))–\(whole($0))" } ?? whole(price.from)
    let unit = wording.moneyUnit
    let isPoint = price.to == price.from
    let holds =
      (isPoint
        ? both("按现有预算 \(whole(price.from)) \(unit)计", "at the budget of \(whole(price.from)) as it is")
        : both("预算在 \(range) \(unit)之间成立", "holds for budgets of \(range)"))
      + (unchangedBelow(price.row).map { both("；", "; ") + $0 } ?? "")
    // Beyond its range nobody knows what a price brings.
    let holdsForMany =
      price.to.map { head.rows.ownLimit(price.row) + 10_000 * run.currency.minorPerMajor <= $0 } ?? true
    guard head.valueUnit == .money else {
      let rate = NumberText.fixed(price.price, 4)
      let many = NumberText.fixed(price.price * 10_000, 2)
      let more = holdsForMany ? both("，即每多 1 万\(unit)约 \(many) 分·年", ", so 10,000 more about \(many)") : ""
      return both(
        "\(name)：每多 1 \(unit)约多保住 \(rate) 分·年\(more)（\(holds)）",
        "\(name): 1 \(unit) more keeps about \(rate) points × years\(more) (\(holds))")
    }
    let rate = NumberText.fixed(price.price, 2)
    let many = NumberText.whole(Int((price.price * 10_000).rounded()))
    let basis =
      head.subtractsFees
      ? both("净价值，已扣年费", "net worth, fees already paid")
      : both("价值，年费由预算支付、不扣", "worth, fees paid from the budget and not taken off")
    let more =
      holdsForMany ? both("，即每多 1 万\(unit)约 \(many) \(unit)", ", so 10,000 more about \(many)") : ""
    return both(
      "\(name)：每多 1 \(unit)约多保住 \(rate) \(unit)（\(basis)）\(more)（\(holds)）",
      "\(name): 1 \(unit) more keeps about \(rate) \(unit) (\(basis))\(more) (\(holds))"
    )
  }

  private func sentence(_ step: BudgetStep) -> String {
    let name = ownName(step.row)
    return both(
      "\(name)再加 \(money(step.amount))：\(changes(step))；价值增加 \(value(step.gain))",
      "\(name), \(money(step.amount)) more: \(changes(step)); \(value(step.gain)) more value")
  }

  /// The smallest step that changes something, as a sentence.
  private func smallest(_ step: BudgetStep) -> String {
    let name = ownName(step.row)
    let total = money(head.rows.ownLimit(step.row) + step.amount)
    return both(
      "改变取舍的最小一步：\(name)加 \(money(step.amount))，即 \(total)，再少则取舍不变（已证明，精确到 1 \(wording.moneyUnit)）：\(changes(step))；价值增加 \(value(step.gain))",
      "The smallest step that changes the plan: \(money(step.amount)) more of \(name), \(total); less changes nothing (proven, to 1 \(wording.moneyUnit)): \(changes(step)); \(value(step.gain)) more value"
    )
  }

  /// What a step changes, rights with their fees.
  private func changes(_ step: BudgetStep) -> String {
    func list(_ rows: [Int]) -> String {
      let shown = rows.prefix(8).map { row in
        both("\(number(row))（\(money(feesOfRules(row)))）", "\(number(row)) (\(money(feesOfRules(row))))")
      }
      return wording.list(Array(shown))
        + (rows.count > 8 ? both(" 等 \(rows.count) 项", " and \(rows.count - 8) more") : "")
    }
    guard !step.kept.isEmpty || !step.letGo.isEmpty else {
      return step.gain > 0
        ? both("去留不变，只是有的多保留几年", "the same are kept, some for longer") : both("取舍不变", "nothing changes")
    }
    return [
      step.kept.isEmpty ? nil : both("多保留 ", "keeps ") + list(step.kept),
      step.letGo.isEmpty ? nil : both("改为放弃 ", "lets go instead ") + list(step.letGo),
    ].compactMap { $0 }.joined(separator: both("，", ", "))
  }

  // MARK: Frontier

  var frontierSection: ReportSection? {
    guard let frontier = head.insights?.frontier, !frontier.points.isEmpty else { return nil }
    return ReportSection(
      "plan-frontier", both("预算与价值", "Value against budget"),
      [
        .paragraph(
          both(
            "上限是已证明的：该预算下任何方案都不会超过它。费用是整笔的，价值随预算一级一级增加：两个预算之间的方案至少是前一个的价值。所选预算以“←”标出",
            "The ceiling is proven: no plan of that budget exceeds it. Fees come in whole pieces, so the value rises in steps: between two budgets a plan is worth at least as much as at the one before. The budget asked for is marked “←”"
          )
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
    // Of budgets that carry over, what each year brings; what is spent is then that of the last year.
    let years = frontier.rows.map { ownName($0) }
    let last = frontier.rows.filter { head.rows.fed(by: $0).count == 1 }
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
      frontier.points.map { point -> [ReportTable.Cell] in
        let dash = ReportTable.Cell(wording.dash, muted: true)
        let isPlan = point.value != nil
        var line = own(frontier, point.budgets).map { moneyCell($0) }
        let spent = zip(frontier.rows, point.spent).filter { last.contains($0.0) }.reduce(0) { $0 + $1.1 }
        line += [
          point.spent.isEmpty ? dash : moneyCell(spent),
          isPlan ? valueCell(point.value) : ReportTable.Cell(both("无方案", "no plan"), muted: true),
          valueCell(point.ceiling), isPlan ? wording.countCell(point.kept) : dash,
          isPlan ? wording.countCell(point.letGo) : dash,
          ReportTable.Cell(point.isChosen ? "←" : ""),
        ]
        return line
      })
  }

  /// Amounts of the rows of a frontier, each of its own year.
  func own(_ frontier: PlanFrontier, _ amounts: [Int64]) -> [Int64] {
    frontier.rows.map { row in
      head.rows.own(row) { at in
        frontier.rows.firstIndex(of: at).map { amounts[$0] } ?? head.rows[at].limit
      }
    }
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
            "How much more the plan would be worth without a rule; at most the second figure (proven)")
            + (prices.contains { ($0.cost ?? 0) < 0 }
              ? both(
                "。低于 0：没有这一清单，其中的权利会被别的清单放弃",
                ". Below 0: without the list another one lets its rights go") : "")),
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
                ReportTable.Cell(wording.text(price.title)), wording.countCell(price.size),
                valueCell(price.cost), valueCell(price.atMost),
              ]
            })),
      ])
  }
}
