import Foundation
import PolicyModels
import PortfolioCore
import Testing

@testable import Grading

@Suite struct WeightDerivationTests {
  /// Which drink is consumed more in the U.S.? T. L. Saaty, Decision making with the analytic hierarchy process,
  /// Int. J. Services Sciences 1 (2008) 83–98, table 2: seven drinks, their derived scale and ratio 0.022.
  @Test func saatysDrinksHaveThePublishedWeights() throws {
    let half = 1 / 2.0
    let matrix: [[Double]] = [
      [1, 9, 5, 2, 1, 1, half],
      [1 / 9.0, 1, 1 / 3.0, 1 / 9.0, 1 / 9.0, 1 / 9.0, 1 / 9.0],
      [1 / 5.0, 3, 1, 1 / 3.0, 1 / 4.0, 1 / 3.0, 1 / 9.0],
      [half, 9, 3, 1, half, 1, 1 / 3.0],
      [1, 9, 4, 2, 1, 2, half],
      [1, 9, 3, 1, half, 1, 1 / 3.0],
      [2, 9, 9, 3, 2, 3, 1],
    ]
    let drinks = ["coffee", "wine", "tea", "beer", "sodas", "milk", "water"]
    let pairs = try #require(PairwiseComparison(ids: drinks, matrix: matrix))
    let published = [0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327]
    for (found, expected) in zip(pairs.weights, published) { #expect(abs(found - expected) < 0.0006) }
    #expect(abs(pairs.consistencyRatio - 0.022) < 0.0015, "\(pairs.consistencyRatio)")
  }

  /// A matrix of exact ratios has these ratios as weights, and nothing contradicts.
  @Test(arguments: 2...10)
  func consistentJudgementsGiveTheirOwnWeights(size: Int) throws {
    let weights = (1...size).map { Double($0) / Double(size * (size + 1) / 2) }
    let matrix = weights.map { one in weights.map { one / $0 } }
    let pairs = try #require(PairwiseComparison(ids: weights.indices.map { "\($0)" }, matrix: matrix))
    for (found, expected) in zip(pairs.weights, weights) { #expect(abs(found - expected) < 1e-12) }
    #expect(abs(pairs.principalEigenvalue - Double(size)) < 1e-9)
    #expect(pairs.consistencyRatio < 1e-9)
  }

  @Test func whatIsNoReciprocalMatrixIsRefused() {
    #expect(PairwiseComparison(ids: ["a", "b"], matrix: [[1, 2], [2, 1]]) == nil)
    #expect(PairwiseComparison(ids: ["a", "b"], matrix: [[1, 2]]) == nil)
    #expect(PairwiseComparison(ids: ["a", "b"], matrix: [[1, 0], [0, 1]]) == nil)
    #expect(PairwiseComparison(ids: (0...10).map { "\($0)" }, matrix: []) == nil)
  }

  @Test(arguments: 1...40)
  func roundedWeightsSumToExactlyOne(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let weights = (0..<Int.random(in: 1...9, using: &random)).map { _ in
      Double.random(in: 0...1, using: &random)
    }
    let rounded = RoundedWeights.of(weights)
    #expect(rounded.reduce(0, +) == 1, "seed \(seed)")
    let sum = weights.reduce(0, +)
    for (one, exact) in zip(rounded, weights) {
      #expect(abs(one.asDouble - exact / sum) <= 1e-6, "seed \(seed)")
    }
  }

  /// Three rights, two criteria. By hand: shares .2 .3 .5 have the entropy 1.0297 / ln 3 = 0.9372; shares 1/3
  /// each have 1, so that the first criterion has all the weight; with .1 .1 .8 (0.5817) beside it, the weights
  /// are 0.0628 and 0.4183 over their sum.
  @Test func entropyWeightsAreThoseReckonedByHand() {
    let alike = EntropyWeights([[20, 30, 50], [40, 40, 40]])
    #expect(abs(alike.entropies[0] - 0.937_231) < 1e-5 && abs(alike.entropies[1] - 1) < 1e-12)
    #expect(abs(alike.weights[0] - 1) < 1e-9)
    let apart = EntropyWeights([[20, 30, 50], [10, 10, 80]])
    #expect(abs(apart.entropies[1] - 0.581_672) < 1e-5, "\(apart.entropies)")
    #expect(abs(apart.weights[0] - 0.130_471) < 1e-4, "\(apart.weights)")
    #expect(EntropyWeights([[50, 50], [30, 30]]).weights == [0.5, 0.5])
    #expect(EntropyWeights([[], []]).weights == [0.5, 0.5])
  }

  @Test func storedWeightsComeBackExactly() throws {
    let (file, _) = try DocumentedModelTests.example()
    let model = try ModelCatalogue(files: [file]).load(GradingModel.self, id: "example").0
    let engine = GradingEngine(
      model: model, table: FactTable(asOf: CalendarDay(number: 20_000), rightIDs: [1]))
    let back = try JSONDecoder().decode(ResolvedWeights.self, from: JSONEncoder().encode(engine.weights))
    #expect(back == engine.weights)
    #expect(back.derivations.first?.ways.first?.consistencyRatio == 0)
  }
}
