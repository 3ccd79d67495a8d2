internal import PortfolioCore

/// What can be said of a condition for a row: whether it holds with what is known, whether it holds whatever the
/// unknown facts turn out to be, and whether they could make it hold.
struct ConditionOutcome: OptionSet, Sendable {
  let rawValue: UInt8
  /// It holds with what is known.
  static let holds = ConditionOutcome(rawValue: 1)
  /// It holds whatever the unknown facts are.
  static let must = ConditionOutcome(rawValue: 2)
  /// Some values of the unknown facts make it hold.
  static let may = ConditionOutcome(rawValue: 4)

  /// Of a condition on known facts.
  static let yes: ConditionOutcome = [.holds, .must, .may]
  static let no: ConditionOutcome = []

  /// The outcome of the opposite.
  var opposite: ConditionOutcome {
    var result = ConditionOutcome()
    if !contains(.holds) { result.insert(.holds) }
    if !contains(.may) { result.insert(.must) }
    if !contains(.must) { result.insert(.may) }
    return result
  }
}

/// A condition bound to the columns of a table.
///
/// All and any work on the bits of the outcomes: what must hold in all parts must hold, what may hold in one may
/// hold. Parts are taken as independent of each other, so that two parts on one unknown fact may look open although
/// they exclude each other: the interval is then too wide, never too narrow.
indirect enum CompiledCondition: Sendable {
  case all([CompiledCondition])
  case any([CompiledCondition])
  case not(CompiledCondition)
  case words(FactID, FactColumn?, [Bool])
  case range(FactID, FactColumn?, ClosedRange<Double>)
  case state(FactID, FactColumn?, Set<FactState>)

  /// - Parameter column: the column of a fact or of a question's combined answer.
  init(_ condition: Condition, asOf: CalendarDay, column: (FactID) -> FactColumn?) {
    let day = Double(asOf.number)
    let unbounded = Double.greatestFiniteMagnitude
    func range(_ id: FactID, _ low: Double, _ high: Double) -> CompiledCondition {
      low <= high ? .range(id, column(id), low...high) : .any([])
    }
    switch condition {
    case .all(let list): self = .all(list.map { CompiledCondition($0, asOf: asOf, column: column) })
    case .any(let list): self = .any(list.map { CompiledCondition($0, asOf: asOf, column: column) })
    case .not(let inner): self = .not(CompiledCondition(inner, asOf: asOf, column: column))
    case .isOneOf(let id, let words):
      var chosen: [Bool] = []
      if case .categories(_, let names)? = column(id)?.values { chosen = names.map { words.contains($0) } }
      self = .words(id, column(id), chosen)
    case .atLeast(let id, let limit): self = range(id, limit, unbounded)
    case .atMost(let id, let limit): self = range(id, -unbounded, limit)
    case .yearsSinceAtLeast(let id, let years): self = range(id, -unbounded, day - years * 365.25)
    case .yearsSinceBelow(let id, let years): self = range(id, (day - years * 365.25).nextUp, day)
    case .daysSinceAtLeast(let id, let days): self = range(id, -unbounded, day - days)
    case .daysUntilAtMost(let id, let days): self = range(id, day, day + days)
    case .known(let id): self = .state(id, column(id), [.known])
    case .unknown(let id): self = .state(id, column(id), [.unknown, .notApplicable, .notYetObservable])
    case .notApplicable(let id): self = .state(id, column(id), [.notApplicable])
    }
  }

  /// Whether it holds for a row.
  func holds(_ row: Int) -> Bool { outcome(row).contains(.holds) }

  /// What can be said of it for a row.
  /// - Parameter free: the only fact that counts as open where it is not known; all of them when nil.
  func outcome(_ row: Int, free: FactID? = nil) -> ConditionOutcome {
    switch self {
    case .all(let list): return list.reduce(.yes) { $0.intersection($1.outcome(row, free: free)) }
    case .any(let list): return list.reduce(.no) { $0.union($1.outcome(row, free: free)) }
    case .not(let inner): return inner.outcome(row, free: free).opposite
    case .words(let id, let column, let chosen):
      let state = column?.states[row] ?? .unknown
      guard state == .known, let column, case .categories(let codes, _) = column.values else {
        return CompiledCondition.ofValue(state, isFree: free == nil || free == id)
      }
      return chosen[Int(codes[row])] ? .yes : .no
    case .range(let id, let column, let range):
      if let number = column?.number(row) { return range.contains(number) ? .yes : .no }
      return CompiledCondition.ofValue(column?.states[row] ?? .unknown, isFree: free == nil || free == id)
    case .state(let id, let column, let states):
      return CompiledCondition.ofState(
        column?.states[row] ?? .unknown, states, isFree: free == nil || free == id)
    }
  }

  /// A comparison with a value that is not known: it does not hold, and could where a value is to be found.
  private static func ofValue(_ state: FactState, isFree: Bool) -> ConditionOutcome {
    isFree && (state == .unknown || state == .notYetObservable) ? .may : .no
  }

  /// A question whether a value is known. What is not known may become known, or stay as it is.
  private static func ofState(
    _ state: FactState, _ states: Set<FactState>, isFree: Bool
  ) -> ConditionOutcome {
    let now = states.contains(state)
    guard isFree, state == .unknown || state == .notYetObservable else { return now ? .yes : .no }
    let then = states.contains(.known)
    var outcome: ConditionOutcome = now ? .holds : .no
    if now && then { outcome.insert(.must) }
    if now || then { outcome.insert(.may) }
    return outcome
  }

  /// Where it holds, for some rows at once: the same answers as ``outcome(_:free:)``, column by column.
  func outcomes(_ rows: ArraySlice<Int32>) -> [ConditionOutcome] {
    switch self {
    case .all(let list):
      guard var mask = list.first?.outcomes(rows) else { return Array(repeating: .yes, count: rows.count) }
      for other in list.dropFirst() {
        let next = other.outcomes(rows)
        for index in mask.indices { mask[index].formIntersection(next[index]) }
      }
      return mask
    case .any(let list):
      guard var mask = list.first?.outcomes(rows) else { return Array(repeating: .no, count: rows.count) }
      for other in list.dropFirst() {
        let next = other.outcomes(rows)
        for index in mask.indices { mask[index].formUnion(next[index]) }
      }
      return mask
    case .not(let inner): return inner.outcomes(rows).map(\.opposite)
    case .words(_, let column, let chosen):
      guard let column else { return Array(repeating: .may, count: rows.count) }
      let open = CompiledCondition.openStates
      guard case .categories(let codes, _) = column.values else {
        return rows.map { open[Int(column.states[Int($0)].rawValue)] }
      }
      return rows.map { place in
        let row = Int(place)
        let state = column.states[row]
        return state == .known ? (chosen[Int(codes[row])] ? .yes : .no) : open[Int(state.rawValue)]
      }
    case .range(_, let column, let range):
      guard let column else { return Array(repeating: .may, count: rows.count) }
      let open = CompiledCondition.openStates
      switch column.values {
      case .integers(let values):
        return rows.map { place in
          let row = Int(place)
          let state = column.states[row]
          guard state == .known else { return open[Int(state.rawValue)] }
          return range.contains(Double(values[row])) ? .yes : .no
        }
      case .decimals(let values):
        return rows.map { place in
          let row = Int(place)
          let state = column.states[row]
          guard state == .known else { return open[Int(state.rawValue)] }
          return range.contains(values[row]) ? .yes : .no
        }
      case .categories: return rows.map { open[Int(column.states[Int($0)].rawValue)] }
      }
    case .state(_, let column, let states):
      let outcomes = FactState.allCases.map { CompiledCondition.ofState($0, states, isFree: true) }
      guard let column else {
        return Array(repeating: outcomes[Int(FactState.unknown.rawValue)], count: rows.count)
      }
      return rows.map { outcomes[Int(column.states[Int($0)].rawValue)] }
    }
  }

  /// The outcome of a comparison by the state of its fact, where there is no value.
  private static let openStates: [ConditionOutcome] = FactState.allCases.map { ofValue($0, isFree: true) }
}
