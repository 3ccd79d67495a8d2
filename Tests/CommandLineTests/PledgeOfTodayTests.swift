import Foundation
import TestSupport
import Testing

/// A packet is made of what the store knows when it is made, not of what it knew when the day was reviewed.
@Suite struct PledgeOfTodayTests {
  private static let pledge =
    "winnow pledge s.sqlite --rights A-1 --loan 1000 --months 12 --lang en --output"

  @Test func aSecretImportedAfterTheRunForbids() throws {
    try Program.inFreshFolder { place in
      func write(_ path: String, _ text: String) throws {
        let file = place.appendingPathComponent(path)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
      }
      func run(_ line: String) throws -> Program.Result { try Program.shell(line, in: place) }
      func page(_ packet: String) throws -> String {
        try String(contentsOf: place.appendingPathComponent("\(packet)/packet.html"), encoding: .utf8)
      }
      try write(
        "a/rights.csv",
        """
        right,kind,office,title,filing_day,grant_day,status,ipc,owners
        A-1,invention,CN,Valve,2019-04-15,2021-12-20,in-force,F16K1/22,Owner Co

        """)
      try write("b/restrictions.csv", "right,kind,day\nA-1,state-secret,2026-01-01\n")
      #expect(try run("winnow import a --db s.sqlite --observed-on 2026-06-30").exitCode == 0)
      #expect(try run("winnow review s.sqlite --as-of 2026-06-30").exitCode == 0)
      let before = try run("\(Self.pledge) before --as-of 2026-06-30")
      #expect(!before.errors.contains("since run 1") && !before.output.contains("since run 1"))
      #expect(try !page("before").contains("Gate G9,"))

      #expect(try run("winnow import b --db s.sqlite --observed-on 2026-06-30").exitCode == 0)
      let after = try run("\(Self.pledge) after --as-of 2026-06-30")
      #expect((after.errors + after.output).contains("Mind: since run 1 something was imported"))
      #expect(try page("after").contains("Gate G9,"))
      let check = try run("winnow pledge check after s.sqlite --as-of 2026-06-30 --lang en")
      #expect(check.exitCode == 0, "\(check.errors)")
      #expect(check.output.contains("Nothing of what was compared has changed."))
      // Whoever names the run has it as it was; the check then tells what is new.
      _ = try run("\(Self.pledge) named --run 1")
      #expect(try !page("named").contains("Gate G9,"))
      #expect(try run("winnow pledge check named s.sqlite --as-of 2026-06-30").exitCode == 1)
    }
  }
}
