import Foundation
import TestSupport
import Testing
import Winnow

/// A small portfolio with a product, its revenues and what a test adds, imported and reviewed.
struct ValueCase {
  static let asOf = CalendarDay(year: 2026, month: 6, day: 30) ?? CalendarDay(number: 0)

  static let rights = """
    right,kind,office,title,filing_day,grant_day,status,ipc,owners
    V-1,invention,CN,Valve,2019-04-15,2021-12-20,in-force,F16K1/22,Example Co
    V-2,invention,CN,Seat,2019-04-15,2021-12-20,in-force,F16K1/22,Example Co
    V-3,invention,CN,Stem,2010-04-15,2013-12-20,lapsed,F16K1/22,Example Co
    V-4,invention,CN,Cap,2019-04-15,2021-12-20,in-force,F16K1/22,Example Co

    """
  static let products = "product,name,business_line\nPR1,Valves,flow\nPR2,Pumps,flow\n"
  static let revenues = """
    product,year,amount,kind,recorded_on
    PR1,2025,8000000,actual,2026-03-31
    PR1,2026,9000000,forecast,2026-03-31
    PR1,2027,10000000,forecast,2026-03-31

    """
  /// The same revenue, all of it earned in China.
  static let chinese = """
    product,year,amount,kind,market,recorded_on
    PR1,2025,8000000,actual,CN,2026-03-31
    PR1,2026,9000000,forecast,CN,2026-03-31
    PR1,2027,10000000,forecast,CN,2026-03-31

    """
  static let links = """
    right,product,role,from_day
    V-1,PR1,core,2021-01-01
    V-2,PR1,supporting,2021-01-01
    V-3,PR1,core,2013-01-01

    """

  let workspace: Workspace
  let run: ReviewRun
  let valuer: AssetValuer

  /// - Parameters:
  ///   - more: tables that add to those above or take their place, by name.
  ///   - models: own model files by name, which take the place of the shipped ones.
  init(_ more: [String: String] = [:], models: [String: String] = [:]) throws {
    var tables = [
      "rights": ValueCase.rights, "products": ValueCase.products, "revenues": ValueCase.revenues,
      "product_links": ValueCase.links,
    ]
    tables.merge(more) { _, new in new }
    let own = models.isEmpty ? nil : try ValueCase.folder(models, ending: ".yaml")
    defer { own.map { try? FileManager.default.removeItem(at: $0) } }
    workspace = try Workspace.open(at: ":memory:", models: own?.path)
    try ValueCase.add(tables, to: workspace, observedOn: ValueCase.asOf)
    run = try workspace.preview(asOf: ValueCase.asOf)
    valuer = try workspace.valuer(of: run, draws: 400)
  }

  private static func folder(_ files: [String: String], ending: String) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("winnow-value-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in files {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name + ending))
    }
    return folder
  }

  /// Imports tables that are seen on a day.
  static func add(_ tables: [String: String], to workspace: Workspace, observedOn day: CalendarDay) throws {
    let folder = try folder(tables, ending: ".csv")
    defer { try? FileManager.default.removeItem(at: folder) }
    let report = try workspace.importPortfolio(from: folder.path, observedOn: day)
    let errors = report.problems.filter { $0.severity == .error }
    #expect(errors.isEmpty, "\(errors)")
  }

  /// The text of a shipped model file with something exchanged.
  static func model(_ name: String, _ old: String, _ new: String) throws -> String {
    let text = try #require(Repository.text("Models/Valuation/\(name).yaml"))
    #expect(text.contains(old), "the shipped file has changed: \(old)")
    return text.replacingOccurrences(of: old, with: new)
  }

  func value(_ name: String) throws -> AssetValue {
    let row = run.row(named: name)
    return valuer.value(row: try #require(row))
  }

  func product(_ code: String = "PR1") throws -> AssetValue {
    try workspace.value(ofProduct: code, by: valuer)
  }
}
