public import PortfolioCore

/// An input that is not known exactly.
public struct UncertainInput: Sendable, Hashable {
  /// What it is.
  public let label: BilingualText
  /// What it may be.
  public let distribution: Distribution
  /// Where the range comes from.
  public let source: BilingualText

  /// An input.
  public init(label: BilingualText, distribution: Distribution, source: BilingualText) {
    self.label = label
    self.distribution = distribution
    self.source = source
  }
}

/// A Monte Carlo simulation: draws of all inputs, one value a draw.
public struct Simulation: Sendable {
  /// The inputs.
  public let inputs: [UncertainInput]
  private let samplers: [Sampler]
  private let correlation: Correlation?

  /// A simulation.
  /// - Throws: ``NotApplicable`` when a distribution makes no sense or there are not as many correlations as inputs.
  public init(inputs: [UncertainInput], correlation: Correlation? = nil) throws(NotApplicable) {
    self.inputs = inputs
    var samplers: [Sampler] = []
    for input in inputs { samplers.append(try Sampler(input.distribution)) }
    self.samplers = samplers
    if let correlation, correlation.factor.count != inputs.count {
      throw NotApplicable(zh: "相关矩阵与输入个数不符", en: "there are not as many correlations as inputs")
    }
    self.correlation = correlation
  }

  /// Draws every input and hands the draws over, one row a draw.
  func eachDraw(_ count: Int, _ stream: inout RandomStream, _ body: (UnsafeBufferPointer<Double>) -> Void) {
    let width = inputs.count
    withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, 2 * width)) { room in
      room.initialize(repeating: 0)
      let normals = UnsafeMutableBufferPointer(rebasing: room[width..<(2 * width)])
      for _ in 0..<count {
        if let factor = correlation?.factor {
          for index in 0..<width { normals[index] = PortableMath.normalPoint(share: stream.unit()) }
          for index in 0..<width {
            var sum = 0.0
            for place in 0...index { sum += factor[index][place] * normals[place] }
            room[index] = samplers[index].value(normal: sum)
          }
        } else {
          for index in 0..<width { room[index] = samplers[index].value(share: stream.unit()) }
        }
        body(UnsafeBufferPointer(start: room.baseAddress, count: width))
      }
    }
  }

  /// The inputs at the middle of their distributions.
  public var middle: [Double] { samplers.map { $0.value(share: 0.5) } }

  /// Runs the simulation.
  /// - Parameters:
  ///   - draws: how many; at least 100.
  ///   - value: the value for a row of inputs.
  public func run(
    draws: Int, stream: RandomStream, value: (UnsafeBufferPointer<Double>) -> Double
  ) -> SimulationResult {
    var stream = stream
    let count = max(100, draws)
    var outcomes: [Double] = []
    outcomes.reserveCapacity(count)
    var columns = [[Double]](repeating: [], count: inputs.count)
    eachDraw(count, &stream) { row in
      outcomes.append(value(row))
      for index in columns.indices { columns[index].append(row[index]) }
    }
    let middle = middle
    let bars = inputs.indices.map { index -> TornadoBar in
      func at(_ share: Double) -> Double {
        var row = middle
        row[index] = samplers[index].value(share: share)
        return row.withUnsafeBufferPointer { value($0) }
      }
      return TornadoBar(
        label: inputs[index].label, inputLow: samplers[index].value(share: 0.1),
        inputHigh: samplers[index].value(share: 0.9), valueAtLow: at(0.1), valueAtHigh: at(0.9),
        rankCorrelation: RankCorrelation.of(columns[index], outcomes))
    }
    return SimulationResult(
      outcomes: outcomes, tornado: bars.sorted { ($0.width, $1.label.en) > ($1.width, $0.label.en) },
      middle: middle.withUnsafeBufferPointer { value($0) })
  }
}

/// What one input does to the value, the others at their middle.
public struct TornadoBar: Sendable, Hashable {
  /// The input.
  public let label: BilingualText
  /// The input's tenth percentile.
  public let inputLow: Double
  /// The input's ninetieth percentile.
  public let inputHigh: Double
  /// The value with the input at its tenth percentile.
  public let valueAtLow: Double
  /// The value with the input at its ninetieth percentile.
  public let valueAtHigh: Double
  /// Spearman's rank correlation of the input's draws with the values, all inputs moving.
  public let rankCorrelation: Double
  /// How far the value moves.
  public var width: Double { abs(valueAtHigh - valueAtLow) }
}

/// What came of a simulation.
public struct SimulationResult: Sendable {
  /// The values, in rising order.
  public let sorted: [Double]
  /// The inputs by how far they move the value, the greatest first.
  public let tornado: [TornadoBar]
  /// The value with every input at its middle.
  public let middle: Double
  /// The mean.
  public let mean: Double
  /// The standard error of the mean: what more draws would still move it by.
  public let standardError: Double

  init(outcomes: [Double], tornado: [TornadoBar], middle: Double) {
    sorted = outcomes.sorted()
    self.tornado = tornado
    self.middle = middle
    let count = Double(outcomes.count)
    let mean = outcomes.reduce(0, +) / count
    self.mean = mean
    let squares = outcomes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    standardError = (squares / (count - 1) / count).squareRoot()
  }

  /// The value below which the share `p` of the draws lies.
  public func quantile(_ p: Double) -> Double { Quantiles.of(sorted: sorted, p) }

  /// The limits between which the true quantile lies with 95 % certainty, from the order of the draws alone.
  public func quantileLimits(_ p: Double) -> (low: Double, high: Double) {
    let count = Double(sorted.count)
    let half = 1.96 * (p * (1 - p) / count).squareRoot()
    return (quantile(p - half), quantile(p + half))
  }

  /// The share of draws that fall into each of `bins` even pieces between the 1st and the 99th percentile.
  public func histogram(bins: Int) -> (low: Double, high: Double, shares: [Double]) {
    let low = quantile(0.01)
    let high = quantile(0.99)
    var counts = [Int](repeating: 0, count: max(1, bins))
    guard high > low else { return (low, high, [1]) }
    for value in sorted where value >= low && value <= high {
      counts[min(counts.count - 1, Int((value - low) / (high - low) * Double(counts.count)))] += 1
    }
    return (low, high, counts.map { Double($0) / Double(sorted.count) })
  }
}

/// Spearman's rank correlation; ties share the mean of their ranks.
enum RankCorrelation {
  static func of(_ left: [Double], _ right: [Double]) -> Double {
    let first = ranks(left)
    let second = ranks(right)
    let count = Double(left.count)
    guard count > 1 else { return 0 }
    let middle = (count + 1) / 2
    var product = 0.0
    var leftSquares = 0.0
    var rightSquares = 0.0
    for (a, b) in zip(first, second) {
      product += (a - middle) * (b - middle)
      leftSquares += (a - middle) * (a - middle)
      rightSquares += (b - middle) * (b - middle)
    }
    guard leftSquares > 0, rightSquares > 0 else { return 0 }
    return product / (leftSquares * rightSquares).squareRoot()
  }

  private static func ranks(_ values: [Double]) -> [Double] {
    let order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
    var ranks = [Double](repeating: 0, count: values.count)
    var first = 0
    while first < order.count {
      var last = first
      while last + 1 < order.count, values[order[last + 1]] == values[order[first]] { last += 1 }
      for place in first...last { ranks[order[place]] = Double(first + last) / 2 + 1 }
      first = last + 1
    }
    return ranks
  }
}
