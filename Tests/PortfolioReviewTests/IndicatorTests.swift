import Foundation
import PortfolioCore
import PortfolioReview
import TestSupport
import Testing
import Winnow

@Suite struct IndicatorTests {
  /// Four patents in force (two inventions), one lapsed, one abroad, one PCT, two marks.
  static let rights = """
    right,kind,office,title,filing_day,grant_day,status,unit,family
    P-1,invention,CN,Bogie,2012-03-01,2015-01-01,in-force,U1,F-1
    P-2,invention,CN,Brake,2020-03-01,2022-01-01,in-force,U2,
    P-3,utility-model,CN,Step,2021-03-01,2021-09-01,in-force,U1,
    P-4,design,CN,Cab,2021-03-01,2021-09-01,annuity-late,U2,
    P-5,invention,CN,Door,2010-03-01,2012-01-01,lapsed,U1,
    P-6,invention,US,Bogie,2013-02-01,2016-01-01,in-force,U1,F-1
    P-7,invention,WO,Axle,2025-01-01,,pending,U2,
    P-8,invention,CN,Seat,2022-01-01,,refused,U2,
    T-1,trademark,WO,Mark,2021-01-01,2021-06-01,in-force,U1,
    T-2,trademark,CN,Mark,2021-01-01,2021-06-01,in-force,U1,

    """
  static let units = "unit,parent,name\nU0,,Group\nU1,U0,Rail\nU2,U0,Roads\n"

  private func review(
    figures: String = "", recognitions: String = "", on day: String = "2026-06-30"
  ) throws -> ReviewRun {
    let portfolio = try Portfolio()
    var tables = [
      "rights": IndicatorTests.rights, "units": IndicatorTests.units, "families": "family\nF-1\n",
    ]
    if !figures.isEmpty { tables["figures"] = "unit,figure,day,value,word\n" + figures }
    if !recognitions.isEmpty { tables["recognitions"] = "right,kind,name,day,holds\n" + recognitions }
    let report = try portfolio.take(tables, on: "2026-06-30")
    #expect(report.refused == 0, "\(report.refusals)")
    let run = try portfolio.review(day)
    // What is stored comes back the same.
    #expect(try portfolio.workspace.run(run.id).indicators == run.indicators)
    return run
  }

  private func value(
    _ id: IndicatorID, _ run: ReviewRun, unit: String = ""
  ) throws -> PortfolioIndicators.Value {
    let sheet = try #require(run.indicators?.sheets.first { $0.unit == unit })
    return try #require(sheet.values.first { $0.id == id })
  }

  @Test func figuresByHand() throws {
    let run = try review()
    // In force: P-1, P-2, P-3, P-4, P-6; three of them inventions.
    #expect(try value(.inventionShare, run).figure == 0.6)
    #expect(try value(.triadicStock, run).part == 1)
    #expect(try value(.overseasGrants, run).part == 1)
    #expect(try value(.pctFilings, run).part == 1)
    #expect(try value(.madridRegistrations, run).part == 1)
    // P-1, P-2, P-5 granted, P-8 refused.
    #expect(try value(.grantRate, run).figure == 0.75)
    #expect(try value(.chinaPatentAwards, run).figure == nil)
    // Nothing is recorded of products: from none to all.
    let use = try value(.implementationRate, run)
    #expect(use.figure == 0 && use.highest == 1 && use.unknown == 5)
    // P-1 is granted abroad and over ten years old; of P-2 some facts are missing.
    let highValue = try #require(run.indicators?.highValue)
    #expect(highValue.inScope == 2 && highValue.yes == 1 && highValue.cannotBeSaid == 1)
  }

  @Test func unitsAddUpToTheWhole() throws {
    let run = try review()
    let indicators = try #require(run.indicators)
    #expect(indicators.sheets.map(\.unit) == ["", "Rail", "Roads"])
    for id in IndicatorID.allCases where id != .chinaPatentAwards {
      let whole = try value(id, run)
      let parts = try ["Rail", "Roads"].map { try value(id, run, unit: $0) }
      #expect(parts.reduce(0) { $0 + $1.part } == whole.part, "\(id)")
      #expect(parts.reduce(0) { $0 + $1.whole } == whole.whole, "\(id)")
      #expect(parts.reduce(0) { $0 + $1.unknown } == whole.unknown, "\(id)")
    }
  }

  @Test func aGrowthNeedsItsBase() throws {
    func standing(_ run: ReviewRun, _ id: String) -> PortfolioIndicators.TargetResult? {
      run.indicators?.targets.first { $0.id == id }
    }
    let without = try review()
    #expect(standing(without, "us-jp-ep-stock")?.standing == .cannotBeSaid)
    #expect(standing(without, "us-jp-ep-stock")?.base == nil)
    #expect(standing(without, "invention-share")?.standing == .met)
    #expect(standing(without, "china-patent-awards")?.standing == .shown)
    let with = try review(
      figures: ",us-jp-ep-stock-2019,2019-01-01,1,\nU1,madrid-registrations-2019,2019-01-01,0,\n")
    #expect(standing(with, "us-jp-ep-stock")?.growth == 0)
    #expect(standing(with, "us-jp-ep-stock")?.standing == .notMet)
    // From nothing there is no growth in percent.
    #expect(standing(with, "madrid-registrations")?.standing == .cannotBeSaid)
    // A base stated later than the as-of day is not known on it.
    let later = try review(figures: ",us-jp-ep-stock-2019,2026-09-01,1,\n")
    #expect(standing(later, "us-jp-ep-stock")?.base == nil)
  }

  @Test func awardsAndIndustriesAreThoseRecordedByTheDay() throws {
    let run = try review(
      recognitions: """
        P-2,china-patent-award,Excellence,2024-07-20,
        P-2,national-science-award,Second class,2025-01-10,
        P-1,china-patent-award,Silver,2026-09-01,
        P-2,strategic-industry,Rail equipment,2023-01-01,no

        """)
    #expect(try value(.chinaPatentAwards, run).part == 1)
    #expect(run.fact(.nationalAwards, "P-2") == "2")
    #expect(run.fact(.nationalAwards, "P-1") == "0")
    #expect(run.fact(.strategicIndustry, "P-2") == "0")
    #expect(run.fact(.strategicIndustry, "P-1") == "unknown")
    #expect(run.fact(.grantedAbroad, "P-1") == "1")
    #expect(run.indicators?.highValue?.yes == 2)
  }

  @Test func surveyFiguresAreThoseOfTheIndustry() throws {
    let plain = try review()
    let all = try #require(plain.indicators?.benchmarks)
    #expect(all.map(\.measure) == [.ipStaffShare, .ipBudgetShare, .litigationRate, .useRate])
    #expect(all.allSatisfy { $0.own == nil && !$0.sample.en.isEmpty && !$0.source.isEmpty })
    let stated = try review(
      figures: ",industry,2026-01-01,,装备\n,ip-staff,2026-01-01,12,\n,research-staff,2026-01-01,600,\n")
    #expect(stated.indicators?.industry?.en == "Equipment")
    let some = try #require(stated.indicators?.benchmarks)
    #expect(some.count == 5)
    #expect(some.first { $0.measure == .ipStaffShare }?.own == 0.02)
  }
}

@Suite struct ScoreComparisonTests {
  @Test func placesOfEqualsAreTheSame() throws {
    let portfolio = try Portfolio()
    var rights = "right,kind,office,title,filing_day,grant_day,status,claims\n"
    var citations = "right,observed_on,forward,backward,family_size\n"
    for number in 1...40 {
      rights += "P-\(number),invention,CN,Bogie,2018-03-01,2020-01-01,in-force,\(number)\n"
      citations += "P-\(number),2026-06-30,\(41 - number),\(number % 5),1\n"
    }
    try portfolio.take(["rights": rights, "citations": citations], on: "2026-06-30")
    let run = try portfolio.review("2026-06-30")
    let found = try ScoreComparison(run: run, set: "peer-scores", catalogue: portfolio.workspace.catalogue)
    let composite = try #require(found.lines.first { found.model.scores[$0.score].id == "oecd-composite" })
    #expect(composite.known == 40 && composite.compared == 40 && composite.disagreements.count == 5)
    let correlation = try #require(composite.correlation)
    #expect((-1...1).contains(correlation))
    for one in composite.disagreements {
      #expect((0...1).contains(one.placeByScore) && (0...1).contains(one.placeByPoints))
    }
    let distances = composite.disagreements.map { abs($0.placeByScore - $0.placeByPoints) }
    #expect(distances == distances.sorted(by: >))
    // Without texts of claims nobody's score is known; the middles are compared.
    let oliver = try #require(found.lines.first { found.model.scores[$0.score].id == "richardson-oliver" })
    #expect(oliver.known == 0 && oliver.usesMiddles && oliver.compared == 40)
  }
}
