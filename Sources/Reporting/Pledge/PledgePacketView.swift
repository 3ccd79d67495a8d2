internal import PledgeFinance
internal import PortfolioCore

/// A packet as pages: the same for HTML and for spreadsheets.
struct PledgePacketView: Sendable {
  let packet: PledgePacket
  let language: Language
  let wording: Wording
  let redact: Set<Redaction>
  /// The grade sheets of the packet's rights.
  let gradeSections: [ReportSection]
  /// The valuation sheets of the packet's rights.
  let valueSections: [ReportSection]
  /// The parties whose names are to be read in English, longer names first: one may hold another.
  private let names: [(registered: String, english: String)]
  /// The SHA-256 of the packet's record, by which whoever has it on paper knows the file again.
  let digest: String

  /// A view of a packet with its sheets.
  /// - Parameters:
  ///   - packet: gone through ``PledgePacket/withheld(_:language:)`` where something is withheld.
  ///   - digest: the SHA-256 of its record.
  init(_ packet: PledgePacket, sheets: PacketSheets, digest: String) {
    self.packet = packet
    self.digest = digest
    language = sheets.language
    names =
      sheets.language == .en
      ? (packet.englishNames ?? [:]).map { (registered: $0.key, english: $0.value) }.sorted {
        ($1.registered.count, $0.registered) < ($0.registered.count, $1.registered)
      } : []
    redact = sheets.redact
    wording = Wording(language: sheets.language, currency: packet.head.currency, moneyDecimals: 0)
    gradeSections = PacketSheets.sections(sheets.grades)
    valueSections = PacketSheets.sections(sheets.valuation)
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
    if let formsPage { pages.append(formsPage) }
    pages.append(approvalPage)
    if !valueSections.isEmpty {
      pages.append(
        ReportPage(id: "valuation", title: say("估值单", "Valuation sheets"), sections: valueSections))
    }
    if !gradeSections.isEmpty {
      pages.append(
        ReportPage(id: "grades", title: say("分级单", "Grade sheets"), sections: gradeSections))
    }
    pages.append(sourcePage)
    return pages
  }

  // MARK: Texts and cells

  func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
  func say(_ text: BilingualText) -> String { named(text.text(language)) }

  /// A text with the English names of parties before their registered ones, in an English packet where they are on file.
  func named(_ text: String) -> String {
    guard names.contains(where: { text.contains($0.registered) }) else { return text }
    var result = ""
    var rest = Substring(text)
    while let first = rest.first {
      if let name = names.first(where: { rest.hasPrefix($0.registered) }) {
        result += "\(name.english) (\(name.registered))"
        rest = rest.dropFirst(name.registered.count)
      } else {
        result.append(first)
        rest = rest.dropFirst()
      }
    }
    return result
  }

  /// Names of parties as a list.
  func namedList(_ parties: [String]) -> String { wording.list(parties.map { named($0) }) }

  /// The words of the deal.
  var words: DealWords { packet.policy.purpose.words }

  /// Whether the rights are pledged for a loan: a pool and a contribution have papers and figures of their own.
  var isPledge: Bool { packet.policy.purpose == .pledge }

  /// Whether contracted fees are the basis: they have no range, and no sale stands behind them.
  var isContracted: Bool { packet.policy.premise == .licenceIncome }

  /// What a sale would bring is asked by whoever would have to sell: a lender.
  var showsSales: Bool { isPledge && !isContracted }

  /// Whether there is a term, with test days after the first.
  var hasTerm: Bool { packet.tests.count > 1 }

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

  /// A table whose rows have sources: in one line below where all share one, by number in a last column with a list below
  /// where some share, else in the rows themselves.
  func sourced(
    _ id: String, _ zh: String, _ en: String, _ columns: [ReportTable.Column],
    _ rows: [(cells: [ReportTable.Cell], source: SourceCitation)]
  ) -> [ReportBlock] {
    var sources: [SourceCitation] = []
    for row in rows where !sources.contains(row.source) { sources.append(row.source) }
    if rows.count > 1, sources.count == 1 {
      return [
        table(id, zh, en, columns, rows.map(\.cells)),
        .paragraph(say("依据：", "Source: ") + text(of: sources[0])),
      ]
    }
    guard rows.count > sources.count else {
      return [
        table(
          id, zh, en, columns + [column("依据", "Source", .long)],
          rows.map { $0.cells + [source($0.source)] })
      ]
    }
    func number(_ source: SourceCitation) -> String {
      "[\((sources.firstIndex(of: source) ?? 0) + 1)]"
    }
    let numbered = rows.map { row -> [ReportTable.Cell] in
      row.cells + [ReportTable.Cell(number(row.source), muted: true)]
    }
    return [
      table(id, zh, en, columns + [column("依据", "Source", .code)], numbered),
      .paragraph(
        say("依据：", "Sources: ")
          + sources.map { number($0) + " " + text(of: $0) }.joined(separator: say("；", "; "))),
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
