/// Draws charts as inline SVG: axes with units, patterns or shapes beside colours, a figure or a hint on every mark.
///
/// The looks are classes of ``ChartStyle/sheet``; a page needs ``patterns`` once before its charts.
public enum ChartDrawing {
  /// The chart as SVG with its legend.
  public static func svg(_ chart: Chart) -> String {
    var out = HTMLBuffer()
    draw(chart, &out)
    return String(decoding: out.bytes, as: UTF8.self)
  }

  /// The patterns that charts refer to, once a page.
  public static var patterns: String {
    let marks: [(size: Int, turn: Int, mark: String)] = [
      (6, 45, "<path class=\"h\" stroke-width=\"2\" d=\"M1 0V6\"/>"),
      (7, 0, "<circle class=\"hd\" cx=\"3.5\" cy=\"3.5\" r=\"1.4\"/>"),
      (7, 45, "<path class=\"h\" stroke-width=\"1.2\" d=\"M3.5 0V7M0 3.5H7\"/>"),
      (5, 0, "<path class=\"h\" stroke-width=\"1.6\" d=\"M0 2.5H5\"/>"),
      (5, 0, "<path class=\"h\" stroke-width=\"1.6\" d=\"M2.5 0V5\"/>"),
      (9, 135, "<path class=\"h\" stroke-width=\"1\" d=\"M1 0V9\"/>"),
    ]
    var text =
      "<svg width=\"0\" height=\"0\" style=\"position:absolute\" aria-hidden=\"true\" focusable=\"false\"><defs>"
    for (index, mark) in marks.enumerated() {
      text +=
        "<pattern id=\"p\(index + 1)\" width=\"\(mark.size)\" height=\"\(mark.size)\" "
        + "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(\(mark.turn))\">"
        + "<rect width=\"\(mark.size)\" height=\"\(mark.size)\" class=\"c\(index + 1)\"/>\(mark.mark)</pattern>"
    }
    return text + "</defs></svg>\n"
  }

  static func draw(_ chart: Chart, _ out: inout HTMLBuffer) {
    var canvas = SVGCanvas(isWide: chart.isWide)
    switch chart.form {
    case .bars(let bars): bars.draw(chart, &canvas)
    case .stack(let stack): stack.draw(chart, &canvas)
    case .lines(let lines): lines.draw(chart, &canvas)
    case .scatter(let scatter): scatter.draw(chart, &canvas)
    case .tornado(let tornado): tornado.draw(chart, &canvas)
    case .waterfall(let waterfall): waterfall.draw(chart, &canvas)
    case .histogram(let histogram): histogram.draw(chart, &canvas)
    case .matrix(let matrix): matrix.draw(chart, &canvas)
    case .pyramid(let pyramid): pyramid.draw(chart, &canvas)
    }
    out.append(canvas.out)
  }

  /// An empty picture that says so.
  static func nothing(_ chart: Chart, _ canvas: inout SVGCanvas) {
    canvas.open(chart, height: 30)
    canvas.label(ChartText.nothing.text(chart.language), 0, 18, .start, "m")
    canvas.close()
  }
}

extension BarChart {
  var total: Double { bars.compactMap(\.value).reduce(0, +) }

  /// The figure at the end of a bar.
  func figure(_ bar: Bar) -> String {
    let text = measure.text(bar.value)
    guard showsShare, let value = bar.value, total > 0 else { return text }
    return "\(text) · \(ChartMeasure.share.text(value / total))"
  }

  func draw(_ chart: Chart, _ canvas: inout SVGCanvas) {
    guard !bars.isEmpty else { return ChartDrawing.nothing(chart, &canvas) }
    let step = 24.0
    let left = min((bars.map { SVGCanvas.width($0.label) }.max() ?? 0) + 8, canvas.width * 0.42)
    let figures = bars.map(figure)
    // Fonts of Chinese set a middle dot as wide as a character, and a printed slide has larger letters.
    let right = (figures.map { SVGCanvas.width($0) }.max() ?? 0) * 1.2 + 10
    let values = bars.compactMap(\.value).filter(\.isFinite)
    let greatest = max(values.max() ?? 0, 0)
    let least = min(values.min() ?? 0, 0)
    let span = greatest - least > 0 ? greatest - least : 1
    // Bars below 0 have their figures at the left.
    let begin = left + (least < 0 ? right : 0)
    let scale = (canvas.width - begin - right) / span
    let zero = begin - least * scale
    let height = Double(bars.count) * step + 4
    canvas.open(chart, height: height)
    canvas.line(zero, 0, zero, height, "axis")
    for (index, bar) in bars.enumerated() {
      let y = Double(index) * step + 3
      let value = bar.value.flatMap { $0.isFinite ? $0 : nil } ?? 0
      let length = value == 0 ? 0 : max(abs(value) * scale, 1.5)
      canvas.label(bar.label, within: left - 8, left - 6, y + 14, .end)
      canvas.rect(
        value < 0 ? zero - length : zero, y, length, step - 6, "s\(bar.swatch.index) cut",
        tip: "\(bar.label): \(figures[index])")
      if value < 0 {
        canvas.label(figures[index], zero - length - 6, y + 14, .end)
      } else {
        canvas.label(figures[index], zero + length + 6, y + 14)
      }
      canvas.newLine()
    }
    canvas.close()
  }
}

extension ChartMeasure {
  /// Shares in whole percent.
  static let share = ChartMeasure("", isShare: true)
}

extension StackChart {
  /// The sum over a bar as the picture says it, in the axis's unit; the table behind the chart has the exact one.
  private func total(_ index: Int) -> String {
    let values = series.map { index < $0.values.count ? $0.values[index] : nil }
    let known = values.compactMap { $0 }
    guard !known.isEmpty else { return measure.text(nil) }
    return (series.contains { $0.lowerBounds.contains(index) } ? "≥" : "")
      + measure.text(known.reduce(0, +)) + (known.count < values.count ? " + ?" : "")
  }

  func draw(_ chart: Chart, _ canvas: inout SVGCanvas) {
    guard !names.isEmpty else { return ChartDrawing.nothing(chart, &canvas) }
    // A name of several words takes two lines where one would push its neighbour out.
    let crowded = (canvas.width - 60) / Double(names.count)
    let isBroken = names.contains { $0.contains(" ") && SVGCanvas.width($0) > crowded }
    let height = isBroken ? 262.0 : 250.0
    let top = 34.0
    let bottom = height - (isBroken ? 34 : 22)
    let sums = names.indices.map { index -> (up: Double, down: Double) in
      let known = values(index)
      return (known.filter { $0 > 0 }.reduce(0, +), known.filter { $0 < 0 }.reduce(0, +))
    }
    let axis = ChartAxis(
      covering: min(sums.map(\.down).min() ?? 0, 0),
      max(sums.map(\.up).max() ?? 0, marks.map(\.value).max() ?? 0), most: 5, fromZero: true, measure)
    let left = ChartPlot.margin(axis)
    let up = { (value: Double) in bottom - axis.share(value) * (bottom - top) }
    let slot = (canvas.width - left - 4) / Double(names.count)
    let bar = min(slot * 0.72, 56)
    canvas.open(chart, height: height)
    canvas.upward(axis, measure, left: left, right: canvas.width, up: up)
    let totals = names.indices.map { total($0) }
    let roomForTotal = (totals.map { SVGCanvas.width($0) }.max() ?? 0) < slot
    // Names are left out where they would run into the one before.
    var end = -Double.infinity
    for (index, name) in names.enumerated() {
      let middle = left + (Double(index) + 0.5) * slot
      var above = 0.0
      var below = 0.0
      for one in series {
        guard index < one.values.count, let value = one.values[index], value.isFinite, value != 0 else {
          continue
        }
        let base = value > 0 ? above : below
        let size = abs(up(base) - up(base + value))
        canvas.rect(
          middle - bar / 2, min(up(base), up(base + value)), bar, size, "s\(one.swatch.index) cut",
          tip: "\(name) · \(one.name): \(measure.text(value)) \(measure.unit)")
        if size >= 14, bar >= 14, !one.sign.isEmpty {
          canvas.label(one.sign, middle, up(base + value / 2) + 4, .middle, "in")
        }
        if value > 0 { above += value } else { below += value }
      }
      if roomForTotal { canvas.label(totals[index], middle, up(above) - 5, .middle) }
      let room = max(slot * 2, 44)
      let lines = isBroken ? StackChart.lines(name, over: crowded) : [name]
      let half = (lines.map { SVGCanvas.width(SVGCanvas.cut($0, to: room)) }.max() ?? 0) / 2
      let center = min(max(middle, half), canvas.width - half)
      if center - half > end + 3 {
        for (place, line) in lines.enumerated() {
          canvas.label(line, within: room, center, bottom + 16 + Double(place) * 12, .middle)
        }
        end = center + half
      }
      canvas.newLine()
    }
    for mark in marks {
      canvas.line(left, up(mark.value), canvas.width, up(mark.value), "cutline")
      canvas.label(mark.label, canvas.width, up(mark.value) - 4, .end, "halo")
    }
    canvas.close()
    canvas.legend(series.map { ($0.name, $0.swatch) })
  }

  /// A name in one line, or broken before its last word where it is too wide.
  private static func lines(_ name: String, over width: Double) -> [String] {
    guard SVGCanvas.width(name) > width, let blank = name.lastIndex(of: " ") else { return [name] }
    return [String(name[..<blank]), String(name[name.index(after: blank)...])]
  }

  private func values(_ index: Int) -> [Double] {
    series.compactMap { index < $0.values.count ? $0.values[index] : nil }.filter(\.isFinite)
  }
}
