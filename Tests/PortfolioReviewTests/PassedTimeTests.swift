import PortfolioCore
import PortfolioReview
import TestSupport
import Testing
import Winnow

/// What runs out by itself is the work of time; what somebody recorded is not.
@Suite struct PassedTimeTests {
  /// Rights with everything that has an end: licences, pledges, disputes, products, proofs of use, family members.
  private static func tables(_ dice: inout SeededGenerator) -> [String: String] {
    func day(_ from: Int, _ to: Int) -> String {
      let year = Int.random(in: from...to, using: &dice)
      return "\(year)-0\(Int.random(in: 1...9, using: &dice))-\(Int.random(in: 10...28, using: &dice))"
    }
    func end() -> String { Bool.random(using: &dice) ? day(2026, 2034) : "" }
    var text = [
      "rights":
        "right,kind,office,title,filing_day,grant_day,status,status_observed_on,claims,ipc,owners,family,classes\n",
      "licences": "right,licence,direction,type,from_day,to_day\n",
      "pledges": "right,pledge,from_day,to_day\n",
      "disputes": "right,dispute,type,from_day,to_day\n",
      "product_links": "right,product,role,from_day,to_day\n",
      "products": "product,name\nQ1,Gear\n",
      "trademark_use": "right,nice_class,day,use,last_use_day\n",
      "citations": "right,observed_on,forward\n",
    ]
    for number in 1...24 {
      let right = "R\(number)"
      let kind = ["invention", "utility-model", "trademark"][number % 3]
      let office = number % 8 == 0 && kind == "invention" ? "US" : "CN"
      let filed = kind == "utility-model" ? day(2017, 2020) : day(2008, 2021)
      text["rights"]! +=
        "\(right),\(kind),\(office),T,\(filed),\(day(2022, 2024)),in-force,2025-06-30,\(Int.random(in: 1...20, using: &dice)),"
        + (kind == "trademark" ? "," : "B61F5/30,")
        + "Acme,F\(number % 5),\(kind == "trademark" ? "12" : "")\n"
      if kind == "trademark" {
        text["trademark_use"]! += "\(right),12,2025-05-01,in-use,\(day(2022, 2024))\n"
        continue
      }
      text["citations"]! += "\(right),2025-06-30,\(Int.random(in: 0...30, using: &dice))\n"
      switch Int.random(in: 0...4, using: &dice) {
      case 0: text["licences"]! += "\(right),L\(number),out,exclusive,2022-02-01,\(end())\n"
      case 1: text["pledges"]! += "\(right),V\(number),2022-02-01,\(end())\n"
      case 2: text["disputes"]! += "\(right),D\(number),infringement,2022-02-01,\(end())\n"
      case 3: text["product_links"]! += "\(right),Q1,core,2022-02-01,\(end())\n"
      default: break
      }
    }
    return text
  }

  private func review(_ portfolio: Portfolio, _ day: String) throws -> ReviewRun {
    try portfolio.workspace.review(
      asOf: Portfolio.day(day), model: "central-enterprise", portfolioName: "P", previous: .none)
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func nothingRecordedMeansNothingButTime(seed: UInt64) throws {
    var dice = SeededGenerator(seed: seed)
    let portfolio = try Portfolio()
    let report = try portfolio.take(Self.tables(&dice), on: "2025-07-01")
    #expect(report.refused == 0, "seed \(seed)")
    let before = try review(portfolio, "2025-12-31")
    for year in [2027, 2031, 2035] {
      let after = try review(portfolio, "\(year)-12-31")
      let diff = try portfolio.workspace.diff(before: before, after: after)
      #expect(!diff.moved.isEmpty, "seed \(seed), \(year)")
      for move in diff.moved + diff.rescored {
        let right = after.table.text("number", move.afterRow)
        #expect(
          move.causes == [.time] && move.changedFacts.isEmpty,
          "seed \(seed), \(year): \(right) \(move.causes) \(move.changedFacts.map(\.name))")
      }
    }
  }

  private static let licensed = [
    "rights": """
    right,kind,office,title,filing_day,grant_day,status,status_observed_on,claims,ipc,owners
    P1,invention,CN,T,2018-01-01,2020-01-01,in-force,2025-06-30,9,B61F5/30,Acme
    P2,invention,CN,T,2018-01-01,2020-01-01,in-force,2025-06-30,9,B61F5/30,Acme

    """,
    "licences": """
    right,licence,direction,type,from_day,to_day
    P1,L1,out,exclusive,2022-01-01,2026-06-30
    P2,L2,out,exclusive,2022-01-01,

    """,
    // Without a grade a right has no score that could move.
    "assessments": answered,
  ]

  private static let answered =
    "right,assessor,day,question,score,role\n"
    + ["P1", "P2"].flatMap { right in
      [
        ("technical-advance", "technical"), ("substitution-difficulty", "technical"),
        ("enforceability", "legal"), ("market-prospect", "market"), ("main-business-effect", "business"),
      ].flatMap { question, role in
        ["a", "b"].map { "\(right),\($0),2025-06-01,\(question),3,\(role)\n" }
      }
    }.joined()

  private func causes(_ diff: RunDiff, _ right: String) -> [RunDiff.Cause] {
    (diff.moved + diff.rescored).first { diff.after.table.text("number", $0.afterRow) == right }?.causes ?? []
  }

  /// A licence recorded with its end is over in time; one that somebody terminated is news.
  @Test func aLicenceThatEndsAsRecordedIsTimeAndOneThatIsTerminatedIsData() throws {
    let portfolio = try Portfolio()
    try portfolio.take(Self.licensed, on: "2025-07-01")
    let before = try review(portfolio, "2025-12-31")
    try portfolio.take(
      [
        "licences":
          "right,licence,direction,type,from_day,to_day\nP2,L2,out,exclusive,2022-01-01,2026-06-30\n"
      ],
      on: "2026-07-01")
    let after = try review(portfolio, "2026-12-31")
    #expect(after.fact(.licencesOut, "P1") == "0" && after.fact(.licencesOut, "P2") == "0")
    let diff = try portfolio.workspace.diff(before: before, after: after)
    #expect(causes(diff, "P1") == [.time])
    #expect(causes(diff, "P2").contains(.data))
  }
}
