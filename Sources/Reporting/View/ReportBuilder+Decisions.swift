import Grading
import PolicyModels
import PortfolioCore
import PortfolioReview
import Pruning

/// What a reader with five minutes wants first: what there is to decide, and what is new since the last review.
extension ReportBuilder {
  private func both(_ zh: String, _ en: String) -> String { wording.language == .zh ? zh : en }

  // MARK: To decide

  /// What the meeting has to decide; nil where the run has no plan, or its amounts are withheld.
  /// - Parameter limit: the most figures, for pages of the size of a slide.
  func decisionSection(limit: Int = .max) -> ReportSection? {
    guard let plan = run.plan, plan.head.value != nil, options.unit == nil, !hidesAmounts,
      let view = PlanView(run: run, wording: wording, listed: 0, target: { _ in nil })
    else { return nil }
    let ledger = PlanLedger(plan)
    let span = view.ruledSpan
    func sum(_ part: (PlanLedger.Year) -> Int64) -> Int64 { ledger.years.reduce(0) { $0 + part($1) } }
    func count(_ test: (PlanAction) -> Bool) -> Int { plan.actions.count(where: test) }
    let gone = count(\.letsGo)
    let saved = sum(\.saved)
    let alone = plan.actions.indices.count { view.isNotWorthItsFees($0) }
    let clear = plan.actions.indices.count { plan.actions[$0].letsGo && plan.condition($0) == .none }
    var cards = [
      ReportCard(
        both("建议放弃（候选）", "Candidates to let lapse"), wording.count(gone), typed: .integer(gone),
        note: wording.list(
          [
            alone > 0
              ? both("\(alone) 项价值抵不过年费", "\(alone) worth less than their fees") : nil,
            gone > 0 ? both("\(clear) 项无须先办手续", "\(clear) with no gate to pass first") : nil,
          ].compactMap { $0 })),
      ReportCard(
        both("\(span) 年少缴", "Saved in \(span)"), view.money(saved),
        typed: .money(Money(minorUnits: saved, currency: run.currency)),
        note: savedNote(ledger, view)),
      ReportCard(
        both("随之放弃的 \(span) 年价值", "Worth of \(span) forgone"), view.value(sum(\.worthForgone)),
        typed: view.valueCell(sum(\.worthForgone)).value,
        note: both(
          "保住 \(view.value(sum(\.worthKept)))；估计值，区间很宽",
          "\(view.value(sum(\.worthKept))) kept; an estimate with a wide range")),
    ]
    let bound = count { $0 == .mustKeep }
    if bound > 0 {
      cards.append(
        ReportCard(
          both("必须保留", "Must be kept"), wording.count(bound), typed: .integer(bound),
          note: both("合同、质押、纠纷或清单所限", "by contract, pledge, dispute or a list")))
    }
    let waiting = count { $0 == .needsFact }
    if waiting > 0 {
      cards.append(
        ReportCard(
          both("缺事实，未作建议", "Lacking a fact: no advice"), wording.count(waiting), typed: .integer(waiting),
          note: both("先照缴，补上事实再定", "paid for now, decided once the fact is there")))
    }
    if let card = lateCard(plan, view) { cards.append(card) }
    var verdict = view.verdict + both("。", ".")
    // Whoever sees more worth forgone than money saved asks why.
    let forgone = sum(\.worthForgone).multipliedReportingOverflow(by: run.currency.minorPerMajor)
    if plan.head.valueUnit == .money, gone > 0, !forgone.overflow, forgone.partialValue > saved {
      verdict += both(
        "放弃的合计按估计比省下的年费值钱：主要是预算容不下；多给预算能多保住多少，见“年费取舍方案”。",
        " By estimate what goes is worth more in all than the fees saved: mainly, the budget has no room for it. What more budget would keep stands in the plan of renewals."
      )
    }
    return ReportSection(
      "to-decide", both("需要决定什么", "What there is to decide"),
      [.cards(Array(cards.prefix(limit))), .paragraph(verdict)])
  }

  /// What is spent of what, with the budget where every year has one of its own.
  private func savedNote(_ ledger: PlanLedger, _ view: PlanView) -> String {
    let spent = ledger.years.reduce(Int64(0)) { $0 + $1.spend }
    let all = ledger.years.reduce(spent) { $0 + $1.saved }
    let caps = ledger.years.compactMap(\.cap)
    let budget = caps.count == ledger.years.count ? view.money(caps.reduce(0, +)) : nil
    return both(
      (budget.map { "预算 \($0)，" } ?? "") + "支出 \(view.money(spent))，全部续缴需 \(view.money(all))",
      "\(view.money(spent)) spent of \(view.money(all)) for all" + (budget.map { "; budget \($0)" } ?? ""))
  }

  /// How many rights are late and what paying for all of them takes; the number alone where no amount is known, as in
  /// runs stored before it was kept. Nil where none is late.
  private func lateCard(_ plan: PortfolioPlan, _ view: PlanView) -> ReportCard? {
    let late = plan.head.lateRights
    guard late > 0 else { return nil }
    let fees = plan.head.lateFees ?? []
    let owed = fees.reduce(Int64(0)) { $0 + $1.amount }
    guard owed > 0 else {
      return ReportCard(
        both("已在滞纳期", "In the grace period"), wording.count(late), typed: .integer(late),
        note: both("先决定是否补缴", "decide these first"))
    }
    let money = Money(minorUnits: owed, currency: run.currency)
    let unknown = late - fees.count
    var note = both("含滞纳金；先决定是否补缴", "with surcharges; decide these first")
    if unknown > 0 { note += both("；\(unknown) 项金额未知", "; \(unknown) of unknown amount") }
    let others = unrecorded.count
    if others > 0 { note += both("；另 \(others) 项过期未见缴费", "; \(others) more without a payment on record") }
    return ReportCard(
      both("滞纳期内应补缴（\(late) 项）", "Owed in grace (rights: \(late))"),
      (unknown > 0 ? "≥ " : "") + view.money(owed), typed: unknown > 0 ? .atLeast(money) : .money(money),
      note: note)
  }

  // MARK: Since the last review

  /// A right whose outcome is not what the earlier review said.
  private struct Move {
    let row: Int
    let before: String
    let after: String
    /// How many grades it rose; below 0 where it fell; nil where one of the two is no grade.
    let rise: Int?
  }

  /// What changed since the review that this one looks back to; nil where it looks back to none.
  var changesSection: ReportSection? {
    guard let earlier = run.primary.earlier, earlier.runID > 0 else { return nil }
    let model = run.gradingModel
    let rank = Dictionary(
      model.grades.enumerated().map { ($1.grade, $0) }, uniquingKeysWith: { first, _ in first })
    var moves: [Move] = []
    var same = 0
    var new = 0
    for row in rows {
      guard let before = earlier.outcome(row) else {
        new += 1
        continue
      }
      let after = model.name(of: run.grades.outcome(row))
      guard before != after else {
        same += 1
        continue
      }
      let rise = rank[before].flatMap { old in rank[after].map { old - $0 } }
      moves.append(Move(row: row, before: before, after: after, rise: rise))
    }
    let risen = moves.count { ($0.rise ?? 0) > 0 }
    let fallen = moves.count { ($0.rise ?? 0) < 0 }
    let title = both("与上次评审相比", "Since the last review")
    var blocks: [ReportBlock] = [
      .paragraph(
        both(
          "上次评审：第 \(earlier.runID) 次，基准日 \(earlier.asOf.iso)。升级 \(risen) 项，降级 \(fallen) 项，其他变化（新授权、终止、到期等）\(moves.count - risen - fallen) 项，新进入组合 \(new) 项，不变 \(same) 项",
          "The last review is run \(earlier.runID) as of \(earlier.asOf.iso). \(risen) rose, \(fallen) fell, \(moves.count - risen - fallen) changed otherwise (granted, ended, expired), \(new) are new, \(same) are as they were"
        ))
    ]
    if !moves.isEmpty { blocks.append(.table(moveTable(moves, earlier, title))) }
    if moves.count > ReportBuilder.movesShown {
      blocks.append(
        .paragraph(
          both(
            "只列 \(ReportBuilder.movesShown) 项；全部及原因：winnow diff 数据库 \(earlier.runID) \(max(run.id, earlier.runID + 1))",
            "\(ReportBuilder.movesShown) are shown; all, with their causes: winnow diff STORE \(earlier.runID) \(max(run.id, earlier.runID + 1))"
          )))
    }
    return ReportSection("changes", title, count: moves.count, blocks)
  }

  private static let movesShown = 20

  /// The greatest falls first: they are what a meeting asks about.
  private func moveTable(_ moves: [Move], _ earlier: EarlierGrades, _ title: String) -> ReportTable {
    let sorted = moves.sorted { left, right in
      (left.rise ?? .max, left.row) < (right.rise ?? .max, right.row)
    }
    return ReportTable(
      "changes-table", title,
      [
        ReportTable.Column(text(.number), .code), ReportTable.Column(text(.title), .long),
        ReportTable.Column(text(.unit)), ReportTable.Column(both("上次", "last")),
        ReportTable.Column(both("本次", "now")),
        ReportTable.Column(both("上次得分", "points last"), .number), ReportTable.Column(text(.points), .number),
      ],
      sorted.prefix(ReportBuilder.movesShown).map { move in
        [
          numberCell(move.row), ReportTable.Cell(shortTitle(move.row)),
          ReportTable.Cell(ReportBuilder.shortened(run.table.text("unit", move.row), to: 40)),
          slotCell(move.before), slotCell(move.after),
          wording.pointsCell(Double(earlier.points[move.row])),
          wording.pointsCell(Double(run.grades.points[move.row])),
        ]
      })
  }
}
