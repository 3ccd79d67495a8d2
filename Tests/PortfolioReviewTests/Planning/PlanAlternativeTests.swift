import Foundation
import PortfolioCore
import PortfolioReview
import TestSupport
import Testing
import Winnow

/// What a margin is reckoned against, and what a right in its grace period owes.
@Suite struct PlanAlternativeTests {
  /// Inventions of six years: all are judged, and all have a fee in every year of the plan.
  private static func portfolio(_ count: Int) throws -> PlanningPortfolio {
    var rights =
      "right,kind,office,title,filing_day,grant_day,status,status_observed_on,claims,independent_claims,ipc,owners\n"
    var citations = "right,observed_on,forward,forward_self,backward,non_patent,family_size\n"
    for index in 0..<count {
      let day = String(format: "%02d-15", 1 + index % 12)
      rights +=
        "R\(index),invention,CN,Title \(index),\(2015 + index % 6)-\(day),\(2017 + index % 6)-\(day),in-force,2026-06-30,\(1 + index % 30),\(1 + index % 3),B61F5/30,Acme\n"
      citations += "R\(index),2026-06-30,\(index % 25),0,\(index % 12),\(index % 4),1\n"
    }
    return try PlanningPortfolio(["rights": rights, "citations": citations])
  }

  /// With one year there is one way to let go.
  @Test func withOneYearItIsTheNextDueDay() throws {
    let plan = try Self.portfolio(24).plan("spend-the-budget", budgets: [(2027, "20000")])
    let decided = plan.actions.indices.filter { plan.hasMargin[$0] }
    #expect(!decided.isEmpty)
    for row in decided {
      #expect(plan.alternative(row) == .nextDueDay)
      #expect(plan.netOverLettingGo(row) == plan.marginNet[row])
      #expect(plan.marginOverLettingGo(row) == plan.margin(row))
    }
    for row in plan.actions.indices where !plan.hasMargin[row] { #expect(plan.alternative(row) == nil) }
  }

  /// Where the first year costs nothing elsewhere, to keep a right that year and let it go then is better than to let
  /// it go at once: that is what the margin is reckoned against, and it is said.
  @Test func aLaterYearIsNamed() throws {
    let portfolio = try Self.portfolio(24)
    let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, "999999"), (2028, "20000")])
    let plan = maker.plan()
    let run = portfolio.workspace.preview(plan, of: maker)
    let later = plan.actions.indices.filter { plan.alternative($0) == .keptThrough(2027) }
    try #require(!later.isEmpty)
    for row in later {
      #expect(plan.fee(row, 2027) != 0)
      let net = try #require(plan.netOverLettingGo(row))
      // Added up from the lines of the plan.
      #expect(net == plan.marginNet[row] + plan.net(row, 2027))
      let over = try #require(plan.marginOverLettingGo(row))
      #expect(over >= plan.margin(row) ?? .max, "the best way to let go is no worse than another")
    }
    let row = later[0]
    let zh = try #require(PlanView(run: run, options: ReportOptions(language: .zh)))
    let said = zh.sentences(of: row).joined(separator: "\n")
    #expect(said.contains("保留与留到 2027 年再放弃之差") && said.contains("与下一缴费日就放弃相比"), "\(said)")
    let en = try #require(PlanView(run: run, options: ReportOptions(language: .en)))
    #expect(en.sentences(of: row).contains { $0.hasPrefix("Against letting go at the next due day: ") })
    #expect(en.json().contains("\"marginAgainst\": \"2027\""))
    let head = String(decoding: en.csv(), as: UTF8.self).prefix { $0 != "\n" && $0 != "\r\n" }
    #expect(head.contains("margin_against,net_over_next_due_day,margin_over_next_due_day"))
  }

  // MARK: Late fees

  /// A utility model filed on 2019-04-15: on 2026-06-30 its annuity of CNY 1,200 is late with a surcharge of 10 %, to be
  /// paid by 2026-10-15; that of 2027 is CNY 2,000.
  private static func late(_ more: [String: String] = [:], isLate: Bool = true) throws -> PlanningPortfolio {
    let status = isLate ? "annuity-late" : "in-force"
    var tables = [
      "rights": PlanningPortfolio.rights(6, seed: 3)
        + "L1,utility-model,CN,Late,2019-04-15,2019-12-20,\(status),2026-06-30,10,1,B61F5/30,,Acme\n",
      "citations": PlanningPortfolio.citations(6, seed: 3) + "L1,2026-06-30,5,0,4,1,1\n",
    ]
    for (name, text) in more { tables[name] = text }
    return try PlanningPortfolio(tables, asOf: "2026-06-30")
  }

  @Test func aLateFeeIsPaidBeforeThePlanAndOnce() throws {
    let portfolio = try Self.late()
    let row = portfolio.run.row("L1")
    let plan = try portfolio.plan("spend-the-budget", budgets: [(2027, "999999")])
    #expect(plan.fee(row, 2027) == 200_000)
    #expect(plan.fee(row, 2028) == 200_000)
    let late = try #require(plan.lateFee(row))
    #expect(late.due == Portfolio.day("2026-04-15") && late.lastDay == Portfolio.day("2026-10-15"))
    #expect(late.amount == 132_000 && late.surcharge == 12_000 && late.payment == .beforePlan)
    // The same right without the late fee is worth so much more to keep.
    let punctual = try Self.late(isLate: false)
    let other = try punctual.plan("spend-the-budget", budgets: [(2027, "999999")])
    // From 2026-06-30 to 2027-04-15: what the late fee buys, at the worth of 2027.
    let bought = Double(plan.worth[row * plan.head.yearCount]) * 289 / 365.25
    let less = other.net(punctual.run.row("L1"), 2027) - plan.net(row, 2027)
    #expect(abs(Double(less) - (1_320 - bought)) <= 1 && bought > 0, "\(less) \(bought)")
    #expect(plan.head.lateFees?.count == 1 && plan.head.lateRights == 1)
    // It is not taken as paid before: what the others owe until then is as without it.
    let others = try PlanningPortfolio(
      [
        "rights": PlanningPortfolio.rights(6, seed: 3), "citations": PlanningPortfolio.citations(6, seed: 3),
      ], asOf: "2026-06-30"
    ).plan("spend-the-budget", budgets: [(2027, "999999")])
    #expect(plan.head.feesBeforePlan == others.head.feesBeforePlan)
    let ledger = PlanLedger(plan).years[0]
    var paid: Int64 = 0
    for right in plan.actions.indices where plan.pays(right, 2027) { paid += plan.fee(right, 2027) }
    #expect(ledger.spend == paid)
  }

  /// Once its grace is over nothing can be paid for it: it is no right in its grace period, and whoever reads the plan is
  /// sent to the register.
  @Test(arguments: Language.allCases)
  func aLateFeePastItsGraceIsNoneInGrace(_ language: Language) throws {
    let portfolio = try PlanningPortfolio(
      [
        "rights": PlanningPortfolio.rights(6, seed: 3)
          + "L1,utility-model,CN,Late,2019-04-15,2019-12-20,annuity-late,2026-06-30,10,1,B61F5/30,,Acme\n",
        "citations": PlanningPortfolio.citations(6, seed: 3) + "L1,2026-06-30,5,0,4,1,1\n",
      ], asOf: "2026-11-20")
    let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, "999999")])
    let plan = maker.plan()
    let row = portfolio.run.row("L1")
    #expect(plan.head.lateRights == 0 && plan.lateFee(row) == nil)
    #expect(plan.pastGrace(row)?.lastDay == Portfolio.day("2026-10-15"))
    let run = portfolio.workspace.preview(plan, of: maker)
    let view = try #require(PlanView(run: run, options: ReportOptions(language: language)))
    let said = view.sentences(of: row).joined(separator: "\n")
    #expect(said.contains(language == .zh ? "可能已终止，先查登记簿" : "probably lapsed, look in the register first"))
  }

  @Test func aLateCandidateHasItsOpenDueDay() throws {
    let portfolio = try Self.late()
    let row = portfolio.run.row("L1")
    let scenario = try portfolio.scenario(
      "extends: spend-the-budget\ndrop: [{id: d, title: {zh: 甲, en: a}, numbers: [L1]}]\n")
    let maker = try portfolio.maker(scenario, budgets: [(2027, "999999")])
    let plan = maker.plan()
    try #require(plan.actions[row] == .listedToLapse)
    #expect(plan.lapseDay(row) == Portfolio.day("2026-04-15"))
    #expect(plan.lastDayToPay(row) == Portfolio.day("2026-10-15"))
    #expect(PlanLedger(plan).years[0].saved == 200_000)
    #expect(plan.lateFeesBeforePlan.paid == 0 && plan.lateFeesBeforePlan.spared == 132_000)
    let run = portfolio.workspace.preview(plan, of: maker)
    let view = try #require(PlanView(run: run, options: ReportOptions(language: .en)))
    let said = view.sentences(of: row).joined(separator: "\n")
    #expect(said.contains("2026-04-15") && said.contains("2026-10-15"), "\(said)")
    #expect(said.contains("1,320") && said.contains("120"), "\(said)")
    #expect(view.json().contains("\"lastDay\": \"2026-10-15\""))
    // Ways out are begun before the grace period ends, not before the next year's due day.
    let routes = try #require(RouteView(run: run, options: ReportOptions(language: .en))).routes(row)
    #expect(routes.deadline == Portfolio.day("2026-10-15") && routes.isInGrace)
  }

  /// A day means one thing in a column, the sum owed stands on the slide, and what a late fee buys is said.
  @Test func lateFeesAreToldInEveryForm() throws {
    let portfolio = try Self.late()
    let row = portfolio.run.row("L1")
    let scenario = try portfolio.scenario(
      "extends: spend-the-budget\ndrop: [{id: d, title: {zh: 甲, en: a}, numbers: [L1]}]\n")
    let maker = try portfolio.maker(scenario, budgets: [(2027, "999999")])
    let plan = maker.plan()
    try #require(plan.lateFeeLetGo(row) != nil)
    let run = portfolio.workspace.preview(plan, of: maker)
    var options = ReportOptions(language: .en)
    let view = try #require(PlanView(run: run, options: options))
    #expect(view.sentences(of: row).contains { $0.contains("buys the right until its due day of 2027") })
    let json = ReportData.json(run: run, options: options)
    #expect(json.contains("\"due day not paid\"") && json.contains("\"end of grace, late\""))
    let csv = String(
      decoding: try #require(RouteView(run: run, options: options)).csv([row]), as: UTF8.self)
    #expect(csv.contains(",estimate_standing,deadline_is,safe_day_if_gates_hold\r\n"))
    #expect(csv.contains(",end-of-grace,"))
    // A report as text has every page, the plan with its candidates among them.
    let text = ReportPagesText.render(run: run, options: options)
    #expect(text.contains("\nPlan of renewals") && text.contains("\nCandidates to let lapse"))
    #expect(text.contains("L1") && text.contains("to pay now"))
    #expect(!text.contains("\u{1B}"))
    options.page = .summary
    let slide = HTMLReport.render(run: run, options: options)
    #expect(slide.contains("Owed in grace (rights: 1)") && slide.contains("<b>CNY 1,320</b>"))
  }

  /// In a plan of the as-of day's own year it is one of that year's fees.
  @Test func aLateFeeOfTheFirstYearIsPaidOutOfItsBudget() throws {
    let portfolio = try Self.late()
    let row = portfolio.run.row("L1")
    let plan = try portfolio.plan("spend-the-budget", budgets: [(2026, "999999")])
    #expect(plan.fee(row, 2026) == 132_000)
    #expect(plan.lateFee(row)?.payment == .firstYear)
    #expect(plan.lateFeesBeforePlan.paid == 0 && plan.lateFeesBeforePlan.spared == 0)
  }

  /// A tie that outlasts the late due day asks for the late fee; the next fee falls due after its end and is decided.
  @Test func aTieAsksForTheLateFee() throws {
    let portfolio = try Self.late([
      "licences":
        "licence,right,direction,type,from_day,to_day,keep_in_force\nL1,L1,out,ordinary,2024-01-01,2027-02-01,yes\n"
    ])
    let row = portfolio.run.row("L1")
    let plan = try portfolio.plan("spend-the-budget", budgets: [(2027, "999999")])
    #expect(plan.actions[row] == .keep)
    #expect(plan.lateFee(row)?.payment == .tied)
    let tight = try portfolio.plan("spend-the-budget", budgets: [(2027, "0")])
    try #require(tight.actions[row] == .letLapse)
    #expect(tight.lateFeeLetGo(row) == nil)
    #expect(tight.lapseDay(row) == Portfolio.day("2027-04-15"))
    #expect(tight.lateFeesBeforePlan.paid == 132_000 && tight.lateFeesBeforePlan.spared == 0)
  }

  // MARK: Every form has every candidate

  @Test func noFormCutsTheCandidates() throws {
    let portfolio = try Self.portfolio(340)
    let maker = try portfolio.maker("spend-the-budget", budgets: [(2027, "10000")])
    let plan = maker.plan()
    let run = portfolio.workspace.preview(plan, of: maker)
    let gone = plan.actions.indices.filter { plan.actions[$0].letsGo }
    try #require(gone.count > 300)
    let options = ReportOptions(language: .en)
    let numbers = Set(gone.map { run.table.text("number", $0) })
    // The workbook: a sheet of their own, with days and money as values.
    let book = ReviewWorkbook.make(run: run, options: options)
    let sheet = try #require(book.sheets.first { $0.name == "Candidates to let lapse" })
    var listed: SheetTable?
    for case .table(let table) in sheet.blocks where table.rowCount == gone.count { listed = table }
    let table = try #require(listed)
    #expect(table.isList)
    let due = try #require(table.columns.firstIndex { $0.title == "due day" })
    let saved = try #require(table.columns.firstIndex { $0.title.hasPrefix("saved") })
    let margin = try #require(table.columns.firstIndex { $0.title.hasPrefix("margin") })
    var found: Set<String> = []
    for index in 0..<table.rowCount {
      let row = table.row(index)
      if case .text(let number) = row[0] { found.insert(number) }
      guard case .day = row[due], case .money = row[saved], case .integer = row[margin] else {
        Issue.record("not typed: \(row)")
        break
      }
    }
    #expect(found == numbers)
    // The data.
    let json = ReportData.json(run: run, options: options)
    let start = try #require(json.range(of: "\"plan-candidates-table\""))
    let end = json.range(of: "\"plan-near\"", range: start.upperBound..<json.endIndex)?.lowerBound
    let part = json[start.upperBound..<(end ?? json.endIndex)]
    #expect(numbers.allSatisfy { part.contains("\"\($0)\"") })
    // The page: all of them, the last ones unpacked on demand.
    let page = HTMLReport.render(run: run, options: options)
    #expect(page.contains("<noscript data-rows=\"plan-candidates-table\" data-total=\"\(gone.count)\">"))
    // The list of rights beside the plan.
    let csv = String(decoding: ReportData.csv(run: run, options: options), as: UTF8.self)
    #expect(csv.contains("Recommendation,Kept through,Due day not paid"))
    #expect(csv.split(separator: "\r\n").filter { $0.contains("candidate to let lapse") }.count == gone.count)
  }
}
