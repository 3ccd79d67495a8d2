public import PortfolioCore

/// What a grading needs beside the facts.
public struct GradingContext: Sendable {
  /// The id of a weight set; nil for the weights of the tree.
  public var weightSet: String?
  /// The answers of experts, by row of the table.
  public var answers: ExpertAnswers
  /// What an earlier run said, for hysteresis and comparison; nil when there is none.
  public var earlier: EarlierGrades?
  /// The weights of a stored run; nil to reckon them.
  public var weights: ResolvedWeights?

  /// A context; by default the weights of the tree, no answers and no earlier run.
  public init(
    weightSet: String? = nil, answers: ExpertAnswers = ExpertAnswers(), earlier: EarlierGrades? = nil,
    weights: ResolvedWeights? = nil
  ) {
    self.weightSet = weightSet
    self.answers = answers
    self.earlier = earlier
    self.weights = weights
  }
}

/// Grades a fact table by a model.
///
/// A score is the weighted mean of the criteria's points. Unknown facts count their assumption; the interval
/// takes their least and greatest points instead. The same routine, ``parts(row:)``, gives a row's score and
/// its explanation.
public struct GradingEngine: Sendable {
  /// The model.
  public let model: GradingModel
  /// The facts.
  public let table: FactTable
  /// What else took part.
  public let context: GradingContext
  /// The weights that are used.
  public let weights: ResolvedWeights
  var parts: [CompiledPart]
  let rowsOfPart: [[Int32]]
  let partOfRow: [Int8]

  /// Prepares cohorts and scales for a table. Facts that the table lacks count as unknown for every right.
  /// - Parameter cohorts: a cache shared by several models over the same table.
  public init(
    model: GradingModel, table: FactTable, context: GradingContext = GradingContext(),
    cohorts: CohortCache? = nil
  ) {
    self.model = model
    self.table = table
    self.context = context
    let cohorts = cohorts ?? CohortCache(table)
    (partOfRow, rowsOfPart) = GradingEngine.divide(table, model)
    var scorers: [String: CriterionScorer] = [:]
    for criterion in model.criteria {
      scorers[criterion.id] = CriterionScorer(
        criterion: criterion, table: table, rule: model.cohort, answers: context.answers, cohorts: cohorts)
    }
    var resolver = WeightResolver(
      model: model, weightSet: context.weightSet.flatMap { id in model.weightSets.first { $0.id == id } },
      scorers: scorers, rowsOfPart: rowsOfPart)
    let weights = context.weights ?? resolver.resolve()
    self.weights = weights
    var questions: [FactID: FactColumn] = [:]
    for id in Set(model.gates.flatMap(\.condition.inputs)) {
      guard let question = model.questions.first(where: { $0.fact == id }) else { continue }
      questions[id] =
        scorers.values.first { $0.criterion.question?.id == question.id }?.column
        ?? AnswerColumn(question, context.answers, rows: table.count).column(question)
    }
    var firstGrade = 0
    var firstGate = 0
    parts = model.parts.map { part in
      let axes = part.axes.map { axis in
        CompiledPart.Axis(
          weight: axis.weight.asDouble, limits: axis.tiers.map(\.atLeast),
          scorers: GradingEngine.leaves(axis.root, 1, weights, scorers))
      }
      defer {
        firstGrade += part.grades.count
        firstGate += part.gates.count
      }
      return CompiledPart(
        part: part, firstGrade: firstGrade, firstGate: firstGate, axes: axes,
        gates: part.gates.map { gate in
          CompiledCondition(gate.condition, asOf: table.asOf) { id in
            id.isQuestion ? questions[id] : table[id]
          }
        },
        required: part.requiredFacts.map { table[$0] })
    }
  }

  /// The criteria of a group with the product of the shares above them.
  private static func leaves(
    _ group: CriterionGroup, _ above: Double, _ weights: ResolvedWeights, _ scorers: [String: CriterionScorer]
  ) -> [(scorer: CriterionScorer, weight: Double)] {
    func share(_ id: String, _ weight: Double) -> Double { above * (weights.shares[id]?.asDouble ?? weight) }
    return group.groups.flatMap { leaves($0, share($0.id, $0.weight.asDouble), weights, scorers) }
      + group.criteria.compactMap { criterion in
        scorers[criterion.id].map { ($0, share(criterion.id, criterion.weight.asDouble)) }
      }
  }

  /// The part of each row, -1 where the model does not grade its kind, and the rows of each part. A right
  /// whose kind is not known goes to the first part, as the only one of most models.
  private static func divide(_ table: FactTable, _ model: GradingModel) -> ([Int8], [[Int32]]) {
    var partOfRow = [Int8](repeating: 0, count: table.count)
    if let column = table[.rightKind], case .categories(let codes, let names) = column.values {
      let parts = names.map { name in Int8(RightKind(rawValue: name).flatMap { model.part(for: $0) } ?? -1) }
      for row in partOfRow.indices where column.states[row] == .known {
        partOfRow[row] = parts[Int(codes[row])]
      }
    }
    var rows = model.parts.map { _ in [Int32]() }
    for row in partOfRow.indices where partOfRow[row] >= 0 { rows[Int(partOfRow[row])].append(Int32(row)) }
    return (partOfRow, rows)
  }

  /// The part that grades a row, or nil.
  public func part(_ row: Int) -> GradingPart? { partOfRow[row] < 0 ? nil : model.parts[Int(partOfRow[row])] }

  /// The index of the part that grades a row among the model's, or nil.
  public func partIndex(_ row: Int) -> Int? { partOfRow[row] < 0 ? nil : Int(partOfRow[row]) }

  func compiled(_ row: Int) -> CompiledPart? { partOfRow[row] < 0 ? nil : parts[Int(partOfRow[row])] }

  /// The index among the model's grades that a score alone gives a row: without hysteresis, and gates not
  /// looked at. Nil where the model does not grade the row or two axes decide.
  public func band(_ points: Double, row: Int) -> Int? {
    guard let part = compiled(row), part.part.matrix == nil else { return nil }
    return part.firstGrade + part.tier(points, axis: 0, last: nil)
  }

  /// The parts of a right's score, one a criterion, in the model's order; empty for kinds that the model does
  /// not grade.
  public func parts(row: Int) -> [ScorePart] {
    guard let part = compiled(row) else { return [] }
    let scores = part.axes.map { axis in axis.scorers.map { ($0.scorer, $0.weight, $0.scorer.score(row)) } }
    let sums = scores.map { list in
      list.reduce(0.0) { $0 + ($1.2.state == .leftOut ? 0 : $1.1) }
    }
    let total = zip(part.axes, sums).reduce(0.0) { $0 + ($1.1 > 0 ? $1.0.weight : 0) }
    return scores.indices.flatMap { axis in
      scores[axis].map { scorer, weight, score in
        let isUsed = score.state != .leftOut && sums[axis] > 0 && total > 0
        return ScorePart(
          criterion: scorer.criterion, axis: axis, state: score.state,
          factState: scorer.column?.states[row] ?? .unknown,
          weight: isUsed ? part.axes[axis].weight / total * weight / sums[axis] : 0,
          points: score.points, low: score.low, high: score.high, known: score.known,
          cohort: score.state == .known ? scorer.cohortNote(row) : nil)
      }
    }
  }
}

/// One criterion's part in a right's score.
public struct ScorePart: Sendable {
  /// How the part came about.
  public enum State: Sendable, Equatable {
    /// From a known value.
    case known
    /// From the answers of some of the experts asked; the others are missing.
    case partlyKnown
    /// From the assumption for an unknown value.
    case unknown
    /// The right can have no such value, and the model leaves the criterion out.
    case leftOut
  }

  /// The criterion.
  public let criterion: Criterion
  /// The axis of the part that it belongs to; 0 for a part of one axis.
  public let axis: Int
  /// How the part came about.
  public let state: State
  /// The state of the fact.
  public let factState: FactState
  /// The share of the whole score, 0 to 1, after left-out criteria have given theirs away.
  public let weight: Double
  /// The points, 0 to 100.
  public let points: Double
  /// The least points possible.
  public let low: Double
  /// The greatest points possible.
  public let high: Double
  /// The share of the criterion that rests on known values, 0 to 1.
  public let known: Double
  /// The cohort that the value was compared with.
  public let cohort: CohortNote?

  /// Weight times points: what the part adds to the score.
  public var contribution: Double { weight * points }
}
