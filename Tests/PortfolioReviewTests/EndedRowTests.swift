import Foundation
import TestSupport
import Testing
import Winnow

/// Rows that a file no longer holds are told or end, and what a file of an earlier day changes is told.
@Suite struct EndedRowTests {
  private static let later = CalendarDay(year: 2026, month: 12, day: 31) ?? CalendarDay(number: 0)
  private static let last = CalendarDay(year: 2027, month: 3, day: 31) ?? CalendarDay(number: 0)
  private static let earlier = CalendarDay(year: 2026, month: 4, day: 30) ?? CalendarDay(number: 0)

  private func take(
    _ table: String, _ text: String, _ workspace: Workspace, on day: CalendarDay, whole: Bool = false
  ) throws -> [Problem] {
    let folder = try TemporaryFolder()
    try folder.write("\(table).csv", text)
    var options = ImportOptions(observedOn: day)
    if whole { options.rowEnding = .ofTable }
    return try withExtendedLifetime(folder) {
      try workspace.importPortfolio(from: [folder.path], options: options).problems
    }
  }

  /// A table of two rows, of which the second goes, and the number of rows that count.
  struct Table: Sendable {
    let name: String
    let head: String
    let first: String
    let second: String
    let missing: String
    let count: @Sendable (ValueLedger, FeeLedger) -> Int
  }

  private static let tables = [
    Table(
      name: "revenues", head: "product,year,amount,kind\n", first: "PR1,2026,900,forecast\n",
      second: "PR1,2027,800,forecast\n", missing: "PR1 2027 forecast",
      count: { ledger, _ in ledger.figures.filter { $0.item == "forecast" }.count }),
    Table(
      name: "product_figures", head: "product,year,item,amount\n", first: "PR1,2024,development-cost,5\n",
      second: "PR1,2025,development-cost,6\n", missing: "PR1 development-cost 2025",
      count: { ledger, _ in ledger.figures.filter { $0.item == "development-cost" }.count }),
    Table(
      name: "attributions", head: "product,right,share_percent\n", first: "PR1,V-1,60\n",
      second: "PR1,V-2,40\n", missing: "PR1 V-2", count: { ledger, _ in ledger.attributions.count }),
    Table(
      name: "comparables", head: "deal,product,year,royalty_percent,source\n", first: "A,PR1,2024,2,own\n",
      second: "B,PR1,2025,3,own\n", missing: "(B)", count: { ledger, _ in ledger.deals.count }),
    Table(
      name: "product_links", head: "right,product,role,from_day\n", first: "V-1,PR1,core,2021-01-01\n",
      second: "V-4,PR1,supporting,2021-01-01\n", missing: "PR1 V-4",
      count: { ledger, _ in ledger.links.count }),
    Table(
      name: "costs", head: "right,day,kind,amount\n", first: "V-1,2024-05-01,agent,900\n",
      second: "V-1,2024-06-01,agent,800\n", missing: "V-1 2024-06-01 agent",
      count: { _, fees in fees.costs.count }),
    Table(
      name: "intangibles", head: "intangible,kind,name,product\n", first: "I-1,data,Tests,PR1\n",
      second: "I-2,data,Fields,PR1\n", missing: "(I-2)", count: { ledger, _ in ledger.intangibles.count }),
  ]

  @Test(arguments: tables.indices)
  func aRowThatIsGoneEndsWhereTheFileIsWhole(index: Int) throws {
    let table = EndedRowTests.tables[index]
    let given = try ValueCase([table.name: table.head + table.first + table.second])
    let store = given.workspace.store
    func count(_ day: CalendarDay) throws -> Int {
      table.count(try store.valueLedger(asOf: day), try store.feeLedger(asOf: day))
    }
    #expect(try count(EndedRowTests.later) == 2)
    // Told, and it goes on.
    let told = try take(table.name, table.head + table.first, given.workspace, on: EndedRowTests.later)
    let notice = try #require(told.first { $0.code == .rowsNotInFile })
    #expect(notice.text(.en).contains("1 row of table") && notice.text(.en).contains(table.missing))
    #expect(notice.text(.en).contains("goes on counting") && notice.text(.en).contains("--whole-tables"))
    #expect(notice.text(.zh).contains("仍按原样计入"))
    #expect(try count(EndedRowTests.later) == 2)
    // Ended from the day of the file, not before, and the import leaves its trace.
    let imports = try store.imports().count
    let ended = try take(
      table.name, table.head + table.first, given.workspace, on: EndedRowTests.later, whole: true)
    #expect(
      try #require(ended.first { $0.code == .rowsNotInFile }).text(.en).contains("it ends on 2026-12-31"))
    #expect(try count(EndedRowTests.later) == 1)
    #expect(try count(ValueCase.asOf) == 2)
    #expect(try store.imports().count == imports + 1)
    // Told once.
    let quiet = try take(
      table.name, table.head + table.first, given.workspace, on: EndedRowTests.later, whole: true)
    #expect(!quiet.contains { $0.code == .rowsNotInFile })
    // There again, it goes on from that day.
    _ = try take(
      table.name, table.head + table.first + table.second, given.workspace, on: EndedRowTests.last)
    #expect(try count(EndedRowTests.last) == 2)
    #expect(try count(EndedRowTests.later) == 1)
  }

  /// Rows of tables without versions end by their own day alone: those missing in a whole file go on, and are told.
  @Test func rowsOfOtherTablesGoOnAndAreTold() throws {
    let head = "pledge,right,pledgee,from_day,to_day,amount\n"
    let kept = "P8,V-2,Bank,2025-11-01,,100000\n"
    let given = try ValueCase(["pledges": head + "P9,V-1,Bank,2025-11-01,,100000\n" + kept])
    func missing(_ text: String, on day: CalendarDay, whole: Bool = true) throws -> Problem? {
      try take("pledges", text, given.workspace, on: day, whole: whole).first { $0.code == .rowsNotInFile }
    }
    #expect(try missing(head + kept, on: EndedRowTests.later, whole: false) == nil)
    // Before the rows were had nothing is missing.
    #expect(try missing(head, on: EndedRowTests.earlier) == nil)
    let told = try #require(try missing(head + kept, on: EndedRowTests.later))
    #expect(told.severity == .warning && told.value == "1")
    #expect(told.text(.en).contains("1 row of table pledges that was known before is not in the file"))
    #expect(told.text(.en).contains("goes on counting: --whole-tables ends no row of this table (P9 V-1)"))
    #expect(told.text(.en).contains("give them a to_day"))
    #expect(told.text(.zh).contains("仍按原样计入：--whole-tables 不终止这张表的行（P9 V-1）"))
    #expect(told.text(.zh).contains("填写 to_day"))
    let both = try #require(try missing(head, on: EndedRowTests.later))
    #expect(both.value == "2" && both.text(.en).contains("2 rows of table pledges"))
    // A refused row may be the missing one.
    let refused = try #require(try missing(head + "P9,V-77,Bank,2025-11-01,,1\n" + kept, on: EndedRowTests.later))
    #expect(refused.text(.en).contains("1 row was refused and may be among them"))
    // With a day of its end there is nothing to tell.
    let ended = "P9,V-1,Bank,2025-11-01,2026-11-30,100000\n"
    #expect(try missing(head + ended + kept, on: EndedRowTests.later) == nil)
    #expect(try missing(head + kept, on: EndedRowTests.last) == nil)
  }

  /// What names things and how they hang together is not compared, and the page of the format says so.
  @Test func namesAreNotCompared() throws {
    let given = try ValueCase()
    let rights = ValueCase.rights.split(separator: "\n").filter { !$0.hasPrefix("V-4,") }.joined(separator: "\n")
    #expect(rights.count < ValueCase.rights.count - 20)
    for (name, text) in [("rights", rights + "\n"), ("products", "product,name,business_line\nPR1,Valves,flow\n")] {
      let told = try take(name, text, given.workspace, on: EndedRowTests.later, whole: true)
      #expect(!told.contains { $0.code == .rowsNotInFile }, "\(name)")
    }
    #expect(try given.workspace.preview(asOf: ValueCase.asOf).row(named: "V-4") != nil)
    let page = try #require(Repository.text("Sources/Winnow/Winnow.docc/NativeFormat.md"))
    #expect(page.contains("`parties`, `products` and `families`) is not compared"))
    #expect(page.contains("`families` 六张表不作比对"))
  }

  /// Nor do they end where the folder holds their file no more.
  @Test func aTableWithoutVersionsThatIsGoneGoesOn() throws {
    let folder = try TemporaryFolder()
    try folder.write("exports/rights.csv", ValueCase.rights)
    try folder.write(
      "exports/pledges.csv", "pledge,right,pledgee,from_day,to_day,amount\nP9,V-1,Bank,2025-11-01,,100000\n")
    let workspace = try Workspace.open(at: ":memory:")
    func take(_ ending: RowEnding, on day: CalendarDay) throws -> [Problem] {
      var options = ImportOptions(observedOn: day)
      options.rowEnding = ending
      return try workspace.importPortfolio(from: [folder.file("exports")], options: options).problems
        .filter { $0.code == .rowsNotInFile }
    }
    #expect(try take(.ofTable, on: ValueCase.asOf).isEmpty)
    try FileManager.default.removeItem(atPath: folder.file("exports/pledges.csv"))
    #expect(try take(.none, on: EndedRowTests.later).isEmpty)
    let told = try take(.ofTable, on: EndedRowTests.later)
    #expect(told.count == 1)
    #expect(told.first?.text(.en).contains("the folder holds it no more) and goes on counting") == true)
    #expect(told.first?.text(.zh).contains("文件夹中已没有这个文件") == true)
  }

  /// What is kept day by day need not be in every file: a note says that it stays.
  @Test func recordsOfADayStay() throws {
    let head = "right,fee_year,paid_day,amount\n"
    let given = try ValueCase(["payments": head + "V-1,6,2025-04-01,2000\nV-1,7,2026-04-01,2000\n"])
    let told = try take(
      "payments", head + "V-1,7,2026-04-01,2000\n", given.workspace, on: EndedRowTests.later, whole: true)
    let note = try #require(told.first { $0.code == .rowsNotInFile })
    #expect(note.severity == .note && note.text(.en).contains("(V-1 6 2025-04-01)"))
    #expect(note.text(.en).contains("has no to_day") && note.text(.zh).contains("没有 to_day"))
  }

  /// A refused row may be the one that seems to be missing.
  @Test func nothingEndsWhileRowsAreRefused() throws {
    let given = try ValueCase()
    let broken =
      "product,year,amount,kind,recorded_on\nPR1,2025,8000000,actual,2026-03-31\nPR1,2026,much,forecast,\n"
    let problems = try take("revenues", broken, given.workspace, on: EndedRowTests.later, whole: true)
    let notice = try #require(problems.first { $0.code == .rowsNotInFile })
    #expect(notice.text(.en).contains("as 1 row was refused, none was ended"))
    #expect(try given.workspace.store.valueLedger(asOf: EndedRowTests.later).figures.count == 3)
  }

  /// The folder that is opened as a portfolio says what its own files say: what another file added stays.
  @Test func rowsOfOtherFilesStay() throws {
    let folder = try TemporaryFolder()
    for (name, text) in [
      "rights": ValueCase.rights, "products": ValueCase.products, "revenues": ValueCase.revenues,
    ] {
      try folder.write("exports/\(name).csv", text)
    }
    try folder.write("later/revenues.csv", "product,year,amount,kind\nPR1,2028,7000000,forecast\n")
    let workspace = try Workspace.open(at: ":memory:")
    func take(_ name: String, _ ending: RowEnding) throws -> [Problem] {
      var options = ImportOptions(observedOn: ValueCase.asOf)
      options.rowEnding = ending
      return try workspace.importPortfolio(from: [folder.file(name)], options: options).problems
    }
    func years() throws -> [Int] {
      try workspace.store.valueLedger(asOf: ValueCase.asOf).figures.map(\.year).sorted()
    }
    #expect(try take("exports", .ofSameFile).filter { $0.code == .rowsNotInFile }.isEmpty)
    // A file of another folder adds: it is noted that the others go on, and no more.
    let noted = try take("later", .none).filter { $0.code == .rowsNotInFile }
    #expect(noted.map(\.severity) == [.note])
    #expect(try take("exports", .ofSameFile).filter { $0.code == .rowsNotInFile }.map(\.severity) == [.note])
    #expect(try years() == [2025, 2026, 2027, 2028])
    try folder.write(
      "exports/revenues.csv",
      ValueCase.revenues.replacingOccurrences(of: "PR1,2026,9000000,forecast,2026-03-31\n", with: ""))
    let ended = try take("exports", .ofSameFile).filter { $0.code == .rowsNotInFile }
    #expect(ended.map(\.severity) == [.warning, .note])
    #expect(try years() == [2025, 2027, 2028])
    _ = try take("exports", .ofTable)
    #expect(try years() == [2025, 2027])
  }

  /// Without the row no later year rests on it; a row of nought would make them nought.
  @Test func theValueFollowsTheEnd() throws {
    let short = ValueCase.revenues.replacingOccurrences(
      of: "PR1,2027,10000000,forecast,2026-03-31\n", with: "")
    let without = try ValueCase(["revenues": short]).value("V-1").value
    let given = try ValueCase()
    #expect(try given.value("V-1").value != without)
    _ = try take("revenues", short, given.workspace, on: ValueCase.asOf, whole: true)
    let valuer = try given.workspace.valuer(of: given.workspace.preview(asOf: ValueCase.asOf), draws: 400)
    let row = try #require(valuer.run.row(named: "V-1"))
    #expect(valuer.value(row: row).value == without)
  }

  @Test func whatAFileOfAnEarlierDayChangesIsTold() throws {
    // The row names its own day, the same as that of the row seen later: what was seen later stands from then on.
    let dated = try ValueCase()
    let correction = "product,year,amount,kind,recorded_on\nPR1,2027,7000000,forecast,2026-03-31\n"
    let replaced = try take("revenues", correction, dated.workspace, on: EndedRowTests.earlier)
    let warning = try #require(replaced.first { $0.code == .correctedFromEarlierDay })
    #expect(
      warning.text(.en).contains(
        "1 row counts only until what was seen later (PR1 2027 forecast)"))
    func forecast(_ day: CalendarDay) throws -> Int64? {
      try dated.workspace.store.valueLedger(asOf: day).figures.first { $0.year == 2027 }?.amount.minorUnits
    }
    #expect(try forecast(EndedRowTests.earlier) == 700_000_000)
    #expect(try forecast(ValueCase.asOf) == 1_000_000_000)
    // A later recorded day goes before the day on which the file was seen.
    let recorded = try take(
      "revenues",
      correction.replacingOccurrences(of: "7000000", with: "6000000")
        .replacingOccurrences(of: "2026-03-31", with: "2026-12-31"),
      dated.workspace, on: EndedRowTests.earlier)
    let replacing = try #require(recorded.first { $0.code == .correctedFromEarlierDay })
    #expect(
      replacing.text(.en).contains(
        "1 row takes the place of what was seen later, on later days too (PR1 2027 forecast)"))
    #expect(replacing.text(.zh).contains("取代了较晚取得的内容"))
    #expect(try forecast(ValueCase.asOf) == 1_000_000_000)
    #expect(try forecast(EndedRowTests.later) == 600_000_000)
    // Without one, what was seen later stands from its day on.
    let undated = try ValueCase(["revenues": "product,year,amount,kind\nPR1,2027,9000000,forecast\n"])
    let older = try take(
      "revenues", "product,year,amount,kind\nPR1,2027,7000000,forecast\n", undated.workspace,
      on: EndedRowTests.earlier)
    #expect(
      try #require(older.first { $0.code == .correctedFromEarlierDay }).text(.en)
        .contains("1 row counts only until what was seen later"))
    let stands = try undated.workspace.store.valueLedger(asOf: ValueCase.asOf).figures
    #expect(stands.map(\.amount.minorUnits) == [900_000_000])
    // A correction of a later day is the usual thing.
    let usual = try take("revenues", correction, dated.workspace, on: EndedRowTests.later)
    #expect(!usual.contains { $0.code == .correctedFromEarlierDay })
  }

  /// Two files of two days give the same figures on every day in either order, and either again brings nothing.
  @Test(arguments: ["", "2026-03-31"])
  func theOrderOfImportsChangesNothing(recorded: String) throws {
    let days = [EndedRowTests.earlier, EndedRowTests.later]
    func file(_ amount: Int) -> String {
      "product,year,amount,kind,recorded_on\nPR1,2028,\(amount),forecast,\(recorded)\n"
    }
    func amounts(_ order: [Int]) throws -> [Int64?] {
      let given = try ValueCase()
      for place in order { _ = try take("revenues", file(place + 1), given.workspace, on: days[place]) }
      let imports = try given.workspace.store.imports().count
      for place in order { _ = try take("revenues", file(place + 1), given.workspace, on: days[place]) }
      #expect(try given.workspace.store.imports().count == imports)
      return try [EndedRowTests.earlier, ValueCase.asOf, EndedRowTests.later, EndedRowTests.last].map { day in
        try given.workspace.store.valueLedger(asOf: day).figures.first { $0.year == 2028 }?.amount.minorUnits
      }
    }
    #expect(try amounts([1, 0]) == [100, 100, 200, 200])
    #expect(try amounts([0, 1]) == [100, 100, 200, 200])
  }

  /// Where a later end is known, a whole file of an earlier day moves it forward.
  @Test func anEarlierEndGoesBeforeALaterOne() throws {
    let head = "product,year,amount,kind\n"
    let both = head + "PR1,2028,5,forecast\nPR1,2029,6,forecast\n"
    let given = try ValueCase(["revenues": both])
    let short = head + "PR1,2028,5,forecast\n"
    func years(_ day: CalendarDay) throws -> [Int] {
      try given.workspace.store.valueLedger(asOf: day).figures.map(\.year)
    }
    _ = try take("revenues", short, given.workspace, on: EndedRowTests.last, whole: true)
    #expect(try years(EndedRowTests.later) == [2028, 2029])
    let told = try take("revenues", short, given.workspace, on: EndedRowTests.later, whole: true)
    #expect(told.contains { $0.code == .rowsNotInFile && $0.text(.en).contains("it ends on 2026-12-31") })
    #expect(try years(EndedRowTests.later) == [2028])
    #expect(try years(EndedRowTests.last) == [2028])
    #expect(try years(ValueCase.asOf) == [2028, 2029])
  }

  /// A file that is gone from its folder ends nothing, and it is named; one without rows ends all by the flag alone.
  @Test func aFileThatIsGoneIsNamed() throws {
    let folder = try TemporaryFolder()
    for (name, text) in [
      "rights": ValueCase.rights, "products": ValueCase.products, "revenues": ValueCase.revenues,
    ] {
      try folder.write("exports/\(name).csv", text)
    }
    let workspace = try Workspace.open(at: ":memory:")
    func take(_ name: String, _ ending: RowEnding) throws -> ImportReport {
      var options = ImportOptions(observedOn: ValueCase.asOf)
      options.rowEnding = ending
      return try workspace.importPortfolio(from: [folder.file(name)], options: options)
    }
    _ = try take("exports", .ofSameFile)
    let count = try workspace.store.valueLedger(asOf: ValueCase.asOf).figures.count
    try FileManager.default.removeItem(atPath: folder.file("exports/revenues.csv"))
    let gone = try take("exports", .ofSameFile).problems.filter { $0.code == .rowsNotInFile }
    #expect(gone.map(\.severity) == [.warning])
    #expect(
      gone.first?.text(.en).contains("the folder holds it no more: \(count) rows of it still count") == true)
    #expect(gone.first?.text(.zh).contains("文件夹中已没有这个文件") == true)
    #expect(gone.first?.text(.en).contains("exports --whole-tables --db STORE") == true)
    // A folder whose tables are said to be whole does not hold the table: its rows end, and go on with the file.
    let table = try take("exports", .ofTable)
    let ended = table.problems.filter { $0.code == .rowsNotInFile }
    #expect(table.ended == count && ended.count == 1)
    #expect(ended.first?.text(.en).contains("\(count) rows of it end on \(ValueCase.asOf.iso)") == true)
    #expect(ended.first?.text(.zh).contains("起终止，此前各日仍然有效") == true)
    #expect(try workspace.store.valueLedger(asOf: ValueCase.asOf).figures.isEmpty)
    #expect(try workspace.store.valueLedger(asOf: ValueCase.asOf + -1).figures.count == count)
    #expect(try !take("exports", .ofTable).problems.contains { $0.code == .rowsNotInFile })
    try folder.write("exports/revenues.csv", ValueCase.revenues)
    _ = try take("exports", .ofTable)
    #expect(try workspace.store.valueLedger(asOf: ValueCase.asOf).figures.count == count)
    // The header alone: nothing ends but by the flag, and then it is no empty file.
    try folder.write("exports/revenues.csv", "product,year,amount\n")
    #expect(try take("exports/revenues.csv", .ofSameFile).ended == 0)
    let whole = try take("exports/revenues.csv", .ofTable)
    #expect(whole.ended == count && !whole.problems.contains { $0.code == .emptyFile })
    #expect(try workspace.store.valueLedger(asOf: ValueCase.asOf).figures.isEmpty)
  }
  /// A folder of two days, on the second of which the table is gone: the rows end on it in either order.
  @Test func aTableThatIsGoneEndsInEitherOrder() throws {
    for order in [[0, 1], [1, 0]] {
      let folder = try TemporaryFolder()
      let workspace = try Workspace.open(at: ":memory:")
      try folder.write("exports/rights.csv", ValueCase.rights)
      try folder.write("exports/products.csv", ValueCase.products)
      var reports: [ImportReport] = []
      for step in order {
        let revenues = folder.file("exports/revenues.csv")
        if step == 0 {
          try folder.write("exports/revenues.csv", ValueCase.revenues)
        } else if FileManager.default.fileExists(atPath: revenues) {
          try FileManager.default.removeItem(atPath: revenues)
        }
        var options = ImportOptions(observedOn: step == 0 ? EndedRowTests.later : EndedRowTests.last)
        options.rowEnding = .ofTable
        reports.append(try workspace.importPortfolio(from: [folder.file("exports")], options: options))
      }
      let store = workspace.store
      #expect(try store.valueLedger(asOf: EndedRowTests.later).figures.count == 3, "\(order)")
      #expect(try store.valueLedger(asOf: EndedRowTests.last).figures.isEmpty, "\(order)")
      // Whichever comes in second, it tells of the end.
      let told = try #require(reports.last?.problems.first { $0.code == .rowsNotInFile }).text(.en)
      #expect(told.contains("2027-03-31"), "\(order) \(told)")
      #expect(reports.map(\.ended) == (order == [0, 1] ? [0, 3] : [0, 0]))
      #expect(reports.map(\.endedLater) == (order == [0, 1] ? [0, 0] : [0, 3]))
    }
  }
}
