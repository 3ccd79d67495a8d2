import Grading
import PortfolioCore
import Testing

/// What holds for every table of facts, tried on many made up at random.
@Suite struct GradingPropertyTests {
  private static let seeds: [UInt64] = Array(1...8)

  /// Sizes on both sides of the least cohort of 30.
  private func rows(_ seed: UInt64) -> [GradingFixtures.Row] {
    var random = SeededGenerator(seed: seed &* 7_919)
    return GradingFixtures.rows(Int(seed) * 14, &random)
  }

  @Test(arguments: seeds)
  func partsAddUpToTheScore(seed: UInt64) throws {
    let table = GradingFixtures.table(rows(seed))
    let engine = GradingEngine(model: try GradingFixtures.shipped(), table: table)
    let result = engine.grade()
    var seen: Set<Bool> = []
    for row in 0..<table.count {
      let comment: Comment = "seed \(seed), row \(row)"
      let parts = engine.parts(row: row)
      guard result.outcome(row) != .otherKind else {
        #expect(parts.isEmpty && result.points[row] == 0 && result.coverage[row] == 0, comment)
        continue
      }
      let sum = parts.reduce(0) { $0 + $1.contribution }
      #expect(abs(sum - Double(result.points[row])) < 1e-4, comment)
      #expect(abs(parts.reduce(0) { $0 + $1.weight * $1.low } - Double(result.low[row])) < 1e-4, comment)
      #expect(abs(parts.reduce(0) { $0 + $1.weight * $1.high } - Double(result.high[row])) < 1e-4, comment)
      let known = parts.reduce(0) { $0 + ($1.state == .known ? $1.weight : 0) }
      #expect(abs(known - Double(result.coverage[row])) < 1e-5, comment)
      // The weights of left-out criteria go to the others in proportion.
      #expect(abs(parts.reduce(0) { $0 + $1.weight } - 1) < 1e-9, comment)
      let kept = parts.filter { $0.state != .leftOut }
      let shares = kept.map { part in part.weight / fullWeight(of: part, in: engine.model) }
      for share in shares { #expect(abs(share - shares[0]) < 1e-9, comment) }
      for part in parts where part.state == .leftOut {
        seen.insert(true)
        #expect(part.weight == 0 && part.contribution == 0, comment)
        #expect(part.factState == .notApplicable && part.criterion.whenNotApplicable == .leaveOut, comment)
      }
      seen.insert(kept.count < parts.count)
    }
    #expect(seen == [true, false], "seed \(seed): some rows leave something out, some nothing")
  }

  private func fullWeight(of part: ScorePart, in model: GradingModel) -> Double {
    for group in model.groups {
      for criterion in group.criteria where criterion.id == part.criterion.id {
        return Double("\(group.weight)")! * Double("\(criterion.weight)")!
      }
    }
    return .nan
  }

  @Test(arguments: seeds)
  func scoresLieWithinTheirIntervals(seed: UInt64) throws {
    let table = GradingFixtures.table(rows(seed))
    let model = try GradingFixtures.shipped()
    let engine = GradingEngine(model: model, table: table)
    let result = engine.grade()
    for row in 0..<table.count {
      let comment: Comment = "seed \(seed), row \(row)"
      #expect(0 <= result.low[row] && result.low[row] <= result.points[row] + 1e-4, comment)
      #expect(result.points[row] <= result.high[row] + 1e-4 && result.high[row] <= 100.0001, comment)
      #expect((0...1.0001).contains(result.coverage[row]), comment)
      if result.coverage[row] > 0.99999 { #expect(abs(result.low[row] - result.high[row]) < 1e-3, comment) }
      for part in engine.parts(row: row) {
        #expect(part.low <= part.points && part.points <= part.high, comment)
        #expect((part.state == .unknown) == (part.low != part.high) || part.state == .leftOut, comment)
        #expect(part.factState == .known || part.state != .known, comment)
      }
      if case .graded(let index) = result.outcome(row) {
        let points = Double(result.points[row])
        #expect(points >= model.grades[index].atLeast! - 1e-4, comment)
        if index > 0 { #expect(points < model.grades[index - 1].atLeast! + 1e-4, comment) }
      }
    }
  }

  /// Learning an unknown fact moves the score only within the interval shown before. Facts that are compared
  /// within cohorts are left out, for learning one moves the others' percentiles.
  @Test(arguments: seeds)
  func learningAFactKeepsToTheInterval(seed: UInt64) throws {
    let model = try GradingFixtures.shipped()
    var before = rows(seed)
    var random = SeededGenerator(seed: seed)
    let row = Int.random(in: before.indices, using: &random)
    before[row].words[.rightKind] = "invention"
    let asked = Set(model.criteria.map(\.fact))
    let others = GradingFixtures.numberFacts.filter {
      $0.fact != .citationsPerYear && asked.contains($0.fact)
    }
    #expect(others.count >= 4)
    for (fact, greatest, _) in others {
      before[row].forget(fact)
      let unknown = GradingEngine(model: model, table: GradingFixtures.table(before)).grade()
      for _ in 0..<3 {
        var after = before
        after[row].numbers[fact] = Double(Int.random(in: 0...(greatest * 2), using: &random))
        let known = GradingEngine(model: model, table: GradingFixtures.table(after)).grade()
        let comment: Comment = "seed \(seed), row \(row), \(fact.name) = \(after[row].numbers[fact] ?? -1)"
        #expect(known.points[row] >= unknown.low[row] - 1e-3, comment)
        #expect(known.points[row] <= unknown.high[row] + 1e-3, comment)
        #expect(
          known.low[row] >= unknown.low[row] - 1e-3 && known.high[row] <= unknown.high[row] + 1e-3, comment)
        #expect(known.coverage[row] > unknown.coverage[row], comment)
        let others = before.indices.filter { $0 != row }
        #expect(others.allSatisfy { known.points[$0] == unknown.points[$0] }, comment)
      }
    }
  }

  /// The range of unknown values covers what the scale can give; of percentiles only the bands are looked at.
  @Test func theShippedRangesCoverTheScales() throws {
    for criterion in try GradingFixtures.shipped().criteria {
      let rule = criterion.whenUnknown
      #expect(rule.low <= rule.assume && rule.assume <= rule.high, "\(criterion.id)")
      let range = criterion.scale.pointsRange
      #expect(rule.low <= range.lowerBound && range.upperBound <= rule.high, "\(criterion.id)")
    }
  }

  @Test(arguments: seeds)
  func theOrderOfRowsDoesNotMatter(seed: UInt64) throws {
    let model = try GradingFixtures.shipped()
    let given = rows(seed)
    var random = SeededGenerator(seed: seed &+ 100)
    let order = given.indices.shuffled(using: &random)
    let result = GradingEngine(model: model, table: GradingFixtures.table(given)).grade()
    let shuffled = GradingEngine(model: model, table: GradingFixtures.table(order.map { given[$0] })).grade()
    for (place, row) in order.enumerated() {
      let comment: Comment = "seed \(seed), row \(row)"
      #expect(shuffled.codes[place] == result.codes[row], comment)
      #expect(shuffled.points[place] == result.points[row], comment)
      #expect(shuffled.low[place] == result.low[row] && shuffled.high[place] == result.high[row], comment)
      #expect(shuffled.coverage[place] == result.coverage[row], comment)
    }
  }

  @Test(arguments: seeds)
  func theSameTableGivesTheSameResult(seed: UInt64) throws {
    let model = try GradingFixtures.shipped()
    let table = GradingFixtures.table(rows(seed))
    let engine = GradingEngine(model: model, table: table)
    #expect(engine.grade() == engine.grade())
    let again = GradingEngine(model: model, table: table)
    #expect(again.grade() == engine.grade())
    #expect(again.unknownImpacts(again.grade()) == engine.unknownImpacts(engine.grade()))
  }

  /// Gates come before scores and kinds before gates, whatever the facts.
  @Test(arguments: seeds)
  func gatesAreThoseOfTheState(seed: UInt64) throws {
    let model = try GradingFixtures.shipped()
    let given = rows(seed)
    let result = GradingEngine(model: model, table: GradingFixtures.table(given)).grade()
    for (row, facts) in given.enumerated() {
      let comment: Comment = "seed \(seed), row \(row)"
      let status = facts.words[.legalStatus]
      let life = facts.words[.legalLife]
      let gate: String? =
        ["refused", "withdrawn", "abandoned", "invalidated", "expired"].contains(status)
        ? status
        : life == "restorable" ? "restorable" : life == "ended" ? "ended" : nil
      switch result.outcome(row) {
      case .otherKind: #expect(facts.words[.rightKind] == "trademark", comment)
      case .gated(let index) where gate == nil:
        #expect(model.gates[index].id == "insufficient-evidence", comment)
        #expect(Double(result.coverage[row]) < (model.minimumCoverage ?? 0), comment)
      case .gated(let index): #expect(model.gates[index].id == gate, comment)
      case .graded:
        #expect(gate == nil, comment)
        #expect(Double(result.coverage[row]) >= (model.minimumCoverage ?? 0) - 1e-6, comment)
        #expect(facts.words[.rightKind] != "trademark", comment)
      }
    }
  }
}
