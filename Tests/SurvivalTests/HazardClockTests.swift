import Foundation
import PolicyModels
import PortfolioCore
import Testing

@testable import Survival

/// Years watched in part, and slopes of their own in the early years of the clock.
@Suite struct HazardClockTests {
  /// Rights watched from some time of a year until `until`: a year's chance of logit -1 + 0.8 (x - 0.5) in the first
  /// three years and of -1 afterwards; a part f of a year is survived by (1 - p) to the power f.
  private static func simulated(_ count: Int, seed: UInt64, until: Double = 8.3) -> [HazardObservation] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let entry = 2 * random.unit()
      let x = random.unit() < 0.5 ? 1.0 : 0.0
      var at = entry
      while at < until {
        let year = Int(at)
        let next = min(Double(year + 1), until)
        let logit = -1 + (year < 3 ? 0.8 * (x - 0.5) : 0)
        if random.unit() < 1 - pow(1 - 1 / (1 + exp(-logit)), next - at) {
          return HazardObservation(
            entry: entry, exit: at + (next - at) * random.unit(), lapsed: true, until: until, values: [x])
        }
        at = next
      }
      return HazardObservation(entry: entry, exit: until, lapsed: false, values: [x])
    }
  }

  private static func fit(_ rights: [HazardObservation], earlyRidge: Double = 0.01) throws -> HazardFit {
    try #require(HazardFit(rights, terms: 1, ridge: 0.01, earlyYears: 3, earlyRidge: earlyRidge))
  }

  @Test(arguments: [1, 2, 3]) func theFitFindsTheYearlyChanceAndBothSlopes(seed: UInt64) throws {
    let fit = try Self.fit(Self.simulated(6000, seed: seed))
    #expect(fit.earlyYears == 3 && fit.early.count == 1)
    let late = fit.coefficients[0]
    #expect(abs(late) < 4 * fit.standardErrors[0], "seed \(seed): \(late)")
    #expect(
      abs(fit.early[0].coefficient - 0.8) < 4 * fit.early[0].standardError, "seed \(seed): \(fit.early)")
    // At the mean of x every year's chance is that of logit -1; parts of years counted whole would lie below it.
    for entry in fit.baseline {
      #expect(
        abs(entry.logit + late * fit.means[0] + 1) < 0.2, "seed \(seed): year \(entry.age), \(entry.logit)")
    }
  }

  /// Chances made of the fit come true on average, though no right is watched from a birthday to a birthday.
  @Test(arguments: [4, 5]) func chancesComeTrueOnAverage(seed: UInt64) throws {
    let rights = Self.simulated(4000, seed: seed)
    let fit = try Self.fit(rights)
    let predicted = rights.reduce(0) { $0 + fit.chance(from: $1.entry, to: 8.3, level: fit.level($1.values)) }
    #expect(abs(predicted / 4000 - Double(rights.count { $0.lapsed }) / 4000) < 0.005, "seed \(seed)")
    let validation = try #require(
      CrossValidation(
        rights, horizons: rights.map { _ in 8.3 }, groups: ["all": Array(rights.indices)], terms: 1, ridge: 1,
        earlyYears: 3, earlyRidge: 1, soonYears: 2, folds: 5, repetitions: 1, seed: seed))
    let soon = try #require(validation.soon)
    #expect(
      abs(soon.predicted - soon.observed) < 0.02 && soon.byGroup["all"] == soon.auc, "seed \(seed): \(soon)")
    #expect(soon.auc > 0.52)
    // Nobody is watched for ten years.
    let none = CrossValidation(
      rights, horizons: rights.map { _ in 8.3 }, groups: [:], terms: 1, ridge: 1, soonYears: 10, folds: 5,
      repetitions: 1, seed: seed)
    #expect(none != nil && none?.soon == nil)
  }

  /// The first-order condition of the penalised likelihood, reckoned from its definition by differences.
  @Test(arguments: 0..<5) func thePenalisedLikelihoodIsAtItsTop(seed: UInt64) throws {
    let rights = Self.simulated(200, seed: seed)
    let fit = try Self.fit(rights, earlyRidge: 7)
    let mean = rights.reduce(0) { $0 + ($1.values[0] ?? 0) } / 200
    let spread = (rights.reduce(0) { $0 + pow(($1.values[0] ?? 0) - mean, 2) } / 200).squareRoot()
    func likelihood(_ common: Double, _ early: Double) -> Double {
      var total = -0.5 * 0.01 * pow(common * spread, 2) - 0.5 * 7 * pow(early * spread, 2)
      for one in rights {
        let x = one.values[0] ?? 0
        let last = HazardFit.lastYear(one)
        for year in Int(one.entry)...last {
          let entry = fit.baseline.last { $0.age <= year } ?? fit.baseline[0]
          // The constants are held at the mean of x.
          let logit =
            entry.logit + fit.coefficients[0] * mean + common * (x - mean)
            + (year < 3 ? early * (x - mean) : 0)
          let ends = one.lapsed && year == last
          let part = min(ends ? 8.3 : one.exit, Double(year + 1)) - max(one.entry, Double(year))
          let survival = pow(1 / (1 + exp(logit)), part)
          total += log(ends ? 1 - survival : survival)
        }
      }
      return total
    }
    let (common, early) = (fit.coefficients[0], fit.early[0].coefficient)
    let slopes = [
      likelihood(common + 1e-4, early) - likelihood(common - 1e-4, early),
      likelihood(common, early + 1e-4) - likelihood(common, early - 1e-4),
    ].map { $0 / 2e-4 }
    #expect(slopes.allSatisfy { abs($0) < 1e-3 }, "seed \(seed): \(slopes)")
  }

  @Test func aStrongerPenaltyDrawsTheEarlySlopesToTheOthers() throws {
    let rights = Self.simulated(400, seed: 6)
    var before = Double.infinity
    for ridge in [0.1, 10, 1000, 1e7] {
      let early = try abs(Self.fit(rights, earlyRidge: ridge).early[0].coefficient)
      #expect(early < before, "ridge \(ridge)")
      before = early
    }
    #expect(before < 1e-3)
    let fit = try #require(HazardFit(rights, terms: 1, ridge: 0.01))
    #expect(fit.early.isEmpty && fit.level([1]) == HazardLevel(fit.sum([1])))
  }
}

/// How a model file states the clock and the early years, and what the engine makes of them.
@Suite struct HazardClockModelTests {
  private static func text(
    clock: String = "clock: grant\n", earlyYears: String = "earlyYears: 5\n",
    early: String = "    early: {coefficient: -0.2, standardError: 0.1}\n",
    ridge: String = "  earlyRidge: 20\n",
    fact: String = "claims", lag: String = "grant-lag"
  ) -> String {
    """
    kind: lapse-hazard
    id: small
    version: "1"
    title: {zh: 例, en: Example}
    checkedOn: 2026-11-20
    sources: {own: {title: Own, standing: house-default}}
    appliesTo: [invention]
    offices: [CN]
    horizon: 5
    termYears: 20
    \(clock)\(earlyYears)baseline: [{age: 0, logit: -3}, {age: 2, logit: -1}]
    terms:
      - id: claims
        title: {zh: 权利要求数, en: Claims}
        fact: \(fact)
        form: value
        coefficient: 0.1
        standardError: 0.05
    \(early)    whenUnknown: {assume: 8, range: [1, 20]}
      - id: lag
        title: {zh: 授权历时, en: Grant lag}
        fact: \(lag)
        form: value
        coefficient: 0
        standardError: 0.1
        whenUnknown: {assume: 4, range: [1, 6]}
    bands: [{id: all, title: {zh: 全部, en: all}, atLeast: 0}]
    fit:
      data: {zh: 例, en: example}
      rights: 100
      lapses: 50
      fittedOn: 2026-11-20
      observedUntil: 2020-12-31
      ridge: 5
    \(ridge)  code: none
      aucInSample: 0.6
      aucOutOfSample: 0.6
      folds: 5
      repetitions: 2
      limits: {zh: 例, en: example}

    """
    .replacing("\n\n    whenUnknown", with: "\n    whenUnknown")
  }

  private static func read(_ text: String) throws -> LapseHazardModel {
    try ModelCatalogue.load(
      LapseHazardModel.self, file: ModelFile(path: "small.yaml", text: text, origin: .user)
    ).0
  }

  private static func engine(_ text: String, age: Double, lag: Double?, claims: Int32?) throws -> HazardEngine
  {
    var table = FactTable(asOf: try #require(CalendarDay(iso: "2026-11-20")), rightIDs: [1])
    func set(_ id: FactID, _ number: Double?) {
      guard let number else { return }
      table.set(FactColumn(id: id, type: .decimal, states: [.known], values: .decimals([number])))
    }
    func word(_ id: FactID, _ name: String) {
      table.set(
        FactColumn(id: id, type: .category, states: [.known], values: .categories(codes: [0], names: [name])))
    }
    word(.rightKind, "invention")
    word(.office, "CN")
    set(.age, age)
    set(.grantLag, lag)
    if let claims {
      table.set(FactColumn(id: .claims, type: .integer, states: [.known], values: .integers([claims])))
    }
    return HazardEngine(model: try read(text), table: table)
  }

  /// A year's chance by its logit.
  private static func p(_ logit: Double) -> Double { 1 / (1 + exp(-logit)) }

  /// Claims 12 add 1.2, and in the first five years -0.2 (12 - 8) = -0.8 to that.
  @Test func theChanceCountsFromGrantByTheSlopesOfItsYears() throws {
    // Granted at 3, now 4.5: half of year 1 at -3, years 2 to 4 at -1, all early; year 5 at -1, later; half of year 6.
    let engine = try Self.engine(Self.text(), age: 4.5, lag: 3, claims: 12)
    let (early, late) = (0.4, 1.2)
    var alive = pow(1 - Self.p(-3 + early), 0.5) * pow(1 - Self.p(-1 + early), 3)
    alive *= (1 - Self.p(-1 + late)) * pow(1 - Self.p(-1 + late), 0.5)
    let chance = try #require(engine.chance(row: 0, within: 5))
    #expect(
      abs(chance.value - (1 - alive)) < 1e-12 && chance.low == chance.value && chance.high == chance.value)
    #expect(abs(engine.chance(row: 0, from: 4.5, to: 9.5) - chance.value) < 1e-12)
    // What is shown of the claims is what they add now.
    #expect(abs(engine.parts(row: 0)[0].contribution - early) < 1e-12)
    let older = try Self.engine(Self.text(), age: 9, lag: 3, claims: 12)
    #expect(abs(older.parts(row: 0)[0].contribution - late) < 1e-12)
    // The term ends 20 years from filing, 17 from grant: one year is left.
    let last = try Self.engine(Self.text(), age: 19, lag: 3, claims: 12)
    #expect(abs(try #require(last.chance(row: 0, within: 5)).value - Self.p(-1 + late)) < 1e-12)
    // By a clock from filing the same right is past its early years after two more.
    let filing = try Self.engine(Self.text(clock: ""), age: 4.5, lag: 3, claims: 12)
    let same = pow(1 - Self.p(-1 + early), 0.5) * pow(1 - Self.p(-1 + late), 4.5)
    #expect(abs(try #require(filing.chance(row: 0, within: 5)).value - (1 - same)) < 1e-12)
  }

  /// Where the day of grant is not known the assumed lag counts, and the interval holds every lag that may be.
  @Test func anUnknownGrantIsAnInterval() throws {
    let open = try #require(
      Self.engine(Self.text(), age: 6.5, lag: nil, claims: 12).chance(row: 0, within: 5))
    for lag in [1, 2, 3, 4, 5, 6.0] {
      let known = try #require(
        Self.engine(Self.text(), age: 6.5, lag: lag, claims: 12).chance(row: 0, within: 5))
      #expect(open.low <= known.value + 1e-12 && known.value <= open.high + 1e-12, "\(lag)")
      if lag == 4 { #expect(abs(known.value - open.value) < 1e-12) }
    }
    #expect(open.low < open.value)
    let claims = try #require(
      Self.engine(Self.text(), age: 6.5, lag: 3, claims: nil).chance(row: 0, within: 5))
    for number in [1, 8, 20] as [Int32] {
      let known = try #require(
        Self.engine(Self.text(), age: 6.5, lag: 3, claims: number).chance(row: 0, within: 5))
      #expect(claims.low <= known.value && known.value <= claims.high, "\(number)")
    }
  }

  @Test func aFileThatCannotHoldIsRefused() throws {
    #expect(try Self.read(Self.text()).clock == .grant)
    let faults: [(String, String)] = [
      (Self.text(clock: "clock: birth\n"), "grant"), (Self.text(lag: "age"), "grant-lag"),
      (Self.text(earlyYears: ""), "stand together"), (Self.text(early: ""), "stand together"),
      (Self.text(ridge: ""), "stand together"),
      // A misspelt fact: which one is meant.
      (Self.text(fact: "clams"), "Did you mean 'claims'?"),
    ]
    for (text, says) in faults {
      let problems = #expect(throws: ProblemList.self, "\(says)") { _ = try Self.read(text) }
      let found = (problems?.problems ?? []).map { $0.message.en + " " + ($0.remedy?.en ?? "") }
      #expect(found.contains { $0.contains(says) }, "\(says): \(found)")
    }
  }
}
