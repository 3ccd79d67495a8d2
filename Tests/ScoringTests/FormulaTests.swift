import BuiltinModels
import Foundation
import PolicyModels
import PortfolioCore
import Testing

@testable import Scoring

/// A table made of rows of numbers and words by fact.
func factTable(_ rows: [[FactID: String]]) -> FactTable {
  var table = FactTable(
    asOf: CalendarDay(number: 20_000), rightIDs: rows.indices.map { Int64($0 + 1) })
  for fact in Set(rows.flatMap(\.keys)) {
    let type = FactCatalogue.definition(fact)!.type
    let states = rows.map { row -> FactState in
      row[fact] == nil ? .unknown : row[fact] == "n/a" ? .notApplicable : .known
    }
    let texts = rows.map { $0[fact] ?? "" }
    let values: FactColumn.Values
    switch type {
    case .category:
      let names = Array(Set(texts)).sorted()
      values = .categories(codes: texts.map { Int32(names.firstIndex(of: $0)!) }, names: names)
    case .decimal: values = .decimals(texts.map { Double($0) ?? 0 })
    default: values = .integers(texts.map { Int32($0) ?? 0 })
    }
    table.set(FactColumn(id: fact, type: type, states: states, values: values))
  }
  return table
}

private let catalogue = ModelCatalogue(
  files: BuiltinModelFiles.all.map { ModelFile(path: $0.path, text: $0.text, origin: .builtin) })

@Suite struct PeerScoreTests {
  private static func engine(_ rows: [[FactID: String]], _ set: String = "peer-scores") throws -> ScoreEngine
  {
    ScoreEngine(model: try catalogue.load(ScoreSet.self, id: set).0, table: factTable(rows))
  }

  private static func score(_ id: String, _ engine: ScoreEngine, row: Int = 0) throws -> ScoreValue {
    engine.score(try #require(engine.model.scores.firstIndex { $0.id == id }), row: row)
  }

  /// The printed formula with its boundaries: three rights reckoned by hand.
  @Test(arguments: [
    (["30", "12", "10", "8", "4", "5", "26", "1"], 8.0), (["5", "12", "25", "8", "2", "3", "20", "0"], 2.0),
    (["13", "12", "6", "1", "3", "4", "25", "0"], 3.0),
  ])
  func allisonAsPrinted(given: [String], expected: Double) throws {
    let perYear = Double(given[0])! / Double(given[1])!
    let engine = try PeerScoreTests.engine([
      [
        .rightKind: "invention", .backwardPerYear: "\(perYear)", .age: given[1], .forwardCitations: given[2],
        .remainingTerm: given[3], .inventorCount: given[4], .grantLagYears: given[5], .claims: given[6],
        .disputesSoFar: given[7],
      ]
    ])
    #expect(try PeerScoreTests.score("allison", engine).value == expected)
  }

  /// A grant in the US (1.0) and an application in a state of half its income at 60 %: coverage 1.3; cited twice
  /// as often as comparable rights: 2.6. What has ended is worth nothing, whatever else is not known.
  @Test func marketTimesTechnology() throws {
    var rows = [[FactID: String]](
      repeating: [.rightKind: "invention", .legalLife: "alive", .forwardCitations: "1"], count: 59)
    rows.append([.rightKind: "invention", .legalLife: "alive", .forwardCitations: "0"])
    rows.append([
      .rightKind: "invention", .legalLife: "alive", .forwardCitations: "2", .marketGranted: "1",
      .marketPending: "0.5",
    ])
    rows[1][.legalLife] = "ended"
    let engine = try PeerScoreTests.engine(rows)
    // The mean is (59 + 0 + 2) / 61 = 1.
    #expect(
      abs(try #require(PeerScoreTests.score("market-times-technology", engine, row: 60).value) - 2.6) < 1e-9)
    #expect(try PeerScoreTests.score("market-times-technology", engine, row: 1).value == 0)
    #expect(try PeerScoreTests.score("market-times-technology", engine, row: 0).value == nil)
  }

  /// Shares 0.5, 0.3, 0.2 give 0.62; of ten citations 0.6889 after correction.
  @Test func generalityWithAndWithoutCorrection() throws {
    let index = ClassSpread.index(shares: [0.5, 0.3, 0.2])
    #expect(abs(index - 0.62) < 1e-12)
    #expect(abs(try #require(ClassSpread.corrected(index, citations: 10)) - 0.6889) < 5e-5)
    #expect(ClassSpread.corrected(index, citations: 1) == nil)
  }

  /// The plain mean of 0.8, 0.5, 0.25 and 0.62 is 0.5425.
  @Test func aPlainMeanOfFour() {
    let mean = ScoreEngine.combined(.mean, [0.8, 0.5, 0.25, 0.62], [1, 1, 1, 1])
    #expect(abs((mean ?? 0) - 0.5425) < 1e-12)
  }

  /// In a cohort of 1 to 100 the 98th percentile is 98: the two above count 1, the others their share of 98.
  @Test func thePercentileCapsTheGreatest() {
    let sorted = (1...100).map(Double.init)
    #expect(CohortMeasures.measure(.shareOfCohort(percentile: 98), sorted) == 98)
    #expect(CohortMeasures.measure(.shareOfCohort(percentile: 100), sorted) == 100)
    #expect(CohortMeasures.measure(.ratioToMean, sorted) == 50.5)
  }

  /// Citations are compared within field and year: the same count is much in one and little in the other.
  @Test func cohortsAreThoseOfFieldAndYear() throws {
    let rows = (0..<80).map { number -> [FactID: String] in
      [
        .rightKind: "invention", .technologyField: number < 40 ? "1" : "2", .filingYear: "2015",
        .forwardCitations: number < 40 ? "\(number % 40)" : "\(10 * (number % 40))", .familySize: "2",
        .claims: "10", .backwardCitations: "5", .grantLag: "3", .independentClaims: "1",
      ]
    }
    let engine = try PeerScoreTests.engine(rows)
    let index = try #require(engine.model.scores.firstIndex { $0.id == "oecd-composite" })
    let first = try #require(engine.parts(index, row: 39).first { $0.id == "forward" })
    let second = try #require(engine.parts(index, row: 43).first { $0.id == "forward" })
    #expect(first.score.value == 1 && first.cohort?.size == 40)
    // Rank ⌈0.98 · 40⌉ = 40: the greatest, 390; the right has 30.
    #expect(abs(try #require(second.score.value) - 30.0 / 390) < 1e-12)
  }

  /// Unknown facts widen the range, and whatever they turn out to be, the score lies within it.
  @Test(arguments: 0..<60) func aKnownFactStaysInsideTheRange(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let facts: [FactID] = [
      .backwardPerYear, .age, .forwardCitations, .remainingTerm, .inventorCount, .grantLagYears, .claims,
      .disputesSoFar,
      .independentClaims, .firstClaimWords, .familySize,
    ]
    var whole: [FactID: String] = [.rightKind: "invention"]
    for fact in facts { whole[fact] = "\(Int.random(in: 0...30, using: &random))" }
    var part = whole
    for fact in facts where Bool.random(using: &random) { part[fact] = nil }
    for id in ["allison", "richardson-oliver"] {
      let known = try #require(PeerScoreTests.score(id, PeerScoreTests.engine([whole])).value)
      let open = try PeerScoreTests.score(id, PeerScoreTests.engine([part]))
      let range = try #require(open.range)
      #expect(range.lowerBound - 1e-9 <= known && known <= range.upperBound + 1e-9, "seed \(seed) \(id)")
      let asked: [FactID] =
        id == "allison"
        ? Array(facts.prefix(8))
        : [.forwardCitations, .age, .independentClaims, .firstClaimWords, .familySize]
      #expect((open.value == nil) == asked.contains { part[$0] == nil }, "seed \(seed) \(id)")
    }
  }

  /// Parts and weights give the score again.
  @Test(arguments: 0..<30) func partsGiveTheScore(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var row: [FactID: String] = [.rightKind: "invention"]
    for fact in [FactID.forwardCitations, .age, .independentClaims, .firstClaimWords, .familySize] {
      row[fact] = "\(Int.random(in: 1...200, using: &random))"
    }
    let engine = try PeerScoreTests.engine([row])
    let index = try #require(engine.model.scores.firstIndex { $0.id == "richardson-oliver" })
    let parts = engine.parts(index, row: 0)
    let sum =
      parts.reduce(0) { $0 + $1.weight * ($1.score.value ?? .nan) } / parts.reduce(0) { $0 + $1.weight }
    #expect(abs(sum * 100 - (engine.score(index, row: 0).value ?? .nan)) < 1e-9, "seed \(seed)")
    #expect(parts.map(\.weight) == [45, 19, 14, 12, 10])
  }
}

@Suite struct ValueProfileTests {
  @Test func sevenKindsInThreeCirclesAndFourOthers() throws {
    let (model, _) = try catalogue.load(ScoreSet.self, id: "value-functions")
    let groups = Dictionary(grouping: model.scores, by: { $0.group ?? "" }).mapValues(\.count)
    #expect(groups == ["proper": 2, "business": 3, "asset": 2, "ronbay": 4])
    #expect(model.scores.allSatisfy { $0.multiple == 100 })
  }

  /// A pledged core product right has value as a guard and as a security; a right of which nothing is known has
  /// none that could be said, and no zero either.
  @Test func whatIsNotKnownIsNotZero() throws {
    let (model, _) = try catalogue.load(ScoreSet.self, id: "value-functions")
    let engine = ScoreEngine(
      model: model,
      table: factTable([
        [.rightKind: "invention", .productUse: "core", .inDispute: "0", .pledged: "1", .licencesOut: "0"],
        [.rightKind: "invention"],
      ]))
    func value(_ id: String, _ row: Int) -> ScoreValue {
      engine.score(model.scores.firstIndex { $0.id == id }!, row: row)
    }
    #expect(value("guard-risk", 0).value == 100)
    #expect(value("financing", 0).value == 100)
    #expect(value("income", 0).value == 0)
    for score in model.scores {
      let open = value(score.id, 1)
      #expect(open.value == nil, "\(score.id)")
      #expect(open.range.map { $0.upperBound > $0.lowerBound } == true, "\(score.id)")
    }
  }
}
