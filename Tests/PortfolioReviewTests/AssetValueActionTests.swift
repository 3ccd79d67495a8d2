import Foundation
import TestSupport
import Testing
import Winnow

/// What an action is worth, cost under an owner's premises, and the true reasons where nothing can be attributed.
@Suite struct AssetValueActionTests {
  private func result(_ asset: AssetValue, _ method: ValuationMethod) throws -> MethodResult {
    try #require(asset.methods.first { $0.method == method })
  }

  private func reason(_ asset: AssetValue, _ method: ValuationMethod) throws -> String {
    if case .failure(let why) = try result(asset, method).outcome { return why.reason.en }
    return ""
  }

  // MARK: Actions

  private static let factors = [
    "ownership", "stage", "territory", "remaining-life", "uniqueness", "technical-lead", "enforceability",
    "people",
    "criticality", "market", "contracted", "transferability", "encumbrance", "disputes",
    "competitor-interest",
  ]

  /// Answers of 3 for every factor but some.
  private func answers(_ levels: [String: Int], leaving unasked: Set<String> = []) -> [String: String] {
    let rows = AssetValueActionTests.factors.filter { !unasked.contains($0) }.map {
      "V-1,A,2026-05-12,\($0),\(levels[$0] ?? 3)\n"
    }
    return ["assessments": "right,assessor,day,question,score\n" + rows.joined()]
  }

  /// Each gain is what another valuation with that answer gives, and the greatest stands first.
  @Test(arguments: ["V-1", "PR1"]) func gainsAreThoseOfAnotherValuation(name: String) throws {
    func asset(_ given: ValueCase) throws -> AssetValue {
      try name == "PR1" ? given.product() : given.value(name)
    }
    let now = try ValueCase(answers([:]))
    let present = try asset(now)
    let base = try #require(present.value).base
    let sale = try #require(present.realisable).orderly.base
    let actions = now.valuer.actions(for: present)
    #expect(actions.count == AssetValueActionTests.factors.count)
    #expect(actions.map(\.value) == actions.map(\.value).sorted(by: >))
    #expect(actions.allSatisfy { $0.span == nil })
    for factor in ["stage", "uniqueness", "disputes", "transferability"] {
      let action = try #require(actions.first { $0.answer.factor.id == factor })
      let better = try asset(ValueCase(answers([factor: 5])))
      let (value, orderly) = (try #require(better.value).base, try #require(better.realisable).orderly.base)
      #expect(abs(action.value - (value - base)) <= 1e-6 * base, "\(factor)")
      #expect(abs(action.orderly - (orderly - sale)) <= 1e-6 * base, "\(factor)")
    }
    // What enters only the share that could be realised moves the sale and not the value.
    let transfer = try #require(actions.first { $0.answer.factor.id == "transferability" })
    #expect(transfer.value == 0 && transfer.orderly > 0)
    // The page shows the first five and the greatest gain in an orderly sale, and counts the others.
    let greatest = try #require(actions.max { $0.orderly < $1.orderly })
    let isAmong = actions.prefix(5).contains { $0.orderly == greatest.orderly }
    let text = AssetValueView(present, of: now.valuer, language: .en).text(width: nil)
    #expect(text.contains(greatest.answer.factor.action.en))
    #expect(text.contains("\(actions.count - (isAmong ? 5 : 6)) more in JSON"))
  }

  /// What is not answered is told with the values at both ends.
  @Test func whatIsNotKnownHasASpan() throws {
    let given = try ValueCase(answers([:], leaving: ["people"]))
    let asset = try given.value("V-1")
    let action = try #require(given.valuer.actions(for: asset).first { $0.answer.factor.id == "people" })
    let span = try #require(action.span)
    let ends = try [1, 5].map { level in
      try #require(ValueCase(answers(["people": level])).value("V-1").value).base
    }
    #expect(abs(span.low - ends[0]) < 1e-6 && abs(span.high - ends[1]) < 1e-6)
    let text = AssetValueView(asset, of: given.valuer, language: .en).text(width: nil)
    #expect(text.contains("Value in use, gain at level 5"))
    let json = AssetValueView(asset, of: given.valuer, language: .zh).json(
      given.run, options: given.workspace.reportOptions(language: .zh))
    #expect(json.contains("\"valueInUseGain\"") && json.contains("\"orderlySaleGain\""))
  }

  // MARK: Territory

  /// Nine tenths of the sales are made where nobody of the family stands: the register says so too.
  @Test func theMarketsAnswerForTheTerritory() throws {
    let head = "product,year,amount,kind,market\n"
    let home = "PR1,2025,1000000,actual,CN\nPR1,2026,1000000,forecast,CN\n"
    func territory(_ revenues: String) throws -> (answer: FactorAnswer, share: Double) {
      let asset = try ValueCase(["revenues": head + revenues]).value("V-1")
      let answer = try #require(asset.profile.answers.first { $0.factor.id == "territory" })
      return (answer, try #require(asset.realisable).share)
    }
    let (alone, abroad) = (
      try territory(home), try territory(home + "PR1,2025,9000000,actual,US\nPR1,2026,9000000,forecast,US\n")
    )
    #expect(alone.answer.level == 5 && alone.answer.origin == .markets(covered: 1))
    #expect(abroad.answer.level == 2)
    guard case .markets(let covered) = abroad.answer.origin else {
      Issue.record("the markets say nothing")
      return
    }
    #expect(abs(covered - 0.1) < 1e-9)
    #expect(abroad.share < alone.share)
  }

  // MARK: Cost

  private static let spent = "product,year,item,amount\nPR1,2022,development-cost,1000000\n"

  @Test func costGoesByTheOwnersPremises() throws {
    let usual = try ValueCase(["product_figures": AssetValueActionTests.spent])
    let plain = try result(usual.value("V-1"), .cost)
    // Three quarters of a million, four years old of ten, with the margin.
    #expect(abs(try #require(plain.value).base - 750_000 * 1.1 * 0.6) < 0.01)
    #expect(plain.notes.contains { $0.en.contains("not applied: opportunity cost a year (opportunityCost)") })
    #expect(plain.notes.contains { $0.zh.contains("因而不计") })
    let own = try ValueCase.model(
      "valuation-settings", "usefulLife: {years: 10, source: house}\n",
      """
      usefulLife: {years: 10, source: house}
      opportunityCost: {percent: 4, source: house}
      avoidableCost: {percent: 20, source: house}
      functionalObsolescence: {percent: 10, source: house}
      economicObsolescence: {percent: 5, source: house}

      """)
    let given = try ValueCase(
      ["product_figures": AssetValueActionTests.spent], models: ["valuation-settings": own])
    let asset = try given.value("V-1")
    let bent = try result(asset, .cost)
    let reproduction = 750_000 * 1.04 * 1.04 * 1.04 * 1.04 * 1.1 * 0.6 * 0.9 * 0.95
    #expect(abs(try #require(bent.value).base - reproduction * 0.8) < 0.01)
    #expect(!bent.notes.contains { $0.en.contains("not applied") })
    let beside = try #require(bent.inputs.first { $0.label.en == "Beside it: reproduction cost" })
    guard case .money(let amount) = beside.value else {
      Issue.record("no amount")
      return
    }
    #expect(abs(amount - reproduction) < 0.01)
    let text = AssetValueView(asset, of: given.valuer, language: .en).text(width: nil)
    #expect(text.contains("Opportunity cost") && text.contains("Replacement cost today"))
    #expect(text.contains("Share after obsolescence"))
  }

  /// The examples in comments work as they stand once the # is taken away, their source with them.
  @Test func theExamplesOfSettingsLoad() throws {
    let shipped = try #require(Repository.text("Models/Valuation/valuation-settings.yaml"))
    var taken = 0
    let lines = shipped.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
      if line.hasPrefix("#  own:") {
        taken += 1
        return String(line.dropFirst())
      }
      let keys = [
        "royaltyRamp", "correlations", "opportunityCost", "avoidableCost", "functionalObsolescence",
        "economicObsolescence",
      ]
      guard keys.contains(where: { line.hasPrefix("#   \($0): {") }) else { return String(line) }
      taken += 1
      return String(line.dropFirst(4))
    }
    #expect(taken == 7)
    let given = try ValueCase(
      ["product_figures": AssetValueActionTests.spent],
      models: ["valuation-settings": lines.joined(separator: "\n")])
    let cost = try result(given.value("V-1"), .cost)
    let opportunity = try #require(cost.inputs.first { $0.label.en == "Opportunity cost a year" })
    #expect(opportunity.source.en.contains("Our own figures"))
  }

  // MARK: Reasons

  /// Attributions above the whole are the reason, and not that nothing is linked or known.
  @Test func refusedAttributionsAreTheReason() throws {
    let given = try ValueCase(["attributions": "product,right,share_percent\nPR1,V-1,80\nPR1,V-2,80\n"])
    for asset in [try given.product(), try given.value("V-1"), try given.value("V-2")] {
      #expect(try reason(asset, .reliefFromRoyalty).contains("more than 100 % of the revenue of PR1"))
      #expect(try reason(asset, .realOption).contains("100 %"))
      let said = asset.evidence.map(\.text.en)
      #expect(said.contains { $0.hasPrefix("More than 100 % of the revenue of PR1") })
      #expect(!said.contains { $0.contains("not recorded") || $0.contains("no revenue in the past") })
      #expect(said.contains("There is revenue in the past") && said.contains("There is a forecast"))
    }
    let product = try given.product()
    #expect(product.rows.count == 2 && product.isProduct)
    #expect(try reason(product, .excessEarnings).contains("100 %"))
    #expect(try reason(given.value("V-1"), .excessEarnings).contains("--product"))
  }

  @Test func aProductWhoseRightsHaveEndedSaysSo() throws {
    let given = try ValueCase(["product_links": "right,product,role,from_day\nV-3,PR1,core,2013-01-01\n"])
    let product = try given.product()
    #expect(product.hasEnded && product.rows.count == 1)
    #expect(product.sentence.en.contains("All rights that serve the product have ended"))
    #expect(product.sentence.zh.contains("用于该产品的权利均已经终止"))
    #expect(try reason(given.product("PR2"), .reliefFromRoyalty).contains("no right is linked"))
  }

  @Test func aForecastOfNothingIsTheReason() throws {
    let given = try ValueCase([
      "revenues": "product,year,amount,kind\nPR1,2026,0,forecast\nPR1,2027,0,forecast\n"
    ])
    for asset in [try given.value("V-1"), try given.product()] {
      #expect(try reason(asset, .reliefFromRoyalty).contains("forecast at 0"))
    }
    let past = try ValueCase(["revenues": "product,year,amount,kind\nPR1,2025,0,actual\n"])
    #expect(try reason(past.value("V-1"), .reliefFromRoyalty).contains("recorded as 0"))
  }

  // MARK: Files

  @Test func filesAreWhole() throws {
    let title = String(repeating: "Valve seat with a very long name ", count: 4)
    let rights = ValueCase.rights.replacingOccurrences(of: ",Valve,", with: ",\(title),")
    let given = try ValueCase(["rights": rights])
    let asset = try given.value("V-1")
    let list = AssetListView([asset], of: given.valuer, language: .en)
    let csv = String(decoding: list.csv(), as: UTF8.self)
    #expect(csv.contains(title.trimmingCharacters(in: .whitespaces)) && !csv.contains("…"))
    #expect(list.text(width: nil).contains("…"))
    let json = AssetValueView(asset, of: given.valuer, language: .en).json(
      given.run, options: given.workspace.reportOptions(language: .en))
    #expect(json.contains("\"part\": \(185 / 365.25)"))
  }
}
