internal import GRDB
internal import PortfolioCore

/// What may be put on record as things stand. Asked within the transaction that records it.
///
/// What is asked for every decision of a long list is asked by statements that are compiled once, and finds its rows by
/// an index: a list of tens of thousands takes seconds.
enum JournalRules {
  static func refusals(of content: JournalContent, by signature: JournalSignature, in db: Database) throws
    -> [Problem]
  {
    switch content {
    case .evidence(let evidence, let number):
      let backwards = evidence.validTo.map { $0 < evidence.day } ?? false
      return try right(evidence.rightID, number, db)
        + (backwards
          ? [
            outOfOrder(
              number, day: evidence.day, zh: "有效期在起算日之前结束",
              en: "It ends before the first day on which it counts")
          ] : [])
    case .decision(let decision): return try decisionRefusals(decision, db)
    case .approval(let approval): return try approvalRefusals(approval, db)
    case .revocation(let revocation): return try revocationRefusals(revocation, db)
    case .result(let result): return try resultRefusals(result, on: signature.day, db)
    case .cycle(let cycle):
      let taken =
        try Int.fetchOne(db, sql: "SELECT 1 FROM review_cycle WHERE name = ?", arguments: [cycle.name]) != nil
      return try
        (taken ? [outOfOrder(cycle.name, zh: "已有同名的评审周期", en: "There is a cycle of that name already")] : [])
        + CycleDays.refusals(of: cycle, db)
    case .assignment(let assignment):
      return try open(assignment.cycle, db) + CycleDays.refusals(of: assignment, on: signature.day, db)
    case .step(let step): return try stepRefusals(step, db)
    case .minutes(let minutes):
      let state = try cycleState(minutes.cycle, db)
      guard let state else { return [noSuch(minutes.cycle)] }
      guard state.contains("frozen") else {
        return [
          outOfOrder(
            minutes.cycle, zh: "清单尚未冻结，不能作会议纪要",
            en: "The list is not frozen yet: minutes need one that stands")
        ]
      }
      return try CycleDays.refusals(of: minutes, db)
    }
  }

  // MARK: Rights and decisions

  private static func right(_ id: Int64, _ number: String, _ db: Database) throws -> [Problem] {
    let known = try db.cachedStatement(sql: "SELECT 1 FROM ip_right WHERE id = ?")
    if try Int.fetchOne(known, arguments: [id]) != nil { return [] }
    return [
      Problem(
        .noSuchRight, value: number, zh: "数据库中没有这项权利", en: "The store has no such right",
        remedy: BilingualText(zh: "编号见 winnow list", en: "winnow list shows the numbers"))
    ]
  }

  /// The decision that stands for a right: the latest that was neither replaced nor taken back. What replaces a decision
  /// is one on the same right.
  static func standing(_ rightID: Int64, _ db: Database) throws -> Row? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT * FROM decision d WHERE right_id = ?
          AND NOT EXISTS (SELECT 1 FROM revocation WHERE revokes = d.entry)
          AND NOT EXISTS (SELECT 1 FROM decision l WHERE l.right_id = d.right_id AND l.supersedes = d.entry)
        ORDER BY entry DESC LIMIT 1
        """)
    return try Row.fetchOne(statement, arguments: [rightID])
  }

  private static func decisionRefusals(_ decision: DisposalDecision, _ db: Database) throws -> [Problem] {
    var problems = try right(decision.rightID, decision.number, db)
    let run = try db.cachedStatement(sql: "SELECT 1 FROM run WHERE id = ?")
    if try Int.fetchOne(run, arguments: [decision.run]) == nil {
      problems.append(
        Problem(
          .noSuchRun, value: "\(decision.run)", zh: "没有这个编号的评审", en: "There is no run of this number",
          remedy: BilingualText(
            zh: "已有编号见 winnow list --runs", en: "winnow list --runs shows the numbers")))
    }
    let standing = try standing(decision.rightID, db)
    if standing?["entry"] as Int64? != decision.supersedes {
      let who = standing.map { "\($0["decided_by"] as String), \($0["day"] as String)" } ?? "–"
      problems.append(
        Problem(
          .decidedMeanwhile, value: decision.number, zh: "期间对这项权利的决定有变：现为 \(who)",
          en: "What stands for this right has changed meanwhile: \(who)",
          remedy: BilingualText(
            zh: "看过新的决定后再运行一次", en: "Look at the new decision, then run the command again")))
    }
    // A list that stands for the collective decision binds its rights, whether or not the decision names the cycle.
    if !decision.accepted.contains(ProblemCode.cycleFrozen.rawValue) {
      problems += try frozenCycles(of: decision.rightID, db).filter { $0 != decision.cycle }.map {
        frozen($0)
      }
    }
    if let cycle = decision.cycle {
      let state = try cycleState(cycle, db)
      if let state {
        if state.contains("closed") {
          problems.append(closed(cycle))
        } else if state.contains("frozen"),
          !decision.accepted.contains(ProblemCode.cycleFrozen.rawValue)
        {
          problems.append(frozen(cycle))
        }
        problems += try CycleDays.refusals(of: decision, in: cycle, db)
      } else {
        problems.append(noSuch(cycle))
      }
    }
    return problems
  }

  /// The cycles on whose list a right stands, frozen and not closed yet.
  private static func frozenCycles(of rightID: Int64, _ db: Database) throws -> [String] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT c.name FROM review_cycle c JOIN cycle_member m ON m.entry = c.entry
        WHERE m.right_id = ?
          AND EXISTS (SELECT 1 FROM cycle_step WHERE cycle = c.name AND step = 'frozen')
          AND NOT EXISTS (SELECT 1 FROM cycle_step WHERE cycle = c.name AND step = 'closed')
        ORDER BY c.entry
        """)
    return try String.fetchAll(statement, arguments: [rightID])
  }

  static func frozen(_ cycle: String) -> Problem {
    Problem(
      .cycleFrozen, value: cycle, zh: "该评审周期的清单已冻结，不再接受决定",
      en: "The cycle's list stands and takes no more decisions",
      remedy: BilingualText(
        zh: "冻结后的改动须说明理由：--accept-conflicts 理由；周期关闭后在下一周期决定",
        en:
          "A change after the freeze needs a reason: --accept-conflicts REASON; after the cycle is closed, decide in the next"
      ))
  }

  /// What a cycle that is over takes no more.
  private static func closed(_ cycle: String) -> Problem {
    Problem(
      .cycleFrozen, value: cycle, zh: "该评审周期已经关闭", en: "The cycle is closed",
      remedy: BilingualText(
        zh: "在下一周期进行：winnow cycle open", en: "Do it in the next cycle: winnow cycle open"))
  }

  private static func approvalRefusals(_ approval: DecisionApproval, _ db: Database) throws -> [Problem] {
    guard
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM decision WHERE entry = ?", arguments: [approval.decision]),
      let standing = try standing(row["right_id"], db), standing["entry"] as Int64 == approval.decision
    else { return [nothingToSign("#\(approval.decision)")] }
    if let cycle = row["cycle"] as String?, try cycleState(cycle, db)?.contains("closed") == true {
      return [
        Problem(
          .cycleOutOfOrder, value: cycle, zh: "该周期已经关闭，其中的决定不再签署",
          en: "The cycle is closed: its decisions are signed no more",
          remedy: BilingualText(zh: "重新作出决定，再由另一人签署", en: "Decide anew, then have another person sign"))
      ]
    }
    let signed = try String.fetchAll(
      db, sql: "SELECT approved_by FROM decision_approval WHERE decision = ?", arguments: [approval.decision])
    let number: String = row["number"]
    guard signed.count + 1 < row["signatures"] as Int else { return [nothingToSign(number)] }
    let signers = signed + [row["decided_by"] as String]
    if let signer = signers.first(where: { PersonNames.areSame($0, approval.approvedBy) }) {
      let name = approval.approvedBy
      let isSpelledSo = signer == name
      return [
        Problem(
          .sameSignature, value: number,
          zh: isSpelledSo ? "“\(name)”已经签署过这项决定" : "“\(name)”与已签署这项决定的“\(signer)”看起来是同一个名字",
          en: isSpelledSo
            ? "\(name) has signed this decision already"
            : "\(name) has signed this decision already, as \(signer), who looks the same",
          remedy: BilingualText(
            zh: isSpelledSo ? "须由另一人签署" : "须由另一人签署；确是两个人的，写出可以区分的姓名",
            en: isSpelledSo
              ? "Another person has to sign"
              : "Another person has to sign; if they are two, write names that can be told apart"))
      ]
    }
    if let decided = CalendarDay(iso: row["day"] as String), approval.day < decided {
      return [
        outOfOrder(
          number, day: approval.day,
          zh: "签署日 \(approval.day.iso) 早于决定日 \(decided.iso)",
          en: "Signed on \(approval.day.iso), before the day of the decision, \(decided.iso)")
      ]
    }
    let entered = try String.fetchOne(
      db, sql: "SELECT recorded_on FROM journal WHERE sequence = ?", arguments: [approval.decision])
    if let recorded = entered.flatMap({ CalendarDay(iso: $0) }), approval.day < recorded {
      return [
        outOfOrder(
          number, day: approval.day,
          zh: "签署日 \(approval.day.iso) 早于决定记入日志之日 \(recorded.iso)：那天还没有可签的决定",
          en:
            "Signed on \(approval.day.iso), before the decision was put on record on \(recorded.iso): there was nothing to sign on that day"
        )
      ]
    }
    return []
  }

  private static func outOfOrder(_ value: String, day: CalendarDay, zh: String, en: String) -> Problem {
    Problem(
      .dayOutOfOrder, value: value, zh: zh, en: en,
      remedy: BilingualText(zh: "核对 --on 的日期", en: "Check the day given with --on"))
  }

  static func nothingToSign(_ value: String) -> Problem {
    Problem(
      .nothingToSign, value: value, zh: "没有等待签署的决定", en: "No decision waits for a signature",
      remedy: BilingualText(
        zh: "待签署的决定见 winnow decide 数据库 --list", en: "winnow decide STORE --list shows what waits"))
  }

  private static func revocationRefusals(_ revocation: JournalRevocation, _ db: Database) throws -> [Problem]
  {
    func nothing(_ zh: String, _ en: String) -> [Problem] {
      [Problem(.nothingToRevoke, value: "#\(revocation.revokes)", zh: zh, en: en)]
    }
    let kind = try String.fetchOne(
      db, sql: "SELECT kind FROM journal WHERE sequence = ?", arguments: [revocation.revokes])
    guard let kind, kind == "decision" || kind == "gate-evidence" else {
      return nothing("没有这条决定或证明材料", "There is no decision or paper of this number")
    }
    let isRevoked =
      try Int.fetchOne(
        db, sql: "SELECT 1 FROM revocation WHERE revokes = ?", arguments: [revocation.revokes]) != nil
    if isRevoked { return nothing("已经撤销过", "It was taken back already") }
    let isReplaced =
      try Int.fetchOne(
        db,
        sql: """
          SELECT 1 FROM decision d JOIN decision l ON l.right_id = d.right_id AND l.supersedes = d.entry
          WHERE d.entry = ?
          """, arguments: [revocation.revokes]) != nil
    if isReplaced { return nothing("已被后来的决定替代", "A later decision has taken its place") }
    if kind == "decision" {
      let decided = try Row.fetchOne(
        db, sql: "SELECT right_id, number, day FROM decision WHERE entry = ?", arguments: [revocation.revokes]
      )
      if let decided {
        // To take back is to change the list that stands; only a new decision tells why.
        let lists = try frozenCycles(of: decided["right_id"], db)
        if !lists.isEmpty {
          return lists.map { cycle in
            var problem = frozen(cycle)
            problem.remedy = BilingualText(
              zh: "作出新的决定来替代：--action 决定 --accept-conflicts 理由",
              en: "Put a new decision in its place: --action ACTION --accept-conflicts REASON")
            return problem
          }
        }
        if let day = CalendarDay(iso: decided["day"] as String), revocation.day < day {
          return [
            outOfOrder(
              decided["number"], day: revocation.day,
              zh: "撤销日 \(revocation.day.iso) 早于决定日 \(day.iso)",
              en: "Taken back on \(revocation.day.iso), before the day of the decision, \(day.iso)")
          ]
        }
      }
    }
    let isDone =
      try Int.fetchOne(
        db, sql: "SELECT 1 FROM execution_result WHERE decision = ?", arguments: [revocation.revokes]) != nil
    return isDone ? nothing("已执行，不能撤销", "It has been carried out and cannot be taken back") : []
  }

  private static func resultRefusals(
    _ result: ExecutionResult, on recorded: CalendarDay, _ db: Database
  ) throws -> [Problem] {
    guard let standing = try standing(result.rightID, db), standing["entry"] as Int64 == result.decision
    else {
      return [
        Problem(
          .decidedMeanwhile, value: result.number, zh: "这项权利现行的决定不是所执行的那一项",
          en: "The decision that stands for this right is not the one carried out",
          remedy: BilingualText(
            zh: "核对现行决定：winnow decide 数据库 --list",
            en: "Look at what stands: winnow decide STORE --list"))
      ]
    }
    if result.day > recorded {
      return [
        outOfOrder(
          result.number, day: result.day,
          zh: "完成日 \(result.day.iso) 晚于登记日 \(recorded.iso)",
          en: "Done on \(result.day.iso), after the day on which it is recorded, \(recorded.iso)")
      ]
    }
    // Fees are paid until a decision takes effect; anything else is done from that day on.
    let decided = CalendarDay(iso: standing["day"] as String)
    let effective = (standing["effective_day"] as String?).flatMap { CalendarDay(iso: $0) }
    if let start = result.outcome == .paid ? decided : effective ?? decided, result.day < start {
      return [
        outOfOrder(
          result.number, day: result.day,
          zh: "完成日 \(result.day.iso) 早于决定的起算日 \(start.iso)",
          en: "Done on \(result.day.iso), before the day from which the decision counts, \(start.iso)")
      ]
    }
    return []
  }

  // MARK: Cycles

  /// The steps that a cycle has taken; nil when there is none of that name.
  private static func cycleState(_ name: String, _ db: Database) throws -> Set<String>? {
    let cycle = try db.cachedStatement(sql: "SELECT 1 FROM review_cycle WHERE name = ?")
    guard try Int.fetchOne(cycle, arguments: [name]) != nil else { return nil }
    let steps = try db.cachedStatement(sql: "SELECT step FROM cycle_step WHERE cycle = ?")
    return Set(try String.fetchAll(steps, arguments: [name]))
  }

  private static func open(_ name: String, _ db: Database) throws -> [Problem] {
    guard let state = try cycleState(name, db) else { return [noSuch(name)] }
    if state.isEmpty { return [] }
    if state.contains("closed") { return [closed(name)] }
    var problem = frozen(name)
    problem.remedy = BilingualText(
      zh: "冻结后不再派单；关闭本周期后在下一周期派单",
      en: "Reviewers are named before the freeze; close this cycle and name them in the next")
    return [problem]
  }

  private static func stepRefusals(_ step: CycleStep, _ db: Database) throws -> [Problem] {
    guard let state = try cycleState(step.cycle, db) else { return [noSuch(step.cycle)] }
    switch step.step {
    case .frozen:
      return state.isEmpty
        ? try CycleDays.refusals(of: step, db)
        : [outOfOrder(step.cycle, zh: "该周期已经冻结", en: "The cycle is frozen already")]
    case .closed:
      if state.contains("closed") {
        return [outOfOrder(step.cycle, zh: "该周期已经关闭", en: "The cycle is closed already")]
      }
      let hasMinutes =
        try Int.fetchOne(db, sql: "SELECT 1 FROM cycle_minutes WHERE cycle = ?", arguments: [step.cycle])
        != nil
      return hasMinutes
        ? try CycleDays.refusals(of: step, db)
        : [
          outOfOrder(
            step.cycle, zh: "先冻结清单并作出会议纪要，再关闭", en: "Freeze the list and write the minutes before closing")
        ]
    }
  }

  static func noSuch(_ cycle: String) -> Problem {
    Problem(
      .noSuchCycle, value: cycle, zh: "没有这个评审周期", en: "There is no such cycle",
      remedy: BilingualText(
        zh: "用 winnow cycle open 开启；已有周期见 winnow cycle status",
        en: "Open it with winnow cycle open; winnow cycle status shows those there are"))
  }

  private static func outOfOrder(_ cycle: String, zh: String, en: String) -> Problem {
    Problem(
      .cycleOutOfOrder, value: cycle, zh: zh, en: en,
      remedy: BilingualText(
        zh: "次序：open、assign、freeze、minutes、close", en: "The order is: open, assign, freeze, minutes, close"))
  }
}
