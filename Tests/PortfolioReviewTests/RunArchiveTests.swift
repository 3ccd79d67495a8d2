import Foundation
import GRDB
import PortfolioCore
import PortfolioReview
import TestSupport
import Testing
import Winnow

@Suite struct RunArchiveTests {
  private static let tables = [
    "rights": """
    right,kind,office,title,filing_day,grant_day,status,status_observed_on,claims,ipc,owners
    P1,invention,CN,转向架 <b>&,2017-03-02,2019-05-07,in-force,2025-06-30,12,B61F5/30,Acme
    P2,utility-model,CN,Clamp,2019-03-02,2019-12-02,lapsed,2025-06-30,8,B61H5/00,Acme
    P3,invention,CN,Sensor,2024-03-20,,pending,2025-06-30,,G01K7/16,
    T1,trademark,CN,Mark,2018-01-02,2019-01-02,in-force,2025-06-30,,,Acme

    """,
    "citations": "right,observed_on,forward\nP1,2025-06-30,5\n",
  ]

  private func portfolio(models: String? = nil) throws -> Portfolio {
    let portfolio = try Portfolio(file: "store.sqlite", models: models)
    try portfolio.take(RunArchiveTests.tables, on: "2025-06-30")
    return portfolio
  }

  private func again(_ portfolio: Portfolio) throws -> Workspace {
    try Workspace.open(at: portfolio.folder.file("store.sqlite"), create: false)
  }

  @Test func aLoadedRunIsTheRunThatWasStored() throws {
    let portfolio = try portfolio()
    let run = try portfolio.review("2025-12-31")
    let loaded = try again(portfolio).run(run.id)
    #expect(loaded.id == run.id)
    #expect(loaded.portfolioName == run.portfolioName)
    #expect(loaded.asOf == run.asOf)
    #expect(loaded.currency == run.currency)
    #expect(loaded.programVersion == run.programVersion)
    #expect(loaded.snapshotHash == run.snapshotHash)
    #expect(loaded.modelFiles.map(\.sha256) == run.modelFiles.map(\.sha256))
    #expect(loaded.modelFiles.map(\.path) == run.modelFiles.map(\.path))
    #expect(loaded.gradingModel.header.id == run.gradingModel.header.id)
    #expect(loaded.table.rightIDs == run.table.rightIDs)
    #expect(loaded.table.texts == run.table.texts)
    #expect(loaded.facts == run.facts)
    #expect(loaded.table.columns.count == run.table.columns.count)
    for (id, column) in run.table.columns {
      let other = try #require(loaded.table[id])
      #expect(other.states == column.states, "\(id.name)")
      #expect("\(other.values)" == "\(column.values)", "\(id.name)")
    }
    #expect(loaded.grades.codes == run.grades.codes)
    #expect(loaded.grades.points == run.grades.points)
    #expect(loaded.grades.low == run.grades.low)
    #expect(loaded.grades.high == run.grades.high)
    #expect(loaded.grades.coverage == run.grades.coverage)
    #expect(loaded.fees == run.fees)
    #expect(loaded.problems == run.problems)
    #expect(loaded.imports == run.imports)
    #expect("\(loaded.unknownImpacts)" == "\(run.unknownImpacts)")
  }

  @Test(arguments: [Language.zh, .en])
  func theReportOfALoadedRunIsTheSameByteForByteWhateverWasImportedSince(language: Language) throws {
    let portfolio = try portfolio()
    let run = try portfolio.review("2025-12-31")
    let original = portfolio.workspace.report(of: run, language: language)
    #expect(original.contains("转向架 &lt;b&gt;&amp;"))
    #expect(try again(portfolio).report(of: again(portfolio).run(run.id), language: language) == original)
    try portfolio.take(
      [
        "rights":
          "right,kind,office,title,filing_day,owners\nP1,invention,CN,Other,2018-01-01,Buyer\nP9,invention,CN,N,2020-01-01,X",
        "citations": "right,observed_on,forward\nP1,2025-06-30,50\nP1,2025-12-01,70",
      ], on: "2025-12-01")
    let later = try portfolio.review("2025-12-31")
    #expect(later.id != run.id)
    let workspace = try again(portfolio)
    #expect(try workspace.report(of: workspace.run(run.id), language: language) == original)
    #expect(try workspace.report(of: workspace.run(), language: language) != original)
  }

  @Test func theSameReviewIsTheSameRunAlsoFromAnotherOpening() throws {
    let portfolio = try portfolio()
    let first = try portfolio.review("2025-12-31")
    let second = try again(portfolio).review(asOf: Portfolio.day("2025-12-31"), portfolioName: "P")
    #expect(second.id == first.id)
    #expect(try portfolio.workspace.runs().count == 1)
    let named = try again(portfolio).review(asOf: Portfolio.day("2025-12-31"), portfolioName: "Q")
    #expect(named.id != first.id)
  }

  @Test func runsThatAreNotThereAreSaid() throws {
    let portfolio = try portfolio()
    for id in [nil, Int64(7)] {
      do {
        _ = try portfolio.workspace.run(id)
        Issue.record("run \(String(describing: id))")
      } catch let list as ProblemList {
        #expect(list.problems.map(\.code.rawValue) == ["STO009"])
      }
    }
  }

  @Test(arguments: [
    "UPDATE column_blob SET bytes = zeroblob(length(bytes))", "UPDATE column_blob SET bytes = x''",
    "UPDATE column_blob SET bytes = substr(bytes, 1, length(bytes) - 1)",
    "UPDATE column_blob SET sha256 = sha256 || '0'", "UPDATE run SET details = '{}'",
    "UPDATE run SET details = json_set(details, '$.yearCount', 9223372036854775807)",
    "UPDATE run SET details = json_set(details, '$.yearCount', -1)",
    "UPDATE run SET currency = 'XXX', details = '[]'",
    "UPDATE model_text SET text = replace(text, 'weight', 'wait')", "UPDATE model_text SET text = ''",
    "UPDATE model_text SET text = text || '# a remark'",
    "DELETE FROM run_column WHERE name = 'grade/points'", "DELETE FROM run_column WHERE name = 'rights'",
    "DELETE FROM run_column WHERE name = 'text/title'", "DELETE FROM run_column WHERE name = 'fact/age'",
    "DELETE FROM run_model",
    "UPDATE run_column SET blob_id = (SELECT blob_id FROM run_column WHERE name = 'grade/codes') WHERE name = 'fee/certainty'",
    "UPDATE run_column SET blob_id = (SELECT blob_id FROM run_column WHERE name = 'grade/codes') WHERE name = 'grade/points'",
    "UPDATE run_column SET blob_id = (SELECT blob_id FROM run_column WHERE name = 'rights') WHERE name = 'fee/reasons'",
  ])
  func aDamagedRunIsRefusedAndNotReported(sql: String) throws {
    let portfolio = try portfolio()
    let run = try portfolio.review("2025-12-31")
    let queue = try DatabaseQueue(path: portfolio.folder.file("store.sqlite"))
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA foreign_keys = OFF")
      try db.execute(sql: sql)
    }
    do {
      let loaded = try again(portfolio).run(run.id)
      // What cannot be told apart must at least make the same report.
      Issue.record("loaded: \(loaded.table.count) rights")
    } catch let list as ProblemList {
      #expect(list.problems.map(\.code.rawValue) == ["STO006"])
    }
  }

  // MARK: Models

  private func overridden(_ folder: TemporaryFolder, _ change: (String) -> String) throws -> String {
    let text = try #require(
      Workspace.catalogue(models: nil).entries.first { $0.header?.id == "bibliographic-screening" }?.file.text
    )
    try folder.write("models/Grading/bibliographic-screening.yaml", change(text))
    return folder.file("models")
  }

  @Test func anotherModelIsAnotherRun() throws {
    let portfolio = try portfolio()
    let first = try portfolio.review("2025-12-31")
    let models = try overridden(portfolio.folder) { $0 + "\n# a remark changes the file and nothing else\n" }
    let workspace = try Workspace.open(
      at: portfolio.folder.file("store.sqlite"), create: false, models: models)
    let second = try workspace.review(asOf: Portfolio.day("2025-12-31"), portfolioName: "P")
    #expect(second.id != first.id)
    #expect(second.snapshotHash == first.snapshotHash)
    #expect(second.gradingModel.header.file.sha256 != first.gradingModel.header.file.sha256)
    // Both are there, each with its own model, whatever models are at hand now.
    #expect(
      try workspace.run(first.id).gradingModel.header.file.sha256 == first.gradingModel.header.file.sha256)
    #expect(try again(portfolio).run(second.id).gradingModel.header.file.text.hasSuffix("nothing else\n"))
    let diff = RunDiff(before: first, after: second)
    #expect(diff.unchanged == 4)
    #expect(diff.moved.isEmpty)
  }

  // MARK: Differences

  private static func many(_ changed: [Int: String] = [:], count: Int = 60) -> String {
    (0..<count).reduce(
      into: "right,kind,office,title,filing_day,grant_day,status,status_observed_on,claims,ipc\n"
    ) { text, index in
      text +=
        changed[index]
        ?? "P\(index),invention,CN,T,2018-01-01,2020-01-01,in-force,2025-06-30,\(index % 30 + 1),B61F5/30\n"
    }
  }

  private func big() throws -> Portfolio {
    let portfolio = try Portfolio(file: "store.sqlite")
    let citations = (0..<60).map { "P\($0),2025-06-30,\($0 % 12)\n" }.joined()
    try portfolio.take(
      ["rights": RunArchiveTests.many(), "citations": "right,observed_on,forward\n" + citations],
      on: "2025-06-30")
    return portfolio
  }

  private func causes(_ diff: RunDiff) -> [String: Set<RunDiff.Cause>] {
    (diff.moved + diff.rescored).reduce(into: [:]) { causes, move in
      causes[diff.after.table.text("number", move.afterRow), default: []].insert(move.cause)
    }
  }

  @Test func aChangedFactIsTheCauseForItsRightAndTheCohortForTheOthers() throws {
    let portfolio = try big()
    let before = try portfolio.review("2025-12-31")
    try portfolio.take(
      ["citations": "right,observed_on,forward\nP0,2025-07-01,500\n"], on: "2025-12-01")
    let diff = RunDiff(before: before, after: try portfolio.review("2025-12-31"))
    let found = causes(diff)
    #expect(found["P0"] == [.data])
    #expect(diff.added.isEmpty && diff.gone.isEmpty)
    let move = (diff.moved + diff.rescored).first { diff.after.table.text("number", $0.afterRow) == "P0" }
    #expect(move?.changedFacts == [.forwardCitations])
    // P0 is no longer below the others.
    #expect(found["P5"] == [.cohort])
    #expect(diff.moved.count + diff.rescored.count + diff.unchanged == 60)
  }

  @Test func timeAloneIsACause() throws {
    let portfolio = try big()
    let diff = RunDiff(before: try portfolio.review("2025-07-01"), after: try portfolio.review("2036-06-30"))
    let found = Set(causes(diff).values.flatMap { $0 })
    #expect(found == [.time])
  }

  @Test func aModelIsACause() throws {
    let portfolio = try big()
    let before = try portfolio.review("2025-12-31")
    let models = try overridden(portfolio.folder) {
      $0.replacingOccurrences(
        of: "[[0, 15], [2, 25], [3, 30], [4, 40], [6, 50], [8, 60], [11, 70], [16, 80], [21, 90]",
        with: "[[0, 15], [2, 16], [3, 17], [4, 18], [6, 19], [8, 20], [11, 25], [16, 30], [21, 40]")
    }
    let workspace = try Workspace.open(
      at: portfolio.folder.file("store.sqlite"), create: false, models: models)
    let after = try workspace.review(asOf: Portfolio.day("2025-12-31"), portfolioName: "P")
    let diff = RunDiff(before: before, after: after)
    #expect(!causes(diff).isEmpty)
    #expect(Set(causes(diff).values.flatMap { $0 }) == [.model])
  }

  @Test func newAndMissingRightsAreListed() throws {
    let portfolio = try big()
    let before = try portfolio.review("2025-12-31")
    try portfolio.take(
      ["rights": "right,kind,office,title,filing_day\nNEW,invention,CN,T,2025-11-01\n"], on: "2025-12-01")
    let after = try portfolio.review("2025-12-31")
    let diff = RunDiff(before: before, after: after)
    #expect(diff.added.map { after.table.text("number", $0) } == ["NEW"])
    #expect(diff.gone.isEmpty)
    #expect(RunDiff(before: after, after: before).gone.map { after.table.text("number", $0) } == ["NEW"])
  }
}
