internal import Grading
public import PortfolioCore
internal import Renewals

/// What somebody asks to be put on record about a right of a run.
public struct DecisionRequest: Sendable {
  /// Where it was written; nil for the command line.
  public var place: Place?
  /// The right's row in the run.
  public var row: Int
  /// What was decided.
  public var action: DisposalAction
  /// Whether whoever takes the right, or a licence of it, is abroad; nil where it was not said.
  public var abroad: Bool?
  /// Who decided.
  public var decidedBy: String
  /// In which role.
  public var role: String
  /// When.
  public var day: CalendarDay
  /// From which day it is to be carried out; nil for at once.
  public var effective: CalendarDay?
  /// The reason's code; nil where none was given.
  public var reasonCode: String?
  /// The reason in words.
  public var reason: String
  /// What the row that it was written in says otherwise of the right: accepted with a reason, as every conflict.
  public var doubts: [Problem] = []

  /// A request.
  public init(
    place: Place? = nil, row: Int, action: DisposalAction, abroad: Bool? = nil, decidedBy: String,
    role: String, day: CalendarDay, effective: CalendarDay? = nil, reasonCode: String? = nil, reason: String
  ) {
    self.place = place
    self.row = row
    self.action = action
    self.abroad = abroad
    self.decidedBy = decidedBy
    self.role = role
    self.day = day
    self.effective = effective
    self.reasonCode = reasonCode
    self.reason = reason
  }
}

/// Decisions ready to be put on record, with the conflicts that were found on the way.
public struct DecisionDrafts: Sendable {
  /// The decisions, in the order of the requests.
  public internal(set) var decisions: [DisposalDecision] = []
  /// Rows of the run for which the same is on record already.
  public internal(set) var unchanged: [Int] = []
  /// What a person has to know before it is taken; taken all the same with a reason.
  public internal(set) var conflicts: [Problem] = []
  /// What keeps it from being taken at all.
  public var problems: [Problem] = []
}

/// Turns requests into decisions as things stand, and finds what speaks against them.
public struct DecisionDrafter {
  /// The run that is decided on.
  public let run: ReviewRun
  /// The number of the latest run.
  public let latestRun: Int64
  /// What is on record.
  public let book: DecisionBook
  /// Fees and states as known on the day of deciding.
  public let outlook: FeeOutlook
  /// Rights about which something was imported after the run.
  public let changed: [Int64: (file: String, observedOn: CalendarDay)]
  /// Who must sign.
  public let policy: DecisionPolicy
  /// The cycle that the decisions belong to; nil outside cycles.
  public let cycle: CycleRecord?
  /// The gates as known on the day of deciding.
  public let gates: GateCheck
  /// The cycles that are not closed.
  public let openCycles: [CycleRecord]
  /// What the working list says of itself, where the decisions come from one.
  public let origin: WorkingListOrigin?

  private let rowOfRight: [Int64: Int]
  /// The rights on the lists of the cycles that are asked, by the cycle's entry.
  private let members: [Int64: [Int64: ReviewCycle.Member]]

  /// A drafter.
  public init(
    run: ReviewRun, latestRun: Int64, book: DecisionBook, outlook: FeeOutlook,
    changed: [Int64: (file: String, observedOn: CalendarDay)], policy: DecisionPolicy, cycle: CycleRecord?,
    gates: GateCheck, cycles: [CycleRecord] = [], origin: WorkingListOrigin? = nil
  ) {
    let open = cycles.filter { !$0.isClosed }
    openCycles = open
    members = Dictionary(
      (open + [cycle].compactMap { $0 }).map { record in
        (
          record.entry,
          Dictionary(
            record.cycle.members.map { ($0.rightID, $0) }, uniquingKeysWith: { first, _ in first })
        )
      }, uniquingKeysWith: { first, _ in first })
    self.origin = origin
    self.run = run
    self.latestRun = latestRun
    self.book = book
    self.outlook = outlook
    self.changed = changed
    self.policy = policy
    self.cycle = cycle
    self.gates = gates
    rowOfRight = Dictionary(
      outlook.table.rightIDs.enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }

  /// Drafts decisions.
  /// - Parameter because: why conflicts are accepted; nil where they are not.
  public func drafts(_ requests: [DecisionRequest], because: String? = nil) -> DecisionDrafts {
    var drafts = DecisionDrafts()
    if let cycle, cycle.isClosed { drafts.problems.append(DecisionDrafter.closed(cycle.cycle.name)) }
    // What is decided about a right on the list of an open cycle belongs to that cycle, named or not.
    var cycleOfRight: [Int64: CycleRecord] = [:]
    if cycle == nil {
      for record in openCycles {
        for member in record.cycle.members { cycleOfRight[member.rightID] = record }
      }
    }
    let into =
      cycle.map { [$0] }
      ?? openCycles.filter { listed in
        requests.contains { cycleOfRight[run.table.rightIDs[$0.row]]?.entry == listed.entry }
      }
    let general = generalConflicts(into)
    drafts.conflicts = general
    var seen: [Int: DecisionRequest] = [:]
    for request in requests {
      let number = run.table.text("number", request.row)
      if let earlier = seen[request.row] {
        // The same said twice is one decision; two different ones are none.
        if let (one, other) = earlier.contradiction(request) {
          drafts.problems.append(
            Problem(
              .decidedTwice, at: request.place, value: number,
              zh: "同一清单中对这项权利有两种决定：\(one.zh)、\(other.zh)",
              en: "The list decides on this right twice: \(one.en), \(other.en)",
              remedy: BilingualText(zh: "只保留一行", en: "Leave one of the rows")))
        }
        continue
      }
      seen[request.row] = request
      let id = run.table.rightIDs[request.row]
      let standing = book.standing(id)
      let own = cycle ?? cycleOfRight[id]
      if let standing, says(standing.decision, request, cycle: own?.cycle.name) {
        drafts.unchanged.append(request.row)
        continue
      }
      drafts.problems += faults(request, number)
      let conflicts = request.doubts + self.conflicts(request, number, standing, in: own)
      drafts.conflicts += conflicts
      let codes = Set((general + conflicts).map(\.code.rawValue)).sorted()
      let outcome = run.graded(request.row)
      let recommended = run.recommendation(request.row)
      guard
        let tier = policy.tier(
          request.action, outcome: outcome, recommended: recommended, hasConflicts: !codes.isEmpty)
      else { continue }
      drafts.decisions.append(
        DisposalDecision(
          rightID: id, number: number, run: run.id, recommended: recommended,
          outcome: outcome.name, cycle: own?.cycle.name, action: request.action, abroad: request.abroad,
          decidedBy: request.decidedBy, role: request.role, day: request.day, effective: request.effective,
          reasonCode: request.reasonCode, reason: request.reason, tier: tier.id, signatures: tier.signatures,
          accepted: codes, acceptedBecause: codes.isEmpty ? nil : because,
          acceptedGates: codes.contains(ProblemCode.closedGate.rawValue)
            ? gates.accepted(
              id, request.action, abroad: request.abroad,
              on: dayOfAct(id, request.action, request.effective)) : nil,
          supersedes: standing?.entry))
    }
    return drafts
  }

  /// A right as it stands on a cycle's list; nil where it is not on it.
  private func member(_ id: Int64, of record: CycleRecord) -> ReviewCycle.Member? {
    members[record.entry]?[id]
  }

  /// Whether what is asked for is another decision than the one on record, and not the same one confirmed: another act,
  /// another day, or another place of the taker. Where nobody had said where the taker is, the answer contradicts nothing.
  private static func differ(_ old: DisposalDecision, _ request: DecisionRequest) -> Bool {
    old.action != request.action || old.effective != request.effective
      || (old.abroad != nil && old.abroad != request.abroad)
  }

  /// An act with its day and the place of its taker, as far as they are given.
  private static func terms(_ action: DisposalAction, _ effective: CalendarDay?, abroad: Bool?)
    -> BilingualText
  {
    var terms = action.title
    if let effective {
      terms.zh += "，自 \(effective.iso) 起"
      terms.en += " from \(effective.iso)"
    }
    if let abroad {
      let place = TakerPlace.title(abroad: abroad)
      terms.zh += "，受让方在\(place.zh)"
      terms.en += ", taker \(place.en)"
    }
    return terms
  }

  private func dayOfAct(_ id: Int64, _ action: DisposalAction, _ effective: CalendarDay?) -> CalendarDay {
    rowOfRight[id].map { outlook.dayOfAct(action, $0, effective: effective) }
      ?? max(outlook.asOf, effective ?? outlook.asOf)
  }

  /// What speaks against a decision on record when another person is to sign it: as an error the gates that have
  /// closed since, which a signature cannot answer for; as warnings what was accepted, and what has changed.
  public func conflictsAtSigning(_ line: DecisionBook.Line) -> [Problem] {
    let decision = line.decision
    let day = dayOfAct(decision.rightID, decision.action, decision.effective)
    var conflicts: [Problem] = []
    let unanswered = gates.unanswered(decision, on: day)
    if let sentence = GateCheck.sentence(unanswered) {
      conflicts.append(
        Problem(
          .closedGate, value: decision.number, zh: "作出决定时没有说明的门槛：\(sentence.zh)",
          en: "Gates that the decision does not answer for: \(sentence.en)",
          remedy: BilingualText(
            zh: "登记证明材料，或重新决定并用 --accept-conflicts 说明理由",
            en: "Record the papers, or decide anew with --accept-conflicts REASON")))
    }
    let ids = Set(unanswered.map(\.gate.id))
    let known = gates.issues(decision.rightID, decision.action, abroad: decision.abroad, on: day)
      .filter { !ids.contains($0.gate.id) }
    var shown: [Problem] = []
    if let sentence = GateCheck.sentence(known) {
      shown.append(
        Problem(.closedGate, value: decision.number, zh: sentence.zh, en: sentence.en))
    }
    if let change = changed[decision.rightID], decision.run == run.id {
      shown.append(changedSince(change, nil, decision.number))
    }
    shown += endings(decision.rightID, decision.number, decision.action, decision.effective, nil)
    return conflicts
      + shown.map { problem in
        var problem = problem
        problem.severity = .warning
        return problem
      }
  }

  /// Whether a decision on record says what is asked for.
  private func says(_ decision: DisposalDecision, _ request: DecisionRequest, cycle: String?) -> Bool {
    decision.action == request.action && decision.abroad == request.abroad
      && decision.decidedBy == request.decidedBy
      && decision.day == request.day && decision.reason == request.reason
      && decision.effective == request.effective && decision.cycle == cycle
  }

  // MARK: Faults

  private func faults(_ request: DecisionRequest, _ number: String) -> [Problem] {
    var problems: [Problem] = []
    func incomplete(_ zh: String, _ en: String) {
      problems.append(Problem(.incompleteDecision, at: request.place, value: number, zh: zh, en: en))
    }
    if request.decidedBy.trimmingBlanks.isEmpty { incomplete("没有写明决定人", "It does not say who decided") }
    if request.reason.trimmingBlanks.isEmpty { incomplete("没有写明理由", "It does not say why") }
    if request.day < run.asOf {
      incomplete(
        "决定日 \(request.day.iso) 早于所依据评审的基准日 \(run.asOf.iso)",
        "The day of the decision, \(request.day.iso), is before the as-of day of its run, \(run.asOf.iso)")
    }
    if request.day > outlook.asOf {
      incomplete(
        "决定日 \(request.day.iso) 在今后", "The day of the decision, \(request.day.iso), is still to come")
    }
    if let effective = request.effective, effective < request.day {
      incomplete(
        "生效日 \(effective.iso) 早于决定日", "The effective day, \(effective.iso), is before that of the decision")
    }
    if let code = request.reasonCode, !policy.reasons.contains(where: { $0.id == code }) {
      let known = policy.reasons.map(\.id).joined(separator: ", ")
      problems.append(
        Problem(
          .unknownReasonCode, at: request.place, value: code, zh: "没有这个理由代码",
          en: "There is no such reason code",
          remedy: BilingualText(zh: "可用：\(known)", en: "Known: \(known)")))
    }
    if request.abroad != nil, !request.action.hasTaker {
      incomplete(
        "“\(request.action.title.zh)”没有受让方或被许可方，不填其是否在境外",
        "Nobody takes anything by '\(request.action.title.en)': leave open whether the taker is abroad")
    }
    problems += forbidden(request, number)
    if let cycle, member(run.table.rightIDs[request.row], of: cycle) == nil {
      incomplete("不在评审周期 \(cycle.cycle.name) 的清单中", "It is not on the list of cycle \(cycle.cycle.name)")
    }
    return problems
  }

  /// The gates that forbid it, with what would lift each: no reason opens them.
  private func forbidden(_ request: DecisionRequest, _ number: String) -> [Problem] {
    let id = run.table.rightIDs[request.row]
    let day = dayOfAct(id, request.action, request.effective)
    return gates.issues(id, request.action, abroad: request.abroad, on: day).filter(\.blocks).map { finding in
      let gate = finding.gate
      return Problem(
        .gateForbids, at: request.place, value: number,
        zh: "\(gate.id) \(gate.title.zh)：按行为日 \(day.iso) 判断，禁止；说明理由也不能放行",
        en: "\(gate.id) \(gate.title.en): forbidden as of \(day.iso), and no reason opens it",
        remedy: BilingualText(zh: "解除凭：\(finding.liftedBy.zh)", en: "Lifted by: \(finding.liftedBy.en)"))
    }
  }

  // MARK: Conflicts

  /// What speaks against all of them.
  /// - Parameter into: the cycles that the decisions go into.
  private func generalConflicts(_ into: [CycleRecord]) -> [Problem] {
    var conflicts: [Problem] = []
    if run.id < latestRun, cycle?.cycle.run != run.id {
      conflicts.append(
        Problem(
          .decidedOnOlderRun, value: "\(run.id)", zh: "依据的是第 \(run.id) 次评审，最近一次是第 \(latestRun) 次",
          en: "The decision rests on run \(run.id); the latest is run \(latestRun)",
          remedy: BilingualText(
            zh: "查看差异：winnow diff 数据库 \(run.id) \(latestRun)",
            en: "See what moved: winnow diff STORE \(run.id) \(latestRun)")))
    }
    if let cycle, cycle.isFrozen, !cycle.isClosed {
      conflicts.append(DecisionDrafter.frozen(cycle.cycle.name))
    }
    if let origin {
      conflicts += origin.conflicts(run: run, cycle: cycle?.cycle.name)
      conflicts += into.flatMap { origin.conflicts(assignments: $0.assignments) }
    }
    return conflicts
  }

  static func closed(_ name: String) -> Problem {
    Problem(
      .cycleFrozen, value: name, zh: "该评审周期已经关闭，不再接受决定",
      en: "The cycle is closed and takes no more decisions",
      remedy: BilingualText(
        zh: "在下一周期决定：winnow cycle open", en: "Decide in the next cycle: winnow cycle open"))
  }

  static func frozen(_ name: String) -> Problem {
    Problem(
      .cycleFrozen, value: name, zh: "该评审周期的清单已冻结", en: "The cycle's list stands already",
      remedy: BilingualText(
        zh: "冻结后的改动会列入会议纪要的例外；周期关闭后在下一周期决定",
        en:
          "A change after the freeze is an exception in the minutes; after the close, decide in the next cycle"
      ))
  }

  private func conflicts(
    _ request: DecisionRequest, _ number: String, _ standing: DecisionBook.Line?, in own: CycleRecord?
  ) -> [Problem] {
    var conflicts: [Problem] = []
    func conflict(_ code: ProblemCode, _ zh: String, _ en: String) {
      conflicts.append(Problem(code, at: request.place, value: number, zh: zh, en: en))
    }
    let id = run.table.rightIDs[request.row]
    for other in openCycles
    where other.isFrozen && other.cycle.name != cycle?.cycle.name && member(id, of: other) != nil {
      let name = other.cycle.name
      conflict(
        .cycleFrozen, "这项权利在已冻结的评审周期 \(name) 的清单上",
        "This right is on the list of cycle \(name), which is frozen")
    }
    if let origin, let own, let member = member(id, of: own) {
      conflicts += origin.conflicts(request, of: member, assignments: own.assignments)
    }
    if let change = changed[id] { conflicts.append(changedSince(change, request.place, number)) }
    if let standing, DecisionDrafter.differ(standing.decision, request) {
      let old = standing.decision
      let was = DecisionDrafter.terms(old.action, old.effective, abroad: old.abroad)
      let now = DecisionDrafter.terms(request.action, request.effective, abroad: request.abroad)
      conflict(
        .decidedDifferently,
        "\(old.day.iso) \(old.decidedBy) 决定“\(was.zh)”（第 \(standing.entry) 条，\(standing.state.title.zh)），现为“\(now.zh)”",
        "\(old.decidedBy) decided '\(was.en)' on \(old.day.iso) (entry \(standing.entry), \(standing.state.title.en)); now it is '\(now.en)'"
      )
    }
    conflicts += endings(id, number, request.action, request.effective, request.place)
    let day = dayOfAct(id, request.action, request.effective)
    let issues = gates.issues(id, request.action, abroad: request.abroad, on: day).filter { !$0.blocks }
    if let gate = GateCheck.sentence(issues) {
      var problem = Problem(.closedGate, at: request.place, value: number, zh: gate.zh, en: gate.en)
      let remedies = [
        DecisionDrafter.placeOfTaker(issues), DecisionDrafter.papersOnly(issues, request.action),
      ].compactMap { $0 }
      if !remedies.isEmpty {
        problem.remedy = BilingualText(
          zh: remedies.map(\.zh).joined(separator: "；"), en: remedies.map(\.en).joined(separator: ". "))
      }
      conflicts.append(problem)
    }
    return conflicts
  }

  /// How to say where the taker is, where a gate hangs on it.
  private static func placeOfTaker(_ issues: [GateFinding]) -> BilingualText? {
    guard issues.contains(where: \.hangsOnTaker) else { return nil }
    return BilingualText(
      zh: "受让方是否在境外，用 --abroad yes 或 no 写明，或填在清单的“受让方在境外”列",
      en: "Say whether the taker is abroad with --abroad yes or no, or in the list's column 'Taker abroad'")
  }

  /// What a reason does not open: such a decision waits for its papers, and what lapses by it is paid for until then.
  private static func papersOnly(_ issues: [GateFinding], _ action: DisposalAction) -> BilingualText? {
    let closed = issues.filter { !$0.gate.acceptance.covers($0.state) }
    guard !closed.isEmpty else { return nil }
    let zh = closed.map { "\($0.gate.id)（\($0.liftedBy.zh)）" }.joined(separator: "、")
    let en = closed.map { "\($0.gate.id) (\($0.liftedBy.en))" }.joined(separator: ", ")
    return action.endsPayment
      ? BilingualText(
        zh: "记录后仍须凭文件解除：\(zh)；解除之前照缴",
        en: "On record it still waits for papers: \(en); fees are paid until then")
      : BilingualText(zh: "记录后仍须凭文件解除：\(zh)", en: "On record it still waits for papers: \(en)")
  }

  private func changedSince(
    _ change: (file: String, observedOn: CalendarDay), _ place: Place?, _ number: String
  ) -> Problem {
    Problem(
      .changedSinceRun, at: place, value: number,
      zh: "评审之后导入了这项权利的数据：\(change.file)（\(change.observedOn.iso)）",
      en: "Data of this right were imported after the run: \(change.file) (\(change.observedOn.iso))")
  }

  /// Whether a right has ended, or its next fee is paid although it is to be given up.
  private func endings(
    _ id: Int64, _ number: String, _ action: DisposalAction, _ effective: CalendarDay?, _ place: Place?
  ) -> [Problem] {
    guard let row = rowOfRight[id] else { return [] }
    if outlook.subjects[row].life == .ended, action != .lookAgain {
      return [
        Problem(
          .rightHasEnded, at: place, value: number, zh: "这项权利已经终止", en: "This right has ended already")
      ]
    }
    if let lapsed = restorable(row, number, action, place) { return [lapsed] }
    if !action.endsPayment, action != .lookAgain, let fee = outlook.feePastGrace(row), fee.untold == nil {
      return [
        Problem(
          .rightHasEnded, at: place, value: number,
          zh: "\(fee.due.iso) 到期的费用没有缴费记录，宽限期已于 \(fee.lastDay.iso) 届满，权利可能已终止",
          en:
            "No payment is on record of the fee due on \(fee.due.iso), and its grace ended on \(fee.lastDay.iso): the right has probably lapsed",
          remedy: BilingualText(zh: "先查登记簿", en: "Look in the register first"))
      ]
    }
    guard action.endsPayment, let paid = paidNext(row, from: effective) else { return [] }
    return [
      Problem(
        .feeAlreadyPaid, at: place, value: number, zh: "\(paid.due.iso) 到期的费用已于 \(paid.day.iso) 缴纳",
        en: "The fee due on \(paid.due.iso) was paid on \(paid.day.iso)")
    ]
  }

  /// The next fee of a right, when it is paid already.
  private func paidNext(_ row: Int, from effective: CalendarDay?) -> (due: CalendarDay, day: CalendarDay)? {
    let start = max(outlook.asOf, effective ?? outlook.asOf)
    guard let next = outlook.feesAhead(row, from: start).first, let day = next.paid else { return nil }
    return (next.item.due, day)
  }
}
