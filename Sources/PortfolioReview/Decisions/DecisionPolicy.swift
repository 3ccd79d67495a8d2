public import Grading
public import PolicyModels
public import PortfolioCore

/// Who must sign which decision, the reason codes, and the papers of a decision (model files of kind
/// `decision-policy`).
public struct DecisionPolicy: PolicyModel {
  /// `decision-policy`.
  public static let kind = "decision-policy"

  /// A reason by its code.
  public struct Reason: Sendable, Equatable {
    /// The code.
    public let id: String
    /// The reason for people.
    public let title: BilingualText
  }

  /// How many persons must sign a decision of some sort.
  public struct Tier: Sendable, Equatable {
    /// The name in the file.
    public let id: String
    /// What decisions it is for.
    public let title: BilingualText
    /// The actions; nil for all.
    public let actions: Set<DisposalAction>?
    /// The grades that it is for; nil for all.
    public let outcomes: Outcomes?
    /// Only decisions against what the run recommended.
    public let against: Bool
    /// Only decisions for which a conflict was accepted.
    public let conflicts: Bool
    /// How many must sign, the decider among them.
    public let signatures: Int
    /// Where it comes from.
    public let source: String

    var isForAll: Bool { actions == nil && outcomes == nil && !against && !conflicts }
  }

  /// Grades of rule books. Every book has words of its own for its grades, so a rule names them book by book; for
  /// books that it does not name it counts from the best grade down.
  public struct Outcomes: Sendable, Equatable {
    /// The grades, or gates, of the books that are named, by the book's id.
    public let ofBook: [String: Set<String>]
    /// How many grades from the best down in any other book; 0 for none.
    public let best: Int
    /// The place of each book's name in the file.
    let places: [String: Place]

    /// Whether a grade is among them.
    public func contain(_ grade: GradedOutcome) -> Bool {
      if let names = ofBook[grade.book] { return names.contains(grade.name) }
      return grade.rank.map { $0 < best } ?? false
    }
  }

  /// A paper that belongs to a decision.
  public struct Paper: Sendable, Equatable {
    /// The name in the file, by which it is recorded.
    public let id: String
    /// What it is.
    public let title: BilingualText
    /// The decisions that need it.
    public let actions: Set<DisposalAction>
    /// Where it comes from.
    public let source: String
  }

  /// The lines at the head of the file.
  public let header: ModelHeader
  /// The reasons, in order.
  public let reasons: [Reason]
  /// The tiers; the first that fits counts, and the last fits all.
  public let tiers: [Tier]
  /// The papers, in order.
  public let papers: [Paper]

  /// The papers that a decision of an action needs.
  public func papers(of action: DisposalAction) -> [Paper] { papers.filter { $0.actions.contains(action) } }

  /// The tier of a decision.
  /// - Parameters:
  ///   - recommended: the plan's word for the right; nil where nothing was recommended.
  ///   - hasConflicts: whether a conflict was shown and accepted.
  public func tier(
    _ action: DisposalAction, outcome: GradedOutcome, recommended: String?, hasConflicts: Bool
  ) -> Tier? {
    tiers.first { tier in
      tier.actions?.contains(action) ?? true && tier.outcomes?.contain(outcome) ?? true
        && (!tier.against || DecisionPolicy.isAgainst(action, recommended))
        && (!tier.conflicts || hasConflicts)
    }
  }

  /// Whether a decision goes against a recommendation: giving up what was to be kept, or keeping what was a
  /// candidate to let lapse. Where nothing was recommended there is nothing to go against.
  public static func isAgainst(_ action: DisposalAction, _ recommended: String?) -> Bool {
    guard let plan = recommended.flatMap({ PlanAction(word: $0) }), plan.isDecided else {
      return false
    }
    return plan.letsGo ? action == .keep : action.endsPayment || action == .donate || action == .declassify
  }

  // MARK: Reading

  /// Reads a policy; a tier that can never be reached, or none for all other decisions, is an error.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> DecisionPolicy? {
    let sources = Set(header.sources.map(\.id))
    let reasons = map.list("reasons").compactMap { value -> Reason? in
      var entry = ModelMap(value, log: log)
      let id = entry.string("id")
      let title = entry.bilingual("title")
      entry.finish()
      guard let id, let title else { return nil }
      return Reason(id: id, title: title)
    }
    let tiers = map.list("tiers").compactMap { tier($0, sources, log) }
    let papers = map.optionalList("papers").compactMap { value -> Paper? in
      var entry = ModelMap(value, log: log)
      let id = entry.string("id")
      let title = entry.bilingual("title")
      let actions = entry.list("actions").compactMap { $0.word(as: DisposalAction.self, log) }
      let source = TargetSet.listed(entry.required("source"), sources, log)
      entry.finish()
      guard let id, let title, let source else { return nil }
      return Paper(id: id, title: title, actions: Set(actions), source: source)
    }
    for (place, tier) in tiers.enumerated() where tier.isForAll != (place == tiers.count - 1) {
      log.bad(
        map.place, value: tier.id, zh: "最后一个档次须适用于全部其他决定，其余各档须有条件",
        en: "The last tier must be for all other decisions, and every other one needs a condition")
    }
    if tiers.isEmpty { log.bad(map.place, zh: "tiers 不得为空", en: "'tiers' must not be empty") }
    for ids in [reasons.map(\.id), tiers.map(\.id), papers.map(\.id)] {
      for (index, id) in ids.enumerated() where ids[..<index].contains(id) {
        log.bad(map.place, value: id, zh: "编号重复", en: "This id stands twice")
      }
    }
    return log.hasErrors
      ? nil : DecisionPolicy(header: header, reasons: reasons, tiers: tiers, papers: papers)
  }

  private static func outcomes(_ given: ModelMap, _ log: ModelLog) -> Outcomes {
    var given = given
    let best = given.optionalInteger("best") ?? 0
    var books: [String: Set<String>] = [:]
    var places: [String: Place] = [:]
    for entry in given.list("books") {
      var book = ModelMap(entry, log: log)
      let place = book.place
      let id = book.string("book")
      let names = book.list("grades").compactMap { $0.string(log) }
      book.finish()
      guard let id else { continue }
      books[id] = Set(names)
      places[id] = place
    }
    given.finish()
    return Outcomes(ofBook: books, best: best, places: places)
  }

  /// What a rule names and no rule book has: then the rule never applies, and nobody notices.
  /// - Parameter books: the rule books there are.
  public func unmatched(_ books: [GradingModel]) -> [Problem] {
    tiers.flatMap { tier -> [Problem] in
      guard let outcomes = tier.outcomes else { return [] }
      return outcomes.ofBook.sorted { $0.key < $1.key }.flatMap { id, names -> [Problem] in
        func warning(_ value: String, _ zh: String, _ en: String, _ known: [String]) -> Problem {
          Problem(
            .modelMatchesNothing, at: outcomes.places[id], value: value, zh: zh, en: en,
            remedy: BilingualText(
              zh: "可用：" + known.joined(separator: "、"), en: "Known: " + known.joined(separator: ", ")))
        }
        guard let book = books.first(where: { $0.header.id == id }) else {
          return [
            warning(
              id, "档次 \(tier.id) 所列的分级模型不存在", "Tier \(tier.id) names a rule book that is not there",
              books.map(\.header.id).sorted())
          ]
        }
        let known = book.grades.map(\.grade) + book.gates.map(\.id)
        return names.subtracting(known).sorted().map {
          warning(
            $0, "档次 \(tier.id) 所列的等级不在模型 \(id) 中", "Tier \(tier.id) names a grade that \(id) does not give",
            known)
        }
      }
    }
  }

  private static func tier(_ value: ModelValue, _ sources: Set<String>, _ log: ModelLog) -> Tier? {
    var entry = ModelMap(value, log: log)
    let id = entry.string("id")
    let title = entry.bilingual("title")
    let actions = entry.optional("actions")?.list(log).compactMap { $0.word(as: DisposalAction.self, log) }
    let outcomes = entry.optionalMap("outcomes").map { self.outcomes($0, log) }
    let against = entry.optionalFlag("against") ?? false
    let conflicts = entry.optionalFlag("conflicts") ?? false
    let signatures = entry.integer("signatures")
    let source = TargetSet.listed(entry.required("source"), sources, log)
    entry.finish()
    guard let id, let title, let signatures, let source else { return nil }
    if !(1...9).contains(signatures) {
      log.bad(value.place, value: "\(signatures)", zh: "signatures 应为 1 至 9", en: "signatures is 1 to 9")
    }
    return Tier(
      id: id, title: title, actions: actions.map { Set($0) }, outcomes: outcomes,
      against: against, conflicts: conflicts, signatures: signatures, source: source)
  }
}

extension DisposalAction {
  /// Whether the owner stops paying because of it: the right is let lapse or given up.
  public var endsPayment: Bool { self == .letLapse || self == .abandon }
}

/// What a rule book said of a right.
public struct GradedOutcome: Sendable, Equatable {
  /// The rule book's id.
  public let book: String
  /// The grade, or the gate.
  public let name: String
  /// The grade's place among those for its kind of right, 0 for the best; nil without a grade.
  public let rank: Int?

  /// An outcome by its name in a rule book.
  public init(book: GradingModel, name: String) {
    self.book = book.header.id
    self.name = name
    rank = book.parts.lazy.compactMap { part in part.grades.firstIndex { $0.grade == name } }.first
  }
}
