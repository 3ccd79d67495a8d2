import Foundation
import PolicyModels
import PortfolioCore
import PortfolioReview
import TestSupport
import Testing
import Winnow

/// Routes of disposal: the shipped model and its cases, and what holds of every list of routes.
@Suite struct RouteTests {
  private static func cases() throws -> (catalogue: ModelCatalogue, results: [RouteCases.Result]) {
    let text = try #require(Repository.text("Models/Routes/cn.cases.yaml"))
    let catalogue = try Workspace.catalogue(models: nil)
    let file = ModelFile(path: "Routes/cn.cases.yaml", text: text, origin: .builtin)
    return (catalogue, try RouteCases.run([file], catalogue: catalogue))
  }

  @Test func theShippedCasesHoldAndNameEveryRoute() throws {
    let (catalogue, results) = try Self.cases()
    for result in results {
      #expect(result.difference == nil, "\(result.name): \(result.difference?.en ?? "")")
    }
    #expect(Set(results.map(\.name)).count == results.count, "two cases bear one name")
    let named = Set(results.compactMap(\.route))
    for route in try catalogue.load(RouteModel.self, id: "cn").0.routes {
      #expect(named.contains(route.id), "\(route.id) has no case")
    }
  }

  @Test func guessesSayThatTheyAre() throws {
    let model = try Workspace.catalogue(models: nil).load(RouteModel.self, id: "cn").0
    for route in model.routes {
      let source = try #require(model.header.sources.first { $0.id == route.estimate.source })
      if route.days > 0 || route.cost > 0, route.estimate.standing != .rule {
        #expect(source.standing == .houseDefault, "\(route.id): days and cost have no source")
        #expect(route.estimate.standing == .houseRule, "\(route.id)")
      }
      let ground = try #require(model.header.sources.first { $0.id == route.ground.source })
      if ground.standing == .houseDefault { #expect(route.ground.standing == .houseRule, "\(route.id)") }
    }
  }

  private struct Broken: CustomTestStringConvertible, Sendable {
    var from: String
    var to: String
    var testDescription: String { to }
  }

  private static let broken = [
    Broken(from: "does: keep\n", to: "does: hold\n"),
    Broken(from: "brings: nothing", to: "brings: plenty"),
    Broken(from: "brings: {feeCut: 15}", to: "brings: {feeCut: 150}"),
    Broken(from: "cost: \"6000\"", to: "cost: \"-1\""),
    Broken(from: "days: 60", to: "days: 99999"),
    Broken(from: "fees: until-step-up", to: "fees: for-ever"),
    Broken(from: "horizonYears: 3", to: "horizonYears: 0"),
    Broken(from: "takersPerHundred: {share: 10", to: "takersPerHundred: {share: 110"),
    Broken(from: "for: [central-enterprise, firm]", to: "for: [anybody]"),
    Broken(from: "  - below: \"10000000\"", to: "  - below: \"1000\""),
    Broken(from: "  - id: sale\n", to: "  - id: sale\n    price: 3\n"),
    Broken(from: "currency: CNY", to: "currency: XYZ1"),
    Broken(from: "question: 10, source: house}", to: "question: 10, source: nowhere}"),
  ]

  @Test(arguments: broken)
  private func aBrokenFileIsRefusedWithItsLine(broken: Broken) throws {
    let text = try #require(Repository.text("Models/Routes/cn.yaml"))
    let range = try #require(text.range(of: broken.from), "\(broken.from)")
    let error = #expect(throws: ProblemList.self) {
      try ModelCatalogue.load(
        RouteModel.self,
        file: ModelFile(
          path: "Routes/cn.yaml", text: text.replacingCharacters(in: range, with: broken.to), origin: .user))
    }
    #expect(error?.problems.first?.place?.line != nil)
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func whatHoldsOfEveryListOfRoutes(seed: UInt64) throws {
    let portfolio = try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(30, seed: seed),
      "citations": PlanningPortfolio.citations(30, seed: seed),
      "disputes": "dispute,right,type,from_day\nD1,R1,ownership,2025-01-01\nD2,R2,infringement,2025-01-01\n",
    ])
    let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, "15000")])
    let plan = maker.plan()
    let run = portfolio.workspace.preview(plan, of: maker)
    let planner = try #require(RoutePlanner(run))
    let gates = try #require(run.gates)
    for row in 0..<run.table.count {
      let list = planner.routes(row)
      let place: Comment = "seed \(seed), \(run.table.text("number", row))"
      // What cannot be done comes last; the others by what they are counted to bring.
      let possible = list.options.prefix { $0.feasibility != .notPossible }
      #expect(list.options.dropFirst(possible.count).allSatisfy { $0.feasibility == .notPossible }, place)
      for (one, next) in zip(possible, possible.dropFirst()) { #expect(one.order >= next.order, place) }
      if let best = list.recommended {
        #expect(list.options[best].canBeTaken, place)
        if plan.actions[row].letsGo { #expect(list.options[best].route.action != .keep, place) }
      }
      for option in list.options {
        if let day = option.lastSafeDay, let deadline = list.deadline {
          #expect(deadline - day == option.days, place)
          #expect(
            (option.feasibility == .tooLate) == (day < run.asOf && option.feasibility != .notPossible), place)
        }
        // A gate that is still a question may take longer: asked first, lifted then.
        if let hold = option.safeDayIfGatesHold {
          let last = try #require(option.lastSafeDay, place)
          #expect(hold < last && option.gates.contains { $0.state == .question }, place)
          let known = try #require(option.safeDayOnceKnown, place)
          #expect(known >= hold, place)
          if option.questions.isEmpty, option.gates.allSatisfy({ $0.state == .question }) {
            #expect(known - hold == (planner.model.gateDays["question"] ?? 0), place)
          }
        } else {
          #expect(option.safeDayOnceKnown == nil, place)
        }
        if let least = option.least, let most = option.most { #expect(least <= most, place) }
        #expect((option.unknownBecause != nil) == (option.proceeds == nil), place)
        // A route never passes a gate that forbids one of its acts, and is not ready before an open one.
        for act in option.route.acts {
          if gates.isBlocked(row, act, on: list.deadline) {
            #expect(option.feasibility == .notPossible, place)
          }
          if !gates.issues(row, act, on: list.deadline, table: run.table).isEmpty {
            #expect(option.feasibility != .ready, place)
          }
        }
      }
      if plan.actions[row].letsGo { #expect(list.deadline == plan.lapseDay(row), place) }
    }
  }

  @Test func aStoredRunHasTheSameRoutes() throws {
    let portfolio = try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(12, seed: 2), "citations": PlanningPortfolio.citations(12, seed: 2),
    ])
    let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, "9000")])
    let run = try portfolio.workspace.save(maker.plan(), of: maker)
    let loaded = try portfolio.workspace.run(run.id)
    let options = portfolio.workspace.reportOptions(language: .en)
    let view = try #require(RouteView(run: run, options: options))
    let rows = Array(0..<run.table.count)
    #expect(RouteView(run: loaded, options: options)?.json(rows) == view.json(rows))
    #expect(loaded.modelFiles.contains { $0.path == "Routes/cn.yaml" })
    #expect(!view.candidates.isEmpty)
    #expect(portfolio.workspace.report(of: loaded, language: .zh).contains("放弃之前的其他出路"))
  }

  @Test func aLateAnnuityKnowsItsLastDay() throws {
    let portfolio = try PlanningPortfolio([
      "rights": """
      right,kind,office,title,filing_day,grant_day,status,status_observed_on,claims,ipc,owners
      P1,invention,CN,Valve,2016-08-02,2019-03-01,annuity-late,2026-11-01,8,F16K1/00,Acme
      P2,invention,CN,Clamp,2016-08-02,2019-03-01,in-force,2026-11-01,8,F16K1/00,Acme

      """
    ])
    let run = portfolio.run
    // Six months from the due day (implementing rules, article 115): 2 February.
    #expect(run.fact(.graceEnd, "P1") == "2027-02-02")
    #expect(run.fact(.graceEnd, "P2") == "notApplicable")
    let planner = try #require(RoutePlanner(run))
    let list = planner.routes(run.row("P1"))
    #expect(list.isInGrace)
    #expect(list.deadline == Portfolio.day("2027-02-02"))
  }

  /// The last safe day is safe only if the open gates turn out not to stand in the way: the day for the other answer
  /// stands beside it wherever a route is recommended.
  @Test func bothDaysAreSaidWhereAGateIsStillAQuestion() throws {
    let portfolio = try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(24, seed: 3), "citations": PlanningPortfolio.citations(24, seed: 3),
    ])
    let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, "5000")])
    let run = portfolio.workspace.preview(maker.plan(), of: maker)
    var asked = 0
    for language in Language.allCases {
      let view = try #require(RouteView(run: run, options: ReportOptions(language: language)))
      for row in view.candidates {
        let list = view.routes(row)
        guard let best = list.best, let last = best.lastSafeDay, let hold = best.safeDayIfGatesHold else {
          continue
        }
        asked += 1
        let said = view.recommendation(list)
        let known = try #require(best.safeDayOnceKnown)
        let tooLate = language == .zh ? "已来不及" : "too late"
        let other = hold >= run.asOf ? hold.iso : known >= run.asOf ? known.iso : tooLate
        #expect(said.contains(last.iso) && said.contains(other), "\(said)")
        #expect(view.obstacles(best, row: row).contains { $0.contains(other) })
        #expect(view.json([row]).contains("\"safeDayIfGatesHold\": \"\(hold.iso)\""))
        #expect(best.firstSafeDay == hold)
      }
    }
    #expect(asked > 0)
  }

  /// Where the days of asking have run out, a gate that is known to stand in the way can still be lifted for some time:
  /// only after that it is too late.
  @Test func aGateFoundSoonerThanUsualCanStillBeLifted() throws {
    let portfolio = try PlanningPortfolio([
      "rights": PlanningPortfolio.rights(24, seed: 3), "citations": PlanningPortfolio.citations(24, seed: 3),
    ])
    let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, "5000")])
    let run = portfolio.workspace.preview(maker.plan(), of: maker)
    let zh = try #require(RouteView(run: run, options: ReportOptions(language: .zh)))
    let en = try #require(RouteView(run: run, options: ReportOptions(language: .en)))
    var inTime = 0
    var late = 0
    for row in zh.candidates {
      let list = zh.routes(row)
      guard let deadline = list.deadline, let known = list.best?.safeDayOnceKnown else { continue }
      // The same with a fee due so soon that a gate known today can just be lifted, or no longer.
      for left in [0, -1] {
        let moved = zh.routes(row, graceEnd: deadline + ((run.asOf - known) + left))
        guard let option = moved.options.first(where: { $0.route.id == list.best?.route.id }),
          let day = option.safeDayOnceKnown, day == run.asOf + left, option.canBeTaken,
          let hold = option.safeDayIfGatesHold, let last = option.lastSafeDay, hold < run.asOf
        else { continue }
        let said = zh.obstacles(option, row: row).joined()
        let saidInEnglish = en.obstacles(option, row: row).joined()
        if left == 0 {
          inTime += 1
          #expect(said.contains("最迟 \(day.iso) 查明并启动，否则先缴费"), "\(said)")
          #expect(saidInEnglish.contains("known and begun by \(day.iso), else pay first"), "\(saidInEnglish)")
          #expect(option.dayToBegin(run.asOf) == min(day, last))
        } else {
          late += 1
          #expect(said.contains("已来不及") && saidInEnglish.contains("too late: pay first"), "\(said)")
          #expect(option.dayToBegin(run.asOf) == last)
        }
      }
    }
    #expect(inTime > 0 && late > 0)
  }
}
