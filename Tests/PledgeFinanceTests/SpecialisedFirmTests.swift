import Foundation
import TestSupport
import Testing
import Winnow

@testable import PledgeFinance

/// The pledge worked by hand in the sample's guide, against the program.
@Suite struct SpecialisedFirmTests {
  @Test func theProgramAgreesWithTheHand() throws {
    let readme = try #require(Repository.text("Sample-Portfolios/specialised-firm/README.md"))
    var bases: [(number: String, kind: String, basis: Int64, percent: Int64, lending: Int64)] = []
    for row in readme.split(separator: "\n") where row.hasPrefix("| P-") {
      let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let result = cells[4].split(separator: "→").last.map { $0.trimmingCharacters(in: .whitespaces) }
      bases.append(
        (
          cells[0], cells[1], try #require(Int64(cells[2])), try #require(Int64(cells[3].dropLast())),
          try #require(result.flatMap { Int64($0) })
        ))
    }
    #expect(bases.count == 3)
    // The hand itself: multiplied, cut to whole yuan, added up.
    for line in bases { #expect(line.basis * line.percent / 100 == line.lending, "\(line.number)") }
    let sum = bases.reduce(0) { $0 + $1.lending }
    let basis = bases.reduce(0) { $0 + $1.basis }
    #expect(readme.contains("| 合计 sum | | \(basis) | | \(sum) |"))
    let cover = sum * 10_000 / 200_000
    #expect(readme.contains("\(sum) / 200000 = \(cover / 100).\(cover % 100)%"))
    let ratio = (200_000 * 10_000 + basis - 1) / basis
    #expect(readme.contains("200000 / \(basis) = \(ratio / 100).\(ratio % 100)%"))

    let workspace = try Workspace.open(at: ":memory:")
    let day = try #require(CalendarDay(iso: "2026-06-30"))
    try workspace.importPortfolio(
      from: Repository.url("Sample-Portfolios/specialised-firm").path, observedOn: day)
    let run = try workspace.preview(asOf: day)
    let request = PledgeRequest(
      rights: bases.map(\.number) + ["P-0017", "P-0021", "P-0005"],
      amount: Money(major: 200_000, currency: .cny), months: 36)
    let packet = try workspace.pledgePacket(
      of: run, request, policy: try workspace.lenderPolicy("bank-25-15-50"), draws: 100
    ).packet
    for line in bases {
      let found = try #require(packet.lines.first { $0.number == line.number })
      #expect(found.kind?.rawValue == line.kind)
      #expect(found.value?.basis == line.basis * 100, "\(line.number)")
      #expect(found.loanToValue == Int(line.percent) * 100)
      #expect(found.lending(on: 0) == line.lending * 100, "\(line.number)")
    }
    for number in ["P-0017", "P-0021", "P-0005"] {
      #expect(packet.lines.first { $0.number == number }?.isCounted == false, "\(number)")
    }
    #expect(packet.cover.first?.cover.map(Int64.init) == cover)
    #expect(packet.cover.first?.loanToValue.map(Int64.init) == ratio)
  }
}
