import Foundation
import Winnow

/// A generated pruning problem of the shape of a large portfolio: families over eight offices, fee ladders,
/// lognormal revenues that wear off, twenty units, coverage, family rules. Fees are rounded shapes, not tables.
struct PrunePortfolio {
  enum Scenario: String, CaseIterable {
    case oneCap = "S1"
    case yearCaps = "S5"
    case unitCaps = "S5U"
    case coverage = "S5UC"
    case families = "S5F"
  }

  private struct Asset {
    var family: Int
    var office: Int
    var type: Int
    var age: Int
    var unit: Int
    var costs: [Int64]
    var worth: [Int64]
  }

  private static let shares: [Double] = [0.55, 0.14, 0.09, 0.08, 0.06, 0.03, 0.03, 0.02]
  private static let worths: [Double] = [1.0, 2.6, 1.7, 1.3, 0.9, 0.8, 0.6, 0.5]
  private static let terms = [20, 10, 15]
  private var random: SeededGenerator
  private let years: Int
  private var assets: [Asset] = []
  private var familyStart: [Int] = [0]

  static func make(_ scenario: Scenario, rights: Int, seed: UInt64 = 1) throws -> PruningProblem {
    var portfolio = PrunePortfolio(scenario, rights, seed)
    return try portfolio.problem(scenario, rights)
  }

  private init(_ scenario: Scenario, _ rights: Int, _ seed: UInt64) {
    random = SeededGenerator(seed: seed &* 1_000_003 &+ UInt64(rights))
    years = scenario == .oneCap ? 1 : 5
    while assets.count < rights { addFamily(rights) }
  }

  private mutating func pick(_ weights: [Double]) -> Int {
    var at = random.unit() * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      at -= weight
      if at < 0 { return index }
    }
    return weights.count - 1
  }

  private mutating func normal() -> Double {
    (-2 * log(1 - random.unit())).squareRoot() * cos(2 * .pi * random.unit())
  }

  private mutating func addFamily(_ rights: Int) {
    let size = min(1 + pick([0.58, 0.14, 0.10, 0.07, 0.05, 0.03, 0.02, 0.01]), rights - assets.count)
    var offices: [Int] = []
    if size == 1 {
      offices = [pick([0.80, 0.06, 0.03, 0.03, 0.03, 0.02, 0.02, 0.01])]
    } else {
      var left = Self.shares
      for _ in 0..<size {
        let office = pick(left)
        left[office] = 0
        offices.append(office)
      }
      offices.sort()
    }
    let kind = pick([0.62, 0.24, 0.14])
    let age = 3 + Int(random.unit() * 15)
    let revenue = exp(log(5200.0) + 1.15 * normal())
    let wear = 0.05 + 0.23 * random.unit()
    let unit = pick((1...20).map { 1 / pow(Double($0), 0.7) })
    for office in offices {
      let type = office == 0 ? kind : 0
      let term = Self.terms[type]
      let own = max(1, min(age + Int(random.unit() * 3) - 1, term - 1))
      let base = revenue * Self.worths[office] * exp(0.35 * normal()) * (type == 0 ? 1 : 0.45)
      var costs: [Int64] = []
      var worth: [Int64] = []
      for year in 1...years where own + year <= term {
        let fee = Self.fee(office, type, own + year)
        var gain = base * pow(1 - wear, Double(year - 1))
        if year == years { gain += 0.45 * Double(min(6, max(0, term - own - years))) * gain }
        costs.append(fee)
        worth.append(Int64(((gain - Double(fee)) / pow(1.08, Double(year) - 0.5)).rounded()))
      }
      assets.append(
        Asset(
          family: familyStart.count - 1, office: office, type: type, age: own, unit: unit, costs: costs,
          worth: worth))
    }
    familyStart.append(assets.count)
  }

  private static func fee(_ office: Int, _ type: Int, _ age: Int) -> Int64 {
    switch office {
    case 0:
      let steps =
        type == 0
        ? [(3, 900), (6, 1200), (9, 2000), (12, 4000), (15, 6000), (20, 8000)]
        : [(3, 600), (5, 900), (8, 1200), (10, 2000), (15, 3000)]
      return Int64(steps.first { age <= $0.0 }?.1 ?? (type == 0 ? 8000 : 3000))
    case 1: return age == 4 ? 15_400 : age == 8 ? 29_000 : age == 12 ? 59_400 : 0
    case 2: return Int64(3500 + 650 * max(0, age - 3))
    case 3: return Int64(700 + 260 * age + (age > 9 ? 2600 : 0))
    case 4: return Int64(400 + 240 * age)
    case 5: return Int64(700 + 330 * max(0, age - 4))
    case 6: return Int64(300 + 110 * age)
    default: return Int64(550 + 200 * age)
    }
  }

  /// The problem, with caps that a witness plan keeps, so that every scenario has a plan.
  private mutating func problem(_ scenario: Scenario, _ rights: Int) throws -> PruningProblem {
    var free = [Int64](repeating: 0, count: years)
    var freeUnit = [[Int64]](repeating: free, count: 20)
    for asset in assets {
      var sum: Int64 = 0
      var best: Int64 = 0
      var stop = 0
      for (year, worth) in asset.worth.enumerated() {
        sum += worth
        if sum > best { (best, stop) = (sum, year + 1) }
      }
      for year in 0..<stop {
        free[year] += asset.costs[year]
        freeUnit[asset.unit][year] += asset.costs[year]
      }
    }
    let coverage = scenario == .coverage || scenario == .families ? makeCoverage(rights) : []
    let rules = scenario == .families ? makeRules(rights, Set(coverage.flatMap(\.members))) : Rules()
    var floor = [Int64](repeating: 0, count: years)
    var floorUnit = [[Int64]](repeating: floor, count: 20)
    for (index, keep) in witness(coverage, rules).enumerated() {
      for year in 0..<keep {
        floor[year] += assets[index].costs[year]
        floorUnit[assets[index].unit][year] += assets[index].costs[year]
      }
    }
    let tight = years == 1 ? [0.62] : [0.62, 0.64, 0.66, 0.68, 0.70]
    var builder = StopYearProblemBuilder(name: "\(scenario.rawValue)-\(rights)", years: years)
    func caps(_ free: [Int64], _ floor: [Int64], _ factor: (Int) -> Double) -> [Int64?] {
      (0..<years).map {
        max(Int64(Double(free[$0]) * factor($0)), Int64((1.05 * Double(floor[$0])).rounded(.up)))
      }
    }
    let group = builder.addBudget("year", caps: caps(free, floor) { tight[$0] })
    var units: [StopYearProblemBuilder.Budget] = []
    if scenario != .oneCap && scenario != .yearCaps {
      for unit in 0..<20 {
        let factor = 0.5 + 0.45 * random.unit()
        units.append(
          builder.addBudget("unit-\(unit)", caps: caps(freeUnit[unit], floorUnit[unit]) { _ in factor }))
      }
    }
    for asset in assets {
      builder.addRight(
        "", values: asset.worth, costs: asset.costs,
        budgets: units.isEmpty ? [group] : [group, units[asset.unit]])
    }
    for (number, rule) in coverage.enumerated() {
      builder.addCoverage("coverage-\(number)", year: rule.year, atLeast: rule.count, of: rule.members)
    }
    if scenario == .families {
      let isInvention = assets.map { $0.type == 0 }
      for year in 1...years {
        builder.addShare("inventions/\(year)", year: year, atLeast: 80) { isInvention[$0] }
      }
      for (isParent, members) in rules.families {
        builder.addFamily(isParent ? .notAfterFirst : .allOrNone, members)
      }
      for right in rules.keep { builder.keep(right, toYear: 1) }
      for right in rules.drop { builder.drop(right) }
    }
    return try builder.build()
  }

  private struct Coverage {
    var members: [Int]
    var count: Int
    var year: Int
  }

  private struct Rules {
    var families: [(isParent: Bool, members: [Int])] = []
    var keep: [Int] = []
    var drop: [Int] = []
  }

  private mutating func makeCoverage(_ rights: Int) -> [Coverage] {
    var pools = [[Int]](repeating: [], count: 8)
    for (index, asset) in assets.enumerated() where !asset.costs.isEmpty { pools[asset.office].append(index) }
    var rules: [Coverage] = []
    for _ in 0..<max(1, rights / 40) {
      for _ in 0..<(1 + Int(random.unit() * 3)) {
        let pool = pools[pick(Self.shares)]
        let size = 4 + Int(random.unit() * 9)
        guard pool.count >= size else { continue }
        var members: Set<Int> = []
        while members.count < size { members.insert(pool[Int(random.unit() * Double(pool.count))]) }
        let count = 1 + Int(random.unit() * 3)
        let ends = members.map { assets[$0].costs.count }.sorted(by: >)
        rules.append(Coverage(members: members.sorted(), count: count, year: ends[count - 1]))
      }
    }
    return rules
  }

  private mutating func makeRules(_ rights: Int, _ covered: Set<Int>) -> Rules {
    var rules = Rules()
    var lone: [Int] = []
    for family in 0..<(familyStart.count - 1) {
      let members = Array(familyStart[family]..<familyStart[family + 1])
      let mode = pick([0.3, 0.5, 0.2])
      if members.count > 1 && mode > 0 {
        rules.families.append((mode == 1, members))
      } else {
        lone += members
      }
    }
    for index in stride(from: lone.count - 1, to: 0, by: -1) {
      lone.swapAt(index, Int(random.unit() * Double(index + 1)))
    }
    rules.keep = Array(lone.prefix(rights / 100))
    rules.drop = lone.dropFirst(rights / 100).prefix(rights / 100).filter { !covered.contains($0) }
    return rules
  }

  /// A plan that keeps coverage, must-keep and family rules, as cheaply as is easily found.
  private func witness(_ coverage: [Coverage], _ rules: Rules) -> [Int] {
    var keep = [Int](repeating: 0, count: assets.count)
    for right in rules.keep { keep[right] = min(1, assets[right].costs.count) }
    for rule in coverage {
      let cheapest = rule.members.filter { assets[$0].costs.count >= rule.year }.sorted {
        let (a, b) = (
          assets[$0].costs.prefix(rule.year).reduce(0, +), assets[$1].costs.prefix(rule.year).reduce(0, +)
        )
        return a != b ? a < b : $0 < $1
      }
      for right in cheapest.prefix(rule.count) { keep[right] = max(keep[right], rule.year) }
    }
    for (isParent, members) in rules.families {
      let most = members.map { keep[$0] }.max() ?? 0
      for (position, right) in members.enumerated() where position == 0 || !isParent {
        keep[right] = max(keep[right], min(most, assets[right].costs.count))
      }
    }
    return keep
  }
}
