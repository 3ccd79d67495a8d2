/// A yearly review from its list to its minutes: opened, worked on, frozen, closed.
public struct ReviewCycle: Sendable, Equatable, Codable {
  /// A right of a cycle, as it stood when the cycle was opened.
  public struct Member: Sendable, Equatable, Codable {
    /// The right's row id in the store.
    public var rightID: Int64
    /// Its number as shown.
    public var number: String
    /// The unit's name; empty where none is known.
    public var unit: String
    /// The grade, or the gate of the model.
    public var outcome: String
    /// What the plan recommended; nil where it recommended nothing.
    public var recommended: String?

    /// A member.
    public init(rightID: Int64, number: String, unit: String, outcome: String, recommended: String?) {
      self.rightID = rightID
      self.number = number
      self.unit = unit
      self.outcome = outcome
      self.recommended = recommended
    }
  }

  /// The name by which the cycle is called; by default its year.
  public var name: String
  /// The calendar year that it is for.
  public var year: Int
  /// The run that it starts from.
  public var run: Int64
  /// The choice of rights, in words; empty for all.
  public var scope: String
  /// Who opened it.
  public var openedBy: String
  /// When.
  public var day: CalendarDay
  /// Until when decisions are due; nil where no day is set.
  public var due: CalendarDay?
  /// The cycle before it; nil for the first.
  public var previous: String?
  /// The rights, by row id.
  public var members: [Member]

  /// A cycle.
  public init(
    name: String, year: Int, run: Int64, scope: String, openedBy: String, day: CalendarDay,
    due: CalendarDay?, previous: String?, members: [Member]
  ) {
    self.name = name
    self.year = year
    self.run = run
    self.scope = scope
    self.openedBy = openedBy
    self.day = day
    self.due = due
    self.previous = previous
    self.members = members
  }
}

/// The rights of a unit given to a reviewer.
public struct CycleAssignment: Sendable, Equatable, Codable {
  /// The cycle.
  public var cycle: String
  /// The unit's name; empty for the rights of no unit.
  public var unit: String
  /// Who is to propose decisions.
  public var reviewer: String
  /// Until when; nil for the cycle's day.
  public var due: CalendarDay?

  /// An assignment.
  public init(cycle: String, unit: String, reviewer: String, due: CalendarDay?) {
    self.cycle = cycle
    self.unit = unit
    self.reviewer = reviewer
    self.due = due
  }
}

/// A cycle that was frozen or closed.
public struct CycleStep: Sendable, Equatable, Codable {
  /// What was done.
  public enum Step: String, CaseIterable, Sendable, Codable {
    /// The list stands for the collective decision.
    case frozen
    /// The cycle is over.
    case closed
  }

  /// The cycle.
  public var cycle: String
  /// What was done.
  public var step: Step
  /// By whom.
  public var by: String
  /// When.
  public var day: CalendarDay

  /// A step.
  public init(cycle: String, step: Step, by: String, day: CalendarDay) {
    self.cycle = cycle
    self.step = step
    self.by = by
    self.day = day
  }
}

/// Minutes of a collective decision: the file's name and hash, and the journal's hash that they rest on.
public struct CycleMinutes: Sendable, Equatable, Codable {
  /// The cycle.
  public var cycle: String
  /// The body that decided.
  public var body: String
  /// The day of the meeting.
  public var day: CalendarDay
  /// The name of the file of data.
  public var document: String
  /// The SHA-256 of that file.
  public var digest: String
  /// The hash of the journal's last entry when they were written.
  public var head: String

  /// Minutes.
  public init(cycle: String, body: String, day: CalendarDay, document: String, digest: String, head: String) {
    self.cycle = cycle
    self.body = body
    self.day = day
    self.document = document
    self.digest = digest
    self.head = head
  }
}
