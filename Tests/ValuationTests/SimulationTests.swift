import PortfolioCore
import Testing

@testable import Valuation

/// Random numbers by their reference vectors; simulations against closed forms within their stated error.
@Suite struct SimulationTests {
  /// The first numbers of the authors' code for the state 1, 2, 3, 4 (as in the tests of rand_xoshiro).
  @Test func referenceVectors() {
    var stream = RandomStream(state: (1, 2, 3, 4))
    let expected: [UInt64] = [
      41_943_041, 58_720_359, 3_588_806_011_781_223, 3_591_011_842_654_386, 9_228_616_714_210_784_205,
      9_973_669_472_204_895_162, 14_011_001_112_246_962_877, 12_406_186_145_184_390_807,
      15_849_039_046_786_891_736, 10_450_023_813_501_588_000,
    ]
    for number in expected { #expect(stream.next() == number) }
    var filler = SeededGenerator(seed: 1_234_567)
    let filled: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
    ]
    for number in filled { #expect(filler.next() == number) }
  }

  @Test func streamsAreTheirOwn() {
    var first = RandomStream(seed: 7, number: 0)
    var again = RandomStream(seed: 7, number: 0)
    var second = RandomStream(seed: 7, number: 1)
    var same = 0
    for _ in 0..<1000 {
      let number = first.next()
      #expect(number == again.next())
      if number == second.next() { same += 1 }
    }
    #expect(same == 0)
  }

  private static let label = BilingualText(zh: "输入", en: "input")

  private func inputs(_ distributions: [Distribution]) -> [UncertainInput] {
    distributions.enumerated().map { index, distribution in
      UncertainInput(
        label: BilingualText(zh: "输入 \(index)", en: "input \(index)"), distribution: distribution,
        source: SimulationTests.label)
    }
  }

  private static let shapes: [Distribution] = [
    .triangular(low: 1, mode: 2, high: 6), .pert(low: 10, mode: 40, high: 50),
    .lognormal(median: 100, sigma: 0.6), .fixed(3),
    .discrete([.init(value: 1, weight: 1), .init(value: 5, weight: 3)]), .pert(low: 0, mode: 0, high: 1),
    .triangular(low: 2, mode: 2, high: 2),
  ]

  @Test(arguments: shapes)
  func meansWithinTheirError(shape: Distribution) throws {
    let result = try Simulation(inputs: inputs([shape])).run(
      draws: 8_000, stream: RandomStream(seed: 11)
    ) { $0[0] }
    #expect(abs(result.mean - shape.mean) <= 4 * result.standardError + 1e-5 * shape.mean, "\(shape)")
    let limits = result.quantileLimits(0.5)
    let median = try shape.quantile(0.5)
    #expect(limits.low <= median + 1e-9 && median <= limits.high + 1e-9, "\(shape)")
  }

  /// Quantiles that are known: the triangle's by hand, PERT's by the beta distribution (3, 3) and its symmetry.
  @Test func quantiles() throws {
    let triangle = Distribution.triangular(low: 0, mode: 2, high: 4)
    #expect(abs(try triangle.quantile(0.125) - 1) < 1e-12)
    #expect(abs(try triangle.quantile(0.875) - 3) < 1e-12)
    let pert = Distribution.pert(low: 0, mode: 0.5, high: 1)
    #expect(abs(try pert.quantile(0.5) - 0.5) < 1e-5)
    // The share below 0.2 of a beta (3, 3): 10x³ − 15x⁴ + 6x⁵.
    #expect(abs(try pert.quantile(0.05792) - 0.2) < 1e-4)
    #expect(
      abs(try Distribution.lognormal(median: 5, sigma: 1).quantile(0.841344746068543) - 5 * 2.718281828459045)
        < 1e-10)
  }

  /// A sum of independent inputs has the sum of means and variances.
  @Test func linearSums() throws {
    let shapes = Array(SimulationTests.shapes.prefix(3))
    let result = try Simulation(inputs: inputs(shapes)).run(
      draws: 8_000, stream: RandomStream(seed: 5)
    ) { 2 * $0[0] + 3 * $0[1] - $0[2] }
    let mean = 2 * shapes[0].mean + 3 * shapes[1].mean - shapes[2].mean
    #expect(abs(result.mean - mean) <= 4 * result.standardError)
    // Variances: triangle (a² + b² + c² − ab − ac − bc)/18; PERT (µ − a)(c − µ)/7; lognormal.
    let triangle: Double = 21.0 / 18
    let middle = shapes[1].mean
    let pert: Double = (middle - 10) * (50 - middle) / 7
    let square = PortableMath.exp(0.36)
    let lognormal = 10_000 * square * (square - 1)
    let variance: Double = 4 * triangle + 9 * pert + lognormal
    let deviation = variance.squareRoot()
    #expect(abs(result.standardError * 8000.0.squareRoot() / deviation - 1) < 0.05)
  }

  /// The error that is stated falls with the square root of the number of draws, and is kept to.
  @Test(arguments: 0..<20)
  func theStatedErrorIsKeptTo(seed: UInt64) throws {
    let simulation = try Simulation(inputs: inputs([.lognormal(median: 1, sigma: 0.8)]))
    let result = simulation.run(draws: 5000, stream: RandomStream(seed: seed)) { $0[0] }
    #expect(
      abs(result.mean - Distribution.lognormal(median: 1, sigma: 0.8).mean) < 4.5 * result.standardError,
      "seed \(seed)")
    let more = simulation.run(draws: 20_000, stream: RandomStream(seed: seed)) { $0[0] }
    #expect(more.standardError < 0.7 * result.standardError, "seed \(seed)")
  }

  @Test(arguments: [-0.8, 0, 0.5, 0.9])
  func correlatedInputs(correlation: Double) throws {
    let matrix = try Correlation([[1, correlation], [correlation, 1]])
    let simulation = try Simulation(
      inputs: inputs([.lognormal(median: 1, sigma: 0.5), .triangular(low: 0, mode: 1, high: 3)]),
      correlation: matrix)
    let result = simulation.run(draws: 8_000, stream: RandomStream(seed: 3)) { $0[0] }
    // Spearman's correlation of a Gaussian copula is 6/π·asin(ρ/2).
    let other = result.tornado.first { $0.label.en == "input 1" }?.rankCorrelation ?? 9
    let expected: [Double: Double] = [-0.8: -0.7859, 0: 0, 0.5: 0.4826, 0.9: 0.8915]
    #expect(abs(other - (expected[correlation] ?? 9)) < 0.02)
    #expect(abs(result.mean - Distribution.lognormal(median: 1, sigma: 0.5).mean) < 4 * result.standardError)
  }

  @Test func impossibleCorrelationsAreRefused() {
    #expect(throws: NotApplicable.self) {
      try Correlation([[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]])
    }
    #expect(throws: NotApplicable.self) { try Correlation([[1, 0.5], [0.4, 1]]) }
    #expect(throws: NotApplicable.self) { try Correlation([[2, 0], [0, 1]]) }
    #expect(throws: NotApplicable.self) {
      try Distribution.triangular(low: 2, mode: 1, high: 3).quantile(0.5)
    }
    #expect(throws: NotApplicable.self) { try Distribution.discrete([]).quantile(0.5) }
    #expect(throws: NotApplicable.self) { try Distribution.lognormal(median: -1, sigma: 1).quantile(0.5) }
    #expect(throws: NotApplicable.self) { try Distribution.fixed(.nan).quantile(0.5) }
  }

  // MARK: Relief from royalty

  private func asset(_ seed: UInt64) -> RoyaltySimulation {
    var random = SeededGenerator(seed: seed)
    let years = 3 + Int(random.next() % 12)
    let base = ReliefFromRoyalty(
      firstYear: 2026, revenue: (0..<years).map { _ in 1e6 + random.unit() * 1e7 },
      parts: (0..<years).map { $0 == 0 ? 0.3 + random.unit() * 0.7 : $0 == years - 1 ? random.unit() : 1 },
      attribution: 0.2 + random.unit() * 0.8, royalty: 0.03, strength: (0..<years).map { _ in random.unit() },
      upkeep: (0..<years).map { _ in random.unit() * 5000 }, tax: 0.25,
      discounting: Discounting(rate: 0.14, timing: DiscountTiming.allCases[Int(random.next() % 3)]),
      amortisation: random.next() % 2 == 0 ? TaxAmortisation(statutoryYears: 10, tax: 0.25) : nil)
    return RoyaltySimulation(
      base: base, royalty: .triangular(low: 0.01, mode: 0.03, high: 0.05),
      revenueFactor: .lognormal(median: 1, sigma: 0.3),
      discountRate: .pert(low: 0.1, mode: 0.14, high: 0.2),
      life: .triangular(low: 2, mode: Double(years) * 0.7, high: Double(years) + 2))
  }

  /// The arrangement for many draws gives what the method's own table gives.
  @Test(arguments: 0..<100)
  func theFastFormulaIsTheMethod(seed: UInt64) throws {
    let asset = asset(seed)
    var random = SeededGenerator(seed: seed + 1000)
    var exact = asset.base
    exact.royalty = 0.01 + random.unit() * 0.05
    let factor = 0.5 + random.unit()
    exact.revenue = exact.revenue.map { $0 * factor }
    exact.discounting = Discounting(rate: 0.05 + random.unit() * 0.2, timing: exact.discounting.timing)
    let life = random.unit() * Double(exact.revenue.count + 1) + 0.01
    var begin = 0.0
    for index in exact.parts.indices {
      let part = exact.parts[index]
      exact.parts[index] = max(0, min(part, life - begin))
      begin += part
    }
    let expected = try exact.value().value
    let value = asset.value(
      royalty: exact.royalty, revenueFactor: factor, rate: exact.discounting.rate, life: life)
    #expect(abs(value - expected) <= 1e-10 * max(1, abs(expected)), "seed \(seed): \(value) \(expected)")
  }

  /// One asset alone and the same among others, on any number of threads, to the last bit; and the quick
  /// quantiles are those of sorting.
  @Test func figuresDependOnSeedAndNumberAlone() throws {
    let assets = (0..<40).map { asset(UInt64($0)) }
    let all = try RoyaltySimulation.spreads(of: assets, draws: 400, seed: 42)
    let again = try RoyaltySimulation.spreads(of: assets, draws: 400, seed: 42)
    #expect(all == again)
    for number in [0, 17, 39] {
      let asset = assets[number]
      let result = try asset.simulation(sources: []).run(
        draws: 400, stream: RandomStream(seed: 42, number: UInt64(number))
      ) { asset.value($0) }
      #expect(result.quantile(0.1) == all[number].low)
      #expect(result.quantile(0.5) == all[number].base)
      #expect(result.quantile(0.9) == all[number].high)
      #expect(abs(result.mean - all[number].mean) <= 1e-9 * abs(result.mean))
    }
    #expect(try RoyaltySimulation.spreads(of: [assets[0]], draws: 400, seed: 43)[0].base != all[0].base)
  }

  /// Figures to be the same on every machine: they rest on no library's elementary functions.
  @Test func theSameFiguresEverywhere() throws {
    let spread = try RoyaltySimulation.spreads(of: [asset(1)], draws: 1000, seed: 20261121)[0]
    #expect(spread.low.bitPattern == SimulationTests.recorded.0)
    #expect(spread.base.bitPattern == SimulationTests.recorded.1)
    #expect(spread.high.bitPattern == SimulationTests.recorded.2)
  }

  private static let recorded: (UInt64, UInt64, UInt64) = (
    4_683_499_433_132_596_172, 4_687_981_396_129_901_066, 4_691_992_522_107_432_817
  )

  @Test func lowNeverAboveHigh() throws {
    for spread in try RoyaltySimulation.spreads(of: (0..<60).map { asset(UInt64($0)) }, draws: 200, seed: 1) {
      #expect(spread.low <= spread.base && spread.base <= spread.high)
      #expect(spread.standardError >= 0 && spread.mean.isFinite)
    }
  }

  @Test func theTornadoNamesTheGreatestFirst() throws {
    let result = try Simulation(
      inputs: inputs([.triangular(low: 0, mode: 1, high: 2), .triangular(low: 0, mode: 50, high: 100)])
    )
    .run(draws: 2000, stream: RandomStream(seed: 9)) { $0[0] + $0[1] }
    #expect(result.tornado.map(\.label.en) == ["input 1", "input 0"])
    #expect(result.tornado[0].rankCorrelation > 0.99)
    #expect(abs(result.histogram(bins: 20).shares.reduce(0, +) - 0.98) < 0.002)
  }
}
