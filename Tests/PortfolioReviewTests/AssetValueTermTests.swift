import PortfolioCore
import Testing
import Winnow

/// What was spent rules nothing where it is known what is earned, and nothing is left where the term is over.
@Suite struct AssetValueTermTests {
  private func result(_ asset: AssetValue, _ method: ValuationMethod) throws -> MethodResult {
    try #require(asset.methods.first { $0.method == method })
  }

  private func reason(_ asset: AssetValue, _ method: ValuationMethod) throws -> BilingualText? {
    if case .failure(let why) = try result(asset, method).outcome { return why.reason }
    return nil
  }

  // MARK: What was spent

  /// A secret that cost far more than is earned with it: it is worth what is earned, and no more than its product. One
  /// whose product has no figures is worth what it cost.
  @Test func whatWasSpentIsNoFloorOfRoyalties() throws {
    let secrets = ["S-1", "S-2"].map { "\($0),technical-secret,CN,Hardening,2019-04-15,,in-force,,Example Co\n" }
    let given = try ValueCase([
      "rights": ValueCase.rights + secrets.joined(), "revenues": ValueCase.chinese,
      "product_links": ValueCase.links + "S-1,PR1,supporting,2021-01-01\nS-2,PR2,core,2021-01-01\n",
      "costs": "right,day,kind,amount\nS-1,2025-05-01,research,90000000\nS-2,2025-05-01,research,90000000\n",
    ])
    let secret = try given.value("S-1")
    let royalties = try #require(result(secret, .reliefFromRoyalty).value)
    let spent = try #require(result(secret, .cost).value)
    #expect(spent.base > 50 * royalties.base)
    #expect(secret.value == royalties && secret.reconciliation.floorNote == nil)
    #expect(secret.reconciliation.parts.map(\.method) == [.reliefFromRoyalty])
    #expect(try #require(given.product().value).base > royalties.base)
    // 90 m a year old of ten, with the margin: a secret has no term.
    let other = try given.value("S-2")
    #expect(other.reconciliation.parts.map(\.method) == [.cost])
    #expect(abs(try #require(other.value).base - 90_000_000 * 1.1 * 0.9) < 0.01)
  }

  /// Two million on a right whose term ends some days later, half of it last year: L/(1 + L) and L/(½ + L) are left.
  @Test(arguments: [0, 1, 56, 365, 3000])
  func costEndsWithTheTerm(days: Int) throws {
    let rights = """
      right,kind,office,title,filing_day,grant_day,status,ipc,owners,expiry_day
      V-1,invention,CN,Valve,2008-04-15,2011-12-20,in-force,F16K1/22,Example Co,\((ValueCase.asOf + days).iso)
      V-2,invention,CN,Seat,2019-04-15,2021-12-20,in-force,F16K1/22,Example Co,

      """
    let given = try ValueCase([
      "rights": rights, "product_links": "right,product,role,from_day\nV-2,PR1,core,2021-01-01\n",
      "costs":
        "right,day,kind,amount\nV-1,2025-05-01,research,1000000\nV-1,2026-05-01,research,1000000\n",
    ])
    let asset = try given.value("V-1")
    guard days > 0 else {
      #expect(try reason(asset, .cost)?.en == "no life is left")
      #expect(try reason(asset, .cost)?.zh == "剩余寿命为零")
      #expect((asset.value?.base ?? 0) == 0)
      return
    }
    let left = Double(days) / 365.25
    let cost = try result(asset, .cost)
    let expected = 1_100_000 * (left / (1 + left) + left / (0.5 + left))
    #expect(abs(try #require(cost.value).base - expected) < 0.01)
    #expect(cost.inputs.contains { $0.label.en == "Legal term left (written off by its end)" })
  }

  // MARK: Past the term

  /// A right that its source calls in force after its term, with no extension on record: no life is left, alone and in its
  /// product, and the valuation warns.
  @Test(arguments: ["2026-06-29", "2015-01-01"]) func pastItsTermNothingIsLeft(expiry: String) throws {
    let rights = """
      right,kind,office,title,filing_day,grant_day,status,ipc,owners,expiry_day
      V-1,invention,CN,Valve,1999-04-15,2001-12-20,in-force,F16K1/22,Example Co,\(expiry)
      V-2,invention,CN,Seat,2019-04-15,2021-12-20,in-force,F16K1/22,Example Co,

      """
    let given = try ValueCase([
      "rights": rights, "revenues": ValueCase.chinese,
      "product_links":
        "right,product,role,from_day\nV-1,PR1,core,2021-01-01\nV-2,PR1,supporting,2021-01-01\n",
      "costs": "right,day,kind,amount\nV-1,2025-05-01,research,1000000\n",
    ])
    let asset = try given.value("V-1")
    #expect(asset.value == nil && asset.economicYears == 0)
    for method in [ValuationMethod.reliefFromRoyalty, .cost, .renewal] {
      let why = try #require(try reason(asset, method))
      #expect(why.en.hasPrefix("no life is left: it is alive by its source"), "\(method)")
      #expect(why.en.contains("V-1 \(expiry)") && why.zh.contains("法定期限已经届满（V-1 \(expiry)）"))
    }
    let left = try #require(asset.profile.answers.first { $0.factor.id == "remaining-life" })
    #expect(left.level == 1 && left.origin == .limited(years: 0, contracts: []))
    // Nothing hints at money, and nothing of the product's revenue is its own.
    #expect(asset.openLicence == nil && asset.brokered == nil && asset.products.isEmpty)
    #expect(try given.value("V-2").openLicence != nil)
    #expect(asset.evidence.contains { $0.text.en.contains("V-1 \(expiry)") })
    #expect(!asset.evidence.contains { $0.text.en.hasPrefix("It is not recorded") })
    let bundle = try given.product()
    #expect(bundle.products.map(\.share) == [0.25] && bundle.rows.count == 1)
    #expect(bundle.evidence.contains { $0.text.zh.contains("V-1 \(expiry)") })
    let problem = try #require(given.valuer.problems.first { $0.code == .aliveBeyondTerm })
    #expect(problem.text(.en).contains("1 right is alive") && problem.text(.zh).contains("按没有剩余寿命估值"))
    let relief = try result(given.product(), .reliefFromRoyalty)
    for line in try #require(relief.table).lines {
      #expect(line.steps[ReliefFromRoyalty.Step.attribution.rawValue] == 0.25)
    }
    #expect(relief.notes.contains { $0.en.hasPrefix("Counts no revenue: alive by its source") })
    #expect(try !ValueCase().valuer.problems.contains { $0.code == .aliveBeyondTerm })
  }
}
