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
          // What the plan does not decide on is kept to the end of its term, and costs nothing after that.
          let isKept = line["action"] == "keep" || line["action"] == "must-keep"
          #expect(through >= year.year || !isKept && fee == 0, "seed \(seed)")
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

  /// A right whose term ends in the middle of a year with a rule: what the lines show is what the ledger adds up, to
  /// the cent, by the columns alone.
  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func termsThatEndWithinThePlan(seed: UInt64) throws {
    let ending = ["2007-06-15", "2008-03-20", "2008-11-02", "2009-06-15"].enumerated().map {
      "E\($0.offset),invention,CN,Ending,\($0.element),2012-01-04,in-force,2026-06-30,12,2,B61F5/30,,Acme\n"
    }.joined()
    let portfolio = try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(20, seed: seed) + ending,
      "citations": PlanningPortfolio.citations(20, seed: seed)
        + (0..<4).map { "E\($0),2026-06-30,9,0,5,1,1\n" }.joined(),
    ])
    let tight = [(2027, "14000.10"), (2028, "12000"), (2029, "11000.99")]
    let rich = (2027...2029).map { ($0, "999999") }
    for (scenario, budgets) in [
      ("annual-budget", tight), ("spend-the-budget", tight), ("spend-the-budget", rich),
    ] {
      let maker = try portfolio.maker(scenario, budgets: budgets)
      let plan = maker.plan()
      let run = portfolio.workspace.preview(plan, of: maker)
      let lines = Self.lines(try #require(PlanView(run: run, options: ReportOptions(language: .en))).csv())
      let decided = ["keep", "must-keep", "candidate-to-let-lapse", "listed-to-let-lapse"]
      // Ending in March of 2028: kept by the fee of 2027.
      let ending = try #require(lines.first { $0["number"] == "E1" })
      if budgets[0].1 == rich[0].1 {
        #expect(ending["action"] == "keep" && ending["keep_through"] == "2027", "seed \(seed)")
      }
      for year in PlanLedger(plan).years {
        func sum(_ column: String, _ isIn: ([String: String]) -> Bool = { _ in true }) -> Decimal {
          lines.filter(isIn).reduce(0) { $0 + (Decimal(string: $1["\(column)_\(year.year)"] ?? "") ?? 0) }
        }
        #expect(sum("paid") * 100 == Decimal(year.spend), "seed \(seed), \(year.year)")
        #expect(sum("saved") * 100 == Decimal(year.saved), "seed \(seed), \(year.year)")
        let kept: ([String: String]) -> Bool = { line in
          decided.contains(line["action"] ?? "") && (Int(line["keep_through"] ?? "") ?? 0) >= year.year
        }
        let gone: ([String: String]) -> Bool = { line in
          decided.suffix(2).contains(line["action"] ?? "")
            && (Int(line["keep_through"] ?? "") ?? 0) < year.year
        }
        #expect(sum("worth", kept) == Decimal(year.worthKept), "seed \(seed), \(year.year)")
        #expect(sum("worth", gone) == Decimal(year.worthForgone), "seed \(seed), \(year.year)")
        #expect(
          sum("fee", kept) + sum("fee") { $0["action"] == "needs-fact" || $0["action"] == "nothing-due" }
            == sum("paid"), "seed \(seed), \(year.year)")
        // Nothing of a decided right stands in a year that is neither kept nor let go.
        let neither: ([String: String]) -> Bool = {
          decided.contains($0["action"] ?? "") && !kept($0) && !gone($0)
        }
        for column in ["fee", "worth", "net"] {
          #expect(sum(column, neither) == 0, "seed \(seed), \(column)")
        }
      }
    }
  }

  /// Units and offices add up to the ledger.
  @Test(arguments: 1...2 as ClosedRange<UInt64>)
  func thePartsAddUpToTheWhole(seed: UInt64) throws {
    let portfolio = try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(20, seed: seed)
        + "T1,trademark,CN,Mark,2016-03-10,2017-06-15,in-force,2026-06-30,,,,,Acme\n",
      "citations": PlanningPortfolio.citations(20, seed: seed),
    ])
    let elsewhere = try portfolio.scenario("extends: spend-the-budget\nunknownWorth: outside-budget\n")
    for scenario in ["spend-the-budget", elsewhere] {
      let plan = try portfolio.plan(scenario, budgets: [(2027, "9000"), (2028, "9000")])
      let ledger = PlanLedger(plan)
      let parts = PlanLedger.parts(of: plan) { portfolio.run.table[.rightKind]?.category($0) ?? "" }
      #expect(parts.count > 2)
      #expect(parts.reduce(0) { $0 + $1.spend } == ledger.years.reduce(0) { $0 + $1.spend }, "seed \(seed)")
      #expect(parts.reduce(0) { $0 + $1.saved } == ledger.years.reduce(0) { $0 + $1.saved }, "seed \(seed)")
      #expect(parts.reduce(0) { $0 + $1.letGo } == ledger.years.last?.letGo, "seed \(seed)")
    }
  }

  /// Carried in + budget of the year − spent = carried on, year after year, also through a year without an amount.
  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func whatCarriesOverAddsUp(seed: UInt64) throws {
    let portfolio = try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(25, seed: seed),
      "citations": PlanningPortfolio.citations(25, seed: seed),
    ])
    let scenario = try portfolio.scenario(
      "extends: spend-the-budget\nbudgets: [{id: b, carryOver: yes, amounts: {2027: 18000, 2029: 9000.50}}]\n"
    )
    let maker = try portfolio.maker(scenario)
    let plan = maker.plan()
    #expect(plan.head.status == .optimal)
    let years = PlanLedger(plan).years
    #expect(years.map(\.cap) == [1_800_000, 0, 900_050])
    var left: Int64 = 0
    for year in years {
      #expect(year.carriedIn == left, "seed \(seed), \(year.year)")
      left += (year.cap ?? 0) - year.spend
      #expect(year.slack == left, "seed \(seed), \(year.year)")
      #expect(left >= 0, "seed \(seed): more is spent by \(year.year) than there is by then")
    }
    let uses = plan.head.uses
    #expect(uses == [years[0].spend, years[0].spend + years[1].spend, years.reduce(0) { $0 + $1.spend }])
    let run = portfolio.workspace.preview(plan, of: maker)
    let view = try #require(PlanView(run: run, options: ReportOptions(language: .en)))
    let text = view.text(width: nil)
    #expect(text.contains("carried in") && text.contains("carried on"))
    #expect(view.summary.contains { $0.hasPrefix("All fees of 2028") && $0.contains("carried in: ") })
    #expect(
      view.json().contains(
        "\"carriedIn\": \"\(Money(minorUnits: years[1].carriedIn ?? -1, currency: .cny).decimal)\""))
  }

  /// A part of what carries over carries over.
  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func aUnitsShareOfWhatCarriesOver(seed: UInt64) throws {
    var rights = PlanningPortfolio.rights(20, seed: seed).split(separator: "\n").map(String.init)
    rights[0] += ",unit"
    for index in 1..<rights.count { rights[index] += index % 2 == 0 ? ",U1" : ",U2" }
    let portfolio = try PlanningPortfolio([
      "rights": rights.joined(separator: "\n") + "\n", "units": "unit,name\nU1,One\nU2,Two\n",
      "citations": PlanningPortfolio.citations(20, seed: seed),
    ])
    let scenario = try portfolio.scenario(
      """
      extends: spend-the-budget
      budgets: [{id: b, carryOver: yes, amounts: {2027: 12000, 2028: 6000}}]
      unitShares: [{id: u, unit: U1, atMost: 0.25}]

      """)
    let plan = try portfolio.plan(scenario)
    let rows = plan.head.rows.indices.filter { plan.head.rows[$0].kind == .unitShare }
    #expect(rows.map { plan.head.rows[$0].limit } == [300_000, 450_000])
    var spent: Int64 = 0
    for (row, year) in zip(rows, [2027, 2028]) {
      spent += plan.actions.indices.filter {
        portfolio.run.table.text("unit", $0) == "One" && plan.pays($0, year)
      }.reduce(0) { $0 + plan.fee($1, year) }
      #expect(plan.head.uses[row] == spent, "seed \(seed), \(year)")
      #expect(spent <= plan.head.rows[row].limit, "seed \(seed), \(year)")
    }
    #expect(spent > 0)
  }

  /// Rights that are paid from elsewhere take nothing of the budget, and the ledger says what they cost.
  @Test func whatIsPaidFromElsewhere() throws {
    let portfolio = try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(10, seed: 4)
        + "T1,trademark,CN,Mark,2016-03-10,2017-06-15,in-force,2026-06-30,,,,,Acme\n",
      "citations": PlanningPortfolio.citations(10, seed: 4),
    ])
    let scenario = try portfolio.scenario("extends: spend-the-budget\nunknownWorth: outside-budget\n")
    for (name, isElsewhere) in [(scenario, true), ("spend-the-budget", false)] {
      let plan = try portfolio.plan(name, budgets: [(2027, "9000")])
      let fee = plan.rows(.needsFact).reduce(Int64(0)) { $0 + plan.fee($1, 2027) }
      #expect(fee > 0)
      let year = PlanLedger(plan).years[0]
      #expect(year.elsewhere == (isElsewhere ? fee : 0))
      #expect(year.reserved == (isElsewhere ? 0 : fee))
      #expect(plan.head.uses == [year.spend])
    }
  }
}
