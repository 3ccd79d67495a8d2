import Grading
import PortfolioCore
import Testing

@Suite struct RankStatisticsTests {
  /// Counts every pair.
  private func tauByPairs(_ a: [Float], _ b: [Float]) -> Double? {
    var difference = 0
    var first = 0
    var second = 0
    for left in a.indices {
      for right in a.indices where right > left {
        let x = a[left] == a[right] ? 0 : a[left] < a[right] ? 1 : -1
        let y = b[left] == b[right] ? 0 : b[left] < b[right] ? 1 : -1
        difference += x * y
        first += x * x
        second += y * y
      }
    }
    guard first > 0, second > 0 else { return nil }
    return Double(difference) / (Double(first).squareRoot() * Double(second).squareRoot())
  }

  @Test(arguments: 1...60)
  func tauIsThatOfCountedPairs(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let count = Int.random(in: 2...70, using: &random)
    let spread = Int.random(in: 1...30, using: &random)
    let a = (0..<count).map { _ in Float(Int.random(in: 0...spread, using: &random)) }
    let b = (0..<count).map { _ in Float(Int.random(in: 0...spread, using: &random)) }
    let expected = tauByPairs(a, b)
    let found = RankStatistics.kendallTau(a, b)
    #expect((found == nil) == (expected == nil), "seed \(seed)")
    if let found, let expected { #expect(abs(found - expected) < 1e-12, "seed \(seed)") }
  }

  @Test func tauKnowsTheExtremes() throws {
    let up = (0..<100).map { Float($0) }
    let alike = try #require(RankStatistics.kendallTau(up, up))
    let contrary = try #require(RankStatistics.kendallTau(up, up.reversed()))
    #expect(abs(alike - 1) < 1e-12 && abs(contrary + 1) < 1e-12)
    #expect(RankStatistics.kendallTau(up, up.map { _ in 1 }) == nil)
    #expect(RankStatistics.kendallTau([], []) == nil)
  }

  /// S. Siegel, N. J. Castellan, Nonparametric Statistics: with ties shared, identical judges agree entirely.
  @Test func concordanceKnowsTheExtremes() throws {
    #expect(RankStatistics.kendallW([[1, 2, 3], [1, 2, 3], [1, 2, 3]]) == 1)
    let ties = try #require(RankStatistics.kendallW([[1, 1, 3, 4], [2, 2, 3, 5]]))
    #expect(abs(ties - 1) < 1e-12)
    #expect(RankStatistics.kendallW([[1, 2], [2, 1]]) == 0)
    #expect(RankStatistics.kendallW([[1, 1], [1, 1]]) == nil)
    #expect(RankStatistics.kendallW([[1, 2]]) == nil)
  }

  /// By hand: ranks 1 2 3 4, 2 1 3 4, 1 3 2 4 sum to 4 6 8 12, S = 35, W = 12 · 35 / (9 · 60) = 0.7778.
  @Test func concordanceByHand() throws {
    let found = try #require(RankStatistics.kendallW([[1, 2, 3, 4], [2, 1, 3, 4], [1, 3, 2, 4]]))
    #expect(abs(found - 35.0 * 12 / 540) < 1e-12)
  }
}
