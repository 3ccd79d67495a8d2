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

  /// The gates by which papers can be recorded.
  public var gateIDs: [String] { run?.gates?.model.gates.map(\.id) ?? [] }

  /// What something must be done about before a decision is carried out, each gate once.
  /// - Parameters:
  ///   - day: the day of the act.
  ///   - ofThePortfolio: also questions that are open for the portfolio as a whole.
  public func issues(
    _ rightID: Int64, _ action: DisposalAction, on day: CalendarDay?, ofThePortfolio: Bool = true
  ) -> [GateFinding] {
    var seen: Set<String> = []
    return all(rightID, action, on: day).filter { act, finding in
      ofThePortfolio || finding.state != .question || !isOfThePortfolio(finding, act)
    }.map(\.finding).filter { seen.insert($0.gate.id).inserted }
  }

  private func isOfThePortfolio(_ finding: GateFinding, _ act: GatedAct) -> Bool {
    let gate = run?.gates?.model.gates.firstIndex { $0.id == finding.gate.id }
    return gate.map { waitingForAll[act]?[$0]?.contains(finding.row) ?? false } ?? false
  }

  /// The gates before every act of a decision that are not open.
  private func all(_ rightID: Int64, _ action: DisposalAction, on day: CalendarDay?) -> [(
    act: GatedAct, finding: GateFinding
  )] {
    guard let run, let gates = run.gates, let row = rows[rightID] else { return [] }
    return action.acts.flatMap { act in
      gates.issues(row, act, on: day, table: run.table).map { (act: act, finding: $0) }
    }
  }

  /// The gates before an action that are not open, as they are kept with a decision that accepts them.
  public func accepted(_ rightID: Int64, _ action: DisposalAction, on day: CalendarDay?) -> [AcceptedGate] {
    all(rightID, action, on: day).compactMap { act, finding in
      finding.state.accepted.map { AcceptedGate(act: act, gate: finding.gate.id, stand: $0) }
    }
  }

  /// The gates before a decision that are not open and that nobody has answered for: closed since it was taken, or
  /// worse than what was accepted then. Of decisions from before gates were kept with them, all.
  public func unanswered(_ decision: DisposalDecision, on day: CalendarDay?) -> [GateFinding] {
    let accepted =
      decision.accepted.contains(ProblemCode.closedGate.rawValue) ? decision.acceptedGates ?? [] : []
    var seen: Set<String> = []
    return all(decision.rightID, decision.action, on: day).filter { act, finding in
      guard let stand = finding.state.accepted else { return false }
      return finding.blocks
        || !accepted.contains { $0.act == act && $0.gate == finding.gate.id && $0.covers(stand) }
    }.map(\.finding).filter { seen.insert($0.gate.id).inserted }
  }

  /// How the gates before a decision stand on the day on which it is carried out.
  public func stand(_ decision: DisposalDecision, on day: CalendarDay?) -> Stand {
    let unanswered = unanswered(decision, on: day)
    if unanswered.contains(where: \.blocks) { return .blocked }
    return unanswered.isEmpty ? .open : .issues
  }

  /// Every gate of the model before an action, those that do not concern the right among them, each once by its worst
  /// state; nil where there is no run of the day or it does not have the right.
  public func file(_ rightID: Int64, _ action: DisposalAction, on day: CalendarDay) -> ComplianceRecord
    .GateFile?
  {
    guard let run, let gates = run.gates, let row = rows[rightID] else { return nil }
    // What keeps a right as it is meets no gate; then the file tells what would stand before a lapse.
    let shown = action.acts.isEmpty ? .letLapse : action
    let found = shown.acts.flatMap { gates.findings(row, $0, on: day, table: run.table) }
    let findings = gates.model.gates.map { gate in
      let own = found.filter { $0.gate.id == gate.id }
      return (gate: gate, finding: own.first(where: \.state.isOpenIssue) ?? own.first)
    }
    return ComplianceRecord.GateFile(run: run, row: row, action: shown, day: day, findings: findings)
  }

  /// What stands before a decision on the day of the act, in a sentence; nil where nothing does.
  public func sentence(_ rightID: Int64, _ action: DisposalAction, on day: CalendarDay?) -> BilingualText? {
    GateCheck.sentence(issues(rightID, action, on: day))
  }

  /// Gates that are not open, in a sentence; nil for none.
  public static func sentence(_ issues: [GateFinding]) -> BilingualText? {
    guard !issues.isEmpty else { return nil }
    let closed = issues.filter { $0.state != .question }
    let open = issues.filter { $0.state == .question }.map(\.gate.id)
    func end(_ finding: GateFinding, _ before: String) -> String {
      guard finding.state == .expired, let end = finding.evidence?.validTo else { return "" }
      return before + end.iso
    }
    var zh = closed.map {
      "\($0.gate.id) \($0.gate.title.zh)（\($0.state.title.zh)\(end($0, "：有效至 "))，\($0.gate.effect.title.zh)）"
    }
    var en = closed.map {
      "\($0.gate.id) \($0.gate.title.en) (\($0.state.title.en)\(end($0, ": valid to ")), \($0.gate.effect.title.en))"
    }
    if !open.isEmpty {
      zh.append("待查明：\(open.joined(separator: "、"))")
      en.append("questions: \(open.joined(separator: ", "))")
    }
    return BilingualText(zh: zh.joined(separator: "；"), en: en.joined(separator: "; "))
  }
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
  /// The day on which a decision about a right is carried out: of one that ends payment the due day of the fee that is
  /// not paid first, of others the effective day; never before the outlook's day.
  /// - Parameters:
  ///   - row: the right's row.
  ///   - effective: the effective day; nil for at once.
  public func dayOfAct(_ action: DisposalAction, _ row: Int, effective: CalendarDay?) -> CalendarDay {
    let start = max(asOf, effective ?? asOf)
    guard action.endsPayment else { return start }
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
