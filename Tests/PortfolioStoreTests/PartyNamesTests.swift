import Testing

@testable import PortfolioStore

/// Which names are one party's.
@Suite struct PartyNamesTests {
  private static let names = PartyNames([
    .init(party: 1, name: "甲银行", english: "Bank A", isBare: false),
    .init(party: 1, name: "甲行", english: "", isBare: true),
    .init(party: 2, name: "乙银行", english: "Bank B", isBare: false),
    // Another table has brought it: it is what somebody wrote for party 1.
    .init(party: 3, name: "Bank A", english: "", isBare: true),
    // Two declared parties bear this name in English.
    .init(party: 4, name: "丙银行北京", english: "Bank C", isBare: false),
    .init(party: 5, name: "丙银行上海", english: "Bank C", isBare: false),
    .init(party: 6, name: "Bank C", english: "", isBare: true),
    // Declared by itself, though it is called as another is in English.
    .init(party: 7, name: "Bank B", english: "", isBare: false),
    .init(party: 8, name: "丁银行", english: "", isBare: true),
  ])

  @Test(arguments: [
    ("甲银行", "甲银行"), ("甲 银行", "甲银行"), ("甲行", "甲银行"), ("Bank A", "甲银行"), ("ＢＡＮＫ a", "甲行"),
    ("丁银行", "丁 银行"), ("nobody's", "Nobody's"),
  ])
  func namesOfOneParty(left: String, right: String) {
    #expect(Self.names.areOne(left, right))
    #expect(Self.names.areOne(right, left))
  }

  @Test(arguments: [
    ("甲银行", "乙银行"), ("甲银行", "甲银行分行"), ("Bank C", "丙银行北京"), ("丙银行北京", "丙银行上海"), ("Bank B", "乙银行"), ("", ""),
    ("nobody", "甲银行"), ("丁银行", "甲银行"),
  ])
  func namesOfTwo(left: String, right: String) {
    #expect(!Self.names.areOne(left, right))
    #expect(!Self.names.areOne(right, left))
  }

  @Test(arguments: [
    ("甲银行", Optional("Bank A")), ("甲行", "Bank A"), ("Bank A", "Bank A"), ("丙银行上海", "Bank C"), ("丁银行", nil),
    ("nobody", nil), ("", nil),
  ])
  func namesInEnglish(name: String, english: String?) {
    #expect(Self.names.english(of: name) == english)
  }

  @Test func withoutATableANameIsItself() {
    #expect(PartyNames().areOne("A b", "ab"))
    #expect(!PartyNames().areOne("a", "b"))
  }
}
