internal import Grading
internal import PolicyModels
internal import PortfolioCore

/// What a model made of a run's facts, as column bytes and back. Several models of one run lie below several
/// prefixes.
enum GradeColumnCodec {
  /// What does not fit into columns; it lies in the run's JSON.
  struct Notes: Codable {
    struct Earlier: Codable {
      var run: Int64
      var asOf: CalendarDay
      var names: [String]
      var axes: Int
    }

    /// The path of the model's file among the run's.
    var model: String
    var weights: ResolvedWeights
    var earlier: Earlier?
  }

  static func notes(of view: GradingView) -> Notes {
    Notes(
      model: view.model.header.file.path, weights: view.weights,
      earlier: view.earlier.map {
        Notes.Earlier(run: $0.runID, asOf: $0.asOf, names: $0.names, axes: $0.tiers.count)
      })
  }

  static func columns(of view: GradingView, under prefix: String) -> [(name: String, bytes: [UInt8])] {
    let grades = view.grades
    var columns: [(name: String, bytes: [UInt8])] = [
      ("codes", ColumnCodec.encode(numbers: grades.codes)),
      ("points", ColumnCodec.encode(numbers: grades.points)),
      ("low", ColumnCodec.encode(numbers: grades.low)),
      ("high", ColumnCodec.encode(numbers: grades.high)),
      ("coverage", ColumnCodec.encode(numbers: grades.coverage)),
      ("worst", ColumnCodec.encode(numbers: grades.worst)),
      ("best", ColumnCodec.encode(numbers: grades.best)),
    ]
    for (number, axis) in grades.axes.enumerated() {
      columns.append(("axis\(number)/tiers", ColumnCodec.encode(numbers: axis.tiers)))
      guard !axis.points.isEmpty else { continue }
      columns.append(("axis\(number)/points", ColumnCodec.encode(numbers: axis.points)))
      columns.append(("axis\(number)/low", ColumnCodec.encode(numbers: axis.low)))
      columns.append(("axis\(number)/high", ColumnCodec.encode(numbers: axis.high)))
    }
    if let earlier = view.earlier {
      columns.append(("earlier/outcomes", ColumnCodec.encode(numbers: earlier.outcomes)))
      columns.append(("earlier/points", ColumnCodec.encode(numbers: earlier.points)))
      for (number, tiers) in earlier.tiers.enumerated() {
        columns.append(("earlier/tiers\(number)", ColumnCodec.encode(numbers: tiers)))
      }
    }
    return columns.map { (prefix + "/" + $0.name, $0.bytes) }
  }

  /// Reads what a model made of a run. Runs stored before grades had axes are graded again for these.
  static func view(
    model: GradingModel, notes: Notes?, table: FactTable, answers: ExpertAnswers, under prefix: String,
    _ reader: ColumnReader
  ) throws -> GradingView {
    func numbers<Number: BitwiseCopyable>(_ name: String, _ type: Number.Type) throws -> [Number] {
      try reader.numbers(prefix + "/" + name, type)
    }
    var earlier: EarlierGrades?
    if let kept = notes?.earlier {
      let found = EarlierGrades(
        runID: kept.run, asOf: kept.asOf, names: kept.names,
        outcomes: try numbers("earlier/outcomes", Int16.self),
        points: try numbers("earlier/points", Float.self),
        tiers: try (0..<max(0, min(kept.axes, 2))).map { try numbers("earlier/tiers\($0)", Int8.self) })
      guard fits(found, table, model) else { throw reader.damaged(prefix) }
      earlier = found
    }
    var grades = GradingResult(
      codes: try numbers("codes", Int16.self), points: try numbers("points", Float.self),
      low: try numbers("low", Float.self), high: try numbers("high", Float.self),
      coverage: try numbers("coverage", Float.self), worst: [], best: [], axes: [])
    if let notes {
      grades.worst = try numbers("worst", Int16.self)
      grades.best = try numbers("best", Int16.self)
      let hasTwoAxes = model.parts.contains { $0.axes.count > 1 }
      grades.axes = try (0..<(hasTwoAxes ? 2 : 1)).map { number in
        func column(_ name: String) throws -> [Float] {
          hasTwoAxes ? try numbers("axis\(number)/\(name)", Float.self) : []
        }
        return GradingResult.AxisColumns(
          tiers: try numbers("axis\(number)/tiers", Int8.self), points: try column("points"),
          low: try column("low"), high: try column("high"))
      }
      guard fits(grades, table, model) else { throw reader.damaged(prefix) }
      return GradingView(model: model, grades: grades, weights: notes.weights, earlier: earlier)
    }
    let engine = GradingEngine(model: model, table: table, context: GradingContext(answers: answers))
    let again = engine.grade()
    grades.worst = again.worst
    grades.best = again.best
    grades.axes = again.axes
    guard fits(grades, table, model) else { throw reader.damaged(prefix) }
    return GradingView(model: model, grades: grades, weights: engine.weights, earlier: nil)
  }

  /// Whether there is a grade for each right, and each is one of the model's.
  private static func fits(_ grades: GradingResult, _ table: FactTable, _ model: GradingModel) -> Bool {
    var counts = [
      grades.codes.count, grades.points.count, grades.low.count, grades.high.count, grades.coverage.count,
      grades.worst.count, grades.best.count,
    ]
    for axis in grades.axes {
      counts.append(axis.tiers.count)
      if !axis.points.isEmpty || !axis.low.isEmpty || !axis.high.isEmpty {
        counts += [axis.points.count, axis.low.count, axis.high.count]
      }
    }
    guard counts.allSatisfy({ $0 == table.count }) else { return false }
    let gradeCount = model.grades.count
    let gateCount = model.gates.count
    func isOne(_ code: Int16) -> Bool {
      switch GradingResult.outcome(of: code) {
      case .graded(let index): return index < gradeCount
      case .gated(let index): return index < gateCount
      case .otherKind: return true
      }
    }
    return [grades.codes, grades.worst, grades.best].allSatisfy { $0.allSatisfy(isOne) }
  }

  private static func fits(_ earlier: EarlierGrades, _ table: FactTable, _ model: GradingModel) -> Bool {
    let most = model.parts.flatMap { $0.axes.map(\.tiers.count) }.max() ?? 0
    return earlier.outcomes.count == table.count && earlier.points.count == table.count
      && earlier.outcomes.allSatisfy { $0 < Int16(earlier.names.count) }
      && earlier.tiers.allSatisfy { tiers in
        tiers.count == table.count && tiers.allSatisfy { $0 < Int8(clamping: most) }
      }
  }

  // MARK: Answers of experts

  /// The names that the answers' columns point to.
  struct AnswerNames: Codable {
    var questions: [String]
    var assessors: [String]
    var roles: [String]
  }

  static func columns(of answers: ExpertAnswers) -> [(name: String, bytes: [UInt8])] {
    guard !answers.isEmpty else { return [] }
    let flat = answers.answers.flatMap { [$0.row, $0.question, $0.assessor, $0.role, $0.day, $0.score] }
    return [("answers", ColumnCodec.encode(numbers: flat))]
  }

  static func answers(_ names: AnswerNames?, table: FactTable, _ reader: ColumnReader) throws -> ExpertAnswers
  {
    guard let names else { return ExpertAnswers() }
    let flat = try reader.numbers("answers", Int32.self)
    guard flat.count % 6 == 0 else { throw reader.damaged("answers") }
    var answers = ExpertAnswers()
    for start in stride(from: 0, to: flat.count, by: 6) {
      let row = Int(flat[start])
      let question = Int(flat[start + 1])
      let assessor = Int(flat[start + 2])
      let role = Int(flat[start + 3])
      guard (0..<table.count).contains(row), names.questions.indices.contains(question),
        names.assessors.indices.contains(assessor), role == -1 || names.roles.indices.contains(role),
        (1...5).contains(flat[start + 5])
      else { throw reader.damaged("answers") }
      answers.add(
        row: row, question: names.questions[question], assessor: names.assessors[assessor],
        role: role < 0 ? nil : names.roles[role], day: CalendarDay(number: flat[start + 4]),
        score: Int(flat[start + 5]))
    }
    answers.settle()
    return answers
  }
}

/// The columns of a stored run by name.
struct ColumnReader {
  let columns: [String: [UInt8]]
  let damaged: (String) -> ProblemList

  func numbers<Number: BitwiseCopyable>(_ name: String, _ type: Number.Type) throws -> [Number] {
    guard let bytes = columns[name], let list = ColumnCodec.decode(bytes, as: type) else {
      throw damaged(name)
    }
    return list
  }
}
