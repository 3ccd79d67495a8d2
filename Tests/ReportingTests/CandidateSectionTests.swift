import Grading
import PortfolioCore
import PortfolioReview
import Testing

@testable import Reporting

/// Without a budget the report still begins with what there is to decide.
@Suite struct CandidateSectionTests {
  private func section(_ run: ReviewRun, _ language: Language, limit: Int = .max) -> ReportSection? {
    ReportBuilder(run: run, options: ReportOptions(language: language)).candidateSection(limit: limit)
  }

  private func table(_ section: ReportSection) -> ReportTable? {
    section.blocks.compactMap { block -> ReportTable? in
      if case .table(let table) = block { return table }
      return nil
    }.first
  }

  private func cards(_ section: ReportSection) -> [ReportCard] {
    section.blocks.flatMap { block -> [ReportCard] in
      if case .cards(let cards) = block { return cards }
      return []
    }
  }

  @Test(arguments: Language.allCases)
  func theLowestGradeIsCountedAndItsFeesAddUp(language: Language) throws {
    let run = try RunFixture.run(RunFixture.rights(60))
    let lowest = try #require(run.gradingModel.grades.indices.last)
    let rows = (0..<run.table.count).filter { run.grades.outcome($0) == .graded(lowest) }
    #expect(!rows.isEmpty)
    let section = try #require(self.section(run, language))
    #expect(section.id == "to-decide")
    let cards = self.cards(section)
    #expect(cards[0].value == String(rows.count))
    let builder = ReportBuilder(run: run, options: ReportOptions(language: language))
    var fees: Int64 = 0
    for row in rows {
      for year in 0..<builder.feeYears { fees += run.fees.amounts[row * run.fees.yearCount + year] }
    }
    #expect(cards[1].value.hasSuffix(builder.wording.money(fees)))
    // Every candidate is either free of gates, or waits for a fact, or for somebody's word.
    if run.gates != nil {
      #expect(cards.suffix(3).compactMap { Int($0.value) }.reduce(0, +) == rows.count)
    }
    let table = try #require(self.table(section))
    #expect(table.rows.count == min(10, rows.count))
    // The nearest payment stands first; rights without one last.
    let days = rows.map { run.table[.nextFeeDay]?.day($0)?.number ?? .max }
    let first = try #require(zip(rows, days).min { $0.1 != $1.1 ? $0.1 < $1.1 : $0.0 < $1.0 }).0
    #expect(table.rows[0][0].text == run.table.text("number", first))
    for word in ["worthless", "无价值"] {
      #expect(!HTMLReport.render(run: run, options: ReportOptions(language: language)).contains(word))
    }
  }

  @Test func aSlideHasTheFiguresAndNoList() throws {
    let run = try RunFixture.run(RunFixture.rights(60))
    let section = try #require(self.section(run, .en, limit: 2))
    #expect(cards(section).count == 2)
    #expect(table(section) == nil)
  }

  @Test func withheldAmountsStayWithheld() throws {
    let run = try RunFixture.run(RunFixture.rights(60))
    var options = ReportOptions(language: .en)
    options.redact = [.amounts]
    let section = try #require(ReportBuilder(run: run, options: options).candidateSection())
    #expect(!cards(section).contains { $0.title.contains("saved") })
    let table = try #require(self.table(section))
    #expect(!table.columns.contains { $0.title.contains("Fees") })
  }
}
