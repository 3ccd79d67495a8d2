import Foundation
import PolicyModels
import PortfolioCore
import Testing

@testable import Valuation

/// The shipped model files load; broken ones say where and why.
@Suite struct ValuationModelTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Models/Valuation")

  private static func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name + ".yaml"), encoding: .utf8)
  }

  private static func load<Model: PolicyModel>(_ type: Model.Type, _ text: String) throws -> Model {
    try ModelCatalogue.load(type, file: ModelFile(path: "test.yaml", text: text, origin: .user)).0
  }

  @Test func theShippedModelsLoad() throws {
    let renewal = try ValuationModelTests.load(
      RenewalValueModel.self, try ValuationModelTests.text("renewal-value"))
    let rates = try ValuationModelTests.load(RoyaltyRates.self, try ValuationModelTests.text("royalty-rates"))
    let factors = try ValuationModelTests.load(
      AssetFactors.self, try ValuationModelTests.text("asset-factors"))
    _ = try ValuationModelTests.load(
      ValuationSettings.self, try ValuationModelTests.text("valuation-settings"))
    // Every field of technology has its own decay and range, or the general one.
    for field in 1...35 {
      #expect(rates.industry(field: field) != nil)
      #expect(renewal.decays[renewal.decay(field: field)].rate > 0)
    }
    #expect(rates.industry(field: nil)?.id == "all")
    #expect(rates.industry(field: 16)?.range == RoyaltyRange(low: 0.025, high: 0.04))
    #expect(renewal.decays[renewal.decay(field: 16)].rate == 0.1182)
    #expect(renewal.returnLevel(office: "CN", kind: .invention) == 0)
    #expect(renewal.returnLevel(office: "CN", kind: .trademark) == nil)
    #expect(renewal.returnLevel(office: "BR", kind: .plant) == 5)
    #expect(abs(renewal.explainedShare(gradingModel: "bibliographic-screening").share - 0.027) < 1e-12)
    #expect(abs(renewal.explainedShare(gradingModel: "another").share - 0.113) < 1e-12)
    #expect(factors.factors.count == 15)
    for entry in AssetFactors.Entry.allCases {
      #expect(factors.factors.contains { $0.weights.contains { $0.entry == entry } })
    }
  }

  /// What is exchanged in a shipped file, and what the message must name.
  struct Fault: Sendable {
    let file: String
    let old: String
    let new: String
    let names: String
  }

  private static let faults = [
    Fault(file: "renewal-value", old: "sigma: 2.1", new: "sigma: -1", names: "-1"),
    Fault(file: "renewal-value", old: "median: 1850", new: "median: 0", names: "cn-invention"),
    Fault(file: "renewal-value", old: "fields: [16]", new: "fields: [36]", names: "36"),
    Fault(
      file: "renewal-value", old: "percent: 11.82, low: 11.09", new: "percent: 11.82, low: 12",
      names: "pharmaceuticals"),
    Fault(
      file: "renewal-value", old: "- {id: convention, percent",
      new: "- {id: convention, fields: [1], percent", names: "decay"),
    Fault(file: "renewal-value", old: "{explainedPercent: 11.3", new: "{explainedPercent: 113", names: "113"),
    Fault(
      file: "renewal-value", old: "drawKeptPercent: 50, source: house",
      new: "drawKeptPercent: 50, source: nobody", names: "nobody"),
    Fault(file: "renewal-value", old: "firstDraw: 0.5", new: "firstDrawn: 0.5", names: "firstDraw"),
    Fault(
      file: "royalty-rates", old: "low: 2.5, high: 4,", new: "low: 5, high: 4,", names: "pharmaceuticals"),
    Fault(file: "royalty-rates", old: "- {id: all,", new: "- {id: all, fields: [3],", names: "industries"),
    Fault(file: "royalty-rates", old: "source: unido}", new: "}", names: "source"),
    Fault(
      file: "asset-factors", old: "      - {zh: 有争议，或属于他人, en: \"disputed, or another's\"}\n", new: "",
      names: "ownership"),
    Fault(file: "asset-factors", old: "fact: owner-standing", new: "fact: owner-stands", names: "owner-stands"),
    Fault(file: "asset-factors", old: "fact: owner-count", new: "fact: owner-counts", names: "owner-counts"),
    Fault(file: "asset-factors", old: "[[1, 5], [2, 3], [3, 2]]", new: "[[1, 5], [1, 3]]", names: "rise"),
    Fault(file: "asset-factors", old: "[[1, 5], [2, 3], [3, 2]]", new: "[[1, 6]]", names: "6"),
    Fault(
      file: "asset-factors", old: "enters: {realisable: 1.5, discount: 0.5}", new: "enters: {}",
      names: "ownership"),
    Fault(
      file: "asset-factors", old: "enters: {realisable: 1.5, discount: 0.5}", new: "enters: {beauty: 1}",
      names: "beauty"),
    Fault(file: "asset-factors", old: "  - id: stage", new: "  - id: ownership", names: "ownership"),
    Fault(file: "valuation-settings", old: "timing: middle", new: "timing: noon", names: "noon"),
    Fault(file: "valuation-settings", old: "tax: {percent: 25", new: "tax: {percent: 250", names: "250"),
    Fault(
      file: "valuation-settings", old: "core: 3, supporting: 1, defensive: 0.5",
      new: "core: 0, supporting: 0, defensive: 0", names: "roleWeights"),
    Fault(
      file: "valuation-settings", old: "orderlySale: {low: 20, high: 60",
      new: "orderlySale: {low: 70, high: 60", names: "above"),
    Fault(
      file: "asset-factors", old: "bands: [[0, 1], [1, 2], [25, 3]", new: "bands: [[0, 1], [25, 2], [1, 3]",
      names: "rise"),
    Fault(
      file: "asset-factors", old: "enters: {royalty: 0.5, realisable: 1}", new: "enters: {royalty: 0.5}",
      names: "realisable"),
    Fault(
      file: "valuation-settings", old: "amortisation: {years: 10", new: "amortisation: {years: 0",
      names: "0.0"),
    Fault(file: "valuation-settings", old: "greatestFee: 20000000", new: "greatestFee: much", names: "much"),
  ]

  @Test(arguments: faults.indices)
  func brokenFilesSayWhere(index: Int) throws {
    let fault = ValuationModelTests.faults[index]
    let text = try ValuationModelTests.text(fault.file)
    #expect(text.contains(fault.old), "the shipped file has changed: \(fault.old)")
    let broken = text.replacingOccurrences(of: fault.old, with: fault.new)
    let error = #expect(throws: ProblemList.self) {
      switch fault.file {
      case "renewal-value": _ = try ValuationModelTests.load(RenewalValueModel.self, broken)
      case "royalty-rates": _ = try ValuationModelTests.load(RoyaltyRates.self, broken)
      case "asset-factors": _ = try ValuationModelTests.load(AssetFactors.self, broken)
      default: _ = try ValuationModelTests.load(ValuationSettings.self, broken)
      }
    }
    let problems = error?.problems ?? []
    #expect(
      problems.contains { $0.place?.line != nil && ($0.text(.en).contains(fault.names)) }, "\(problems)")
  }

  // MARK: The register

  private func profile(_ answers: [(String, Int)], facts: [FactID: Int32] = [:]) throws -> AssetProfile {
    let factors = try ValuationModelTests.load(
      AssetFactors.self, try ValuationModelTests.text("asset-factors"))
    var table = FactTable(asOf: CalendarDay(number: 20_000), rightIDs: [1])
    for (fact, number) in facts {
      let values: FactColumn.Values =
        FactCatalogue.definition(fact)?.type == .decimal ? .decimals([Double(number)]) : .integers([number])
      table.set(
        FactColumn(
          id: fact, type: FactCatalogue.definition(fact)?.type ?? .integer, states: [.known], values: values))
    }
    return AssetProfile(
      factors: factors, table: table, row: 0,
      answers: answers.map { ($0.0, $0.1, "assessor", CalendarDay(number: 19_000)) })
  }

  @Test func nothingKnownIsTheMiddleWithAllLevelsPossible() throws {
    let empty = try profile([])
    for entry in AssetFactors.Entry.allCases {
      let place = empty.position(entry)
      #expect(place.low == 0 && place.base == 0.5 && place.high == 1)
      #expect(empty.coverage(entry) == 0)
    }
  }

  @Test func answersComeBeforeFactsAndNarrowTheRange() throws {
    let asked = try profile([("ownership", 2)], facts: [.ownerCount: 1])
    #expect(asked.answers.first { $0.factor.id == "ownership" }?.level == 2)
    let fact = try profile([], facts: [.ownerCount: 1])
    #expect(fact.answers.first { $0.factor.id == "ownership" }?.level == 5)
    let place = fact.position(.realisable)
    #expect(place.low > 0 && place.low < place.base && place.base < place.high && place.high == 1)
    // The names of older questionnaires answer too.
    #expect(
      try profile([("substitution-difficulty", 5)]).answers.first { $0.factor.id == "uniqueness" }?.level == 5
    )
  }

  @Test func betterAnswersNeverLowerAnEntry() throws {
    let factors = try ValuationModelTests.load(
      AssetFactors.self, try ValuationModelTests.text("asset-factors"))
    for factor in factors.factors {
      let places = try (1...5).map { level in try profile([(factor.id, level)]) }
      for entry in AssetFactors.Entry.allCases {
        let bases = places.map { $0.position(entry).base }
        #expect(bases == bases.sorted(), "\(factor.id)")
      }
    }
  }

  @Test func openAnswersAreWeakOrUnknown() throws {
    let factors = try ValuationModelTests.load(
      AssetFactors.self, try ValuationModelTests.text("asset-factors"))
    let perfect = try profile(factors.factors.map { ($0.id, 5) })
    #expect(perfect.openAnswers.isEmpty)
    let weak = try profile(factors.factors.map { ($0.id, $0.id == "people" ? 1 : 5) })
    #expect(weak.openAnswers.map(\.factor.id) == ["people"])
    #expect(weak.with("people", at: 5).openAnswers.isEmpty)
  }

  /// Where markets are recorded they answer before the fact and after people, and enter the share that could be realised
  /// alone: sales elsewhere are left out of the revenue already.
  @Test(arguments: [(0.0, 1.0), (0.029, 2), (0.25, 3), (0.5, 4), (0.9, 4), (1, 5)])
  func marketsAnswerForTheTerritory(covered: Double, level: Double) throws {
    let fact = try profile([], facts: [.triadicOffices: 2])
    func territory(_ profile: AssetProfile) -> FactorAnswer? {
      profile.answers.first { $0.factor.id == "territory" }
    }
    #expect(territory(fact)?.level == 4)
    let known = fact.covering(covered)
    #expect(territory(known)?.level == level && territory(known)?.origin == .markets(covered: covered))
    #expect(known.position(.royalty).base == fact.covering(1).position(.royalty).base)
    #expect(known.position(.realisable).base <= fact.covering(1).position(.realisable).base)
    let asked = try profile([("territory", 2)])
    #expect(territory(asked.covering(covered))?.level == 2)
  }

  // MARK: Reconciliation

  private func method(_ method: ValuationMethod, _ value: Double?) -> MethodResult {
    guard let value, let range = ValueRange(low: value / 2, base: value, high: value * 2) else {
      return MethodResult(method: method, outcome: .failure(NotApplicable(zh: "缺", en: "missing")))
    }
    return MethodResult(method: method, outcome: .success(range))
  }

  /// What nobody would pay the next fee for counts beside no other method, unless it sees more than fallbacks do.
  @Test(arguments: [(1.0, false, 9.0), (10, false, 10), (1, true, 9), (10, true, 10)])
  func whatIsNotWorthAFeeTakesNothingAway(base: Double, isWorthAFee: Bool, expected: Double) {
    var relief = method(.reliefFromRoyalty, base)
    relief.isWorthAFee = isWorthAFee
    let weights = ["relief-from-royalty": 5.0, "renewal": 3, "excess-earnings": 1]
    #expect(Reconciliation([relief, method(.renewal, 9)], weights: weights).value?.base == expected)
    #expect(Reconciliation([relief], weights: weights).value?.base == base)
    let beside = Reconciliation(
      [relief, method(.excessEarnings, 7), method(.renewal, 9)], weights: weights)
    let weighed = isWorthAFee ? (base * 5 + 7) / 6 : 7
    #expect(abs((beside.value?.base ?? 0) - weighed) < 1e-9)
  }

  /// With revenue an asset is worth no less than renewal value says without; what was spent is no floor, not even where
  /// royalties are not worth a fee. The sentence tells which of them counts.
  @Test func royaltiesAreNoLessThanNoRevenue() throws {
    let weights = ["relief-from-royalty": 5.0, "renewal": 3, "cost": 1, "market": 3]
    let fallback = [method(.renewal, 9), method(.cost, 5)]
    let less = Reconciliation([method(.reliefFromRoyalty, 6)] + fallback, weights: weights)
    #expect(Reconciliation(fallback, weights: weights).value?.base == 8)
    #expect(less.value == fallback[0].value && less.value?.base == 9)
    #expect(less.parts.map(\.method) == [.renewal])
    let note = try #require(less.floorNote)
    #expect(note.en.contains("Royalties give 6, renewal value without any revenue 9"))
    #expect(note.zh.contains("为 6") && note.zh.contains("维持价值为 9"))
    for isWorthAFee in [true, false] {
      var relief = method(.reliefFromRoyalty, 6)
      relief.isWorthAFee = isWorthAFee
      let spent = Reconciliation([relief, method(.cost, 5000)], weights: weights)
      #expect(spent.value?.base == 6 && spent.floorNote == nil)
      #expect(spent.parts.map(\.method) == [.reliefFromRoyalty])
    }
    let more = Reconciliation([method(.reliefFromRoyalty, 20)] + fallback, weights: weights)
    #expect(more.value?.base == 20 && more.floorNote == nil)
    #expect(more.parts.map(\.method) == [.reliefFromRoyalty])
    // A narrow range about a greater base stays: where revenue is known, what nobody knew without it widens nothing.
    let narrow = MethodResult(
      method: .reliefFromRoyalty,
      outcome: .success(try #require(ValueRange(low: 9, base: 10, high: 11))))
    let both = Reconciliation([narrow] + fallback, weights: weights)
    let ends = try #require(both.value)
    #expect(ends.low == 9 && ends.base == 10 && ends.high == 11 && both.floorNote == nil)
    // Where deals count that know of no revenue, they and the royalties are weighed.
    let deals = Reconciliation(
      [method(.reliefFromRoyalty, 6), method(.market, 2)] + fallback, weights: weights)
    #expect(deals.value?.base == 4.5 && deals.floorNote == nil)
  }

  @Test func methodsSideBySide() {
    let results = [
      method(.reliefFromRoyalty, 100), method(.withAndWithout, 20), method(.market, nil), method(.cost, 1),
    ]
    let together = Reconciliation(
      results, weights: ["relief-from-royalty": 3, "with-and-without": 1, "market": 4, "cost": 5])
    #expect(together.value?.base == 80)
    #expect(together.value?.low == 40)
    #expect(together.parts.map(\.weight) == [0.75, 0.25])
    #expect(together.disagreement == 5)
    #expect(together.explanation?.en.contains("5.0 times") == true)
    #expect(Reconciliation([method(.cost, nil)], weights: ["cost": 1]).value == nil)
    #expect(Reconciliation([method(.cost, 5)], weights: [:]).value == nil)
    #expect(
      Reconciliation(
        [method(.profitSplit, 5), method(.market, 6)], weights: ["profit-split": 1, "market": 1]
      )
      .explanation == nil)
    // Fallbacks count where nothing else does.
    let fallbacks = Reconciliation(
      [method(.cost, 5), method(.renewal, 9)], weights: ["cost": 1, "renewal": 3])
    #expect(fallbacks.value?.base == 8)
  }
}
