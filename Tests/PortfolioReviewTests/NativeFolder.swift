import Foundation
import Winnow

/// Tables of the native format, written as text and reviewed as a user's folder is.
struct NativeFolder {
  /// The text of each table, by its name.
  var tables: [String: String]

  /// Imports the tables into a store of its own and reviews it, all on one day.
  func review(asOf: CalendarDay) throws -> (run: ReviewRun, report: ImportReport) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("winnow-native-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in tables {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name + ".csv"))
    }
    let workspace = try Workspace.open(at: ":memory:")
    let report = try workspace.importPortfolio(from: folder.path, observedOn: asOf)
    return (try workspace.preview(asOf: asOf), report)
  }
}

extension ReviewRun {
  /// A right's row by the name it bears in the table of rights.
  func row(named name: String) -> Int? { (0..<table.count).first { table.text("number", $0) == name } }

  /// A number as known, or the state in which it is not.
  func cell(_ fact: FactID, _ row: Int) -> String {
    guard let column = table[fact] else { return "no column" }
    guard column.states[row] == .known, let number = column.number(row) else {
      return "\(column.states[row])"
    }
    return number == number.rounded() ? "\(Int(number))" : "\(number)"
  }
}
