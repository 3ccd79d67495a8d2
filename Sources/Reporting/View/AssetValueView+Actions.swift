import PortfolioCore
import PortfolioReview
import Valuation

/// What to do about the factors of the register, and what it is worth.
extension AssetValueBuilder {
  /// The five actions that would gain most, and the one that would gain most in an orderly sale where that is none of
  /// them, with how many there are beside; nil where every factor is certain and at its best.
  var actions: ReportSection? {
    let all = valuer.actions(for: asset)
    guard !all.isEmpty else { return nil }
    var list = Array(all.prefix(5))
    let seen = list.map(\.orderly).max() ?? 0
    if let sale = all.dropFirst(5).max(by: { $0.orderly < $1.orderly }), sale.orderly > max(seen, 0.5) {
      list.append(sale)
    }
    let hidden = all.count - list.count
    let more = hidden > 0 ? say("另有 \(hidden) 项见 JSON。", " \(hidden) more in JSON.") : ""
    let hasValue = asset.value != nil
    let rows = list.map { action -> [ReportTable.Cell] in
      let answer = action.answer
      let level = NumberText.fixed(answer.level, 1)
      let span = action.span.map { "\(money($0.low)) … \(money($0.high))" }
      return [
        say(answer.factor.title), answer.isKnown ? level : say("未答（按 3）", "open (3)"),
        hasValue ? change(action.value) : wording.dash, hasValue ? change(action.orderly) : wording.dash,
        hasValue ? span ?? wording.dash : wording.dash, say(answer.factor.action),
      ].map { ReportTable.Cell($0) }
    }
    let table = ReportTable(
      "value-actions-table", say("行动（\(unit)）", "Actions (\(unit))"),
      [
        ReportTable.Column(say("因素", "Factor")), ReportTable.Column(say("现级别", "Level now"), .number),
        ReportTable.Column(say("升到 5 级：在用价值增加", "Value in use, gain at level 5"), .number),
        ReportTable.Column(say("有序出售增加", "Orderly sale, gain"), .number),
        ReportTable.Column(
          say("尚不确定：最低级至最高级的在用价值", "Not certain: value in use, lowest to highest level"), .number),
        ReportTable.Column(say("做什么", "What to do"), .long),
      ], rows)
    return ReportSection(
      "value-actions", say("最能提高价值或确定性的行动", "What would raise the value or the certainty most"),
      [
        .table(table),
        .paragraph(
          say(
            "每行把一个因素改为 5 级、其余不变，重新计算基准价值；各行不能相加。",
            "Each line values the base again with one factor at level 5 and the others as they are; the lines do not add up."
          ) + more),
      ])
  }

  /// A change in whole units; what is less than half of one is none.
  private func change(_ amount: Double) -> String { abs(amount) < 0.5 ? "0" : money(amount) }

  /// What the axes of charts count in: ten thousands in Chinese, thousands or millions in English.
  func chartScale(_ greatest: Double) -> (scale: Double, unit: String) {
    guard greatest >= 100_000 else { return (1, unit) }
    if wording.language == .zh { return (10_000, "万\(unit)") }
    return greatest >= 10_000_000 ? (1_000_000, "million \(unit)") : (1_000, "thousand \(unit)")
  }
}
