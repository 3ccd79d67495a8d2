public import PortfolioCore
public import PortfolioReview
import Renewals

/// Payments beside the calendar as table, CSV and JSON.
public struct PaymentReportView: Sendable {
  /// The version of the form of ``json()``. It grows by new keys only; anything else gets a new number.
  public static let schema = "winnow.payments/1"

  let report: PaymentReport
  let outlook: FeeOutlook
  let wording: Wording

  /// A view.
  public init(_ report: PaymentReport, of outlook: FeeOutlook, language: Language) {
    self.report = report
    self.outlook = outlook
    wording = Wording(language: language, currency: outlook.currency)
  }

  private var zh: Bool { wording.language == .zh }

  private func amount(_ money: Money) -> String {
    NumberText.scaledText(Int(money.minorUnits), money.currency.minorDigits)
  }

  private var currencyOf: (Int64) -> Money {
    { Money(minorUnits: $0, currency: outlook.currency) }
  }

  // MARK: Table

  /// The report as lines: the sums, the findings by kind, the rows without a fee.
  /// - Parameter limit: how many lines of a kind are shown; nil for all.
  public func text(width: Int?, ansi: Bool = false, limit: Int? = nil) -> String {
    func heading(_ title: String) -> String { ansi ? "\n\u{1B}[1m\(title)\u{1B}[0m\n" : "\n\(title)\n" }
    let source = report.file ?? (zh ? "缴费台账" : "the stored ledger")
    let span = report.span.map { "\($0.lowerBound.iso) – \($0.upperBound.iso)" } ?? wording.dash
    var text = TerminalText.wrap(
      zh
        ? "缴费核对 · \(source) · 缴费日 \(span) · 基准日 \(outlook.asOf.iso)"
        : "Payments checked · \(source) · paid \(span) · as of \(outlook.asOf.iso)", width: width)
    text += TerminalText.wrap(
      zh
        ? "\(report.rows) 行 = 对上 \(report.matched) + 未对上 \(report.unmatched.count)"
        : "\(report.rows) rows = \(report.matched) matched + \(report.unmatched.count) unmatched",
      width: width)
    let (sum, leftOut) = report.avoidable(outlook)
    text += TerminalText.wrap(
      (zh ? "可避免的金额合计：" : "Money that could have been spared: ") + wording.money(sum)
        + (leftOut > 0
          ? (zh ? "（另有 \(leftOut) 处无汇率，未计）" : " (\(leftOut) more without an exchange rate)") : ""),
      width: width)
    if !report.findings.isEmpty {
      text += heading(zh ? "差异汇总" : "Differences") + summary.render(width: width, ansi: ansi)
    }
    for kind in PaymentFinding.Kind.allCases {
      let findings = report.findings.filter { $0.finding.kind == kind }
      guard !findings.isEmpty else { continue }
      text += heading(wording.text(kind.title) + (zh ? "（\(findings.count)）" : " (\(findings.count))"))
      let shown = findings.sorted { $0.finding.money.minorUnits > $1.finding.money.minorUnits }.prefix(
        limit ?? findings.count)
      text += table(Array(shown)).render(width: width, ansi: ansi)
      if shown.count < findings.count {
        text +=
          zh
          ? "  … 另有 \(findings.count - shown.count) 条，见 --format csv\n"
          : "  … and \(findings.count - shown.count) more: --format csv\n"
      }
    }
    if !report.unmatched.isEmpty {
      text += heading(
        zh ? "未对上的行（\(report.unmatched.count)）" : "Rows without a fee (\(report.unmatched.count))")
      let shown = report.unmatched.prefix(limit ?? report.unmatched.count)
      text += TerminalTable(
        [
          .init(zh ? "行" : "line", isNumber: true), .init(zh ? "编号" : "number"),
          .init(zh ? "原因" : "reason", least: 20),
        ],
        shown.map { [$0.line.map { "\($0)" } ?? "", $0.number, wording.text($0.reason)] }
      ).render(width: width, ansi: ansi)
      if shown.count < report.unmatched.count { text += "  … \(report.unmatched.count - shown.count)\n" }
    }
    text += "\n"
    for note in notes { text += TerminalText.wrap("- " + note, indent: 2, width: width) }
    return text
  }

  private var notes: [String] {
    var notes: [String] = []
    if report.notCompared > 0 {
      notes.append(
        zh
          ? "对上的行中 \(report.notCompared) 行未比较金额：币种与费用表不同，或属重复、已终止"
          : "The amounts of \(report.notCompared) matched rows were not compared: another currency than the tariff's, doubled, or for a dead right"
      )
    }
    if report.reduced > 0 {
      notes.append(
        zh
          ? "\(report.reduced) 行的金额恰为费用表某项减缴后的数额，按已减缴认定；数据中没有减缴记录"
          : "The amounts of \(report.reduced) rows are those of a reduction of the schedule and count as reduced; no reduction is on record"
      )
    }
    let estimates = report.findings.filter(\.finding.isEstimate).count
    if estimates > 0 {
      notes.append(
        zh
          ? "\(estimates) 条差异所依据的标准是估计，不计入可避免金额"
          : "\(estimates) differences rest on estimated tariffs and are not counted as avoidable")
    }
    if report.file == nil, let first = report.span?.lowerBound {
      notes.append(
        zh
          ? "台账自 \(first.iso) 起；可能在此之前缴纳的费用不算缺少。某局某类权利在台账中一笔缴费也没有的，不判断是否缺少"
          : "The ledger begins on \(first.iso); what may have been paid before is not called missing, nor are fees of an office and kind of which it holds no payment at all"
      )
    }
    if report.file != nil {
      notes.append(
        zh
          ? "清单只含部分权利：只有夹在清单各年度之间的空缺才算缺少；库中已有的缴费也参与比对"
          : "A list holds only some rights: only gaps between its own years are called missing; stored payments are compared too"
      )
    }
    return notes
  }

  private var summary: TerminalTable {
    var rows: [[String]] = []
    for kind in PaymentFinding.Kind.allCases {
      let findings = report.findings.filter { $0.finding.kind == kind }
      guard !findings.isEmpty else { continue }
      let avoidable = findings.reduce(Int64(0)) { sum, entry in
        let year = (entry.paidDay ?? outlook.asOf).year
        return sum
          + (outlook.rates.convert(entry.finding.avoidable, to: outlook.currency, year: year)?.money
            .minorUnits ?? 0)
      }
      rows.append([
        wording.text(kind.title), "\(findings.count)",
        kind.isAvoidable ? amount(currencyOf(avoidable)) : wording.dash,
      ])
    }
    return TerminalTable(
      [
        .init(zh ? "差异" : "difference"), .init(zh ? "条数" : "findings", isNumber: true),
        .init(zh ? "可避免（\(wording.moneyUnit)）" : "avoidable, \(wording.moneyUnit)", isNumber: true),
      ], rows)
  }

  private func table(_ findings: [PaymentReport.Finding]) -> TerminalTable {
    var columns: [TerminalTable.Column] = [
      .init(zh ? "编号" : "number"), .init(zh ? "年度" : "year", isNumber: true), .init(zh ? "应缴日" : "due"),
      .init(zh ? "缴费日" : "paid"), .init(zh ? "金额" : "money", isNumber: true), .init(zh ? "币种" : "cur."),
      .init(zh ? "说明" : "what", least: 24),
    ]
    if report.file != nil { columns.insert(.init(zh ? "行" : "line", isNumber: true), at: 0) }
    return TerminalTable(
      columns,
      findings.map { entry in
        let finding = entry.finding
        let cells = [
          outlook.table.text("number", entry.right), finding.feeYear.map { "\($0)" } ?? "",
          finding.due?.iso ?? "",
          entry.paidDay?.iso ?? "", amount(finding.money) + (finding.isEstimate ? "*" : ""),
          finding.money.currency.code, wording.text(finding.says),
        ]
        return report.file == nil ? cells : [entry.line.map { "\($0)" } ?? ""] + cells
      })
  }

  // MARK: Data

  /// Findings and rows without a fee as CSV with a byte order mark.
  public func csv() -> [UInt8] {
    var writer = CSVWriter(mark: true)
    writer.write([
      "line", "number", "finding", "fee_year", "due", "paid_day", "money", "avoidable", "currency",
      "estimate", "what",
    ])
    for entry in report.findings {
      let finding = entry.finding
      writer.write([
        entry.line.map { "\($0)" } ?? "", outlook.table.text("number", entry.right), finding.kind.rawValue,
        finding.feeYear.map { "\($0)" } ?? "", finding.due?.iso ?? "", entry.paidDay?.iso ?? "",
        finding.money.decimal,
        finding.avoidable.decimal, finding.money.currency.code, finding.isEstimate ? "yes" : "no",
        wording.text(finding.says),
      ])
    }
    for row in report.unmatched {
      writer.write([
        row.line.map { "\($0)" } ?? "", row.number, "unmatched", "", "", "", "", "", "", "",
        wording.text(row.reason),
      ])
    }
    return writer.bytes
  }

  /// The report as JSON; amounts are text in major units.
  public func json() -> String {
    let (sum, leftOut) = report.avoidable(outlook)
    return JSONValue.fields([
      ("schema", .string(PaymentReportView.schema)), ("asOf", .string(outlook.asOf.iso)),
      ("file", .optional(report.file)), ("rows", .integer(report.rows)),
      ("matched", .integer(report.matched)),
      ("unmatched", .integer(report.unmatched.count)), ("notCompared", .integer(report.notCompared)),
      ("avoidable", .string(currencyOf(sum).decimal)), ("avoidableWithoutRate", .integer(leftOut)),
      ("currency", .string(outlook.currency.code)),
      (
        "findings",
        .array(
          report.findings.map { entry in
            let finding = entry.finding
            return .fields([
              ("line", entry.line.map { .integer($0) } ?? .null),
              ("number", .string(outlook.table.text("number", entry.right))),
              ("finding", .string(finding.kind.rawValue)),
              ("feeYear", finding.feeYear.map { .integer($0) } ?? .null),
              ("due", .optional(finding.due?.iso)),
              ("paidDay", .optional(entry.paidDay?.iso)), ("money", .string(finding.money.decimal)),
              ("avoidable", .string(finding.avoidable.decimal)),
              ("currency", .string(finding.money.currency.code)),
              ("isEstimate", .bool(finding.isEstimate)), ("says", .string(wording.text(finding.says))),
            ])
          })
      ),
      (
        "rowsWithoutFee",
        .array(
          report.unmatched.map { row in
            .fields([
              ("line", row.line.map { .integer($0) } ?? .null), ("number", .string(row.number)),
              ("reason", .string(wording.text(row.reason))),
            ])
          })
      ),
    ]).text
  }
}
