public import PolicyModels
public import PortfolioCore
public import PortfolioReview

/// A register of risks as text, CSV and JSON, and the questionnaire that fills it.
public struct RiskRegisterView: Sendable {
  /// The version of the form of ``json()``. It grows by new keys only; anything else gets a new number.
  public static let schema = "winnow.risks/1"

  let register: RiskRegister
  let language: Language
  private var zh: Bool { language == .zh }

  /// A view in a language.
  public init(_ register: RiskRegister, language: Language) {
    self.register = register
    self.language = language
  }

  private func text(_ both: BilingualText) -> String { both.text(language) }

  private func severity(_ severity: RiskChecklist.Severity) -> String {
    switch severity {
    case .high: return zh ? "高" : "high"
    case .medium: return zh ? "中" : "medium"
    case .low: return zh ? "低" : "low"
    }
  }

  private func verdict(_ entry: RiskRegister.Entry) -> String {
    switch entry.answer?.verdict {
    case .yes: return zh ? "已做到" : "yes"
    case .partly: return zh ? "部分做到" : "partly"
    case .no: return zh ? "未做到" : "no"
    case .notApplicable: return zh ? "不涉及" : "does not apply"
    case nil: return zh ? "未回答" : "not answered"
    }
  }

  private func due(_ entry: RiskRegister.Entry) -> String {
    entry.due.map { $0.iso + (entry.isDueGiven ? "" : "*") } ?? "–"
  }

  /// The register as lines: overdue, open, not answered; the rest as counts.
  public func table(width: Int?, ansi: Bool = false) -> String {
    var lines = TerminalText.wrap(
      zh
        ? "风险登记表 · \(text(register.checklist.header.title)) · 基准日 \(register.asOf.iso)"
        : "Register of risks · \(text(register.checklist.header.title)) · as of \(register.asOf.iso)",
      width: width)
    for (state, title) in [
      (RiskRegister.State.overdue, zh ? "一、已逾期" : "1. Overdue"), (.open, zh ? "二、待整改" : "2. Open"),
    ] {
      let entries = register.entries(state)
      lines += head("\(title)\(zh ? "（\(entries.count)）" : " (\(entries.count))")", ansi)
      lines += entries.isEmpty ? (zh ? "  无\n" : "  none\n") : risks(entries).render(width: width, ansi: ansi)
    }
    let silent = register.entries(.unanswered)
    lines += head(zh ? "三、未回答（\(silent.count)）" : "3. Not answered (\(silent.count))", ansi)
    if silent.isEmpty { lines += zh ? "  无\n" : "  none\n" }
    for section in register.checklist.sections {
      let own = silent.filter { $0.section.id == section.id }
      guard !own.isEmpty else { continue }
      let items = own.map { entry in
        text(entry.question.risk)
          + (entry.subject.isEmpty ? "" : zh ? "（\(entry.subject)）" : " (\(entry.subject))")
      }
      lines += TerminalText.items(
        "  " + text(section.title), labelWidth: 12, items, separator: zh ? "、" : ", ", width: width)
    }
    lines += "\n"
    for note in notes { lines += TerminalText.wrap("- " + note, indent: 2, width: width) }
    return lines
  }

  /// The risks of a state as a table of a report. Days are days; which of them were counted from the checklist's days
  /// stands in a column of its own, where there are such.
  func reportTable(_ state: RiskRegister.State, id: String, title: String) -> ReportTable {
    let entries = register.entries(state)
    let hasCounted = entries.contains { $0.due != nil && !$0.isDueGiven }
    var columns = [
      ReportTable.Column(zh ? "级别" : "Severity"), ReportTable.Column(zh ? "环节" : "Stage"),
      ReportTable.Column(zh ? "对象" : "Subject"), ReportTable.Column(zh ? "风险" : "Risk", .long),
      ReportTable.Column(zh ? "回答" : "Answer"), ReportTable.Column(zh ? "责任人" : "Owner"),
      ReportTable.Column(zh ? "期限" : "Due", .code),
    ]
    if hasCounted { columns.append(ReportTable.Column(zh ? "推算" : "Counted", .code)) }
    columns.append(ReportTable.Column(zh ? "整改措施" : "Measure", .long))
    return ReportTable(
      id, title, columns,
      entries.map { entry -> [ReportTable.Cell] in
        let words = [
          severity(entry.question.severity), text(entry.section.title), entry.subject,
          text(entry.question.risk), verdict(entry), entry.answer?.owner ?? (zh ? "未指定" : "nobody named"),
        ]
        var cells = words.map { ReportTable.Cell($0) }
        cells.append(
          entry.due.map { ReportTable.Cell($0.iso, value: .day($0)) } ?? ReportTable.Cell("–", muted: true))
        if hasCounted {
          let isCounted = entry.due != nil && !entry.isDueGiven
          cells.append(isCounted ? ReportTable.Cell("*") : ReportTable.Cell("", value: .empty))
        }
        cells.append(ReportTable.Cell(text(entry.question.measure)))
        return cells
      })
  }

  private func head(_ text: String, _ ansi: Bool) -> String {
    ansi ? "\n\u{1B}[1m\(text)\u{1B}[0m\n" : "\n\(text)\n"
  }

  private func risks(_ entries: [RiskRegister.Entry]) -> TerminalTable {
    TerminalTable(
      [
        .init(zh ? "级别" : "severity"), .init(zh ? "环节" : "stage", least: 6, most: 16),
        .init(zh ? "对象" : "subject", least: 8, most: 24), .init(zh ? "风险" : "risk", least: 12),
        .init(zh ? "回答" : "answer"), .init(zh ? "责任人" : "owner", least: 6, most: 16),
        .init(zh ? "期限" : "due"), .init(zh ? "整改措施" : "measure", least: 12),
      ],
      entries.map { entry in
        [
          severity(entry.question.severity), text(entry.section.title), entry.subject,
          text(entry.question.risk),
          verdict(entry), entry.answer?.owner ?? (zh ? "未指定" : "nobody named"), due(entry),
          text(entry.question.measure),
        ]
      })
  }

  /// What the tables do not hold: what is mended, whose day is counted, who is missing.
  var notes: [String] {
    var notes: [String] = []
    let closed = register.entries(.closed).count
    let fine = register.entries(.inOrder).count
    notes.append(
      zh ? "已整改 \(closed) 项，已做到或不涉及 \(fine) 项" : "Mended: \(closed). In order or not arising: \(fine)")
    if register.entries.contains(where: { $0.due != nil && !$0.isDueGiven && $0.state != .closed }) {
      notes.append(
        zh ? "* 回答未定期限，按清单给出的天数推算" : "* The answer names no day; the checklist's days are counted from it")
    }
    let nobody = register.entries.count {
      ($0.state == .open || $0.state == .overdue) && $0.answer?.owner == nil
    }
    if nobody > 0 {
      notes.append(zh ? "\(nobody) 项尚未指定责任人" : "Risks that nobody takes care of yet: \(nobody)")
    }
    notes.append(
      zh ? "未回答不等于已做到" : "A question without an answer is not one in order")
    return notes
  }

  private static let heads = [
    "state", "severity", "section", "question", "subject", "risk", "answer", "answered_on", "owner", "due",
    "due_given", "closed_on", "measure", "note", "source",
  ]

  private func cells(_ entry: RiskRegister.Entry) -> [String] {
    let source = register.checklist.header.sources.first { $0.id == entry.question.source }
    return [
      entry.state.rawValue, entry.question.severity.rawValue, entry.section.id, entry.question.id,
      entry.subject,
      text(entry.question.risk), entry.answer?.verdict.rawValue ?? "", entry.answer?.day.iso ?? "",
      entry.answer?.owner ?? "", entry.due?.iso ?? "",
      entry.due == nil ? "" : entry.isDueGiven ? "yes" : "no",
      entry.answer?.closedDay?.iso ?? "", text(entry.question.measure), entry.answer?.note ?? "",
      source?.title ?? entry.question.source,
    ]
  }

  /// All entries as CSV with a byte order mark.
  public func csv() -> [UInt8] {
    var writer = CSVWriter(mark: true)
    writer.write(RiskRegisterView.heads)
    for entry in register.entries { writer.write(cells(entry)) }
    return writer.bytes
  }

  /// All entries as JSON: the columns of the CSV, empty ones null.
  public func json() -> String {
    JSONValue.fields([
      ("schema", .string(RiskRegisterView.schema)), ("asOf", .string(register.asOf.iso)),
      ("checklist", .string(register.checklist.header.id)),
      ("version", .string(register.checklist.header.version)),
      (
        "entries",
        .array(
          register.entries.map { entry in
            .fields(zip(RiskRegisterView.heads, cells(entry)).map { ($0, $1.isEmpty ? .null : .string($1)) })
          })
      ),
    ]).text
  }

  /// The questions as an empty table `risk_answers` about a subject: each question as a remark above its row.
  public static func questionnaire(_ checklist: RiskChecklist, subject: String, language: Language) -> [UInt8]
  {
    let columns = NativeFormat.table("risk_answers")?.columns.map(\.name) ?? []
    var text = CSVWriter.line(columns) + "\r\n"
    for section in checklist.sections {
      for question in section.questions {
        text += "# \(section.title.text(language)): \(question.ask.text(language))\r\n"
        text +=
          CSVWriter.line(
            columns.map { name in
              switch name {
              case "checklist": return checklist.header.id
              case "question": return question.id
              case "subject": return subject
              default: return ""
              }
            }) + "\r\n"
      }
    }
    return Array("\u{FEFF}".utf8) + Array(text.utf8)
  }
}
