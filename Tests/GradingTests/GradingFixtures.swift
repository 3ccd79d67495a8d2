import BuiltinModels
import Grading
import PolicyModels
import PortfolioCore

/// Fact tables made up at random, from a seed.
enum GradingFixtures {
  /// The model that comes with the program.
  static func shipped() throws -> GradingModel {
    let files = BuiltinModelFiles.all.map { ModelFile(path: $0.path, text: $0.text, origin: .builtin) }
    return try ModelCatalogue(files: files).load(GradingModel.self, id: "bibliographic-screening").0
  }

  /// A fact's values: nil is unknown, `.some(nil)` not applicable.
  struct Row {
    var words: [FactID: String] = [:]
    var numbers: [FactID: Double] = [:]
    var notApplicable: Set<FactID> = []

    mutating func forget(_ fact: FactID) {
      words[fact] = nil
      numbers[fact] = nil
      notApplicable.remove(fact)
    }
  }

  private static let statuses = [
    "in-force", "annuity-late", "awaiting-registration", "pending", "refused-appealable", "refused",
    "expired", "dead",
  ]

  /// The greatest value of each number, and whether it is whole.
  static let numberFacts: [(fact: FactID, greatest: Int, isWhole: Bool)] = [
    (.citationsPerYear, 8, false), (.backwardCitations, 40, true), (.classBreadth, 7, true),
    (.remainingTerm, 20, false), (.claims, 30, true), (.familySize, 20, true), (.triadicOffices, 3, true),
  ]

  /// A row; few values are unknown or not applicable. Values are coarse, so that many are equal.
  static func row(_ random: inout SeededGenerator) -> Row {
    var row = Row()
    row.words[.rightKind] = ["invention", "invention", "utility-model", "design", "trademark"].randomElement(
      using: &random)
    if Int.random(in: 0..<10, using: &random) > 0 {
      row.words[.legalStatus] = statuses.randomElement(using: &random)
    }
    if Int.random(in: 0..<10, using: &random) > 0 {
      row.words[.legalLife] = ["alive", "alive", "alive", "ended", "restorable"].randomElement(using: &random)
    }
    if Int.random(in: 0..<10, using: &random) > 0 {
      row.words[.technologyField] = "\(Int.random(in: 1...4, using: &random))"
    }
    if Int.random(in: 0..<20, using: &random) > 0 {
      row.numbers[.filingYear] = Double(Int.random(in: 2015...2019, using: &random))
    }
    for (fact, greatest, isWhole) in numberFacts {
      switch Int.random(in: 0..<10, using: &random) {
      case 0, 1: break
      case 2: row.notApplicable.insert(fact)
      default:
        row.numbers[fact] =
          isWhole
          ? Double(Int.random(in: 0...greatest, using: &random))
          : Double(Int.random(in: 0...(greatest * 10), using: &random)) / 10
      }
    }
    return row
  }

  static func rows(_ count: Int, _ random: inout SeededGenerator) -> [Row] {
    (0..<count).map { _ in row(&random) }
  }

  static let facts: [FactID] =
    [.rightKind, .legalStatus, .legalLife, .technologyField, .filingYear] + numberFacts.map(\.fact)

  static func table(_ rows: [Row]) -> FactTable {
    var table = FactTable(asOf: CalendarDay(number: 20_000), rightIDs: rows.indices.map { Int64($0 + 1) })
    for fact in facts {
      guard let type = FactCatalogue.definition(fact)?.type else { continue }
      let states = rows.map { row -> FactState in
        if row.notApplicable.contains(fact) { return .notApplicable }
        return row.words[fact] == nil && row.numbers[fact] == nil ? .unknown : .known
      }
      let values: FactColumn.Values
      switch type {
      case .category:
        let names = Set(rows.compactMap { $0.words[fact] }).sorted()
        let codes = rows.map { row in Int32(row.words[fact].flatMap { names.firstIndex(of: $0) } ?? 0) }
        values = .categories(codes: codes, names: names)
      case .decimal: values = .decimals(rows.map { $0.numbers[fact] ?? 0 })
      case .integer, .day, .flag: values = .integers(rows.map { Int32($0.numbers[fact] ?? 0) })
      }
      table.set(FactColumn(id: fact, type: type, states: states, values: values))
    }
    return table
  }
}
