internal import PortfolioCore

/// Rights that go into a pledge together or not at all: a family, or one right.
struct CollateralGroup: Sendable {
  /// The family, or `number ` and the right's number.
  let key: String
  /// The lines, each with its row in the run.
  let members: [(row: Int, line: CollateralLine)]

  /// What is lent on it on each test day.
  func lending(on test: Int) -> Int64 { members.reduce(0) { $0 + $1.line.lending(on: test) } }

  /// What is lent on the fees of each licensee on the first day.
  var lendingByPayer: [BilingualText: Int64] {
    members.reduce(into: [:]) { sums, member in
      sums.merge(member.line.lendingByPayer(on: 0), uniquingKeysWith: +)
    }
  }

  /// What a forced sale would bring on the first day.
  func forced(_ rangeCase: LenderPolicy.RangeCase) -> Int64 {
    members.reduce(0) { $0 + ($1.line.isCounted ? $1.line.value?.forced(rangeCase, on: 0) ?? 0 : 0) }
  }

  /// How far its rights are from the best points, in hundredths; a right without points is as far as can be.
  var weakness: Int64 {
    members.reduce(0) { sum, member in
      let points = min(100, max(0, member.line.points ?? 0))
      return sum + 1 + Int64(((100 - points) * 100).rounded())
    }
  }
}

/// What a set of groups must carry, in minor units.
struct CollateralDemand: Sendable {
  /// The lending value asked for on each test day; the first alone where the policy looks no further.
  let lending: [Int64]
  /// The forced-sale value asked for on the first day; nil where it is not.
  let forced: Int64?
  /// The greatest part of the lending value of the first day that one group may carry, in basis points.
  let concentration: Int?
  /// Whether that is the part of one licensee, and not of one group.
  let isConcentratedByPayer: Bool
  /// Whether the lending value must also be there without any one group.
  let needsSpare: Bool

  /// The demand of a policy for an amount that is owed so on the test days.
  init(policy: LenderPolicy, outstanding: [Int64], needsSpare: Bool) {
    let least = policy.cover?.value ?? 10_000
    func asked(_ owed: Int64, _ points: Int) -> Int64 {
      Int64((Int128(owed) * Int128(points) + 9_999) / 10_000)
    }
    let days = policy.coversThroughout ? outstanding : Array(outstanding.prefix(1))
    lending = days.map { asked($0, least) }
    forced = policy.forcedCover.flatMap { cover in outstanding.first.map { asked($0, cover.value) } }
    concentration = policy.concentration?.value
    isConcentratedByPayer = policy.isConcentratedByPayer
    self.needsSpare = needsSpare
  }
}
