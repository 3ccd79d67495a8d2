public import PortfolioCore

/// Makes a ``PruningProblem`` row by row and class by class.
///
/// Rows come first. What is wrong is collected and thrown by ``build()``, all at once.
public struct PruningProblemBuilder: Sendable {
  /// An option, or a step of a ladder: its value and what it uses of the rows.
  public struct Option: Sendable {
    /// The value, in units of value.
    public var value: Int64
    /// Rows and amounts.
    public var uses: [(row: Int, amount: Int64)]

    /// An option.
    public init(value: Int64, uses: [(row: Int, amount: Int64)] = []) {
      self.value = value
      self.uses = uses
    }
  }

  /// No sum of values or uses may come near the end of 64 bits.
  static let largestSum: Int64 = 1 << 60
  /// The most classes, options or rows that a problem may have.
  static let largestCount = 50_000_000

  private var problem = PruningProblem()
  private var elastic: [(row: Int, price: Int64)] = []
  private(set) var problems: [Problem] = []
  private var place: Place?

  /// A builder of a problem of that name.
  public init(name: String) { problem.name = name }

  /// How many classes there are so far.
  public var classCount: Int { problem.classCount }

  /// How many rows there are so far.
  public var rowCount: Int { problem.rows.count }

  /// Where the next lines come from, for problems found in them.
  mutating func at(_ place: Place?) { self.place = place }

  mutating func setScales(value: Int64, rows: [Int64]) {
    problem.valueScale = value
    for (index, scale) in rows.enumerated() { problem.rows[index].scale = scale }
  }

  /// Adds a row.
  /// - Parameters:
  ///   - overrunPrice: for a budget that may be overrun, the value that each unit of overrun costs.
  /// - Returns: the row's index.
  @discardableResult
  public mutating func addRow(
    _ name: String, _ sense: PruningProblem.Sense, _ limit: Int64, kind: PruningProblem.RowKind? = nil,
    overrunPrice: Int64? = nil
  ) -> Int {
    problem.rows.append(PruningProblem.Row(name: name, sense: sense, limit: limit, kind: kind))
    if let overrunPrice { elastic.append((problem.rows.count - 1, overrunPrice)) }
    if limit.magnitude > UInt64(Self.largestSum) { refuse(limit, name) }
    return problem.rows.count - 1
  }

  /// Adds a class of which exactly one option is chosen.
  /// - Returns: the class's index.
  @discardableResult
  public mutating func addChoice(_ name: String, _ options: [Option]) -> Int {
    beginClass(name, isLadder: false)
    for option in options { addOption(option.value, option.uses) }
    return endClass()
  }

  /// Adds a class of stops 0…n from what each of its n steps adds.
  /// - Returns: the class's index.
  @discardableResult
  public mutating func addLadder(_ name: String, _ steps: [Option]) -> Int {
    beginClass(name, isLadder: true)
    for step in steps { addOption(step.value, step.uses) }
    return endClass()
  }

  mutating func beginClass(_ name: String, isLadder: Bool) {
    problem.classNames.append(name)
    problem.isLadder.append(isLadder)
    if isLadder {
      problem.optionValue.append(0)
      problem.useStart.append(Int32(clamping: problem.useRow.count))
    }
  }

  mutating func addOption(_ value: Int64, _ uses: [(row: Int, amount: Int64)]) {
    problem.optionValue.append(value)
    for use in uses { addUse(use.row, use.amount) }
    endOption()
  }

  mutating func addValue(_ value: Int64) { problem.optionValue.append(value) }

  mutating func addUse(_ row: Int, _ amount: Int64) {
    guard row >= 0 && row < problem.rows.count else { return noSuch(row: row) }
    guard amount != 0 else { return }
    problem.useRow.append(Int32(row))
    problem.useAmount.append(amount)
  }

  mutating func endOption() { problem.useStart.append(Int32(clamping: problem.useRow.count)) }

  @discardableResult
  mutating func endClass() -> Int {
    let count = problem.optionValue.count - Int(problem.optionStart.last ?? 0)
    problem.optionStart.append(Int32(clamping: problem.optionValue.count))
    problem.lowest.append(0)
    problem.highest.append(Int32(clamping: count - 1))
    if count == 0 {
      add(
        .pruningSyntax, problem.classNames.last ?? "", zh: "这一类没有任何选项", en: "The class has no option",
        zh: "每一类至少要有一个选项", en: "Give every class at least one option")
    }
    return problem.classCount - 1
  }

  /// Couples two ladders.
  public mutating func couple(_ coupling: PruningProblem.Coupling, _ first: Int, _ second: Int) {
    guard isLadder(first), isLadder(second) else { return }
    if first == second { return }
    problem.couples.append(PruningProblem.Couple(coupling, first, second))
  }

  /// A ladder must keep at least to a stop.
  public mutating func keep(_ index: Int, atLeast stop: Int) {
    guard isLadder(index) else { return }
    problem.lowest[index] = max(problem.lowest[index], Int32(clamping: stop))
  }

  /// A ladder may not go beyond a stop; 0 drops it.
  public mutating func keep(_ index: Int, atMost stop: Int) {
    guard isLadder(index) else { return }
    problem.highest[index] = min(problem.highest[index], Int32(clamping: stop))
  }

  private mutating func isLadder(_ index: Int) -> Bool {
    guard index >= 0 && index < problem.classCount else {
      add(
        .pruningReference, "\(index)", zh: "没有这一类", en: "There is no such class",
        zh: "类的编号从 0 到 \(problem.classCount - 1)", en: "Classes are numbered 0 to \(problem.classCount - 1)")
      return false
    }
    if problem.isLadder[index] { return true }
    add(
      .pruningReference, "\(index)", zh: "这一类不是阶梯（ladder）", en: "The class is not a ladder",
      zh: "couple、atleast、atmost 只用于 ladder", en: "couple, atleast and atmost are for ladders")
    return false
  }

  private mutating func noSuch(row: Int) {
    add(
      .pruningReference, "\(row)", zh: "没有这一行约束", en: "There is no such row",
      zh: "行的编号从 0 到 \(problem.rows.count - 1)，且要先于使用它的类",
      en: "Rows are numbered 0 to \(problem.rows.count - 1) and stand before the classes that use them")
  }

  private mutating func refuse(_ value: Int64, _ name: String) {
    add(
      .pruningRange, "\(value)", zh: "“\(name)”的数值过大", en: "A number of '\(name)' is too large",
      zh: "各数之和应小于 2^60；改用较大的单位", en: "Sums must stay below 2^60; use a larger unit")
  }

  mutating func add(
    _ code: ProblemCode, _ value: String, zh: String, en: String, zh remedyZh: String, en remedyEn: String
  ) {
    guard problems.count < 1000 else { return }
    problems.append(
      Problem(
        code, at: place, value: value, zh: zh, en: en, remedy: BilingualText(zh: remedyZh, en: remedyEn)))
  }

  /// The problem, with every sum proven to fit 64 bits.
  /// - Throws: ``ProblemList`` with everything that is wrong.
  public consuming func build() throws(ProblemList) -> PruningProblem {
    at(nil)
    checkSums()
    guard problems.isEmpty else { throw ProblemList(problems) }
    for (row, price) in elastic where !problem.addOverrun(of: row, price) {
      refuse(price, problem.rows[row].name)
    }
    if !elastic.isEmpty {
      checkSums()
      guard problems.isEmpty else { throw ProblemList(problems) }
    }
    return problem
  }

  /// Sums of the largest magnitudes must fit, so that no sum of a plan can overflow.
  private mutating func checkSums() {
    if problem.optionValue.count > Self.largestCount || problem.useRow.count > Int(Int32.max) - 1 {
      refuse(Int64(problem.useRow.count), problem.name)
      return
    }
    var value: Int64 = 0
    var uses = [Int64](repeating: 0, count: problem.rows.count)
    var overflow: String?
    for number in problem.optionValue {
      value = sum(value, number)
    }
    for index in problem.useRow.indices {
      let row = Int(problem.useRow[index])
      uses[row] = sum(uses[row], problem.useAmount[index])
    }
    if value > Self.largestSum { overflow = problem.name }
    for row in uses.indices where uses[row] > Self.largestSum { overflow = problem.rows[row].name }
    if let overflow { refuse(Self.largestSum, overflow) }
  }

  private func sum(_ total: Int64, _ number: Int64) -> Int64 {
    guard total <= Self.largestSum, number.magnitude <= UInt64(Self.largestSum) else { return Int64.max }
    return total + Int64(number.magnitude)
  }
}
