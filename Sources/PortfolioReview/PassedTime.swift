public import PolicyModels
internal import PortfolioCore
public import PortfolioStore
internal import Renewals

/// What the passing of time alone makes of an earlier run's facts: what was known on its day, seen on a later one.
///
/// A licence that was recorded with its end, a proof of use that grows old, a family member whose term runs out: the
/// facts are others on the later day although nobody has recorded anything. Only the store can tell, for a run keeps
/// the facts and not the records that they were made of.
public struct PassedTime: Sendable {
  /// The facts of the earlier day, made of what the store says today. Where they are not the run's, something was
  /// recorded since that reaches back before the day, and nothing can be put down to time.
  let then: FactTable
  /// The facts of the later day, made of what was known on the earlier one.
  let carried: FactTable
  /// Rights whose records with an end were changed since: an end moved forward is no work of time.
  let retermed: Set<Int64>

  /// Carries what was known on the earlier run's day to the later run's.
  /// - Returns: nil where no time passed between the two.
  /// - Throws: ``ProblemList`` when a model that facts need does not load, or the store cannot be read.
  public static func between(
    _ before: ReviewRun, _ after: ReviewRun, store: Store, catalogue: ModelCatalogue
  ) throws -> PassedTime? {
    guard before.asOf < after.asOf else { return nil }
    let business = BusinessContext(
      regions: try catalogue.load(RegionalOffices.self, id: "regional-offices").0,
      rates: try catalogue.load(ExchangeRates.self, id: "yearly-averages").0, currency: after.currency)
    let schedules = try FeeSchedules(catalogue: catalogue)
    let fields = try catalogue.load(TechnologyFields.self, id: "wipo-35").0
    let events = try catalogue.load(LegalEventVocabulary.self, id: "legal-events").0
    let incomes = try catalogue.load(NationalIncome.self, id: "gni").0
    func facts(_ snapshot: PortfolioSnapshot) -> FactTable {
      var assembly = FactAssembly(
        snapshot: snapshot, schedules: schedules, fields: fields, events: events, business: business)
      var table = assembly.table()
      ScoreFacts(snapshot: snapshot, table: table, incomes: incomes).columns().forEach { table.set($0) }
      return table
    }
    return PassedTime(
      then: facts(try store.snapshot(asOf: before.asOf)),
      carried: facts(try store.snapshot(asOf: after.asOf, knownBy: before.asOf)),
      retermed: try store.rightsWithTermsRecorded(after: before.asOf))
  }
}

/// Tells which of the facts that changed did so by the passing of time alone.
struct TimeShare {
  private let before: ReviewRun
  private let after: ReviewRun
  private let passed: PassedTime
  private let thenRows: [Int64: Int]
  private let carriedRows: [Int64: Int]

  init(before: ReviewRun, after: ReviewRun, passed: PassedTime) {
    self.before = before
    self.after = after
    self.passed = passed
    thenRows = TimeShare.rows(passed.then)
    carriedRows = TimeShare.rows(passed.carried)
  }

  private static func rows(_ table: FactTable) -> [Int64: Int] {
    Dictionary(table.rightIDs.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// True when a right's fact is on the later day what the knowledge of the earlier one lets expect.
  /// - Parameters:
  ///   - old: the right's row in the earlier run.
  ///   - row: its row in the later run.
  func explains(_ fact: FactID, _ old: Int, _ row: Int) -> Bool {
    let id = after.table.rightIDs[row]
    guard let then = thenRows[id], let carried = carriedRows[id], !passed.retermed.contains(id) else {
      return false
    }
    return passed.then.says(fact, then, as: before.table, old)
      && passed.carried.says(fact, carried, as: after.table, row)
  }

  /// True when time explains every change of the facts for every right, and no right came or went.
  func explainsAll(_ facts: Set<FactID>) -> Bool {
    guard before.table.rightIDs == after.table.rightIDs else { return false }
    // Column by column: a portfolio has many rights and few facts.
    return facts.subtracting(CauseFinder.ofTime).allSatisfy { id in
      let (left, right) = (before.table[id], after.table[id])
      return before.table.rightIDs.indices.allSatisfy { row in
        FactTable.agree(left, row, right, row) || explains(id, row, row)
      }
    }
  }
}

extension FactTable {
  /// True when a fact has the same state and value in a row of another table.
  func says(_ id: FactID, _ row: Int, as other: FactTable, _ otherRow: Int) -> Bool {
    FactTable.agree(self[id], row, other[id], otherRow)
  }

  fileprivate static func agree(_ left: FactColumn?, _ row: Int, _ right: FactColumn?, _ otherRow: Int)
    -> Bool
  {
    guard let left, let right else { return left == nil && right == nil }
    if left.states[row] != right.states[otherRow] { return false }
    guard left.states[row] == .known else { return true }
    return left.number(row) == right.number(otherRow) && left.category(row) == right.category(otherRow)
  }
}
