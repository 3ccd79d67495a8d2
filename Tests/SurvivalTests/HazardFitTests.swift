import Foundation
import PortfolioCore
import Testing

@testable import Survival

@Suite struct HazardFitTests {
  /// Rights that follow a known hazard: logit -3 + 0.1 (age - 5) + 0.8 x - 0.5 y a year, observed from 2 to 20.
  static func simulated(_ count: Int, seed: UInt64) -> [HazardObservation] {
    var random = SeededGenerator(seed: seed)
    return (0..<count).map { _ in
      let x = random.unit() < 0.5 ? 1.0 : 0.0
      let y = 4 * random.unit()
      for age in 2..<20 {
        let logit = -3 + 0.1 * Double(age - 5) + 0.8 * x - 0.5 * y
        if random.unit() < 1 / (1 + exp(-logit)) {
          return HazardObservation(entry: 2, exit: Double(age) + 0.5, lapsed: true, values: [x, y])
        }
      }
      return HazardObservation(entry: 2, exit: 20, lapsed: false, values: [x, y])
    }
  }

  @Test(arguments: [1, 2, 3]) func theFitFindsTheCoefficients(seed: UInt64) throws {
    let fit = try #require(HazardFit(HazardFitTests.simulated(4000, seed: seed), terms: 2, ridge: 0.01))
    #expect(abs(fit.coefficients[0] - 0.8) < 4 * fit.standardErrors[0], "seed \(seed): \(fit.coefficients)")
    #expect(abs(fit.coefficients[1] + 0.5) < 4 * fit.standardErrors[1], "seed \(seed): \(fit.coefficients)")
    #expect(fit.standardErrors.allSatisfy { $0 > 0 && $0 < 0.1 }, "seed \(seed): \(fit.standardErrors)")
  }

  /// With a free constant for each age, the lapses expected at each age are those observed: the first-order
  /// condition, reckoned here from the definition.
  @Test(arguments: 0..<10) func expectedLapsesAreThoseObserved(seed: UInt64) throws {
    let rights = HazardFitTests.simulated(300, seed: seed)
    let fit = try #require(HazardFit(rights, terms: 2, ridge: 3))
    var left = [Int: Double]()
    for one in rights {
      for age in 2...min(19, Int(one.exit)) {
        let slot = fit.baseline.lastIndex { $0.age <= age } ?? 0
        let logit = fit.baseline[slot].logit + fit.sum(one.values)
        left[slot, default: 0] -= 1 / (1 + exp(-logit))
        if one.lapsed && age == Int(one.exit) { left[slot, default: 0] += 1 }
      }
    }
    #expect(left.values.allSatisfy { abs($0) < 1e-6 }, "seed \(seed): \(left)")
  }

  @Test func aStrongerPenaltyMakesSmallerCoefficients() throws {
    let rights = HazardFitTests.simulated(200, seed: 9)
    var before = Double.infinity
    for ridge in [0.1, 10, 1000, 100_000] {
      let fit = try #require(HazardFit(rights, terms: 2, ridge: ridge))
      let size = abs(fit.coefficients[0]) + abs(fit.coefficients[1])
      #expect(size < before, "ridge \(ridge)")
      before = size
    }
    #expect(before < 0.01)
  }

  @Test func theOrderOfTheRightsIsIrrelevant() throws {
    let rights = HazardFitTests.simulated(200, seed: 4)
    let one = try #require(HazardFit(rights, terms: 2, ridge: 1))
    let other = try #require(HazardFit(rights.reversed(), terms: 2, ridge: 1))
    for (left, right) in zip(one.coefficients, other.coefficients) { #expect(abs(left - right) < 1e-9) }
  }

  @Test func unknownValuesCountTheMean() throws {
    var rights = HazardFitTests.simulated(100, seed: 5)
    rights.append(HazardObservation(entry: 2, exit: 9.5, lapsed: true, values: [nil, nil]))
    let fit = try #require(HazardFit(rights, terms: 2, ridge: 1))
    #expect(abs(fit.sum([nil, nil]) - fit.sum(fit.means)) < 1e-12)
  }

  @Test func withoutLapsesOrSurvivorsThereIsNoFit() {
    let alive = HazardObservation(entry: 2, exit: 20, lapsed: false, values: [1])
    let lapsed = HazardObservation(entry: 2, exit: 8.5, lapsed: true, values: [0])
    #expect(HazardFit([alive, alive], terms: 1, ridge: 1) == nil)
    #expect(HazardFit([lapsed, lapsed], terms: 1, ridge: 1) == nil)
  }

  @Test func validationOutOfSampleIsNotBetterThanTheTruthAllows() throws {
    let rights = HazardFitTests.simulated(400, seed: 6)
    let result = try #require(
      CrossValidation(
        rights, horizons: rights.map { _ in 20 }, groups: ["first": Array(0..<200), "none": []], terms: 2,
        ridge: 1, folds: 5, repetitions: 2, seed: 1))
    let auc = try #require(result.auc)
    // The true sum of the terms separates them this well.
    let truth = try #require(
      RankAccuracy(
        scores: rights.map { 0.8 * ($0.values[0] ?? 0) - 0.5 * ($0.values[1] ?? 0) },
        events: rights.map(\.lapsed)
      ).auc)
    #expect(auc > 0.6 && auc < truth + 0.02, "\(auc) \(truth)")
    #expect(result.byGroup.keys.sorted() == ["first"])
    let again = try #require(
      CrossValidation(
        rights, horizons: rights.map { _ in 20 }, groups: [:], terms: 2, ridge: 1, folds: 5,
        repetitions: 2, seed: 1))
    #expect(again.auc == result.auc)
  }

  @Test(arguments: 0..<50) func choleskySolves(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let size = Int.random(in: 1...8, using: &random)
    let root = (0..<size * size).map { _ in random.unit() - 0.5 }
    var matrix = [Double](repeating: 0, count: size * size)
    for row in 0..<size {
      for column in 0..<size {
        matrix[row * size + column] =
          (0..<size).reduce(0) { $0 + root[row * size + $1] * root[column * size + $1] }
          + (row == column ? 1 : 0)
      }
    }
    let right = (0..<size).map { _ in random.unit() }
    let solution = try #require(CholeskyFactor(matrix, size: size)).solve(right)
    for row in 0..<size {
      let product = (0..<size).reduce(0) { $0 + matrix[row * size + $1] * solution[$1] }
      #expect(abs(product - right[row]) < 1e-9, "seed \(seed)")
    }
  }
}
