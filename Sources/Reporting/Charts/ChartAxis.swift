/// An axis with round ticks: steps of 1, 2 or 5 times a power of ten.
public struct ChartAxis: Sendable {
  /// A tick.
  public struct Tick: Sendable {
    /// Where.
    public let value: Double
    /// Its figure.
    public let text: String
  }

  /// The first tick.
  public let low: Double
  /// The last tick.
  public let high: Double
  /// From tick to tick.
  public let step: Double
  /// The ticks.
  public let ticks: [Tick]
  /// From what size on the axis is logarithmic, both ways from 0; an even axis has none.
  public let bend: Double?

  init(low: Double, high: Double, step: Double, ticks: [Tick], bend: Double?) {
    self.low = low
    self.high = high
    self.step = step
    self.ticks = ticks
    self.bend = bend
  }

  /// The axis that covers some values with few ticks.
  /// - Parameters:
  ///   - most: about how many steps there may be; one or two more when an end is rounded outwards.
  ///   - fromZero: whether 0 is on the axis whatever the values are.
  public init(
    covering first: Double, _ second: Double, most: Int, fromZero: Bool = false, _ measure: ChartMeasure
  ) {
    var low = first.isFinite ? first : 0
    var high = second.isFinite ? second : 0
    if low > high { swap(&low, &high) }
    if fromZero { (low, high) = (min(low, 0), max(high, 0)) }
    // Values that are all the same still need an axis, and a step that numbers can tell apart.
    let least = max(abs(low), abs(high)) * 1e-9
    if high - low <= least {
      let room = max(abs(high) * 0.1, measure.isShare ? 0.01 : 1)
      if fromZero, low >= 0 { high += room } else { (low, high) = (low - room, high + room) }
    }
    let whole = !measure.isShare && measure.decimals == 0
    let step = NumberText.axisStep(high - low, most: max(most, 1), whole: whole)
    let begin = (low / step + 1e-9).rounded(.down)
    let end = max((high / step - 1e-9).rounded(.up), begin + 1)
    let count = Int(min(end - begin, 1000))
    let decimals = ChartAxis.decimals(measure.isShare ? step * 100 : step)
    bend = nil
    self.step = step
    self.low = begin * step
    self.high = (begin + Double(count)) * step
    ticks = (0...count).map { index in
      let value = (begin + Double(index)) * step
      return Tick(value: value, text: measure.text(value, decimals: decimals))
    }
  }

  /// How many decimals tell the ticks of a step apart.
  static func decimals(_ step: Double) -> Int {
    var decimals = 0
    var probe = step
    while probe < 0.999, decimals < 6 {
      probe *= 10
      decimals += 1
    }
    return decimals
  }

  /// Where a value stands between the ends, 0 to 1; values outside stand beyond them.
  func share(_ value: Double) -> Double {
    guard let bend else { return (value - low) / (high - low) }
    func place(_ value: Double) -> Double { ChartAxis.bent(value, bend) }
    return (place(value) - place(low)) / (place(high) - place(low))
  }

  /// The value that stands at a share of the way from end to end: the way back from ``share(_:)``.
  func value(at share: Double) -> Double {
    guard let bend else { return low + share * (high - low) }
    let first = ChartAxis.bent(low, bend)
    return ChartAxis.unbent(first + share * (ChartAxis.bent(high, bend) - first), bend)
  }
}
