/// Draws charts as SVG: axes with units, patterns beside colours, a figure or a tooltip on every mark.
enum SVGChart {
  private static let width = 480.0

  /// The patterns that charts refer to, once a page.
  static func patterns(_ out: inout HTMLBuffer) {
    out.raw(
      "<svg width=\"0\" height=\"0\" style=\"position:absolute\" aria-hidden=\"true\" focusable=\"false\"><defs>"
    )
    let marks: [(size: Int, turn: Int, mark: String)] = [
      (6, 45, "<path class=\"h\" stroke-width=\"2\" d=\"M1 0V6\"/>"),
      (7, 0, "<circle class=\"hd\" cx=\"3.5\" cy=\"3.5\" r=\"1.4\"/>"),
      (7, 45, "<path class=\"h\" stroke-width=\"1.2\" d=\"M3.5 0V7M0 3.5H7\"/>"),
      (5, 0, "<path class=\"h\" stroke-width=\"1.6\" d=\"M0 2.5H5\"/>"),
      (5, 0, "<path class=\"h\" stroke-width=\"1.6\" d=\"M2.5 0V5\"/>"),
      (9, 135, "<path class=\"h\" stroke-width=\"1\" d=\"M1 0V9\"/>"),
    ]
    for (index, mark) in marks.enumerated() {
      out.markup(
        "<pattern id=\"p\(index + 1)\" width=\"\(mark.size)\" height=\"\(mark.size)\" "
          + "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(\(mark.turn))\">"
          + "<rect width=\"\(mark.size)\" height=\"\(mark.size)\" class=\"c\(index + 1)\"/>\(mark.mark)</pattern>"
      )
    }
    out.raw("</defs></svg>\n")
  }

  /// Draws a chart with its legend.
  static func draw(_ chart: ReportChart, _ out: inout HTMLBuffer) {
    switch chart.form {
    case .bars(let bars): draw(bars, chart, &out)
    case .columns(let columns): draw(columns, chart, &out)
    case .pyramid(let pyramid): draw(pyramid, chart, &out)
    }
  }

  // MARK: Pieces

  private static func n(_ value: Double) -> String { NumberText.fixed(value, 1, separators: false) }

  private static func open(_ chart: ReportChart, height: Double, _ out: inout HTMLBuffer) {
    out.markup(
      "<svg class=\"c\" viewBox=\"0 0 \(n(width)) \(n(height))\" role=\"img\" "
        + "aria-labelledby=\"\(chart.id)-t \(chart.id)-d\"><title id=\"\(chart.id)-t\">")
    out.text(chart.title)
    out.markup("</title><desc id=\"\(chart.id)-d\">")
    out.text(chart.text)
    out.raw("</desc>\n")
  }

  private enum Anchor: String { case start, middle, end }

  private static func label(
    _ text: String, _ x: Double, _ y: Double, _ anchor: Anchor = .start, _ style: String = "",
    _ out: inout HTMLBuffer
  ) {
    let place = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
    let look = style.isEmpty ? "" : " class=\"\(style)\""
    out.markup("<text x=\"\(n(x))\" y=\"\(n(y))\"\(place)\(look)>")
    out.text(text)
    out.raw("</text>")
  }

  private static func rect(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ swatch: Swatch, tip: String,
    _ out: inout HTMLBuffer
  ) {
    out.markup(
      "<rect x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(width))\" height=\"\(n(height))\" "
        + "class=\"s\(swatch.index) cut\"><title>")
    out.text(tip)
    out.raw("</title></rect>")
  }

  private static func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String, _ out: inout HTMLBuffer
  ) {
    out.markup("<path class=\"\(style)\" d=\"M\(n(x1)) \(n(y1))L\(n(x2)) \(n(y2))\"/>")
  }

  private static func legend(_ series: [ReportChart.Series], _ out: inout HTMLBuffer) {
    guard series.count > 1 else { return }
    out.raw("<ul class=\"legend\">")
    for one in series {
      out.markup(
        "<li><svg width=\"14\" height=\"14\" aria-hidden=\"true\"><rect width=\"14\" height=\"14\" "
          + "class=\"s\(one.swatch.index)\"/></svg>")
      out.text(one.name)
      out.raw("</li>")
    }
    out.raw("</ul>\n")
  }

  /// An estimate of a text's width at 12 px.
  private static func textWidth(_ text: String) -> Double { Double(DisplayWidth.of(text)) * 6.3 }

  // MARK: Bars

  private static func draw(_ bars: [ReportChart.Bar], _ chart: ReportChart, _ out: inout HTMLBuffer) {
    let step = 24.0
    let names = bars.map { DisplayWidth.cut($0.label, to: 30) }
    let left = min((names.map(textWidth).max() ?? 0) + 8, 200)
    let right = (bars.map { textWidth($0.text) }.max() ?? 0) + 10
    let greatest = max(bars.map(\.value).max() ?? 0, 1)
    let room = width - left - right
    let height = Double(bars.count) * step + 4
    open(chart, height: height, &out)
    line(left, 0, left, height, "axis", &out)
    for (index, bar) in bars.enumerated() {
      let y = Double(index) * step + 3
      let length = bar.value / greatest * room
      label(names[index], left - 6, y + 14, .end, "", &out)
      rect(
        left, y, max(length, bar.value > 0 ? 1.5 : 0), step - 6, bar.swatch, tip: "\(bar.label): \(bar.text)",
        &out)
      label(bar.text, left + length + 6, y + 14, .start, "", &out)
      out.raw("\n")
    }
    out.raw("</svg>\n")
  }

  // MARK: Columns

  private static func draw(_ columns: ReportChart.Columns, _ chart: ReportChart, _ out: inout HTMLBuffer) {
    let height = 250.0
    let top = 34.0
    let bottom = height - 22
    let left = (columns.ticks.map { textWidth($0.text) }.max() ?? 0) + 10
    let greatest = max(columns.ticks.last?.value ?? 1, 1e-9)
    let scale = (bottom - top) / greatest
    let slot = (width - left - 4) / Double(max(columns.names.count, 1))
    let bar = min(slot * 0.72, 56)
    open(chart, height: height, &out)
    label(columns.axis, 0, 12, .start, "m", &out)
    for tick in columns.ticks {
      let y = bottom - tick.value * scale
      line(left, y, width, y, tick.value == 0 ? "axis" : "grid", &out)
      label(tick.text, left - 5, y + 4, .end, "m", &out)
    }
    out.raw("\n")
    let roomForTotal = (columns.totals.map(textWidth).max() ?? 0) < slot
    let every = max(1, Int((40 / slot).rounded(.up)))
    for (index, name) in columns.names.enumerated() {
      let middle = left + (Double(index) + 0.5) * slot
      var base = bottom
      for series in columns.series where series.values[index] > 0 {
        let size = series.values[index] * scale
        rect(
          middle - bar / 2, base - size, bar, size, series.swatch,
          tip: "\(name) · \(series.name): \(NumberText.fixed(series.values[index], 2)) \(columns.axis)", &out)
        if size >= 14, bar >= 14 {
          label(series.sign, middle, base - size / 2 + 4, .middle, "in", &out)
        }
        base -= size
      }
      if roomForTotal { label(columns.totals[index], middle, base - 5, .middle, "", &out) }
      if index % every == 0 { label(name, middle, height - 6, .middle, "", &out) }
      out.raw("\n")
    }
    out.raw("</svg>\n")
    legend(columns.series, &out)
  }

  // MARK: Pyramid

  private static func draw(_ pyramid: ReportChart.Pyramid, _ chart: ReportChart, _ out: inout HTMLBuffer) {
    let step = pyramid.names.count > 14 ? 11.0 : 15.0
    let top = 20.0
    let bottom = top + Double(pyramid.names.count) * step
    let height = bottom + 34
    let gap = 17.0
    let middle = width / 2
    let greatest = max(pyramid.ticks.last?.value ?? 1, 1)
    let scale = (middle - gap - 14) / greatest
    open(chart, height: height, &out)
    label(pyramid.leftTitle, middle - gap, 12, .end, "", &out)
    label(pyramid.rightTitle, middle + gap, 12, .start, "", &out)
    for tick in pyramid.ticks {
      let offset = gap + tick.value * scale
      for x in [middle - offset, middle + offset] {
        line(x, top, x, bottom, tick.value == 0 ? "axis" : "grid", &out)
        label(tick.text, x, bottom + 14, .middle, "m", &out)
      }
    }
    out.raw("\n")
    let every = pyramid.names.count > 14 ? 5 : 1
    for (index, name) in pyramid.names.enumerated() {
      let y = bottom - Double(index + 1) * step
      if index % every == 0 || index == pyramid.names.count - 1 && every == 1 {
        label(name, middle, y + step / 2 + 4, .middle, "m", &out)
      }
      side(pyramid.left, index, name, y, step, &out) { offset, size in middle - gap - (offset + size) * scale
      }
      side(pyramid.right, index, name, y, step, &out) { offset, _ in middle + gap + offset * scale }
      out.raw("\n")
    }
    label(pyramid.axis, middle, height - 4, .middle, "m", &out)
    out.raw("</svg>\n")
    legend(pyramid.right, &out)

    func side(
      _ series: [ReportChart.Series], _ index: Int, _ name: String, _ y: Double, _ step: Double,
      _ out: inout HTMLBuffer, x: (Double, Double) -> Double
    ) {
      var offset = 0.0
      for one in series where one.values[index] > 0 {
        let value = one.values[index]
        rect(
          x(offset, value), y + 0.75, value * scale, step - 1.5, one.swatch,
          tip: "\(name) · \(one.name): \(NumberText.whole(Int(value)))", &out)
        offset += value
      }
    }
  }
}
