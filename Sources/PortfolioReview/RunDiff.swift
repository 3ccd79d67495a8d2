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
    /// Another weight set of the model was used.
    case weights
    /// Only time passed: age, remaining term, a term, a licence or a pledge that ended as recorded, a proof that grew old.
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
    /// Why: at least one cause, in the order of ``Cause``.
    public let causes: [Cause]
    /// The facts that the grade rests on and that changed, time's own ones left out.
    public let changedFacts: [FactID]

    /// The first of the causes.
    public var cause: Cause { causes.first ?? .cohort }

    /// True when the right is graded in both runs, so that its scores can be compared. Outside the grades a right has
    /// no score that counts.
    public let hasScores: Bool

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
  /// Rights with the same grade and another score. Rights that stay outside the grades are among the unchanged.
  public let rescored: [Move]
  /// Rights with the same outcome, and the same score where they are graded.
  public let unchanged: Int

  /// Compares two runs of one store.
  /// - Parameter passed: what time alone makes of the earlier run's facts. Without it only the facts that always move
  ///   with time, and terms of protection, are known to; a licence that ended would count as changed data.
  public init(before: ReviewRun, after: ReviewRun, passed: PassedTime? = nil) {
    self.before = before
    self.after = after
    var earlier: [Int64: Int] = [:]
    for (row, id) in before.table.rightIDs.enumerated() { earlier[id] = row }
    let laterIDs = Set(after.table.rightIDs)
    gone = before.table.rightIDs.indices.filter { !laterIDs.contains(before.table.rightIDs[$0]) }
    var rules: Set<Cause> = []
    if before.gradingModel.header.file.sha256 != after.gradingModel.header.file.sha256 {
      rules.insert(.model)
    }
    if before.primary.weights.weightSet != after.primary.weights.weightSet { rules.insert(.weights) }
    let finder = CauseFinder(before: before, after: after, rulesChanged: rules, passed: passed)
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
      let hasScores = before.grades.codes[old] >= 0 && after.grades.codes[row] >= 0
      if outcomeBefore == outcomeAfter && (!hasScores || pointsBefore == pointsAfter) {
        unchanged += 1
        continue
      }
      let (causes, facts) = finder.causes(old, row)
      let move = Move(
        beforeRow: old, afterRow: row, before: outcomeBefore, after: outcomeAfter, pointsBefore: pointsBefore,
        pointsAfter: pointsAfter, causes: causes, changedFacts: facts, hasScores: hasScores)
      if move.changesOutcome { moved.append(move) } else { rescored.append(move) }
    }
    self.added = added
    self.moved = moved
    self.rescored = rescored
    self.unchanged = unchanged
  }

  /// The rights that moved, counted by their causes, the most frequent first. A right with two causes stands under
  /// both together, so that the counts add up to the rights.
  public var movedByCauses: [(causes: [Cause], count: Int)] {
    var counts: [[Cause]: Int] = [:]
    for move in moved { counts[move.causes, default: 0] += 1 }
    return counts.map { ($0.key, $0.value) }.sorted {
      $0.1 != $1.1 ? $0.1 > $1.1 : RunDiff.order($0.0).lexicographicallyPrecedes(RunDiff.order($1.0))
    }
  }

  /// The rights whose score moved, with or without their grade, and the sum of the points, by their causes, the most
  /// frequent first. Rights outside the grades before or after are left out: they have no score to compare.
  public var pointsByCauses: [(causes: [Cause], rights: Int, points: Double)] {
    var sums: [[Cause]: (rights: Int, points: Double)] = [:]
    for move in moved + rescored where move.hasScores {
      sums[move.causes, default: (0, 0)].rights += 1
      sums[move.causes, default: (0, 0)].points += move.pointsAfter - move.pointsBefore
    }
    return sums.map { ($0.key, $0.value.rights, $0.value.points) }.sorted {
      $0.1 != $1.1 ? $0.1 > $1.1 : RunDiff.order($0.0).lexicographicallyPrecedes(RunDiff.order($1.0))
    }
  }

  private static func order(_ causes: [Cause]) -> [Int] {
    causes.map { Cause.allCases.firstIndex(of: $0) ?? 0 }
  }

  /// The rights that moved, counted by where from and where to, the most frequent first.
  public var transitions: [(before: String, after: String, count: Int)] {
    var counts: [[String]: Int] = [:]
    for move in moved { counts[[move.before, move.after], default: 0] += 1 }
    return counts.map { ($0.key[0], $0.key[1], $0.value) }
      .sorted { ($1.2, $0.0, $0.1) < ($0.2, $1.0, $1.1) }
  }

  private static func outcome(_ run: ReviewRun, _ row: Int) -> String {
    run.gradingModel.name(of: run.grades.outcome(row))
  }
}
