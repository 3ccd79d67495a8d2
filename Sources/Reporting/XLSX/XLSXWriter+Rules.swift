internal import CXlsxWriter
internal import Foundation
import PortfolioCore

extension String {
  /// Lends the text as a C string to interfaces that forgot to say `const`.
  func withMutableCopy<Result>(_ body: (UnsafeMutablePointer<CChar>?) -> Result) -> Result {
    var bytes = utf8CString
    return bytes.withUnsafeMutableBufferPointer { body($0.baseAddress) }
  }
}

extension XLSXWriter {
  typealias Range = (first: UInt32, last: UInt32, column: UInt16)

  mutating func validate(
    _ input: SheetInput, _ worksheet: UnsafeMutablePointer<lxw_worksheet>, _ range: Range, _ lists: String
  ) {
    var validation = lxw_data_validation()
    validation.ignore_blank = UInt8(LXW_VALIDATION_ON.rawValue)
    validation.show_input = UInt8(LXW_VALIDATION_ON.rawValue)
    validation.show_error = UInt8(LXW_VALIDATION_ON.rawValue)
    switch input.accepts {
    case .text:
      guard !input.hint.isEmpty else { return }
      validation.validate = UInt8(LXW_VALIDATION_TYPE_ANY.rawValue)
    case .wholeNumber(let numbers):
      validation.validate = UInt8(LXW_VALIDATION_TYPE_INTEGER.rawValue)
      validation.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
      validation.minimum_number = Double(numbers.lowerBound)
      validation.maximum_number = Double(numbers.upperBound)
    case .day(let days):
      validation.validate = UInt8(LXW_VALIDATION_TYPE_DATE_NUMBER.rawValue)
      validation.criteria = UInt8(LXW_VALIDATION_CRITERIA_BETWEEN.rawValue)
      validation.minimum_number = Double(XLSXWriter.serial(days.lowerBound))
      validation.maximum_number = Double(XLSXWriter.serial(days.upperBound))
    case .oneOf: break
    }
    SheetText.hint(input.hintTitle, to: 32).withMutableCopy { title in
      SheetText.hint(input.hint, to: 255).withMutableCopy { hint in
        if !input.hintTitle.isEmpty {
          validation.input_title = title
          validation.error_title = title
        }
        if !input.hint.isEmpty {
          validation.input_message = hint
          validation.error_message = hint
        }
        guard case .oneOf(let words) = input.accepts else {
          return add(&validation, worksheet, range)
        }
        // The words of a validation are kept as one text with commas, of 255 characters at most.
        if !words.contains(where: { $0.contains(",") || $0.contains("\n") }),
          words.joined(separator: ",").utf16.count <= 255
        {
          validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
          return withCStrings(words.map(SheetText.cell)) { list in
            validation.value_list = list
            add(&validation, worksheet, range)
          }
        }
        let place = self.lists.firstIndex(of: words) ?? self.lists.count
        if place == self.lists.count { self.lists.append(words) }
        validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
        let letters = XLSXWriter.letters(place)
        let formula = "='\(lists)'!$\(letters)$1:$\(letters)$\(max(words.count, 1))"
        formula.withMutableCopy { text in
          validation.value_formula = text
          add(&validation, worksheet, range)
        }
      }
    }
  }

  private mutating func add(
    _ validation: inout lxw_data_validation, _ worksheet: UnsafeMutablePointer<lxw_worksheet>, _ range: Range
  ) {
    note(
      worksheet_data_validation_range(
        worksheet, range.first, range.column, range.last, range.column, &validation))
  }

  /// The letters of a column: 0 is A, 26 is AA.
  static func letters(_ column: Int) -> String {
    var rest = column
    var text = ""
    repeat {
      text = String(UnicodeScalar(UInt8(65 + rest % 26))) + text
      rest = rest / 26 - 1
    } while rest >= 0
    return text
  }

  mutating func apply(
    _ rule: SheetRule, _ worksheet: UnsafeMutablePointer<lxw_worksheet>, _ range: Range
  ) {
    var condition = lxw_conditional_format()
    var words = ""
    switch rule {
    case .equals(let text, let tint):
      condition.type = UInt8(LXW_CONDITIONAL_TYPE_CELL.rawValue)
      condition.criteria = UInt8(LXW_CONDITIONAL_CRITERIA_EQUAL_TO.rawValue)
      words = "\"" + SheetText.hint(text, to: 200).replacing("\"", with: "\"\"") + "\""
      condition.format = formats.tint(tint)
    case .below(let limit, let tint):
      condition.type = UInt8(LXW_CONDITIONAL_TYPE_CELL.rawValue)
      condition.criteria = UInt8(LXW_CONDITIONAL_CRITERIA_LESS_THAN.rawValue)
      condition.value = limit
      condition.format = formats.tint(tint)
    case .atLeast(let limit, let tint):
      condition.type = UInt8(LXW_CONDITIONAL_TYPE_CELL.rawValue)
      condition.criteria = UInt8(LXW_CONDITIONAL_CRITERIA_GREATER_THAN_OR_EQUAL_TO.rawValue)
      condition.value = limit
      condition.format = formats.tint(tint)
    case .blank(let tint):
      condition.type = UInt8(LXW_CONDITIONAL_TYPE_BLANKS.rawValue)
      condition.format = formats.tint(tint)
    case .bar:
      condition.type = UInt8(LXW_CONDITIONAL_DATA_BAR.rawValue)
      condition.bar_color = 0x9CC5E4
      condition.min_rule_type = UInt8(LXW_CONDITIONAL_RULE_TYPE_NUMBER.rawValue)
      condition.max_rule_type = UInt8(LXW_CONDITIONAL_RULE_TYPE_MAXIMUM.rawValue)
    }
    words.withMutableCopy { text in
      if !words.isEmpty { condition.value_string = text }
      note(
        worksheet_conditional_format_range(
          worksheet, range.first, range.column, range.last, range.column, &condition))
    }
  }
}

/// Lends texts as a list of C strings that ends with a null.
private func withCStrings<Result>(
  _ texts: [String],
  _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Result
) -> Result {
  var pointers = texts.map { strdup($0) } + [nil]
  defer { for pointer in pointers { free(pointer) } }
  return pointers.withUnsafeMutableBufferPointer { body($0.baseAddress) }
}
