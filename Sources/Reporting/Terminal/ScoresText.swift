internal import Grading
internal import PolicyModels
public import PortfolioCore
public import PortfolioReview
public import Scoring

/// Scores of a set, a profile or a class as text and JSON.
public struct ScoresView: Sendable {
  let run: ReviewRun
  let comparison: ScoreComparison
  let language: Language

  /// A view of a comparison.
  public init(_ comparison: ScoreComparison, run: ReviewRun, language: Language) {
    self.comparison = comparison
    self.run = run
    self.language = language
  }

  private var zh: Bool { language == .zh }
  private var set: ScoreSet { comparison.model }

  private func figure(_ value: Double?, _ places: Int = 2) -> String {
    value.map { NumberText.fixed($0, places) } ?? "–"
  }

  private func range(_ range: ClosedRange<Double>?) -> String {
    range.map { "\(figure($0.lowerBound))–\(figure($0.upperBound))" } ?? "–"
  }

  private func number(_ row: Int) -> String { run.table.text("number", row) }

  /// The scores over the portfolio, and where they disagree with the house grade.
  public func text(width: Int?, ansi: Bool = false) -> String {
    let title = set.header.title.text(language)
    var text = TerminalText.wrap("\(title) · \(set.summary.text(language))", width: width) + "\n"
    let columns = [
      TerminalTable.Column(zh ? "评分" : "score", least: 16),
      TerminalTable.Column(zh ? "适用" : "rights", isNumber: true),
      TerminalTable.Column(zh ? "已知" : "known", isNumber: true),
      TerminalTable.Column(zh ? "已知者均值" : "mean of known", isNumber: true),
      TerminalTable.Column(zh ? "全部均值区间" : "bounds of mean of all", isNumber: true),
      TerminalTable.Column(
        zh ? "与本单位分数的秩相关" : "rank correlation with house points", isNumber: true, least: 6),
    ]
    var rows: [[String]] = []
    var group: String?
    for line in comparison.lines {
      let score = set.scores[line.score]
      if score.group != group {
        group = score.group
        let name = set.groups.first { $0.id == group }?.title.text(language) ?? ""
        rows.append([name, "", "", "", "", ""])
      }
      rows.append([
        (score.group == nil ? "" : "  ") + score.title.text(language), NumberText.whole(line.covered),
        NumberText.whole(line.known), figure(line.mean), range(line.range),
        line.correlation.map { "\(figure($0))\(line.usesMiddles ? "*" : "") (n=\(line.compared))" } ?? "–",
      ])
    }
    text += TerminalTable(columns, rows).render(width: width, ansi: ansi) + "\n"
    for line in comparison.lines where !line.disagreements.isEmpty && set.scores[line.score].group == nil {
      let score = set.scores[line.score]
      text += TerminalText.wrap(
        zh
          ? "“\(score.title.zh)”与等级分歧最大的权利："
          : "Rights on which '\(score.title.en)' and the grade disagree most:",
        width: width)
      for one in line.disagreements {
        text += TerminalText.wrap(
          "- \(number(one.row)): \(figure(one.score)) (\(figure(one.placeByScore * 100, 0)) %) · "
            + (zh ? "本单位 " : "house ") + "\(figure(one.points, 1)) (\(figure(one.placeByPoints * 100, 0)) %)",
          indent: 2, width: width)
      }
    }
    text += "\n"
    if comparison.lines.contains(where: { $0.mean != nil && $0.known < $0.covered }) {
      text += TerminalText.wrap(
        zh
          ? "均值只计该评分已知的权利，区间计全部适用的权利（未知者取所能有的最小与最大值）：两者所计不同，均值可以落在区间之外"
          : "The mean is of the rights whose score is known; the bounds are of the mean of all that are scored, the "
            + "unknown ones at their least and greatest. These are different rights: the mean may lie outside the bounds",
        width: width)
    }
    if comparison.lines.contains(where: \.usesMiddles) {
      text += TerminalText.wrap(
        zh
          ? "* 没有一项权利的该评分已知，以区间中点比较：缺的那一部分对各项权利都一样"
          : "* of no right this score is known: the middles of the ranges are compared, for what is missing is missing "
            + "for all alike", width: width)
    }
    for score in set.scores where score.group == nil {
      text += TerminalText.wrap(
        "- \(score.title.text(language)): \(score.disclosure.text(language))", indent: 2, width: width)
    }
    for missing in set.notComputed {
      text += TerminalText.wrap(
        "- " + (zh ? "未计算 " : "Not computed: ") + missing.title.text(language) + " – "
          + missing.why.text(language), indent: 2, width: width)
    }
    return text
  }

  /// Every score of one right with its parts.
  public func text(row: Int, width: Int?) -> String {
    var text =
      TerminalText.wrap(
        "\(number(row)) · \(set.header.title.text(language))", width: width) + "\n"
    for index in set.scores.indices {
      let value = comparison.engine.score(index, row: row)
      let score = set.scores[index]
      text += TerminalText.wrap(
        "\(score.title.text(language)): \(figure(value.value)) (\(range(value.range)))", width: width)
      for part in comparison.engine.parts(index, row: row) {
        text += self.part(part, depth: 1, row: row, width: width)
      }
    }
    return text
  }

  private func part(_ part: ScoredPart, depth: Int, row: Int, width: Int?) -> String {
    let margin = String(repeating: "  ", count: depth)
    var line = margin + "- \(part.title.text(language)) ×\(figure(part.weight)): "
    line += part.score.value.map { figure($0) } ?? (zh ? "未知 " : "not known ") + range(part.score.range)
    if let fact = part.fact {
      line += " · \(FactCatalogue.definition(fact)?.title.text(language) ?? fact.name)"
      if let column = run.table[fact] {
        if let word = column.category(row) { line += " \(word)" }
        if let number = column.number(row) { line += " \(figure(number))" }
      }
    }
    if let cohort = part.cohort {
      line +=
        zh
        ? " · 队列 \(cohort.size) 件，对照值 \(figure(cohort.measure))"
        : " · cohort of \(cohort.size), measured by \(figure(cohort.measure))"
    }
    var text = TerminalText.wrap(line, indent: 2 * depth, width: width)
    for inner in part.parts { text += self.part(inner, depth: depth + 1, row: row, width: width) }
    return text
  }

  /// The version of the form of ``json()``.
  public static let schema = "winnow.scores/1"

  /// The scores over the portfolio, and of every right.
  public func json() -> String {
    func number(_ value: Double?) -> JSONValue {
      value.map { .decimal(NumberText.fixed($0, 4, separators: false)) } ?? .null
    }
    let scores = comparison.lines.map { line -> JSONValue in
      .object([
        "id": .string(set.scores[line.score].id), "group": .optional(set.scores[line.score].group),
        "known": .integer(line.known), "mean": number(line.mean), "covered": .integer(line.covered),
        "mean_of_all_low": number(line.range?.lowerBound), "mean_of_all_high": number(line.range?.upperBound),
        "compared": .integer(line.compared),
        "uses_middles": .bool(line.usesMiddles),
        "rank_correlation": number(line.correlation),
        "disagreements": .array(
          line.disagreements.map {
            .object([
              "number": .string(self.number($0.row)), "score": number($0.score), "points": number($0.points),
            ])
          }),
      ])
    }
    let rights = (0..<run.table.count).filter { comparison.engine.covers(row: $0) ?? false }.map {
      row -> JSONValue in
      let values = set.scores.indices.map { index -> (String, JSONValue) in
        let value = comparison.engine.score(index, row: row)
        return (
          set.scores[index].id,
          .object([
            "value": number(value.value), "low": number(value.range?.lowerBound),
            "high": number(value.range?.upperBound),
          ])
        )
      }
      return .object(["number": .string(self.number(row)), "scores": .fields(values)])
    }
    return JSONValue.object([
      "schema": .string(ScoresView.schema), "set": .string(set.header.id),
      "version": .string(set.header.version), "scores": .array(scores), "rights": .array(rights),
    ]).text
  }
}

/// A classification over a reviewed portfolio as text and JSON.
public struct ClassificationView: Sendable {
  let run: ReviewRun
  let engine: ClassificationEngine
  let language: Language

  /// A view.
  public init(_ model: Classification, run: ReviewRun, language: Language) {
    engine = ClassificationEngine(model: model, table: run.table)
    self.run = run
    self.language = language
  }

  private var zh: Bool { language == .zh }

  private func word(_ verdict: Verdict) -> String {
    switch verdict {
    case .yes: return zh ? "是" : "yes"
    case .no: return zh ? "否" : "no"
    case .cannotBeSaid: return zh ? "无从判断" : "cannot be said"
    }
  }

  /// The counts, the share, and each right with its cases.
  public func text(width: Int?, ansi: Bool = false) -> String {
    let model = engine.model
    let tally = engine.tally()
    var text = TerminalText.wrap(
      "\(model.header.title.text(language)) · \(model.scopeTitle.text(language)): \(tally.inScope)",
      width: width)
    if let share = tally.share {
      let low = NumberText.fixed(share.lowerBound * 100, 1)
      let high = NumberText.fixed(share.upperBound * 100, 1)
      var line =
        "\(word(.yes)) \(tally.yes) · \(word(.no)) \(tally.no) · \(word(.cannotBeSaid)) \(tally.cannotBeSaid) · "
        + (share.lowerBound == share.upperBound ? "\(low)%" : "\(low)%–\(high)%")
      if let benchmark = model.benchmark {
        line += " · \(benchmark.title.text(language)) \(NumberText.fixed(benchmark.share * 100, 1))%"
      }
      text += TerminalText.wrap(line, width: width)
    }
    text += "\n"
    let columns =
      [TerminalTable.Column(zh ? "权利" : "right"), TerminalTable.Column(zh ? "结论" : "verdict")]
      + model.cases.map { TerminalTable.Column($0.title.text(language), least: 8) }
    let rows = (0..<run.table.count).filter { engine.inScope(row: $0) == .yes }.map { row in
      [run.table.text("number", row), word(engine.verdict(row: row))]
        + zip(model.cases, engine.cases(row: row)).map { evidence($0, $1, row) }
    }
    return text + TerminalTable(columns, rows).render(width: width, ansi: ansi)
  }

  /// The answer to a case; a yes with its evidence.
  private func evidence(_ one: Classification.Case, _ verdict: Verdict, _ row: Int) -> String {
    guard verdict == .yes else { return word(verdict) }
    let value = one.test.facts.first.flatMap { run.table[$0]?.number(row) }
    return one.says.text(language).replacing(
      "{value}", with: value.map { NumberText.fixed($0, $0 == $0.rounded() ? 0 : 1) } ?? "")
  }

  /// The version of the form of ``json()``.
  public static let schema = "winnow.classification/1"

  /// The counts and each right with its cases.
  public func json() -> String {
    let model = engine.model
    let tally = engine.tally()
    func share(_ value: Double?) -> JSONValue {
      value.map { .decimal(NumberText.fixed($0, 4, separators: false)) } ?? .null
    }
    let rights = (0..<run.table.count).filter { engine.inScope(row: $0) == .yes }.map { row -> JSONValue in
      .object([
        "number": .string(run.table.text("number", row)),
        "verdict": .string(engine.verdict(row: row).rawValue),
        "cases": .fields(
          zip(model.cases, engine.cases(row: row)).map { ($0.id, .string($1.rawValue)) }),
      ])
    }
    return JSONValue.object([
      "schema": .string(ClassificationView.schema), "model": .string(model.header.id),
      "in_scope": .integer(tally.inScope), "yes": .integer(tally.yes), "no": .integer(tally.no),
      "cannot_be_said": .integer(tally.cannotBeSaid), "share_low": share(tally.share?.lowerBound),
      "share_high": share(tally.share?.upperBound), "benchmark": share(model.benchmark?.share),
      "rights": .array(rights),
    ]).text
  }
}
