public import Grading
public import PortfolioCore
public import Renewals

/// The figures at the head of a report and on the terminal, made from a run.
public struct ReviewSummary: Sendable {
  /// A word and how many rights it is true of.
  public struct Count: Sendable, Equatable {
    /// The word as facts and models write it.
    public let key: String
    /// The number of rights.
    public let count: Int
  }

  /// The fees of one grade by year.
  public struct FeeRow: Sendable, Equatable {
    /// The grade, or the gate's id, or `other` for kinds that the model does not grade.
    public let key: String
    /// Minor units by year, the first year first; what is paid already is not in them.
    public let amounts: [Int64]
    /// By year: the fees whose amounts no source gives, so that the amounts are lower bounds where there are any.
    public let unknown: [Int]
  }

  /// The rights of one part of the model in the order of their scores: scores of different parts, such as
  /// patents and trademarks, say nothing of each other.
  public struct Ranking: Sendable {
    /// The index of the model's part.
    public let part: Int
    /// The best-looking graded rights, the best first.
    public let top: [Ranked]
    /// The least valuable-looking graded rights, the lowest first.
    public let bottom: [Ranked]
  }

  /// A right with its score and the reasons that moved it most.
  public struct Ranked: Sendable {
    /// The row of the fact table.
    public let row: Int
    /// The score.
    public let points: Double
    /// The parts that moved the score most, the strongest first.
    public let strongest: [ScorePart]
  }

  /// All rights.
  public let total: Int
  /// Rights by kind, in the order of ``RightKind``.
  public let byKind: [Count]
  /// Rights by legal status, in the order of ``LegalStatus``; `unknown` last.
  public let byStatus: [Count]
  /// Graded rights by grade, the best first; every grade is listed.
  public let byGrade: [Count]
  /// Rights outside the grades by the gate that decided, in the model's order; kinds not graded as `other`.
  public let outside: [Count]
  /// The graded rights whose interval crosses a threshold.
  public let unsettled: Int
  /// The mean coverage of the graded rights, 0 to 1; nil when none is graded.
  public let meanCoverage: Double?
  /// Fees by grade and year; rows in the order of grades, then outside.
  public let feesByGrade: [FeeRow]
  /// The rights for which no fee can be named, by reason, the most frequent first.
  public let withoutFees: [(reason: BilingualText, count: Int)]
  /// The rights some of whose fees are estimates.
  public let estimatedFees: Int
  /// The fees whose amounts no source gives: the sums leave them out.
  public let unknownFees: [UnknownFee]
  /// What is recorded as paid already of the fees of the years, in minor units; the sums leave it out.
  public let paidFees: Int64
  /// The rankings, one for each part of the model of which some right is graded, in the model's order.
  public let rankings: [Ranking]
  /// How far unknown facts widen the grades, the widest first.
  public let unknownImpacts: [UnknownImpact]
  /// The rights of their part's lowest grade that are pledged, in dispute, licensed out or the core of a product:
  /// nothing may be done with them before these ties have been looked at.
  public let boundLowest: [Int]

  /// The figures of a run.
  /// - Parameters:
  ///   - listed: how many rights each ranking names at either end.
  ///   - chosen: the rows of the fact table that count, in order; all when not given. Scores stay those of the
  ///     whole portfolio.
  public init(_ run: ReviewRun, listed: Int = 10, rows chosen: [Int]? = nil) {
    let table = run.table
    let rows = chosen ?? Array(0..<table.count)
    let grades = run.gradingModel.grades
    let gates = run.gradingModel.gates
    total = rows.count
    byKind = ReviewSummary.counts(
      table[.rightKind], order: RightKind.allCases.map(\.rawValue), rows: rows)
    byStatus = ReviewSummary.counts(
      table[.legalStatus], order: LegalStatus.allCases.map(\.rawValue), rows: rows)

    var gradeCounts = [Int](repeating: 0, count: grades.count)
    var gateCounts = [Int](repeating: 0, count: gates.count)
    var other = 0
    var crossing = 0
    var coverage = 0.0
    var graded: [Int] = []
    let slots = grades.count + gates.count + 1
    var fees = [[Int64]](repeating: Array(repeating: 0, count: run.fees.yearCount), count: slots)
    var unknown = [[Int]](repeating: Array(repeating: 0, count: run.fees.yearCount), count: slots)
    let unknownByRow = Dictionary(grouping: run.fees.unknown, by: \.row)
    let engine = run.engine(run.primary)
    for row in rows {
      let slot: Int
      switch run.grades.outcome(row) {
      case .graded(let index):
        gradeCounts[index] += 1
        graded.append(row)
        coverage += Double(run.grades.coverage[row])
        if run.grades.isUnsettled(row) { crossing += 1 }
        slot = index
      case .gated(let index):
        gateCounts[index] += 1
        slot = grades.count + index
      case .otherKind:
        other += 1
        slot = slots - 1
      }
      for year in 0..<run.fees.yearCount {
        fees[slot][year] += run.fees.amounts[row * run.fees.yearCount + year]
      }
      for fee in unknownByRow[row] ?? [] { unknown[slot][fee.year - run.fees.firstYear] += 1 }
    }
    byGrade = zip(grades, gradeCounts).map { Count(key: $0.grade, count: $1) }
    outside =
      zip(gates, gateCounts).filter { $0.1 > 0 }.map { Count(key: $0.id, count: $1) }
      + (other > 0 ? [Count(key: "other", count: other)] : [])
    unsettled = crossing
    meanCoverage = graded.isEmpty ? nil : coverage / Double(graded.count)
    let keys = grades.map(\.grade) + gates.map(\.id) + ["other"]
    feesByGrade = keys.indices
      .filter { slot in
        slot < grades.count || fees[slot].contains { $0 != 0 } || unknown[slot].contains { $0 > 0 }
      }
      .map { FeeRow(key: keys[$0], amounts: fees[$0], unknown: unknown[$0]) }
    let inside = Set(rows)
    unknownFees = run.fees.unknown.filter { inside.contains($0.row) }
    paidFees = run.fees.paid.reduce(0) { $0 + (inside.contains($1.row) ? $1.minorUnits : 0) }

    var reasonCounts = [Int](repeating: 0, count: run.fees.reasons.count)
    for row in rows where run.fees.reasonOfRow[row] >= 0 {
      reasonCounts[Int(run.fees.reasonOfRow[row])] += 1
    }
    withoutFees = zip(run.fees.reasons, reasonCounts).filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }
      .map { (reason: $0.0, count: $0.1) }
    estimatedFees = rows.count { run.fees.certainty[$0] == .estimate }

    func ranked(_ rows: some Sequence<Int>, best: Bool) -> [Ranked] {
      rows.map { row in
        let parts = engine.parts(row: row).filter { $0.state == .known }
        // What moved the score is the distance from the middle, by weight.
        let sorted = parts.sorted { left, right in
          let a = left.weight * (left.points - 50) * (best ? 1 : -1)
          let b = right.weight * (right.points - 50) * (best ? 1 : -1)
          return a > b
        }
        return Ranked(row: row, points: Double(run.grades.points[row]), strongest: Array(sorted.prefix(2)))
      }
    }
    rankings = run.gradingModel.parts.indices.compactMap { part in
      let order = graded.filter { engine.partIndex($0) == part }.sorted { left, right in
        let a = run.grades.points[left]
        let b = run.grades.points[right]
        return a != b ? a > b : left < right
      }
      guard !order.isEmpty else { return nil }
      let best = min(listed, order.count)
      return Ranking(
        part: part, top: ranked(order.prefix(best), best: true),
        bottom: ranked(order.suffix(min(listed, order.count - best)).reversed(), best: false))
    }
    if chosen == nil {
      unknownImpacts = run.unknownImpacts
    } else {
      // Rows that do not count are taken for ones that the model does not grade.
      var counted = run.grades
      for row in 0..<table.count where !inside.contains(row) {
        counted.codes[row] = GradingResult.otherKindCode
      }
      unknownImpacts = engine.unknownImpacts(counted)
    }
    let lowest = run.gradingModel.lowestGrades
    boundLowest = graded.filter { row in
      lowest.contains(Int(run.grades.codes[row])) && ReviewSummary.isBound(table, row)
    }
  }

  /// Whether a right is pledged, in dispute, licensed out, or the core of a product.
  public static func isBound(_ table: FactTable, _ row: Int) -> Bool {
    table[.pledged]?.number(row) == 1 || table[.inDispute]?.number(row) == 1
      || (table[.licencesOut]?.number(row) ?? 0) > 0 || table[.productUse]?.category(row) == "core"
  }

  private static func counts(_ column: FactColumn?, order: [String], rows: [Int]) -> [Count] {
    var counts: [String: Int] = [:]
    var unknown = rows.count
    if let column, case .categories(let codes, let names) = column.values {
      var byCode = [Int](repeating: 0, count: names.count)
      for row in rows where column.states[row] == .known { byCode[Int(codes[row])] += 1 }
      for (name, count) in zip(names, byCode) { counts[name, default: 0] += count }
      unknown -= byCode.reduce(0, +)
    }
    var result = order.compactMap { key in counts[key].map { Count(key: key, count: $0) } }.filter {
      $0.count > 0
    }
    if unknown > 0 { result.append(Count(key: "unknown", count: unknown)) }
    return result
  }
}
