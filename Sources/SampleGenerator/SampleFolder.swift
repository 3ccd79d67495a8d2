import PortfolioCore

/// A folder in the native format under construction: rows by table, checked as a whole before it is written.
struct SampleFolder {
  let name: String
  private(set) var rows: [String: [[String: String]]] = [:]

  init(name: String) { self.name = name }

  /// Adds a row; cells with empty text count as absent.
  mutating func add(_ table: String, _ cells: [String: String]) {
    rows[table, default: []].append(cells.filter { !$0.value.isEmpty })
  }

  /// The CSV files of the tables that have rows, all columns of each, or everything that is wrong.
  func files() throws(SampleFaults) -> [SampleFile] {
    let faults = SampleFolderCheck(folder: self).faults()
    guard faults.isEmpty else { throw SampleFaults(faults: faults) }
    return NativeFormat.tables.compactMap { table in
      guard let rows = rows[table.name], !rows.isEmpty else { return nil }
      return SampleFile(path: "\(name)/\(table.name).csv", bytes: csv(table, ordered(rows, of: table)))
    }
  }

  /// Rows about rights stand in the order of their key; lists of units, parties, rights as they were told.
  private func ordered(_ rows: [[String: String]], of table: NativeFormat.Table) -> [[String: String]] {
    guard table.columns[0].type == .reference("rights") else { return rows }
    let padded = rows.map { row in
      table.key.map { column in
        let cell = row[column] ?? ""
        // Whole numbers sort by value.
        return Int(cell) == nil ? cell : String(repeating: "0", count: max(0, 6 - cell.utf8.count)) + cell
      }
    }
    return rows.indices.sorted { padded[$0].lexicographicallyPrecedes(padded[$1]) }.map { rows[$0] }
  }

  private func csv(_ table: NativeFormat.Table, _ rows: [[String: String]]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(contentsOf: table.columns.map(\.name).joined(separator: ",").utf8)
    bytes.append(0x0A)
    for row in rows {
      for (index, column) in table.columns.enumerated() {
        if index > 0 { bytes.append(0x2C) }
        if let cell = row[column.name] { SampleFolder.append(cell, to: &bytes) }
      }
      bytes.append(0x0A)
    }
    return bytes
  }

  /// Appends a CSV cell (RFC 4180), quoted only where it must be.
  static func append(_ cell: String, to bytes: inout [UInt8]) {
    let needsQuotes = cell.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    guard needsQuotes else {
      bytes.append(contentsOf: cell.utf8)
      return
    }
    bytes.append(0x22)
    for byte in cell.utf8 {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }
}
