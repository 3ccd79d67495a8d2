internal import PortfolioCore

/// A part of a model, bound to the columns of a table.
struct CompiledPart: Sendable {
  struct Axis: Sendable {
    let weight: Double
    let limits: [Double]
    let scorers: [(scorer: CriterionScorer, weight: Double)]
  }

  let part: GradingPart
  /// The index of the part's first grade among the model's.
  let firstGrade: Int
  /// The index of the part's first gate among the model's.
  let firstGate: Int
  let axes: [Axis]
  let gates: [CompiledCondition]
  let required: [FactColumn?]

  /// What the axes of a row come to.
  struct Reckoned {
    var axes: [AxisScore]
    var total: AxisScore
  }

  func reckon(_ row: Int) -> Reckoned {
    let scores = axes.map { axis in
      var sum = AxisScore()
      for (scorer, weight) in axis.scorers { sum.add(scorer.score(row), weight: weight) }
      return sum
    }
    return Reckoned(axes: scores, total: total(scores))
  }

  func total(_ scores: [AxisScore]) -> AxisScore {
    var total = AxisScore()
    for (axis, score) in zip(axes, scores) { total.add(score, weight: axis.weight) }
    return total
  }

  /// The tier that a score reaches on an axis, held back by last year's side of each threshold.
  func tier(_ points: Double, axis: Int, last: Int?) -> Int {
    let limits = axes[axis].limits
    for (index, limit) in limits.enumerated() {
      // A score that rounding has left a hair below a threshold has reached it.
      var threshold = limit - 1e-9
      if let last, index < limits.count - 1 {
        threshold += index < last ? part.hysteresis : -part.hysteresis
      }
      if points >= threshold { return index }
    }
    return limits.count - 1
  }

  /// The grade of some tiers, before gates.
  func grade(_ tiers: [Int]) -> Int {
    guard let matrix = part.matrix else { return tiers[0] }
    return matrix[tiers[0]][tiers[1]]
  }

  /// The gate that puts a row outside the grades, or nil.
  func outside(_ row: Int, coverage: Double) -> Int? {
    for (index, gate) in part.gates.enumerated() where gate.effect == .outside {
      if index == part.requirementGate {
        if lacksRequired(row) { return index }
      } else if index == part.coverageGate {
        if let floor = part.minimumCoverage, coverage < floor { return index }
      } else if gates[index].holds(row) {
        return index
      }
    }
    return nil
  }

  func lacksRequired(_ row: Int) -> Bool {
    required.contains { column in
      guard let state = column?.states[row] else { return true }
      return state == .unknown || state == .notYetObservable
    }
  }

  /// How far the gates bound the grades of a row, those apart that put it outside.
  /// - Parameter free: the only fact that counts as open where it is not known; all of them when nil.
  func bounds(_ row: Int, free: FactID? = nil) -> GateBounds {
    let reading = free.map { ConditionReading(open: .only($0), knowledgeGrows: true) } ?? .toCome
    var bounds = GateBounds()
    for (index, gate) in part.gates.enumerated() where gate.effect != .outside {
      bounds.add(gate.effect, gates[index].outcome(row, reading: reading), lowest: part.grades.count - 1)
    }
    return bounds
  }

  /// The gates that bound a row's grade and fire, by index.
  func firedBounds(_ row: Int) -> [Int] {
    part.gates.indices.filter { part.gates[$0].effect != .outside && gates[$0].holds(row) }
  }
}

/// The bounds that gates set with what is known, and the strictest and the mildest that the unknown facts allow.
struct GateBounds: Equatable {
  /// With what is known.
  private(set) var assumed = GradeBounds()
  /// For the worst grade: caps and vetoes that could fire, and only floors that must hold.
  private(set) var worst = GradeBounds()
  /// For the best grade: only caps and vetoes that must fire, and floors that could hold.
  private(set) var best = GradeBounds()

  init() {}

  /// Bounds that no unknown fact can change.
  init(_ bounds: GradeBounds) {
    assumed = bounds
    worst = bounds
    best = bounds
  }

  /// Whether an unknown fact could change the bounds.
  var isOpen: Bool { worst != assumed || best != assumed }

  mutating func add(_ effect: GateEffect, _ outcome: ConditionOutcome, lowest: Int) {
    guard outcome != .no else { return }
    if outcome.contains(.holds) { assumed.add(effect, lowest: lowest) }
    let isFloor: Bool
    if case .floor = effect { isFloor = true } else { isFloor = false }
    if outcome.contains(isFloor ? .must : .may) { worst.add(effect, lowest: lowest) }
    if outcome.contains(isFloor ? .may : .must) { best.add(effect, lowest: lowest) }
  }
}

/// Caps, floors and vetoes put together. A cap stands above a floor, a veto above both.
struct GradeBounds: Equatable {
  private var cap = 0
  private var floor = Int.max

  mutating func add(_ effect: GateEffect, lowest: Int) {
    switch effect {
    case .cap(let grade): cap = max(cap, grade)
    case .floor(let grade): floor = min(floor, grade)
    case .veto: cap = max(cap, lowest)
    case .outside: break
    }
  }

  func bound(_ grade: Int) -> Int { max(min(grade, floor), cap) }
}
