import Grading
import PortfolioCore
import PortfolioReview

/// The list that a committee works on: every right with its grade and fees, and columns for what is decided.
struct WorkingList {
  let builder: ReportBuilder
  /// The rights listed, by their rows; those of the report when not given.
  var rows: [Int]?
  /// The cycle that the list belongs to; nil outside cycles.
  var cycle: String?
  /// What is told beside the run; the columns of what nothing is known of are left out.
  var notes = WorkListNotes()
  /// Further lines above the list.
  var marks: [(label: String, value: String)] = []

  private var run: ReviewRun { builder.run }
  private var wording: Wording { builder.wording }

  /// A column and the cell of a row in it.
  private struct Line: Sendable {
    let column: SheetColumn
    let cell: @Sendable (Int) -> SheetCell

    init(_ column: SheetColumn, _ cell: @escaping @Sendable (Int) -> SheetCell) {
      self.column = column
      self.cell = cell
    }
  }

  var sheet: Sheet {
    let rows = self.rows ?? builder.listOrder
    let lines = self.lines
    let table = SheetTable(columns: lines.map(\.column), rowCount: rows.count, isList: true) { index in
      lines.map { $0.cell(rows[index]) }
    }
    return Sheet(
      wording.text(WorkbookText.workingList), isProtected: true, frozenColumns: 2,
      [
        .pairs((origin + marks).map { (label: $0.label, value: .text($0.value)) }),
        .text(wording.text(WorkbookText.listNote)), .text(wording.text(WorkbookText.listDisclaimer)),
        .table(table),
      ])
  }

  /// By what the list is read back: decisions belong to the run whose grades and fees stand beside them.
  private var origin: [(label: String, value: String)] {
    var lines = cycle.map { [(WorkingListMark.cycle, $0)] } ?? []
    lines.append((.run, String(run.id)))
    lines.append((.data, String(run.snapshotHash.prefix(WorkingListOrigin.dataDigits))))
    return lines.map { (label: wording.text($0.0.title), value: $0.1) }
  }

  private var lines: [Line] {
    let list = RightListView(run: run, rows: [], columns: [], options: builder.options)
    let table = run.table
    func listed(
      _ column: RightListColumn, _ form: SheetColumn.Form, _ width: Double? = nil, _ rules: [SheetRule] = []
    ) -> Line {
      Line(SheetColumn(list.title(column), form, width: width, rules: rules), { list.cell(column, $0).typed })
    }
    let gradeTints = run.gradingModel.grades.enumerated().map {
      SheetRule.equals(wording.gradeName($0.element), .grade($0.offset))
    }
    var lines: [Line] = [
      listed(.text("number"), .code), listed(.text("title"), .long, 34), listed(.text("unit"), .long, 16),
      listed(.text("business-line"), .text, 12), listed(.text("owner"), .long, 18),
      listed(.fact(.office), .text),
      listed(.fact(.rightKind), .text), listed(.fact(.legalStatus), .text),
      listed(.grade, .text, nil, gradeTints), listed(.points, .decimal(1), nil, [.bar]),
      Line(SheetColumn(wording.text(WorkbookText.lowestPoints), .decimal(1)), { bound($0, isLow: true) }),
      Line(SheetColumn(wording.text(WorkbookText.highestPoints), .decimal(1)), { bound($0, isLow: false) }),
      listed(.coverage, .percent), Line(SheetColumn(wording.text(WorkbookText.settled)), { settled($0) }),
      listed(.fact(.remainingTerm), .decimal(1), nil, [.below(2, .open)]),
      listed(
        .fact(.nextFeeDay), .day, 11,
        [.before(run.asOf, .warning), .before(run.asOf + 90, .open)]),
    ]
    if !builder.hidesAmounts {
      lines += [
        Line(
          SheetColumn(
            wording.text(WorkbookText.nextFeeAmount, ["unit": wording.moneyUnit]), .money(run.currency)),
          { wording.factCell(table[.nextFeeAmount], $0).typed }
        ),
        listed(.fees, .money(run.currency)),
        Line(SheetColumn(wording.text(.coverageOfFees), .long, width: 16), { basis($0) }),
      ]
    }
    let explainer = builder.explainer
    lines.append(
      Line(
        SheetColumn(wording.text(WorkbookText.ties), .long, width: 18),
        { row in
          let names = explainer.tieNames(row)
          return names.isEmpty ? .empty : .text(wording.list(names))
        }
      ))
    return lines + proposals + decisions
  }

  /// What the run proposes and what stands in the way, where whoever decides looks at it.
  private var proposals: [Line] {
    var lines: [Line] = []
    let (run, context) = (self.run, wording)
    if let plan = run.plan {
      let graceEnd = run.table[.graceEnd]
      lines += [
        Line(
          SheetColumn(context.text(WorkbookText.recommended), .text, width: 14),
          { row in
            guard run.recommendation(row) != nil else { return .empty }
            return .text(context.text(RecordWords.recommendation(row, of: plan, in: run)))
          }),
        // The day of the plan and not the next due day: a fee that falls due before the plan begins is still paid.
        Line(
          SheetColumn(context.text(WorkbookText.dueDayNotPaid), .day, width: 11),
          { row in plan.lapseDay(row).map { .day($0) } ?? .empty }),
        Line(
          SheetColumn(context.text(WorkbookText.payableUntil), .day, width: 11),
          { row in
            (graceEnd?.day(row) ?? run.fees.unrecordedFee(row)?.lastDay).map { .day($0) } ?? .empty
          }),
      ]
    }
    if let gates = run.gates {
      lines.append(
        Line(
          SheetColumn(wording.text(WorkbookText.gatesBeforeLapse), .long, width: 22),
          { row in
            let day = run.plan?.lapseDay(row) ?? run.table[.nextFeeDay]?.day(row)
            let open = gates.openIssues(row, .lapse, on: day)
            return open.isEmpty ? .empty : .text(RecordWords.gates(open, wording))
          }))
    }
    return lines + told
  }

  /// What is known beside the run: what stands decided, and what is late and can still be paid.
  private var told: [Line] {
    let (run, notes, wording) = (self.run, self.notes, self.wording)
    let (ids, plan) = (run.table.rightIDs, run.plan)
    var lines: [Line] = []
    if !notes.standing.isEmpty {
      lines.append(
        Line(
          SheetColumn(wording.text(WorkbookText.standingDecision), .long, width: 26),
          { row in
            notes.standing[ids[row]].map { .text(RecordWords.standing($0, wording.language)) } ?? .empty
          }))
    }
    let takesAsPaid =
      plan != nil && (run.fees.unrecorded?.isEmpty == false || plan?.head.pastGrace != nil)
    if !notes.overdue.isEmpty || !notes.pastGrace.isEmpty || takesAsPaid {
      lines.append(
        Line(
          SheetColumn(wording.text(WorkbookText.lateFee), .long, width: 26),
          { row in
            let parts = [
              RecordWords.unpaid(notes.pastGrace[ids[row]], notes.overdue[ids[row]], wording.language),
              plan.flatMap { RecordWords.takenAsPaid(row, of: $0, in: run, wording) },
            ].compactMap { $0 }
            return parts.isEmpty
              ? .empty : .text(parts.joined(separator: wording.language == .zh ? "；" : "; "))
          }))
    }
    return lines
  }

  private var decisions: [Line] {
    func line(
      _ column: DecisionColumn, _ form: SheetColumn.Form, _ width: Double, _ accepts: SheetInput.Accepts,
      _ hint: WorkbookText, _ cell: @escaping @Sendable (Int) -> SheetCell = { _ in .empty }
    ) -> Line {
      let title = wording.text(column.title)
      return Line(
        SheetColumn(
          title, form, width: width,
          input: SheetInput(accepts, hintTitle: title, hint: wording.text(hint))), cell)
    }
    // A decision is made after the as-of day's data are known; a year and a half later it is a slip of the pen.
    let days = run.asOf...(run.asOf + 548)
    var lines = [
      line(
        .decision, .text, 16, .oneOf(DisposalAction.allCases.map { wording.text($0.title) }), .chooseDecision)
    ]
    // A plan's days lie in its years; without a plan nothing says from when, and a decision holds at once.
    if let plan = run.plan {
      let years = plan.head.firstYear + plan.head.yearCount - run.asOf.year
      let span = run.asOf...(run.asOf + 366 * max(2, years))
      lines.append(line(.effective, .day, 12, .day(span), .whenEffective, plannedDay(plan)))
    }
    lines += [
      line(.takerAbroad, .text, 12, .oneOf([wording.text(.yes), wording.text(.no)]), .whereTakerIs),
      line(.decidedBy, .text, 16, .text, .whoDecided),
      line(.decidedOn, .day, 12, .day(days), .whenDecided),
      line(.reason, .long, 36, .text, .whyDecided),
    ]
    return lines
  }

  /// The day from which a plan lets a right go. Of a late fee that day has passed: it is let go at once.
  private func plannedDay(_ plan: PortfolioPlan) -> @Sendable (Int) -> SheetCell {
    let asOf = run.asOf
    return { row in
      guard plan.actions[row].letsGo, let day = plan.lapseDay(row), day >= asOf else { return .empty }
      return .day(day)
    }
  }

  private func bound(_ row: Int, isLow: Bool) -> SheetCell {
    guard run.grades.codes[row] >= 0 else { return .missing(wording.dash) }
    return wording.pointsCell(Double(isLow ? run.grades.low[row] : run.grades.high[row])).typed
  }

  private func settled(_ row: Int) -> SheetCell {
    guard run.grades.codes[row] >= 0 else { return .missing(wording.dash) }
    return .text(wording.text(run.grades.isUnsettled(row) ? .no : .yes))
  }

  private func basis(_ row: Int) -> SheetCell {
    switch run.fees.certainty[row] {
    case .known: return .text(wording.text(.exact))
    case .estimate: return .text(wording.text(.estimate))
    case .none:
      let reason = Int(run.fees.reasonOfRow[row])
      return .missing(
        run.fees.reasons.indices.contains(reason)
          ? wording.text(run.fees.reasons[reason]) : wording.text(.noFee))
    }
  }
}
