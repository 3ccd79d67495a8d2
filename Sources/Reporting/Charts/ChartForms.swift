/// Bars to the right, one a word.
public struct BarChart: Sendable {
  /// A bar.
  public struct Bar: Sendable {
    /// What it measures.
    public var label: String
    /// Its length; nil when it is not known.
    public var value: Double?
    /// Its colour and pattern.
    public var swatch: Swatch

    /// A bar.
    public init(_ label: String, _ value: Double?, _ swatch: Swatch = .grade(0)) {
      self.label = label
      self.value = value
      self.swatch = swatch
    }
  }

  /// What the words are.
  public var category: String
  /// What the lengths are.
  public var measure: ChartMeasure
  /// Whether each bar also shows its share of all of them.
  public var showsShare: Bool
  /// The bars from the top.
  public var bars: [Bar]

  /// Bars.
  public init(category: String, measure: ChartMeasure, showsShare: Bool = false, bars: [Bar]) {
    self.category = category
    self.measure = measure
    self.showsShare = showsShare
    self.bars = bars
  }
}

/// Columns in layers, one a year or word. Values below 0 are stacked downwards.
public struct StackChart: Sendable {
  /// What the names are.
  public var category: String
  /// The columns' names.
  public var names: [String]
  /// What the heights are.
  public var measure: ChartMeasure
  /// The layers from the bottom; each has a value for every name.
  public var series: [ChartSeries]
  /// Lines across the picture: a budget.
  public var marks: [ChartMark]

  /// Columns.
  public init(
    category: String, names: [String], measure: ChartMeasure, series: [ChartSeries], marks: [ChartMark] = []
  ) {
    self.category = category
    self.names = names
    self.measure = measure
    self.series = series
    self.marks = marks
  }
}

/// Lines over numbers. A gap is left where a value is not known.
public struct LineChart: Sendable {
  /// A line.
  public struct Line: Sendable {
    /// The name in the legend.
    public var name: String
    /// Its colour; lines also differ in their dashes.
    public var swatch: Swatch
    /// One value for each place.
    public var values: [Double?]
    /// The lower and upper edge of a band around the line, one pair a place.
    public var band: [(low: Double, high: Double)?]
    /// How it runs from place to place; nil for what the chart says.
    public var run: Run?

    /// How a line runs from one place to the next.
    public enum Run: Sendable {
      /// Straight.
      case straight
      /// A value holds until the next place.
      case untilNext
      /// A value holds since the place before.
      case sinceLast
    }

    /// A line.
    public init(
      _ name: String, _ swatch: Swatch, _ values: [Double?], band: [(low: Double, high: Double)?] = [],
      run: Run? = nil
    ) {
      self.run = run
      self.name = name
      self.swatch = swatch
      self.values = values
      self.band = band
    }
  }

  /// What the places are.
  public var x: ChartMeasure
  /// What the heights are.
  public var y: ChartMeasure
  /// The places, rising.
  public var places: [Double]
  /// The lines.
  public var lines: [Line]
  /// Whether a value holds until the next place.
  public var isStep: Bool
  /// Whether the upward axis begins at 0.
  public var fromZero: Bool
  /// Marked places.
  public var marks: [ChartMark]

  /// Lines.
  public init(
    x: ChartMeasure, y: ChartMeasure, places: [Double], lines: [Line], isStep: Bool = false,
    fromZero: Bool = true, marks: [ChartMark] = []
  ) {
    self.x = x
    self.y = y
    self.places = places
    self.lines = lines
    self.isStep = isStep
    self.fromZero = fromZero
    self.marks = marks
  }
}

/// Points by two measures, with a line where one thing ends and another begins.
public struct ScatterChart: Sendable {
  /// A point.
  public struct Point: Sendable {
    /// Across.
    public var x: Double
    /// Upward.
    public var y: Double
    /// What it is.
    public var label: String

    /// A point.
    public init(_ x: Double, _ y: Double, _ label: String) {
      self.x = x
      self.y = y
      self.label = label
    }
  }

  /// Points of one kind: one colour, one shape.
  public struct Group: Sendable {
    /// The name in the legend.
    public var name: String
    /// The colour; the shape follows its number.
    public var swatch: Swatch
    /// The points.
    public var points: [Point]

    /// A group.
    public init(_ name: String, _ swatch: Swatch, _ points: [Point]) {
      self.name = name
      self.swatch = swatch
      self.points = points
    }
  }

  /// A line that cuts the picture in two.
  public struct Cut: Sendable {
    /// Where it runs.
    public enum Path: Sendable {
      /// Upright at a place.
      case upright(Double)
      /// Level at a height.
      case level(Double)
      /// `y = slope · x + start`.
      case slope(Double, start: Double)
    }
    /// Where it runs.
    public var path: Path
    /// What it is.
    public var label: String

    /// A cut.
    public init(_ path: Path, _ label: String) {
      self.path = path
      self.label = label
    }
  }

  /// What is measured across.
  public var x: ChartMeasure
  /// What is measured upward.
  public var y: ChartMeasure
  /// What a point is: the head of the labels' column.
  public var item: String
  /// The points by kind.
  public var groups: [Group]
  /// The line, if there is one.
  public var cut: Cut?
  /// How many points the table behind the picture names; it says how many more there are.
  public var listed: Int
  /// Whether an axis may be logarithmic away from 0 where most points would lie on a heap otherwise.
  public var mayBend: Bool

  /// Points.
  public init(
    x: ChartMeasure, y: ChartMeasure, item: String, groups: [Group], cut: Cut? = nil, listed: Int = 200,
    mayBend: Bool = false
  ) {
    self.x = x
    self.y = y
    self.item = item
    self.groups = groups
    self.cut = cut
    self.listed = listed
    self.mayBend = mayBend
  }
}

/// How far each assumption moves a result.
public struct TornadoChart: Sendable {
  /// An assumption.
  public struct Bar: Sendable {
    /// The assumption.
    public var label: String
    /// The result with its low value.
    public var low: Double
    /// The result with its high value.
    public var high: Double
    /// The low value itself, in words.
    public var lowText: String
    /// The high value itself, in words.
    public var highText: String

    /// An assumption.
    public init(_ label: String, low: Double, high: Double, lowText: String = "", highText: String = "") {
      self.label = label
      self.low = low
      self.high = high
      self.lowText = lowText
      self.highText = highText
    }
  }

  /// What is assumed: the head of the labels' column.
  public var category: String
  /// The result.
  public var measure: ChartMeasure
  /// The result with every assumption at its usual value.
  public var base: Double
  /// The assumptions; they are drawn with the widest first.
  public var bars: [Bar]

  /// A tornado.
  public init(category: String, measure: ChartMeasure, base: Double, bars: [Bar]) {
    self.category = category
    self.measure = measure
    self.base = base
    self.bars = bars
  }

  var sorted: [Bar] {
    bars.enumerated().sorted { left, right in
      let a = abs(left.element.high - left.element.low)
      let b = abs(right.element.high - right.element.low)
      return a != b ? a > b : left.offset < right.offset
    }.map(\.element)
  }
}

/// From one sum to another, step by step.
public struct WaterfallChart: Sendable {
  /// A step.
  public enum Step: Sendable {
    /// Where it begins: a column from 0.
    case start(String, Double)
    /// What is added, or taken away when below 0.
    case change(String, Double)
    /// The sum so far: a column from 0.
    case sum(String)
  }

  /// What the steps are.
  public var category: String
  /// What is summed.
  public var measure: ChartMeasure
  /// The steps.
  public var steps: [Step]

  /// A waterfall.
  public init(category: String, measure: ChartMeasure, steps: [Step]) {
    self.category = category
    self.measure = measure
    self.steps = steps
  }

  /// Name, change (nil for sums), and the span that is drawn.
  var drawn: [(name: String, change: Double?, from: Double, to: Double)] {
    var sum = 0.0
    return steps.map { step in
      switch step {
      case .start(let name, let value):
        sum = value
        return (name, nil, 0, value)
      case .change(let name, let value):
        defer { sum += value }
        return (name, value, sum, sum + value)
      case .sum(let name): return (name, nil, 0, sum)
      }
    }
  }
}

/// How values are spread: counts between edges.
public struct HistogramChart: Sendable {
  /// What the values are.
  public var measure: ChartMeasure
  /// What is counted.
  public var count: ChartMeasure
  /// The edges of the bins, rising: one more than there are bins. A bin holds its lower edge; the last holds both.
  public var edges: [Double]
  /// The counts.
  public var counts: [Double]
  /// Marked values: median, a threshold.
  public var marks: [ChartMark]

  /// Counts between edges.
  public init(
    measure: ChartMeasure, count: ChartMeasure, edges: [Double], counts: [Double], marks: [ChartMark] = []
  ) {
    self.measure = measure
    self.count = count
    self.edges = edges
    self.counts = counts
    self.marks = marks
  }

  /// Counts of values in bins whose edges are round numbers.
  public init(
    measure: ChartMeasure, count: ChartMeasure, values: [Double], bins: Int = 20, marks: [ChartMark] = []
  ) {
    let known = values.filter(\.isFinite)
    let axis = ChartAxis(covering: known.min() ?? 0, known.max() ?? 1, most: max(bins, 1), measure)
    let edges = axis.ticks.map(\.value)
    var counts = [Double](repeating: 0, count: max(edges.count - 1, 1))
    for value in known {
      let place = Int(((value - axis.low) / axis.step).rounded(.down))
      counts[min(max(place, 0), counts.count - 1)] += 1
    }
    self.init(measure: measure, count: count, edges: edges, counts: counts, marks: marks)
  }
}

/// A table whose cells are shaded by their value.
public struct MatrixChart: Sendable {
  /// What the rows are.
  public var rowTitle: String
  /// What the columns are.
  public var columnTitle: String
  /// The rows' names from the top.
  public var rows: [String]
  /// The columns' names.
  public var columns: [String]
  /// What is measured.
  public var measure: ChartMeasure
  /// The values, row by row; nil where there is none.
  public var cells: [[Double?]]
  /// Whether the table behind it adds up rows and columns.
  public var addsUp: Bool

  /// A matrix.
  public init(
    rowTitle: String, columnTitle: String, rows: [String], columns: [String], measure: ChartMeasure,
    cells: [[Double?]], addsUp: Bool = true
  ) {
    self.rowTitle = rowTitle
    self.columnTitle = columnTitle
    self.rows = rows
    self.columns = columns
    self.measure = measure
    self.cells = cells
    self.addsUp = addsUp
  }

  func value(_ row: Int, _ column: Int) -> Double? {
    guard cells.indices.contains(row), cells[row].indices.contains(column) else { return nil }
    return cells[row][column].flatMap { $0.isFinite ? $0 : nil }
  }
}

/// Two sides, back to back.
public struct PyramidChart: Sendable {
  /// What the layers are.
  public var category: String
  /// The layers' names from the bottom.
  public var names: [String]
  /// What is counted.
  public var measure: ChartMeasure
  /// The name of the left side.
  public var leftTitle: String
  /// What stands at the left.
  public var left: [ChartSeries]
  /// The name of the right side.
  public var rightTitle: String
  /// What stands at the right.
  public var right: [ChartSeries]

  /// A pyramid.
  public init(
    category: String, names: [String], measure: ChartMeasure, leftTitle: String, left: [ChartSeries],
    rightTitle: String, right: [ChartSeries]
  ) {
    self.category = category
    self.names = names
    self.measure = measure
    self.leftTitle = leftTitle
    self.left = left
    self.rightTitle = rightTitle
    self.right = right
  }
}
