/// How well a score tells the rights that had an event from those that had none: the area under the ROC curve.
///
/// The area is the chance that of one right with the event and one without, drawn at random, the former has the
/// higher score; equal scores count half. Its 95 % interval is DeLong's, taken on the logit scale so that it
/// stays within 0 and 1.
///
/// Sources: DeLong, DeLong, Clarke-Pearson, Biometrics 44 (1988) 837-845 (doi:10.2307/2531595); the computation
/// by ranks is that of Sun and Xu, IEEE Signal Processing Letters 21 (2014) 1389-1393
/// (doi:10.1109/LSP.2014.2337313).
public struct RankAccuracy: Sendable, Equatable {
  /// The rights.
  public let count: Int
  /// Those with the event.
  public let events: Int
  /// The area; nil where all rights had the event, or none.
  public let auc: Double?
  /// The area's standard error; nil with fewer than two rights on either side.
  public let standardError: Double?
  /// The 95 % interval of the area; nil where it cannot be estimated: fewer than two rights on either side, or
  /// a perfect separation.
  public let interval: ClosedRange<Double>?

  /// The area of some scores.
  /// - Parameters:
  ///   - scores: one a right; the higher, the likelier the event. None may be NaN.
  ///   - events: whether the right had the event, one a right.
  public init(scores: [Double], events: [Bool]) {
    precondition(scores.count == events.count, "a score and an outcome for each right")
    count = scores.count
    let positives = zip(scores, events).filter(\.1).map(\.0)
    let negatives = zip(scores, events).filter { !$1 }.map(\.0)
    self.events = positives.count
    let m = Double(positives.count)
    let n = Double(negatives.count)
    guard m > 0, n > 0 else {
      auc = nil
      standardError = nil
      interval = nil
      return
    }
    let together = midranks(positives + negatives)
    let among = midranks(positives)
    let amongOthers = midranks(negatives)
    // The share of the other side that each right leaves behind it: its placement.
    // Sorted, so that the sums below do not hang on the order of the rights.
    let placements = positives.indices.map { (together[$0] - among[$0]) / n }.sorted()
    let otherPlacements = negatives.indices.map {
      1 - (together[positives.count + $0] - amongOthers[$0]) / m
    }.sorted()
    let area = placements.reduce(0, +) / m
    auc = area
    guard positives.count > 1, negatives.count > 1 else {
      standardError = nil
      interval = nil
      return
    }
    let error = (variance(placements) / m + variance(otherPlacements) / n).squareRoot()
    standardError = error
    guard error > 0, area > 0, area < 1 else {
      interval = nil
      return
    }
    let logit = Logistic.logit(area)
    let width = 1.959963984540054 * error / (area * (1 - area))
    interval = Logistic.value(logit - width)...Logistic.value(logit + width)
  }
}

/// Ranks from 1 up; equal values share the mean of their ranks.
func midranks(_ values: [Double]) -> [Double] {
  let order = values.indices.sorted { values[$0] < values[$1] }
  var ranks = [Double](repeating: 0, count: values.count)
  var start = 0
  while start < order.count {
    var end = start + 1
    while end < order.count, values[order[end]] == values[order[start]] { end += 1 }
    let rank = Double(start + end + 1) / 2
    for position in start..<end { ranks[order[position]] = rank }
    start = end
  }
  return ranks
}

/// The unbiased variance of at least two values.
private func variance(_ values: [Double]) -> Double {
  let mean = values.reduce(0, +) / Double(values.count)
  return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
}

/// The logistic function and its inverse.
enum Logistic {
  static func value(_ x: Double) -> Double {
    // Written so that neither end overflows.
    x >= 0 ? 1 / (1 + exponential(-x)) : exponential(x) / (1 + exponential(x))
  }

  static func logit(_ share: Double) -> Double { logarithm(share / (1 - share)) }
}

/// Spearman's rank correlation of two lists, ties by mid-ranks; nil with fewer than three pairs or where one
/// list is constant.
public func rankCorrelation(_ left: [Double], _ right: [Double]) -> Double? {
  precondition(left.count == right.count, "two values for each right")
  guard left.count > 2 else { return nil }
  let a = midranks(left)
  let b = midranks(right)
  let mean = Double(left.count + 1) / 2
  var ab = 0.0
  var aa = 0.0
  var bb = 0.0
  for (x, y) in zip(a, b) {
    ab += (x - mean) * (y - mean)
    aa += (x - mean) * (x - mean)
    bb += (y - mean) * (y - mean)
  }
  guard aa > 0, bb > 0 else { return nil }
  return ab / (aa * bb).squareRoot()
}
