import Grading
import PolicyModels
public import PortfolioCore
import PortfolioReview

extension RightListView {
  /// The version of the form of ``json(decisions:)``. It grows by new keys only; anything else gets a new number.
  public static let schema = "winnow.rights/1"

  /// The list as JSON: `schema`, the run's marks, `columns`, and `rights`, one object a right. A value that is
  /// not known is null, and `states` names why. Points have two decimals; amounts are text in major units.
  /// - Parameter decisions: what is on record about the rights; left out where nil.
  public func json(decisions: [DecisionBook.Line]? = nil) -> String {
    JSONValue.fields(
      [("schema", .string(RightListView.schema))] + RunMarks.fields(run, options) + [
        ("feeYears", .array((0..<feeYears).map { .integer(run.fees.firstYear + $0) })),
        ("columns", .array(columns.map { .string($0.name) })),
        ("rights", .array(rows.map(object))),
      ] + (decisions.map { [("decisions", DecisionData.json($0))] } ?? [])
    ).text
  }

  private func object(_ row: Int) -> JSONValue {
    var fields: [(String, JSONValue)] = [("id", .integer(Int(run.table.rightIDs[row])))]
    var states: [(String, JSONValue)] = []
    for column in columns {
      switch column {
      case .grade:
        var grade: String?
        var gate: String?
        switch run.grades.outcome(row) {
        case .graded(let index): grade = run.gradingModel.grades[index].grade
        case .gated(let index): gate = run.gradingModel.gates[index].id
        case .otherKind: break
        }
        fields.append(("grade", .optional(grade)))
        fields.append(("gate", .optional(gate)))
      case .points:
        fields.append(("points", .hundredths(isGraded(row) ? Double(run.grades.points[row]) : nil)))
      case .interval:
        fields.append(
          (
            "interval",
            isGraded(row)
              ? .array([.hundredths(Double(run.grades.low[row])), .hundredths(Double(run.grades.high[row]))])
              : .null
          ))
      case .coverage:
        fields.append(("coverage", .hundredths(isGraded(row) ? Double(run.grades.coverage[row]) : nil)))
      case .fees:
        let certainty = run.fees.certainty[row]
        fields.append(
          (
            "fees",
            certainty == .none
              ? .null : .string(Money(minorUnits: fees(row), currency: run.currency).decimal)
          ))
        fields.append(("feesCertainty", .string(certainty.name)))
        fields.append(("feesAreLowerBound", .bool(isLowerBound(row))))
      case .text(let name): fields.append((name, .string(run.table.text(name, row))))
      case .fact(let fact):
        let value = FactData.json(run.table[fact], row)
        fields.append((fact.name, value.value))
        if run.withheldFacts.contains(fact) {
          states.append((fact.name, .string("withheld")))
        } else if let state = value.state {
          states.append((fact.name, .string(state)))
        }
      }
    }
    if !states.isEmpty { fields.append(("states", .fields(states))) }
    return .fields(fields)
  }

  /// The list as CSV for a spreadsheet, with a byte order mark: heads in the language, plain numbers, and the
  /// word for the state where a value is not known. Whether fees are a lower bound (≥) or an estimate (≈) stands in a
  /// column of its own. Cells that begin like formulas are neutralised.
  public func csv() -> [UInt8] { csv(beside: []) }

  /// The same with columns of a plan at the end.
  func csv(beside plan: [ReportBuilder.PlanColumn]) -> [UInt8] {
    var writer = CSVWriter(mark: true)
    let heads = columns.flatMap { column -> [String] in
      switch column {
      case .interval: return [wording.text(.lowest), wording.text(.highest)]
      // A number is a number: what is only a lower bound or an estimate says so beside it.
      case .fees: return [title(column), title(column) + " ≥≈"]
      default: return [title(column)]
      }
    }
    writer.write(heads + plan.map(\.title))
    for row in rows {
      let cells = columns.flatMap { plain($0, row) }
      writer.write(cells + plan.map { $0.text(row) })
    }
    return writer.bytes
  }

  private func plain(_ column: RightListColumn, _ row: Int) -> [String] {
    func number(_ value: Float) -> String {
      isGraded(row) ? NumberText.fixed(Double(value), 2, separators: false) : ""
    }
    switch column {
    case .points: return [number(run.grades.points[row])]
    case .coverage: return [number(run.grades.coverage[row])]
    case .interval: return [number(run.grades.low[row]), number(run.grades.high[row])]
    case .fees:
      if run.fees.certainty[row] == .none { return [wording.text(.noFee), ""] }
      let amount = Money(minorUnits: fees(row), currency: run.currency).decimal
      return [amount, isLowerBound(row) ? "≥" : run.fees.certainty[row] == .estimate ? "≈" : ""]
    case .fact(let fact):
      guard let values = run.table[fact], let value = values.number(row), values.type != .flag,
        values.type != .day
      else { return [cell(column, row).text] }
      return [NumberText.fixed(value, values.type == .integer ? 0 : 2, separators: false)]
    case .text, .grade: return [cell(column, row).text]
    }
  }
}

extension FeeColumns.Certainty {
  /// The word in JSON.
  var name: String {
    switch self {
    case .known: return "known"
    case .estimate: return "estimate"
    case .none: return "none"
    }
  }
}

/// Facts as data.
enum FactData {
  /// A fact's value, and the state's name when it is not known.
  static func json(_ column: FactColumn?, _ row: Int) -> (value: JSONValue, state: String?) {
    guard let column else { return (.null, name(.unknown)) }
    guard column.states[row] == .known else { return (.null, name(column.states[row])) }
    if let word = column.category(row) { return (.string(word), nil) }
    if let day = column.day(row) { return (.string(day.iso), nil) }
    guard let number = column.number(row) else { return (.null, name(.unknown)) }
    switch column.type {
    case .flag: return (.bool(number != 0), nil)
    case .decimal: return (.number(number, 4), nil)
    default: return (.integer(Int(number)), nil)
    }
  }

  static func name(_ state: FactState) -> String {
    switch state {
    case .known: return "known"
    case .unknown: return "unknown"
    case .notApplicable: return "not-applicable"
    case .notYetObservable: return "not-yet-observable"
    }
  }
}

/// The marks by which every JSON document names its run.
enum RunMarks {
  static func fields(_ run: ReviewRun, _ options: ReportOptions) -> [(String, JSONValue)] {
    let model = run.gradingModel.header
    return [
      ("language", .string(options.language.rawValue)), ("portfolio", .string(run.portfolioName)),
      ("asOf", .string(run.asOf.iso)), ("run", run.id > 0 ? .integer(Int(run.id)) : .null),
      ("program", .string(run.programVersion)), ("currency", .string(run.currency.code)),
      (
        "model",
        .object([
          "id": .string(model.id), "version": .string(model.version), "sha256": .string(model.file.sha256),
        ])
      ),
      ("snapshot", .string(run.snapshotHash)),
    ]
  }
}
