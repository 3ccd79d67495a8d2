internal import Foundation
internal import Grading
public import PortfolioCore
public import PortfolioReview
internal import PortfolioStore
public import Reporting

extension Workspace {
  /// Opens a cycle over some rights of a run; those that have ended are left out, and those that belong to others alone.
  /// - Parameters:
  ///   - rows: the rights' rows in the run.
  ///   - scope: how they were chosen, in words; empty for all.
  /// - Returns: the cycle as it stands.
  /// - Throws: ``ProblemList`` when there is a cycle of that name, or nothing to review.
  public func openCycle(
    _ name: String, year: Int, run: ReviewRun, rows: [Int], scope: String, due: CalendarDay?,
    by signature: JournalSignature
  ) throws -> CycleRecord {
    let members = rows.filter { run.isForReview($0) }.map { row in
      ReviewCycle.Member(
        rightID: run.table.rightIDs[row], number: run.table.text("number", row),
        unit: run.table.text("unit", row), outcome: run.gradingModel.name(of: run.grades.outcome(row)),
        recommended: run.recommendation(row))
    }
    guard !members.isEmpty else {
      throw ProblemList(
        Problem(
          .nobodyDecided, value: name, zh: "范围内没有可评审的权利", en: "The scope holds no right to review",
          remedy: BilingualText(zh: "放宽 --grade、--unit 等条件", en: "Widen --grade, --unit and the others")))
    }
    let cycle = ReviewCycle(
      name: name, year: year, run: run.id, scope: scope, openedBy: signature.actor, day: signature.day,
      due: due, previous: try store.cycles().last(where: \.isClosed)?.cycle.name,
      members: members.sorted { $0.rightID < $1.rightID })
    try store.record([.cycle(cycle)], by: signature)
    return try self.cycle(name)
  }

  /// A cycle that still takes decisions.
  /// - Throws: ``ProblemList`` (DEC014, DEC015) when there is none of that name or it is closed.
  public func openCycle(_ name: String) throws -> CycleRecord {
    let record = try cycle(name)
    guard record.isClosed else { return record }
    throw ProblemList(
      Problem(
        .cycleOutOfOrder, value: name, zh: "该周期已经关闭，不再发出清单", en: "The cycle is closed: no more lists of it",
        remedy: BilingualText(
          zh: "开启下一周期：winnow cycle open", en: "Open the next cycle: winnow cycle open")))
  }

  /// The last day that the store knows of: of an import, a run or an entry of the journal; nil for an empty store.
  public func lastKnownDay() throws -> CalendarDay? {
    let days =
      try store.imports().map(\.observedOn) + runs().map(\.asOf) + store.journal().suffix(1).map(\.recordedOn)
    return days.max()
  }

  /// Where a cycle stands on a day.
  /// - Parameter book: the decisions that count; what was on record on the day when nil.
  public func progress(
    of record: CycleRecord, asOf day: CalendarDay, book: DecisionBook? = nil
  ) throws -> CycleProgress {
    let book = try book ?? store.decisionBook(asOf: day)
    return CycleProgress(record, book: book, asOf: day, owners: try registerOwners(asOf: day, book))
  }

  /// What became of the rights that were let go, by what is known on the outlook's day.
  public func letGo(_ outlook: FeeOutlook) throws -> LetGoReport {
    LetGoReport(
      book: try store.decisionBook(asOf: outlook.asOf), outlook: outlook,
      titles: try store.titleRecords(asOf: outlook.asOf)
    ) { run in
      (try? self.run(run))?.table
    }
  }

  /// What work lists of a cycle tell beside its run: what stands decided about its rights, by whom and since when, and
  /// which fees were late and unpaid on the day on which the cycle was opened.
  public func workListNotes(of record: CycleRecord) throws -> WorkListNotes {
    let book = try store.decisionBook()
    let outlook = try feeOutlook(asOf: record.cycle.day)
    let members = Set(record.cycle.members.map(\.rightID))
    var notes = WorkListNotes()
    for id in members { notes.standing[id] = book.standing(id) }
    for (row, id) in outlook.table.rightIDs.enumerated() where members.contains(id) {
      notes.overdue[id] = outlook.overdueFee(row)
      notes.pastGrace[id] = outlook.feePastGrace(row)
    }
    // By all that is known: a right that was transferred away is put before nobody, whenever the cycle was opened.
    let owners = try registerOwners(asOf: max(record.cycle.day, try lastKnownDay() ?? record.cycle.day), book)
    notes.gone = members.filter { owners.isAnothers($0) }
    return notes
  }

  /// What the minutes of a cycle tell of fees: what its rights owe in their grace period on a day, what was not paid by the
  /// end of it, and what is paid although it was decided to give the right up.
  /// - Parameter book: the decisions that count; what was on record on the day when nil.
  public func minutesNotes(
    of record: CycleRecord, asOf day: CalendarDay, book: DecisionBook? = nil
  ) throws -> MinutesNotes {
    let outlook = try feeOutlook(asOf: day)
    let book = try book ?? store.decisionBook(asOf: day)
    let gates = try gateCheck(asOf: day)
    let owners = try registerOwners(asOf: day, book)
    let members = Set(record.cycle.members.map(\.rightID))
    var notes = MinutesNotes()
    for (row, id) in outlook.table.rightIDs.enumerated() where members.contains(id) {
      notes.overdue[id] = outlook.overdueFee(row) ?? outlook.untoldFee(row)
      notes.pastGrace[id] = outlook.feePastGrace(row) ?? outlook.untoldFeePastGrace(row)
    }
    for line in book.standingLines where members.contains(line.decision.rightID) {
      notes.stillPaid[line.decision.rightID] = ExecutionList.stillPaid(
        line, year: record.cycle.year, outlook, gates: gates, owners: owners)
    }
    return notes
  }

  /// The work list of a unit in a cycle.
  /// - Parameter notes: what it tells beside the run, from ``workListNotes(of:)``.
  public func workList(
    of record: CycleRecord, run: ReviewRun, unit: String, language: Language,
    notes: WorkListNotes = WorkListNotes()
  ) -> Spreadsheet {
    let ids = Set(record.cycle.members.filter { $0.unit == unit }.map(\.rightID)).subtracting(notes.gone)
    let assignment = record.assignments.first { $0.unit == unit }
    return CycleWorkbook.make(
      run: run, rows: run.table.rightIDs.indices.filter { ids.contains(run.table.rightIDs[$0]) },
      cycle: record.cycle, unit: unit, reviewer: assignment?.reviewer,
      due: assignment?.due ?? record.cycle.due, notes: notes, options: reportOptions(language: language))
  }

  // MARK: The file of one right

  /// Everything for the compliance file of a right on a day.
  /// - Throws: ``ProblemList`` when the store has no such right or no run of it.
  public func complianceRecord(of number: String, _ outlook: FeeOutlook) throws -> ComplianceRecord {
    let day = outlook.asOf
    let outlookRow = try row(of: number, in: outlook)
    let id = outlook.table.rightIDs[outlookRow]
    let book = try store.decisionBook(asOf: day)
    let decisions = book.history(id)
    let run = try self.run(book.standing(id)?.decision.run ?? decisions.last?.decision.run)
    guard let row = run.table.rightIDs.firstIndex(of: id) else {
      throw ProblemList(
        Problem(
          .noSuchRight, value: number, zh: "第 \(run.id) 次评审中没有这项权利",
          en: "Run \(run.id) does not have this right"))
    }
    let standing = book.standing(id)?.decision
    let evidence = try store.evidenceRecords(asOf: day).filter { $0.evidence.rightID == id }
    let cycles = Set(decisions.compactMap(\.decision.cycle))
    let minutes = try store.cycles(asOf: day).filter { cycles.contains($0.cycle.name) }.flatMap(\.minutes)
    // What belongs to the right: entries about it, and those about its decisions and papers.
    let own = Set(decisions.map(\.entry) + evidence.map(\.entry.sequence)).map { "#\($0)" }
    let shown = run.table.text("number", row)
    let entries = try store.journal(asOf: day).filter { $0.subject == shown || own.contains($0.subject) }
    let act = standing?.action ?? .letLapse
    var gates = try gateCheck(asOf: day)
    var dayOfAct = outlook.dayOfAct(act, outlookRow, effective: standing?.effective)
    // What was given up and has ended since is judged as of the last day on which that could be averted.
    if let standing, standing.action.endsPayment, !outlook.hasEnded(outlookRow, before: standing),
      let last = outlook.lastDayBeforeEnd(outlookRow)
    {
      dayOfAct = min(max(last, standing.day), day)
      gates = gates.askingEnded().known(on: dayOfAct)
    }
    return ComplianceRecord(
      run: run, row: row, grades: try store.gradeHistory(of: id, through: try runs().last?.id ?? run.id),
      decisions: decisions, evidence: evidence,
      missing: try missingPapers(asOf: day).filter { $0.decision.decision.rightID == id },
      minutes: minutes,
      check: try executionCheck(outlook).lines.first { $0.rightID == id && $0.decision != nil },
      entries: entries, head: book.head,
      gates: gates.file(id, act, abroad: standing?.abroad, on: dayOfAct),
      overdue: outlook.overdueFee(outlookRow), pastGrace: outlook.feePastGrace(outlookRow))
  }
}
