import Foundation
import PortfolioCore
import PortfolioReview
import TestSupport
import Testing
import Winnow

/// No recommendation to let lapse ever passes a closed gate or an open question.
@Suite struct GatedPlanTests {
  /// A random portfolio as its author knows it. What must stand before each right is read off here, by code that
  /// shares nothing with the gates.
  private struct Story {
    var tables: [String: String] = [:]
    /// Why the right may not lapse without something being done; empty where nothing stands before it.
    var closed: [String: [String]] = [:]
    /// What is not known of it.
    var open: [String: [String]] = [:]
    /// Rights that may not lapse at all.
    var blocked: Set<String> = []

    init(seed: UInt64, count: Int) {
      var dice = SeededGenerator(seed: seed &* 7919)
      func chance(_ percent: UInt64) -> Bool { dice.next() % 100 < percent }
      let numbers = (0..<count).map { "R\($0)" }
      for number in numbers {
        closed[number] = []
        open[number] = []
      }
      // Rights: some with two owners; some utility models with a pending twin.
      var rights = PlanningPortfolio.rights(count, seed: seed).split(separator: "\n").map(String.init)
      for index in 0..<count {
        if chance(20) {
          rights[index + 1] += ";Beta"
          closed[numbers[index]]?.append("co-owner")
        }
        let cells = rights[index + 1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        if cells[1] == "utility-model", chance(30) {
          rights.append(
            "X\(index),invention,CN,\(cells[3]),\(cells[4]),,pending,2026-06-30,,,B61F5/30,,\(cells[12])")
          closed[numbers[index]]?.append("same-day invention")
          blocked.insert(numbers[index])
        }
      }
      tables["rights"] = rights.joined(separator: "\n") + "\n"
      tables["citations"] = PlanningPortfolio.citations(count, seed: seed)
      tables["parties"] = "party,kind\nAcme,enterprise\nBeta,enterprise\n"

      // A register: kept with rows, kept as complete without rows, or not kept at all.
      var complete = "list,day\n"
      func register(
        _ list: String, _ head: String, _ share: UInt64, kept: UInt64 = 80,
        row: (String, inout SeededGenerator) -> (text: String, closes: Bool, blocks: Bool)
      ) -> String? {
        var text = head + "\n"
        // Every other portfolio keeps all its registers, so that some candidates are free of all questions.
        guard seed % 2 == 0 || chance(kept) else {
          for number in numbers { open[number]?.append(list) }
          return nil
        }
        var hasRows = false
        for number in numbers where chance(share) {
          let made = row(number, &dice)
          text += made.text + "\n"
          hasRows = true
          if made.closes { closed[number]?.append(list) }
          if made.blocks { blocked.insert(number) }
        }
        complete += "\(list),2026-06-01\n"
        return hasRows ? text : nil
      }
      func add(_ name: String, _ text: String?) { if let text { tables[name] = text } }
      add(
        "licences",
        register("licences", "licence,right,direction,type,from_day,to_day", 15) { number, dice in
          let isOver = dice.next() % 3 == 0
          let type = ["ordinary", "exclusive", "open", "sole"][Int(dice.next() % 4)]
          return (
            "L-\(number),\(number),out,\(type),2022-01-01,\(isOver ? "2025-12-31" : "2029-12-31")", !isOver,
            false
          )
        })
      add(
        "pledges",
        register("pledges", "pledge,right,from_day,to_day", 10) { number, dice in
          let isOver = dice.next() % 3 == 0
          return ("PL-\(number),\(number),2022-01-01,\(isOver ? "2025-12-31" : "2029-12-31")", !isOver, false)
        })
      add(
        "disputes",
        register("disputes", "dispute,right,type,from_day,to_day", 12) { number, dice in
          let isOver = dice.next() % 3 == 0
          let type = ["infringement", "ownership", "preservation", "other"][Int(dice.next() % 4)]
          let blocks = !isOver && (type == "ownership" || type == "preservation")
          return ("D-\(number),\(number),\(type),2024-01-01,\(isOver ? "2025-12-31" : "")", !isOver, blocks)
        })
      add(
        "declarations",
        register("declarations", "right,body,standard,declared_day", 8) { number, _ in
          ("\(number),Body,S-1,2023-01-01", true, false)
        })
      add(
        "funding",
        register("funding", "right,project,from_day", 10) { number, _ in
          ("\(number),FP-1,2020-01-01", true, false)
        })
      add(
        "product_links",
        register("product_links", "right,product,role,from_day", 20) { number, dice in
          let role = ["core", "supporting", "defensive"][Int(dice.next() % 3)]
          return ("\(number),PR1,\(role),2022-01-01", role != "defensive", false)
        })
      tables["products"] = "product,name\nPR1,Valve\n"
      complete += "agreements,2026-06-01\n"
      var restrictions = "right,kind,day,holds\n"
      for (kind, share) in [
        ("pool", 5), ("cross-licence", 5), ("likely-essential", 5), ("service-invention", 30),
        ("reward-owed", 10),
      ] as [(String, UInt64)] {
        _ = register(kind, "", share, kept: 85) { number, dice in
          let holds = dice.next() % 4 != 0
          restrictions += "\(number),\(kind),2026-05-01,\(holds ? "yes" : "no")\n"
          return ("", holds, false)
        }
      }
      if restrictions.count > 30 { tables["restrictions"] = restrictions }
      complete += "national-interest,2026-06-01\nstate-secret,2026-06-01\n"
      tables["complete_lists"] = complete
      // Inventors asked long ago, or just now.
      var steps = "right,step,day\n"
      for number in numbers where closed[number]?.contains("service-invention") ?? false {
        switch dice.next() % 3 {
        case 0:
          steps += "\(number),offer-to-inventor,2026-06-01\n"
          closed[number]?.removeAll { $0 == "service-invention" }
        case 1: steps += "\(number),offer-to-inventor,2026-11-10\n"
        default: break
        }
      }
      if steps.count > 16 { tables["procedures"] = steps }
    }
  }

  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func nothingIsLetGoPastAGate(seed: UInt64) throws {
    let story = Story(seed: seed, count: 40)
    let portfolio = try PlanningPortfolio(story.tables)
    let run = portfolio.run
    for budget in ["9000", "18000", "30000"] {
      for scenario in ["annual-budget", "spend-the-budget"] {
        let plan = try portfolio.plan(scenario, budgets: [(2027, budget)])
        guard plan.head.value != nil else { continue }
        for row in plan.actions.indices {
          let number = run.table.text("number", row)
          guard let closed = story.closed[number], let open = story.open[number] else { continue }
          let place: Comment =
            "seed \(seed), \(scenario), budget \(budget), \(number): closed \(closed), open \(open)"
          if story.blocked.contains(number) {
            #expect(!plan.actions[row].letsGo, place)
            continue
          }
          guard plan.actions[row].letsGo else {
            #expect(plan.condition(row) == .none, place)
            continue
          }
          let expected: PlanCondition = !closed.isEmpty ? .closed : !open.isEmpty ? .question : .none
          #expect(plan.condition(row) == expected, place)
        }
        let ledger = PlanLedger(plan)
        for year in ledger.years {
          var clear: Int64 = 0
          for row in plan.actions.indices where plan.actions[row].letsGo && !plan.pays(row, year.year) {
            let number = run.table.text("number", row)
            if story.closed[number]?.isEmpty ?? false, story.open[number]?.isEmpty ?? false {
              clear += plan.fee(row, year.year)
            }
          }
          #expect(year.savedClear == clear, "seed \(seed), \(year.year)")
          #expect(year.savedClear + year.savedConditional == year.saved)
        }
      }
    }
  }

  /// A property that is never put to the test proves nothing: over the seeds all three conditions occur.
  @Test func theStoriesHaveCandidatesOfAllConditions() throws {
    var seen: Set<PlanCondition> = []
    for seed: UInt64 in 1...10 where seen.count < 3 {
      let portfolio = try PlanningPortfolio(Story(seed: seed, count: 40).tables)
      let plan = try portfolio.plan("spend-the-budget", budgets: [(2027, "18000")])
      for row in plan.actions.indices where plan.actions[row].letsGo { seen.insert(plan.condition(row)) }
    }
    #expect(seen == [.none, .question, .closed])
  }

  @Test func aBlockingGateKeepsTheRightAndIsItsReason() throws {
    let portfolio = try PlanningPortfolio([
      "rights": """
      right,kind,office,title,filing_day,grant_day,status,status_observed_on,claims,ipc,owners
      P1,invention,CN,Valve,2022-03-02,,pending,2026-06-30,8,F16K1/00,Acme
      U1,utility-model,CN,Valve,2022-03-02,2022-12-01,in-force,2026-06-30,8,F16K1/00,Acme
      U2,utility-model,CN,Clamp,2022-03-02,2022-12-01,in-force,2026-06-30,8,F16K1/00,Acme

      """
    ])
    let maker = try portfolio.maker(budgets: [(2027, "0")])
    // The gate is dearer than the budget: that is said as what it is.
    let none = maker.plan()
    #expect(none.head.status == .infeasible)
    let gate = try #require(none.head.sides?.first { $0.kind == .gate })
    #expect(gate.title.en.hasPrefix("Gate G14") && gate.rights == 1)
    #expect(gate.trial == nil && !gate.helps, "no scenario takes back what a gate forbids")
    let plan = try portfolio.plan(budgets: [(2027, "1300")])
    #expect(portfolio.action(plan, "U1") == .mustKeep)
    #expect(plan.reason(portfolio.run.row("U1"))?.en.hasPrefix("Gate G14") == true)
    #expect(plan.condition(portfolio.run.row("U2")) == .question)
  }

  @Test func aConsentThatEndsBeforeTheLapseIsNoConsent() throws {
    let tables = [
      "rights": """
      right,kind,office,title,filing_day,grant_day,status,status_observed_on,claims,ipc,owners
      P1,utility-model,CN,Valve,2020-03-02,2020-12-01,in-force,2026-06-30,8,F16K1/00,Acme;Beta

      """
    ]
    let portfolio = try PlanningPortfolio(tables)
    let id = portfolio.run.table.rightIDs[0]
    func plan(until end: String?) throws -> (GateState, ReviewRun, PortfolioPlan) {
      let run = try portfolio.workspace.review(
        asOf: Portfolio.day("2026-11-21"), portfolioName: "P",
        gateEvidence: [
          GateEvidence(
            rightID: id, gate: "G1", document: "consent.pdf", recordedBy: "Li",
            day: Portfolio.day("2026-10-01"),
            validTo: end.map(Portfolio.day))
        ])
      let maker = try portfolio.workspace.planMaker(
        for: run, scenario: "spend-the-budget", budgets: [(year: 2027, amount: "0")])
      let plan = maker.plan()
      let gates = try #require(run.gates)
      let gate = try #require(gates.model.gates.firstIndex { $0.id == "G1" })
      return (
        gates.state(gate, 0, .lapse, on: plan.lapseDay(0)), portfolio.workspace.preview(plan, of: maker), plan
      )
    }
    let (open, _, first) = try plan(until: nil)
    #expect(first.actions[0] == .letLapse)
    #expect(first.lapseDay(0) == Portfolio.day("2027-03-02"))
    #expect(open == .lifted)
    #expect(first.condition(0) == .question, "other facts are missing")
    let (ended, run, second) = try plan(until: "2027-03-01")
    #expect(ended == .expired)
    #expect(second.condition(0) == .closed)
    let view = try #require(PlanView(run: run, options: ReportOptions(language: .en)))
    let sentence = try #require(view.sentences(of: 0).first { $0.hasPrefix("Under conditions") })
    #expect(sentence.contains("G1 Co-owners: consent of all co-owners (document ended)"))
    #expect(sentence.hasSuffix("pay if not done by 2027-03-02"))
  }
}
