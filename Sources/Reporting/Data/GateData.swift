import Grading
import PolicyModels
import PortfolioCore
import PortfolioReview

extension GateView {
  /// The version of the form of ``json(_:)``. It grows by new keys only; anything else gets a new number.
  public static let schema = "winnow.gates/1"

  /// The gates as JSON: the questions of the whole portfolio, a count a gate, and the lines of a filter.
  public func json(_ filter: Filter) -> String {
    let whole = gates.wholeQuestions(table: run.table, act: filter.act).questions
    return JSONValue.fields([
      ("schema", .string(GateView.schema)), ("portfolio", .string(run.portfolioName)),
      ("run", run.id > 0 ? .integer(Int(run.id)) : .null), ("asOf", .string(run.asOf.iso)),
      ("model", .string(gates.model.header.name)), ("holder", .optional(gates.holder)),
      ("act", .optional(filter.act?.rawValue)),
      (
        "wholePortfolio",
        .array(
          whole.map { question in
            .object([
              "fact": .string(question.fact.name), "title": .string(wording.factTitle(question.fact)),
              "gates": .array(question.gates.map { .string($0) }), "rights": .integer(question.rights),
              "says": .string(sentence(question)),
            ])
          })
      ), ("gates", .array(tallies(filter.act).map(tallyJSON))),
      ("lines", .array(lines(filter).map(lineJSON))),
    ]).text
  }

  private func tallyJSON(_ tally: Tally) -> JSONValue {
    .object([
      "gate": .string(tally.gate.id), "title": .string(wording.text(tally.gate.title)),
      "effect": .string(tally.gate.effect.word), "demand": .string(demand(tally.gate)),
      "acts": .array(tally.gate.acts.map { .string($0.rawValue) }),
      "closed": .integer(tally.closed), "question": .integer(tally.question),
      "wholePortfolio": .integer(tally.whole), "lifted": .integer(tally.lifted),
      "expired": .integer(tally.expired), "clear": .integer(tally.clear),
      "article": .string(wording.text(tally.gate.ground.article)),
      "standing": .string(tally.gate.ground.standing.rawValue),
    ])
  }

  /// A finding as an object of data.
  func findingJSON(_ finding: GateFinding, acts: [GatedAct]) -> JSONValue {
    .object([
      "gate": .string(finding.gate.id), "title": .string(wording.text(finding.gate.title)),
      "acts": .array(acts.map { .string($0.rawValue) }), "state": .string(finding.state.rawValue),
      "blocks": .bool(finding.blocks), "effect": .string(finding.gate.effect.word),
      "demand": .string(demand(finding.gate)), "facts": .array(finding.facts.map { .string($0.name) }),
      "why": .string(why(finding)),
      "evidenceNeeded": .string(wording.text(finding.gate.evidence)),
      "liftedBy": .optional(lifting(finding).isEmpty ? nil : lifting(finding)),
      "validTo": .optional(finding.evidence?.validTo?.iso),
      "outdated": .array(
        finding.changes.map {
          .object([
            "subject": .string($0.subject), "then": .array($0.then.map { .string($0) }),
            "now": .array($0.now.map { .string($0) }),
          ])
        }),
      "acceptance": .string(finding.gate.acceptance.rawValue),
      "article": .string(wording.text(finding.gate.ground.article)),
      "standing": .string(finding.gate.ground.standing.rawValue),
    ])
  }

  private func lineJSON(_ line: Line) -> JSONValue {
    .object([
      "id": .integer(Int(run.table.rightIDs[line.finding.row])),
      "number": .string(number(line.finding.row)), "finding": findingJSON(line.finding, acts: line.acts),
    ])
  }

  /// The lines of a filter as CSV with a byte order mark.
  public func csv(_ filter: Filter) -> [UInt8] {
    var writer = CSVWriter(mark: true)
    writer.write([
      "number", "title", "unit", "gate", "name", "acts", "state", "blocks", "effect", "demand", "facts",
      "why",
      "evidence_needed", "lifted_by", "valid_to", "article", "standing",
    ])
    for line in lines(filter) {
      let finding = line.finding
      writer.write([
        number(finding.row), run.table.text("title", finding.row), run.table.text("unit", finding.row),
        finding.gate.id, wording.text(finding.gate.title),
        line.acts.map(\.rawValue).joined(separator: ";"), finding.state.rawValue,
        finding.blocks ? "yes" : "no", finding.gate.effect.word, demand(finding.gate),
        finding.facts.map(\.name).joined(separator: ";"), why(finding), wording.text(finding.gate.evidence),
        lifting(finding), finding.evidence?.validTo?.iso ?? "", wording.text(finding.gate.ground.article),
        finding.gate.ground.standing.rawValue,
      ])
    }
    return writer.bytes
  }
}
