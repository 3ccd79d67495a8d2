internal import PortfolioCore

/// A condition bound to the columns of a table.
indirect enum CompiledCondition: Sendable {
  case all([CompiledCondition])
  case any([CompiledCondition])
  case not(CompiledCondition)
  case words(FactColumn?, [Bool])
  case atLeast(FactColumn?, Double)
  case atMost(FactColumn?, Double)
  case unknown(FactColumn?)

  init(_ condition: Condition, table: FactTable) {
    switch condition {
    case .all(let list): self = .all(list.map { CompiledCondition($0, table: table) })
    case .any(let list): self = .any(list.map { CompiledCondition($0, table: table) })
    case .not(let inner): self = .not(CompiledCondition(inner, table: table))
    case .isOneOf(let id, let words):
      var chosen: [Bool] = []
      if case .categories(_, let names)? = table[id]?.values { chosen = names.map { words.contains($0) } }
      self = .words(table[id], chosen)
    case .atLeast(let id, let limit): self = .atLeast(table[id], limit)
    case .atMost(let id, let limit): self = .atMost(table[id], limit)
    case .unknown(let id): self = .unknown(table[id])
    }
  }

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
    case .atLeast(let column, let limit): return column?.number(row).map { $0 >= limit } ?? false
    case .atMost(let column, let limit): return column?.number(row).map { $0 <= limit } ?? false
    case .unknown(let column): return column.map { $0.states[row] != .known } ?? true
    }
  }
}
