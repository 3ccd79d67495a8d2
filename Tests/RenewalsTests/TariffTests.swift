import Foundation
import PolicyModels
import PortfolioCore
import Renewals
import Testing

/// The amounts in the model files against published tables.
@Suite struct TariffTests {
  @Test(
    arguments: [
      ("CN", .invention, "1", "2026-01-01", nil, 900), ("CN", .invention, "9", "2026-01-01", nil, 2000),
      ("CN", .invention, "20", "2026-01-01", nil, 8000), ("CN", .utilityModel, "5", "2026-01-01", nil, 900),
      ("CN", .utilityModel, "10", "2026-01-01", nil, 2000), ("CN", .design, "11", "2032-01-01", nil, 3000),
      ("US", .invention, "3.5y", "2013-03-18", nil, 1150),
      ("US", .invention, "3.5y", "2013-03-19", nil, 1600),
      ("US", .invention, "11.5y", "2020-10-01", "micro", 1850),
      ("US", .invention, "11.5y", "2025-01-18", nil, 7700),
      ("US", .invention, "11.5y", "2025-01-19", nil, 8280),
      ("EP", .invention, "3", "2024-03-31", nil, 530), ("EP", .invention, "3", "2024-04-01", nil, 690),
      ("EP", .invention, "20", "2024-04-01", nil, 1775),
      ("CN", .trademark, "renewal", "2019-06-30", "paper", 1000),
      ("CN", .trademark, "renewal", "2019-07-01", "paper", 500),
      ("CN", .trademark, "renewal", "2019-07-01", nil, 450),
    ] as [(String, RightKind, String, String, String?, Int64)])
  func publishedAmounts(
    office: String, kind: RightKind, fee: String, on: String, rateClass: String?, major: Int64
  ) throws {
    let schedule = try #require(try Fixtures.schedules().schedule(office: office, kind: kind))
    let amount = schedule.amount(kind: kind, fee: fee, on: day(on), rateClass: rateClass)
    #expect(amount == Money(major: major, currency: schedule.currency))
  }

  /// Every row of the facts that may be shipped stands in the model files, on its first and its last day.
  @Test(arguments: ["CN", "US", "EP"]) func everyTariffRowOfTheFacts(office: String) throws {
    guard let text = Fixtures.sharedFile("fees/\(office).csv") else { return }
    let schedules = try Fixtures.schedules()
    var compared = 0
    for row in Fixtures.rows(text) {
      guard ["official", "secondary"].contains(row["confidence"]), let source = row["source"] else {
        continue
      }
      // Amounts whose days are from memory are not shipped: the EPO tariff of 2012.
      if office == "EP" && source.contains("dates background") { continue }
      var kind = RightKind.invention
      var rateClass: String?
      var fee = row["year_or_event"] ?? ""
      var isLate = false
      switch row["right_type"] {
      case "utility_model": kind = .utilityModel
      case "design": kind = .design
      case "trademark":
        kind = .trademark
        isLate = fee.hasPrefix("late_")
        rateClass = fee.hasSuffix("_paper") ? "paper" : "online"
        fee = "renewal"
      case let type? where type.hasPrefix("utility_"):
        rateClass = String(type.dropFirst("utility_".count))
        isLate = fee == "surcharge_6m_grace"
      default: break
      }
      guard isLate || fee == "renewal" || Int(fee) != nil || fee.hasSuffix(".5y") else { continue }
      let currency = try #require(Currency(code: row["currency"] ?? ""))
      let amount = try #require(Money(decimal: row["amount"] ?? "", currency: currency))
      let from = CalendarDay(iso: row["effective_from"] ?? "")
      let last = CalendarDay(iso: row["effective_to"] ?? "")
      for on in [from, last, from == nil && last == nil ? day("2040-01-01") : nil].compactMap({ $0 }) {
        let schedule = try #require(schedules.schedule(office: office, kind: kind))
        let found =
          isLate
          ? schedule.lateSurcharge(kind: kind, on: on, rateClass: rateClass)
          : schedule.amount(kind: kind, fee: fee, on: on, rateClass: rateClass)
        #expect(found == amount, "\(office) \(row["right_type"] ?? "") \(fee) \(on)")
        compared += 1
      }
    }
    #expect(compared >= 40)
  }

  @Test func unverifiedSurchargesAreNotShipped() throws {
    let schedule = try #require(try Fixtures.schedules().schedule(office: "US", kind: .invention))
    #expect(schedule.lateSurcharge(kind: .invention, on: day("2025-01-18")) == nil)
    #expect(
      schedule.lateSurcharge(kind: .invention, on: day("2025-01-19")) == Money(major: 540, currency: .usd))
  }

  @Test func everySourceOfAModelIsUsed() throws {
    // A source that no value names would be decoration.
    for file in Fixtures.files where file.path.hasPrefix("Fees/") && !file.path.hasSuffix(".cases.yaml") {
      let (_, header) = try ModelCatalogue.load(FeeSchedule.self, file: file)
      for source in header.sources {
        let isNamed = [",", "}", "\n"].contains { file.text.contains("source: \(source.id)\($0)") }
        #expect(isNamed, "\(file.path) \(source.id)")
      }
    }
  }

  @Test func terms() throws {
    let schedules = try Fixtures.schedules()
    func end(_ kind: RightKind, _ office: String, _ filing: String) -> String? {
      schedules.termEnd(of: RenewalSubject(office: office, kind: kind, filingDay: day(filing)))?.day.iso
    }
    #expect(end(.invention, "CN", "2020-02-29") == "2040-02-29")
    #expect(end(.utilityModel, "CN", "2020-02-29") == "2030-02-28")
    #expect(end(.design, "CN", "2021-05-31") == "2031-05-31")
    #expect(end(.design, "CN", "2021-06-01") == "2036-06-01")
    #expect(end(.invention, "US", "2020-05-04") == "2040-05-04")
    #expect(end(.invention, "EP", "2020-05-04") == "2040-05-04")
    #expect(end(.trademark, "CN", "2020-05-04") == nil)
    let stated = RenewalSubject(office: "CN", kind: .invention, expiryDay: day("2041-01-05"))
    #expect(schedules.termEnd(of: stated)?.day.iso == "2041-01-05")
    #expect(schedules.termEnd(of: stated)?.rule == nil)
  }

  @Test func staleModelsWarn() throws {
    let schedules = try Fixtures.schedules()
    let checked = try #require(schedules.models.map(\.checkedOn).min())
    #expect(schedules.staleness(asOf: checked.adding(years: 1)).isEmpty)
    let problems = schedules.staleness(asOf: checked.adding(years: 1) + 1)
    #expect(!problems.isEmpty)
    #expect(problems.allSatisfy { $0.code == .staleModel })
  }

  @Test func exchangeRates() throws {
    let rates = try Fixtures.rates()
    func yuan(_ money: Money, _ year: Int) -> Money? { rates.convert(money, to: .cny, year: year)?.money }
    #expect(yuan(Money(major: 1000, currency: .usd), 2025) == Money(minorUnits: 718_736, currency: .cny))
    #expect(yuan(Money(major: 1000, currency: .usd), 2019) == Money(minorUnits: 691_138, currency: .cny))
    #expect(
      yuan(Money(major: 10_000, currency: Currency(code: "JPY")!), 2025)
        == Money(minorUnits: 48_072, currency: .cny))
    // Later years take the newest full year, earlier ones the oldest, and the note says which.
    let later = try #require(rates.convert(Money(major: 100, currency: .eur), to: .cny, year: 2031))
    #expect(later.money == Money(minorUnits: 81_185, currency: .cny))
    #expect(later.note?.en == "Converted at the average of 2025: 1 EUR = 8.118504 CNY")
    #expect(rates.convert(Money(major: 100, currency: .eur), to: .cny, year: 2001)?.year == 2019)
    #expect(rates.convert(Money(major: 5, currency: .cny), to: .cny, year: 2001)?.note == nil)
    // The other way, and across.
    #expect(
      rates.convert(Money(minorUnits: 718_736, currency: .cny), to: .usd, year: 2025)?.money.decimal
        == "1000.00")
    #expect(
      rates.convert(Money(major: 1000, currency: .eur), to: .usd, year: 2025)?.money.decimal == "1129.55")
    // The rouble was last quoted for a whole year in 2021; Taiwan's dollar never.
    #expect(rates.convert(Money(major: 1, currency: Currency(code: "RUB")!), to: .cny, year: 2026) == nil)
    #expect(rates.convert(Money(major: 1, currency: Currency(code: "TWD")!), to: .cny, year: 2026) == nil)
  }
}
