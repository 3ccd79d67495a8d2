import PortfolioCore

/// Random choices in whole numbers only, so that every machine throws the same.
struct SampleDice {
  private var generator: SeededGenerator

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// A whole number of the range, all equally likely (but for a bias below one in 10^12).
  mutating func throwOne(of range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(generator.next() % UInt64(range.count))
  }

  /// True in `permille` of 1,000 cases.
  mutating func chance(_ permille: Int) -> Bool { throwOne(of: 0...999) < permille }

  /// One of the items.
  mutating func pick<Item>(_ items: [Item]) -> Item { items[throwOne(of: 0...(items.count - 1))] }

  /// One of the items, by their weights.
  mutating func pick<Item>(_ items: [Item], weights: [Int]) -> Item {
    var rest = throwOne(of: 0...(weights.reduce(0, +) - 1))
    for (item, weight) in zip(items, weights) {
      if rest < weight { return item }
      rest -= weight
    }
    return items[items.count - 1]
  }

  /// Some different items, in the order of the list.
  mutating func sample<Item>(_ count: Int, of items: [Item]) -> [Item] {
    var chosen: [Item] = []
    var wanted = min(count, items.count)
    for (index, item) in items.enumerated() where wanted > 0 {
      if throwOne(of: 1...(items.count - index)) <= wanted {
        chosen.append(item)
        wanted -= 1
      }
    }
    return chosen
  }

  /// How often something happens: geometric, with the mean given in thousandths.
  mutating func count(meanPermille: Int) -> Int {
    guard meanPermille > 0 else { return 0 }
    var count = 0
    while throwOne(of: 0...(999 + meanPermille)) >= 1000, count < 60 { count += 1 }
    return count
  }

  /// A day some days later.
  mutating func day(_ start: CalendarDay, plus days: ClosedRange<Int>) -> CalendarDay {
    start + throwOne(of: days)
  }
}
