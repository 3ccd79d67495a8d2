import Grading
public import PortfolioCore
public import PortfolioReview

/// Problems of one code.
public struct ProblemGroup: Sendable {
  /// The code.
  public let code: ProblemCode
  /// The greatest severity among them.
  public let severity: Severity
  /// How many.
  public let count: Int
  /// The first of them.
  public let first: Problem
  /// The first three places.
  public let places: [Place]

  /// Problems grouped by code, errors first, then by count; equal ones in the order of the codes.
  public static func groups(_ problems: [Problem]) -> [ProblemGroup] {
    var byCode: [ProblemCode: [Problem]] = [:]
    for problem in problems { byCode[problem.code, default: []].append(problem) }
    let groups = byCode.compactMap { code, list -> ProblemGroup? in
      guard let first = list.first else { return nil }
      return ProblemGroup(
        code: code, severity: list.map(\.severity).max() ?? code.severity, count: list.count, first: first,
        places: Array(list.compactMap(\.place).prefix(3)))
    }
    return groups.sorted { left, right in
      if left.severity != right.severity { return left.severity > right.severity }
      return left.count != right.count ? left.count > right.count : left.code.rawValue < right.code.rawValue
    }
  }
}

/// The summary of a run: what the terminal, CSV and JSON show.
public struct SummaryView: Sendable {
  let builder: ReportBuilder
  /// The problems by code.
  public let problems: [ProblemGroup]
  /// What to do next.
  public let nextSteps: [String]

  var run: ReviewRun { builder.run }
  var summary: ReviewSummary { builder.summary }
  var wording: Wording { builder.wording }

  /// The summary of a run.
  public init(run: ReviewRun, options: ReportOptions) {
    builder = ReportBuilder(run: run, options: options)
    problems = ProblemGroup.groups(run.problems)
    var steps = NextSteps(builder).sentences
    if run.id > 0 {
      steps.append(builder.wording.text(.nextReport, ["run": String(run.id), "store": options.storeWord]))
    }
    nextSteps = steps
  }

  /// Counts with the words for their keys.
  func counts(_ counts: [ReviewSummary.Count], fact: FactID) -> [(key: String, title: String, count: Int)] {
    counts.map {
      ($0.key, $0.key == "unknown" ? wording.text(.unknown) : wording.word(fact, $0.key), $0.count)
    }
  }

  /// Counts by grade, or by gate.
  func gradeCounts(_ counts: [ReviewSummary.Count]) -> [(key: String, title: String, count: Int)] {
    counts.map { ($0.key, builder.slotCell($0.key).text, $0.count) }
  }

  /// The fees of the first years by grade.
  var feeTable: ReportTable { builder.gradeFeeTable("fees", years: builder.feeYears) }
}
