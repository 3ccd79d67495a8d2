import PortfolioCore
import Testing

@Suite struct MoneyTests {
  @Test(arguments: [
    ("900", "CNY", 90_000), ("1,234.50", "CNY", 123_450), ("0.05", "USD", 5), ("-3.1", "EUR", -310),
    ("4300", "JPY", 4_300), ("4300.00", "JPY", 4_300), ("1.234", "KWD", 1_234), ("12.500", "CNY", 1_250),
  ])
  func decimalsAreRead(text: String, code: String, minor: Int64) throws {
    let currency = try #require(Currency(code: code))
    #expect(Money(decimal: text, currency: currency)?.minorUnits == minor)
  }

  /// Nothing is rounded in silence, and nothing overflows.
  @Test(arguments: [
    "", ".", "-", "1.005", "1e3", "12元", "1..2", "99999999999999999999", "92233720368547758.08", "--1", "1-",
  ])
  func unfitTextsAreRefused(text: String) { #expect(Money(decimal: text, currency: .cny) == nil) }

  @Test(arguments: [
    (100, 1, 2, 50), (101, 1, 2, 51), (-101, 1, 2, -51), (200_000, 15, 100, 30_000), (333, 1, 3, 111),
    (5, 1, 10, 1),
    (4, 1, 10, 0), (Int64.max / 2, 2, 3, 3_074_457_345_618_258_602),
  ])
  func scalingRoundsHalvesAwayFromZero(minor: Int64, numerator: Int64, denominator: Int64, result: Int64) {
    #expect(
      Money(minorUnits: minor, currency: .cny).scaled(by: numerator, over: denominator).minorUnits == result)
  }

  @Test func printsAndReadsBack() {
    let seed: UInt64 = 7
    var generator = SeededGenerator(seed: seed)
    for code in ["CNY", "JPY", "KWD"] {
      guard let currency = Currency(code: code) else { continue }
      for _ in 0..<2_000 {
        let money = Money(minorUnits: Int64(bitPattern: generator.next()) >> 20, currency: currency)
        #expect(Money(decimal: money.decimal, currency: currency) == money, "seed \(seed), \(money)")
      }
    }
  }

  @Test(arguments: ["cny", "CN", "CNYY", "C1Y", ""])
  func noCurrency(code: String) { #expect(Currency(code: code) == nil) }
}
