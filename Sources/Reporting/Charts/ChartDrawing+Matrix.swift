extension MatrixChart {
  /// How many shades there are.
  static let shades = 5

  /// The shade of a value between the least and the greatest: 0 is the lightest.
  static func shade(_ value: Double, _ least: Double, _ greatest: Double) -> Int {
    guard greatest > least else { return value == 0 ? 0 : 2 }
    return min(Int((value - least) / (greatest - least) * Double(shades)), shades - 1)
  }

  func draw(_ chart: Chart, _ canvas: inout SVGCanvas) {
    guard !rows.isEmpty, !columns.isEmpty else { return ChartDrawing.nothing(chart, &canvas) }
    let known = rows.indices.flatMap { row in columns.indices.compactMap { value(row, $0) } }
    let least = min(known.min() ?? 0, 0)
    let greatest = known.max() ?? 0
    let left = min((rows.map { SVGCanvas.width($0) }.max() ?? 0) + 10, canvas.width * 0.42)
    let slot = (canvas.width - left) / Double(columns.count)
    let step = 28.0
    let top = 38.0
    let height = top + Double(rows.count) * step + 2
    canvas.open(chart, height: height)
    let corner = "\(rowTitle) ↓  \(columnTitle) →"
    canvas.label(corner, within: canvas.width, 0, 12, .start, "m")
    for (column, name) in columns.enumerated() {
      canvas.label(name, within: slot - 4, left + (Double(column) + 0.5) * slot, top - 8, .middle)
    }
    canvas.newLine()
    for (row, name) in rows.enumerated() {
      let y = top + Double(row) * step
      canvas.label(name, within: left - 10, left - 6, y + step / 2 + 4, .end)
      for (column, head) in columns.enumerated() {
        let x = left + Double(column) * slot
        guard let value = value(row, column) else {
          canvas.rect(x, y, slot, step, "hx cut", tip: "\(name) · \(head): –")
          canvas.label("–", x + slot / 2, y + step / 2 + 4, .middle, "m")
          continue
        }
        let shade = MatrixChart.shade(value, least, greatest)
        let figure = measure.text(value)
        canvas.rect(
          x, y, slot, step, "h\(shade) cut", tip: "\(name) · \(head): \(figure) \(measure.unit)")
        if SVGCanvas.width(figure) <= slot {
          canvas.label(figure, x + slot / 2, y + step / 2 + 4, .middle, "ht\(shade)")
        }
      }
      canvas.newLine()
    }
    canvas.close()
  }
}

extension PyramidChart {
  func draw(_ chart: Chart, _ canvas: inout SVGCanvas) {
    guard !names.isEmpty else { return ChartDrawing.nothing(chart, &canvas) }
    let step = names.count > 14 ? 11.0 : 15.0
    let top = 20.0
    let bottom = top + Double(names.count) * step
    let height = bottom + 34
    let gap = 17.0
    let middle = canvas.width / 2
    let widest = names.indices.flatMap { index in
      [left, right].map { side in side.reduce(0) { $0 + PyramidChart.value($1, index) } }
    }.max()
    let axis = ChartAxis(covering: 0, widest ?? 0, most: 3, fromZero: true, measure)
    let scale = (middle - gap - 14) / axis.high
    canvas.open(chart, height: height)
    canvas.label(leftTitle, middle - gap, 12, .end)
    canvas.label(rightTitle, middle + gap, 12)
    for tick in axis.ticks {
      let offset = gap + tick.value * scale
      for x in [middle - offset, middle + offset] {
        canvas.line(x, top, x, bottom, tick.value == 0 ? "axis" : "grid")
        canvas.label(tick.text, x, bottom + 14, .middle, "m")
      }
    }
    canvas.newLine()
    let every = names.count > 14 ? 5 : 1
    for (index, name) in names.enumerated() {
      let y = bottom - Double(index + 1) * step
      if index % every == 0 { canvas.label(name, middle, y + step / 2 + 4, .middle, "m") }
      for (series, isLeft) in [(left, true), (right, false)] {
        var offset = 0.0
        for one in series {
          let value = PyramidChart.value(one, index)
          guard value > 0 else { continue }
          let x = isLeft ? middle - gap - (offset + value) * scale : middle + gap + offset * scale
          canvas.rect(
            x, y + 0.75, value * scale, step - 1.5, "s\(one.swatch.index) cut",
            tip: "\(name) · \(one.name): \(measure.text(value))")
          offset += value
        }
      }
      canvas.newLine()
    }
    canvas.label(category, middle, height - 4, .middle, "m")
    canvas.close()
    var kinds: [(name: String, swatch: Swatch)] = []
    for one in right + left where !kinds.contains(where: { $0.swatch == one.swatch }) {
      kinds.append((one.name, one.swatch))
    }
    canvas.legend(kinds)
  }

  private static func value(_ series: ChartSeries, _ index: Int) -> Double {
    guard index < series.values.count, let value = series.values[index], value.isFinite else { return 0 }
    return max(value, 0)
  }
}
