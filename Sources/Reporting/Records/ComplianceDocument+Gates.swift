import PortfolioCore
import PortfolioReview

extension ComplianceDocument {
  /// Every gate with its state, the facts behind it, and the paper that lifts it.
  static func gates(_ record: ComplianceRecord, _ wording: Wording, _ c: RecordContext)
    -> RecordDocument.Section
  {
    let title = c.both("五、门槛", "5. Gates")
    guard let file = record.gates, let view = GateView(run: file.run, wording: wording, target: { _ in nil })
    else {
      return RecordDocument.Section("gates", title, [c.both("没有评审，未核对门槛", "No run: nothing was checked")])
    }
    let decision = record.decisions.last(where: \.isStanding)?.decision
    let taker =
      file.abroad.map { TakerPlace.title(abroad: $0) }
      ?? BilingualText(zh: "未写明境内外", en: "place not said")
    let place =
      file.action.hasTaker
      ? BilingualText(zh: "（受让方\(taker.zh)）", en: " (taker: \(taker.en))") : BilingualText(zh: "", en: "")
    let accepted = decision?.acceptedGates ?? []
    return RecordDocument.Section(
      "gates", title,
      [
        c.both(
          "行为：\(file.action.title.zh)\(place.zh)；按 \(c.asOf.iso) 已知的事实，判断 \(file.day.iso) 的状态",
          "Act: \(file.action.title.en)\(place.en); by the facts known on \(c.asOf.iso), as they stand on \(file.day.iso)"
        )
      ] + (decision.flatMap { c.acceptance($0) }.map { [$0] } ?? []),
      RecordTable(
        "gates", title,
        [
          .init("gate", c.both("门槛", "gate"), .code), .init("title", c.both("名称", "title")),
          .init("state", c.both("状态", "state")), .init("effect", c.both("要求", "asks"), .long),
          .init("facts", c.both("依据的事实", "facts"), .long),
          .init("evidence", c.both("解除凭据", "lifted by"), .long), .init("sha256", "SHA-256", .code),
          .init("accepted", c.both("决定时已接受", "accepted when decided")),
          .init("ground", c.both("依据", "ground"), .long),
        ],
        file.findings.map { gate, finding in
          let state = finding?.state ?? .notApplicable
          let taken = accepted.first { $0.gate == gate.id }?.stand
          return [
            .text(gate.id), .text(c.text(gate.title)), .word(state.rawValue, c.text(state.title)),
            .text(state.isOpenIssue ? c.text(gate.effect.title) : ""),
            .text(finding.map { view.why($0) } ?? ""), .text(finding.map { view.lifting($0) } ?? ""),
            .optional(finding?.evidence?.digest),
            taken.flatMap { GateState(rawValue: $0.rawValue) }.map { .word($0.rawValue, c.text($0.title)) }
              ?? .optional(nil),
            .text(view.ground(gate.ground)),
          ]
        }))
  }

  /// The routes that were open beside the one decided.
  static func routes(_ record: ComplianceRecord, _ wording: Wording, _ c: RecordContext)
    -> RecordDocument.Section
  {
    let title = c.both("六、考虑过的其他路径", "6. Alternatives considered")
    guard let file = record.gates, let view = RouteView(run: file.run, wording: wording, target: { _ in nil })
    else { return RecordDocument.Section("routes", title, [c.both("没有评审", "No run")]) }
    let list = view.routes(file.row, graceEnd: record.overdue?.lastDay)
    let grace = record.overdue.map { overdue in
      RecordWords.overdue(overdue, c.language)
        + c.both("；最迟启动日按宽限期末推算", "; the days to begin by are reckoned from the end of grace")
    }
    // What has probably lapsed is no longer anybody's to let lapse.
    let past = record.pastGrace.map { RecordWords.pastGrace($0, c.language) }
    let recommended =
      past == nil
      ? c.both("建议：", "Recommended: ") : c.both("若权利仍然有效，建议：", "If it still lives, recommended: ")
    let sentences = [past, recommended + view.recommendation(list), grace].compactMap { $0 }
    return RecordDocument.Section(
      "routes", title, list.options.isEmpty ? [] : sentences,
      RecordTable(
        "routes", title,
        [
          .init("route", c.both("路径", "route")), .init("feasibility", c.both("可行性", "feasibility")),
          .init("brings", c.both("总收益（\(wording.moneyUnit)）", "all in all (\(wording.moneyUnit))")),
          .init("days", c.both("天数", "days"), .number),
          .init("lastSafeDay", c.both("最迟启动日", "begin by"), .code),
          .init("obstacles", c.both("条件", "conditions"), .long),
        ],
        list.options.map { option in
          [
            .word(option.route.id, c.text(option.route.title)),
            .word(option.feasibility.rawValue, c.text(option.feasibility.title)), .text(view.brings(option)),
            .count(option.days), .day(option.lastSafeDay),
            .text(view.obstacles(option, row: file.row).joined(separator: c.both("；", "; "))),
          ]
        }))
  }
}
