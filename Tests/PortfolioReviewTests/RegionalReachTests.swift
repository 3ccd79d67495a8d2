import PortfolioCore
import PortfolioReview
import Testing
import Winnow

/// A granted European patent reaches the states where it is kept up, not every state of the convention.
@Suite struct RegionalReachTests {
  struct Example: Sendable, CustomTestStringConvertible {
    var name: String
    var status = "in-force"
    var grant = "2022-06-08"
    /// Rows of table validations.
    var validations: String
    /// The share of the foreign revenue in reached states, in percent, or the state of the fact.
    var expected: String
    var testDescription: String { name }
  }

  /// Abroad 60 in Germany and 40 in France.
  private static let examples: [Example] = [
    Example(
      name: "pending: every state is open", status: "pending", grant: "", validations: "", expected: "100.0"),
    Example(name: "granted, states not on record", validations: "", expected: "unknown"),
    Example(name: "validated in Germany", validations: "E,DE,\n", expected: "60.0"),
    Example(name: "validated in both", validations: "E,DE,\nE,FR,\n", expected: "100.0"),
    Example(name: "given up in Germany", validations: "E,DE,2025-01-01\nE,FR,\n", expected: "40.0"),
    Example(name: "in Spain only", validations: "E,ES,\n", expected: "0.0"),
    Example(name: "unitary effect: its states are in no table", validations: "E,UP,\n", expected: "unknown"),
  ]

  @Test(arguments: examples)
  func theMarketsThatAreCovered(example: Example) throws {
    let portfolio = try Portfolio()
    var tables = [
      "families": "family\nF1\n",
      "rights": """
      right,kind,office,title,filing_day,grant_day,family,status,status_observed_on
      C,invention,CN,Bogie,2017-03-02,2020-06-30,F1,in-force,2026-06-30
      E,invention,EP,Bogie,2018-03-01,\(example.grant),F1,\(example.status),2026-06-30

      """,
      "products": "product,name\nPR1,Train\n",
      "product_links": "right,product,role,from_day\nC,PR1,core,2020-07-01\n",
      "revenues": """
      product,year,amount,currency,market,kind,recorded_on
      PR1,2025,300.00,CNY,CN,actual,2026-03-31
      PR1,2025,60.00,CNY,DE,actual,2026-03-31
      PR1,2025,40.00,CNY,FR,actual,2026-03-31

      """,
    ]
    if !example.validations.isEmpty {
      tables["validations"] = "right,office,to_day\n" + example.validations
    }
    try portfolio.take(tables, on: "2026-06-30")
    let run = try portfolio.review("2026-06-30")
    #expect(run.fact(.overseasCoverage, "C") == example.expected)
  }
}
