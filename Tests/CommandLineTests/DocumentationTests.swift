import Foundation
import TestSupport
import Testing

@Suite struct DocumentationTests {
  static let catalogue = "Sources/Winnow/Winnow.docc"
  static let pages =
    ["README.md", "Sample-Portfolios/README.md"] + Repository.files(below: catalogue, suffix: ".md")

  // MARK: Every command and option is described

  @Test func everyCommandAndOptionIsDescribed() throws {
    let page = try #require(Repository.text(DocumentationTests.catalogue + "/CommandLine.md"))
    let program = try CommandDescription.ofProgram()
    #expect(program.verbs.count >= 9)
    let common = try #require(section("### Options of every command", of: page))
    for verb in program.verbs {
      let text = try #require(
        section("## winnow " + verb.commandName, of: page), "\(verb.commandName) has no section")
      for sub in [verb] + verb.verbs {
        if sub.commandName != verb.commandName {
          #expect(
            text.contains("`\(sub.commandName)`"), "\(verb.commandName) \(sub.commandName) is not described")
        }
        for option in sub.options where option != "-h" && !common.contains("`\(option)`") {
          #expect(text.contains("`\(option)`"), "\(verb.commandName) \(option) is not described")
        }
      }
      // And nothing is described that is not there.
      let known = Set(([verb] + verb.verbs).flatMap(\.options))
      for line in text.split(separator: "\n") where line.hasPrefix("- `-") {
        for span in spans(String(line.prefix { $0 != ":" })) {
          #expect(known.contains(span), "\(verb.commandName) has no option \(span)")
        }
      }
    }
    let verbs = Set(program.verbs.map(\.commandName))
    for line in page.split(separator: "\n") where line.hasPrefix("## winnow ") {
      #expect(verbs.contains(String(line.dropFirst("## winnow ".count))), "\(line) is no command")
    }
  }

  private func section(_ heading: String, of page: String) -> String? {
    let level = heading.prefix { $0 == "#" }
    guard let start = ("\n" + page).range(of: "\n" + heading + "\n") else { return nil }
    let rest = ("\n" + page)[start.upperBound...]
    let end = rest.range(of: "\n" + level + " ")?.lowerBound ?? rest.endIndex
    return String(rest[..<end])
  }

  private func spans(_ text: String) -> [String] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
  }

  // MARK: Every command shown works

  /// The lines of code blocks that call the program are run, in order, in a folder with what they need.
  @Test(arguments: pages)
  func theCommandsShownWork(page: String) throws {
    let text = try #require(Repository.text(page))
    let commands = blocks(text).flatMap { $0.split(separator: "\n") }.map(String.init)
      .filter { $0.hasPrefix("winnow ") && !$0.contains("<verb>") }
    guard !commands.isEmpty else { return }
    try Program.inFreshFolder { folder in
      try prepare(folder, mapping: blocks(text).first { $0.hasPrefix("kind: mapping") })
      for command in commands {
        if command.contains("--template") {
          try? FileManager.default.removeItem(at: folder.appendingPathComponent("empty-tables"))
        }
        let result = try Program.shell(command, in: folder)
        // Only a check may have findings, and a packet that counts rights of which a fact is not established.
        let isFine = result.exitCode == 0 || (result.exitCode == 1 && DocumentationTests.mayFind(command))
        #expect(isFine, "\(page): \(command)\n\(result.errors)")
      }
    }
  }

  /// Whether a command looks for faults, so that it may find some.
  private static func mayFind(_ command: String) -> Bool {
    ["winnow check ", "--reconcile", "--payments", "--check", "--accept-unknown"].contains {
      command.contains($0)
    }
  }

  /// The files that the commands of README.md and the articles speak of.
  private func prepare(_ folder: URL, mapping: String?) throws {
    let first = Repository.url("Sample-Portfolios/first-look")
    try FileManager.default.copyItem(at: first, to: folder.appendingPathComponent("first-look"))
    try FileManager.default.copyItem(
      at: first.appendingPathComponent("rights.csv"), to: folder.appendingPathComponent("export.csv"))
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("mine"), withIntermediateDirectories: true)
    if let mapping {
      try mapping.write(to: folder.appendingPathComponent("my-list.yaml"), atomically: true, encoding: .utf8)
    }
    let list =
      "内部编号,申请号,名称,申请日,授权公告日,法律状态,申请人,发明人,主分类号,管理部门\n"
      + "A-1,202010123456.2,示例阀门,2020-02-06,2022-03-15,有效,示例公司,甲某;乙某,F16K1/00,一部\n"
    try list.write(to: folder.appendingPathComponent("list.csv"), atomically: true, encoding: .utf8)
    try outcomes.write(to: folder.appendingPathComponent("outcomes.csv"), atomically: true, encoding: .utf8)
    for line in [
      "winnow import first-look --db group.sqlite --observed-on 2026-06-30",
      "winnow review group.sqlite --as-of 2025-06-30", "winnow review group.sqlite --as-of 2026-06-30",
    ] {
      let result = try Program.shell(line, in: folder)
      #expect(result.exitCode == 0, "\(line)\n\(result.errors)")
    }
  }

  /// Twelve inventions in the layout of `cn-outcomes`, half of them let lapse.
  private var outcomes: String {
    var text =
      "app_num,main_IPC,IPC,pub_date,pub_num,app_date,priority,type1_company,type2_university,"
      + "type3_individual,total_inventers,nation_province_code_2,priority_d,total_claims,recover,reject,"
      + "app_withdraw,grant,waive,terminate\n"
    for number in 1...12 {
      let digits = "001" + String(format: "%05d", number)
      let sum = zip(digits, 2...9).reduce(0) { $0 + (Int(String($1.0)) ?? 0) * $1.1 } % 11
      text +=
        "CN\(digits).\(sum == 10 ? "X" : "\(sum)"),A61K31/00,A61K31/00,2001-09-05,CN13000\(number + 10)A,2000-03-01,NA,"
        + "1,0,0,\(1 + number % 4),11,0,\(number),NA,NA,NA,2003-06-04,NA,"
        + (number % 2 == 0 ? "2010-05-05\n" : "NA\n")
    }
    return text
  }

  private func blocks(_ text: String) -> [String] {
    var found: [String] = []
    var current: [Substring]?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if let lines = current {
          found.append(lines.joined(separator: "\n") + "\n")
          current = nil
        } else {
          current = []
        }
      } else {
        current?.append(line)
      }
    }
    return found
  }

  /// Commands in running text, such as `winnow models lint --models DIR`, name what there is.
  @Test(arguments: pages)
  func theCommandsMentionedExist(page: String) throws {
    let text = try #require(Repository.text(page))
    let program = try CommandDescription.ofProgram()
    for span in spans(text.replacing("```", with: "")) where span.hasPrefix("winnow ") && !span.contains("\n")
    {
      var command = program
      for word in span.split(separator: " ").dropFirst().map(String.init) {
        if word.hasPrefix("--") {
          #expect(command.options.contains(word), "\(page): \(span): no option \(word)")
        } else if let next = command.verbs.first(where: { $0.commandName == word }) {
          command = next
        } else {
          #expect(command.verbs.isEmpty || word.hasPrefix("<"), "\(page): \(span): no command \(word)")
        }
      }
    }
  }

  // MARK: README and CI

  @Test func bothHalvesOfTheReadmeShowTheSameCommands() throws {
    let text = try #require(Repository.text("README.md"))
    let halves = text.split(separator: "\n---\n", omittingEmptySubsequences: false).map(String.init)
    try #require(halves.count == 2)
    #expect(blocks(halves[0]) == blocks(halves[1]))
    func headings(_ half: String) -> [Int] {
      half.split(separator: "\n").filter { $0.hasPrefix("#") && !$0.hasPrefix("# ") }.map {
        $0.prefix { $0 == "#" }.count
      }
    }
    #expect(headings(halves[0]) == headings(halves[1]))
  }

  @Test func theContinuousIntegrationRunsTheTwoCommandsOfTheReadme() throws {
    let text = try #require(Repository.text("README.md"))
    for number in 1...2 {
      let mark = "<!-- command \(number) -->\n```bash\n"
      #expect(text.components(separatedBy: mark).count == 2, "README.md has no command \(number)")
    }
    #expect(!text.contains("<!-- command 3 -->"))
    let commands = blocks(text).filter { $0.contains("swift ") }
    #expect(
      commands.count == 4 && commands[0].contains("--report report.html")
        && commands[1].hasSuffix("swift test\n"))
    for script in [".ci/run", ".ci/libraries", ".ci/picture"] {
      #expect(
        FileManager.default.isExecutableFile(atPath: Repository.url(script).path), "\(script) cannot be run")
    }
  }

  /// Links and pictures within the repository lead somewhere.
  @Test(arguments: pages)
  func everyLinkLeadsSomewhere(page: String) throws {
    let text = try #require(Repository.text(page))
    let folder = Repository.url(page).deletingLastPathComponent()
    for piece in text.components(separatedBy: "](").dropFirst() {
      let link = String(piece.prefix { $0 != ")" })
      if link.hasPrefix("#") || link.contains("://") { continue }
      #expect(
        FileManager.default.fileExists(atPath: folder.appendingPathComponent(link).path), "\(page): \(link)")
    }
    for piece in text.components(separatedBy: "<doc:").dropFirst() {
      let name = String(piece.prefix { $0 != ">" })
      #expect(
        DocumentationTests.pages.contains(DocumentationTests.catalogue + "/" + name + ".md"),
        "\(page): <doc:\(name)>")
    }
  }
}
