internal import PortfolioCore

/// What somebody had found out and written down by the day. Sparse: by the rights' rows in the snapshot, the
/// last word by the day for each column.
public struct FindingsSnapshot: Sendable {
  /// Words by column name, such as `freedom_to_operate`.
  public internal(set) var words: [String: [Int: String]] = [:]
  /// Whole numbers and flags by column name.
  public internal(set) var numbers: [String: [Int: Int32]] = [:]
  /// Days by name.
  public internal(set) var days: [String: [Int: Int32]] = [:]

  /// An agreement in force on the day, or a note that there is none.
  public struct Agreement: Sendable {
    /// The right's row.
    public let row: Int
    /// A word of `agreements.kind`.
    public let kind: String
    /// Whether it was signed.
    public let isSigned: Bool
    /// Clauses by name; a clause of which nothing is recorded is absent.
    public let clauses: [String: Bool]
  }

  /// The latest record of one class of a mark.
  public struct MarkClass: Sendable {
    /// The right's row.
    public let row: Int
    /// The Nice class.
    public let niceClass: Int
    /// `in-use`, `defensive` or `idle`.
    public var use: String
    /// The latest day of proven use of the class, by any record.
    public var lastUse: Int32?
    /// Whether a good reason for non-use is recorded.
    public var hasGoodReason: Bool?
  }

  /// Agreements by the day, ordered by row.
  public internal(set) var agreements: [Agreement] = []
  /// Marks, class by class, ordered by row.
  public internal(set) var markClasses: [MarkClass] = []
  /// Rows of marks with the day on which a request to cancel for non-use was served and not answered.
  public internal(set) var openNonUseRequests: [Int: Int32] = [:]

  init() {}
}

extension SnapshotReader {
  /// Reads searches, readiness, procedures, agreements, marks and secrets.
  mutating func readFindings() throws {
    try readLatest(
      "search", words: ["freedom_to_operate", "dependence", "evaluation_report"], numbers: [],
      dayOf: "freedom_to_operate")
    try readLatest(
      "maturity", words: ["industrial_prospect", "working"], numbers: ["technology_readiness"], dayOf: nil)
    try readSecrets()
    try readSteps()
    try readAgreements()
    try readMarks()
  }

  /// Takes the last known value of each column by the day.
  /// - Parameter dayOf: a column whose day of finding is kept too, under its name with `_day`.
  private mutating func readLatest(
    _ table: String, words: [String], numbers: [String], dayOf: String?
  ) throws {
    let columns = words + numbers
    try each(
      """
      SELECT t.right_id, t.day, \(columns.map { "t.\($0)" }.joined(separator: ", ")) FROM \(table) t
      WHERE t.day <= ?1 ORDER BY t.right_id, t.day
      """
    ) { result, row, query in
      for (index, column) in columns.enumerated() where !query.isNull(Int32(index + 2)) {
        let place = Int32(index + 2)
        if index < words.count {
          result.findings.words[column, default: [:]][row] = query.text(place)
          if column == dayOf {
            result.findings.days[column + "_day", default: [:]][row] = query.day(1)?.number
          }
        } else {
          result.findings.numbers[column, default: [:]][row] = Int32(query.integer(place))
        }
      }
    }
  }

  private mutating func readSecrets() throws {
    try readLatest(
      "secret_record", words: ["level", "term", "reverse_engineering", "independent_discovery"],
      numbers: ["people", "media", "places"], dayOf: nil)
    try each(
      """
      SELECT t.right_id, t.register_entry, t.term_end FROM secret_record t
      WHERE t.day <= ?1 ORDER BY t.right_id, t.day
      """
    ) { result, row, query in
      // An inspection that names no entry says nothing against an earlier one.
      let isEntered = query.text(1).map { !$0.isEmpty } ?? false
      let before = result.findings.numbers["register_entry"]?[row] ?? 0
      result.findings.numbers["register_entry", default: [:]][row] = isEntered ? 1 : before
      if let end = query.day(2) { result.findings.days["term_end", default: [:]][row] = end.number }
    }
  }

  private mutating func readSteps() throws {
    try each(
      """
      SELECT t.right_id, t.step, t.day, t.decision FROM procedure_step t
      WHERE t.day <= ?1 ORDER BY t.right_id, t.day, t.step
      """
    ) { result, row, query in
      guard let step = query.text(1), let day = query.day(2) else { return }
      switch step {
      case "non-use-request": result.findings.openNonUseRequests[row] = day.number
      case "non-use-reply": result.findings.openNonUseRequests[row] = nil
      default: result.findings.days[step, default: [:]][row] = day.number
      }
      if let decision = query.text(3) { result.findings.words["decision", default: [:]][row] = decision }
    }
  }

  private mutating func readAgreements() throws {
    let clauses = ["ownership", "reward", "improvements", "confidentiality", "warranty", "remedies"]
    try each(
      """
      SELECT t.right_id, t.kind, t.signed, \(clauses.map { "t.\($0)" }.joined(separator: ", ")) FROM agreement t
      WHERE t.day <= ?1 AND (t.to_day IS NULL OR t.to_day >= ?2) ORDER BY t.right_id, t.agreement
      """
    ) { result, row, query in
      var found: [String: Bool] = [:]
      for (index, clause) in clauses.enumerated() {
        if let value = query.optionalInteger(Int32(index + 3)) { found[clause] = value == 1 }
      }
      result.findings.agreements.append(
        .init(row: row, kind: query.text(1) ?? "", isSigned: query.integer(2) == 1, clauses: found))
    }
  }

  private mutating func readMarks() throws {
    try each(
      """
      SELECT t.right_id, t.nice_class, t.use_kind, t.last_use_day, t.good_reason FROM trademark_use t
      WHERE t.day <= ?1 ORDER BY t.right_id, t.nice_class, t.day
      """
    ) { result, row, query in
      // Use after the as-of day was not known on it, whatever the survey's day says.
      let lastUse = query.day(3).flatMap { $0 <= result.asOf ? $0.number : nil }
      let reason = query.optionalInteger(4).map { $0 == 1 }
      let niceClass = Int(query.integer(1))
      let use = query.text(2) ?? ""
      if let last = result.findings.markClasses.last, last.row == row, last.niceClass == niceClass {
        let index = result.findings.markClasses.count - 1
        result.findings.markClasses[index].use = use
        result.findings.markClasses[index].lastUse = [last.lastUse, lastUse].compactMap { $0 }.max()
        result.findings.markClasses[index].hasGoodReason = reason ?? last.hasGoodReason
      } else {
        result.findings.markClasses.append(
          .init(row: row, niceClass: niceClass, use: use, lastUse: lastUse, hasGoodReason: reason))
      }
    }
  }
}
