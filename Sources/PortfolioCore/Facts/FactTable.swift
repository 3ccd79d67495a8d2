/// Whether a fact is there, and if not, why.
public enum FactState: UInt8, Sendable, Codable, CaseIterable {
  /// The value is known.
  case known = 0
  /// There is a value, but the portfolio's data do not hold it.
  case unknown = 1
  /// The right has no such value: a trademark has no claims.
  case notApplicable = 2
  /// The value only came into being, or was only observed, after the as-of day.
  case notYetObservable = 3
}

/// The name of a fact, such as `forward-citations`.
public struct FactID: Hashable, Sendable, Comparable, Codable, ExpressibleByStringLiteral {
  /// The name as model files write it.
  public let name: String

  /// A fact's name.
  public init(_ name: String) { self.name = name }

  /// A fact's name.
  public init(stringLiteral value: String) { name = value }

  /// Alphabetical.
  public static func < (left: FactID, right: FactID) -> Bool { left.name < right.name }

  /// Reads the name.
  public init(from decoder: any Decoder) throws {
    name = try decoder.singleValueContainer().decode(String.self)
  }

  /// Writes the name.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(name)
  }
}

/// What values a fact has.
public enum FactType: String, Sendable, Codable {
  /// Whole numbers: counts, days of age.
  case integer
  /// Decimal numbers.
  case decimal
  /// Calendar days, as days since 1970-01-01.
  case day
  /// 0 or 1.
  case flag
  /// One of a few words.
  case category
}

/// One fact of every right: a state and a value a row.
public struct FactColumn: Sendable {
  /// The values by type of storage; a row whose state is not known holds 0.
  public enum Values: Sendable {
    /// Whole numbers, flags, and days as days since 1970-01-01.
    case integers([Int32])
    /// Decimal numbers.
    case decimals([Double])
    /// Codes into a list of words.
    case categories(codes: [Int32], names: [String])
  }

  /// The fact.
  public let id: FactID
  /// The type of its values.
  public let type: FactType
  /// A state a row.
  public var states: [FactState]
  /// A value a row.
  public var values: Values

  /// A column. States and values must have one entry a right.
  public init(id: FactID, type: FactType, states: [FactState], values: Values) {
    self.id = id
    self.type = type
    self.states = states
    self.values = values
  }

  /// The number of rows.
  public var count: Int { states.count }

  /// The value of a row as a number, or nil when it is not known or is a word.
  public func number(_ row: Int) -> Double? {
    guard states[row] == .known else { return nil }
    switch values {
    case .integers(let list): return Double(list[row])
    case .decimals(let list): return list[row]
    case .categories: return nil
    }
  }

  /// The value of a row as a word, or nil when it is not known or is a number.
  public func category(_ row: Int) -> String? {
    guard states[row] == .known, case .categories(let codes, let names) = values else { return nil }
    return names[Int(codes[row])]
  }

  /// The value of a row as a day, or nil.
  public func day(_ row: Int) -> CalendarDay? {
    guard type == .day, states[row] == .known, case .integers(let list) = values else { return nil }
    return CalendarDay(number: list[row])
  }
}

/// A list of texts in one block of memory: a million titles without a million allocations.
public struct TextColumn: Sendable, Equatable {
  /// The UTF-8 bytes of all texts, one after the other.
  public private(set) var bytes: [UInt8] = []
  /// Where each text begins in ``bytes``, and one more for the end.
  public private(set) var offsets: [UInt32] = [0]

  /// An empty column.
  public init() {}

  /// A column of stored parts; nil when they do not fit together.
  public init?(bytes: [UInt8], offsets: [UInt32]) {
    guard offsets.first == 0, offsets.last.map(Int.init) == bytes.count,
      zip(offsets, offsets.dropFirst()).allSatisfy({ $0 <= $1 })
    else { return nil }
    self.bytes = bytes
    self.offsets = offsets
  }

  /// The number of texts.
  public var count: Int { offsets.count - 1 }

  /// Adds a text.
  public mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    offsets.append(UInt32(bytes.count))
  }

  /// Adds a text given as UTF-8 bytes.
  public mutating func append(utf8 text: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: text)
    offsets.append(UInt32(bytes.count))
  }

  /// The text of a row; empty when there is none.
  public subscript(row: Int) -> String {
    String(decoding: bytes[Int(offsets[row])..<Int(offsets[row + 1])], as: UTF8.self)
  }
}

/// The facts of a whole portfolio on one day: columns, one row a right.
///
/// The rows are ordered by the rights' stored ids, so that the same data give the same table.
public struct FactTable: Sendable {
  /// The day whose knowledge the table holds.
  public let asOf: CalendarDay
  /// The stored id of each row's right.
  public var rightIDs: [Int64]
  /// The texts of each right that a report shows, by name: `number`, `title`, `owner`, `unit` and so on.
  public var texts: [String: TextColumn]
  /// The facts by name.
  public private(set) var columns: [FactID: FactColumn]

  /// A table without columns.
  public init(asOf: CalendarDay, rightIDs: [Int64], texts: [String: TextColumn] = [:]) {
    self.asOf = asOf
    self.rightIDs = rightIDs
    self.texts = texts
    self.columns = [:]
  }

  /// The number of rights.
  public var count: Int { rightIDs.count }

  /// Adds or replaces a column.
  /// - Precondition: the column has one row a right.
  public mutating func set(_ column: FactColumn) {
    precondition(column.count == count, "a fact column must have one row a right")
    columns[column.id] = column
  }

  /// The column of a fact, if the table has it.
  public subscript(id: FactID) -> FactColumn? { columns[id] }

  /// A shown text of a right; empty when there is none.
  public func text(_ name: String, _ row: Int) -> String { texts[name]?[row] ?? "" }
}
