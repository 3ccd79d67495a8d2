/// The name of one kind of problem: three letters for the area, three digits.
///
/// Every code is listed in ``all`` through its area's list (`ProblemCode+Import.swift` and so on); every code
/// is described in the documentation and has a test.
public struct ProblemCode: Hashable, Sendable, Codable {
  /// The code as printed, such as `IMP004`.
  public let rawValue: String
  /// How much problems of this kind matter, unless an instance says otherwise.
  public let severity: Severity
  /// What this kind of problem is.
  public let title: BilingualText

  /// A code with its usual severity and its title.
  public init(_ rawValue: String, _ severity: Severity, zh: String, en: String) {
    self.rawValue = rawValue
    self.severity = severity
    self.title = BilingualText(zh: zh, en: en)
  }

  /// Every code of the program.
  public static var all: [ProblemCode] {
    importCodes + readingCodes + valueCodes + mappingCodes + modelCodes + storeCodes + feeCodes
      + reviewCodes + gradingCodes + riskCodes + pruningCodes + planningCodes + valuationCodes + outputCodes
      + workbookCodes + questionnaireCodes + backtestCodes + decisionCodes + auditCodes + pledgeCodes
  }

  /// Codes are equal when they print the same.
  public static func == (left: ProblemCode, right: ProblemCode) -> Bool { left.rawValue == right.rawValue }

  /// Hashes the printed code.
  public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }

  /// Reads a known code; an unknown one keeps its name and counts as an error.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    self =
      ProblemCode.all.first { $0.rawValue == text }
      ?? ProblemCode(text, .error, zh: "未知问题", en: "Unknown problem")
  }

  /// Writes the printed code.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}
