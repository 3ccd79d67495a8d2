public import PortfolioCore

/// A change of one fact that a counterfactual supposes.
public struct SupposedChange: Sendable, Equatable {
  /// The fact, or `question/ID`.
  public let fact: FactID
  /// The value that it would have.
  public let value: HypotheticalValue
  /// How it would come about.
  public let way: ChangeWay
}

/// Facts that would give a right another grade if they were other ones, with what follows from them, and everything
/// else stayed. Each change is one that somebody can bring about, that time brings, or that may be found out.
public struct Counterfactual: Sendable, Equatable {
  /// One change, or two where no single one is enough.
  public let changes: [SupposedChange]
  /// The grade that would follow: an index into the model's grades.
  public let grade: Int
  /// The score that would follow.
  public let points: Double
  /// How large the change is: the points of the score that it moves. A change that works through a gate alone
  /// moves none.
  public let size: Double
}

/// The nearest changes that would lift or lower a right's grade.
public struct Counterfactuals: Sendable, Equatable {
  /// Those that would lift it, the smallest first.
  public let lifting: [Counterfactual]
  /// Those that would lower it, the smallest first.
  public let lowering: [Counterfactual]
}

/// A fact that is missing, and what knowing it would do to an unsettled grade.
public struct SettlingFact: Sendable, Equatable {
  /// The fact, or `question/ID`.
  public let fact: FactID
  /// The points of the score that it leaves open.
  public let width: Double
  /// True when it alone could give the right another grade.
  public let couldMove: Bool
  /// True when the grade would be settled once it is known, whatever it turns out to be.
  public let settles: Bool
}

extension GradingEngine {
  /// A change with all that follows from it.
  private struct Supposition {
    let change: SupposedChange
    let values: [FactID: HypotheticalValue]
    /// The day on which it is so, where time brings it.
    var asOf: CalendarDay? {
      if case .time(let day) = change.way { return day }
      return nil
    }
  }

  /// The nearest changes of single facts that would give a right another grade; where there is none, of pairs.
  /// What would lift it by its points comes before what would only make a floor hold, and that before any pair.
  /// Empty for rights outside the grades. Changes that would put the right outside the grades are left out.
  /// - Parameter most: how many of each direction.
  public func counterfactuals(row: Int, most: Int = 3) -> Counterfactuals {
    let none = Counterfactuals(lifting: [], lowering: [])
    guard let hypothetical = HypotheticalRow(self, row), outside(row) == nil else { return none }
    let now = hypothetical.outcome()
    let candidates = candidates(hypothetical, now)
    let current = hypothetical.part.firstGrade + now.grade
    let possible = PossibleChanges(engine: self, row: row)
    func nearest(
      _ isWanted: (Int) -> Bool, among: [Supposition]? = nil, ignoring: @escaping (GateEffect) -> Bool
    ) -> [Counterfactual] {
      var singles: [Counterfactual] = []
      for one in among ?? candidates {
        // What time brings needs nobody's wish: every gate counts.
        let then = hypothetical.outcome(
          one.values, asOf: one.asOf, ignoring: one.asOf == nil ? ignoring : { _ in false })
        let grade = hypothetical.part.firstGrade + then.grade
        guard isWanted(grade), !hypothetical.isOutside(one.values, asOf: one.asOf) else { continue }
        singles.append(
          Counterfactual(
            changes: [one.change], grade: grade, points: then.points, size: size(now, then, hypothetical.part)
          ))
      }
      // Time moves several facts on one day: it is told once, and only the first day on which the grade moves.
      let first = singles.compactMap { one -> CalendarDay? in
        if case .time(let day) = one.changes[0].way { return day }
        return nil
      }.min()
      var hasTime = false
      // A licence granted and one more licence out are one change, told once.
      var told: [SupposedChange] = []
      let single = sorted(singles).filter { one in
        let change = one.changes[0]
        if case .time(let day) = change.way {
          guard day == first, !hasTime else { return false }
          hasTime = true
        }
        guard !told.contains(where: { possible.isSame($0, change) }) else { return false }
        told.append(change)
        return true
      }
      return Array(single.prefix(most))
    }
    func twoTogether(
      _ isWanted: (Int) -> Bool, ignoring: @escaping (GateEffect) -> Bool
    ) -> [Counterfactual] {
      pairs(hypothetical, now, candidates, isWanted, ignoring, possible, most: most)
    }
    // Nobody would wish for a dispute because disputed rights are not graded low: of floors that do not hold yet only
    // those count that the owner can bring about, or that may be found to hold, and only where no points lift.
    var lifting = nearest({ $0 < current }, ignoring: \.isFloor)
    if lifting.isEmpty {
      lifting = nearest(
        { $0 < current }, among: candidates.filter { $0.change.way == .owner || $0.change.way == .finding },
        ignoring: { _ in false })
    }
    if lifting.isEmpty { lifting = twoTogether({ $0 < current }, ignoring: \.isFloor) }
    // What would lower the grade by its own points, by one change or by two, comes before what would only make a cap
    // fire.
    var lowering = nearest({ $0 > current }, ignoring: { !$0.isFloor })
    if lowering.isEmpty { lowering = twoTogether({ $0 > current }, ignoring: { !$0.isFloor }) }
    if lowering.isEmpty { lowering = nearest({ $0 > current }, ignoring: { _ in false }) }
    return Counterfactuals(lifting: lifting, lowering: lowering)
  }

  private func sorted(_ list: [Counterfactual]) -> [Counterfactual] {
    list.sorted { left, right in
      if left.size != right.size { return left.size < right.size }
      let a = left.changes.map(\.fact)
      let b = right.changes.map(\.fact)
      if a != b { return a.lexicographicallyPrecedes(b) }
      return "\(left.changes.map(\.value))" < "\(right.changes.map(\.value))"
    }
  }

  /// Two axes weigh by their share of the ranking score.
  private func size(_ now: HypotheticalRow.Outcome, _ then: HypotheticalRow.Outcome, _ part: CompiledPart)
    -> Double
  {
    zip(zip(now.axes, then.axes), part.axes).reduce(0) { $0 + abs($1.0.0 - $1.0.1) * $1.1.weight }
  }

  private func pairs(
    _ hypothetical: HypotheticalRow, _ now: HypotheticalRow.Outcome, _ all: [Supposition],
    _ isWanted: (Int) -> Bool, _ ignoring: (GateEffect) -> Bool, _ possible: PossibleChanges, most: Int
  ) -> [Counterfactual] {
    var found: [Counterfactual] = []
    // What time brings stands by itself. A fact that follows from one change is no second change.
    let candidates = all.filter { $0.asOf == nil }
    for (index, one) in candidates.enumerated() {
      for other in candidates[(index + 1)...]
      where one.values[other.change.fact] == nil && other.values[one.change.fact] == nil {
        let values = one.values.merging(other.values) { first, _ in first }
        let then = hypothetical.outcome(values, ignoring: ignoring)
        let grade = hypothetical.part.firstGrade + then.grade
        guard isWanted(grade), !hypothetical.isOutside(values) else { continue }
        found.append(
          Counterfactual(
            changes: [one.change, other.change], grade: grade, points: then.points,
            size: size(now, then, hypothetical.part)))
      }
    }
    var seen: Set<[FactID]> = []
    var told: [Counterfactual] = []
    for pair in sorted(found) where told.count < most {
      guard seen.insert(pair.changes.map(\.fact)).inserted,
        !told.contains(where: { possible.isSame($0.changes, pair.changes) })
      else { continue }
      told.append(pair)
    }
    return told
  }

  /// The gate that puts a row outside the grades, or nil: as grading a whole table finds it.
  func outside(_ row: Int) -> Int? {
    guard let part = compiled(row) else { return nil }
    return part.outside(row, coverage: part.reckon(row).total.coverage)
  }

  // MARK: Values worth trying

  /// For each fact the values at which something changes: limits of bands, words of tables, the values that
  /// just reach a threshold, and what gates ask about; of these, those that can come about.
  private func candidates(_ hypothetical: HypotheticalRow, _ now: HypotheticalRow.Outcome) -> [Supposition] {
    let row = hypothetical.row
    var values: [FactID: [HypotheticalValue]] = [:]
    for (number, axis) in hypothetical.part.axes.enumerated() {
      let weight = axis.scorers.reduce(0.0) {
        $0 + ($1.scorer.score(row).state == .leftOut ? 0 : $1.weight)
      }
      for (scorer, share) in axis.scorers where weight > 0 {
        let fact = scorer.criterion.fact
        let state = scorer.column?.states[row] ?? .unknown
        guard state != .notApplicable else { continue }
        let points = scorer.score(row).points
        let wanted = axis.limits.map { limit in points + (limit - now.axes[number]) * weight / share }
        values[fact, default: []] += scorer.candidates(row: row, wanted: wanted)
      }
    }
    for gate in hypothetical.part.part.gates where gate.effect != .outside {
      for (fact, value) in gate.condition.tryValues {
        if column(fact)?.states[row] != .notApplicable { values[fact, default: []].append(value) }
      }
    }
    let possible = PossibleChanges(engine: self, row: row)
    let changes = values.keys.sorted().flatMap { fact -> [Supposition] in
      let current = current(fact, row)
      var seen: [HypotheticalValue] = []
      for value in (values[fact] ?? []).compactMap({ possible.reachable(fact, $0) })
      where value != current && !seen.contains(value) { seen.append(value) }
      return seen.compactMap { value in
        guard let way = possible.way(fact, to: value) else { return nil }
        return Supposition(
          change: SupposedChange(fact: fact, value: value, way: way),
          values: possible.along(fact, to: value).merging([fact: value]) { _, own in own })
      }
    }
    let turns = possible.turns(hypothetical.part.part).sorted { $0.day < $1.day }
    return changes
      + turns.map { turn in
        Supposition(
          change: SupposedChange(fact: turn.fact, value: turn.value, way: .time(turn.day)),
          values: possible.later(by: Int(turn.day.number - table.asOf.number)))
      }
  }

  private func current(_ fact: FactID, _ row: Int) -> HypotheticalValue? {
    guard let column = column(fact) else { return nil }
    return column.number(row).map { .number($0) } ?? column.category(row).map { .word($0) }
  }

  /// The missing facts of a right and what knowing them would do to its grade, the widest first; empty for a
  /// settled grade and for rights outside the grades.
  public func settlingFacts(row: Int) -> [SettlingFact] {
    guard let hypothetical = HypotheticalRow(self, row), outside(row) == nil,
      hypothetical.outcome(end: .low).grade != hypothetical.outcome(end: .high).grade
    else { return [] }
    var ranges: [FactID: (low: Double, high: Double, width: Double, points: [Double], isStepped: Bool)] = [:]
    for part in parts(row: row) where part.state == .unknown || part.state == .partlyKnown {
      let width = part.weight * (part.high - part.low)
      let before = ranges[part.criterion.fact] ?? (100, 0, 0, [], true)
      ranges[part.criterion.fact] = (
        min(before.low, part.low), max(before.high, part.high), before.width + width,
        before.points + part.criterion.scale.possiblePoints(part.low, part.high),
        before.isStepped && part.criterion.scale.isStepped
      )
    }
    for fact in hypothetical.gateFacts where ranges[fact] == nil {
      let state = column(fact)?.states[row] ?? .unknown
      if state == .unknown || state == .notYetObservable { ranges[fact] = (0, 0, 0, [], true) }
    }
    let possible = PossibleChanges(engine: self, row: row)
    return ranges.map { fact, range in
      let trial =
        hypothetical.gateFacts.contains(fact)
        ? byValue(fact, hypothetical)
        : byPoints(fact, range.low, range.high, range.points, range.isStepped, hypothetical)
      return SettlingFact(fact: fact, width: range.width, couldMove: trial.couldMove, settles: trial.settles)
    }.filter { ($0.width > 0 || $0.couldMove || $0.settles) && possible.hasItsGround($0.fact) }
      .sorted { ($0.width, $1.fact) > ($1.width, $0.fact) }
  }

  /// What knowing a fact that only the score looks at would do, by the points that it could bring.
  private func byPoints(
    _ fact: FactID, _ low: Double, _ high: Double, _ possible: [Double], _ isStepped: Bool,
    _ hypothetical: HypotheticalRow
  ) -> (couldMove: Bool, settles: Bool) {
    let points = possible + (isStepped ? [] : hypothetical.crossings(fact, low, high))
    let settles = points.allSatisfy { points in
      hypothetical.outcome(points: [fact: points], end: .low).grade
        == hypothetical.outcome(points: [fact: points], end: .high).grade
    }
    return (
      hypothetical.outcome(points: [fact: low]).grade != hypothetical.outcome(points: [fact: high]).grade,
      settles
    )
  }

  /// What knowing a fact that gates ask about would do, by the values at which something changes.
  private func byValue(
    _ fact: FactID, _ hypothetical: HypotheticalRow
  ) -> (couldMove: Bool, settles: Bool) {
    var values: [HypotheticalValue] = []
    for axis in hypothetical.part.axes {
      for (scorer, _) in axis.scorers where scorer.criterion.fact == fact {
        values += scorer.possibleValues(row: hypothetical.row)
      }
    }
    for gate in hypothetical.part.part.gates where gate.effect != .outside {
      values += gate.condition.possibleValues(of: fact, asOf: table.asOf)
    }
    guard !values.isEmpty else { return (false, false) }
    let grades = Set(values.map { hypothetical.outcome([fact: $0]).grade })
    let settles = values.allSatisfy { value in
      hypothetical.outcome([fact: value], end: .low).grade
        == hypothetical.outcome([fact: value], end: .high).grade
    }
    return (grades.count > 1, settles)
  }
}

extension GateEffect {
  /// Whether it keeps the grade from falling.
  var isFloor: Bool {
    if case .floor = self { return true }
    return false
  }
}

extension HypotheticalRow {
  /// Points of a fact at which the interval that the other unknown facts leave lies across a threshold, in its
  /// middle: if the interval crosses a threshold for any points at all, it does so for these or for an end.
  func crossings(_ fact: FactID, _ low: Double, _ high: Double) -> [Double] {
    guard low < high else { return [] }
    let least = outcome(points: [fact: low], end: .low).axes
    let most = outcome(points: [fact: low], end: .high).axes
    let risen = outcome(points: [fact: high], end: .low).axes
    return part.axes.indices.flatMap { axis -> [Double] in
      let slope = (risen[axis] - least[axis]) / (high - low)
      guard slope > 0 else { return [] }
      return part.axes[axis].limits.flatMap { limit in
        [-part.part.hysteresis, 0, part.part.hysteresis].map { margin in
          min(max(low + (limit + margin - (least[axis] + most[axis]) / 2) / slope, low), high)
        }
      }
    }
  }
}

extension Criterion.Scale {
  /// True when only some numbers of points are possible.
  var isStepped: Bool {
    switch self {
    case .bands, .table: return true
    case .linear, .cohortPercentile, .levels: return false
    }
  }

  /// The points that a value could bring within a range: all of a scale with steps, the ends of one without.
  func possiblePoints(_ low: Double, _ high: Double) -> [Double] {
    switch self {
    case .bands(let bands): return bands.map(\.points) + [low, high]
    case .table(let points): return Array(points.values) + [low, high]
    case .linear, .cohortPercentile, .levels: return [low, high]
    }
  }
}

extension CriterionScorer {
  /// Values of the fact at which the points change, or which just bring the wanted points.
  func candidates(row: Int, wanted: [Double]) -> [HypotheticalValue] {
    let isWhole = column.map { column in
      if case .integers = column.values { return true }
      return false
    }
    switch criterion.scale {
    case .bands(let bands): return CriterionScorer.candidates(bands, isWhole: isWhole ?? false)
    case .table(let points): return points.keys.sorted().map { .word($0) }
    case .levels: return (1...5).map { .number(Double($0)) }
    case .linear(let from, let to, let pointsFrom, let pointsTo):
      guard pointsFrom != pointsTo else { return [] }
      return wanted.flatMap { points -> [HypotheticalValue] in
        let share = (points - pointsFrom) / (pointsTo - pointsFrom)
        guard share >= 0, share <= 1 else { return [] }
        let value = from + share * (to - from)
        // Both sides: one just reaches the threshold, the other just misses it.
        let unit = isWhole == true ? 1.0 : 100.0
        return [.number((value * unit).rounded(.up) / unit), .number((value * unit).rounded(.down) / unit)]
      }
    case .cohortPercentile(let bands):
      guard let column, score(row).state == .known, cohortNote(row)?.tooSmall == false else {
        return CriterionScorer.candidates(bands, isWhole: isWhole ?? false)
      }
      let sorted = Set(column.states.indices.compactMap { column.number($0) }).sorted()
      return wanted.flatMap { points -> [HypotheticalValue] in
        // The percentile rises with the value, so that halving finds where it passes.
        var low = 0
        var high = sorted.count
        while low < high {
          let middle = (low + high) / 2
          if (self.points(ofNumber: sorted[middle], row: row) ?? 0) >= points {
            high = middle
          } else {
            low = middle + 1
          }
        }
        return [low - 1, low].filter { sorted.indices.contains($0) }.map { .number(sorted[$0]) }
      }
    }
  }

  /// Values of the fact that stand for all that it could be: one in each stretch of the scale.
  func possibleValues(row: Int) -> [HypotheticalValue] {
    switch criterion.scale {
    case .linear(let from, let to, _, _): return [.number(from), .number((from + to) / 2), .number(to)]
    case .cohortPercentile:
      let sorted = (column.map { column in column.states.indices.compactMap { column.number($0) } } ?? [])
        .sorted()
      guard let least = sorted.first, let most = sorted.last else { return candidates(row: row, wanted: []) }
      return [.number(least), .number(sorted[sorted.count / 2]), .number(most)]
    case .bands, .table, .levels: return candidates(row: row, wanted: [])
    }
  }

  /// The limits, and a value just below each.
  private static func candidates(_ bands: [Criterion.Band], isWhole: Bool) -> [HypotheticalValue] {
    bands.flatMap { band -> [HypotheticalValue] in
      let reached = isWhole ? band.from.rounded(.up) : band.from
      let below = isWhole ? reached - 1 : ((band.from - 0.01) * 100).rounded() / 100
      return [.number(reached)] + (band.from > bands[0].from ? [.number(below)] : [])
    }
  }
}

extension Condition {
  /// Values of a fact on both sides of everything that the condition asks of it; days among them.
  func possibleValues(of fact: FactID, asOf: CalendarDay) -> [HypotheticalValue] {
    func days(_ id: FactID, _ days: [Double]) -> [HypotheticalValue] {
      id == fact ? days.map { .number(Double(asOf.number) + $0.rounded()) } : []
    }
    switch self {
    case .all(let list), .any(let list): return list.flatMap { $0.possibleValues(of: fact, asOf: asOf) }
    case .not(let inner): return inner.possibleValues(of: fact, asOf: asOf)
    case .yearsSinceAtLeast(let id, let years), .yearsSinceBelow(let id, let years):
      return days(id, [-years * 365.25 - 2, -years * 365.25 + 2, 1])
    case .daysSinceAtLeast(let id, let count): return days(id, [-count - 1, -count + 1])
    case .daysUntilAtMost(let id, let count): return days(id, [-1, 0, count, count + 1])
    case .isOneOf, .atLeast, .moreThan, .atMost: return tryValues.filter { $0.0 == fact }.map(\.1)
    case .known, .unknown, .notApplicable: return []
    }
  }

  /// Values on both sides of what the condition asks about.
  var tryValues: [(FactID, HypotheticalValue)] {
    switch self {
    case .all(let list), .any(let list): return list.flatMap(\.tryValues)
    case .not(let inner): return inner.tryValues
    case .isOneOf(let id, let words):
      let others = FactVocabulary.words(of: id) ?? []
      return (words + others.filter { !words.contains($0) }).map { (id, .word($0)) }
    case .atLeast(let id, let limit):
      return [(id, .number(limit)), (id, .number(limit - 1))]
    case .moreThan(let id, let limit), .atMost(let id, let limit):
      return [(id, .number(limit)), (id, .number(limit + 1))]
    case .yearsSinceAtLeast, .yearsSinceBelow, .daysSinceAtLeast, .daysUntilAtMost, .known, .unknown,
      .notApplicable:
      // Days pass by themselves, and knowing is no change of the right.
      return []
    }
  }
}
