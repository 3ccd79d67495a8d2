internal import Dispatch
public import PortfolioCore

/// Relief from royalty with uncertain inputs: the same formula as ``ReliefFromRoyalty``, arranged for many draws.
public struct RoyaltySimulation: Sendable {
  /// The case with all inputs at their middle; its royalty, discount rate and life are replaced by the draws.
  public let base: ReliefFromRoyalty
  /// The royalty rate.
  public let royalty: Distribution
  /// What the revenue is of the forecast.
  public let revenueFactor: Distribution
  /// The discount rate.
  public let discountRate: Distribution
  /// The years until the asset earns nothing more, from the valuation day; the legal term cuts it.
  public let life: Distribution
  /// Correlations of the four, in this order; nil when they move apart.
  public let correlation: Correlation?

  /// The share by which the strength falls in a year: a year that a shorter life cuts has its middle earlier, at a
  /// greater strength. 0 when strengths do not fall.
  public let decay: Double

  private let whole: [Double]
  private let upkeep: [Double]
  private let logKept: Double

  /// A simulation.
  public init(
    base: ReliefFromRoyalty, royalty: Distribution, revenueFactor: Distribution, discountRate: Distribution,
    life: Distribution, correlation: Correlation? = nil, decay: Double = 0
  ) {
    self.base = base
    self.royalty = royalty
    self.revenueFactor = revenueFactor
    self.discountRate = discountRate
    self.life = life
    self.correlation = correlation
    self.decay = decay
    logKept = decay > 0 && decay < 1 ? PortableMath.log(1 - decay) : 0
    whole = base.revenue.indices.map { index in
      let strength = index < base.strength.count ? base.strength[index] : 1
      return base.revenue[index] * base.attribution(index) * base.cover(index) * strength
    }
    upkeep = base.revenue.indices.map { $0 < base.upkeep.count ? base.upkeep[$0] : 0 }
  }

  /// The inputs with their names.
  /// - Parameter sources: where the four ranges come from, in the order royalty, revenue, discount rate, life.
  public func simulation(sources: [BilingualText]) throws(NotApplicable) -> Simulation {
    let labels = [
      BilingualText(zh: "许可费率", en: "Royalty rate"),
      BilingualText(zh: "收入（相对预测）", en: "Revenue against forecast"),
      BilingualText(zh: "折现率", en: "Discount rate"),
      BilingualText(zh: "经济寿命（年）", en: "Economic life (years)"),
    ]
    let distributions = [royalty, revenueFactor, discountRate, life]
    return try Simulation(
      inputs: labels.indices.map { index in
        UncertainInput(
          label: labels[index], distribution: distributions[index],
          source: index < sources.count ? sources[index] : BilingualText(zh: "", en: ""))
      }, correlation: correlation)
  }

  /// The value for a row of draws: royalty rate, revenue factor, discount rate, life.
  @inline(__always)
  public func value(_ draw: UnsafeBufferPointer<Double>) -> Double {
    value(royalty: draw[0], revenueFactor: draw[1], rate: draw[2], life: draw[3])
  }

  /// The value for four inputs; 0 when nothing is left to earn.
  public func value(royalty: Double, revenueFactor: Double, rate: Double, life: Double) -> Double {
    guard rate > -0.99 else { return 0 }
    let logRate = PortableMath.log(1 + rate)
    let yearly = 1 / (1 + rate)
    let keep = 1 - base.tax
    var begin = 0.0
    var sum = 0.0
    var best = 0.0
    var lastTime = -Double.infinity
    var factor = 1.0
    for index in whole.indices {
      let part = min(base.parts[index], life - begin)
      guard part > 0 else { break }
      let time: Double
      switch base.discounting.timing {
      case .end: time = begin + part
      case .middle: time = begin + part / 2
      case .start: time = begin
      }
      factor = time - lastTime == 1 ? factor * yearly : PortableMath.exp(-time * logRate)
      lastTime = time
      var earned = whole[index]
      if logKept != 0, part < base.parts[index] {
        earned *= PortableMath.exp((part - base.parts[index]) / 2 * logKept)
      }
      let before = earned * part * revenueFactor * royalty - upkeep[index]
      sum += (before > 0 ? before * keep : before) * factor
      if sum > best { best = sum }
      begin += base.parts[index]
    }
    if base.mayStop { sum = best }
    guard sum > 0, let amortisation = base.amortisation else { return sum }
    let years = Double(amortisation.statutoryYears)
    var annuity = rate == 0 ? years : (1 - PortableMath.exp(-years * logRate)) / rate
    switch base.discounting.timing {
    case .end: break
    case .middle: annuity *= (1 + rate).squareRoot()
    case .start: annuity *= 1 + rate
    }
    return sum / (1 - amortisation.tax / years * annuity)
  }

  /// The low, middle and high value of one asset among many.
  public struct Spread: Sendable, Hashable {
    /// The tenth percentile.
    public let low: Double
    /// The median.
    public let base: Double
    /// The ninetieth percentile.
    public let high: Double
    /// The mean.
    public let mean: Double
    /// The standard error of the mean.
    public let standardError: Double
  }

  /// The spreads of many assets, each with its own stream: number `index` of the seed. The figures do not depend
  /// on the number of threads.
  /// - Throws: ``NotApplicable`` for the first asset whose inputs make no sense.
  public static func spreads(
    of assets: [RoyaltySimulation], draws: Int, seed: UInt64
  ) throws(NotApplicable) -> [Spread] {
    var simulations: [Simulation] = []
    simulations.reserveCapacity(assets.count)
    for asset in assets { simulations.append(try asset.simulation(sources: [])) }
    let empty = Spread(low: 0, base: 0, high: 0, mean: 0, standardError: 0)
    var spreads = [Spread](repeating: empty, count: assets.count)
    let piece = 16
    let pieces = (assets.count + piece - 1) / piece
    let ready = simulations
    spreads.withUnsafeMutableBufferPointer { buffer in
      nonisolated(unsafe) let room = buffer
      DispatchQueue.concurrentPerform(iterations: pieces) { number in
        for index in number * piece..<min(assets.count, (number + 1) * piece) {
          room[index] = assets[index].spread(
            ready[index], draws: max(100, draws), RandomStream(seed: seed, number: UInt64(index)))
        }
      }
    }
    return spreads
  }

  private func spread(_ simulation: Simulation, draws: Int, _ start: RandomStream) -> Spread {
    var stream = start
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: draws) { values in
      var place = 0
      var sum = 0.0
      var squares = 0.0
      simulation.eachDraw(draws, &stream) { row in
        let value = value(row)
        values.initializeElement(at: place, to: value)
        place += 1
        sum += value
        squares += value * value
      }
      let count = Double(draws)
      let mean = sum / count
      let variance = max(0, (squares - sum * mean) / (count - 1))
      let quantiles = Selection.quantiles(values, [0.1, 0.5, 0.9])
      return Spread(
        low: quantiles[0], base: quantiles[1], high: quantiles[2], mean: mean,
        standardError: (variance / count).squareRoot())
    }
  }
}

/// Order statistics without sorting everything.
enum Selection {
  /// The quantiles at rising shares, interpolated like ``Quantiles``; the values change places.
  static func quantiles(_ values: UnsafeMutableBufferPointer<Double>, _ shares: [Double]) -> [Double] {
    var from = 0
    return shares.map { share in
      let place = Double(values.count - 1) * share
      let below = Int(place)
      put(below, values, from)
      from = below
      guard below + 1 < values.count else { return values[below] }
      var next = values[below + 1]
      for index in (below + 1)..<values.count where values[index] < next { next = values[index] }
      return values[below] + (place - Double(below)) * (next - values[below])
    }
  }

  /// Puts the value of a rank in its place, the smaller ones before it (Hoare's selection).
  private static func put(_ rank: Int, _ values: UnsafeMutableBufferPointer<Double>, _ from: Int) {
    var low = from
    var high = values.count - 1
    while low < high {
      let a = values[low]
      let b = values[low + (high - low) / 2]
      let c = values[high]
      let pivot = max(min(a, b), min(max(a, b), c))
      var left = low
      var right = high
      while left <= right {
        while values[left] < pivot { left += 1 }
        while values[right] > pivot { right -= 1 }
        if left <= right {
          values.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if rank <= right {
        high = right
      } else if rank >= left {
        low = left
      } else {
        return
      }
    }
  }
}
