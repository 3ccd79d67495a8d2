import PortfolioCore
public import PortfolioReview

/// Documents about review cycles.
public enum CycleDocuments {
  /// Where a cycle stands: by unit and reviewer, and what became of the rights let go before.
  /// - Parameter run: the run that the cycle rests on, for what its list leaves out.
  public static func status(
    _ progress: CycleProgress, run: ReviewRun, letGo: LetGoReport?, _ context: RecordContext
  ) -> RecordDocument {
    let c = context
    let cycle = progress.record.cycle
    let title = c.both("各单位进度", "Progress by unit")
    let hasGone = !progress.gone.isEmpty
    var columns: [RecordTable.Column] = [
      .init("unit", c.both("单位", "unit")), .init("reviewer", c.both("评审人", "reviewer")),
      .init("due", c.both("期限", "due"), .code), .init("members", c.both("项数", "rights"), .number),
      .init("decided", c.both("已决定", "decided"), .number),
      .init("awaiting", c.both("待会签", "to be signed"), .number),
      .init("open", c.both("未决定", "open"), .number), .init("overdue", c.both("逾期", "overdue")),
    ]
    if hasGone { columns.append(.init("gone", c.both("已属他人", "of others by now"), .number)) }
    let table = RecordTable(
      "units", title, columns,
      progress.lines.map { line -> [RecordTable.Cell] in
        var cells: [RecordTable.Cell] = [
          .text(line.unit.isEmpty ? c.both("未注明", "not stated") : line.unit), .optional(line.reviewer),
          .day(line.due), .count(line.members), .count(line.decided), .count(line.awaiting),
          .count(line.open),
          line.isOverdue ? .word("yes", c.both("逾期", "overdue")) : .optional(nil),
        ]
        if hasGone { cells.append(.count(line.gone)) }
        return cells
      })
    var sections = [RecordDocument.Section("units", title, [], table)]
    if let letGo { sections.append(letGoSection(letGo, c)) }
    let overdue = progress.lines.count(where: \.isOverdue)
    let state =
      progress.record.isClosed
      ? c.both("已关闭", "closed")
      : progress.record.isFrozen ? c.both("已冻结", "frozen") : c.both("进行中", "open")
    var sentences = [
      c.both(
        "状态：\(state)；\(progress.members) 项，已决定 \(progress.decided)，未决定 \(progress.open)",
        "State: \(state); \(progress.members) rights, \(progress.decided) decided, \(progress.open) open"
      )
    ]
    sentences += others(progress, run, c)
    if overdue > 0 { sentences.append(c.both("逾期的单位：\(overdue)", "Units overdue: \(overdue)")) }
    let unassigned = progress.lines.count { $0.reviewer == nil }
    if unassigned > 0 {
      sentences.append(c.both("尚未指定评审人的单位：\(unassigned)", "Units without a reviewer: \(unassigned)"))
    }
    return RecordDocument(
      schema: "winnow.cycle/1", language: c.language,
      kind: c.both("评审周期 \(cycle.name)", "Review cycle \(cycle.name)"), portfolio: c.portfolio,
      asOf: progress.asOf, marks: marks(progress.record, c), sentences: sentences, sections: sections)
  }

  private static func marks(_ record: CycleRecord, _ c: RecordContext)
    -> [(key: String, label: String, value: String)]
  {
    let cycle = record.cycle
    return [
      ("cycle", c.both("周期", "cycle"), cycle.name), ("year", c.both("年度", "year"), String(cycle.year)),
      ("run", c.both("评审", "run"), String(cycle.run)),
      ("scope", c.both("范围", "scope"), cycle.scope.isEmpty ? c.both("全部", "all") : cycle.scope),
      ("opened", c.both("开启", "opened"), cycle.day.iso),
    ] + (cycle.due.map { [("due", c.both("期限", "due"), $0.iso)] } ?? [])
      + (cycle.previous.map { [("previous", c.both("上一周期", "before it"), $0)] } ?? [])
  }

  /// What became of the rights let go.
  static func letGoSection(_ report: LetGoReport, _ c: RecordContext) -> RecordDocument.Section {
    let title = c.both("已决定放弃或转出的权利的后续", "What became of rights let go")
    let table = RecordTable(
      "letGo", title,
      [
        .init("number", c.both("号码", "number"), .code), .init("title", c.both("名称", "title"), .long),
        .init("action", c.both("决定", "decision")), .init("decidedOn", c.both("决定日", "decided on"), .code),
        .init("status", c.both("登记状态", "register")), .init("ended", c.both("终止日", "ended on"), .code),
        .init("citedSince", c.both("其后被引", "cited since"), .number),
        .init("citationsSeenOn", c.both("引证统计日", "citations seen on"), .code),
        .init("newOwner", c.both("现权利人（与决定时不同）", "owner now, where another"), .long),
        .init("infringements", c.both("其后的侵权纠纷", "infringement disputes since"), .long),
      ],
      report.lines.map { line in
        let one = line.decision.decision
        let status = line.status.flatMap { LegalStatus(rawValue: $0) }
        return [
          .text(one.number), c.title(one.rightID), c.action(one.action), .day(one.day),
          status.map { .word($0.rawValue, c.text(ReportWords.status($0))) } ?? .optional(nil),
          .day(line.ended), line.citedSince.map { .count($0) } ?? .optional(nil), .day(line.citationsSeenOn),
          .optional(line.hasNewOwner ? line.ownerNow : nil),
          report.isNotLookedAtSince(line) ? .optional(nil) : .text(infringements(line, c)),
        ]
      })
    let cited = report.lines.count { ($0.citedSince ?? 0) > 0 }
    let unseen = report.lines.filter(\.isNotCountedSince)
    let unknown = report.lines.count { $0.citedSince == nil && !$0.isNotCountedSince }
    let ended = report.lines.count { $0.ended != nil }
    let moved = report.lines.count(where: \.hasNewOwner)
    var sentences = [
      c.both(
        "\(report.lines.count) 项：已终止 \(ended)，换权利人 \(moved)，其后被引 \(cited)",
        "\(report.lines.count) rights: \(ended) ended, \(moved) with another owner, \(cited) cited since")
    ]
    if let last = unseen.compactMap(\.citationsSeenOn).max() {
      sentences.append(
        c.both(
          "\(unseen.count) 项自决定以来没有再统计引证（最近一次 \(last.iso)）",
          "Citations not observed since the decision (last on \(last.iso)): \(unseen.count)"))
    }
    if unknown > 0 {
      sentences.append(
        c.both(
          "\(unknown) 项前后引证数不全，无从比较", "Not comparable, because a count of citations is not known: \(unknown)")
      )
    }
    sentences.append(copied(report, c))
    return RecordDocument.Section("letGo", title, report.lines.isEmpty ? [] : sentences, table)
  }

  private static func infringements(_ line: LetGoReport.Line, _ c: RecordContext) -> String {
    let cases = line.infringements.map { one -> String in
      [one.number, one.counterparty, one.from.iso].filter { !$0.isEmpty }.joined(separator: " ")
    }
    return cases.joined(separator: c.both("；", "; "))
  }

  /// Whether what was let go has been copied, as far as any file tells.
  private static func copied(_ report: LetGoReport, _ c: RecordContext) -> String {
    guard report.keepsDisputes else {
      return c.both(
        "是否被仿用：没有文件说明；导入 disputes.csv（type 为 infringement）后列出其后的侵权纠纷",
        "Copied since: no file tells; disputes.csv (type infringement) would, with the disputes begun since")
    }
    let copied = report.lines.count { !$0.infringements.isEmpty }
    let unseen = report.lines.count { report.isNotLookedAtSince($0) }
    let last = report.disputesSeenOn?.iso ?? "–"
    let unlooked = c.both(
      "\(unseen) 项自决定以来没有再查侵权纠纷（清单最近一次为 \(last)）",
      "Infringement disputes not looked up since the decision (the last list is of \(last)): \(unseen)")
    if unseen > 0, unseen == report.lines.count { return unlooked }
    let ended = report.lines.count { $0.ended != nil }
    let rest =
      ended == 0
      ? ""
      : c.both(
        "；已终止的 \(ended) 项，他人实施不再构成侵权，没有文件记录",
        "; of the \(ended) that ended no file tells, for nobody infringes them any more")
    return c.both(
      "其后发生侵权纠纷（disputes.csv）：\(copied) 项\(rest)",
      "With an infringement dispute begun since (disputes.csv): \(copied)\(rest)")
      + (unseen == 0 ? "" : c.both("；", ". ") + unlooked)
  }

  /// Minutes of a collective decision: the list, the sums, the exceptions.
  /// - Parameters:
  ///   - run: the run that the cycle rests on, for the fees of the cycle's year.
  ///   - head: the hash of the journal's last entry.
  ///   - notes: what is known of the rights' fees on the day.
  public static func minutes(
    _ progress: CycleProgress, run: ReviewRun, body: String, head: String,
    notes: MinutesNotes = MinutesNotes(), _ context: RecordContext
  ) -> RecordDocument {
    let c = context
    let cycle = progress.record.cycle
    let lines = progress.decisions.values.sorted { $0.entry < $1.entry }
    let rows = Dictionary(
      run.table.rightIDs.enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    let years = run.fees.firstYear..<run.fees.firstYear + run.fees.yearCount
    func fee(_ id: Int64) -> Money? {
      guard let row = rows[id], years.contains(cycle.year), run.fees.certainty[row] != .none else {
        return nil
      }
      return Money(minorUnits: run.fees.amount(row: row, year: cycle.year), currency: run.currency)
    }
    let unit = Wording(language: c.language, currency: run.currency).moneyUnit
    let late = MinutesLateFees(lines: lines, notes: notes, run: run, year: cycle.year)
    let sumsTitle = c.both("一、汇总", "1. Sums")
    var sumColumns: [RecordTable.Column] = [
      .init("action", c.both("决定", "decision")), .init("rights", c.both("项数", "rights"), .number),
      .init("fees", c.both("\(cycle.year) 年费用（\(unit)）", "fees of \(cycle.year) (\(unit))"), .number),
      .init("unknown", c.both("费用未知项数", "of unknown fees"), .number),
    ]
    if !late.isNothingWaiting {
      sumColumns.append(
        .init("stillPaid", c.both("其中仍须缴（\(unit)）", "of it still to be paid (\(unit))"), .number))
    }
    let sums = RecordTable(
      "sums", sumsTitle, sumColumns,
      DisposalAction.allCases.compactMap { action -> [RecordTable.Cell]? in
        let of = lines.filter { $0.decision.action == action }
        guard !of.isEmpty else { return nil }
        let fees = of.map { fee($0.decision.rightID) }
        let sum = fees.reduce(Int64(0)) { $0 + ($1?.minorUnits ?? 0) }
        var cells: [RecordTable.Cell] = [
          c.action(action), .count(of.count), .money(Money(minorUnits: sum, currency: run.currency)),
          .count(fees.count { $0 == nil }),
        ]
        if !late.isNothingWaiting {
          // What is kept is paid anyway; of what is given up, what waits.
          let paid = of.filter { late.isPaid($0) }.reduce(Int64(0)) {
            $0 + (fee($1.decision.rightID)?.minorUnits ?? 0)
          }
          cells.append(
            action.endsPayment
              ? .money(Money(minorUnits: paid, currency: run.currency)) : .optional(nil))
        }
        return cells
      })
    let listTitle = c.both("二、决定清单", "2. The list")
    let exceptions = CycleExceptions(progress)
    let frozen: [(key: String, label: String, value: String)] =
      progress.record.frozenOn.map { [(key: "frozen", label: c.both("冻结", "frozen"), value: $0.iso)] } ?? []
    return RecordDocument(
      schema: "winnow.minutes/1", language: c.language,
      kind: c.both("集体决策会议纪要 \(cycle.name)", "Minutes of the collective decision \(cycle.name)"),
      portfolio: c.portfolio, asOf: progress.asOf,
      marks: [("body", c.both("决策机构", "body"), body)] + marks(progress.record, c) + frozen + [
        ("snapshot", c.both("数据散列值", "data"), run.snapshotHash),
        ("journalHead", c.both("日志散列值", "journal hash"), head),
      ],
      sentences: [
        c.both(
          "\(progress.members) 项，已决定 \(progress.decided)，未决定 \(progress.open)",
          "\(progress.members) rights: \(progress.decided) decided, \(progress.open) not"
        )
      ] + others(progress, run, c) + late.sentences(c),
      sections: [
        RecordDocument.Section("sums", sumsTitle, [], sums),
        RecordDocument.Section("list", listTitle, [], list("list", listTitle, lines, unit, fee, c, late)),
        exception(
          "against", c.both("三、与建议相反", "3. Against the recommendation"), exceptions.against, unit, fee, c,
          unrecommended(cycle, lines, c)),
        exception(
          "conflicts", c.both("四、明知冲突而决定", "4. Decided although a conflict was shown"), exceptions.conflicts,
          unit,
          fee, c),
        exception(
          "awaiting", c.both("五、待第二人签署", "5. Second signature missing"), exceptions.awaiting, unit, fee, c),
        exception(
          "afterFreeze", c.both("六、冻结后的改动与签署", "6. Changed or signed after the freeze"),
          exceptions.afterFreeze, unit,
          fee, c),
        undecided(exceptions.undecided, run: cycle.run, c),
      ],
      notes: [
        c.both(
          "未决定的权利继续缴费。本纪要的数据文件及其散列值记入决定日志，winnow check --audit 可核对",
          "Rights without a decision go on being paid for. The data of these minutes and their hash are on record in the journal; winnow check --audit verifies it"
        )
      ])
  }

  private static func list(
    _ key: String, _ title: String, _ lines: [DecisionBook.Line], _ unit: String, _ fee: (Int64) -> Money?,
    _ c: RecordContext, _ late: MinutesLateFees? = nil
  ) -> RecordTable {
    var columns: [RecordTable.Column] = [
      .init("entry", c.both("条目", "entry"), .number), .init("number", c.both("号码", "number"), .code),
      .init("title", c.both("名称", "title"), .long), .init("unit", c.both("单位", "unit")),
      .init("outcome", c.both("等级", "grade")), .init("recommended", c.both("建议", "recommended")),
      .init("action", c.both("决定", "decision")), .init("taker", c.both("受让方", "taker")),
      .init("fee", c.both("费用（\(unit)）", "fee (\(unit))"), .number),
      .init("decidedBy", c.both("决定人", "decided by")),
      .init("signedBy", c.both("会签", "also signed by")),
      .init("accepted", c.both("已接受的冲突", "conflicts accepted")),
      .init("gates", c.both("决定时所示的门槛", "gates shown when decided"), .long),
      .init("acceptedBecause", c.both("接受的理由", "accepted because"), .long),
      .init("reason", c.both("理由", "reason"), .long),
    ]
    let (hasLate, hasPast) = (late.map { !$0.isEmpty } ?? false, late.map { !$0.isNothingPast } ?? false)
    let hasWaiting = late.map { !$0.isNothingWaiting } ?? false
    if hasLate {
      columns.append(.init("late", c.both("宽限期内应缴（\(unit)）", "owed in grace (\(unit))"), .number))
    }
    let hasUntold = late.map(\.isWithoutLedger) ?? false
    if hasUntold {
      columns.append(
        .init("lateUntold", c.both("已到期、是否已缴未知", "late, not known whether paid"), .long))
    }
    if hasPast { columns.append(.init("pastGrace", c.both("宽限期已满", "past grace"), .long)) }
    if hasWaiting { columns.append(.init("waitsFor", c.both("尚待", "waits for"), .long)) }
    return RecordTable(
      key, title, columns,
      lines.map { line -> [RecordTable.Cell] in
        let one = line.decision
        var cells: [RecordTable.Cell] = [
          .count(Int(line.entry)), .text(one.number), c.title(one.rightID), c.unit(one.rightID),
          c.outcome(one.outcome, run: one.run), c.recommended(one.recommended), c.action(one.action),
          c.taker(one), .money(fee(one.rightID)), .text(one.decidedBy), .text(c.signers(line)),
          .text(one.accepted.joined(separator: " ")), .text(c.gates(one)), .optional(one.acceptedBecause),
          .text(one.reason),
        ]
        if let late {
          if hasLate { cells.append(late.owed(line)) }
          if hasUntold { cells.append(late.withoutLedger(line, c)) }
          if hasPast { cells.append(late.pastGrace(line, c)) }
          if hasWaiting { cells.append(late.waitsFor(line, c)) }
        }
        return cells
      })
  }

  private static func exception(
    _ key: String, _ title: String, _ lines: [DecisionBook.Line], _ unit: String, _ fee: (Int64) -> Money?,
    _ c: RecordContext, _ sentences: [String] = []
  ) -> RecordDocument.Section {
    RecordDocument.Section(key, title, sentences, list(key, title, lines, unit, fee, c))
  }

  /// That there was no recommendation to go against; nothing where there was one.
  private static func unrecommended(_ cycle: ReviewCycle, _ lines: [DecisionBook.Line], _ c: RecordContext)
    -> [String]
  {
    guard cycle.members.allSatisfy({ $0.recommended == nil }),
      lines.allSatisfy({ $0.decision.recommended == nil })
    else { return [] }
    return [c.both("没有取舍方案，无建议可比", "No plan recommended anything: there is nothing to go against")]
  }

  private static func undecided(
    _ members: [ReviewCycle.Member], run: Int64, _ c: RecordContext
  ) -> RecordDocument.Section {
    let title = c.both("七、未决定", "7. Without a decision")
    return RecordDocument.Section(
      "undecided", title, [],
      RecordTable(
        "undecided", title,
        [
          .init("number", c.both("号码", "number"), .code), .init("title", c.both("名称", "title"), .long),
          .init("unit", c.both("单位", "unit")), .init("outcome", c.both("等级", "grade")),
          .init("recommended", c.both("建议", "recommended")),
        ],
        members.map { member in
          [
            .text(member.number), c.title(member.rightID), .text(member.unit),
            c.outcome(member.outcome, run: run), c.recommended(member.recommended),
          ]
        }))
  }
}
