import Grading
import PolicyModels
import PortfolioCore
import Testing

/// Tables with answers for the documented model of two axes.
enum AxisModelFixtures {
  static func model() throws -> GradingModel { try loaded.get() }

  private static let loaded = Result {
    try ModelCatalogue(files: [DocumentedModelTests.example().model]).load(GradingModel.self, id: "example").0
  }

  struct Right {
    var kind: String
    var life: String?
    var claims: Int?
    var citations: Double?
    var use: String?
    var dispute: Bool?
    /// Assessors 0 to 3 and what they said.
    var answers: [Int: Int] = [:]
  }

  static func right(_ random: inout SeededGenerator) -> Right {
    func known() -> Bool { Int.random(in: 0..<5, using: &random) > 0 }
    var right = Right(
      kind: ["invention", "utility-model", "technical-secret", "design"].randomElement(using: &random)!,
      life: known() ? ["alive", "alive", "alive", "ended"].randomElement(using: &random)! : nil,
      claims: known() ? Int.random(in: 0...14, using: &random) : nil,
      citations: known() ? Double(Int.random(in: 0...60, using: &random)) / 10 : nil,
      use: known() ? ["core", "supporting", "defensive"].randomElement(using: &random)! : nil,
      dispute: known() ? Int.random(in: 0..<4, using: &random) == 0 : nil)
    for assessor in 0..<3 where known() { right.answers[assessor] = Int.random(in: 1...5, using: &random) }
    return right
  }

  static func rights(_ count: Int, _ random: inout SeededGenerator) -> [Right] {
    (0..<count).map { _ in right(&random) }
  }

  static func table(_ rights: [Right]) -> FactTable {
    var table = FactTable(
      asOf: CalendarDay(number: 20_000), rightIDs: rights.indices.map { Int64($0 + 1) })
    func words(_ id: FactID, _ values: [String?]) {
      let names = Set(values.compactMap { $0 }).sorted()
      table.set(
        FactColumn(
          id: id, type: .category, states: values.map { $0 == nil ? .unknown : .known },
          values: .categories(
            codes: values.map { value in Int32(value.flatMap { names.firstIndex(of: $0) } ?? 0) },
            names: names)))
    }
    words(.rightKind, rights.map(\.kind))
    words(.legalLife, rights.map(\.life))
    words(.productUse, rights.map(\.use))
    table.set(
      FactColumn(
        id: .claims, type: .integer, states: rights.map { $0.claims == nil ? .unknown : .known },
        values: .integers(rights.map { Int32($0.claims ?? 0) })))
    table.set(
      FactColumn(
        id: .citationsPerYear, type: .decimal, states: rights.map { $0.citations == nil ? .unknown : .known },
        values: .decimals(rights.map { $0.citations ?? 0 })))
    table.set(
      FactColumn(
        id: .inDispute, type: .flag, states: rights.map { $0.dispute == nil ? .unknown : .known },
        values: .integers(rights.map { $0.dispute == true ? 1 : 0 })))
    return table
  }

  static func context(_ rights: [Right], earlier: EarlierGrades? = nil) -> GradingContext {
    var answers = ExpertAnswers()
    for (row, right) in rights.enumerated() {
      for (assessor, score) in right.answers {
        answers.add(
          row: row, question: "substitution", assessor: "assessor \(assessor)", role: "technical",
          day: CalendarDay(number: 19_900), score: score)
      }
    }
    answers.settle()
    return GradingContext(answers: answers, earlier: earlier)
  }

  static func engine(_ rights: [Right], earlier: EarlierGrades? = nil) throws -> GradingEngine {
    GradingEngine(model: try model(), table: table(rights), context: context(rights, earlier: earlier))
  }
}
