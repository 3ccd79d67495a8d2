import Foundation
import TestSupport
import Testing
import Winnow

/// One right of each shipped rule book explained, in both languages, as a committee reads it.
@Suite struct BookExplanationTests {
  private static let asOf = CalendarDay(iso: "2026-06-30")!

  private struct Page {
    let book: String
    let right: String
  }

  private static let samples: [(name: String, pages: [Page])] = [
    (
      "central-enterprise",
      [
        Page(book: "central-enterprise", right: "P-0653"), Page(book: "central-enterprise", right: "S-0003"),
        Page(book: "central-enterprise", right: "T-0012"),
        Page(book: "bibliographic-screening", right: "P-0653"),
        Page(book: "peer-scores", right: "P-0653"), Page(book: "high-value-invention", right: "P-0016"),
      ]
    ),
    (
      "specialised-firm",
      [
        Page(book: "specialised-firm", right: "P-0014"), Page(book: "value-degree", right: "P-0014"),
        Page(book: "value-functions", right: "P-0014"),
      ]
    ),
    ("research-institute", [Page(book: "research-organisation", right: "P-0031")]),
  ]

  static let names = samples.map(\.name)

  private func text(_ page: Page, _ workspace: Workspace, _ run: ReviewRun, _ language: Language) throws
    -> String
  {
    let row = try #require((0..<run.table.count).first { run.table.text("number", $0) == page.right })
    if page.book == "high-value-invention" {
      let (model, _) = try workspace.catalogue.load(Classification.self, id: page.book)
      return ClassificationView(model, run: run, language: language).text(width: nil)
        .split(separator: "\n", omittingEmptySubsequences: false)
        .enumerated().filter { $0.offset < 6 || $0.element.hasPrefix(page.right) }
        .map {
          $0.element.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ") + "\n"
        }
        .joined()
    }
    if workspace.catalogue.entries(kind: ScoreSet.kind).contains(where: { $0.header?.id == page.book }) {
      let comparison = try ScoreComparison(run: run, set: page.book, catalogue: workspace.catalogue)
      return ScoresView(comparison, run: run, language: language).text(row: row, width: 110)
    }
    return ExplanationText.render(
      run: run, row: row, options: workspace.reportOptions(language: language), width: 110)
  }

  @Test(arguments: names)
  func everyBookExplainsARight(sample: String) throws {
    let pages = try #require(Self.samples.first { $0.name == sample }).pages
    let workspace = try Workspace.open(at: ":memory:")
    _ = try workspace.importPortfolio(
      from: Repository.url("Sample-Portfolios/\(sample)").path, observedOn: Self.asOf)
    var runs: [String: ReviewRun] = [:]
    for page in pages {
      let isGrading = workspace.catalogue.entries(kind: GradingModel.kind).contains {
        $0.header?.id == page.book
      }
      let model = isGrading ? page.book : "bibliographic-screening"
      let run = try runs[model] ?? workspace.preview(asOf: Self.asOf, model: model, portfolioName: sample)
      runs[model] = run
      for language in Language.allCases {
        let name = "\(page.book).\(page.right).\(language.rawValue).txt"
        if let difference = Snapshot.difference(try text(page, workspace, run, language), golden: name) {
          Issue.record("\(difference)")
        }
      }
    }
  }

  @Test func noGoldenIsLeftOver() throws {
    let used = Self.samples.flatMap { sample in
      sample.pages.flatMap { page in Language.allCases.map { "\(page.book).\(page.right).\($0.rawValue).txt" }
      }
    }
    #expect(Snapshot.unused(Set(used)) == [])
    let books = try Workspace.catalogue(models: nil)
    for kind in [GradingModel.kind, ScoreSet.kind, Classification.kind] {
      for id in books.entries(kind: kind).compactMap(\.header?.id) {
        #expect(used.contains { $0.hasPrefix("\(id).") }, "no golden explanation of \(id)")
      }
    }
  }
}
