internal import GRDB
public import PortfolioCore

/// What became of a row.
public enum RowOutcome: String, Sendable {
  /// It brought a new right or new values.
  case stored
  /// It became part of a right that another row of the same import had brought; or a file of a later day says something
  /// else, which stands.
  case merged
  /// It was refused.
  case refused
  /// It says what was stored already.
  case unchanged
}

/// The counts of one imported file.
public struct ImportCounts: Sendable, Equatable {
  /// The file as the user named it.
  public let file: String
  /// The mapping's name.
  public let mapping: String
  /// The day on which the file's changing values were seen.
  public let observedOn: CalendarDay
  /// Rights that the file brought or touched.
  public internal(set) var rights = 0
  /// Rows by outcome.
  public internal(set) var stored = 0
  /// Rows that became part of a right of another row.
  public internal(set) var merged = 0
  /// Rows refused.
  public internal(set) var refused = 0
  /// Rows that changed nothing.
  public internal(set) var unchanged = 0
  /// Rows known before that ended, because the file does not hold them. They are none of its rows.
  public internal(set) var ended = 0
  /// Rows that had ended and are there again: they go on from the file's day.
  public internal(set) var resumed = 0
  /// Rows of the file that count only until a later day, on which a file imported before shows the table whole without
  /// them.
  public internal(set) var endedLater = 0
  /// All data rows.
  public var rows: Int { stored + merged + refused + unchanged }
}

/// Puts the rows of files into the store, all in one transaction.
///
/// The rows of one right, told by the numbers they have in common, become one right. A value that a later
/// import changes is replaced, and the old one kept in `right_change`; observed values are kept by day.
public final class ImportSession {
  let db: Database
  var statements: ImportStatements
  var counts: [ImportCounts] = []
  /// Problems found while storing: contradictions, missing references.
  public internal(set) var problems: [Problem] = []
  private var batchID: Int64 = 0
  private var mappingDigest = ""
  /// The rows read before, each with the right that it became; 0 for a row of no right.
  private var knownRows: [RowHash: Int64] = [:]
  private var knownRefusals: Set<RowHash> = []
  private var standing: [StandingRow] = []
  private var keptRows = 0
  /// Sightings of rows that the present file brought.
  var keptSightings = 0
  var isDayStated = true
  /// The rights of which rows of the present file say what is stored already, and of those that rows of rights show, not
  /// only of owners, the row.
  private var shownAgain: Set<Int64> = []
  private var shownRows: [Int64: RowHash] = [:]
  /// Of each right in the native table of rights, the row seen last, and its day.
  private var lastRows: [Int64: (hash: RowHash, day: String)] = [:]
  /// The rights that this import brought or changed.
  var touched: Set<Int64> = []
  /// The rights that rows of the present file's native table brought something new of.
  private var concerned: Set<Int64> = []
  /// Own numbers whose rows were refused because a stored right bears them.
  var refusedOwnNumbers: Set<String> = []
  /// By right, the latest day of an earlier import's files that is after the present file's; nil until asked for.
  var newerDays: [Int64: CalendarDay]?
  /// Whether an earlier import holds a file of a later day than the present one's; nil until asked for.
  var isOlderFile: Bool?
  /// Whether the store knows of a later day than the present file's, and of an earlier one; nil until asked for.
  var isBehindShown: Bool?
  var isAheadOfStored: Bool?
  /// Rows of the present file that differ from what a file of a later day showed.
  var outdatedRows = OutdatedRows()
  /// What the rows of this import say of figures, by key.
  var figuresOfImport: [String: (file: String, line: Int, values: String)] = [:]
  /// The rights that this import brought.
  var created: Set<Int64> = []
  var partyIDs: [String: Int64] = [:]
  var familyIDs: [String: Int64] = [:]
  var unitIDs: [String: Int64] = [:]
  /// Whether the store holds families named by priorities: where it holds none, none need be looked for.
  let hasPriorityFamilies: Bool
  var fileName = ""
  /// The canonical path of the present file, where it is known.
  var filePath: String?
  var observedOn: CalendarDay
  var waiting: [NativeDraft] = []
  /// Which rows that the file of a native table no longer holds end on the day of the file.
  public var rowEnding = RowEnding.none
  /// The native tables of this import of which rows may end, by the store's name.
  var wholeTables: [String: WholeTable] = [:]
  /// The one of them that the present file holds.
  private var currentWhole: String?
  /// The other native tables of this import, where its tables are said to be whole, by their native names.
  var standingTables: [String: StandingTable] = [:]
  /// Whether rows of files that are gone from a folder were ended while the present file was open.
  var hasEndedGoneRows = false
  /// Answers of the present file that took the place of the same assessor's of the same day.
  var replacedAnswers = ReplacedAnswers()

  init(_ db: Database) throws {
    self.db = db
    try ImportSession.makeSeenRows(db)
    statements = ImportStatements(db)
    observedOn = CalendarDay(number: 0)
    hasPriorityFamilies =
      try Int.fetchOne(db, sql: "SELECT 1 FROM family WHERE name LIKE 'priorities %' LIMIT 1") != nil
    let query = PreparedStatement(
      db,
      """
      SELECT s.content_hash, s.outcome = 'refused', coalesce(s.right_id, 0), b.mapping = 'native/rights', b.observed_on
      FROM source_row s JOIN import_batch b ON b.id = s.batch_id
      """)
    while try query.step() {
      let hash = RowHash(query.blob(0))
      let right = query.integer(2)
      guard query.integer(1) == 0 else {
        knownRefusals.insert(hash)
        continue
      }
      knownRows[hash] = right
      guard right != 0, query.integer(3) == 1, let day = query.text(4) else { continue }
      if let last = lastRows[right], last.day > day { continue }
      lastRows[right] = (hash, day)
    }
    let seen = PreparedStatement(
      db, "SELECT right_id, row_hash, max(day) FROM right_seen WHERE row_hash IS NOT NULL GROUP BY right_id")
    while try seen.step() {
      guard let day = seen.text(2), let last = lastRows[seen.integer(0)], last.day < day else { continue }
      lastRows[seen.integer(0)] = (RowHash(seen.blob(1)), day)
    }
  }

  /// Begins a file. Its rows follow.
  /// - Parameters:
  ///   - path: the file's canonical path, by which it is known again; nil where it is no file on disk.
  ///   - isDayStated: whether somebody stated the day; one taken for want of a better proves nothing seen.
  public func begin(
    file: String, path: String? = nil, mapping: String, mappingSHA256: String, observedOn: CalendarDay,
    isDayStated: Bool = true
  ) throws {
    try endFile()
    let insert = PreparedStatement(
      db,
      """
      INSERT INTO import_batch (file, mapping, mapping_sha256, observed_on, path, rows, stored, merged, refused, unchanged)
      VALUES (?, ?, ?, ?, ?, 0, 0, 0, 0, 0)
      """)
    insert.bind(1, file)
    insert.bind(2, mapping)
    insert.bind(3, mappingSHA256)
    insert.bind(4, observedOn)
    insert.bind(5, path)
    try insert.run()
    batchID = insert.lastInsertedID
    mappingDigest = mappingSHA256
    fileName = file
    filePath = path
    self.observedOn = observedOn
    self.isDayStated = isDayStated
    newerDays = nil
    concerned = []
    isOlderFile = nil
    isBehindShown = nil
    isAheadOfStored = nil
    counts.append(ImportCounts(file: file, mapping: mapping, observedOn: observedOn))
    currentWhole = beginWholeTable(mapping)
  }

  /// The batch of the file under way.
  var currentBatch: Int64 { batchID }

  /// Stores a right's row.
  @discardableResult
  public func add(_ draft: RightDraft) throws -> RowOutcome {
    let hash = RowHash(text: draft.sourceText, mapping: mappingDigest)
    if let known = knownRows[hash], !hasChangedSince(known, hash) {
      if known != 0 {
        shownAgain.insert(known)
        shownRows[known] = hash
      }
      let isUndated = draft.observedOn == nil && !draft.observation.isEmpty
      if try isUndated || isOlderThanStored() {
        standing.append(
          StandingRow(
            numbers: draft.numbers, observation: isUndated ? draft.observation : ObservationDraft(),
            granted: draft.stage == .granted || draft.grantDay != nil))
      }
      return count(.unchanged)
    }
    let rightID: Int64
    let outcome: RowOutcome
    do {
      (rightID, outcome) = try store(draft)
    } catch let refusal as ProblemList {
      try refuse(line: draft.line, sourceText: draft.sourceText, problems: refusal.problems)
      return .refused
    }
    if touched.insert(rightID).inserted { counts[counts.count - 1].rights += 1 }
    if outcome == .unchanged {
      shownAgain.insert(rightID)
      shownRows[rightID] = hash
    } else {
      try keep(draft.sourceText, draft.line, hash, outcome, right: rightID)
    }
    return count(outcome)
  }

  /// Whether a right's row of the native table, though its very text was read before, says something else than the one
  /// seen last, of an earlier day than the present file: what it says is there again.
  private func hasChangedSince(_ right: Int64, _ hash: RowHash) -> Bool {
    guard let last = lastRows[right], counts.last?.mapping == "native/rights" else { return false }
    return last.hash != hash && observedOn.iso > last.day
  }

  /// Stores a row of another native table. Units and parties wait until ``endFile()``, so that a row may name
  /// one that stands further down.
  public func add(_ draft: NativeDraft) throws {
    if draft.table == "units" || draft.table == "parties" {
      waiting.append(draft)
      return
    }
    try settle(draft)
  }

  func settle(_ draft: NativeDraft) throws {
    do {
      let (rightID, outcome, isKept) = try store(draft)
      if isKept || outcome == .merged {
        try keepOnce(draft, outcome, right: rightID, isNew: isKept)
      }
      if isKept {
        if let rightID, concerned.insert(rightID).inserted { counts[counts.count - 1].rights += 1 }
      } else if let rightID, draft.table == "ownership" {
        shownAgain.insert(rightID)
      }
      count(outcome)
    } catch let refusal as ProblemList {
      try refuse(line: draft.line, sourceText: draft.sourceText, problems: refusal.problems)
    }
  }

  /// Counts and keeps a row of a tree that has been stored.
  func recordTree(_ draft: NativeDraft, _ outcome: RowOutcome) throws {
    if outcome != .unchanged { try keepOnce(draft, outcome, right: nil, isNew: outcome == .stored) }
    count(outcome)
  }

  /// Keeps a row of a native table; one that changed nothing is kept once only.
  private func keepOnce(
    _ draft: NativeDraft, _ outcome: RowOutcome, right: Int64?, isNew: Bool
  ) throws {
    let hash = RowHash(text: draft.sourceText, mapping: mappingDigest + draft.table)
    guard isNew || knownRows[hash] == nil else { return }
    try keep(draft.sourceText, draft.line, hash, outcome, right: right)
  }

  private var nativeStatements: [String: PreparedStatement] = [:]

  /// The prepared statement of a native table.
  func nativeStatement(_ table: String, _ sql: @autoclosure () -> String) throws -> PreparedStatement {
    if let statement = nativeStatements[table] { return statement }
    let statement = PreparedStatement(db, sql())
    nativeStatements[table] = statement
    return statement
  }

  /// Records a refused row with its reasons.
  public func refuse(line: Int, sourceText: String, problems reasons: [Problem]) throws {
    problems += reasons
    if let currentWhole { wholeTables[currentWhole]?.refused += 1 }
    refusals.append(Refusal(file: fileName, line: line, sourceText: sourceText, problems: reasons))
    let hash = RowHash(text: sourceText, mapping: mappingDigest)
    if !knownRefusals.contains(hash) {
      let reason = reasons.map { $0.text(.en) }.joined(separator: "\n")
      try keep(sourceText, line, hash, .refused, right: nil, reason: reason)
    }
    count(.refused)
  }

  /// A refused row, for the file of rejects.
  public struct Refusal: Sendable {
    /// The file.
    public let file: String
    /// The line.
    public let line: Int
    /// The row as text.
    public let sourceText: String
    /// Why.
    public let problems: [Problem]
  }

  /// The rows refused so far.
  public private(set) var refusals: [Refusal] = []

  @discardableResult
  private func count(_ outcome: RowOutcome) -> RowOutcome {
    let last = counts.count - 1
    switch outcome {
    case .stored: counts[last].stored += 1
    case .merged: counts[last].merged += 1
    case .refused: counts[last].refused += 1
    case .unchanged: counts[last].unchanged += 1
    }
    return outcome
  }

  private func keep(
    _ text: String, _ line: Int, _ hash: RowHash, _ outcome: RowOutcome, right: Int64?, reason: String? = nil
  ) throws {
    let insert = statements.sourceRow
    insert.bind(1, batchID)
    insert.bind(2, line)
    insert.bind(3, outcome.rawValue)
    insert.bind(4, right)
    insert.bind(5, blob: hash.bytes)
    insert.bind(6, reason)
    insert.bind(7, text)
    try insert.run()
    keptRows += 1
  }

  /// Ends the file under way: settles waiting rows and writes the batch's counts.
  func endFile() throws {
    guard !counts.isEmpty, batchID != 0 else { return }
    try settleWaiting()
    warnOfReplacedAnswers()
    warnOfOutdatedRows()
    guard let last = counts.last else { return }
    if try isOlderThanStored() {
      keptRows += try seeRightsEarlier(standing)
    } else if last.stored + last.merged > 0 {
      try seeAgain(standing)
    }
    standing.removeAll()
    defer {
      keptRows = 0
      keptSightings = 0
      hasEndedGoneRows = false
    }
    let ends = try hasEndedGoneRows || endsRows(currentWhole)
    if keptRows > 0 || last.resumed > 0 || ends {
      try db.execute(
        sql: """
          UPDATE import_batch SET rows = ?, stored = ?, merged = ?, refused = ?, unchanged = ?, ended = ?, resumed = ?
          WHERE id = ?
          """,
        arguments: [
          last.rows, last.stored, last.merged, last.refused, last.unchanged, last.ended, last.resumed,
          batchID,
        ])
    } else if keptSightings == 0 {
      // An import that changed nothing leaves no batch, or, where it showed rows again on another day, one without rows;
      // that rights were seen is kept beside.
      try db.execute(sql: "DELETE FROM import_batch WHERE id = ?", arguments: [batchID])
    }
    if isDayStated { try keepSeen(shownAgain, rows: shownRows) }
    shownAgain.removeAll()
    shownRows.removeAll()
    batchID = 0
  }

  func warn(
    _ code: ProblemCode, line: Int, column: String?, value: String?, zh: String, en: String,
    remedy: BilingualText
  ) {
    problems.append(
      Problem(
        code, severity: .warning, at: Place(file: fileName, line: line, column: column), value: value, zh: zh,
        en: en,
        remedy: remedy))
  }
}

/// A row that a file has in common with an earlier import.
struct StandingRow {
  let numbers: [RightNumber]
  let observation: ObservationDraft
  /// Whether it describes the granted document.
  let granted: Bool
}

/// The first 128 bits of the SHA-256 of a row's text and of the mapping that read it.
struct RowHash: Hashable {
  let high: UInt64
  let low: UInt64

  init(text: String, mapping: String) {
    var hasher = SHA256Hasher()
    hasher.update(mapping)
    hasher.update(text)
    self.init(hasher.finish().bytes)
  }

  init(_ bytes: [UInt8]) {
    func number(_ range: Range<Int>) -> UInt64 {
      range.reduce(0) { $0 << 8 | UInt64($1 < bytes.count ? bytes[$1] : 0) }
    }
    high = number(0..<8)
    low = number(8..<16)
  }

  var bytes: [UInt8] {
    (0..<16).map { UInt8(truncatingIfNeeded: ($0 < 8 ? high : low) >> UInt64(56 - $0 % 8 * 8)) }
  }
}

extension Store {
  /// Imports rows in one transaction: all of them are stored, or, when the work throws, none.
  /// - Parameter dryRun: when true, everything is tried and then undone.
  /// - Returns: what the work returned, the counts of each file, the refused rows and the problems.
  public func importRows<Result>(
    dryRun: Bool = false, _ work: (ImportSession) throws -> Result
  ) throws -> (result: Result, counts: [ImportCounts], refusals: [ImportSession.Refusal], problems: [Problem])
  {
    try write { db in
      if dryRun { try db.execute(sql: "SAVEPOINT dry_run") }
      let session = try ImportSession(db)
      let result = try work(session)
      try session.endFile()
      try session.endWholeTables()
      if dryRun { try db.execute(sql: "ROLLBACK TO dry_run; RELEASE dry_run") }
      return (result, session.counts, session.refusals, session.problems)
    }
  }
}
