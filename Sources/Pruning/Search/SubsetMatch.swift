/// Fills the room that a plan of a core leaves, by meeting in the middle.
///
/// Under prices a plan falls short of the bound by two things: what its options lose against each class's best,
/// and what the room that it leaves would have brought. Single changes seldom fit the room; of many changes
/// combined some nearly always do. So the classes are dealt to two hands, the smallest combinations of changes
/// within each hand are listed, and for each of the one hand a partner of the other is looked up that fills the
/// room left, in a grid over the rows.
struct SubsetMatch {
  /// How many combinations each hand lists.
  var listSize = 50_000
  /// How many partners may be looked at for each corner of a cell, all in all.
  private static let mostLooks = 300_000.0
  /// So many of one cell are looked at, however many there are.
  private static let leastInCell = 64
  /// The most rows that the grid is laid over.
  static let gridRows = 5
  var shouldStop: () -> Bool = { false }

  private struct Move {
    var index: Int32
    var option: Int32
    var loss: Double
    /// What it uses beyond the base, row by row.
    var uses: [Int64]
  }

  /// Combinations of moves; each extends another by one move.
  private struct Hand {
    /// The sizes of its moves' losses, added up.
    var loss: [Double] = []
    /// What it loses; negative when it gains.
    var worth: [Double] = []
    var uses: [Int64] = []
    var before: [Int32] = []
    var move: [Int32] = []
  }

  private let core: CoreProblem
  private let base: [Int]
  /// The rows that count: those that are alike for all moves are one.
  private var room: [Int64] = []
  private var price: [Double] = []
  private var moves: [Move] = []
  private let baseValue: Int64

  /// - Parameters:
  ///   - base: the plan that is changed.
  ///   - prices: of the core's rows.
  ///   - most: options that lose or gain more against it are left out.
  init(_ core: CoreProblem, base: [Int], prices: [Double], most: Double) {
    self.core = core
    self.base = base
    baseValue = core.value(base)
    var left = core.limits
    for (index, options) in core.classes.enumerated() {
      for use in options[base[index]].uses { left[Int(use.row)] -= use.amount }
    }
    var list: [(index: Int, option: Int, loss: Double, uses: [CoreProblem.Use])] = []
    for (index, options) in core.classes.enumerated() {
      let own = options[base[index]]
      for (option, entry) in options.enumerated() where option != base[index] {
        let uses = CoreProblem.tidy(
          entry.uses + own.uses.map { CoreProblem.Use(row: $0.row, amount: -$0.amount) })
        let loss = uses.reduce(Double(own.value - entry.value)) {
          $0 + prices[Int($1.row)] * Double($1.amount)
        }
        if abs(loss) <= most { list.append((index, option, loss, uses)) }
      }
    }
    list.sort { (abs($0.loss), $0.index, $0.option) < (abs($1.loss), $1.index, $1.option) }
    // Rows with the same uses everywhere are one row: the tighter room, both prices.
    var columns = [[Int64]](
      repeating: [Int64](repeating: 0, count: list.count), count: core.limits.count)
    for (place, move) in list.enumerated() {
      for use in move.uses { columns[Int(use.row)][place] = use.amount }
    }
    var rowOf: [[Int64]: Int] = [:]
    var kept: [Int] = []
    for row in core.limits.indices {
      if let same = rowOf[columns[row]] {
        room[same] = min(room[same], left[row])
        price[same] += prices[row]
      } else {
        rowOf[columns[row]] = kept.count
        kept.append(row)
        room.append(left[row])
        price.append(prices[row])
      }
    }
    moves = list.enumerated().map { place, move in
      Move(
        index: Int32(move.index), option: Int32(move.option), loss: move.loss,
        uses: kept.map { columns[$0][place] })
    }
  }

  private func choices(of parts: [(hand: Hand, entry: Int)]) -> [Int] {
    var choices = base
    for (hand, entry) in parts {
      var at = entry
      while at > 0 {
        let move = moves[Int(hand.move[at])]
        choices[Int(move.index)] = Int(move.option)
        at = Int(hand.before[at])
      }
    }
    return choices
  }

  /// A plan of the core worth more than a floor, the best that is met.
  func best(above floor: Int64) -> [Int]? {
    guard !moves.isEmpty, !room.isEmpty else { return nil }
    // Classes are dealt in the order of their cheapest moves.
    var handOf: [Int32: Int] = [:]
    for move in moves where handOf[move.index] == nil { handOf[move.index] = handOf.count % 2 }
    let hands = (0..<2).map { side in list(moves.indices.filter { handOf[moves[$0].index] == side }) }
    return match(hands[0], hands[1], floor)
  }

  /// The cheapest combinations of some moves, one of each class.
  private func list(_ places: [Int]) -> Hand {
    var groups: [[Int32]] = []
    var groupOf: [Int32: Int] = [:]
    for place in places {
      if let group = groupOf[moves[place].index] {
        groups[group].append(Int32(place))
      } else {
        groupOf[moves[place].index] = groups.count
        groups.append([Int32(place)])
      }
    }
    // Small changes either way: going back from what the plan gave up gains, but frees much room.
    let losses = groups.map { $0.map { abs(moves[Int($0)].loss) } }
    // The greatest loss of which all combinations fit the list.
    func count(_ most: Double) -> Int {
      var total = 1
      func walk(_ from: Int, _ loss: Double) {
        for group in from..<groups.count {
          // Classes come by their cheapest move.
          if loss + losses[group][0] > most || total > listSize { return }
          for own in losses[group] where loss + own <= most {
            total += 1
            walk(group + 1, loss + own)
          }
        }
      }
      walk(0, 0)
      return total
    }
    var low = 0.0
    var high = moves.reduce(1) { $0 + max(0, $1.loss) }
    if count(high) <= listSize { low = high }
    while low < high {
      let middle = (low + high) / 2
      if count(middle) <= listSize { low = middle } else { high = middle }
      if high - low < 1e-2 * high { break }
    }
    var hand = Hand()
    let rows = room.count
    hand.loss.append(0)
    hand.worth.append(0)
    hand.uses = [Int64](repeating: 0, count: rows)
    hand.before.append(-1)
    hand.move.append(-1)
    func walk(_ from: Int, _ parent: Int) {
      let loss = hand.loss[parent]
      for group in from..<groups.count {
        if loss + losses[group][0] > low || hand.loss.count > 2 * listSize { return }
        for (choice, own) in losses[group].enumerated() where loss + own <= low {
          let place = groups[group][choice]
          let entry = hand.loss.count
          hand.loss.append(loss + own)
          hand.worth.append(hand.worth[parent] + moves[Int(place)].loss)
          for row in 0..<rows {
            hand.uses.append(hand.uses[parent * rows + row] + moves[Int(place)].uses[row])
          }
          hand.before.append(Int32(parent))
          hand.move.append(place)
          walk(group + 1, entry)
        }
      }
    }
    walk(0, 0)
    return hand
  }

  /// The best pair of combinations that together keep all rows.
  private func match(_ left: Hand, _ right: Hand, _ floor: Int64) -> [Int]? {
    let rows = room.count
    // What a plan is worth: the bound less its loss and less the price of the room it leaves.
    let top = zip(price, room).reduce(Double(baseValue)) { $0 + $1.0 * Double($1.1) }
    var open = top - Double(floor) - 0.5
    guard open > 0 else { return nil }
    let grid = room.indices.filter { price[$0] > 0 }.map { row -> (row: Int, weight: Double) in
      var square = 0.0
      for move in moves { square += Double(move.uses[row]) * Double(move.uses[row]) }
      return (row, price[row] * square.squareRoot())
    }.sorted { $0.weight != $1.weight ? $0.weight > $1.weight : $0.row < $1.row }
      .prefix(Self.gridRows).map(\.row)
    guard !grid.isEmpty else { return nil }
    var found: (Int, Int)?
    // Where cells wide enough for every partner hold too many to look at, only those near are looked at.
    var width = open
    var table = Table(right.uses, rows, grid, price, width)
    while table.crowd * Double(left.loss.count) > Self.mostLooks, grid.contains(where: { price[$0] < width })
    {
      // Once no cell is wider than one unit of its row, those that share one are alike in all rows of the grid.
      width /= 2
      table = Table(right.uses, rows, grid, price, width)
    }
    let most = max(Self.leastInCell, Int(8 * Self.mostLooks) / left.loss.count)
    left.uses.withUnsafeBufferPointer { leftUses in
      right.uses.withUnsafeBufferPointer { rightUses in
        var want = [Int64](repeating: 0, count: rows)
        for a in left.loss.indices {
          if a & 4095 == 0 && shouldStop() { return }
          for row in 0..<rows { want[row] = room[row] - leftUses[a * rows + row] }
          table.forEach(want, most: most) { b in
            var rest = left.worth[a] + right.worth[b]
            guard rest < open else { return }
            for row in 0..<rows {
              let over = want[row] - rightUses[b * rows + row]
              if over < 0 { return }
              rest += price[row] * Double(over)
            }
            if rest < open {
              open = rest
              found = (a, b)
            }
          }
        }
      }
    }
    guard let found else { return nil }
    let choices = choices(of: [(left, found.0), (right, found.1)])
    guard core.isFeasible(choices), core.value(choices) > floor else { return nil }
    return choices
  }

  /// Combinations by the cell of the grid that their uses fall into.
  private struct Table {
    private let rows: Int
    private let grid: [Int]
    private let scale: [Double]
    private var start: [Int32]
    private var entries: [Int32]
    private let mask: UInt64
    /// How many combinations the cells hold that are not empty, on average.
    private(set) var crowd: Double

    init(_ uses: [Int64], _ rows: Int, _ grid: [Int], _ price: [Double], _ width: Double) {
      self.rows = rows
      self.grid = grid
      scale = grid.map { price[$0] / width }
      let count = uses.count / rows
      var bits: UInt64 = 8
      while 1 << bits < 2 * count { bits += 1 }
      mask = (1 << bits) - 1
      start = [Int32](repeating: 0, count: Int(mask) + 2)
      entries = [Int32](repeating: 0, count: count)
      var slots = [Int32](repeating: 0, count: count)
      for entry in 0..<count {
        var hash: UInt64 = 0
        for (place, row) in grid.enumerated() {
          hash = Self.mix(hash, Self.cell(uses[entry * rows + row], scale[place]))
        }
        slots[entry] = Int32(truncatingIfNeeded: Self.end(hash) & mask)
        start[Int(slots[entry]) + 1] += 1
      }
      var filled = 0
      for slot in 0...Int(mask) {
        if start[slot + 1] > 0 { filled += 1 }
        start[slot + 1] += start[slot]
      }
      crowd = Double(count) / Double(max(1, filled))
      var next = start
      for entry in 0..<count {
        entries[Int(next[Int(slots[entry])])] = Int32(entry)
        next[Int(slots[entry])] += 1
      }
    }

    @inline(__always)
    private static func cell(_ use: Int64, _ scale: Double) -> Int64 {
      // Two cells that are held to the same end are looked at together: more looks, nothing wrong.
      Int64(min(max((Double(use) * scale).rounded(.down), -0x1p62), 0x1p62))
    }

    @inline(__always)
    private static func mix(_ hash: UInt64, _ cell: Int64) -> UInt64 {
      (hash ^ UInt64(bitPattern: cell)) &* 0x9E37_79B9_7F4A_7C15
    }

    @inline(__always)
    private static func end(_ hash: UInt64) -> UInt64 { hash ^ (hash >> 29) ^ (hash >> 43) }

    /// Entries whose uses may lie within a cell's width below what is wanted, up to so many of one cell.
    @inline(__always)
    func forEach(_ want: [Int64], most: Int, _ body: (Int) -> Void) {
      let corners = 1 << grid.count
      for corner in 0..<corners {
        var hash: UInt64 = 0
        for place in grid.indices {
          let cell = Self.cell(want[grid[place]], scale[place]) - Int64((corner >> place) & 1)
          hash = Self.mix(hash, cell)
        }
        let slot = Int(Self.end(hash) & mask)
        var at = Int(start[slot])
        let end = min(Int(start[slot + 1]), at + most)
        while at < end {
          body(Int(entries[at]))
          at += 1
        }
      }
    }
  }
}
