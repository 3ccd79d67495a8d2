import Foundation
import Winnow

/// `winnow-bench grade`: every shipped rule book over made-up facts, beside a numpy version of the same rule
/// books in the same run. The two must give the same grades.
struct GradeBench {
  let rights: Int
  let folder: String

  func run() throws {
    let catalogue = try Workspace.catalogue(models: nil)
    let models = try catalogue.loadAll(GradingModel.self).map(\.0)
    let table = MadeUpFacts.table(rights: rights, seed: 20_261_121)
    var engines: [GradingEngine] = []
    var results: [GradingResult] = []
    var best = Double.infinity
    for _ in 0..<5 {
      var made: [GradingEngine] = []
      var graded: [GradingResult] = []
      let seconds = Bench.seconds {
        let cohorts = CohortCache(table)
        for model in models {
          let engine = GradingEngine(model: model, table: table, cohorts: cohorts)
          made.append(engine)
          graded.append(engine.grade())
        }
      }
      best = min(best, seconds)
      (engines, results) = (made, graded)
    }
    let numpy = try NumpyGrading(folder: folder + "/grade-\(rights)", table: table).run(engines, results)
    Bench.line(rights, "numpy, \(models.count) rule books", numpy.seconds, count: rights, ratio: nil)
    Bench.line(
      rights, "\(models.count) rule books", best, count: rights, ratio: best / numpy.seconds)
    print("            grades that differ from numpy's: \(numpy.differing) of \(rights * models.count)")
    if let engine = engines.first, let result = results.first {
      let seconds = Bench.seconds { _ = engine.sensitivity(result) }
      Bench.line(rights, "sensitivity of the first", seconds, count: rights, ratio: nil)
    }
  }
}

/// Facts of every kind at random, from a seed.
private enum MadeUpFacts {
  static func table(rights: Int, seed: UInt64) -> FactTable {
    var random = SeededGenerator(seed: seed)
    var table = FactTable(asOf: CalendarDay(number: 20_600), rightIDs: (1...Int64(rights)).map { $0 })
    for definition in FactCatalogue.all {
      var states: [FactState] = []
      states.reserveCapacity(rights)
      for _ in 0..<rights {
        let dice = random.next() % 20
        states.append(dice < 3 ? .unknown : dice == 3 ? .notApplicable : .known)
      }
      if definition.id == .rightKind { states = Array(repeating: .known, count: rights) }
      let values: FactColumn.Values
      switch definition.type {
      case .category:
        let names = words(definition.id)
        // The first words are the frequent ones.
        values = .categories(
          codes: (0..<rights).map { _ in
            let count = UInt64(names.count)
            return Int32(min(random.next() % count, random.next() % count))
          }, names: names)
      case .flag: values = .integers((0..<rights).map { _ in Int32(random.next() % 5 == 0 ? 1 : 0) })
      case .day: values = .integers((0..<rights).map { _ in 18_000 + Int32(random.next() % 4_000) })
      case .integer:
        let isYear = definition.id == .filingYear
        values = .integers(
          (0..<rights).map { _ in isYear ? 2004 + Int32(random.next() % 22) : Int32(random.next() % 25) })
      case .decimal: values = .decimals((0..<rights).map { _ in Double(random.next() % 2_000) / 100 })
      }
      table.set(FactColumn(id: definition.id, type: definition.type, states: states, values: values))
    }
    return table
  }

  private static func words(_ fact: FactID) -> [String] {
    switch fact {
    case .rightKind:
      return ["invention", "utility-model", "design", "trademark", "technical-secret"]
    case .legalStatus: return LegalStatus.allCases.map(\.rawValue)
    case .legalLife: return ["alive", "ended", "restorable"]
    case .stage: return RightStage.allCases.map(\.rawValue)
    case .productUse: return ["core", "supporting", "defensive"]
    case .technologyField: return (1...35).map { "\($0)" }
    case .ownerKind: return PartyKind.allCases.map(\.rawValue)
    default:
      let listed = FactCatalogue.definition(fact)?.words.map(\.word) ?? []
      return listed.isEmpty ? ["CN", "US", "EP", "JP"] : listed
    }
  }
}
