import ArgumentParser
import Foundation
import Winnow

extension ValidationError {
  /// A fault of usage in both languages; the program shows the half of the language asked for.
  init(zh: String, en: String) { self.init(zh + UsageMessages.bar + en) }
}

/// What is wrong with a command line, in the language asked for, with what is allowed.
///
/// The parser's own messages are English only and know no allowed values of numbers and days.
enum UsageMessages {
  /// Stands between the Chinese and the English half of a message.
  static let bar = " / "

  // MARK: Arguments

  /// The arguments as the parser understands them: a negative number after an option is its value, not an option of
  /// its own, so that the message tells what is really wrong.
  static func normalized(_ arguments: [String]) -> [String] {
    var result: [String] = []
    for argument in arguments {
      if let last = result.last, last.hasPrefix("--"), last.utf8.count > 2, !last.contains("="),
        isNegativeNumber(argument)
      {
        result[result.count - 1] = last + "=" + argument
      } else {
        result.append(argument)
      }
    }
    return result
  }

  private static func isNegativeNumber(_ text: String) -> Bool {
    text.hasPrefix("-") && Double(text) != nil && text.dropFirst().first?.isNumber == true
  }

  /// The language that a command line asks for, before it has been parsed; nil where it asks for none.
  static func language(_ arguments: [String]) -> Language? {
    for (index, argument) in arguments.enumerated() {
      if argument.hasPrefix("--lang=") { return Language(rawValue: String(argument.dropFirst(7))) }
      if argument == "--lang", arguments.indices.contains(index + 1) {
        return Language(rawValue: arguments[index + 1])
      }
    }
    return nil
  }

  // MARK: Messages

  /// The half of a message that is meant for a language; a message without two halves stays as it is.
  static func half(_ message: String, _ language: Language) -> String {
    guard let range = message.range(of: bar) else { return message }
    return String(language == .zh ? message[..<range.lowerBound] : message[range.upperBound...])
  }

  /// The parser's text about a fault of usage, in a language.
  static func text(_ full: String, _ language: Language) -> String {
    var lines = full.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var values: [String] = []
    if let first = lines.first, first.hasPrefix("Error: ") {
      let message = String(first.dropFirst(7))
      // Many allowed values stand in lines of their own.
      if message.hasSuffix("one of the following:") {
        values = lines.dropFirst().prefix { $0.hasPrefix("  - ") }.map { String($0.dropFirst(4)) }
        lines.removeSubrange(1..<1 + values.count)
      }
      lines[0] = (language == .zh ? "错误：" : "Error: ") + said(message, values, language)
    }
    if language == .zh {
      lines = lines.map { line in
        guard line.hasPrefix("  See '"), let end = line.range(of: "' for more information.") else {
          return line
        }
        return "  详见：" + line[line.index(line.startIndex, offsetBy: 7)..<end.lowerBound]
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func said(_ message: String, _ listed: [String], _ language: Language) -> String {
    let zh = language == .zh
    let quoted = quotes(message)
    func known(_ list: [String]) -> String {
      list.isEmpty
        ? "" : zh ? "；可用：" + list.joined(separator: "、") : "; known: " + list.joined(separator: ", ")
    }
    if message.hasPrefix("The value '"), let value = quoted.first, quoted.count > 1 {
      let option = quoted[1]
      let list = listed.isEmpty ? Array(quoted.dropFirst(2)) : listed
      let rule = list.isEmpty ? allowed(option, language).map { (zh ? "；" : "; ") + $0 } ?? "" : known(list)
      return zh ? "\(option) 的值“\(value)”无效\(rule)" : "'\(value)' is no value for \(option)\(rule)"
    }
    if message.hasPrefix("Missing value for '"), let option = quoted.first {
      let rule = allowed(option, language).map { (zh ? "；" : "; ") + $0 } ?? ""
      return zh ? "\(option) 缺少值\(rule)" : "\(option) needs a value\(rule)"
    }
    if message.hasPrefix("Missing expected argument '"), let argument = quoted.first {
      return zh ? "缺少 \(argument)" : "\(argument) is missing"
    }
    if message.hasPrefix("Missing one of: "), !quoted.isEmpty {
      return zh
        ? "缺少以下之一：" + quoted.joined(separator: "、")
        : "One of these is missing: " + quoted.joined(separator: ", ")
    }
    if message.hasPrefix("Unknown option '"), let option = quoted.first {
      let hint = quoted.count > 1 ? (zh ? "；是否要写 \(quoted[1])？" : "; did you mean \(quoted[1])?") : ""
      return zh ? "没有选项 \(option)\(hint)" : "There is no option \(option)\(hint)"
    }
    if message.hasPrefix("Unexpected argument '"), let argument = quoted.first {
      return zh ? "多出的参数“\(argument)”" : "'\(argument)' is one argument too many"
    }
    if message.contains(" unexpected arguments: ") {
      return zh
        ? "多出的参数：" + quoted.joined(separator: "、") : "Too many arguments: " + quoted.joined(separator: ", ")
    }
    if message.hasPrefix("The option '"), quoted.count > 1 {
      return zh
        ? "\(quoted[0]) 不带值，却写了“\(quoted[1])”" : "\(quoted[0]) takes no value, but '\(quoted[1])' was given"
    }
    return half(message, language)
  }

  /// The texts between single quotes.
  private static func quotes(_ message: String) -> [String] {
    message.split(separator: "'", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  /// What may stand where an option's value name is, such as `<DAY>`; nil where any text may.
  private static func allowed(_ option: String, _ language: Language) -> String? {
    let zh = language == .zh
    guard let open = option.lastIndex(of: "<"), let close = option.lastIndex(of: ">"), open < close else {
      return nil
    }
    switch option[option.index(after: open)..<close] {
    case "DAY": return zh ? "应为真实存在的日期，如 2026-06-30" : "it must be a real day, such as 2026-06-30"
    case "N", "DAYS", "NUMBER", "run", "limit", "draws", "threads", "listed", "seed":
      return zh ? "应为整数" : "it must be a whole number"
    case "SECONDS", "PERCENT", "spread": return zh ? "应为数字" : "it must be a number"
    case "YEAR=AMOUNT":
      return zh
        ? "应为 年=金额，金额不为负，如 2027=1200000 或 2027=120万"
        : "it must be a year and an amount that is not negative, such as 2027=1200000"
    case "titles,names,amounts": return zh ? "可用：titles、names、amounts" : "known: titles, names, amounts"
    default: return nil
    }
  }
}
