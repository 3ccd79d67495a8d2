import Foundation
import PolicyModels
import PortfolioCore
import Renewals
import Testing

/// The amounts of the offices beside China, the United States and the EPO against published tables.
@Suite struct OfficeTariffTests {
  /// Where a row of the facts stands in the model files.
  struct Address {
    var office: String
    var kind = RightKind.invention
    var fee: String
    var rateClass: String?
    var stage = RightStage.granted
    var perClaim = false
  }

  static let rateClasses = [
    "patent_small": "small", "patent_eservices": "online", "patent_other_means": "other-means",
    "patent_efiling_other": "efiling-other", "patent_efiling_natural_startup_small": "efiling-small",
    "patent_paper_other": "paper-other", "patent_paper_natural_startup_small": "paper-small",
    "patent_exam_before_2004-04-01": "examined-before-2004-04", "patent_reduced_sme": "reduced",
  ]

  /// The address of a row that holds an amount of a fee; nil for rows about surcharges, reductions and the like,
  /// which other tests and the cases beside the models cover.
  static func address(_ row: [String: String], office: String) -> Address? {
    guard let type = row["right_type"], var fee = row["year_or_event"] else { return nil }
    var address = Address(office: office == "EP-UP" ? "UP" : office, fee: fee, rateClass: rateClasses[type])
    if type.hasPrefix("utility_model") { address.kind = .utilityModel }
    if type == "design" { address.kind = .design }
    if fee == "per_year_pending" {
      address.stage = .application
      fee = "3"
    }
    if office == "HK" {
      switch fee {
      case "renewal_per_year": fee = "4"
      case "renewal_after_year_4":
        address.kind = .utilityModel
        fee = "4y"
      default: return nil
      }
    }
    if fee.hasSuffix("+claim") {
      address.perClaim = true
      fee.removeLast("+claim".count)
    }
    guard fee == "4y" || fee.split(separator: "-").allSatisfy({ Int($0) != nil }) else { return nil }
    address.fee = fee
    return address
  }

  static let offices: [(String, Int)] = [
    ("AU", 70), ("BR", 30), ("CA", 18), ("CH", 17), ("DE", 25), ("EP-UP", 19), ("ES", 18), ("FR", 17),
    ("GB", 32),
    ("HK", 2), ("IN", 72), ("IT", 17), ("JP", 190), ("KR", 100), ("NL", 23), ("PL", 18), ("RU", 33),
    ("SE", 18),
    ("SG", 28), ("TW", 0), ("WO-MADRID", 0),
  ]

  /// Every row that may be shipped stands in the files, on its first and its last day; rows from memory, from
  /// somebody's program or with sources that disagree do not.
  @Test(arguments: offices) func everyTariffRowOfTheFacts(office: String, atLeast: Int) throws {
    guard let text = Fixtures.sharedFile("fees/\(office).csv") else { return }
    let schedules = try Fixtures.schedules()
    var compared = 0
    for row in Fixtures.rows(text) {
      guard let address = OfficeTariffTests.address(row, office: office) else { continue }
      let currency = try #require(Currency(code: row["currency"] ?? ""))
      let amount = try #require(Money(decimal: row["amount"] ?? "", currency: currency))
      let from = CalendarDay(iso: row["effective_from"] ?? "")
      let last = CalendarDay(iso: row["effective_to"] ?? "")
      let schedule = try #require(
        schedules.schedule(office: address.office, kind: address.kind), "\(office) \(address.fee)")
      let isShippable = ["official", "secondary"].contains(row["confidence"])
      for on in [from, last, from == nil && last == nil ? day("2040-01-01") : nil].compactMap({ $0 }) {
        let found = schedule.amount(
          kind: address.kind, fee: address.fee, on: on, rateClass: address.rateClass, stage: address.stage,
          perClaim: address.perClaim)
        if isShippable {
          #expect(found == amount, "\(office) \(row["right_type"] ?? "") \(address.fee) \(on)")
          compared += 1
        } else if office != "DE" {
          #expect(found == nil, "\(office) \(row["right_type"] ?? "") \(address.fee) \(on)")
        }
      }
    }
    #expect(compared >= atLeast)
  }

  /// The German amounts before 2022-07-01 come from two firms' lists that agree; for year 20 they do not.
  @Test func germanAmountsBeforeTheChange() throws {
    let schedule = try #require(try Fixtures.schedules().schedule(office: "DE", kind: .invention))
    func euros(_ year: Int, _ on: String) -> Int64? {
      schedule.amount(kind: .invention, fee: String(year), on: day(on)).map { $0.minorUnits / 100 }
    }
    #expect(
      (3...19).map { euros($0, "2022-06-30") } == [
        70, 70, 90, 130, 180, 240, 290, 350, 470, 620, 760, 910, 1060, 1230, 1410, 1590, 1760,
      ])
    #expect(euros(20, "2022-06-30") == nil)
    #expect(euros(20, "2022-07-01") == 2030)
  }

  /// The whole life of a unitary patent: HGF's sum.
  @Test func sumOfTheUnitaryPatent() throws {
    let schedule = try #require(try Fixtures.schedules().schedule(office: "UP", kind: .invention))
    let sum = (2...20).compactMap {
      schedule.amount(kind: .invention, fee: String($0), on: day("2026-01-01"))?.minorUnits
    }.reduce(0, +)
    #expect(sum == 3_555_500)
  }

  @Test(
    arguments: [
      ("JP", .invention, "4", "2022-03-31", nil, 6400), ("JP", .invention, "4", "2022-04-01", nil, 10300),
      ("KR", .invention, "13", "2023-07-31", nil, 360_000),
      ("KR", .invention, "13", "2023-08-01", nil, 324_000),
      ("GB", .invention, "12", "2018-04-05", nil, 210), ("GB", .invention, "12", "2018-04-06", nil, 220),
      ("SG", .invention, "8", "2025-08-31", nil, 430), ("SG", .invention, "8", "2025-09-01", nil, 460),
      ("SG", .invention, "11", "2025-09-01", nil, 600), ("AU", .invention, "15", "2016-10-09", nil, 1120),
      ("AU", .invention, "15", "2016-10-10", nil, 1250), ("AU", .invention, "15", "2020-10-01", nil, 1280),
      ("IN", .invention, "7", "2026-01-01", "paper-small", 2650),
      ("IT", .utilityModel, "6-10", "2026-01-01", nil, 500),
      ("PL", .invention, "1-3", "2026-01-01", nil, 480), ("DE", .utilityModel, "7-8", "2026-01-01", nil, 350),
      ("RU", .invention, "21", "2024-03-01", nil, 24000),
      ("HK", .utilityModel, "4y", "2026-01-01", nil, 1080),
    ] as [(String, RightKind, String, String, String?, Int64)])
  func publishedAmounts(
    office: String, kind: RightKind, fee: String, on: String, rateClass: String?, major: Int64
  ) throws {
    let schedule = try #require(try Fixtures.schedules().schedule(office: office, kind: kind))
    let amount = schedule.amount(kind: kind, fee: fee, on: day(on), rateClass: rateClass)
    #expect(amount == Money(major: major, currency: schedule.currency))
  }

  /// A year inside a payment for several years has no amount of its own.
  @Test func yearsOfAJointPayment() throws {
    let schedule = try #require(try Fixtures.schedules().schedule(office: "PL", kind: .invention))
    #expect(schedule.amount(kind: .invention, fee: "1", on: day("2026-01-01")) == nil)
    #expect(schedule.amount(kind: .invention, fee: "2", on: day("2026-01-01")) == nil)
  }

  @Test func doubtfulAmountsAreNotShipped() throws {
    let schedules = try Fixtures.schedules()
    func amount(_ office: String, _ kind: RightKind, _ fee: String, _ rateClass: String? = nil) -> Money? {
      schedules.schedule(office: office, kind: kind)?.amount(
        kind: kind, fee: fee, on: day("2026-11-20"), rateClass: rateClass)
    }
    #expect(amount("TW", .invention, "5") == nil)
    #expect(amount("KR", .design, "5") == nil)
    #expect(amount("FR", .invention, "19") == nil)
    #expect(amount("CA", .invention, "5", "small") == nil)
    #expect(amount("WO", .trademark, "renewal") == nil)
    #expect(amount("FR", .invention, "18") != nil)
  }
}
