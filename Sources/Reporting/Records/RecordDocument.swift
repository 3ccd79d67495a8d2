public import PortfolioCore
internal import PortfolioReview

/// A finished document about decisions, cycles or execution, in one language: text, page, workbook, CSV and JSON say
/// the same.
public struct RecordDocument: Sendable {
  /// A part of a document.
  public struct Section: Sendable {
    let key: String
    let title: String
    let sentences: [String]
    let table: RecordTable?

    init(_ key: String, _ title: String, _ sentences: [String] = [], _ table: RecordTable? = nil) {
      self.key = key
      self.title = title
      self.sentences = sentences
      self.table = table
    }
  }

  /// The version of the form of ``json()``. It grows by new keys only; anything else gets a new number.
  public let schema: String
  /// The language.
  public let language: Language
  /// What the document is.
  public let kind: String
  /// The portfolio's name.
  public let portfolio: String
  /// The day whose knowledge it holds.
  public let asOf: CalendarDay
  /// Further lines of the head: the name in JSON, label and value.
  public let marks: [(key: String, label: String, value: String)]
  /// Sentences before all sections.
  public let sentences: [String]
  /// The sections.
  public let sections: [Section]
  /// Remarks at the end.
  public let notes: [String]

  init(
    schema: String, language: Language, kind: String, portfolio: String, asOf: CalendarDay,
    marks: [(key: String, label: String, value: String)] = [], sentences: [String] = [],
    sections: [Section], notes: [String] = []
  ) {
    self.schema = schema
    self.language = language
    self.kind = kind
    self.portfolio = portfolio
    self.asOf = asOf
    self.marks = marks
    self.sentences = sentences
    self.sections = sections
    self.notes = notes
  }

  private var zh: Bool { language == .zh }
  private var asOfLabel: String { zh ? "基准日" : "as of" }
  private var none: String { zh ? "无" : "none" }

  /// The document as lines.
  /// - Parameter limit: at most so many rows of each table; nil for all.
  public func text(width: Int?, ansi: Bool = false, limit: Int? = nil) -> String {
    var head = ([portfolio, kind].filter { !$0.isEmpty } + ["\(asOfLabel) \(asOf.iso)"])
    head += marks.filter { $0.value.utf8.count <= 40 }.map { "\($0.label) \($0.value)" }
    var text = TerminalText.wrap(head.joined(separator: " · "), width: width)
    for sentence in sentences { text += TerminalText.wrap("- " + sentence, indent: 2, width: width) }
    for section in sections {
      let count = section.table.map { zh ? "（\($0.rows.count)）" : " (\($0.rows.count))" } ?? ""
      let title = TerminalText.clean(section.title + count)
      text += ansi ? "\n\u{1B}[1m\(title)\u{1B}[0m\n" : "\n\(title)\n"
      for sentence in section.sentences {
        text += TerminalText.wrap("- " + sentence, indent: 2, width: width)
      }
      guard let table = section.table else { continue }
      if table.rows.isEmpty {
        if section.sentences.isEmpty { text += "  \(none)\n" }
        continue
      }
      let rows = table.rows.prefix(limit ?? .max)
      let cut = RecordTable(
        table.key, table.title, table.columns, Array(rows), total: table.total,
        isUpright: table.isUpright)
      text += TerminalTable(cut.shown).render(width: width, ansi: ansi)
      if rows.count < table.rows.count {
        text +=
          zh
          ? "只列前 \(rows.count) 项，共 \(table.rows.count) 项；全部见 CSV 或 JSON\n"
          : "The first \(rows.count) of \(table.rows.count); CSV and JSON have them all\n"
      }
    }
    if !notes.isEmpty { text += "\n" }
    for note in notes { text += TerminalText.wrap("- " + note, indent: 2, width: width) }
    return text
  }

  /// The document as one HTML file that needs nothing else.
  public func html() -> String {
    let wording = Wording(language: language, currency: .cny)
    let line = ([portfolio, kind].filter { !$0.isEmpty } + ["\(asOfLabel) \(asOf.iso)"]).joined(
      separator: " · ")
    var parts = sections.map { section -> ReportSection in
      var blocks: [ReportBlock] = section.sentences.isEmpty ? [] : [.list(section.sentences)]
      if let table = section.table {
        blocks.append(table.rows.isEmpty ? .paragraph(none) : .table(table.shown))
      }
      return ReportSection(section.key, section.title, count: section.table?.rows.count, blocks)
    }
    if !sentences.isEmpty {
      parts.insert(ReportSection("summary", zh ? "摘要" : "In brief", [.list(sentences)]), at: 0)
    }
    if !notes.isEmpty { parts.append(ReportSection("notes", zh ? "说明" : "Remarks", [.list(notes)])) }
    let view = ReportView(
      language: language,
      head: ReportHead(
        kind: kind, portfolio: portfolio,
        lines: [(asOfLabel, asOf.iso)] + marks.map { (label: $0.label, value: $0.value) }, margin: line,
        remarks: []),
      pages: [ReportPage(id: "record", title: kind, sections: parts)], controls: ReportControls(wording),
      use: .whole)
    var bytes: [UInt8] = []
    try? HTMLReport.write(view) { bytes.append(contentsOf: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The document as JSON: the marks at its head, the sentences, and every table as a list of objects.
  public func json() -> String {
    var fields: [(String, JSONValue)] = [
      ("schema", .string(schema)), ("portfolio", .string(portfolio)), ("kind", .string(kind)),
      ("asOf", .string(asOf.iso)),
    ]
    fields += marks.map { ($0.key, .string($0.value)) }
    fields.append(("sentences", .array(sentences.map { .string($0) })))
    for section in sections {
      if let table = section.table {
        fields.append((section.key, table.json))
      } else {
        fields.append((section.key, .array(section.sentences.map { .string($0) })))
      }
    }
    fields.append(("notes", .array(notes.map { .string($0) })))
    return JSONValue.fields(fields).text
  }

  /// The rows of the first table as CSV with a byte order mark.
  public func csv() -> [UInt8] { sections.lazy.compactMap(\.table).first?.csv() ?? [] }

  /// The document as a workbook: a sheet a table, the sentences on the first.
  public var spreadsheet: Spreadsheet {
    let line = ([portfolio, kind].filter { !$0.isEmpty } + ["\(asOfLabel) \(asOf.iso)"]).joined(
      separator: " · ")
    var sheets: [Sheet] = []
    for section in sections {
      var blocks: [SheetBlock] = []
      if sheets.isEmpty {
        blocks.append(.heading(line))
        blocks += sentences.map { .text($0) }
      }
      blocks += section.sentences.map { .text($0) }
      if let table = section.table { blocks.append(.table(ReviewWorkbook.table(table.shown, isList: true))) }
      sheets.append(Sheet(section.title, blocks))
    }
    return Spreadsheet(title: kind, subject: line, asOf: asOf, margin: line, sheets: sheets)
  }
}

extension ReportControls {
  /// The words on what is only there to use a page.
  init(_ wording: Wording) {
    self.init(
      contents: wording.text(ReportText.contents), skip: wording.text(ReportText.skipToContent),
      filterText: wording.text(ReportText.filterText), filterGrade: wording.text(ReportText.filterGrade),
      all: wording.text(ReportText.allGrades), shown: wording.text(ReportText.shown),
      showAll: wording.text(ReportText.showAll), tableBehind: wording.text(ReportText.tableBehind),
      back: wording.text(ReportText.backToList), figure: wording.text(WorkbookText.figure),
      value: wording.text(ReportText.value), note: wording.text(WorkbookText.note),
      jump: wording.text(WorkbookText.jump), go: wording.text(WorkbookText.go),
      notFound: wording.text(WorkbookText.notFound), columns: wording.text(WorkbookText.columns),
      copyCSV: wording.text(WorkbookText.copyCSV), copied: wording.text(WorkbookText.copied))
  }
}
