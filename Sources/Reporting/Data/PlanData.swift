import PolicyModels
import PortfolioCore
public import PortfolioReview
import Pruning

extension PlanView {
  /// The version of the form of ``json()``. It grows by new keys only; anything else gets a new number.
  public static let schema = "winnow.plan/1"

  private func decimal(_ minorUnits: Int64) -> JSONValue {
    .string(Money(minorUnits: minorUnits, currency: run.currency).decimal)
  }

  private func valueJSON(_ value: Int64?) -> JSONValue {
    guard let value else { return .null }
    return head.valueUnit == .money
      ? .integer(Int(value)) : .decimal(NumberText.scaledText(Int(value), 2, separators: false))
  }

  /// The plan as JSON: result and proof, ledger, rows with their prices, insights, and one object a right.
  /// - Parameter untilKept: a right's row and the smallest budgets at which it is kept, where that was asked for.
  public func json(untilKept: (right: Int, found: [KeepingBudget])? = nil) -> String {
    JSONValue.fields(
      fields() + (untilKept.map { [("untilKept", keepingJSON($0.right, $0.found))] } ?? [])
    ).text
  }

  func fields() -> [(String, JSONValue)] {
    var fields: [(String, JSONValue)] = [
      ("schema", .string(PlanView.schema)), ("portfolio", .string(run.portfolioName)),
      ("run", run.id > 0 ? .integer(Int(run.id)) : .null), ("asOf", .string(run.asOf.iso)),
      ("currency", .string(run.currency.code)), ("scenario", .string(head.scenario)),
      ("title", .string(wording.text(head.title))), ("objective", .string(head.objective)),
      ("worth", .string(wording.text(head.worthSource))), ("valueUnit", .string(head.valueUnit.rawValue)),
      ("discountRate", .decimal(head.discountRate)), ("firstYear", .integer(head.firstYear)),
      ("lastRuledYear", .integer(head.lastRuledYear)), ("horizon", .integer(head.yearCount)),
      ("status", .string(head.status.rawValue)), ("proof", .string(head.proof.rawValue)),
      ("value", valueJSON(head.value)), ("bound", valueJSON(head.bound)),
      ("gap", head.gap.map { .decimal(PlanView.ratio($0)) } ?? .null), ("says", .string(verdict)),
    ]
    var counts: [(String, JSONValue)] = []
    for action in PlanAction.allCases {
      // Without a plan nothing is kept and nothing is let go.
      counts.append(
        (action.word, head.value == nil ? .null : .integer(plan.actions.count { $0 == action })))
    }
    fields.append(("counts", .fields(counts)))
    fields.append(("rows", .array(head.rows.indices.map(rowJSON))))
    if head.value != nil {
      fields.append(("ledger", .array(ledger.years.map(yearJSON))))
      fields.append(("byUnit", .array(unitParts.map(partJSON))))
      fields.append(("byOffice", .array(officeParts.map(partJSON))))
    }
    fields.append(("conflict", .array(head.conflict.map { .string(wording.text(head.rows[$0].name)) })))
    fields.append(
      (
        "relief",
        .array(
          head.relief.map {
            .object([
              "row": .integer($0.row), "amount": amountJSON($0.amount, head.rows[$0.row]),
              "level": $0.level.map { .decimal(NumberText.scaledText(Int($0), 4, separators: false)) }
                ?? .null,
            ])
          })
      ))
    fields.append(("isConflictProven", head.isConflictProven.map { .bool($0) } ?? .null))
    fields.append(
      ("conflictRights", .array((head.conflictRights ?? []).map { .string(number($0)) })))
    if let sides = head.sides { fields.append(("conflictSides", .array(sides.map(sideJSON)))) }
    fields.append(
      (
        "keptBelowFees",
        .object([
          "count": .integer(belowFees.count),
          "fees": decimal(belowFees.reduce(0) { $0 + feesOfRules($1.row) }),
          "rights": .array(belowFees.map { .string(number($0.row)) }),
        ])
      ))
    if let insights = head.insights { fields.append(("insights", insightsJSON(insights))) }
    fields.append(("rights", .array(head.value == nil ? [] : plan.actions.indices.map(rightJSON))))
    fields.append(("notes", .array(notes.map { .string($0) })))
    return fields
  }

  private func partJSON(_ part: PlanLedger.Part) -> JSONValue {
    .object([
      "name": .string(part.name), "spent": decimal(part.spend), "saved": decimal(part.saved),
      "kept": .integer(part.kept), "letGo": .integer(part.letGo),
    ])
  }

  private func sideJSON(_ side: ConflictSide) -> JSONValue {
    .object([
      "kind": .string(side.kind.rawValue), "title": .string(wording.text(side.title)),
      "row": side.row.map { .integer($0) } ?? .null, "rights": .integer(side.rights),
      "needs": .array(
        side.needs.map {
          .object(["row": .integer($0.row), "amount": amountJSON($0.amount, head.rows[$0.row])])
        }),
      "change": side.row.flatMap { row in side.change.map { amountJSON($0, head.rows[row]) } } ?? .null,
      "isLeast": .bool(side.isLeast), "helps": .bool(side.helps || side.change != nil || side.level != nil),
      "trial": .optional(side.trial?.rawValue),
      "level": side.level.flatMap { level in side.row.map { levelJSON(level, head.rows[$0]) } } ?? .null,
    ])
  }

  /// The number of a rule: rights, or a part of one.
  private func levelJSON(_ level: Int64, _ row: PlanRow) -> JSONValue {
    row.kind == .coverage
      ? .integer(Int(level)) : .decimal(NumberText.scaledText(Int(level), 4, separators: false))
  }

  private func shareJSON(_ row: PlanRow) -> JSONValue {
    guard let share = row.share else { return .null }
    return .object([
      "floor": .decimal(NumberText.scaledText(Int(share.floor), 4, separators: false)),
      "ofSortBefore": .integer(share.whatBefore), "allBefore": .integer(share.allBefore),
      "ofSortAfter": share.whatAfter.map { .integer($0) } ?? .null,
      "allAfter": share.allAfter.map { .integer($0) } ?? .null,
    ])
  }

  private func stepJSON(_ step: BudgetStep) -> JSONValue {
    func rights(_ rows: [Int]) -> JSONValue { .array(rows.map { .string(number($0)) }) }
    return .object([
      "row": .integer(step.row), "amount": decimal(step.amount), "gain": valueJSON(step.gain),
      "keeps": rights(step.kept), "letsGo": rights(step.letGo), "status": .string(step.status.rawValue),
    ])
  }

  /// The sentences of the notes.
  private var notes: [String] {
    notesSection.blocks.flatMap { block -> [String] in
      if case .list(let items) = block { return items }
      return []
    }
  }

  /// A number to six places; null where it is too large to be written.
  private static func number(_ value: Double) -> JSONValue {
    let text = NumberText.fixed(value, 6, separators: false)
    return text.allSatisfy { $0.isASCII } ? .decimal(text) : .null
  }

  /// A small share with its figures, never in powers of ten.
  private static func ratio(_ share: Double) -> String {
    NumberText.fixed(share, 9, separators: false)
  }

  private func amountJSON(_ amount: Int64, _ row: PlanRow) -> JSONValue {
    switch row.kind {
    case .budget, .unitShare: return decimal(amount)
    case .coverage: return .integer(Int(amount))
    case .share: return .decimal(NumberText.scaledText(Int(amount), 4, separators: false))
    }
  }

  private func rowJSON(_ index: Int) -> JSONValue {
    let row = head.rows[index]
    var price: JSONValue = .null
    // Without a plan the multipliers prove that there is none, and say nothing of worth.
    if index < head.multipliers.count, head.value != nil {
      let units: Double
      switch row.kind {
      case .budget, .unitShare: units = Double(run.currency.minorPerMajor)
      case .coverage: units = 1
      case .share: units = 10_000
      }
      let value = Double(head.multipliers[index]) / Double(PruningPlan.multiplierScale) * units
      price = PlanView.number(head.valueUnit == .points ? value / 100 : value)
    }
    return .object([
      "rule": .string(row.rule), "kind": .string(row.kind.rawValue), "name": .string(wording.text(row.name)),
      "year": .integer(row.year), "sense": .string(row.isCap ? "at-most" : "at-least"),
      "limit": amountJSON(row.limit, row), "reserved": amountJSON(row.reserved, row),
      "used": head.uses.isEmpty ? .null : amountJSON(head.uses[index], row), "price": price,
      "share": shareJSON(row),
      "multiplier": index < head.multipliers.count ? .integer(Int(head.multipliers[index])) : .null,
    ])
  }

  private func yearJSON(_ year: PlanLedger.Year) -> JSONValue {
    .object([
      "year": .integer(year.year), "budget": year.cap.map(decimal) ?? .null,
      "carriedIn": year.carriedIn.map(decimal) ?? .null,
      "paidFromElsewhere": decimal(year.elsewhere), "spent": decimal(year.spend),
      "spentOnRightsNeedingAFact": decimal(year.reserved), "left": year.slack.map(decimal) ?? .null,
      "feesPaid": .integer(year.paid), "letGo": .integer(year.letGo), "saved": decimal(year.saved),
      "savedWithoutConditions": decimal(year.savedClear),
      "savedUnderConditions": decimal(year.savedConditional),
      "worthKept": valueJSON(year.worthKept), "worthForgone": valueJSON(year.worthForgone),
    ])
  }

  private func insightsJSON(_ insights: PlanInsights) -> JSONValue {
    var fields: [(String, JSONValue)] = [
      (
        "prices",
        .array(
          insights.prices.map { price in
            .object([
              "row": .integer(price.row),
              "price": PlanView.number(price.price),
              "from": decimal(price.from), "to": price.to.map(decimal) ?? .null,
            ])
          })
      ),
      (
        "rules",
        .array(
          insights.rules.map { rule in
            .object([
              "rule": .string(rule.rule), "title": .string(wording.text(rule.title)),
              "concerns": .integer(rule.size), "cost": valueJSON(rule.cost), "atMost": valueJSON(rule.atMost),
            ])
          })
      ),
    ]
    if let step = insights.step { fields.append(("step", stepJSON(step))) }
    if let step = insights.smallestStep { fields.append(("smallestStep", stepJSON(step))) }
    fields.append(("isCut", insights.isCut.map { .bool($0) } ?? .null))
    if let frontier = insights.frontier {
      fields.append(("frontierAsked", frontier.asked.map { .integer($0) } ?? .null))
      fields.append(
        (
          "frontier",
          .array(
            frontier.points.map { point in
              .object([
                "budgets": .array(own(frontier, point.budgets).map(decimal)),
                "spent": .array(point.spent.isEmpty ? [] : own(frontier, point.spent).map(decimal)),
                "value": valueJSON(point.value), "ceiling": valueJSON(point.ceiling),
                "status": .string(point.status.rawValue), "kept": .integer(point.kept),
                "letGo": .integer(point.letGo), "chosen": .bool(point.isChosen),
              ])
            })
        ))
    }
    if let stability = insights.stability {
      fields.append(
        (
          "stability",
          .object([
            "draws": .integer(stability.draws),
            "asked": stability.asked.map { .integer($0) } ?? .null,
            "spread": .decimal(NumberText.fixed(stability.spread, 4, separators: false)),
            "seed": .string("\(stability.seed)"),
          ])
        ))
    }
    return .fields(fields)
  }

  private func verdict(of row: Int) -> PlanStability.Verdict? {
    guard let stability = head.insights?.stability, plan.keptDraws.indices.contains(row) else { return nil }
    return stability.verdict(kept: plan.keptDraws[row])
  }

  /// The parts of what a late fee buys: days at a worth a year.
  private func boughtJSON(_ late: LateFee) -> JSONValue {
    guard let bought = late.bought else { return .null }
    return .object([
      "until": .string(bought.until.iso), "days": .integer(bought.days),
      "worthAYear": .integer(Int(bought.worthAYear)), "worth": .integer(Int(bought.worth.rounded())),
    ])
  }

  private func rightJSON(_ row: Int) -> JSONValue {
    let start = row * head.yearCount
    var fields: [(String, JSONValue)] = [
      ("id", .integer(Int(run.table.rightIDs[row]))), ("number", .string(number(row))),
      ("action", .string(plan.actions[row].word)),
      ("keepThrough", plan.keepThrough[row] > 0 ? .integer(Int(plan.keepThrough[row])) : .null),
      ("lapseDay", .optional(plan.lapseDay(row)?.iso)),
      ("reason", .optional(plan.actions[row].letsGo ? why(row) : plan.reason(row).map { wording.text($0) })),
      ("margin", valueJSON(plan.margin(row))), ("worthBasis", .optional(plan.ground(row)?.word)),
      ("belowFees", .bool(isBelowFees.contains(row))),
    ]
    if plan.actions[row].letsGo {
      fields.append(("condition", .string(plan.condition(row).word)))
      let issues =
        gateView.map { $0.gates.issues(row, .lapse, on: plan.lapseDay(row), table: run.table) } ?? []
      fields.append(
        ("gates", .array(issues.compactMap { gateView?.findingJSON($0, acts: [.lapse]) })))
      let routes = routeView?.routes(row)
      fields.append(("route", .optional(routes?.best?.route.id)))
      fields.append(("lastSafeDay", .optional(routes?.best?.lastSafeDay?.iso)))
    }
    if plan.hasMargin[row] {
      fields += [
        ("netWorth", valueJSON(plan.marginNet[row])), ("budgetElsewhere", valueJSON(plan.marginPrice[row])),
        ("byRules", valueJSON(plan.marginCredit[row])),
        ("marginAgainst", .optional(plan.alternative(row)?.word)),
        ("netOverNextDueDay", valueJSON(plan.netOverLettingGo(row))),
        ("marginOverNextDueDay", valueJSON(plan.marginOverLettingGo(row))),
      ]
    }
    if let late = plan.lateFee(row) {
      fields.append(
        (
          "lateFee",
          .object([
            "due": .string(late.due.iso), "lastDay": .string(late.lastDay.iso), "toPay": decimal(late.amount),
            "surcharge": decimal(late.surcharge), "payment": .string(late.payment.rawValue),
            "isLast": .bool(plan.isLastFee(late)), "bought": boughtJSON(late),
          ])
        ))
    }
    if let open = run.fees.unrecordedFee(row) {
      fields.append(
        (
          "feeTakenAsPaid",
          .object([
            "due": .string(open.due.iso), "lastDay": .string(open.lastDay.iso),
            "toPay": open.minorUnits.map { decimal($0) } ?? .null, "hasLedger": .bool(open.hasLedger),
          ])
        ))
    }
    if let verdict = verdict(of: row) {
      fields.append(("keptDraws", .integer(Int(plan.keptDraws[row]))))
      fields.append(("stability", .string(verdict.rawValue)))
    }
    fields.append(("fees", .array((0..<head.yearCount).map { decimal(plan.fees[start + $0]) })))
    fields.append(("net", .array((0..<head.yearCount).map { valueJSON(plan.net[start + $0]) })))
    return .fields(fields)
  }

  /// The cells of a fee that is late by the register, or past its due day without a payment on record, which the plan takes
  /// as paid: due day, last day, to pay, surcharge, and by which of the two.
  private func lateFields(_ row: Int, _ amount: (Int64) -> String) -> [String] {
    if let late = plan.lateFee(row) {
      return [late.due.iso, late.lastDay.iso, amount(late.amount), amount(late.surcharge), "register"]
    }
    guard let open = run.fees.unrecordedFee(row) else { return ["", "", "", "", ""] }
    return [open.due.iso, open.lastDay.iso, open.minorUnits.map(amount) ?? "", "", "no-payment-on-record"]
  }

  /// One line a right for a spreadsheet, with a byte order mark: the lines that the ledger adds up from.
  public func csv() -> [UInt8] {
    var writer = CSVWriter(mark: true)
    let years = (head.firstYear..<head.firstYear + head.yearCount).map { "\($0)" }
    let ruled = head.firstYear...head.lastRuledYear
    var heads: [String] = [
      "number", "title", "unit", "business_line", "office", "kind", "grade", "action", "keep_through",
      "lapse_day", "reason", "margin", "net_worth", "budget_elsewhere", "by_rules", "kept_draws",
      "stability", "condition", "gates", "route", "last_safe_day",
    ]
    for name in ["fee", "worth", "net"] { heads += years.map { "\(name)_\($0)" } }
    heads += ["worth_basis", "below_fees"]
    for name in ["paid", "saved"] { heads += ruled.map { "\(name)_\($0)" } }
    heads += [
      "margin_against", "net_over_next_due_day", "margin_over_next_due_day", "late_due_day", "late_last_day",
      "late_to_pay", "late_surcharge", "late_by",
    ]
    writer.write(heads)
    for row in plan.actions.indices {
      let start = row * head.yearCount
      let hasMargin = plan.hasMargin[row] && head.value != nil
      func plainValue(_ value: Int64) -> String {
        head.valueUnit == .money ? "\(value)" : NumberText.scaledText(Int(value), 2, separators: false)
      }
      let grade = grade(row)
      let draws = plan.keptDraws.indices.contains(row) ? plan.keptDraws[row] : -1
      var cells: [String] = ["number", "title", "unit", "business-line"].map { run.table.text($0, row) }
      cells[0] = number(row)
      cells += [.office, .rightKind].map { (fact: FactID) in run.table[fact]?.category(row) ?? "" }
      // Without a plan nothing is kept and nothing is let go.
      let hasPlan = head.value != nil
      cells += [grade.isMuted ? "" : grade.text, hasPlan ? plan.actions[row].word : ""]
      cells.append(hasPlan && plan.keepThrough[row] > 0 ? "\(plan.keepThrough[row])" : "")
      cells.append(plan.lapseDay(row)?.iso ?? "")
      cells.append(
        plan.actions[row].letsGo ? why(row) : plan.reason(row).map { wording.text($0) } ?? "")
      cells.append(hasMargin ? plan.margin(row).map(plainValue) ?? "" : "")
      for part in [plan.marginNet[row], plan.marginPrice[row], plan.marginCredit[row]] {
        cells.append(hasMargin ? plainValue(part) : "")
      }
      cells += [draws >= 0 ? "\(draws)" : "", verdict(of: row)?.rawValue ?? ""]
      cells += [plan.actions[row].letsGo ? plan.condition(row).word : "", conditions(row)]
      let best = plan.actions[row].letsGo ? routeView?.routes(row).best : nil
      cells += [best?.route.id ?? "", best?.lastSafeDay?.iso ?? ""]
      for fee in plan.fees[start..<start + head.yearCount] {
        cells.append(Money(minorUnits: fee, currency: run.currency).decimal)
      }
      for list in [plan.worth, plan.net] {
        for year in 0..<head.yearCount { cells.append(plainValue(list[start + year])) }
      }
      cells += [plan.ground(row)?.word ?? "", isBelowFees.contains(row) ? "yes" : ""]
      // The columns that a ledger's spending and saving are the sums of.
      func amount(_ minorUnits: Int64) -> String {
        Money(minorUnits: minorUnits, currency: run.currency).decimal
      }
      cells += ruled.map { hasPlan ? amount(plan.pays(row, $0) ? plan.fee(row, $0) : 0) : "" }
      cells += ruled.map {
        hasPlan ? amount(!plan.pays(row, $0) && plan.actions[row].letsGo ? plan.fee(row, $0) : 0) : ""
      }
      cells.append(hasPlan ? plan.alternative(row)?.word ?? "" : "")
      cells.append(hasPlan ? plan.netOverLettingGo(row).map(plainValue) ?? "" : "")
      cells.append(hasPlan ? plan.marginOverLettingGo(row).map(plainValue) ?? "" : "")
      cells += lateFields(row, amount)
      writer.write(cells)
    }
    return writer.bytes
  }
}
