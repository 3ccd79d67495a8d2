import Foundation
import TestSupport
import Testing

/// What cannot be listed is refused and never left out in silence.
@Suite struct ListFaultTests {
  @Test func optionsThatChooseNothingAreRefused() throws {
    try Program.inFreshFolder { place in
      let folder = place.appendingPathComponent("exports")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let text = """
        right,kind,office,title,filing_day,grant_day,status,owners
        A-1,invention,CN,One,2018-01-01,2020-01-01,in-force,Acme

        """
      try Data(text.utf8).write(to: folder.appendingPathComponent("rights.csv"))
      func run(_ line: String) throws -> Program.Result { try Program.shell(line, in: place) }
      #expect(try run("winnow review exports --as-of 2026-06-30 --db a.sqlite").exitCode == 0)
      for (options, words) in [
        ("--columns ,", "names no column"), ("--runs --columns ,", "names no column"),
        ("--runs --run 7", "use one of them"), ("--runs --format json --columns run", "takes no --columns"),
      ] {
        let refused = try run("winnow list a.sqlite \(options) --lang en")
        #expect(refused.exitCode != 0 && refused.errors.contains(words), "\(options): \(refused.errors)")
      }
      #expect(try run("winnow list a.sqlite --runs --format csv --columns run").exitCode == 0)
      #expect(try run("winnow list a.sqlite --runs --format json").exitCode == 0)
    }
  }

  @Test func twoBooksOfOneIdAreTold() throws {
    try Program.inFreshFolder { place in
      let folder = place.appendingPathComponent("books")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let text = try String(
        contentsOf: Repository.url("Models/Grading/bibliographic-screening.yaml"), encoding: .utf8)
      for name in ["one.yaml", "two.yaml"] {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
      }
      for verb in ["list", "show bibliographic-screening"] {
        let result = try Program.shell("winnow models \(verb) --models books --lang en", in: place)
        #expect(result.exitCode != 0 && result.errors.contains("MOD004"), "\(verb): \(result.errors)")
      }
      #expect(
        try Program.shell("winnow models list --lang en", in: place).exitCode == 0)
    }
  }
}
