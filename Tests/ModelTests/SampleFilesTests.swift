import Foundation
import PortfolioCore
import Testing

@testable import sample_generator

/// The committed samples are what the generator writes today.
@Suite struct SampleFilesTests {
  private static let committed = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sample-Portfolios")

  @Test func committedFilesAreThoseOfAFreshGeneration() throws {
    let fresh = try SampleCatalogue.files()
    for file in fresh {
      let url = SampleFilesTests.committed.appendingPathComponent(file.path)
      let bytes = try [UInt8](Data(contentsOf: url))
      #expect(bytes == file.bytes, "\(file.path) differs: run swift run sample-generator")
    }
    let names = Set(fresh.map(\.path))
    #expect(names.count == fresh.count)
    let enumerator = try #require(FileManager.default.enumerator(atPath: SampleFilesTests.committed.path))
    for case let path as String in enumerator {
      var isFolder: ObjCBool = false
      let full = SampleFilesTests.committed.appendingPathComponent(path).path
      guard FileManager.default.fileExists(atPath: full, isDirectory: &isFolder), !isFolder.boolValue else {
        continue
      }
      #expect(names.contains(path), "\(path) is not written by the generator")
    }
  }

  @Test func generatingTwiceGivesTheSameBytes() throws {
    #expect(try SampleCatalogue.files() == SampleCatalogue.files())
  }

  @Test func filesStaySmall() throws {
    let files = try SampleCatalogue.files(only: "central-enterprise")
    #expect(files.allSatisfy { $0.bytes.count < 1_000_000 })
    #expect(files.reduce(0) { $0 + $1.bytes.count } < 1_500_000)
  }

  @Test(arguments: [
    ("central-enterprise", 1_200), ("specialised-firm", 60), ("research-institute", 400), ("first-look", 12),
  ])
  func samplesHaveTheirNumberOfRights(name: String, rights: Int) throws {
    let file = try #require(SampleCatalogue.files(only: name).first { $0.path == "\(name)/rights.csv" })
    // No cell of a story spans lines.
    #expect(file.bytes.count { $0 == 0x0A } == rights + 1)
  }

  /// 8+1 digit numbers share the weights of the 12+1 digit ones; the first two are real, the others reckoned
  /// by hand.
  @Test(arguments: [
    ("00118464", "4"), ("01108608", "4"), ("202010123456", "2"), ("200000000000", "4"), ("200100000000", "9"),
    ("200200000000", "3"), ("200200000001", "8"), ("200000000008", "0"), ("210000000001", "1"),
    ("203000000001", "X"),
    ("200010000000", "X"),
  ])
  func checkDigits(digits: String, expected: String) {
    #expect(RightNumberMaker.checkDigit(of: digits) == expected)
  }

  @Test func expectedFeesFollowTheFilingDays() throws {
    let files = try SampleCatalogue.files(only: "first-look")
    let rights = try rows(#require(files.first { $0.path.hasSuffix("/rights.csv") }))
    let fees = try rows(#require(files.first { $0.path.hasSuffix("/expected-fees.txt") }))
    #expect(fees.count == 7)
    for fee in fees {
      let right = try #require(rights.first { $0["right"] == fee["right"] })
      let due = try #require(CalendarDay(iso: fee["due_day"] ?? ""))
      let filed = try #require(CalendarDay(iso: right["filing_day"] ?? ""))
      switch right["office"] {
      case "CN":
        let kind = try #require(RightKind(rawValue: right["kind"] ?? ""))
        let year = try #require(Int(fee["fee_year"] ?? ""))
        #expect(due == filed.adding(years: year - 1))
        #expect(fee["amount"] == String(ChineseAnnuityScale.amount(kind, year: year)))
      case "EP":
        let year = try #require(Int(fee["fee_year"] ?? ""))
        #expect(due == filed.adding(years: year - 1).endOfMonth)
      default:
        let granted = try #require(CalendarDay(iso: right["grant_day"] ?? ""))
        #expect(due == granted.adding(months: 42))
      }
    }
  }

  @Test func messyCasesDescribeThemselves() {
    let cases = MessyFiles.cases
    #expect(cases.count == 30)
    #expect(Set(cases.map(\.name)).count == cases.count)
    for messy in cases {
      if let counts = messy.counts {
        #expect(counts.rows == counts.stored + counts.merged + counts.refused, "\(messy.name)")
      } else {
        #expect(!messy.problems.isEmpty, "\(messy.name)")
      }
      #expect(messy.expectation.hasPrefix("fault: "))
    }
  }

  @Test(arguments: [1, 500])
  func bulkRowsHaveEveryColumn(count: Int) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "winnow-bulk-\(count)-\(getpid())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let size = try BulkPortfolio(rights: count).write(into: folder.path)
    var bytes = 0
    for name in ["rights", "citations", "units"] {
      let data = try Data(contentsOf: folder.appendingPathComponent("\(name).csv"))
      bytes += data.count
      let table = try #require(NativeFormat.table(name))
      let all = rows(SampleFile(path: name, bytes: [UInt8](data)))
      #expect(name != "rights" || all.count == count)
      for row in all { #expect(row.count == table.columns.count, "\(name): \(row)") }
      if name == "rights" { for row in all { try checkBulk(row) } }
    }
    #expect(bytes == size)
  }

  private func checkBulk(_ row: [String: String]) throws {
    let number = try #require(row["application_number"])
    #expect(String(number.suffix(1)) == RightNumberMaker.checkDigit(of: String(number.prefix(12))))
    let filed = try #require(CalendarDay(iso: row["filing_day"] ?? ""))
    #expect(number.hasPrefix(String(filed.year)))
    let status = try #require(LegalStatus(rawValue: row["status"] ?? ""))
    #expect((status == .pending) == (row["grant_day"] == ""))
    #expect((status == .lapsed) == (row["end_day"] != ""))
  }

  /// Rows of a CSV file without quoted cells.
  private func rows(_ file: SampleFile) -> [[String: String]] {
    let lines = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n")
    let cells = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    guard let header = cells.first else { return [] }
    return cells.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
  }
}

/// A folder that contradicts itself or the format is not written.
@Suite struct SampleFolderCheckTests {
  struct Broken: CustomTestStringConvertible {
    var table: String
    var cells: [String: String]
    var fault: String
    var testDescription: String { fault }
  }

  private static let right = ["right": "A", "kind": "invention", "title": "一种示例", "unit": "U1"]

  private func folder(adding broken: Broken?) -> SampleFolder {
    var folder = SampleFolder(name: "test")
    folder.add("units", ["unit": "U1", "name": "示例单位"])
    folder.add("rights", SampleFolderCheckTests.right)
    if let broken { folder.add(broken.table, broken.cells) }
    return folder
  }

  @Test func soundFoldersAreWrittenWithAllColumns() throws {
    let files = try folder(adding: nil).files()
    #expect(files.map(\.path) == ["test/units.csv", "test/rights.csv"])
    let text = String(decoding: files[0].bytes, as: UTF8.self)
    #expect(text == "unit,parent,name,name_en\nU1,,示例单位,\n")
  }

  @Test(arguments: [
    Broken(
      table: "events", cells: ["right": "B", "day": "2020-01-01", "code": "GR01"],
      fault: "no such row in rights"),
    Broken(table: "events", cells: ["right": "A", "day": "2020-02-30", "code": "GR01"], fault: "not a day"),
    Broken(
      table: "events", cells: ["right": "A", "day": "2026-07-01", "code": "GR01"],
      fault: "after the as-of day"),
    Broken(table: "events", cells: ["right": "A", "day": "2020-01-01"], fault: "code is missing"),
    Broken(
      table: "costs", cells: ["right": "A", "day": "2020-01-01", "kind": "gift", "amount": "1"],
      fault: "none of"),
    Broken(
      table: "costs", cells: ["right": "A", "day": "2020-01-01", "kind": "agent", "amount": "1.234"],
      fault: "not an amount"),
    Broken(table: "units", cells: ["unit": "U1", "name": "又一个"], fault: "a second row with the same key"),
    Broken(table: "units", cells: ["unit": "U2", "name": "示例", "colour": "red"], fault: "no column colour"),
    Broken(
      table: "payments", cells: ["right": "A", "fee_year": "41", "paid_day": "2020-01-01", "amount": "1"],
      fault: "not a number of"),
    Broken(
      table: "declarations",
      cells: ["right": "A", "body": "b", "standard": "s", "essential_checked": "maybe"],
      fault: "neither yes nor no"),
    Broken(
      table: "rights", cells: ["right": "B", "kind": "design", "title": "t", "owners": "某公司"],
      fault: "is not among the parties"),
    Broken(
      table: "rights", cells: ["right": "B", "kind": "design", "title": "t", "ipc": "A01B1/00;"],
      fault: "empty item"),
    Broken(table: "colours", cells: ["right": "A"], fault: "no table colours"),
  ])
  func brokenRowsStopTheGenerator(broken: Broken) {
    let error = #expect(throws: SampleFaults.self) { try folder(adding: broken).files() }
    #expect(error?.faults.count == 1)
    #expect(error?.description.contains(broken.fault) == true)
  }

  @Test func cellsAreQuotedWhereTheyMustBe() {
    var bytes: [UInt8] = []
    for cell in ["plain;示例", "a,b", "say \"so\"", "two\nlines"] { SampleFolder.append(cell, to: &bytes) }
    #expect(String(decoding: bytes, as: UTF8.self) == "plain;示例\"a,b\"\"say \"\"so\"\"\"\"two\nlines\"")
  }
}

/// The lives of patents keep the rules of the fees.
@Suite struct PatentLifeTests {
  @Test(arguments: [
    (RightKind.invention, 1, 900), (.invention, 9, 2000), (.invention, 10, 4000), (.invention, 20, 8000),
    (.utilityModel, 5, 900),
    (.utilityModel, 6, 1200), (.utilityModel, 9, 2000), (.design, 11, 3000), (.design, 15, 3000),
  ])
  func annuities(kind: RightKind, year: Int, amount: Int) {
    #expect(ChineseAnnuityScale.amount(kind, year: year) == amount)
  }

  @Test(arguments: [(0, 0), (1, 60), (2, 120), (5, 300), (6, 300)])
  func surcharges(months: Int, amount: Int) {
    #expect(ChineseAnnuityScale.surcharge(on: 1200, fullMonthsLate: months) == amount)
  }

  @Test(arguments: [RightKind.invention, .utilityModel, .design])
  func livesDoNotContradictThemselves(kind: RightKind) {
    let seed: UInt64 = 90_210
    var maker = PatentLifeMaker(
      habits: .institute(ledgerStart: day(1990, 1, 1)), dice: SampleDice(seed: seed))
    var seen: Set<LegalStatus> = []
    for number in 0..<3_000 {
      let filed = day(2004, 1, 5) + number * 8_180 / 3_000
      let life = maker.life(kind, filing: filed, care: 1000, percentPaid: 100)
      let comment: Comment = "seed \(seed), \(kind.rawValue) filed \(filed): \(life.status.rawValue)"
      seen.insert(life.status)
      let end = filed.adding(years: ChineseAnnuityScale.term(kind, filed: filed))
      #expect((life.status.life == .alive) == (life.end == nil), comment)
      if life.status.life == .alive { #expect(end > maker.asOf, comment) }
      if life.status == .expired { #expect(life.end == end, comment) }
      let years = life.payments.map(\.year)
      #expect(years == Array((years.first ?? 0)..<((years.first ?? 0) + years.count)), comment)
      if let last = years.last, [.lapsed, .lapsedRestorable, .annuityLate].contains(life.status) {
        let due = filed.adding(years: last)
        let grace = due.adding(months: 6)
        #expect(due < maker.asOf && (life.status == .annuityLate) == (grace > maker.asOf), comment)
        #expect(life.status == .annuityLate || life.end == due, comment)
      }
      if life.status == .inForce, let last = years.last {
        #expect(filed.adding(years: last) > maker.asOf - 12 || last == end.fullYears(since: filed), comment)
      }
    }
    #expect(seen.isSuperset(of: [.pending, .inForce, .annuityLate, .lapsedRestorable, .lapsed]))
  }
}
