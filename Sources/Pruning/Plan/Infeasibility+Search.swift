extension Infeasibility {
  /// The conflict, when a search has proven that there is no plan.
  /// - Parameter nodes: how many nodes the proof took.
  func searchedConflict(nodes: Int) -> PruningConflict {
    let relief = relief(Array(problem.rows.indices))
    if relief == nil, let families = contradictingFamilies() { return families }
    let search = ConflictSearch(problem: problem, options: options, relief: relief, nodesOfProof: nodes)
    let rows = search.rows(beside: [])
    return PruningConflict(
      rows: rows, classes: [], rowsContradict: !search.found.isEmpty, multipliers: nil,
      leastChange: relief?.change ?? [])
  }

  /// Where no change of rows helps, the rules of families may contradict each other by themselves.
  func contradictingFamilies() -> PruningConflict? {
    let search = ConflictSearch(problem: problem, options: options, relief: nil)
    let classes = search.contradictingClasses()
    return classes.isEmpty
      ? nil : PruningConflict(rows: [], classes: classes, multipliers: nil, leastChange: [])
  }
}

/// Looks for rows that contradict each other where no multipliers prove it: rows are left out, many at a time and then
/// one by one, and stay out when the rest is still proven to have no plan (a deletion filter).
final class ConflictSearch {
  /// Rows that contradict each other.
  struct Found: Equatable {
    /// The rows; those that give way in the least change first.
    var rows: [Int]
    /// Whether without any one of them there is a plan.
    var isShortest: Bool
  }

  /// The conflicts, in the order in which they were found.
  private(set) var found: [Found] = []

  private let problem: PruningProblem
  private let options: PruningOptions
  private let relief: Infeasibility.Relief?
  /// The rows that give way in the least change: whatever has none of them has a plan.
  private let givesWay: [Bool]
  /// The tree of each coupled class, and -1 of the others; empty when nothing is coupled.
  private let treeOf: [Int32]
  private let treeCount: Int
  /// The rows that each plan breaks that was found: whatever has none of them has a plan.
  private var broken: [[Int]] = []
  private var isNamed: [Bool]

  /// What all solves together may take.
  private var solvesLeft = 250
  private var classesLeft = 400_000
  private var nodesLeft = 400_000
  /// How many nodes one solve may take: what took the whole problem longer may take its parts as long.
  private let nodesOfSolve: Int
  private let mostConflicts: Int
  /// So many rows are worth naming though none of them could be left out.
  private static let fewRows = 20

  init(
    problem: PruningProblem, options: PruningOptions, relief: Infeasibility.Relief?, nodesOfProof: Int = 0
  ) {
    mostConflicts = Infeasibility.mostConflicts(of: problem)
    nodesOfSolve = min(100_000, max(20_000, 2 * nodesOfProof))
    self.problem = problem
    self.options = options
    self.relief = relief
    var givesWay = problem.rows.map { _ in false }
    for entry in relief?.change ?? [] { givesWay[entry.row] = true }
    self.givesWay = givesWay
    if let relief { broken.append(relief.change.map(\.row)) }
    let forest = Forest(problem)
    treeOf = forest.treeOf
    treeCount = forest.treeCount
    isNamed = problem.rows.map { _ in false }
  }

  private var isOver: Bool {
    solvesLeft <= 0 || classesLeft <= 0 || nodesLeft <= 0 || options.shouldStop()
  }

  /// The rows of all conflicts that are found, and what gives way beside them.
  /// - Parameter known: rows that are known to contradict each other; they are not among the result. Without any, the
  ///   problem has been proven to have no plan.
  func rows(beside known: [Int]) -> [Int] {
    for row in known { isNamed[row] = true }
    findConflicts(isProven: known.isEmpty)
    let given = (relief?.change ?? []).map(\.row).filter { !isNamed[$0] }
    var isListed = problem.rows.map { _ in false }
    for row in known { isListed[row] = true }
    var rows: [Int] = []
    for row in found.flatMap(\.rows) + given where !isListed[row] {
      isListed[row] = true
      rows.append(row)
    }
    return rows
  }

  private func findConflicts(isProven: Bool) {
    let all = Array(problem.rows.indices)
    let giving = all.filter { givesWay[$0] }
    // Of the rows that give way, one alone and what is about it; then one alone and all the rest.
    for isNear in [true, false] {
      for row in giving.prefix(2 * mostConflicts) where !isNamed[row] && giving.count > 1 {
        if isOver || found.count >= mostConflicts { return }
        let others = (isNear ? near([row]) : all).filter { $0 == row || !givesWay[$0] }
        if isContradiction(others) { take(others) }
      }
    }
    // What takes several of them, and what is left where they are not known.
    while !isOver, found.count < mostConflicts,
      giving.isEmpty || giving.contains(where: { !isNamed[$0] })
    {
      let rest = all.filter { !isNamed[$0] }
      let near = near(giving.filter { !isNamed[$0] }).filter { !isNamed[$0] }
      if near.count < rest.count, isContradiction(near) {
        take(near)
        continue
      }
      let isKnown = isProven && found.isEmpty
      guard isKnown || isContradiction(rest), take(rest, orLess: isKnown && rest.count > Self.fewRows) else {
        return
      }
    }
  }

  /// Makes a contradiction as short as it gets and keeps it.
  /// - Parameter orLess: it says nothing unless it becomes shorter, or is as short as can be.
  @discardableResult
  private func take(_ rows: [Int], orLess: Bool = false) -> Bool {
    let (left, isWhole) = filtered(rows) { isContradiction($0) }
    guard !orLess || isWhole || left.count < rows.count else { return false }
    let ordered = left.filter { givesWay[$0] } + left.filter { !givesWay[$0] }
    found.append(Found(rows: ordered, isShortest: isWhole))
    for row in left { isNamed[row] = true }
    return !left.isEmpty
  }

  /// Leaves out what a proof does without: first halves, then halves of these, at last one by one.
  /// - Returns: what is left, and whether nothing more can be left out.
  private func filtered(_ items: [Int], _ isProven: ([Int]) -> Bool) -> (left: [Int], isWhole: Bool) {
    var left = items
    var size = (left.count + 1) / 2
    var areAllKnown = true
    while size > 0 {
      var position = 0
      while position < left.count {
        if isOver { return (left, false) }
        let rest = Array(left[..<position] + left[min(position + size, left.count)...])
        isUndecided = false
        if isProven(rest) {
          left = rest
        } else {
          if size == 1 && isUndecided { areAllKnown = false }
          position += size
        }
      }
      size = size == 1 ? 0 : (size + 1) / 2
    }
    return (left, areAllKnown)
  }

  /// Whether the last question was left open.
  private var isUndecided = false

  /// Whether no plan keeps these rows, as far as a short search can prove it.
  private func isContradiction(_ rows: [Int]) -> Bool {
    guard !rows.isEmpty else { return false }
    var isIn = problem.rows.map { _ in false }
    for row in rows { isIn[row] = true }
    if broken.contains(where: { $0.allSatisfy { !isIn[$0] } }) { return false }
    let classes = classes(of: isIn)
    // What nobody uses is kept or broken by its limit alone.
    if classes.isEmpty {
      return rows.contains {
        problem.rows[$0].sense == .atMost ? problem.rows[$0].limit < 0 : problem.rows[$0].limit > 0
      }
    }
    guard let answer = solve(problem.part(of: classes, rows: isIn), size: classes.count) else { return false }
    guard answer.value != nil, var choices = relief?.choices else { return answer.status == .infeasible }
    // The other classes may do what they like, as families.
    for (position, index) in classes.enumerated() { choices[index] = answer.choices[position] }
    let missing = problem.missing(Array(problem.rows.indices), of: choices)
    broken.append(missing.indices.filter { missing[$0] > 0 })
    return false
  }

  private func solve(_ part: PruningProblem, size: Int) -> PruningPlan? {
    solvesLeft -= 1
    guard !isOver, size <= classesLeft else {
      isUndecided = true
      return nil
    }
    classesLeft -= size
    var settings = PruningOptions()
    settings.threads = options.threads
    settings.shouldStop = options.shouldStop
    settings.effort = 0.1
    settings.explainsConflicts = false
    settings.mostNodes = min(nodesLeft, nodesOfSolve)
    let run = SolverRun(part, settings, nil)
    let plan = run.solve()
    nodesLeft -= run.nodes
    isUndecided = plan.status != .infeasible && plan.value == nil
    return plan
  }

  /// The classes that use some rows, with the families they belong to.
  private func classes(of isIn: [Bool]) -> [Int] {
    var isTouched = [Bool](repeating: false, count: problem.classCount)
    var isTreeTouched = [Bool](repeating: false, count: treeCount)
    for index in 0..<problem.classCount {
      let first = Int(problem.useStart[Int(problem.optionStart[index])])
      let last = Int(problem.useStart[Int(problem.optionStart[index + 1])])
      guard (first..<last).contains(where: { isIn[Int(problem.useRow[$0])] }) else { continue }
      isTouched[index] = true
      if let tree = tree(of: index) { isTreeTouched[tree] = true }
    }
    return isTouched.indices.filter { index in
      isTouched[index] || tree(of: index).map { isTreeTouched[$0] } ?? false
    }
  }

  private func tree(of index: Int) -> Int? { treeOf.isEmpty || treeOf[index] < 0 ? nil : Int(treeOf[index]) }

  /// Some rows and those that only the same classes use: what a unit has by itself.
  private func near(_ rows: [Int]) -> [Int] {
    var isIn = problem.rows.map { _ in false }
    for row in rows { isIn[row] = true }
    var isOutside = [Bool](repeating: true, count: problem.classCount)
    for index in classes(of: isIn) { isOutside[index] = false }
    var isNear = problem.rows.map { _ in true }
    for index in 0..<problem.classCount where isOutside[index] {
      let first = Int(problem.useStart[Int(problem.optionStart[index])])
      let last = Int(problem.useStart[Int(problem.optionStart[index + 1])])
      for use in first..<last { isNear[Int(problem.useRow[use])] = false }
    }
    return isNear.indices.filter { isNear[$0] }
  }

  /// Coupled classes whose own rules contradict each other though there were no rows: families in circles.
  func contradictingClasses() -> [Int] {
    guard !treeOf.isEmpty else { return [] }
    let coupled = (0..<problem.classCount).filter { treeOf[$0] >= 0 }
    let ruled = coupled.filter {
      problem.lowest[$0] > 0 || Int(problem.highest[$0]) < problem.optionCount(of: $0) - 1
    }
    func isProven(_ kept: [Int]) -> Bool {
      var part = problem.part(of: coupled, rows: problem.rows.map { _ in false })
      let isKept = Set(kept)
      for (position, index) in coupled.enumerated() where !isKept.contains(index) {
        part.lowest[position] = 0
        part.highest[position] = Int32(part.optionCount(of: position) - 1)
      }
      return solve(part, size: coupled.count)?.status == .infeasible
    }
    return isProven(ruled) ? filtered(ruled, isProven).left : []
  }
}

extension PruningProblem {
  /// By how much a plan misses the limits of some rows; not above zero where it keeps them.
  func missing(_ wanted: [Int], of choices: [Int32]) -> [Int64] {
    let uses = uses(of: choices)
    return wanted.map { rows[$0].sense == .atMost ? uses[$0] - rows[$0].limit : rows[$0].limit - uses[$0] }
  }

  /// The problem of some classes and some rows, without values.
  /// - Parameter classes: in rising order, families as a whole.
  fileprivate func part(of classes: [Int], rows isIn: [Bool]) -> PruningProblem {
    var part = PruningProblem()
    var newRow = [Int32](repeating: -1, count: rows.count)
    for row in rows.indices where isIn[row] {
      newRow[row] = Int32(part.rows.count)
      part.rows.append(rows[row])
    }
    var newClass: [Int32: Int] = [:]
    for (position, index) in classes.enumerated() {
      newClass[Int32(index)] = position
      part.isLadder.append(isLadder[index])
      part.lowest.append(lowest[index])
      part.highest.append(highest[index])
      for entry in Int(optionStart[index])..<Int(optionStart[index + 1]) {
        for use in Int(useStart[entry])..<Int(useStart[entry + 1]) where isIn[Int(useRow[use])] {
          part.useRow.append(newRow[Int(useRow[use])])
          part.useAmount.append(useAmount[use])
        }
        part.optionValue.append(0)
        part.useStart.append(Int32(part.useRow.count))
      }
      part.optionStart.append(Int32(part.optionValue.count))
    }
    part.couples = couples.compactMap { couple in
      guard let first = newClass[couple.first], let second = newClass[couple.second] else { return nil }
      return Couple(couple.coupling, first, second)
    }
    return part
  }
}
