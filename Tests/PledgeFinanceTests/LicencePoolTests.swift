import TestSupport
import Testing
import Winnow

@testable import PledgeFinance

/// A pool of licence income stands and falls with its contracts and whoever pays under them.
@Suite struct LicencePoolTests {
  private static let head = "licence,right,direction,type,counterparty,from_day,to_day,recorded_day,fee\n"

  private static func pool(_ licences: String, _ rights: [String]) throws -> PledgePacket {
    try PledgeFixture(["licences": head + licences]).packet(
      PledgeFixture.request(rights, amount: 1_000, months: 12), policy: "licence-pool")
  }

  private static func concentration(_ packet: PledgePacket) throws -> ConditionFinding {
    try #require(packet.conditions.first { $0.id == "concentration" })
  }

  // MARK: Who pays

  /// Two rights of two families with one licensee are one risk; with two licensees they are two.
  @Test func theLicenseeIsWhatIsConcentrated() throws {
    let one = try Self.pool(
      """
      L-1,A-3,out,ordinary,User Ltd,2024-07-01,2029-06-29,2024-08-01,1000000
      L-2,A-9,out,ordinary,User Ltd,2024-07-01,2029-06-29,2024-08-01,1000000

      """, ["A-3", "A-9"])
    #expect(one.totals.counted == 2)
    let all = try Self.concentration(one)
    #expect(all.state == .notMet && all.reason.en == "The greatest pays for 100% (User Ltd)", "\(all.reason)")
    #expect(all.title.en.hasPrefix("No licensee pays for more than 40"))
    let two = try Self.pool(
      """
      L-1,A-3,out,ordinary,User Ltd,2024-07-01,2029-06-29,2024-08-01,1000000
      L-2,A-9,out,ordinary,Other Ltd,2024-07-01,2029-06-29,2024-08-01,1000000

      """, ["A-3", "A-9"])
    let half = try Self.concentration(two)
    #expect(half.reason.en.contains("50") && !half.reason.en.contains("100"), "\(half.reason)")
    // Where the one licensee stops paying nothing is left; of two, one half.
    func left(_ packet: PledgePacket) throws -> Int64 {
      try #require(packet.stress.first { $0.id == "licensee" }).lendingAtStart
    }
    let (none, rest) = (try left(one), try left(two))
    #expect(none == 0 && rest * 2 == two.totals.lending)
    let both = try #require(two.stress.first { $0.id == "all" })
    #expect(both.lendingAtStart == 0)
    for packet in [one, two] {
      let all = try #require(packet.stress.last)
      for line in packet.stress { #expect(all.lendingAtStart <= line.lendingAtStart, "\(line.id)") }
    }
  }

  /// A contract without a licensee on record is a party of its own, and that is said.
  @Test func aContractWithoutALicenseeIsAParty() throws {
    let packet = try Self.pool(
      """
      L-1,A-3,out,ordinary,,2024-07-01,2029-06-29,2024-08-01,1000000
      L-2,A-9,out,ordinary,,2024-07-01,2029-06-29,2024-08-01,1000000

      """, ["A-3", "A-9"])
    let found = try Self.concentration(packet)
    #expect(found.reason.en.contains("(contract L-1)") && found.reason.en.contains("party of its own"))
  }

  // MARK: Worked out again

  /// Contracts that have ended are left out, a fee for all rights of a contract is shared, and the years make the value.
  @Test func theValueIsWorkedOutAgain() throws {
    let packet = try Self.pool(
      """
      L-0,A-3,out,ordinary,User Ltd,2020-01-01,2025-12-31,2020-02-01,7000000
      L-1,A-3,out,ordinary,User Ltd,2024-07-01,2029-03-31,2024-08-01,1000000
      L-1,A-9,out,ordinary,User Ltd,2024-07-01,2029-03-31,2024-08-01,1000000
      L-2,A-3,out,ordinary,Other Ltd,2024-07-01,2027-06-29,2024-08-01,300000

      """, ["A-3", "A-9"])
    let line = try PledgeFixture.line("A-3", packet)
    let value = try #require(line.value)
    let parts = try #require(value.contracts).sorted { $0.contract < $1.contract }
    #expect(parts.map(\.contract) == ["L-1", "L-2"])
    #expect(parts.map(\.rights) == [2, 1] && parts.map(\.yearly) == [500_000, 300_000])
    for part in parts {
      var sum = 0.0
      for (index, year) in part.years.enumerated() {
        #expect(abs(year.fee - part.yearly * year.part) < 1e-6)
        // From the middle of the period, at 8 % a year.
        let middle = Double(index) + year.part / 2
        #expect(abs(PortableMath.power(1.08, -middle) - year.factor) < 1e-9)
        sum += year.present
      }
      #expect(part.value == Int64(sum.rounded(.down)) * 100)
    }
    #expect(parts.reduce(0) { $0 + $1.value } == value.inUse.base)
    let left = parts.reduce(0) { $0 + $1.left[0] }
    #expect((999_998...1_000_000).contains(left))
    let inputs = value.parts.flatMap(\.inputs)
    #expect(!inputs.contains { $0.label.en.contains("L-0") })
    #expect(inputs.contains { $0.label.en.contains("L-1") && $0.value.en.hasSuffix("÷ 2") })
  }

  // MARK: The choice

  /// A right that counts for so many yuan of fees from one licensee.
  private static func line(_ number: String, _ licensee: String, _ basis: Int64) throws -> CollateralLine {
    let amount = basis * 100
    let range = AmountRange(low: amount, base: amount, high: amount)
    let part = ContractPart(
      contract: "L-" + number, licensee: licensee, end: PledgeFixture.asOf,
      fee: Money(minorUnits: amount, currency: .cny), rights: 1, yearly: Double(basis), years: [],
      value: amount, left: [1_000_000])
    var line = CollateralLine(
      number: number, title: BilingualText(zh: "", en: ""), kind: .invention, office: "CN", family: nil,
      owners: [], pledgor: nil, status: .inForce, filingDay: nil, grantDay: nil, termEnd: nil, grade: nil,
      points: nil, registration: RegistrationFindings(isCovered: true, cases: []), gate: nil,
      value: CollateralValue(
        inUse: range, orderly: range, forced: range, orderlyShare: 10_000, parts: [], basis: amount,
        left: [1_000_000], withLessRevenue: 700_000, withLowRoyalty: 1_000_000, withBoth: 700_000, unit: 100),
      missing: [], loanToValue: 8000, exclusions: [], evidence: [])
    line.value?.contracts = [part]
    return line
  }

  /// The greatest two would do by family, but have one licensee: others are taken, so that no licensee pays for more than
  /// two fifths.
  @Test func theChoiceSpreadsTheLicensees() throws {
    let policy = try Workspace.catalogue(models: nil).load(LenderPolicy.self, id: "licence-pool").0
    func groups(_ payers: [String]) throws -> [CollateralGroup] {
      try payers.enumerated().map { index, payer in
        CollateralGroup(
          key: "number R\(index)", members: [(row: index, line: try Self.line("R\(index)", payer, 10_000))])
      }
    }
    let demand = CollateralDemand(policy: policy, outstanding: [1_000_000], needsSpare: false)
    func solved(_ payers: [String]) throws -> (status: ChoiceOutcome.Status, chosen: [Int]) {
      try CollateralChoice(
        groups: groups(payers), demand: demand, preference: .smallest, rangeCase: policy.rangeCase
      ).solve()
    }
    let spread = try solved(["A", "A", "A", "B", "C"])
    #expect(spread.status == .optimal)
    #expect(spread.chosen.count == 3 && Array(spread.chosen.suffix(2)) == [3, 4], "\(spread.chosen)")
    let narrow = try solved(["A", "A", "A", "B", "B"])
    #expect(narrow.status == .infeasible)
  }

  // MARK: The sheet

  private static func page(_ rights: [String], _ licences: String, _ parties: String) throws -> (
    packet: PledgePacket, text: String
  ) {
    let fixture = try PledgeFixture(["licences": head + licences, "parties": parties])
    let policy = try fixture.workspace.lenderPolicy("licence-pool")
    let made = try fixture.workspace.pledgePacket(
      of: fixture.run, PledgeFixture.request(rights, amount: 1_000, months: 12), policy: policy, draws: 200)
    let files = try fixture.workspace.packetFiles(
      made, run: fixture.run, policy: policy, documents: AttachedDocuments(), redact: [], language: .en)
    let page = try #require(files.first { $0.path == PledgePacketFiles.page })
    return (made.packet, String(decoding: page.bytes, as: UTF8.self))
  }

  /// `1,234,567.89` of cents.
  private static func shown(_ cents: Int) -> String {
    var whole = ""
    for (place, digit) in String(cents / 100).reversed().enumerated() {
      if place > 0, place.isMultiple(of: 3) { whole = "," + whole }
      whole = String(digit) + whole
    }
    return whole + "." + (cents % 100 < 10 ? "0" : "") + String(cents % 100)
  }

  /// The total of a contract's years is what they add up to; what counts is rounded down in a step that says so. Whoever
  /// pays is called by its English name, and nothing is said of forms where there is none.
  @Test func theSheetAddsUpAndNamesWhoPays() throws {
    let (packet, text) = try Self.page(
      ["A-3"], "L-1,A-3,out,ordinary,示例用户公司,2024-07-01,2029-06-29,2024-08-01,1000000\n",
      """
      party,name_en,kind,unit
      Owner Co,,enterprise,U1
      Partner University,,university,
      City Bank,,bank,
      示例用户公司,Example User,enterprise,

      """)
    let contract = try #require(PledgeFixture.line("A-3", packet).value?.contracts?.first)
    let sum = contract.years.reduce(0) { $0 + $1.present }
    let cents = Int((sum * 100).rounded())
    #expect(text.contains(Self.shown(cents)), "\(cents)")
    #expect(contract.value / 100 * 100 == contract.value && Int(contract.value) <= cents)
    #expect(cents - Int(contract.value) <= 100)
    #expect(text.contains("each contract rounded down to a whole unit"))
    #expect(text.contains("Contract L-1 (Example User (示例用户公司))"))
    #expect(text.contains(">Example User (示例用户公司)<") && !text.contains(">示例用户公司<"))
    #expect(!text.contains("Forms to fill in") && !text.contains("No form is needed"))
  }
}
