import PortfolioCore
import Testing

@testable import Grading

/// What holds for a model with parts, two axes, gates with effects and experts, on rights made up at random.
@Suite struct AxisModelPropertyTests {
  private static let seeds: [UInt64] = Array(1...8)

  private func rights(_ seed: UInt64) -> [AxisModelFixtures.Right] {
    var random = SeededGenerator(seed: seed &* 104_729)
    return AxisModelFixtures.rights(Int(seed) * 9 + 20, &random)
  }

  @Test(arguments: seeds)
  func partsAddUpToTheScore(seed: UInt64) throws {
    let engine = try AxisModelFixtures.engine(rights(seed))
    let result = engine.grade()
    for row in 0..<result.count where result.outcome(row) != .otherKind {
      let comment: Comment = "seed \(seed), row \(row)"
      let parts = engine.parts(row: row)
      #expect(abs(parts.reduce(0) { $0 + $1.weight } - 1) < 1e-9, comment)
      #expect(abs(parts.reduce(0) { $0 + $1.contribution } - Double(result.points[row])) < 1e-4, comment)
      #expect(abs(parts.reduce(0) { $0 + $1.weight * $1.low } - Double(result.low[row])) < 1e-4, comment)
      #expect(abs(parts.reduce(0) { $0 + $1.weight * $1.high } - Double(result.high[row])) < 1e-4, comment)
      #expect(
        abs(parts.reduce(0) { $0 + $1.weight * $1.known } - Double(result.coverage[row])) < 1e-5, comment)
      for axis in 0..<(engine.part(row)?.axes.count ?? 0) where engine.part(row)?.matrix != nil {
        let ofAxis = parts.filter { $0.axis == axis }
        let weight = ofAxis.reduce(0) { $0 + $1.weight }
        #expect(
          abs(ofAxis.reduce(0) { $0 + $1.contribution } / weight - Double(result.axes[axis].points[row]))
            < 1e-4,
          comment)
      }
    }
  }

  /// The way block by block and the way right by right are one.
  @Test(arguments: seeds)
  func oneRightIsGradedAsInTheWholeTable(seed: UInt64) throws {
    let engine = try AxisModelFixtures.engine(rights(seed))
    let result = engine.grade()
    var seen: Set<String> = []
    for row in 0..<result.count {
      let comment: Comment = "seed \(seed), row \(row)"
      guard let one = HypotheticalRow(engine, row) else {
        #expect(result.outcome(row) == .otherKind, comment)
        continue
      }
      if let gate = engine.outside(row) {
        #expect(result.outcome(row) == .gated(one.part.firstGate + gate), comment)
        seen.insert("gate \(gate)")
      } else {
        #expect(result.outcome(row) == .graded(one.part.firstGrade + one.outcome().grade), comment)
        #expect(Int(result.worst[row]) == one.part.firstGrade + one.outcome(end: .low).grade, comment)
        #expect(Int(result.best[row]) == one.part.firstGrade + one.outcome(end: .high).grade, comment)
        for gate in engine.firedGates(row: row) { seen.insert(gate.id) }
      }
    }
    if seed == 8 { #expect(seen == ["gate 0", "gate 3", "core-product", "disputed"]) }
  }

  @Test(arguments: seeds)
  func theGradeLiesBetweenWorstAndBest(seed: UInt64) throws {
    let result = try AxisModelFixtures.engine(rights(seed)).grade()
    for row in 0..<result.count where result.codes[row] >= 0 {
      #expect(
        result.best[row] <= result.codes[row] && result.codes[row] <= result.worst[row],
        "seed \(seed), row \(row)")
    }
  }

  /// Learning an unknown fact or hearing a missing assessor never leads out of the interval, nor past the
  /// worst and the best grade.
  @Test(arguments: seeds)
  func learningKeepsToTheInterval(seed: UInt64) throws {
    let before = rights(seed)
    let unknown = try AxisModelFixtures.engine(before).grade()
    var random = SeededGenerator(seed: seed)
    for _ in 0..<15 {
      let row = Int.random(in: before.indices, using: &random)
      var after = before
      switch Int.random(in: 0..<3, using: &random) {
      case 0 where before[row].claims == nil: after[row].claims = Int.random(in: 0...20, using: &random)
      case 1 where before[row].use == nil && before[row].kind != "technical-secret":
        // A use in a core product fires a floor, which is no matter of the interval.
        after[row].use = ["supporting", "defensive"].randomElement(using: &random)
      default:
        guard let silent = (0..<3).first(where: { before[row].answers[$0] == nil }) else { continue }
        after[row].answers[silent] = Int.random(in: 1...5, using: &random)
      }
      let known = try AxisModelFixtures.engine(after).grade()
      let comment: Comment = "seed \(seed), row \(row): \(before[row]) to \(after[row])"
      #expect(known.low[row] >= unknown.low[row] - 1e-3, comment)
      #expect(known.high[row] <= unknown.high[row] + 1e-3, comment)
      #expect(known.coverage[row] >= unknown.coverage[row], comment)
      guard unknown.codes[row] >= 0 else { continue }
      #expect(known.codes[row] <= unknown.worst[row] && known.codes[row] >= unknown.best[row], comment)
    }
  }

  /// More claims, more citations of one right, a better answer: the score and the grade never fall.
  @Test(arguments: seeds)
  func aBetterFactNeverLowers(seed: UInt64) throws {
    let before = rights(seed)
    let base = try AxisModelFixtures.engine(before).grade()
    var random = SeededGenerator(seed: seed &+ 50)
    for _ in 0..<15 {
      let row = Int.random(in: before.indices, using: &random)
      var after = before
      if let claims = after[row].claims { after[row].claims = claims + Int.random(in: 0...9, using: &random) }
      if let citations = after[row].citations {
        after[row].citations = citations + Double.random(in: 0...3, using: &random)
      }
      for (assessor, score) in after[row].answers { after[row].answers[assessor] = min(5, score + 1) }
      let better = try AxisModelFixtures.engine(after).grade()
      let comment: Comment = "seed \(seed), row \(row)"
      #expect(better.points[row] >= base.points[row] - 1e-4, comment)
      if base.codes[row] >= 0 { #expect(better.codes[row] <= base.codes[row], comment) }
    }
  }

  @Test(arguments: seeds)
  func theOrderOfRowsDoesNotMatter(seed: UInt64) throws {
    let given = rights(seed)
    var random = SeededGenerator(seed: seed &+ 100)
    let order = given.indices.shuffled(using: &random)
    let result = try AxisModelFixtures.engine(given).grade()
    let shuffled = try AxisModelFixtures.engine(order.map { given[$0] }).grade()
    for (place, row) in order.enumerated() {
      let comment: Comment = "seed \(seed), row \(row)"
      #expect(
        shuffled.codes[place] == result.codes[row] && shuffled.points[place] == result.points[row], comment)
      #expect(shuffled.worst[place] == result.worst[row] && shuffled.best[place] == result.best[row], comment)
    }
  }

  @Test func theSameTableGivesTheSameResult() throws {
    let engine = try AxisModelFixtures.engine(rights(5))
    let again = try AxisModelFixtures.engine(rights(5))
    #expect(engine.grade() == again.grade())
    #expect(engine.weights == again.weights)
    let result = engine.grade()
    #expect(engine.sensitivity(result, draws: 50, seed: 3) == again.sensitivity(result, draws: 50, seed: 3))
  }

  /// Every change that a counterfactual names is made in the facts, and the grade that it promises follows.
  @Test(arguments: seeds)
  func counterfactualsComeTrue(seed: UInt64) throws {
    let before = rights(seed)
    let engine = try AxisModelFixtures.engine(before)
    let result = engine.grade()
    var checked = 0
    for row in 0..<min(result.count, 14) where result.codes[row] >= 0 {
      let found = engine.counterfactuals(row: row)
      for (isLift, list) in [(true, found.lifting), (false, found.lowering)] {
        #expect(zip(list, list.dropFirst()).allSatisfy { $0.size <= $1.size })
        for one in list {
          let comment: Comment = "seed \(seed), row \(row): \(before[row]), \(one)"
          #expect(isLift ? one.grade < Int(result.codes[row]) : one.grade > Int(result.codes[row]), comment)
          var after = before
          for change in one.changes {
            switch (change.fact, change.value) {
            case (.claims, .number(let number)): after[row].claims = Int(number)
            case (.citationsPerYear, .number(let number)): after[row].citations = number
            case (.inDispute, .number(let number)): after[row].dispute = number >= 1
            case (.productUse, .word(let word)): after[row].use = word
            case (FactID(question: "substitution"), .number(let number)):
              after[row].answers = [0: Int(number), 1: Int(number), 2: Int(number)]
            default: Issue.record("a change that no right can have: \(change)")
            }
          }
          #expect(Int(try AxisModelFixtures.engine(after).grade().codes[row]) == one.grade, comment)
          checked += 1
        }
      }
    }
    #expect(checked > 3, "seed \(seed)")
  }

  /// A fact that settles the grade does so whatever it turns out to be.
  @Test(arguments: seeds)
  func settlingFactsSettle(seed: UInt64) throws {
    let before = rights(seed)
    let engine = try AxisModelFixtures.engine(before)
    let result = engine.grade()
    for row in 0..<result.count {
      let facts = engine.settlingFacts(row: row)
      #expect(facts.isEmpty || result.isUnsettled(row), "seed \(seed), row \(row)")
      for fact in facts where fact.settles && fact.fact == .claims {
        for claims in [0, 6, 11] {
          var after = before
          after[row].claims = claims
          #expect(try !AxisModelFixtures.engine(after).grade().isUnsettled(row), "seed \(seed), row \(row)")
        }
      }
    }
  }
}
