import PortfolioCore
import Testing

@testable import Valuation

/// The value of keeping against a backward induction that knows nothing of its lines, and its properties.
@Suite struct RenewalPropertyTests {
  struct Case {
    var fees: [Int64]
    var kept: Double
    var remaining: Double
    var discount: Double
    var present: Double

    init(_ random: inout SeededGenerator) {
      let years = Int(random.next() % 26)
      let hasGaps = random.next() % 3 == 0
      fees = (0..<years).map { _ in
        hasGaps && random.next() % 3 != 0 ? 0 : Int64(random.next() % 900_000)
      }
      kept = 0.5 + random.unit() * 0.5
      remaining = random.unit() * 27
      discount = random.unit() * 0.4
      present = random.unit() * random.unit() * 3_000_000
    }

    var option: RenewalOption {
      RenewalOption(fees: fees, kept: kept, remaining: remaining, discount: discount)
    }
  }

  /// V(k) = max(0, return - fee + V(k + 1) / (1 + i)), from the end of the term back, beginning at the first fee.
  private func induction(_ given: Case, from first: Int) -> Double {
    var value = 0.0
    for year in stride(from: given.fees.count - 1, through: first, by: -1)
    where Double(year) < given.remaining {
      var gain = given.present
      for _ in 0..<year { gain *= given.kept }
      gain *= min(1, given.remaining - Double(year))
      value = max(0, gain - Double(given.fees[year]) + value / (1 + given.discount))
    }
    for _ in 0..<first { value /= 1 + given.discount }
    return value
  }

  @Test(arguments: 0..<400)
  func theLinesAreBackwardInduction(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let given = Case(&random)
    let first = given.fees.firstIndex { $0 > 0 } ?? given.fees.count
    let expected = Double(first) < given.remaining ? induction(given, from: first) : 0
    let value = given.option.value(presentReturn: given.present)
    #expect(abs(value - expected) <= 1e-9 * max(1, expected), "seed \(seed)")
  }

  @Test(arguments: 0..<200)
  func neverNegativeAndZeroAtTerm(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var given = Case(&random)
    #expect(given.option.value(presentReturn: given.present) >= 0, "seed \(seed)")
    #expect(given.option.meanValue(Lognormal(median: max(1, given.present), sigma: 2)) >= 0, "seed \(seed)")
    given.remaining = 0
    #expect(given.option.value(presentReturn: given.present) == 0, "seed \(seed)")
    #expect(given.option.meanValue(Lognormal(median: max(1, given.present), sigma: 2)) == 0, "seed \(seed)")
  }

  @Test(arguments: 0..<200)
  func moreReturnIsNeverLessAndMoreDiscountOrFeeNeverMore(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let given = Case(&random)
    let value = given.option.value(presentReturn: given.present)
    let slack = 1e-9 * max(1, value)
    #expect(given.option.value(presentReturn: given.present * 1.1) >= value - slack, "seed \(seed)")
    var dearer = given
    if !dearer.fees.isEmpty {
      let place = Int(random.next() % UInt64(dearer.fees.count))
      if dearer.fees[place] > 0 { dearer.fees[place] += 10_000 }
    }
    #expect(dearer.option.value(presentReturn: given.present) <= value + slack, "seed \(seed)")
    var longer = given
    longer.remaining += 0.7
    #expect(longer.option.value(presentReturn: given.present) >= value - slack, "seed \(seed)")
    if given.fees.first.map({ $0 > 0 }) == true {
      var hastier = given
      hastier.discount += 0.05
      #expect(hastier.option.value(presentReturn: given.present) <= value + slack, "seed \(seed)")
    }
  }

  /// The closed mean against the mean over four thousand equally likely returns.
  @Test(arguments: 0..<20)
  func theMeanIsTheMean(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let given = Case(&random)
    let distribution = Lognormal(median: max(1000, given.present), sigma: 0.8)
    let count = 4_000
    var sum = 0.0
    for index in 0..<count {
      let share = (Double(index) + 0.5) / Double(count)
      sum += given.option.value(presentReturn: distribution.quantile(share))
    }
    let mean = given.option.meanValue(distribution)
    // The last of the returns stands for a tail that the mean knows whole.
    #expect(abs(sum / Double(count) - mean) <= 0.002 * mean + 0.001 * distribution.mean, "seed \(seed)")
  }

  /// A year without a fee is paid for already: what it brings is no part of the value of paying.
  @Test func returnsPaidForDoNotCount() {
    let later = RenewalOption(fees: [0, 500], kept: 1, remaining: 2, discount: 0)
    #expect(later.value(presentReturn: 800) == 300)
    let none = RenewalOption(fees: [0, 0, 0], kept: 1, remaining: 3, discount: 0)
    #expect(none.value(presentReturn: 800) == 0)
    let whole = RenewalOption(
      fees: [0, 500], kept: 1, remaining: 2, discount: 0, skipsPaidYears: false)
    #expect(whole.value(presentReturn: 800) == 1100)
  }

  @Test func absurdInputsGiveNoNonsense() {
    for fees in [[Int64.max, .max], [0, .max], [-5, -5], []] {
      for remaining in [-1.0, 0, 1e9, .nan] {
        let option = RenewalOption(fees: fees, kept: 1e-300, remaining: remaining, discount: 1e6)
        for present in [0.0, 1, 1e300] {
          let value = option.value(presentReturn: present)
          #expect(value.isFinite && value >= 0, "\(fees) \(remaining) \(present)")
        }
      }
    }
  }
}
