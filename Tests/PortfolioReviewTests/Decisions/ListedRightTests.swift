import PortfolioCore
import PortfolioReview
import TestSupport
import Testing
import Winnow

/// A row of a list decides on the right that whoever filled it in was looking at.
@Suite struct ListedRightTests {
  private static let rights = """
    right,kind,office,title,title_en,filing_day,grant_day,status,unit,owners
    P1,invention,CN,泵阀,Valve of a pump,2019-04-15,2021-12-20,in-force,U1,Acme
    P2,invention,CN,导流泵,Guided pump,2019-04-15,2021-12-20,in-force,U1,Acme
    P3,utility-model,CN,导流泵,Guided pump,2019-04-15,2019-12-20,in-force,U1,Acme
    P4,invention,US,导流泵,Guided pump,2019-10-15,2022-12-20,in-force,U1,Acme
    P5,utility-model,CN,导流泵,Guided pump,2020-04-15,2020-12-20,in-force,U2,Acme
    P6,utility-model,CN,★,,2020-05-15,2020-12-20,in-force,U1,Acme

    """

  private struct Row: CustomTestStringConvertible, Sendable {
    var number: String
    var cells: String
    /// The column that is told, and a part of what is said; nil where nothing is.
    var told: (column: String, part: String)?
    /// Whether it is a conflict that can be accepted, and not a fault.
    var isDoubt = false
    var testDescription: String { "\(number),\(cells)" }
  }

  private static let heads =
    "Number,Title,Kind,Office,Unit,Decision,Decided by,Decided on,Reason for the decision"

  private static let rows: [Row] = [
    Row(number: "P1", cells: "泵阀,,,"), Row(number: "P1", cells: "VALVE  of a pump!,,,"),
    Row(number: "P1", cells: ",,,"), Row(number: "P1", cells: "泵?,,,"),
    Row(number: "P1", cells: "(title withheld),,,"),
    Row(
      number: "P1", cells: "导流泵,,,", told: ("Title", "that of another right (P2, P3, P4 and more), not of P1")
    ),
    Row(number: "P2", cells: "Valve of a pump,,,", told: ("Title", "that of another right (P1), not of P2")),
    // A title of no right of the run may have been put right, shortened or marked.
    Row(number: "P1", cells: "Compressor,,,", told: ("Title", "not that of P1"), isDoubt: true),
    Row(number: "P1", cells: "泵阀（重点）,,,", told: ("Title", "nor of any other right"), isDoubt: true),
    Row(
      number: "P5", cells: "保密,utility-model,CN,Unit one", told: ("Unit", "'Unit two'")),
    // One title for a family: kind, office and unit tell its members apart, in either language or by code.
    Row(number: "P2", cells: "导流泵,invention,CN,Unit one"),
    Row(
      number: "P3", cells: "导流泵,发明,CN,Unit one",
      told: ("Kind", "The kind of the right of this number is 'utility model'")),
    Row(number: "P2", cells: "导流泵,invention,US,Unit one", told: ("Office", "The office of the right")),
    Row(number: "P5", cells: "导流泵,utility-model,CN,Unit one", told: ("Unit", "'Unit two'")),
    // What is no word of the run says nothing, and of a title that is the right's alone the unit is not asked.
    Row(number: "P5", cells: "导流泵,gadget,Mars,Annex"), Row(number: "P1", cells: "泵阀,,,Unit two"),
    // A title without a letter is not compared, unless the row has that of another right.
    Row(number: "P6", cells: "Damper,,,"),
    Row(number: "P6", cells: "泵阀,,,", told: ("Title", "that of another right (P1), not of P6")),
  ]

  @Test(arguments: rows)
  private func aRowOfAnotherRightIsRefused(one: Row) throws {
    let portfolio = try Portfolio()
    try portfolio.take(
      ["units": "unit,parent,name\nU1,,Unit one\nU2,,Unit two\n", "rights": Self.rights], on: "2026-06-30")
    let run = try portfolio.review("2026-06-30")
    let path = try portfolio.folder.write(
      "back.csv", "\(Self.heads)\n\(one.number),\(one.cells),keep,Li,2026-07-01,why\n")
    let file = try portfolio.workspace.decisions(
      inFile: path, on: run, by: nil, role: "", day: Portfolio.day("2026-07-01"))
    let isTaken = one.told == nil || one.isDoubt
    #expect(file.requests.count == (isTaken ? 1 : 0))
    #expect(file.problems.map(\.code) == (isTaken ? [] : [.anotherRight]))
    let doubts = file.requests.flatMap(\.doubts)
    #expect(doubts.map(\.code) == (one.isDoubt ? [.listedOtherwise] : []))
    let told = file.problems + doubts
    #expect(told.compactMap { $0.place?.column } == (one.told.map { [$0.column] } ?? []))
    if let part = one.told?.part {
      let problem = try #require(told.first)
      #expect(problem.message.en.contains(part), "\(problem.message.en)")
      #expect(problem.place?.line == 2 && problem.value == one.number)
      #expect(problem.remedy?.en.contains("empty the cell under") == true)
    }
  }

  /// A doubt is a conflict: shown first, taken with a reason, and on record with the decision.
  @Test func aDoubtIsTakenWithAReason() throws {
    let portfolio = try DecidedPortfolio()
    let path = try portfolio.portfolio.folder.write(
      "back.csv",
      "Number,Title,Decision,Decided by,Decided on,Reason for the decision\nP1,Right one,keep,Li,2026-07-01,why\n"
    )
    let file = try portfolio.workspace.decisions(
      inFile: path, on: portfolio.run, by: nil, role: "", day: DecidedPortfolio.day)
    #expect(file.problems.isEmpty && file.requests.count == 1)
    let told = try portfolio.drafts(file.requests)
    #expect(told.conflicts.map(\.code) == [.listedOtherwise])
    let signature = JournalSignature(actor: "Li", day: DecidedPortfolio.day)
    #expect(throws: ProblemList.self) { try portfolio.workspace.record(told, by: signature) }
    let taken = try portfolio.drafts(file.requests, because: "the title was shortened")
    #expect(taken.decisions.map(\.accepted) == [["DEC024"]])
    #expect(try portfolio.workspace.record(taken, by: signature).count == 1)
  }

  /// Without titles a sorted column of numbers shows by what else the list carries: here the day of the next fee.
  @Test func whatElseTheListCarriesIsComparedWhereTitlesAreMissing() throws {
    let portfolio = try Portfolio()
    try portfolio.take(
      ["units": "unit,parent,name\nU1,,Unit one\nU2,,Unit two\n", "rights": Self.rights], on: "2026-06-30")
    let run = try portfolio.review("2026-06-30")
    let own = try #require(run.table[.nextFeeDay]?.day(run.row("P1")))
    func doubts(_ number: String, _ title: String, _ cells: String) throws -> [Problem] {
      let path = try portfolio.folder.write(
        "back.csv",
        "Number,Title,Grade,Points,Next fee due,Decision,Decided by,Decided on,Reason for the decision\n\(number),\(title),\(cells),keep,Li,2026-07-01,why\n"
      )
      let file = try portfolio.workspace.decisions(
        inFile: path, on: run, by: nil, role: "", day: Portfolio.day("2026-07-01"))
      #expect(file.problems.isEmpty)
      return file.requests.flatMap(\.doubts)
    }
    #expect(try doubts("P1", "", ",,\(own.iso)").isEmpty)
    let other = try #require(try doubts("P1", "", ",,\((own + 30).iso)").first)
    #expect(other.code == .listedOtherwise && other.place?.column == "Next fee due")
    #expect(other.message.en.contains("'\(own.iso)'"))
    #expect(try doubts("P1", "", "no such grade,,").map(\.place?.column) == ["Grade"])
    // A title that is the right's alone tells enough.
    #expect(try doubts("P1", "泵阀", "no such grade,,\((own + 30).iso)").isEmpty)
  }

  /// The numbers of a list sorted without the rest of it: no row of it is taken.
  @Test func aListWithOneColumnSortedIsRefused() throws {
    let portfolio = try DecidedPortfolio()
    var text = "号码,名称,决定,决定人,决定日,决定理由\n"
    for (number, title) in [("P6", "Right 1"), ("P5", "Right 2"), ("P2", "Right 5"), ("P1", "Right 6")] {
      text += "\(number),\(title),不再缴费,王某,2026-07-01,无用\n"
    }
    let path = try portfolio.portfolio.folder.write("back.csv", text)
    let file = try portfolio.workspace.decisions(
      inFile: path, on: portfolio.run, by: nil, role: "", day: DecidedPortfolio.day)
    #expect(file.requests.isEmpty)
    #expect(file.problems.map(\.code) == Array(repeating: .anotherRight, count: 4))
    #expect(file.problems.map(\.place?.column) == Array(repeating: "名称", count: 4))
    #expect(file.problems[0].message.zh == "这一行的名称是另一项权利的（P1），不是 P6 的：究竟指哪一项？")
  }
}
