import PortfolioCore
import PortfolioImport
import Testing

@Suite struct StatusTextTests {
  @Test(arguments: [
    ("未缴年费专利权终止，等恢复", "未缴年费专利权终止,等恢复"), (" 未缴年费专利权终止, 等恢复 ", "未缴年费专利权终止,等恢复"),
    ("专利权的终止（①未缴年费专利权终止）", "专利权的终止(未缴年费专利权终止)"), ("① 等年费滞纳金", "等年费滞纳金"),
    ("ACTIVE - Granted", "active-granted"),
    ("INACTIVE -  WITHDRAWN / SURRENDERED", "inactive-withdrawn/surrendered"),
    ("Patent  Expired\nDue", "patent expired due"), ("专利权维持。", "专利权维持"), ("", ""),
  ])
  func normalises(_ text: String, _ normal: String) {
    #expect(StatusText.normal(text) == normal)
    #expect(StatusText.normal(normal) == normal)
  }

  @Test func aWordIsFoundOnlyAsAWhole() {
    let vocabulary = StatusVocabulary<LegalStatus>([
      "未缴年费专利权终止": .lapsed, "未缴年费专利权终止,等恢复": .lapsedRestorable, "专利权维持": .inForce,
    ])
    #expect(vocabulary.meaning(of: "未缴年费专利权终止，等恢复") == .lapsedRestorable)
    #expect(vocabulary.meaning(of: "未缴年费专利权终止") == .lapsed)
    #expect(vocabulary.meaning(of: "专利权维持，等年费滞纳金") == nil)
    #expect(vocabulary.meaning(of: "专利权") == nil)
    #expect(vocabulary.contradictions.isEmpty)
  }

  @Test func contradictingWordsAreNamedAndNotUsed() {
    let vocabulary = StatusVocabulary<LegalStatus>([
      "ACTIVE": .inForce, "Active": .pending, "dead": .dead, "DEAD": .dead,
    ])
    #expect(vocabulary.contradictions == ["active"])
    #expect(vocabulary.meaning(of: "active") == nil)
    #expect(vocabulary.meaning(of: "Dead") == .dead)
  }
}
