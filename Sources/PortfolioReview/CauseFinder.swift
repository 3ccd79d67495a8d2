internal import Grading
internal import PolicyModels
internal import PortfolioCore

/// Finds why a right's result is another one in a later run.
///
/// Where both runs used the same rules, the criteria whose points differ are asked: for the fact that changed, the
/// answers, the time that passed, or the rights that it is compared with. Where the rules differ no criterion can be
/// laid beside another, and what changed besides is named as well.
struct CauseFinder {
  let before: ReviewRun
  let after: ReviewRun
  /// What of the rules is another: the model, the weight set, or both.
  let rulesChanged: Set<RunDiff.Cause>
  private let used: Set<FactID>
  private let questions: Set<String>
  private let time: TimeShare?
  /// Nothing but time changed any fact of any right, so that not even a cohort has another cause.
  private let onlyTimePassed: Bool
  private let engines: (before: GradingEngine, after: GradingEngine)?

  init(before: ReviewRun, after: ReviewRun, rulesChanged: Set<RunDiff.Cause>, passed: PassedTime? = nil) {
    self.before = before
    self.after = after
    self.rulesChanged = rulesChanged
    used = CauseFinder.usedFacts(before.gradingModel).union(CauseFinder.usedFacts(after.gradingModel))
    // An answer to a question that only one of two rule books puts is no news of the right.
    questions = Set(before.gradingModel.questions.map(\.id))
      .intersection(after.gradingModel.questions.map(\.id))
    time = passed.map { TimeShare(before: before, after: after, passed: $0) }
    onlyTimePassed = rulesChanged.isEmpty && (time?.explainsAll(used) ?? false)
    engines = !rulesChanged.isEmpty ? nil : (before.engine(before.primary), after.engine(after.primary))
  }

  /// The causes, at least one, in the order of their kinds, and the facts that changed, time's own ones left out.
  func causes(_ old: Int, _ row: Int) -> (causes: [RunDiff.Cause], facts: [FactID]) {
    let changed = CauseFinder.changedFacts(before.table, old, after.table, row).filter { used.contains($0) }
    // A term that has run out was known to run out: no datum changed.
    let ended = CauseFinder.endedByTime(before, old, after, row)
    var kinds: [FactID: RunDiff.Cause] = [:]
    for id in changed { kinds[id] = kind(id, old, row, changed, ended) }
    let answered = CauseFinder.answersDiffer(before.answers, old, after.answers, row, questions)
    var causes: Set<RunDiff.Cause> = []
    if !rulesChanged.isEmpty {
      causes.formUnion(rulesChanged)
      if answered { causes.insert(.expert) }
      causes.formUnion(kinds.values)
    } else if let engines {
      causes = byCriteria(engines, old, row, kinds, answered)
      causes.formUnion(byGates(engines, old, row, kinds))
    }
    if causes.isEmpty {
      let passed = before.asOf != after.asOf && (!changed.isEmpty || asksForTime(row))
      causes = kinds.isEmpty ? [answered ? .expert : passed ? .time : .cohort] : Set(kinds.values)
    }
    if onlyTimePassed, causes.remove(.cohort) != nil { causes.insert(.time) }
    return (
      RunDiff.Cause.allCases.filter { causes.contains($0) },
      changed.filter {
        !CauseFinder.ofTime.contains($0) && (kinds[$0] == .data || kinds[$0] == .evidence)
      }
    )
  }

  /// Why a fact that changed is another one.
  private func kind(
    _ id: FactID, _ old: Int, _ row: Int, _ changed: [FactID], _ ended: Bool
  ) -> RunDiff.Cause {
    if let time, time.explains(id, old, row) { return .time }
    // A rate moves with time; whether it also moved with the count is seen from the count.
    if id == .citationsPerYear, changed.contains(.forwardCitations) {
      return kind(.forwardCitations, old, row, changed, ended)
    }
    if CauseFinder.ofTime.contains(id) || (ended && (id == .legalStatus || id == .legalLife)) { return .time }
    if CauseFinder.yearsSince.contains(id),
      CauseFinder.movedWithTime(before.table, old, after.table, row, id)
    {
      return .time
    }
    let wasKnown = before.table[id]?.states[old] == .known
    return wasKnown && after.table[id]?.states[row] == .known ? .data : .evidence
  }

  private func byCriteria(
    _ engines: (before: GradingEngine, after: GradingEngine), _ old: Int, _ row: Int,
    _ kinds: [FactID: RunDiff.Cause], _ answered: Bool
  ) -> Set<RunDiff.Cause> {
    guard before.grades.codes[old] >= 0, after.grades.codes[row] >= 0 else { return [] }
    let earlier = Dictionary(
      engines.before.parts(row: old).map { ($0.criterion.id, $0) }, uniquingKeysWith: { first, _ in first })
    var causes: Set<RunDiff.Cause> = []
    for part in engines.after.parts(row: row) {
      guard let was = earlier[part.criterion.id],
        was.state != part.state || abs(was.points - part.points) > 1e-9
      else { continue }
      if part.criterion.question != nil {
        causes.insert(answered ? .expert : .cohort)
      } else {
        causes.insert(kinds[part.criterion.fact] ?? .cohort)
      }
    }
    return causes
  }

  /// The causes of another gate, or of other bounds of the grade.
  private func byGates(
    _ engines: (before: GradingEngine, after: GradingEngine), _ old: Int, _ row: Int,
    _ kinds: [FactID: RunDiff.Cause]
  ) -> Set<RunDiff.Cause> {
    let codes = (before.grades.codes[old], after.grades.codes[row])
    guard codes.0 != codes.1, let part = part(row) else { return [] }
    if codes.0 >= 0, codes.1 >= 0,
      engines.before.firedGates(row: old).map(\.id) == engines.after.firedGates(row: row).map(\.id)
    {
      return []
    }
    var causes: Set<RunDiff.Cause> = []
    for id in part.gates.flatMap(\.condition.facts) + part.requiredFacts {
      if let kind = kinds[id] { causes.insert(kind) }
    }
    return causes
  }

  private func part(_ row: Int) -> GradingPart? {
    after.table[.rightKind]?.category(row).flatMap(RightKind.init(rawValue:))
      .flatMap { after.gradingModel.part(for: $0) }.map { after.gradingModel.parts[$0] }
  }

  /// True when a gate of the right's part asks how long ago a day is that is known of the right.
  private func asksForTime(_ row: Int) -> Bool {
    part(row)?.gates.flatMap(\.condition.facts).contains { id in
      FactCatalogue.definition(id)?.type == .day && after.table[id]?.states[row] == .known
    } ?? false
  }

  // MARK: Facts

  /// The facts that time alone changes, or that follow from fees and time.
  static let ofTime: Set<FactID> = [
    .age, .remainingTerm, .citationsPerYear, .nextFeeDay, .nextFeeAmount, .graceEnd,
  ]

  /// Years since some day: they move with time, and otherwise when the day does.
  private static let yearsSince: Set<FactID> = [.yearsSinceGrant, .yearsWithoutUse]

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

  private static func changedFacts(_ before: FactTable, _ old: Int, _ after: FactTable, _ row: Int)
    -> [FactID]
  {
    FactCatalogue.all.map(\.id).filter { !before.says($0, old, as: after, row) }
  }
}
