import PortfolioCore

/// Reads rows of one native table, each cell checked against its column, all problems of a row at once.
///
/// Whether the rows exist that a row refers to is not seen here: rows of other files are not at hand.
struct NativeRowReader {
  typealias Bytes = UnsafeBufferPointer<UInt8>

  let file: String
  let table: NativeFormat.Table
  let columns: NativeColumns
  let kinds: KindVocabulary

  /// The draft of a row, or everything that is wrong with it.
  func read(_ row: borrowing RawRow) -> ImportItem {
    var problems: [Problem] = []
    var warnings: [Problem] = []
    var values = NativeValues(columns.layout)
    let currency = readCurrency(row, &problems)
    for position in columns.present {
      guard let index = columns.indexes[position] else { continue }
      let bytes = CellText.trimmed(row.utf8(index))
      if bytes.isEmpty {
        let column = table.columns[position]
        if column.required {
          problems.append(
            NativeRowReader.missing(column, at: Place(file: file, line: row.line, column: column.name)))
        }
        continue
      }
      if table.columns[position].name == "fee_year", let year = NativeRowReader.instalmentYear(bytes) {
        values[position] = .integer(year)
        continue
      }
      switch NativeRowReader.value(bytes, table.columns[position].type, currency) {
      case .success(let value):
        values[position] = value
        if table.columns[position].type == .market, case .text(let market) = value,
          !CountryCode.isKnown(market)
        {
          warnings.append(
            NativeRowReader.unknownMarket(
              market, at: Place(file: file, line: row.line, column: table.columns[position].name)))
        }
      case .failure(let fault):
        let column = table.columns[position]
        problems.append(
          fault.problem(
            column, at: Place(file: file, line: row.line, column: column.name),
            value: String(decoding: bytes, as: UTF8.self)))
      }
    }
    let source = row.sourceText
    guard problems.isEmpty else { return .refused(line: row.line, sourceText: source, problems: problems) }
    if columns.isRights {
      return NativeRightReader(file: file, line: row.line, kinds: kinds).read(values, sourceText: source)
    }
    return .native(
      NativeDraft(line: row.line, sourceText: source, values: values), warnings: warnings)
  }

  /// The row's currency; yuan where the column is empty or absent.
  private func readCurrency(_ row: borrowing RawRow, _ problems: inout [Problem]) -> Currency {
    guard let index = columns.currencyIndex else { return .cny }
    let bytes = CellText.trimmed(row.utf8(index))
    guard !bytes.isEmpty else { return .cny }
    let text = String(decoding: bytes, as: UTF8.self)
    if let currency = Currency(code: text) { return currency }
    problems.append(
      Problem(
        .badNativeValue, at: Place(file: file, line: row.line, column: "currency"), value: text,
        zh: "不是币种代码", en: "Not a currency code",
        remedy: BilingualText(zh: "用三个大写字母，如 CNY、USD", en: "Three capital letters, such as CNY or USD")))
    return .cny
  }

  /// Said of a market that is no country: the row is kept, for its amount is right.
  private static func unknownMarket(_ market: String, at place: Place) -> Problem {
    Problem(
      .badNativeValue, severity: .warning, at: place, value: market,
      zh: "不是国家代码：这一行照常导入，但按市场不明计",
      en: "Not the code of a country: the row is kept, and its market counts as not known",
      remedy: BilingualText(
        zh: "写 ISO 3166 的两个字母，如 CN、DE；EU、EP 等地区按国家分行填写",
        en:
          "Write the two letters of ISO 3166, such as CN or DE; a region such as EU or EP in a row for each country"
      ))
  }

  private static func missing(_ column: NativeFormat.Column, at place: Place) -> Problem {
    Problem(
      .missingNativeValue, at: place, zh: "“\(column.name)”（\(column.meaning.zh)）必填",
      en: "'\(column.name)' (\(column.meaning.en)) must be given",
      remedy: column.example.isEmpty
        ? nil : BilingualText(zh: "例：\(column.example)", en: "For example \(column.example)"))
  }

  /// What a cell holds that does not fit its column.
  struct Fault: Error {
    var zh: String
    var en: String

    func problem(_ column: NativeFormat.Column, at place: Place, value: String) -> Problem {
      Problem(
        .badNativeValue, at: place, value: value, zh: zh, en: en,
        remedy: column.example.isEmpty
          ? nil : BilingualText(zh: "例：\(column.example)", en: "For example \(column.example)"))
    }
  }

  /// The value of trimmed, non-empty bytes.
  static func value(
    _ bytes: Bytes, _ type: NativeFormat.ColumnType, _ currency: Currency
  ) -> Result<NativeValue, Fault> {
    switch type {
    case .text, .reference: return .success(.text(CellText.string(bytes)))
    case .list:
      var parts: [String] = []
      CellText.forEachPart(bytes, separators: listSeparators) { parts.append(CellText.string($0)) }
      return .success(.text(parts.joined(separator: ";")))
    case .day:
      if let day = CalendarDay(isoUTF8: bytes)
        ?? CalendarDay(yearFirst: String(decoding: bytes, as: UTF8.self))
      {
        return .success(.day(day))
      }
      if hasFormOfDay(bytes) {
        return .failure(Fault(zh: "日历上没有这一天", en: "The calendar has no such day"))
      }
      return .failure(Fault(zh: "不是日期，应写成 YYYY-MM-DD", en: "Not a day; write YYYY-MM-DD"))
    case .office:
      if bytes.count == 2, bytes.allSatisfy({ (0x41...0x5A).contains($0) }) {
        return .success(.text(CellText.string(bytes)))
      }
      return .failure(Fault(zh: "应为两个大写字母的局代码", en: "An office is a code of two capital letters"))
    case .market: return .success(.text(CountryCode.normalised(CellText.string(bytes))))
    case .integer(let range):
      if let number = CellText.count(bytes), range.contains(number) {
        return .success(.integer(Int64(number)))
      }
      return .failure(
        Fault(
          zh: "应为 \(range.lowerBound) 到 \(range.upperBound) 的整数",
          en: "A whole number from \(range.lowerBound) to \(range.upperBound) is expected"))
    case .signedMoney:
      if let money = Money(decimal: String(decoding: bytes, as: UTF8.self), currency: currency) {
        return .success(.money(money.minorUnits))
      }
      return .failure(
        Fault(
          zh: "应为金额，\(currency.code) 最多 \(currency.minorDigits) 位小数",
          en: "An amount is expected; \(currency.code) has \(currency.minorDigits) decimals"))
    case .money:
      let text = String(decoding: bytes, as: UTF8.self)
      if let money = Money(decimal: text, currency: currency), money.minorUnits >= 0 {
        return .success(.money(money.minorUnits))
      }
      return .failure(
        Fault(
          zh: "应为非负金额，\(currency.code) 最多 \(currency.minorDigits) 位小数",
          en: "An amount, not negative, is expected; \(currency.code) has \(currency.minorDigits) decimals"))
    case .percent:
      if let basisPoints = percent(bytes) { return .success(.integer(basisPoints)) }
      return .failure(
        Fault(
          zh: "应为 0 到 100 的百分数，最多两位小数", en: "A percentage from 0 to 100 with up to two decimals is expected"))
    case .flag:
      switch String(decoding: bytes, as: UTF8.self).lowercased() {
      case "yes": return .success(.integer(1))
      case "no": return .success(.integer(0))
      default: return .failure(Fault(zh: "应为 yes 或 no", en: "Write yes or no"))
      }
    case .word(let words):
      // The words are few and short: comparing bytes is faster than making a text of every cell.
      if let word = words.first(where: { $0.utf8.count == bytes.count && $0.utf8.elementsEqual(bytes) }) {
        return .success(.text(word))
      }
      let text = String(decoding: bytes, as: UTF8.self)
      let near = HeaderText.nearest(to: text, among: words)
      return .failure(
        Fault(
          zh: "不在允许的词之内：" + words.joined(separator: "、") + (near.map { "；是否为 \($0)？" } ?? ""),
          en: "Not one of the allowed words: " + words.joined(separator: ", ")
            + (near.map { "; did you mean \($0)?" } ?? "")))
    }
  }

  /// Whether only the calendar is against it: four, two and two digits between hyphens.
  private static func hasFormOfDay(_ bytes: Bytes) -> Bool {
    bytes.count == 10
      && bytes.indices.allSatisfy { index in
        index == 4 || index == 7 ? bytes[index] == UInt8(ascii: "-") : bytes[index] &- 0x30 <= 9
      }
  }

  static let listSeparators: [[UInt8]] = [Array(";".utf8), Array("；".utf8)]

  /// The whole years after grant of the fees of the US, which fall due half a year later.
  private static let instalments: Set<Int64> = [3, 7, 11]

  /// The year in which an instalment falls due that is named by the time after grant, as the due list prints those of
  /// the US: `3.5y` or `3.5` is a fee of the fourth year. Nil for anything else, another half year among it: no office
  /// has such a fee, so that it is a slip.
  private static func instalmentYear(_ bytes: Bytes) -> Int64? {
    let text = String(decoding: bytes, as: UTF8.self).lowercased()
    let number = text.hasSuffix("y") ? text.dropLast() : Substring(text)
    guard number.hasSuffix(".5"), let whole = Int64(number.dropLast(2)), instalments.contains(whole),
      String(whole) == number.dropLast(2)
    else { return nil }
    return whole + 1
  }

  /// Hundredths of a percent of `12`, `12.5`, `12.25`, perhaps with `%`.
  private static func percent(_ bytes: Bytes) -> Int64? {
    var rest = bytes
    if rest.last == UInt8(ascii: "%") { rest = CellText.trimmed(Bytes(rebasing: rest[..<(rest.count - 1)])) }
    guard let money = Money(decimal: String(decoding: rest, as: UTF8.self), currency: .cny),
      (0...10_000).contains(money.minorUnits)
    else { return nil }
    return money.minorUnits
  }
}

extension NativeFormat {
  /// The table whose rows are rights.
  static let rightsName = "rights"
}
