import Foundation
import PortfolioCore
import Testing
import Winnow

/// Rights that belong to others alone: nobody here can sell them, and they are used as long as a licence in runs.
@Suite struct AssetValueOthersTests {
  private static let licences = "licence,right,direction,type,counterparty,from_day,to_day\n"

  /// V-1 belongs to Beta; the other rights to the portfolio's own unit.
  /// - Parameter licence: the last day of a licence in on V-1, empty for one without; no licence when nil.
  private func portfolio(licence: String?) throws -> ValueCase {
    let rights = ValueCase.rights.split(separator: "\n").map { line in
      line.hasPrefix("V-1,") ? line.replacingOccurrences(of: "Example Co", with: "Beta") : String(line)
    }.joined(separator: "\n")
    var tables = [
      "units": "unit,name\nU1,Example Co\n", "parties": "party,unit\nExample Co,U1\nBeta,\n",
      "rights": rights + "\n", "revenues": ValueCase.chinese,
    ]
    if let licence {
      tables["licences"] = AssetValueOthersTests.licences + "L-1,V-1,in,exclusive,Beta,2022-01-01,\(licence)\n"
    }
    return try ValueCase(tables)
  }

  private func result(_ asset: AssetValue, _ method: ValuationMethod) throws -> MethodResult {
    try #require(asset.methods.first { $0.method == method })
  }

  private func reason(_ asset: AssetValue, _ method: ValuationMethod) throws -> String? {
    if case .failure(let why) = try result(asset, method).outcome { return why.reason.en }
    return nil
  }

  /// Without a licence, or after the end of one, nothing of it is valued; its share of the product goes to nobody.
  @Test(arguments: [nil, "2026-06-29"]) func whatIsAnothersIsNotValued(licence: String?) throws {
    let given = try portfolio(licence: licence)
    let asset = try given.value("V-1")
    #expect(asset.isAnothers && asset.value == nil && asset.realisable == nil)
    for result in asset.methods {
      let why = try #require(try reason(asset, result.method))
      #expect(why.hasPrefix("it belongs to others, and no licence in runs"))
    }
    #expect(asset.sentence.en.contains("belongs to others") && asset.sentence.zh.contains("属于他人"))
    #expect(asset.evidence.contains { !$0.isShown && $0.text.zh.contains("没有有效的许入许可") })
    #expect(given.valuer.actions(for: asset).isEmpty)
    let row = try #require(given.run.row(named: "V-1"))
    #expect(throws: NotApplicable.self) { try given.valuer.attributedIncome(row: row) }
    // Three quarters were its own; the other right keeps its quarter, and the product has no more.
    #expect(try given.value("V-2").products.map(\.share) == [0.25])
    let product = try given.product()
    #expect(product.products.map(\.share) == [0.25] && product.rows.count == 1 && !product.isAnothers)
    let notes = try result(product, .reliefFromRoyalty).notes
    #expect(notes.contains { $0.en.hasSuffix("counts for nobody: V-1") })
    #expect(product.evidence.contains { $0.text.zh.contains("份额不计：V-1") })
  }

  /// Under a licence its use counts up to the last day of that; a sale does not.
  @Test(arguments: [("2026-06-30", 1.0), ("2027-12-31", 550)])
  func whatIsLicensedInCountsUpToItsEnd(last: String, days: Double) throws {
    let endless = try portfolio(licence: "").value("V-1")
    let given = try portfolio(licence: last)
    let asset = try given.value("V-1")
    #expect(abs(asset.economicYears - days / 365.25) < 1e-9 && endless.economicYears > 4)
    let relief = try result(asset, .reliefFromRoyalty)
    let lines = try #require(relief.table).lines.filter { $0.part > 0 }
    #expect(abs(lines.reduce(0) { $0 + $1.part } - days / 365.25) < 1e-9)
    // To the end of it the whole share counts.
    for line in lines { #expect(line.steps[ReliefFromRoyalty.Step.attribution.rawValue] == 0.75) }
    let value = try #require(asset.value)
    let longer = try #require(endless.value)
    #expect(value.base < longer.base)
    #expect(asset.realisable == nil && endless.realisable == nil && asset.isAnothers)
    #expect(asset.reconciliation.parts.map(\.method) == [.reliefFromRoyalty])
    let renewal = try #require(try reason(asset, .renewal))
    #expect(renewal.contains("the choice to go on paying"))
    #expect(relief.notes.contains { $0.en.contains("V-1 (L-1, until \(last))") && $0.zh.contains("至 \(last)") })
    let notes = try result(endless, .reliefFromRoyalty).notes
    #expect(notes.contains { $0.en.contains("without a last day") })
    let answer = try #require(asset.profile.answers.first { $0.factor.id == "ownership" })
    #expect(answer.level == 1 && answer.origin == .fact(.ownerStanding))
    // The register says what is left under the contract, and not of the legal term.
    let left = try #require(asset.profile.answers.first { $0.factor.id == "remaining-life" })
    #expect(left.level == 1 && left.origin == .limited(years: days / 365.25, contracts: ["L-1"]))
    let term = try #require(endless.profile.answers.first { $0.factor.id == "remaining-life" })
    #expect(term.level > 1 && term.origin == .fact(.remainingTerm))
    let source = try #require(relief.inputs.first { $0.label.en == "Economic life" }).source
    #expect(source.en.hasSuffix("(table licences: L-1)") && source.zh.hasSuffix("（licences 表：L-1）"))
    let page = AssetValueView(asset, of: given.valuer, language: .en).text(width: nil)
    #expect(page.contains("licence in L-1: "))
    #expect(asset.openLicence == nil)
  }

  /// Totals hold what is owned; the list says what is not in them.
  @Test func totalsLeaveOutWhatIsAnothers() throws {
    let given = try portfolio(licence: "2027-12-31")
    let assets = try ["V-1", "V-2"].map { try given.value($0) }
    let list = AssetListView(assets, of: given.valuer, language: .en)
    let total = try #require(list.table.total)
    let own = list.table.rows[1]
    for place in 2..<own.count { #expect(total[place].text == own[place].text, "\(place)") }
    #expect(list.remarks.contains { $0.hasPrefix("1 of them belongs to others") })
    let chinese = AssetListView(assets, of: given.valuer, language: .zh)
    #expect(chinese.remarks.contains { $0.contains("1 项属于他人") })
    let json = list.json(given.run, options: given.workspace.reportOptions(language: .en))
    #expect(json.contains("\"belongsToOthers\": true") && json.contains("\"belongsToOthers\": false"))
    // Of the product, a quarter of which is earned with its own right, at most a quarter of six tenths could be sold.
    let product = try portfolio(licence: "").product()
    #expect(!product.isAnothers && product.products.map(\.share) == [1])
    let share = try #require(product.realisable).share
    #expect(share > 0 && share <= 0.25 * 0.6)
  }

  /// The nearer the end of the licence, the more of what is valued is earned with the own right: a sale brings much the
  /// same whenever it ends.
  @Test func whatCouldBeSoldFollowsTheSharesOfEachYear() throws {
    func sale(_ licence: String?) throws -> (share: Double, orderly: Double) {
      let product = try portfolio(licence: licence).product()
      let found = try #require(product.realisable)
      return (share: found.share, orderly: found.orderly.base)
    }
    let alone = try sale(nil)
    let sales = try ["", "2028-12-31", "2026-12-31", "2026-06-30"].map { try sale($0) }
    for (later, sooner) in zip(sales, sales.dropFirst()) { #expect(later.share < sooner.share) }
    let last = try #require(sales.last)
    #expect(last.share <= alone.share && last.share > 0.95 * alone.share)
    for one in sales { #expect(abs(one.orderly / alone.orderly - 1) < 0.2, "\(one)") }
  }

  /// Whatever share another's right has, it does not lead what the portfolio's own rights earn.
  @Test func anothersRightLeadsNoProductOfOwnRights() throws {
    let given = try portfolio(licence: "2027-12-31")
    let (asset, product) = (try given.value("V-1"), try given.product())
    #expect(product.rows.count == 2 && product.rows.first == given.run.row(named: "V-1"))
    let answer = try #require(product.profile.answers.first { $0.factor.id == "ownership" })
    #expect(answer.level > 1 && answer.origin != .fact(.ownerStanding))
    let own = try given.value("V-2")
    #expect(answer.level == own.profile.answers.first { $0.factor.id == "ownership" }?.level)
    // No agreement makes another's right the portfolio's own.
    let actions = given.valuer.actions(for: asset)
    #expect(!actions.isEmpty && !actions.contains { $0.answer.factor.id == "ownership" })
    // The product is sold, but for what is licensed in.
    let (single, whole) = (try result(asset, .reliefFromRoyalty).notes, try result(product, .reliefFromRoyalty).notes)
    #expect(single.contains { $0.en.hasSuffix("is in no total") && $0.zh.hasSuffix("不计入合计") })
    #expect(!whole.contains { $0.en.contains("in no total") || $0.zh.contains("不计入合计") })
    #expect(whole.contains { $0.en.hasSuffix("is in no sale value") && $0.zh.hasSuffix("可变现价值不含它") })
  }

  /// After the licence has ended the product counts what its own rights earn.
  @Test func aProductCountsALicensedRightUpToItsEnd() throws {
    let product = try portfolio(licence: "2027-12-31").product()
    let table = try #require(result(product, .reliefFromRoyalty).table)
    let shares = Dictionary(
      uniqueKeysWithValues: table.lines.map { ($0.year, $0.steps[ReliefFromRoyalty.Step.attribution.rawValue]) })
    #expect(shares[2026] == 1 && shares[2027] == 1 && shares[2028] == 0.25)
  }
}
