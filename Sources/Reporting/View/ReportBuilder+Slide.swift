import Grading
import PortfolioCore
import PortfolioReview

/// The one page for a meeting: how many go, what it saves, what is at risk, what must be decided this week, why low
/// grades stay, and what comes next. Everything on it is limited, in number and in length, so that it fits a sheet of
/// A4 lying on its side.
extension ReportBuilder {
  private func both(_ zh: String, _ en: String) -> String { options.language == .zh ? zh : en }

  /// How many kinds of risk there are: none is left out.
  private static let riskLines = 8
  /// How many figures a plan has at most: what goes, saves and costs, what must stay, what is unknown, what is late.
  private static let slideCards = 6
  /// How many sentences a part of the slide holds.
  private static let slideLines = 4
  /// How many sentences the parts of the lower half hold.
  private static let lowerLines = 3
  /// How wide a sentence may be, in columns of a terminal: two lines of half the page.
  private static let slideWidth = 140
  /// How many days a week has.
  private static let week: Int32 = 7

  /// What fits on one page.
  var slidePage: ReportPage {
    let charts = [gradesChart] + (run.fees.yearCount > 0 && !hidesAmounts ? [feesChart] : [statusChart])
    let first =
      decisionSection(limit: ReportBuilder.slideCards) ?? candidateSection(limit: 5)
      ?? ReportSection("key-figures", text(.keyFigures), [.cards(Array(cards.prefix(5)))])
    let sections: [ReportSection?] = [
      first,
      part("slide-risk", both("有什么风险", "What is at risk"), riskSentences, most: ReportBuilder.riskLines),
      part("slide-week", both("一周内要定的", "To be decided within a week"), weekSentences),
      part(
        "slide-stays", both("等级低而保留的，为什么", "Low grades that stay, and why"),
        staysSentences(ReportBuilder.lowerLines), most: ReportBuilder.lowerLines),
      part("next", text(.nextSteps), planSteps + NextSteps(self).sentences, most: ReportBuilder.lowerLines),
      ReportSection("pictures", text(.pictures), [.charts(charts)]),
    ]
    return ReportPage(
      id: "summary", title: wording.text(WorkbookText.summaryPage), sections: sections.compactMap { $0 })
  }

  /// A part of the slide; nil without sentences.
  private func part(
    _ id: String, _ title: String, _ sentences: [String], most: Int = ReportBuilder.slideLines
  ) -> ReportSection? {
    guard !sentences.isEmpty else { return nil }
    let shown = sentences.prefix(most).map {
      DisplayWidth.cut($0, to: ReportBuilder.slideWidth)
    }
    return ReportSection(id, title, [.list(Array(shown))])
  }

  /// What can go wrong, a sentence each.
  private var riskSentences: [String] {
    let found = risks.map { risk in
      both(
        "\(risk.what)：\(risk.rows.count) 项（\(numbers(risk.rows))），\(risk.then)",
        "\(risk.what): \(risk.rows.count) (\(numbers(risk.rows))); \(risk.then)")
    }
    return found.isEmpty
      ? [both("记录中没有滞纳、临近到期、纠纷、质押。", "No late fee, near due day, dispute or pledge is on record.")] : found
  }

  /// The first rights of some by number.
  private func numbers(_ rows: [Int]) -> String {
    wording.list(rows.prefix(2).map { DisplayWidth.cut(explainer.numberText($0), to: 24) })
      + (rows.count > 2 ? both("等", " …") : "")
  }

  /// What comes first where a plan was made.
  private var planSteps: [String] {
    guard let plan = run.plan, plan.head.value != nil, options.unit == nil, !hidesAmounts else { return [] }
    let gone = plan.actions.indices.filter { plan.actions[$0].letsGo }
    guard !gone.isEmpty else { return [] }
    let clear = gone.count { plan.condition($0) == .none }
    return [
      both(
        "逐项决定 \(gone.count) 项候选：\(clear) 项可直接提交；\(gone.count - clear) 项先办手续或查明，未齐之前照缴。",
        "Decide on the \(gone.count) candidates: \(clear) can go to the meeting; \(gone.count - clear) need papers or facts first and are paid until then."
      )
    ]
  }

  // MARK: This week

  /// The last day on which a right can be paid for: of a late fee the end of its grace period; nil where no fee is
  /// coming.
  private func lastDay(_ row: Int) -> CalendarDay? {
    if let open = run.fees.unrecordedFee(row) { return open.lastDay }
    if let day = run.table[.graceEnd]?.day(row) { return day }
    guard let day = run.table[.nextFeeDay]?.day(row), day >= run.asOf else { return nil }
    return day
  }

  /// What the plan makes of a right on a day: a candidate only where that is the day on which it is not paid for.
  private func planWord(_ row: Int, on day: CalendarDay) -> String {
    guard options.unit == nil, let plan = run.plan, plan.head.value != nil, plan.actions[row].letsGo,
      let lapse = plan.lapseDay(row)
    else { return "" }
    if lapse == day || plan.lastDayToPay(row) == day { return both("（放弃候选）", " (candidate)") }
    // The plan takes fees before its first year as paid, and lets go at a later day.
    return both("（照缴）", " (pay it)")
  }

  /// What a list of rights with their days says, the nearest first.
  /// - Parameter areDue: whether the days are those of payments, of which the plan says which are still paid.
  private func named(_ found: [(row: Int, day: CalendarDay)], areDue: Bool = true) -> String {
    let names = found.prefix(3).map { entry -> String in
      let number = DisplayWidth.cut(explainer.numberText(entry.row), to: 24)
      return "\(number) \(wording.day(entry.day))" + (areDue ? planWord(entry.row, on: entry.day) : "")
    }
    return wording.list(Array(names)) + (found.count > 3 ? both("等", " …") : "")
  }

  /// What cannot wait: fees and grace periods that end within a week, and ways out that must be begun by then. Where
  /// nothing does, the nearest day.
  private var weekSentences: [String] {
    let end = CalendarDay(number: run.asOf.number + ReportBuilder.week)
    let days = rows.compactMap { row -> (row: Int, day: CalendarDay)? in
      guard let day = lastDay(row) else { return nil }
      return (row: row, day: day)
    }
    .filter { $0.day >= run.asOf }
    .sorted { ($0.day.number, $0.row) < ($1.day.number, $1.row) }
    func isLate(_ row: Int) -> Bool {
      run.fees.unrecordedFee(row) != nil || run.table[.graceEnd]?.day(row) != nil
    }
    let near = days.filter { $0.day <= end }
    let grace = near.filter { isLate($0.row) }
    let due = near.filter { !isLate($0.row) }
    var lines: [String] = []
    if !grace.isEmpty {
      lines.append(
        both(
          "宽限期在 \(wording.day(end))（含）前届满：\(grace.count) 项，过期即失权：\(named(grace))",
          "Grace periods that end by \(wording.day(end)): \(grace.count), lost after that: \(named(grace))"))
    }
    if !due.isEmpty {
      lines.append(
        both(
          "\(wording.day(end))（含）前到期的费用：\(due.count) 项，缴或不缴：\(named(due))",
          "Fees due by \(wording.day(end)): \(due.count), to pay or not: \(named(due))"))
    }
    let waiting = answers.map { (row: $0.row, day: $0.day) }.filter { $0.day >= run.asOf }
    let soon = waiting.filter { $0.day <= end }
    if !soon.isEmpty {
      lines.append(
        both(
          "须在 \(wording.day(end))（含）前答复：\(soon.count) 项：\(named(soon, areDue: false))",
          "To be answered by \(wording.day(end)): \(soon.count): \(named(soon, areDue: false))"))
    }
    let routes = beginningSoon(end)
    if !routes.isEmpty {
      lines.append(
        both(
          "建议路径须在 \(wording.day(end))（含）前启动的放弃候选：\(routes.count) 项：\(named(routes, areDue: false))",
          "Candidates whose recommended route must begin by \(wording.day(end)): \(routes.count): \(named(routes, areDue: false))"
        ))
    }
    guard lines.isEmpty else { return lines }
    if let answer = waiting.first, days.first.map({ answer.day < $0.day }) ?? true {
      return [
        both(
          "到 \(wording.day(end)) 没有非定不可的；最近的期限是答复：\(named([answer], areDue: false))",
          "Nothing has to be decided by \(wording.day(end)); the nearest day is that of an answer: \(named([answer], areDue: false))"
        )
      ]
    }
    guard let first = days.first else {
      return [both("没有将要到期的费用。", "No fee is coming up.")]
    }
    return [
      both(
        "到 \(wording.day(end)) 没有非定不可的；最近的期限：\(named([first]))",
        "Nothing has to be decided by \(wording.day(end)); the nearest day: \(named([first]))")
    ]
  }

  /// The candidates whose recommended way out must be begun by a day, the nearest first.
  private func beginningSoon(_ end: CalendarDay) -> [(row: Int, day: CalendarDay)] {
    guard options.unit == nil, !hidesAmounts,
      let view = RouteView(run: run, wording: wording, target: { _ in nil })
    else { return [] }
    return view.candidates.compactMap { row -> (row: Int, day: CalendarDay)? in
      // Where an open gate may take longer, it is begun in time for that, unless that day has passed.
      guard let day = view.routes(row).best?.dayToBegin(run.asOf), day >= run.asOf, day <= end else {
        return nil
      }
      return (row: row, day: day)
    }.sorted { ($0.day.number, $0.row) < ($1.day.number, $1.row) }
  }
}
