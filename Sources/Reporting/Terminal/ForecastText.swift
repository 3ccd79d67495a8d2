public import PortfolioCore
public import PortfolioReview

/// A forecast of fees as table, CSV and JSON.
public struct ForecastView: Sendable {
  /// The version of the form of ``json()``. It grows by new keys only; anything else gets a new number.
  public static let schema = "winnow.forecast/1"

  let forecast: FeeForecast
  let wording: Wording
  /// Titles of grades that are no letters.
  let gradeTitles: [String: BilingualText]
  /// Where the grades come from, in words; nil where no grade is shown.
  let gradeSource: BilingualText?
  let listsYears: Bool

  /// A view.
  /// - Parameter listsYears: years as rows, with low and high; else as columns.
  public init(
    _ forecast: FeeForecast, language: Language, listsYears: Bool, gradeTitles: [String: BilingualText] = [:],
    gradeSource: BilingualText? = nil
  ) {
    self.forecast = forecast
    wording = Wording(language: language, currency: forecast.currency)
    self.listsYears = listsYears || forecast.dimensions.isEmpty
    self.gradeTitles = gradeTitles
    self.gradeSource = gradeSource
  }

  private var zh: Bool { wording.language == .zh }
  private var hasRange: Bool { forecast.rateYears != nil }

  // MARK: Table

  /// The forecast as lines.
  public func text(width: Int?, ansi: Bool = false) -> String {
    var text = TerminalText.wrap(head, width: width) + "\n"
    text += (listsYears ? yearTable : pivotTable).render(width: width, ansi: ansi)
    text += "\n"
    for note in notes { text += TerminalText.wrap("- " + note, indent: 2, width: width) }
    return text
  }

  private var head: String {
    let unit = wording.moneyUnit
    let span = "\(forecast.years.first ?? 0)–\(forecast.years.last ?? 0)"
    return zh
      ? "维持费预测 \(span) · 基准日 \(forecast.asOf.iso) · 单位：\(unit) · 共 \(forecast.total.rights) 项权利"
      : "Forecast of fees \(span) · as of \(forecast.asOf.iso) · in \(unit) · \(forecast.total.rights) rights"
  }

  /// Whole major units, halves up; a star for sums with estimates in them, ≥ for sums that leave fees out.
  private func whole(_ minorUnits: Int64, isEstimate: Bool = false, isLowerBound: Bool = false) -> String {
    let unit = forecast.currency.minorPerMajor
    let rounded = (minorUnits + (minorUnits < 0 ? -unit / 2 : unit / 2)) / unit
    return (isLowerBound ? "≥" : "") + NumberText.whole(Int(rounded)) + (isEstimate ? "*" : "")
  }

  private var yearTable: TerminalTable {
    var columns = forecast.dimensions.map { TerminalTable.Column(title($0), least: 8) }
    columns.insert(TerminalTable.Column(title(.year)), at: 0)
    let amounts =
      hasRange
      ? (zh ? ["低", "预期", "高"] : ["low", "expected", "high"]) : [zh ? "预期" : "expected"]
    columns += amounts.map { TerminalTable.Column($0, isNumber: true) }
    func cells(_ group: FeeForecast.Group, _ year: Int) -> [String] {
      let isLowerBound = group.unknown[year] > 0
      let expected = whole(
        group.expected[year], isEstimate: group.isEstimate[year], isLowerBound: isLowerBound)
      guard hasRange else { return [expected] }
      return [
        whole(group.low[year], isLowerBound: isLowerBound), expected,
        whole(group.high[year], isLowerBound: isLowerBound),
      ]
    }
    var rows: [[String]] = []
    let groups = forecast.dimensions.isEmpty ? [forecast.total] : forecast.groups
    for (index, year) in forecast.years.enumerated() {
      for group in groups
      where forecast.dimensions.isEmpty || group.expected[index] != 0 || group.unknown[index] > 0 {
        rows.append(["\(year)"] + labels(group.key) + cells(group, index))
      }
    }
    let total = forecast.total
    let isLowerBound = total.isLowerBound
    var sums = [
      whole(total.total, isEstimate: total.isEstimate.contains(true), isLowerBound: isLowerBound)
    ]
    if hasRange {
      sums.insert(whole(total.low.reduce(0, +), isLowerBound: isLowerBound), at: 0)
      sums.append(whole(total.high.reduce(0, +), isLowerBound: isLowerBound))
    }
    return TerminalTable(
      columns, rows,
      total: [zh ? "合计" : "total"] + Array(repeating: "", count: forecast.dimensions.count) + sums)
  }

  /// The years that stand as columns of their own; later ones are summed up.
  private static let yearColumns = 10

  private var pivotTable: TerminalTable {
    var columns = forecast.dimensions.map { TerminalTable.Column(title($0), least: 8) }
    columns.append(TerminalTable.Column(zh ? "项数" : "rights", isNumber: true))
    let shown = min(forecast.years.count, ForecastView.yearColumns)
    columns += forecast.years.prefix(shown).map { TerminalTable.Column("\($0)", isNumber: true) }
    let hasLater = forecast.years.count > shown
    if hasLater { columns.append(TerminalTable.Column(zh ? "此后" : "later", isNumber: true)) }
    columns.append(TerminalTable.Column(zh ? "合计" : "total", isNumber: true))
    if hasRange {
      columns += (zh ? ["低", "高"] : ["low", "high"]).map { TerminalTable.Column($0, isNumber: true) }
    }
    if forecast.hasCosts {
      columns += (zh ? ["已花费", "至期满还需", "全寿命"] : ["to date", "to the end", "whole life"])
        .map { TerminalTable.Column($0, isNumber: true) }
    }
    func cells(_ group: FeeForecast.Group) -> [String] {
      var cells = [NumberText.whole(group.rights)]
      for index in 0..<shown {
        cells.append(
          whole(
            group.expected[index], isEstimate: group.isEstimate[index], isLowerBound: group.unknown[index] > 0
          ))
      }
      if hasLater {
        cells.append(
          whole(
            group.expected[shown...].reduce(0, +), isEstimate: group.isEstimate[shown...].contains(true),
            isLowerBound: group.unknown[shown...].contains { $0 > 0 }))
      }
      let isLowerBound = group.isLowerBound
      cells.append(
        whole(group.total, isEstimate: group.isEstimate.contains(true), isLowerBound: isLowerBound))
      if hasRange {
        cells += [group.low, group.high].map { whole($0.reduce(0, +), isLowerBound: isLowerBound) }
      }
      if forecast.hasCosts {
        // A right that can be renewed for ever has no whole life.
        let mark = group.withoutEnd > 0 ? "+" : ""
        let leavesOut = group.costLeavesOut > 0
        // Where nothing is recorded, nobody knows what has been spent.
        let isRecorded = group.costEntries > 0
        cells += [
          isRecorded ? whole(group.costToDate) : wording.dash,
          whole(group.costToCome, isLowerBound: leavesOut) + mark,
          isRecorded
            ? whole(group.costToDate + group.costToCome, isLowerBound: leavesOut) + mark : wording.dash,
        ]
      }
      return cells
    }
    return TerminalTable(
      columns, forecast.groups.filter { !isEmpty($0) }.map { labels($0.key) + cells($0) },
      total: [zh ? "合计" : "total"] + Array(repeating: "", count: forecast.dimensions.count - 1)
        + cells(forecast.total))
  }

  /// Whether a group has nothing to show: all of its rights have ended or pay no fees.
  private func isEmpty(_ group: FeeForecast.Group) -> Bool {
    group.total == 0 && group.withoutFees == group.rights && (!forecast.hasCosts || group.costEntries == 0)
  }

  /// The heads of dimensions.
  private func title(_ dimension: ForecastDimension) -> String {
    switch dimension {
    case .year: return zh ? "年度" : "year"
    case .office: return zh ? "局" : "office"
    case .unit: return zh ? "单位" : "unit"
    case .grade: return zh ? "等级" : "grade"
    case .businessLine: return zh ? "业务线" : "business line"
    case .family: return zh ? "同族" : "family"
    case .kind: return zh ? "种类" : "kind"
    }
  }

  private func labels(_ key: [String]) -> [String] {
    zip(forecast.dimensions, key).map { dimension, word in
      if word.isEmpty {
        return dimension == .office ? (zh ? "（无）" : "(none)") : (zh ? "（未填）" : "(not given)")
      }
      switch dimension {
      case .office: return wording.word(.office, word)
      case .kind: return wording.word(.rightKind, word)
      case .grade: return gradeTitles[word].map { wording.text($0) } ?? word
      default: return word
      }
    }
  }

  // MARK: What the sums mean

  /// What the totals hold and what they leave out.
  private var notes: [String] {
    let total = forecast.total
    var notes: [String] = []
    let counted = total.rights - total.leftOut - total.withoutFees
    notes.append(
      zh
        ? "计入 \(counted) 项；另 \(total.withoutFees) 项依法无此费用，\(total.leftOut) 项无法计算而未计入"
        : "\(counted) rights are counted; \(total.withoutFees) pay no such fees, and \(total.leftOut) are left out because no fee can be named"
    )
    for (isZero, lead) in [(false, zh ? "未计入" : "Left out"), (true, zh ? "无此费用" : "No such fees")] {
      let reasons = forecast.leftOut.filter { $0.isZero == isZero }
      guard !reasons.isEmpty else { continue }
      let list = reasons.map { "\(wording.text($0.reason)) \($0.count)" }
      notes.append(lead + (zh ? "：" : ": ") + list.joined(separator: zh ? "；" : "; "))
    }
    if let unknown = wording.unknownFees(forecast.unknown) { notes.append(unknown) }
    if let open = wording.leftOut(forecast.unrecorded) { notes.append(open) }
    if forecast.assumedAlive > 0 {
      notes.append(
        zh
          ? "\(forecast.assumedAlive) 项法律状态未知，按有效计（估计）"
          : "The state of \(forecast.assumedAlive) rights is not known; they count as in force (estimates)")
    }
    if total.isEstimate.contains(true) {
      notes.append(
        zh
          ? "* 含估计：共 \(forecast.estimated) 项权利。沿用最近已知金额或缺少事实；没有依据给出其高低范围"
          : "* holds estimates, of \(forecast.estimated) rights: a last known amount goes on, or a fact is missing; there is no evidence for a range"
      )
    }
    if let years = forecast.rateYears {
      notes.append(
        zh
          ? "低／高：外币费用按 \(years.lowerBound)–\(years.upperBound) 年间最低／最高的年平均汇率换算；预期按最近完整年度。只反映汇率曾有的波动"
          : "low and high: foreign fees at the lowest and highest yearly average rate of \(years.lowerBound)–\(years.upperBound); expected: at the newest full year's. They show only how far rates have moved"
      )
    }
    notes.append(
      zh
        ? "到期日在 \(forecast.asOf.iso) 及以后的费用，不含滞纳金；滞纳期内未缴的连同基准日的滞纳金计入首年。台账已记缴 \(whole(forecast.paidAhead))，不再计入"
        : "Fees due from \(forecast.asOf.iso) on, without surcharges; annuities in their grace period count in the first year with the surcharge of that day. Recorded as paid already and not counted: \(whole(forecast.paidAhead))"
    )
    if forecast.hasCosts {
      notes.append(
        zh
          ? "已花费 = 缴费台账 + 已记成本，– 表示没有任何记录；至期满还需 = 未缴费用（含滞纳金）至期限届满；+ 表示另有 \(total.withoutEnd) 项没有或不知期限终点（如商标）"
          : "to date = payments and recorded costs, – where nothing is recorded; to the end = unpaid fees until the terms end; + marks groups with rights without a known end (\(total.withoutEnd) in all, such as trademarks)"
      )
    }
    let hidden = listsYears ? [] : forecast.groups.filter(isEmpty)
    if !hidden.isEmpty {
      let rights = hidden.reduce(0) { $0 + $1.rights }
      notes.append(
        zh
          ? "\(hidden.count) 组（\(rights) 项权利）没有费用，未列出；见 --format csv"
          : "\(hidden.count) groups (\(rights) rights) have no fees and are not shown; --format csv has them")
    }
    if let gradeSource { notes.append(wording.text(gradeSource)) }
    notes.append(
      zh ? "表中金额四舍五入到元；CSV 与 JSON 精确到分" : "The table is rounded to whole units; CSV and JSON are exact")
    return notes
  }

  // MARK: Data

  private func decimal(_ minorUnits: Int64) -> String {
    Money(minorUnits: minorUnits, currency: forecast.currency).decimal
  }

  private var data: [(group: FeeForecast.Group, year: Int, index: Int)] {
    let groups = forecast.dimensions.isEmpty ? [forecast.total] : forecast.groups
    return groups.flatMap { group in forecast.years.enumerated().map { (group, $0.element, $0.offset) } }
  }

  /// One line for each group and year, with a byte order mark for spreadsheets.
  public func csv() -> [UInt8] {
    var writer = CSVWriter(mark: true)
    var heads =
      forecast.dimensions.map(\.rawValue) + [
        "year", "low", "expected", "high", "currency", "estimate", "rights", "left_out", "without_fees",
        "unknown_amounts",
      ]
    if forecast.hasCosts { heads += ["cost_to_date", "cost_to_end", "without_end"] }
    writer.write(heads)
    for (group, year, index) in data {
      var cells =
        group.key + [
          "\(year)", decimal(group.low[index]), decimal(group.expected[index]), decimal(group.high[index]),
          forecast.currency.code, group.isEstimate[index] ? "yes" : "no", "\(group.rights)",
          "\(group.leftOut)", "\(group.withoutFees)", "\(group.unknown[index])",
        ]
      if forecast.hasCosts {
        cells += [
          group.costEntries > 0 ? decimal(group.costToDate) : "", decimal(group.costToCome),
          "\(group.withoutEnd)",
        ]
      }
      writer.write(cells)
    }
    return writer.bytes
  }

  /// The forecast as JSON; amounts are text in major units, one for each of `years`.
  public func json() -> String {
    func group(_ group: FeeForecast.Group) -> JSONValue {
      var fields: [(String, JSONValue)] = zip(forecast.dimensions, group.key).map {
        ($0.rawValue, .string($1))
      }
      func amounts(_ list: [Int64]) -> JSONValue { .array(list.map { .string(decimal($0)) }) }
      fields += [
        ("rights", .integer(group.rights)), ("leftOut", .integer(group.leftOut)),
        ("withoutFees", .integer(group.withoutFees)), ("low", amounts(group.low)),
        ("expected", amounts(group.expected)), ("high", amounts(group.high)),
        ("isEstimate", .array(group.isEstimate.map { .bool($0) })), ("total", .string(decimal(group.total))),
        ("unknownAmounts", .array(group.unknown.map { .integer($0) })),
        ("totalIsLowerBound", .bool(group.isLowerBound)),
      ]
      if forecast.hasCosts {
        fields += [
          ("costToDate", group.costEntries > 0 ? .string(decimal(group.costToDate)) : .null),
          ("costToEnd", .string(decimal(group.costToCome))),
          ("withoutEnd", .integer(group.withoutEnd)),
          ("costToEndIsLowerBound", .bool(group.costLeavesOut > 0)),
        ]
      }
      return .fields(fields)
    }
    return JSONValue.fields([
      ("schema", .string(ForecastView.schema)), ("asOf", .string(forecast.asOf.iso)),
      ("currency", .string(forecast.currency.code)), ("years", .array(forecast.years.map { .integer($0) })),
      ("by", .array(forecast.dimensions.map { .string($0.rawValue) })),
      ("groups", .array(forecast.groups.map(group))), ("total", group(forecast.total)),
      (
        "leftOut",
        .array(
          forecast.leftOut.map {
            .fields([
              ("reason", .string(wording.text($0.reason))), ("isZero", .bool($0.isZero)),
              ("rights", .integer($0.count)),
            ])
          })
      ), ("assumedInForce", .integer(forecast.assumedAlive)), ("estimated", .integer(forecast.estimated)),
      (
        "unknownAmounts",
        .array(
          forecast.unknown.map {
            .fields([
              ("office", .string($0.office)), ("fees", .array($0.names.map { .string($0) })),
              ("count", .integer($0.fees)), ("rights", .integer($0.rights)),
            ])
          })
      ),
      ("paidAhead", .string(decimal(forecast.paidAhead))), ("notes", .array(notes.map { .string($0) })),
    ]).text
  }
}
