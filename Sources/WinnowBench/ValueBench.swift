import Foundation
import Winnow

/// `winnow-bench value`: the renewal value of many rights, and relief from royalty by Monte Carlo beside numpy, which
/// draws the same distributions and takes the same percentiles in the same run.
struct ValueBench {
  private static let years = 26
  private static let assets = 1000
  private static let draws = 10_000
  let rights: Int

  init(rights: Int) { self.rights = rights }

  func run() throws {
    let inputs = inputs()
    let returns = ReturnDistribution(returns: Lognormal(median: 185_000, sigma: 2.1), age: 10)
    let valuation = RenewalValuation(levels: [returns], explained: 0.027, discount: 0.1)
    var sum = 0.0
    // The bare pass reads the same fees and writes as many columns.
    let bare = Bench.seconds {
      var columns = [[Int64]](repeating: [Int64](repeating: 0, count: rights), count: 7)
      for row in 0..<rights {
        var fees: Int64 = 0
        for year in 0..<ValueBench.years { fees &+= inputs.fees[row * ValueBench.years + year] }
        for index in columns.indices { columns[index][row] = fees &+ Int64(index) }
      }
      sum += Double(columns[6].last ?? 0)
    }
    Bench.line(rights, "bare pass", bare, count: rights, ratio: nil)
    let renewal = Bench.seconds {
      let values = valuation.values(inputs, planYears: 10, reasons: [])
      sum += Double(values.totals().base)
    }
    Bench.line(rights, "renewal value", renewal, count: rights, ratio: renewal / bare)
    let learning = RenewalValueModel.Learning(
      obsolescenceShare: 0.3, firstDraw: 0.5, drawKept: 0.5, source: "house")
    let model = LearningRenewal(unit: 940_000, kept: 0.85, learning: learning, discount: 0.1)
    let few = min(rights, 10_000)
    let slow = Bench.seconds {
      for row in 0..<few {
        let fees = inputs.fees[row * ValueBench.years..<(row + 1) * ValueBench.years]
        sum +=
          model.values(
            fees: fees, age: inputs.age[row], remaining: inputs.remaining[row], presentReturns: [200_000])[0]
      }
    }
    Bench.line(few, "renewal, with learning", slow, count: few, ratio: nil)
    try monteCarlo()
    print("            check \(Int(sum.truncatingRemainder(dividingBy: 1e6)))")
  }

  private func monteCarlo() throws {
    let assets = (0..<ValueBench.assets).map { ValueBench.asset(UInt64($0)) }
    var spreads: [RoyaltySimulation.Spread] = []
    var failed: (any Error)?
    let own = Bench.seconds {
      do {
        spreads = try RoyaltySimulation.spreads(of: assets, draws: ValueBench.draws, seed: 1)
      } catch { failed = error }
    }
    if let failed { throw failed }
    let (other, means) = ValueBench.numpy()
    Bench.line(
      ValueBench.assets, "royalty, \(ValueBench.draws) draws", own,
      count: ValueBench.assets * ValueBench.draws,
      ratio: other.map { own / $0 })
    guard let other, let means else {
      print("            numpy is not at hand: no comparison")
      return
    }
    Bench.line(
      ValueBench.assets, "the same by numpy", other, count: ValueBench.assets * ValueBench.draws, ratio: nil)
    let ours = spreads.map(\.mean).reduce(0, +)
    let error = spreads.reduce(0) { $0 + $1.standardError * $1.standardError }.squareRoot()
    print(
      "            means: \(ours.rounded()) and by numpy \(means.rounded()), standard error \(error.rounded()) each"
    )
  }

  /// Ten years of revenue, growing by the asset's number; life, royalty, revenue and rate uncertain.
  private static func asset(_ number: UInt64) -> RoyaltySimulation {
    let first = 1_000_000 + Double(number) * 10_000
    let base = ReliefFromRoyalty(
      firstYear: 2026, revenue: (0..<10).map { first * PortableMath.power(1.05, Double($0)) }, royalty: 0.03,
      tax: 0.25, discounting: Discounting(rate: 0.14, timing: .middle),
      amortisation: TaxAmortisation(statutoryYears: 10, tax: 0.25))
    return RoyaltySimulation(
      base: base, royalty: .triangular(low: 0.01, mode: 0.03, high: 0.05),
      revenueFactor: .lognormal(median: 1, sigma: 0.25),
      discountRate: .triangular(low: 0.11, mode: 0.14, high: 0.17),
      life: .triangular(low: 4, mode: 8, high: 10))
  }

  /// Seconds and the sum of means of the same simulation by numpy; nil where python3 or numpy is missing.
  private static func numpy() -> (seconds: Double?, means: Double?) {
    let script = """
      import time
      import numpy as np
      n = \(draws)
      def value(first, rng):
          royalty = rng.triangular(0.01, 0.03, 0.05, n)
          factor = rng.lognormal(0, 0.25, n)
          rate = rng.triangular(0.11, 0.14, 0.17, n)
          life = rng.triangular(4, 8, 10, n)
          total = np.zeros(n)
          for k in range(10):
              part = np.clip(life - k, 0, 1)
              flow = first * 1.05 ** k * part * factor * royalty * 0.75
              total += flow * (1 + rate) ** -(k + part / 2)
          annuity = (1 - (1 + rate) ** -10) / rate * np.sqrt(1 + rate)
          return total / (1 - 0.25 / 10 * annuity)
      start = time.perf_counter()
      means = 0.0
      for i in range(\(assets)):
          v = value(1000000 + 10000 * i, np.random.default_rng(i))
          np.percentile(v, [10, 50, 90])
          means += v.mean()
      print(time.perf_counter() - start, means)
      """
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    python.arguments = ["python3", "-c", script]
    let pipe = Pipe()
    python.standardOutput = pipe
    python.standardError = FileHandle.nullDevice
    guard (try? python.run()) != nil else { return (nil, nil) }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    python.waitUntilExit()
    let numbers = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace).compactMap {
      Double($0)
    }
    return numbers.count == 2 ? (numbers[0], numbers[1]) : (nil, nil)
  }

  /// Rights of all ages with Chinese annuities, a fifth of them reduced.
  private func inputs() -> RenewalInputs {
    let scale: [Int64] = [
      90_000, 90_000, 90_000, 120_000, 120_000, 120_000, 200_000, 200_000, 200_000, 400_000, 400_000, 400_000,
      600_000,
      600_000, 600_000, 800_000, 800_000, 800_000, 800_000, 800_000,
    ]
    var random = SeededGenerator(seed: 20_260_630)
    var inputs = RenewalInputs(
      firstYear: 2026, yearCount: ValueBench.years, fees: [], age: [], remaining: [], group: [], kept: [],
      percentile: [])
    inputs.fees.reserveCapacity(rights * ValueBench.years)
    for _ in 0..<rights {
      let age = 2 + random.unit() * 17.9
      let percent: Int64 = random.unit() < 0.2 ? 15 : 100
      for year in 0..<ValueBench.years {
        let place = Int(age) + year
        inputs.fees.append(place < scale.count ? scale[place] * percent / 100 : 0)
      }
      inputs.age.append(age)
      inputs.remaining.append(20 - age)
      inputs.group.append(0)
      inputs.kept.append([0.85, 0.74, 0.82, 0.7][Int(random.next() % 4)])
      inputs.percentile.append(random.unit())
    }
    return inputs
  }
}
