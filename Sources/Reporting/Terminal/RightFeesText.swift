internal import PolicyModels
public import PortfolioCore
public import PortfolioReview
internal import Renewals

/// Every fee of one right with its explanation, and what the right costs.
public struct RightFeesView: Sendable {
  /// The version of the form of ``json()``. It grows by new keys only; anything else gets a new number.
  public static let schema = "winnow.right-fees/1"

  let outlook: FeeOutlook
  let row: Int
  let wording: Wording
  private let items: Result<[DueItem], NoFeeReason>
  private let paid: [CalendarDay?]

  /// A view of a right's fees from its beginning to so many calendar years ahead.
  /// - Parameter years: the as-of day's year among them; nil for the whole term.
  public init(_ row: Int, of outlook: FeeOutlook, years: Int?, language: Language) {
    self.row = row
    self.outlook = outlook
    wording = Wording(language: language, currency: outlook.currency)
    (items, paid) = outlook.fees(of: row, years: years)
  }

  private var zh: Bool { wording.language == .zh }
  private var subject: RenewalSubject { outlook.subjects[row] }
  /// The line on costs, for explanations.
  public var costLine: String { spent + (zh ? "；" : "; ") + toCome }

  private var spent: String {
    let cost = outlook.costToDate(row)
    guard cost.entries > 0 else {
      return zh
        ? "截至 \(outlook.asOf.iso) 没有缴费或成本记录，已花费不详"
        : "Nothing is recorded as spent by \(outlook.asOf.iso), so the cost to date is not known"
    }
    var text =
      zh
      ? "截至 \(outlook.asOf.iso) 已花费 \(wording.money(cost.total))（缴费 \(wording.money(cost.fees))，其他成本 \(wording.money(cost.other))）"
      : "Spent by \(outlook.asOf.iso): \(wording.money(cost.total)) (fees \(wording.money(cost.fees)), other costs \(wording.money(cost.other)))"
    if cost.leftOut > 0 {
      text +=
        zh ? "，另有 \(cost.leftOut) 笔无汇率未计" : ", \(cost.leftOut) entries without an exchange rate left out"
    }
    return text
  }

  private var toCome: String {
    let cost = outlook.costToCome(row)
    guard let units = cost.minorUnits else {
      let why = cost.because.map { wording.text($0) } ?? ""
      return zh ? "至期满的费用无法给出：\(why)" : "no cost to the end of the term: \(why)"
    }
    let least = cost.isLowerBound ? (zh ? "至少 " : "at least ") : ""
    var text =
      zh
      ? "至期限届满\(least.isEmpty ? "" : "至少")还需 \(wording.money(units))"
      : "to the end of the term \(least)\(wording.money(units)) more"
    let past = outlook.costToDate(row)
    if past.entries > 0 {
      text +=
        zh
        ? "，全寿命\(least.isEmpty ? "" : "至少") \(wording.money(past.total + units))"
        : ", whole life \(least)\(wording.money(past.total + units))"
    }
    var missing: [String] = UnknownFeeGroup.groups(cost.unknown).map {
      "\($0.office) \(wording.feePhrase($0.names))"
    }
    if !missing.isEmpty {
      missing[missing.count - 1] += zh ? "金额未知" : ", amounts not known"
    }
    if !cost.statesLeftOut.isEmpty {
      missing.append(wording.text(FeeText.andStates, ["states": wording.list(cost.statesLeftOut)]))
    }
    if !missing.isEmpty {
      text +=
        zh ? "（未计：\(missing.joined(separator: "；"))）" : " (not counted: \(missing.joined(separator: "; ")))"
    }
    return text
  }

  // MARK: Lines

  /// The fees as lines, each with its explanation.
  public func text(width: Int?, ansi: Bool = false) -> String {
    var text = TerminalText.wrap(
      "\(outlook.table.text("number", row))  \(outlook.table.text("title", row))", width: width)
    text += TerminalText.wrap(identity, width: width)
    text += TerminalText.wrap(costLine, width: width)
    switch items {
    case .failure(let reason):
      text +=
        "\n" + TerminalText.wrap((zh ? "没有可列的费用：" : "No fees: ") + wording.text(reason.text), width: width)
    case .success(let items):
      for (index, item) in items.enumerated() {
        let head =
          "\(name(item))  \(zh ? "应缴日" : "due") \(item.due.iso)  \(item.amount?.description ?? (zh ? "金额未知" : "amount unknown"))\(item.isEstimate ? "*" : "")  \(state(item, index))"
        text +=
          ansi ? "\n\u{1B}[1m\(TerminalText.clean(head))\u{1B}[0m\n" : "\n" + TerminalText.clean(head) + "\n"
        for line in lines(item) { text += TerminalText.wrap("  " + line, indent: 4, width: width) }
      }
      text += "\n" + TerminalText.wrap((zh ? "来源" : "Sources"), width: width)
      for line in sources(items) { text += TerminalText.wrap("  " + line, indent: 4, width: width) }
    }
    return text
  }

  private var identity: String {
    var parts = [
      wording.word(.office, subject.office), wording.word(.rightKind, subject.kind.rawValue),
      wording.word(.stage, subject.stage.rawValue),
    ]
    if let day = subject.filingDay { parts.append((zh ? "申请日 " : "filed ") + day.iso) }
    if let day = subject.grantDay { parts.append((zh ? "授权日 " : "granted ") + day.iso) }
    if let end = outlook.schedules.termEnd(of: subject)?.day {
      parts.append((zh ? "期满 " : "term ends ") + end.iso)
    }
    return parts.joined(separator: " · ")
  }

  private func state(_ item: DueItem, _ index: Int) -> String {
    if let day = paid[index] { return (zh ? "已缴 " : "paid ") + day.iso }
    if !outlook.keepsPayments(row) { return zh ? "是否已缴不详" : "not known whether paid" }
    switch item.timing {
    case .past: return zh ? "台账无缴费记录" : "no payment on record"
    case .inGrace: return zh ? "未缴，在宽限期内" : "unpaid, in grace"
    case .payable, .notYetPayable: return zh ? "未缴" : "unpaid"
    }
  }

  private func lines(_ item: DueItem) -> [String] {
    var lines: [String] = []
    let parts = item.parts.map { "\(wording.text($0.label)) \($0.amount.decimal) [\($0.source)]" }
    lines.append(
      (zh ? "构成：" : "Parts: ")
        + (parts.isEmpty ? wording.text(FeeText.amountUnknown) : parts.joined(separator: zh ? "；" : "; ")))
    lines.append(
      zh
        ? "费用表 \(item.model)，\(wording.feePhrase(item.feeName))，适用 \(item.tariffDay.iso) 的标准"
          + (item.tariffFrom.map { "（\($0.iso) 起施行）" } ?? "（施行日无来源）")
        : "Schedule \(item.model), \(wording.feePhrase(item.feeName)), tariff of \(item.tariffDay.iso)"
          + (item.tariffFrom.map { ", in force from \($0.iso)" } ?? ", its first day not in the sources"))
    if !item.isPaidAtRegistration {
      var days = zh ? "最后日 \(item.lastDay.iso)" : "Last day \(item.lastDay.iso)"
      if let earliest = item.earliest {
        days = (zh ? "最早 \(earliest.iso)，" : "From \(earliest.iso); ") + days
      }
      if item.dueMoved != item.due { days += (zh ? "；应缴日顺延至 " : "; due day moves to ") + item.dueMoved.iso }
      if item.lastDayMoved != item.lastDay {
        days += (zh ? "；最后日顺延至 " : "; last day moves to ") + item.lastDayMoved.iso
      }
      if let day = item.lapseDay { days += (zh ? "；不缴则终止于 " : "; unpaid, the right ends on ") + day.iso }
      lines.append(days)
    }
    if !item.surchargeSteps.isEmpty {
      let steps = item.surchargeSteps.map { step -> String in
        let mark = step == item.currentStep ? (zh ? "（今日）" : " (today)") : ""
        return "\(step.through.iso) \(wording.surcharge(step))\(mark)"
      }
      lines.append((zh ? "滞纳金（至该日止）：" : "Surcharge until: ") + steps.joined(separator: zh ? "；" : "; "))
    }
    if let amount = item.amount, amount.currency != outlook.currency {
      if let converted = outlook.rates.convert(amount, to: outlook.currency, year: item.due.year) {
        lines.append(
          "\(wording.money(converted.money.minorUnits)): \(converted.note.map { wording.text($0) } ?? "")")
      } else {
        lines.append(zh ? "没有汇率，不能折算" : "There is no exchange rate")
      }
    }
    for reason in item.estimateReasons {
      lines.append((zh ? "* 估计：" : "* estimate: ") + wording.text(reason))
    }
    for note in item.notes { lines.append(wording.text(note)) }
    return lines
  }

  /// The fee, with the office where others than the right's own ask for it.
  private func name(_ item: DueItem) -> String {
    outlook.isKeptUpElsewhere(row)
      ? "\(item.office) \(wording.text(item.label))" : wording.text(item.label)
  }

  private func named(_ source: ModelSource) -> String {
    let standing = wording.text(ReportWords.standing(source.standing))
    return zh ? "\(source.title)（\(standing)）" : "\(source.title) (\(standing))"
  }

  private func sources(_ items: [DueItem]) -> [String] {
    var lines: [String] = []
    for item in items {
      let schedule = outlook.schedules.schedule(office: item.office, kind: subject.kind)
      for id in item.sources {
        let source = schedule?.header.sources.first { $0.id == id }
        let office = item.office == subject.office ? "" : item.office + " "
        let line = "\(office)[\(id)] \(source.map { named($0) } ?? "")"
        if !lines.contains(line) { lines.append(line) }
      }
    }
    return lines
  }

  // MARK: Data

  /// One line a fee, with a byte order mark.
  public func csv() -> [UInt8] {
    var writer = CSVWriter(mark: true)
    writer.write([
      "office", "fee", "fee_year", "due", "last_day", "amount", "full_amount", "currency", "estimate",
      "paid_day",
      "parts", "model", "sources",
    ])
    guard case .success(let items) = items else { return writer.bytes }
    for (index, item) in items.enumerated() {
      writer.write([
        item.office, item.feeName, "\(item.feeYear)", item.due.iso, item.lastDay.iso,
        item.amount?.decimal ?? "",
        item.fullAmount?.decimal ?? "",
        item.currency.code, item.isEstimate ? "yes" : "no", paid[index]?.iso ?? "",
        item.parts.map { "\(wording.text($0.label)) \($0.amount.decimal)" }.joined(separator: "; "),
        item.model,
        item.sources.joined(separator: "; "),
      ])
    }
    return writer.bytes
  }

  /// The fees as JSON.
  public func json() -> String {
    let cost = outlook.costToDate(row)
    let come = outlook.costToCome(row)
    let leftOut = come.unknown.map { "\($0.office) \($0.name)" } + come.statesLeftOut
    func decimal(_ units: Int64) -> JSONValue {
      .string(Money(minorUnits: units, currency: outlook.currency).decimal)
    }
    var fees: [JSONValue] = []
    var reason: String?
    switch items {
    case .failure(let why): reason = wording.text(why.text)
    case .success(let items):
      fees = items.enumerated().map { index, item in
        .fields([
          ("office", .string(item.office)), ("fee", .string(item.feeName)),
          ("feeYear", .integer(item.feeYear)), ("due", .string(item.due.iso)),
          ("lastDay", .string(item.lastDay.iso)), ("amount", .optional(item.amount?.decimal)),
          ("fullAmount", .optional(item.fullAmount?.decimal)), ("currency", .string(item.currency.code)),
          ("isEstimate", .bool(item.isEstimate)), ("paidDay", .optional(paid[index]?.iso)),
          ("tariffDay", .string(item.tariffDay.iso)),
          ("explanation", .array(lines(item).map { .string($0) })),
          ("model", .string(item.model)), ("sources", .array(item.sources.map { .string($0) })),
        ])
      }
    }
    return JSONValue.fields([
      ("schema", .string(RightFeesView.schema)), ("asOf", .string(outlook.asOf.iso)),
      ("number", .string(outlook.table.text("number", row))), ("currency", .string(outlook.currency.code)),
      ("costToDate", cost.entries > 0 ? decimal(cost.total) : .null),
      ("feesToDate", cost.entries > 0 ? decimal(cost.fees) : .null),
      ("otherCostsToDate", cost.entries > 0 ? decimal(cost.other) : .null),
      ("costToEnd", come.minorUnits.map { decimal($0) } ?? .null),
      ("costToEndIsLowerBound", .bool(come.isLowerBound)),
      ("costToEndLeavesOut", .array(leftOut.map { .string($0) })),
      ("noCostToEndBecause", .optional(come.because.map { wording.text($0) })),
      ("noFeesBecause", .optional(reason)),
      ("fees", .array(fees)),
    ]).text
  }
}
