internal import Foundation
internal import PortfolioCore
internal import PortfolioImport

/// An agent's list of paid fees: CSV or XLSX, columns found by their heads.
struct PaymentFile {
  /// A row of the list.
  struct Row {
    var line: Int
    var number: String
    var feeYear: String
    var paidDay: String
    var amount: String
    var surcharge: String
    var currency: String
    var office: String
  }

  let name: String
  let rows: [Row]
  /// Rows that cannot be read at all.
  let refused: [(line: Int, reason: BilingualText)]
  /// The heads by meaning, as they stand in the file.
  let heads: [String: String]
  let problems: [Problem]

  /// The heads that are understood, without spaces, brackets and capitals.
  static let aliases: [(field: String, heads: [String])] = [
    (
      "number",
      [
        "申请号", "专利号", "申请号/专利号", "专利号/申请号", "申请专利号", "申请号或专利号", "案号", "我方案号", "客户案号", "贵方案号",
        "注册号", "right", "number", "applicationnumber", "applicationno", "patentnumber", "patentno", "caseno",
        "casenumber", "yourref", "clientref", "reference",
      ]
    ),
    (
      "feeYear",
      [
        "年度", "缴费年度", "年费年度", "费用年度", "缴纳年度", "第几年", "年次", "feeyear", "year", "annuity", "annuityyear",
        "annuityno",
      ]
    ),
    (
      "paidDay",
      [
        "缴费日", "缴费日期", "缴纳日", "缴纳日期", "付款日", "付款日期", "缴款日期", "paidday", "paidon", "paymentday", "paymentdate",
        "datepaid",
      ]
    ),
    (
      "amount",
      [
        "金额", "年费", "年费金额", "官费", "官费金额", "实缴金额", "缴费金额", "缴纳金额", "费用金额", "amount", "fee", "officialfee",
        "annuityfee",
      ]
    ),
    ("surcharge", ["滞纳金", "滞纳金金额", "附加费", "surcharge", "latefee", "surchargeamount"]),
    ("currency", ["币种", "货币", "币别", "currency"]),
    (
      "office",
      [
        "国家", "国别", "地区", "国家/地区", "国家或地区", "受理局", "收费局", "国家代码", "生效国", "office", "country", "state",
        "countrycode", "jurisdiction",
      ]
    ),
  ]

  /// Reads a file.
  /// - Throws: ``ProblemList`` when it cannot be read, or no sheet has the columns needed.
  init(path: String) throws {
    name = (path as NSString).lastPathComponent
    var best: (file: TabularFile, line: Int, columns: [String: Int], heads: [String: String])?
    for file in try TabularFile.open(path: path, name: name) {
      for row in try file.firstRows(30) {
        let (columns, heads) = PaymentFile.columns(row.cells)
        guard columns["number"] != nil, columns["paidDay"] != nil, columns["amount"] != nil else { continue }
        if columns.count > best?.columns.count ?? 0 { best = (file, row.line, columns, heads) }
      }
    }
    guard let best else {
      throw ProblemList(
        Problem(
          .missingColumn, at: Place(file: name), zh: "找不到缴费清单的表头：至少要有申请号（或案号）、缴费日、金额三列",
          en: "No head of a list of payments was found: a number, a day of payment and an amount are needed",
          remedy: BilingualText(
            zh: "可识别的列名：申请号、专利号、案号；年度；缴费日；金额；滞纳金；币种",
            en: "Known heads: number, case no; fee year; payment date; amount; surcharge; currency")))
    }
    heads = best.heads
    var rows: [Row] = []
    var refused: [(line: Int, reason: BilingualText)] = []
    problems = try best.file.forEachRow { row in
      if row.line > best.line { refused.append((row.line, row.problem.message)) }
    } _: { row in
      let line = row.line
      guard line > best.line, !row.isBlank else { return true }
      // Copied out first: the row itself cannot be captured by a function.
      rows.append(PaymentFile.row(line, row.cells, best.columns))
      return true
    }
    self.rows = rows
    self.refused = refused
  }

  private static func row(_ line: Int, _ cells: [String], _ columns: [String: Int]) -> Row {
    func cell(_ field: String) -> String {
      guard let column = columns[field], cells.indices.contains(column) else { return "" }
      // Lists typed with a Chinese keyboard have full-width figures, commas and letters.
      return cells[column].precomposedStringWithCompatibilityMapping
        .trimmingCharacters(in: .whitespacesAndNewlines)
    }
    return Row(
      line: line, number: cell("number"), feeYear: cell("feeYear"), paidDay: cell("paidDay"),
      amount: cell("amount"), surcharge: cell("surcharge"), currency: cell("currency"),
      office: cell("office"))
  }

  private static func columns(_ cells: [String]) -> ([String: Int], [String: String]) {
    var columns: [String: Int] = [:]
    var heads: [String: String] = [:]
    for (index, cell) in cells.enumerated() {
      let plain = plain(cell)
      guard let field = aliases.first(where: { $0.heads.contains(plain) })?.field, columns[field] == nil
      else { continue }
      columns[field] = index
      heads[field] = cell
    }
    return (columns, heads)
  }

  /// Without spaces, line ends, brackets with their units, and capitals: `金额（元）` is `金额`.
  private static func plain(_ head: String) -> String {
    var text = ""
    var depth = 0
    for character in head.precomposedStringWithCompatibilityMapping.lowercased() {
      switch character {
      case "(", "（", "[", "【": depth += 1
      case ")", "）", "]", "】": depth = max(0, depth - 1)
      case " ", "_", "-", ".", "\u{3000}", "\n", "\t", "\u{FEFF}": continue
      default: if depth == 0 { text.append(character) }
      }
    }
    return text
  }

  // MARK: Cells

  /// `8`, `第8年`, `第 08 年度`, `3.5y`: the year, for `3.5` the fourth. No other half year than the three of the US is one.
  static func feeYear(_ cell: String) -> Int? {
    let digits = cell.filter { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let value = Double(digits), value >= 1, value <= 60,
      value == value.rounded() || [3.5, 7.5, 11.5].contains(value)
    else { return nil }
    return Int(value.rounded(.up))
  }

  /// `1,200.00`, `¥1200`, `1200元`.
  static func money(_ cell: String, _ currency: Currency) -> Money? {
    var text = cell
    for mark in ["¥", "￥", "元", "CNY", "RMB", "€", "$", "£", currency.code, " "] {
      text = text.replacingOccurrences(of: mark, with: "")
    }
    return Money(decimal: text, currency: currency)
  }

  /// The code, or 人民币, 元, 美元, 欧元 and so on; nil when it is not understood.
  static func currency(_ cell: String, otherwise: Currency) -> Currency? {
    let words: [String: String] = [
      "人民币": "CNY", "元": "CNY", "RMB": "CNY", "¥": "CNY", "美元": "USD", "$": "USD", "欧元": "EUR", "€": "EUR",
      "日元": "JPY", "英镑": "GBP", "韩元": "KRW", "瑞士法郎": "CHF", "加元": "CAD", "澳元": "AUD", "港币": "HKD",
    ]
    let text = cell.uppercased()
    if text.isEmpty { return otherwise }
    return Currency(code: words[text] ?? text)
  }
}
