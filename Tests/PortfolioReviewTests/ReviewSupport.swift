import PortfolioCore
import PortfolioReview
import TestSupport
import Winnow

/// A portfolio of native tables, imported step by step and reviewed.
final class Portfolio {
  let folder: TemporaryFolder
  let workspace: Workspace
  private var imports = 0

  init(file: String = ":memory:", models: String? = nil) throws {
    folder = try TemporaryFolder()
    workspace = try Workspace.open(at: file == ":memory:" ? file : folder.file(file), models: models)
  }

  /// Imports tables, given as their text by name.
  @discardableResult
  func take(_ tables: [String: String], on day: String) throws -> ImportReport {
    imports += 1
    for (name, text) in tables { try folder.write("\(imports)/\(name).csv", text) }
    return try workspace.importPortfolio(from: folder.file("\(imports)"), observedOn: Portfolio.day(day))
  }

  func review(_ day: String) throws -> ReviewRun {
    try workspace.review(asOf: Portfolio.day(day), portfolioName: "P")
  }

  static func day(_ iso: String) -> CalendarDay { CalendarDay(iso: iso)! }
}

extension ReviewRun {
  /// The row of the right with that shown number.
  func row(_ number: String) -> Int { (0..<table.count).first { table.text("number", $0) == number }! }

  /// A fact as text: its value, or its state.
  func fact(_ id: FactID, _ number: String) -> String {
    guard let column = table[id] else { return "no column" }
    let row = row(number)
    guard column.states[row] == .known else { return "\(column.states[row])" }
    if let word = column.category(row) { return word }
    if let day = column.day(row) { return day.iso }
    guard let value = column.number(row) else { return "nothing" }
    if column.type == .decimal { return "\((value * 10_000).rounded() / 10_000)" }
    return "\(Int(value))"
  }

  /// Every fact of every right, for comparison.
  var facts: [String] {
    (0..<table.count).flatMap { row in
      FactCatalogue.all.map {
        "\(table.text("number", row)) \($0.id.name): \(fact($0.id, table.text("number", row)))"
      }
    }
  }
}
