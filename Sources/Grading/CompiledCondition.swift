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

  /// In three values. What holds with what is known alone may yet turn out otherwise, and is open.
  var truth: ConditionTruth { contains(.must) ? .holds : contains(.may) ? .open : .fails }

  /// The outcome of the opposite.
  var opposite: ConditionOutcome {
    var result = ConditionOutcome()
    if !contains(.holds) { result.insert(.holds) }
    if !contains(.may) { result.insert(.must) }
    if !contains(.must) { result.insert(.may) }
    return result
  }
}

/// Which of the missing facts a reading of a condition leaves open.
struct ConditionReading: Sendable {
  /// The missing facts whose value could still make a comparison hold.
  enum Openness: Sendable {
    /// Any missing fact.
    case every
    /// This one; the others stay as they are.
    case only(FactID)
    /// Any but these, which count as if they failed every comparison.
    case allBut(Set<FactID>)
  }

  let open: Openness
  /// Whether what is not known may become known, so that `known` and `unknown` are open too. A score's interval says
  /// what the right would get once its facts are found; a gate or a case asks what is known on the day.
  let knowledgeGrows: Bool

  /// What a right could still get once its facts are found.
  static let toCome = ConditionReading(open: .every, knowledgeGrows: true)
  /// What can be said on the day.
  static let today = ConditionReading(open: .every, knowledgeGrows: false)

  func leavesOpen(_ fact: FactID) -> Bool {
    switch open {
    case .every: return true
    case .only(let one): return fact == one
    case .allBut(let settled): return !settled.contains(fact)
    }
  }
}

/// A condition bound to the columns of a table: the one place where conditions are asked.
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
    case .moreThan(let id, let limit): self = range(id, limit.nextUp, unbounded)
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
  func outcome(_ row: Int, reading: ConditionReading = .toCome) -> ConditionOutcome {
    switch self {
    case .all(let list): return list.reduce(.yes) { $0.intersection($1.outcome(row, reading: reading)) }
    case .any(let list): return list.reduce(.no) { $0.union($1.outcome(row, reading: reading)) }
    case .not(let inner): return inner.outcome(row, reading: reading).opposite
    case .words(let id, let column, let chosen):
      let state = column?.states[row] ?? .unknown
      guard state == .known, let column, case .categories(let codes, _) = column.values else {
        return CompiledCondition.ofValue(state, isOpen: reading.leavesOpen(id))
      }
      return chosen[Int(codes[row])] ? .yes : .no
    case .range(let id, let column, let range):
      if let number = column?.number(row) { return range.contains(number) ? .yes : .no }
      return CompiledCondition.ofValue(
        column?.states[row] ?? .unknown, isOpen: reading.leavesOpen(id))
    case .state(let id, let column, let states):
      return CompiledCondition.ofState(
        column?.states[row] ?? .unknown, states, isOpen: reading.knowledgeGrows && reading.leavesOpen(id))
    }
  }

  /// The facts of the parts that give it the value it has for a row, if that value is `wanted`, in its order.
  func decisive(_ row: Int, _ wanted: ConditionTruth, reading: ConditionReading) -> [FactID] {
    guard outcome(row, reading: reading).truth == wanted else { return [] }
    switch self {
    case .all(let list), .any(let list): return list.flatMap { $0.decisive(row, wanted, reading: reading) }
    case .not(let inner): return inner.decisive(row, wanted == .open ? .open : .fails, reading: reading)
    case .words(let id, _, _), .range(let id, _, _), .state(let id, _, _): return [id]
    }
  }

  /// A comparison with a value that is not known: it does not hold, and could where a value is to be found.
  private static func ofValue(_ state: FactState, isOpen: Bool) -> ConditionOutcome {
    isOpen && (state == .unknown || state == .notYetObservable) ? .may : .no
  }

  /// A question whether a value is known. What is not known may become known, or stay as it is.
  private static func ofState(
    _ state: FactState, _ states: Set<FactState>, isOpen: Bool
  ) -> ConditionOutcome {
    let now = states.contains(state)
    guard isOpen, state == .unknown || state == .notYetObservable else { return now ? .yes : .no }
    let then = states.contains(.known)
    var outcome: ConditionOutcome = now ? .holds : .no
    if now && then { outcome.insert(.must) }
    if now || then { outcome.insert(.may) }
    return outcome
  }

  /// Where it holds, for some rows at once: the same answers as ``outcome(_:reading:)``, column by column.
  func outcomes(_ rows: ArraySlice<Int32>, reading: ConditionReading = .toCome) -> [ConditionOutcome] {
    switch self {
    case .all(let list):
      guard var mask = list.first?.outcomes(rows, reading: reading) else {
        return Array(repeating: .yes, count: rows.count)
      }
      for other in list.dropFirst() {
        let next = other.outcomes(rows, reading: reading)
        for index in mask.indices { mask[index].formIntersection(next[index]) }
      }
      return mask
    case .any(let list):
      guard var mask = list.first?.outcomes(rows, reading: reading) else {
        return Array(repeating: .no, count: rows.count)
      }
      for other in list.dropFirst() {
        let next = other.outcomes(rows, reading: reading)
        for index in mask.indices { mask[index].formUnion(next[index]) }
      }
      return mask
    case .not(let inner): return inner.outcomes(rows, reading: reading).map(\.opposite)
    case .words(let id, let column, let chosen):
      let open = CompiledCondition.missing(id, reading)
      guard let column else {
        return Array(repeating: open[Int(FactState.unknown.rawValue)], count: rows.count)
      }
      guard case .categories(let codes, _) = column.values else {
        return rows.map { open[Int(column.states[Int($0)].rawValue)] }
      }
      return rows.map { place in
        let row = Int(place)
        let state = column.states[row]
        return state == .known ? (chosen[Int(codes[row])] ? .yes : .no) : open[Int(state.rawValue)]
      }
    case .range(let id, let column, let range):
      let open = CompiledCondition.missing(id, reading)
      guard let column else {
        return Array(repeating: open[Int(FactState.unknown.rawValue)], count: rows.count)
      }
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
    case .state(let id, let column, let states):
      let isOpen = reading.knowledgeGrows && reading.leavesOpen(id)
      let outcomes = FactState.allCases.map { CompiledCondition.ofState($0, states, isOpen: isOpen) }
      guard let column else {
        return Array(repeating: outcomes[Int(FactState.unknown.rawValue)], count: rows.count)
      }
      return rows.map { outcomes[Int(column.states[Int($0)].rawValue)] }
    }
  }

  /// The outcome of a comparison by the state of its fact, where there is no value.
  private static func missing(_ fact: FactID, _ reading: ConditionReading) -> [ConditionOutcome] {
    reading.leavesOpen(fact) ? openStates : closedStates
  }

  private static let openStates: [ConditionOutcome] = FactState.allCases.map { ofValue($0, isOpen: true) }
  private static let closedStates: [ConditionOutcome] = FactState.allCases.map { ofValue($0, isOpen: false) }
}
