internal import PortfolioCore

/// A condition bound to the columns of a table.
indirect enum CompiledCondition: Sendable {
  case all([CompiledCondition])
  case any([CompiledCondition])
  case not(CompiledCondition)
  case words(FactColumn?, [Bool])
  case range(FactColumn?, ClosedRange<Double>)
  case state(FactColumn?, Set<FactState>)

  /// - Parameter column: the column of a fact or of a question's combined answer.
  init(_ condition: Condition, asOf: CalendarDay, column: (FactID) -> FactColumn?) {
    let day = Double(asOf.number)
    let unbounded = Double.greatestFiniteMagnitude
    func range(_ id: FactID, _ low: Double, _ high: Double) -> CompiledCondition {
      low <= high ? .range(column(id), low...high) : .any([])
    }
    switch condition {
    case .all(let list): self = .all(list.map { CompiledCondition($0, asOf: asOf, column: column) })
    case .any(let list): self = .any(list.map { CompiledCondition($0, asOf: asOf, column: column) })
    case .not(let inner): self = .not(CompiledCondition(inner, asOf: asOf, column: column))
    case .isOneOf(let id, let words):
      var chosen: [Bool] = []
      if case .categories(_, let names)? = column(id)?.values { chosen = names.map { words.contains($0) } }
      self = .words(column(id), chosen)
    case .atLeast(let id, let limit): self = range(id, limit, unbounded)
    case .atMost(let id, let limit): self = range(id, -unbounded, limit)
    case .yearsSinceAtLeast(let id, let years): self = range(id, -unbounded, day - years * 365.25)
    case .yearsSinceBelow(let id, let years): self = range(id, (day - years * 365.25).nextUp, day)
    case .daysSinceAtLeast(let id, let days): self = range(id, -unbounded, day - days)
    case .daysUntilAtMost(let id, let days): self = range(id, day, day + days)
    case .known(let id): self = .state(column(id), [.known])
    case .unknown(let id): self = .state(column(id), [.unknown, .notApplicable, .notYetObservable])
    case .notApplicable(let id): self = .state(column(id), [.notApplicable])
    }
  }

  /// Whether it holds for a row.
  func holds(_ row: Int) -> Bool {
    switch self {
    case .all(let list): return list.allSatisfy { $0.holds(row) }
    case .any(let list): return list.contains { $0.holds(row) }
    case .not(let inner): return !inner.holds(row)
    case .words(let column, let chosen):
      guard let column, column.states[row] == .known, case .categories(let codes, _) = column.values else {
        return false
      }
      return chosen[Int(codes[row])]
    case .range(let column, let range): return column?.number(row).map { range.contains($0) } ?? false
    case .state(let column, let states): return states.contains(column?.states[row] ?? .unknown)
    }
  }

  /// Where it holds, for some rows at once: the same answers as ``holds(_:)``, column by column.
  func mask(_ rows: ArraySlice<Int32>) -> [Bool] {
    switch self {
    case .all(let list):
      guard var mask = list.first?.mask(rows) else { return Array(repeating: true, count: rows.count) }
      for other in list.dropFirst() {
        let next = other.mask(rows)
        for index in mask.indices { mask[index] = mask[index] && next[index] }
      }
      return mask
    case .any(let list):
      guard var mask = list.first?.mask(rows) else { return Array(repeating: false, count: rows.count) }
      for other in list.dropFirst() {
        let next = other.mask(rows)
        for index in mask.indices { mask[index] = mask[index] || next[index] }
      }
      return mask
    case .not(let inner): return inner.mask(rows).map { !$0 }
    case .words(let column, let chosen):
      guard let column, case .categories(let codes, _) = column.values, chosen.contains(true) else {
        return Array(repeating: false, count: rows.count)
      }
      return rows.map { column.states[Int($0)] == .known && chosen[Int(codes[Int($0)])] }
    case .range(let column, let range):
      guard let column else { return Array(repeating: false, count: rows.count) }
      switch column.values {
      case .integers(let values):
        return rows.map { column.states[Int($0)] == .known && range.contains(Double(values[Int($0)])) }
      case .decimals(let values):
        return rows.map { column.states[Int($0)] == .known && range.contains(values[Int($0)]) }
      case .categories: return Array(repeating: false, count: rows.count)
      }
    case .state(let column, let states):
      guard let column else { return Array(repeating: states.contains(.unknown), count: rows.count) }
      let wanted = FactState.allCases.map { states.contains($0) }
      return rows.map { wanted[Int(column.states[Int($0)].rawValue)] }
    }
  }
}
