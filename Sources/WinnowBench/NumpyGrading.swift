import Foundation
import Winnow

/// Writes facts and models out, lets a numpy program grade them, and compares.
struct NumpyGrading {
  let folder: String
  let table: FactTable

  struct Outcome {
    let seconds: Double
    let differing: Int
  }

  func run(_ engines: [GradingEngine], _ results: [GradingResult]) throws -> Outcome {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var columns: [[String: Any]] = []
    for (number, id) in table.columns.keys.sorted().enumerated() {
      guard let column = table[id] else { continue }
      let name = "column\(number)"
      try write(column.states.map(\.rawValue), name + ".states")
      var entry: [String: Any] = ["fact": id.name, "file": name]
      switch column.values {
      case .integers(let list):
        try write(list, name + ".values")
        entry["type"] = "i4"
      case .decimals(let list):
        try write(list, name + ".values")
        entry["type"] = "f8"
      case .categories(let codes, let names):
        try write(codes, name + ".values")
        entry["type"] = "i4"
        entry["names"] = names
      }
      columns.append(entry)
    }
    for (number, result) in results.enumerated() { try write(result.codes, "codes\(number)") }
    let description: [String: Any] = [
      "rows": table.count, "asOf": Int(table.asOf.number), "columns": columns,
      "models": engines.map(describe),
    ]
    try JSONSerialization.data(withJSONObject: description, options: .sortedKeys)
      .write(to: URL(filePath: folder + "/models.json"))
    try Data(NumpyProgram.text.utf8).write(to: URL(filePath: folder + "/grade.py"))
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", folder + "/grade.py", folder]
    process.standardOutput = output
    try process.run()
    let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let numbers = said.split(separator: " ").compactMap { Double($0.trimmingCharacters(in: .newlines)) }
    guard process.terminationStatus == 0, numbers.count == 2 else {
      throw ProblemList(
        Problem(
          .unwritableFile, at: Place(file: folder), zh: "numpy 程序没有运行成功", en: "The numpy program failed",
          remedy: BilingualText(zh: "安装 python3 与 numpy", en: "Install python3 and numpy")))
    }
    return Outcome(seconds: numbers[0], differing: Int(numbers[1]))
  }

  private func write<Number: BitwiseCopyable>(_ numbers: [Number], _ name: String) throws {
    try numbers.withUnsafeBytes { try Data($0).write(to: URL(filePath: folder + "/" + name)) }
  }

  // MARK: Models as plain data

  private func describe(_ engine: GradingEngine) -> [String: Any] {
    let cohort = engine.model.cohort
    return [
      "cohort": ["levels": cohort.levels.map { $0.map(\.name) }, "minimum": cohort.minimumSize],
      "parts": engine.model.parts.map { describe($0, engine.weights) },
    ]
  }

  private func number(_ decimal: Decimal) -> Double { NSDecimalNumber(decimal: decimal).doubleValue }

  private func describe(_ part: GradingPart, _ weights: ResolvedWeights) -> [String: Any] {
    var entry: [String: Any] = [
      "kinds": part.appliesTo.map(\.rawValue), "required": part.requiredFacts.map(\.name),
      "grades": part.grades.count,
      "axes": part.axes.map { axis -> [String: Any] in
        [
          "weight": number(axis.weight), "limits": axis.tiers.map(\.atLeast),
          "leaves": leaves(axis.root, 1, weights),
        ]
      },
      "gates": part.gates.enumerated().map { index, gate -> [String: Any] in
        var gateEntry: [String: Any] = ["when": describe(gate.condition)]
        switch gate.effect {
        case .outside:
          gateEntry["effect"] =
            index == part.requirementGate ? "required" : index == part.coverageGate ? "coverage" : "outside"
        case .cap(let grade): (gateEntry["effect"], gateEntry["grade"]) = ("cap", grade)
        case .floor(let grade): (gateEntry["effect"], gateEntry["grade"]) = ("floor", grade)
        case .veto: (gateEntry["effect"], gateEntry["grade"]) = ("cap", part.grades.count - 1)
        }
        return gateEntry
      },
    ]
    if let matrix = part.matrix { entry["matrix"] = matrix }
    if let coverage = part.minimumCoverage { entry["coverage"] = coverage }
    return entry
  }

  private func leaves(_ group: CriterionGroup, _ above: Double, _ weights: ResolvedWeights) -> [[String: Any]]
  {
    func share(_ id: String, _ weight: Decimal) -> Double { above * number(weights.shares[id] ?? weight) }
    return group.groups.flatMap { leaves($0, share($0.id, $0.weight), weights) }
      + group.criteria.map { criterion -> [String: Any] in
        var entry: [String: Any] = [
          "fact": criterion.fact.name, "weight": share(criterion.id, criterion.weight),
          "unknown": [criterion.whenUnknown.assume, criterion.whenUnknown.low, criterion.whenUnknown.high],
          "leaveOut": criterion.whenNotApplicable == .leaveOut,
        ]
        switch criterion.scale {
        case .bands(let bands): entry["bands"] = bands.map { [$0.from, $0.points] }
        case .linear(let from, let to, let pointsFrom, let pointsTo):
          entry["linear"] = [from, to, pointsFrom, pointsTo]
        case .table(let points): entry["table"] = points
        case .cohortPercentile(let bands): entry["percentile"] = bands.map { [$0.from, $0.points] }
        case .levels(let levels): entry["levels"] = levels
        }
        return entry
      }
  }

  private func describe(_ condition: Condition) -> [Any] {
    switch condition {
    case .all(let list): return ["all", list.map(describe)]
    case .any(let list): return ["any", list.map(describe)]
    case .not(let inner): return ["not", describe(inner)]
    case .isOneOf(let id, let words): return ["is", id.name, words]
    case .atLeast(let id, let limit): return ["range", id.name, limit, 1e300]
    case .moreThan(let id, let limit): return ["range", id.name, limit.nextUp, 1e300]
    case .atMost(let id, let limit): return ["range", id.name, -1e300, limit]
    case .yearsSinceAtLeast(let id, let years): return ["since", id.name, years * 365.25, 1e300]
    case .yearsSinceBelow(let id, let years): return ["since", id.name, 0, (years * 365.25).nextDown]
    case .daysSinceAtLeast(let id, let days): return ["since", id.name, days, 1e300]
    case .daysUntilAtMost(let id, let days): return ["since", id.name, -days, 0]
    case .known(let id): return ["state", id.name, [0]]
    case .unknown(let id): return ["state", id.name, [1, 2, 3]]
    case .notApplicable(let id): return ["state", id.name, [2]]
    }
  }
}
