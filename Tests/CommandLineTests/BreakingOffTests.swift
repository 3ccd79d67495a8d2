import Foundation
import TestSupport
import Testing
import Winnow

/// What people do to programs: break them off, run them twice, close what they write to.
@Suite struct BreakingOffTests {
  private static let rights = """
    right,kind,office,title,filing_day,grant_day,status,owners
    P1,invention,CN,One,2018-01-01,2020-01-01,in-force,Acme
    P2,invention,CN,\u{1B}[31mTwo,2019-01-01,2021-01-01,in-force,=1+1

    """

  private func portfolio(_ folder: TemporaryFolder) throws -> String {
    try folder.write("portfolio/rights.csv", BreakingOffTests.rights)
    return folder.file("portfolio")
  }

  /// Runs a command line of the shell in which $W is the program.
  private func shell(_ script: String) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script]
    process.environment = ["W": WinnowProcess.path, "LANG": "en_US.UTF-8", "PATH": "/usr/bin:/bin"]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  @Test(arguments: [">&- 2>&-", "<&- >&- 2>&-", "| true", "2>&1 | true", "2>&1 | head -1"])
  func theReportIsWrittenWhateverBecomesOfTheStreams(streams: String) throws {
    let folder = try TemporaryFolder()
    let path = try portfolio(folder)
    let report = folder.file("report.html")
    _ = try shell(
      "\"$W\" review '\(path)' --as-of 2026-06-30 --observed-on 2026-06-30 --report '\(report)' \(streams)")
    let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: report)), as: UTF8.self)
    #expect(text.hasPrefix("<!DOCTYPE html>"))
    #expect(text.contains("</html>"))
    #expect(try Store(path: folder.file("portfolio.winnow.sqlite"), create: false).rightCount() == 2)
  }

  @Test func aFullDiskBehindStandardOutputIsNoSuccess() throws {
    let folder = try TemporaryFolder()
    let path = try portfolio(folder)
    let store = folder.file("s.sqlite")
    #expect(try shell("\"$W\" review '\(path)' --as-of 2026-06-30 --db '\(store)'").status == 0)
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return print("skipped: no /dev/full") }
    let result = try shell("\"$W\" list '\(store)' > /dev/full")
    #expect(result.status == 74)
    #expect(result.output.contains("standard output"))
  }

  /// A program killed while it wrote cannot tidy up: the next one that writes the same output does.
  @Test func whatAKilledProgramLeftIsTidiedAway() throws {
    let folder = try TemporaryFolder()
    let path = try portfolio(folder)
    let ended = WinnowProcess.make(["--version"])
    try ended.run()
    ended.waitUntilExit()
    let left = try folder.write("report.html.\(ended.processIdentifier).part", "<html>")
    let living = try folder.write("report.html.\(ProcessInfo.processInfo.processIdentifier).part", "<html>")
    #expect(
      try shell("\"$W\" review '\(path)' --as-of 2026-06-30 --report '\(folder.file("report.html"))'").status
        == 0)
    #expect(!FileManager.default.fileExists(atPath: left))
    #expect(FileManager.default.fileExists(atPath: living))
  }

  @Test func aDryRunMakesNoStore() throws {
    let folder = try TemporaryFolder()
    let path = try portfolio(folder)
    let result = try shell("\"$W\" import '\(path)' --dry-run --db '\(folder.file("s.sqlite"))'")
    #expect(result.status == 0)
    #expect(result.output.contains("nothing was stored"))
    #expect(!FileManager.default.fileExists(atPath: folder.file("s.sqlite")))
  }

  @Test func aFailedImportMakesNoStoreAndDeletesNone() throws {
    let folder = try TemporaryFolder()
    let store = folder.file("s.sqlite")
    let picture = try folder.write("picture.csv", "\u{89}PNG")
    let before = try folder.write("units/units.csv", "unit,name\nU1,Head\n")
    #expect(try shell("\"$W\" import '\(picture)' --db '\(store)'").status == 65)
    #expect(!FileManager.default.fileExists(atPath: store))
    let folderOfUnits = (before as NSString).deletingLastPathComponent
    #expect(try shell("\"$W\" import '\(folderOfUnits)' --db '\(store)'").status == 0)
    #expect(try shell("\"$W\" import '\(picture)' --db '\(store)'").status == 65)
    #expect(try shell("\"$W\" review '\(picture)' --db '\(store)'").status == 65)
    #expect(try Store(path: store, create: false).imports().count == 1)
  }

  /// Ctrl-C while an import reads: the program says that nothing was stored, and leaves no store behind.
  @Test func anImportBrokenOffSaysSo() throws {
    let folder = try TemporaryFolder()
    var rights = "right,kind,office,title,filing_day,status,owners\n"
    for index in 0..<60_000 {
      rights += "P\(index),invention,CN,Right \(index),2018-01-01,in-force,Owner \(index % 50)\n"
    }
    try folder.write("portfolio/rights.csv", rights)
    let store = folder.file("s.sqlite")
    let errors = Pipe()
    let process = WinnowProcess.make(
      ["import", folder.file("portfolio"), "--db", store, "--observed-on", "2026-06-30"], errors: errors)
    try process.run()
    // The store is there as soon as the import begins, and has grown when rows are being read.
    while process.isRunning, !FileManager.default.fileExists(atPath: store + "-wal") { sched_yield() }
    process.interrupt()
    let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationReason == .exit, process.terminationStatus == 130 else {
      // Before the program listens, or after the last row: then it ends at once, or does its work.
      let stored =
        FileManager.default.fileExists(atPath: store)
        ? try Store(path: store, create: true).rightCount() : 0
      #expect(stored == 0 || stored == 60_000, "\(said)")
      return
    }
    #expect(said.contains("Broken off: nothing was imported"))
    #expect(!FileManager.default.fileExists(atPath: store))
  }

  @Test func severalProgramsMayMakeTheSameStore() throws {
    let folder = try TemporaryFolder()
    let path = try portfolio(folder)
    let processes = (1...4).map { _ in
      WinnowProcess.make(["import", path, "--observed-on", "2026-06-30", "--db", folder.file("s.sqlite")])
    }
    for process in processes { try process.run() }
    for process in processes { process.waitUntilExit() }
    #expect(processes.map(\.terminationStatus) == [0, 0, 0, 0])
    #expect(try Store(path: folder.file("s.sqlite"), create: false).rightCount() == 2)
    #expect(try Store(path: folder.file("s.sqlite"), create: false).imports().count == 1)
  }

  @Test func noControlCharacterReachesTheTerminalAndNoFormulaTheSpreadsheet() throws {
    let folder = try TemporaryFolder()
    let path = try portfolio(folder)
    let store = folder.file("s.sqlite")
    for command in [
      "review '\(path)' --as-of 2026-06-30 --db '\(store)'", "list '\(store)'", "show '\(store)' P2",
      "explain '\(store)' P2",
      "show '\(store)' '\u{1B}[31m'", "import '\(path)' --dry-run --db '\(folder.file("t.sqlite"))'",
    ] {
      #expect(!(try shell("\"$W\" \(command)").output.contains("\u{1B}")), "\(command)")
    }
    let table = try shell("\"$W\" list '\(store)' --format csv 2>/dev/null").output
    #expect(table.contains("'=1+1"))
    #expect(!table.contains(",=1+1"))
  }

  @Test func listsMayBeSortedBackwards() throws {
    let folder = try TemporaryFolder()
    let path = try portfolio(folder)
    let store = folder.file("s.sqlite")
    #expect(try shell("\"$W\" review '\(path)' --as-of 2026-06-30 --db '\(store)'").status == 0)
    func first(_ sort: String) throws -> String {
      try shell("\"$W\" list '\(store)' --sort \(sort) --columns number --format csv 2>/dev/null").output
        .split(whereSeparator: \.isNewline).map(String.init).dropFirst().joined(separator: " ")
    }
    #expect(try first("age") == "P2 P1")
    #expect(try first("-age") == "P1 P2")
    #expect(try shell("\"$W\" list '\(store)' --sort nonsense").status == 64)
    #expect(try shell("\"$W\" list '\(store)' --limit=-1").status == 64)
    #expect(try shell("\"$W\" list '\(store)' --limit 0").status == 0)
  }

  @Test(arguments: ["2026-02-30", "0001-01-01", "26-01-01", "today", ""])
  func daysThatAreNoneAreUsageErrors(day: String) throws {
    let folder = try TemporaryFolder()
    let path = try portfolio(folder)
    #expect(try shell("\"$W\" review '\(path)' --as-of '\(day)'").status == 64)
  }
}
