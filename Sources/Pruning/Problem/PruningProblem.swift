/// A multiple-choice problem with shared rows: one option of every class is chosen so that the sum of values is
/// greatest and every row keeps its limit.
///
/// The module knows no patents. A class may be a right with its stop years, a family, or any list of options; a
/// row may be a budget, a coverage rule or a share. All amounts are integers: money in minor units, shares
/// cleared of fractions. ``PruningProblemBuilder`` and ``StopYearProblemBuilder`` make problems,
/// ``PruningProblemText`` reads and writes them.
public struct PruningProblem: Sendable, Equatable {
  /// The side on which a row is limited.
  public enum Sense: String, Sendable, Codable {
    /// The use may not exceed the limit: a budget.
    case atMost = "<="
    /// The use may not fall below the limit: coverage, a share.
    case atLeast = ">="
  }

  /// What a row is about. Only words of reports depend on it, never the result.
  public enum RowKind: String, Sendable, Codable {
    /// Money that may be spent.
    case budget
    /// A number of live rights that a product needs in a market.
    case coverage
    /// A share that a part must have in the whole.
    case share
    /// Anything else.
    case other
  }

  /// A row: the uses of the chosen options add up to something limited.
  public struct Row: Sendable, Equatable {
    /// Its name in reports.
    public var name: String
    /// On which side it is limited.
    public var sense: Sense
    /// The limit, in units of the row's uses.
    public var limit: Int64
    /// What it is about.
    public var kind: RowKind
    /// One unit as the user wrote it is so many of the row's integer units; 1 unless the source had decimals.
    public var scale: Int64

    /// A row.
    public init(
      name: String, sense: Sense, limit: Int64, kind: RowKind? = nil, scale: Int64 = 1
    ) {
      self.name = name
      self.sense = sense
      self.limit = limit
      self.kind = kind ?? (sense == .atMost ? .budget : .coverage)
      self.scale = scale
    }
  }

  /// How two ladders hang together.
  public enum Coupling: String, Sendable, Codable {
    /// The second never stops after the first, while the first has steps left.
    case notAfter = "<="
    /// Both stop at the same step, each capped at its own length.
    case sameStop = "=="
  }

  /// Two ladders that hang together.
  public struct Couple: Sendable, Equatable {
    /// How.
    public var coupling: Coupling
    /// The parent of ``Coupling/notAfter``; either of ``Coupling/sameStop``.
    public var first: Int32
    /// The child of ``Coupling/notAfter``.
    public var second: Int32

    /// A couple of classes.
    public init(_ coupling: Coupling, _ first: Int, _ second: Int) {
      self.coupling = coupling
      self.first = Int32(clamping: first)
      self.second = Int32(clamping: second)
    }
  }

  /// A money row that may be overrun at a price: the classes that stand for the overrun.
  public struct ElasticRow: Sendable, Equatable {
    /// The row.
    public var row: Int
    /// Its overrun classes; the chosen options' uses of the row, negated, add up to the overrun.
    public var classes: Range<Int>
    /// The price of one unit of overrun, in units of value.
    public var price: Int64
  }

  /// The problem's name.
  public internal(set) var name = ""
  /// One unit of value as the user wrote it is so many integer units; 1 unless the source had decimals.
  public internal(set) var valueScale: Int64 = 1
  /// The rows.
  public internal(set) var rows: [Row] = []
  /// The names of the classes; empty when they have none.
  public internal(set) var classNames: [String] = []
  /// Whether a class is a ladder: option k of a ladder has the values and uses of its steps 1…k added up, and
  /// option 0 has none.
  public internal(set) var isLadder: [Bool] = []
  /// Where the options of each class start in the columns of options; one more entry than classes.
  public internal(set) var optionStart: [Int32] = [0]
  /// The value of each option; of a ladder's step, what the step adds.
  public internal(set) var optionValue: [Int64] = []
  /// Where the uses of each option start in the columns of uses; one more entry than options.
  public internal(set) var useStart: [Int32] = [0]
  /// The row of each use.
  public internal(set) var useRow: [Int32] = []
  /// The amount of each use.
  public internal(set) var useAmount: [Int64] = []
  /// The lowest option that may be chosen of each class.
  public internal(set) var lowest: [Int32] = []
  /// The highest option that may be chosen of each class.
  public internal(set) var highest: [Int32] = []
  /// The couples of ladders.
  public internal(set) var couples: [Couple] = []
  /// Rows that may be overrun at a price.
  public internal(set) var elasticRows: [ElasticRow] = []

  /// How many classes there are.
  public var classCount: Int { optionStart.count - 1 }

  /// How many options a class has; a ladder of n steps has n + 1.
  public func optionCount(of index: Int) -> Int { Int(optionStart[index + 1] - optionStart[index]) }

  /// The name of a class, or its number.
  public func className(_ index: Int) -> String {
    index < classNames.count && !classNames[index].isEmpty ? classNames[index] : "\(index)"
  }

  /// The value of an option: of a ladder, its steps added up.
  public func value(of option: Int, in index: Int) -> Int64 {
    let start = Int(optionStart[index])
    guard isLadder[index] else { return optionValue[start + option] }
    var sum: Int64 = 0
    for step in start...(start + option) { sum += optionValue[step] }
    return sum
  }

  /// Calls a closure with each row and amount that an option uses; a row may come more than once.
  public func forEachUse(of option: Int, in index: Int, _ body: (_ row: Int, _ amount: Int64) -> Void) {
    let last = Int(optionStart[index]) + option
    let first = isLadder[index] ? Int(optionStart[index]) : last
    for use in Int(useStart[first])..<Int(useStart[last + 1]) { body(Int(useRow[use]), useAmount[use]) }
  }

  /// The value of a plan.
  public func value(of choices: [Int32]) -> Int64 {
    var sum: Int64 = 0
    for index in 0..<classCount { sum += value(of: Int(choices[index]), in: index) }
    return sum
  }

  /// What a plan uses of each row.
  public func uses(of choices: [Int32]) -> [Int64] {
    var sums = [Int64](repeating: 0, count: rows.count)
    for index in 0..<classCount {
      forEachUse(of: Int(choices[index]), in: index) { sums[$0] += $1 }
    }
    return sums
  }

  /// Whether a couple allows two stops.
  @inlinable
  public static func allows(
    _ coupling: Coupling, _ first: Int32, _ second: Int32, steps firstSteps: Int32, _ secondSteps: Int32
  ) -> Bool {
    switch coupling {
    case .notAfter: first >= firstSteps || second <= first
    case .sameStop: min(first, secondSteps) == min(second, firstSteps)
    }
  }
}
