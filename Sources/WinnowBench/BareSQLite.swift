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

  /// Copies the rows of a store's tables into empty copies of these tables with their checks and indexes, one
  /// prepared statement a table: what the rows of an import cost whoever inserts them. The seconds of the
  /// insertion alone, the reading of the rows left out, and the number of rows.
  func copyTables(of store: String, _ tables: [String]) -> (seconds: Double, rows: Int) {
    sqlite3_exec(connection, "PRAGMA foreign_keys = ON; ATTACH '\(store)' AS source", nil, nil, nil)
    var rows = 0
    for table in tables {
      for definition in texts(
        "SELECT sql FROM source.sqlite_master WHERE tbl_name = '\(table)' AND sql IS NOT NULL")
      {
        sqlite3_exec(connection, definition, nil, nil, nil)
      }
    }
    sqlite3_exec(connection, "BEGIN", nil, nil, nil)
    var seconds = 0.0
    for table in tables {
      var read: OpaquePointer?
      sqlite3_prepare_v2(connection, "SELECT * FROM source.\(table)", -1, &read, nil)
      let columns = sqlite3_column_count(read)
      let marks = Array(repeating: "?", count: Int(columns)).joined(separator: ", ")
      var write: OpaquePointer?
      sqlite3_prepare_v2(connection, "INSERT INTO main.\(table) VALUES (\(marks))", -1, &write, nil)
      // Rows are read in blocks, so that only the writing is timed.
      var block: [OpaquePointer?] = []
      func flush() {
        seconds += Bench.seconds {
          for row in stride(from: 0, to: block.count, by: Int(columns)) {
            for column in 0..<columns { sqlite3_bind_value(write, column + 1, block[row + Int(column)]) }
            sqlite3_step(write)
            sqlite3_reset(write)
          }
        }
        block.forEach { sqlite3_value_free($0) }
        block.removeAll(keepingCapacity: true)
      }
      while sqlite3_step(read) == SQLITE_ROW {
        for column in 0..<columns { block.append(sqlite3_value_dup(sqlite3_column_value(read, column))) }
        rows += 1
        if block.count > 200_000 { flush() }
      }
      flush()
      sqlite3_finalize(read)
      sqlite3_finalize(write)
    }
    seconds += Bench.seconds { sqlite3_exec(connection, "COMMIT", nil, nil, nil) }
    return (seconds, rows)
  }

  private func texts(_ sql: String) -> [String] {
    var statement: OpaquePointer?
    sqlite3_prepare_v2(connection, sql, -1, &statement, nil)
    defer { sqlite3_finalize(statement) }
    var list: [String] = []
    while sqlite3_step(statement) == SQLITE_ROW {
      if let text = sqlite3_column_text(statement, 0) { list.append(String(cString: text)) }
    }
    return list
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
        if sqlite3_column_text(statement, column) != nil {
          bytes += Int64(sqlite3_column_bytes(statement, column))
        }
      }
      rows += 1
    }
    return rows
  }
}
