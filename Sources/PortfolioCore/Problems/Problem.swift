/// Where something stands in a file that a person can open.
public struct Place: Hashable, Sendable, Codable {
  /// The file as the user named it.
  public var file: String
  /// The line in the file, from 1; for a spreadsheet, the row.
  public var line: Int?
  /// The column: a header's text, or a column number of a model file.
  public var column: String?

  /// A place in a file.
  public init(file: String, line: Int? = nil, column: String? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }
}

extension Place: CustomStringConvertible {
  /// `file:line:column`, as far as known.
  public var description: String {
    var text = file
    if let line { text += ":\(line)" }
    if let column { text += ":\(column)" }
    return text
  }
}

/// How much a problem matters.
public enum Severity: String, Sendable, Codable, Comparable, CaseIterable {
  /// Worth knowing; nothing was lost.
  case note
  /// Something was assumed, or a result is weaker for it.
  case warning
  /// Something was refused or could not be done.
  case error

  /// Notes come before warnings, warnings before errors.
  public static func < (left: Severity, right: Severity) -> Bool {
    func rank(_ severity: Severity) -> Int { severity == .note ? 0 : severity == .warning ? 1 : 2 }
    return rank(left) < rank(right)
  }
}

/// A text in both languages of the program.
public struct BilingualText: Hashable, Sendable, Codable {
  /// Chinese.
  public var zh: String
  /// English.
  public var en: String

  /// A text in both languages.
  public init(zh: String, en: String) {
    self.zh = zh
    self.en = en
  }

  /// The text in one language.
  public func text(_ language: Language) -> String { language == .zh ? zh : en }
}

/// A language of the program's texts.
public enum Language: String, Sendable, Codable, CaseIterable {
  /// Chinese.
  case zh
  /// English.
  case en
}

/// One thing that is wrong, doubtful or worth knowing, written for the person who can mend it.
public struct Problem: Hashable, Sendable, Codable {
  /// The code, from ``ProblemCode``: the same fault always has the same code.
  public var code: ProblemCode
  /// How much it matters.
  public var severity: Severity
  /// Where it is.
  public var place: Place?
  /// The offending value, shortened to 80 characters; kept apart so that confidential values can be left out.
  public var value: String?
  /// What is wrong.
  public var message: BilingualText
  /// What to do.
  public var remedy: BilingualText?

  /// A problem. The severity is the code's own unless given.
  public init(
    _ code: ProblemCode, severity: Severity? = nil, at place: Place? = nil, value: String? = nil,
    zh: String, en: String, remedy: BilingualText? = nil
  ) {
    self.code = code
    self.severity = severity ?? code.severity
    self.place = place
    self.value = value.map { $0.count > 80 ? String($0.prefix(79)) + "…" : $0 }
    self.message = BilingualText(zh: zh, en: en)
    self.remedy = remedy
  }

  /// One line for a terminal: `error[IMP004]: file:line:column: message`, the value, then the remedy.
  public func text(_ language: Language) -> String {
    var line = "\(severity.rawValue)[\(code.rawValue)]: "
    if let place { line += "\(place): " }
    line += message.text(language)
    if let value { line += language == .zh ? "（值：\(value)）" : " (value: \(value))" }
    if let remedy { line += "\n  → " + remedy.text(language) }
    return line
  }
}

/// An error that carries all problems found, for operations that cannot go on.
public struct ProblemList: Error, Sendable, CustomStringConvertible {
  /// The problems, in the order found; never empty.
  public var problems: [Problem]

  /// An error from some problems.
  public init(_ problems: [Problem]) { self.problems = problems }

  /// An error from one problem.
  public init(_ problem: Problem) { self.problems = [problem] }

  /// The problems in English, one after the other.
  public var description: String { problems.map { $0.text(.en) }.joined(separator: "\n") }
}
