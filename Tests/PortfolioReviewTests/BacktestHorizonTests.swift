import Foundation
import PortfolioReview
import TestSupport
import Testing
import Winnow

/// What a backtest says of the chance that people are shown, and of a model tested on the rights of its own fit.
@Suite struct BacktestHorizonTests {
  private static func read(
    _ rows: [OutcomeFile.Row], observedUntil: String? = nil, model: String? = nil
  ) throws -> BacktestFile {
    let folder = try TemporaryFolder()
    try folder.write("rights.csv", OutcomeFile.text(rows))
    let books = try TemporaryFolder()
    if let model { try books.write("lapse-hazard.yaml", model) }
    return try Workspace.backtestFile(
      at: folder.file("rights.csv"),
      options: BacktestOptions(
        observedUntil: observedUntil.map { Portfolio.day($0) }, today: Portfolio.day("2026-11-21")),
      models: model == nil ? nil : books.path)
  }

  @Test func theShownChanceIsTestedWithinItsYears() throws {
    let rows = OutcomeFile.many(240, seed: 7)
    let report = try Self.read(rows).test(model: "lapse-hazard")
    let horizon = try #require(report.horizon)
    // Granted on 2003-06-04: five years of 365.25 days end a day before the anniversary of 2008.
    let inTime = rows.count { $0.ended != "NA" && $0.ended < "2008-06-04" }
    #expect(horizon.years == 5 && horizon.accuracy.count == 240)
    #expect(horizon.accuracy.events == inTime && inTime > 0 && inTime < report.accuracy.events)
    #expect(abs(horizon.observed - Double(inTime) / 240) < 1e-12)
    #expect(horizon.predicted > 0 && horizon.predicted < 1)
    #expect(horizon.byOwner.map(\.key).contains("enterprise"))
    #expect(report.inSample == nil)
    let json = BacktestView(report, language: .en).json()
    #expect(json.contains("\"horizon\"") && json.contains("\"years\"") && json.contains("\"in_sample\""))
    #expect(BacktestView(report, language: .en).text(width: nil).contains("Within 5 years"))
    #expect(BacktestView(report, language: .zh).text(width: nil).contains("5 年内"))
    #expect(try Self.read(rows).test(model: "bibliographic-screening").horizon == nil)
  }

  /// Rights watched for less than the years tell nothing of them.
  @Test func rightsWatchedForLessAreLeftOut() throws {
    var rows = OutcomeFile.many(120, seed: 8)
    #expect(try Self.read(rows, observedUntil: "2007-12-31").test(model: "lapse-hazard").horizon == nil)
    for index in 0..<40 { rows[index].granted = "2002-06-04" }
    let half = try Self.read(rows, observedUntil: "2007-12-31").test(model: "lapse-hazard").horizon
    #expect(half?.accuracy.count == 40)
  }

  /// A model that says that it was fitted on as many rights, with as many lapses, until the same day.
  @Test func aTestOnTheRightsOfTheFitIsInSample() throws {
    let rows = OutcomeFile.many(120, seed: 9)
    let lapses = rows.count { $0.ended != "NA" }
    let shipped = try String(
      contentsOf: Repository.url("Models/Hazard/lapse-hazard.yaml"), encoding: .utf8)
    func fitted(on rights: Int) -> String {
      shipped.replacing("\n  rights: 1199\n", with: "\n  rights: \(rights)\n")
        .replacing("\n  lapses: 867\n", with: "\n  lapses: \(lapses)\n")
    }
    let report = try Self.read(rows, model: fitted(on: 120)).test(model: "lapse-hazard")
    let own = try #require(report.inSample)
    #expect(own.folds == 5 && own.repetitions == 20 && own.aucOutOfSample > 0.7)
    let view = BacktestView(report, language: .en)
    #expect(view.text(width: nil).contains("In sample") && view.json().contains("\"auc_out_of_sample\""))
    #expect(BacktestView(report, language: .zh).text(width: nil).contains("样本内"))
    #expect(try Self.read(rows, model: fitted(on: 121)).test(model: "lapse-hazard").inSample == nil)
  }
}
