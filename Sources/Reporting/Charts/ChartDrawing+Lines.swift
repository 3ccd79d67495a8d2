extension LineChart {
  func draw(_ chart: Chart, _ canvas: inout SVGCanvas) {
    let values = lines.flatMap { line in
      line.values.compactMap { $0 } + line.band.compactMap { $0 }.flatMap { [$0.low, $0.high] }
    }.filter(\.isFinite)
    guard let low = values.min(), let high = values.max(), let first = places.first, let last = places.last
    else { return ChartDrawing.nothing(chart, &canvas) }
    let height = chart.isWide ? 300.0 : 260.0
    let upward = ChartAxis(covering: low, high, most: 5, fromZero: fromZero, y)
    let across = ChartAxis(covering: first, last, most: chart.isWide ? 12 : 6, x)
    let plot = ChartPlot(
      left: ChartPlot.margin(upward), right: canvas.width - 12, top: 34, bottom: height - 36, x: across,
      y: upward)
    canvas.open(chart, height: height)
    canvas.upward(upward, y, left: plot.left, right: plot.right) { plot.up($0) }
    canvas.across(plot, x, grid: false)
    for line in lines { band(line, plot, &canvas) }
    for line in lines { curve(line, plot, &canvas) }
    canvas.marks(marks, plot)
    canvas.close()
    canvas.legend(lines.map { ($0.name, $0.swatch) }, mark: .line)
  }

  /// The runs of places without a gap between them.
  private func runs(_ known: (Int) -> Bool) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start: Int?
    for index in 0...places.count {
      let isKnown = index < places.count && known(index)
      if isKnown, start == nil { start = index }
      if !isKnown, let begin = start {
        runs.append(begin..<index)
        start = nil
      }
    }
    return runs
  }

  private func curve(_ line: Line, _ plot: ChartPlot, _ canvas: inout SVGCanvas) {
    func value(_ index: Int) -> Double? {
      index < line.values.count ? line.values[index].flatMap { $0.isFinite ? $0 : nil } : nil
    }
    let form = line.run ?? (isStep ? .untilNext : .straight)
    for run in runs({ value($0) != nil }) {
      var data = ""
      for index in run {
        guard let value = value(index) else { continue }
        let x = SVGCanvas.n(plot.across(places[index]))
        let y = SVGCanvas.n(plot.up(value))
        if data.isEmpty {
          data = "M\(x) \(y)"
        } else {
          switch form {
          case .straight: data += "L\(x) \(y)"
          case .untilNext: data += "H\(x)V\(y)"
          case .sinceLast: data += "V\(y)H\(x)"
          }
        }
      }
      canvas.path(data, "ln t\(line.swatch.index)")
    }
    // Points show where the figures are; many of them would hide the line.
    guard places.count <= 40 else { return }
    for (index, place) in places.enumerated() {
      guard let value = value(index) else { continue }
      canvas.path(
        SVGCanvas.marker(line.swatch.index, plot.across(place), plot.up(value)), "pt c\(line.swatch.index)",
        tip: "\(line.name) · \(x.text(place)): \(y.text(value)) \(y.unit)")
    }
    canvas.newLine()
  }

  private func band(_ line: Line, _ plot: ChartPlot, _ canvas: inout SVGCanvas) {
    func edge(_ index: Int) -> (low: Double, high: Double)? {
      guard index < line.band.count, let edge = line.band[index], edge.low.isFinite, edge.high.isFinite else {
        return nil
      }
      return edge
    }
    for run in runs({ edge($0) != nil }) {
      var upper: [(x: Double, y: Double)] = []
      var lower: [(x: Double, y: Double)] = []
      for index in run {
        guard let edge = edge(index) else { continue }
        let x = plot.across(places[index])
        if isStep, let high = upper.last, let low = lower.last {
          upper.append((x, high.y))
          lower.append((x, low.y))
        }
        upper.append((x, plot.up(edge.high)))
        lower.append((x, plot.up(edge.low)))
      }
      let points = (upper + lower.reversed()).map { "\(SVGCanvas.n($0.x)) \(SVGCanvas.n($0.y))" }
      canvas.path("M" + points.joined(separator: "L") + "z", "band c\(line.swatch.index)", tip: line.name)
    }
  }
}

extension ScatterChart {
  /// Above this many points they are drawn together, without hints of their own.
  static let hinted = 300

  private var points: [Point] { groups.flatMap(\.points).filter { $0.x.isFinite && $0.y.isFinite } }

  func draw(_ chart: Chart, _ canvas: inout SVGCanvas) {
    let points = points
    guard !points.isEmpty else { return ChartDrawing.nothing(chart, &canvas) }
    let height = chart.isWide ? 420.0 : 320.0
    var ys = points.map(\.y)
    var xs = points.map(\.x)
    switch cut?.path {
    case .level(let value)?: ys.append(value)
    case .upright(let value)?: xs.append(value)
    case .slope?, nil: break
    }
    let upward = axis(ys, most: 6, y)
    let across = axis(xs, most: chart.isWide ? 12 : 6, x)
    let plot = ChartPlot(
      left: ChartPlot.margin(upward), right: canvas.width - 12, top: 34, bottom: height - 36, x: across,
      y: upward)
    canvas.open(chart, height: height)
    canvas.upward(upward, y, left: plot.left, right: plot.right) { plot.up($0) }
    canvas.across(plot, x, grid: true)
    let isHinted = points.count <= ScatterChart.hinted
    for group in groups {
      var data = ""
      for point in group.points where point.x.isFinite && point.y.isFinite {
        let mark = SVGCanvas.marker(group.swatch.index, plot.across(point.x), plot.up(point.y))
        if isHinted {
          canvas.path(
            mark, "pt c\(group.swatch.index)",
            tip:
              "\(point.label) · \(group.name) · \(x.name) \(x.text(point.x)) · \(y.name) \(y.text(point.y))")
        } else {
          data += mark
        }
      }
      if !data.isEmpty { canvas.path(data, "pts c\(group.swatch.index)", tip: group.name) }
      canvas.newLine()
    }
    if let cut { line(cut, plot, &canvas) }
    canvas.close()
    canvas.legend(groups.map { ($0.name, $0.swatch) }, mark: .point)
  }

  private func axis(_ values: [Double], most: Int, _ measure: ChartMeasure) -> ChartAxis {
    if mayBend, let bent = ChartAxis(bentCovering: values, most: most + 3, measure) { return bent }
    return ChartAxis(covering: values.min() ?? 0, values.max() ?? 0, most: most, fromZero: true, measure)
  }

  private func line(_ cut: Cut, _ plot: ChartPlot, _ canvas: inout SVGCanvas) {
    switch cut.path {
    case .upright(let value): canvas.marks([ChartMark(value, cut.label)], plot)
    case .level(let value):
      guard (plot.y.low...plot.y.high).contains(value) else { return }
      canvas.line(plot.left, plot.up(value), plot.right, plot.up(value), "cutline")
      canvas.label(cut.label, plot.right, plot.up(value) - 5, .end, "halo")
    case .slope(let slope, let start):
      guard let ends = ScatterChart.clip(slope, start, plot) else { return }
      if plot.x.bend == nil, plot.y.bend == nil {
        canvas.line(
          plot.across(ends.0.x), plot.up(ends.0.y), plot.across(ends.1.x), plot.up(ends.1.y), "cutline")
      } else {
        curve(slope, start, from: ends.0.x, to: ends.1.x, plot, &canvas)
      }
      let end = ends.1
      canvas.label(cut.label, plot.across(end.x) - 4, max(plot.up(end.y) - 5, plot.top + 4), .end, "halo")
    }
  }

  /// A straight line where an axis is bent.
  private func curve(
    _ slope: Double, _ start: Double, from low: Double, to high: Double, _ plot: ChartPlot,
    _ canvas: inout SVGCanvas
  ) {
    let first = plot.x.share(low)
    let last = plot.x.share(high)
    let points = (0...60).map { index in
      let share = first + (last - first) * Double(index) / 60
      let x = plot.x.value(at: share)
      return
        "\(SVGCanvas.n(plot.left + share * (plot.right - plot.left))) \(SVGCanvas.n(plot.up(slope * x + start)))"
    }
    canvas.path("M" + points.joined(separator: "L"), "cutline")
  }

  /// The part of a sloping line that lies within the axes, from left to right.
  static func clip(
    _ slope: Double, _ start: Double, _ plot: ChartPlot
  ) -> ((x: Double, y: Double), (x: Double, y: Double))? {
    guard slope.isFinite, start.isFinite else { return nil }
    var low = plot.x.low
    var high = plot.x.high
    if slope == 0 {
      guard (plot.y.low...plot.y.high).contains(start) else { return nil }
    } else {
      let a = (plot.y.low - start) / slope
      let b = (plot.y.high - start) / slope
      low = max(low, min(a, b))
      high = min(high, max(a, b))
    }
    guard low < high else { return nil }
    return ((low, slope * low + start), (high, slope * high + start))
  }
}
