import Foundation
import PortfolioCore
import Testing

@testable import Survival

@Suite struct RankAccuracyTests {
  /// The definition, pair by pair, and DeLong's variance from the placements of the definition.
  private static func byPairs(_ scores: [Double], _ events: [Bool]) -> (auc: Double, error: Double?) {
    let positives = zip(scores, events).filter(\.1).map(\.0)
    let negatives = zip(scores, events).filter { !$1 }.map(\.0)
    func win(_ x: Double, _ y: Double) -> Double { x > y ? 1 : x == y ? 0.5 : 0 }
    let auc =
      positives.flatMap { x in negatives.map { win(x, $0) } }.reduce(0, +)
      / Double(positives.count * negatives.count)
    guard positives.count > 1, negatives.count > 1 else { return (auc, nil) }
    let v10 = positives.map { x in negatives.map { win(x, $0) }.reduce(0, +) / Double(negatives.count) }
    let v01 = negatives.map { y in positives.map { win($0, y) }.reduce(0, +) / Double(positives.count) }
    func spread(_ list: [Double]) -> Double {
      list.map { ($0 - auc) * ($0 - auc) }.reduce(0, +) / Double(list.count - 1) / Double(list.count)
    }
    return (auc, (spread(v10) + spread(v01)).squareRoot())
  }

  @Test(arguments: 0..<300) func ranksGiveWhatPairsGive(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let count = 2 + Int.random(in: 0...40, using: &random)
    let levels = Int.random(in: 1...12, using: &random)
    let scores = (0..<count).map { _ in Double(Int.random(in: 0..<levels, using: &random)) }
    var events = (0..<count).map { _ in Bool.random(using: &random) }
    events[0] = true
    events[1] = false
    let found = RankAccuracy(scores: scores, events: events)
    let expected = RankAccuracyTests.byPairs(scores, events)
    #expect(abs(try #require(found.auc) - expected.auc) < 1e-12, "seed \(seed)")
    #expect((found.standardError == nil) == (expected.error == nil), "seed \(seed)")
    if let error = found.standardError, let other = expected.error {
      #expect(abs(error - other) < 1e-12, "seed \(seed)")
    }
    if let interval = found.interval, let auc = found.auc {
      #expect(interval.contains(auc) && interval.lowerBound > 0 && interval.upperBound < 1, "seed \(seed)")
    }
    // Turning every score round turns the area round.
    let turned = RankAccuracy(scores: scores.map { -$0 }, events: events)
    #expect(abs(try #require(turned.auc) + expected.auc - 1) < 1e-12, "seed \(seed)")
  }

  @Test func aSmallExampleByHand() throws {
    // Events score 3 and 2, the others 1, 2 and 0: of six pairs five are won and one is a tie.
    let found = RankAccuracy(scores: [3, 2, 1, 2, 0], events: [true, true, false, false, false])
    #expect(abs(try #require(found.auc) - 5.5 / 6) < 1e-12)
    #expect(found.count == 5 && found.events == 2)
  }

  @Test func oneSidedOrPerfectDataHaveNoInterval() {
    #expect(RankAccuracy(scores: [1, 2], events: [true, true]).auc == nil)
    #expect(RankAccuracy(scores: [], events: []).auc == nil)
    let perfect = RankAccuracy(scores: [4, 3, 2, 1], events: [true, true, false, false])
    #expect(perfect.auc == 1 && perfect.interval == nil)
    #expect(RankAccuracy(scores: [2, 1], events: [true, false]).standardError == nil)
  }

  @Test func spearmanByHand() throws {
    // Ranks 1 2 3 4 against 2 1 4 3: 1 - 6 * 4 / (4 * 15) = 0.6.
    #expect(abs(try #require(rankCorrelation([1, 5, 7, 9], [20, 10, 40, 30])) - 0.6) < 1e-12)
    #expect(rankCorrelation([1, 2, 3], [7, 7, 7]) == nil)
    #expect(rankCorrelation([1, 2], [1, 2]) == nil)
  }
}

@Suite struct CalibrationTests {
  @Test(arguments: 0..<100) func binsHoldEveryRightOnce(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let count = 1 + Int.random(in: 0...80, using: &random)
    let scores = (0..<count).map { _ in Double(Int.random(in: 0...20, using: &random)) / 20 }
    let events = (0..<count).map { _ in Bool.random(using: &random) }
    let found = Calibration(scores: scores, events: events, areChances: true)
    #expect(found.bins.reduce(0) { $0 + $1.count } == count, "seed \(seed)")
    #expect(found.bins.count <= 10, "seed \(seed)")
    let happened = found.bins.reduce(0.0) { $0 + $1.observed * Double($1.count) }
    #expect(abs(happened - Double(events.count { $0 })) < 1e-9, "seed \(seed)")
    for (left, right) in zip(found.bins, found.bins.dropFirst()) {
      #expect(left.highest < right.lowest, "equal scores stand together, seed \(seed)")
    }
    let brier = zip(scores, events).map { pow($0 - ($1 ? 1 : 0), 2) }.reduce(0, +) / Double(count)
    #expect(abs(try #require(found.brier) - brier) < 1e-12, "seed \(seed)")
  }

  @Test func scoresThatAreNoChancesHaveNoBrierScore() {
    let found = Calibration(scores: [50, 60], events: [true, false], areChances: false)
    #expect(found.brier == nil && found.reference == nil && found.bins.allSatisfy { $0.predicted == nil })
  }
}
