import PolicyModels
public import PortfolioCore
public import PortfolioReview

extension RightExplainer {
  /// The version of the form of ``json(_:options:since:decisions:)``. It grows by new keys only.
  public static let schema = "winnow.explanation/1"

  /// The explanation of a row as JSON: the run's marks, identity, verdict, facts with their states, parts of
  /// the score with reasons, and fees by year as text in major units.
  public func json(
    _ row: Int, options: ReportOptions, since diff: RunDiff? = nil, decisions: [DecisionBook.Line]? = nil
  ) -> String {
    let right = explain(row, withChanges: true, since: diff)
    var fields: [(String, JSONValue)] = [("schema", .string(RightExplainer.schema))]
    fields += RunMarks.fields(run, options)
    fields += [
      ("id", .integer(Int(right.rightID))), ("number", .string(right.number)),
      ("title", .string(right.title)),
      ("identity", .fields(right.identity.map { ($0.key, .string($0.text)) })),
      ("grade", .optional(right.grade)), ("gate", .optional(right.gate)), ("verdict", .string(right.verdict)),
      ("points", .hundredths(right.points)), ("low", .hundredths(right.low)),
      ("high", .hundredths(right.high)),
      ("coverage", .hundredths(right.coverage)), ("parts", .array(right.parts.map(part))),
      ("facts", .array(right.facts.map { fact($0, row) })),
      ("fees", .array(right.fees.map(fee))), ("feesCertainty", .string(right.certainty.name)),
      ("noFeeReason", .optional(right.noFeeReason)), ("unrecordedFee", .optional(right.unrecordedFee)),
      ("reasons", reasons(right.reasons)),
    ]
    if let view = gateView {
      let lines = view.lines(GateView.Filter(rows: [row]))
      fields.append(("gates", .array(lines.map { view.findingJSON($0.finding, acts: $0.acts) })))
    }
    if let view = routeView { fields.append(("routes", view.listJSON(row))) }
    if run.plan != nil { fields.append(("plan", .array(right.plan.map { .string($0) }))) }
    if let decisions { fields.append(("decisions", DecisionData.json(decisions))) }
    return JSONValue.fields(fields).text
  }

  private func reasons(_ reasons: GradeReasons) -> JSONValue {
    func list(_ sentences: [String]) -> JSONValue { .array(sentences.map { .string($0) }) }
    return .object([
      "axes": list(reasons.axes), "bounds": list(reasons.bounds), "lastYear": .optional(reasons.lastYear),
      "held": .optional(reasons.held), "movedBecause": .optional(reasons.movedBecause),
      "settling": list(reasons.settling), "lifting": list(reasons.lifting),
      "lowering": list(reasons.lowering), "views": list(reasons.views),
    ])
  }

  private func fact(_ line: RightExplanation.FactLine, _ row: Int) -> JSONValue {
    .object([
      "fact": .string(line.id.name), "title": .string(line.title),
      "state": .string(FactData.name(line.state)),
      "value": FactData.json(run.table[line.id], row).value, "text": .string(line.text),
    ])
  }

  private func part(_ line: RightExplanation.PartLine) -> JSONValue {
    .object([
      "criterion": .string(line.id), "title": .string(line.title), "value": .string(line.value),
      "state": .string(line.isLeftOut ? "left-out" : line.isKnown ? "known" : "assumed"),
      "points": line.isLeftOut ? .null : .hundredths(line.points),
      "low": line.isLeftOut ? .null : .hundredths(line.low),
      "high": line.isLeftOut ? .null : .hundredths(line.high),
      "share": .decimal(NumberText.scaledText(line.share, 4, separators: false)),
      "contribution": .decimal(NumberText.scaledText(line.hundredths, 2, separators: false)),
      "reason": .string(line.reason),
    ])
  }

  private func fee(_ line: RightExplanation.FeeLine) -> JSONValue {
    .object([
      "year": .integer(line.year),
      "amount": .string(Money(minorUnits: line.amount, currency: run.currency).decimal),
    ])
  }

  /// The explanation of a row as CSV for a spreadsheet: section, key, name, value, points, share,
  /// contribution, reason.
  public func csv(_ row: Int) -> [UInt8] {
    let right = explain(row)
    var writer = CSVWriter(mark: true)
    writer.write(
      [ReportText.section, .code, .title, .value, .points, .weight, .contribution, .reason].map {
        wording.text($0)
      })
    func line(_ section: ReportText, _ key: String, _ title: String, _ value: String) {
      writer.write([wording.text(section), key, title, value, "", "", "", ""])
    }
    line(.identityHead, "number", wording.text(.number), right.number)
    line(.identityHead, "title", wording.text(.title), right.title)
    for one in right.identity { line(.identityHead, one.key, one.label, one.text) }
    line(.grade, right.grade ?? right.gate ?? "", wording.text(.grade), right.verdict)
    for part in right.parts {
      writer.write([
        wording.text(.partsHead), part.id, part.title, part.value,
        part.isLeftOut ? "" : NumberText.fixed(part.points, 2, separators: false),
        NumberText.scaledText(part.share, 4, separators: false),
        NumberText.scaledText(part.hundredths, 2, separators: false), part.reason,
      ])
    }
    for fee in right.fees {
      line(
        .feesHead, String(fee.year), String(fee.year),
        Money(minorUnits: fee.amount, currency: run.currency).decimal)
    }
    if let reason = right.noFeeReason { line(.feesHead, "", wording.text(.noFee), reason) }
    for fact in right.facts { line(.factsHead, fact.id.name, fact.title, fact.text) }
    return writer.bytes
  }
}
