public import PledgeFinance
public import PortfolioCore

/// A packet in short, for a terminal.
public struct PledgeSummaryText: Sendable {
  private let packet: PledgePacket
  private let language: Language
  private let wording: Wording

  /// A summary in a language.
  public init(_ packet: PledgePacket, language: Language) {
    self.packet = packet
    self.language = language
    wording = Wording(language: language, currency: packet.head.currency, moneyDecimals: 0)
  }

  private func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
  private func say(_ text: BilingualText) -> String { text.text(language) }
  private var colon: String { say("：", ": ") }
  private var words: DealWords { packet.policy.purpose.words }
  private var isPledge: Bool { packet.policy.purpose == .pledge }
  private var showsSales: Bool { isPledge && packet.policy.premise != .licenceIncome }
  private func percent(_ points: Int?) -> String {
    points.map { PledgePacketView.percent($0) } ?? wording.dash
  }

  /// The rights with what is lent on each, the cover, and what stands in the way.
  public func text(width: Int?, ansi: Bool = false) -> String {
    let asOf = packet.head.asOf.iso
    var text = TerminalText.wrap(
      say(
        "\(PledgeWords.purpose(packet.policy.purpose).zh) · \(packet.policy.title.zh) · 基准日 \(asOf) · \(wording.money(packet.request.amount.minorUnits))",
        "\(PledgeWords.purpose(packet.policy.purpose).en) · \(packet.policy.title.en) · as of \(asOf) · \(wording.money(packet.request.amount.minorUnits))"
      ), width: width)
    if let choice = packet.choice {
      let spare =
        packet.policy.purpose == .contribution ? say("；出资不留备用", "; a contribution keeps no spare") : ""
      text += TerminalText.wrap(
        say(
          "挑选：\(PledgeWords.choice(choice.status).zh)，从 \(choice.candidates) 项中选 \(choice.numbers.count) 项"
            + spare,
          "Choice: \(PledgeWords.choice(choice.status).en); \(choice.numbers.count) of \(choice.candidates)"
            + spare),
        width: width)
    }
    text += "\n" + rights.render(width: width, ansi: ansi)
    text += "\n" + cover.render(width: width, ansi: ansi)
    for sentence in warnings { text += TerminalText.wrap("! " + sentence, indent: 2, width: width) }
    let open = packet.conditions.filter { $0.state != .met }
    for condition in open {
      let state = say(PledgeWords.state(condition.state))
      let stop = say("。", ". ")
      text += TerminalText.wrap(
        "- \(say(condition.title))\(colon)\(state)\(stop)\(say(condition.reason))", indent: 2, width: width)
    }
    for risk in settledFirst {
      let right = risk.right.isEmpty ? "" : risk.right + colon
      let first = say("须先解决", "settle first")
      text += TerminalText.wrap(
        "- \(first)\(colon)\(right)\(say(risk.text))", indent: 2, width: width)
    }
    let excluded = packet.lines.filter { !$0.isCounted }
    if !excluded.isEmpty {
      text += "\n" + say("不计入：", "Not counted:") + "\n"
      for line in excluded {
        let reasons = line.exclusions.map { say($0) }.joined(separator: say("；", "; "))
        text += TerminalText.wrap("- \(line.number)\(colon)\(reasons)", indent: 2, width: width)
      }
    }
    return text
  }

  /// Risks that stop the deal and are told neither by a condition nor by a right that does not count.
  private var settledFirst: [PledgePacket.RiskLine] {
    let counted = Set(packet.lines.filter(\.isCounted).map(\.number))
    let told = packet.conditions.filter { $0.state == .notMet }.map(\.title.en)
    return packet.risks.filter { risk in
      risk.isStopping && (risk.right.isEmpty || counted.contains(risk.right))
        && !told.contains { risk.text.en.hasPrefix($0) }
    }
  }

  /// What a table of cover does not say by itself: rights that count on something still to be had, and days on which the
  /// debt is not covered.
  private var warnings: [String] {
    var texts: [String] = []
    if let open = packet.withoutOpen {
      let least = open.leastCover.map { Percent.text($0) } ?? wording.dash
      let why = [
        open.needStatement.isEmpty
          ? nil : say("待声明", "statement to be had") + " " + wording.list(open.needStatement),
        open.notEstablished.isEmpty
          ? nil : say("待查清", "to be established") + " " + wording.list(open.notEstablished),
        open.unsettled.map { say("待了结", "to be settled") + " " + wording.list($0) },
      ].compactMap { $0 }.joined(separator: say("；", "; "))
      texts.append(
        say(
          "不计未落实的权利（\(why)）：\(words.carried.zh) \(wording.amount(open.lending))，各检验日最低覆盖 \(least)",
          "Without rights that are open (\(why)): \(words.carried.en) \(wording.amount(open.lending)), least cover \(least)"
        ))
    }
    let short = packet.shortDays
    if !short.isEmpty, !packet.conditions.contains(where: { $0.id == "cover" && $0.state == .notMet }) {
      let days = short.map { "\($0.day.iso) \($0.cover.map { Percent.text($0) } ?? wording.dash)" }
      texts.append(
        say(
          "政策只看\(words.start.zh)；\(words.carried.zh)低于\(words.owed.zh)的检验日：\(wording.list(days))",
          "The policy looks at the start alone; \(words.carried.en) is less than \(words.owed.en) on \(wording.list(days))"
        )
      )
    }
    return texts
  }

  private var rights: TerminalTable {
    TerminalTable(
      [
        .init(say("权利", "right")), .init(isPledge ? say("登记", "registration") : say("核对", "check")),
        .init(say("计算基础", "basis"), isNumber: true),
        .init(isPledge ? say("质押率", "LTV") : say(words.ratio).lowercased(), isNumber: true),
        .init(say(words.carried), isNumber: true),
      ],
      packet.lines.map { line in
        [
          line.number,
          line.registration.isCovered
            ? say(PledgeWords.outcome(line.registration.outcome, for: packet.policy.purpose)) : wording.dash,
          line.isCounted ? wording.amount(line.basis(on: 0)) : wording.dash,
          line.isCounted ? percent(line.loanToValue) : wording.dash,
          line.isCounted ? wording.amount(line.lending(on: 0)) : wording.dash,
        ]
      },
      total: [
        say("合计", "sum"), "", wording.amount(packet.totals.basis), "", wording.amount(packet.totals.lending),
      ])
  }

  private var cover: TerminalTable {
    var columns: [TerminalTable.Column] = [
      .init(say("日期", "day")),
      .init(isPledge ? say("债务", "debt") : say(words.owedHead).lowercased(), isNumber: true),
      .init(say(words.carried), isNumber: true), .init(say("覆盖", "cover"), isNumber: true),
    ]
    if showsSales { columns.append(.init(say("强制覆盖", "forced cover"), isNumber: true)) }
    let rows = packet.cover.map { point -> [String] in
      var cells = [
        point.day.iso, wording.amount(point.outstanding), wording.amount(point.lending),
        percent(point.cover),
      ]
      if showsSales { cells.append(percent(point.forcedCover)) }
      return cells
    }
    return TerminalTable(columns, rows)
  }
}

/// What has changed since a packet was made, for a terminal.
public struct PacketComparisonText: Sendable {
  private let comparison: PacketComparison
  private let language: Language

  /// A text in a language.
  public init(_ comparison: PacketComparison, language: Language) {
    self.comparison = comparison
    self.language = language
  }

  private func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

  /// The changes as a table, or that there are none.
  public func text(width: Int?, ansi: Bool = false) -> String {
    let head = say(
      "材料包 \(comparison.madeOn.iso) · 比较日 \(comparison.asOf.iso)",
      "Packet of \(comparison.madeOn.iso) · compared on \(comparison.asOf.iso)")
    let limits = comparison.notCompared.map { text in
      TerminalText.wrap("- " + text.text(language), indent: 2, width: width)
    }.joined()
    let compared = TerminalText.wrap(
      say("已比较：", "Compared: ") + comparison.compared.text(language), width: width)
    guard !comparison.changes.isEmpty else {
      return head + "\n" + compared + (limits.isEmpty ? "" : limits)
        + (comparison.notCompared.isEmpty
          ? say("所比较的内容没有变化。", "Nothing of what was compared has changed.")
          : say("在能比较的范围内没有变化。", "Nothing that can be compared has changed.")) + "\n"
    }
    let words: [PacketComparison.Change.Weight: String] = [
      .worse: say("不利", "worse"), .better: say("有利", "better"), .neutral: say("中性", "neutral"),
    ]
    let table = TerminalTable(
      [
        .init(say("权利", "right")), .init(say("事项", "what"), least: 12), .init(say("包内", "then"), least: 10),
        .init(say("今日", "now"), least: 10), .init(say("影响", "effect")),
      ],
      comparison.changes.map { change in
        [
          change.right.isEmpty ? say("整体", "deal") : change.right, change.title.text(language),
          change.before.text(language), change.after.text(language), words[change.weight] ?? "",
        ]
      })
    return head + "\n" + compared + limits + "\n" + table.render(width: width, ansi: ansi)
  }
}
