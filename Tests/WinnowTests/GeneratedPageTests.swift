import TestSupport
import Testing
import Winnow

@Suite struct GeneratedPageTests {
  static let folder = "Sources/Winnow/Winnow.docc/"

  @Test func theNativeFormatIsDocumented() {
    compare(GeneratedPages.nativeFormat(), "NativeFormat.md")
  }

  @Test func theFactsAreDocumented() { compare(GeneratedPages.facts(), "Facts.md") }

  @Test func theProblemsAreDocumented() { compare(GeneratedPages.problems(), "Problems.md") }

  private func compare(_ text: String, _ page: String) {
    if let difference = Snapshot.difference(text, path: GeneratedPageTests.folder + page) {
      Issue.record("\(difference)")
    }
  }

  @Test func everyCodeStandsOnceAndInAnArea() {
    let codes = ProblemCode.all.map(\.rawValue)
    #expect(Set(codes).count == codes.count, "a code is used twice")
    for code in codes {
      #expect(
        GeneratedPages.areas.contains { code.hasPrefix($0.prefix) },
        "\(code) belongs to no area of Problems.md")
      #expect(
        code.count == 6 && code.dropFirst(3).allSatisfy(\.isNumber),
        "\(code) is not three letters and three digits")
    }
  }

  /// Each code's constant, declared in `ProblemCode+….swift`, is used in the sources outside that list.
  @Test func everyCodeIsUsed() throws {
    let declarations = Repository.files(below: "Sources/PortfolioCore/Problems", suffix: ".swift")
      .filter { $0.contains("ProblemCode+") }
    var constants: [String: String] = [:]
    for file in declarations {
      let lines = try #require(Repository.text(file)).split(separator: "\n")
      for (index, line) in lines.enumerated()
      where line.contains("static let") && line.contains("= ProblemCode(") {
        let name = line.split(separator: " ").drop { $0 != "let" }.dropFirst().first.map(String.init) ?? ""
        let text = line.contains("\"") ? line : lines[index + 1]
        constants[name] = text.split(separator: "\"", omittingEmptySubsequences: false).dropFirst().first.map(
          String.init)
      }
    }
    #expect(
      Set(constants.values) == Set(ProblemCode.all.map(\.rawValue)),
      "a code is declared but not listed, or the other way round")
    let sources = Repository.files(below: "Sources", suffix: ".swift").filter { !declarations.contains($0) }
      .compactMap { Repository.text($0) }.joined(separator: "\n")
    for (name, code) in constants.sorted(by: { $0.key < $1.key }) {
      #expect(sources.contains("." + name), "\(code) (\(name)) is never used")
    }
  }
}
