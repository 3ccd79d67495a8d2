import Testing
import Winnow

/// What a family reaches: known where the data show it, unknown where they leave room.
@Suite struct FamilyFactsTests {
  private static let asOf = CalendarDay(iso: "2026-06-30")!

  /// One right of the table below, and what follows from it.
  struct Line: CustomTestStringConvertible, Sendable {
    var name: String
    var kind = "invention"
    var office: String
    var isGranted = true
    var family = ""
    /// The family's size as the source counts it; nil when it does not say.
    var counted: Int?
    var size: String
    var granted: String
    var triadic: String
    var testDescription: String { name }
  }

  private static let lines: [Line] = [
    // A family of one is the right itself.
    Line(name: "alone-CN", office: "CN", counted: 1, size: "1", granted: "1", triadic: "0"),
    Line(name: "alone-US", office: "US", counted: 1, size: "1", granted: "1", triadic: "1"),
    Line(name: "alone-EP", office: "EP", isGranted: false, counted: 1, size: "1", granted: "0", triadic: "1"),
    Line(name: "alone-JP", office: "JP", counted: 1, size: "1", granted: "1", triadic: "1"),
    Line(name: "alone-KR", office: "KR", isGranted: false, counted: 1, size: "1", granted: "0", triadic: "0"),
    Line(
      name: "alone-UM", kind: "utility-model", office: "CN", counted: 1, size: "1", granted: "1", triadic: "0"
    ),
    Line(name: "alone-named", office: "US", family: "F-1", counted: 1, size: "1", granted: "1", triadic: "1"),
    // No family on record, or more members than the right itself: the others may be anywhere.
    Line(name: "unsaid-US", office: "US", size: "unknown", granted: "unknown", triadic: "unknown"),
    Line(name: "counted-2", office: "US", counted: 2, size: "2", granted: "unknown", triadic: "unknown"),
    // All members held.
    Line(name: "held-CN", office: "CN", family: "F-2", counted: 3, size: "3", granted: "2", triadic: "2"),
    Line(name: "held-US", office: "US", family: "F-2", counted: 3, size: "3", granted: "2", triadic: "2"),
    Line(
      name: "held-EP", office: "EP", isGranted: false, family: "F-2", counted: 3, size: "3", granted: "2",
      triadic: "2"),
    // Fewer counted than held: the source is behind, what is held is certain.
    Line(name: "behind-CN", office: "CN", family: "F-3", counted: 1, size: "1", granted: "2", triadic: "1"),
    Line(name: "behind-JP", office: "JP", family: "F-3", counted: 2, size: "2", granted: "2", triadic: "1"),
    // More counted than held: two of three offices are a lower bound, hence unknown; one member says nothing.
    Line(
      name: "lower-US", office: "US", family: "F-4", counted: 3, size: "3", granted: "2", triadic: "unknown"),
    Line(
      name: "lower-EP", office: "EP", family: "F-4", counted: 9, size: "9", granted: "2", triadic: "unknown"),
    // The source is silent for this member: those held are all that is known of the family.
    Line(name: "silent-CN", office: "CN", family: "F-5", size: "2", granted: "2", triadic: "1"),
    Line(name: "silent-US", office: "US", family: "F-5", size: "2", granted: "2", triadic: "1"),
    // All three reached: more members cannot add any.
    Line(name: "full-US", office: "US", family: "F-6", counted: 12, size: "12", granted: "3", triadic: "3"),
    Line(name: "full-EP", office: "EP", family: "F-6", counted: 12, size: "12", granted: "3", triadic: "3"),
    Line(name: "full-JP", office: "JP", family: "F-6", counted: 12, size: "12", granted: "3", triadic: "3"),
    // What has no patent family.
    Line(
      name: "secret", kind: "technical-secret", office: "", isGranted: false, size: "notApplicable",
      granted: "notApplicable", triadic: "notApplicable"),
  ]

  private static func folder() -> NativeFolder {
    var rights = "right,kind,office,title,filing_day,grant_day,family,status\n"
    var citations = "right,observed_on,family_size\n"
    for line in lines {
      let status = line.kind == "technical-secret" || line.isGranted ? "in-force" : "pending"
      let grantDay = line.isGranted ? "2020-03-10" : ""
      rights +=
        "\(line.name),\(line.kind),\(line.office),Bogie,2018-03-01,\(grantDay),\(line.family),\(status)\n"
      if let counted = line.counted { citations += "\(line.name),2026-06-30,\(counted)\n" }
    }
    let families = "family\n" + Set(lines.map(\.family)).subtracting([""]).sorted().map { $0 + "\n" }.joined()
    return NativeFolder(tables: ["rights": rights, "citations": citations, "families": families])
  }

  @Test func theFactsOfEveryLine() throws {
    let (run, report) = try FamilyFactsTests.folder().review(asOf: FamilyFactsTests.asOf)
    #expect(report.refused == 0, "\(report.problems)")
    #expect(run.table.count == FamilyFactsTests.lines.count)
    for line in FamilyFactsTests.lines {
      let found = run.row(named: line.name)
      let row = try #require(found)
      #expect(run.cell(.familySize, row) == line.size, "\(line.name) size")
      #expect(run.cell(.grantedOffices, row) == line.granted, "\(line.name) granted")
      #expect(run.cell(.triadicOffices, row) == line.triadic, "\(line.name) triadic")
    }
  }

  /// Unknown reach counts the model's assumption and widens the interval; a known one does neither.
  @Test func unknownReachWidensTheInterval() throws {
    let (run, _) = try FamilyFactsTests.folder().review(asOf: FamilyFactsTests.asOf)
    let engine = GradingEngine(model: run.gradingModel, table: run.table)
    for (name, state, points, low, high) in [
      ("lower-US", ScorePart.State.unknown, 30.0, 20.0, 100.0), ("alone-CN", .known, 20, 20, 20),
      ("alone-US", .known, 50, 50, 50), ("held-US", .known, 75, 75, 75), ("full-US", .known, 100, 100, 100),
    ] {
      let found = run.row(named: name)
      let row = try #require(found)
      let part = try #require(engine.parts(row: row).first { $0.criterion.id == "triadic" })
      #expect(part.state == state, "\(name)")
      #expect([part.points, part.low, part.high] == [points, low, high], "\(name)")
    }
  }
}
