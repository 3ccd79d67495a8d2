internal import GRDB
internal import PortfolioCore

/// The days of a cycle beside one another: it is opened after its run, worked on after it is opened, frozen after that,
/// and nothing of it happens before what it rests on.
enum CycleDays {
  /// A cycle rests on a run of an earlier day, or the same, and its decisions are due after it is opened.
  static func refusals(of cycle: ReviewCycle, _ db: Database) throws -> [Problem] {
    let asOf = try String.fetchOne(db, sql: "SELECT as_of FROM run WHERE id = ?", arguments: [cycle.run])
    return after(
      cycle.name, cycle.day, "开启日", "The cycle is opened", asOf.flatMap { CalendarDay(iso: $0) }, "所依据评审的基准日",
      "the as-of day of its run")
      + due(cycle.name, cycle.due, "开启日", "the cycle is opened", cycle.day)
  }

  /// Rights are given to a reviewer after the cycle is opened, and are due after that.
  static func refusals(of assignment: CycleAssignment, on day: CalendarDay, _ db: Database) throws
    -> [Problem]
  {
    after(
      assignment.cycle, day, "派单日", "Assigned", try opened(assignment.cycle, db), "周期的开启日",
      "the day on which the cycle was opened")
      + due(assignment.cycle, assignment.due, "派单日", "it is assigned", day)
  }

  /// A list is frozen after the cycle was opened and the last decision of it was taken, and closed after the last
  /// minutes.
  static func refusals(of step: CycleStep, _ db: Database) throws -> [Problem] {
    switch step.step {
    case .frozen:
      let decided = try latest(
        """
        SELECT max(day) FROM decision d WHERE cycle = ?
          AND NOT EXISTS (SELECT 1 FROM revocation WHERE revokes = d.entry)
        """, step.cycle, db)
      return after(
        step.cycle, step.day, "冻结日", "Frozen", try opened(step.cycle, db), "周期的开启日",
        "the day on which the cycle was opened")
        + after(step.cycle, step.day, "冻结日", "Frozen", decided, "最后一项决定的日期", "the day of its last decision")
    case .closed:
      return after(
        step.cycle, step.day, "关闭日", "Closed",
        try latest("SELECT max(day) FROM cycle_minutes WHERE cycle = ?", step.cycle, db), "最后一次纪要的日期",
        "the day of its last minutes")
    }
  }

  /// A body meets about a list after it was frozen, and before the cycle was closed.
  static func refusals(of minutes: CycleMinutes, _ db: Database) throws -> [Problem] {
    let closed = try latest(
      "SELECT max(day) FROM cycle_step WHERE cycle = ? AND step = 'closed'", minutes.cycle, db)
    if let closed, minutes.day > closed {
      return [
        problem(
          minutes.cycle, "会议日 \(minutes.day.iso) 晚于周期的关闭日 \(closed.iso)",
          "The minutes are of \(minutes.day.iso), after the day on which the cycle was closed, \(closed.iso)",
          BilingualText(zh: "核对 --on 的日期", en: "Check the day given with --on"))
      ]
    }
    return after(
      minutes.cycle, minutes.day, "会议日", "The minutes are",
      try latest("SELECT max(day) FROM cycle_step WHERE cycle = ? AND step = 'frozen'", minutes.cycle, db),
      "清单的冻结日", "the day on which the list was frozen")
  }

  /// What belongs to a cycle is decided after it was opened.
  static func refusals(of decision: DisposalDecision, in cycle: String, _ db: Database) throws -> [Problem] {
    after(
      decision.number, decision.day, "决定日", "Decided", try opened(cycle, db), "周期 \(cycle) 的开启日",
      "the day on which cycle \(cycle) was opened")
  }

  private static func opened(_ cycle: String, _ db: Database) throws -> CalendarDay? {
    try latest("SELECT day FROM review_cycle WHERE name = ?", cycle, db)
  }

  private static func latest(_ sql: String, _ cycle: String, _ db: Database) throws -> CalendarDay? {
    try String.fetchOne(db.cachedStatement(sql: sql), arguments: [cycle]).flatMap { CalendarDay(iso: $0) }
  }

  private static func due(
    _ value: String, _ due: CalendarDay?, _ zh: String, _ en: String, _ day: CalendarDay
  ) -> [Problem] {
    guard let due, due < day else { return [] }
    return [
      problem(
        value, "期限 \(due.iso) 早于\(zh) \(day.iso)", "It is due on \(due.iso), before \(en) on \(day.iso)",
        BilingualText(zh: "核对 --due 和 --on 的日期", en: "Check the days given with --due and --on"))
    ]
  }

  private static func after(
    _ value: String, _ day: CalendarDay, _ zh: String, _ en: String, _ earlier: CalendarDay?,
    _ thanZh: String,
    _ thanEn: String
  ) -> [Problem] {
    guard let earlier, day < earlier else { return [] }
    return [
      problem(
        value, "\(zh) \(day.iso) 早于\(thanZh) \(earlier.iso)",
        "\(en) on \(day.iso), before \(thanEn), \(earlier.iso)",
        BilingualText(zh: "核对 --on 的日期", en: "Check the day given with --on"))
    ]
  }

  private static func problem(_ value: String, _ zh: String, _ en: String, _ remedy: BilingualText) -> Problem
  {
    Problem(.dayOutOfOrder, value: value, zh: zh, en: en, remedy: remedy)
  }
}
