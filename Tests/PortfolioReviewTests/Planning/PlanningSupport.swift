import Foundation
import PortfolioCore
import PortfolioReview
import Pruning
import TestSupport
import Testing
import Winnow

/// A small portfolio with fees, products, families and ties, reviewed, and scenario files beside it.
final class PlanningPortfolio {
  let folder: TemporaryFolder
  let workspace: Workspace
  let run: ReviewRun

  /// - Parameter tables: native tables by name.
  init(_ tables: [String: String], asOf: String = "2026-11-21", models: [String: String] = [:]) throws {
    folder = try TemporaryFolder()
    for (name, text) in tables { try folder.write("in/\(name).csv", text) }
    for (name, text) in models { try folder.write("models/\(name)", text) }
    workspace = try Workspace.open(
      at: folder.file("store.sqlite"), models: models.isEmpty ? nil : folder.file("models"))
    _ = try workspace.importPortfolio(from: folder.file("in"), observedOn: Portfolio.day("2026-06-30"))
    run = try workspace.review(asOf: Portfolio.day(asOf), portfolioName: "P")
  }

  /// A scenario file of the user's own, by the lines after its head.
  func scenario(_ body: String, name: String = "own") throws -> String {
    let text = """
      kind: pruning-scenario
      id: \(name)
      version: "1"
      title: {zh: 自己的情景, en: Own scenario}
      checkedOn: 2026-11-21
      sources:
        house: {title: test, standing: house-default}

      """
    try folder.write("\(name).yaml", text + body)
    return folder.file("\(name).yaml")
  }

  func maker(_ scenario: String = "annual-budget", budgets: [(Int, String)] = []) throws -> PlanMaker {
    try workspace.planMaker(for: run, scenario: scenario, budgets: budgets.map { (year: $0.0, amount: $0.1) })
  }

  func plan(_ scenario: String = "annual-budget", budgets: [(Int, String)] = []) throws -> PortfolioPlan {
    try maker(scenario, budgets: budgets).plan()
  }

  func action(_ plan: PortfolioPlan, _ number: String) -> PlanAction { plan.actions[run.row(number)] }

  /// Rights of three kinds filed over the years, so that fees, scores and terms differ.
  static func rights(_ count: Int, seed: UInt64, families: Bool = false, known: Bool = true) -> String {
    var dice = SeededGenerator(seed: seed)
    var text =
      "right,kind,office,title,filing_day,grant_day,status,status_observed_on,claims,independent_claims,ipc,family,owners\n"
    for index in 0..<count {
      let kind = ["invention", "invention", "utility-model", "design"][Int(dice.next() % 4)]
      let year = 2012 + Int(dice.next() % 11)
      let month = 1 + Int(dice.next() % 12)
      let day = String(format: "%04d-%02d-15", year, month)
      let granted = String(format: "%04d-%02d-15", year + (kind == "invention" ? 2 : 1), month)
      let claims = known ? "\(1 + dice.next() % 30),\(1 + dice.next() % 3)" : ","
      let ipc = kind == "design" ? "" : ["B61F5/30", "G01K7/16", "H01M10/04"][Int(dice.next() % 3)]
      let family = families ? "F\(index / 2)" : ""
      text +=
        "R\(index),\(kind),CN,Title \(index),\(day),\(granted),in-force,2026-06-30,\(kind == "design" ? "," : claims),\(ipc),\(family),Acme\n"
    }
    return text
  }

  /// Citation counts for some of the rights, so that scores spread.
  static func citations(_ count: Int, seed: UInt64) -> String {
    var dice = SeededGenerator(seed: seed &+ 77)
    var text = "right,observed_on,forward,forward_self,backward,non_patent,family_size\n"
    for index in 0..<count {
      text += "R\(index),2026-06-30,\(dice.next() % 25),0,\(dice.next() % 12),\(dice.next() % 4),1\n"
    }
    return text
  }

  static func families(_ count: Int) -> String {
    "family,title\n" + (0..<(count + 1) / 2).map { "F\($0),Family \($0)\n" }.joined()
  }
}
