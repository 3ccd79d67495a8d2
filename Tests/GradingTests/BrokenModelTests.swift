import Grading
import PolicyModels
import PortfolioCore
import Testing

/// Faults in grading models are found, with code and line.
@Suite struct BrokenModelTests {
  /// A sound model of 41 lines.
  private static let sound = """
    kind: grading-model
    id: trial
    version: "1"
    title: {zh: 试, en: Trial}
    checkedOn: 2026-01-01
    sources:
      house: {title: House, standing: house-default}
    appliesTo: [invention]
    cohort:
      levels: [[filing-year], []]
      minimumSize: 5
    gates:
      - id: over
        title: {zh: 终, en: Over}
        when: {fact: legal-life, is: ended}
        says: {zh: 已终止, en: ended}
    groups:
      - id: only
        title: {zh: 组, en: Group}
        weight: 1
        criteria:
          - id: first
            title: {zh: 一, en: First}
            fact: claims
            weight: 0.6
            bands: [[0, 10], [5, 60]]
            whenUnknown: {range: [10, 60], assume: 30}
            says: {zh: 一, en: one}
            source: house
          - id: second
            title: {zh: 二, en: Second}
            fact: legal-status
            weight: 0.4
            table: {in-force: 100, pending: 50}
            whenUnknown: {range: [0, 100], assume: 50}
            whenNotApplicable: leave-out
            says: {zh: 二, en: two}
            source: house
    grades:
      - {grade: A, atLeast: 50, title: {zh: 甲, en: good}}
      - {grade: B, atLeast: 0, title: {zh: 乙, en: poor}}
    """

  struct Fault: CustomTestStringConvertible, Sendable {
    var name: String
    /// The line to be replaced, from 1.
    var line: Int
    /// What stands there instead, without its indentation; empty to take the line away.
    var with: String
    var code: ProblemCode
    /// Where the problem is reported, when that is another line.
    var reported: Int?
    /// A part of the English message, where several faults could stand at one line.
    var says: String
    var testDescription: String { name }

    init(
      _ name: String, _ line: Int, _ with: String, _ code: ProblemCode, reported: Int? = nil,
      says: String = ""
    ) {
      self.name = name
      self.line = line
      self.with = with
      self.code = code
      self.reported = reported
      self.says = says
    }
  }

  private func problems(_ text: String) throws -> [Problem] {
    let file = ModelFile(path: "Grading/trial.yaml", text: text, origin: .user)
    do {
      _ = try ModelCatalogue.load(GradingModel.self, file: file)
      return []
    } catch let list as ProblemList {
      return list.problems
    }
  }

  private func text(_ changes: [(line: Int, with: String)]) -> String {
    var lines = BrokenModelTests.sound.split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    for (line, with) in changes.sorted(by: { $0.line > $1.line }) {
      if with.isEmpty {
        lines.remove(at: line - 1)
      } else {
        lines[line - 1] = lines[line - 1].prefix { $0 == " " || $0 == "-" } + with
      }
    }
    return lines.joined(separator: "\n")
  }

  @Test func theSoundModelLoads() throws {
    #expect(try problems(BrokenModelTests.sound).isEmpty)
    #expect(BrokenModelTests.sound.split(separator: "\n").count == 41)
  }

  private static let faults: [Fault] = [
    Fault("weights of a group sum to 1.1", 25, "weight: 0.7", .modelBadValue, reported: 18),
    Fault("weights of a group sum to 0.999", 33, "weight: 0.399", .modelBadValue, reported: 18),
    Fault("weights of the groups sum to 0.9", 20, "weight: 0.9", .modelBadValue, reported: 18),
    Fault("a weight is no number", 25, "weight: much", .modelBadValue),
    Fault("unknown fact", 24, "fact: claim", .modelBadValue),
    Fault("unknown fact in a gate", 15, "when: {fact: life, is: ended}", .modelBadValue),
    Fault("unknown fact in a cohort", 10, "levels: [[field], []]", .modelBadValue),
    Fault("missing source", 29, "", .modelMissingKey, reported: 22),
    Fault("source not listed", 29, "source: home", .modelUnsourced),
    Fault("unknown key", 36, "whenMissing: leave-out", .modelUnknownKey),
    Fault("unknown key at the top", 8, "appliesto: [invention]", .modelUnknownKey),
    Fault("bands not rising", 26, "bands: [[0, 10], [0, 60]]", .modelBadValue),
    Fault("bands falling", 26, "bands: [[5, 10], [0, 60]]", .modelBadValue),
    Fault("no band", 26, "bands: []", .modelBadValue),
    Fault("points over 100", 26, "bands: [[0, 10], [5, 101]]", .modelBadValue),
    Fault("a band of three numbers", 26, "bands: [[0, 10, 5]]", .modelBadValue),
    Fault("two scales", 26, "{bands: [[0, 10]], linear: {from: 0, to: 5}}", .modelBadValue, reported: 22),
    Fault("no scale", 26, "", .modelBadValue, reported: 22),
    Fault("line without length", 26, "linear: {from: 5, to: 5}", .modelBadValue),
    Fault("a table for numbers", 26, "table: {many: 100}", .modelBadValue, reported: 22),
    Fault("bands for words", 34, "bands: [[0, 10]]", .modelBadValue, reported: 30),
    Fault("assumption outside the range", 27, "whenUnknown: {range: [10, 60], assume: 70}", .modelBadValue),
    Fault("range upside down", 27, "whenUnknown: {range: [60, 10], assume: 30}", .modelBadValue),
    Fault("no rule for unknown values", 27, "", .modelMissingKey, reported: 22),
    Fault("unknown rule for what does not apply", 36, "whenNotApplicable: forget", .modelBadValue),
    Fault("one id twice", 30, "id: first", .modelBadValue),
    Fault("a kind of right that there is not", 8, "appliesTo: [inventions]", .modelBadValue),
    Fault("levels without the whole", 10, "levels: [[filing-year]]", .modelBadValue, reported: 10),
    Fault("a cohort of one", 11, "minimumSize: 1", .modelBadValue, reported: 10),
    Fault("a condition without a question", 15, "when: {fact: legal-life}", .modelBadValue),
    Fault(
      "grades in the wrong order", 40, "{grade: A, atLeast: 0, title: {zh: 甲, en: good}}", .modelBadValue),
    Fault(
      "the last grade begins above 0", 41, "{grade: B, atLeast: 5, title: {zh: 乙, en: poor}}", .modelBadValue,
      reported: 40),
    Fault("one language alone", 28, "says: {zh: 一}", .modelMissingKey),
    Fault("another kind of model", 1, "kind: fee-schedule", .modelBadValue),
  ]

  private static let above = "A weight must be above 0"
  private static let noValue = "has no such value"

  /// Faults that load elsewhere, grade wrongly and show nothing: told by their own words.
  private static let silentFaults: [Fault] = [
    Fault("a criterion's weight of 0", 25, "weight: 0", .modelBadValue, says: above),
    Fault("a criterion's weight below 0", 25, "weight: -0.6", .modelBadValue, says: above),
    Fault("a criterion's weight above 1", 33, "weight: 1.01", .modelBadValue, says: "at most 1"),
    Fault("a weight with two points", 25, "weight: 0.6.1", .modelBadValue, says: "Not a decimal number"),
    Fault("a weight with its sign behind", 25, "weight: 0.6-", .modelBadValue, says: "Not a decimal number"),
    Fault("a group's weight of 0", 20, "weight: 0", .modelBadValue, says: above),
    Fault("a group's weight below 0", 20, "weight: -1", .modelBadValue, says: above),
    Fault("a group's weight above 1", 20, "weight: 2", .modelBadValue, says: "at most 1"),
    Fault(
      "is for a number", 15, "when: {fact: claims, is: 3}", .modelBadValue, says: "'is' needs a fact of words"
    ),
    Fault(
      "is for years", 15, "when: {fact: age, is: [old]}", .modelBadValue, says: "'is' needs a fact of words"),
    Fault(
      "is without a word", 15, "when: {fact: legal-life, is: []}", .modelBadValue, says: "at least one word"),
    Fault(
      "a life that there is not", 15, "when: {fact: legal-life, is: over}", .modelBadValue, says: noValue),
    Fault(
      "a status that there is not, among others", 15, "when: {fact: legal-status, is: [lapsed, in_force]}",
      .modelBadValue, says: noValue),
    Fault(
      "a kind that there is not", 15, "when: {fact: right-kind, is: patent}", .modelBadValue, says: noValue),
    Fault("a stage that there is not", 15, "when: {fact: stage, is: pending}", .modelBadValue, says: noValue),
    Fault(
      "a use that there is not", 15, "when: {fact: product-use, is: none}", .modelBadValue, says: noValue),
    Fault(
      "a word that there is not, within not", 15, "when: {not: {fact: legal-life, is: over}}", .modelBadValue,
      says: noValue),
    Fault(
      "a word that there is not, within all", 15, "when: {all: [{fact: legal-life, is: over}]}",
      .modelBadValue,
      says: noValue),
    Fault(
      "all of nothing", 15, "when: {all: []}", .modelBadValue, says: "'all' needs at least one condition"),
    Fault(
      "any of nothing", 15, "when: {any: []}", .modelBadValue, says: "'any' needs at least one condition"),
    Fault(
      "at least for a word", 15, "when: {fact: legal-life, atLeast: 3}", .modelBadValue,
      says: "'atLeast' needs a fact of numbers"),
    Fault(
      "at most for a word", 15, "when: {fact: office, atMost: 3}", .modelBadValue,
      says: "'atMost' needs a fact of numbers"),
    Fault("two questions at once", 15, "when: {fact: legal-life, is: ended, atLeast: 3}", .modelUnknownKey),
    Fault(
      "points for a word that there is not", 34, "table: {in-force: 100, pendig: 50}", .modelBadValue,
      says: noValue),
    Fault("cohorts by a decimal", 10, "levels: [[age], []]", .modelBadValue, says: "cannot form cohorts"),
    Fault(
      "cohorts by a decimal beside a year", 10, "levels: [[filing-year, remaining-term], []]", .modelBadValue,
      says: "cannot form cohorts"),
    Fault("for no kind of right", 8, "appliesTo: []", .modelBadValue, reported: 1, says: "appliesTo needs"),
    Fault(
      "one grade twice", 41, "{grade: A, atLeast: 0, title: {zh: 乙, en: poor}}", .modelBadValue,
      says: "used twice"),
  ]

  /// What the faults above are one step away from.
  @Test(arguments: [
    (15, "when: {fact: legal-status, is: [lapsed, expired]}"), (15, "when: {fact: office, is: [CN, XX]}"),
    (15, "when: {fact: technology-field, is: \"32\"}"), (15, "when: {fact: product-use, is: defensive}"),
    (15, "when: {fact: claims, atLeast: 3}"), (15, "when: {fact: remaining-term, atMost: 0.5}"),
    (15, "when: {fact: legal-life, unknown: yes}"),
    (15, "when: {all: [{fact: legal-life, is: ended}, {not: {fact: stage, is: granted}}]}"),
    (10, "levels: [[office, filing-year], []]"), (34, "table: {in-force: 100, annuity-late: 50}"),
    (8, "appliesTo: [trademark]"),
  ])
  func soundVariantsLoad(line: Int, with: String) throws {
    #expect(try problems(text([(line, with)])).isEmpty)
  }

  @Test(arguments: faults + silentFaults)
  private func faultIsFoundAtItsLine(fault: Fault) throws {
    // Two scales take the place of one line.
    let with = fault.name == "two scales" ? "bands: [[0, 10]]\n        linear: {from: 0, to: 5}" : fault.with
    let found = try problems(text([(fault.line, with)]))
    let line = fault.reported ?? fault.line
    #expect(
      found.contains {
        $0.code == fault.code && $0.place?.line == line && $0.severity == .error
          && $0.message.en.contains(fault.says)
      },
      "\(found.map { "\($0.code.rawValue) \($0.place?.line ?? 0) \($0.message.en)" })")
    for problem in found {
      #expect(problem.place?.file == "Grading/trial.yaml")
      #expect(!problem.message.zh.isEmpty && !problem.message.en.isEmpty)
    }
  }

  /// What a condition asks of a fact that does not exist is no unknown key; the fact that was meant is told.
  @Test(arguments: ["is: ended", "atLeast: 3", "yearsSince: {atLeast: 3}", "unknown: yes"])
  func aMisspeltFactIsOneFault(asked: String) throws {
    let found = try problems(text([(15, "when: {fact: legal-lif, \(asked)}")]))
    #expect(found.map(\.code) == [.modelBadValue], "\(found)")
    #expect(found.first?.remedy?.en.hasPrefix("Did you mean 'legal-life'?") == true)
    #expect(found.first?.remedy?.zh.hasPrefix("是否指“legal-life”") == true)
  }

  @Test func allFaultsAreShownAtOnce() throws {
    let found = try problems(
      text([(15, "when: {fact: life, is: ended}"), (24, "fact: claim"), (38, "source: home")]))
    let lines = Set(found.compactMap { $0.place?.line })
    #expect(lines.isSuperset(of: [15, 24, 38]))
  }

  @Test func brokenYAMLNamesItsLine() throws {
    let found = try problems(text([(10, "levels: [[filing-year], []")]))
    #expect(found.count == 1)
    #expect(found.first?.code == .modelSyntax)
    #expect(found.first?.place?.line.map { (10...12).contains($0) } == true, "\(found)")
  }
}
