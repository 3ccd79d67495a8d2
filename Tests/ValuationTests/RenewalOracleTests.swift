import Testing

@testable import Valuation

/// The renewal table worked out for this project: mu = ln 1000, sigma = 1.5, 15 % decay, 10 % discount.
@Suite struct RenewalOracleTests {
  private static let fees: [Double] =
    [0, 0, 0, 100, 120, 150, 200, 260, 330, 410, 500, 600, 710, 830, 960, 1100, 1250, 1410, 1580, 1760, 1950]
  private static let cohort = RenewalCohort(
    initialReturn: Lognormal(median: 1000, sigma: 1.5), kept: 0.85, fees: fees)

  struct Line: Sendable {
    let age: Int
    let threshold: Double
    let survivors: Double
    let mean: Double
  }

  private static let table = [
    Line(age: 3, threshold: 162.83, survivors: 0.886864, mean: 3461.47),
    Line(age: 5, threshold: 338.06, survivors: 0.765165, mean: 3972.79),
    Line(age: 8, threshold: 1211.05, survivors: 0.449209, mean: 6274.28),
    Line(age: 10, threshold: 2539.69, survivors: 0.267181, mean: 9340.47),
    Line(age: 12, threshold: 4991.50, survivors: 0.141899, mean: 14451.21),
    Line(age: 15, threshold: 12592.41, survivors: 0.045636, mean: 28696.03),
    Line(age: 20, threshold: 50310.21, survivors: 0.004499, mean: 91086.91),
  ]

  @Test(arguments: table)
  func theTableToThePrintedDigits(line: Line) {
    let cohort = RenewalOracleTests.cohort
    #expect(abs(cohort.threshold(line.age) - line.threshold) <= 0.005)
    #expect(abs(cohort.survivors(line.age) - line.survivors) <= 0.0000005)
    #expect(abs(cohort.meanInitialReturn(survivingTo: line.age) - line.mean) <= 0.005)
  }

  struct Known: Sendable {
    let initialReturn: Double
    let age: Int
    let value: Double
    let lapses: Int
  }

  private static let known = [
    Known(initialReturn: 1000, age: 3, value: 1296.79, lapses: 8),
    Known(initialReturn: 5000, age: 3, value: 10550.40, lapses: 13),
    Known(initialReturn: 5000, age: 8, value: 2291.51, lapses: 13),
    Known(initialReturn: 5000, age: 12, value: 1.21, lapses: 13),
    Known(initialReturn: 20000, age: 3, value: 49276.58, lapses: 17),
    Known(initialReturn: 20000, age: 8, value: 17367.19, lapses: 17),
    Known(initialReturn: 20000, age: 12, value: 5130.54, lapses: 17),
  ]

  @Test(arguments: known)
  func valuesOfKnownReturns(known: Known) {
    let result = RenewalOracleTests.cohort.value(
      initialReturn: known.initialReturn, at: known.age, discount: 0.1)
    #expect(abs(result.value - known.value) <= 0.005)
    #expect(result.lapses == known.lapses)
  }

  /// The option of many rights gives the same as the table: fees in hundredths, the return worn down to the age.
  @Test(arguments: known)
  func theOptionGivesTheSame(known: Known) {
    let fees = RenewalOracleTests.fees[known.age...].map { Int64($0 * 100) }
    let option = RenewalOption(
      fees: fees, kept: 0.85, remaining: Double(fees.count), discount: 0.1)
    let present = known.initialReturn * 100 * PortableMath.power(0.85, Double(known.age))
    #expect(abs(option.value(presentReturn: present) / 100 - known.value) <= 0.005)
    #expect(option.bestStop(presentReturn: present) + known.age == known.lapses)
  }

  /// The level and spread of the shipped Chinese entries against the survival they were fitted to.
  @Test(arguments: [
    (1850.0, 2.1, [(8, 0.53), (10, 0.37), (12, 0.25), (15, 0.18)]),
    (16500.0, 1.52, [(8, 0.93), (10, 0.84), (12, 0.73), (15, 0.53)]),
  ])
  func theChineseReturnsFitTheirCohort(median: Double, sigma: Double, shares: [(Int, Double)]) {
    let level = ReturnDistribution(returns: Lognormal(median: median, sigma: sigma), age: 10)
    let annuities: [Double] =
      [0] + [900, 900, 900, 1200, 1200, 1200, 2000, 2000, 2000, 4000, 4000, 4000, 6000, 6000, 6000]
    let cohort = RenewalCohort(
      initialReturn: level.returns(atAge: 0, kept: 0.85), kept: 0.85, fees: annuities)
    for (age, share) in shares { #expect(abs(cohort.survivors(age) - share) < 0.06, "age \(age)") }
  }

  /// The American median makes half of all patents pay the last fee, due 11.5 years after a grant at 2.5 years.
  @Test func theAmericanReturnKeepsHalf() {
    var fees = [Int64](repeating: 0, count: 20)
    fees[6] = 2150
    fees[10] = 4040
    fees[14] = 8280
    let option = RenewalOption(fees: fees, kept: 0.85, remaining: 20, discount: 0.1)
    func first(_ median: Double) -> Double { median / PortableMath.power(0.85, 14) }
    #expect(option.bestStop(presentReturn: first(2395)) == 20)
    #expect(option.bestStop(presentReturn: first(2385)) == 14)
  }

  /// The Korean median makes 5 % of patents with ten claims pay the fee of year 20.
  @Test func theKoreanReturnKeepsOneInTwenty() {
    let fee = 324_000.0 + 10 * 49_000
    #expect(abs(Lognormal(median: 54_300, sigma: 1.645).share(from: fee) - 0.05) < 0.002)
  }

  /// Half of the value in the upper 5 %, and a mean ten times the median, give the two spreads that are used.
  @Test func spreadsFollowFromPublishedShares() {
    let pakes = Lognormal(mu: 0, sigma: 1.645)
    #expect(abs(pakes.partialMean(from: pakes.quantile(0.95)) / pakes.mean - 0.5) < 0.001)
    #expect(abs(Lognormal(mu: 0, sigma: 2.146).mean - 10) < 0.01)
  }
}
