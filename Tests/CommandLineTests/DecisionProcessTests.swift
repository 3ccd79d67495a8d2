import Foundation
import PortfolioCore
import PortfolioStore
import TestSupport
import Testing

/// Decisions by real processes: at once, and killed at any moment.
@Suite struct DecisionProcessTests {
  /// A reviewed store of some rights, `P0` the first.
  private static func store(_ folder: TemporaryFolder, rights: Int) throws -> String {
    var text = "right,kind,office,title,filing_day,grant_day,status,status_observed_on,owners\n"
    for index in 0..<rights {
      text += "P\(index),utility-model,CN,Right \(index),2019-04-15,2019-12-20,in-force,2026-06-30,Acme\n"
    }
    try folder.write("in/rights.csv", text)
    let store = folder.file("store.sqlite")
    let imported = try WinnowProcess.run([
      "import", folder.file("in"), "--db", store, "--observed-on", "2026-06-30",
    ])
    #expect(imported.status == 0, "\(imported.errors)")
    let reviewed = try WinnowProcess.run(["review", store, "--as-of", "2026-06-30"])
    #expect(reviewed.status == 0, "\(reviewed.errors)")
    return store
  }

  private static func decide(_ store: String, _ rights: [String], _ action: String = "keep", by: String)
    -> [String]
  {
    ["decide", store] + rights + [
      "--action", action, "--by", by, "--reason", "why", "--on", "2026-07-01",
    ]
  }

  /// Where the taker is belongs to a decision: it is not dropped without a word where none is taken.
  @Test(arguments: ["--approve", "--cancel", "--list"])
  func onlyANewDecisionSaysWhereTheTakerIs(mode: String) throws {
    let result = try WinnowProcess.run([
      "decide", "any.sqlite", "P0", mode, "--by", "Wang", "--reason", "why", "--abroad", "no", "--lang",
      "en",
    ])
    #expect(result.status == 64)
    #expect(result.errors.contains("only a new decision"), "\(result.errors)")
  }

  @Test func processesThatDecideAtOnceLoseNothing() throws {
    let folder = try TemporaryFolder()
    let path = try DecisionProcessTests.store(folder, rights: 40)
    let processes = (0..<4).map { writer in
      WinnowProcess.make(
        DecisionProcessTests.decide(path, (0..<10).map { "P\(writer * 10 + $0)" }, by: "W\(writer)"))
    }
    for process in processes { try process.run() }
    for process in processes {
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
    let store = try Store(path: path, create: false)
    #expect(try store.decisionBook().decidedRights.count == 40)
    let audit = try store.audit()
    #expect(audit.entries == 40)
    #expect(audit.problems.isEmpty, "\(audit.problems.map { $0.text(.en) })")
  }

  /// One of two comes second and is told of the first: never do two decisions stand.
  @Test func twoWhoDecideOnOneRightAtOnceAreToldOfEachOther() throws {
    let folder = try TemporaryFolder()
    let path = try DecisionProcessTests.store(folder, rights: 2)
    let processes = [
      WinnowProcess.make(DecisionProcessTests.decide(path, ["P0", "P1"], "keep", by: "Li")),
      WinnowProcess.make(DecisionProcessTests.decide(path, ["P0", "P1"], "look-again", by: "Wang")),
    ]
    for process in processes { try process.run() }
    for process in processes { process.waitUntilExit() }
    #expect(processes.map(\.terminationStatus).sorted() == [0, 65])
    let store = try Store(path: path, create: false)
    let book = try store.decisionBook()
    #expect(book.lines.count == 2)
    #expect(Set(book.lines.map(\.decision.decidedBy)).count == 1, "one list whole, the other not at all")
    #expect(try store.audit().problems.isEmpty)
  }

  /// Killed when the store's log has grown to some size: all decisions or none.
  @Test(arguments: [1, 60_000, 200_000])
  func aKillLeavesDecisionsWholeOrAbsent(size: Int) throws {
    let folder = try TemporaryFolder()
    let rights = 400
    let path = try DecisionProcessTests.store(folder, rights: rights)
    let process = WinnowProcess.make(
      [
        "decide", path, "--find", "Right", "--action", "keep", "--by", "Li", "--reason",
        String(repeating: "because ", count: 60), "--on", "2026-07-01",
      ])
    try process.run()
    while process.isRunning {
      var status = stat()
      if stat(path + "-wal", &status) == 0, Int(status.st_size) >= size { break }
      sched_yield()
    }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let store = try Store(path: path, create: false)
    let found = try store.decisionBook().lines.count
    #expect(found == 0 || found == rights)
    #expect(try store.audit().problems.isEmpty)
    // What a kill left can be gone on with.
    let again = try WinnowProcess.run(
      DecisionProcessTests.decide(path, ["P0"], "look-again", by: "Wang") + ["--accept-conflicts", "again"])
    #expect(again.status == 0, "\(again.errors)")
    #expect(try store.audit().entries == found + 1)
  }
}
