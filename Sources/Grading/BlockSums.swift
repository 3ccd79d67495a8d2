/// The weighted sums of some rows: columns of numbers that stay in the processor's cache.
struct BlockSums {
  private(set) var count: Int
  private(set) var weight: [Double]
  private(set) var known: [Double]
  private(set) var points: [Double]
  private(set) var low: [Double]
  private(set) var high: [Double]

  /// Sums of zero for up to so many rows.
  init(capacity: Int) {
    count = 0
    weight = Array(repeating: 0, count: capacity)
    known = weight
    points = weight
    low = weight
    high = weight
  }

  /// Begins again with some rows.
  mutating func clear(_ rows: Int) {
    count = rows
    for index in 0..<rows {
      weight[index] = 0
      known[index] = 0
      points[index] = 0
      low[index] = 0
      high[index] = 0
    }
  }

  /// The sums as plain memory, for a loop that adds to every row.
  struct Access {
    fileprivate let weight: UnsafeMutablePointer<Double>
    fileprivate let known: UnsafeMutablePointer<Double>
    fileprivate let points: UnsafeMutablePointer<Double>
    fileprivate let low: UnsafeMutablePointer<Double>
    fileprivate let high: UnsafeMutablePointer<Double>

    @inline(__always)
    func add(
      _ index: Int, _ share: Double, known part: Double, _ value: Double, _ least: Double, _ most: Double
    ) {
      weight[index] += share
      known[index] += part
      points[index] += share * value
      low[index] += share * least
      high[index] += share * most
    }
  }

  @inline(__always)
  mutating func update(_ body: (Access, Int) -> Void) {
    let rows = count
    guard rows > 0 else { return }
    weight.withUnsafeMutableBufferPointer { weight in
      known.withUnsafeMutableBufferPointer { known in
        points.withUnsafeMutableBufferPointer { points in
          low.withUnsafeMutableBufferPointer { low in
            high.withUnsafeMutableBufferPointer { high in
              guard let weight = weight.baseAddress, let known = known.baseAddress,
                let points = points.baseAddress, let low = low.baseAddress, let high = high.baseAddress
              else { return }
              body(Access(weight: weight, known: known, points: points, low: low, high: high), rows)
            }
          }
        }
      }
    }
  }

  /// The score of a row from its sums.
  func score(_ index: Int) -> AxisScore {
    AxisScore(
      weight: weight[index], known: known[index], points: points[index], low: low[index], high: high[index])
  }
}

/// What an axis comes to for one right.
struct AxisScore {
  /// The weight of the criteria that were not left out, before renormalisation.
  private(set) var weight = 0.0
  private var knownWeight = 0.0
  private var weightedPoints = 0.0
  private var weightedLow = 0.0
  private var weightedHigh = 0.0

  init() {}

  init(weight: Double, known: Double, points: Double, low: Double, high: Double) {
    self.weight = weight
    knownWeight = known
    weightedPoints = points
    weightedLow = low
    weightedHigh = high
  }

  mutating func add(_ score: CriterionScore, weight share: Double) {
    guard score.state != .leftOut else { return }
    weight += share
    knownWeight += share * score.known
    weightedPoints += share * score.points
    weightedLow += share * score.low
    weightedHigh += share * score.high
  }

  /// Adds a whole axis with its share; an axis of which everything was left out gives its share away.
  mutating func add(_ axis: AxisScore, weight share: Double) {
    guard axis.weight > 0 else { return }
    weight += share
    knownWeight += share * axis.coverage
    weightedPoints += share * axis.points
    weightedLow += share * axis.low
    weightedHigh += share * axis.high
  }

  var points: Double { weight > 0 ? weightedPoints / weight : 0 }
  // A right to which no criterion applies could be worth anything.
  var low: Double { weight > 0 ? weightedLow / weight : 0 }
  var high: Double { weight > 0 ? weightedHigh / weight : 100 }
  var coverage: Double { weight > 0 ? knownWeight / weight : 0 }
}
