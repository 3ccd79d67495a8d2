public import PortfolioCore
public import PortfolioStore
internal import Renewals

/// Where a cycle stands on a day.
public struct CycleProgress: Sendable {
  /// The rights of a unit.
  public struct Line: Sendable, Equatable {
    /// The unit's name; empty for the rights of none.
    public let unit: String
    /// Who is to propose decisions; nil where nobody was named.
    public let reviewer: String?
    /// Until when; nil where no day is set.
    public let due: CalendarDay?
    /// Rights.
    public internal(set) var members = 0
    /// Rights with a decision of this cycle, those that wait for a signature among them.
    public internal(set) var decided = 0
    /// Of these, waiting for a signature.
    public internal(set) var awaiting = 0
    /// Rights without a decision of this cycle that belong to others alone since: nobody has to decide on them.
    public internal(set) var gone = 0
    /// Rights without a decision of this cycle, on which somebody has to decide.
    public var open: Int { members - decided - gone }
    /// Whether something is open past its day.
    public internal(set) var isOverdue = false
  }

  /// The cycle.
  public let record: CycleRecord
  /// The day.
  public let asOf: CalendarDay
  /// The units, by name, the rights of none last.
  public let lines: [Line]
  /// The standing decisions of the cycle by right.
  public let decisions: [Int64: DecisionBook.Line]
  /// Standing decisions on rights of the cycle that were taken outside it after its list was frozen.
  public let elsewhere: [DecisionBook.Line]

  /// All units together.
  public var members: Int { lines.reduce(0) { $0 + $1.members } }
  /// Rights decided.
  public var decided: Int { lines.reduce(0) { $0 + $1.decided } }
  /// Rights on which somebody has to decide still.
  public var open: Int { lines.reduce(0) { $0 + $1.open } }
  /// Members that belong to others alone, and on which this cycle has decided nothing.
  public let gone: [ReviewCycle.Member]
  /// The members without a decision of this cycle on which somebody has to decide.
  public var undecided: [ReviewCycle.Member] {
    let left = Set(gone.map(\.rightID))
    return record.cycle.members.filter { decisions[$0.rightID] == nil && !left.contains($0.rightID) }
  }

  /// Takes stock of a cycle.
  /// - Parameter owners: the owners by the register on the day; nil where nothing is compared with it.
  public init(_ record: CycleRecord, book: DecisionBook, asOf day: CalendarDay, owners: RegisterOwners? = nil)
  {
    self.record = record
    asOf = day
    let cycle = record.cycle
    var decisions: [Int64: DecisionBook.Line] = [:]
    for line in book.standingLines where line.decision.cycle == cycle.name {
      decisions[line.decision.rightID] = line
    }
    self.decisions = decisions
    gone = cycle.members.filter {
      decisions[$0.rightID] == nil && (owners?.isAnothers($0.rightID) ?? false)
    }
    let left = Set(gone.map(\.rightID))
    let members = Set(cycle.members.map(\.rightID))
    elsewhere = book.standingLines.filter { line in
      let one = line.decision
      return one.cycle != cycle.name && members.contains(one.rightID)
        && one.accepted.contains(ProblemCode.cycleFrozen.rawValue)
        && (record.isAfterFreeze(line) || record.frozenOn.map { one.day >= $0 } ?? false)
    }
    var lines: [String: Line] = [:]
    for member in cycle.members {
      let assignment = record.assignments.first { $0.unit == member.unit }
      var line =
        lines[member.unit]
        ?? Line(unit: member.unit, reviewer: assignment?.reviewer, due: assignment?.due ?? cycle.due)
      line.members += 1
      if let decision = decisions[member.rightID] {
        line.decided += 1
        if decision.missingSignatures > 0 { line.awaiting += 1 }
      } else if left.contains(member.rightID) {
        line.gone += 1
      }
      line.isOverdue = line.open > 0 && line.due.map { $0 < day } ?? false
      lines[member.unit] = line
    }
    self.lines = lines.values.sorted { left, right in
      left.unit.isEmpty != right.unit.isEmpty ? right.unit.isEmpty : left.unit < right.unit
    }
  }
}

/// What is out of the ordinary in a cycle's decisions, for the minutes.
public struct CycleExceptions: Sendable {
  /// Given up although the plan kept it, or the other way round.
  public let against: [DecisionBook.Line]
  /// Decided although a conflict was shown.
  public let conflicts: [DecisionBook.Line]
  /// Waiting for a signature.
  public let awaiting: [DecisionBook.Line]
  /// Taken, recorded or signed after the list was frozen.
  public let afterFreeze: [DecisionBook.Line]
  /// Without a decision.
  public let undecided: [ReviewCycle.Member]

  /// Gathers what is out of the ordinary.
  public init(_ progress: CycleProgress) {
    let lines = progress.decisions.values.sorted { $0.entry < $1.entry }
    against = lines.filter { DecisionPolicy.isAgainst($0.decision.action, $0.decision.recommended) }
    conflicts = lines.filter { !$0.decision.accepted.isEmpty }
    awaiting = lines.filter { $0.missingSignatures > 0 }
    afterFreeze =
      lines.filter {
        $0.decision.accepted.contains(ProblemCode.cycleFrozen.rawValue) || progress.record.isAfterFreeze($0)
      } + progress.elsewhere
    undecided = progress.undecided
  }
}

/// What became of the rights that were let go, by what the store knows.
public struct LetGoReport: Sendable {
  /// A dispute over the use of a right by somebody else.
  public struct Infringement: Sendable, Equatable {
    /// The case.
    public let number: String
    /// The other party; empty where none is recorded.
    public let counterparty: String
    /// The first day.
    public let from: CalendarDay
  }

  /// A right.
  public struct Line: Sendable {
    /// The decision.
    public let decision: DecisionBook.Line
    /// The state in the register; nil where it is not known.
    public let status: String?
    /// The day on which it ended; nil where it has not, or it is not known.
    public let ended: CalendarDay?
    /// Forward citations when it was decided; nil where not known.
    public let citationsThen: Int?
    /// Forward citations now; nil where not known.
    public let citationsNow: Int?
    /// The day of the count of now; nil where there is none.
    public let citationsSeenOn: CalendarDay?
    /// The owners when it was decided, as the run knew them.
    public let ownerThen: String
    /// The owners now.
    public let ownerNow: String
    /// The infringement disputes that began after the decision: somebody used what was let go, while it was in force.
    public let infringements: [Infringement]
    /// Whether somebody owns it now who did not when it was decided; that a co-owner has left makes no new owner.
    public let hasNewOwner: Bool

    /// Whether the citations were last counted by the day of the decision: nobody has looked since.
    public var isNotCountedSince: Bool {
      citationsSeenOn.map { $0 <= decision.decision.day } ?? false
    }
    /// Citations since; nil where one of the counts is not known, or nobody has looked since the decision.
    public var citedSince: Int? {
      guard let citationsThen, let citationsNow, !isNotCountedSince else { return nil }
      return citationsNow - citationsThen
    }
  }

  /// The day.
  public let asOf: CalendarDay
  /// The rights, by the journal.
  public let lines: [Line]
  /// Whether disputes are recorded, or their list is stated to be complete: else no file tells whether a right was
  /// copied.
  public let keepsDisputes: Bool
  /// The last day on which a list of disputes was imported or stated to be complete; nil where none was.
  public let disputesSeenOn: CalendarDay?

  /// Whether no list of disputes is of a day after a decision: nobody has looked whether the right was copied since.
  public func isNotLookedAtSince(_ line: Line) -> Bool {
    guard line.infringements.isEmpty else { return false }
    return disputesSeenOn.map { $0 <= line.decision.decision.day } ?? true
  }

  /// Looks at every right that stands decided to be let go or to leave.
  /// - Parameters:
  ///   - titles: disputes as known on the outlook's day.
  ///   - table: the facts of the run that a decision rests on; nil where it cannot be had.
  public init(
    book: DecisionBook, outlook: FeeOutlook, titles: TitleRecords, table: (Int64) -> FactTable?
  ) {
    asOf = outlook.asOf
    keepsDisputes = titles.keptTables.contains("dispute") || titles.completeLists.contains("disputes")
    disputesSeenOn = titles.disputesSeenOn
    let infringements = Dictionary(
      grouping: titles.disputes.filter { $0.type == "infringement" }, by: \.rightID)
    let rows = Dictionary(
      outlook.table.rightIDs.enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    var runs: [Int64: (table: FactTable, rows: [Int64: Int])] = [:]
    var lines: [Line] = []
    for line in book.standingLines
    where line.missingSignatures == 0
      && (line.decision.action.endsPayment || line.decision.action.leavesPortfolio)
    {
      let one = line.decision
      if runs[one.run] == nil, let then = table(one.run) {
        runs[one.run] = (
          then,
          Dictionary(
            then.rightIDs.enumerated().map { ($0.element, $0.offset) },
            uniquingKeysWith: { first, _ in first })
        )
      }
      let then = runs[one.run]
      let rowThen = then?.rows[one.rightID]
      let now = rows[one.rightID]
      func count(_ table: FactTable?, _ row: Int?) -> Int? {
        guard let table, let row else { return nil }
        return table[.forwardCitations]?.number(row).map { Int($0) }
      }
      let ownerThen = rowThen.flatMap { then?.table.text("owner", $0) } ?? ""
      let ownerNow = now.map { outlook.table.text("owner", $0) } ?? ""
      lines.append(
        Line(
          decision: line, status: now.flatMap { outlook.table[.legalStatus]?.category($0) },
          ended: now.flatMap { outlook.subjects[$0].endDay }, citationsThen: count(then?.table, rowThen),
          citationsNow: count(outlook.table, now), citationsSeenOn: now.flatMap { outlook.citationDays[$0] },
          ownerThen: ownerThen, ownerNow: ownerNow,
          infringements: (infringements[one.rightID] ?? []).filter { $0.from > one.day }.map {
            Infringement(number: $0.number, counterparty: $0.counterparty, from: $0.from)
          }, hasNewOwner: RegisterOwners.isNew(ownerNow, since: ownerThen, titles.parties)))
    }
    self.lines = lines
  }
}
