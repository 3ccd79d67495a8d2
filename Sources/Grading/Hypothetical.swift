public import PortfolioCore

/// A value that a fact, or the combined answer to a question, could have.
public enum HypotheticalValue: Sendable, Equatable {
  /// A number; for flags 0 or 1, for questions the answer 1 to 5.
  case number(Double)
  /// A word.
  case word(String)
  /// Not known: what follows from a change, never one by itself.
  case unknown
}

/// One row of a table with some facts replaced: what the grade would be if they were other ones and everything
/// else stayed as it is.
struct HypotheticalRow {
  let engine: GradingEngine
  let row: Int
  let part: CompiledPart
  /// The score of every criterion as it is.
  private let scores: [[CriterionScore]]
  private let bounds: GateBounds
  private let fired: Set<Int>
  /// The facts that gates ask about, those apart that put a right outside.
  let gateFacts: Set<FactID>

  /// Nil where the model does not grade the row.
  init?(_ engine: GradingEngine, _ row: Int) {
    guard let part = engine.compiled(row) else { return nil }
    self.engine = engine
    self.row = row
    self.part = part
    scores = part.axes.map { axis in axis.scorers.map { $0.scorer.score(row) } }
    bounds = part.bounds(row)
    fired = Set(part.firedBounds(row))
    gateFacts = Set(part.part.gates.filter { $0.effect != .outside }.flatMap(\.condition.inputs))
  }

  /// What comes out with some values replaced.
  struct Outcome {
    /// The grade's index within the part.
    var grade: Int
    /// The whole score.
    var points: Double
    /// The axes' scores.
    var axes: [Double]
  }

  /// Which end of the interval is looked at.
  enum End { case assumed, low, high }

  /// Reckons the row anew.
  /// - Parameters:
  ///   - values: the replaced values.
  ///   - points: points of criteria by fact, taken instead of a value: for what an unknown fact could bring.
  ///   - asOf: the day from which conditions count; nil for the table's.
  ///   - ignoring: gates that count only where they fire already.
  func outcome(
    _ values: [FactID: HypotheticalValue] = [:], points fixed: [FactID: Double] = [:], end: End = .assumed,
    asOf: CalendarDay? = nil, ignoring: (GateEffect) -> Bool = { _ in false }
  ) -> Outcome {
    var sums: [AxisScore] = []
    for (number, axis) in part.axes.enumerated() {
      var sum = AxisScore()
      for (index, entry) in axis.scorers.enumerated() {
        let fact = entry.scorer.criterion.fact
        var score = scores[number][index]
        if let value = values[fact], let supposed = entry.scorer.score(of: value, row: row) {
          score = supposed
        } else if let points = fixed[fact], score.state != .leftOut {
          score = CriterionScore(state: .known, points: points, low: points, high: points, known: 1)
        }
        sum.add(score, weight: entry.weight)
      }
      sums.append(sum)
    }
    func take(_ sum: AxisScore) -> Double {
      switch end {
      case .assumed: return sum.points
      case .low: return sum.low
      case .high: return sum.high
      }
    }
    let tiers = sums.indices.map { axis in
      part.tier(take(sums[axis]), axis: axis, last: engine.context.earlier?.tier(axis: axis, row))
    }
    let isAsBefore = asOf == nil && gateFacts.isDisjoint(with: values.keys)
    let all = isAsBefore ? bounds : bounds(with: values, asOf ?? engine.table.asOf, ignoring)
    let limits: GradeBounds
    switch end {
    case .assumed: limits = all.assumed
    case .low: limits = all.worst
    case .high: limits = all.best
    }
    return Outcome(
      grade: limits.bound(part.grade(tiers)), points: take(part.total(sums)), axes: sums.map(take))
  }

  /// The bounds with some facts replaced, by the same conditions over a table of one row.
  private func bounds(
    with values: [FactID: HypotheticalValue], _ asOf: CalendarDay, _ ignoring: (GateEffect) -> Bool
  ) -> GateBounds {
    var bounds = GateBounds()
    for (index, gate) in part.part.gates.enumerated() where gate.effect != .outside {
      let outcome = outcome(of: gate.condition, with: values, asOf)
      if outcome.contains(.holds), !fired.contains(index), ignoring(gate.effect) { continue }
      bounds.add(gate.effect, outcome, lowest: part.part.grades.count - 1)
    }
    return bounds
  }

  private func outcome(
    of condition: Condition, with values: [FactID: HypotheticalValue], _ asOf: CalendarDay
  ) -> ConditionOutcome {
    CompiledCondition(condition, asOf: asOf) { id in
      if let value = values[id] { return column(id, value) }
      return engine.column(id)?.oneRow(row)
    }.outcome(0)
  }

  /// Whether a gate would put the row outside the grades with some facts replaced; gates of missing facts and of
  /// coverage are not asked, for what becomes known lifts them.
  func isOutside(_ values: [FactID: HypotheticalValue], asOf: CalendarDay? = nil) -> Bool {
    part.part.gates.contains { gate in
      gate.effect == .outside
        && (asOf != nil || !Set(values.keys).isDisjoint(with: gate.condition.inputs))
        && outcome(of: gate.condition, with: values, asOf ?? engine.table.asOf).contains(.holds)
    }
  }

  private func column(_ id: FactID, _ value: HypotheticalValue) -> FactColumn {
    switch value {
    case .unknown:
      return FactColumn(id: id, type: .decimal, states: [.unknown], values: .decimals([0]))
    case .number(let number):
      return FactColumn(id: id, type: .decimal, states: [.known], values: .decimals([number]))
    case .word(let word):
      return FactColumn(
        id: id, type: .category, states: [.known], values: .categories(codes: [0], names: [word]))
    }
  }
}

extension FactColumn {
  /// A column of one row.
  func oneRow(_ row: Int) -> FactColumn {
    let one: FactColumn.Values
    switch values {
    case .integers(let list): one = .integers([list[row]])
    case .decimals(let list): one = .decimals([list[row]])
    case .categories(let codes, let names):
      let code = Int(codes[row])
      one = .categories(codes: [0], names: [names.indices.contains(code) ? names[code] : ""])
    }
    return FactColumn(id: id, type: type, states: [states[row]], values: one)
  }
}

extension GradingEngine {
  /// True when only hysteresis keeps a row's grade where it is.
  public func isHeld(row: Int) -> Bool {
    guard let part = compiled(row), context.earlier != nil else { return false }
    let reckoned = part.reckon(row)
    func grade(_ isHeld: Bool) -> Int {
      part.grade(
        part.axes.indices.map { axis in
          part.tier(
            reckoned.axes[axis].points, axis: axis,
            last: isHeld ? context.earlier?.tier(axis: axis, row) : nil)
        })
    }
    let bounds = part.bounds(row).assumed
    return bounds.bound(grade(true)) != bounds.bound(grade(false))
  }

  /// The column of a fact or of a question's combined answer.
  public func column(_ id: FactID) -> FactColumn? {
    guard id.isQuestion else { return table[id] }
    for part in parts {
      for axis in part.axes {
        if let found = axis.scorers.first(where: { $0.scorer.criterion.fact == id }) {
          return found.scorer.column
        }
      }
    }
    return model.questions.first { $0.fact == id }
      .map { AnswerColumn($0, context.answers, rows: table.count).column($0) }
  }
}

extension CriterionScorer {
  /// The score of a hypothetical value in the place of a row's; nil when the scale does not say. A word that the
  /// table does not list counts as unknown, as it does in a row.
  func score(of value: HypotheticalValue, row: Int) -> CriterionScore? {
    let points: Double
    switch value {
    case .number(let number):
      guard let found = self.points(ofNumber: number, row: row) else { return nil }
      points = found
    case .word(let word):
      guard case .table(let table) = criterion.scale else { return nil }
      guard let found = table[word] else { return unknown }
      points = found
    case .unknown: return unknown
    }
    return CriterionScore(state: .known, points: points, low: points, high: points, known: 1)
  }
}
