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
}

/// A rule book that sorts rights into cases, each with its evidence: CNIPA's five cases of high-value inventions.
/// A right belongs to the class when one case holds; it does not when all cases are known not to hold; else
/// nothing can be said.
public struct Classification: PolicyModel {
  /// `classification`.
  public static let kind = "classification"

  /// A condition over facts with three answers.
  public indirect enum Test: Sendable {
    /// All must hold.
    case all([Test])
    /// One must hold.
    case any([Test])
    /// Must not hold.
    case not(Test)
    /// The fact is one of these words.
    case isOneOf(FactID, [String])
    /// The fact is at least this.
    case atLeast(FactID, Double)
    /// The fact is more than this.
    case moreThan(FactID, Double)

    /// The facts that it looks at.
    public var facts: [FactID] {
      switch self {
      case .all(let list), .any(let list): return list.flatMap(\.facts)
      case .not(let inner): return inner.facts
      case .isOneOf(let id, _), .atLeast(let id, _), .moreThan(let id, _): return [id]
      }
    }
  }

  /// One case.
  public struct Case: Sendable {
    /// The name in the file.
    public let id: String
    /// The name for people.
    public let title: BilingualText
    /// When it holds.
    public let test: Test
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
  public let scope: Test
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
    var scope: Test?
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

  func test(_ value: ModelValue) -> Classification.Test? {
    var map = ModelMap(value, log: log)
    defer { map.finish() }
    for form in ["all", "any"] {
      guard let list = map.optional(form) else { continue }
      let tests = list.list(log).compactMap { test($0) }
      if tests.isEmpty {
        log.bad(list.place, zh: "\(form) 至少要有一个条件", en: "'\(form)' needs at least one condition")
      }
      return form == "all" ? .all(tests) : .any(tests)
    }
    if let inner = map.optional("not") { return test(inner).map { .not($0) } }
    guard let fact = common.fact(map.required("fact")) else { return nil }
    let isWord = FactCatalogue.definition(fact)?.type == .category
    if let words = map.optional("is") {
      let values: [ModelValue]
      if case .list(let several) = words.content { values = several } else { values = [words] }
      let texts = values.compactMap { $0.string(log) }
      if !isWord || texts.isEmpty {
        log.bad(
          words.place, value: fact.name, zh: "is 只用于词类事实，至少一个词", en: "'is' needs a fact of words, and a word")
      }
      return .isOneOf(fact, texts)
    }
    for bound in ["atLeast", "moreThan"] {
      guard let number = map.optionalNumber(bound) else { continue }
      if isWord {
        log.bad(
          value.place, value: fact.name, zh: "\(bound) 只用于数值事实", en: "'\(bound)' needs a fact of numbers")
      }
      return bound == "atLeast" ? .atLeast(fact, number) : .moreThan(fact, number)
    }
    log.bad(
      value.place, zh: "条件不完整", en: "The condition is not complete",
      remedy: BilingualText(
        zh: "写 all、any、not，或 fact 加 is、atLeast、moreThan 之一",
        en: "Write all, any or not, or fact with is, atLeast or moreThan"))
    return nil
  }
}

/// Answers a classification's questions for the rights of a table.
public struct ClassificationEngine: Sendable {
  /// The rule book.
  public let model: Classification
  /// The facts.
  public let table: FactTable

  /// An engine. Facts that the table lacks are unknown for every right.
  public init(model: Classification, table: FactTable) {
    self.model = model
    self.table = table
  }

  /// Whether a test holds. A fact that a right cannot have does not hold; one that is not known leaves the answer
  /// open, unless the other parts settle it (Kleene's logic of three values).
  public func verdict(_ test: Classification.Test, row: Int) -> Verdict {
    switch test {
    case .all(let list):
      let answers = list.map { verdict($0, row: row) }
      return answers.contains(.no) ? .no : answers.contains(.cannotBeSaid) ? .cannotBeSaid : .yes
    case .any(let list):
      let answers = list.map { verdict($0, row: row) }
      return answers.contains(.yes) ? .yes : answers.contains(.cannotBeSaid) ? .cannotBeSaid : .no
    case .not(let inner):
      switch verdict(inner, row: row) {
      case .yes: return .no
      case .no: return .yes
      case .cannotBeSaid: return .cannotBeSaid
      }
    case .isOneOf(let fact, let words):
      if let word = table[fact]?.category(row) { return words.contains(word) ? .yes : .no }
      return missing(fact, row)
    case .atLeast(let fact, let limit):
      if let number = table[fact]?.number(row) { return number >= limit ? .yes : .no }
      return missing(fact, row)
    case .moreThan(let fact, let limit):
      if let number = table[fact]?.number(row) { return number > limit ? .yes : .no }
      return missing(fact, row)
    }
  }

  private func missing(_ fact: FactID, _ row: Int) -> Verdict {
    table[fact]?.states[row] == .notApplicable ? .no : .cannotBeSaid
  }

  /// The answer to each case for a right, in the model's order.
  public func cases(row: Int) -> [Verdict] { model.cases.map { verdict($0.test, row: row) } }

  /// Whether a right is asked at all.
  public func inScope(row: Int) -> Verdict { verdict(model.scope, row: row) }

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
