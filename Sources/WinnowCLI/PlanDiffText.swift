import Foundation
import Winnow

/// Recommendations that moved between two runs.
enum PlanDiffText {
  /// A move as data.
  struct Move: Encodable {
    var number: String
    var from: String
    var to: String
  }

  /// The moves as data; nil unless both runs have a plan.
  static func moves(_ diff: RunDiff) -> [Move]? {
    PlanDiff(before: diff.before, after: diff.after)?.moves.map { move in
      Move(
        number: diff.after.table.text("number", move.afterRow), from: move.before.word, to: move.after.word)
    }
  }

  /// The moves as lines; empty unless both runs have a plan.
  static func lines(_ diff: RunDiff, _ options: ReportOptions) -> [String] {
    guard let plans = PlanDiff(before: diff.before, after: diff.after),
      let view = PlanView(run: diff.after, options: options)
    else { return [] }
    let zh = options.language == .zh
    var lines = [
      "",
      zh
        ? "取舍建议变化：\(plans.moves.count) 项"
        : "Recommendations that moved: \(plans.moves.count)",
    ]
    guard !plans.moves.isEmpty else { return lines }
    lines.append(
      TerminalTable(
        zh
          ? [.init("编号"), .init("名称", least: 12), .init("由"), .init("到")]
          : [.init("number"), .init("title", least: 12), .init("from"), .init("to")],
        plans.moves.prefix(200).map { move in
          [
            diff.after.table.text("number", move.afterRow), diff.after.table.text("title", move.afterRow),
            view.word(move.before), view.word(move.after),
          ]
        }
      ).render(width: Console.width))
    return lines
  }
}
