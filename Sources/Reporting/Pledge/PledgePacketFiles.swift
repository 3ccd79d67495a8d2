internal import Foundation
public import PledgeFinance
internal import PortfolioCore
public import PortfolioReview
internal import Renewals

/// The files of a packet: one printable page, tables, the record, a calendar.
public struct PledgePacketFiles {
  /// The form of page, tables and calendar, as packets record it. Whatever changes a byte of what is made of the same record
  /// raises it, so that an honest packet of an earlier form is not taken for a forged one.
  public static let pageFormat = 2
  /// The printable page.
  public static let page = "packet.html"
  /// The tables.
  public static let tables = "packet.xlsx"
  /// The calendar.
  public static let calendar = "monitoring.ics"

  let packet: PledgePacket
  let sheets: PacketSheets
  let language: Language

  /// The files of a packet.
  /// - Parameters:
  ///   - redact: what is withheld. It is taken out before anything is written.
  ///   - run: the run that the packet was made from, judged for the packet's holder.
  ///   - rows: the rows of the packet's rights in the run.
  ///   - valuer: the valuer of the run.
  public init(
    _ packet: PledgePacket, redact: Set<Redaction>, run: ReviewRun, rows: [Int], options: ReportOptions,
    valuer: AssetValuer
  ) throws {
    let language = options.language
    let shown = try packet.withheld(redact, language: language)
    let redacted = run.redacted(redact, language)
    let explainer = RightExplainer(run: redacted, wording: Wording(run: redacted, options: options))
    // Valuation sheets are made of amounts, and name products.
    let isPlain = !redact.contains(.amounts) && !redact.contains(.names)
    let lines = Array(zip(rows, shown.lines))
    self.init(
      record: shown,
      sheets: PacketSheets(
        language: language, redact: redact,
        valuation: isPlain
          ? lines.flatMap { row, line in
            PledgeValueSheet(
              valuer: valuer, row: row, line: line, language: language, policy: shown.policy,
              englishNames: shown.englishNames ?? [:]
            ).sections()
          } : [],
        grades: lines.map { row, line in
          PledgeGradeSheet(
            sheet: RightSheet(explainer.explain(row), explainer.wording), line: line, language: language
          ).section()
        }))
  }

  /// The files of a record with its sheets, as they were made once.
  public init(record: PledgePacket, sheets: PacketSheets) {
    packet = record
    self.sheets = sheets
    language = sheets.language
  }

  /// The packet as it is written, without what is withheld.
  public var record: PledgePacket { packet }

  /// Whether a packet's forms can be made again from its record: where amounts are withheld they are not in it.
  public var canBeMadeAgain: Bool { !sheets.redact.contains(.amounts) }

  /// Page, tables and calendar: what is made from record and sheets alone.
  /// - Throws: ``ProblemList`` when the tables cannot be made.
  public func forms() throws -> [PacketFile] {
    let digest = SHA256Digest(of: try recordBytes()).hex
    let report = PledgePacketView(packet, sheets: sheets, digest: digest).report()
    var page: [UInt8] = []
    try HTMLReport.write(report) { page.append(contentsOf: $0) }
    return [
      PacketFile(path: PledgePacketFiles.page, bytes: page),
      PacketFile(path: PledgePacketFiles.tables, bytes: try workbook(report)),
      PacketFile(path: PledgePacketFiles.calendar, bytes: Array(calendarText.utf8)),
    ]
  }

  /// Page, tables, calendar, record and sheets.
  /// - Throws: ``ProblemList`` when the tables cannot be made.
  public func files() throws -> [PacketFile] {
    try forms() + [
      PacketFile(path: PacketFolder.record, bytes: try recordBytes()),
      PacketFile(path: PacketSheets.name, bytes: try PacketJSON.encode(sheets)),
    ]
  }

  /// The record; amounts that are withheld are null in it.
  public func recordBytes() throws -> [UInt8] {
    guard sheets.redact.contains(.amounts) else { return try PacketJSON.encode(packet) }
    let tree = try PacketJSON.decode(JSONTree.self, PacketJSON.encode(packet))
    return try PacketJSON.encode(tree.withoutAmounts())
  }

  private func workbook(_ report: ReportView) throws -> [UInt8] {
    var sheets: [Sheet] = []
    for page in report.pages {
      sheets.append(ReviewWorkbook.sheet(page, report, isFirst: sheets.isEmpty))
    }
    let book = Spreadsheet(
      title: "\(report.head.portfolio) · \(report.head.kind)", subject: report.head.margin,
      asOf: packet.head.asOf,
      margin: report.head.margin, sheets: sheets)
    let temporary = FileManager.default.temporaryDirectory.appendingPathComponent(
      "winnow-packet-\(ProcessInfo.processInfo.processIdentifier)-\(UUID().uuidString).xlsx")
    defer { try? FileManager.default.removeItem(at: temporary) }
    try XLSXWriter.make(book, at: temporary.path)
    return Array(try Data(contentsOf: temporary))
  }

  // MARK: Calendar

  private var calendarText: String {
    let events = packet.monitoring.enumerated().map { index, entry in
      CalendarFile.Event(
        identifier:
          "pledge-\(packet.head.snapshot.prefix(16))-\(entry.kind.rawValue)-\(entry.right)-\(entry.day.iso)-\(index)@winnow",
        day: entry.day, summary: entry.text.text(language),
        description: PledgeWords.day(entry.kind).text(language) + " · " + packet.head.portfolio,
        alarmDays: entry.kind == .revaluation ? [14] : [30, 7])
    }
    return CalendarFile(
      name: packet.head.portfolio + " · " + PledgeWords.purpose(packet.policy.purpose).text(language),
      product: "-//Winnow//Pledge//EN", stamp: packet.head.asOf, events: events
    ).text
  }
}
