/// The Pakes-type renewal model: an owner who does not know yet what a right will be worth keeps an option.
///
/// Pakes, "Patents as Options: Some Estimates of the Value of Holding European Patent Stocks", Econometrica 54
/// (1986) 755-784: V(a, r) = max{0, r − c + β E[V(a + 1, r′)]}. The transition is of his type: with the probability
/// e^(−θr) the return ends for good; otherwise r′ is the greater of δr and a draw from an exponential
/// distribution whose mean falls with age. His estimates could not be read; the parameters are house defaults.
///
/// V is held at points whose logarithms are evenly spaced so that δ times a point is a point again; between points
/// it is linear, and the integral over the draws is exact for such a function. The work a year is in proportion
/// to the number of points.
public struct LearningRenewal: Sendable {
  /// The unit of returns: the median first-year return.
  public let unit: Double
  /// δ, the share of a return left after a year.
  public let kept: Double
  /// θ times the unit.
  public let obsolescence: Double
  /// The mean draw at age 0, in units.
  public let firstDraw: Double
  /// The share of the draws' mean left a year later.
  public let drawKept: Double
  /// The yearly discount rate.
  public let discount: Double

  private let points: [Double]
  private let shift: Int

  /// A model.
  /// - Parameter step: the greatest distance of the logarithms of neighbouring points; smaller is finer.
  public init(
    unit: Double, kept: Double, learning: RenewalValueModel.Learning, discount: Double, step: Double = 0.1
  ) {
    self.init(
      unit: unit, kept: kept,
      obsolescence: learning.obsolescenceShare > 0 ? 1 / learning.obsolescenceShare : .infinity,
      firstDraw: learning.firstDraw, drawKept: learning.drawKept, discount: discount, step: step)
  }

  init(
    unit: Double, kept: Double, obsolescence: Double, firstDraw: Double, drawKept: Double, discount: Double,
    step: Double
  ) {
    self.unit = unit
    self.kept = kept
    self.obsolescence = obsolescence
    self.firstDraw = firstDraw
    self.drawKept = drawKept
    self.discount = discount
    let decline = -PortableMath.log(kept)
    shift = kept < 1 ? max(1, Int((decline / step).rounded(.up))) : 0
    let spacing = kept < 1 ? decline / Double(shift) : step
    let count = Int((LearningRenewal.span / spacing).rounded(.up)) + 1
    let ratio = PortableMath.exp(spacing)
    var points: [Double] = []
    var point = LearningRenewal.least
    for _ in 0..<count {
      points.append(point)
      point *= ratio
    }
    self.points = points
  }

  /// Points from a thousandth to two hundred thousand units.
  private static let least = 0.001
  private static let span = 19.1

  /// The values of being allowed to keep paying for some present returns.
  ///
  /// Years and fees count as in ``RenewalOption``; returns of years before the first fee are left out, but the
  /// return may end or be bettered in them.
  /// - Parameters:
  ///   - fees: by year, in the currency of ``unit``.
  ///   - age: years since filing.
  ///   - remaining: years left of the term.
  public func values(
    fees: some RandomAccessCollection<Int64>, age: Double, remaining: Double, presentReturns: [Double]
  ) -> [Double] {
    let amounts = fees.map { Double($0) / unit }
    guard let first = amounts.firstIndex(where: { $0 > 0 }), Double(first) < remaining else {
      return presentReturns.map { _ in 0 }
    }
    let count = points.count
    let factor = 1 / (1 + discount)
    let lives = points.map { 1 - PortableMath.exp(-obsolescence * $0) }
    var next = [Double](repeating: 0, count: count)
    var value = next
    var tails = next
    var ends = next
    let last = min(amounts.count, Int(min(1e4, max(0, remaining)).rounded(.up)))
    for year in stride(from: last - 1, through: 0, by: -1) {
      let draw = firstDraw * PortableMath.power(drawKept, max(0, age) + Double(year))
      integrate(next, draw, &tails, &ends)
      let share = min(1, remaining - Double(year))
      for index in 0..<count {
        let hope = factor * lives[index] * expected(index, next, tails, ends, draw)
        value[index] =
          year >= first ? max(0, points[index] * share - amounts[year] + hope) : hope
      }
      swap(&value, &next)
    }
    return presentReturns.map { unit * interpolated(next, $0 / unit) }
  }

  /// For each point x: e^(−x/s), and the integral of V times the density of the draws from x up.
  private func integrate(_ value: [Double], _ mean: Double, _ tails: inout [Double], _ ends: inout [Double]) {
    guard mean > 1e-9 else { return }
    let count = points.count
    for index in 0..<count { ends[index] = PortableMath.exp(-points[index] / mean) }
    tails[count - 1] = 0
    for index in stride(from: count - 2, through: 0, by: -1) {
      let slope = (value[index + 1] - value[index]) / (points[index + 1] - points[index])
      tails[index] =
        tails[index + 1] + value[index] * ends[index] - value[index + 1] * ends[index + 1]
        + slope * mean * (ends[index] - ends[index + 1])
    }
  }

  /// The mean of V a year later, if the return does not end.
  private func expected(
    _ index: Int, _ value: [Double], _ tails: [Double], _ ends: [Double], _ mean: Double
  ) -> Double {
    let below = index - shift
    if below >= 0 {
      guard mean > 1e-9 else { return value[below] }
      return (1 - ends[below]) * value[below] + tails[below]
    }
    // Below the least point V runs straight to 0.
    let slope = value[0] / points[0]
    let point = points[index] * kept
    guard mean > 1e-9 else { return slope * point }
    let end = PortableMath.exp(-point / mean)
    return (1 - end) * slope * point + tails[0] + slope * point * end - value[0] * ends[0]
      + slope * mean * (end - ends[0])
  }

  private func interpolated(_ value: [Double], _ point: Double) -> Double {
    guard point > 0, point.isFinite else { return 0 }
    guard point > points[0] else { return value[0] * point / points[0] }
    let spacing = PortableMath.log(points[1] / points[0])
    let place = PortableMath.log(point / points[0]) / spacing
    let index = min(points.count - 2, Int(place))
    let part = (point - points[index]) / (points[index + 1] - points[index])
    return max(0, value[index] + part * (value[index + 1] - value[index]))
  }
}
