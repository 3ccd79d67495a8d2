import Foundation
import PortfolioCore
import Testing

@testable import Valuation

/// The Pakes-type model against a brute-force induction over the tree of its own definition, and its limits.
@Suite struct LearningRenewalTests {
  private struct Slow {
    let fees: [Double]
    let kept: Double
    let obsolescence: Double
    let firstDraw: Double
    let drawKept: Double
    let discount: Double
    let steps: Int

    /// V by recursion: the draws are cut into equally likely pieces, each at its mean.
    func value(_ year: Int, _ present: Double) -> Double {
      guard year < fees.count, present > 0 else { return 0 }
      let mean = firstDraw * pow(drawKept, Double(year))
      var hope = 0.0
      if year + 1 < fees.count {
        let low = present * kept
        let share = 1 - exp(-low / mean)
        hope += share * value(year + 1, low)
        let mass = (1 - share) / Double(steps)
        for step in 0..<steps {
          let a = Double(step) / Double(steps)
          let b = Double(step + 1) / Double(steps)
          // The mean of the exponential between its quantiles a and b, above `low`.
          func piece(_ p: Double) -> Double { p >= 1 ? 0 : (1 - p) * (log(1 - p) - 1) }
          let middle = (piece(b) - piece(a)) / (b - a)
          hope += mass * value(year + 1, low + mean * middle)
        }
      }
      let lives = 1 - exp(-obsolescence * present)
      return max(0, present - fees[year] + lives * hope / (1 + discount))
    }
  }

  @Test(arguments: [0.05, 0.2, 0.5, 1, 2, 5])
  func bruteForce(present: Double) {
    let slow = Slow(
      fees: [0.3, 0.4, 0.6, 0.9], kept: 0.85, obsolescence: 3, firstDraw: 0.7, drawKept: 0.6, discount: 0.1,
      steps: 60)
    let model = LearningRenewal(
      unit: 1000, kept: 0.85, obsolescence: 3, firstDraw: 0.7, drawKept: 0.6, discount: 0.1, step: 0.02)
    let value = model.values(
      fees: [300, 400, 600, 900], age: 0, remaining: 4, presentReturns: [present * 1000])[0]
    let expected = slow.value(0, present) * 1000
    #expect(abs(value - expected) <= 0.004 * max(20, expected), "\(value) \(expected)")
  }

  /// Without obsolescence and without draws it is the deterministic model.
  @Test(arguments: 0..<60)
  func withoutChanceItIsTheDeterministicModel(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let fees = (0..<Int(1 + random.next() % 20)).map { _ in Int64(1 + random.next() % 2000) }
    let kept = 0.6 + random.unit() * 0.39
    let remaining = Double(fees.count) - random.unit()
    let present = random.unit() * 5000
    let model = LearningRenewal(
      unit: 1000, kept: kept, obsolescence: .infinity, firstDraw: 0, drawKept: 0.5, discount: 0.1, step: 0.01)
    let option = RenewalOption(fees: fees, kept: kept, remaining: remaining, discount: 0.1)
    let value = model.values(fees: fees, age: 3, remaining: remaining, presentReturns: [present])[0]
    let expected = option.value(presentReturn: present)
    // Straight pieces lie a little above a bend.
    #expect(abs(value - expected) <= 0.01 * expected + 8, "seed \(seed): \(value) \(expected)")
  }

  @Test func learningIsWorthSomethingAndObsolescenceCosts() {
    func value(_ obsolescence: Double, _ draw: Double) -> Double {
      LearningRenewal(
        unit: 1000, kept: 0.85, obsolescence: obsolescence, firstDraw: draw, drawKept: 0.5, discount: 0.1,
        step: 0.05
      ).values(fees: [100, 200, 300, 400], age: 1, remaining: 4, presentReturns: [500])[0]
    }
    #expect(value(5, 1) > value(5, 0.2))
    #expect(value(5, 1) > value(1, 1))
    #expect(value(0.0001, 1) > 0)
  }

  @Test func zeroAtTermAndWithoutFees() {
    let model = LearningRenewal(
      unit: 1000, kept: 0.85, obsolescence: 3, firstDraw: 0.5, drawKept: 0.5, discount: 0.1, step: 0.1)
    #expect(model.values(fees: [100], age: 5, remaining: 0, presentReturns: [1000]) == [0])
    #expect(model.values(fees: [0, 0], age: 5, remaining: 2, presentReturns: [1000]) == [0])
    let odd = model.values(fees: [100], age: 5, remaining: 1, presentReturns: [0, -1, .nan, 1e9])
    #expect(odd.filter(\.isFinite).count == 4)
  }
}
