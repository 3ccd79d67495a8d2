import PortfolioCore
import PortfolioReview
import Reporting
import TestSupport
import Testing
import Winnow

/// The working list of a run with a plan: the day from which a candidate is let go goes out and comes back.
@Suite struct WorkingListDayTests {
  private let portfolio: PlanningPortfolio
  private let run: ReviewRun

  /// `N1`, `U1` and `L1` are listed to be let go by a plan that begins in 2027. The next fee of `N1` falls due on 2026-11-25, before
  /// the plan; that of `U1` of 2026-04-20 has no payment on record; `L1` is late by the register since 2026-04-15. `E1`
  /// ends before a fee of the plan falls due, and its last one has no payment on record. `P1` is paid.
  init() throws {
    let states = ["L1,annuity-late,2019-04-15", "U1,in-force,2019-04-20", "N1,in-force,2019-11-25"]
    let rights =
      "right,kind,office,title,filing_day,grant_day,status,status_observed_on,claims,independent_claims,ipc,owners\n"
      + (states + ["P1,in-force,2019-04-25", "E1,in-force,2017-04-20"]).map { line -> String in
        let parts = line.split(separator: ",")
        return
          "\(parts[0]),utility-model,CN,T,\(parts[2]),2019-12-20,\(parts[1]),2026-06-30,10,1,B61F5/30,Acme\n"
      }.joined()
    let citations =
      "right,observed_on,forward,forward_self,backward,non_patent,family_size\n"
      + ["L1", "U1", "P1", "N1", "E1"].map { "\($0),2026-06-30,5,0,4,1,1\n" }.joined()
    portfolio = try PlanningPortfolio(
      [
        "rights": rights, "citations": citations,
        "payments": "right,fee_year,paid_day,amount\nP1,8,2026-04-01,1200.00\n",
      ], asOf: "2026-06-30")
    let scenario = try portfolio.scenario(
      "extends: spend-the-budget\ndrop: [{id: x, title: {zh: 甲, en: a}, numbers: [N1, U1, L1]}]\n")
    let maker = try portfolio.maker(scenario, budgets: [(2027, "999999")])
    run = portfolio.workspace.preview(maker.plan(), of: maker)
  }

  /// The working list, with some decisions filled in, and its cells by number and head.
  private func list(
    _ language: Language, _ decisions: [String: DisposalAction] = [:], decidedOn: String = "2026-07-01",
    effective: [String: CalendarDay] = [:]
  ) throws -> (path: String, cells: [String: [String: SheetCell]]) {
    var book = ReviewWorkbook.make(run: run, options: ReportOptions(language: language))
    var found: [String: [String: SheetCell]] = [:]
    let day = Portfolio.day(decidedOn)
    for (index, block) in book.sheets[1].blocks.enumerated() {
      guard case .table(var table) = block else { continue }
      let heads = table.columns.map(\.title)
      func place(_ column: DecisionColumn) throws -> Int {
        try #require(heads.firstIndex(of: column.title.text(language)))
      }
      let (decision, from) = (try place(.decision), try place(.effective))
      let (by, on, why) = (try place(.decidedBy), try place(.decidedOn), try place(.reason))
      let rows = table.row
      let filled = (0..<table.rowCount).map { row -> [SheetCell] in
        var cells = rows(row)
        guard case .text(let number) = cells[0] else { return cells }
        found[number] = Dictionary(zip(heads, cells), uniquingKeysWith: { first, _ in first })
        guard let action = decisions[number] else { return cells }
        cells[decision] = .text(action.title.text(language))
        if let other = effective[number] { cells[from] = .day(other) }
        cells[by] = .text("Wang")
        cells[on] = .day(day)
        cells[why] = .text("as discussed")
        return cells
      }
      table.row = { filled[$0] }
      book.sheets[1].blocks[index] = .table(table)
    }
    let path = portfolio.folder.file("list-\(language.rawValue).xlsx")
    try XLSXWriter.make(book, at: path)
    return (path, found)
  }

  private func read(_ path: String) throws -> [String: CalendarDay?] {
    let file = try portfolio.workspace.decisions(
      inFile: path, on: run, by: nil, role: "IP", day: Portfolio.day("2027-12-01"))
    #expect(file.problems.isEmpty, "\(file.problems.map(\.message.en))")
    return Dictionary(
      uniqueKeysWithValues: file.requests.map { (run.table.text("number", $0.row), $0.effective) })
  }

  @Test(arguments: Language.allCases)
  func candidatesCarryTheDayOfThePlan(_ language: Language) throws {
    let cells = try list(language).cells
    func cell(_ number: String, _ zh: String, _ en: String) -> SheetCell? {
      cells[number]?[language == .zh ? zh : en]
    }
    let planned = Portfolio.day("2027-11-25")
    #expect(cell("N1", "生效日", "Effective from") == .day(planned))
    #expect(cell("N1", "不再缴费的期限", "Due day not paid") == .day(planned))
    #expect(cell("N1", "逾期最迟补缴", "Payable until") == .empty)
    #expect(cell("U1", "生效日", "Effective from") == .day(Portfolio.day("2027-04-20")))
    #expect(cell("U1", "逾期最迟补缴", "Payable until") == .day(Portfolio.day("2026-10-20")))
    // Its day has passed: it is let go at once.
    #expect(cell("L1", "生效日", "Effective from") == .empty)
    #expect(cell("L1", "不再缴费的期限", "Due day not paid") == .day(Portfolio.day("2026-04-15")))
    #expect(cell("L1", "逾期最迟补缴", "Payable until") == .day(Portfolio.day("2026-10-15")))
    #expect(cell("P1", "生效日", "Effective from") == .empty)
    guard case .text(let taken)? = cell("U1", "宽限期内未缴", "Late, in grace") else {
      Issue.record("U1 says nothing of its fee")
      return
    }
    #expect(taken.contains("2026-10-20") && taken.contains("1,320"), "\(taken)")
  }

  @Test(arguments: Language.allCases)
  func theDayComesBackWithTheDecision(_ language: Language) throws {
    let path = try list(language, ["N1": .letLapse, "U1": .keep, "L1": .letLapse]).path
    let expected: [String: CalendarDay?] = ["N1": Portfolio.day("2027-11-25"), "U1": nil, "L1": nil]
    #expect(try read(path) == expected)
  }

  /// A day that a person wrote is theirs; the plan's day says nothing once it has passed.
  @Test func whatAPersonWroteIsTaken() throws {
    let other = Portfolio.day("2027-01-31")
    let path = try list(.en, ["N1": .letLapse, "U1": .keep], effective: ["N1": other, "U1": other]).path
    let own: [String: CalendarDay?] = ["N1": other, "U1": other]
    #expect(try read(path) == own)
    let late = try list(.zh, ["N1": .letLapse], decidedOn: "2027-11-30").path
    let atOnce: [String: CalendarDay?] = ["N1": nil]
    #expect(try read(late) == atOnce)
  }

  /// A declaration holds from the plan's day as a lapse does; every day that is not taken is told with its row.
  @Test func aDayIsDroppedOnlyWithAWord() throws {
    func aside(_ action: DisposalAction, decidedOn: String = "2026-07-01") throws -> (
      effective: [String: CalendarDay?], told: [DayLeftAside]
    ) {
      let path = try list(.en, ["N1": action], decidedOn: decidedOn).path
      let file = try portfolio.workspace.decisions(
        inFile: path, on: run, by: nil, role: "IP", day: Portfolio.day("2027-12-01"))
      return (try read(path), file.leftAside)
    }
    let planned = Portfolio.day("2027-11-25")
    let taken: [String: CalendarDay?] = ["N1": planned]
    let dropped: [String: CalendarDay?] = ["N1": nil]
    let given = try aside(.abandon)
    #expect(given.effective == taken && given.told.isEmpty)
    let kept = try aside(.keep)
    #expect(kept.effective == dropped && kept.told.map(\.day) == [planned])
    #expect(kept.told.first?.place.line != nil)
    #expect(kept.told.first?.sentence.en.hasPrefix("N1 (row ") == true)
    #expect(kept.told.first?.sentence.zh.contains("未采用") == true)
    let late = try aside(.abandon, decidedOn: "2027-11-30")
    #expect(late.effective == dropped)
    #expect(late.told.first?.sentence.en.contains("had passed by the day of the decision") == true)
  }

  @Test func aDayThatCannotBeReadIsTold() throws {
    let path = try portfolio.folder.write(
      "back.csv",
      "number,decision,effective from,decided by,decided on,reason for the decision\nN1,let lapse,soon,Li,2026-07-01,why\n"
    )
    let file = try portfolio.workspace.decisions(
      inFile: path, on: run, by: nil, role: "IP", day: Portfolio.day("2026-07-01"))
    #expect(file.problems.contains { $0.code == .incompleteDecision && $0.place?.column == "effective from" })
  }

  // MARK: Fees taken as paid

  /// Every row of such a right says what comes first, and no route is begun after the last day to pay.
  @Test(arguments: Language.allCases)
  func whatIsTakenAsPaidIsSaidOfEachRight(_ language: Language) throws {
    let row = run.row("U1")
    let view = try #require(PlanView(run: run, options: ReportOptions(language: language)))
    let says =
      language == .zh ? "方案视 2026-04-20 到期的费用为已缴" : "The plan takes the fee due on 2026-04-20 as paid"
    #expect(view.sentences(of: row).contains { $0.contains(says) && $0.contains("2026-10-20") })
    #expect(!view.sentences(of: run.row("N1")).contains { $0.contains(says) })
    let json = view.json()
    #expect(json.contains("\"feeTakenAsPaid\"") && json.contains("\"toPay\": \"1320.00\""))
    let csv = String(decoding: view.csv(), as: UTF8.self)
    #expect(csv.contains("2026-04-20,2026-10-20,1320.00,,no-payment-on-record"))
    #expect(csv.contains(",register\r\n"))
    let page = HTMLReport.render(run: run, options: ReportOptions(language: language))
    #expect(page.contains(says))
    let planner = try #require(RoutePlanner(run))
    for option in planner.routes(row).options {
      if let day = option.lastSafeDay { #expect(day <= Portfolio.day("2026-10-20")) }
    }
  }

  /// A right past its due day is never "nothing due", neither in the list nor where the plan counts.
  @Test(arguments: Language.allCases)
  func theListAndThePlanHaveOneWord(_ language: Language) throws {
    let zh = language == .zh
    let word = zh ? "期限已过，未见缴费" : "past due, payment not on record"
    let view = try #require(PlanView(run: run, options: ReportOptions(language: language)))
    #expect(view.word(of: run.row("E1")) == word)
    #expect(try list(language).cells["E1"]?[zh ? "建议" : "Recommendation"] == .text(word))
    #expect(view.summary.contains { $0.hasPrefix(zh ? "不在取舍之列" : "Outside") && $0.contains(word + " 1") })
    #expect(!view.summary.contains { $0.contains(view.word(.nothingDue)) })
  }

  /// Sums of fees say what they leave out.
  @Test(arguments: Language.allCases)
  func sumsSayWhatTheyLeaveOut(_ language: Language) throws {
    let says =
      language == .zh ? "合计未含 2 项权利期限已过而没有缴费记录的费用" : "Not in the sums: fees of 2 rights past their due day"
    let page = HTMLReport.render(run: portfolio.run, options: ReportOptions(language: language))
    #expect(page.contains(says))
    let outlook = try portfolio.workspace.feeOutlook(asOf: Portfolio.day("2026-06-30"))
    let forecast = outlook.forecast(.init(years: 3, dimensions: []))
    #expect(Set(forecast.unrecorded.map(\.row)) == [run.row("U1"), run.row("E1")])
    let text = ForecastView(forecast, language: language, listsYears: true).text(width: nil)
    #expect(text.contains(says) && text.contains("3,520"), "\(text)")
  }
}
