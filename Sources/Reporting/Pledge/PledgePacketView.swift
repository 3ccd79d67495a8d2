internal import PledgeFinance
internal import PortfolioCore
internal import PortfolioReview

/// A packet as pages: the same for HTML and for spreadsheets.
struct PledgePacketView: Sendable {
  let packet: PledgePacket
  let language: Language
  let wording: Wording
  let redact: Set<Redaction>
  /// The grade sheets of the packet's rights; empty where none were asked for.
  let gradeSheets: [RightSheet]
  /// The valuation sheets of the packet's rights.
  let valueSections: [ReportSection]

  /// A view of a packet.
  /// - Parameters:
  ///   - redact: what is withheld; the packet must have gone through ``PledgePacket/withheld(_:language:)`` before.
  ///   - run: the run that the packet was made from, for grade sheets; with the rows of the packet's rights.
  ///   - assets: what the rights are worth by every method, for the valuation sheets.
  init(
    _ packet: PledgePacket, language: Language, redact: Set<Redaction> = [], run: ReviewRun, rows: [Int],
    options: ReportOptions, valuer: AssetValuer
  ) {
    self.packet = packet
    self.language = language
    self.redact = redact
    wording = Wording(language: language, currency: packet.head.currency, moneyDecimals: 0)
    let shown = run.redacted(redact, language)
    let explainer = RightExplainer(run: shown, wording: Wording(run: shown, options: options))
    gradeSheets = rows.map { RightSheet(explainer.explain($0), explainer.wording) }
    // Valuation sheets are made of amounts, and name products.
    let isPlain = !redact.contains(.amounts) && !redact.contains(.names)
    valueSections =
      isPlain
      ? zip(rows, packet.lines).flatMap { row, line in
        PledgeValueSheet(valuer: valuer, row: row, line: line, language: language).sections()
      } : []
  }

  /// The whole report.
  func report() -> ReportView {
    let kind = PledgeWords.purpose(packet.policy.purpose).text(language)
    let number = packet.head.run > 0 ? String(packet.head.run) : wording.text(.runNotStored)
    let policy = packet.policy.title.text(language)
    return ReportView(
      language: language,
      head: ReportHead(
        kind: kind, portfolio: packet.head.portfolio,
        lines: [
          (wording.text(.asOf), packet.head.asOf.iso), (say("政策", "Policy"), policy),
          (wording.text(.run), number), (wording.text(.madeBy), "Winnow " + packet.head.program),
        ],
        margin:
          "\(packet.head.portfolio) · \(kind) · \(wording.text(.asOf)) \(packet.head.asOf.iso) · \(policy)",
        remarks: remarks), pages: pages(), controls: ReportControls(wording), use: .packet)
  }

  private var remarks: [String] {
    let words: [(Redaction, WorkbookText)] = [(.titles, .titles), (.names, .names), (.amounts, .amounts)]
    let what = words.filter { redact.contains($0.0) }.map { wording.text($0.1) }
    return what.isEmpty ? [] : [wording.text(.redactedNote, ["what": wording.list(what)])]
  }

  func pages() -> [ReportPage] {
    var pages = [coverPage, registrationPage, rightsPage]
    pages.append(valuePage)
    pages.append(titlePage)
    pages.append(riskPage)
    pages.append(documentPage)
    pages.append(monitoringPage)
    pages.append(formsPage)
    pages.append(approvalPage)
    if !valueSections.isEmpty {
      pages.append(
        ReportPage(id: "valuation", title: say("估值单", "Valuation sheets"), sections: valueSections))
    }
    if !gradeSheets.isEmpty {
      pages.append(
        ReportPage(
          id: "grades", title: say("分级单", "Grade sheets"),
          sections: zip(gradeSheets, packet.lines).map(gradeSection)))
    }
    pages.append(sourcePage)
    return pages
  }

  private func gradeSection(_ sheet: RightSheet, _ line: CollateralLine) -> ReportSection {
    var blocks: [ReportBlock] = sheet.sentences.map { .paragraph($0) }
    // The last table holds all facts: the packet says those that matter elsewhere.
    for part in sheet.tables.dropLast() { blocks.append(.table(part.table)) }
    return ReportSection("grade-" + sheet.id, "\(line.number)  \(say(line.title))", blocks)
  }

  // MARK: Texts and cells

  func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
  func say(_ text: BilingualText) -> String { text.text(language) }

  var unit: String { wording.moneyUnit }
  private var hidesAmounts: Bool { redact.contains(.amounts) }

  /// An amount in minor units, in a column whose head names the currency; nil is a dash.
  func money(_ units: Int64?) -> ReportTable.Cell {
    if hidesAmounts { return ReportTable.Cell(say("隐去", "withheld"), muted: true) }
    guard let units else { return ReportTable.Cell(wording.dash, muted: true) }
    return wording.amountCell(units)
  }

  /// An amount with its own currency.
  func money(_ money: Money?) -> ReportTable.Cell {
    if hidesAmounts { return ReportTable.Cell(say("隐去", "withheld"), muted: true) }
    guard let money else { return ReportTable.Cell(wording.dash, muted: true) }
    let wording = Wording(language: language, currency: money.currency)
    return ReportTable.Cell(wording.money(money.minorUnits), value: .money(money))
  }

  func moneyText(_ units: Int64) -> String { hidesAmounts ? say("隐去", "withheld") : wording.money(units) }

  func cell(_ text: String) -> ReportTable.Cell { ReportTable.Cell(text) }
  func cell(_ text: BilingualText) -> ReportTable.Cell { ReportTable.Cell(say(text)) }
  func dash() -> ReportTable.Cell { ReportTable.Cell(wording.dash, muted: true) }

  func day(_ day: CalendarDay?) -> ReportTable.Cell { day.map { wording.dayCell($0) } ?? dash() }

  /// Basis points as a percentage.
  func percent(_ points: Int?) -> ReportTable.Cell {
    guard let points else { return dash() }
    return ReportTable.Cell(PledgePacketView.percent(points), value: .percent(Double(points) / 10_000))
  }

  /// `87.50%`.
  static func percent(_ points: Int) -> String { Percent.text(points) }

  func source(_ citation: SourceCitation) -> ReportTable.Cell {
    ReportTable.Cell(text(of: citation), muted: true)
  }

  /// A source with its standing, in the language of the packet.
  func text(of citation: SourceCitation) -> String {
    say(citation.titleText) + say("（", " (") + say(citation.standingTitle) + say("）", ")")
  }

  /// A table whose rows have sources: in a last column, or in one line below where all rows share one source.
  func sourced(
    _ id: String, _ zh: String, _ en: String, _ columns: [ReportTable.Column],
    _ rows: [(cells: [ReportTable.Cell], source: SourceCitation)]
  ) -> [ReportBlock] {
    if rows.count > 1, let first = rows.first?.source, rows.allSatisfy({ $0.source == first }) {
      return [
        table(id, zh, en, columns, rows.map(\.cells)),
        .paragraph(say("依据：", "Source: ") + text(of: first)),
      ]
    }
    return [
      table(
        id, zh, en, columns + [column("依据", "Source", .long)],
        rows.map { $0.cells + [source($0.source)] })
    ]
  }

  func column(_ zh: String, _ en: String, _ form: ReportTable.Column.Form = .text) -> ReportTable.Column {
    ReportTable.Column(say(zh, en), form)
  }

  func table(
    _ id: String, _ zh: String, _ en: String, _ columns: [ReportTable.Column], _ rows: [[ReportTable.Cell]],
    total: [ReportTable.Cell]? = nil
  ) -> ReportBlock {
    .table(ReportTable("pledge-" + id, say(zh, en), columns, rows, total: total))
  }

  func section(_ id: String, _ zh: String, _ en: String, _ blocks: [ReportBlock]) -> ReportSection {
    ReportSection("section-" + id, say(zh, en), blocks)
  }
}
