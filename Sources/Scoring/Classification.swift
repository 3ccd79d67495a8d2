public import Grading
public import PolicyModels
public import PortfolioCore

/// What is known of a question.
public enum Verdict: String, Sendable, CaseIterable {
  /// It is so.
  case yes
  /// It is not so.
  case no
  /// What is known does not suffice.
  case cannotBeSaid = "cannot-be-said"

  /// The answer that a condition gives.
  public init(_ truth: ConditionTruth) {
    switch truth {
    case .holds: self = .yes
    case .fails: self = .no
    case .open: self = .cannotBeSaid
    }
  }
}

/// A rule book that sorts rights into cases, each with its evidence: CNIPA's five cases of high-value inventions.
/// A right belongs to the class when one case holds; it does not when all cases are known not to hold; else
/// nothing can be said.
public struct Classification: PolicyModel {
  /// `classification`.
  public static let kind = "classification"

  /// One case.
  public struct Case: Sendable {
    /// The name in the file.
    public let id: String
    /// The name for people.
    public let title: BilingualText
    /// When it holds.
    public let test: Condition
    /// The sentence of the evidence; `{value}` is the first fact's value.
    public let says: BilingualText
    /// Where it comes from.
    public let source: String
  }

  /// A published share to compare with.
  public struct Benchmark: Sendable {
    /// The share, 0 to 1.
    public let share: Double
    /// What it is the share of.
    public let title: BilingualText
    /// Where it comes from.
    public let source: String
  }

  /// The lines at the head of the file.
  public let header: ModelHeader
  /// What the class is.
  public let summary: BilingualText
  /// Which rights are asked at all; the share is of these.
  public let scope: Condition
  /// What the scope is, in words.
  public let scopeTitle: BilingualText
  /// The cases.
  public let cases: [Case]
  /// A published share, where there is one.
  public let benchmark: Benchmark?

  /// Reads a classification; unknown facts, empty lists and unlisted sources are errors.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> Classification? {
    let reader = ClassificationReader(ScoreSetReader(log: log, sources: Set(header.sources.map(\.id))))
    let summary = map.bilingual("summary")
    var scope: Condition?
    var scopeTitle: BilingualText?
    if var given = map.map("scope") {
      scopeTitle = given.bilingual("title")
      scope = given.required("when").flatMap { reader.test($0) }
      given.finish()
    }
    let cases = map.list("cases").compactMap { reader.readCase($0) }
    reader.common.checkUnique(cases.map(\.id), at: map.place)
    let benchmark = map.optionalMap("benchmark").flatMap { reader.benchmark($0) }
    if cases.isEmpty { log.bad(map.place, zh: "cases 不得为空", en: "'cases' must not be empty") }
    guard let summary, let scope, let scopeTitle, !log.hasErrors else { return nil }
    return Classification(
      header: header, summary: summary, scope: scope, scopeTitle: scopeTitle, cases: cases,
      benchmark: benchmark)
  }
}

private struct ClassificationReader {
  let common: ScoreSetReader
  private var log: ModelLog { common.log }

  init(_ common: ScoreSetReader) { self.common = common }

  func readCase(_ value: ModelValue) -> Classification.Case? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    let title = map.bilingual("title")
    let test = map.required("when").flatMap { self.test($0) }
    let says = map.bilingual("says")
    let source = common.source(map.required("source"))
    map.finish()
    guard let id, let title, let test, let says, let source else { return nil }
    return Classification.Case(id: id, title: title, test: test, says: says, source: source)
  }

  func benchmark(_ given: ModelMap) -> Classification.Benchmark? {
    var map = given
    let share = map.number("share")
    let title = map.bilingual("title")
    let source = common.source(map.required("source"))
    map.finish()
    guard let share, let title, let source else { return nil }
    if !(0...1).contains(share) { log.bad(map.place, zh: "share 应为 0 至 1", en: "share is 0 to 1") }
    return Classification.Benchmark(share: share, title: title, source: source)
  }

  /// A condition over facts: nobody is asked here, so there are no questions.
  func test(_ value: ModelValue) -> Condition? {
    guard let condition = Condition.read(value, log: log) else { return nil }
    guard condition.inputs == condition.facts else {
      log.bad(
        value.place, zh: "分类的条件只能用事实，不能用专家题",
        en: "A classification's condition asks facts, not the questions to experts")
      return nil
    }
    return condition
  }
}

/// Answers a classification's questions for the rights of a table.
public struct ClassificationEngine: Sendable {
  /// The rule book.
  public let model: Classification
  /// The facts.
  public let table: FactTable

  private let scope: ConditionTruths
  private let tests: [ConditionTruths]

  /// An engine. Facts that the table lacks are unknown for every right.
  public init(model: Classification, table: FactTable) {
    self.model = model
    self.table = table
    scope = ConditionTruths(model.scope, table: table)
    tests = model.cases.map { ConditionTruths($0.test, table: table) }
  }

  /// Whether a condition holds. A fact that a right cannot have does not hold; one that is not known leaves the
  /// answer open, unless the other parts settle it (Kleene's logic of three values).
  public func verdict(_ test: Condition, row: Int) -> Verdict {
    Verdict(ConditionTruths(test, table: table).truth(row))
  }

  /// The answer to each case for a right, in the model's order.
  public func cases(row: Int) -> [Verdict] { tests.map { Verdict($0.truth(row)) } }

  /// Whether a right is asked at all.
  public func inScope(row: Int) -> Verdict { Verdict(scope.truth(row)) }

  /// Whether a right belongs to the class.
  public func verdict(row: Int) -> Verdict {
    let answers = cases(row: row)
    return answers.contains(.yes) ? .yes : answers.contains(.cannotBeSaid) ? .cannotBeSaid : .no
  }

  /// The counts of the stock.
  public func tally() -> ClassificationTally {
    var tally = ClassificationTally(cases: Array(repeating: 0, count: model.cases.count))
    for row in 0..<table.count {
      switch inScope(row: row) {
      case .no: continue
      case .cannotBeSaid:
        tally.scopeUnknown += 1
        continue
      case .yes: break
      }
      tally.inScope += 1
      let answers = cases(row: row)
      for (index, answer) in answers.enumerated() where answer == .yes { tally.cases[index] += 1 }
      if answers.contains(.yes) {
        tally.yes += 1
      } else if answers.contains(.cannotBeSaid) {
        tally.cannotBeSaid += 1
      } else {
        tally.no += 1
      }
    }
    return tally
  }
}

/// How many rights of a stock belong to a class.
public struct ClassificationTally: Sendable, Equatable {
  /// Rights that are asked at all.
  public var inScope = 0
  /// Rights of which it cannot be said whether they are to be asked.
  public var scopeUnknown = 0
  /// Rights of the class.
  public var yes = 0
  /// Rights that are not of the class.
  public var no = 0
  /// Rights of which nothing can be said.
  public var cannotBeSaid = 0
  /// Rights for which each case holds; a right may stand in several.
  public var cases: [Int]

  init(cases: [Int]) { self.cases = cases }

  /// The share of the class: what is proven, and what it is at most if every open right belonged to it. Nil
  /// without rights in scope.
  public var share: ClosedRange<Double>? {
    inScope > 0
      ? Double(yes) / Double(inScope)...Double(yes + cannotBeSaid) / Double(inScope) : nil
  }
}
