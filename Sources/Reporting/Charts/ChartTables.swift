import PortfolioCore

/// Makes the table behind a chart from the chart's own data, so that the two cannot differ.
struct ChartTables {
  let chart: Chart

  /// Whether long lists of points are whole.
  let isWhole: Bool

  init(_ chart: Chart, isWhole: Bool = false) {
    self.chart = chart
    self.isWhole = isWhole
  }

  var table: ReportTable {
    switch chart.form {
    case .bars(let bars): return table(bars)
    case .stack(let stack): return table(stack)
    case .lines(let lines): return table(lines)
    case .scatter(let scatter): return table(scatter)
    case .tornado(let tornado): return table(tornado)
    case .waterfall(let waterfall): return table(waterfall)
    case .histogram(let histogram): return table(histogram)
    case .matrix(let matrix): return table(matrix)
    case .pyramid(let pyramid): return table(pyramid)
    }
  }

  private func word(_ text: ChartText, _ values: KeyValuePairs<String, String> = [:]) -> String {
    text.text(chart.language, values)
  }

  private func make(
    _ columns: [ReportTable.Column], _ rows: [[ReportTable.Cell]], total: [ReportTable.Cell]? = nil
  ) -> ReportTable {
    ReportTable(chart.id + "-table", chart.title, columns, rows, total: total)
  }

  private func head(_ text: String) -> ReportTable.Column { ReportTable.Column(text) }
  private func number(_ text: String) -> ReportTable.Column { ReportTable.Column(text, .number) }

  private func cell(_ measure: ChartMeasure, _ value: Double?) -> ReportTable.Cell {
    guard let value, value.isFinite else { return ReportTable.Cell(measure.text(nil), muted: true) }
    if let amount = measure.money?.amount(value) {
      return ReportTable.Cell(
        NumberText.scaledText(Int(amount.minorUnits), amount.currency.minorDigits), value: .money(amount))
    }
    let typed: SheetCell
    if measure.isShare {
      typed = .percent(value)
    } else if measure.decimals == 0, let whole = Int(exactly: value) {
      typed = .integer(whole)
    } else {
      typed = .decimal(value, places: measure.decimals)
    }
    return ReportTable.Cell(measure.text(value), value: typed)
  }

  private func table(_ bars: BarChart) -> ReportTable {
    let total = bars.total
    func row(_ name: String, _ value: Double?) -> [ReportTable.Cell] {
      [ReportTable.Cell(name), cell(bars.measure, value)]
        + (bars.showsShare
          ? [cell(.share, value.flatMap { total > 0 ? $0 / total : nil })] : [])
    }
    return make(
      [head(bars.category), number(bars.measure.tableLabel)]
        + (bars.showsShare ? [number(word(.share))] : []),
      bars.bars.map { row($0.label, $0.value) }, total: bars.showsShare ? row(word(.total), total) : nil)
  }

  private func table(_ stack: StackChart) -> ReportTable {
    let isSummed = stack.series.count > 1
    let unit = stack.measure.money.map { " (\($0.unit))" } ?? ""
    var columns = [head(stack.category)]
    columns += stack.series.map { number($0.name + unit) }
    if isSummed { columns.append(number(totalHead(stack.measure))) }
    let rows = stack.names.indices.map { index -> [ReportTable.Cell] in
      let values = stack.series.map { index < $0.values.count ? $0.values[index] : nil }
      let bounds = stack.series.map { $0.lowerBounds.contains(index) }
      var row = [ReportTable.Cell(stack.names[index])]
      row += zip(values, bounds).map { value, isBound -> ReportTable.Cell in
        let exact = cell(stack.measure, value)
        return isBound ? atLeast(exact) : exact
      }
      if isSummed {
        let total = sum(stack.measure, values)
        row.append(bounds.contains(true) ? atLeast(total) : total)
      }
      return row
    }
    return make(columns, rows)
  }

  /// A figure as a lower bound: a part of what it measures is not known.
  private func atLeast(_ cell: ReportTable.Cell) -> ReportTable.Cell {
    guard !cell.isMuted else { return cell }
    var bound = cell
    bound.text = "≥" + cell.text
    switch cell.value {
    case .money(let money)?: bound.value = .atLeast(money)
    case .atLeast?: break
    // No other typed cell says that there may be more.
    default: bound.value = nil
    }
    return bound
  }

  /// The sum of a row: a dash when none of its values is known, and `+ ?` behind it, or a lower bound, when one is not.
  private func sum(_ measure: ChartMeasure, _ values: [Double?]) -> ReportTable.Cell {
    let known = values.compactMap { $0 }
    guard !known.isEmpty else { return cell(measure, nil) }
    var sum = cell(measure, known.reduce(0, +))
    guard known.count < values.count else { return sum }
    if case .money(let money)? = sum.value { sum.value = .atLeast(money) } else { sum.value = nil }
    sum.text += " + ?"
    return sum
  }

  private func totalHead(_ measure: ChartMeasure) -> String {
    let unit = measure.money?.unit ?? measure.unit
    return unit.isEmpty ? word(.total) : "\(word(.total)) (\(unit))"
  }

  private func table(_ lines: LineChart) -> ReportTable {
    var columns = [number(lines.x.tableLabel)]
    for line in lines.lines {
      columns.append(number(line.name))
      if !line.band.isEmpty {
        columns.append(number(word(.lowerEdge, ["name": line.name])))
        columns.append(number(word(.upperEdge, ["name": line.name])))
      }
    }
    return make(
      columns,
      lines.places.indices.map { index in
        [cell(lines.x, lines.places[index])]
          + lines.lines.flatMap { line -> [ReportTable.Cell] in
            let value = index < line.values.count ? line.values[index] : nil
            guard !line.band.isEmpty else { return [cell(lines.y, value)] }
            let edge = index < line.band.count ? line.band[index] : nil
            return [cell(lines.y, value), cell(lines.y, edge?.low), cell(lines.y, edge?.high)]
          }
      })
  }

  private func table(_ scatter: ScatterChart) -> ReportTable {
    let all = scatter.groups.flatMap { group in group.points.map { (group.name, $0) } }
    let listed = isWhole ? all.count : min(max(scatter.listed, 0), all.count)
    let more = all.count - listed
    return make(
      [head(scatter.item), head(word(.group)), number(scatter.x.tableLabel), number(scatter.y.tableLabel)],
      all.prefix(listed).map { name, point in
        [
          ReportTable.Cell(point.label), ReportTable.Cell(name), cell(scatter.x, point.x),
          cell(scatter.y, point.y),
        ]
      },
      total: more > 0
        ? [ReportTable.Cell(word(.more, ["n": NumberText.whole(more)]))]
          + Array(repeating: ReportTable.Cell(""), count: 3) : nil)
  }

  private func table(_ tornado: TornadoChart) -> ReportTable {
    let label = tornado.measure.label
    return make(
      [
        head(tornado.category), head(word(.lowAssumption)), number("\(word(.low)): \(label)"),
        number("\(word(.base)): \(label)"), number("\(word(.high)): \(label)"), head(word(.highAssumption)),
      ],
      tornado.sorted.map { bar in
        [
          ReportTable.Cell(bar.label), ReportTable.Cell(bar.lowText), cell(tornado.measure, bar.low),
          cell(tornado.measure, tornado.base), cell(tornado.measure, bar.high),
          ReportTable.Cell(bar.highText),
        ]
      })
  }

  private func table(_ waterfall: WaterfallChart) -> ReportTable {
    make(
      [
        head(waterfall.category), number("\(word(.change)): \(waterfall.measure.label)"),
        number("\(word(.sum)): \(waterfall.measure.label)"),
      ],
      waterfall.drawn.map { step in
        [
          ReportTable.Cell(step.name),
          step.change == nil ? ReportTable.Cell("") : cell(waterfall.measure, step.change),
          cell(waterfall.measure, step.to),
        ]
      })
  }

  private func table(_ histogram: HistogramChart) -> ReportTable {
    let bins = histogram.counts.indices.filter { $0 + 1 < histogram.edges.count }
    return make(
      [
        number("\(word(.from)): \(histogram.measure.label)"),
        number("\(word(.to)): \(histogram.measure.label)"),
        number(histogram.count.label),
      ],
      bins.map { index in
        [
          cell(histogram.measure, histogram.edges[index]),
          cell(histogram.measure, histogram.edges[index + 1]),
          cell(histogram.count, histogram.counts[index]),
        ]
      },
      total: [
        ReportTable.Cell(word(.total)), ReportTable.Cell(""),
        cell(histogram.count, bins.reduce(0) { $0 + histogram.counts[$1] }),
      ])
  }

  private func table(_ matrix: MatrixChart) -> ReportTable {
    func sum(_ values: [Double?]) -> Double? {
      let known = values.compactMap { $0 }
      return known.isEmpty ? nil : known.reduce(0, +)
    }
    let columns = matrix.columns.indices
    return make(
      [head(matrix.rowTitle)] + matrix.columns.map { number($0) }
        + (matrix.addsUp ? [number(word(.total))] : []),
      matrix.rows.indices.map { row in
        [ReportTable.Cell(matrix.rows[row])]
          + columns.map { cell(matrix.measure, matrix.value(row, $0)) }
          + (matrix.addsUp ? [cell(matrix.measure, sum(columns.map { matrix.value(row, $0) }))] : [])
      },
      total: matrix.addsUp
        ? [ReportTable.Cell(word(.total))]
          + columns.map { column in
            cell(matrix.measure, sum(matrix.rows.indices.map { matrix.value($0, column) }))
          }
          + [
            cell(
              matrix.measure,
              sum(matrix.rows.indices.flatMap { row in columns.map { matrix.value(row, $0) } }))
          ] : nil)
  }

  private func table(_ pyramid: PyramidChart) -> ReportTable {
    let sides =
      pyramid.left.map { ("\(pyramid.leftTitle) · \($0.name)", $0) }
      + pyramid.right.map { ("\(pyramid.rightTitle) · \($0.name)", $0) }
    return make(
      [number(pyramid.category)] + sides.map { number($0.0) },
      pyramid.names.indices.map { index in
        [ReportTable.Cell(pyramid.names[index])]
          + sides.map { cell(pyramid.measure, index < $0.1.values.count ? $0.1.values[index] : nil) }
      })
  }
}
