import PolicyModels
import PortfolioCore
import Testing

/// A small model, enough to see what reading does.
private struct Sample: PolicyModel {
  static let kind = "sample"
  let number: Double
  let office: String

  static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> Sample? {
    let number = map.number("number")
    let office = map.string("office")
    guard let number, let office else { return nil }
    return Sample(number: number, office: office)
  }
}

private func file(_ body: String, path: String = "Samples/one.yaml", origin: ModelFile.Origin = .builtin)
  -> ModelFile
{
  ModelFile(path: path, text: body, origin: origin)
}

private let head = """
  kind: sample
  id: one
  version: "1"
  title: {zh: 样例, en: Sample}
  checkedOn: 2026-01-31
  sources:
    law: {title: A law, standing: official}

  """

@Suite struct ModelReadingTests {
  @Test func aModelIsRead() throws {
    let (sample, header) = try ModelCatalogue.load(
      Sample.self, file: file(head + "number: 2.5\noffice: NO\n"))
    #expect(sample.number == 2.5)
    #expect(sample.office == "NO", "Norway is no refusal")
    #expect(header.name == "sample/one@1")
    #expect(header.sources.map(\.standing) == [.official])
    #expect(header.file.sha256 == SHA256Digest(of: header.file.text).hex)
  }

  /// One fault each: the text after the head, the code, the line.
  @Test(arguments: [
    ("number: 2\n", "MOD003", 1), ("number: two\noffice: CN\n", "MOD004", 8),
    ("number: 2\noffice: CN\nofice: x\n", "MOD002", 10),
    ("number: 2\noffice: [CN]\n", "MOD004", 9), ("number: 2\nnumber: 3\noffice: CN\n", "MOD001", 8),
    ("number: .inf\noffice: CN\n", "MOD004", 8), ("number: 2\noffice: &a CN\nx: *a\n", "MOD002", 10),
    ("number: \"2\noffice: CN\n", "MOD001", nil),
  ])
  func brokenBodies(body: String, code: String, line: Int?) throws {
    let error = #expect(throws: ProblemList.self) {
      try ModelCatalogue.load(Sample.self, file: file(head + body))
    }
    let problem = try #require(error?.problems.first)
    #expect(problem.code.rawValue == code)
    if let line { #expect(problem.place?.line == line) }
    #expect(problem.place?.file == "Samples/one.yaml")
  }

  @Test func allProblemsComeAtOnce() throws {
    let error = #expect(throws: ProblemList.self) {
      try ModelCatalogue.load(Sample.self, file: file(head + "number: x\noffise: CN\nmore: 1\n"))
    }
    #expect(Set(try #require(error).problems.map(\.code.rawValue)) == ["MOD002", "MOD003", "MOD004"])
    #expect(try #require(error).problems.count == 4)
  }

  @Test func unknownKeysNameTheAllowedOnes() throws {
    let error = #expect(throws: ProblemList.self) {
      try ModelCatalogue.load(Sample.self, file: file(head + "number: 1\noffice: CN\nofice: x\n"))
    }
    let remedy = try #require(error?.problems.first?.remedy)
    #expect(remedy.en.contains("number") && remedy.en.contains("office"))
  }

  @Test(arguments: [
    "kind: sample\n", "", "- a\n- b\n", "just text\n",
    "kind: sample\nid: x\nversion: \"1\"\ntitle: {zh: 样}\ncheckedOn: 2026-02-30\nsources: {}\n",
  ])
  func brokenHeads(text: String) {
    let catalogue = ModelCatalogue(files: [file(text)])
    #expect(catalogue.entries.first?.header == nil)
    #expect(catalogue.entries.first?.problems.isEmpty == false)
  }

  @Test func aUsersFileTakesThePlaceOfABuiltInOne() throws {
    let own = file(head + "number: 9\noffice: CN\n", path: "mine.yaml", origin: .user)
    let catalogue = ModelCatalogue(files: [file(head + "number: 1\noffice: CN\n"), own])
    #expect(try catalogue.load(Sample.self, id: "one").0.number == 9)
    #expect(catalogue.entries.count == 1)
  }

  @Test func twoFilesOfOneNameAreAnError() {
    let body = head + "number: 1\noffice: CN\n"
    let catalogue = ModelCatalogue(files: [file(body), file(body, path: "Samples/two.yaml")])
    #expect(catalogue.entries.contains { $0.problems.contains { $0.code.rawValue == "MOD004" } })
  }

  @Test func anUnknownIDNamesTheKnownOnes() throws {
    let catalogue = ModelCatalogue(files: [file(head + "number: 1\noffice: CN\n")])
    let error = #expect(throws: ProblemList.self) { try catalogue.load(Sample.self, id: "other") }
    #expect(error?.problems.first?.code.rawValue == "MOD005")
    #expect(error?.problems.first?.remedy?.en.contains("one") == true)
  }

  /// Deep nesting and long lists must end in a problem, not in a crash or a full memory.
  @Test(arguments: [200, 5_000])
  func deepNestingIsSurvived(depth: Int) {
    let text = "a: " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    let catalogue = ModelCatalogue(files: [file(text)])
    #expect(catalogue.entries.first?.header == nil)
  }

  @Test func casesStandBesideAndAreNoModels() {
    let catalogue = ModelCatalogue(files: [file("cases: []\n", path: "Samples/one.cases.yaml")])
    #expect(catalogue.entries.isEmpty)
  }
}

@Suite struct HolidayTests {
  @Test func workingDays() throws {
    let text = """
      kind: holidays
      id: XX
      version: "1"
      title: {zh: 假日, en: Holidays}
      checkedOn: 2026-01-31
      sources: {n: {title: Notice, standing: official}}
      years:
        - year: 2026
          source: n
          daysOff: [2026-10-01, 2026-10-02]
          worked: [2026-10-10]
      """
    let (holidays, _) = try ModelCatalogue.load(
      Holidays.self, file: ModelFile(path: "x.yaml", text: text, origin: .builtin))
    func day(_ iso: String) throws -> CalendarDay { try #require(CalendarDay(iso: iso)) }
    #expect(holidays.isWorkingDay(try day("2026-10-01")) == false)
    #expect(holidays.isWorkingDay(try day("2026-10-10")) == true, "a Saturday at work")
    #expect(holidays.isWorkingDay(try day("2026-10-11")) == false)
    #expect(holidays.isWorkingDay(try day("2026-10-12")) == true)
    #expect(holidays.isWorkingDay(try day("2027-10-12")) == nil, "no notice for that year")
    #expect(holidays.isWorkingDay(try day("2027-10-10")) == false, "a Sunday")
  }
}
