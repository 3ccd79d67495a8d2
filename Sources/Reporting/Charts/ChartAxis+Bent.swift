internal import Foundation

extension ChartAxis {
  /// An axis even near 0 and logarithmic further out, on both sides: for money, of which there is much that is
  /// small and little that is large, and which may be negative. The place of a value is asinh(value / bend).
  /// - Parameters:
  ///   - values: what is to be covered, with 0; figures that are no numbers are left out.
  ///   - most: about how many ticks there may be.
  /// - Returns: nothing where an even axis shows as much: when the largest value is less than twenty times the one
  ///   in the middle.
  init?(bentCovering values: [Double], most: Int, _ measure: ChartMeasure) {
    let known = values.filter(\.isFinite)
    let sizes = known.map { abs($0) }.filter { $0 > 0 }.sorted()
    guard let largest = sizes.last, largest < 1e15, let least = known.min(), let greatest = known.max() else {
      return nil
    }
    let middle = sizes[sizes.count / 2]
    guard largest >= middle * 20, middle >= 1e-6 else { return nil }
    let bend = pow(10, log10(middle).rounded(.down))
    for steps in [[1.0, 2, 5], [1]] {
      let upward = ChartAxis.ladder(to: greatest, bend, steps)
      let downward = ChartAxis.ladder(to: -least, bend, steps)
      guard upward.count + downward.count < most || steps.count == 1 else { continue }
      let values = downward.reversed().map { -$0 } + [0] + upward
      let decimals = ChartAxis.decimals(measure.isShare ? bend * 100 : bend)
      self.init(
        low: values.first ?? 0, high: values.last ?? 0, step: bend,
        ticks: values.map { Tick(value: $0, text: measure.text($0, decimals: decimals)) }, bend: bend)
      return
    }
    return nil
  }

  static func bent(_ value: Double, _ bend: Double) -> Double { asinh(value / bend) }

  static func unbent(_ place: Double, _ bend: Double) -> Double { sinh(place) * bend }

  /// The ticks from the bend outwards, up to the first that is no less than a value; none for a value below 0.
  private static func ladder(to value: Double, _ bend: Double, _ steps: [Double]) -> [Double] {
    guard value > 0 else { return [] }
    var ladder: [Double] = []
    var power = bend
    while true {
      for step in steps {
        ladder.append(step * power)
        if step * power >= value { return ladder }
      }
      power *= 10
    }
  }
}
