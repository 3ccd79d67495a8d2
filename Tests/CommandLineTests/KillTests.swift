import Foundation
import GRDB
import PortfolioCore
import TestSupport
import Testing
import Winnow

@testable import PortfolioStore

/// A kill at any moment leaves the store as it was before or after, never between.
@Suite struct KillTests {
  private static let rows = 5_000

  private static func line(_ index: Int) -> String {
    "P\(index),invention,CN,Right \(index),2018-01-0\(index % 9 + 1),in-force,2025-06-30,\(index % 30),Owner \(index % 50)\n"
  }

  /// Native tables of many rights and their citations.
  private static func write(_ folder: TemporaryFolder, _ name: String = "portfolio") throws -> String {
    var rights = "right,kind,office,title,filing_day,status,status_observed_on,claims,owners\n"
    var citations = "right,observed_on,forward\n"
    for index in 0..<rows {
      rights += line(index)
      citations += "P\(index),2025-06-30,\(index % 12)\n"
    }
    try folder.write("\(name)/rights.csv", rights)
    try folder.write("\(name)/citations.csv", citations)
    return folder.file(name)
  }

  private static func contents(_ store: String) throws -> (rights: Int, imports: Int) {
    let store = try Store(path: store, create: false)
    return (try store.rightCount(), try store.imports().count)
  }

  /// A child that kills itself after so many rows, its cache so small that half an import lies in the file.
  @Test(arguments: [1, 777, 4_999, 5_000, 8_001])
  func aKillAfterSomeRowsLeavesNothing(rows: Int) async throws {
    let folder = try TemporaryFolder()
    let path = try KillTests.write(folder)
    let store = folder.file("store.sqlite")
    let before = try folder.write(
      "before/rights.csv", "right,kind,office,title,filing_day\nOLD,invention,CN,Old,2010-01-01\n")
    try Workspace.open(at: store).importPortfolio(
      from: (before as NSString).deletingLastPathComponent, observedOn: CalendarDay(iso: "2025-06-30")!)
    await #expect(processExitsWith: .signal(SIGKILL)) {
      [store = store as String, path = path as String, rows = rows as Int] in
      let open = try Store(path: store, create: false)
      try open.queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA cache_size = 16") }
      _ = try open.importRows { session in
        var count = 0
        for table in ["rights", "citations"] {
          try session.begin(
            file: path + "/\(table).csv", mapping: "m", mappingSHA256: "m",
            observedOn: CalendarDay(number: 20_000))
          for index in 0..<5_000 {
            if table == "rights" {
              var draft = RightDraft(line: index, sourceText: "right \(index)", office: "CN")
              draft.numbers = [RightNumber(office: "", scheme: .own, number: "P\(index)")]
              draft.observation.status = .inForce
              try session.add(draft)
            } else {
              try session.refuse(line: index, sourceText: String(repeating: "x", count: 200), problems: [])
            }
            count += 1
            if count == rows { kill(getpid(), SIGKILL) }
          }
        }
      }
    }
    let log = try FileManager.default.attributesOfItem(atPath: store + "-wal")[.size] as? Int ?? 0
    #expect(rows < 4_000 || log > 100_000, "half an import should lie in the file")
    #expect(try KillTests.contents(store) == (1, 1))
    let report = try Workspace.open(at: store).importPortfolio(
      from: path, observedOn: CalendarDay(iso: "2025-06-30")!)
    #expect(report.stored == 2 * KillTests.rows)
    #expect(report.refused == 0)
    #expect(try KillTests.contents(store).rights == KillTests.rows + 1)
  }

  /// The program itself, killed when its store has grown to some size: whenever that is, all or nothing.
  @Test(arguments: [1, 50_000, 500_000])
  func theProgramMayBeKilledAtAnyMoment(size: Int) throws {
    let folder = try TemporaryFolder()
    let path = try KillTests.write(folder)
    let store = folder.file("store.sqlite")
    let process = WinnowProcess.make(["import", path, "--db", store, "--observed-on", "2025-06-30"])
    try process.run()
    while process.isRunning {
      let grown = [store, store + "-wal"].reduce(0) { sum, file in
        var status = stat()
        return stat(file, &status) == 0 ? sum + Int(status.st_size) : sum
      }
      if grown >= size { break }
      sched_yield()
    }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let found =
      try FileManager.default.fileExists(atPath: store) ? Store(path: store, create: true).rightCount() : 0
    #expect(found == 0 || found == KillTests.rows)
    let again = try WinnowProcess.run([
      "import", path, "--db", store, "--observed-on", "2025-06-30", "--format", "json",
    ])
    #expect(again.status == 0, "\(again.errors)")
    #expect(try KillTests.contents(store) == (KillTests.rows, 2))
  }
}
