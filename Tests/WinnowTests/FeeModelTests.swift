import TestSupport
import Testing
import Winnow

/// The models behind the fees: who warns when they grow old, and that a user's own take their place.
@Suite struct FeeModelTests {
  private static let asOf = CalendarDay(iso: "2026-06-30")!

  private static let rights = """
    right,kind,office,application_number,title,filing_day,grant_day,status,status_observed_on
    P-1,invention,US,,甲,2020-08-10,2023-03-14,in-force,2026-06-30
    P-2,invention,EP,,乙,2018-03-20,2024-05-15,in-force,2026-06-30

    """

  private func workspace(_ folder: TemporaryFolder, models: String? = nil) throws -> Workspace {
    try folder.write("p/rights.csv", Self.rights)
    try folder.write("p/validations.csv", "right,office,from_day,to_day\nP-2,DE,,\n")
    let workspace = try Workspace.open(at: ":memory:", models: models)
    _ = try workspace.importPortfolio(from: folder.file("p"), observedOn: Self.asOf)
    return workspace
  }

  /// Rates of one's own: 1 dollar is 10 yuan in every year.
  private static let rates = """
    kind: exchange-rates
    id: yearly-averages
    version: "mine"
    title: {zh: 本单位汇率, en: Our rates}
    checkedOn: 2026-01-15
    sources: {treasury: {title: 财务部, standing: house-default}}
    base: CNY
    source: treasury
    newestFullYear: 2025
    rates:
      USD: {2024: 9, 2025: 10}
      EUR: {2025: 8}
    """

  @Test func aUsersRatesTakeThePlaceOfTheBuiltInOnes() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine/rates.yaml", Self.rates)
    let outlook = try workspace(folder, models: folder.file("mine")).feeOutlook(asOf: Self.asOf)
    let forecast = outlook.forecast(.init(years: 2, dimensions: []))
    // 2,150 dollars in 2026 at 10; 430 euros of year 10 in 2027 at 8. Lowest: dollars at 9.
    #expect(forecast.total.expected == [2_150_000, 344_000])
    #expect(forecast.total.low == [1_935_000, 344_000])
    #expect(forecast.rateYears == 2024...2025)
    // A currency that the file lacks has no rate; nothing is made up.
    try folder.write("poor/rates.yaml", Self.rates.replacing("  EUR: {2025: 8}", with: ""))
    let poor = try workspace(folder, models: folder.file("poor")).feeOutlook(asOf: Self.asOf)
    let left = poor.forecast(.init(years: 2, dimensions: []))
    #expect(left.total.expected == [2_150_000, 0] && left.total.leftOut == 1)
    #expect(left.leftOut.map(\.reason.en) == ["There is no exchange rate for EUR"])
  }

  /// Nothing grows old in silence: on the day a year after the last check nothing is said, on the next each
  /// schedule in use and the rates warn, in a forecast and in a review; offices not in use do not.
  @Test func oldModelsWarnWhereverTheyAreUsed() throws {
    let folder = try TemporaryFolder()
    let workspace = try workspace(folder)
    let checked = CalendarDay(iso: "2026-11-20")!
    let young = try workspace.feeOutlook(asOf: checked.adding(years: 1)).problems.map(\.place?.file)
    #expect(!young.contains { $0?.hasPrefix("Fees/") ?? false })
    let day = checked.adding(years: 1) + 1
    let old = try workspace.feeOutlook(asOf: day).problems
    #expect(old.allSatisfy { $0.code.rawValue == "FEE001" && $0.severity == .warning })
    let files = Set(old.compactMap { $0.place?.file })
    // The state where the European patent is kept up is in use as well.
    #expect(files.isSuperset(of: ["Fees/US.yaml", "Fees/EP.yaml", "Fees/DE.yaml"]), "\(files)")
    #expect(files.isDisjoint(with: ["Fees/CN.yaml", "Fees/FR.yaml"]))
    let run = try workspace.preview(asOf: day)
    let warned = Set(run.problems.filter { $0.code.rawValue == "FEE001" }.compactMap { $0.place?.file })
    #expect(warned.isSuperset(of: files.filter { $0.hasPrefix("Fees/") }))
  }

  /// A user's schedule under an id of its own that covers what a built-in one covers: the review would not begin, so
  /// lint must not call the folder sound.
  @Test func lintFindsTwoSchedulesForOneKindOfRight() throws {
    let folder = try TemporaryFolder()
    let shipped = try #require(Repository.text("Models/Fees/CN-trademark.yaml"))
    try folder.write(
      "mine/Fees/marks.yaml", shipped.replacing("id: CN-trademark", with: "id: our-marks"))
    let problems = ModelLint.problems(in: try Workspace.catalogue(models: folder.file("mine")))
    #expect(problems.map(\.code) == [.modelBadValue])
    #expect(problems.first?.value == "trademark")
    #expect(problems.first?.message.en.contains("already covered by") == true)
    // The same id takes the built-in one's place.
    try folder.write("same/Fees/marks.yaml", shipped)
    #expect(ModelLint.problems(in: try Workspace.catalogue(models: folder.file("same"))).isEmpty)
  }
}
