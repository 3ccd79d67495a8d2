public import PortfolioCore
internal import Renewals

/// The gates as they stand on a day, asked for by the right and by what is decided about it.
///
/// Gates are judged on the day of the act, which may be later than the day of looking: a consent that ends in between
/// does not count any more when the fee stays unpaid.
public struct GateCheck: Sendable {
  /// How the gates before a decision stand.
  public enum Stand: Sendable, Equatable {
    /// Nothing stands before it, or only what was accepted with it.
    case open
    /// A consent, a review, a notice or a fact is missing, and nobody has answered for that.
    case issues
    /// A gate forbids it.
    case blocked
  }

  private let run: ReviewRun?
  private let rows: [Int64: Int]
  /// The questions that concern the portfolio as a whole, because it holds no data of that kind, by gate and row.
  private let waitingForAll: [GatedAct: [Int: Set<Int>]]

  /// The gates of a run that was made on the day; without a run there is nothing to ask.
  public init(_ run: ReviewRun?) {
    self.run = run
    rows = Dictionary(
      (run?.table.rightIDs ?? []).enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    var waiting: [GatedAct: [Int: Set<Int>]] = [:]
    if let run, let gates = run.gates {
      for act in GatedAct.allCases { waiting[act] = gates.wholeQuestions(table: run.table, act: act).rows }
    }
    waitingForAll = waiting
  }

  private init(_ check: GateCheck, gates: GateTable, run: ReviewRun) {
    var run = run
    run.gates = gates
    self.run = run
    rows = check.rows
    waitingForAll = check.waitingForAll
  }

  /// The same gates, asked of rights that have ended as well, as if they had not.
  public func askingEnded() -> GateCheck {
    guard let run, let gates = run.gates else { return self }
    return GateCheck(self, gates: gates.askingEnded(run.table), run: run)
  }

  /// The same gates with the papers that were on record on an earlier day, judged on that day.
  public func known(on day: CalendarDay) -> GateCheck {
    guard let run, let gates = run.gates else { return self }
    return GateCheck(self, gates: gates.known(on: day, rightIDs: run.table.rightIDs), run: run)
  }

  /// What stood before a right's end on a day, of a decision to give it up: what nobody was shown, or no reason opens. A
  /// question that nobody was shown is not put to a right that has ended.
  func stoodBeforeEnd(_ decision: DisposalDecision, on day: CalendarDay) -> [GateFinding] {
    let shown = Set((decision.acceptedGates ?? []).map(\.gate))
    return known(on: day).hindrance(decision, on: day).inTheWay.filter {
      $0.state != .question || shown.contains($0.gate.id)
    }
  }

  /// The gates by which papers can be recorded.
  public var gateIDs: [String] { run?.gates?.model.gates.map(\.id) ?? [] }

  /// What something must be done about before a decision is carried out, each gate once.
  /// - Parameters:
  ///   - abroad: whether whoever takes the right, or a licence of it, is abroad; nil where nobody said.
  ///   - day: the day of the act.
  ///   - ofThePortfolio: also questions that are open for the portfolio as a whole.
  public func issues(
    _ rightID: Int64, _ action: DisposalAction, abroad: Bool?, on day: CalendarDay?,
    ofThePortfolio: Bool = true
  ) -> [GateFinding] {
    var seen: Set<String> = []
    return all(rightID, action, abroad: abroad, on: day).filter { act, finding in
      ofThePortfolio || finding.state != .question || !isOfThePortfolio(finding, act)
    }.map(\.finding).filter { seen.insert($0.gate.id).inserted }
  }

  private func isOfThePortfolio(_ finding: GateFinding, _ act: GatedAct) -> Bool {
    let gate = run?.gates?.model.gates.firstIndex { $0.id == finding.gate.id }
    return gate.map { waitingForAll[act]?[$0]?.contains(finding.row) ?? false } ?? false
  }

  /// The gates before every act of a decision that are not open. Where nobody said whether the taker is abroad, the
  /// gates before an act abroad are questions.
  private func all(_ rightID: Int64, _ action: DisposalAction, abroad: Bool?, on day: CalendarDay?) -> [(
    act: GatedAct, finding: GateFinding
  )] {
    guard let run, let gates = run.gates, let row = rows[rightID] else { return [] }
    let found = action.acts.flatMap { act in
      gates.issues(row, act, on: day, table: run.table).map { (act: act, finding: $0) }
    }
    guard action.hasTaker, abroad != false else { return found }
    let outward = gates.issues(row, .transferAbroad, on: day, table: run.table)
      .filter { action.meetsAbroad($0.gate) }
    if abroad == true { return found + outward.map { (act: GatedAct.transferAbroad, finding: $0) } }
    // What stands before the act at home as well is told already.
    let told = Set(found.map(\.finding.gate.id))
    return found
      + outward.filter { !told.contains($0.gate.id) }
      .map { (act: GatedAct.transferAbroad, finding: $0.asDecidedByTaker) }
  }

  private func all(_ decision: DisposalDecision, on day: CalendarDay?) -> [(
    act: GatedAct, finding: GateFinding
  )] {
    all(decision.rightID, decision.action, abroad: decision.abroad, on: day)
  }

  /// The gates before an action that are not open, as they are kept with a decision that accepts them.
  public func accepted(
    _ rightID: Int64, _ action: DisposalAction, abroad: Bool?, on day: CalendarDay?
  ) -> [AcceptedGate] {
    all(rightID, action, abroad: abroad, on: day).compactMap { act, finding in
      finding.state.accepted.map { AcceptedGate(act: act, gate: finding.gate.id, stand: $0) }
    }
  }

  /// The gates before a decision that are not open and that nobody was shown: closed since it was taken, or worse than
  /// what was accepted then. Of decisions from before gates were kept with them, all. What forbids the act is among
  /// them in any case.
  public func unanswered(_ decision: DisposalDecision, on day: CalendarDay?) -> [GateFinding] {
    once(all(decision, on: day)) { act, finding in
      finding.blocks || !isShown(finding, act, decision)
    }
  }

  /// The gates before a decision on the day on which it is carried out.
  public struct Hindrance: Sendable {
    /// What stands in the way: nobody was shown it, or no reason opens it, only its paper.
    public let inTheWay: [GateFinding]
    /// What is left as it stands, for it was accepted with the decision and may be.
    public let accepted: [GateFinding]

    /// How the gates stand.
    public var stand: Stand {
      if inTheWay.contains(where: \.blocks) { return .blocked }
      return inTheWay.isEmpty ? .open : .issues
    }
  }

  /// What stands before a decision on the day on which it is carried out.
  public func hindrance(_ decision: DisposalDecision, on day: CalendarDay?) -> Hindrance {
    let found = all(decision, on: day)
    func isAccepted(_ finding: GateFinding, _ act: GatedAct) -> Bool {
      !finding.blocks && finding.gate.acceptance.covers(finding.state) && isShown(finding, act, decision)
    }
    let inTheWay = once(found) { act, finding in !isAccepted(finding, act) }
    let ids = Set(inTheWay.map(\.gate.id))
    return Hindrance(inTheWay: inTheWay, accepted: once(found) { !ids.contains($1.gate.id) })
  }

  /// How the gates before a decision stand on the day on which it is carried out.
  public func stand(_ decision: DisposalDecision, on day: CalendarDay?) -> Stand {
    hindrance(decision, on: day).stand
  }

  /// Whether a gate was shown as it stands to whoever decided.
  private func isShown(_ finding: GateFinding, _ act: GatedAct, _ decision: DisposalDecision) -> Bool {
    guard let stand = finding.state.accepted else { return true }
    guard decision.accepted.contains(ProblemCode.closedGate.rawValue) else { return false }
    return (decision.acceptedGates ?? []).contains {
      $0.act == act && $0.gate == finding.gate.id && $0.covers(stand)
    }
  }

  private func once(
    _ found: [(act: GatedAct, finding: GateFinding)], where isWanted: (GatedAct, GateFinding) -> Bool
  ) -> [GateFinding] {
    var seen: Set<String> = []
    return found.filter { $0.finding.state.accepted != nil && isWanted($0.act, $0.finding) }
      .map(\.finding).filter { seen.insert($0.gate.id).inserted }
  }

  /// What was left as it stands, by whom and why; nil where nothing was.
  public static func acceptance(_ left: [GateFinding], _ decision: DisposalDecision) -> BilingualText? {
    guard !left.isEmpty else { return nil }
    let open = left.filter { $0.state == .question }.map(\.gate.id)
    let closed = left.filter { $0.state != .question }
    var zh: [String] = []
    var en: [String] = []
    if !open.isEmpty {
      zh.append("问题未答：\(open.joined(separator: "、"))")
      en.append("questions left open: \(open.joined(separator: ", "))")
    }
    if !closed.isEmpty {
      zh.append(
        "未解除："
          + closed.map { "\($0.gate.id) \($0.gate.title.zh)（\($0.gate.effect.title.zh)）" }.joined(
            separator: "、"))
      en.append(
        "not lifted: "
          + closed.map { "\($0.gate.id) \($0.gate.title.en) (\($0.gate.effect.title.en))" }.joined(
            separator: ", "))
    }
    let reason = decision.acceptedBecause ?? ""
    return BilingualText(
      zh: zh.joined(separator: "；") + "；\(decision.decidedBy) 接受：\(reason)",
      en: en.joined(separator: "; ") + "; accepted by \(decision.decidedBy) because: \(reason)")
  }

  /// Every gate of the model before an action, those that do not concern the right among them, each once by its worst
  /// state; nil where there is no run of the day or it does not have the right.
  /// - Parameter abroad: whether whoever takes the right, or a licence of it, is abroad; nil where nobody said.
  public func file(
    _ rightID: Int64, _ action: DisposalAction, abroad: Bool?, on day: CalendarDay
  ) -> ComplianceRecord.GateFile? {
    guard let run, let gates = run.gates, let row = rows[rightID] else { return nil }
    // What keeps a right as it is meets no gate; then the file tells what would stand before a lapse.
    let shown = action.acts.isEmpty ? .letLapse : action
    var found = shown.acts.flatMap { gates.findings(row, $0, on: day, table: run.table) }
    if shown.hasTaker, abroad != false {
      found += gates.findings(row, .transferAbroad, on: day, table: run.table)
        .filter { shown.meetsAbroad($0.gate) }
        .map { abroad == nil && $0.state.isOpenIssue ? $0.asDecidedByTaker : $0 }
    }
    let findings = gates.model.gates.map { gate in
      let own = found.filter { $0.gate.id == gate.id }
      return (gate: gate, finding: own.first(where: \.state.isOpenIssue) ?? own.first)
    }
    return ComplianceRecord.GateFile(
      run: run, row: row, action: shown, abroad: abroad, day: day, findings: findings)
  }

  /// Gates that are not open, in a sentence; nil for none.
  public static func sentence(_ issues: [GateFinding]) -> BilingualText? {
    guard !issues.isEmpty else { return nil }
    let closed = issues.filter { $0.state != .question }
    let open = issues.filter { $0.state == .question && !$0.hangsOnTaker }.map(\.gate.id)
    let outward = issues.filter(\.hangsOnTaker).map(\.gate.id)
    func end(_ finding: GateFinding, _ before: String) -> String {
      guard finding.state == .expired, finding.changes.isEmpty, let end = finding.evidence?.validTo else {
        return ""
      }
      return before + end.iso
    }
    var zh = closed.map { one in
      let past = end(one, "：有效至 ") + (one.outdated.map { "：" + $0.zh } ?? "")
      return "\(one.gate.id) \(one.gate.title.zh)（\(one.state.title.zh)\(past)，\(one.gate.effect.title.zh)）"
    }
    var en = closed.map { one in
      let past = end(one, ": valid to ") + (one.outdated.map { ": " + $0.en } ?? "")
      return "\(one.gate.id) \(one.gate.title.en) (\(one.state.title.en)\(past), \(one.gate.effect.title.en))"
    }
    if !open.isEmpty {
      zh.append("待查明：\(open.joined(separator: "、"))")
      en.append("questions: \(open.joined(separator: ", "))")
    }
    if !outward.isEmpty {
      zh.append("未写明受让方或被许可方是否在境外，在境外须过：\(outward.joined(separator: "、"))")
      en.append("not said whether the taker is abroad, which would meet: \(outward.joined(separator: ", "))")
    }
    return BilingualText(zh: zh.joined(separator: "；"), en: en.joined(separator: "; "))
  }
}

extension DisposalAction {
  /// Whether it meets a gate that stands before acts abroad, where its taker is abroad. A licence is no transfer: of
  /// these gates it meets those that stand before no transfer at home, such as the export of technology, which covers
  /// licences of every kind.
  fileprivate func meetsAbroad(_ gate: DisposalGate) -> Bool {
    acts.contains(.transfer) || !gate.acts.contains(.transfer)
  }
}

extension DisposalDecision {
  /// The day on which the gates before a decision to give a right up are judged where a fee stays unpaid by it: of a lapse
  /// the due day; a declaration ends the right on its own day and waits for no fee.
  func gateDay(due: CalendarDay) -> CalendarDay { action == .letLapse ? due : effective ?? day }
}

extension GateState {
  /// The state as it is kept with a decision; nil for one that needs no answer.
  var accepted: AcceptedGate.Stand? {
    switch self {
    case .question: return .question
    case .closed: return .closed
    case .expired: return .expired
    case .notApplicable, .clear, .lifted: return nil
    }
  }
}

extension FeeOutlook {
  /// The day on which a decision about a right is carried out: of a lapse the due day of the fee that is not paid first,
  /// of anything else, a declared abandonment among it, the effective day; never before the outlook's day.
  /// - Parameters:
  ///   - row: the right's row.
  ///   - effective: the effective day; nil for at once.
  public func dayOfAct(_ action: DisposalAction, _ row: Int, effective: CalendarDay?) -> CalendarDay {
    let start = max(asOf, effective ?? asOf)
    // A right that is given up by a declaration ends by that and waits for no fee.
    guard action == .letLapse else { return start }
    if effective.map({ $0 <= asOf }) ?? true, isInGraceUnpaid(row) { return asOf }
    return openFee(row, from: start)?.due ?? start
  }

  private func isInGraceUnpaid(_ row: Int) -> Bool {
    guard keepsPayments(row), case .success(let late) = calendar.itemsInGrace(for: subjects[row], asOf: asOf)
    else { return false }
    return zip(late, DueList.isPaid(payments[row], late)).contains { !$1 && !$0.isPaidAtRegistration }
  }

  /// The fees of a right from a day on, with the days on which they were paid.
  func feesAhead(_ row: Int, from day: CalendarDay) -> [(item: DueItem, paid: CalendarDay?)] {
    let through = max(day, asOf).adding(years: 11)
    guard
      case .success(let items) = calendar.items(for: subjects[row], from: day, through: through, asOf: asOf)
    else { return [] }
    return zip(items, DueList.paidDays(payments[row], items)).filter { !$0.0.isPaidAtRegistration }
      .map { ($0, $1) }
  }

  /// The first fee from a day on that is not paid.
  func openFee(_ row: Int, from day: CalendarDay) -> DueItem? {
    feesAhead(row, from: day).first { $0.paid == nil }?.item
  }
}
