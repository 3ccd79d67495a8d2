internal import PortfolioCore
internal import PortfolioStore

/// Builds one fact column, row after row.
struct ColumnBuilder {
  private let id: FactID
  private let type: FactType
  private var states: [FactState] = []
  private var integers: [Int32] = []
  private var decimals: [Double] = []
  private var codes: [Int32] = []
  private var names: [String] = []
  private var numbers: [String: Int32] = [:]

  init(_ id: FactID, rows: Int) {
    self.id = id
    type = FactCatalogue.definition(id)?.type ?? .integer
    states.reserveCapacity(rows)
    switch type {
    case .decimal: decimals.reserveCapacity(rows)
    case .category: codes.reserveCapacity(rows)
    case .integer, .day, .flag: integers.reserveCapacity(rows)
    }
  }

  mutating func append(_ value: Int32) {
    states.append(.known)
    integers.append(value)
  }

  mutating func append(_ value: Double) {
    states.append(.known)
    decimals.append(value)
  }

  mutating func append(word: String) {
    let code: Int32
    if let known = numbers[word] {
      code = known
    } else {
      code = Int32(names.count)
      numbers[word] = code
      names.append(word)
    }
    states.append(.known)
    codes.append(code)
  }

  mutating func append(missing state: FactState) {
    states.append(state)
    switch type {
    case .decimal: decimals.append(0)
    case .category: codes.append(0)
    case .integer, .day, .flag: integers.append(0)
    }
  }

  /// Appends a number, or that it is not known.
  mutating func append(ifKnown value: Int32?) {
    if let value { append(value) } else { append(missing: .unknown) }
  }

  /// Appends a number, or that it is not known.
  mutating func append(ifKnown value: Double?) {
    if let value { append(value) } else { append(missing: .unknown) }
  }

  /// Appends yes or no, or that it is not known.
  mutating func append(flag: Bool?) {
    append(ifKnown: flag.map { $0 ? Int32(1) : 0 })
  }

  /// Appends a stored number, or why there is none.
  mutating func append(stored value: Int32, otherwise state: @autoclosure () -> FactState) {
    if value == PortfolioSnapshot.none { append(missing: state()) } else { append(value) }
  }

  func column() -> FactColumn {
    let values: FactColumn.Values
    switch type {
    case .decimal: values = .decimals(decimals)
    case .category: values = .categories(codes: codes, names: names)
    case .integer, .day, .flag: values = .integers(integers)
    }
    return FactColumn(id: id, type: type, states: states, values: values)
  }
}
