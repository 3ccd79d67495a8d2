internal import GRDB
internal import GRDBSQLite
internal import PortfolioCore

/// A statement of the store's hot paths, bound and stepped through SQLite itself.
///
/// GRDB prepares, caches and checks everything else; at a million rows its value wrappers would cost more
/// than SQLite does.
final class PreparedStatement {
  private let database: Database
  private let connection: OpaquePointer?
  private let sql: String
  /// Prepared when it is first wanted: an import lists all statements and uses some, and preparing one that fires
  /// triggers prepares these as well. Nil when SQLite refused it, which the first step tells.
  private lazy var statement: OpaquePointer? = {
    // GRDB notes every column that a statement reads while it is prepared, and forgets them only when it prepares one
    // of its own: without that each statement here would be added to all before it.
    _ = try? database.makeStatement(sql: "SELECT 1")
    var handle: OpaquePointer?
    let code = sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &handle, nil)
    if handle == nil { refusal = PreparedStatement.error(code, connection) }
    isPrepared = true
    return handle
  }()
  private var isPrepared = false
  private var refusal: DatabaseError?

  init(_ db: Database, _ sql: String) {
    database = db
    connection = db.sqliteConnection
    self.sql = sql
  }

  deinit { if isPrepared { sqlite3_finalize(statement) } }

  private static func error(_ code: Int32, _ connection: OpaquePointer?) -> DatabaseError {
    DatabaseError(
      resultCode: ResultCode(rawValue: code), message: connection.map { String(cString: sqlite3_errmsg($0)) })
  }

  // MARK: Binding, from position 1

  func bind(_ position: Int32, _ value: Int64?) {
    if let value {
      sqlite3_bind_int64(statement, position, value)
    } else {
      sqlite3_bind_null(statement, position)
    }
  }

  func bind(_ position: Int32, _ value: Int?) { bind(position, value.map(Int64.init)) }

  func bind(_ position: Int32, _ value: Double) { sqlite3_bind_double(statement, position, value) }

  func bind(_ position: Int32, _ value: String?) {
    guard var text = value else {
      sqlite3_bind_null(statement, position)
      return
    }
    text.withUTF8 { utf8 in
      utf8.withMemoryRebound(to: CChar.self) { bytes in
        // An empty text must not become NULL.
        _ = sqlite3_bind_text64(
          statement, position, bytes.baseAddress ?? PreparedStatement.empty, UInt64(bytes.count),
          PreparedStatement.transient, UInt8(SQLITE_UTF8))
      }
    }
  }

  func bind(_ position: Int32, _ value: CalendarDay?) { bind(position, value?.iso) }

  func bind(_ position: Int32, blob value: [UInt8]) {
    _ = value.withUnsafeBytes { bytes in
      if let base = bytes.baseAddress {
        sqlite3_bind_blob64(statement, position, base, UInt64(bytes.count), PreparedStatement.transient)
      } else {
        sqlite3_bind_zeroblob(statement, position, 0)
      }
    }
  }

  private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  nonisolated(unsafe) private static let empty: UnsafePointer<CChar> = {
    let byte = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
    byte.pointee = 0
    return UnsafePointer(byte)
  }()

  // MARK: Stepping

  /// Steps; true when there is a row. Ends with a reset when there is none.
  func step() throws -> Bool {
    guard let statement else { throw refusal ?? DatabaseError(resultCode: .SQLITE_MISUSE) }
    let code = sqlite3_step(statement)
    if code == SQLITE_ROW { return true }
    sqlite3_reset(statement)
    guard code == SQLITE_DONE else { throw PreparedStatement.error(code, connection) }
    return false
  }

  /// Runs a statement that returns nothing; the number of rows it changed.
  @discardableResult
  func run() throws -> Int {
    while try step() {}
    return Int(sqlite3_changes(connection))
  }

  func reset() { sqlite3_reset(statement) }

  var lastInsertedID: Int64 { sqlite3_last_insert_rowid(connection) }

  // MARK: Columns, from position 0

  func isNull(_ column: Int32) -> Bool { sqlite3_column_type(statement, column) == SQLITE_NULL }

  func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement, column) }

  func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }

  /// The text's bytes, valid until the next step; nil for NULL.
  func utf8(_ column: Int32) -> UnsafeBufferPointer<UInt8>? {
    guard let text = sqlite3_column_text(statement, column) else { return nil }
    return UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(statement, column)))
  }

  func text(_ column: Int32) -> String? { utf8(column).map { String(decoding: $0, as: UTF8.self) } }

  func day(_ column: Int32) -> CalendarDay? { utf8(column).flatMap { CalendarDay(isoUTF8: $0) } }

  func blob(_ column: Int32) -> [UInt8] {
    guard let bytes = sqlite3_column_blob(statement, column) else { return [] }
    return Array(UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(statement, column))))
  }
}
