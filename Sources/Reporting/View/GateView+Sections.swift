import Grading
import PolicyModels
import PortfolioCore
import PortfolioReview

/// Gates as sections: the questions of the whole portfolio, the gates with their counts, and single rights.
extension GateView {
  /// How a gate stands over the portfolio before an act.
  struct Tally: Sendable {
    let gate: DisposalGate
    var closed = 0
    var question = 0
    /// Of the questions those that wait for data that the portfolio lacks altogether.
    var whole = 0
    var lifted = 0
    var expired = 0
    var clear = 0
  }

  /// A count a gate.
  /// - Parameter act: before this act; nil takes what the facts say, whatever the act.
  func tallies(_ act: GatedAct?, rows: [Int]? = nil) -> [Tally] {
    let whole = gates.wholeQuestions(table: run.table, act: act).rows
    return gates.model.gates.indices.compactMap { index in
      let gate = gates.model.gates[index]
      guard act.map(gate.acts.contains) ?? true else { return nil }
      var tally = Tally(gate: gate)
      for row in rows ?? Array(0..<run.table.count) {
        switch gates.state(index, row, act ?? gate.acts[0]) {
        case .closed: tally.closed += 1
        case .question:
          tally.question += 1
          if whole[index]?.contains(row) ?? false { tally.whole += 1 }
        case .lifted: tally.lifted += 1
        case .expired: tally.expired += 1
        case .clear: tally.clear += 1
        case .notApplicable: break
        }
      }
      // A gate that concerns no right of the portfolio is not worth a line.
      let concerned = tally.closed + tally.question + tally.lifted + tally.expired + tally.clear
      return concerned > 0 ? tally : nil
    }
  }

  /// The questions of the portfolio as a whole.
  func wholeSection(_ act: GatedAct?) -> ReportSection? {
    let questions = gates.wholeQuestions(table: run.table, act: act).questions
    guard !questions.isEmpty else { return nil }
    return ReportSection(
      "gate-questions", both("整个组合都缺少的数据", "Data that the portfolio lacks altogether"),
      count: questions.count,
      [
        .paragraph(
          both(
            "缺少的数据从不算作“无”。在相应的表中补录；确已查全而没有的，在 complete_lists 表中声明清单完整",
            "What is missing never counts as none. Fill in the table; where a list was examined and is empty or complete, say so in table complete_lists"
          )),
        .list(questions.map { sentence($0) }),
      ])
  }

  /// The gates with their counts.
  func tallySection(_ act: GatedAct?, rows: [Int]? = nil) -> ReportSection {
    let title =
      act.map { both("“\(self.act($0))”之前的门槛", "Gates before: \(self.act($0))") } ?? both("全部门槛", "All gates")
    func number(_ count: Int) -> ReportTable.Cell { wording.countCell(count) }
    return ReportSection(
      "gate-tally" + (act.map { "-" + $0.rawValue } ?? ""), title,
      [
        .table(
          ReportTable(
            "gate-tally-table" + (act.map { "-" + $0.rawValue } ?? ""), title,
            [
              ReportTable.Column(both("门槛", "gate"), .code), ReportTable.Column(both("名称", "name"), .long),
              ReportTable.Column(both("要求", "demand"), .long),
              ReportTable.Column(both("关闭", "closed"), .number),
              ReportTable.Column(both("待查明", "question"), .number),
              ReportTable.Column(both("其中缺整类数据", "of it, no data at all"), .number),
              ReportTable.Column(both("已解除", "lifted"), .number),
              ReportTable.Column(both("解除已过期", "lifted no longer"), .number),
              ReportTable.Column(both("无碍", "clear"), .number),
              ReportTable.Column(both("依据", "ground"), .long),
            ],
            tallies(act, rows: rows).map { tally in
              [
                ReportTable.Cell(tally.gate.id), ReportTable.Cell(wording.text(tally.gate.title)),
                ReportTable.Cell(demand(tally.gate)), number(tally.closed), number(tally.question),
                number(tally.whole), number(tally.lifted), number(tally.expired), number(tally.clear),
                ReportTable.Cell(ground(tally.gate.ground)),
              ]
            }))
      ])
  }

  /// Lines as a table.
  func lineTable(_ id: String, _ caption: String, _ lines: [Line]) -> ReportTable {
    ReportTable(
      id, caption,
      [
        ReportTable.Column(wording.text(.number), .code), ReportTable.Column(wording.text(.title), .long),
        ReportTable.Column(both("门槛", "gate"), .code), ReportTable.Column(both("状态", "state")),
        ReportTable.Column(both("要求", "demand"), .long),
        ReportTable.Column(both("依据的事实", "facts"), .long),
        ReportTable.Column(both("行为", "acts"), .long),
        ReportTable.Column(both("凭何解除", "what lifts it"), .long),
      ],
      lines.map { line in
        let finding = line.finding
        let past = lifting(finding)
        return [
          ReportTable.Cell(number(finding.row), target: target(finding.row)),
          ReportTable.Cell(ReportBuilder.shortened(run.table.text("title", finding.row), to: 60)),
          ReportTable.Cell(finding.gate.id), ReportTable.Cell(state(finding.state)),
          ReportTable.Cell(demand(finding.gate)), ReportTable.Cell(why(finding)),
          ReportTable.Cell(wording.list(line.acts.map { act($0) })),
          ReportTable.Cell(past.isEmpty ? wording.text(finding.gate.evidence) : past),
        ]
      })
  }

  /// The rights that a plan lets go, with what must be done first.
  func candidateSection(listed: Int, rows: Set<Int>? = nil) -> ReportSection? {
    guard let plan = run.plan else { return nil }
    let candidates = plan.actions.indices.filter { plan.actions[$0].letsGo && (rows?.contains($0) ?? true) }
      .sorted { (plan.lapseDays[$0], $0) < (plan.lapseDays[$1], $1) }
    guard !candidates.isEmpty else { return nil }
    let waiting = candidates.filter { plan.condition($0) != .none }
    var blocks: [ReportBlock] = [
      .paragraph(
        both(
          "放弃候选 \(candidates.count) 项：\(candidates.count - waiting.count) 项无条件，\(waiting.count) 项须先办妥下列事项；到缴费期限仍未办妥的，应当缴费",
          "\(candidates.count) candidates to let lapse: \(candidates.count - waiting.count) without conditions, \(waiting.count) only after what is listed here; what is not done by the due day is paid"
        ))
    ]
    if !waiting.isEmpty {
      blocks.append(
        .table(
          ReportTable(
            "gate-candidates-table", both("有条件的放弃候选", "Conditional candidates"),
            [
              ReportTable.Column(wording.text(.number), .code),
              ReportTable.Column(wording.text(.title), .long),
              ReportTable.Column(both("未办妥则缴费", "pay if not done by"), .code),
              ReportTable.Column(both("须先办妥", "to be done first"), .long),
            ],
            waiting.prefix(listed).map { row in
              [
                ReportTable.Cell(number(row), target: target(row)),
                ReportTable.Cell(ReportBuilder.shortened(run.table.text("title", row), to: 60)),
                plan.lastDayToPay(row).map { wording.dayCell($0) }
                  ?? ReportTable.Cell(wording.dash, muted: true),
                ReportTable.Cell(lapseIssues(row, on: plan.lapseDay(row)).joined(separator: both("；", "; "))),
              ]
            })))
      if waiting.count > listed {
        blocks.append(
          .paragraph(
            both("只列前 \(listed) 项，共 \(waiting.count) 项", "The first \(listed) of \(waiting.count)")))
      }
    }
    return ReportSection(
      "gate-candidates", both("放弃候选的条件", "Conditions of the candidates"), count: waiting.count, blocks)
  }

  /// Closed gates before a lapse, and documents that have ended.
  func closedSection(listed: Int, rows: [Int]) -> ReportSection {
    let title = both("不再缴费之前关闭的门槛", "Closed gates before a lapse")
    let found = lines(Filter(rows: rows, act: .lapse, states: [.closed, .expired]))
    guard !found.isEmpty else {
      return ReportSection("gate-closed", title, count: 0, [.paragraph(wording.text(.noneFound))])
    }
    var blocks: [ReportBlock] = [
      .table(lineTable("gate-closed-table", title, Array(found.prefix(listed))))
    ]
    if found.count > listed {
      blocks.append(
        .paragraph(
          both(
            "只列前 \(listed) 条，共 \(found.count) 条；全部见 winnow gates --act lapse --state closed",
            "The first \(listed) of \(found.count); winnow gates --act lapse --state closed lists all")))
    }
    return ReportSection("gate-closed", title, count: found.count, blocks)
  }

  /// What gates are, and for whom these were judged.
  var introduction: String {
    let holder = gates.holder.flatMap { id in gates.model.holders.first { $0.id == id } }
    let who =
      holder.map { both("按“\($0.title.zh)”适用", "for a holder of the kind: \($0.title.en)") }
      ?? both(
        "没有说明权利人类别，分级模型也不限于某类权利人，按各权利的权利人类型判断；企业可能是中央企业也可能是其他企业，专门针对其中一类的门槛因此待查明",
        "nobody said whose the rights are, and the grading model is for holders of any kind, so the kind of each right's owner decides; an enterprise may be of a state-owned group or not, so gates for one of them are open questions"
      )
    return both(
      "门槛是处置之前须取得的同意、审核、通知，或须等待的禁止；\(who)。事实未知时作为问题提出，不视为通过",
      "Gates are the consents, reviews and notices that come before a disposal, and what forbids it; \(who). A fact that is not known opens a question and passes nothing"
    )
  }
}

extension ReportBuilder {
  /// The routes of the rights that the plan lets go; nil where there are none.
  var routesPage: ReportPage? {
    let anchors = sheetRows.set
    let ids = run.table.rightIDs
    let view = RouteView(run: run, wording: wording) { row in
      anchors.contains(row) ? RightSheet.anchor(ids[row]) : nil
    }
    let chosen = options.unit == nil ? nil : Set(rows)
    guard let section = view?.candidateSection(listed: .max, rows: chosen) else {
      return nil
    }
    return ReportPage(id: "routes", title: wording.text(GateWords.routes), sections: [section])
  }

  /// The gates of the run; nil where it has none.
  var gatesPage: ReportPage? {
    let anchors = sheetRows.set
    let ids = run.table.rightIDs
    let view = GateView(run: run, wording: wording) { row in
      anchors.contains(row) ? RightSheet.anchor(ids[row]) : nil
    }
    guard let view else { return nil }
    var sections = [
      ReportSection("gate-intro", view.both("怎样读", "How to read"), [.paragraph(view.introduction)])
    ]
    if let section = view.candidateSection(
      listed: .max, rows: options.unit == nil ? nil : Set(rows))
    {
      sections.append(section)
    }
    if let section = view.wholeSection(.lapse) { sections.append(section) }
    sections.append(view.tallySection(.lapse, rows: options.unit == nil ? nil : rows))
    sections.append(view.closedSection(listed: options.gateLimit, rows: rows))
    return ReportPage(id: "gates", title: view.both("门槛与同意", "Gates and consents"), sections: sections)
  }
}
