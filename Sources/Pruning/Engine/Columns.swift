/// The columns of a problem as bare pointers, for the passes that touch every option.
struct Columns: @unchecked Sendable {
  let classCount: Int
  let isLadder: UnsafePointer<Bool>
  let optionStart: UnsafePointer<Int32>
  let optionValue: UnsafePointer<Int64>
  let useStart: UnsafePointer<Int32>
  let useRow: UnsafePointer<Int32>
  let useAmount: UnsafePointer<Int64>
  let lowest: UnsafePointer<Int32>
  let highest: UnsafePointer<Int32>

  @inline(__always)
  func optionCount(_ index: Int) -> Int { Int(optionStart[index + 1] - optionStart[index]) }

  /// The value of an option less the price of its uses.
  @inline(__always)
  func score(_ entry: Int, _ price: UnsafePointer<Double>) -> Double {
    var score = Double(optionValue[entry])
    var use = Int(useStart[entry])
    let end = Int(useStart[entry + 1])
    while use < end {
      score -= price[Int(useRow[use])] * Double(useAmount[use])
      use += 1
    }
    return score
  }

  /// Calls a closure with the best option of a class on its own; none when all are forbidden.
  @inline(__always)
  func best(_ index: Int, _ price: UnsafePointer<Double>) -> (option: Int, score: Double) {
    let start = Int(optionStart[index])
    let lowest = Int(self.lowest[index])
    let highest = Int(self.highest[index])
    var option = lowest
    var best = -Double.infinity
    if isLadder[index] {
      var sum = 0.0
      var step = 0
      while step <= highest {
        if step > 0 { sum += score(start + step, price) }
        if step >= lowest && sum > best {
          best = sum
          option = step
        }
        step += 1
      }
    } else {
      var step = lowest
      while step <= highest {
        let score = score(start + step, price)
        if score > best {
          best = score
          option = step
        }
        step += 1
      }
    }
    return (option, best)
  }

  /// Adds what an option uses, `sign` times.
  @inline(__always)
  func addUses(_ index: Int, _ option: Int, _ sign: Int64, to uses: UnsafeMutablePointer<Int64>) {
    let start = Int(optionStart[index])
    let first = isLadder[index] ? start : start + option
    var use = Int(useStart[first])
    let end = Int(useStart[start + option + 1])
    while use < end {
      uses[Int(useRow[use])] &+= sign &* useAmount[use]
      use += 1
    }
  }

  @inline(__always)
  func value(_ index: Int, _ option: Int) -> Int64 {
    let start = Int(optionStart[index])
    guard isLadder[index] else { return optionValue[start + option] }
    var sum: Int64 = 0
    var step = 1
    while step <= option {
      sum += optionValue[start + step]
      step += 1
    }
    return sum
  }
}

extension PruningProblem {
  /// Runs a pass over the columns.
  func withColumns<Result>(_ body: (Columns) throws -> Result) rethrows -> Result {
    try isLadder.withUnsafeBufferPointer { isLadder in
      try optionStart.withUnsafeBufferPointer { optionStart in
        try optionValue.withUnsafeBufferPointer { optionValue in
          try useStart.withUnsafeBufferPointer { useStart in
            try useRow.withUnsafeBufferPointer { useRow in
              try useAmount.withUnsafeBufferPointer { useAmount in
                try lowest.withUnsafeBufferPointer { lowest in
                  try highest.withUnsafeBufferPointer { highest in
                    // An empty array may have no address; nothing is read from it then.
                    let none = UnsafeRawPointer(bitPattern: 8)
                    func base<Element>(_ buffer: UnsafeBufferPointer<Element>) -> UnsafePointer<Element> {
                      buffer.baseAddress
                        ?? UnsafePointer(none.unsafelyUnwrapped.assumingMemoryBound(to: Element.self))
                    }
                    return try body(
                      Columns(
                        classCount: lowest.count, isLadder: base(isLadder), optionStart: base(optionStart),
                        optionValue: base(optionValue), useStart: base(useStart), useRow: base(useRow),
                        useAmount: base(useAmount), lowest: base(lowest), highest: base(highest)))
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}
