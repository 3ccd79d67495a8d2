/// A plan in the making: its choices, what they use, and by how much they break rows.
final class PlanState {
  let problem: PruningProblem
  let forest: Forest
  private(set) var choices: [Int32]
  private(set) var uses: [Int64]
  private let signs: [Int64]
  private let norms: [Double]
  private var stamp: [Int32]
  private var clock: Int32 = 0
  private var touched: [Int32] = []
  /// How many rows are broken: rules may be many, and moves are tried by the million.
  private var brokenCount = 0

  init(_ dual: DualFunction, choices: [Int32]) {
    problem = dual.problem
    forest = dual.forest
    self.choices = choices
    signs = problem.rows.map { $0.sense == .atMost ? 1 : -1 }
    norms = dual.norms
    uses = problem.uses(of: choices)
    stamp = [Int32](repeating: 0, count: problem.rows.count)
    brokenCount = brokenRows.count
  }

  /// A change of one class, or of all members of a family.
  typealias Move = [(index: Int, option: Int)]

  /// By how much a row is beyond its limit; negative when there is room.
  @inline(__always)
  func over(_ row: Int) -> Int64 { signs[row] * (uses[row] - problem.rows[row].limit) }

  var isFeasible: Bool { brokenCount == 0 }

  var brokenRows: [Int] { uses.indices.filter { over($0) > 0 } }

  /// All that rows are broken by, each row by its own measure.
  func violation() -> Double {
    uses.indices.reduce(0) { $0 + Double(max(0, over($1))) / norms[$1] }
  }

  func replace(_ choices: [Int32]) {
    self.choices = choices
    uses = problem.uses(of: choices)
    brokenCount = brokenRows.count
  }

  /// Makes a move and tells how the violation changed.
  func apply(_ move: Move, _ columns: Columns) -> Double {
    clock &+= 1
    touched.removeAll(keepingCapacity: true)
    for (index, option) in move {
      note(index, Int(choices[index]), columns)
      note(index, option, columns)
    }
    var change = 0.0
    for row in touched {
      let beyond = over(Int(row))
      guard beyond > 0 else { continue }
      change -= Double(beyond) / norms[Int(row)]
      brokenCount -= 1
    }
    uses.withUnsafeMutableBufferPointer { buffer in
      guard let uses = buffer.baseAddress else { return }
      for (index, option) in move {
        columns.addUses(index, Int(choices[index]), -1, to: uses)
        columns.addUses(index, option, 1, to: uses)
        choices[index] = Int32(option)
      }
    }
    for row in touched {
      let beyond = over(Int(row))
      guard beyond > 0 else { continue }
      change += Double(beyond) / norms[Int(row)]
      brokenCount += 1
    }
    return change
  }

  /// Whether a row that the last move touched is broken now.
  func lastMoveBreaks() -> Bool { touched.contains { over(Int($0)) > 0 } }

  /// Whether a row that the last move touched is broken now and not among some rows.
  func lastMoveBreaks(butNot isExpected: [Bool]) -> Bool {
    touched.contains { over(Int($0)) > 0 && !isExpected[Int($0)] }
  }

  private func note(_ index: Int, _ option: Int, _ columns: Columns) {
    let start = Int(columns.optionStart[index])
    let first = columns.isLadder[index] ? start : start + option
    for use in Int(columns.useStart[first])..<Int(columns.useStart[start + option + 1]) {
      let row = columns.useRow[use]
      if stamp[Int(row)] != clock {
        stamp[Int(row)] = clock
        touched.append(row)
      }
    }
  }

  /// The choices that a move changes, as they are now.
  func inverse(_ move: Move) -> Move { move.map { ($0.index, Int(choices[$0.index])) } }
}
