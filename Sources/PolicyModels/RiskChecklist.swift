public import PortfolioCore

/// A checklist of risks: questions whose answers make a register of risks. A model file of the kind
/// `risk-checklist`.
public struct RiskChecklist: PolicyModel {
  /// `risk-checklist`.
  public static let kind = "risk-checklist"

  /// How grave a risk is when a question is not in order.
  public enum Severity: String, CaseIterable, Sendable {
    /// To be dealt with first.
    case high
    /// To be dealt with.
    case medium
    /// To be kept in view.
    case low
  }

  /// A stage of the work with its questions.
  public struct Section: Sendable {
    /// The name in the file.
    public let id: String
    /// The name for people.
    public let title: BilingualText
    /// The questions, in order.
    public let questions: [Question]
  }

  /// A question, put so that `yes` means in order.
  public struct Question: Sendable {
    /// The name by which answers are stored.
    public let id: String
    /// The question.
    public let ask: BilingualText
    /// What may happen when it is not in order.
    public let risk: BilingualText
    /// What to do about it.
    public let measure: BilingualText
    /// How grave the risk is.
    public let severity: Severity
    /// Days from the answer within which it is to be mended where the answer names no day.
    public let dueWithin: Int
    /// The source.
    public let source: String
  }

  /// The file's header.
  public let header: ModelHeader
  /// The sections, in order.
  public let sections: [Section]

  /// All questions, section after section.
  public var questions: [Question] { sections.flatMap(\.questions) }

  /// The question of an id with its section, or nil.
  public func question(_ id: String) -> (section: Section, question: Question)? {
    for section in sections {
      if let question = section.questions.first(where: { $0.id == id }) { return (section, question) }
    }
    return nil
  }

  /// Reads a checklist; two questions of one name are an error.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> RiskChecklist? {
    let sections = map.list("sections").compactMap { section($0, header, log) }
    var seen: Set<String> = []
    for id in sections.map(\.id) + sections.flatMap(\.questions).map(\.id) where !seen.insert(id).inserted {
      log.bad(map.place, value: id, zh: "名称重复", en: "The id is used twice")
    }
    if sections.isEmpty { log.bad(map.place, zh: "至少要有一节", en: "At least one section is needed") }
    return RiskChecklist(header: header, sections: sections)
  }

  private static func section(_ value: ModelValue, _ header: ModelHeader, _ log: ModelLog) -> Section? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    let title = map.bilingual("title")
    let questions = map.list("questions").compactMap { question($0, header, log) }
    map.finish()
    guard let id, let title else { return nil }
    if questions.isEmpty { log.bad(value.place, zh: "至少要有一个问题", en: "At least one question is needed") }
    return Section(id: id, title: title, questions: questions)
  }

  private static func question(_ value: ModelValue, _ header: ModelHeader, _ log: ModelLog) -> Question? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    let ask = map.bilingual("ask")
    let risk = map.bilingual("risk")
    let measure = map.bilingual("measure")
    let severity = map.word("severity", as: Severity.self)
    let dueWithin = map.integer("dueWithin")
    let source = map.required("source")
    let sourceID = source?.string(log)
    map.finish()
    if let source, let sourceID, !header.sources.contains(where: { $0.id == sourceID }) {
      log.add(
        Problem(
          .modelUnsourced, at: source.place, value: sourceID, zh: "文件开头的 sources 中没有这个来源",
          en: "The file's sources do not list this one"))
    }
    if let dueWithin, !(1...3660).contains(dueWithin) {
      log.bad(
        value.place, value: "\(dueWithin)", zh: "dueWithin 应为 1 至 3660 天",
        en: "dueWithin must be 1 to 3660 days")
    }
    guard let id, let ask, let risk, let measure, let severity, let dueWithin, let sourceID else {
      return nil
    }
    return Question(
      id: id, ask: ask, risk: risk, measure: measure, severity: severity, dueWithin: dueWithin,
      source: sourceID)
  }
}
