import Foundation
import PortfolioCore
import Renewals
import Testing

/// The sample portfolio's fees, worked by hand by somebody who did not use the engine.
@Suite struct SamplePortfolioTests {
  @Test func nextAnnuitiesWorkedByHand() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sample-Portfolios/first-look")
    func rows(_ name: String) -> [[String: String]]? {
      guard let text = try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8) else {
        return nil
      }
      return Fixtures.rows(text.replacingOccurrences(of: "\u{FEFF}", with: ""))
    }
    guard let rights = rows("rights.csv"), let expected = rows("expected-fees.txt") else {
      print("skipped: Sample-Portfolios/first-look is not there")
      return
    }
    let calendar = try Fixtures.calendar()
    let asOf = day("2026-06-30")
    var listed = Set<String>()
    #expect(!expected.isEmpty)
    for row in expected {
      let name = try #require(row["right"])
      listed.insert(name)
      let right = try #require(rights.first { $0["right"] == name })
      let items = try calendar.items(
        for: try subject(right), from: day("2026-01-01"), through: day("2027-12-31"), asOf: asOf
      ).get()
      let due = try #require(row["due_day"])
      let item = try #require(items.first { $0.due.iso == due }, "\(name): \(items.map(\.due.iso))")
      #expect(item.feeName == row["fee_year"], "\(name)")
      let currency = try #require(Currency(code: row["currency"] ?? ""))
      #expect(item.amount == Money(decimal: row["amount"] ?? "", currency: currency), "\(name)")
    }
    // The rights without an expected fee have none in the engine's eyes either.
    for right in rights where !listed.contains(right["right"] ?? "") {
      let result = calendar.items(
        for: try subject(right), from: asOf, through: asOf.adding(years: 1), asOf: asOf)
      if case .success(let items) = result { #expect(items.isEmpty, "\(right["right"] ?? "")") }
    }
  }

  private func subject(_ row: [String: String]) throws -> RenewalSubject {
    func value(_ key: String) -> CalendarDay? { CalendarDay(iso: row[key] ?? "") }
    let kind = try #require(RightKind(rawValue: row["kind"] ?? ""))
    let status = LegalStatus(rawValue: row["status"] ?? "")
    return RenewalSubject(
      office: row["office"] ?? "", kind: kind, stage: status?.stage ?? .granted, life: status?.life ?? .alive,
      filingDay: value("filing_day"), grantDay: value("grant_day"), priorityDay: value("priority_day"),
      expiryDay: value("expiry_day"), endDay: value("end_day"), claims: Int(row["claims"] ?? ""))
  }
}
