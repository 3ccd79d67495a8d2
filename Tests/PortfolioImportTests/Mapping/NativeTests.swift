import Foundation
import PortfolioCore
import Testing

@testable import PortfolioImport

@Suite struct NativeTests {
  @Test func aRowOfRights() throws {
    let text = """
      right,kind,office,application_number,publication_number,grant_number,title,filing_day,publication_day,grant_day,family,unit,status,status_observed_on,ipc,claims,applicants,owners,inventors
      # P-0,invention,CN,,,,an example,,,,,,,,,,,,
      P-1,invention,CN,202010123456.5,CN111111111A,CN111111111B,一种转向架,2020-02-06,2020-08-04,2022-03-15,F-1,U01,in-force,2026-06-30,B61F5/30;B61F 5/52,10,甲公司,甲公司;乙公司,甲某；乙某
      S-1,technical-secret,,,,,配方,2021-05-01,,,,U01,,,,,,甲公司,
      T-1,trademark,CN,12345678,,12345678,图形,2021-05-01,,2022-01-07,,U01,in-force,,,,,甲公司,
      """
    let number = "2020101234565"
    let outcome = try MappingSupport.read(
      text.replacingOccurrences(of: "202010123456.5", with: NativeTests.checked("202010123456")),
      name: "rights.csv")
    #expect(outcome.refusals.isEmpty, "\(outcome.refusals.map { $0.problems.map { $0.text(.en) } })")
    #expect(outcome.plan.layout.name == "native/rights")
    #expect(outcome.rights.map(\.line) == [3, 4, 5])
    let draft = outcome.rights[0]
    #expect(draft.numbers.map(\.scheme) == [.application, .publication, .own])
    #expect(draft.numbers[0].number.hasPrefix(number.prefix(12)))
    #expect(draft.numbers[2] == RightNumber(office: "", scheme: .own, number: "P-1"))
    #expect(draft.publications.map(\.kindCode) == ["A", "B"])
    #expect(draft.publications.map(\.day?.iso) == ["2020-08-04", "2022-03-15"])
    #expect(draft.stage == .granted)
    #expect(draft.familyKey == "F-1")
    #expect(draft.ipc == ["B61F5/30", "B61F5/52"])
    #expect(draft.parties.map(\.name) == ["甲公司", "甲公司", "乙公司"])
    #expect(draft.inventors == ["甲某", "乙某"])
    #expect(draft.observation.status == .inForce)
    #expect(draft.observedOn == CalendarDay(iso: "2026-06-30"))
    #expect(outcome.rights[1].numbers.map(\.scheme) == [.own])
    #expect(outcome.rights[1].office == "")
    #expect(outcome.rights[2].numbers.map(\.scheme) == [.application, .registration, .own])
  }

  /// A market is a country: written in small letters or as UK it is known; what is no country is kept and told.
  @Test(arguments: [
    ("CN", "CN", false), ("us", "US", false), ("UK", "GB", false), ("EU", "EU", true), ("EP", "EP", true),
    ("zz", "ZZ", true), ("华东", "华东", true),
  ])
  func aMarketIsACountry(cell: String, kept: String, isTold: Bool) throws {
    let outcome = try MappingSupport.read(
      "product,year,amount,market\nPR1,2025,100,\(cell)\n", name: "revenues.csv")
    #expect(outcome.refusals.isEmpty)
    #expect(outcome.natives.map { $0.values["market"] } == [.text(kept)])
    #expect(outcome.warnings.map(\.code) == (isTold ? [.badNativeValue] : []))
    #expect(outcome.warnings.allSatisfy { $0.severity == .warning && $0.place?.column == "market" })
    #expect(CountryCode.isKnown(kept) == !isTold)
  }

  /// The due list names the fees of the US by the time after grant: what it prints is read back.
  @Test(arguments: [
    ("7.5y", 8), ("7.5", 8), ("3.5Y", 4), ("11.5y", 12), ("8", 8), ("8.0", 8), ("7.25", nil), ("7.5x", nil),
    ("+7.5", nil), ("40.5", nil), ("07.5", nil), ("10.5y", nil), ("10.5", nil), ("4.5", nil), ("1.5", nil),
  ] as [(String, Int64?)])
  func anInstalmentIsAFeeOfItsYear(cell: String, year: Int64?) throws {
    let outcome = try MappingSupport.read(
      "right,fee_year,paid_day,amount,currency\nP1,\(cell),2026-09-26,1616.00,USD\n", name: "payments.csv")
    guard let year else {
      #expect(outcome.refusals.flatMap(\.problems).map(\.code) == [.badNativeValue])
      return
    }
    #expect(outcome.refusals.isEmpty)
    #expect(outcome.natives.map { $0.values["fee_year"] } == [.integer(year)])
  }

  /// The application number with its check digit.
  static func checked(_ digits: String) -> String {
    let weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]
    let sum = zip(weights, digits.utf8).reduce(0) { $0 + $1.0 * Int($1.1 - 0x30) }
    return digits + "." + (sum % 11 == 10 ? "X" : String(sum % 11))
  }

  @Test func allProblemsOfARowAtOnce() throws {
    let text = """
      right,fee_year,paid_day,amount,currency,payer
      P-1,41,2026-02-30,12.345,CNY,
      P-1,7,2026-01-20,12.34,yuan,
      ,7,2026-01-20,,JPY,
      P-1,7,2026-01-20,1500,JPY,代理所
      """
    let outcome = try MappingSupport.read(text, name: "payments.csv")
    #expect(outcome.refusals.map(\.line) == [2, 3, 4])
    #expect(outcome.refusals[0].problems.map(\.place?.column) == ["fee_year", "paid_day", "amount"])
    #expect(outcome.refusals[1].problems.map(\.place?.column).contains("currency"))
    #expect(outcome.refusals[2].problems.map(\.code) == [.missingNativeValue, .missingNativeValue])
    let draft = try #require(outcome.natives.first)
    #expect(
      draft.values.byName == [
        "right": .text("P-1"), "fee_year": .integer(7), "paid_day": .day(CalendarDay(iso: "2026-01-20")!),
        "amount": .money(1500), "currency": .text("JPY"), "payer": .text("代理所"),
      ])
  }

  @Test(arguments: [
    ("party,kind\n甲,bankk\n", "parties.csv", "did you mean bank?"),
    ("right,party,share_percent\nP,甲,100.5\n", "ownership.csv", "percentage"),
    ("right,body,standard,essential_checked\nP,a,b,maybe\n", "declarations.csv", "yes or no"),
    ("product,year,amount\nPR,1980,1\n", "revenues.csv", "1990 to 2100"),
    ("product,year,amount\nPR,2020,-1\n", "revenues.csv", "not negative"),
  ])
  func badValuesSayWhatIsAllowed(text: String, name: String, says: String) throws {
    let outcome = try MappingSupport.read(text, name: name)
    let problem = try #require(outcome.refusals.first?.problems.first)
    #expect(problem.code == .badNativeValue)
    #expect(problem.message.en.contains(says))
  }

  /// Lines that look like a day, and a word that is near to none.
  @Test(arguments: [
    ("right,day,code\nP,2023-02-30,GR01\n", "events.csv", "The calendar has no such day"),
    ("right,day,code\nP,30.02.2023,GR01\n", "events.csv", "Not a day; write YYYY-MM-DD"),
    ("right,day,code\nP,2023-02-3x,GR01\n", "events.csv", "Not a day; write YYYY-MM-DD"),
  ])
  func daysThatAreNoneSayWhy(text: String, name: String, says: String) throws {
    let outcome = try MappingSupport.read(text, name: name)
    #expect(outcome.refusals.first?.problems.map(\.message.en) == [says])
  }

  @Test func aFarWordGetsNoHint() throws {
    let outcome = try MappingSupport.read(
      "right,kind,title,status\nP,invention,t,sleeping\n", name: "rights.csv")
    let problem = try #require(outcome.refusals.first?.problems.first)
    #expect(problem.code == .badNativeValue)
    #expect(!problem.message.en.contains("did you mean"))
  }

  @Test func cellsBehindTheHeaderAreNotDroppedInSilence() throws {
    let outcome = try MappingSupport.read(
      "unit,parent,name\nU1,,x,, \nU2,,a,b\n", name: "units.csv")
    #expect(outcome.refusals.count == 1)
    let problem = try #require(outcome.refusals.first?.problems.first)
    #expect(problem.code == .surplusCells)
    #expect(problem.place?.line == 3)
    #expect(problem.value == "b")
  }

  /// A file of any name whose headers are all a table's own: the missing one is named.
  @Test func aTableByAnotherNameSaysWhichColumnIsMissing() throws {
    let error = #expect(throws: ProblemList.self) {
      try MappingSupport.read("right,kind,office,filing_day\nP,invention,CN,2020-01-01\n", name: "my.csv")
    }
    #expect(error?.problems.map(\.code) == [.missingColumn])
    #expect(error?.problems.first?.value == "title")
  }

  /// Several tables have a right and a day: nothing is guessed.
  @Test func headersOfSeveralTablesFitNone() {
    let error = #expect(throws: ProblemList.self) {
      try MappingSupport.read("right,day\nP,2020-01-01\n", name: "my.csv")
    }
    #expect(error?.problems.map(\.code) == [.noMapping])
  }

  @Test func unknownColumnsAreNamedWithTheNearest() throws {
    let plan = try MappingSupport.read("unit,parent,nmae,name\nU1,,x,y\n", name: "units.csv").plan
    let problem = try #require(plan.problems.first)
    #expect(problem.code == .unknownNativeColumn)
    #expect(problem.remedy?.en == "Did you mean name?")
  }

  @Test func aMissingRequiredColumnStopsTheTable() throws {
    let error = #expect(throws: ProblemList.self) {
      try MappingSupport.read("unit,parent\nU1,\n", name: "units.csv")
    }
    #expect(error?.problems.map(\.code) == [.missingColumn])
    #expect(error?.problems.first?.value == "name")
  }

  @Test(arguments: [
    ("P-1,invention,CN,202010123456.1,,,T", ProblemCode.wrongCheckDigit),
    ("P-1,invention,US,202010123456.1,,,T", .malformedNumber),
    ("P-1,invention,,,,,T", .badNativeValue),
    ("P-1,invention,China,,,,T", .badNativeValue),
    ("P-1,invention,CN,,US9000001B2,,T", .badNativeValue),
    ("P-1,brand,CN,,,,T", .badNativeValue),
    ("P-1,invention,CN,201220249767.4,,,T", .badNativeValue),
  ])
  func badRightsAreRefused(row: String, code: ProblemCode) throws {
    let header = "right,kind,office,application_number,publication_number,grant_number,title\n"
    let outcome = try MappingSupport.read(header + row + "\n", name: "rights.csv")
    #expect(outcome.rights.isEmpty)
    #expect(outcome.refusals.first?.problems.map(\.code) == [code])
  }

  @Test func aFolderIsReadTableByTableThoseFirstToWhichOthersRefer() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("winnow-native-test")
    try? FileManager.default.removeItem(at: folder)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (fileName, text) in NativeTemplate.files() {
      try Data(text.utf8).write(to: folder.appendingPathComponent(fileName))
    }
    try Data("a,b\n".utf8).write(to: folder.appendingPathComponent("licenses.csv"))
    let plans = try PortfolioReader.plan(
      path: folder.path, name: "portfolio/", catalogue: MappingSupport.catalogue, latestYear: 2026)
    #expect(plans.map(\.layout.name) == NativeFormat.tables.map { "native/" + $0.name })
    let foreign = plans.flatMap(\.problems)
    #expect(foreign.map(\.code) == [.unknownNativeTable])
    #expect(foreign.first?.remedy?.en == "Did you mean licences.csv?")
    #expect(foreign.first?.place?.file == "portfolio/licenses.csv")
    // Templates hold an example as a comment, and no row.
    for plan in plans { #expect(try MappingSupport.read(plan).itemCount == 0) }
  }

  @Test func theExamplesOfTheTemplatesAreGoodRows() throws {
    for (fileName, text) in NativeTemplate.files() {
      let rows = text.replacingOccurrences(of: "\r\n# ", with: "\r\n")
        .replacingOccurrences(of: "202010123456.X", with: NativeTests.checked("202010123456"))
      let outcome = try MappingSupport.read(rows, name: fileName)
      #expect(
        outcome.refusals.isEmpty, "\(fileName): \(outcome.refusals.map { $0.problems.map { $0.text(.en) } })")
      #expect(outcome.itemCount == 1)
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5] as [UInt64]) func writingThenReadingGivesTheSameValues(seed: UInt64) throws
  {
    var random = SeededGenerator(seed: seed)
    for table in NativeFormat.tables where table.name != "rights" {
      var lines = [CSVWriter.line(table.columns.map(\.name))]
      var expected: [[String: NativeValue]] = []
      for _ in 0..<20 {
        var cells: [String] = []
        var values: [String: NativeValue] = [:]
        let currency = [Currency.cny, .usd, Currency(code: "JPY")!].randomElement(using: &random)!
        for column in table.columns {
          if !column.required, column.name != "currency", Bool.random(using: &random) {
            cells.append("")
            continue
          }
          let (cell, value) = NativeTests.random(column, currency, &random)
          cells.append(cell)
          values[column.name] = value
        }
        lines.append(CSVWriter.line(cells))
        expected.append(values)
      }
      let outcome = try MappingSupport.read(lines.joined(separator: "\n") + "\n", name: table.name + ".csv")
      #expect(outcome.refusals.isEmpty, "seed \(seed), table \(table.name)")
      #expect(outcome.natives.map(\.values.byName) == expected, "seed \(seed), table \(table.name)")
    }
  }

  private static func random(
    _ column: NativeFormat.Column, _ currency: Currency, _ random: inout SeededGenerator
  ) -> (String, NativeValue) {
    if column.name == "currency" { return (currency.code, .text(currency.code)) }
    switch column.type {
    case .text, .reference:
      let text = ["甲公司", "a,b", "say \"so\"", "Übergröße", "P-1", "x y", "100%"].randomElement(
        using: &random)!
      return (text, .text(text))
    case .office:
      let code = ["CN", "DE", "UP"].randomElement(using: &random)!
      return (code, .text(code))
    case .market:
      let (cell, code) = [("CN", "CN"), ("us", "US"), ("UK", "GB"), ("EU", "EU")].randomElement(
        using: &random)!
      return (cell, .text(code))
    case .day:
      let day = CalendarDay(number: Int32.random(in: 0...30_000, using: &random))
      return (day.iso, .day(day))
    case .integer(let range):
      let number = Int.random(in: range, using: &random)
      return (String(number), .integer(Int64(number)))
    case .signedMoney:
      let money = Money(
        minorUnits: Int64.random(in: -1_000_000_000...1_000_000_000, using: &random), currency: currency)
      return (money.decimal, .money(money.minorUnits))
    case .money:
      let money = Money(minorUnits: Int64.random(in: 0...1_000_000_000, using: &random), currency: currency)
      return (money.decimal, .money(money.minorUnits))
    case .percent:
      let points = Int64.random(in: 0...10_000, using: &random)
      return (Money(minorUnits: points, currency: .cny).decimal, .integer(points))
    case .flag:
      let flag = Bool.random(using: &random)
      return (flag ? "yes" : "no", .integer(flag ? 1 : 0))
    case .word(let words):
      let word = words.randomElement(using: &random)!
      return (word, .text(word))
    case .list:
      return ("a;b", .text("a;b"))
    }
  }
}
