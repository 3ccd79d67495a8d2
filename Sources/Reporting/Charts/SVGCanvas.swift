/// The pieces of a chart's SVG. Everything from outside goes through ``HTMLBuffer/text(_:)``.
struct SVGCanvas {
  enum Anchor: String { case start, middle, end }

  static let half = 480.0
  static let full = 980.0

  private(set) var out = HTMLBuffer()
  let width: Double

  init(isWide: Bool) { width = isWide ? SVGCanvas.full : SVGCanvas.half }

  /// A coordinate with one decimal, and none when it is a whole number.
  static func n(_ value: Double) -> String {
    let text = NumberText.fixed(value, 1, separators: false)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// An estimate of a text's width at 12 px.
  static func width(_ text: String) -> Double { Double(DisplayWidth.of(text)) * 6.3 }

  /// The text cut to a width.
  static func cut(_ text: String, to width: Double) -> String {
    DisplayWidth.cut(text, to: max(Int(width / 6.3), 1))
  }

  mutating func open(_ chart: Chart, height: Double) {
    out.markup(
      "<svg class=\"c\" viewBox=\"0 0 \(SVGCanvas.n(width)) \(SVGCanvas.n(height))\" role=\"img\" "
        + "aria-labelledby=\"")
    out.text(chart.id)
    out.raw("-t ")
    out.text(chart.id)
    out.raw("-d\"><title id=\"")
    out.text(chart.id)
    out.raw("-t\">")
    out.text(chart.title)
    out.raw("</title><desc id=\"")
    out.text(chart.id)
    out.raw("-d\">")
    out.text(chart.reading)
    if let note = chart.note {
      out.raw(" ")
      out.text(note)
    }
    out.raw("</desc>\n")
  }

  mutating func close() { out.raw("</svg>\n") }
  mutating func newLine() { out.raw("\n") }

  mutating func label(
    _ text: String, _ x: Double, _ y: Double, _ anchor: Anchor = .start, _ style: String = ""
  ) {
    let place = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
    let look = style.isEmpty ? "" : " class=\"\(style)\""
    out.markup("<text x=\"\(SVGCanvas.n(x))\" y=\"\(SVGCanvas.n(y))\"\(place)\(look)>")
    out.text(text)
    out.raw("</text>")
  }

  /// A label that is cut to a room; the whole text shows when pointed at.
  mutating func label(
    _ text: String, within room: Double, _ x: Double, _ y: Double, _ anchor: Anchor, _ style: String = ""
  ) {
    let cut = SVGCanvas.cut(text, to: room)
    guard cut != text else { return label(text, x, y, anchor, style) }
    out.raw("<g><title>")
    out.text(text)
    out.raw("</title>")
    label(cut, x, y, anchor, style)
    out.raw("</g>")
  }

  mutating func rect(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: String, tip: String
  ) {
    out.markup(
      "<rect x=\"\(SVGCanvas.n(x))\" y=\"\(SVGCanvas.n(y))\" width=\"\(SVGCanvas.n(max(width, 0)))\" "
        + "height=\"\(SVGCanvas.n(max(height, 0)))\" class=\"\(style)\"><title>")
    out.text(tip)
    out.raw("</title></rect>")
  }

  mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) {
    path("M\(SVGCanvas.n(x1)) \(SVGCanvas.n(y1))L\(SVGCanvas.n(x2)) \(SVGCanvas.n(y2))", style)
  }

  mutating func path(_ data: String, _ style: String, tip: String? = nil) {
    out.markup("<path class=\"\(style)\" d=\"\(data)\"")
    guard let tip else {
      out.raw("/>")
      return
    }
    out.raw("><title>")
    out.text(tip)
    out.raw("</title></path>")
  }

  /// The names of what is drawn, below the picture.
  mutating func legend(_ entries: [(name: String, swatch: Swatch)], mark: LegendMark = .area) {
    guard entries.count > 1 else { return }
    out.raw("<ul class=\"legend\">")
    for entry in entries {
      out.raw("<li>")
      let index = entry.swatch.index
      switch mark {
      case .area:
        out.markup(
          "<svg width=\"14\" height=\"14\" aria-hidden=\"true\"><rect width=\"14\" height=\"14\" "
            + "class=\"s\(index)\"/></svg>")
      case .line:
        out.markup(
          "<svg width=\"30\" height=\"14\" aria-hidden=\"true\"><path class=\"ln t\(index)\" d=\"M0 7H30\"/></svg>"
        )
      case .point:
        out.markup(
          "<svg width=\"14\" height=\"14\" aria-hidden=\"true\"><path class=\"pt c\(index)\" "
            + "d=\"\(SVGCanvas.marker(index, 7, 7))\"/></svg>")
      }
      out.text(entry.name)
      out.raw("</li>")
    }
    out.raw("</ul>\n")
  }

  enum LegendMark { case area, line, point }

  /// A mark around a place, of a shape that goes with a colour.
  static func marker(_ index: Int, _ x: Double, _ y: Double) -> String {
    switch index % 7 {
    case 0: return "M\(n(x - 3)) \(n(y))a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z"
    case 1: return "M\(n(x - 2.7)) \(n(y - 2.7))h5.4v5.4h-5.4z"
    case 2: return "M\(n(x)) \(n(y - 3.6))l3.4 6h-6.8z"
    case 3: return "M\(n(x)) \(n(y - 3.8))l3.8 3.8l-3.8 3.8l-3.8 -3.8z"
    case 4: return "M\(n(x - 1.1)) \(n(y - 3.5))h2.2v2.4h2.4v2.2h-2.4v2.4h-2.2v-2.4h-2.4v-2.2h2.4z"
    case 5: return "M\(n(x)) \(n(y + 3.6))l3.4 -6h-6.8z"
    default: return "M\(n(x - 3.5)) \(n(y - 1.2))h7v2.4h-7z"
    }
  }
}

/// The area of a chart between its axes.
struct ChartPlot {
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double
  let x: ChartAxis
  let y: ChartAxis

  func across(_ value: Double) -> Double { left + x.share(value) * (right - left) }
  func up(_ value: Double) -> Double { bottom - y.share(value) * (bottom - top) }

  /// Room for the figures of an upward axis.
  static func margin(_ axis: ChartAxis) -> Double {
    (axis.ticks.map { SVGCanvas.width($0.text) }.max() ?? 0) + 10
  }
}

extension SVGCanvas {
  /// The upward axis: its name above, grid lines, figures at the left.
  mutating func upward(
    _ axis: ChartAxis, _ measure: ChartMeasure, left: Double, right: Double, up: (Double) -> Double
  ) {
    label(measure.label, 0, 12, .start, "m")
    for tick in axis.ticks {
      let y = up(tick.value)
      line(left, y, right, y, abs(tick.value) < axis.step / 2 ? "axis" : "grid")
      label(tick.text, left - 5, y + 4, .end, "m")
    }
    newLine()
  }

  /// The axis across: figures below, the name at the right below them.
  mutating func across(_ plot: ChartPlot, _ measure: ChartMeasure, grid: Bool) {
    let widest = plot.x.ticks.map { SVGCanvas.width($0.text) }.max() ?? 0
    let room = (plot.right - plot.left) / Double(max(plot.x.ticks.count - 1, 1))
    let every = max(1, Int(((widest + 8) / room).rounded(.up)))
    for (index, tick) in plot.x.ticks.enumerated() {
      let x = plot.across(tick.value)
      if grid { line(x, plot.top, x, plot.bottom, "grid") }
      line(x, plot.bottom, x, plot.bottom + 4, "axis")
      if index % every == 0 {
        // The figures at the ends stay inside the picture.
        let half = SVGCanvas.width(tick.text) / 2
        label(tick.text, min(max(x, half), width - half), plot.bottom + 16, .middle, "m")
      }
    }
    line(plot.left, plot.bottom, plot.right, plot.bottom, "axis")
    label(measure.label, plot.right, plot.bottom + 31, .end, "m")
    newLine()
  }

  /// Upright marks with their names at the top.
  mutating func marks(_ marks: [ChartMark], _ plot: ChartPlot) {
    // Names stand above the plot, and step down where they would run into the one before.
    var end = -Double.infinity
    var level = 0
    for mark in marks.sorted(by: { $0.value < $1.value })
    where (plot.x.low...plot.x.high).contains(mark.value) {
      let x = plot.across(mark.value)
      let fits = x + 4 + SVGCanvas.width(mark.label) < plot.right
      let begin = fits ? x + 4 : x - 4 - SVGCanvas.width(mark.label)
      level = begin < end + 6 ? (level + 1) % 3 : 0
      end = begin + SVGCanvas.width(mark.label)
      line(x, plot.top - 14, x, plot.bottom, "cutline")
      label(
        mark.label, fits ? x + 4 : x - 4, plot.top - 5 + Double(level) * 14, fits ? .start : .end,
        "halo")
    }
  }
}
