public import PortfolioCore
public import PortfolioReview

/// What a work list tells beside the run that it rests on, by the right's row id.
public struct WorkListNotes: Sendable {
  /// The decisions that stand.
  public var standing: [Int64: DecisionBook.Line] = [:]
  /// What is late and unpaid, and can still be paid.
  public var overdue: [Int64: OverdueFee] = [:]
  /// What was not paid by the end of its grace period, by what is on record.
  public var pastGrace: [Int64: FeePastGrace] = [:]
  /// The rights that belong to others alone by now: they are left out.
  public var gone: Set<Int64> = []

  /// Nothing.
  public init() {}
}

/// The work list of one reviewer in a cycle: the working list of some rights, which comes back with decisions.
public enum CycleWorkbook {
  /// The workbook.
  /// - Parameters:
  ///   - rows: the rights' rows in the run.
  ///   - unit: the unit's name; empty for the rights of none.
  ///   - reviewer: who is asked; nil where nobody was named.
  ///   - due: until when; nil where no day is set.
  ///   - notes: what it tells beside the run.
  public static func make(
    run: ReviewRun, rows: [Int], cycle: ReviewCycle, unit: String, reviewer: String?, due: CalendarDay?,
    notes: WorkListNotes = WorkListNotes(), options: ReportOptions
  ) -> Spreadsheet {
    let zh = options.language == .zh
    var list = WorkingList(builder: ReportBuilder(run: run, options: options))
    list.rows = rows
    list.cycle = cycle.name
    list.notes = notes
    let none = WorkingListMark.noUnit.text(options.language)
    list.marks = [(WorkingListMark.unit.title.text(options.language), unit.isEmpty ? none : unit)]
    if let reviewer { list.marks.append((WorkingListMark.reviewer.title.text(options.language), reviewer)) }
    if let due { list.marks.append((zh ? "期限" : "Due", due.iso)) }
    let title = zh ? "评审工作清单 \(cycle.name)" : "Work list \(cycle.name)"
    let line = "\(run.portfolioName) · \(title) · \(unit)"
    return Spreadsheet(title: title, subject: line, asOf: run.asOf, margin: line, sheets: [list.sheet])
  }
}
