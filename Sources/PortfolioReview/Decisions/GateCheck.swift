public import PortfolioCore

/// The gates as they stand on a day, asked for by the right and by what is decided about it.
public struct GateCheck: Sendable {
  /// How the gates before a decision stand.
  public enum Stand: Sendable, Equatable {
    /// Nothing stands before it.
    case open
    /// A consent, a review, a notice or a fact is missing.
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
  /// - Parameter ofThePortfolio: also questions that are open for the portfolio as a whole.
  public func issues(_ rightID: Int64, _ action: DisposalAction, ofThePortfolio: Bool = true) -> [GateFinding] {
    guard let run, let gates = run.gates, let row = rows[rightID] else { return [] }
    var seen: Set<String> = []
    return action.acts.flatMap { act in
      gates.issues(row, act, table: run.table).filter { finding in
        if ofThePortfolio || finding.state != .question { return true }
        let gate = gates.model.gates.firstIndex { $0.id == finding.gate.id }
        return gate.map { !(waitingForAll[act]?[$0]?.contains(row) ?? false) } ?? true
      }
    }.filter { seen.insert($0.gate.id).inserted }
  }

  /// How the gates before a decision stand.
  public func stand(_ rightID: Int64, _ action: DisposalAction) -> Stand {
    guard let run, let gates = run.gates, let row = rows[rightID] else { return .open }
    if action.acts.contains(where: { gates.isBlocked(row, $0) }) { return .blocked }
    return issues(rightID, action).isEmpty ? .open : .issues
  }

  /// What stands before a decision, in a sentence; nil where nothing does.
  public func sentence(_ rightID: Int64, _ action: DisposalAction) -> BilingualText? {
    let issues = issues(rightID, action)
    guard !issues.isEmpty else { return nil }
    let closed = issues.filter { $0.state != .question }
    let open = issues.filter { $0.state == .question }.map(\.gate.id)
    var zh = closed.map { "\($0.gate.id) \($0.gate.title.zh)（\($0.state.title.zh)，\($0.gate.effect.title.zh)）" }
    var en = closed.map { "\($0.gate.id) \($0.gate.title.en) (\($0.state.title.en), \($0.gate.effect.title.en))" }
    if !open.isEmpty {
      zh.append("待查明：\(open.joined(separator: "、"))")
      en.append("questions: \(open.joined(separator: ", "))")
    }
    return BilingualText(zh: zh.joined(separator: "；"), en: en.joined(separator: "; "))
  }
}
