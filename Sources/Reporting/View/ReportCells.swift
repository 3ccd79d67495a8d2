public import PortfolioCore

/// Cells that show a text and keep the value behind it.
extension Wording {
  func countCell(_ number: Int) -> ReportTable.Cell {
    ReportTable.Cell(count(number), value: .integer(number))
  }

  /// A year as a number that has no thousands separator.
  func yearCell(_ year: Int) -> ReportTable.Cell { ReportTable.Cell(String(year), value: .ordinal(year)) }

  func pointsCell(_ points: Double) -> ReportTable.Cell {
    ReportTable.Cell(
      self.points(points), value: .decimal(Double(Wording.hundredths(points)) / 100, places: 1))
  }

  func percentCell(_ share: Double) -> ReportTable.Cell {
    ReportTable.Cell(percent(share), value: .percent(share))
  }

  func shareCell(_ part: Int, of total: Int) -> ReportTable.Cell {
    guard total > 0 else { return ReportTable.Cell(dash, muted: true) }
    return ReportTable.Cell(share(part, of: total), value: .percent(Double(part) / Double(total)))
  }

  /// An amount in the portfolio's currency; an estimate and a lower bound are marked.
  func amountCell(
    _ minorUnits: Int64, isEstimate: Bool = false, isLowerBound: Bool = false
  ) -> ReportTable.Cell {
    let money = Money(minorUnits: minorUnits, currency: currency)
    return ReportTable.Cell(
      (isLowerBound ? "≥" : isEstimate ? "≈" : "") + amount(minorUnits),
      value: isLowerBound ? .atLeast(money) : .money(money))
  }

  func dayCell(_ day: CalendarDay) -> ReportTable.Cell { ReportTable.Cell(self.day(day), value: .day(day)) }

  /// A fact's value for a sheet, or the word for why there is none.
  public func sheetCell(_ column: FactColumn?, _ row: Int) -> SheetCell { factCell(column, row).typed }

  /// A fact's value, or the word for why there is none.
  func factCell(_ column: FactColumn?, _ row: Int) -> ReportTable.Cell {
    guard let column else { return ReportTable.Cell(text(.unknown), muted: true) }
    guard let text = value(column, row) else {
      return ReportTable.Cell(state(column.states[row]), muted: true)
    }
    var typed: SheetCell?
    switch column.type {
    case .day: typed = column.day(row).map { .day($0) }
    case .integer: typed = column.number(row).map { .integer(Int($0)) }
    case .decimal:
      typed = column.number(row).map { .decimal($0, places: Wording.decimals(column.id)) }
    // Yes and no are words that people filter by.
    case .flag, .category: break
    }
    return ReportTable.Cell(text, value: typed)
  }
}

extension ReportTable.Cell {
  /// The cell for a form with typed cells.
  var typed: SheetCell {
    if isMuted { return text.isEmpty ? .empty : .missing(text) }
    return value ?? (text.isEmpty ? .empty : .text(text))
  }
}
