internal import CXlsxWriter
import PortfolioCore

/// The look of a cell.
struct SheetStyle: Hashable {
  enum Place: Hashable { case heading, text, head, inputHead, body, total, label }
  var place: Place
  var number = ""
  var isRight = false
  var wraps = false
  var isMuted = false
  var isInput = false
}

/// The formats of one workbook in the making, each made once.
final class XLSXFormats {
  private let workbook: UnsafeMutablePointer<lxw_workbook>
  private var made: [SheetStyle: UnsafeMutablePointer<lxw_format>] = [:]
  private var tints: [SheetTint: UnsafeMutablePointer<lxw_format>] = [:]

  init(_ workbook: UnsafeMutablePointer<lxw_workbook>) { self.workbook = workbook }

  func format(_ style: SheetStyle) -> UnsafeMutablePointer<lxw_format>? {
    if let format = made[style] { return format }
    guard let format = workbook_add_format(workbook) else { return nil }
    format_set_font_name(format, "Calibri")
    format_set_font_size(format, 10)
    format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    if style.isRight { format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue)) }
    if style.wraps { format_set_text_wrap(format) }
    if !style.number.isEmpty { format_set_num_format(format, style.number) }
    switch style.place {
    case .heading:
      format_set_bold(format)
      format_set_font_size(format, 13)
    case .head, .inputHead:
      format_set_bold(format)
      format_set_text_wrap(format)
      format_set_bg_color(format, style.place == .head ? 0xE4EBF2 : 0xFFE9A8)
      format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
    case .total:
      format_set_bold(format)
      format_set_top(format, UInt8(LXW_BORDER_THIN.rawValue))
    case .label: format_set_font_color(format, 0x5B6673)
    case .text, .body: break
    }
    if style.isMuted {
      format_set_font_color(format, 0x5B6673)
      format_set_italic(format)
    }
    if style.isInput {
      format_set_unlocked(format)
      format_set_bg_color(format, 0xFFFBEA)
      format_set_border(format, UInt8(LXW_BORDER_HAIR.rawValue))
    }
    made[style] = format
    return format
  }

  func tint(_ tint: SheetTint) -> UnsafeMutablePointer<lxw_format>? {
    if let format = tints[tint] { return format }
    guard let format = workbook_add_format(workbook) else { return nil }
    format_set_bg_color(format, tint.background)
    // Black is what text has anyway, and 0 would mean "no colour" to the library.
    if tint.text != 0 { format_set_font_color(format, tint.text) }
    tints[tint] = format
    return format
  }

  /// The number format of a cell in a column.
  static func number(_ cell: SheetCell, _ form: SheetColumn.Form) -> String {
    switch cell {
    case .integer: return "#,##0"
    case .ordinal: return "0"
    case .decimal(_, let places): return fixed(places)
    case .money(let money):
      let plain = fixed(money.currency.minorDigits)
      if case .money(money.currency) = form { return plain }
      return "[$\(money.currency.code)] \(plain)"
    case .atLeast(let money): return "\"≥ \"" + number(.money(money), form)
    case .percent: return "0.0%"
    case .day: return "yyyy-mm-dd"
    case .flag, .text, .missing: return ""
    case .empty: return number(form)
    }
  }

  /// The number format of a field: of its value, or of what may be written.
  static func number(_ field: SheetField) -> String {
    guard let input = field.input else { return number(field.value, .text) }
    switch input.accepts {
    case .day: return "yyyy-mm-dd"
    case .wholeNumber: return "0"
    case .text, .oneOf: return "@"
    }
  }

  /// The format of what a person types into a column; texts stay as they are typed.
  private static func number(_ form: SheetColumn.Form) -> String {
    switch form {
    case .text, .long, .code: return "@"
    case .integer: return "0"
    case .decimal(let places): return fixed(places)
    case .money(let currency): return fixed(currency.minorDigits)
    case .percent: return "0.0%"
    case .day: return "yyyy-mm-dd"
    }
  }

  private static func fixed(_ places: Int) -> String {
    places > 0 ? "#,##0." + String(repeating: "0", count: places) : "#,##0"
  }
}
