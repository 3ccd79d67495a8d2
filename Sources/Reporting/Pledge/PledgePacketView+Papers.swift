import PledgeFinance
import PortfolioCore

extension PledgePacketView {
  // MARK: Papers

  var documentPage: ReportPage {
    var sections: [ReportSection] = []
    let outside = packet.lines.filter { !$0.registration.isCovered }
    if packet.policy.hasRules == false {
      sections.append(
        section(
          "documents-outside", "登记所需文件", "Papers of registration",
          [
            .paragraph(
              say(
                "这个政策没有指定登记规则，因此不列登记所需的文件，请向登记机构和\(words.taker.zh)查询；合规关口所需的文件见下。",
                "The policy names no rules of registration, so papers of registration are not listed: ask the registrar and the \(words.taker.en.lowercased()) which they want. Papers that gates ask for stand below."
              ))
          ]))
    } else if packet.policy.purpose == .pledge, !outside.isEmpty {
      sections.append(
        section(
          "documents-outside", "登记规则之外的权利", "Rights outside the rules of registration",
          [
            .paragraph(
              say(
                "\(wording.list(outside.map(\.number)))：不适用所收录的专利质押登记规则（例如商标由商标局登记），所需文件向登记机构查询。",
                "\(wording.list(outside.map(\.number))): the rules on file, for patents, do not cover them (marks are registered by the trademark office); ask the registrar which papers it wants."
              ))
          ]))
    }
    if !packet.documents.isEmpty {
      sections.append(
        section(
          "documents", "文件清单", "List of papers",
          sourced(
            "documents", "文件清单", "Papers",
            [
              column("文件", "Paper", .long), column("权利", "Rights", .long), column("何时需要", "Needed"),
              column("状态", "State"), column("附件名", "Attach as", .long),
            ], documentRows)))
    }
    if !packet.contract.isEmpty {
      sections.append(
        section(
          "contract", "质押合同要点", "What the contract must say",
          sourced(
            "contract", "质押合同要点", "What the contract must say",
            [column("内容", "What", .long), column("核对", "Checked")],
            packet.contract.map { line in (cells: [cell(line.text), cell("□")], source: line.source) })))
    }
    sections.append(
      section(
        "attachments", "随包附件", "Attached files",
        packet.attachments.isEmpty
          ? [.paragraph(say("没有附件。用 --attach 文件夹 附上。", "Nothing is attached. Attach with --attach DIR."))]
          : [
            table(
              "attachments", "随包附件", "Attached files",
              [
                column("文件", "File", .long), column("对应的应备文件", "Answers", .long),
                column("字节", "Bytes", .number), column("SHA-256", "SHA-256", .long),
              ],
              packet.attachments.map { file in
                [cell(file.path), answered(file), wording.countCell(file.size), cell(file.sha256)]
              })
          ]))
    return ReportPage(id: "papers", title: say("文件", "Papers"), sections: sections)
  }

  /// The paper that an attached file answers; that it answers none is said, for a slip in a name is easily made.
  private func answered(_ file: PledgePacket.Attachment) -> ReportTable.Cell {
    // Names of files are withheld with whatever else is.
    guard redact.isEmpty else { return dash() }
    guard let line = packet.document(answeredBy: file.path) else {
      return ReportTable.Cell(say("对不上任何应备文件", "none by its name"), muted: true)
    }
    return cell(say(line.title) + (line.right.map { say("（\($0)）", " (\($0))") } ?? ""))
  }

  /// How a paper gets into the packet: that of a gate is recorded with the gate, others are known by the names of attached
  /// files.
  private func attachedAs(_ line: PledgePacket.DocumentLine, isPerRight: Bool) -> ReportTable.Cell {
    if line.gate != nil {
      return cell(
        say(
          "winnow evidence add 数据库 编号 --gate \(line.id) --document 文件 --by 姓名",
          "winnow evidence add STORE NUMBER --gate \(line.id) --document FILE --by NAME"))
    }
    return cell(isPerRight ? line.id + say("-编号", "-NUMBER") : line.id)
  }

  /// One row for all rights whose paper stands alike.
  private var documentRows: [(cells: [ReportTable.Cell], source: SourceCitation)] {
    var groups: [(line: PledgePacket.DocumentLine, rights: [String])] = []
    for line in packet.documents {
      if let place = groups.firstIndex(where: { $0.line.id == line.id && $0.line.state == line.state }) {
        groups[place].rights += [line.right].compactMap { $0 }
      } else {
        groups.append((line, [line.right].compactMap { $0 }))
      }
    }
    return groups.map { line, rights in
      (
        cells: [
          cell(line.title), rights.isEmpty ? dash() : cell(wording.list(rights)),
          cell(line.gate ?? PledgeWords.need(line.need, for: packet.policy.purpose)),
          cell(PledgeWords.document(line.state)),
          attachedAs(line, isPerRight: !rights.isEmpty),
        ], source: line.source
      )
    }
  }

  // MARK: Monitoring

  private var covenantColumns: [ReportTable.Column] {
    let what = column("事项", "What", .long)
    return packet.triggers == nil ? [what] : [what, column("基准日情况", "On the packet's day", .long)]
  }

  private var covenantRows: [(cells: [ReportTable.Cell], source: SourceCitation)] {
    packet.covenants.enumerated().map { index, covenant in
      guard let triggers = packet.triggers else {
        return (cells: [cell(covenant.text)], source: covenant.source)
      }
      // One a covenant, in their order.
      let found = index < triggers.count ? triggers[index] : nil
      let state = found?.state.title ?? BilingualText(zh: "–", en: "–")
      let reason = found?.reason ?? BilingualText(zh: "", en: "")
      return (
        cells: [
          cell(covenant.text),
          cell(
            BilingualText(
              zh: reason.zh.isEmpty ? state.zh : "\(state.zh)：\(reason.zh)",
              en: reason.en.isEmpty ? state.en : "\(state.en): \(reason.en)")),
        ], source: covenant.source
      )
    }
  }

  var monitoringPage: ReportPage {
    var sections: [ReportSection] = []
    sections.append(calendarSection)
    sections.append(annuitySection)
    if !packet.covenants.isEmpty {
      sections.append(
        section(
          "covenants", "触发事项", "Triggers",
          sourced("covenants", "触发事项", "Triggers", covenantColumns, covenantRows) + [
            .paragraph(
              say(
                "日后用 winnow pledge check 核对：材料包是否原样，今日数据与包内有何变化，哪些事项已经触发。",
                "Later, winnow pledge check tells whether the packet is as it was made, what has changed since, and which triggers have fired."
              ))
          ]))
    }
    return ReportPage(
      id: "monitoring", title: say(isPledge ? "贷后监测" : "后续监测", "Monitoring"), sections: sections)
  }

  /// The days to watch but for annuities, which stand below with their amounts.
  private var calendarSection: ReportSection {
    let days = packet.monitoring.filter { $0.kind != .annuity }
    var blocks: [ReportBlock] = []
    if days.isEmpty {
      blocks.append(
        .paragraph(
          hasTerm
            ? say("除年费外，期内没有应监测的日期。", "But for annuities, no day falls within the term.")
            : say("没有期限，也没有已逾期的事项。", "There is no term, and nothing is late.")))
    } else {
      blocks.append(
        table(
          "calendar", "监测日历（另见 monitoring.ics）", "Days to watch (also in monitoring.ics)",
          [
            column("日期", "Day", .code), column("类别", "Kind"), column("权利", "Right", .code),
            column("事项", "What", .long),
          ],
          days.map { entry in
            [
              day(entry.day), cell(PledgeWords.day(entry.kind)),
              entry.right.isEmpty ? dash() : cell(entry.right), cell(entry.text),
            ]
          }))
    }
    if days.count < packet.monitoring.count {
      blocks.append(
        .paragraph(
          say(
            "年费到期日连同金额见下表，也在 monitoring.ics 中。",
            "The days of annuities stand below with their amounts, and in monitoring.ics.")))
    }
    return section("calendar", "监测日历", "Days to watch", blocks)
  }

  private var annuitySection: ReportSection {
    var blocks: [ReportBlock] = []
    if packet.annuities.isEmpty {
      blocks.append(
        .paragraph(
          hasTerm ? say("期内没有应缴年费。", "No annuity falls due.") : say("没有逾期的年费。", "No annuity is late.")))
    } else {
      blocks.append(
        table(
          "annuities", hasTerm ? "今日逾期的与期内到期的年费" : "今日逾期的年费",
          hasTerm ? "Annuities late today, and those that fall due" : "Annuities late today",
          [
            column("权利", "Right", .code), column("年费", "Fee"), column("到期日", "Due", .code),
            column("滞纳期末", "Last day", .code), column("金额", "Amount", .number), column("状态", "State"),
          ],
          packet.annuities.map { line in
            [
              cell(line.right), cell(line.label), day(line.due), day(line.lastDay), money(line.amount),
              cell(line.isLate ? say("已逾期，含滞纳金", "late, with surcharge") : say("未到期", "to come")),
            ]
          }))
    }
    if !packet.withoutFees.isEmpty {
      blocks.append(.list(packet.withoutFees.map { "\($0.right)\(say("：", ": "))\(say($0.text))" }))
    }
    return section("annuities", "年费", "Annuities", blocks)
  }

  // MARK: Forms

  private var blank: String { "____________________" }

  /// Forms to fill in and to sign: data of the application, consents, statements.
  /// The forms; nil where none has to be filled in.
  var formsPage: ReportPage? {
    var sections: [ReportSection] = []
    if packet.policy.purpose == .pledge, !applied.isEmpty { sections.append(applicationSection) }
    for line in packet.documents where line.right != nil {
      // The paper of a gate is not attached but recorded, and may have the same form.
      let form: String? = line.state == .form ? line.id : line.state == .missing ? line.form : nil
      guard let form, let right = packet.lines.first(where: { $0.number == line.right }) else { continue }
      if form == "co-owner-consent" { sections.append(consent(right)) }
      if form == "statement" { sections.append(statement(right)) }
    }
    guard !sections.isEmpty else { return nil }
    return ReportPage(id: "forms", title: say("待填表单", "Forms to fill in"), sections: sections)
  }

  /// The rights of the application: those that count, under the rules that are on file.
  private var applied: [CollateralLine] {
    packet.lines.filter { $0.isCounted && $0.registration.isCovered }
  }

  private var applicationSection: ReportSection {
    let request = packet.request
    let pledgors = Set(applied.compactMap(\.pledgor)).sorted()
    var rows: [[ReportTable.Cell]] = []
    func row(_ zh: String, _ en: String, _ value: String) { rows.append([cell(say(zh, en)), cell(value)]) }
    row("出质人", "Pledgor", pledgors.isEmpty ? blank : namedList(pledgors))
    row("出质人证件号、地址、联系人", "Pledgor's identity number, address, contact", blank)
    row("债务人", "Debtor", request.debtor.map { named($0) } ?? blank)
    row("质权人", "Pledgee", request.lender.map { named($0) } ?? blank)
    row("质权人证件号、地址、联系人", "Pledgee's identity number, address, contact", blank)
    row("主合同名称、编号", "Main contract and its number", blank)
    row("债权种类", "Kind of debt", say("借款", "loan"))
    row("债权数额", "Amount of the debt", moneyText(request.amount.minorUnits))
    row(
      "债务履行期限", "Term of the debt",
      "\(packet.tests.first?.iso ?? "") – \(packet.tests.last?.iso ?? "")"
        + say("（以合同为准）", " (as the contract says)"))
    row("担保范围", "Scope of the security", blank)
    row("质押专利件数", "Number of patents", "\(applied.count)")
    row("是否评估", "Whether a valuation was made", "□ " + say("是", "yes") + "  □ " + say("否", "no"))
    row("出质人签章、日期", "Pledgor's seal and day", blank)
    row("质权人签章、日期", "Pledgee's seal and day", blank)
    let left = packet.lines.filter { !$0.isCounted || !$0.registration.isCovered }.map(\.number)
    let patents = applied.enumerated().map { index, line in
      [
        cell("\(index + 1)"), cell(line.number), line.officialNumbers.map { cell($0) } ?? dash(),
        cell(line.title),
        line.kind.map { cell(ReportWords.kind($0)) } ?? dash(),
        day(line.filingDay), day(line.grantDay), cell(namedList(line.owners)),
      ]
    }
    return section(
      "application", "登记申请表所需信息", "Data for the application form",
      [
        table(
          "application", "登记申请表所需信息", "Data for the application form",
          [column("项目", "Item"), column("内容", "What", .long)], rows),
        table(
          "application-rights", "质押专利清单", "Patents to be pledged",
          [
            column("序号", "No.", .code), column("编号", "Number", .code),
            column("申请号 / 公告号", "Application / publication", .code), column("名称", "Title", .long),
            column("种类", "Kind"), column("申请日", "Filed", .code), column("授权公告日", "Granted", .code),
            column("专利权人", "Owners", .long),
          ], patents),
      ]
        + (left.isEmpty
          ? []
          : [
            .paragraph(
              say(
                "未列入：\(wording.list(left))（不计入，或不适用这一登记规则）。障碍解决后重新出包。",
                "Not listed: \(wording.list(left)), which do not count or fall under other rules. Make the packet again once what stands in the way is settled."
              ))
          ]))
  }

  private func consent(_ line: CollateralLine) -> ReportSection {
    section(
      "consent-" + anchor(line), "共有人同意书：\(line.number)", "Consent of co-owners: \(line.number)",
      [
        .paragraph(say(consentText(line))),
        .paragraph(
          say("共有人签章：\(blank)　日期：\(blank)", "Seal or signature: \(blank)   Day: \(blank)")),
      ])
  }

  /// What the co-owners sign, by what the right is used for.
  private func consentText(_ line: CollateralLine) -> BilingualText {
    let others = wording.list(line.owners.filter { $0 != line.pledgor })
    let giver = line.pledgor ?? blank
    let taker = packet.request.lender ?? blank
    let amount = moneyText(packet.request.amount.minorUnits)
    let end = packet.tests.last?.iso ?? ""
    let zh = "本单位（\(others)）是专利“\(line.title.zh)”（编号 \(identity(line))）的共有人，同意 \(giver) "
    let en =
      "We, \(others), co-own the patent '\(line.title.en)' (\(identity(line))). We agree that \(giver) "
    switch packet.policy.purpose {
    case .pledge:
      return BilingualText(
        zh: zh + "以该专利为 \(amount) 的债务向 \(taker) 出质，期限至 \(end)，并同意办理质押登记。",
        en: en
          + "pledges it to \(taker) for a debt of \(amount) until \(end), and to the registration of the pledge."
      )
    case .contribution:
      return BilingualText(
        zh: zh + "以该专利作价出资投入 \(taker)，作价以评估或约定为准，并同意办理权利转移登记。",
        en: en
          + "contributes it in kind to \(taker), at the price appraised or agreed, and to the registration of the transfer."
      )
    case .securitisation:
      return BilingualText(
        zh: zh + "将该专利的许可收益纳入由 \(taker) 管理的资产池，期限至 \(end)，并同意办理所需的登记、备案。",
        en: en
          + "brings the licence income of it into a pool held by \(taker) until \(end), and to the recordals that it needs."
      )
    }
  }

  private func statement(_ line: CollateralLine) -> ReportSection {
    let circumstances = line.registration.cases.filter { $0.outcome == .needsStatement }
    let list = circumstances.map { "\(say($0.title))\(say("（", " ("))\(say($0.reason))\(say("）", ")"))" }
      .joined(separator: say("；", "; "))
    let zh = "我们已知悉专利“\(line.title.zh)”（编号 \(identity(line))）存在下列情形：\(list)。知悉后"
    let en =
      "We know the following of the patent '\(line.title.en)' (\(identity(line))): \(list). Knowing this, we still "
    let wanted: BilingualText
    switch packet.policy.purpose {
    case .pledge:
      wanted = BilingualText(zh: "仍要求办理专利权质押登记。", en: "want the pledge to be registered.")
    case .contribution:
      wanted = BilingualText(zh: "仍同意以该专利作价出资。", en: "agree to its contribution in kind.")
    case .securitisation:
      wanted = BilingualText(zh: "仍同意将其许可收益入池。", en: "agree that its licence income goes into the pool.")
    }
    return section(
      "statement-" + anchor(line),
      (isPledge ? "仍要求登记的声明：" : "知悉情形的声明：") + line.number,
      (isPledge ? "Statement that registration is wanted: " : "Statement on a known circumstance: ")
        + line.number,
      [
        .paragraph(say(zh + wanted.zh, en + wanted.en)),
        .paragraph(
          say(
            "\(words.giver.zh)签章：\(blank)　\(words.taker.zh)签章：\(blank)　日期：\(blank)",
            "\(words.giver.en): \(blank)   \(words.taker.en): \(blank)   Day: \(blank)")),
      ])
  }

  /// The portfolio's number of a right with those by which office and bank know it.
  private func identity(_ line: CollateralLine) -> String {
    line.officialNumbers.map { line.number + say("；申请号 / 公告号 ", "; application / publication ") + $0 }
      ?? line.number
  }

  private func anchor(_ line: CollateralLine) -> String {
    let index = packet.lines.firstIndex { $0.number == line.number } ?? 0
    return "\(index + 1)"
  }

  // MARK: Approvals

  var approvalPage: ReportPage {
    var sections: [ReportSection] = []
    if !packet.approvals.isEmpty {
      sections.append(
        section(
          "approvals", "内部审批", "Approvals",
          (packet.request.holder == nil
            ? [
              ReportBlock.paragraph(
                say(
                  "没有说明权利人属于哪一类，列出各类的审批事项；用 --holder 说明后只列该类的。",
                  "Nobody said what kind of holder owns the rights, so the approvals of all kinds are listed; with --holder only those of that kind are."
                ))
            ] : [])
            + sourced(
              "approvals", "内部审批", "Approvals", [column("核对", "Done"), column("事项", "What", .long)],
              packet.approvals.map { (cells: [cell("□"), cell($0.text)], source: $0.source) })))
    }
    sections.append(
      section(
        "appraiser", "评估师所需材料", "What an appraiser needs",
        [.list(packet.appraiserInputs.map { "□ " + say($0) })]))
    return ReportPage(
      id: "approvals", title: say("审批与评估", "Approvals and appraisal"), sections: sections)
  }

  // MARK: Sources

  var sourcePage: ReportPage {
    ReportPage(
      id: "sources", title: say("来源", "Sources"),
      sections: [
        section(
          "models", "模型文件", "Model files",
          [
            .paragraph(
              say(
                "本包由数据快照 \(packet.head.snapshot) 和下列模型文件生成；manifest.json 列有每个文件的 SHA-256。",
                "This packet was made from the data snapshot \(packet.head.snapshot) and the model files below; manifest.json lists the SHA-256 of every file."
              )
                + (packet.head.valuationData.map {
                  say("估值所用数据的散列值：\($0)。", " Hash of the data for valuation: \($0).")
                } ?? "")),
            table(
              "models", "模型文件", "Model files",
              [column("文件", "File", .long), column("SHA-256", "SHA-256", .long)],
              packet.head.models.map { [cell($0.path), cell($0.sha256)] }),
          ])
      ])
  }
}
