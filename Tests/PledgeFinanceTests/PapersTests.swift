import Foundation
import TestSupport
import Testing
import Winnow

@testable import PledgeFinance

/// What the papers page and the forms say where the policy names no rules, and how parties are called in English.
@Suite struct PapersTests {
  private func page(
    _ fixture: PledgeFixture, _ policy: String, _ language: Language, redact: Set<Redaction> = []
  ) throws -> String {
    let loaded = try fixture.workspace.lenderPolicy(policy)
    let made = try fixture.workspace.pledgePacket(
      of: fixture.run, PledgeFixture.request(["A-4"], amount: 3_000_000), policy: loaded, draws: 200)
    let files = try fixture.workspace.packetFiles(
      made, run: fixture.run, policy: loaded, documents: AttachedDocuments(), redact: redact,
      language: language)
    return try files.filter { $0.path == "packet.html" || $0.path == PacketFolder.record }.map {
      try #require(String(validating: $0.bytes, as: UTF8.self))
    }.joined()
  }

  /// Rules that a policy does not name do not "not cover" a Chinese patent; the consent that its gate asks for has a form.
  @Test(arguments: Language.allCases)
  func aPolicyWithoutRulesSaysSo(language: Language) throws {
    let text = try page(PledgeFixture(), "uk-growth-ip", language)
    let isChinese = language == .zh
    #expect(text.contains(isChinese ? "这个政策没有指定登记规则" : "The policy names no rules of registration"))
    #expect(!text.contains("the rules on file, for patents, do not cover them"))
    #expect(!text.contains("不适用所收录的专利质押登记规则"))
    #expect(text.contains(isChinese ? "共有人同意书：A-4" : "Consent of co-owners: A-4"))
    #expect(!text.contains("No form is needed") && !text.contains("没有需要填写的表单"))
    // With rules it is said of rights outside them alone.
    let ruled = try page(PledgeFixture(), "bank-25-15-50", language)
    #expect(!ruled.contains("names no rules of registration") && !ruled.contains("没有指定登记规则"))
  }

  /// Whoever reads the English packet reads the party's name in English, with the registered one beside it.
  @Test func partiesHaveTheirEnglishNames() throws {
    let fixture = try PledgeFixture([
      "rights": PledgeFixture.rights.replacing("Partner University", with: "示例大学"),
      "parties": """
      party,name_en,kind,unit
      Owner Co,,enterprise,U1
      示例大学,Example University,university,
      City Bank,,bank,

      """,
    ])
    let english = try page(fixture, "bank-25-15-50", .en)
    #expect(english.contains("We, Example University (示例大学), co-own the patent"))
    #expect(!english.contains("Example University (Example University"))
    #expect(!(try page(fixture, "bank-25-15-50", .zh).contains("Example University (")))
    let blind = try page(fixture, "bank-25-15-50", .en, redact: [.names])
    #expect(!blind.contains("Example University") && !blind.contains("示例大学"))
  }

  /// On paper the list of rights lies on its side, and the heading of its page goes with it.
  @Test func aHeadingGoesWithTheListOnItsSide() throws {
    let text = try page(PledgeFixture(), "bank-25-15-50", .en)
    #expect(text.contains(".packet h2:has(+section>.wrap>table.sort.full){page:wide}"))
    let start = try #require(text.range(of: "id=\"collateral\">")).upperBound
    let list = try #require(text.range(of: "<table class=\"sort full\" id=\"pledge-rights\"")).lowerBound
    #expect(start < list)
    let between = text[start..<list]
    #expect(between.hasPrefix("\n<h2>") && between.hasSuffix("<div class=\"wrap\">"))
    #expect(between.components(separatedBy: "<section").count == 2, "nothing but the list's own section")
  }
}
