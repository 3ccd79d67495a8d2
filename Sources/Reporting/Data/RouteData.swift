import Grading
import PolicyModels
import PortfolioCore
import PortfolioReview

extension RouteView {
  /// The version of the form of ``json(_:)``. It grows by new keys only; anything else gets a new number.
  public static let schema = "winnow.routes/1"

  private func amount(_ minorUnits: Int64?) -> JSONValue {
    guard let minorUnits else { return .null }
    return .string(Money(minorUnits: minorUnits, currency: run.currency).decimal)
  }

  /// The routes of some rights as JSON.
  public func json(_ rows: [Int]) -> String {
    JSONValue.fields([
      ("schema", .string(RouteView.schema)), ("portfolio", .string(run.portfolioName)),
      ("run", run.id > 0 ? .integer(Int(run.id)) : .null), ("asOf", .string(run.asOf.iso)),
      ("currency", .string(run.currency.code)), ("model", .string(planner.model.header.name)),
      ("gates", .string(planner.gates.model.header.name)), ("holder", .optional(planner.gates.holder)),
      ("horizonYears", .integer(planner.model.horizonYears)),
      ("rights", .array(rows.map { listJSON($0) })),
    ]).text
  }

  /// The routes of a right as an object of data.
  func listJSON(_ row: Int) -> JSONValue {
    let list = routes(row)
    return .object([
      "id": .integer(Int(run.table.rightIDs[row])), "number": .string(gateView.number(row)),
      "deadline": .optional(list.deadline?.iso), "inGrace": .bool(list.isInGrace),
      "recommended": .optional(list.best?.route.id), "reason": .string(reason(list)),
      "lastSafeDay": .optional(list.best?.lastSafeDay?.iso),
      "safeDayIfGatesHold": .optional(list.best?.safeDayIfGatesHold?.iso),
      "routes": .array(list.options.map { optionJSON($0, row) }),
    ])
  }

  private func optionJSON(_ option: RouteOption, _ row: Int) -> JSONValue {
    .object([
      "route": .string(option.route.id), "title": .string(wording.text(option.route.title)),
      "action": .string(option.route.action.rawValue),
      "acts": .array(option.route.acts.map { .string($0.rawValue) }),
      "feasibility": .string(option.feasibility.rawValue), "least": amount(option.least),
      "most": amount(option.most), "proceedsLow": amount(option.proceeds?.low),
      "proceedsHigh": amount(option.proceeds?.high),
      "proceedsUnknown": .optional(option.unknownBecause.map { wording.text($0) }),
      "cost": amount(option.cost), "fees": amount(option.fees), "days": .integer(option.days),
      "lastSafeDay": .optional(option.lastSafeDay?.iso),
      "safeDayIfGatesHold": .optional(option.safeDayIfGatesHold?.iso),
      "failures": .array(option.failures.map { .string(wording.text($0)) }),
      "questions": .array(option.questions.map { .string($0.name) }),
      "gates": .array(
        option.gates.map { gate in
          .object([
            "gate": .string(planner.gates.model.gates[gate.index].id), "act": .string(gate.act.rawValue),
            "state": .string(gate.state.rawValue),
          ])
        }),
      "conditions": .array(obstacles(option, row: row).map { .string($0) }),
      "arrange": .string(wording.text(option.route.arrangements)),
      "article": .string(wording.text(option.route.ground.article)),
      "standing": .string(option.route.ground.standing.rawValue),
      "estimate": .string(wording.text(option.route.estimate.article)),
      "estimateStanding": .string(option.route.estimate.standing.rawValue),
    ])
  }

  /// One line a right and route, with a byte order mark.
  public func csv(_ rows: [Int]) -> [UInt8] {
    var writer = CSVWriter(mark: true)
    writer.write([
      "number", "title", "unit", "deadline", "place", "recommended", "route", "name", "action", "feasibility",
      "least",
      "most", "proceeds_low", "proceeds_high", "proceeds_unknown", "cost", "fees", "days", "last_safe_day",
      "gates", "conditions", "arrange", "article", "standing", "estimate_standing", "deadline_is",
      "safe_day_if_gates_hold",
    ])
    func amount(_ value: Int64?) -> String {
      value.map { Money(minorUnits: $0, currency: run.currency).decimal } ?? ""
    }
    for row in rows {
      let list = routes(row)
      for (place, option) in list.options.enumerated() {
        var cells = [
          gateView.number(row), run.table.text("title", row), run.table.text("unit", row),
          list.deadline?.iso ?? "", "\(place + 1)", place == list.recommended ? "yes" : "no", option.route.id,
        ]
        cells += [
          wording.text(option.route.title), option.route.action.rawValue, option.feasibility.rawValue,
          amount(option.least), amount(option.most), amount(option.proceeds?.low),
          amount(option.proceeds?.high),
        ]
        cells += [
          option.unknownBecause.map { wording.text($0) } ?? "", amount(option.cost), amount(option.fees),
          "\(option.days)", option.lastSafeDay?.iso ?? "", gateIDs(option),
        ]
        cells += [
          obstacles(option, row: row).joined(separator: both("；", "; ")),
          wording.text(option.route.arrangements), wording.text(option.route.ground.article),
          option.route.ground.standing.rawValue, option.route.estimate.standing.rawValue,
          list.deadline == nil ? "" : list.isInGrace ? "end-of-grace" : "due-day",
          option.safeDayIfGatesHold?.iso ?? "",
        ]
        writer.write(cells)
      }
    }
    return writer.bytes
  }
}
