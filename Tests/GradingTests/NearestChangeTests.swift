import BuiltinModels
import PolicyModels
import PortfolioCore
import Testing

@testable import Grading

/// What would change a grade: by points, by a floor, by time, and what changes along with it.
@Suite struct NearestChangeTests {
  private static func model(_ body: String) throws -> GradingModel {
    let text = """
      kind: grading-model
      id: small
      version: "1"
      title: {zh: 例, en: Example}
      checkedOn: 2026-11-20
      sources: {house: {title: House, standing: house-default}}
      appliesTo: [invention]
      cohort: {levels: [[]], minimumSize: 30}
      \(body)
      """
    return try ModelCatalogue(files: [ModelFile(path: "small.yaml", text: text, origin: .user)])
      .load(GradingModel.self, id: "small").0
  }

  // MARK: Floors and pairs

  /// Two facts that may be found out and lift the grade only together, and a floor.
  private static func floored(_ fact: String) throws -> GradingModel {
    try model(
      """
      gates:
        - id: floor
          title: {zh: 下限, en: Floor}
          when: {fact: \(fact), is: yes}
          effect: {floor: high}
          ground: {business: {zh: 例, en: example}, source: house}
          says: {zh: 下限, en: floor}
      criteria:
        - id: ready
          title: {zh: 成熟度, en: Readiness}
          fact: technology-readiness
          weight: 0.5
          bands: [[1, 0], [8, 100]]
          whenUnknown: {range: [0, 100], assume: 0}
          says: {zh: "{value}", en: "{value}"}
          source: house
        - id: prospect
          title: {zh: 前景, en: Prospect}
          fact: industrial-prospect
          weight: 0.5
          table: {low: 0, high: 100}
          whenUnknown: {range: [0, 100], assume: 0}
          says: {zh: "{value}", en: "{value}"}
          source: house
      grades:
        - {grade: high, atLeast: 60, title: {zh: 高, en: high}}
        - {grade: low, atLeast: 0, title: {zh: 低, en: low}}
      """)
  }

  private static func lifting(_ fact: String, _ facts: [FactID: FactLiterals.Value]) throws -> [[FactID]] {
    let table = FactLiterals.table(
      [.rightKind: "invention", .technologyReadiness: .unknown, .industrialProspect: .unknown].merging(facts)
      {
        $1
      })
    return GradingEngine(model: try floored(fact), table: table).counterfactuals(row: 0).lifting
      .map { $0.changes.map(\.fact) }
  }

  @Test func oneFactThatAFloorAsksForComesBeforeAPair() throws {
    #expect(try Self.lifting("pledged", [.pledged: 0]) == [[.pledged]])
    // Not known, it may be found out.
    #expect(try Self.lifting("pledged", [.pledged: .unknown]) == [[.pledged]])
  }

  @Test func nobodyIsToldToWishForADispute() throws {
    #expect(
      try Self.lifting("in-dispute", [.inDispute: 0]) == [[.industrialProspect, .technologyReadiness]])
  }

  @Test func whatLiftsByPointsComesBeforeAFloor() throws {
    #expect(
      try Self.lifting("pledged", [.pledged: 0, .industrialProspect: "high"]) == [[.technologyReadiness]])
  }

  // MARK: Time

  private static let ageing = """
    gates:
      - id: stale
        title: {zh: 证据已久, en: Stale}
        when: {fact: last-use-day, yearsSince: {atLeast: 3}}
        effect: {cap: low}
        ground: {business: {zh: 例, en: example}, source: house}
        says: {zh: 已久, en: stale}
    criteria:
      - id: left
        title: {zh: 剩余, en: Left}
        fact: remaining-term
        weight: 0.6
        bands: [[0, 0], [2.5, 40], [6, 100]]
        whenUnknown: {range: [0, 100], assume: 50}
        says: {zh: "{value}", en: "{value}"}
        source: house
      - id: age
        title: {zh: 年龄, en: Age}
        fact: age
        weight: 0.4
        bands: [[0, 100], [11, 50], [14.25, 0]]
        whenUnknown: {range: [0, 100], assume: 50}
        says: {zh: "{value}", en: "{value}"}
        source: house
    grades:
      - {grade: high, atLeast: 70, title: {zh: 高, en: high}}
      - {grade: middle, atLeast: 40, title: {zh: 中, en: middle}}
      - {grade: low, atLeast: 0, title: {zh: 低, en: low}}
    """

  /// The day told is the first on which the right, graded anew with that day's facts, has another grade: day after day
  /// is tried.
  @Test(arguments: 0..<30) func theDayToldIsTheFirst(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let model = try Self.model(Self.ageing)
    let today = CalendarDay(number: 20_000)
    let age = 8 + 4 * random.unit()
    let left = 20 - age
    let proven = today.number - Int32.random(in: 0...900, using: &random)
    func grade(after days: Int) -> Int16 {
      let years = Double(days) / 365.25
      let table = FactLiterals.table(
        [
          .rightKind: "invention", .age: .number(age + years), .remainingTerm: .number(left - years),
          .lastUseProven: .number(Double(proven)),
        ], asOf: today + days)
      return GradingEngine(model: model, table: table).grade().codes[0]
    }
    let now = grade(after: 0)
    let first = try #require((1...3000).first { grade(after: $0) != now }, "seed \(seed)")
    let engine = GradingEngine(
      model: model,
      table: FactLiterals.table(
        [
          .rightKind: "invention", .age: .number(age), .remainingTerm: .number(left),
          .lastUseProven: .number(Double(proven)),
        ], asOf: today))
    let told = engine.counterfactuals(row: 0).lowering.flatMap(\.changes).compactMap { change in
      if case .time(let day) = change.way { return Int(day.number - today.number) }
      return Int?.none
    }
    #expect(told == [first], "seed \(seed): age \(age), proven \(proven)")
  }

  // MARK: Citations

  private static func cited(
    _ count: Int, _ rate: Double, age: FactLiterals.Value, bands: String
  ) throws -> [Counterfactual] {
    let model = try Self.model(
      """
      criteria:
        - id: cited
          title: {zh: 被引证, en: Cited}
          fact: forward-citations-per-year
          weight: 1
          cohortPercentile: {whenTooSmall: \(bands)}
          whenUnknown: {range: [0, 100], assume: 0}
          says: {zh: "{value}", en: "{value}"}
          source: house
      grades:
        - {grade: high, atLeast: 60, title: {zh: 高, en: high}}
        - {grade: low, atLeast: 0, title: {zh: 低, en: low}}
      """)
    let table = FactLiterals.table([
      .rightKind: "invention", .forwardCitations: .number(Double(count)), .citationsPerYear: .number(rate),
      .age: age,
    ])
    return GradingEngine(model: model, table: table).counterfactuals(row: 0).lifting
  }

  /// A right alone is no cohort: its citations are scored by bands, and so are those that it could have.
  @Test func citationsLiftInASmallCohort() throws {
    let told = try Self.cited(9, 0.9, age: 12, bands: "[[0, 20], [1, 70]]")
    #expect(told.map { $0.changes.map(\.fact) } == [[.citationsPerYear]])
    #expect(told.first?.changes.first?.value == HypotheticalValue.number(1))
    #expect(told.first?.points == 70)
  }

  /// Without a citation nothing tells the years of counting but the age: whole citations over those years.
  @Test func aRightWithoutCitationsIsToldOfWholeOnes() throws {
    let told = try Self.cited(0, 0, age: 8, bands: "[[0, 20], [0.04, 70]]")
    #expect(told.first?.changes.first?.value == HypotheticalValue.number(1.0 / 8))
    let young = try Self.cited(0, 0, age: 0.5, bands: "[[0, 20], [0.04, 70]]")
    #expect(young.first?.changes.first?.value == HypotheticalValue.number(1))
    #expect(try Self.cited(0, 0, age: .unknown, bands: "[[0, 20], [0.04, 70]]").isEmpty)
  }

  // MARK: One change, two facts

  /// A licence granted is a kind of licence and a number of licences: one change, told once.
  @Test func oneChangeIsToldOnce() throws {
    let model = try Self.model(
      """
      criteria:
        - id: kind
          title: {zh: 许可方式, en: Kind}
          fact: licence-type
          weight: 0.5
          table: {none: 0, ordinary: 100}
          whenUnknown: {range: [0, 100], assume: 0}
          says: {zh: "{value}", en: "{value}"}
          source: house
        - id: count
          title: {zh: 许可数, en: Count}
          fact: licences-out
          weight: 0.5
          bands: [[0, 0], [1, 100]]
          whenUnknown: {range: [0, 100], assume: 0}
          says: {zh: "{value}", en: "{value}"}
          source: house
      grades:
        - {grade: high, atLeast: 60, title: {zh: 高, en: high}}
        - {grade: low, atLeast: 0, title: {zh: 低, en: low}}
      """)
    let table = FactLiterals.table([.rightKind: "invention", .licenceType: "none", .licencesOut: 0])
    let told = GradingEngine(model: model, table: table).counterfactuals(row: 0).lifting
    #expect(told.count == 1 && told.first?.points == 100, "\(told)")
    let possible = PossibleChanges(engine: GradingEngine(model: model, table: table), row: 0)
    func change(_ fact: FactID, _ value: HypotheticalValue) -> SupposedChange {
      SupposedChange(fact: fact, value: value, way: .owner)
    }
    let granted = change(.licencesOut, .number(1))
    #expect(possible.isSame(change(.licenceType, .word("ordinary")), granted))
    #expect(!possible.isSame(change(.pledged, .number(1)), granted))
  }

  // MARK: Marks

  private static func mark(_ facts: [FactID: FactLiterals.Value] = [:]) throws -> PossibleChanges {
    let files = BuiltinModelFiles.all.map { ModelFile(path: $0.path, text: $0.text, origin: .builtin) }
    let model = try ModelCatalogue(files: files).load(GradingModel.self, id: "central-enterprise").0
    let table = FactLiterals.table(
      [
        .rightKind: "trademark", .legalLife: "alive", .stage: "granted", .markUse: "idle",
        .classesProven: 0, .lastUseProven: 18_500, .yearsSinceGrant: 5,
      ].merging(facts) { $1 })
    return PossibleChanges(engine: GradingEngine(model: model, table: table), row: 0)
  }

  /// Whoever proves more classes proves that the mark is used, as of the day.
  @Test func aProofOfUseMovesTheUseAndItsDay() throws {
    let moves = try Self.mark()
    #expect(
      moves.along(.classesProven, to: .number(50))
        == [.markUse: .word("in-use"), .lastUseProven: .number(20_000)])
    #expect(moves.along(.markUse, to: .word("in-use")) == [.lastUseProven: .number(20_000)])
    #expect(moves.along(.markUse, to: .word("defensive")) == [:])
    #expect(try Self.mark([.classesProven: 80]).along(.classesProven, to: .number(50)) == [:])
    // What is not known stays so.
    #expect(
      try Self.mark([.lastUseProven: .unknown]).along(.classesProven, to: .number(50))
        == [.markUse: .word("in-use")])
    #expect(try Self.mark([.lastUseProven: .unknown]).along(.markUse, to: .word("in-use")) == [:])
  }

  /// A licence of a mark is one more licence, and no licence is none of its kind.
  @Test func aLicenceOfAMarkMovesItsCounts() throws {
    let moves = try Self.mark([.licencesOut: 0, .licenceType: "none", .licencesEver: 2])
    #expect(
      moves.along(.licencesOut, to: .number(1))
        == [.licenceType: .word("ordinary"), .licencesEver: .number(3)])
    let licensed = try Self.mark([.licencesOut: 1, .licenceType: "ordinary", .licencesEver: 2])
    #expect(licensed.along(.licencesOut, to: .number(0)) == [.licenceType: .word("none")])
  }

  /// What is told would lift the mark does so when it has come about, with all that comes along.
  @Test func theToldChangeOfAMarkHolds() throws {
    let facts: [FactID: FactLiterals.Value] = [
      .rightKind: "trademark", .legalLife: "alive", .stage: "granted", .markUse: "idle", .classesProven: 0,
      .lastUseProven: 18_500, .yearsSinceGrant: 5,
    ]
    let moves = try Self.mark()
    let now = moves.engine.grade().codes[0]
    let told = moves.engine.counterfactuals(row: 0).lifting
    // To use the mark and to prove a use are one change, told once.
    #expect(told.contains { [[.classesProven], [.markUse]].contains($0.changes.map(\.fact)) })
    for one in told {
      var then = facts
      for change in one.changes {
        for (fact, value) in moves.along(change.fact, to: change.value).merging(
          [change.fact: change.value], uniquingKeysWith: { $1 })
        {
          switch value {
          case .number(let number): then[fact] = .number(number)
          case .word(let word): then[fact] = .word(word)
          case .unknown: then[fact] = .unknown
          }
        }
      }
      let after = GradingEngine(model: moves.engine.model, table: FactLiterals.table(then)).grade()
      #expect(after.codes[0] >= 0 && after.codes[0] < now, "\(one.changes)")
    }
  }
}
