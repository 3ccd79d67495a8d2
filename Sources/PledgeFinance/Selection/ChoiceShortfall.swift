public import PortfolioCore

/// Why no set of rights carries an amount though some could be used: the rule that even all of them together break, with
/// its day and amounts.
public struct ChoiceShortfall: Sendable, Equatable, Codable {
  /// A rule of the choice.
  public enum Rule: String, Sendable, Codable, CaseIterable {
    /// The lending value on a test day.
    case cover
    /// The same without the group that carries most.
    case spare
    /// What a forced sale would bring on the first day.
    case forced
    /// The part that one family, or one licensee, may carry.
    case concentration
    /// All together break none of them, and still no set was found that keeps all at once.
    case together
  }

  /// The rule.
  public let rule: Rule
  /// The test day on which most is lacking; the first day for rules of that day.
  public let day: CalendarDay
  /// What the rule asks for on that day, in minor units; for a part of the whole the greatest that is allowed, in basis
  /// points.
  public let asked: Int64
  /// What all usable rights have on that day, in the same measure.
  public let carried: Int64
  /// The group without which it is too little, or whose part is too great; nil where the rule speaks of none.
  public let party: BilingualText?

  /// The first rule that all groups together break; `together` where they break none.
  /// - Parameter tests: the test days.
  /// - Returns: nil where there is no group.
  init?(
    _ groups: [CollateralGroup], demand: CollateralDemand, rangeCase: LenderPolicy.RangeCase,
    tests: [CalendarDay]
  ) {
    guard !groups.isEmpty, let first = tests.first else { return nil }
    let all = ChoiceShortfall.most(demand, tests) { test in
      (groups.reduce(0) { $0 + $1.lending(on: test) }, nil)
    }
    let spared = ChoiceShortfall.most(demand, tests) { test in
      let total = groups.reduce(Int64(0)) { $0 + $1.lending(on: test) }
      // Of equal groups the first.
      let greatest = groups.max { ($0.lending(on: test), $1.key) < ($1.lending(on: test), $0.key) }
      return (total - (greatest?.lending(on: test) ?? 0), greatest?.name)
    }
    if let all {
      self.init(rule: .cover, lack: all)
      return
    }
    if demand.needsSpare, let spared {
      self.init(rule: .spare, lack: spared)
      return
    }
    let forced = groups.reduce(Int64(0)) { $0 + $1.forced(rangeCase) }
    if let asked = demand.forced, forced < asked {
      self.init(rule: .forced, lack: Lack(day: first, asked: asked, carried: forced, party: nil))
      return
    }
    if let limit = demand.concentration,
      let part = ChoiceShortfall.greatestPart(groups, byPayer: demand.isConcentratedByPayer),
      part.points > Int64(limit)
    {
      self.init(
        rule: .concentration,
        lack: Lack(day: first, asked: Int64(limit), carried: part.points, party: part.name))
      return
    }
    let total = groups.reduce(Int64(0)) { $0 + $1.lending(on: 0) }
    self.init(
      rule: .together, lack: Lack(day: first, asked: demand.lending.first ?? 0, carried: total, party: nil))
  }

  /// What is lacking on a day.
  private struct Lack {
    let day: CalendarDay
    let asked: Int64
    let carried: Int64
    let party: BilingualText?
  }

  private init(rule: Rule, lack: Lack) {
    self.rule = rule
    day = lack.day
    asked = lack.asked
    carried = lack.carried
    party = lack.party
  }

  /// The test day on which most is lacking, the first of equals; nil where nothing is on any.
  private static func most(
    _ demand: CollateralDemand, _ tests: [CalendarDay],
    _ carried: (Int) -> (amount: Int64, party: BilingualText?)
  ) -> Lack? {
    var found: Lack?
    for (test, asked) in demand.lending.enumerated() where test < tests.count {
      let (amount, party) = carried(test)
      guard amount < asked, asked - amount > (found.map { $0.asked - $0.carried } ?? 0) else { continue }
      found = Lack(day: tests[test], asked: asked, carried: amount, party: party)
    }
    return found
  }

  /// The party that carries the greatest part of the first day, in basis points, rounded up: a part just above the limit
  /// is above it.
  private static func greatestPart(
    _ groups: [CollateralGroup], byPayer: Bool
  ) -> (name: BilingualText, points: Int64)? {
    var parts: [BilingualText: Int64] = [:]
    for group in groups {
      if byPayer {
        parts.merge(group.lendingByPayer, uniquingKeysWith: +)
      } else {
        parts[group.name, default: 0] += group.lending(on: 0)
      }
    }
    let total = parts.values.reduce(0, +)
    guard total > 0,
      let greatest = parts.max(by: { ($0.value, $1.key.en) < ($1.value, $0.key.en) })
    else { return nil }
    return (greatest.key, Int64((Int128(greatest.value) * 10_000 + Int128(total) - 1) / Int128(total)))
  }
}

extension CollateralGroup {
  /// Its name for people: the number of a single right, else that of the family.
  var name: BilingualText {
    guard members.count > 1 else {
      let number = members.first?.line.number ?? key
      return BilingualText(zh: number, en: number)
    }
    return BilingualText(zh: "同族 \(key)", en: "family \(key)")
  }
}
