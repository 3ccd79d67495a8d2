/// Why a cell holds no patent number that can be used.
public enum NumberFault: Error, Hashable, Sendable {
  /// The cell says that there is no number: empty, `-`, `N/A`, `0`.
  case noNumber
  /// The check digit of a Chinese application number does not fit the other digits.
  case wrongCheckDigit(expected: Character, found: Character)
  /// The number of digits is none that the office uses.
  case wrongLength(office: String, digits: Int)
  /// The number has the form of the other kind of number (a publication number among application numbers).
  case otherRole(found: PatentNumber.Role)
  /// The number names a year in which the office gave no such numbers.
  case impossibleYear(Int)
  /// The digit after the year names no kind of Chinese patent, and no check digit vouches for it.
  case unknownKindDigit(Character)
  /// A character that no patent number has.
  case unexpectedCharacter(String)
  /// A spreadsheet has turned the number into a rounded one (`2.01220E+11`): digits are lost.
  case roundedBySpreadsheet
  /// No office code in the number, and none given.
  case officeMissing
  /// More characters than any patent number.
  case tooLong
  /// The number has a form that its office does not use.
  case unknownForm(office: String)

  /// The problem for a report; nil for ``noNumber``, which is no fault of the data as such.
  public func problem(at place: Place?, value: String) -> Problem? {
    switch self {
    case .noNumber:
      return nil
    case .wrongCheckDigit(let expected, let found):
      return Problem(
        .wrongCheckDigit, at: place, value: value,
        zh: "申请号校验位错误：应为 \(expected)，实为 \(found)",
        en: "wrong check digit in the application number: expected \(expected), found \(found)",
        remedy: BilingualText(
          zh: "请对照受理通知书或专利证书核对申请号，可能有一位数字录错或相邻两位颠倒。",
          en: "Compare with the filing receipt or the certificate: a digit is mistyped or two are swapped."))
    case .wrongLength(let office, let digits):
      return Problem(
        .malformedNumber, at: place, value: value,
        zh: "\(office) 号码的位数不对：共 \(digits) 位",
        en: "\(office) does not use numbers of \(digits) digits",
        remedy: office == "CN"
          ? BilingualText(
            zh: "中国申请号为 8 位或 12 位数字加校验位，公开（公告）号为 7 位或 9 位数字加文献种类代码。",
            en: "Chinese application numbers have 8 or 12 digits and a check digit; publication numbers have "
              + "7 or 9 digits and a kind code.")
          : BilingualText(
            zh: "请核对号码是否漏录或多录了数字。", en: "Check whether digits are missing or doubled."))
    case .otherRole(let found):
      let isPublication = found == .publication
      return Problem(
        .numberOfOtherRole, at: place, value: value,
        zh: isPublication ? "此处应为申请号，所填为公开（公告）号" : "此处应为公开（公告）号，所填为申请号",
        en: isPublication
          ? "a publication number stands where an application number is expected"
          : "an application number stands where a publication number is expected",
        remedy: BilingualText(
          zh: "请检查该列的映射，或将号码移到正确的列。",
          en: "Check the mapping of this column, or move the number to its own column."))
    case .impossibleYear(let year):
      return Problem(
        .malformedNumber, at: place, value: value,
        zh: "号码中的年份不可能：\(year)", en: "the number names an impossible year: \(year)",
        remedy: BilingualText(zh: "请核对号码的前几位数字。", en: "Check the first digits of the number."))
    case .unknownKindDigit(let digit):
      return Problem(
        .malformedNumber, at: place, value: value,
        zh: "年份后的种类号 \(digit) 不是已知的专利种类",
        en: "the digit \(digit) after the year names no kind of patent",
        remedy: BilingualText(
          zh: "种类号应为 1、2、3、8 或 9；请补全校验位或核对号码。",
          en: "It should be 1, 2, 3, 8 or 9; add the check digit or check the number."))
    case .unexpectedCharacter(let text):
      return Problem(
        .malformedNumber, at: place, value: value,
        zh: "号码中有不应出现的字符“\(text)”", en: "unexpected character '\(text)' in a number",
        remedy: BilingualText(
          zh: "一个单元格只填一个号码；多个号码请在映射中声明分隔符。",
          en: "Write one number per cell, or declare the separator in the mapping."))
    case .roundedBySpreadsheet:
      return Problem(
        .numberRounded, at: place, value: value,
        zh: "号码被电子表格转成了科学计数，后几位数字已丢失",
        en: "a spreadsheet turned the number into scientific notation; its last digits are lost",
        remedy: BilingualText(
          zh: "请从原始系统重新导出，并将该列设为文本格式。",
          en: "Export again from the source with this column formatted as text."))
    case .officeMissing:
      return Problem(
        .malformedNumber, at: place, value: value,
        zh: "号码没有国别代码，也无法判断属于哪个专利局",
        en: "the number has no office code and none is known for its row",
        remedy: BilingualText(
          zh: "请在号码前加国别代码（如 CN、US），或在映射中指定国别列。",
          en: "Put the office code before it (CN, US, ...), or map a column with the office."))
    case .tooLong:
      return Problem(
        .malformedNumber, at: place, value: value,
        zh: "内容过长，不是专利号码", en: "too long for a patent number",
        remedy: BilingualText(
          zh: "请检查该列的映射；可能有单元格内容错位。",
          en: "Check the mapping of this column; cells may have moved."))
    case .unknownForm(let office):
      return Problem(
        .malformedNumber, at: place, value: value,
        zh: "不是 \(office) 的号码格式", en: "not a form of number that \(office) uses",
        remedy: BilingualText(zh: "请核对号码和国别代码。", en: "Check the number and its office code."))
    }
  }
}
