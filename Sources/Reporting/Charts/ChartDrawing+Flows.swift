extension TornadoChart {
  func draw(_ chart: Chart, _ canvas: inout SVGCanvas) {
    let bars = sorted
    guard !bars.isEmpty, base.isFinite else { return ChartDrawing.nothing(chart, &canvas) }
    let step = 26.0
    let top = 34.0
    let bottom = top + Double(bars.count) * step
    let left = min((bars.map { SVGCanvas.width($0.label) }.max() ?? 0) + 8, canvas.width * 0.36)
    let ends = bars.flatMap { [$0.low, $0.high] }.filter(\.isFinite) + [base]
    let axis = ChartAxis(covering: ends.min() ?? 0, ends.max() ?? 0, most: 5, measure)
    // Room for the assumed values beside the bars' ends.
    let beside = (bars.flatMap { [$0.lowText, $0.highText] }.map { SVGCanvas.width($0) }.max() ?? 0) + 10
    let plot = ChartPlot(
      left: left + beside, right: canvas.width - max(beside, 12), top: top, bottom: bottom, x: axis, y: axis)
    canvas.open(chart, height: bottom + 40)
    canvas.across(plot, measure, grid: true)
    let middle = plot.across(base)
    for (index, bar) in bars.enumerated() {
      let y = top + Double(index) * step + 4
      canvas.label(bar.label, within: left - 8, left - 6, y + 14, .end)
      for (value, words, swatch, text) in [
        (bar.low, ChartText.lowAssumption, Swatch.grade(2), bar.lowText),
        (bar.high, ChartText.highAssumption, Swatch.grade(0), bar.highText),
      ] where value.isFinite {
        let end = plot.across(value)
        canvas.rect(
          min(end, middle), y, abs(end - middle), step - 8, "s\(swatch.index) cut",
          tip: "\(bar.label) · \(words.text(chart.language)) \(text): \(measure.text(value)) \(measure.unit)")
        if !text.isEmpty {
          canvas.label(text, end + (value < base ? -4 : 4), y + 14, value < base ? .end : .start, "m")
        }
      }
      canvas.newLine()
    }
    canvas.line(middle, top - 4, middle, bottom, "axis2")
    let caption = "\(ChartText.base.text(chart.language)) \(measure.text(base)) \(measure.unit)"
    let half = SVGCanvas.width(caption) / 2
    canvas.label(caption, min(max(middle, half), canvas.width - half), top - 12, .middle)
    canvas.close()
    canvas.legend([
      (ChartText.lowAssumption.text(chart.language), .grade(2)),
      (ChartText.highAssumption.text(chart.language), .grade(0)),
    ])
  }
}

extension WaterfallChart {
  func draw(_ chart: Chart, _ canvas: inout SVGCanvas) {
    let steps = drawn
    guard !steps.isEmpty, steps.allSatisfy({ $0.from.isFinite && $0.to.isFinite }) else {
      return ChartDrawing.nothing(chart, &canvas)
    }
    let height = 270.0
    let bottom = height - 38
    let top = 30.0
    let ends = steps.flatMap { [$0.from, $0.to] }
    let axis = ChartAxis(covering: ends.min() ?? 0, ends.max() ?? 0, most: 5, fromZero: true, measure)
    let left = ChartPlot.margin(axis)
    let up = { (value: Double) in bottom - axis.share(value) * (bottom - top) }
    let slot = (canvas.width - left - 4) / Double(steps.count)
    let bar = min(slot * 0.66, 64)
    canvas.open(chart, height: height)
    canvas.upward(axis, measure, left: left, right: canvas.width, up: up)
    for (index, step) in steps.enumerated() {
      let middle = left + (Double(index) + 0.5) * slot
      let rises = step.to >= step.from
      let swatch = step.change == nil ? Swatch.grade(0) : rises ? .grade(1) : .grade(3)
      let sign = step.change == nil ? "" : rises ? "+" : ""
      let figure = sign + measure.text(step.change ?? step.to)
      canvas.rect(
        middle - bar / 2, min(up(step.from), up(step.to)), bar, max(abs(up(step.from) - up(step.to)), 1),
        "s\(swatch.index) cut", tip: "\(step.name): \(figure) \(measure.unit)")
      canvas.label(figure, middle, min(up(step.from), up(step.to)) - 5, .middle)
      if index + 1 < steps.count {
        canvas.line(middle + bar / 2, up(step.to), middle + slot - bar / 2, up(step.to), "grid2")
      }
      // Names take two lines by turns where they would run into each other.
      let crowded = steps.contains { SVGCanvas.width($0.name) > slot }
      canvas.label(
        step.name, within: crowded ? slot * 2 - 6 : slot, middle,
        bottom + (crowded && index % 2 == 1 ? 31 : 16), .middle)
      canvas.newLine()
    }
    canvas.close()
  }
}

extension HistogramChart {
  func draw(_ chart: Chart, _ canvas: inout SVGCanvas) {
    let pairs = counts.indices.filter { $0 + 1 < edges.count && counts[$0].isFinite }
    guard let first = edges.first, let last = edges.last, !pairs.isEmpty, last > first else {
      return ChartDrawing.nothing(chart, &canvas)
    }
    let height = 260.0
    let upward = ChartAxis(
      covering: 0, pairs.map { counts[$0] }.max() ?? 0, most: 5, fromZero: true, count)
    let ends = [first, last] + marks.map(\.value).filter(\.isFinite)
    let across = ChartAxis(
      covering: ends.min() ?? first, ends.max() ?? last, most: chart.isWide ? 14 : 7, measure)
    let plot = ChartPlot(
      left: ChartPlot.margin(upward), right: canvas.width - 12, top: 34, bottom: height - 36, x: across,
      y: upward)
    canvas.open(chart, height: height)
    canvas.upward(upward, count, left: plot.left, right: plot.right) { plot.up($0) }
    for index in pairs {
      let from = plot.across(edges[index])
      let to = plot.across(edges[index + 1])
      canvas.rect(
        from, plot.up(counts[index]), to - from, plot.bottom - plot.up(counts[index]), "s0 cut",
        tip:
          "\(measure.text(edges[index]))–\(measure.text(edges[index + 1])) \(measure.unit): \(count.text(counts[index]))"
      )
    }
    canvas.newLine()
    canvas.across(plot, measure, grid: false)
    canvas.marks(marks, plot)
    canvas.close()
  }
}
