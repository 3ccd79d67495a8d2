import PortfolioCore
import Testing

@testable import Reporting

@Suite struct ReportTextTests {
  private func braces(_ text: Substring) -> Set<String> {
    Set(
      text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap {
        $0.split(separator: "}").first.map(String.init)
      })
  }

  @Test func everyTextHasBothLanguagesWithTheSameBraces() {
    for both in ReportText.allCases.map(\.rawValue) + ReportSentence.allCases.map(\.rawValue)
      + WorkbookText.allCases.map(\.rawValue) + ChartText.allCases.map(\.rawValue)
      + QuestionText.allCases.map(\.rawValue)
    {
      let halves = both.split(separator: "|", omittingEmptySubsequences: false)
      #expect(halves.count == 2, "\(both)")
      guard halves.count == 2 else { continue }
      #expect(!halves[0].isEmpty && !halves[1].isEmpty, "\(both)")
      #expect(braces(halves[0]) == braces(halves[1]), "\(both)")
      // English has no Chinese characters in it.
      #expect(!halves[1].unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "\(both)")
    }
  }

  @Test func everyWordHasBothLanguages() {
    let words =
      RightKind.allCases.map(ReportWords.kind) + LegalStatus.allCases.map(ReportWords.status)
      + RightStage.allCases.map(ReportWords.stage) + Array(ReportWords.offices.values)
      + Array(ReportWords.productUse.values)
    for word in words { #expect(!word.zh.isEmpty && !word.en.isEmpty) }
    for language in Language.allCases {
      let statuses = Set(LegalStatus.allCases.map { ReportWords.status($0).text(language) })
      #expect(statuses.count == LegalStatus.allCases.count)
      let wording = Wording(language: language, currency: .cny)
      #expect(Set(FactState.allCases.map(wording.state)).count == FactState.allCases.count)
    }
  }

  @Test func bracesAreFilledOnce() {
    let wording = Wording(language: .en, currency: .cny)
    #expect(wording.fill("{a} and {b} {c}", ["a": "{b}", "b": "2"]) == "{b} and 2 {c}")
    #expect(wording.fill("open { brace", ["a": "1"]) == "open { brace")
  }

  @Test(arguments: [
    (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567"),
    (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func thousands(_ value: Int, _ text: String) { #expect(NumberText.whole(value) == text) }

  @Test(arguments: [
    (0.05, 1, "0.1"), (1234.56, 1, "1,234.6"), (-0.25, 1, "-0.3"), (99.95, 1, "100.0"), (2, 2, "2.00"),
    (Double.nan, 1, "–"), (Double.infinity, 1, "–"),
  ])
  func fixedDecimals(_ value: Double, _ decimals: Int, _ text: String) {
    #expect(NumberText.fixed(value, decimals) == text)
  }

  @Test(arguments: [
    (0.0, "0.0"), (72.449, "72.5"), (72.4449, "72.4"), (100, "100.0"), (69.96, "70.0"),
  ])
  func pointsAreRoundedFromHundredths(_ points: Double, _ text: String) {
    #expect(Wording(language: .en, currency: .cny).points(points) == text)
  }

  @Test(arguments: [(0.0, "0%"), (0.001, "<1%"), (0.914, "91%"), (0.999, ">99%"), (1, "100%")])
  func percent(_ share: Double, _ text: String) {
    #expect(Wording(language: .zh, currency: .cny).percent(share) == text)
  }

  @Test(arguments: [
    (Language.zh, Currency.cny, 2, Int64(123_456_789), "1,234,567.89 元"),
    (.zh, .cny, 0, 123_400, "1,234 元"), (.en, .cny, 0, 123_400, "CNY 1,234"), (.zh, .usd, 2, -5, "USD -0.05"),
  ])
  func money(_ language: Language, _ currency: Currency, _ decimals: Int, _ minor: Int64, _ text: String) {
    #expect(Wording(language: language, currency: currency, moneyDecimals: decimals).money(minor) == text)
  }

  @Test(
    arguments: [
      ([5.0 / 8, 3.0 / 8], ["62.5%", "37.5%"], ["0.6250", "0.3750"]), ([1], ["100%"], ["1.0000"]),
      ([1.0 / 3, 1.0 / 3, 1.0 / 3], ["33.4%", "33.3%", "33.3%"], ["0.3334", "0.3333", "0.3333"]),
      ([], [], []),
    ] as [([Double], [String], [String])])
  func weightsOfMethods(_ weights: [Double], percents: [String], decimals: [String]) {
    #expect(AssetValueBuilder.weightTexts(weights) == percents)
    #expect(AssetValueBuilder.weightDecimals(weights) == decimals)
  }

  @Test(arguments: [(0.25, "25.00%"), (0.0236, "2.36%"), (0.023575, "2.3575%"), (-0.0125, "-1.25%")])
  func ratesAreWrittenSoThatTheyAddUp(_ share: Double, text: String) {
    #expect(AssetValueBuilder.shareText(share) == text)
  }

  @Test func roundedPartsAddUp() {
    let seed: UInt64 = 41
    var random = SeededGenerator(seed: seed)
    for round in 0..<2000 {
      let parts = (0..<(1 + Int(random.unit() * 9))).map { _ in random.unit() * 30 }
      let total = Wording.hundredths(parts.reduce(0, +))
      let rounded = NumberText.roundedToSum(parts, total: total)
      #expect(rounded.reduce(0, +) == total, "seed \(seed), round \(round)")
      for (part, hundredths) in zip(parts, rounded) {
        #expect(abs(part * 100 - Double(hundredths)) <= 1.0001, "seed \(seed), round \(round)")
      }
    }
  }

  @Test(arguments: [(0.7, 5, 0.2), (13, 5, 5), (100, 5, 20), (101, 5, 50), (2600, 5, 1000)])
  func axisSteps(_ greatest: Double, _ most: Int, _ step: Double) {
    #expect(abs(NumberText.axisStep(greatest, most: most, whole: false) - step) < 1e-9)
    #expect(NumberText.axisStep(0.4, most: 3, whole: true) == 1)
  }
}
