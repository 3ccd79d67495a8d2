internal import PolicyModels
public import PortfolioCore

/// The questions that a model puts to experts about the rights of a portfolio: plain data, for a form in any
/// shape. Answers come back through table `assessments` of the native format.
public struct Questionnaire: Sendable {
  /// One right with the questions that its part of the model asks.
  public struct Line: Sendable, Equatable {
    /// The row of the fact table.
    public let row: Int
    /// The stored id.
    public let rightID: Int64
    /// Indices into ``Questionnaire/questions``.
    public let questions: [Int]
  }

  /// The id of the model.
  public let model: String
  /// The role that the form is for; nil for all.
  public let role: String?
  /// The questions with their wordings, roles and the facts to be shown beside them.
  public let questions: [ExpertQuestion]
  /// The rights, in the order of the table.
  public let lines: [Line]

  /// The facts to be shown beside the rights, each once, in the order of the questions.
  public var shownFacts: [FactID] {
    var seen: Set<FactID> = []
    return questions.flatMap(\.shownFacts).filter { seen.insert($0).inserted }
  }

  /// The questionnaire of a model. Rights that gates put outside the grades are left out, for an answer would
  /// change nothing; gates of missing facts and of coverage do not count, for answers may lift them.
  /// - Parameters:
  ///   - engine: the model over the portfolio's facts.
  ///   - role: only questions that this role is asked; nil for all.
  ///   - unit: only rights whose text `unit` is this; nil for all.
  public init(_ engine: GradingEngine, role: String? = nil, unit: String? = nil) {
    let asked = engine.model.questions.filter { question in
      role.map { question.answeredBy.isEmpty || question.answeredBy.contains($0) } ?? true
    }
    let ofPart = engine.model.parts.map { part -> [Int] in
      let used = Set(
        part.axes.flatMap { $0.root.allCriteria.compactMap(\.question?.id) }
          + part.gates.flatMap(\.condition.inputs).compactMap(\.questionID))
      return asked.indices.filter { used.contains(asked[$0].id) }
    }
    var lines: [Line] = []
    for row in 0..<engine.table.count where engine.partOfRow[row] >= 0 {
      let number = Int(engine.partOfRow[row])
      let questions = ofPart[number]
      guard !questions.isEmpty, unit == nil || engine.table.text("unit", row) == unit else { continue }
      let part = engine.parts[number]
      let isOutside = part.part.gates.indices.contains { index in
        part.part.gates[index].effect == .outside && part.gates[index].holds(row)
      }
      if !isOutside {
        lines.append(Line(row: row, rightID: engine.table.rightIDs[row], questions: questions))
      }
    }
    self.model = engine.model.header.id
    self.role = role
    questions = asked
    self.lines = lines
  }
}

/// How far the assessors agree on one question.
public struct AssessorAgreement: Sendable, Equatable {
  /// The question's id.
  public let question: String
  /// The assessors who have answered.
  public let assessors: Int
  /// The rights with two answers or more.
  public let rights: Int
  /// How many of these have answers so far apart: by range, 0 to 4.
  public let ranges: [Int]
  /// The rows of the rights with a range of 3 or 4, the widest first.
  public let disputed: [Int]
  /// Kendall's W over the rights that all of ``judges`` have answered; nil when there are too few.
  public let concordance: Double?
  /// The assessors who went into W: those with the fewest answers are left out until two rights remain.
  public let judges: Int
  /// The rights that went into W.
  public let judgedRights: Int
}

extension ExpertAnswers {
  /// How far the assessors agree, question by question.
  public func agreement() -> [AssessorAgreement] {
    questions.indices.map { agreement(on: $0) }
  }

  private func agreement(on question: Int) -> AssessorAgreement {
    var byRow: [Int32: [Int32: Int32]] = [:]
    for answer in answers where answer.question == question {
      byRow[answer.row, default: [:]][answer.assessor] = answer.score
    }
    var ranges = [Int](repeating: 0, count: 5)
    var disputed: [(row: Int, range: Int)] = []
    for (row, given) in byRow where given.count > 1 {
      let scores = given.values
      let range = Int((scores.max() ?? 0) - (scores.min() ?? 0))
      ranges[min(range, 4)] += 1
      if range >= 3 { disputed.append((Int(row), range)) }
    }
    disputed.sort { ($1.range, $0.row) < ($0.range, $1.row) }
    var counts: [Int32: Int] = [:]
    for given in byRow.values { for assessor in given.keys { counts[assessor, default: 0] += 1 } }
    var judges = counts.keys.sorted { left, right in
      let a = counts[left] ?? 0
      let b = counts[right] ?? 0
      return a != b ? a > b : left < right
    }
    let all = judges.count
    func common() -> [Int32] {
      byRow.keys.filter { row in judges.allSatisfy { byRow[row]?[$0] != nil } }.sorted()
    }
    var rows = common()
    while rows.count < 2 && judges.count > 2 {
      judges.removeLast()
      rows = common()
    }
    let scores = judges.map { judge in rows.map { Double(byRow[$0]?[judge] ?? 0) } }
    let concordance = RankStatistics.kendallW(scores)
    return AssessorAgreement(
      question: questions[question], assessors: all, rights: byRow.values.count { $0.count > 1 },
      ranges: ranges, disputed: disputed.map(\.row), concordance: concordance,
      judges: concordance == nil ? 0 : judges.count, judgedRights: concordance == nil ? 0 : rows.count)
  }
}
