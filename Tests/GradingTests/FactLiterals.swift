import PortfolioCore

/// One right's facts written out: words, and numbers (days as their number, flags as 0 or 1).
enum FactLiterals {
  enum Value: Equatable, ExpressibleByStringLiteral, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    case word(String)
    case number(Double)
    case unknown

    init(stringLiteral value: String) { self = .word(value) }
    init(floatLiteral value: Double) { self = .number(value) }
    init(integerLiteral value: Int) { self = .number(Double(value)) }
  }

  /// A table of one right.
  static func table(_ facts: [FactID: Value], asOf: CalendarDay = CalendarDay(number: 20_000)) -> FactTable {
    var table = FactTable(asOf: asOf, rightIDs: [1])
    for (fact, value) in facts {
      guard let type = FactCatalogue.definition(fact)?.type else {
        preconditionFailure("no fact \(fact.name)")
      }
      let column: FactColumn.Values
      switch (value, type) {
      case (.word(let word), _): column = .categories(codes: [0], names: [word])
      case (.number(let number), .decimal): column = .decimals([number])
      case (.number(let number), _): column = .integers([Int32(number)])
      case (.unknown, .category): column = .categories(codes: [0], names: [""])
      case (.unknown, .decimal): column = .decimals([0])
      case (.unknown, _): column = .integers([0])
      }
      table.set(
        FactColumn(id: fact, type: type, states: [value == .unknown ? .unknown : .known], values: column))
    }
    return table
  }
}
