public import PortfolioCore

/// Everything that a file on the disposal of one right holds: the minimum evidence that an owner can show later.
public struct ComplianceRecord: Sendable {
  /// The run that the standing decision rests on; the latest where none stands.
  public var run: ReviewRun
  /// The right's row in it.
  public var row: Int
  /// The grades of all runs up to it.
  public var grades: [GradeOfRun]
  /// Everything decided about the right.
  public var decisions: [DecisionBook.Line]
  /// Papers on record.
  public var evidence: [(entry: JournalEntry, evidence: GateEvidence)]
  /// Papers that the standing decision lacks.
  public var missing: [MissingPaper]
  /// Minutes of the cycles that the decisions belong to.
  public var minutes: [CycleMinutes]
  /// How the standing decision fared; nil without one.
  public var check: ExecutionCheck.Line?
  /// The journal's entries about the right.
  public var entries: [JournalEntry]
  /// The hash of the journal's last entry.
  public var head: String
  /// The gates as known on the day, judged on the day of the act; nil before the first run.
  public var gates: GateFile?
  /// What is late and unpaid on the day, while it can still be paid; nil where nothing is.
  public var overdue: OverdueFee?
  /// What was not paid by the end of its grace period, by what is on record; nil where nothing is.
  public var pastGrace: FeePastGrace?

  /// The gates of one right with the facts behind them.
  public struct GateFile: Sendable {
    /// The run of the day that the gates were read from.
    public let run: ReviewRun
    /// The right's row in it.
    public let row: Int
    /// The act whose gates these are.
    public let action: DisposalAction
    /// Whether whoever takes the right, or a licence of it, is abroad; nil where nobody takes it, or nobody said.
    public let abroad: Bool?
    /// The day of the act.
    public let day: CalendarDay
    /// Every gate of the model; nil for those that do not concern the right, the act or the holder.
    public let findings: [(gate: DisposalGate, finding: GateFinding?)]
  }

  /// A record.
  public init(
    run: ReviewRun, row: Int, grades: [GradeOfRun], decisions: [DecisionBook.Line],
    evidence: [(entry: JournalEntry, evidence: GateEvidence)], missing: [MissingPaper],
    minutes: [CycleMinutes], check: ExecutionCheck.Line?, entries: [JournalEntry], head: String,
    gates: GateFile?, overdue: OverdueFee? = nil, pastGrace: FeePastGrace? = nil
  ) {
    self.gates = gates
    self.overdue = overdue
    self.pastGrace = pastGrace
    self.run = run
    self.row = row
    self.grades = grades
    self.decisions = decisions
    self.evidence = evidence
    self.missing = missing
    self.minutes = minutes
    self.check = check
    self.entries = entries
    self.head = head
  }
}
