public import PortfolioCore

/// What a report shows, and in which language.
public struct ReportOptions: Sendable {
  /// The language of all texts.
  public var language: Language
  /// The names of technology fields by their code (`1` … `35`); a field without a name shows its number.
  public var fieldNames: [String: BilingualText]
  /// How many rights each ranking names.
  public var listed: Int
  /// Over how many years the fees at the head are summed, from the forecast's first year.
  public var feeYears: Int
  /// How many rights have a sheet of their own in the HTML report.
  public var detailLimit: Int
  /// How many rights the HTML report's table lists.
  public var tableLimit: Int
  /// The store's path, for the commands that a summary proposes; a report that is to be the same wherever the
  /// store lies says "store" instead.
  public var storePath: String?
  /// The unit whose rights alone are shown, by its exact name; all when not given. Scores stay those of the whole
  /// portfolio.
  public var unit: String?
  /// What is withheld.
  public var redact: Set<Redaction> = []
  /// Which pages are shown.
  public var page = ReportPages.whole
  /// How many fees the list of fees due names; all of them unless told otherwise.
  public var dueLimit = Int.max
  /// How many closed gates the HTML report's list names; other forms have all.
  public var gateLimit = 200

  /// Options; all but the language have a usual value.
  public init(
    language: Language, fieldNames: [String: BilingualText] = [:], listed: Int = 10, feeYears: Int = 5,
    detailLimit: Int = 2000, tableLimit: Int = 20_000
  ) {
    self.language = language
    self.fieldNames = fieldNames
    self.listed = listed
    self.feeYears = feeYears
    self.detailLimit = detailLimit
    self.tableLimit = tableLimit
  }

  /// The store in a proposed command.
  var storeWord: String {
    guard let storePath else { return language == .zh ? "数据库" : "STORE" }
    return ReportOptions.shellWord(storePath)
  }

  /// A text as one word of a shell's command line: quoted unless it is plain, since numbers and names come from files.
  static func shellWord(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || ("0"..."9").contains($0) || "-_./:,+@%#".unicodeScalars.contains($0)
      } && !text.hasPrefix("#")
    return isPlain
      ? text
      : "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}

/// Which pages of a report are shown.
public enum ReportPages: Sendable, Hashable {
  /// All of them.
  case whole
  /// One page of the size of a slide.
  case summary
  /// The sheet of one right, by its row in the fact table.
  case right(Int)
}
