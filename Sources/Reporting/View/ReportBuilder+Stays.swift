import Grading
import PortfolioCore
import PortfolioReview

/// The two questions that follow "how many go, and what does it save": what is at risk, and why does this one stay.
extension ReportBuilder {
  private func both(_ zh: String, _ en: String) -> String { options.language == .zh ? zh : en }

  /// How many low-graded rights the overview explains.
  private static let staysShown = 8
  /// Within how many days a fee is near.
  private static let nearDays: Int32 = 60

  // MARK: At risk

  /// What can go wrong, for which rights, and what to do about it.
  struct Risk {
    let what: String
    let rows: [Int]
    let then: String
  }

  /// What can go wrong and where to look first, the most urgent first; empty where nothing of it is on record.
  var risks: [Risk] {
    func rows(_ test: (Int) -> Bool) -> [Int] { self.rows.filter(test) }
    func isSet(_ fact: FactID, _ row: Int) -> Bool { (run.table[fact]?.number(row) ?? 0) != 0 }
    func isAlive(_ row: Int) -> Bool {
      run.table[.legalLife]?.category(row) == LegalLife.alive.rawValue
    }
    /// Some rows by a day of theirs, the nearest first; those without one come last.
    func byDay(_ rows: [Int], _ fact: FactID) -> [Int] {
      func day(_ row: Int) -> Int32 { run.table[fact]?.day(row)?.number ?? .max }
      return rows.sorted { (day($0), $0) < (day($1), $1) }
    }
    // A unit's report has the candidates among its own rights.
    let plan = run.plan
    func goes(_ row: Int) -> Bool { plan.map { $0.actions[row].letsGo } ?? false }
    let conditional = firstToActOn(
      rows { row in goes(row) && plan.map { $0.condition(row) != .none } ?? false })
    let near = CalendarDay(number: run.asOf.number + ReportBuilder.nearDays)
    let found: [(String, [Int], String)] = [
      (
        both("年费已逾期，在滞纳期内", "Annuity late, in the grace period"),
        byDay(
          rows { run.table[.legalStatus]?.category($0) == LegalStatus.annuityLate.rawValue }, .graceEnd),
        both("先决定是否补缴，过期即失权", "decide these first: after the last day the right is lost")
      ),
      (
        both(
          "期限已过而无缴费记录，登记未标滞纳",
          "Past due, no payment on record, not late by the register"),
        unrecorded.map(\.row), unrecordedAdvice
      ),
      (
        both("\(ReportBuilder.nearDays) 日内到期的费用", "Fee due within \(ReportBuilder.nearDays) days"),
        byDay(
          rows { row in
            run.table[.nextFeeDay]?.day(row).map { $0 >= run.asOf && $0 <= near } ?? false
          }, .nextFeeDay), both("见“应缴清单”", "see the list of fees due")
      ),
      (
        both(
          "放弃候选中，须先办手续或查明门槛的",
          "Candidates to let lapse that need, or may need, a consent, a review or a notice first"),
        conditional,
        both("手续未齐之前照缴", "pay until these are had")
      ),
      (
        both("放弃候选中，产品仍在使用的", "Candidates to let lapse that a product uses"),
        firstToActOn(rows { goes($0) && isSet(.inProduct, $0) }), both("请业务部门确认", "have the business confirm")
      ),
      (
        both("在纠纷或保全中", "In a dispute or under a preservation order"),
        rows { isAlive($0) && isSet(.inDispute, $0) }, both("处置前问法务", "ask counsel before any disposal")
      ),
      (
        both("在质押", "Pledged"), rows { isAlive($0) && isSet(.pledged, $0) },
        both("失效会违反质押合同", "a lapse breaks the pledge")
      ),
    ]
    var risks = found.filter { !$0.1.isEmpty }.map { Risk(what: $0.0, rows: $0.1, then: $0.2) }
    if let answer = answerRisk {
      // After what is late already, before what is merely coming.
      risks.insert(answer, at: found.prefix(2).count { !$0.1.isEmpty })
    }
    return risks
  }

  /// Candidates by the day on which something must be begun, the nearest first: the last safe day of the recommended
  /// route, with all that its open gates may ask for, else the day on which the right is not paid for.
  private func firstToActOn(_ candidates: [Int]) -> [Int] {
    guard candidates.count > 1, let plan = run.plan else { return candidates }
    let view = RouteView(run: run, wording: wording, target: { _ in nil })
    let days = candidates.map { row -> (day: Int32, row: Int) in
      let lapse = plan.lapseDays[row] == PortfolioPlan.noDay ? Int32.max : plan.lapseDays[row]
      return (
        view?.routes(row).best?.firstSafeDay?.number ?? plan.lateFeeLetGo(row)?.lastDay.number ?? lapse, row
      )
    }
    return days.sorted { ($0.day, $0.row) < ($1.day, $1.row) }.map(\.row)
  }

  /// The fees past their due day without a payment on record, the first to be lost first.
  var unrecorded: [FeeColumns.UnrecordedFee] {
    let isShown = Set(rows)
    return (run.fees.unrecorded ?? []).filter { isShown.contains($0.row) }
      .sorted { ($0.lastDay.number, $0.row) < ($1.lastDay.number, $1.row) }
  }

  /// What they take and when the first is lost.
  private var unrecordedAdvice: String {
    let open = unrecorded
    guard let first = open.first else { return "" }
    let known = open.compactMap(\.minorUnits)
    let sum = (known.count < open.count ? "≥ " : "") + wording.money(known.reduce(0, +))
    let takes = hidesAmounts ? "" : both("补缴须 \(sum)，", "\(sum), ")
    return both(
      "\(takes)最早 \(wording.day(first.lastDay)) 失权；先核对是否已缴",
      "\(takes)first lost after \(wording.day(first.lastDay)); check first")
  }

  /// How the rights late by the register and those without a payment on record differ; nil without the latter.
  private var lateCounts: String? {
    guard !unrecorded.isEmpty else { return nil }
    return both(
      "两种逾期不重复计数：前者登记状态为滞纳；后者登记未标滞纳，而缴费期限已过、台账中没有缴费（或没有台账）。除去台账已见缴费的，两者合计就是到期清单（winnow forecast --due-within 60）中宽限期内的权利。",
      "The two kinds of lateness share no right: of the first the register says it; of the second it does not, but the due day has passed and the ledger, if there is one, holds no payment. Together, but for those that the ledger shows as paid, they are the rights in grace on the due list (winnow forecast --due-within 60)."
    )
  }

  /// What can go wrong as a section, counted; nil where nothing of it is on record.
  var atRiskSection: ReportSection? {
    let found = risks
    guard !found.isEmpty else { return nil }
    let title = both("有什么风险", "What is at risk")
    let table = ReportTable(
      "at-risk-table", title,
      [
        ReportTable.Column(both("情形", "What"), .long), ReportTable.Column(text(.count), .number),
        ReportTable.Column(both("其中第一项", "The first of them"), .code),
        ReportTable.Column(both("怎么办", "What to do"), .long),
      ],
      found.map { line in
        [
          ReportTable.Cell(line.what), wording.countCell(line.rows.count), numberCell(line.rows[0]),
          ReportTable.Cell(line.then),
        ]
      })
    var blocks: [ReportBlock] = [.table(table)]
    if let difference = lateCounts { blocks.append(.paragraph(difference)) }
    return ReportSection("at-risk", title, blocks)
  }

  // MARK: Why it stays

  /// The rights of the two lowest grades that the plan keeps, the lowest score first.
  private func lowGradesKept(_ plan: PortfolioPlan) -> [Int] {
    let lowest = max(1, run.gradingModel.grades.count - 2)
    return rows.filter { row in
      guard case .graded(let grade) = run.grades.outcome(row), grade >= lowest else { return false }
      return plan.actions[row] == .keep || plan.actions[row] == .mustKeep
    }.sorted {
      run.grades.points[$0] != run.grades.points[$1] ? run.grades.points[$0] < run.grades.points[$1] : $0 < $1
    }
  }

  /// Why the plan keeps rights of the lowest grades, a short sentence each; empty without a plan or such rights.
  func staysSentences(_ limit: Int) -> [String] {
    guard let plan = run.plan, plan.head.value != nil, options.unit == nil, !hidesAmounts,
      let view = PlanView(run: run, wording: wording, listed: 0, target: { _ in nil })
    else { return [] }
    let below = shortfalls(plan)
    return lowGradesKept(plan).prefix(limit).map { row in
      "\(view.number(row)) (\(view.grade(row).text)) \(view.word(plan.actions[row])): "
        + whyItStays(row, plan, view, shortfall: below[row], isShort: true)
    }
  }

  /// Why the plan keeps rights of the lowest grades, which a meeting asks about; nil without a plan or such rights.
  var staysSection: ReportSection? {
    guard let plan = run.plan, plan.head.value != nil, options.unit == nil, !hidesAmounts,
      let view = PlanView(run: run, wording: wording, listed: 0, target: { _ in nil })
    else { return nil }
    let kept = lowGradesKept(plan)
    guard !kept.isEmpty else { return nil }
    let below = shortfalls(plan)
    let title = both("等级低而建议保留的，为什么", "Low grades that stay, and why")
    var blocks: [ReportBlock] = [
      .table(
        ReportTable(
          "stays-table", title,
          [
            ReportTable.Column(text(.number), .code), ReportTable.Column(text(.title), .long),
            ReportTable.Column(text(.grade), .code), ReportTable.Column(both("方案", "Plan")),
            ReportTable.Column(both("为什么保留", "Why it stays"), .long),
          ],
          kept.prefix(ReportBuilder.staysShown).map { row in
            let list = RightListView(run: run, rows: [], columns: [], options: options)
            return [
              numberCell(row), ReportTable.Cell(shortTitle(row)), list.cell(.grade, row),
              ReportTable.Cell(view.word(plan.actions[row])),
              ReportTable.Cell(whyItStays(row, plan, view, shortfall: below[row])),
            ]
          }))
    ]
    let rest = kept.count - ReportBuilder.staysShown
    blocks.append(
      .paragraph(
        (rest > 0 ? both("另有 \(rest) 项。", "\(rest) more. ") : "")
          + both(
            "任何一项的完整理由在其单页：在权利清单中输入编号跳转。",
            "The whole reason for any right stands on its sheet: enter its number in the list of rights.")))
    return ReportSection("stays", title, count: kept.count, blocks)
  }

  /// By how much rights that the budget merely has room for are worth less than their fees.
  private func shortfalls(_ plan: PortfolioPlan) -> [Int: Int64] {
    Dictionary(
      plan.belowFees(minorPerMajor: run.currency.minorPerMajor).map { ($0.row, $0.shortfall) },
      uniquingKeysWith: { first, _ in first })
  }

  private func whyItStays(
    _ row: Int, _ plan: PortfolioPlan, _ view: PlanView, shortfall: Int64?, isShort: Bool = false
  ) -> String {
    if let reason = plan.reason(row) { return wording.text(reason) }
    if let shortfall {
      return both(
        "预算容得下才保留：价值比年费少 \(view.value(shortfall))，请讨论",
        "only because the budget has room for it: worth \(view.value(shortfall)) less than its fees; discuss it"
      )
    }
    guard let decisive = plan.margin(row) else { return wording.dash }
    let over = plan.netOverLettingGo(row)
    let net = view.value(over ?? plan.marginNet[row])
    let other =
      over == nil
      ? both("最好的放弃时点", "the best time to let it go") : view.lettingGoAtOnce(row)
    let fees =
      plan.head.subtractsFees ? both("已减年费", "fees paid") : both("有预算年度的年费不减", "budgeted fees not taken off")
    if isShort { return both("保留比\(other)多值 \(net)", "keeping is worth \(net) more than \(other)") }
    var text = both("保留比\(other)多值 \(net)（\(fees)）", "keeping is worth \(net) more than \(other) (\(fees))")
    let margin = plan.marginOverLettingGo(row) ?? decisive
    if view.hangsOnItsWorthAlone(row) {
      return text + both("；其费用省下也用不到别处", "; its fee would buy nothing elsewhere")
    }
    let price = over == nil ? plan.marginPrice[row] : plan.alternatives?.price[row] ?? 0
    if price != 0, margin > 0 {
      text += both(
        "，比同样预算用在别处多 \(view.value(margin))",
        ": \(view.value(margin)) more than its budget would bring elsewhere")
    }
    if case .keptThrough(let year)? = plan.alternative(row), decisive > 0 {
      text += both(
        "；若与更好的一种放弃（留到 \(year) 年）相比，则多 \(view.value(decisive))",
        "; against the better way to let go, keeping it through \(year), the figure is \(view.value(decisive))"
      )
    }
    if decisive < 0 {
      text += both(
        "；按预算的价格本应放弃，因费用是整笔的，整体方案留下它更好",
        "; by the prices of the budgets it would go, but fees come in whole pieces, and the plan as a whole is better with it"
      )
    }
    return text
  }
}
