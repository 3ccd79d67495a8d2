/// From how many rights and assessors on agreement is worth a figure. A coefficient over three rights says nothing: its
/// value is mostly chance.
public struct AgreementRule: Sendable, Equatable {
  /// The fewest rights that all of the assessors must have answered.
  public let rights: Int
  /// The fewest assessors for Kendall's W; with fewer, pairs of assessors are compared.
  public let assessors: Int

  /// A rule.
  public init(rights: Int, assessors: Int) {
    self.rights = rights
    self.assessors = assessors
  }

  /// What counts where a rule book says nothing: a house default.
  public static let usual = AgreementRule(rights: 5, assessors: 3)
}

/// How far the assessors agree on one question.
public struct AssessorAgreement: Sendable, Equatable {
  /// A figure of agreement with what it rests on, or why there is none.
  public enum Measure: Sendable, Equatable {
    /// Kendall's W over the rights that all of some assessors have answered; the assessors with the fewest answers are
    /// left out until there are enough rights.
    case concordance(Double, assessors: [String], leftOut: [String], rights: Int)
    /// The mean of Kendall's tau-b over all pairs of assessors with enough rights in common, where there are not enough
    /// for W.
    case meanTau(Double, pairs: Int, assessors: [String], fewestRights: Int)
    /// Nothing: no two assessors have answered enough rights; the most that two have in common.
    case tooFew(commonRights: Int)
    /// Nothing: they have answered enough, but gave all rights the same answer.
    case nothingRanked
  }

  /// The question's id.
  public let question: String
  /// The assessors who have answered.
  public let assessors: Int
  /// The rights with two answers or more.
  public let rights: Int
  /// How many of these have answers so far apart: by range, 0 to 4.
  public let ranges: [Int]
  /// The rows of the rights with a range of 3 or 4, the widest first.
  public let disputed: [Int]
  /// How far they rank the rights alike.
  public let measure: Measure
}

extension ExpertAnswers {
  /// How far the assessors agree, question by question.
  public func agreement(_ rule: AgreementRule = .usual) -> [AssessorAgreement] {
    questions.indices.map { agreement(on: $0, rule) }
  }

  private func agreement(on question: Int, _ rule: AgreementRule) -> AssessorAgreement {
    var byRow: [Int32: [Int32: Int32]] = [:]
    for answer in answers where answer.question == question {
      byRow[answer.row, default: [:]][answer.assessor] = answer.score
    }
    var ranges = [Int](repeating: 0, count: 5)
    var disputed: [(row: Int, range: Int)] = []
    for (row, given) in byRow where given.count > 1 {
      let scores = given.values
      let range = Int((scores.max() ?? 0) - (scores.min() ?? 0))
      ranges[min(range, 4)] += 1
      if range >= 3 { disputed.append((Int(row), range)) }
    }
    disputed.sort { ($1.range, $0.row) < ($0.range, $1.row) }
    let sheet = AnswerSheet(byRow: byRow, names: assessors)
    return AssessorAgreement(
      question: questions[question], assessors: sheet.judges.count,
      rights: byRow.values.count { $0.count > 1 }, ranges: ranges, disputed: disputed.map(\.row),
      measure: sheet.measure(rule))
  }
}

/// The answers to one question: assessors by rights.
private struct AnswerSheet {
  let byRow: [Int32: [Int32: Int32]]
  let names: [String]
  /// All who have answered, those with the most answers first.
  let judges: [Int32]

  init(byRow: [Int32: [Int32: Int32]], names: [String]) {
    self.byRow = byRow
    self.names = names
    var counts: [Int32: Int] = [:]
    for given in byRow.values { for assessor in given.keys { counts[assessor, default: 0] += 1 } }
    judges = counts.keys.sorted { left, right in
      let a = counts[left] ?? 0
      let b = counts[right] ?? 0
      return a != b ? a > b : left < right
    }
  }

  /// The rights that all of some assessors have answered.
  private func common(_ judges: [Int32]) -> [Int32] {
    byRow.keys.filter { row in judges.allSatisfy { byRow[row]?[$0] != nil } }.sorted()
  }

  private func scores(_ judge: Int32, _ rows: [Int32]) -> [Int32] { rows.map { byRow[$0]?[judge] ?? 0 } }

  private func named(_ judges: [Int32]) -> [String] { judges.map { names[Int($0)] }.sorted() }

  func measure(_ rule: AgreementRule) -> AssessorAgreement.Measure {
    var kept = judges
    while kept.count >= max(rule.assessors, 2) {
      let rows = common(kept)
      if rows.count >= rule.rights {
        let lists = kept.map { judge in scores(judge, rows).map(Double.init) }
        guard let w = RankStatistics.kendallW(lists) else { return .nothingRanked }
        return .concordance(
          w, assessors: named(kept), leftOut: named(Array(judges.dropFirst(kept.count))), rights: rows.count)
      }
      kept.removeLast()
    }
    return pairs(rule)
  }

  private func pairs(_ rule: AgreementRule) -> AssessorAgreement.Measure {
    var taus: [Double] = []
    var compared: Set<Int32> = []
    var fewest = Int.max
    var most = 0
    for (index, one) in judges.enumerated() {
      for other in judges[(index + 1)...] {
        let rows = common([one, other])
        most = max(most, rows.count)
        guard rows.count >= rule.rights,
          let tau = RankStatistics.kendallTau(
            scores(one, rows).map(Float.init), scores(other, rows).map(Float.init))
        else { continue }
        taus.append(tau)
        compared.formUnion([one, other])
        fewest = min(fewest, rows.count)
      }
    }
    guard !taus.isEmpty else { return most >= rule.rights ? .nothingRanked : .tooFew(commonRights: most) }
    return .meanTau(
      taus.reduce(0, +) / Double(taus.count), pairs: taus.count, assessors: named(Array(compared)),
      fewestRights: fewest)
  }
}
