import Testing
import Winnow

/// The models of pledges load, and each of their rules stands once.
@Suite struct PledgeModelTests {
  private func catalogue() throws -> ModelCatalogue { try Workspace.catalogue(models: nil) }

  @Test func theTwelveCasesStandInOrder() throws {
    let (rules, _) = try catalogue().load(PledgeRegistration.self, id: "registration-cn")
    #expect(rules.cases.map(\.number) == Array(1...12))
    #expect(Set(rules.cases.map(\.test)) == Set(PledgeRegistration.Test.allCases))
    let statements = rules.cases.filter { $0.effect == .needsStatement }.map(\.number)
    #expect(statements == [10, 11])
  }

  @Test func everyPolicyLoads() throws {
    let policies = try catalogue().loadAll(LenderPolicy.self).map(\.0)
    #expect(
      policies.map(\.header.id) == [
        "bank-25-15-50", "contribution-cn", "house-cautious", "licence-pool", "uk-growth-ip",
      ])
    #expect(Set(policies.map(\.purpose)) == Set(LenderPolicy.Purpose.allCases))
  }

  /// Covenants are judged by their tests; a test without its figure, or with another's, does not load.
  @Test func covenantsHaveTests() throws {
    let (house, _) = try catalogue().load(LenderPolicy.self, id: "house-cautious")
    let tests: [LenderPolicy.CovenantTest] = [
      .rightChallenged, .revenueFall(basisPoints: 3_000), .annuityLate(days: 31), .cover(basisPoints: 10_000),
    ]
    #expect(house.covenants.compactMap(\.test) == tests && house.covenants.count == tests.count)
    let (british, _) = try catalogue().load(LenderPolicy.self, id: "uk-growth-ip")
    #expect(!british.covenants.isEmpty && british.covenants.allSatisfy { $0.test == nil })
    let text = house.header.file.text
    for broken in [
      text.replacing("test: revenue-fall, percent: 30", with: "test: revenue-fall"),
      text.replacing("test: annuity-late, days: 31", with: "test: annuity-late, percent: 31"),
      text.replacing("test: right-challenged", with: "test: right-doubted"),
      text.replacing("test: right-challenged, ", with: "days: 3, "),
    ] {
      #expect(broken != text)
      #expect(throws: ProblemList.self) {
        try Workspace.lenderPolicy(text: broken, path: "house-cautious.yaml")
      }
    }
  }

  /// The figures of the bank of the report, and of the British scheme.
  @Test func thePublishedTermsAreAsPublished() throws {
    let (bank, _) = try catalogue().load(LenderPolicy.self, id: "bank-25-15-50")
    #expect(bank.line(of: .invention)?.loanToValue.value == 2500)
    #expect(bank.line(of: .utilityModel)?.loanToValue.value == 1500)
    #expect(bank.line(of: .trademark)?.loanToValue.value == 5000)
    #expect(bank.longestMonths?.value == 36)
    let (british, _) = try catalogue().load(LenderPolicy.self, id: "uk-growth-ip")
    #expect(british.line(of: .invention)?.loanToValue.value == 5000)
    #expect(british.longestMonths?.value == 48)
    #expect(
      british.smallestLoan?.amount == Money(major: 250_000, currency: try #require(Currency(code: "GBP"))))
    #expect(british.growth?.basisPoints == 2000)
    #expect(british.growth?.years == 3)
  }
}
