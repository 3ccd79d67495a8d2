public import PortfolioCore
public import PortfolioReview
import Renewals

/// Documents about carrying decisions out.
public enum ExecutionDocuments {
  /// The list for whoever pays the fees.
  public static func list(_ list: ExecutionList, of outlook: FeeOutlook, _ context: RecordContext)
    -> RecordDocument
  {
    let c = context
    let unit = Wording(language: c.language, currency: outlook.currency).moneyUnit
    let isToVerify = list.lines.contains(where: \.isToVerify)
    var columns: [RecordTable.Column] = [
      .init("instruction", c.both("指令", "instruction")), .init("number", c.both("案号", "case no"), .code),
      .init("applicationNumber", c.both("申请号", "application number"), .code),
      .init("title", c.both("名称", "title"), .long), .init("unit", c.both("单位", "unit")),
      .init("office", c.both("国家", "office"), .code), .init("feeYear", c.both("年度", "fee year"), .code),
      .init("due", c.both("应缴日", "due"), .code), .init("lastDay", c.both("最后日", "last day"), .code),
      .init("amount", c.both("金额", "amount"), .number), .init("currency", c.both("币种", "currency"), .code),
      .init("converted", c.both("折\(unit)", "in \(unit)"), .number),
      .init("basis", c.both("依据", "basis")), .init("decision", c.both("决定条目", "entry of decision"), .code),
      .init("decidedBy", c.both("决定人", "decided by")),
      .init("decidedOn", c.both("决定日", "decided on"), .code),
      .init("gates", c.both("门槛", "gates"), .long),
    ]
    if isToVerify { columns.append(.init("verify", c.both("缴费前先核实", "verify before paying"), .long)) }
    let table = RecordTable(
      "fees", c.both("缴费指令", "Instructions"), columns,
      list.lines.map { line -> [RecordTable.Cell] in
        let id = outlook.table.rightIDs[line.row]
        let item = line.due.item
        var cells: [RecordTable.Cell] = [
          .word(line.instruction.rawValue, instruction(line.instruction, c)),
          .text(outlook.table.text("number", line.row)),
          .text(outlook.table.text("application-number", line.row)), c.title(id), c.unit(id),
          .text(item.office), .text(item.feeName), .day(item.due), .day(item.lastDay),
          .money(line.due.amountNow), .text(item.currency.code), .money(line.due.converted?.money),
          .word(line.basis.rawValue, c.text(line.basis.title)),
          .optional(line.decision.map { "#\($0.entry)" }), .optional(line.decision?.decision.decidedBy),
          .day(line.decision?.decision.day), .optional(gates(line).map { c.text($0) }),
        ]
        if isToVerify {
          cells.append(.optional(RecordWords.toVerify(line.pastGrace, line.untold, c.language)))
        }
        return cells
      })
    func sum(_ kind: ExecutionList.Instruction) -> String {
      let (amount, unknown) = list.sum(kind)
      let count = list.due(kind).count
      let money = NumberText.scaledText(Int(amount), outlook.currency.minorDigits)
      let rest =
        unknown == 0
        ? "" : c.both("，另有 \(unknown) 笔金额未知", ", and \(unknown) of unknown amount")
      return c.both(
        "\(instruction(kind, c))：\(count) 笔，\(money) \(unit)\(rest)",
        "\(instruction(kind, c)): \(count) fees, \(unit) \(money)\(rest)")
    }
    return RecordDocument(
      schema: "winnow.execution/1", language: c.language, kind: c.both("年费执行清单", "Instructions on fees"),
      portfolio: c.portfolio, asOf: list.asOf,
      marks: [("until", c.both("至", "until"), (list.asOf + list.days).iso)],
      sentences: [sum(.pay), sum(.doNotPay)] + moot(list, c) + verify(list, c) + others(list.ofOthers, c),
      sections: [RecordDocument.Section("fees", c.both("缴费指令", "Instructions"), [], table)]
        + restorations(list, of: outlook, c),
      notes: [
        c.both(
          "只有已生效、签署齐全且门槛已解除（或按门槛规则可接受而已说明理由接受）的放弃决定才停缴；未决定、待签署、未生效的一律照缴",
          "A fee stays unpaid only by a decision to give the right up that is in force, signed in full, and has every gate before it lifted, or accepted with a reason where the gate allows it; anything else is paid"
        ),
        c.both(
          "金额为基准日应缴，含当日滞纳金；停缴后权利在最后日之后终止，恢复的期限和费用见 winnow forecast",
          "Amounts are those to pay on the as-of day, with its surcharge; winnow forecast tells how a lapsed right comes back"
        ),
      ])
  }

  /// What stands before a fee that is to stay unpaid: what only its paper opens, and what was left as it is, by whom and
  /// why.
  private static func gates(_ line: ExecutionList.Line) -> BilingualText? {
    guard let gates = line.gates, let decision = line.decision?.decision else { return nil }
    let parts = [
      GateCheck.sentence(gates.inTheWay), GateCheck.acceptance(gates.accepted, decision),
    ].compactMap { $0 }
    guard !parts.isEmpty else { return nil }
    return BilingualText(
      zh: parts.map(\.zh).joined(separator: "；"), en: parts.map(\.en).joined(separator: "; "))
  }

  /// How many fees do not fall due any more, in no sum; nothing where none is.
  private static func moot(_ list: ExecutionList, _ c: RecordContext) -> [String] {
    let fees = list.lines.count { $0.basis == .endsBefore }
    guard fees > 0 else { return [] }
    return [
      c.both(
        "此前一笔费用不缴、不再发生而不计入合计的：\(fees) 笔",
        "Moot, because an earlier fee of the right stays unpaid, and in no sum: \(fees) fees")
    ]
  }

  /// How many fees are to be paid only after a look into the register, and how many late ones may have been paid already;
  /// nothing where none is.
  private static func verify(_ list: ExecutionList, _ c: RecordContext) -> [String] {
    let past = list.lines.count { $0.pastGrace != nil }
    let untold = list.lines.count { $0.untold != nil }
    var sentences: [String] = []
    if past > 0 {
      sentences.append(
        c.both(
          "缴费前先查登记簿（此前一笔费用的宽限期已满而没有缴费记录）：\(past) 笔",
          "To be looked up in the register before paying (no payment of an earlier fee by the end of its grace is on record): \(past) fees"
        ))
    }
    if untold > 0 {
      sentences.append(
        c.both(
          "已过到期日、是否已缴无从得知、缴费前先核实的：\(untold) 笔",
          "Late, and nobody can tell whether they were paid, to be verified before paying: \(untold) fees"))
    }
    return sentences
  }

  /// What is to be kept, has lapsed and can be restored; nothing where nothing is.
  private static func restorations(_ list: ExecutionList, of outlook: FeeOutlook, _ c: RecordContext)
    -> [RecordDocument.Section]
  {
    func section(_ key: String, _ title: String, _ says: String, _ last: String, _ rights: [RestorableRight])
      -> [RecordDocument.Section]
    {
      guard !rights.isEmpty else { return [] }
      return [
        RecordDocument.Section(key, title, [says], restoration(key, title, last, rights, outlook, c))
      ]
    }
    return section(
      "restore", c.both("须请求恢复的权利", "To be restored"),
      c.both(
        "决定保留而登记已终止、可恢复：不列入缴费，须另行请求恢复。最后日按费用表自终止日或宽限期届满日起算；自通知起算的，以通知为准",
        "To be kept, lapsed by the register and restorable: no fee falls due, restoration must be asked for. The last day is reckoned by the schedule from the lapse or the end of grace; where the office counts from its notice, the notice decides"
      ), c.both("请求恢复的最后日", "restore by"), list.toRestore)
      + section(
        "restorationOver", c.both("按费用表恢复期已过的权利", "Time to restore over, by the schedule"),
        c.both(
          "决定保留而登记仍为可恢复，但按费用表请求恢复的期限已过：只有登记机构更晚的通知（期限自其起算）或另行救济才有用，先查通知",
          "To be kept and still called restorable by the register, but by the schedule the time to ask for it is over: only a later notice of the office, from which it counts, or another remedy helps; look for the notice first"
        ), c.both("按费用表的最后日（已过）", "last day by the schedule, past"), list.restorationOver)
  }

  /// Rights that have lapsed and the day by which restoration is, or was, to be asked for.
  private static func restoration(
    _ key: String, _ title: String, _ last: String, _ rights: [RestorableRight], _ outlook: FeeOutlook,
    _ c: RecordContext
  ) -> RecordTable {
    RecordTable(
      key, title,
      [
        .init("number", c.both("案号", "case no"), .code),
        .init("applicationNumber", c.both("申请号", "application number"), .code),
        .init("title", c.both("名称", "title"), .long), .init("unit", c.both("单位", "unit")),
        .init("action", c.both("决定", "decision")),
        .init("decision", c.both("决定条目", "entry of decision"), .code),
        .init("decidedBy", c.both("决定人", "decided by")),
        .init("ended", c.both("终止日", "lapsed on"), .code),
        .init("restoreBy", last, .code),
      ],
      rights.map { right in
        let id = outlook.table.rightIDs[right.row]
        let decision = right.decision.decision
        return [
          .text(outlook.table.text("number", right.row)),
          .text(outlook.table.text("application-number", right.row)), c.title(id), c.unit(id),
          c.action(decision.action), .text("#\(right.decision.entry)"), .text(decision.decidedBy),
          .day(right.ended), .day(right.until),
        ]
      })
  }

  /// What is on no list because others own it; nothing where nothing is.
  private static func others(_ rights: Int, _ c: RecordContext) -> [String] {
    guard rights > 0 else { return [] }
    return [
      c.both(
        "登记在他人名下（已转让或许入）、未作决定而不列入的：\(rights) 项",
        "Rights of others (transferred away, or licensed in) without a decision, left out: \(rights)")
    ]
  }

  private static func instruction(_ kind: ExecutionList.Instruction, _ c: RecordContext) -> String {
    switch kind {
    case .pay: return c.both("缴费", "pay")
    case .doNotPay: return c.both("不缴", "do not pay")
    }
  }

  /// Papers that decisions in force still lack.
  /// - Parameter questions: what is open for the portfolio as a whole, told once.
  public static func missing(
    _ papers: [MissingPaper], questions: [OpenQuestion] = [], _ context: RecordContext
  ) -> RecordDocument {
    let c = context
    let open = c.both("整个组合都没有数据的问题", "Questions of which the portfolio holds no data at all")
    let wording = Wording(language: c.language, currency: .cny)
    let asked = RecordTable(
      "questions", open,
      [
        .init("gate", c.both("门槛", "gate"), .code), .init("title", c.both("名称", "title")),
        .init("facts", c.both("缺少的事实", "missing facts"), .long),
        .init("rights", c.both("等待的权利项数", "rights that wait"), .number),
        .init("evidence", c.both("解除凭据", "lifted by"), .long),
      ],
      questions.map { question in
        [
          .text(question.gate.id), .text(c.text(question.gate.title)),
          .text(wording.list(question.facts.map { wording.factTitle($0) })), .count(question.rights),
          .text(c.text(question.gate.evidence)),
        ]
      })
    let table = RecordTable(
      "missing", c.both("所缺文件", "Missing papers"),
      [
        .init("number", c.both("号码", "number"), .code), .init("title", c.both("名称", "title"), .long),
        .init("unit", c.both("单位", "unit")), .init("action", c.both("决定", "decision")),
        .init("decision", c.both("决定条目", "entry of decision"), .code),
        .init("paper", c.both("所缺文件", "missing paper"), .long), .init("id", c.both("登记编号", "id"), .code),
        .init("expired", c.both("原件失效日", "expired on"), .code),
        .init("ground", c.both("依据", "ground"), .long),
      ],
      papers.map { paper in
        let one = paper.decision.decision
        return [
          .text(one.number), c.title(one.rightID), c.unit(one.rightID), c.action(one.action),
          .text("#\(paper.decision.entry)"), .text(c.text(paper.title)), .text(paper.id),
          .day(paper.expired), .text(c.text(paper.ground)),
        ]
      })
    return RecordDocument(
      schema: "winnow.missing-papers/1", language: c.language,
      kind: c.both("所缺函件与同意", "Letters and consents still missing"), portfolio: c.portfolio, asOf: c.asOf,
      sections: [RecordDocument.Section("missing", c.both("所缺文件", "Missing papers"), [], table)]
        + (questions.isEmpty ? [] : [RecordDocument.Section("questions", open, [], asked)]),
      notes: [
        c.both(
          "文件到位后登记：winnow evidence add 数据库 号码 --gate 登记编号 --document 文件 --by 姓名",
          "Record a paper: winnow evidence add STORE RIGHT --gate ID --document FILE --by NAME")
      ])
  }

  /// Decisions beside the register and the ledger.
  public static func check(_ check: ExecutionCheck, _ context: RecordContext) -> RecordDocument {
    let c = context
    func table(_ key: String, _ title: String, _ lines: [ExecutionCheck.Line]) -> RecordTable {
      let isOver = lines.contains { $0.restorationOver != nil }
      var columns: [RecordTable.Column] = [
        .init("finding", c.both("核对结果", "finding")), .init("number", c.both("号码", "number"), .code),
        .init("title", c.both("名称", "title"), .long), .init("unit", c.both("单位", "unit")),
        .init("action", c.both("决定", "decision")),
        .init("decision", c.both("决定条目", "entry of decision"), .code),
        .init("decidedOn", c.both("决定日", "decided on"), .code),
        .init("status", c.both("登记状态", "register")), .init("day", c.both("日期", "day"), .code),
        .init("restorableUntil", c.both("可恢复至", "restorable until"), .code),
      ]
      if isOver {
        columns.append(
          .init("restorationOver", c.both("按费用表恢复期已过", "time to restore over on"), .code))
      }
      return RecordTable(
        key, title, columns,
        lines.map { line -> [RecordTable.Cell] in
          let one = line.decision?.decision
          let status = line.status.flatMap { LegalStatus(rawValue: $0) }
          var cells: [RecordTable.Cell] = [
            .word(line.finding.rawValue, c.text(line.finding.title)), .text(line.number),
            c.title(line.rightID), c.unit(line.rightID), one.map { c.action($0.action) } ?? .optional(nil),
            .optional(line.decision.map { "#\($0.entry)" }), .day(one?.day),
            status.map { .word($0.rawValue, c.text(ReportWords.status($0))) } ?? .optional(line.status),
            .day(line.day), .day(line.restorableUntil),
          ]
          if isOver { cells.append(.day(line.restorationOver)) }
          return cells
        })
    }
    let alarms = check.lines.filter(\.finding.isAlarm)
    let rest = check.lines.filter { !$0.finding.isAlarm }
    var counts = ExecutionCheck.Finding.allCases.compactMap { finding -> String? in
      let count = check.lines(finding).count
      // Told below, with the ledger's end.
      guard count > 0, finding != .beyondLedger, finding != .withoutLedger else { return nil }
      return c.both("\(finding.title.zh)：\(count)", "\(finding.title.en): \(count)")
    }
    if check.undecided > 0 {
      counts.append(
        c.both(
          "周期清单中未决定而无异常：\(check.undecided)",
          "undecided on the lists of cycles, nothing amiss: \(check.undecided)"))
    }
    if check.beyondLedger > 0 {
      let end = check.ledgerEnd.map(\.iso) ?? c.both("（没有记录）", "(nothing on record)")
      counts.append(
        c.both(
          "缴费台账截至 \(end)：\(check.beyondLedger) 项权利此后到期的费用是否已缴无从核对，先导入缴费记录",
          "The ledger ends on \(end): whether fees due since were paid cannot be told of \(check.beyondLedger) rights; import the payments first"
        ))
    }
    if check.withoutLedger > 0 {
      counts.append(
        c.both(
          "此类权利没有缴费记录、到期日已过而是否已缴无从核对的：\(check.withoutLedger) 项，先核实或导入缴费记录",
          "Late, and no payments on record for such rights, so that whether they were paid cannot be told: \(check.withoutLedger); verify, or import the payments"
        ))
    }
    let alarmTitle = c.both("一、须立即处理", "1. To be looked at at once")
    let restTitle = c.both("二、其余", "2. The others")
    return RecordDocument(
      schema: "winnow.execution-check/1", language: c.language,
      kind: c.both("执行核对", "Decisions beside the register"), portfolio: c.portfolio, asOf: check.asOf,
      sentences: counts,
      sections: [
        RecordDocument.Section("alarms", alarmTitle, [], table("alarms", alarmTitle, alarms)),
        RecordDocument.Section("others", restTitle, [], table("others", restTitle, rest)),
      ],
      notes: [
        c.both(
          "登记状态取自已导入的数据；核对前先导入最新的法律状态和缴费记录",
          "The register is what was imported: import the latest states and payments before the check")
      ])
  }

  /// What the planned column holds.
  private static func planned(_ budget: BudgetComparison, _ c: RecordContext) -> String {
    if budget.isPlan { return c.both("计划：该次评审的取舍方案要缴的费用", "Planned: what the run's plan pays") }
    guard budget.hasPlan else {
      return c.both("该次评审没有取舍方案：计划一列为全部预测费用", "The run has no plan: planned is all that was forecast")
    }
    return c.both(
      "该次评审的取舍方案不含 \(budget.year) 年：计划一列为全部预测费用",
      "The run's plan does not reach \(budget.year): planned is all that was forecast")
  }

  /// What is late by the ledger alone and in no column of a budget; nothing where nothing is.
  private static func lateFees(_ budget: BudgetComparison, _ currency: Currency, _ c: RecordContext)
    -> [String]
  {
    let unit = Wording(language: c.language, currency: currency).moneyUnit
    func owed(_ late: BudgetComparison.Late) -> (zh: String, en: String) {
      let amount = NumberText.scaledText(Int(late.amount), currency.minorDigits)
      var (zh, en) = (
        "\(late.rights) 项，\(amount) \(unit)（含滞纳金）",
        "\(late.rights) rights, \(unit) \(amount), surcharges among it"
      )
      if late.unknown > 0 {
        zh += "，另有 \(late.unknown) 项金额未知"
        en += "; of \(late.unknown) of them the amount is not known"
      }
      return (zh, en)
    }
    var sentences: [String] = []
    if budget.late.rights > 0 {
      let late = owed(budget.late)
      sentences.append(
        c.both("宽限期内未缴、未计入预测的费用：\(late.zh)", "Late fees, not in the forecast: \(late.en)"))
    }
    if budget.untold.rights > 0 {
      let untold = owed(budget.untold)
      sentences.append(
        c.both(
          "已过到期日、仍在宽限期内、是否已缴无从得知、未计入预测的费用：\(untold.zh)，先核实",
          "Late fees of which nobody can tell whether they were paid, not in the forecast, to be verified: \(untold.en)"
        ))
    }
    if budget.untoldPastGrace > 0 {
      sentences.append(
        c.both(
          "该年宽限期已满、是否已缴无从得知的：\(budget.untoldPastGrace) 项，先查登记簿",
          "Grace ended in the year, and nobody can tell whether they were paid, to be looked up in the register: \(budget.untoldPastGrace) rights"
        ))
    }
    return sentences
  }

  /// The fees of a year by unit: planned, decided, paid.
  public static func budget(_ budget: BudgetComparison, currency: Currency, _ context: RecordContext)
    -> RecordDocument
  {
    let c = context
    func row(_ name: String, _ line: BudgetComparison.Line) -> [RecordTable.Cell] {
      func money(_ amount: Int64) -> RecordTable.Cell {
        .money(Money(minorUnits: amount, currency: currency))
      }
      return [
        .text(name), money(line.planned), money(line.decided), money(line.paid),
        money(line.paid - line.planned), .count(line.unknown), .count(line.leftOut),
      ]
    }
    let unit = Wording(language: c.language, currency: currency).moneyUnit
    let title = c.both("\(budget.year) 年各单位年费", "Fees of \(budget.year) by unit")
    let table = RecordTable(
      "units", title,
      [
        .init("unit", c.both("单位", "unit")),
        .init("planned", c.both("计划（\(unit)）", "planned (\(unit))"), .number),
        .init("decided", c.both("按决定（\(unit)）", "by decisions (\(unit))"), .number),
        .init("paid", c.both("已缴（\(unit)）", "paid (\(unit))"), .number),
        .init("difference", c.both("已缴减计划", "paid less planned"), .number),
        .init("unknown", c.both("未列费用项数", "rights without a fee named"), .number),
        .init("leftOut", c.both("未计缴费笔数", "payments left out"), .number),
      ],
      budget.lines.map { row($0.unit.isEmpty ? c.both("未注明", "not stated") : $0.unit, $0) },
      total: row(c.both("合计", "total"), budget.total))
    var notes = [
      planned(budget, c),
      c.both(
        "按决定：同一预测中扣除已生效放弃决定的费用；已缴：该年实缴，含滞纳金，按年均汇率折算",
        "By decisions: the same forecast without what decisions in force give up. Paid: in that year, surcharges among it, at its average exchange rates"
      ),
    ]
    notes += lateFees(budget, currency, c) + others(budget.ofOthers, c)
    if let from = budget.from {
      notes.append(
        c.both(
          "该次评审作于年内：各列只比较 \(from.iso) 之后的费用，此前已缴的不在其中",
          "The run was made within the year: all columns compare fees after \(from.iso); what was paid before is in none of them"
        ))
    }
    return RecordDocument(
      schema: "winnow.budget/1", language: c.language, kind: c.both("年费计划与执行", "Fees planned and paid"),
      portfolio: c.portfolio, asOf: budget.asOf,
      marks: [
        ("year", c.both("年度", "year"), String(budget.year)), ("run", c.both("评审", "run"), String(budget.run)),
      ],
      sections: [RecordDocument.Section("units", title, [], table)],
      notes: notes)
  }
}
