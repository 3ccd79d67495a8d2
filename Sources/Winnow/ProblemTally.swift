internal import PortfolioCore

/// Collects problems of rows up to a number of each code: a hostile or broken file has one for every row, and
/// nobody reads a million.
struct ProblemTally {
  private static let limit = 1000
  private var kept: [Problem] = []
  private var counts: [ProblemCode: Int] = [:]

  init(_ problems: [Problem]) { add(problems) }

  mutating func add(_ problem: Problem) {
    let count = counts[problem.code, default: 0] + 1
    counts[problem.code] = count
    if count <= ProblemTally.limit { kept.append(problem) }
  }

  mutating func add(_ problems: [Problem]) { problems.forEach { add($0) } }

  /// The problems kept, further ones, and a line for every code that had more.
  func problems(with more: [Problem]) -> [Problem] {
    var all = self
    all.add(more)
    let cut = all.counts.filter { $0.value > ProblemTally.limit }.sorted { $0.key.rawValue < $1.key.rawValue }
    return all.kept
      + cut.map { code, count in
        Problem(
          code, zh: "此类问题共 \(count) 处，仅列出前 \(ProblemTally.limit) 处",
          en: "There are \(count) problems of this kind; the first \(ProblemTally.limit) are listed")
      }
  }
}
