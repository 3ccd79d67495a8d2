internal import PolicyModels
public import PortfolioCore
public import Renewals

/// A fee schedule in plain words and tables, for readers who never saw the file.
///
/// Everything is made from the typed schedule: a new office is explained without a line of program.
public struct FeeScheduleText: Sendable {
  let schedule: FeeSchedule
  let schedules: FeeSchedules
  let wording: Wording

  /// A text of a schedule.
  /// - Parameter schedules: all schedules, for the worked example; this one among them.
  public init(_ schedule: FeeSchedule, among schedules: FeeSchedules, language: Language) {
    self.schedule = schedule
    self.schedules = schedules
    wording = Wording(language: language, currency: schedule.currency)
  }

  var zh: Bool { wording.language == .zh }
  private var rules: FeeRules { schedule.rules }

  /// The text, with paragraphs wrapped and tables fitted to a width.
  public func text(width: Int?, ansi: Bool = false) -> String {
    let header = schedule.header
    var text = ""
    func heading(_ zhTitle: String, _ enTitle: String) {
      let title = zh ? zhTitle : enTitle
      text += ansi ? "\n\u{1B}[1m\(title)\u{1B}[0m\n" : "\n\(title)\n"
    }
    func list(_ sentences: [String]) {
      for sentence in sentences { text += TerminalText.wrap("- " + sentence, indent: 2, width: width) }
    }
    text += ModelHeadText(header, language: wording.language).text(width: width)
    text += TerminalText.wrap(
      zh ? "\(office) · 金额单位 \(schedule.currency.code)" : "\(office) · amounts in \(schedule.currency.code)",
      width: width)

    heading("一、谁在什么时候缴什么", "1. Who pays what, and when")
    list(whoAndWhen)
    heading("二、金额", "2. Amounts")
    for group in schedule.groups { text += amounts(of: group, width: width, ansi: ansi) }
    heading("三、逾期怎么办", "3. Paying late")
    list(lateSentences)
    if let table = lateTable { text += table.render(width: width, ansi: ansi) }
    list(afterwards)
    if let example { list([example]) }
    if !schedule.reductions.isEmpty {
      heading("四、减缴", "4. Reductions")
      text += reductionTable.render(width: width, ansi: ansi)
      list(reductionNotes)
    }
    return text + ModelHeadText(header, language: wording.language).sources(width: width)
  }

  var office: String { "\(wording.word(.office, schedule.office)) \(schedule.office)" }

  func kinds(_ group: FeeGroup) -> String {
    group.kinds.map { wording.word(.rightKind, $0.rawValue) }.joined(separator: zh ? "、" : ", ")
  }

  // MARK: Amounts

  private func amounts(of group: FeeGroup, width: Int?, ansi: Bool) -> String {
    var text = ""
    let tables = schedule.tables(of: group)
    for table in tables {
      text += "\n"
      var title = kinds(group)
      if let name = table.rateClass {
        let words = schedule.rateClasses?.names.first { $0.id == name }?.title
        title += (zh ? "，" : ", ") + "\(words.map { wording.text($0) } ?? name) [\(name)]"
      }
      if let stage = table.stage { title += (zh ? "，" : ", ") + wording.word(.stage, stage.rawValue) }
      if let from = table.from {
        title += zh ? "：\(from.iso) 起" : ": from \(from.iso)"
      } else if let seen = table.seenOn {
        title +=
          zh
          ? "：来源所示为 \(seen.iso) 时的金额，施行日不明；更早到期的按此估计"
          : ": as the source shows them for \(seen.iso); the first day is not known, earlier due days are estimates"
      }
      if isInForce(table, among: tables) { title += zh ? "（现行）" : " (in force)" }
      text += TerminalText.wrap("  " + title, indent: 2, width: width)
      text += grid(table, group).render(width: width, ansi: ansi)
      for row in table.rows {
        if let note = row.note {
          text += TerminalText.wrap("  \(row.fee): \(wording.text(note))", indent: 4, width: width)
        }
      }
    }
    for change in group.expected {
      text += TerminalText.wrap(
        zh
          ? "  预计 \(change.on.iso) 起调整，金额未知：\(wording.text(change.says)) [\(change.source)]。此后到期的沿用已知金额，标为估计。"
          : "  A change is expected from \(change.on.iso), amounts unknown: \(wording.text(change.says)) [\(change.source)]. Fees due later go on with the known amounts, marked as estimates.",
        indent: 2, width: width)
    }
    return text
  }

  /// Whether no later tariff has taken a table's place by the day of the last check.
  private func isInForce(_ table: FeeTable, among tables: [FeeTable]) -> Bool {
    let checked = schedule.header.checkedOn
    guard tables.count > 1, (table.from ?? checked) <= checked else { return false }
    return !tables.contains { other in
      guard let from = other.from, from <= checked, table.from.map({ $0 < from }) ?? true else {
        return false
      }
      return other.rateClass == table.rateClass && other.stage == table.stage
        && other.rows.contains { row in table.rows.contains { $0.first <= row.last && row.first <= $0.last } }
    }
  }

  private func grid(_ table: FeeTable, _ group: FeeGroup) -> TerminalTable {
    let hasClaims = table.rows.contains { $0.perClaim != nil }
    var columns = [
      TerminalTable.Column(feeHead), TerminalTable.Column(zh ? "所管的时间" : "time it is for", least: 12),
      TerminalTable.Column(zh ? "金额" : "amount", isNumber: true),
    ]
    if hasClaims {
      columns.append(TerminalTable.Column(zh ? "每项权利要求另加" : "and for each claim", isNumber: true))
    }
    columns += [
      TerminalTable.Column(zh ? "说明" : "remarks", least: 8), TerminalTable.Column(zh ? "来源" : "source"),
    ]
    let rows = table.rows.map { row -> [String] in
      var cells = [row.fee, when(row), row.amount.map(\.decimal) ?? (zh ? "未知" : "unknown")]
      if hasClaims { cells.append(row.perClaim.map(\.decimal) ?? "–") }
      return cells + [remarks(row, group), row.source]
    }
    return TerminalTable(columns, rows)
  }

  private var feeHead: String {
    switch rules.form {
    case .yearly(let countedBy, _):
      return countedBy == .patentYear ? (zh ? "年度" : "year") : (zh ? "周年" : "anniversary")
    case .instalments: return zh ? "期次" : "instalment"
    case .periodic: return zh ? "费用" : "fee"
    }
  }

  /// Since when the year runs, in years after the day from which fees are counted.
  private func when(_ row: FeeTable.Row) -> String {
    let day = anchorName
    switch rules.form {
    case .yearly(let countedBy, _):
      if countedBy == .patentYear {
        let span = "\(row.first - 1)–\(row.last)"
        if row.isOnePayment {
          return zh ? "\(day)后满 \(span) 年，一次缴清" : "\(span) years after \(day), one payment"
        }
        return zh ? "\(day)后满 \(span) 年" : "\(span) years after \(day)"
      }
      let span = row.first == row.last ? "\(row.first)" : "\(row.first)–\(row.last)"
      return zh ? "\(day)后第 \(span) 个周年" : "\(span) years after \(day)"
    case .instalments(let list):
      guard list.indices.contains(row.first) else { return "" }
      let months = list[row.first].months
      let (years, rest) = (months / 12, months % 12)
      return zh
        ? "\(day)后 \(years) 年" + (rest == 0 ? "" : " \(rest) 个月")
        : "\(years) years" + (rest == 0 ? "" : " \(rest) months") + " after \(day)"
    case .periodic(let months): return zh ? "每 \(months / 12) 年" : "every \(months / 12) years"
    }
  }

  private func remarks(_ row: FeeTable.Row, _ group: FeeGroup) -> String {
    var parts: [String] = []
    if group.per == .niceClass { parts.append(zh ? "每个类别" : "for each class") }
    if row.claimsIncluded > 0 {
      parts.append(zh ? "含 \(row.claimsIncluded) 项权利要求" : "\(row.claimsIncluded) claims included")
    }
    if !row.isReducible { parts.append(zh ? "不减缴" : "never reduced") }
    if row.fullYearsOnly { parts.append(zh ? "不满一年不收" : "full years only") }
    if row.isEstimate { parts.append(zh ? "估计" : "estimate") }
    return parts.joined(separator: zh ? "；" : "; ")
  }

  var anchorName: String {
    switch rules.anchor {
    case .filing: return zh ? "申请日" : "filing"
    case .grant: return zh ? "授权日" : "grant"
    case .registration: return zh ? "注册（登记）日" : "registration"
    }
  }

  // MARK: Reductions

  private var reductionTable: TerminalTable {
    TerminalTable(
      [
        .init(zh ? "减缴项" : "reduction", least: 16), .init(zh ? "减" : "off", isNumber: true),
        .init(zh ? "适用的到期日" : "due days", least: 12), .init(zh ? "年限" : "for how long", least: 14),
        .init(zh ? "数据中的名称" : "name in the data"), .init(zh ? "来源" : "source"),
      ],
      schedule.reductions.map { reduction in
        let span =
          switch (reduction.from, reduction.until) {
          case (let from?, let until?): "\(from.iso) – \(until.iso)"
          case (let from?, nil): zh ? "\(from.iso) 起" : "from \(from.iso)"
          case (nil, let until?): zh ? "至 \(until.iso)" : "until \(until.iso)"
          case (nil, nil): zh ? "始日不明" : "first day not known"
          }
        let lengths = reduction.lengths.map { length in
          zh
            ? "\(length.from.iso) 起到期的：自授权当年起 \(length.years) 年"
            : "due from \(length.from.iso): \(length.years) years from that of grant"
        }
        return [
          wording.text(reduction.title), FeeScheduleText.percent(reduction.basisPoints), span,
          lengths.isEmpty ? (zh ? "无年限" : "no limit") : lengths.joined(separator: zh ? "；" : "; "),
          reduction.id, reduction.source,
        ]
      })
  }

  private var reductionNotes: [String] {
    var notes = [
      zh
        ? "几项减缴都符合的，只取减得最多的一项，不叠加。"
        : "Where several apply the best one is taken; they never add up."
    ]
    if let late = rules.late {
      notes.append(
        late.base == .fullFee
          ? (zh ? "逾期加收按未减缴的全额计算。" : "Surcharges are reckoned on the full fee.")
          : (zh ? "逾期加收按减缴后的金额计算。" : "Surcharges are reckoned on the reduced fee."))
    }
    notes.append(
      zh
        ? "哪项权利有减缴，写在 fee_reductions 表；开放许可写在 licences 表（类型 open）。"
        : "Which rights have a reduction stands in table fee_reductions; open licences in table licences (type open)."
    )
    return notes
  }

  static func percent(_ basisPoints: Int) -> String {
    basisPoints % 100 == 0 ? "\(basisPoints / 100)%" : "\(Double(basisPoints) / 100)%"
  }
}
