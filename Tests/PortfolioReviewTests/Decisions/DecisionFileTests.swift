import PortfolioCore
import PortfolioReview
import Reporting
import TestSupport
import Testing
import Winnow

/// Work lists go out as workbooks and come back with decisions.
@Suite struct DecisionFileTests {
  /// A work list of a cycle with the decisions of some rights filled in.
  private static func filled(
    _ portfolio: DecidedPortfolio, _ language: Language, _ decisions: [String: DisposalAction]
  ) throws -> String {
    let cycle = try portfolio.workspace.openCycle(
      "2027-\(language.rawValue)", year: 2027, run: portfolio.run, rows: Array(0..<6), scope: "", due: nil,
      by: JournalSignature(actor: "Li", day: DecidedPortfolio.day))
    var book = portfolio.workspace.workList(
      of: cycle, run: portfolio.run, unit: "Unit one", language: language)
    let day = Portfolio.day("2026-06-30")
    for (index, block) in book.sheets[0].blocks.enumerated() {
      guard case .table(var table) = block else { continue }
      let rows = table.row
      table.row = { index in
        var cells = rows(index)
        guard case .text(let number) = cells[0], let action = decisions[number] else { return cells }
        let place = cells.count - 5
        cells[place] = .text(action.title.text(language))
        if action.hasTaker { cells[place + 1] = .text(language == .zh ? "是" : "yes") }
        cells[place + 2] = .text("Wang")
        cells[place + 3] = .day(day)
        cells[place + 4] = .text("as discussed")
        return cells
      }
      book.sheets[0].blocks[index] = .table(table)
    }
    let path = portfolio.portfolio.folder.file("list-\(language.rawValue).xlsx")
    try XLSXWriter.make(book, at: path)
    return path
  }

  @Test(arguments: Language.allCases)
  func aWorkbookComesBackAsItWasFilledIn(_ language: Language) throws {
    let portfolio = try DecidedPortfolio()
    let path = try DecisionFileTests.filled(
      portfolio, language, ["P1": .keep, "P4": .giveToInventors, "P6": .openLicence])
    let file = try portfolio.workspace.decisions(
      inFile: path, on: portfolio.run, by: nil, role: "unit", day: DecidedPortfolio.day)
    let requests = file.requests
    #expect(file.problems.isEmpty)
    #expect(
      file.origin
        == WorkingListOrigin(
          run: portfolio.run.id, cycle: "2027-\(language.rawValue)",
          data: String(portfolio.run.snapshotHash.prefix(16)), unit: "Unit one"))
    #expect(requests.map { portfolio.run.table.text("number", $0.row) } == ["P1", "P4", "P6"])
    #expect(requests.map(\.action) == [.keep, .giveToInventors, .openLicence])
    #expect(requests.map(\.abroad) == [nil, true, nil])
    #expect(requests.allSatisfy { $0.decidedBy == "Wang" && $0.reason == "as discussed" })
    #expect(requests.allSatisfy { $0.day == Portfolio.day("2026-06-30") && $0.role == "unit" })
    // P3 has ended and is not on the list.
    #expect(file.open == 2)
  }

  @Test func everyFaultOfAListIsToldWithItsLine() throws {
    let portfolio = try DecidedPortfolio()
    let path = try portfolio.portfolio.folder.write(
      "back.csv",
      "号码,决定,决定人,决定日,决定理由\nP1,保留,王某,2026-07-01,在用\nP77,保留,王某,2026-07-01,在用\nP4,扔掉,王某,2026-07-01,无用\nP5,,王某,,未定\nP6,保留,王某,夏天,在用\n"
    )
    let file = try portfolio.workspace.decisions(
      inFile: path, on: portfolio.run, by: nil, role: "", day: DecidedPortfolio.day)
    let problems = file.problems
    // The good row is read all the same, so that what speaks against it is told at once.
    #expect(file.requests.map { portfolio.run.table.text("number", $0.row) } == ["P1"])
    #expect(problems.map(\.place?.line) == [3, 4, 5, 6])
    #expect(
      problems.map(\.code) == [.noSuchRight, .incompleteDecision, .incompleteDecision, .incompleteDecision])
    #expect(problems.allSatisfy { $0.place?.file == "back.csv" })
  }

  /// What a row leaves open, the caller says.
  @Test func theCallerSaysWhatARowLeavesOpen() throws {
    let portfolio = try DecidedPortfolio()
    let path = try portfolio.portfolio.folder.write(
      "back.csv", "number,decision,decided by,decided on,reason for the decision\nP1,keep,,,\n")
    let file = try portfolio.workspace.decisions(
      inFile: path, on: portfolio.run, by: "Board", role: "", day: DecidedPortfolio.day,
      reasonCode: "in-use", reason: "as listed")
    let requests = file.requests
    #expect(file.origin == WorkingListOrigin())
    #expect(requests.map(\.decidedBy) == ["Board"])
    #expect(requests.map(\.reason) == ["as listed"])
    #expect(requests.map(\.reasonCode) == ["in-use"])
    #expect(requests.map(\.day) == [DecidedPortfolio.day])
  }

  /// Faults name the columns as the file spells them.
  @Test func faultsNameTheColumnsOfTheFile() throws {
    let portfolio = try DecidedPortfolio()
    let path = try portfolio.portfolio.folder.write(
      "back.csv",
      "Number,Decision,Decided by,Decided on,Reason for the decision\nP1,discard,Li,2026-07-01,why\n")
    let file = try portfolio.workspace.decisions(
      inFile: path, on: portfolio.run, by: nil, role: "", day: DecidedPortfolio.day)
    #expect(file.problems.map(\.place?.column) == ["Decision"])
  }

  /// A list that lost a column is told which; a file that never was a list is told what a list has.
  @Test func aLostColumnIsNamed() throws {
    let portfolio = try DecidedPortfolio()
    func told(_ heads: String) throws -> Problem? {
      let path = try portfolio.portfolio.folder.write("back.csv", "Run,1\n\(heads)\nP1,keep,Li,why\n")
      let error = #expect(throws: ProblemList.self) {
        try portfolio.workspace.decisions(
          inFile: path, on: portfolio.run, by: nil, role: "", day: DecidedPortfolio.day)
      }
      return error?.problems.first
    }
    let lost = try #require(try told("Number,Decision,Decided by,Reason for the decision"))
    #expect(lost.code == .missingColumn && lost.place?.line == 2)
    #expect(lost.value == "决定日 / Decided on")
    let other = try #require(try told("right,kind,office,title"))
    #expect(other.code == .missingColumn && other.place?.line == nil)
    #expect(other.remedy?.en.contains("winnow cycle lists") == true)
  }

  private struct Origin: CustomTestStringConvertible, Sendable {
    var marks: String
    var isConflict: Bool
    var testDescription: String { marks }
  }

  private static let origins = [
    Origin(marks: "Run,1", isConflict: false), Origin(marks: "依据的评审,1", isConflict: false),
    Origin(marks: "", isConflict: false), Origin(marks: "Run,7", isConflict: true),
    Origin(marks: "Review cycle,2030", isConflict: true),
    Origin(marks: "Run,1\nData hash (beginning),0123456789abcdef", isConflict: true),
    Origin(marks: "Run,7\nReview cycle,2030", isConflict: true),
  ]

  /// A list of another run, cycle or store is not read as this one's without a word.
  @Test(arguments: origins)
  private func aListOfAnotherRunIsTold(one: Origin) throws {
    let portfolio = try DecidedPortfolio()
    let path = try portfolio.portfolio.folder.write(
      "back.csv",
      one.marks
        + "\nnumber,decision,decided by,decided on,reason for the decision\nP1,keep,Li,2026-07-01,why\n")
    let file = try portfolio.workspace.decisions(
      inFile: path, on: portfolio.run, by: nil, role: "", day: DecidedPortfolio.day)
    let drafts = try portfolio.workspace.drafts(
      file.requests, on: portfolio.run, day: DecidedPortfolio.day, origin: file.origin)
    #expect(drafts.decisions.count == 1)
    #expect(drafts.conflicts.contains { $0.code == .anotherList } == one.isConflict)
    #expect(drafts.decisions[0].accepted.contains("DEC018") == one.isConflict)
    if one.isConflict {
      #expect(throws: ProblemList.self) {
        try portfolio.workspace.record(drafts, by: JournalSignature(actor: "Li", day: DecidedPortfolio.day))
      }
    }
  }

  private struct Signer: CustomTestStringConvertible, Sendable {
    var marks = ""
    var by = "Wang"
    var says: [String] = []
    var testDescription: String { "\(marks) \(by)" }
  }

  private static let signers = [
    Signer(), Signer(marks: "Unit,Unit one\nReviewer,Wang\n"), Signer(by: "W ang"),
    Signer(by: "Li", says: ["Decided by Li; the rights of 'Unit one' were given to Wang"]),
    Signer(
      marks: "Unit,Unit two\n", says: ["The list is that of the unit 'Unit two'; this right is of 'Unit one'"]
    ),
    Signer(
      marks: "单位,Unit one\n评审人,Zhao\n",
      says: ["The list was written for Zhao; the unit's reviewer is now Wang"]),
    Signer(marks: "Unit,not stated\n", says: ["this right is of 'Unit one'"]),
  ]

  /// Who is asked for a unit is who answers; anybody else is told before it is taken.
  @Test(arguments: signers)
  private func aListOfAnotherReviewerIsTold(one: Signer) throws {
    let portfolio = try DecidedPortfolio()
    let signature = JournalSignature(actor: "Li", day: DecidedPortfolio.day)
    _ = try portfolio.workspace.openCycle(
      "2027", year: 2027, run: portfolio.run, rows: Array(0..<6), scope: "", due: nil, by: signature)
    try portfolio.workspace.store.record(
      [.assignment(CycleAssignment(cycle: "2027", unit: "Unit one", reviewer: "Wang", due: nil))],
      by: signature)
    let cycle = try portfolio.workspace.cycle("2027")
    let path = try portfolio.portfolio.folder.write(
      "back.csv",
      one.marks + "Review cycle,2027\n"
        + "number,decision,decided by,decided on,reason for the decision\nP1,keep,\(one.by),2026-07-01,why\n")
    let file = try portfolio.workspace.decisions(
      inFile: path, on: portfolio.run, by: nil, role: "", day: DecidedPortfolio.day)
    let drafts = try portfolio.workspace.drafts(
      file.requests, on: portfolio.run, day: DecidedPortfolio.day, cycle: cycle, origin: file.origin)
    let told = drafts.conflicts.filter { $0.code == .anotherReviewer }.map(\.message.en)
    #expect(told.count == one.says.count)
    // They go into the cycle, named or not: the same is told.
    let unnamed = try portfolio.workspace.drafts(
      file.requests, on: portfolio.run, day: DecidedPortfolio.day, origin: file.origin)
    #expect(unnamed.decisions.map(\.cycle) == ["2027"])
    #expect(unnamed.conflicts.filter { $0.code == .anotherReviewer }.map(\.message.en) == told)
    for (message, part) in zip(told, one.says) { #expect(message.contains(part)) }
  }

  /// No lists of a cycle that is over.
  @Test func aClosedCycleHandsOutNoLists() throws {
    let portfolio = try DecidedPortfolio()
    let signature = JournalSignature(actor: "Li", day: DecidedPortfolio.day)
    _ = try portfolio.workspace.openCycle(
      "2027", year: 2027, run: portfolio.run, rows: Array(0..<6), scope: "", due: nil, by: signature)
    #expect(try portfolio.workspace.openCycle("2027").cycle.name == "2027")
    let day = DecidedPortfolio.day
    try portfolio.workspace.store.record(
      [
        .step(CycleStep(cycle: "2027", step: .frozen, by: "Li", day: day)),
        .minutes(
          CycleMinutes(
            cycle: "2027", body: "Board", day: day, document: "m.json", digest: SHA256Digest(of: "m").hex,
            head: JournalEntry.beginning)),
        .step(CycleStep(cycle: "2027", step: .closed, by: "Li", day: day)),
      ], by: signature)
    let error = #expect(throws: ProblemList.self) { try portfolio.workspace.openCycle("2027") }
    #expect(error?.problems.map(\.code) == [.cycleOutOfOrder])
    #expect(try portfolio.workspace.lastKnownDay() == day)
    // Nor decisions, for whatever reason.
    let late = try portfolio.drafts(
      [portfolio.request("P1", .keep)], cycle: try portfolio.workspace.cycle("2027"), because: "urgent")
    #expect(late.conflicts.isEmpty && late.problems.map(\.code) == [.cycleFrozen])
  }
}
