import Foundation
import TestSupport
import Testing

/// Sessions with the program, each in a fresh folder: `Transcripts/*.txt`.
///
/// A line that begins with `$ ` is run by the shell; below it stand its standard output (`1| …`), its standard
/// error (`2| …`) and its exit code when it is not 0 (`= …`). A first line `LANG zh` or `LANG en` gives the language; lines beginning with `#` are remarks.
/// `$SAMPLES` is the folder of the sample portfolios. `RECORD=1` rewrites the transcripts and fails.
@Suite struct TranscriptTests {
  static let folder = "Tests/CommandLineTests/Transcripts"
  static let files = Repository.files(below: folder, suffix: ".txt")

  @Test(arguments: files)
  func theSessionGoesAsWritten(file: String) throws {
    let text = try #require(Repository.text(file))
    let replay = try Program.inFreshFolder { try Transcript(text).replay(in: $0) }
    if let difference = Snapshot.difference(replay, path: file) { Issue.record("\(difference)") }
  }

  @Test func thereAreTranscripts() {
    #expect(TranscriptTests.files.count >= 10)
    let others =
      (try? FileManager.default.contentsOfDirectory(atPath: Repository.url(TranscriptTests.folder).path))?
      .filter { !$0.hasSuffix(".txt") }
    #expect(others == [], "only transcripts belong there")
  }

  @Test func aChangedAnswerIsSeen() throws {
    let replay = try Program.inFreshFolder {
      try Transcript("$ printf 'one\\ntwo'; exit 3\n1| other\n").replay(in: $0)
    }
    #expect(replay == "$ printf 'one\\ntwo'; exit 3\n1| one\n1| two\n1\\ no end of line\n= 3\n")
  }
}

/// A session: remarks, commands and what they said.
private struct Transcript {
  private let lines: [Substring]

  init(_ text: String) { lines = text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// The same session with what the commands say now.
  func replay(in folder: URL) throws -> String {
    var environment: [String: String] = [:]
    var text = ""
    for line in lines {
      if line.hasPrefix("LANG ") {
        environment["LANG"] = line.dropFirst(5) == "zh" ? "zh_CN.UTF-8" : "en_US.UTF-8"
        text += line + "\n"
      } else if line.hasPrefix("$ ") {
        let result = try Program.shell(String(line.dropFirst(2)), in: folder, environment: environment)
        text += line + "\n" + Transcript.marked(result.output, "1") + Transcript.marked(result.errors, "2")
        if result.exitCode != 0 { text += "= \(result.exitCode)\n" }
      } else if line.hasPrefix("#") || line.isEmpty {
        text += line + "\n"
      }
    }
    while text.hasSuffix("\n\n") { text.removeLast() }
    return text
  }

  private static func marked(_ stream: String, _ mark: String) -> String {
    guard !stream.isEmpty else { return "" }
    // What cannot be seen is spelt out; a carriage return would also hide the end of its line from `split`.
    let visible = stream.replacing("\r\n", with: "⟨CR⟩\n").replacing("\r", with: "⟨CR⟩").replacing(
      "\u{FEFF}", with: "⟨BOM⟩")
    var lines = visible.split(separator: "\n", omittingEmptySubsequences: false)
    let isEnded = lines.last?.isEmpty == true
    if isEnded { lines.removeLast() }
    let text = lines.map { $0.isEmpty ? mark + "|\n" : mark + "| " + $0 + "\n" }.joined()
    return isEnded ? text : text + mark + "\\ no end of line\n"
  }
}
