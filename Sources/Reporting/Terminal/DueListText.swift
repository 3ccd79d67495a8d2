public import PortfolioCore
public import PortfolioReview
public import Renewals

/// A due list as table, CSV, JSON and iCalendar.
public struct DueListView: Sendable {
  /// The version of the form of ``json()``. It grows by new keys only; anything else gets a new number.
  public static let schema = "winnow.due/1"

  let outlook: FeeOutlook
  let list: DueList
  let days: Int
  let wording: Wording

  /// A view of a list of so many days.
  public init(_ list: DueList, of outlook: FeeOutlook, days: Int, language: Language) {
    self.list = list
    self.outlook = outlook
    self.days = days
    wording = Wording(language: language, currency: outlook.currency)
  }

  private var zh: Bool { wording.language == .zh }

  // MARK: Words of a line

  private func number(_ entry: DueEntry) -> String { outlook.table.text("number", entry.right) }
  private func title(_ entry: DueEntry) -> String { outlook.table.text("title", entry.right) }
  private func unit(_ entry: DueEntry) -> String { outlook.table.text("unit", entry.right) }

  /// The day, and the one it moves to.
  private func moved(_ day: CalendarDay, to other: CalendarDay) -> String {
    day == other ? day.iso : "\(day.iso)→\(other.iso.dropFirst(5))"
  }

  private func paid(_ entry: DueEntry) -> String {
    switch entry.paid {
    case .paid(let day): return (zh ? "已缴 " : "paid ") + day.iso
    case .unpaid: return zh ? "未缴" : "unpaid"
    case .unknown: return zh ? "不详" : "not known"
    }
  }

  private func amount(_ money: Money, _ isEstimate: Bool) -> String {
    NumberText.scaledText(Int(money.minorUnits), money.currency.minorDigits) + (isEstimate ? "*" : "")
  }

  /// The step of the as-of day and those to come.
  private func steps(_ entry: DueEntry) -> String {
    var parts: [String] = []
    if entry.isInGrace {
      let now =
        entry.surcharge.map { amount($0, false) }
        ?? entry.item.currentStep.flatMap { $0.surcharge == nil ? wording.surcharge($0) : nil } ?? "0"
      let through = entry.item.currentStep?.through.iso ?? entry.item.lastDayMoved.iso
      parts.append(zh ? "今 \(now) 至 \(through)" : "now \(now) until \(through)")
    }
    // The next step that costs something and the last one; those between rise evenly and stand in the CSV.
    let costly = entry.nextSteps.filter { $0.surcharge?.minorUnits != 0 }
    for step in [costly.first, costly.count > 1 ? costly.last : nil].compactMap({ $0 }) {
      let sum = step.surcharge.map { amount($0, false) } ?? wording.surcharge(step)
      let rises = costly.count > 2 && step == costly.last
      parts.append(
        zh
          ? "\(rises ? "… " : "")\(step.from.iso) 起 \(sum)"
          : "\(rises ? "… " : "")\(sum) from \(step.from.iso)")
    }
    return parts.joined(separator: zh ? "；" : "; ")
  }

  private func lapse(_ entry: DueEntry) -> String {
    guard let day = entry.item.lapseDay else { return "" }
    let back = day <= entry.item.due
    return zh ? "终止于 \(day.iso)\(back ? "（追溯）" : "")" : "ends \(day.iso)\(back ? ", back-dated" : "")"
  }

  // MARK: Table

  /// The list as lines: in grace first, then what is to come.
  public func text(width: Int?, ansi: Bool = false) -> String {
    var text = TerminalText.wrap(
      zh
        ? "应缴清单 · 基准日 \(outlook.asOf.iso) · \(days) 天内到期（至 \((outlook.asOf + days).iso)）"
        : "Fees due · as of \(outlook.asOf.iso) · within \(days) days, until \((outlook.asOf + days).iso)",
      width: width)
    let late = list.entries.filter(\.isInGrace)
    let ahead = list.entries.filter { !$0.isInGrace && !isPaid($0) }
    for (title, entries) in [
      (zh ? "一、已过应缴日，在宽限期内" : "1. Past the due day, in grace", late),
      (zh ? "二、即将到期" : "2. Falling due", ahead),
    ] {
      let head = title + (zh ? "（\(entries.count)）" : " (\(entries.count))")
      text += ansi ? "\n\u{1B}[1m\(head)\u{1B}[0m\n" : "\n\(head)\n"
      if entries.isEmpty {
        text += zh ? "  无\n" : "  none\n"
      } else {
        text += table(entries).render(width: width, ansi: ansi)
      }
    }
    text += "\n"
    for note in notes { text += TerminalText.wrap("- " + note, indent: 2, width: width) }
    return text
  }

  private func isPaid(_ entry: DueEntry) -> Bool {
    if case .paid = entry.paid { return true }
    return false
  }

  private func table(_ entries: [DueEntry]) -> TerminalTable {
    let columns: [TerminalTable.Column] = [
      .init(zh ? "编号" : "number"), .init(zh ? "名称" : "title", least: 10, most: 24),
      .init(zh ? "单位" : "unit", least: 6, most: 16), .init(zh ? "局" : "office"), .init(zh ? "年度" : "year"),
      .init(zh ? "最早" : "earliest"), .init(zh ? "应缴日" : "due"), .init(zh ? "最后日" : "last day"),
      .init(zh ? "现缴" : "amount now", isNumber: true), .init(zh ? "币种" : "cur."),
      .init(zh ? "折\(wording.moneyUnit)" : "in \(wording.moneyUnit)", isNumber: true),
      .init(zh ? "缴费" : "paid"), .init(zh ? "滞纳金" : "surcharge", least: 12),
      .init(zh ? "不缴后果" : "if unpaid"),
    ]
    let rows = entries.map { entry -> [String] in
      let item = entry.item
      let converted = entry.converted.map { amount($0.money, item.isEstimate) } ?? wording.dash
      return [
        number(entry), title(entry), unit(entry), item.office, wording.feeName(item.feeName),
        item.earliest?.iso ?? wording.dash, moved(item.due, to: item.dueMoved),
        moved(item.lastDay, to: item.lastDayMoved),
        entry.amountNow.map { amount($0, item.isEstimate) } ?? (zh ? "不详" : "not known"), item.currency.code,
        converted, paid(entry), steps(entry), lapse(entry),
      ]
    }
    return TerminalTable(columns, rows, total: totals(entries))
  }

  /// What is still to be paid, in the portfolio's currency.
  private func totals(_ entries: [DueEntry]) -> [String] {
    let open = entries.filter { !isPaid($0) }
    let sum = open.reduce(Int64(0)) { $0 + ($1.converted?.money.minorUnits ?? 0) }
    let total = amount(
      Money(minorUnits: sum, currency: outlook.currency), open.contains { $0.item.isEstimate })
    let least = open.contains { $0.converted == nil } ? "≥" : ""
    return [zh ? "待缴 \(open.count)" : "open: \(open.count)"] + Array(repeating: "", count: 9)
      + [least + total]
  }

  private var notes: [String] {
    var notes: [String] = []
    notes.append(
      zh
        ? "按最后一个安全日排序；→ 为遇周末顺延后的日期，顺延前的日期才是安全日。“现缴”含当日滞纳金"
        : "Ordered by the last safe day; → shows the day moved past a weekend, the day before it is the safe one. The amount now holds the surcharge of the day"
    )
    let paidAhead = list.entries.count(where: isPaid)
    if paidAhead > 0 {
      notes.append(
        zh
          ? "另有 \(paidAhead) 笔在此期间到期的费用台账已记缴，未列出；见 --format csv"
          : "\(paidAhead) more fees due in this time are recorded as paid and not shown; --format csv has them"
      )
    }
    let unpriced = list.entries.count { !isPaid($0) && $0.converted == nil }
    if unpriced > 0 {
      notes.append(
        zh
          ? "\(unpriced) 笔的金额或滞纳金不详或没有汇率，未计入合计；带 ≥ 的合计是下限"
          : "Of \(unpriced) fees the amount, the surcharge or the exchange rate is not known; sums marked ≥ leave them out"
      )
    }
    let converted = Set(
      list.entries.filter { !isPaid($0) }.compactMap { entry in entry.converted?.note.map { wording.text($0) }
      }
    )
    .sorted()
    notes += converted
    let entries = list.entries.filter { !isPaid($0) }
    if entries.contains(where: { $0.item.isEstimate }) {
      let reasons = Set(
        entries.flatMap { entry in
          entry.item.estimateReasons.map { entry.item.office + (zh ? "：" : ": ") + wording.text($0) }
        }
      ).sorted()
      notes.append((zh ? "* 估计：" : "* estimate: ") + reasons.joined(separator: zh ? "；" : "; "))
    }
    notes += notesByOffice(entries)
    let restorations = Set(
      entries.compactMap { entry in entry.item.restoration.map { (entry, $0) } }.map { entry, rule in
        let fee = rule.fee.map { " (\($0.description))" } ?? ""
        return "\(entry.item.office): \(wording.text(rule.says))\(fee)"
      }
    ).sorted()
    if !restorations.isEmpty {
      notes.append((zh ? "恢复：" : "Restoration: ") + restorations.joined(separator: zh ? "；" : "; "))
    }
    let unknown = entries.count { $0.paid == .unknown }
    if unknown > 0 {
      notes.append(
        zh
          ? "\(unknown) 条缴费“不详”：数据库中没有该局该类权利的任何缴费记录；宽限期内的可能早已缴清"
          : "Whether paid is not known for \(unknown) of the lines: the store holds no payment for rights of that office and kind; those in grace may be settled"
      )
    }
    let unstated = entries.filter { outlook.assumedAlive[$0.right] }.count
    if unstated > 0 {
      notes.append(
        zh
          ? "其中 \(unstated) 条的权利法律状态未知，按有效列出"
          : "The state of the rights of \(unstated) lines is not known; they are listed as in force")
    }
    let open = list.reasons.filter { !$0.reason.isZeroByRule }
    if !open.isEmpty {
      var counts: [String: Int] = [:]
      for (_, reason) in open { counts[wording.text(reason.text), default: 0] += 1 }
      let parts = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }
      notes.append(
        (zh ? "未列入 \(open.count) 项：" : "Rights not listed, \(open.count): ")
          + parts.joined(separator: zh ? "；" : "; "))
    }
    return notes
  }

  /// What is to be known of single offices' fees, each with the offices it holds for.
  private func notesByOffice(_ entries: [DueEntry]) -> [String] {
    var offices: [String: Set<String>] = [:]
    for item in entries.map(\.item) {
      for note in item.notes { offices[wording.text(note), default: []].insert(item.office) }
    }
    return offices.map { note, offices in
      offices.sorted().joined(separator: zh ? "、" : ", ") + (zh ? "：" : ": ") + note
    }.sorted()
  }

  // MARK: Data

  private static let heads = [
    "number", "title", "unit", "office", "kind", "fee", "fee_year", "timing", "earliest", "due", "due_moved",
    "last_free_day", "last_day", "last_day_moved", "amount", "surcharge_now", "amount_now", "currency",
    "converted",
    "portfolio_currency", "rate_year", "estimate", "paid", "next_steps", "lapse_day", "model",
  ]

  private func cells(_ entry: DueEntry) -> [String] {
    let item = entry.item
    var paidDay = ""
    switch entry.paid {
    case .paid(let day): paidDay = day.iso
    case .unpaid: paidDay = "no"
    case .unknown: paidDay = "unknown"
    }
    let next = entry.nextSteps.map { "\($0.from.iso) \($0.surcharge?.decimal ?? "?")" }.joined(
      separator: "; ")
    return [
      number(entry), title(entry), unit(entry), item.office,
      outlook.subjects[entry.right].kind.rawValue, item.feeName, "\(item.feeYear)", item.timing.rawValue,
      item.earliest?.iso ?? "", item.due.iso, item.dueMoved.iso, entry.lastFreeDay.iso, item.lastDay.iso,
      item.lastDayMoved.iso, item.amount?.decimal ?? "", entry.surcharge?.decimal ?? "",
      entry.amountNow?.decimal ?? "",
      item.currency.code, entry.converted?.money.decimal ?? "", outlook.currency.code,
      entry.converted?.year.map { "\($0)" } ?? "", item.isEstimate ? "yes" : "no", paidDay, next,
      item.lapseDay?.iso ?? "", item.model,
    ]
  }

  /// The list as CSV with a byte order mark.
  public func csv() -> [UInt8] {
    var writer = CSVWriter(mark: true)
    writer.write(DueListView.heads)
    for entry in list.entries { writer.write(cells(entry)) }
    return writer.bytes
  }

  /// The list as JSON: the columns of the CSV, every value a text, empty ones null.
  public func json() -> String {
    JSONValue.fields([
      ("schema", .string(DueListView.schema)), ("asOf", .string(outlook.asOf.iso)), ("days", .integer(days)),
      ("currency", .string(outlook.currency.code)),
      (
        "fees",
        .array(
          list.entries.map { entry in
            .fields(zip(DueListView.heads, cells(entry)).map { ($0, $1.isEmpty ? .null : .string($1)) })
          })
      ), ("notes", .array(notes.map { .string($0) })),
    ]).text
  }

  // MARK: Calendar

  /// The open fees as all-day events: on the due day, for fees in grace on the last day. Reminders come 30 and 7
  /// days before.
  public func calendar(name: String) -> String {
    var seen: [String: Int] = [:]
    let events = list.entries.compactMap { entry -> CalendarFile.Event? in
      if case .paid = entry.paid { return nil }
      let item = entry.item
      let kind = entry.isInGrace ? "last" : "due"
      var identifier = DueListView.plain(
        "\(item.office)-\(number(entry))-\(item.feeName)-\(item.due.iso)-\(kind)")
      // Two rights of one number must not overwrite each other.
      seen[identifier, default: 0] += 1
      if let count = seen[identifier], count > 1 { identifier += "-\(count)" }
      let lead = entry.isInGrace ? (zh ? "宽限期末日" : "Last day of grace") : (zh ? "年费到期" : "Fee due")
      let state = outlook.isKeptUpElsewhere(entry.right) ? " \(item.office)" : ""
      let lines = [
        title(entry), wording.text(item.label), (zh ? "应缴日 " : "due ") + moved(item.due, to: item.dueMoved),
        (zh ? "最后日 " : "last day ") + moved(item.lastDay, to: item.lastDayMoved),
        (zh ? "现缴 " : "amount now ") + (entry.amountNow?.description ?? (zh ? "金额未知" : "amount unknown"))
          + (item.isEstimate ? (zh ? "（估计）" : " (estimate)") : ""),
        steps(entry), lapse(entry),
      ].filter { !$0.isEmpty }
      return CalendarFile.Event(
        identifier: identifier + "@winnow", day: entry.isInGrace ? item.lastDay : item.due,
        summary:
          "\(lead): \(number(entry))\(state) \(wording.feePhrase(item.feeName)) \((entry.amountNow?.description ?? (zh ? "金额未知" : "amount unknown")))",
        description: lines.joined(separator: "\n"), alarmDays: [30, 7])
    }
    return CalendarFile(name: name, product: "-//Winnow//Renewals//EN", stamp: outlook.asOf, events: events)
      .text
  }

  /// Letters and digits of ASCII stay; every other character is written as its number.
  private static func plain(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", ".": result.unicodeScalars.append(scalar)
      default: result += "u" + String(scalar.value, radix: 16)
      }
    }
    return result.lowercased()
  }
}
