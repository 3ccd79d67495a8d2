import Foundation
import Winnow

/// One right in a few lines.
enum RightBrief {
  static func text(_ run: ReviewRun, _ row: Int, _ options: ReportOptions) -> String {
    let wording = Wording(run: run, options: options)
    let right = RightExplainer(run: run, wording: wording).explain(row)
    var lines = ["\(TerminalText.clean(right.number))  \(TerminalText.clean(right.title))", right.verdict]
    if let couldBe = right.couldBe { lines.append(couldBe) }
    if let ties = right.ties { lines.append(ties) }
    for line in right.identity {
      lines.append("\(line.label)\(wording.language == .zh ? "：" : ": ")\(TerminalText.clean(line.text))")
    }
    let brief: [FactID] = [.rightKind, .office, .legalStatus, .remainingTerm, .nextFeeDay, .nextFeeAmount]
    for fact in right.facts where brief.contains(fact.id) {
      lines.append("\(fact.title)\(wording.language == .zh ? "：" : ": ")\(fact.text)")
    }
    if let reason = right.noFeeReason { lines.append(reason) }
    return lines.joined(separator: "\n")
  }
}

/// Where the data of a right come from.
enum ProvenanceText {
  static func render(_ workspace: Workspace, rightID: Int64, _ wording: Wording) throws -> String {
    let language = wording.language
    let provenance = try workspace.store.provenance(of: rightID)
    let zh = language == .zh
    var lines = ["", zh ? "数据来源" : "Where the data come from"]
    for group in grouped(provenance.rows) {
      lines.append(
        "  \(TerminalText.clean(group.file)):\(group.lines)  "
          + (zh
            ? "映射 \(group.mapping)，观察日 \(group.observedOn.iso)"
            : "mapping \(group.mapping), observed on \(group.observedOn.iso)"))
    }
    for seen in provenance.observations {
      var parts: [String] = []
      if let status = seen.status {
        parts.append((zh ? "状态 " : "status ") + wording.word(.legalStatus, status))
      }
      if let count = seen.forwardCitations { parts.append((zh ? "被引 " : "cited ") + "\(count)") }
      if let count = seen.claims { parts.append((zh ? "权项 " : "claims ") + "\(count)") }
      lines.append("  \(seen.day.iso): " + parts.joined(separator: zh ? "，" : ", "))
    }
    for change in provenance.changes {
      let text = "\(change.field): \(change.before ?? "–") → \(change.after ?? "–")"
      lines.append(
        "  " + TerminalText.clean(text) + TerminalText.clean(zh ? "（\(change.file)）" : " (\(change.file))"))
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension ProvenanceText {
  /// Rows of one file as one line: `12–15, 20`.
  private static func grouped(
    _ rows: [RightProvenance.SourceRow]
  ) -> [(file: String, lines: String, mapping: String, observedOn: CalendarDay)] {
    var order: [RightProvenance.SourceRow] = []
    var lines: [String: [Int]] = [:]
    for row in rows {
      let key = "\(row.file)\n\(row.mapping)\n\(row.observedOn.iso)"
      if lines[key] == nil { order.append(row) }
      lines[key, default: []].append(row.line)
    }
    return order.map { row in
      let numbers = (lines["\(row.file)\n\(row.mapping)\n\(row.observedOn.iso)"] ?? []).sorted()
      var spans: [ClosedRange<Int>] = []
      for number in numbers {
        if let last = spans.last, last.upperBound + 1 >= number {
          spans[spans.count - 1] = last.lowerBound...number
        } else {
          spans.append(number...number)
        }
      }
      let text = spans.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
      return (row.file, text.joined(separator: ", "), row.mapping, row.observedOn)
    }
  }
}

/// The result of `check`.
enum CheckText {
  static func text(_ problems: [Problem], _ run: ReviewRun, _ options: ReportOptions) -> String {
    let zh = options.language == .zh
    let wording = Wording(run: run, options: options)
    var lines: [String] = []
    for group in ProblemGroup.groups(problems) {
      lines.append(
        "\(group.severity.rawValue)[\(group.code.rawValue)] \(group.code.title.text(options.language))"
          + (zh ? "：\(group.count) 处" : ": \(group.count)"))
      for problem in problems.filter({ $0.code == group.code }).prefix(5) {
        lines.append("  " + problem.text(options.language).replacingOccurrences(of: "\n", with: "\n  "))
      }
    }
    if problems.isEmpty { lines.append(zh ? "没有发现问题" : "No problem found") }
    if !run.unknownImpacts.isEmpty {
      lines.append("")
      lines.append(zh ? "缺失事实，按对等级的影响排序：" : "Missing facts, by how far they widen the grades:")
      let table = TerminalTable(
        zh
          ? [
            .init("事实"), .init("缺失项数", isNumber: true), .init("平均区间（分）", isNumber: true),
            .init("可能改变等级", isNumber: true),
          ]
          : [
            .init("fact"), .init("rights", isNumber: true), .init("mean width, points", isNumber: true),
            .init("could change grade", isNumber: true),
          ],
        run.unknownImpacts.map { impact in
          [
            wording.inputTitle(impact.fact, run.gradingModel), "\(impact.rights)",
            wording.points(impact.width / Double(max(1, impact.rights))), "\(impact.unsettled)",
          ]
        })
      lines.append(table.render(width: Console.width))
    }
    return lines.joined(separator: "\n")
  }

  private struct Result: Encodable {
    var schema = "winnow.check/1"
    var problems: [Problem]
    var missingFacts: [UnknownImpact]
  }

  static func json(_ problems: [Problem], _ run: ReviewRun) -> String {
    JSONText.of(Result(problems: problems, missingFacts: run.unknownImpacts))
  }
}

/// The result of `diff`.
enum DiffText {
  static func text(_ diff: RunDiff, _ options: ReportOptions) -> String {
    let zh = options.language == .zh
    let wording = Wording(run: diff.after, options: options)
    var lines = [
      zh
        ? "第 \(diff.before.id) 次（\(diff.before.asOf.iso)）→ 第 \(diff.after.id) 次（\(diff.after.asOf.iso)）"
        : "Run \(diff.before.id) (\(diff.before.asOf.iso)) → run \(diff.after.id) (\(diff.after.asOf.iso))",
      zh
        ? "新增 \(diff.added.count)，不再出现 \(diff.gone.count)，等级变化 \(diff.moved.count)，仅得分变化 \(diff.rescored.count)，不变 \(diff.unchanged)"
        : "\(diff.added.count) added, \(diff.gone.count) gone, \(diff.moved.count) moved, \(diff.rescored.count) with another score only, \(diff.unchanged) unchanged",
    ]
    func before(_ outcome: String) -> String { name(outcome, diff.before.gradingModel, wording) }
    func after(_ outcome: String) -> String { name(outcome, diff.after.gradingModel, wording) }
    let causes =
      diff.moved.isEmpty
      ? wording.text(.none)
      : diff.movedByCauses.map { "\(wording.text($0.causes)) \($0.count)" }.joined(
        separator: zh ? "，" : ", ")
    lines.append((zh ? "等级变化的原因：" : "Causes of the moves: ") + causes)
    let sums = diff.pointsByCauses.map { sum in
      let points = (sum.points >= 0 ? "+" : "") + wording.points(sum.points)
      return zh
        ? "\(wording.text(sum.causes)) \(sum.rights) 项 \(points) 分"
        : "\(wording.text(sum.causes)) \(points) over \(sum.rights)"
    }
    if !sums.isEmpty {
      lines.append(
        (zh ? "得分变化合计：" : "Sums of the changes of score: ") + sums.joined(separator: zh ? "，" : ", "))
    }
    if !diff.transitions.isEmpty {
      lines.append("")
      lines.append(
        TerminalTable(
          zh
            ? [.init("由"), .init("到"), .init("项数", isNumber: true)]
            : [.init("from"), .init("to"), .init("rights", isNumber: true)],
          diff.transitions.map { [before($0.before), after($0.after), "\($0.count)"] }
        ).render(width: Console.width))
      lines.append(
        TerminalTable(
          zh
            ? [
              .init("编号"), .init("名称", least: 12), .init("由"), .init("到"), .init("得分变化", isNumber: true),
              .init("原因"), .init("变化的事实", least: 12),
            ]
            : [
              .init("number"), .init("title", least: 12), .init("from"), .init("to"),
              .init("score", isNumber: true),
              .init("cause"), .init("changed facts", least: 12),
            ],
          diff.moved.prefix(200).map { move in
            let change = move.pointsAfter - move.pointsBefore
            let points = (change >= 0 ? "+" : "") + wording.points(change)
            return [
              diff.after.table.text("number", move.afterRow), diff.after.table.text("title", move.afterRow),
              before(move.before), after(move.after),
              move.hasScores ? points : wording.dash, wording.text(move.causes), changes(move, diff, wording),
            ]
          }
        ).render(width: Console.width))
      if diff.moved.count > 200 {
        lines.append(zh ? "仅列出前 200 项；全部见 --format csv" : "The first 200 are listed; --format csv has all")
      }
    }
    lines += PlanDiffText.lines(diff, options)
    return lines.joined(separator: "\n")
  }

  /// The changed facts with their values before and after.
  private static func changes(_ move: RunDiff.Move, _ diff: RunDiff, _ wording: Wording) -> String {
    move.changedFacts.map { id in
      func value(_ table: FactTable, _ row: Int) -> String {
        guard let column = table[id] else { return "–" }
        return wording.value(column, row) ?? wording.state(column.states[row])
      }
      return
        "\(wording.factTitle(id)) \(value(diff.before.table, move.beforeRow)) → \(value(diff.after.table, move.afterRow))"
    }.joined(separator: wording.language == .zh ? "；" : "; ")
  }

  private static func name(_ outcome: String, _ model: GradingModel, _ wording: Wording) -> String {
    wording.outcomeName(outcome, model)
  }

  /// Points with two decimals: more would only show how machines keep numbers. Nil outside the grades, where a right
  /// has no score that counts.
  private static func score(_ points: Double, _ run: ReviewRun, _ row: Int) -> Double? {
    run.grades.codes[row] >= 0 ? (points * 100).rounded() / 100 : nil
  }

  static func csv(_ diff: RunDiff) -> String {
    var writer = CSVWriter(mark: true)
    writer.write([
      "number", "title", "from", "to", "points_before", "points_after", "cause", "changed_facts",
      "causes",
    ])
    // A right whose score alone moved has the same outcome in both columns.
    for move in diff.moved + diff.rescored {
      writer.write([
        diff.after.table.text("number", move.afterRow), diff.after.table.text("title", move.afterRow),
        move.before,
        move.after, score(move.pointsBefore, diff.before, move.beforeRow).map { "\($0)" } ?? "",
        score(move.pointsAfter, diff.after, move.afterRow).map { "\($0)" } ?? "",
        move.cause.rawValue,
        move.changedFacts.map(\.name).joined(separator: ";"),
        move.causes.map(\.rawValue).joined(separator: ";"),
      ])
    }
    return writer.text
  }

  private struct Result: Encodable {
    struct Move: Encodable {
      var number: String
      var from: String
      var to: String
      var pointsBefore: Double?
      var pointsAfter: Double?
      var cause: RunDiff.Cause
      var causes: [RunDiff.Cause]
      var changedFacts: [String]
    }
    struct Count: Encodable {
      var causes: [RunDiff.Cause]
      var rights: Int
    }
    struct Sum: Encodable {
      var causes: [RunDiff.Cause]
      var rights: Int
      var points: Double
    }
    var schema = "winnow.diff/2"
    var before: Int64
    var after: Int64
    var added: [String]
    var gone: [String]
    var moved: [Move]
    var rescored: [Move]
    var movedByCause: [Count]
    var pointsByCause: [Sum]
    var unchanged: Int
    var recommendations: [PlanDiffText.Move]?
  }

  static func json(_ diff: RunDiff) -> String {
    JSONText.of(
      Result(
        before: diff.before.id, after: diff.after.id,
        added: diff.added.map { diff.after.table.text("number", $0) },
        gone: diff.gone.map { diff.before.table.text("number", $0) },
        moved: diff.moved.map { entry($0, diff) }, rescored: diff.rescored.map { entry($0, diff) },
        movedByCause: diff.movedByCauses.map { Result.Count(causes: $0.causes, rights: $0.count) },
        pointsByCause: diff.pointsByCauses.map {
          Result.Sum(causes: $0.causes, rights: $0.rights, points: ($0.points * 100).rounded() / 100)
        },
        unchanged: diff.unchanged, recommendations: PlanDiffText.moves(diff)))
  }

  private static func entry(_ move: RunDiff.Move, _ diff: RunDiff) -> Result.Move {
    Result.Move(
      number: diff.after.table.text("number", move.afterRow), from: move.before, to: move.after,
      pointsBefore: score(move.pointsBefore, diff.before, move.beforeRow),
      pointsAfter: score(move.pointsAfter, diff.after, move.afterRow), cause: move.cause,
      causes: move.causes, changedFacts: move.changedFacts.map(\.name))
  }
}

/// Values as JSON with sorted keys.
enum JSONText {
  static func of(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }
}
