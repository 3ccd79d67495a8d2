import Foundation
import PortfolioCore
import PortfolioImport

/// Everything a walk over a file gives.
struct Walked {
  var rows: [[String]] = []
  var lines: [Int] = []
  var kinds: [[CellKind]] = []
  var sources: [String] = []
  var refused: [RefusedRow] = []
  var problems: [Problem] = []

  init(_ file: TabularFile) throws {
    var refusedRows: [RefusedRow] = []
    problems = try file.forEachRow(refused: { refusedRows.append($0) }) { row in
      rows.append(row.cells)
      lines.append(row.line)
      kinds.append((0..<row.count).map { row.kind($0) })
      sources.append(row.sourceText)
      return true
    }
    refused = refusedRows
  }

  var codes: [String] { problems.map(\.code.rawValue) }
}

func openOne(_ bytes: [UInt8], _ name: String = "a.csv", limits: ReadLimits = .standard) throws -> TabularFile
{
  let files = try TabularFile.open(bytes: bytes, name: name, limits: limits)
  guard files.count == 1 else { throw Unexpected(text: "\(files.count) files") }
  return files[0]
}

func openOne(_ text: String, _ name: String = "a.csv", limits: ReadLimits = .standard) throws -> TabularFile {
  try openOne(Array(text.utf8), name, limits: limits)
}

struct Unexpected: Error { var text: String }

/// The problems that opening a file throws; empty when it opens.
func openingProblems(_ bytes: [UInt8], _ name: String, limits: ReadLimits = .standard) -> [Problem] {
  do {
    _ = try TabularFile.open(bytes: bytes, name: name, limits: limits)
    return []
  } catch let list as ProblemList {
    return list.problems
  } catch {
    return []
  }
}

/// Characters as UTF-16 bytes.
func utf16(_ text: String, littleEndian: Bool, mark: Bool) -> [UInt8] {
  ((mark ? [0xFEFF] : []) + Array(text.utf16)).flatMap { unit -> [UInt8] in
    let pair = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
    return littleEndian ? pair : pair.reversed()
  }
}
