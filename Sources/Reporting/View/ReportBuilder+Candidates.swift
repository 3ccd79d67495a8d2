import Grading
import PortfolioCore
import PortfolioReview
import Renewals

/// What there is to decide where no budget was given: the rights of the lowest grade, by grade alone.
extension ReportBuilder {
  private func both(_ zh: String, _ en: String) -> String { options.language == .zh ? zh : en }

  /// How many candidates the overview lists.
  private static let candidatesShown = 10

  /// A right of the lowest grade of its part, with what stands before its lapse.
  private struct Candidate {
    let row: Int
    /// Gates that are closed, or whose evidence has run out.
    let closed: [String]
    /// Gates of which it is not known whether they stand before it.
    let open: [String]
    /// Its fees over the years summed at the head, in minor units.
    let fees: Int64
    /// Whether a fee of these years is not known.
    let isLowerBound: Bool
  }

  /// Where a plan was made the grades alone are no answer: that it is withheld, that no plan is possible, or what it
  /// means for the unit that the report is about.
  private func planInstead(_ title: String, limit: Int) -> ReportSection? {
    guard !isPlanWithheld else {
      return ReportSection(
        "to-decide", title,
        [
          .paragraph(
            both(
              "本副本隐去金额或名称，不含缴费取舍方案；候选与少缴的金额见完整报告。",
              "This copy withholds amounts or names and leaves the plan of renewals out: the candidates and what they save stand in the whole report."
            ))
        ])
    }
    guard let plan = run.plan,
      let view = PlanView(run: run, wording: wording, listed: .max, target: sheetTarget)
    else { return nil }
    guard plan.head.value != nil else {
      return ReportSection("to-decide", title, [.paragraph(view.verdict + both("。", "."))])
    }
    guard let unit = options.unit, let part = view.unitParts.first(where: { $0.name == unit }) else {
      return nil
    }
    let found = view.candidates(among: rows)
    let saved = Money(minorUnits: part.saved, currency: run.currency)
    let cards = [
      ReportCard(
        both("本单位的放弃候选", "Candidates of this unit"), wording.count(part.letGo), typed: .integer(part.letGo),
        note: both("按全部组合的方案", "by the plan of the whole portfolio")),
      ReportCard(
        both("\(view.ruledSpan) 年少缴", "Saved in \(view.ruledSpan)"), view.money(part.saved),
        typed: .money(saved),
        note: both("支出 \(view.money(part.spend))", "\(view.money(part.spend)) spent")),
      ReportCard(both("保留", "Kept"), wording.count(part.kept), typed: .integer(part.kept)),
    ]
    var blocks: [ReportBlock] = [.cards(Array(cards.prefix(limit)))]
    // The days of the plan and not the next due days: a fee that falls due before the plan begins is still paid.
    if limit == .max, !found.isEmpty { blocks += view.candidateBlocks(found, of: found, title: title) }
    return ReportSection("to-decide", title, blocks)
  }

  private func more(_ count: Int) -> String {
    let rest = count - ReportBuilder.candidatesShown
    return both(
      "以下次缴费期限先后为序；另有 \(rest) 项，在权利清单中筛选。",
      "The nearest payment first; \(rest) more stand in the list of rights.")
  }

  /// The rights of the lowest grade, of the parts for which fees are paid; the nearest day of payment
  /// first, for until then it must be decided.
  private var lowestGraded: [Candidate] {
    let parts = run.gradingModel.parts.filter { part in
      part.appliesTo.contains { $0 != .technicalSecret && $0 != .softwareCopyright }
    }
    let lowest = Set(parts.compactMap(\.grades.last?.grade))
    return candidates { row in
      guard case .graded(let index) = run.grades.outcome(row) else { return false }
      return lowest.contains(run.gradingModel.grades[index].grade)
    }
  }

  private func candidates(where isOne: (Int) -> Bool) -> [Candidate] {
    let unknown = Set(run.fees.unknown.filter { $0.year < run.fees.firstYear + feeYears }.map(\.row))
    func due(_ row: Int) -> Int32 { run.table[.nextFeeDay]?.day(row)?.number ?? .max }
    return rows.filter(isOne).sorted { due($0) != due($1) ? due($0) < due($1) : $0 < $1 }.map { row in
      let issues = run.gates?.openIssues(row, .lapse) ?? []
      let first = row * run.fees.yearCount
      return Candidate(
        row: row, closed: issues.filter { $0.state != .question }.map { wording.text($0.gate.title) },
        open: issues.filter { $0.state == .question }.map { wording.text($0.gate.title) },
        fees: run.fees.amounts[first..<first + feeYears].reduce(0, +), isLowerBound: unknown.contains(row))
    }
  }

  /// What there is to decide by the grades alone; nil where a plan says it, or where nothing was graded.
  /// - Parameter limit: the most figures; below all of them the list is left out, for pages of the size of a slide.
  func candidateSection(limit: Int = .max) -> ReportSection? {
    let title = both("需要决定什么", "What there is to decide")
    if isPlanWithheld || run.plan != nil { return planInstead(title, limit: limit) }
    guard summary.byGrade.contains(where: { $0.count > 0 }) else { return nil }
    let found = lowestGraded
    let advice = both(
      "没有给预算，这里只按等级列出候选，不是处置建议。要在预算之下求最优取舍：winnow prune 数据库 --budget 金额（或 winnow review … --budget）。",
      "No budget was given: these are candidates by grade alone, no advice to dispose. For the best cut under a budget: winnow prune STORE --budget AMOUNT (or winnow review … --budget)."
    )
    guard !found.isEmpty else {
      return ReportSection(
        "to-decide", title,
        [
          .paragraph(
            both("没有权利处于最低等级。", "No right has the lowest grade. ") + advice)
        ])
    }
    let closed = found.count { !$0.closed.isEmpty }
    let open = found.count { $0.closed.isEmpty && !$0.open.isEmpty }
    var cards = [
      ReportCard(
        both("最低等级（候选）", "Lowest grade (candidates)"), wording.count(found.count),
        typed: .integer(found.count), note: both("逐项理由见其单页", "the reasons stand on each sheet"))
    ]
    if feeYears > 0, !hidesAmounts {
      let sum = found.reduce(Int64(0)) { $0 + $1.fees }
      let isLowerBound = found.contains(where: \.isLowerBound)
      let money = Money(minorUnits: sum, currency: run.currency)
      cards.append(
        ReportCard(
          both("若全部不再续缴，\(feeYears) 年至多少缴", "At most saved in \(feeYears) years if all lapse"),
          (isLowerBound ? "≥ " : "") + wording.money(sum),
          typed: isLowerBound ? .atLeast(money) : .money(money)))
    }
    if run.gates != nil {
      cards += [
        ReportCard(
          both("须先取得同意、审核或通知", "A consent, review or notice comes first"), wording.count(closed),
          typed: .integer(closed), note: both("手续未齐之前照缴", "pay until these are had")),
        ReportCard(
          both("门槛尚待查明", "Gates not yet clear"), wording.count(open), typed: .integer(open),
          note: both("先补事实", "facts are missing")),
        ReportCard(
          both("没有门槛", "No gate stands before it"), wording.count(found.count - closed - open),
          typed: .integer(found.count - closed - open)),
      ]
    }
    var blocks: [ReportBlock] = [.cards(Array(cards.prefix(limit)))]
    if limit == .max {
      blocks.append(.table(candidateTable(found, title)))
      if found.count > ReportBuilder.candidatesShown {
        blocks.append(.paragraph(more(found.count)))
      }
    }
    return ReportSection("to-decide", title, blocks + [.paragraph(advice)])
  }

  private func candidateTable(_ found: [Candidate], _ title: String) -> ReportTable {
    let list = RightListView(run: run, rows: [], columns: [], options: options)
    let showsFees = feeYears > 0 && !hidesAmounts
    var columns = [
      ReportTable.Column(text(.number), .code), ReportTable.Column(text(.title), .long),
      ReportTable.Column(text(.grade), .code), ReportTable.Column(text(.points), .number),
      ReportTable.Column(wording.factTitle(.nextFeeDay), .code),
    ]
    if showsFees {
      columns.append(
        ReportTable.Column(
          both("\(feeYears) 年费用（\(wording.moneyUnit)）", "Fees of \(feeYears) years (\(wording.moneyUnit))"),
          .number))
    }
    if run.gates != nil {
      columns.append(
        ReportTable.Column(both("不再缴费之前的门槛", "Gates before its lapse"), .long))
    }
    return ReportTable(
      "candidate-table", title, columns,
      found.prefix(ReportBuilder.candidatesShown).map { candidate in
        let row = candidate.row
        var cells = [
          numberCell(row), ReportTable.Cell(shortTitle(row)), list.cell(.grade, row),
          wording.pointsCell(Double(run.grades.points[row])),
          run.table[.nextFeeDay]?.day(row).map { wording.dayCell($0) }
            ?? ReportTable.Cell(wording.dash, muted: true),
        ]
        if showsFees {
          cells.append(wording.amountCell(candidate.fees, isLowerBound: candidate.isLowerBound))
        }
        if run.gates != nil {
          cells.append(ReportTable.Cell(gateWords(candidate), muted: candidate.closed.isEmpty))
        }
        return cells
      })
  }

  private func gateWords(_ candidate: Candidate) -> String {
    let parts = [
      candidate.closed.isEmpty
        ? nil : both("关闭：", "closed: ") + wording.list(candidate.closed),
      candidate.open.isEmpty ? nil : both("待查明：", "not clear: ") + wording.list(candidate.open),
    ].compactMap { $0 }
    return parts.isEmpty ? both("无", "none") : parts.joined(separator: both("；", "; "))
  }
}
