import Grading
import PolicyModels
import PortfolioCore
public import PortfolioReview
import Pruning

/// A plan as sections of a report, in one language: the terminal, the HTML report and tests read the same ones.
public struct PlanView: Sendable {
  /// The run that the plan belongs to.
  public let run: ReviewRun
  /// The plan.
  public let plan: PortfolioPlan
  /// The words.
  public let wording: Wording
  /// How many rights each table names.
  public let listed: Int
  let ledger: PlanLedger
  /// The exchanges of one right for another; nil where rights do not stand for themselves.
  let swaps: PlanSwaps?
  /// The rights kept although they are worth less than their fees.
  let belowFees: [PortfolioPlan.BelowFees]
  /// Their rows.
  let isBelowFees: Set<Int>
  /// What stands before the rights that the plan lets go; nil in runs of earlier versions.
  let gateView: GateView?
  /// What else can be done with them; nil in runs of earlier versions.
  let routeView: RouteView?
  /// Where a right's sheet is, in a report that has sheets.
  let target: @Sendable (Int) -> String?

  /// A view of a run's plan; nil when the run has none.
  /// - Parameter listed: how many rights the tables name; the data have all.
  public init?(run: ReviewRun, options: ReportOptions, listed: Int = 20) {
    self.init(run: run, wording: Wording(run: run, options: options), listed: listed) { _ in nil }
  }

  init?(run: ReviewRun, wording: Wording, listed: Int, target: @escaping @Sendable (Int) -> String?) {
    guard let plan = run.plan else { return nil }
    self.run = run
    self.plan = plan
    self.wording = wording
    self.listed = listed
    self.target = target
    ledger = PlanLedger(plan)
    swaps = PlanSwaps(plan, ledger)
    belowFees = plan.belowFees(minorPerMajor: run.currency.minorPerMajor)
    isBelowFees = Set(belowFees.map(\.row))
    gateView = GateView(run: run, wording: wording, target: target)
    routeView = RouteView(run: run, wording: wording, target: target)
  }

  var zh: Bool { wording.language == .zh }
  var head: PortfolioPlan.Head { plan.head }
  func both(_ zh: String, _ en: String) -> String { self.zh ? zh : en }

  // MARK: Numbers

  /// Money with its currency, rounded to whole major units.
  func money(_ minorUnits: Int64) -> String {
    let text = whole(minorUnits)
    if zh, run.currency == .cny { return text + " 元" }
    return run.currency.code + " " + text
  }

  /// Money rounded to whole major units, halves away from zero.
  func whole(_ minorUnits: Int64) -> String {
    let unit = run.currency.minorPerMajor
    return NumberText.whole(Int((minorUnits + (minorUnits < 0 ? -unit / 2 : unit / 2)) / unit))
  }

  /// A value of the plan, with its unit.
  func value(_ value: Int64) -> String {
    switch head.valueUnit {
    case .money:
      return zh && run.currency == .cny ? plain(value) + " 元" : run.currency.code + " " + plain(value)
    case .points: return plain(value) + both(" 分·年", " points × years")
    }
  }

  /// A value of the plan, for columns whose head names the unit.
  func plain(_ value: Int64) -> String {
    head.valueUnit == .money ? NumberText.whole(Int(value)) : NumberText.scaledText(Int(value), 2)
  }

  /// The years with a budget or a rule, which the ledger covers.
  var ruledSpan: String {
    head.firstYear == head.lastRuledYear ? "\(head.firstYear)" : "\(head.firstYear)–\(head.lastRuledYear)"
  }

  /// What a value of the plan is made of, in a word: values on different bases are not told from each other by size.
  var valueBasis: String {
    if head.valueUnit == .points { return both("得分×年数", "points × years") }
    return head.subtractsFees
      ? both("已减年费", "less fees") : both("有预算年度未减年费", "budgeted fees not taken off")
  }

  var valueUnit: String { head.valueUnit == .money ? wording.moneyUnit : both("分·年", "points × years") }

  /// A limit or use of a row in its own unit.
  func amount(_ amount: Int64, of row: PlanRow) -> String {
    switch row.kind {
    case .budget, .unitShare: return whole(amount)
    case .coverage: return NumberText.whole(Int(amount))
    case .share: return NumberText.scaledText(Int(amount), 4)
    }
  }

  func number(_ row: Int) -> String {
    let number = run.table.text("number", row)
    return number.isEmpty ? "#\(run.table.rightIDs[row])" : number
  }

  func cell(_ row: Int) -> ReportTable.Cell { ReportTable.Cell(number(row), target: target(row)) }

  func grade(_ row: Int) -> ReportTable.Cell {
    guard case .graded(let index) = run.grades.outcome(row) else {
      return ReportTable.Cell(wording.dash, muted: true)
    }
    return ReportTable.Cell(wording.gradeName(run.gradingModel.grades[index]), swatch: .grade(index))
  }

  func title(_ row: Int) -> ReportTable.Cell {
    ReportTable.Cell(ReportBuilder.shortened(run.table.text("title", row), to: 80))
  }

  // MARK: Words

  /// What a recommendation is called.
  public func word(_ action: PlanAction) -> String { wording.text(RecordWords.recommendation(action)) }

  /// What is recommended for a right, where its fee of these days needs a word of its own: a late fee is never "nothing
  /// due".
  public func word(of row: Int) -> String { wording.text(RecordWords.recommendation(row, of: plan, in: run)) }

  /// How good the plan is, in a sentence: "optimal" only of what is proven.
  public var verdict: String {
    guard let value = head.value else {
      switch head.status {
      case .infeasible:
        return both("没有任何方案能同时满足全部约束（已证明）", "No plan keeps all rules (proven)")
      default:
        return both("在给定时间内没有找到方案", "No plan was found in the time given")
      }
    }
    let worth = both("方案价值 \(self.value(value))", "Value of the plan: \(self.value(value))")
    if head.status == .optimal {
      return worth + both("，已证明没有更好的方案（最优）", "; proven that none is better (optimal)")
    }
    guard let bound = head.bound, let gap = head.gap else {
      return worth + both("，优劣未知", "; how good is not known")
    }
    guard gap < 1 else {
      return worth
        + both(
          "，上界 \(self.value(bound))：与可能的最好方案最多相差 \(self.value(bound - value))（已证明）",
          "; no plan is worth more than \(self.value(bound)): at most \(self.value(bound - value)) below the best possible (proven)"
        )
    }
    let proven = both(
      "，上界 \(self.value(bound))：距可能的最好方案不超过 \(percent(gap))（已证明）",
      "; no plan is worth more than \(self.value(bound)): within \(percent(gap)) of the best possible (proven)"
    )
    return worth + proven
      + (head.status == .limit ? both("；时间用尽，未完成证明", "; the time ran out before a proof") : "")
  }

  /// A small share, rounded up so that "within" stays true.
  private func percent(_ share: Double) -> String {
    for (decimals, scale) in [(2, 10_000.0), (4, 1e6), (6, 1e8)] {
      let scaled = (share * scale).rounded(.up)
      if scaled >= 1, decimals == 6 || scaled >= 10 || share * scale == scaled {
        return NumberText.scaledText(Int(scaled), decimals) + "%"
      }
    }
    return "0.000001%"
  }

  /// The objective and where its worths come from.
  public var objective: String {
    let rate = NumberText.fixed((Double(head.discountRate) ?? 0) * 100, 1)
    let span = "\(head.firstYear)–\(head.firstYear + head.yearCount - 1)"
    switch head.objective {
    case "grade-points":
      return both(
        "目标：保留的得分之和最大（得分×年数，\(span)，不计费用）",
        "Sought: the greatest sum of points kept (points times years, \(span), fees not counted)")
    default:
      guard head.subtractsFees else {
        return both(
          "目标：在预算之内保住的价值最大（\(span)，每年折现 \(rate)%；有预算年度的年费由预算支付，不从价值中扣除）",
          "Sought: as much worth as possible within the budgets (\(span), discounted by \(rate)% a year; fees of years with a budget are paid from it and not taken off)"
        )
      }
      return both(
        "目标：价值减年费之和最大（\(span)，每年折现 \(rate)%）",
        "Sought: the greatest sum of worth less fees (\(span), discounted by \(rate)% a year)")
    }
  }

  /// Everything that a plan says, in order.
  public var sections: [ReportSection] {
    var sections = [ReportSection("plan-result", both("结论", "Result"), [.list(summary)])]
    guard head.value != nil else { return sections + [conflictSection, notesSection] }
    sections.append(ledgerSection)
    if let section = partsSection { sections.append(section) }
    if let section = rowsSection { sections.append(section) }
    if let section = pricesSection { sections.append(section) }
    if let section = frontierSection { sections.append(section) }
    if let section = cutSection { sections.append(section) }
    sections.append(candidatesSection)
    if let section = belowFeesSection { sections.append(section) }
    if let section = discussSection { sections.append(section) }
    if let section = factsSection { sections.append(section) }
    if let section = rulesSection { sections.append(section) }
    sections.append(notesSection)
    return sections
  }

  private func count(_ action: PlanAction) -> Int { plan.actions.count { $0 == action } }

  /// The rights that the plan does not decide on, counted by the word that lists give each of them.
  private var outside: [(word: String, rights: Int)] {
    var all: [(word: String, rights: Int)] = []
    for action in [PlanAction.nothingDue, .noFees, .notYetGranted, .restorable] {
      // The plain word first, then what needs one of its own.
      let plain = word(action)
      var counts: [String: Int] = [:]
      for row in plan.actions.indices where plan.actions[row] == action {
        counts[word(of: row), default: 0] += 1
      }
      if let rights = counts.removeValue(forKey: plain) { all.append((word: plain, rights: rights)) }
      for word in counts.keys.sorted() { all.append((word: word, rights: counts[word] ?? 0)) }
    }
    return all
  }

  /// The answer in a few sentences.
  public var summary: [String] {
    var lines = [verdict, objective, both("价值来源：", "Worth: ") + wording.text(head.worthSource)]
    guard head.value != nil else { return lines }
    if let line = groundsSummary { lines.append(line) }
    lines += ledger.years.compactMap { headline($0) }
    if head.lastRuledYear < head.firstYear + head.yearCount - 1 {
      lines.append(
        both(
          "方案价值计到 \(head.firstYear + head.yearCount - 1) 年；下面的台账、支出与少缴只计有预算或规则的 \(ruledSpan) 年",
          "The value of the plan counts to \(head.firstYear + head.yearCount - 1); ledger, spending and saving below are of \(ruledSpan), the years with a budget or a rule"
        ))
    }
    let kept = count(.keep) + count(.mustKeep)
    let gone = count(.letLapse) + count(.listedToLapse)
    lines.append(
      both(
        "保留 \(kept) 项（其中必须保留 \(count(.mustKeep)) 项），放弃候选 \(gone) 项，待补事实 \(count(.needsFact)) 项",
        "\(kept) to keep (\(count(.mustKeep)) of them must be kept), \(gone) candidates to let lapse, \(count(.needsFact)) need a fact"
      ))
    if let line = conditionSummary { lines.append(line) }
    if let line = belowFeesSummary { lines.append(line) }
    let others = outside
    if !others.isEmpty {
      lines.append(
        both("不在取舍之列：", "Outside the decision: ")
          + wording.list(others.map { "\($0.word) \($0.rights)" }))
    }
    let alone = plan.actions.indices.filter { isNotWorthItsFees($0) }.count
    if alone > 0 {
      lines.append(
        both(
          "放弃候选中有 \(alone) 项不是预算容不下，而是价值抵不过年费；只放弃预算容不下的，见情景 spend-the-budget",
          "\(alone) of the candidates would fit the budget and go because they are worth less than their fees; to let go only what the budget cannot hold, see the scenario spend-the-budget"
        ))
    }
    return lines
  }

  /// A candidate whose worth does not bear its own fees, whatever the budget.
  func isNotWorthItsFees(_ row: Int) -> Bool {
    plan.actions[row] == .letLapse && plan.hasMargin[row] && plan.marginNet[row] < 0
      && head.valueUnit == .money && head.subtractsFees
  }
}
