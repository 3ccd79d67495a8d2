import Testing
import Winnow

@testable import PledgeFinance

/// Where no set of rights carries an amount, the rule that binds is told with its day and amounts.
@Suite struct ChoiceShortfallTests {
  private static let head = "licence,right,direction,type,counterparty,from_day,to_day,recorded_day,fee\n"

  /// What is said where fees under one contract on A-3 do not carry the amount.
  private static func told(
    until end: String, _ amount: Int64, spare: Bool, _ licences: String = ""
  ) throws -> Problem {
    let own = "L-1,A-3,out,ordinary,User Ltd,2024-07-01,\(end),2024-08-01,1000000\n"
    let fixture = try PledgeFixture(["licences": head + own + licences])
    var request = PledgeFixture.request(amount: amount, months: 24)
    request.needsSpare = spare
    let error = #expect(throws: ProblemList.self) { try fixture.packet(request, policy: "licence-pool") }
    let problem = try #require(error?.problems.first)
    #expect(problem.code == .pledgeNothingCarries)
    return problem
  }

  /// The contract ends within the term: the fees carry the amount today and nothing on a later day, and the policy looks at
  /// every one.
  @Test(arguments: [true, false])
  func aLaterDayIsTold(spare: Bool) throws {
    let problem = try Self.told(until: "2027-06-29", 100_000, spare: spare)
    let en = problem.message.en
    #expect(en.hasPrefix("The one usable right carries "), "\(en)")
    #expect(en.contains("but 0.00 CNY on 2027-06-30, when"), "\(en)")
    #expect(en.contains("every test day of the term"), "\(en)")
    #expect(en.contains("Others cannot be used, chiefly: "), "\(en)")
    #expect(problem.message.zh.contains("但到 2027-06-30 只有 0.00 CNY"), "\(problem.message.zh)")
    // Giving up the spare would not help, paying back in parts may.
    #expect(problem.remedy?.en.contains("--no-spare") == false)
    #expect(problem.remedy?.en.contains("--repayment linear") == true)
  }

  /// One right is enough by itself and nothing is left without it; with the spare given up its one licensee is too much.
  @Test func theSpareAndThePartAreTold() throws {
    let spare = try Self.told(until: "2032-06-29", 1_000, spare: true)
    #expect(spare.message.en.contains("without A-3, which carries most"), "\(spare.message.en)")
    #expect(spare.message.zh.contains("失去承载最多的 A-3 后 0.00 CNY"), "\(spare.message.zh)")
    #expect(spare.remedy?.en.contains("--no-spare") == true)
    let part = try Self.told(until: "2032-06-29", 1_000, spare: false)
    #expect(part.message.en.contains("User Ltd has 100% of it"), "\(part.message.en)")
    #expect(part.message.zh.contains("User Ltd 占其 100%"), "\(part.message.zh)")
    #expect(part.remedy?.en.contains("contracts of other licensees") == true)
  }

  /// Two kinds of reason that differ in the way in alone are told apart; a right's own figures are left out.
  @Test func kindsOfReasonsAreNotListedTwice() {
    func kind(_ zh: String, _ en: String) -> BilingualText {
      CollateralSearch.kindOfReason(BilingualText(zh: zh, en: en))
    }
    let plain = kind("规则之外，条件未核对", "Outside the rules: not looked at")
    let open = kind(
      "规则之外，条件未核对；人工核对后可用 --accept-unknown 计入",
      "Outside the rules: not looked at; once a person has looked, --accept-unknown counts it")
    #expect(plain.en == "Outside the rules" && plain.zh == "规则之外，条件未核对")
    #expect(open.en == "Outside the rules; once a person has looked, --accept-unknown counts it")
    #expect(open.zh == "规则之外，条件未核对；人工核对后可用 --accept-unknown 计入")
    #expect(kind("已质押：PL-1", "A pledge stands: PL-1").en == "A pledge stands")
    #expect(kind("已质押：PL-1", "A pledge stands: PL-1").zh == "已质押")
  }

  /// More than everything together carries is asked for.
  @Test func theSumIsTold() throws {
    let fixture = try PledgeFixture()
    let error = #expect(throws: ProblemList.self) {
      try fixture.packet(PledgeFixture.request(amount: 900_000_000_000))
    }
    let en = try #require(error?.problems.first).message.en
    #expect(en.contains("usable rights carry") && en.contains("900000000000.00 CNY is asked for"), "\(en)")
    #expect(!en.contains("every test day"), "the policy looks at the start alone")
  }

  /// Two licensees of equal fees are each half of the whole: no single day and no sum is short, and no set keeps the part.
  @Test func whatNoSetKeepsIsTold() throws {
    let problem = try Self.told(
      until: "2032-06-29", 1_000, spare: false,
      "L-2,A-9,out,ordinary,Other Ltd,2024-07-01,2032-06-29,2024-08-01,1000000\n")
    #expect(problem.message.en.contains("50% of it, the policy allows 40"), "\(problem.message.en)")
  }
}
