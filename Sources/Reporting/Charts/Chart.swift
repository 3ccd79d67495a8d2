public import PortfolioCore

/// A picture that answers one question, made from plain data.
///
/// It draws itself as inline SVG without scripts (``ChartDrawing``), says in words how to read it, and gives the
/// table behind it (``table``). The same data give the same bytes. A value that is not known is nil: it leaves a
/// gap and shows as a dash, never as 0. Colours come with patterns, signs or shapes, so that colour is never
/// alone.
///
/// ```swift
/// let chart = Chart(
///   "fees", .en, title: "Fees by year", reading: "Upward: fees; across: year of the due day",
///   .stack(StackChart(
///     category: "Year", names: ["2026", "2027"], measure: ChartMeasure("Fees", unit: "10,000 CNY", decimals: 1),
///     series: [ChartSeries("Grade A", sign: "A", .grade(0), [12.5, 13])])))
/// ```
public struct Chart: Sendable {
  /// The anchor, of letters, digits and hyphens; unique on a page.
  public let id: String
  /// The language of the chart's own few words.
  public let language: Language
  /// The question.
  public let title: String
  /// How to read it, for everybody.
  public let reading: String
  /// What the picture leaves out.
  public let note: String?
  /// Whether it takes the whole width of a page instead of half.
  public let isWide: Bool
  /// What is drawn.
  public let form: ChartForm

  /// A chart.
  public init(
    _ id: String, _ language: Language, title: String, reading: String, note: String? = nil,
    isWide: Bool = false, _ form: ChartForm
  ) {
    self.id = id
    self.language = language
    self.title = title
    self.reading = reading
    self.note = note
    self.isWide = isWide
    self.form = form
  }

  /// The figures behind the picture.
  public var table: ReportTable { ChartTables(self).table }

  /// The same with every point, as data and workbooks need it.
  public var wholeTable: ReportTable { ChartTables(self, isWhole: true).table }
}

/// The forms of charts.
public enum ChartForm: Sendable {
  /// One bar a word, to the right.
  case bars(BarChart)
  /// One column a year or word, in layers.
  case stack(StackChart)
  /// Lines or steps over numbers, with bands.
  case lines(LineChart)
  /// A mark a right, with a line where one thing ends and another begins.
  case scatter(ScatterChart)
  /// How far each assumption moves a result, the widest first.
  case tornado(TornadoChart)
  /// From one sum to another, step by step.
  case waterfall(WaterfallChart)
  /// How values are spread.
  case histogram(HistogramChart)
  /// A table whose cells are shaded by their value.
  case matrix(MatrixChart)
  /// Two sides, back to back, one layer a year of age.
  case pyramid(PyramidChart)
}

/// What an axis or a column measures.
public struct ChartMeasure: Sendable, Hashable {
  /// The name: `Fees`.
  public var name: String
  /// The unit: `10,000 CNY`; empty for counts.
  public var unit: String
  /// How many decimals figures have.
  public var decimals: Int
  /// Whether values are shares, 0 to 1, shown in percent.
  public var isShare: Bool
  /// Whether values are names of years, which have no thousands separator.
  public var isYear: Bool
  /// What the values are as money, where they are: an axis is rounded, the table behind it is added up again.
  public var money: ChartMoney?

  /// A measure.
  public init(
    _ name: String, unit: String = "", decimals: Int = 0, isShare: Bool = false, isYear: Bool = false,
    money: ChartMoney? = nil
  ) {
    self.name = name
    self.unit = unit
    self.decimals = decimals
    self.isShare = isShare
    self.isYear = isYear
    self.money = money
  }

  /// Name and unit for the table behind a chart, whose amounts are exact.
  var tableLabel: String {
    guard let money else { return label }
    return name.isEmpty ? money.unit : "\(name) (\(money.unit))"
  }

  /// Name and unit, for axes and heads.
  public var label: String {
    let unit = isShare && unit.isEmpty ? "%" : unit
    return unit.isEmpty ? name : name.isEmpty ? unit : "\(name) (\(unit))"
  }

  /// A value as a figure; a dash for one that is not known.
  public func text(_ value: Double?) -> String { text(value, decimals: decimals) }

  func text(_ value: Double?, decimals: Int) -> String {
    guard let value, value.isFinite else { return "–" }
    if isShare {
      // A share that is not nothing, or not all, never shows as such.
      if decimals == 0, value > 0, value < 0.005 { return "<1%" }
      if decimals == 0, value < 1, value >= 0.995 { return ">99%" }
      return NumberText.fixed(value * 100, decimals) + "%"
    }
    return NumberText.fixed(value, decimals, separators: !isYear)
  }
}

/// Amounts behind the rounded figures of an axis.
public struct ChartMoney: Sendable, Hashable {
  /// The currency.
  public var currency: Currency
  /// How many minor units one unit of the axis has: 1,000,000 for 10,000 CNY.
  public var minorPerUnit: Int64
  /// The name of the currency's major unit, for heads: `元`.
  public var unit: String

  /// Amounts in a currency.
  public init(_ currency: Currency, minorPerUnit: Int64, unit: String) {
    self.currency = currency
    self.minorPerUnit = minorPerUnit
    self.unit = unit
  }

  /// The amount that a value of the axis was made from. Below 10 to the 15th minor units a value that was divided once
  /// comes back to the last of them.
  func amount(_ value: Double) -> Money? {
    let minorUnits = (value * Double(minorPerUnit)).rounded()
    guard minorUnits.isFinite, abs(minorUnits) < 1e15 else { return nil }
    return Money(minorUnits: Int64(minorUnits), currency: currency)
  }
}

/// A layer of columns, or a kind in a pyramid.
public struct ChartSeries: Sendable {
  /// The name in the legend.
  public var name: String
  /// A letter that fits into a layer.
  public var sign: String
  /// Its colour and pattern.
  public var swatch: Swatch
  /// One value a column; nil where it is not known.
  public var values: [Double?]
  /// The columns whose values are lower bounds, since a part of them is not known.
  public var lowerBounds: Set<Int>

  /// A series.
  public init(
    _ name: String, sign: String = "", _ swatch: Swatch, _ values: [Double?], lowerBounds: Set<Int> = []
  ) {
    self.name = name
    self.sign = sign
    self.swatch = swatch
    self.values = values
    self.lowerBounds = lowerBounds
  }
}

/// A value on an axis that is marked with a line across the picture: a budget, a median.
public struct ChartMark: Sendable {
  /// Where.
  public var value: Double
  /// What it is.
  public var label: String

  /// A mark.
  public init(_ value: Double, _ label: String) {
    self.value = value
    self.label = label
  }
}
