internal import Grading
internal import PolicyModels
public import PortfolioCore

/// What moved between two runs, and why.
public struct RunDiff: Sendable {
  /// Why a right's result is another one.
  public enum Cause: String, Sendable, CaseIterable, Codable {
    /// A known value of the right changed otherwise than by the passing of time.
    case data
    /// Experts answered otherwise, or for the first time.
    case expert
    /// A value of the right became known, or is known no more; nothing need have happened to the right itself.
    case evidence
    /// The grading model changed.
    case model
    /// Only time passed: age, remaining term, a term that ended.
    case time
    /// Nothing of the right changed: the rights that it is compared with did.
    case cohort
  }

  /// A right that is in both runs with another outcome or score.
  public struct Move: Sendable {
    /// The row in the earlier run.
    public let beforeRow: Int
    /// The row in the later run.
    public let afterRow: Int
    /// Grade, gate id or `other` before.
    public let before: String
    /// Grade, gate id or `other` after.
    public let after: String
    /// The score before.
    public let pointsBefore: Double
    /// The score after.
    public let pointsAfter: Double
    /// Why.
    public let cause: Cause
    /// The facts that the grade rests on and that changed, time's own ones left out.
    public let changedFacts: [FactID]

    /// True when the outcome changed, and not only the score.
    public var changesOutcome: Bool { before != after }
  }

  /// The earlier run.
  public let before: ReviewRun
  /// The later run.
  public let after: ReviewRun
  /// Rows of the later run whose rights the earlier one does not have.
  public let added: [Int]
  /// Rows of the earlier run whose rights the later one does not have.
  public let gone: [Int]
  /// Rights with another outcome, in the order of the later run.
  public let moved: [Move]
  /// Rights with the same outcome and another score.
  public let rescored: [Move]
  /// Rights with the same outcome and score.
  public let unchanged: Int

  /// The facts that time alone changes, or that follow from fees and time.
  private static let ofTime: Set<FactID> = [
    .age, .remainingTerm, .citationsPerYear, .nextFeeDay, .nextFeeAmount,
  ]

  /// Years since some day: they move with time, and otherwise when the day does.
  private static let yearsSince: Set<FactID> = [.yearsSinceGrant, .yearsWithoutUse]

  /// Compares two runs of one store.
  public init(before: ReviewRun, after: ReviewRun) {
    self.before = before
    self.after = after
    var earlier: [Int64: Int] = [:]
    for (row, id) in before.table.rightIDs.enumerated() { earlier[id] = row }
    let laterIDs = Set(after.table.rightIDs)
    gone = before.table.rightIDs.indices.filter { !laterIDs.contains(before.table.rightIDs[$0]) }
    let modelChanged =
      before.gradingModel.header.file.sha256 != after.gradingModel.header.file.sha256
      || before.primary.weights.weightSet != after.primary.weights.weightSet
    let questions = Set(after.gradingModel.questions.map(\.id))
    let used = RunDiff.usedFacts(before.gradingModel).union(RunDiff.usedFacts(after.gradingModel))
    var added: [Int] = []
    var moved: [Move] = []
    var rescored: [Move] = []
    var unchanged = 0
    for (row, id) in after.table.rightIDs.enumerated() {
      guard let old = earlier[id] else {
        added.append(row)
        continue
      }
      let outcomeBefore = RunDiff.outcome(before, old)
      let outcomeAfter = RunDiff.outcome(after, row)
      let pointsBefore = Double(before.grades.points[old])
      let pointsAfter = Double(after.grades.points[row])
      if outcomeBefore == outcomeAfter && pointsBefore == pointsAfter {
        unchanged += 1
        continue
      }
      let changed = RunDiff.changedFacts(before.table, old, after.table, row).filter { used.contains($0) }
      // A term that has run out was known to run out: no datum changed.
      let ended = RunDiff.endedByTime(before, old, after, row)
      let facts = changed.filter { id in
        if RunDiff.ofTime.contains(id) || (ended && (id == .legalStatus || id == .legalLife)) { return false }
        return
          !(RunDiff.yearsSince.contains(id)
          && RunDiff.movedWithTime(before.table, old, after.table, row, id))
      }
      let answered = RunDiff.answersDiffer(before.answers, old, after.answers, row, questions)
      let isNews = facts.contains { id in
        before.table[id]?.states[old] == .known && after.table[id]?.states[row] == .known
      }
      let cause: Cause =
        isNews
        ? .data
        : answered
          ? .expert
          : !facts.isEmpty
            ? .evidence
            : modelChanged
              ? .model
              : before.asOf != after.asOf && (!changed.isEmpty || RunDiff.asksForTime(after, row))
                ? .time : .cohort
      let move = Move(
        beforeRow: old, afterRow: row, before: outcomeBefore, after: outcomeAfter, pointsBefore: pointsBefore,
        pointsAfter: pointsAfter, cause: cause, changedFacts: facts)
      if move.changesOutcome { moved.append(move) } else { rescored.append(move) }
    }
    self.added = added
    self.moved = moved
    self.rescored = rescored
    self.unchanged = unchanged
  }

  /// The rights that moved, counted by cause; every cause is listed.
  public var movedByCause: [(cause: Cause, count: Int)] {
    Cause.allCases.map { cause in (cause, moved.count { $0.cause == cause }) }
  }

  /// The rights whose score moved, with or without their grade, and the sum of the points, by cause; every
  /// cause is listed. Rights outside the grades before or after are left out: they have no score to compare.
  public var pointsByCause: [(cause: Cause, rights: Int, points: Double)] {
    let scored = (moved + rescored).filter {
      before.grades.codes[$0.beforeRow] >= 0 && after.grades.codes[$0.afterRow] >= 0
    }
    return Cause.allCases.map { cause in
      let ofCause = scored.filter { $0.cause == cause }
      return (cause, ofCause.count, ofCause.reduce(0) { $0 + $1.pointsAfter - $1.pointsBefore })
    }
  }

  /// The rights that moved, counted by where from and where to, the most frequent first.
  public var transitions: [(before: String, after: String, count: Int)] {
    var counts: [[String]: Int] = [:]
    for move in moved { counts[[move.before, move.after], default: 0] += 1 }
    return counts.map { ($0.key[0], $0.key[1], $0.value) }
      .sorted { ($1.2, $0.0, $0.1) < ($0.2, $1.0, $1.1) }
  }

  /// True when a right expired between the runs on the day that the earlier one had reckoned with.
  private static func endedByTime(_ before: ReviewRun, _ old: Int, _ after: ReviewRun, _ row: Int) -> Bool {
    guard after.table[.legalStatus]?.category(row) == LegalStatus.expired.rawValue,
      before.table[.legalStatus]?.category(old) != LegalStatus.expired.rawValue,
      let years = before.table[.remainingTerm]?.number(old)
    else { return false }
    return Double(before.asOf.number) + years * 365.25 <= Double(after.asOf.number) + 0.5
  }

  /// True when a number of years grew by the years between the runs and no more.
  private static func movedWithTime(
    _ before: FactTable, _ old: Int, _ after: FactTable, _ row: Int, _ id: FactID
  ) -> Bool {
    guard let earlier = before[id]?.number(old), let later = after[id]?.number(row) else { return false }
    return abs(later - earlier - Double(after.asOf - before.asOf) / 365.25) < 0.01
  }

  /// True when a gate of the right's part asks how long ago a day is that is known of the right.
  private static func asksForTime(_ run: ReviewRun, _ row: Int) -> Bool {
    guard let kind = run.table[.rightKind]?.category(row).flatMap(RightKind.init(rawValue:)),
      let part = run.gradingModel.part(for: kind)
    else { return false }
    return run.gradingModel.parts[part].gates.flatMap(\.condition.facts).contains { id in
      FactCatalogue.definition(id)?.type == .day && run.table[id]?.states[row] == .known
    }
  }

  private static func answersDiffer(
    _ before: ExpertAnswers, _ old: Int, _ after: ExpertAnswers, _ row: Int, _ questions: Set<String>
  ) -> Bool {
    guard !before.isEmpty || !after.isEmpty else { return false }
    func said(_ answers: ExpertAnswers, _ row: Int) -> [String] {
      questions.sorted().flatMap { question in
        answers.answers(row: row, question: question).map {
          "\(question) \(answers.assessors[Int($0.assessor)]) \($0.score)"
        }
      }
    }
    return said(before, old) != said(after, row)
  }

  /// The facts that a model's criteria, gates and cohorts look at.
  private static func usedFacts(_ model: GradingModel) -> Set<FactID> {
    var facts = model.usedFacts
    // A rate moves with time; whether it also moved with the count is seen from the count.
    if facts.contains(.citationsPerYear) { facts.insert(.forwardCitations) }
    return facts
  }

  private static func outcome(_ run: ReviewRun, _ row: Int) -> String {
    run.gradingModel.name(of: run.grades.outcome(row))
  }

  private static func changedFacts(_ before: FactTable, _ old: Int, _ after: FactTable, _ row: Int)
    -> [FactID]
  {
    FactCatalogue.all.map(\.id).filter { id in
      guard let left = before[id], let right = after[id] else { return before[id] != nil || after[id] != nil }
      if left.states[old] != right.states[row] { return true }
      guard left.states[old] == .known else { return false }
      return left.number(old) != right.number(row) || left.category(old) != right.category(row)
    }
  }
}
