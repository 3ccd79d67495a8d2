import PolicyModels
import PortfolioCore
import PortfolioReview

/// The tables of rights: candidates, the nearest to the cut, those that need a fact; and the notes.
extension PlanView {
  /// The fee of the first year that a right let go is not paid for any more.
  private func feeSaved(_ row: Int) -> Int64 {
    let years = (Int(plan.keepThrough[row]) + 1)..<(head.firstYear + head.yearCount)
    return years.lazy.map { plan.fee(row, max($0, head.firstYear)) }.first { $0 != 0 } ?? 0
  }

  /// Fees until the last year with a rule.
  func feesOfRules(_ row: Int) -> Int64 {
    (head.firstYear...head.lastRuledYear).reduce(0) { $0 + plan.fee(row, $1) }
  }

  var columns: [ReportTable.Column] {
    [
      ReportTable.Column(wording.text(.number), .code), ReportTable.Column(wording.text(.title), .long),
      ReportTable.Column(wording.text(.unit)), ReportTable.Column(wording.text(.grade), .code),
    ]
  }

  func cells(_ row: Int) -> [ReportTable.Cell] {
    [
      cell(row), title(row),
      ReportTable.Cell(ReportBuilder.shortened(run.table.text("unit", row), to: 30)), grade(row),
    ]
  }

  // MARK: Candidates

  /// The rights that the plan lets go among some, in the order of their due days, the surest first among equals.
  func candidates(among rows: [Int]) -> [Int] {
    rows.filter { plan.actions[$0].letsGo }.sorted { left, right in
      let a = (plan.lapseDays[left], distance(left) ?? .min, left)
      let b = (plan.lapseDays[right], distance(right) ?? .min, right)
      return a < b
    }
  }

  /// The candidates that are shown of some: those of the plan, or those of a unit for its report.
  func candidateBlocks(_ rows: [Int], of all: [Int], title: String) -> [ReportBlock] {
    let hasLate = all.contains { plan.lateFeeLetGo($0) != nil || run.fees.unrecordedFee($0) != nil }
    var blocks: [ReportBlock] = [.paragraph(candidateOrder)]
    if all.contains(where: { hangsOnItsWorthAlone($0) }) { blocks.append(.paragraph(worthAloneNote)) }
    for line in [lateSummary(all), takenAsPaidSummary(all)] {
      if let line { blocks.append(.paragraph(line)) }
    }
    blocks.append(.table(candidateTable(rows, title, hasLate: hasLate)))
    return blocks
  }

  /// In which order candidates stand, and what their columns say.
  private var candidateOrder: String {
    both(
      "按最早的缴费期限排列：过了这一天不缴费，权利将终止（宽限期内可补缴）。距取舍线为负的数额越大，放弃越有把握；“与之相比”是距取舍线所比的做法",
      "In the order of due days: not paid by then, the right lapses (late payment is possible in the grace period). The farther the margin lies below 0, the surer the candidate; “compared with” says what the margin is reckoned against"
    )
  }

  /// Where margins are net worths, because what is left of the budget makes its prices void.
  private var worthAloneNote: String {
    both(
      "预算的结余够缴其费用的候选，与预算的价格无关：其距取舍线就是净价值",
      "For candidates whose fees would fit into what is left of the budget its prices say nothing: their margin is their net worth"
    )
  }

  var candidatesSection: ReportSection {
    let candidates = candidates(among: Array(plan.actions.indices))
    let title = both("放弃候选", "Candidates to let lapse")
    guard !candidates.isEmpty else {
      return ReportSection("plan-candidates", title, count: 0, [.paragraph(wording.text(.noneFound))])
    }
    let shown = candidates.prefix(listed)
    var blocks = candidateBlocks(Array(shown), of: candidates, title: title)
    if shown.count < candidates.count { blocks.append(cutShort(shown.count, of: candidates.count)) }
    return ReportSection("plan-candidates", title, count: candidates.count, blocks)
  }

  private func candidateTable(_ rows: [Int], _ title: String, hasLate: Bool) -> ReportTable {
    var heads = columns
    heads.append(ReportTable.Column(both("缴费期限", "due day"), .code))
    if hasLate { heads += lateColumns }
    heads += [
      ReportTable.Column(both("少缴（\(wording.moneyUnit)）", "saved, \(wording.moneyUnit)"), .number),
      ReportTable.Column(both("距取舍线（\(valueUnit)）", "margin, \(valueUnit)"), .number),
      ReportTable.Column(both("与之相比", "compared with")), ReportTable.Column(both("原因", "why"), .long),
      ReportTable.Column(both("须先办妥", "to be done first"), .long),
      ReportTable.Column(both("建议路径", "recommended route"), .long),
    ]
    let lines = rows.map { row -> [ReportTable.Cell] in
      var line = cells(row)
      line.append(dayCell(plan.lapseDay(row)))
      if hasLate { line += lateCells(row) }
      line += [
        moneyCell(feeSaved(row)), valueCell(distance(row)), ReportTable.Cell(alternative(row)),
        ReportTable.Cell(why(row)), conditionsCell(row), ReportTable.Cell(route(row)),
      ]
      return line
    }
    return ReportTable("plan-candidates-table", title, heads, lines)
  }

  /// A right worth its fees that no other takes the place of: what is left of a budget is less than its fee.
  private func doesNotFit(_ row: Int) -> String? {
    guard plan.hasMargin[row], plan.marginNet[row] > 0, let margin = plan.margin(row), margin >= 0 else {
      return nil
    }
    for year in ledger.years {
      let fee = plan.fee(row, year.year)
      guard let slack = year.slack, slack >= 0, fee > slack, !plan.pays(row, year.year) else { continue }
      return both(
        "\(year.year) 年预算只余 \(money(slack))，不够缴其 \(money(fee))；再加 \(money(fee - slack))，其余各项不动即可保留",
        "\(money(slack)) are left of \(year.year), less than its fee of \(money(fee)); \(money(fee - slack)) more would keep it beside all others"
      ) + (exchange(row, year: year.year, below: fee - slack) ?? "")
    }
    return nil
  }

  /// A step of the year's budget, known from what more of it changes, that keeps a right for less than all that is
  /// missing: others go in its place. Nil where no such step was reckoned.
  private func exchange(_ row: Int, year: Int, below amount: Int64) -> String? {
    let steps = [head.insights?.smallestStep, head.insights?.step].compactMap { $0 }.filter { step in
      let rule = head.rows[step.row]
      return step.kept.contains(row) && step.amount < amount && !step.letGo.isEmpty && rule.isWhole
        && rule.isCap && rule.year == year
    }
    guard let step = steps.min(by: { $0.amount < $1.amount }) else { return nil }
    let others = wording.list(step.letGo.prefix(3).map { number($0) }) + (step.letGo.count > 3 ? " …" : "")
    return both(
      "；或只加 \(money(step.amount))，以 \(others) 换它", "; \(money(step.amount)) in exchange for \(others)")
  }

  /// Why a right is let go, in a few words.
  func why(_ row: Int) -> String {
    // A list to keep is no reason to let go: its tie ends before the fee that is not paid.
    if plan.actions[row] == .listedToLapse || !plan.hasMargin[row], let reason = plan.reason(row) {
      return wording.text(reason)
    }
    if let late = plan.lateFeeLetGo(row), late.payment == .beforePlan, plan.isLastFee(late),
      plan.marginNet[row] < 0
    {
      return both("价值抵不过应补缴的费用", "worth less than the late fee")
    }
    if isNotWorthItsFees(row) {
      if case .keptThrough(let year)? = plan.alternative(row), Int(plan.keepThrough[row]) >= head.firstYear {
        return both(
          "\(year + 1) 年起价值抵不过年费，到那时再放弃最好",
          "worth less than its fees from \(year + 1) on: letting it go then is best")
      }
      return both("价值抵不过年费", "worth less than its fees")
    }
    // Nothing but the late fee is taken off then: without it the right would be kept.
    if plan.lateFeeLetGo(row)?.payment == .beforePlan, plan.marginNet[row] < 0 {
      return both("价值抵不过应补缴的费用", "worth less than the late fee")
    }
    if let fit = doesNotFit(row) { return fit }
    if let margin = plan.margin(row), margin > 0 {
      return both("为凑足整笔预算而放弃，接近取舍线", "near the cut: let go so that the budget is filled best")
    }
    return both("同样的预算用在别处价值更大", "the same budget is worth more elsewhere")
  }

  /// What net worth is in this plan.
  private var netText: BilingualText {
    head.subtractsFees
      ? BilingualText(
        zh: "净价值 = 保留与放弃之间的价值差减年费", en: "Net worth: what keeping adds over letting go, less fees")
      : BilingualText(
        zh: "净价值 = 保留与放弃之间的价值差（有预算年度的年费由预算支付，不减；其后年度已减）",
        en:
          "Net worth: what keeping adds over letting go (fees of years with a budget are paid from it and not taken off; later ones are)"
      )
  }

  // MARK: Nearest to the cut

  /// The rights whose decision hangs on the least: these deserve the meeting's time.
  var discussSection: ReportSection? {
    let near = plan.actions.indices.filter {
      plan.hasMargin[$0] && (plan.actions[$0] == .keep || plan.actions[$0] == .letLapse)
    }.map { (nearness: nearness($0), row: $0) }
      .sorted { ($0.nearness, $0.row) < ($1.nearness, $1.row) }.map(\.row)
    guard !near.isEmpty else { return nil }
    let stability = head.insights?.stability
    let title = both("离取舍线最近的权利（最值得讨论）", "Nearest to the cut: worth the meeting's time")
    var table =
      columns + [
        ReportTable.Column(both("建议", "recommendation")),
        ReportTable.Column(
          both("\(ruledSpan) 年费（\(wording.moneyUnit)）", "fees \(ruledSpan), \(wording.moneyUnit)"), .number),
        ReportTable.Column(
          zh ? "\(overLettingGoHead)（\(valueUnit)）" : "\(overLettingGoHead), \(valueUnit)", .number),
        ReportTable.Column(both("距取舍线", "margin"), .number),
        ReportTable.Column(both("与之相比", "compared with")),
        ReportTable.Column(both("价值依据", "worth rests on")),
      ]
    if stability != nil { table.append(ReportTable.Column(both("重抽中保留", "kept in draws"), .number)) }
    var blocks: [ReportBlock] = [
      .paragraph(
        both(
          netText.zh
            + "；距取舍线 = 净价值 − 所占预算用于别处的价值 + 规则给予的加分，比的是最好的放弃时点：多数就是下一缴费日，有的是再留一两年更好，“与之相比”写明。按预算的价格，价值至少须再变动这么多，建议才会改变；费用是整笔的，实际所需可能更多，单页上写明能算准的；0 表示按价格正在取舍线上，保留与放弃一样好；保留而为负的（或放弃而为正的），按价格与方案相反，这个数不说明还差多少，见单页。预算的价格不起作用的（结余够缴其费用，或省下的费用在别处用不上），距取舍线就是净价值",
          netText.en
            + ". Margin: net worth, less what its share of the budget would bring elsewhere, plus what rules give it, against the best time to let go: mostly the next due day, for some a year or two later, as “compared with” says. By the prices its worth would have to change by at least so much to turn the recommendation; fees come in whole pieces, so it may take more, and its sheet says how much where that is known; 0 is on the line, where by the prices keeping and letting go are as good; kept with a negative margin (or let go with a positive one), prices speak against the plan and the figure does not say how far: see its sheet. Where prices have no part, because what is left of the budget holds its fees or its fee would buy nothing elsewhere, the margin is the net worth"
        ))
    ]
    if let stability {
      let verdicts = plan.keptDraws.map { stability.verdict(kept: $0) }
      let counts = PlanStability.Verdict.allCases.map { verdict in verdicts.count { $0 == verdict } }
      blocks.append(
        .paragraph(
          both(
            "价值重抽 \(stability.draws) 次（对数标准差 \(stability.spread)，种子 \(stability.seed)）：肯定保留 \(counts[0]) 项，肯定放弃 \(counts[1]) 项，需讨论 \(counts[2]) 项",
            "Worths drawn anew \(stability.draws) times (standard deviation of the logarithm \(stability.spread), seed \(stability.seed)): \(counts[0]) certain to be kept, \(counts[1]) certain to go, \(counts[2]) to discuss"
          )))
    }
    if let stability, stability.isCut {
      blocks.append(
        .paragraph(
          both(
            "时间用尽：原定重抽 \(stability.asked ?? 0) 次，只完成 \(stability.draws) 次；延长 --limit 可做完",
            "The time ran out: \(stability.draws) of \(stability.asked ?? 0) draws are done; a longer --limit finishes them"
          )))
    }
    blocks.append(
      .table(
        ReportTable(
          "plan-near-table", title, table,
          near.prefix(min(listed, 15)).map { row in
            var line = cells(row)
            line += [
              ReportTable.Cell(word(plan.actions[row])), moneyCell(feesOfRules(row)),
              valueCell(plan.netOverLettingGo(row)), valueCell(distance(row)),
              ReportTable.Cell(alternative(row)), ReportTable.Cell(ground(row)),
            ]
            if let stability, stability.draws > 0, plan.keptDraws.indices.contains(row) {
              line.append(
                wording.percentCell(Double(max(0, plan.keptDraws[row])) / Double(stability.draws)))
            }
            return line
          })))
    return ReportSection("plan-near", title, blocks)
  }

  // MARK: Facts missing

  /// The rights that nobody can judge yet, by the fact that is missing.
  var factsSection: ReportSection? {
    let waiting = plan.rows(.needsFact)
    guard !waiting.isEmpty else { return nil }
    var groups: [Int16: [Int]] = [:]
    for row in waiting { groups[plan.reasonOfRow[row], default: []].append(row) }
    let sorted = groups.sorted {
      $0.value.count != $1.value.count ? $0.value.count > $1.value.count : $0.key < $1.key
    }
    return ReportSection(
      "plan-facts", both("待补事实：未作建议", "They need a fact: nothing is recommended"), count: waiting.count,
      [
        .paragraph(
          both(
            "这些权利的价值或费用未知，一律保留，其已知费用先从预算中扣除；补上事实后再作取舍",
            "Their worth or their fees are not known. They are kept, and their known fees come out of the budget first; once the fact is there they can be decided"
          )),
        .table(
          ReportTable(
            "plan-facts-table", both("待补事实", "Facts needed"),
            [
              ReportTable.Column(both("缺少", "missing"), .long),
              ReportTable.Column(both("项数", "rights"), .number),
              ReportTable.Column(
                both("\(ruledSpan) 年费（\(wording.moneyUnit)）", "fees \(ruledSpan), \(wording.moneyUnit)"),
                .number),
              ReportTable.Column(both("例如", "for example"), .long),
            ],
            sorted.map { reason, rows in
              [
                ReportTable.Cell(reason >= 0 ? wording.text(head.reasons[Int(reason)]) : wording.dash),
                wording.countCell(rows.count), moneyCell(rows.reduce(0) { $0 + feesOfRules($1) }),
                ReportTable.Cell(wording.list(rows.prefix(3).map { number($0) })),
              ]
            })),
      ])
  }

  // MARK: Notes

  /// How many candidates serve products, as core or supporting rights.
  private var inUse: Int {
    guard let use = run.table[.productUse], head.valueUnit == .money else { return 0 }
    return plan.actions.indices.count { row in
      plan.actions[row].letsGo && plan.ground(row) != .income
        && ["core", "supporting"].contains(use.category(row) ?? "")
    }
  }

  /// What the plan takes for granted, and what it is not.
  var notesSection: ReportSection {
    var lines: [String] = []
    lines.append(
      both(
        "这是建议，不是决定：放弃由人决定，决定之前请核对合同、质押、纠纷、标准和资助义务",
        "This recommends and decides nothing: a person lets a right go, after a look at contracts, pledges, disputes, standards and funding"
      ))
    let used = inUse
    if used > 0 {
      lines.append(
        both(
          "放弃候选中有 \(used) 项关联产品而没有可归属的收入：维持价值模型不含产品收入，定案前请核对（winnow value）",
          "\(used) of the candidates serve products without revenue that could be attributed: the renewal model knows nothing of product revenue, so check them before deciding (winnow value)"
        ))
    }
    if head.insights?.isCut == true {
      lines.append(
        both(
          "时间用尽或被中断：价格、规则的代价、预算曲线、稳定性中有一部分没有算完；延长 --limit 可算完",
          "Time ran out, or it was broken off: some of prices, costs of rules, frontier and stability are not there; a longer --limit finishes them"
        ))
    }
    for problem in head.problems {
      lines.append(wording.text(problem.message) + (problem.value.map { both("（\($0)）", " (\($0))") } ?? ""))
    }
    let names: [String: (String, String)] = [
      "licence": ("许可", "licences"), "pledge": ("质押", "pledges"), "dispute": ("纠纷", "disputes"),
    ]
    let missing = head.tablesNotKept.compactMap { names[$0] }
    if !missing.isEmpty {
      lines.append(
        both(
          "数据库中没有\(missing.map(\.0).joined(separator: "、"))数据，未能核对这些约束",
          "The store holds no data of \(missing.map(\.1).joined(separator: ", ")): such ties could not be checked"
        ))
    }
    if head.feesBeforePlan > 0 {
      lines.append(
        both(
          "\(run.asOf.iso) 至 \(head.firstYear - 1) 年底到期的费用 \(money(head.feesBeforePlan)) 视为照缴，不在预算之内",
          "Fees of \(money(head.feesBeforePlan)) due from \(run.asOf.iso) to the end of \(head.firstYear - 1) are taken as paid, outside these budgets"
        ))
    }
    if head.lateRights > 0 {
      lines.append(
        both(
          "\(head.lateRights) 项权利已在滞纳期内，请先决定是否补缴（winnow forecast --due-within 60）",
          "\(head.lateRights) rights are in their grace period already: decide on them first (winnow forecast --due-within 60)"
        ))
    }
    if let line = pastGraceLine { lines.append(line) }
    if let line = unrecordedLine { lines.append(line) }
    if let line = lateFeesLine { lines.append(line) }
    lines.append(
      both(
        "方案一律按期缴费，不安排新的滞纳金；已缴的费用不再计入",
        "The plan pays on time and never plans a new surcharge; what is paid already is not counted again"))
    return ReportSection("plan-notes", both("说明", "Notes"), [.list(lines)])
  }

  // MARK: One right

  /// What decided keep or let go of a right, as sentences with numbers that add up.
  public func sentences(of row: Int) -> [String] {
    let action = plan.actions[row]
    var lines: [String] = []
    var first =
      both("方案（\(wording.text(head.title))）：", "Plan (\(wording.text(head.title))): ") + word(of: row)
    switch action {
    case .letLapse, .listedToLapse:
      if let late = plan.lateFeeLetGo(row) {
        first += both(
          "，不补缴已逾期的费用：\(lateText(late))", ": the late fee is not paid: \(lateText(late))")
      } else if let day = plan.lapseDay(row) {
        first += both(
          "，自 \(wording.day(day)) 到期的费用起不再缴纳",
          ": the fee due on \(wording.day(day)) and later ones are not paid")
      }
      lines.append(first)
      if let late = plan.lateFeeLetGo(row) {
        lines += [lateBuys(late), lateSum(late)].compactMap { $0 }
      }
      lines.append(both("原因：", "Why: ") + why(row))
      if action == .letLapse, plan.hasMargin[row], let reason = plan.reason(row) {
        lines.append(both("此前必须保留：", "Must be kept until then: ") + wording.text(reason))
      }
      if let condition = conditionSentence(row) { lines.append(condition) }
      if routeView != nil { lines.append(both("建议路径：", "Recommended route: ") + route(row)) }
    case .keep, .mustKeep:
      if let late = plan.lateFee(row), let bought = late.bought, plan.isLastFee(late) {
        first += both(
          "至保护期届满（\(wording.day(bought.until))）", " until its term ends on \(wording.day(bought.until))")
      } else {
        first += both("至 \(plan.keepThrough[row]) 年", " through \(plan.keepThrough[row])")
        if Int(plan.keepThrough[row]) >= head.firstYear + head.yearCount - 1 {
          first += both("（计划所及的最后一年）", " (as far as the plan looks)")
        }
      }
      lines.append(first)
      if let reason = plan.reason(row) {
        lines.append(
          (action == .mustKeep ? both("原因：", "Why: ") : both("其间必须保留：", "Must be kept for a time: "))
            + wording.text(reason))
      }
    case .needsFact:
      lines.append(first)
      if let reason = plan.reason(row) { lines.append(both("缺少：", "Missing: ") + wording.text(reason)) }
    default:
      lines.append(first)
      if let reason = lateNotWeighed(row) { lines.append(reason) }
    }
    if let line = takenAsPaid(row) { lines.append(line) }
    if let late = plan.lateFee(row), plan.lateFeeLetGo(row) == nil {
      lines.append(
        (plan.isUndecided(late)
          ? both("逾期的费用：", "The late fee: ") : both("先补缴逾期的费用：", "The late fee comes first: "))
          + lateText(late))
      lines += [plan.actions[row] == .nothingDue ? nil : lateBuys(late), lateSum(late)].compactMap { $0 }
    }
    if let ground = plan.ground(row), ground != .none, action.isDecided {
      lines.append(both("价值依据：", "Its worth rests on: ") + self.ground(row))
    }
    guard let margin = plan.margin(row) else { return lines }
    let credit = plan.marginCredit[row]
    if hangsOnItsWorthAlone(row) {
      lines.append(
        both(
          "净价值 \(value(plan.marginNet[row]))（保留与\(alternativeNoun(row))之差，\(head.subtractsFees ? "已减年费" : "有预算年度的年费不减")）= 距取舍线：与预算的价格无关",
          "Net worth \(value(plan.marginNet[row])) (keeping against \(alternativeNoun(row)), \(head.subtractsFees ? "fees paid" : "budgeted fees not taken off")), which is its margin: the prices of the budgets have no part in it"
        ))
    } else {
      lines.append(
        both(
          "净价值 \(value(plan.marginNet[row]))（保留与\(alternativeNoun(row))之差，\(head.subtractsFees ? "已减年费" : "有预算年度的年费不减")）− 所占预算用于别处的价值 \(value(plan.marginPrice[row]))"
            + (credit != 0 ? " + 规则与同族 \(value(credit))" : "") + " = 距取舍线 \(value(margin))",
          "Net worth \(value(plan.marginNet[row])) (keeping against \(alternativeNoun(row)), \(head.subtractsFees ? "fees paid" : "budgeted fees not taken off")) less \(value(plan.marginPrice[row])) that its budget would bring elsewhere"
            + (credit != 0 ? " plus \(value(credit)) by rules and family" : "") + ": margin \(value(margin))")
      )
    }
    if let later = overLettingGo(row) { lines.append(later) }
    if let flip = flip(row, margin) { lines.append(flip) }
    let used = head.rows.indices.filter {
      head.rows[$0].isCap && unitPrices(head.rows.fed(by: $0)) > 0
    }
    let prices = used.prefix(4).map { index in
      let price = unitPrices(head.rows.fed(by: index))
      return "\(ownName(index)) \(NumberText.fixed(price, 2))"
        + (unchangedBelow(index).map { both("（\($0)）", " (\($0))") } ?? "")
    }
    if !prices.isEmpty {
      lines.append(
        both("预算的价格（每元可在别处多保住的价值）：", "Prices of the budgets (what a unit would keep elsewhere): ")
          + wording.list(Array(prices)))
    }
    return lines
  }
}
