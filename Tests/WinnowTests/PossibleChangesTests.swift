import Foundation
import Grading
import PortfolioReview
import TestSupport
import Testing
import Winnow

/// What a committee is told would change a grade can come about, in every rule book, for real portfolios.
@Suite struct PossibleChangesTests {
  private static let asOf = CalendarDay(year: 2026, month: 6, day: 30) ?? CalendarDay(number: 0)

  private static let books = [
    "bibliographic-screening", "central-enterprise", "value-degree", "specialised-firm",
    "research-organisation",
  ]
  private static let samples = [
    ("first-look", 1), ("specialised-firm", 1), ("research-institute", 10), ("central-enterprise", 24),
  ]

  /// What is history, or what a right is, once it is known.
  private static let history: Set<FactID> = [
    .rightKind, .office, .filingYear, .grantLag, .examinationYears, .technologyField, .claims,
    .independentClaims,
    .backwardCitations, .nonPatentCitations, .classBreadth, .inventorCount, .foreignPriority, .ownerKind,
    .evaluationReport, .fundingStatus, .legalLife, .nonUseRequest, .prefilingDecision,
  ]
  /// What can only grow.
  private static let counts: Set<FactID> = [
    .forwardCitations, .forwardCitationsByOthers, .citationsPerYear, .familySize, .grantedOffices,
    .triadicOffices, .licencesEver, .pledgesEver, .disputesEnded, .disputesSoFar, .nationalAwards,
    .technologyReadiness,
  ]
  /// What only time moves, and whether up.
  private static let clocks: [FactID: Bool] = [
    .age: true, .yearsSinceGrant: true, .remainingTerm: false,
  ]
  private static let livingWays: Set<[String]> = [
    ["pending", "awaiting-registration"], ["pending", "in-force"], ["pending", "refused-appealable"],
    ["refused-appealable", "pending"], ["awaiting-registration", "in-force"], ["in-force", "annuity-late"],
    ["annuity-late", "in-force"],
  ]

  @Test(arguments: samples.map(\.0))
  func noCounterfactualNamesAnImpossibleMove(sample: String) throws {
    let workspace = try Workspace.open(at: ":memory:")
    try workspace.importPortfolio(
      from: Repository.url("Sample-Portfolios/\(sample)").path, observedOn: PossibleChangesTests.asOf)
    let step = PossibleChangesTests.samples.first { $0.0 == sample }?.1 ?? 1
    var seen = 0
    for book in PossibleChangesTests.books {
      let run = try workspace.preview(asOf: PossibleChangesTests.asOf, model: book, previous: .none)
      let engine = run.engine(run.primary)
      for row in stride(from: 0, to: run.table.count, by: step) where run.grades.codes[row] >= 0 {
        let found = engine.counterfactuals(row: row)
        for one in found.lifting + found.lowering {
          for change in one.changes {
            seen += 1
            let fault = fault(of: change, engine, run.table, row)
            #expect(fault == nil, "\(book), \(run.table.text("number", row)), \(change): \(fault ?? "")")
          }
        }
      }
    }
    #expect(seen > 50, "\(sample)")
  }

  private func fault(
    of change: SupposedChange, _ engine: GradingEngine, _ table: FactTable, _ row: Int
  ) -> String? {
    if case .word(let word) = change.value, change.fact == .legalStatus,
      LegalStatus(rawValue: word)?.life != .alive
    {
      return "a right that ended has no grade"
    }
    if change.fact.isQuestion { return change.way == .assessment ? nil : "experts are asked" }
    guard let column = engine.column(change.fact), column.states[row] == .known else {
      if engine.column(change.fact)?.states[row] == .notApplicable { return "it does not apply" }
      return change.way == .finding ? nil : "what is not known can only be found out"
    }
    if case .time(let day) = change.way {
      guard day > table.asOf else { return "time has passed already" }
      if let left = table[.remainingTerm]?.number(row),
        Double(day - table.asOf) > left * 365.25 + 1
      {
        return "the right has expired by then"
      }
      if FactCatalogue.definition(change.fact)?.type == .day { return nil }
      guard case .number(let then) = change.value, let now = column.number(row) else { return "no number" }
      let rises =
        PossibleChangesTests.clocks[change.fact] ?? (change.fact == .yearsWithoutUse ? true : nil)
      guard let rises else { return "time does not move it" }
      guard abs(abs(then - now) * 365.25 - Double(day - table.asOf)) < 0.01 else { return "not on that day" }
      return (then > now) == rises ? nil : "time moves it the other way"
    }
    if PossibleChangesTests.history.contains(change.fact) { return "it is history" }
    if PossibleChangesTests.clocks[change.fact] != nil { return "only time moves it" }
    switch change.value {
    case .number(let then):
      guard let now = column.number(row) else { return "no number" }
      if PossibleChangesTests.counts.contains(change.fact), then < now { return "a count cannot fall" }
      if [FactID.familySize, .triadicOffices].contains(change.fact), (table[.age]?.number(row) ?? 99) > 2.5 {
        return "the family can be filed nowhere any more"
      }
      if change.fact == .pledgesEver, then != now + 1 { return "one pledge at a time" }
      if change.fact == .citationsPerYear, let count = table[.forwardCitations]?.number(row) {
        // Without a citation the years of counting are the age, at the most.
        let years = count > 0 ? count / now : max(table[.age]?.number(row) ?? 0, 1)
        let cited = then * years
        if abs(cited - cited.rounded()) > 1e-6 { return "no whole number of citations" }
      }
      if change.fact == .disputesEnded, table[.inDispute]?.number(row) != 1 { return "none is pending" }
    case .word(let then):
      guard let now = column.category(row) else { return "no word" }
      if change.fact == .legalStatus, !PossibleChangesTests.livingWays.contains([now, then]) {
        return "no way from \(now) to \(then)"
      }
      if change.fact == .invalidationRecord, now == "survived" || then == "none" { return "it is history" }
      if change.fact == .standardStatus, then == "none" { return "a declaration stays made" }
    case .unknown: return "knowledge is not lost"
    }
    return nil
  }

  /// A right whose term falls below a limit is told the day on which it does, and that day's facts give that grade.
  @Test func theDayOnWhichTimeLowersAGradeIsTheFirst() throws {
    let workspace = try Workspace.open(at: ":memory:")
    try workspace.importPortfolio(
      from: Repository.url("Sample-Portfolios/specialised-firm").path, observedOn: PossibleChangesTests.asOf)
    var checked = 0
    for book in ["value-degree", "specialised-firm", "central-enterprise"] {
      let run = try workspace.preview(asOf: PossibleChangesTests.asOf, model: book, previous: .none)
      let engine = run.engine(run.primary)
      for row in 0..<run.table.count where run.grades.codes[row] >= 0 {
        for one in engine.counterfactuals(row: row).lowering {
          guard let change = one.changes.first, case .time(let day) = change.way,
            change.fact == .remainingTerm, case .number(let left) = change.value
          else { continue }
          let limits = run.gradingModel.criteria.filter { $0.fact == .remainingTerm }.flatMap { criterion in
            if case .bands(let bands) = criterion.scale { return bands.map(\.from) }
            return [Double]()
          }
          let years = try #require(run.table[.remainingTerm]?.number(row))
          let eve = years - Double(day - run.asOf - 1) / 365.25
          #expect(
            limits.contains { left < $0 && eve >= $0 - 1e-9 },
            "\(book) \(run.table.text("number", row)) \(day.iso): \(eve) then \(left)")
          checked += 1
        }
      }
    }
    #expect(checked > 0)
  }

  /// Every fact says how it can change, and the words of its steps are its own.
  @Test(arguments: FactCatalogue.all.map(\.id))
  func stepsNameWordsOfTheFact(fact: FactID) throws {
    let definition = try #require(FactCatalogue.definition(fact))
    switch definition.change {
    case .steps(let steps):
      #expect(definition.type == .category && !steps.isEmpty)
      let own: Set<String> =
        switch fact {
        case .legalStatus: Set(LegalStatus.allCases.map(\.rawValue))
        case .stage: Set(RightStage.allCases.map(\.rawValue))
        default: Set(definition.words.map(\.word))
        }
      for step in steps {
        #expect(own.contains(step.from) && own.contains(step.to) && step.from != step.to, "\(step)")
      }
      #expect(Set(steps.map { "\($0.from) \($0.to)" }).count == steps.count)
    case .rises, .risesUpTo, .risesWhileFilingIsOpen, .passes, .passesUntilReset:
      #expect([.integer, .decimal, .day].contains(definition.type))
    case .settled, .free: break
    }
  }
}
