import PolicyModels
import PortfolioCore
public import PortfolioReview

/// The compliance file of one right.
public enum ComplianceDocument {
  /// The file: score sheet and grade history, gates and papers, what was weighed, decisions with their signatures,
  /// minutes, what was done, and the hashes behind it all.
  /// - Parameter dataHash: the SHA-256 of the same file as JSON, for the page; nil in the JSON itself.
  public static func make(_ record: ComplianceRecord, dataHash: String? = nil, _ context: RecordContext)
    -> RecordDocument
  {
    let c = context
    let run = record.run
    let wording = Wording(run: run, options: ReportOptions(language: c.language))
    let right = RightExplainer(run: run, wording: wording).explain(record.row)
    var marks: [(key: String, label: String, value: String)] = [
      ("number", c.both("号码", "number"), right.number), ("title", c.both("名称", "title"), right.title),
      ("run", c.both("评审", "run"), String(run.id)), ("runAsOf", c.both("评审基准日", "run as of"), run.asOf.iso),
      ("snapshot", c.both("数据散列值", "hash of the data"), run.snapshotHash),
      ("journalHead", c.both("日志散列值", "journal hash"), record.head),
    ]
    if let overdue = record.overdue {
      marks.append(("overdue", c.both("宽限期", "in grace"), RecordWords.overdue(overdue, c.language)))
    }
    if let past = record.pastGrace {
      marks.append(
        ("pastGrace", c.both("宽限期已满", "past grace"), RecordWords.pastGrace(past, c.language)))
    }
    if let dataHash { marks.append(("json", c.both("数据文件散列值", "hash of the data file"), dataHash)) }
    return RecordDocument(
      schema: "winnow.compliance/1", language: c.language,
      kind: c.both("处置合规档案 \(right.number)", "Compliance file \(right.number)"), portfolio: c.portfolio,
      asOf: c.asOf, marks: marks, sentences: [right.verdict] + plan(right, record, c),
      sections: [
        identity(right, c), score(right, c), grades(record, c), ties(right, c), gates(record, wording, c),
        routes(record, wording, c), papers(record, c), missing(record, c), decided(record, c),
        minutes(record, c), done(record, c), sources(run, c), journal(record, c),
      ],
      notes: [
        c.both(
          "本档案由数据库中的记录生成；文件原件留在原处，凭散列值核对。缺项即未登记，不代表不存在",
          "Made from what is on record; the papers themselves stay where they are and are known by their hashes. What is missing here was not recorded, which does not say that it does not exist"
        )
      ])
  }

  /// What the run's plan says of the right. What has fallen late since the run was made, its plan did not know.
  private static func plan(_ right: RightExplanation, _ record: ComplianceRecord, _ c: RecordContext)
    -> [String]
  {
    let isSince =
      (record.overdue != nil || record.pastGrace != nil) && record.run.plan?.lateFee(record.row) == nil
    guard isSince, !right.plan.isEmpty else { return right.plan }
    let day = record.run.asOf.iso
    return right.plan.map { c.both("\(day) 评审时的方案：\($0)", "As the run of \(day) had it: \($0)") }
  }

  private static func pairs(
    _ key: String, _ title: String, _ c: RecordContext, _ rows: [(String, RecordTable.Cell)]
  ) -> RecordDocument.Section {
    RecordDocument.Section(
      key, title, [],
      RecordTable(
        key, title, [.init("item", c.both("项目", "item")), .init("value", c.both("内容", "value"), .long)],
        rows.map { [.text($0.0), $0.1] }))
  }

  private static func identity(_ right: RightExplanation, _ c: RecordContext) -> RecordDocument.Section {
    pairs("identity", c.both("一、权利", "1. The right"), c, right.identity.map { ($0.label, .text($0.text)) })
  }

  private static func score(_ right: RightExplanation, _ c: RecordContext) -> RecordDocument.Section {
    let title = c.both("二、评分表", "2. Score sheet")
    return RecordDocument.Section(
      "score", title, right.gate.map { [$0] } ?? [],
      RecordTable(
        "score", title,
        [
          .init("criterion", c.both("指标", "criterion")), .init("value", c.both("取值", "value")),
          .init("points", c.both("得分", "points"), .number),
          .init("contribution", c.both("贡献", "contribution"), .number),
          .init("reason", c.both("理由", "reason"), .long),
        ],
        right.parts.map { part in
          [
            .word(part.id, part.title), .text(part.value),
            .text(part.isLeftOut ? "–" : NumberText.fixed(part.points, 1)),
            .text(NumberText.scaledText(part.hundredths, 2)), .text(part.reason),
          ]
        }))
  }

  private static func grades(_ record: ComplianceRecord, _ c: RecordContext) -> RecordDocument.Section {
    let title = c.both("三、等级沿革", "3. Grades so far")
    return RecordDocument.Section(
      "grades", title, [],
      RecordTable(
        "grades", title,
        [
          .init("run", c.both("评审", "run"), .number), .init("asOf", c.both("基准日", "as of"), .code),
          .init("model", c.both("模型", "model"), .code), .init("outcome", c.both("等级", "grade")),
          .init("points", c.both("得分", "points"), .number),
          .init("interval", c.both("区间", "interval"), .number),
          .init("recommended", c.both("建议", "recommended")),
        ],
        record.grades.map { grade in
          [
            .count(Int(grade.run)), .day(grade.asOf), .text(grade.model),
            c.outcome(grade.outcome, run: grade.run),
            .text(NumberText.fixed(grade.points, 1)),
            .text("\(NumberText.fixed(grade.low, 1))–\(NumberText.fixed(grade.high, 1))"),
            c.recommended(grade.recommended),
          ]
        }))
  }

  /// What the run knew of products, standards, licences, pledges, disputes and funding, each with its state.
  private static func ties(_ right: RightExplanation, _ c: RecordContext) -> RecordDocument.Section {
    let facts: [FactID] = [
      .productUse, .standardStatus, .licencesOut, .licenceType, .pledged, .inDispute, .disputeType,
      .fundingStatus, .cooperationAgreement, .inventorAgreement, .offeredToInventor, .openLicenceDeclared,
      .platformListed, .pricePublished, .legalStatus, .nextFeeDay,
    ]
    return pairs(
      "ties", c.both("四、约束事实（评审当日）", "4. What binds it, as the run knew it"), c,
      right.facts.filter { facts.contains($0.id) }.map { ($0.title, .text($0.text)) })
  }

  private static func papers(_ record: ComplianceRecord, _ c: RecordContext) -> RecordDocument.Section {
    let document = DecisionDocuments.evidence(record.evidence, c)
    return RecordDocument.Section(
      "papers", c.both("七、已登记的文件与同意", "7. Papers and consents on record"), [], document.sections.first?.table)
  }

  private static func missing(_ record: ComplianceRecord, _ c: RecordContext) -> RecordDocument.Section {
    let document = ExecutionDocuments.missing(record.missing, c)
    return RecordDocument.Section(
      "missing", c.both("八、尚缺的文件与同意", "8. Papers and consents still missing"), [],
      document.sections.first?.table)
  }

  private static func decided(_ record: ComplianceRecord, _ c: RecordContext) -> RecordDocument.Section {
    let document = DecisionDocuments.list(record.decisions, head: record.head, c)
    return RecordDocument.Section(
      "decisions", c.both("九、决定与签署", "9. Decisions and signatures"), [],
      document.sections.first?.table?.upright())
  }

  private static func minutes(_ record: ComplianceRecord, _ c: RecordContext) -> RecordDocument.Section {
    let title = c.both("十、集体决策纪要", "10. Minutes of collective decisions")
    return RecordDocument.Section(
      "minutes", title, [],
      RecordTable(
        "minutes", title,
        [
          .init("cycle", c.both("周期", "cycle")), .init("body", c.both("决策机构", "body")),
          .init("day", c.both("日期", "day"), .code), .init("document", c.both("文件", "document")),
          .init("sha256", "SHA-256", .code),
          .init("journalHead", c.both("当时日志散列值", "journal hash then"), .code),
        ],
        record.minutes.map { one in
          [
            .text(one.cycle), .text(one.body), .day(one.day), .text(one.document), .text(one.digest),
            .text(one.head),
          ]
        }))
  }

  private static func done(_ record: ComplianceRecord, _ c: RecordContext) -> RecordDocument.Section {
    let title = c.both("十一、执行与登记", "11. What was done, and the register")
    var sentences: [String] = []
    if let check = record.check {
      let day = check.day.map { c.both("（\($0.iso)）", " (\($0.iso))") } ?? ""
      sentences.append(c.both("核对：", "Check: ") + c.text(check.finding.title) + day)
      if let until = check.restorableUntil {
        sentences.append(c.both("恢复权利的期限至 \(until.iso)", "It can be restored until \(until.iso)"))
      }
      if let over = check.restorationOver {
        sentences.append(
          c.both(
            "按费用表，请求恢复的期限已于 \(over.iso) 届满：只有登记机构更晚的通知或另行救济才有用",
            "By the schedule the time to ask for restoration was over on \(over.iso): only a later notice of the office, or another remedy, helps"
          ))
      }
    }
    let results = record.decisions.flatMap(\.results)
    return RecordDocument.Section(
      "done", title, sentences,
      RecordTable(
        "done", title,
        [
          .init("outcome", c.both("结果", "result")), .init("day", c.both("日期", "day"), .code),
          .init("document", c.both("证明文件", "document")), .init("sha256", "SHA-256", .code),
          .init("recordedBy", c.both("登记人", "recorded by")), .init("note", c.both("备注", "note"), .long),
        ],
        results.map { one in
          [
            .word(one.outcome.rawValue, c.text(one.outcome.title)), .day(one.day), .optional(one.document),
            .optional(one.digest), .text(one.recordedBy), .optional(one.note),
          ]
        }))
  }

  private static func sources(_ run: ReviewRun, _ c: RecordContext) -> RecordDocument.Section {
    let title = c.both("十二、数据与模型", "12. Data and models")
    return RecordDocument.Section(
      "models", title,
      run.imports.map { one in
        c.both(
          "导入 \(one.file)（\(one.observedOn.iso)，\(one.rows) 行）",
          "import \(one.file) (\(one.observedOn.iso), \(one.rows) rows)")
      },
      RecordTable(
        "models", title,
        [.init("file", c.both("模型文件", "model file"), .code), .init("sha256", "SHA-256", .code)],
        run.modelFiles.map { [.text($0.path), .text($0.sha256)] }))
  }

  private static func journal(_ record: ComplianceRecord, _ c: RecordContext) -> RecordDocument.Section {
    let title = c.both("十三、日志条目", "13. Entries of the journal")
    return RecordDocument.Section(
      "journal", title, [],
      RecordTable(
        "journal", title,
        [
          .init("entry", c.both("条目", "entry"), .number), .init("kind", c.both("种类", "kind"), .code),
          .init("recordedOn", c.both("记录日", "recorded on"), .code),
          .init("actor", c.both("记录人", "recorded by")), .init("hash", c.both("散列值", "hash"), .code),
        ],
        record.entries.map { entry in
          [
            .count(Int(entry.sequence)), .text(entry.kind.rawValue), .day(entry.recordedOn),
            .text(entry.actor), .text(entry.hash),
          ]
        }))
  }
}
