import Foundation
import PolicyModels
import PortfolioCore
import Testing

@testable import Survival

/// Slopes that differ between groups of rights and are drawn towards a common one.
@Suite struct SlopeDeviationTests {
  /// Two groups, the second a quarter of the rights: logit -3 + 0.5 group + (0.5 + 0.6 group) (x - 2) a year.
  private static func simulated(_ count: Int, seed: UInt64) -> [HazardObservation] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let group = random.unit() < 0.25 ? 1.0 : 0.0
      let x = 4 * random.unit()
      for age in 2..<20 where random.unit() < 1 / (1 + exp(3 - 0.5 * group - (0.5 + 0.6 * group) * (x - 2))) {
        return HazardObservation(entry: 2, exit: Double(age) + 0.5, lapsed: true, values: [x, group])
      }
      return HazardObservation(entry: 2, exit: 20, lapsed: false, values: [x, group])
    }
  }

  private static let slope = SlopeDeviation(term: 0, group: 1)

  private static func fit(_ rights: [HazardObservation], deviationRidge: Double) throws -> HazardFit {
    try #require(
      HazardFit(rights, terms: 2, ridge: 0.01, deviations: [slope], deviationRidge: deviationRidge))
  }

  @Test(arguments: [1, 2, 3]) func theFitFindsTheSlopeOfEachGroup(seed: UInt64) throws {
    let fit = try Self.fit(Self.simulated(6000, seed: seed), deviationRidge: 0.01)
    let deviation = fit.deviations[0]
    #expect(abs(fit.coefficients[0] - 0.5) < 4 * fit.standardErrors[0], "seed \(seed): \(fit.coefficients)")
    #expect(abs(deviation.coefficient - 0.6) < 4 * deviation.standardError, "seed \(seed): \(deviation)")
    // It turns about the mean of x: the level of the group is that of its own term.
    #expect(abs(fit.coefficients[1] - 0.5) < 4 * fit.standardErrors[1] + 0.05, "seed \(seed)")
    #expect(deviation.standardError > 0 && deviation.standardError < 0.1, "seed \(seed)")
  }

  @Test func aStrongerPenaltyDrawsTheSlopesTogether() throws {
    let rights = Self.simulated(400, seed: 4)
    let common = try #require(HazardFit(rights, terms: 2, ridge: 0.01))
    var before = Double.infinity
    for ridge in [0.1, 10, 1000, 1e7] {
      let fit = try Self.fit(rights, deviationRidge: ridge)
      #expect(abs(fit.deviations[0].coefficient) < before, "ridge \(ridge)")
      before = abs(fit.deviations[0].coefficient)
    }
    let last = try Self.fit(rights, deviationRidge: 1e7)
    #expect(abs(last.coefficients[0] - common.coefficients[0]) < 1e-3 && before < 1e-3)
  }

  /// The first-order condition of the penalised likelihood, reckoned from its definition by differences.
  @Test(arguments: 0..<5) func thePenalisedLikelihoodIsAtItsTop(seed: UInt64) throws {
    let rights = Self.simulated(200, seed: seed)
    let fit = try Self.fit(rights, deviationRidge: 7)
    let mean = rights.reduce(0) { $0 + ($1.values[0] ?? 0) } / 200
    let spread = (rights.reduce(0) { $0 + pow(($1.values[0] ?? 0) - mean, 2) } / 200).squareRoot()
    func likelihood(_ deviation: Double) -> Double {
      var total = -0.5 * 7 * pow(deviation * spread, 2)
      for one in rights {
        let x = one.values[0] ?? 0
        let group = one.values[1] ?? 0
        let sum =
          fit.coefficients[0] * x + fit.coefficients[1] * group + deviation * (x - mean) * group
        for age in 2...HazardFit.lastYear(one) {
          let logit = (fit.baseline.last { $0.age <= age } ?? fit.baseline[0]).logit + sum
          let ends = one.lapsed && age == HazardFit.lastYear(one)
          total -= log1p(exp(ends ? -logit : logit))
        }
      }
      return total
    }
    let at = fit.deviations[0].coefficient
    let slope = (likelihood(at + 1e-4) - likelihood(at - 1e-4)) / 2e-4
    #expect(abs(slope) < 1e-4, "seed \(seed): \(slope)")
  }

  @Test func outsideTheGroupAndWhereNotKnownTheCommonSlopeHolds() throws {
    let fit = try Self.fit(Self.simulated(300, seed: 5), deviationRidge: 1)
    let (common, extra) = (fit.coefficients[0], fit.deviations[0].coefficient)
    func step(_ group: Double?) -> Double { fit.sum([3, group]) - fit.sum([2, group]) }
    #expect(abs(step(0) - common) < 1e-12)
    #expect(abs(step(nil) - common) < 1e-12)
    #expect(abs(step(1) - common - extra) < 1e-12)
    #expect(abs(fit.sum([nil, 1]) - fit.sum([fit.means[0], 1])) < 1e-12)
  }

  /// A score that tells nothing must reach one half within every group. Folds left to chance take the group's
  /// lapses unevenly and push the area below it.
  @Test func foldsWithTheirShareOfEachStratumDoNotPushTheAreaDown() throws {
    let rights = (0..<120).map { index in
      let lapsed = index % 8 < 5
      return HazardObservation(
        entry: 2, exit: lapsed ? 4.5 : 20, lapsed: lapsed, values: [index < 40 ? 1 : 0])
    }
    func within(_ strata: [Int]) throws -> Double {
      let result = try #require(
        CrossValidation(
          rights, horizons: rights.map { _ in 20 }, groups: ["small": Array(0..<40)], strata: strata,
          terms: 1,
          ridge: 0.1, folds: 5, repetitions: 40, seed: 3))
      return try #require(result.byGroup["small"])
    }
    let dealt = try within(rights.indices.map { $0 < 40 ? 0 : 1 })
    let together = try within([])
    #expect(abs(dealt - 0.5) < 1e-9 && together < 0.45, "\(dealt) \(together)")
  }
}

/// How a model file states slopes by group, and what the engine makes of it.
@Suite struct SlopeDeviationModelTests {
  private static func text(deviations: String, ridge: String = "  deviationRidge: 10\n") -> String {
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
    baseline: [{age: 4, logit: -2}]
    terms:
      - id: claims
        title: {zh: 权利要求数, en: Claims}
        fact: claims
        form: value
        coefficient: -0.1
        standardError: 0.05
        deviations: \(deviations)
        whenUnknown: {assume: 8, range: [1, 20]}
      - id: company
        title: {zh: 企业, en: Company}
        fact: owner-kind
        form: is-one-of
        is: [enterprise]
        coefficient: 0.5
        standardError: 0.1
        whenUnknown: {assume: 0.5, range: [0, 1]}
      - id: person
        title: {zh: 个人, en: Person}
        fact: owner-kind
        form: is-one-of
        is: [individual, enterprise]
        coefficient: 0.2
        standardError: 0.1
        whenUnknown: {assume: 0.5, range: [0, 1]}
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
  }

  private static func read(_ text: String) throws -> LapseHazardModel {
    try ModelCatalogue.load(
      LapseHazardModel.self, file: ModelFile(path: "small.yaml", text: text, origin: .user)
    ).0
  }

  private static let one = "[{where: company, coefficient: 0.3, standardError: 0.1}]"

  private static func engine(claims: Int?, owner: String?) throws -> HazardEngine {
    var table = FactTable(asOf: try #require(CalendarDay(iso: "2026-11-20")), rightIDs: [1])
    if let claims {
      table.set(
        FactColumn(id: .claims, type: .integer, states: [.known], values: .integers([Int32(claims)])))
    }
    if let owner {
      table.set(
        FactColumn(
          id: .ownerKind, type: .category, states: [.known], values: .categories(codes: [0], names: [owner])))
    }
    return HazardEngine(model: try read(text(deviations: one)), table: table)
  }

  /// (claims, owner) and the part of the claims with its least and most, by hand: -0.1 c, and +0.3 (c - 8) for a
  /// company.
  @Test(
    arguments: [
      (12, "enterprise", 0.0, 0.0, 0.0), (12, "university", -1.2, -1.2, -1.2),
      (12, nil, -1.2, -1.2, 0.0), (nil, "university", -0.8, -2.0, -0.1),
      // A company's slope is +0.2: 1 claim gives -0.1 - 2.1, 20 give -2 + 3.6.
      (nil, "enterprise", -0.8, -2.2, 1.6), (nil, nil, -0.8, -2.2, 1.6),
    ] as [(Int?, String?, Double, Double, Double)])
  func aPartCountsByTheSlopeOfItsGroup(
    claims: Int?, owner: String?, value: Double, low: Double, high: Double
  ) throws {
    let engine = try Self.engine(claims: claims, owner: owner)
    let parts = engine.parts(row: 0)
    #expect(abs(parts[0].contribution - value) < 1e-12)
    let sum = engine.sum(row: 0)
    #expect(abs(parts.reduce(0) { $0 + $1.contribution } - sum.value) < 1e-12)
    // Company 0.5 and person 0.2 add both, none, or between nothing and both.
    let others: (low: Double, high: Double) =
      owner == "enterprise" ? (0.7, 0.7) : owner == nil ? (0, 0.7) : (0, 0)
    #expect(abs(sum.low - low - others.low) < 1e-12, "\(sum)")
    #expect(abs(sum.high - high - others.high) < 1e-12, "\(sum)")
  }

  @Test(
    arguments: [
      ("[{where: firm, coefficient: 0.3, standardError: 0.1}]", "  deviationRidge: 10\n", "company, person"),
      ("[{where: claims, coefficient: 0.3, standardError: 0.1}]", "  deviationRidge: 10\n", "'where' names"),
      (
        "[{where: company, coefficient: 0.3, standardError: 0.1}, "
          + "{where: person, coefficient: 0.1, standardError: 0.1}]", "  deviationRidge: 10\n",
        "exclude each other"
      ),
      ("[{where: company, coefficient: 0.3, standardError: 0.1}]", "", "stand together"),
      ("[]", "  deviationRidge: 10\n", "stand together"),
    ])
  func aDeviationThatCannotHoldIsRefused(deviations: String, ridge: String, says: String) throws {
    let text = Self.text(deviations: deviations, ridge: ridge)
    let problems = #expect(throws: ProblemList.self) { _ = try Self.read(text) }
    let found = (problems?.problems ?? []).map { $0.message.en + " " + ($0.remedy?.en ?? "") }
    #expect(found.contains { $0.contains(says) }, "\(found)")
  }
}
