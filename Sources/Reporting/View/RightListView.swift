import Grading
public import PortfolioCore
public import PortfolioReview
import Renewals

/// A column of a list of rights.
public enum RightListColumn: Sendable, Hashable {
  /// A text of the right by its name in the fact table: `number`, `title`, `owner`, `unit` …
  case text(String)
  /// A fact.
  case fact(FactID)
  /// The grade, or the gate that decided.
  case grade
  /// The score.
  case points
  /// The score's interval.
  case interval
  /// The share of the score that rests on known facts.
  case coverage
  /// The fees of the first years.
  case fees

  /// The columns of the report's list.
  public static let standard: [RightListColumn] = [
    .text("number"), .text("title"), .text("owner"), .fact(.rightKind), .fact(.legalStatus), .grade, .points,
    .interval, .coverage, .fact(.remainingTerm), .fact(.nextFeeDay), .fees, .text("unit"),
  ]

  /// The columns of the list on a terminal, where width is dear.
  public static let terminal: [RightListColumn] = [
    .text("number"), .text("title"), .fact(.rightKind), .fact(.legalStatus), .grade, .points, .interval,
    .fact(.nextFeeDay), .fees,
  ]

  /// The column of a name as users and JSON write it: `grade`, `points`, `unit`, `legal-status` …
  public init?(name: String) {
    switch name {
    case "grade": self = .grade
    case "points": self = .points
    case "interval": self = .interval
    case "coverage": self = .coverage
    case "fees": self = .fees
    default:
      if RightListColumn.textLabels[name] != nil {
        self = .text(name)
      } else if FactCatalogue.definition(FactID(name)) != nil {
        self = .fact(FactID(name))
      } else {
        return nil
      }
    }
  }

  /// The name as users and JSON write it.
  public var name: String {
    switch self {
    case .text(let name): return name
    case .fact(let fact): return fact.name
    case .grade: return "grade"
    case .points: return "points"
    case .interval: return "interval"
    case .coverage: return "coverage"
    case .fees: return "fees"
    }
  }

  static let textLabels: [String: ReportText] = {
    var labels: [String: ReportText] = ["number": .number, "title": .title]
    for (key, label) in RightExplainer.identityTexts { labels[key] = label }
    return labels
  }()
}

/// Some rights of a run as a table: the rows and their order are the caller's choice.
public struct RightListView: Sendable {
  /// The rows of the fact table, in the order shown.
  public let rows: [Int]
  /// The columns.
  public let columns: [RightListColumn]
  let run: ReviewRun
  let options: ReportOptions
  let wording: Wording
  private let rowsWithUnknownFees: Set<Int>

  /// A list of rows.
  public init(
    run: ReviewRun, rows: [Int], columns: [RightListColumn] = RightListColumn.standard, options: ReportOptions
  ) {
    self.run = run
    self.rows = rows
    self.columns = columns
    self.options = options
    wording = Wording(run: run, options: options)
    let last = run.fees.firstYear + options.feeYears
    rowsWithUnknownFees = Set(run.fees.unknown.lazy.filter { $0.year < last }.map(\.row))
  }

  /// The value by which a row sorts in a column: a number, a text, or nothing, which comes last.
  enum SortKey {
    case number(Double)
    case text(String)
    case nothing
  }

  /// Rows ordered by a column; missing values come last in both directions, and equal ones keep their order.
  public static func sorted(
    _ rows: [Int], of run: ReviewRun, by column: RightListColumn, descending: Bool = false,
    options: ReportOptions
  ) -> [Int] {
    let list = RightListView(run: run, rows: rows, columns: [column], options: options)
    let keyed = rows.enumerated().map {
      (position: $0.offset, row: $0.element, key: list.key(column, $0.element))
    }
    return keyed.sorted { left, right in
      switch (left.key, right.key) {
      case (.number(let a), .number(let b)) where a != b: return (a < b) != descending
      case (.text(let a), .text(let b)) where a != b: return (a < b) != descending
      case (.nothing, .nothing): return left.position < right.position
      case (.nothing, _): return false
      case (_, .nothing): return true
      default: return left.position < right.position
      }
    }.map(\.row)
  }

  private func key(_ column: RightListColumn, _ row: Int) -> SortKey {
    switch column {
    case .text(let name):
      let text = run.table.text(name, row)
      return text.isEmpty ? .nothing : .text(text)
    case .fact(let fact):
      guard let column = run.table[fact], column.states[row] == .known else { return .nothing }
      if let number = column.number(row) { return .number(number) }
      return column.category(row).map { .text($0) } ?? .nothing
    case .grade:
      switch run.grades.outcome(row) {
      case .graded(let index): return .number(Double(index))
      case .gated(let index): return .number(Double(1000 + index))
      case .otherKind: return .nothing
      }
    case .points: return isGraded(row) ? .number(Double(run.grades.points[row])) : .nothing
    case .interval:
      return isGraded(row) ? .number(Double(run.grades.high[row] - run.grades.low[row])) : .nothing
    case .coverage: return isGraded(row) ? .number(Double(run.grades.coverage[row])) : .nothing
    case .fees: return run.fees.certainty[row] == .none ? .nothing : .number(Double(fees(row)))
    }
  }

  func isGraded(_ row: Int) -> Bool { run.grades.codes[row] >= 0 }

  /// The years whose fees the column of fees adds up.
  var feeYears: Int { min(options.feeYears, run.fees.yearCount) }

  /// The fees of the first years, in minor units.
  func fees(_ row: Int) -> Int64 {
    let start = row * run.fees.yearCount
    return run.fees.amounts[start..<(start + feeYears)].reduce(0, +)
  }

  /// Whether the fees of the first years leave out one whose amount no source gives.
  func isLowerBound(_ row: Int) -> Bool { rowsWithUnknownFees.contains(row) }

  /// The head of a column.
  func title(_ column: RightListColumn) -> String {
    switch column {
    case .text(let name): return RightListColumn.textLabels[name].map { wording.text($0) } ?? name
    case .fact(.remainingTerm): return wording.text(.remainingYears)
    case .fact(.nextFeeDay): return wording.text(.nextFee)
    case .fact(.rightKind): return wording.text(.kind)
    case .fact(.legalStatus): return wording.text(.status)
    case .fact(let fact): return wording.factTitle(fact)
    case .grade: return wording.text(.grade)
    case .points: return wording.text(.points)
    case .interval: return wording.text(.interval)
    case .coverage: return wording.text(.coverageShort)
    case .fees:
      return wording.text(.feesYears, ["n": wording.count(feeYears), "unit": wording.moneyUnit])
    }
  }

  /// How the cells of a column stand.
  func form(_ column: RightListColumn) -> ReportTable.Column.Form {
    switch column {
    case .text("title"), .text("title-translated"): return .long
    case .text("number"), .text("application-number"), .text("publication-number"): return .code
    case .text: return .text
    case .fact(let fact):
      switch FactCatalogue.definition(fact)?.type {
      case .integer?, .decimal?: return .number
      case .day?: return .code
      default: return .text
      }
    case .grade: return .text
    case .points, .interval, .coverage, .fees: return .number
    }
  }

  /// A cell. A value that is not there gives the reason, never 0.
  func cell(_ column: RightListColumn, _ row: Int) -> ReportTable.Cell {
    switch column {
    case .text(let name):
      let text = run.table.text(name, row)
      if name == "number", text.isEmpty { return ReportTable.Cell("#\(run.table.rightIDs[row])") }
      return ReportTable.Cell(text)
    case .fact(let fact):
      if run.withheldFacts.contains(fact) {
        return ReportTable.Cell(wording.text(WorkbookText.redactedAmounts), muted: true)
      }
      return wording.factCell(run.table[fact], row)
    case .grade:
      switch run.grades.outcome(row) {
      case .graded(let index):
        return ReportTable.Cell(
          wording.gradeName(run.gradingModel.grades[index]), swatch: .grade(index))
      case .gated(let index):
        return ReportTable.Cell(
          wording.text(run.gradingModel.gates[index].title), muted: true)
      case .otherKind: return ReportTable.Cell(wording.text(.other), muted: true)
      }
    case .points:
      guard isGraded(row) else { return missing }
      let points = Double(run.grades.points[row])
      return wording.pointsCell(points)
    case .interval:
      guard isGraded(row) else { return missing }
      let low = Double(run.grades.low[row])
      let high = Double(run.grades.high[row])
      return ReportTable.Cell(wording.points(low) + "–" + wording.points(high))
    case .coverage:
      guard isGraded(row) else { return missing }
      // Stored in single precision: its noise is no figure.
      let coverage = (Double(run.grades.coverage[row]) * 1e6).rounded() / 1e6
      return wording.percentCell(coverage)
    case .fees:
      switch run.fees.certainty[row] {
      case .none: return ReportTable.Cell(wording.text(.noFee), muted: true)
      case .known: return wording.amountCell(fees(row), isLowerBound: isLowerBound(row))
      case .estimate:
        return wording.amountCell(fees(row), isEstimate: true, isLowerBound: isLowerBound(row))
      }
    }
  }

  private var missing: ReportTable.Cell { ReportTable.Cell(wording.dash, muted: true) }
}

extension Wording {
  /// The words for a run: amounts have decimals only when some fee is not a whole number of major units.
  public init(run: ReviewRun, options: ReportOptions) {
    let unit = run.currency.minorPerMajor
    let isWhole = run.fees.amounts.allSatisfy { $0 % unit == 0 }
    self.init(
      language: options.language, currency: run.currency, fieldNames: options.fieldNames,
      moneyDecimals: isWhole ? 0 : run.currency.minorDigits)
  }
}
