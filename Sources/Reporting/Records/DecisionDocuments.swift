public import PortfolioCore
public import PortfolioReview

/// What a document about decisions needs beside them: the portfolio, the language and the names of rights.
public struct RecordContext: Sendable {
  /// The language.
  public var language: Language
  /// The portfolio's name.
  public var portfolio: String
  /// The day.
  public var asOf: CalendarDay
  /// Titles of rights by stored id.
  public var titles: [Int64: String]
  /// Units of rights by stored id.
  public var units: [Int64: String]
  /// The rules on signatures, for the names of reasons, tiers and papers.
  public var policy: DecisionPolicy
  /// What grades and gates are called, by the number of the run and the word in its rule book.
  public var outcomes: [Int64: [String: BilingualText]] = [:]

  /// A context.
  public init(
    language: Language, portfolio: String, asOf: CalendarDay, titles: [Int64: String] = [:],
    units: [Int64: String] = [:], policy: DecisionPolicy
  ) {
    self.language = language
    self.portfolio = portfolio
    self.asOf = asOf
    self.titles = titles
    self.units = units
    self.policy = policy
  }

  var zh: Bool { language == .zh }
  func both(_ zh: String, _ en: String) -> String { self.zh ? zh : en }
  func text(_ text: BilingualText) -> String { text.text(language) }

  func title(_ id: Int64) -> RecordTable.Cell { .text(ReportBuilder.shortened(titles[id] ?? "", to: 120)) }
  func unit(_ id: Int64) -> RecordTable.Cell { .text(units[id] ?? "") }
  func action(_ action: DisposalAction) -> RecordTable.Cell { .word(action.rawValue, text(action.title)) }
  /// A grade or gate by its word in the rule book of a run; the word itself where nobody knows what it is called.
  func outcome(_ word: String, run: Int64) -> RecordTable.Cell {
    outcomes[run]?[word].map { .word(word, text($0)) } ?? .text(word)
  }
  /// Where whoever takes the right, or a licence of it, is; empty where nobody takes it, or nobody said.
  func taker(_ decision: DisposalDecision) -> RecordTable.Cell {
    guard let abroad = decision.abroad else { return .optional(nil) }
    return .word(abroad ? "abroad" : "in-country", text(TakerPlace.title(abroad: abroad)))
  }
  func tier(_ id: String) -> RecordTable.Cell {
    .word(id, policy.tiers.first { $0.id == id }.map { text($0.title) } ?? id)
  }
  /// The gates that were shown and accepted with a decision, as they stood then, by whom and why; nil without any.
  func acceptance(_ decision: DisposalDecision) -> String? {
    let gates = gates(decision)
    guard !gates.isEmpty else { return nil }
    let reason = decision.acceptedBecause ?? ""
    return both(
      "决定时已知的门槛：\(gates)；\(decision.decidedBy) 的理由：\(reason)",
      "Gates known when decided: \(gates); \(decision.decidedBy) because: \(reason)")
  }
  /// The gates that were shown and accepted with a decision, by how they stood; empty without any.
  func gates(_ decision: DisposalDecision) -> String {
    let stands: [(AcceptedGate.Stand, GateState)] = [
      (.closed, .closed), (.expired, .expired), (.question, .question),
    ]
    let parts = stands.compactMap { stand, state -> String? in
      var ids: [String] = []
      for gate in decision.acceptedGates ?? [] where gate.stand == stand && !ids.contains(gate.gate) {
        ids.append(gate.gate)
      }
      guard !ids.isEmpty else { return nil }
      return both(
        "\(state.title.zh) \(ids.joined(separator: "、"))", "\(state.title.en) \(ids.joined(separator: ", "))")
    }
    return parts.joined(separator: both("；", "; "))
  }
  /// Everybody who signed beside the decider, with role and day.
  func signers(_ line: DecisionBook.Line) -> String {
    line.approvals.map { one in
      let more = [one.role, one.day.iso].filter { !$0.isEmpty }.joined(separator: both("，", ", "))
      return both("\(one.approvedBy)（\(more)）", "\(one.approvedBy) (\(more))")
    }.joined(separator: both("、", "; "))
  }
  func reason(_ code: String?) -> RecordTable.Cell {
    guard let code else { return .optional(nil) }
    return .word(code, policy.reasons.first { $0.id == code }.map { text($0.title) } ?? code)
  }
  func recommended(_ word: String?) -> RecordTable.Cell {
    guard let word else { return .optional(nil) }
    let action = PlanAction(word: word)
    return .word(word, action.map { text(RecordWords.recommendation($0)) } ?? word)
  }
}

/// Documents about decisions and papers.
public enum DecisionDocuments {
  /// Decisions with their state, the earliest first.
  public static func list(_ lines: [DecisionBook.Line], head: String, _ context: RecordContext)
    -> RecordDocument
  {
    let c = context
    let table = RecordTable(
      "decisions", c.both("决定", "Decisions"),
      [
        .init("entry", c.both("条目", "entry"), .number), .init("number", c.both("号码", "number"), .code),
        .init("title", c.both("名称", "title"), .long), .init("unit", c.both("单位", "unit")),
        .init("run", c.both("评审", "run"), .number), .init("outcome", c.both("等级", "grade")),
        .init("recommended", c.both("建议", "recommended")), .init("action", c.both("决定", "decision")),
        .init("taker", c.both("受让方", "taker")),
        .init("state", c.both("状态", "state")), .init("decidedBy", c.both("决定人", "decided by")),
        .init("role", c.both("角色", "role")), .init("day", c.both("决定日", "decided on"), .code),
        .init("effective", c.both("生效日", "effective"), .code),
        .init("reasonCode", c.both("理由类别", "kind of reason")),
        .init("reason", c.both("理由", "reason"), .long), .init("tier", c.both("签署档次", "tier")),
        .init("signedBy", c.both("会签", "also signed by")),
        .init("accepted", c.both("已接受的冲突", "conflicts accepted")),
        .init("acceptedBecause", c.both("接受理由", "accepted because"), .long),
        .init("cycle", c.both("周期", "cycle")), .init("supersedes", c.both("替代", "replaces")),
        .init("revokedBecause", c.both("撤销理由", "revoked because"), .long),
        .init("result", c.both("执行结果", "result")),
      ], lines.map { row($0, c) })
    let waiting = lines.count { $0.state == .awaitingSignature }
    return RecordDocument(
      schema: "winnow.decisions/1", language: c.language, kind: c.both("处置决定", "Decisions"),
      portfolio: c.portfolio, asOf: c.asOf,
      marks: [("journalHead", c.both("日志散列值", "journal hash"), head)],
      sections: [RecordDocument.Section("decisions", c.both("决定", "Decisions"), [], table)],
      notes: waiting == 0
        ? []
        : [
          c.both(
            "\(waiting) 项待第二人签署，签署前不生效",
            "Waiting for a second signature, and without effect till then: \(waiting)")
        ])
  }

  private static func row(_ line: DecisionBook.Line, _ c: RecordContext) -> [RecordTable.Cell] {
    let one = line.decision
    let results = line.results.map { "\(c.text($0.outcome.title)) \($0.day.iso)" }
    return [
      .count(Int(line.entry)), .text(one.number), c.title(one.rightID), c.unit(one.rightID),
      .count(Int(one.run)), c.outcome(one.outcome, run: one.run), c.recommended(one.recommended),
      c.action(one.action), c.taker(one), .word(line.state.rawValue, c.text(line.state.title)),
      .text(one.decidedBy), .text(one.role),
      .day(one.day), .day(one.effective), c.reason(one.reasonCode), .text(one.reason), c.tier(one.tier),
      .text(c.signers(line)),
      .text(one.accepted.joined(separator: " ")), .optional(one.acceptedBecause), .optional(one.cycle),
      .optional(one.supersedes.map { "#\($0)" }), .optional(line.revocation?.reason),
      .text(results.joined(separator: c.both("；", "; "))),
    ]
  }

  /// Decisions about to be put on record, or just put there.
  public static func drafts(
    _ drafts: DecisionDrafts, entries: [JournalEntry]?, _ context: RecordContext
  ) -> RecordDocument {
    let c = context
    let table = RecordTable(
      "decisions", c.both("决定", "Decisions"),
      [
        .init("entry", c.both("条目", "entry"), .number), .init("number", c.both("号码", "number"), .code),
        .init("title", c.both("名称", "title"), .long), .init("outcome", c.both("等级", "grade")),
        .init("recommended", c.both("建议", "recommended")), .init("action", c.both("决定", "decision")),
        .init("taker", c.both("受让方", "taker")),
        .init("decidedBy", c.both("决定人", "decided by")), .init("day", c.both("决定日", "decided on"), .code),
        .init("effective", c.both("生效日", "effective"), .code), .init("tier", c.both("签署档次", "tier")),
        .init("signatures", c.both("须签署人数", "must sign"), .number),
        .init("supersedes", c.both("替代", "replaces")),
        .init("accepted", c.both("已接受的冲突", "conflicts accepted")),
      ],
      drafts.decisions.enumerated().map { index, one in
        [
          entries.map { .count(Int($0[index].sequence)) } ?? .optional(nil), .text(one.number),
          c.title(one.rightID), c.outcome(one.outcome, run: one.run), c.recommended(one.recommended),
          c.action(one.action), c.taker(one), .text(one.decidedBy), .day(one.day), .day(one.effective),
          c.tier(one.tier), .count(one.signatures),
          .optional(one.supersedes.map { "#\($0)" }), .text(one.accepted.joined(separator: " ")),
        ]
      })
    var notes: [String] = []
    let two = drafts.decisions.count { $0.signatures > 1 }
    if two > 0 {
      notes.append(
        c.both(
          "\(two) 项须再有一人签署：winnow decide 数据库 号码… --approve --by 姓名",
          "Another person must sign \(two) of them: winnow decide STORE RIGHT… --approve --by NAME"))
    }
    if !drafts.unchanged.isEmpty {
      notes.append(
        c.both(
          "\(drafts.unchanged.count) 项与已记录的决定相同，未再记录",
          "On record already and not recorded again: \(drafts.unchanged.count)"))
    }
    return RecordDocument(
      schema: "winnow.decided/1", language: c.language,
      kind: entries == nil
        ? c.both("拟记录的决定（未写入）", "Decisions to be recorded (nothing was written)")
        : c.both("已记录的决定", "Decisions recorded"), portfolio: c.portfolio, asOf: c.asOf,
      marks: entries?.last.map { [("journalHead", c.both("日志散列值", "journal hash"), $0.hash)] } ?? [],
      sections: [RecordDocument.Section("decisions", c.both("决定", "Decisions"), [], table)], notes: notes)
  }

  /// Papers on record, with the day's word on whether they count.
  public static func evidence(
    _ records: [(entry: JournalEntry, evidence: GateEvidence)], _ context: RecordContext
  ) -> RecordDocument {
    let c = context
    let table = RecordTable(
      "evidence", c.both("证明材料", "Papers"),
      [
        .init("entry", c.both("条目", "entry"), .number), .init("number", c.both("号码", "number"), .code),
        .init("title", c.both("名称", "title"), .long), .init("gate", c.both("门槛或文件", "gate or paper"), .code),
        .init("acts", c.both("适用行为", "acts")), .init("document", c.both("文件", "document"), .long),
        .init("sha256", "SHA-256", .code), .init("recordedBy", c.both("登记人", "recorded by")),
        .init("day", c.both("起算日", "from"), .code), .init("validTo", c.both("有效至", "valid to"), .code),
        .init("counts", c.both("当日有效", "counts")),
      ],
      records.map { entry, one in
        let counts = one.counts(on: c.asOf)
        return [
          .count(Int(entry.sequence)), .text(entry.subject), c.title(one.rightID), .text(one.gate),
          .text(one.acts.map(\.rawValue).joined(separator: " ")), .text(one.document),
          .optional(one.digest), .text(one.recordedBy), .day(one.day), .day(one.validTo),
          .word(counts ? "yes" : "no", counts ? c.both("是", "yes") : c.both("否", "no")),
        ]
      })
    return RecordDocument(
      schema: "winnow.evidence/1", language: c.language, kind: c.both("证明材料", "Papers on record"),
      portfolio: c.portfolio, asOf: c.asOf,
      sections: [RecordDocument.Section("evidence", c.both("证明材料", "Papers"), [], table)])
  }

  /// What was decided about a right, beside the recommendation, as lines for `show` and `explain`; empty where
  /// nothing is on record.
  public static func sentences(_ lines: [DecisionBook.Line], language: Language) -> [String] {
    lines.map { line in
      let one = line.decision
      let state = line.state.title.text(language)
      let place = one.abroad.map { TakerPlace.title(abroad: $0) }
      let action =
        one.action.title.text(language)
        + (place.map { language == .zh ? "（受让方在\($0.zh)）" : " (taker \($0.en))" } ?? "")
      let who = one.role.isEmpty ? one.decidedBy : "\(one.decidedBy) (\(one.role))"
      let effective =
        one.effective.map { language == .zh ? "，自 \($0.iso) 起" : ", from \($0.iso)" } ?? ""
      return language == .zh
        ? "#\(line.entry) \(one.day.iso) 决定：\(action)\(effective)（\(state)）；\(who)；依据第 \(one.run) 次评审；理由：\(one.reason)"
        : "#\(line.entry) \(one.day.iso) decided: \(action)\(effective) (\(state)); \(who); on run \(one.run); reason: \(one.reason)"
    }
  }
}
