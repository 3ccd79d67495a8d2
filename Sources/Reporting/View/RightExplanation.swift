import Grading
public import PortfolioCore
public import PortfolioReview
import Renewals

/// Everything that led to one right's grade and fees, in one language.
public struct RightExplanation: Sendable {
  /// A fact with its value, or why there is none.
  public struct FactLine: Sendable {
    /// The fact.
    public let id: FactID
    /// Its name.
    public let title: String
    /// Its state.
    public let state: FactState
    /// The value, or the word for the state.
    public let text: String
  }

  /// A criterion's part in the score.
  public struct PartLine: Sendable {
    /// The criterion's id in the model.
    public let id: String
    /// Its name.
    public let title: String
    /// The value, or the word for the state.
    public let value: String
    /// False when an assumption stands for the value, or the criterion was left out.
    public let isKnown: Bool
    /// True when the model leaves the criterion out for this right.
    public let isLeftOut: Bool
    /// 0 to 100.
    public let points: Double
    /// The least points possible.
    public let low: Double
    /// The greatest points possible.
    public let high: Double
    /// The share of the score in hundredths of a percent; the parts' shares add up to 10,000 exactly.
    public let share: Int
    /// The share that the rule book gives it before criteria are left out, in hundredths of a percent.
    public let bookShare: Int
    /// What it adds, in hundredths of a point; the parts' hundredths add up to the score's exactly.
    public let hundredths: Int
    /// The reason as a sentence.
    public let reason: String
  }

  /// The fees of a year.
  public struct FeeLine: Sendable {
    /// The year of the due day.
    public let year: Int
    /// Minor units.
    public let amount: Int64
  }

  /// The row of the fact table.
  public let row: Int
  /// The stored id.
  public let rightID: Int64
  /// The number shown.
  public let number: String
  /// The title as the source gives it.
  public let title: String
  /// Texts with their names: owner, unit, numbers; empty ones are left out.
  public let identity: [(key: String, label: String, text: String)]
  /// The grade by its name in the model, or nil when the right is outside the grades.
  public let grade: String?
  /// The grade for people: its letter or title.
  public let gradeName: String?
  /// The grade's index in the model.
  public let gradeIndex: Int?
  /// The gate's id, when one decided.
  public let gate: String?
  /// Grade, points, interval and coverage, or the gate, as a sentence.
  public let verdict: String
  /// Between which grades the right could lie; nil when the grade is settled.
  public let couldBe: String?
  /// Why it has that grade, beside the parts of the score.
  public let reasons: GradeReasons
  /// What binds the right, as a sentence: pledge, dispute, licences, use in a product; nil when nothing does.
  public let ties: String?
  /// The score, 0 to 100; nil outside the grades.
  public let points: Double?
  /// The least score possible.
  public let low: Double?
  /// The greatest score possible.
  public let high: Double?
  /// The share of the score that rests on known facts.
  public let coverage: Double?
  /// The facts, in the catalogue's order.
  public let facts: [FactLine]
  /// The parts of the score; empty outside the grades.
  public let parts: [PartLine]
  /// The fees by year; empty when no fee can be named.
  public let fees: [FeeLine]
  /// How sure the fees are.
  public let certainty: FeeColumns.Certainty
  /// The fees that the amounts leave out, because no source gives what they cost, as a sentence; nil without any.
  public let unknownFees: String?
  /// The years whose amounts leave out such a fee.
  public let yearsWithUnknownFees: Set<Int>
  /// The fee past its due day without a payment on record that the register does not call late, as a sentence; nil
  /// without one.
  public let unrecordedFee: String?
  /// Why no fee can be named.
  public let noFeeReason: String?
  /// What the plan recommends and what decided it, as sentences; empty in runs without a plan.
  public let plan: [String]
  /// The gates before a disposal that are closed, open questions or lifted, as sentences.
  public let gates: [String]
  /// The routes of disposal, the recommended one first, as sentences; empty unless asked for or let go by the plan.
  public let routes: [String]
}

/// Explains rights of a run: the same routine for HTML, terminal and JSON.
public struct RightExplainer: Sendable {
  /// The run.
  public let run: ReviewRun
  /// The words.
  public let wording: Wording
  let engine: GradingEngine
  private let planView: PlanView?
  private let unknownFees: [Int: [UnknownFee]]
  let gateView: GateView?
  let routeView: RouteView?

  /// Prepares the cohorts once for any number of rights.
  public init(run: ReviewRun, wording: Wording) {
    self.run = run
    self.wording = wording
    engine = run.engine(run.primary)
    unknownFees = Dictionary(grouping: run.fees.unknown, by: \.row)
    planView = PlanView(run: run, wording: wording, listed: 0) { _ in nil }
    gateView = GateView(run: run, wording: wording, asksOnce: true) { _ in nil }
    routeView = RouteView(run: run, wording: wording) { _ in nil }
  }

  /// Names and labels of the texts of a right, in the order shown.
  static let identityTexts: [(key: String, label: ReportText)] = [
    ("title-translated", .titleTranslated), ("owner", .owner), ("unit", .unit),
    ("business-line", .businessLine),
    ("application-number", .applicationNumber), ("publication-number", .publicationNumber),
    ("family", .family),
  ]

  /// What binds a right, as a sentence; nil when nothing is recorded.
  private func ties(_ row: Int) -> String? {
    let found = tieNames(row)
    return found.isEmpty ? nil : wording.text(.boundRight, ["ties": wording.list(found)])
  }

  /// The names of what binds a right.
  func tieNames(_ row: Int) -> [String] {
    var found: [String] = []
    for fact in [FactID.pledged, .inDispute] where run.table[fact]?.number(row) == 1 {
      found.append(wording.factTitle(fact))
    }
    if let licences = run.table[.licencesOut]?.number(row), licences > 0 {
      found.append("\(wording.factTitle(.licencesOut)) \(wording.count(Int(licences)))")
    }
    if let use = run.table[.productUse]?.category(row), use == "core" {
      found.append("\(wording.factTitle(.productUse)) \(wording.word(.productUse, use))")
    }
    return found
  }

  /// Explains one row.
  /// - Parameters:
  ///   - withChanges: look for the nearest changes that would give the right another grade.
  ///   - diff: what moved since the run that the run looks back to, to tell why a grade moved.
  public func explain(_ row: Int, withChanges: Bool = false, since diff: RunDiff? = nil) -> RightExplanation {
    let table = run.table
    let outcome = run.grades.outcome(row)
    let score = Double(run.grades.points[row])
    let low = Double(run.grades.low[row])
    let high = Double(run.grades.high[row])
    let coverage = Double(run.grades.coverage[row])
    var grade: Int?
    var gate: String?
    var couldBe: String?
    let verdict: String
    var parts: [RightExplanation.PartLine] = []
    switch outcome {
    case .graded(let index):
      grade = index
      let band = run.gradingModel.grades[index]
      verdict = wording.text(
        .gradeIs,
        [
          "grade": wording.gradeTitle(band), "points": wording.points(score),
          "low": wording.points(low), "high": wording.points(high), "coverage": wording.percent(coverage),
        ])
      if run.grades.isUnsettled(row) {
        couldBe = wording.text(
          .couldBe,
          [
            "best": outcomeName(run.grades.best[row]), "worst": outcomeName(run.grades.worst[row]),
          ])
      }
      parts = partLines(row, score: score)
    case .gated(let index):
      let fired = run.gradingModel.gates[index]
      gate = fired.id
      verdict =
        wording.text(
          .gateFired, ["gate": wording.text(fired.title), "says": wording.text(fired.says)])
        + (fired.deadline?.day(row, in: run.table).map {
          wording.text(GradingText.answerBy, ["day": wording.answerDay($0, run.asOf)])
        } ?? "")
    case .otherKind:
      verdict = wording.text(.otherKindSays)
    }
    let isGraded = grade != nil
    let reason = run.fees.reasonOfRow[row]
    let certainty = run.fees.certainty[row]
    let years = run.fees.firstYear..<(run.fees.firstYear + run.fees.yearCount)
    return RightExplanation(
      row: row, rightID: table.rightIDs[row], number: numberText(row), title: table.text("title", row),
      identity: RightExplainer.identityTexts.compactMap { key, label in
        let text = table.text(key, row)
        return text.isEmpty ? nil : (key, wording.text(label), text)
      },
      grade: grade.map { run.gradingModel.grades[$0].grade },
      gradeName: grade.map { wording.gradeName(run.gradingModel.grades[$0]) }, gradeIndex: grade, gate: gate,
      verdict: verdict,
      couldBe: couldBe, reasons: reasons(row, withChanges: withChanges, since: diff), ties: ties(row),
      points: isGraded ? score : nil, low: isGraded ? low : nil,
      high: isGraded ? high : nil,
      coverage: isGraded ? coverage : nil, facts: factLines(row), parts: parts,
      fees: certainty == .none
        ? [] : years.map { RightExplanation.FeeLine(year: $0, amount: run.fees.amount(row: row, year: $0)) },
      certainty: certainty,
      unknownFees: wording.unknownFees(UnknownFeeGroup.groups(unknownFees[row] ?? [])),
      yearsWithUnknownFees: Set((unknownFees[row] ?? []).map(\.year)),
      unrecordedFee: run.fees.unrecordedFee(row).map { wording.sentence($0) },
      noFeeReason: reason >= 0 ? wording.text(run.fees.reasons[Int(reason)]) : nil,
      plan: planView?.sentences(of: row) ?? [], gates: gateView?.sentences(of: row) ?? [],
      routes: withChanges || run.plan?.actions[row].letsGo == true ? routeView?.sentences(of: row) ?? [] : [])
  }

  private func outcomeName(_ code: Int16) -> String {
    wording.outcomeName(run.gradingModel.name(of: GradingResult.outcome(of: code)), run.gradingModel)
  }

  /// The number shown; a right without one shows its stored id.
  func numberText(_ row: Int) -> String {
    let number = run.table.text("number", row)
    return number.isEmpty ? "#\(run.table.rightIDs[row])" : number
  }

  func factLines(_ row: Int) -> [RightExplanation.FactLine] {
    // Only what the lines need: a closure that took the whole explainer would copy it for every fact.
    let (table, wording, withheld) = (run.table, wording, run.withheldFacts)
    return FactCatalogue.all.filter { !withheld.contains($0.id) }.map { definition in
      let column = table[definition.id]
      let state = column?.states[row] ?? .unknown
      let text = column.flatMap { wording.value($0, row) } ?? wording.state(state)
      return RightExplanation.FactLine(
        id: definition.id, title: wording.text(definition.title), state: state, text: text)
    }
  }

  func partLines(_ row: Int, score: Double) -> [RightExplanation.PartLine] {
    let parts = engine.parts(row: row)
    let hundredths = NumberText.roundedToSum(parts.map(\.contribution), total: Wording.hundredths(score))
    let shares = NumberText.roundedToSum(
      parts.map { $0.weight * 100 }, total: parts.contains { $0.weight > 0 } ? 10_000 : 0)
    let inBook = Dictionary(
      CriterionLine.lines(of: run.primary).map { ($0.criterion.id, $0.share) },
      uniquingKeysWith: { first, _ in first })
    let bookShares = NumberText.roundedToSum(
      parts.map { (inBook[$0.criterion.id] ?? 0) * 100 }, total: parts.isEmpty ? 0 : 10_000)
    return parts.indices.map { index in
      let part = parts[index]
      return RightExplanation.PartLine(
        id: part.criterion.id, title: wording.text(part.criterion.title), value: value(part, row),
        isKnown: part.state == .known, isLeftOut: part.state == .leftOut, points: part.points, low: part.low,
        high: part.high, share: shares[index],
        bookShare: bookShares[index], hundredths: hundredths[index], reason: reason(part, row))
    }
  }

  private func value(_ part: ScorePart, _ row: Int) -> String {
    if run.withheldFacts.contains(part.criterion.fact) { return wording.text(WorkbookText.redactedAmounts) }
    return engine.column(part.criterion.fact).flatMap { wording.value($0, row) }
      ?? wording.state(part.factState)
  }

  /// The sentence for one part of a score.
  func reason(_ part: ScorePart, _ row: Int) -> String {
    switch part.state {
    case .known, .partlyKnown:
      return wording.fill(
        wording.text(part.criterion.says),
        [
          "value": value(part, row), "points": wording.points(part.points),
          "cohort": part.cohort.map { cohort($0, part.points) } ?? "",
        ])
    case .unknown:
      let state =
        part.factState == .known ? wording.text(.valueNotListed) : wording.state(part.factState)
      return wording.text(
        .unknownPart,
        [
          "state": state, "assume": NumberText.fixed(part.points, 0), "low": NumberText.fixed(part.low, 0),
          "high": NumberText.fixed(part.high, 0),
        ])
    case .leftOut: return wording.text(.leftOut)
    }
  }

  private func cohort(_ note: CohortNote, _ percentile: Double) -> String {
    if note.tooSmall { return wording.text(.cohortTooSmall, ["n": wording.count(note.size)]) }
    return wording.text(
      .cohortAt,
      [
        "cohort": cohortName(note.facts), "n": wording.count(note.size),
        "p": NumberText.fixed(percentile, 0),
      ])
  }

  private func cohortName(_ facts: [FactID]) -> String {
    guard !facts.isEmpty else { return wording.text(.wholePortfolio) }
    let names = facts.map { fact in
      let title = wording.factTitle(fact)
      return wording.language == .en ? title.prefix(1).lowercased() + title.dropFirst() : title
    }
    return wording.text(.same, ["facts": names.joined(separator: wording.text(.listAnd))])
  }

  /// The one-line reason of a ranked right.
  func reason(_ ranked: ReviewSummary.Ranked) -> String {
    guard !ranked.strongest.isEmpty else { return wording.text(.noKnownReason) }
    return ranked.strongest.map { reason($0, ranked.row) }.joined(separator: wording.text(.sentenceJoin))
  }
}
