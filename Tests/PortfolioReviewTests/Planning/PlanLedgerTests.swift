import Foundation
import PortfolioCore
import PortfolioReview
import TestSupport
import Testing
import Winnow

/// The ledger against the lines by right as the CSV has them, added up by other code.
@Suite struct PlanLedgerTests {
  /// The cells of a CSV whose cells hold no quotes and no line ends.
  private static func lines(_ bytes: [UInt8]) -> [[String: String]] {
    let text = String(decoding: bytes, as: UTF8.self).replacing("\u{FEFF}", with: "").replacing(
      "\r\n", with: "\n")
    // Commas between quotes belong to the cell.
    let rows = text.split(separator: "\n").map { line -> [String] in
      var cells = [""]
      var isQuoted = false
      for character in line {
        switch character {
        case "\"": isQuoted.toggle()
        case "," where !isQuoted: cells.append("")
        default: cells[cells.count - 1].append(character)
        }
      }
      return cells
    }
    return rows.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(rows[0], $0)) }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func itAddsUpFromTheLines(seed: UInt64) throws {
    let portfolio = try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(30, seed: seed),
      "citations": PlanningPortfolio.citations(30, seed: seed),
    ])
    let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, "12000"), (2028, "9000.50")])
    let plan = maker.plan()
    let run = portfolio.workspace.preview(plan, of: maker)
    let view = try #require(PlanView(run: run, options: ReportOptions(language: .zh)))
    let lines = Self.lines(view.csv())
    #expect(lines.count == 30)
    let ledger = PlanLedger(plan)
    #expect(ledger.years.map(\.year) == [2027, 2028])
    #expect(ledger.years.map(\.cap) == [1_200_000, 900_050])
    for year in ledger.years {
      var spend = Decimal(0)
      var saved = Decimal(0)
      var forgone = 0
      var paid = 0
      for line in lines {
        let fee = try #require(Decimal(string: line["fee_\(year.year)"] ?? ""))
        let through = Int(line["keep_through"] ?? "") ?? 0
        switch line["action"] {
        case "keep", "must-keep", "needs-fact", "nothing-due":
          #expect(through >= year.year, "seed \(seed)")
          spend += fee
          if fee > 0 { paid += 1 }
        case "candidate-to-let-lapse":
          if through >= year.year {
            spend += fee
            if fee > 0 { paid += 1 }
          } else {
            saved += fee
            forgone += try #require(Int(line["worth_\(year.year)"] ?? ""))
          }
        default: #expect(fee == 0 || line["action"] != "listed-to-let-lapse", "seed \(seed)")
        }
      }
      #expect(spend * 100 == Decimal(year.spend), "seed \(seed), \(year.year)")
      #expect(saved * 100 == Decimal(year.saved), "seed \(seed), \(year.year)")
      #expect(forgone == Int(year.worthForgone), "seed \(seed), \(year.year)")
      #expect(paid == year.paid, "seed \(seed), \(year.year)")
      #expect(year.spend <= year.cap ?? 0, "seed \(seed): over the budget of \(year.year)")
      #expect(year.slack == year.cap.map { $0 - year.spend })
    }
    // The plan's value is the sum of what the kept years add.
    var value: Int64 = 0
    for row in plan.actions.indices where plan.actions[row].isDecided {
      for year in plan.head.firstYear..<plan.head.firstYear + plan.head.yearCount
      where year <= Int(plan.keepThrough[row]) { value += plan.net(row, year) }
    }
    #expect(value == plan.head.value, "seed \(seed)")
    // And each row's use is what its rights use.
    #expect(plan.head.uses == ledger.years.map(\.spend), "seed \(seed)")
  }
}
