import Foundation
import GRDBSQLite

/// The least that an import or a scan can cost: cells split at commas, one prepared statement, no checks.
struct BareSQLite {
  private let connection: OpaquePointer?

  init(_ path: String) {
    var handle: OpaquePointer?
    sqlite3_open(path, &handle)
    connection = handle
    for pragma in ["journal_mode = WAL", "synchronous = FULL", "cache_size = -262144"] {
      sqlite3_exec(connection, "PRAGMA " + pragma, nil, nil, nil)
    }
  }

  func close() { sqlite3_close(connection) }

  /// Reads a file's bytes and inserts every row into a table of text columns. The number of rows.
  func insert(_ file: String, into table: String) -> Int {
    guard let data = FileManager.default.contents(atPath: file) else { return 0 }
    return data.withUnsafeBytes { bytes -> Int in
      let first = bytes.firstIndex(of: 0x0A) ?? bytes.count
      let columns = bytes[..<first].reduce(1) { $0 + ($1 == 0x2C ? 1 : 0) }
      let names = (0..<columns).map { "c\($0) TEXT" }.joined(separator: ", ")
      sqlite3_exec(connection, "BEGIN; CREATE TABLE \(table) (\(names)) STRICT", nil, nil, nil)
      var statement: OpaquePointer?
      let marks = Array(repeating: "?", count: columns).joined(separator: ", ")
      sqlite3_prepare_v2(connection, "INSERT INTO \(table) VALUES (\(marks))", -1, &statement, nil)
      var rows = 0
      var start = first + 1
      var column: Int32 = 1
      var cell = start
      while start < bytes.count {
        let byte = cell < bytes.count ? bytes[cell] : 0x0A
        if byte == 0x2C || byte == 0x0A {
          let base = bytes.baseAddress?.advanced(by: start).assumingMemoryBound(to: CChar.self)
          if column <= columns { sqlite3_bind_text(statement, column, base, Int32(cell - start), nil) }
          column += 1
          start = cell + 1
          if byte == 0x0A {
            sqlite3_step(statement)
            sqlite3_reset(statement)
            rows += 1
            column = 1
          }
        }
        cell += 1
      }
      sqlite3_finalize(statement)
      sqlite3_exec(connection, "COMMIT", nil, nil, nil)
      return rows
    }
  }

  /// Steps through a query and reads every column; the number of rows.
  func scan(_ sql: String) -> Int {
    var statement: OpaquePointer?
    sqlite3_prepare_v2(connection, sql, -1, &statement, nil)
    defer { sqlite3_finalize(statement) }
    let columns = sqlite3_column_count(statement)
    var rows = 0
    var bytes: Int64 = 0
    while sqlite3_step(statement) == SQLITE_ROW {
      for column in 0..<columns {
        if sqlite3_column_text(statement, column) != nil { bytes += Int64(sqlite3_column_bytes(statement, column)) }
      }
      rows += 1
    }
    return rows
  }
}
