import PortfolioCore
import Testing

@testable import Grading

/// Three values against every way in which the missing facts could turn out.
@Suite struct ConditionTruthTests {
  private static let facts: [FactID] = [.claims, .ownerCount, .familySize]

  private static func random(_ dice: inout SeededGenerator, depth: Int) -> Condition {
    let fact = facts[Int(dice.next() % 3)]
    switch dice.next() % (depth > 0 ? 9 : 5) {
    case 0: return .atLeast(fact, Double(dice.next() % 3))
    case 8: return .moreThan(fact, Double(dice.next() % 3))
    case 1: return .atMost(fact, Double(dice.next() % 3))
    case 2: return .known(fact)
    case 3: return .unknown(fact)
    case 4 where depth == 0: return .moreThan(fact, Double(dice.next() % 3))
    case 4, 5: return .all([random(&dice, depth: depth - 1), random(&dice, depth: depth - 1)])
    case 6: return .any([random(&dice, depth: depth - 1), random(&dice, depth: depth - 1)])
    default: return .not(random(&dice, depth: depth - 1))
    }
  }

  /// Nil for not known, below 0 for what the right cannot have.
  private static func table(_ values: [Int32?]) -> FactTable {
    var table = FactTable(asOf: CalendarDay(number: 20_000), rightIDs: [1])
    for (fact, value) in zip(facts, values) {
      let state: FactState = value.map { $0 < 0 ? .notApplicable : .known } ?? .unknown
      table.set(
        FactColumn(id: fact, type: .integer, states: [state], values: .integers([max(0, value ?? 0)])))
    }
    return table
  }

  /// Whether it holds when comparisons see `values` and questions of knowledge see what was really known.
  private static func holds(_ condition: Condition, _ values: [Int32], _ given: [Int32?]) -> Bool {
    func place(_ fact: FactID) -> Int { facts.firstIndex(of: fact)! }
    switch condition {
    case .all(let list): return list.allSatisfy { holds($0, values, given) }
    case .any(let list): return list.contains { holds($0, values, given) }
    case .not(let inner): return !holds(inner, values, given)
    case .atLeast(let fact, let limit):
      return values[place(fact)] >= 0 && Double(values[place(fact)]) >= limit
    case .moreThan(let fact, let limit):
      return values[place(fact)] >= 0 && Double(values[place(fact)]) > limit
    case .atMost(let fact, let limit): return values[place(fact)] >= 0 && Double(values[place(fact)]) <= limit
    case .known(let fact): return given[place(fact)].map { $0 >= 0 } ?? false
    case .unknown(let fact): return !(given[place(fact)].map { $0 >= 0 } ?? false)
    default: return false
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func whatIsSettledHoldsHoweverTheMissingFactsTurnOut(seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    for _ in 0..<40 {
      let condition = Self.random(&dice, depth: 3)
      let given: [Int32?] = Self.facts.map { _ in
        switch dice.next() % 4 {
        case 0: return nil
        case 1: return -1
        default: return Int32(dice.next() % 3)
        }
      }
      let truths = ConditionTruths(condition, table: Self.table(given))
      var outcomes: Set<Bool> = []
      for first: Int32 in 0...3 {
        for second: Int32 in 0...3 {
          for third: Int32 in 0...3 {
            let values = zip(given, [first, second, third]).map { $0 ?? $1 }
            outcomes.insert(Self.holds(condition, values, given))
          }
        }
      }
      let truth = truths.truth(0)
      switch truth {
      case .holds: #expect(outcomes == [true], "seed \(seed): \(condition), \(given)")
      case .fails: #expect(outcomes == [false], "seed \(seed): \(condition), \(given)")
      case .open: break
      }
      // Nothing that could turn out both ways may count as settled.
      if outcomes.count == 2 { #expect(truth == .open, "seed \(seed): \(condition), \(given)") }
      #expect((truth == .open) == !truths.openFacts(0).isEmpty, "seed \(seed): \(condition), \(given)")
      for fact in truths.openFacts(0) {
        #expect(given[Self.facts.firstIndex(of: fact)!] == nil, "seed \(seed): \(fact.name) is known")
      }
      #expect(truths.column() == [truth])
      if given.allSatisfy({ $0 != nil }) {
        #expect(truth != .open)
        #expect((truth == .holds) == ConditionMatcher(condition, table: Self.table(given)).holds(0))
      }
    }
  }

  @Test func aFactThatTheTableLacksIsOpen() {
    let table = FactTable(asOf: CalendarDay(number: 0), rightIDs: [1, 2])
    #expect(ConditionTruths(.atLeast(.claims, 1), table: table).column() == [.open, .open])
    #expect(
      ConditionTruths(.atLeast(.claims, 1), table: table).column(assumingNo: [.claims]) == [.fails, .fails])
  }

  @Test func whatHoldsNamesTheFactsThatMakeItHold() {
    let condition = Condition.any([.atLeast(.claims, 1), .atLeast(.ownerCount, 2), .known(.familySize)])
    let truths = ConditionTruths(condition, table: Self.table([0, 2, nil]))
    #expect(truths.truth(0) == .holds)
    #expect(truths.holdingFacts(0) == [.ownerCount])
    #expect(truths.openFacts(0).isEmpty)
  }

  /// The readings differ in what they leave open, and in nothing else: column by column and row by row, what grading
  /// makes of a condition and what a gate makes of it agree wherever no fact is missing, and neither calls settled
  /// what the other shows to be false.
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func theReadingsAgree(seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      let condition = Self.random(&dice, depth: 3)
      var table = FactTable(asOf: CalendarDay(number: 20_000), rightIDs: Array(1...12))
      for fact in Self.facts.dropLast(Int(dice.next() % 2)) {
        let states = (0..<12).map { _ in
          [FactState.known, .known, .unknown, .notApplicable, .notYetObservable][Int(dice.next() % 5)]
        }
        let values = (0..<12).map { _ in Int32(dice.next() % 3) }
        table.set(FactColumn(id: fact, type: .integer, states: states, values: .integers(values)))
      }
      let compiled = CompiledCondition(condition, asOf: table.asOf) { table[$0] }
      let settled = Self.facts[Int(dice.next() % 3)]
      let readings = [
        ConditionReading.toCome, .today, ConditionReading(open: .only(settled), knowledgeGrows: true),
        ConditionReading(open: .allBut([settled]), knowledgeGrows: false),
      ]
      for reading in readings {
        let column = compiled.outcomes(Array(0..<12)[...], reading: reading)
        for row in 0..<12 {
          let outcome = compiled.outcome(row, reading: reading)
          #expect(column[row] == outcome, "seed \(seed): \(condition), row \(row)")
          // What holds with what is known is the same in every reading: only what may yet come differs.
          #expect(outcome.contains(.holds) == compiled.holds(row), "seed \(seed): \(condition), row \(row)")
          #expect(!outcome.contains(.must) || outcome.contains([.holds, .may]), "seed \(seed): \(condition)")
          let missing = Self.facts.contains { fact in
            ![.known, .notApplicable].contains(table[fact]?.states[row] ?? .unknown)
          }
          if !missing { #expect(outcome == .yes || outcome == .no, "seed \(seed): \(condition)") }
        }
      }
      let truths = ConditionTruths(condition, table: table)
      #expect(truths.column() == (0..<12).map(truths.truth), "seed \(seed): \(condition)")
      for row in 0..<12 {
        // Nothing is settled for a score's interval that is open today: knowing more opens more.
        let toCome = compiled.outcome(row).truth
        #expect(toCome == .open || toCome == truths.truth(row), "seed \(seed): \(condition), row \(row)")
      }
    }
  }
}
