internal import PolicyModels
internal import PortfolioCore
internal import Renewals

extension FeeScheduleText {
  private var rules: FeeRules { schedule.rules }

  private func cited(_ text: String, _ rule: String) -> String {
    rules.sources[rule].map { "\(text) [\($0)]" } ?? text
  }

  // MARK: Who and when

  var whoAndWhen: [String] {
    var lines = schedule.groups.map { group in
      let stage =
        switch group.payWhile {
        case .pending: zh ? "申请未授权期间缴费" : "pay while the application is pending"
        case .granted: zh ? "授权后缴费" : "pay once granted"
        case .both: zh ? "申请期间和授权后都缴费" : "pay while pending and once granted"
        }
      let terms = group.terms.map { term($0) }.joined(separator: zh ? "；" : "; ")
      return kinds(group) + (zh ? "：" : ": ") + stage
        + (terms.isEmpty ? "" : (zh ? "；期限" : "; the term is ") + terms)
    }
    lines += schedule.withoutFees.map {
      "\(wording.word(.rightKind, $0.kind.rawValue))\(zh ? "：不缴此费。" : ": no such fees. ")\(wording.text($0.says)) [\($0.source)]"
    }
    lines.append(cited(anchorSentence, "anchor"))
    lines.append(cited(dueSentence, "due"))
    for rule in rules.earliest {
      let which = rule.fee.map { zh ? "第 \($0) 年度" : "The fee for year \($0)" } ?? (zh ? "每笔费用" : "A fee")
      let since = rule.since.map { zh ? "（不早于 \($0.iso)）" : ", never before \($0.iso)" } ?? ""
      lines.append(
        zh
          ? "\(which)最早可在到期前 \(rule.months) 个月缴纳\(since) [\(rule.source)]"
          : "\(which) can be paid from \(rule.months) months before it is due\(since) [\(rule.source)]")
    }
    if rules.earliest.isEmpty {
      lines.append(zh ? "没有最早缴费日，可以提前缴纳。" : "There is no first day: fees can be paid ahead.")
    }
    if rules.yearsPaidAtGrant > 0 {
      lines.append(
        cited(
          zh
            ? "第 1 至 \(rules.yearsPaidAtGrant) 年度随授权一次缴纳"
            : "Years 1 to \(rules.yearsPaidAtGrant) are paid together for the grant",
          "atGrant"))
    }
    if let rule = rules.lateGrant {
      lines.append(
        zh
          ? "授权前已经开始的年度：授权后 \(rule.months) 个月内补缴 [\(rule.source)]"
          : "Years that began before grant: payable within \(rule.months) months after it [\(rule.source)]")
    }
    if let months = rules.pctMonthsFromPriority {
      lines.append(
        cited(
          zh
            ? "PCT 国际申请：优先权日起 \(months) 个月届满之前不到期"
            : "From a PCT application: nothing falls due before \(months) months from priority",
          "pctEntry"))
    }
    if let rule = rules.afterGrant {
      lines.append(
        zh
          ? "授权后改向各生效国缴纳，或按统一效力（\(rule.unitaryOffice)）缴纳；授权后 \(rule.months) 个月内到期的，可在该期限内缴纳。生效国写在 validations 表 [\(rule.source)]"
          : "After grant the states where it is kept up ask for the fees, or \(rule.unitaryOffice) for unitary effect; what falls due within \(rule.months) months of grant can be paid until their end. Table validations names the states [\(rule.source)]"
      )
    }
    lines.append(
      cited(
        rules.tariffDay == .dueDay
          ? (zh ? "标准调整时，按到期日的标准缴纳" : "When amounts change, those of the due day hold")
          : (zh ? "标准调整时，按实际缴费日的标准缴纳" : "When amounts change, those of the day of payment hold"), "tariffDay")
    )
    if let classes = schedule.rateClasses {
      let names = classes.names.map { "\(wording.text($0.title)) [\($0.id)]" }.joined(
        separator: zh ? "、" : ", ")
      let usual = classes.names.first { $0.id == classes.defaultName }?.title
      lines.append(
        zh
          ? "费率类别：\(names)。fee_particulars 表未写明的，按“\(usual?.zh ?? classes.defaultName)”计"
          : "Rate classes: \(names). Where table fee_particulars names none, \(usual?.en ?? classes.defaultName) is counted"
      )
    }
    return lines
  }

  private func term(_ rule: TermRule) -> String {
    let from =
      switch rule.from {
      case .filing: zh ? "申请日" : "filing"
      case .grant: zh ? "授权日" : "grant"
      case .registration: zh ? "注册日" : "registration"
      }
    var text = zh ? "自\(from)起 \(rule.years) 年" : "\(rule.years) years from \(from)"
    if let day = rule.filedFrom { text += zh ? "（\(day.iso) 起申请的）" : " (filed from \(day.iso))" }
    if let day = rule.filedBefore { text += zh ? "（\(day.iso) 以前申请的）" : " (filed before \(day.iso))" }
    return text + " [\(rule.source)]"
  }

  private var anchorSentence: String {
    switch rules.anchor {
    case .filing:
      return zh
        ? "从申请日起算；PCT 国际申请从国际申请日起算"
        : "Counted from filing; for PCT applications from the international filing day"
    case .grant: return zh ? "从授权日起算" : "Counted from grant"
    case .registration: return zh ? "从注册（登记）日起算" : "Counted from registration"
    }
  }

  private var dueSentence: String {
    let day =
      switch rules.dueDay {
      case .anniversary:
        zh ? "对应日（当月没有这一天的，为月末）" : "the corresponding day (the last day of a month that lacks it)"
      case .monthEnd: zh ? "对应月份的最后一天" : "the last day of that month"
      case .dayBefore: zh ? "对应日的前一天" : "the day before the corresponding day"
      }
    let extra =
      rules.monthsAfter == 0
      ? "" : (zh ? "，再过 \(rules.monthsAfter) 个月" : ", and \(rules.monthsAfter) months more")
    switch rules.form {
    case .yearly(let countedBy, let first):
      let which =
        switch first {
        case .year(let year): zh ? "首笔为第 \(year) 年度" : "the first fee is that of year \(year)"
        case .grantYear:
          zh ? "首笔为授权当年的，办理登记时缴纳" : "the first fee is that of the year of grant, paid at registration"
        case .afterGrantYear: zh ? "首笔为授权次年的" : "the first fee is that of the year after grant"
        case .afterGrantAnniversary(let years):
          zh
            ? "首笔在授权后第一个周年再过 \(years) 年"
            : "the first fee falls due \(years) years after the first anniversary that follows grant"
        }
      let meaning =
        countedBy == .patentYear
        ? (zh
          ? "第 n 年度的费用在第 n−1 个周年到期，维持第 n 年度有效"
          : "The fee for year n falls due on anniversary n−1 and keeps the right alive during year n")
        : (zh ? "费用以到期的周年命名" : "Fees are named after the anniversary on which they fall due")
      return zh
        ? "每年一次，\(which)。\(meaning)；到期日为\(day)\(extra)"
        : "Once a year; \(which). \(meaning); due on \(day)\(extra)"
    case .instalments(let list):
      let months = list.map { zh ? "\($0.name)（\($0.months) 个月）" : "\($0.name) (\($0.months) months)" }
      if list.count == 1 {
        return zh ? "只缴一次：\(months[0])；到期日为\(day)" : "One fee only: \(months[0]); due on \(day)"
      }
      return zh
        ? "分 \(list.count) 次：\(months.joined(separator: "、"))；到期日为\(day)"
        : "In \(list.count) instalments: \(months.joined(separator: ", ")); due on \(day)"
    case .periodic(let months):
      return zh ? "每 \(months / 12) 年续展一次；到期日为\(day)" : "Renewed every \(months / 12) years; due on \(day)"
    }
  }

  // MARK: Late

  var lateSentences: [String] {
    guard let late = rules.late else { return [zh ? "没有宽限期。" : "There is no grace period."] }
    var lines = [
      zh
        ? "到期后有 \(late.graceMonths) 个月宽限期，加收如下 [\(late.source)]："
        : "\(late.graceMonths) months of grace after the due day, with these surcharges [\(late.source)]:"
    ]
    if let says = late.says { lines.append(wording.text(says)) }
    return lines
  }

  var lateTable: TerminalTable? {
    guard let late = rules.late else { return nil }
    var begun = 0
    let rows = late.steps.map { step -> [String] in
      let span =
        begun + 1 == step.throughMonth
        ? (zh ? "第 \(step.throughMonth) 个月" : "month \(step.throughMonth)")
        : (zh ? "第 \(begun + 1) 至 \(step.throughMonth) 个月" : "months \(begun + 1) to \(step.throughMonth)")
      begun = step.throughMonth
      let charge: String
      switch step.charge {
      case .share(let points):
        let base =
          late.base == .fullFee
          ? (zh ? "（按减缴前的全额）" : " of the full fee") : (zh ? "（按应缴额）" : " of the fee to pay")
        charge = points == 0 ? (zh ? "不加收" : "nothing") : FeeScheduleText.percent(points) + base
      case .fixed(let amount):
        charge =
          amount == 0
          ? (zh ? "不加收" : "nothing") : Money(minorUnits: amount, currency: schedule.currency).description
      case .fromTariff: charge = tariffSurcharges
      }
      return [span, charge]
    }
    return TerminalTable([.init(zh ? "到期后" : "after the due day"), .init(zh ? "加收" : "surcharge")], rows)
  }

  /// The surcharges that the newest tariffs state.
  private var tariffSurcharges: String {
    var parts: [String] = []
    for group in schedule.groups {
      var newest: [String: FeeTable] = [:]
      for table in schedule.tables(of: group) where table.late != nil {
        newest[table.rateClass ?? ""] = table
      }
      for (name, table) in newest.sorted(by: { $0.key < $1.key }) {
        let text = "\(table.late?.description ?? "")" + (name.isEmpty ? "" : " [\(name)]")
        if !parts.contains(text) { parts.append(text) }
      }
    }
    return parts.isEmpty ? (zh ? "见金额表" : "see the amounts") : parts.joined(separator: zh ? "、" : ", ")
  }

  var afterwards: [String] {
    var lines: [String] = []
    let end =
      switch rules.lapse {
      case .dueDay: zh ? "到期日终止（追溯）" : "ends on the due day, back-dated"
      case .dayAfterDue: zh ? "到期日次日终止（追溯）" : "ends on the day after the due day, back-dated"
      case .graceEnd: zh ? "宽限期最后一天终止" : "ends with the last day of grace"
      case .dayAfterGrace: zh ? "宽限期届满次日终止" : "ends on the day after the grace period"
      case .anniversary: zh ? "周年当日终止（追溯）" : "ends on the anniversary, back-dated"
      }
    lines.append(cited(zh ? "一直不缴：权利于\(end)" : "Never paid: the right \(end)", "unpaid"))
    if let rule = rules.restoration {
      var text = (zh ? "恢复：" : "Restoration: ") + wording.text(rule.says)
      if let months = rule.months { text += zh ? "；期限 \(months) 个月" : "; within \(months) months" }
      if let fee = rule.fee { text += zh ? "；费用 \(fee.description)" : "; fee \(fee.description)" }
      lines.append("\(text) [\(rule.source)]")
    } else {
      lines.append(zh ? "恢复：本表没有收录。" : "Restoration: not in this file.")
    }
    if let move = rules.rollOver {
      let days = [
        move.due ? (zh ? "到期日" : "the due day") : nil,
        move.graceEnd ? (zh ? "宽限期末日" : "the end of grace") : nil,
      ]
      .compactMap { $0 }.joined(separator: zh ? "和" : " and ")
      let table =
        move.holidays.map { zh ? "按节假日表 \($0)" : "by the holiday table \($0)" }
        ?? (zh ? "没有节假日表，只考虑周末" : "there is no holiday table, only weekends count")
      lines.append(
        zh
          ? "遇休息日顺延：\(days)；\(table) [\(move.source)]"
          : "Moved to the next working day: \(days); \(table) [\(move.source)]")
    } else {
      lines.append(
        zh ? "遇休息日是否顺延：没有来源，不顺延。" : "Whether days move past holidays: no source says so, they stay.")
    }
    return lines
  }

  // MARK: Example

  /// A made-up right of the first kind, and one of its fees to come, by the same engine as every report. It is some
  /// years old, or young where an office takes its only fee early.
  private var exampleFee: (subject: RenewalSubject, item: DueItem)? {
    let asOf = schedule.header.checkedOn
    guard let group = schedule.groups.first, let kind = group.kinds.first else { return nil }
    let isPending = group.payWhile == .pending
    for age in [8, 4, 2] {
      guard let filing = CalendarDay(year: asOf.year - age, month: 5, day: 20) else { continue }
      let subject = RenewalSubject(
        office: schedule.office, kind: kind, stage: isPending ? .application : .granted, filingDay: filing,
        grantDay: isPending ? nil : filing.adding(months: 12 + age * 2), claims: 10, classes: 1)
      let items = try? RenewalCalendar(schedules: schedules).items(
        for: subject, from: asOf, through: asOf.adding(years: 12), asOf: asOf
      ).get()
      if let item = items?.first(where: {
        !$0.isPaidAtRegistration && $0.amount != nil && !$0.surchargeSteps.isEmpty
      }) {
        return (subject, item)
      }
    }
    return nil
  }

  /// The example in words; nil where no fee to come has a known amount.
  var example: String? {
    guard let (subject, item) = exampleFee else { return nil }
    let filing = subject.filingDay?.iso ?? ""
    let kind = subject.kind
    let steps = item.surchargeSteps.map { step in
      let total = step.surcharge.map {
        Money(minorUnits: (item.amount?.minorUnits ?? 0) + $0.minorUnits, currency: item.currency).decimal
      }
      return zh
        ? "\(step.from.iso) 至 \(step.through.iso) 缴 \(total ?? "?")"
        : "\(step.from.iso) to \(step.through.iso): \(total ?? "?")"
    }.joined(separator: zh ? "；" : "; ")
    let amount = item.amount?.decimal ?? ""
    let mark = item.isEstimate ? (zh ? "（估计）" : " (an estimate)") : ""
    let granted = subject.grantDay.map { zh ? "、\($0.iso) 授权" : " and granted on \($0.iso)" } ?? ""
    let end = item.lapseDay.map { zh ? "；不缴则终止于 \($0.iso)" : "; unpaid, the right ends on \($0.iso)" } ?? ""
    return zh
      ? "举例：\(filing) 申请\(granted)、10 项权利要求的\(wording.word(.rightKind, kind.rawValue))，\(wording.text(item.label))应在 \(item.due.iso) 前缴 \(amount) \(item.currency.code)\(mark)；\(steps)\(end)"
      : "Example: \(wording.word(.rightKind, kind.rawValue)) filed on \(filing)\(granted), with 10 claims. \(wording.text(item.label)): \(amount) \(item.currency.code)\(mark) by \(item.due.iso); \(steps)\(end)"
  }
}
