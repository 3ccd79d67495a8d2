import PortfolioCore
import Testing
import Winnow

@testable import PledgeFinance

/// The choice of collateral against exhaustive search, and properties of cover.
@Suite struct CollateralChoiceTests {
  /// A line that counts, worth so many yuan with an amount lent of 25 %.
  private static func line(
    _ number: Int, basis: Int64, left: [Int], points: Double, family: String?
  ) -> CollateralLine {
    let amount = basis * 100
    let range = AmountRange(low: amount / 2, base: amount, high: amount * 2)
    return CollateralLine(
      number: "R\(number)", title: BilingualText(zh: "", en: ""), kind: .invention, office: "CN",
      family: family,
      owners: ["Owner"], pledgor: "Owner", status: .inForce, filingDay: nil, grantDay: nil, termEnd: nil,
      grade: nil, points: points, registration: RegistrationFindings(isCovered: true, cases: []), gate: nil,
      value: CollateralValue(
        inUse: range, orderly: range, forced: range, orderlyShare: 10_000, parts: [], basis: amount,
        left: left, withLessRevenue: 700_000, withLowRoyalty: 500_000, withBoth: 300_000, unit: 100),
      missing: [], loanToValue: 2500, exclusions: [], evidence: [])
  }

  private static func groups(_ dice: inout SeededGenerator, count: Int) -> [CollateralGroup] {
    var number = 0
    return (0..<count).map { index in
      let size = Int.random(in: 1...2, using: &dice)
      let family = size > 1 ? "F\(index)" : nil
      let members = (0..<size).map { _ -> (row: Int, line: CollateralLine) in
        number += 1
        let second = Int.random(in: 300_000...1_000_000, using: &dice)
        return (
          number,
          line(
            number, basis: Int64.random(in: 1_000...400_000, using: &dice), left: [1_000_000, second],
            points: Double(Int.random(in: 0...100, using: &dice)), family: family)
        )
      }
      return CollateralGroup(key: family ?? "number R\(number)", members: members)
    }
  }

  private static func policy(_ id: String) throws -> LenderPolicy {
    try Workspace.catalogue(models: nil).load(LenderPolicy.self, id: id).0
  }

  @Test(arguments: 1...40)
  func theChoiceIsTheBestOfAll(seed: UInt64) throws {
    var dice = SeededGenerator(seed: seed)
    let policy = try CollateralChoiceTests.policy(seed.isMultiple(of: 2) ? "house-cautious" : "bank-25-15-50")
    let groups = CollateralChoiceTests.groups(&dice, count: 7)
    let total = groups.reduce(Int64(0)) { $0 + $1.lending(on: 0) }
    let loan = Int64.random(in: (total / 10)...(total * 9 / 10), using: &dice)
    let preference: PledgeRequest.Preference = seed.isMultiple(of: 3) ? .strongest : .smallest
    let demand = CollateralDemand(
      policy: policy, outstanding: [loan, loan / 2], needsSpare: seed.isMultiple(of: 5))
    let choice = CollateralChoice(
      groups: groups, demand: demand, preference: preference, rangeCase: policy.rangeCase)
    let (status, chosen) = try choice.solve()
    let checker = CollateralChecker(groups: groups, demand: demand, rangeCase: policy.rangeCase)
    func price(_ set: [Int]) -> Int64 {
      set.reduce(0) {
        $0 + (preference == .smallest ? Int64(groups[$1].members.count) : groups[$1].weakness)
      }
    }
    var best: Int64?
    for bits in 1..<(1 << groups.count) {
      let set = groups.indices.filter { bits & (1 << $0) != 0 }
      guard checker.faults(set).isEmpty else { continue }
      best = min(best ?? .max, price(set))
    }
    guard let best else {
      #expect(status == .infeasible, "seed \(seed): \(status)")
      return
    }
    #expect(status == .optimal, "seed \(seed)")
    #expect(checker.faults(chosen).isEmpty, "seed \(seed)")
    #expect(price(chosen) == best, "seed \(seed)")
  }

  /// What the checker must see.
  @Test func theCheckerSeesEveryFault() throws {
    var dice = SeededGenerator(seed: 7)
    var groups = CollateralChoiceTests.groups(&dice, count: 3)
    let policy = try CollateralChoiceTests.policy("house-cautious")
    let all = groups.reduce(Int64(0)) { $0 + $1.lending(on: 0) }
    func faults(_ loan: Int64, spare: Bool = false, _ chosen: [Int]) -> [String] {
      CollateralChecker(
        groups: groups,
        demand: CollateralDemand(policy: policy, outstanding: [loan], needsSpare: spare),
        rangeCase: policy.rangeCase
      ).faults(chosen)
    }
    #expect(faults(all + 1, [0, 1, 2]).contains { $0.hasPrefix("test day 0:") })
    #expect(faults(all, spare: true, [0, 1, 2]).contains { $0.contains("without one") })
    #expect(faults(1, [0]).contains { $0.contains("carries") })
    #expect(faults(1, []).contains("nothing is chosen"))
    var member = groups[0].members[0]
    member.line.gate = BilingualText(zh: "禁止", en: "forbidden")
    groups[0] = CollateralGroup(key: groups[0].key, members: [member])
    #expect(faults(1, [0, 1, 2]).contains { $0.contains("is forbidden") })
  }

  /// More collateral never lowers the cover, on any day and under any shock but the loss of the one that carries most,
  /// which more collateral does not worsen either.
  @Test(arguments: 1...60)
  func moreCollateralNeverLowersCover(seed: UInt64) throws {
    var dice = SeededGenerator(seed: seed)
    let policy = try CollateralChoiceTests.policy("house-cautious")
    let lines = CollateralChoiceTests.groups(&dice, count: 6).flatMap { $0.members.map(\.line) }
    let tests = [CalendarDay(number: 20_000), CalendarDay(number: 20_365)]
    func table(_ count: Int) -> CoverTable {
      CoverTable(
        lines: Array(lines.prefix(count)), policy: policy, loan: 10_000_000, repayment: .linear, tests: tests)
    }
    for count in 1..<lines.count {
      let fewer = table(count)
      let more = table(count + 1)
      for (before, after) in zip(fewer.points(annuities: []), more.points(annuities: [])) {
        #expect((after.cover ?? 0) >= (before.cover ?? 0), "seed \(seed)")
        #expect((after.forcedCover ?? 0) >= (before.forcedCover ?? 0), "seed \(seed)")
        #expect((after.loanToValue ?? .max) <= (before.loanToValue ?? .max), "seed \(seed)")
      }
      for (before, after) in zip(fewer.stress(), more.stress()) {
        #expect((after.leastCover ?? 0) >= (before.leastCover ?? 0), "seed \(seed) \(before.id)")
      }
    }
  }

  @Test func theDebtFallsInEqualParts() throws {
    let policy = try CollateralChoiceTests.policy("house-cautious")
    let tests = (0...3).map { CalendarDay(number: 20_000 + Int32($0) * 365) }
    let linear = CoverTable(lines: [], policy: policy, loan: 90_000, repayment: .linear, tests: tests)
    #expect(tests.indices.map { linear.outstanding($0) } == [90_000, 90_000, 60_000, 30_000])
    let bullet = CoverTable(lines: [], policy: policy, loan: 90_000, repayment: .bullet, tests: tests)
    #expect(tests.indices.map { bullet.outstanding($0) } == [90_000, 90_000, 90_000, 90_000])
  }

  // MARK: On a portfolio

  /// Families go whole, forbidden rights and their families stay out, and the proof is stated.
  @Test func aPortfolioIsChosenFrom() throws {
    let fixture = try PledgeFixture()
    let packet = try fixture.packet(PledgeFixture.request(amount: 200_000))
    let choice = try #require(packet.choice)
    #expect(choice.status == .optimal)
    let numbers = Set(packet.lines.map(\.number))
    #expect(numbers.contains("A-1") == numbers.contains("A-2"), "a family was split")
    for forbidden in ["A-4", "A-5", "A-8", "A-9"] { #expect(!numbers.contains(forbidden)) }
    #expect(packet.conditions.first { $0.id == "cover" }?.state == .met)
    let carried = packet.lines.map { $0.lending(on: 0) }
    let total = carried.reduce(0, +)
    var families: [String: Int64] = [:]
    for line in packet.lines { families[line.family ?? line.number, default: 0] += line.lending(on: 0) }
    #expect(total - (families.values.max() ?? 0) >= 20_000_000, "the loss of one is not covered")
  }

  /// A right that a gate forbids never enters, nor does its family.
  @Test func aGateKeepsAFamilyOut() throws {
    let fixture = try PledgeFixture()
    let policy = try fixture.workspace.lenderPolicy("bank-25-15-50")
    let valuer = try fixture.workspace.valuer(of: fixture.run, draws: 200)
    var inputs = try PledgeInputs(
      run: fixture.run, store: fixture.workspace.store, catalogue: fixture.workspace.catalogue,
      valuer: valuer,
      policy: policy)
    let row = try fixture.workspace.row(of: "A-2", in: fixture.run)
    inputs.closedGates[fixture.run.table.rightIDs[row]] = [
      ClosedGate(id: "G0", text: BilingualText(zh: "关口禁止出质", en: "a gate forbids it"))
    ]
    var request = PledgeFixture.request(amount: 10_000)
    request.needsSpare = false
    let packet = try PacketBuilder(inputs, request: request, rows: []).packet()
    let numbers = packet.lines.map(\.number)
    #expect(!numbers.contains("A-1") && !numbers.contains("A-2"))
    #expect(packet.choice?.broken.contains { $0.en.contains("A-2") } == true)
  }

  /// Where a policy names no rules of registration, rights are chosen from the same ones that count when they are named.
  @Test func withoutRulesTheSameRightsAreUsed() throws {
    let fixture = try PledgeFixture()
    let all = (1...9).map { "A-\($0)" }
    let named = try fixture.packet(PledgeFixture.request(all, amount: 1_000), policy: "uk-growth-ip")
    let counted = Set(named.lines.filter(\.isCounted).map(\.number))
    #expect(counted == ["A-1", "A-2", "A-3", "A-6", "A-7"])
    var request = PledgeFixture.request(amount: 1_000)
    request.needsSpare = false
    let chosen = try fixture.packet(request, policy: "uk-growth-ip")
    #expect(chosen.choice?.candidates == counted.count)
    #expect(!chosen.lines.isEmpty && Set(chosen.lines.map(\.number)).isSubset(of: counted))
    // What no lender takes still splits a family.
    let pledged = try PledgeFixture([
      "pledges": PledgeFixture.pledges + "PL-2,A-2,City Bank,2025-01-01,2028-01-01,900000\n"
    ])
    let less = try pledged.packet(request, policy: "uk-growth-ip")
    #expect(less.choice?.candidates == 3)
    #expect(less.choice?.broken.contains { $0.en.contains("A-2") } == true)
  }
}
