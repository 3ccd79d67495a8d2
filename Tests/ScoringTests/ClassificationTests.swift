import BuiltinModels
import Foundation
import Grading
import PolicyModels
import PortfolioCore
import Testing

@testable import Scoring

private let catalogue = ModelCatalogue(
  files: BuiltinModelFiles.all.map { ModelFile(path: $0.path, text: $0.text, origin: .builtin) })

@Suite struct HighValueInventionTests {
  static let inForce: [FactID: String] = [.rightKind: "invention", .office: "CN", .legalStatus: "in-force"]
  /// A right none of whose cases holds.
  static let none = inForce.merging([
    .strategicIndustry: "0", .grantedAbroad: "0", .age: "10", .pledgeAmount: "0", .nationalAwards: "0",
  ]) { $1 }

  private func engine(_ rows: [[FactID: String]]) throws -> ClassificationEngine {
    ClassificationEngine(
      model: try catalogue.load(Classification.self, id: "high-value-invention").0, table: factTable(rows))
  }

  /// Each case alone, on both sides of its limit, and not known.
  @Test(arguments: [
    (FactID.strategicIndustry, "1", "0"), (.grantedAbroad, "1", "0"), (.age, "10.01", "10"),
    (.pledgeAmount, "1000000", "999999.99"), (.nationalAwards, "1", "0"),
  ])
  func eachCaseAlone(fact: FactID, holds: String, fails: String) throws {
    var yes = HighValueInventionTests.none
    yes[fact] = holds
    var no = HighValueInventionTests.none
    no[fact] = fails
    var open = HighValueInventionTests.none
    open[fact] = nil
    let engine = try engine([yes, no, open])
    #expect(engine.verdict(row: 0) == .yes && engine.cases(row: 0).count { $0 == .yes } == 1, "\(fact)")
    #expect(engine.verdict(row: 1) == .no, "\(fact)")
    #expect(engine.verdict(row: 2) == .cannotBeSaid, "\(fact)")
  }

  @Test func oneProvenCaseSettlesIt() throws {
    let right = HighValueInventionTests.inForce.merging([.age: "12"]) { $1 }
    #expect(try engine([right]).verdict(row: 0) == .yes)
  }

  @Test func onlyChineseInventionsInForceAreAsked() throws {
    var rows = [[FactID: String]](repeating: HighValueInventionTests.none, count: 6)
    rows[0][.rightKind] = "utility-model"
    rows[1][.office] = "US"
    rows[2][.legalStatus] = "lapsed"
    rows[3][.legalStatus] = nil
    rows[4][.age] = "15"
    rows[5][.nationalAwards] = nil
    let tally = try engine(rows).tally()
    #expect(tally.inScope == 2 && tally.scopeUnknown == 1 && tally.yes == 1 && tally.no == 0)
    #expect(tally.cannotBeSaid == 1 && tally.share == 0.5...1.0)
    #expect(tally.cases == [0, 0, 1, 0, 0])
  }

  /// Kleene's tables of three values.
  @Test func threeValues() throws {
    let engine = try engine([[.age: "5"]])
    let yes = Condition.atLeast(.age, 5)
    let no = Condition.moreThan(.age, 5)
    let open = Condition.atLeast(.claims, 1)
    #expect(engine.verdict(.all([yes, open]), row: 0) == .cannotBeSaid)
    #expect(engine.verdict(.all([no, open]), row: 0) == .no)
    #expect(engine.verdict(.any([yes, open]), row: 0) == .yes)
    #expect(engine.verdict(.any([no, open]), row: 0) == .cannotBeSaid)
    #expect(engine.verdict(.not(open), row: 0) == .cannotBeSaid)
    #expect(engine.verdict(.not(no), row: 0) == .yes)
  }

  /// Learning a fact never turns a settled answer round.
  @Test(arguments: 0..<80) func learningAFactSettlesAndNeverTurns(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var whole = HighValueInventionTests.inForce
    for fact in [FactID.strategicIndustry, .grantedAbroad, .nationalAwards] {
      whole[fact] = Bool.random(using: &random) ? "1" : "0"
    }
    whole[.age] = "\(Int.random(in: 1...20, using: &random))"
    whole[.pledgeAmount] = "\(Int.random(in: 0...2, using: &random) * 1_000_000)"
    var part = whole
    for fact in whole.keys.sorted()
    where part.count > 3 && fact != .rightKind && fact != .office && fact != .legalStatus {
      if Bool.random(using: &random) { part[fact] = nil }
    }
    let engine = try engine([whole, part])
    #expect(engine.verdict(row: 0) != .cannotBeSaid, "seed \(seed)")
    let open = engine.verdict(row: 1)
    #expect(open == .cannotBeSaid || open == engine.verdict(row: 0), "seed \(seed)")
  }

  @Test func theNationalShareStandsBeside() throws {
    let (model, _) = try catalogue.load(Classification.self, id: "high-value-invention")
    #expect(model.benchmark?.share == 0.431 && model.cases.count == 5)
  }
}

@Suite struct BrokenScoreModelTests {
  private static let head = """
    kind: KIND
    id: x
    version: "1"
    title: {zh: 例, en: Example}
    checkedOn: 2026-11-21
    sources: {s: {title: Example, standing: house-default}}
    summary: {zh: 例, en: Example}

    """

  private static let set = """
    appliesTo: [invention]
    cohort: {levels: [[]], minimumSize: 2}
    scores:
      - {id: a, title: {zh: 例, en: A}, disclosure: {zh: 例, en: D}, source: s, fact: claims, step: {above: 1}}
    """

  private static let classification = """
    scope: {title: {zh: 例, en: S}, when: {fact: right-kind, is: invention}}
    cases:
      - {id: a, title: {zh: 例, en: A}, when: {fact: age, moreThan: 10}, says: {zh: 例, en: A}, source: s}
    """

  private func codes(_ kind: String, _ body: String) -> [String] {
    let text = BrokenScoreModelTests.head.replacingOccurrences(of: "KIND", with: kind) + body
    let file = ModelFile(path: "x.yaml", text: text, origin: .user)
    do {
      if kind == ScoreSet.kind {
        _ = try ModelCatalogue.load(ScoreSet.self, file: file)
      } else {
        _ = try ModelCatalogue.load(Classification.self, file: file)
      }
    } catch let list as ProblemList {
      #expect(list.problems.allSatisfy { $0.place?.line != nil })
      return list.problems.map(\.code.rawValue)
    } catch { return ["\(error)"] }
    return []
  }

  @Test func theWholeOnesLoad() {
    #expect(codes(ScoreSet.kind, BrokenScoreModelTests.set) == [])
    #expect(codes(Classification.kind, BrokenScoreModelTests.classification) == [])
  }

  @Test(arguments: [
    ("fact: claims", "fact: claimz", "MOD005"), ("source: s,", "source: t,", "MOD006"),
    ("step: {above: 1}", "step: {above: 1}, value: yes", "MOD005"), ("step: {above: 1}", "steps: 1", "MOD"),
    ("minimumSize: 2", "minimumSize: 1", "MOD005"), ("levels: [[]]", "levels: [[office]]", "MOD005"),
    ("step: {above: 1}", "table: {a: 1}", "MOD005"), ("step: {above: 1}", "curve: [[1, 1]]", "MOD005"),
    ("step: {above: 1}", "combine: mean, parts: []", "MOD"),
    ("step: {above: 1}", "shareOfCohort: 20", "MOD005"),
    ("[invention]", "[inventions]", "MOD"), ("step: {above: 1}", "value: yes, whenUnknown: [1, 0]", "MOD005"),
  ])
  func aBrokenSetDoesNotLoad(old: String, new: String, code: String) {
    let body = BrokenScoreModelTests.set.replacingOccurrences(of: old, with: new)
    #expect(body != BrokenScoreModelTests.set)
    let found = codes(ScoreSet.kind, body)
    #expect(found.contains { $0.hasPrefix(code.prefix(3)) }, "\(new): \(found)")
  }

  @Test(arguments: [
    ("fact: age, moreThan: 10", "fact: agee, moreThan: 10"), ("moreThan: 10", "more: 10"),
    ("is: invention", "is: []"), ("fact: age, moreThan: 10", "all: []"),
    ("fact: right-kind, is: invention", "fact: right-kind, atLeast: 1"),
    ("source: s", "source: t"), ("cases:", "case:"), ("is: invention", "is: inventions"),
    (
      "fact: age, moreThan: 10",
      "question: {id: q, title: {zh: 例, en: Q}, text: {zh: 例, en: Q}, answeredBy: [manager], show: [], source: s}, atLeast: 3"
    ),
  ])
  func aBrokenClassificationDoesNotLoad(old: String, new: String) {
    let body = BrokenScoreModelTests.classification.replacingOccurrences(of: old, with: new)
    #expect(body != BrokenScoreModelTests.classification)
    #expect(!codes(Classification.kind, body).isEmpty, "\(new)")
  }
}
