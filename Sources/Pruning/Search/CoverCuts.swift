/// An inequality over the options of some classes, valid for every plan that keeps one row:
/// the coefficients of the chosen options add up to at most `limit`.
struct CoverCut {
  var limit: Int64
  /// Class and coefficient of each of its options.
  var terms: [(index: Int, coefficients: [Int64])]
}

/// Finds lifted cover inequalities of one row of a core.
///
/// A cover is a set of classes, each with a threshold of use, whose thresholds together exceed the row: not all
/// of them can be reached. Coefficients of all other options are lifted one class after the other by an exact
/// dynamic program, so every cut is valid by construction (Balas 1975; Zemel 1989 for the program).
struct CoverSeparator {
  private let limit: Int64
  /// For each class that uses the row: its index and each option's use above the class's least.
  private let classes: [(index: Int, extra: [Int64])]
  private let thresholds: [[Int64]]

  init(_ core: CoreProblem, row: Int) {
    var limit = core.limits[row]
    var classes: [(index: Int, extra: [Int64])] = []
    for (index, options) in core.classes.enumerated() {
      let uses = options.map { $0.use(of: row) }
      guard let least = uses.min(), let most = uses.max() else { continue }
      limit -= least
      if most > least { classes.append((index, uses.map { $0 - least })) }
    }
    self.limit = limit
    self.classes = classes
    thresholds = classes.map { entry in Set(entry.extra.filter { $0 > 0 }).sorted() }
  }

  /// The cut that the weights break most, if one is found.
  /// - Parameter weights: the weight of each option of each class; those of a class add up to 1.
  func separate(_ weights: [[Double]]) -> CoverCut? {
    guard limit >= 0, classes.count > 1 else { return nil }
    // A threshold for each class: reached with weight z, so that leaving it out costs 1 - z.
    struct Item {
      var place: Int
      var threshold: Int64
      var miss: Double
    }
    var items: [Item] = []
    for (place, entry) in classes.enumerated() {
      var best: Item?
      for threshold in thresholds[place] {
        var reached = 0.0
        for (option, extra) in entry.extra.enumerated() where extra >= threshold {
          reached += weights[entry.index][option]
        }
        guard reached > 1e-6 else { continue }
        let item = Item(place: place, threshold: threshold, miss: max(0, 1 - reached))
        let ratio = item.miss / Double(threshold)
        if best.map({
          ratio < $0.miss / Double($0.threshold) - 1e-15
            || (ratio <= $0.miss / Double($0.threshold) + 1e-15 && threshold > $0.threshold)
        }) ?? true {
          best = item
        }
      }
      if let best { items.append(best) }
    }
    var found: CoverCut?
    var foundScore = 1e-4
    for order in 0..<2 {
      items.sort { left, right in
        let a = order == 0 ? left.miss / Double(left.threshold) : left.miss
        let b = order == 0 ? right.miss / Double(right.threshold) : right.miss
        return a != b
          ? a < b
          : left.threshold != right.threshold ? left.threshold > right.threshold : left.place < right.place
      }
      var cover: [Item] = []
      var weight: Int64 = 0
      for item in items {
        cover.append(item)
        weight += item.threshold
        if weight > limit { break }
      }
      guard weight > limit else { return nil }
      // Minimal: whoever is missed most leaves when the rest still covers.
      for item in cover.sorted(by: { $0.miss != $1.miss ? $0.miss > $1.miss : $0.place < $1.place })
      where weight - item.threshold > limit {
        weight -= item.threshold
        cover.removeAll { $0.place == item.place }
      }
      guard cover.count >= 1, cover.count <= 60 else { continue }
      let cut = lift(cover.map { ($0.place, $0.threshold) }, weights)
      var left = -Double(cut.limit)
      var square = 0.0
      for term in cut.terms {
        for (option, coefficient) in term.coefficients.enumerated() where coefficient != 0 {
          left += Double(coefficient) * weights[term.index][option]
          square += Double(coefficient * coefficient)
        }
      }
      let score = left / max(1, square).squareRoot()
      if left > 1e-3 && score > foundScore {
        foundScore = score
        found = cut
      }
    }
    return found
  }

  /// Extends a minimal cover to all classes of the row.
  private func lift(_ cover: [(place: Int, threshold: Int64)], _ weights: [[Double]]) -> CoverCut {
    let top = cover.count - 1
    var coefficients = [[Int64]](repeating: [], count: classes.count)
    for (place, threshold) in cover {
      coefficients[place] = classes[place].extra.map { $0 >= threshold ? 1 : 0 }
    }
    // The least use of the members from each place of the cover on, before they are lifted.
    let none = Self.nothing(top)
    var after = [[Int64]](repeating: none, count: cover.count + 1)
    for number in cover.indices.reversed() {
      let place = cover[number].place
      after[number] = after[number + 1]
      Self.add(coefficients[place], classes[place].extra, to: &after[number])
    }
    // Options of the cover that use more than their threshold, each against all the others. What is gathered is
    // least[v]: the least use with which the coefficients so far add up to v or more.
    var least = none
    for (number, (place, _)) in cover.enumerated() {
      let lifted = coefficient(place, Self.joined(least, after[number + 1]), top)
      coefficients[place] = zip(lifted, coefficients[place]).map { max($0, $1) }
      Self.add(coefficients[place], classes[place].extra, to: &least)
    }
    let rest = classes.indices.filter { coefficients[$0].isEmpty }.map { place -> (Int, Double) in
      var share = 0.0
      for (option, extra) in classes[place].extra.enumerated() {
        share += weights[classes[place].index][option] * Double(extra)
      }
      return (place, share)
    }.sorted { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0 }
    for (place, _) in rest {
      let lifted = coefficient(place, least, top)
      guard lifted.contains(where: { $0 > 0 }) else { continue }
      coefficients[place] = lifted
      Self.add(lifted, classes[place].extra, to: &least)
    }
    return CoverCut(
      limit: Int64(top),
      terms: classes.indices.filter { !coefficients[$0].isEmpty }.map {
        (classes[$0].index, coefficients[$0])
      })
  }

  /// The largest coefficients of a class's options with which the cut stays valid.
  private func coefficient(_ place: Int, _ least: [Int64], _ top: Int) -> [Int64] {
    classes[place].extra.map { extra in
      // An option that does not fit at all may have any coefficient; one above the limit forbids it.
      let room = limit - extra
      guard least[0] <= room else { return Int64(top + 1) }
      // The greatest sum that still fits: uses grow with the sum.
      var low = 0
      var high = top
      while low < high {
        let middle = (low + high + 1) / 2
        if least[middle] <= room { low = middle } else { high = middle - 1 }
      }
      return Int64(top - low)
    }
  }

  /// Nothing gathered yet: no use gives the sum zero, nothing gives more.
  private static func nothing(_ top: Int) -> [Int64] {
    var least = [Int64](repeating: Int64.max / 4, count: top + 1)
    least[0] = 0
    return least
  }

  /// The least use of two sets of classes together.
  private static func joined(_ left: [Int64], _ right: [Int64]) -> [Int64] {
    var least = nothing(left.count - 1)
    left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { right in
        for v in 1..<max(1, left.count) {
          var best = Int64.max / 4
          for part in 0...v { best = min(best, left[part] &+ right[v - part]) }
          least[v] = best
        }
      }
    }
    return least
  }

  private static func add(_ coefficients: [Int64], _ extra: [Int64], to least: inout [Int64]) {
    // Of options with the same coefficient the one that uses least counts; those that add nothing change nothing.
    var steps: [(coefficient: Int, use: Int64)] = []
    for (option, coefficient) in coefficients.enumerated() where coefficient > 0 {
      if let same = steps.firstIndex(where: { $0.coefficient == Int(coefficient) }) {
        steps[same].use = min(steps[same].use, extra[option])
      } else {
        steps.append((Int(coefficient), extra[option]))
      }
    }
    // Downwards, so that every sum is still what it was when it is read.
    least.withUnsafeMutableBufferPointer { least in
      for v in stride(from: least.count - 1, through: 1, by: -1) {
        var best = least[v]
        for step in steps { best = min(best, least[max(0, v - step.coefficient)] &+ step.use) }
        least[v] = best
      }
    }
  }
}
