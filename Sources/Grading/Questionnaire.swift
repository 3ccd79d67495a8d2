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
