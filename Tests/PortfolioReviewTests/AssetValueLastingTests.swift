import Testing
import Winnow

/// A link of a right to a product that ends in the years that are valued ends what is earned with it.
@Suite struct AssetValueLastingTests {
  private static let links = "right,product,role,from_day,to_day\n"

  private func portfolio(_ links: String, _ more: [String: String] = [:]) throws -> ValueCase {
    var tables = ["product_links": AssetValueLastingTests.links + links, "revenues": ValueCase.chinese]
    tables.merge(more) { _, new in new }
    return try ValueCase(tables)
  }

  private func result(_ asset: AssetValue, _ method: ValuationMethod) throws -> MethodResult {
    try #require(asset.methods.first { $0.method == method })
  }

  private func attributions(_ asset: AssetValue) throws -> [Int: Double] {
    let table = try #require(result(asset, .reliefFromRoyalty).table)
    return Dictionary(
      uniqueKeysWithValues: table.lines.map { ($0.year, $0.steps[ReliefFromRoyalty.Step.attribution.rawValue]) })
  }

  /// In the year of the end the days before it count, after it none; the shares of others stay what they are.
  @Test func revenueEndsWithTheLink() throws {
    let given = try portfolio("V-1,PR1,core,2021-01-01,2028-07-01\nV-2,PR1,supporting,2021-01-01,\n")
    let part = 182.0 / 366
    let single = try attributions(given.value("V-1"))
    #expect(single[2026] == 0.75 && single[2027] == 0.75)
    #expect(abs(try #require(single[2028]) - 0.75 * part) < 1e-12)
    for (year, share) in single where year > 2028 { #expect(share == 0) }
    let whole = try attributions(given.product())
    #expect(whole[2026] == 1 && whole[2027] == 1 && whole[2029] == 0.25)
    #expect(abs(try #require(whole[2028]) - (0.25 + 0.75 * part)) < 1e-12)
    let other = try attributions(given.value("V-2"))
    for (year, share) in other { #expect(share == 0.25, "\(year)") }
    for asset in [try given.value("V-1"), try given.product()] {
      let notes = try result(asset, .reliefFromRoyalty).notes
      #expect(notes.contains { $0.en.hasSuffix("does not count: V-1 and PR1 from 2028-07-01") })
      #expect(notes.contains { $0.zh.contains("V-1 与 PR1 自 2028-07-01") })
    }
  }

  /// The day after the as-of day: one day of the 185 that are left of the year. An end beyond the life changes nothing.
  @Test func anEarlyEndLeavesLittleAndALateOneAll() throws {
    let free = try portfolio("V-1,PR1,core,2021-01-01,\nV-2,PR1,supporting,2021-01-01,\n").value("V-1")
    let late = try portfolio("V-1,PR1,core,2021-01-01,2060-01-01\nV-2,PR1,supporting,2021-01-01,\n").value("V-1")
    #expect(late.value == free.value)
    let (notes, usual) = (try result(late, .reliefFromRoyalty).notes, try result(free, .reliefFromRoyalty).notes)
    #expect(notes == usual)
    let early = try portfolio("V-1,PR1,core,2021-01-01,2026-07-01\nV-2,PR1,supporting,2021-01-01,\n")
    let asset = try early.value("V-1")
    let first = try #require(attributions(asset)[2026])
    #expect(abs(first - 0.75 / 185) < 1e-12)
    let little = try #require(result(asset, .reliefFromRoyalty).value)
    let all = try #require(result(free, .reliefFromRoyalty).value)
    #expect(little.base < 0.01 * all.base)
  }

  /// A share that is stated counts up to the end of the link, and from that day on for nobody; one without a link stays.
  @Test func aStatedShareEndsWithItsLink() throws {
    let stated = ["attributions": "product,right,share_percent\nPR1,V-1,75\nPR1,V-2,25\n"]
    let other = "V-2,PR1,supporting,2021-01-01,\n"
    let before = try portfolio("V-1,PR1,core,2021-01-01,2026-07-01\n" + other, stated)
    let little = try #require(try attributions(before.value("V-1"))[2026])
    #expect(abs(little - 0.75 / 185) < 1e-12)
    for end in ["2026-06-30", "2025-01-01"] {
      let given = try portfolio("V-1,PR1,core,2021-01-01,\(end)\n" + other, stated)
      let asset = try given.value("V-1")
      #expect(asset.products.isEmpty)
      guard case .failure(let why) = try result(asset, .reliefFromRoyalty).outcome else {
        Issue.record("royalties after the end of the link on \(end)")
        continue
      }
      #expect(why.reason.en.hasPrefix("its link to products has ended (PR1 \(end))"))
      #expect(why.reason.zh.hasPrefix("它与产品的关联已经终止（PR1 \(end)）"))
      #expect(asset.evidence.contains { !$0.isShown && $0.text.en == "Its link to products has ended (PR1 \(end))" })
      let product = try given.product()
      #expect(product.products.map(\.share) == [0.25])
      for (year, share) in try attributions(product) { #expect(share == 0.25, "\(year)") }
      let notes = try result(product, .reliefFromRoyalty).notes
      #expect(notes.contains { $0.en.hasSuffix("count for nobody: V-1 and PR1 from \(end)") })
      #expect(notes.contains { $0.zh.contains("份额不计：V-1 与 PR1 自 \(end)") })
      #expect(given.valuer.dataHash != before.valuer.dataHash)
    }
    let unlinked = try portfolio(other, stated).value("V-1")
    #expect(try attributions(unlinked)[2027] == 0.75)
  }

  /// Figures of a business end with the links as its revenue does, and what begins after the end is nobody's.
  @Test func aBusinessEndsWithItsLinks() throws {
    let ended = "V-1,PR1,core,2021-01-01,2027-01-01\nV-2,PR1,supporting,2021-01-01,2027-01-01\n"
    let figures = """
      product,year,item,amount
      PR1,2026,cash-flow-with,500000
      PR1,2027,cash-flow-with,500000
      PR1,2026,cash-flow-without,300000
      PR1,2027,cash-flow-without,300000

      """
    let product = try portfolio(ended, ["product_figures": figures]).product()
    let table = try #require(result(product, .withAndWithout).table)
    #expect(abs(table.lines[0].flow - 200_000 * 185 / 365.25 * 0.8) < 1e-6 && table.lines[1].flow == 0)
    let later = try portfolio(
      ended, ["revenues": "product,year,amount,kind,market\nPR1,2028,9000000,forecast,CN\n"])
    guard case .failure(let why) = try result(later.value("V-1"), .reliefFromRoyalty).outcome else {
      Issue.record("royalties after the end of the link")
      return
    }
    #expect(why.reason.en.contains("end before there is revenue") && why.reason.zh.contains("有收入之前终止"))
  }
}
