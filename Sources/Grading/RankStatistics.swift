/// Agreement between rankings.
public enum RankStatistics {
  /// Kendall's tau-b of two lists of scores, ties counted: 1 when they rank alike, -1 when they rank the
  /// contrary way; nil when one of them does not rank at all. In n log n steps (W. R. Knight, A computer
  /// method for calculating Kendall's tau with ungrouped data, JASA 61 (1966) 436–439).
  /// - Precondition: both lists have one entry a thing.
  public static func kendallTau(_ first: [Float], _ second: [Float]) -> Double? {
    precondition(first.count == second.count, "two rankings of the same things")
    var order = (0..<Int32(first.count)).map { $0 }
    order.sort { left, right in
      let a = (first[Int(left)], second[Int(left)])
      let b = (first[Int(right)], second[Int(right)])
      return a.0 != b.0 ? a.0 < b.0 : a.1 < b.1
    }
    return kendallTau(order: order, first, second)
  }

  /// The same, with the order of the first list known already: by first, then second.
  private static func kendallTau(order: [Int32], _ first: [Float], _ second: [Float]) -> Double? {
    let count = order.count
    let pairs = count * (count - 1) / 2
    var tiedFirst = 0
    var tiedBoth = 0
    var runFirst = 1
    var runBoth = 1
    for index in 1..<max(count, 1) {
      let before = Int(order[index - 1])
      let here = Int(order[index])
      if first[here] == first[before] {
        runFirst += 1
        if second[here] == second[before] {
          runBoth += 1
        } else {
          tiedBoth += runBoth * (runBoth - 1) / 2
          runBoth = 1
        }
      } else {
        tiedFirst += runFirst * (runFirst - 1) / 2
        tiedBoth += runBoth * (runBoth - 1) / 2
        runFirst = 1
        runBoth = 1
      }
    }
    tiedFirst += runFirst * (runFirst - 1) / 2
    tiedBoth += runBoth * (runBoth - 1) / 2
    var values = order.map { second[Int($0)] }
    let exchanges = mergeSort(&values)
    var tiedSecond = 0
    var run = 1
    for index in 1..<max(count, 1) {
      if values[index] == values[index - 1] {
        run += 1
      } else {
        tiedSecond += run * (run - 1) / 2
        run = 1
      }
    }
    tiedSecond += run * (run - 1) / 2
    guard pairs > tiedFirst, pairs > tiedSecond else { return nil }
    let difference = Double(pairs - tiedFirst - tiedSecond + tiedBoth - 2 * exchanges)
    return difference / (Double(pairs - tiedFirst).squareRoot() * Double(pairs - tiedSecond).squareRoot())
  }

  /// Sorts, and counts the pairs that stood the wrong way.
  private static func mergeSort(_ values: inout [Float]) -> Int {
    var other = values
    var exchanges = 0
    var width = 1
    while width < values.count {
      var start = 0
      while start < values.count {
        let middle = min(start + width, values.count)
        let end = min(start + 2 * width, values.count)
        var left = start
        var right = middle
        var place = start
        while left < middle && right < end {
          if values[left] <= values[right] {
            other[place] = values[left]
            left += 1
          } else {
            other[place] = values[right]
            right += 1
            exchanges += middle - left
          }
          place += 1
        }
        while left < middle {
          other[place] = values[left]
          left += 1
          place += 1
        }
        while right < end {
          other[place] = values[right]
          right += 1
          place += 1
        }
        start = end
      }
      swap(&values, &other)
      width *= 2
    }
    return exchanges
  }

  /// Kendall's coefficient of concordance W of several judges over the same things, ties counted: 1 when all
  /// rank alike, 0 when nothing is common; nil for fewer than two judges or things, or when no judge ranks at
  /// all (M. G. Kendall, B. Babington Smith, Annals of Mathematical Statistics 10 (1939) 275–287).
  /// - Parameter scores: a list a judge, each with one score a thing.
  public static func kendallW(_ scores: [[Double]]) -> Double? {
    let judges = Double(scores.count)
    guard scores.count >= 2, let things = scores.first?.count, things >= 2,
      scores.allSatisfy({ $0.count == things })
    else { return nil }
    var sums = [Double](repeating: 0, count: things)
    var ties = 0.0
    for list in scores {
      let order = list.indices.sorted { list[$0] != list[$1] ? list[$0] < list[$1] : $0 < $1 }
      var start = 0
      while start < order.count {
        var end = start + 1
        while end < order.count, list[order[end]] == list[order[start]] { end += 1 }
        // Equals share the mean of their places.
        let rank = Double(start + end + 1) / 2
        for index in start..<end { sums[order[index]] += rank }
        let tied = Double(end - start)
        ties += tied * tied * tied - tied
        start = end
      }
    }
    let count = Double(things)
    let mean = judges * (count + 1) / 2
    let spread = sums.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let greatest = judges * judges * (count * count * count - count) - judges * ties
    return greatest > 0 ? 12 * spread / greatest : nil
  }
}
