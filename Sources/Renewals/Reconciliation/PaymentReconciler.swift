public import PortfolioCore

/// Sets recorded payments beside the calendar and names every difference.
///
/// Each payment is first given to a fee: to the one whose year it names, unless the days say otherwise; then its
/// amount is compared with the tariff of its day. A payment that fits no fee stays unmatched, with the reason.
public struct PaymentReconciler: Sendable {
  /// The calendar.
  public let calendar: RenewalCalendar

  /// A reconciler by a calendar.
  public init(calendar: RenewalCalendar) { self.calendar = calendar }

  /// The payments of one right beside its fees.
  /// - Parameters:
  ///   - payments: what is recorded by the as-of day.
  ///   - coverage: the days for which the ledger is whole; nil where nothing can be said to be missing.
  ///   - asOf: fees due later are not missing.
  public func reconcile(
    _ right: LedgerRight, payments: [RecordedPayment], coverage: LedgerCoverage?, asOf: CalendarDay
  ) -> RightReconciliation {
    switch fees(of: right, payments: payments, asOf: asOf) {
    case .failure(let reason):
      return RightReconciliation(
        matches: payments.map {
          PaymentMatch(
            row: $0.row, feeYear: nil, due: nil, unmatched: reason.text, isCompared: false, seenReduction: nil
          )
        }, findings: [])
    case .success(let items):
      var ledger = RightLedger(
        right: right, items: items, payments: payments, calendar: calendar, coverage: coverage, asOf: asOf)
      return ledger.result()
    }
  }

  /// All fees of a right as if it had lived to the end of its term: a payment for a dead right belongs to one.
  private func fees(
    of right: LedgerRight, payments: [RecordedPayment], asOf: CalendarDay
  ) -> Result<[DueItem], NoFeeReason> {
    var subject = right.subject
    subject.life = .alive
    subject.endDay = nil
    let paid = payments.map(\.paidDay)
    let first = min(paid.min() ?? asOf, asOf)
    let from =
      [subject.filingDay, subject.grantDay, first.adding(years: -2)].compactMap { $0 }.min() ?? first
    let through = max(paid.max() ?? asOf, asOf).adding(years: 12)
    let result = calendar.items(for: subject, from: from, through: through, asOf: first)
    guard case .failure(.nationalFeesUnknown) = result else { return result }
    // Until grant it paid as an application.
    subject.stage = .application
    let end = subject.grantDay
    return calendar.items(for: subject, from: from, through: through, asOf: first).map { items in
      items.filter { item in end.map { item.due < $0 } ?? true }
    }
  }
}

/// The work on one right.
private struct RightLedger {
  let right: LedgerRight
  let items: [DueItem]
  let payments: [RecordedPayment]
  let calendar: RenewalCalendar
  let coverage: LedgerCoverage?
  let asOf: CalendarDay
  /// The payment that a fee is taken to be paid by.
  private var claim: [Int?]
  /// The fee that a payment is taken to be for.
  private var slot: [Int?]
  private var findings: [PaymentFinding] = []
  private var isCompared: [Bool]
  private var seenReduction: [String?]
  private var unmatched: [BilingualText?]
  private var isSettled: [Bool]

  init(
    right: LedgerRight, items: [DueItem], payments: [RecordedPayment], calendar: RenewalCalendar,
    coverage: LedgerCoverage?, asOf: CalendarDay
  ) {
    self.right = right
    self.items = items
    self.payments = payments
    self.calendar = calendar
    self.coverage = coverage
    self.asOf = asOf
    claim = Array(repeating: nil, count: items.count)
    slot = payments.map { items.meant(by: $0) }
    isCompared = Array(repeating: true, count: payments.count)
    seenReduction = Array(repeating: nil, count: payments.count)
    unmatched = Array(repeating: nil, count: payments.count)
    isSettled = Array(repeating: false, count: payments.count)
  }

  mutating func result() -> RightReconciliation {
    assign()
    for index in payments.indices where !isSettled[index] { compare(index) }
    compareReductions()
    findMissing()
    let matches = payments.indices.map { index in
      PaymentMatch(
        row: payments[index].row, feeYear: slot[index].map { items[$0].feeYear },
        due: slot[index].map { items[$0].due }, unmatched: unmatched[index], isCompared: isCompared[index],
        seenReduction: seenReduction[index])
    }
    let sorted = findings.enumerated().sorted {
      ($0.element.row ?? .max, $0.offset) < ($1.element.row ?? .max, $1.offset)
    }
    return RightReconciliation(matches: matches, findings: sorted.map(\.element))
  }

  private mutating func add(
    _ kind: PaymentFinding.Kind, _ payment: Int?, _ item: Int?, _ money: Money, isEstimate: Bool = false,
    zh: String, en: String
  ) {
    findings.append(
      PaymentFinding(
        kind: kind, row: payment.map { payments[$0].row }, feeYear: item.map { items[$0].feeYear },
        due: item.map { items[$0].due }, money: money, isEstimate: isEstimate,
        says: BilingualText(zh: zh, en: en)))
  }

  // MARK: Which payment is for which fee

  /// Gives every payment to a fee.
  private mutating func assign() {
    var open = Set(items.indices).subtracting(slot.compactMap { $0 })
    let order = payments.indices.sorted {
      (payments[$0].paidDay, payments[$0].row) < (payments[$1].paidDay, payments[$1].row)
    }
    // First those that cannot be for the year they name, or only if an earlier fee was left open.
    for index in order {
      guard let target = otherFee(index, open) else { continue }
      move(index, to: target, &open)
    }
    for item in items.indices {
      var group = order.filter { slot[$0] == item }
      while group.count > 1, let (index, target) = straggler(in: group, open) {
        move(index, to: target, &open)
        group.removeAll { $0 == index }
      }
      // The payment of the usual days comes first; what lies outside them came on top.
      let first = group.first { items[item].usualDays.contains(payments[$0].paidDay) } ?? group.first
      claim[item] = claim[item] ?? first
      for index in group where index != claim[item] { settleTwice(index, item) }
    }
    for index in payments.indices where slot[index] == nil { settleWithoutFee(index) }
  }

  /// The fee's name, with the office where several ask for fees of the right.
  private func money(_ minorUnits: Int64, _ currency: Currency) -> String {
    Money(minorUnits: minorUnits, currency: currency).description
  }

  private func feeName(of item: DueItem) -> String {
    items.contains { $0.office != item.office } ? "\(item.office) \(item.feeName)" : item.feeName
  }

  private mutating func move(_ index: Int, to target: Int, _ open: inout Set<Int>) {
    let named = payments[index].feeYear
    slot[index] = target
    claim[target] = index
    open.remove(target)
    guard let named else { return }
    add(
      .wrongYear, index, target, payments[index].total,
      zh: "记为第 \(named) 年度；按缴费日应为第 \(feeName(of: items[target])) 年度（应缴日 \(items[target].due.iso)）",
      en:
        "Recorded for year \(named); by its day it is for year \(feeName(of: items[target])), due \(items[target].due.iso)"
    )
  }

  /// Whether a fee can be what a payment was made for, as far as the payment's office says.
  private func isOfOffice(_ index: Int, _ item: Int) -> Bool {
    if let office = payments[index].office { return items[item].office == office }
    // Where one office's fee is named, another's is no better.
    guard let own = slot[index] else { return true }
    return items[item].office == items[own].office
  }

  /// The open fee that a payment is for instead of the one it names; nil when the named one may stand.
  private func otherFee(_ index: Int, _ open: Set<Int>) -> Int? {
    let day = payments[index].paidDay
    let candidates = open.filter { candidate in
      items[candidate].usualDays.contains(day) && isOfOffice(index, candidate)
    }
    guard let best = best(of: candidates, index) else { return nil }
    guard let own = slot[index] else { return best }
    // A payment after its year's grace that is the next year's fee only because nothing forbids to pay ahead is
    // too late, not early: unless its amount says otherwise.
    if items[best].due > items[own].due, day > max(items[own].lastDay, items[own].lastDayMoved),
      day < items[best].due, !fits(index, best)
    {
      return nil
    }
    if !items[own].usualDays.contains(day) { return best }
    // Nobody pays a fee ahead while an earlier one is running out, unless the amount says so.
    guard items[best].due < items[own].due, day > items[best].due || fits(index, best),
      isCovered(items[best])
    else { return nil }
    if fits(index, own), !fits(index, best) { return nil }
    return slot.filter { $0 == own }.count > 1 ? nil : best
  }

  private func best(of candidates: Set<Int>, _ index: Int) -> Int? {
    candidates.min { left, right in
      let exact = (fits(index, left) ? 0 : 1, fits(index, right) ? 0 : 1)
      if exact.0 != exact.1 { return exact.0 < exact.1 }
      return items[left].due < items[right].due
    }
  }

  /// Of several payments for one fee, the one that rather is for an open fee.
  private func straggler(in group: [Int], _ open: Set<Int>) -> (Int, Int)? {
    var found: [(index: Int, target: Int, rank: Int)] = []
    for index in group {
      let day = payments[index].paidDay
      let targets = open.filter {
        items[$0].usualDays.contains(day) && isCovered(items[$0]) && isOfOffice(index, $0)
      }
      guard let target = best(of: targets, index), let own = slot[index] else { continue }
      let exact = fits(index, target) ? 0 : 2
      found.append((index, target, exact + (fits(index, own) ? 1 : 0)))
    }
    return found.min { ($0.rank, $0.index) < ($1.rank, $1.index) }.map { ($0.index, $0.target) }
  }

  private mutating func settleTwice(_ index: Int, _ item: Int) {
    isSettled[index] = true
    isCompared[index] = false
    let first = claim[item].map { payments[$0].paidDay.iso } ?? ""
    add(
      .paidTwice, index, item, payments[index].total,
      zh: "第 \(feeName(of: items[item])) 年度已于 \(first) 缴纳，又于 \(payments[index].paidDay.iso) 再缴",
      en: "Year \(feeName(of: items[item])) was paid on \(first) and again on \(payments[index].paidDay.iso)")
  }

  private mutating func settleWithoutFee(_ index: Int) {
    let payment = payments[index]
    isSettled[index] = true
    isCompared[index] = false
    guard let year = payment.feeYear else {
      unmatched[index] = BilingualText(
        zh: "没有年度，缴费日前后也没有未缴的费用", en: "No fee year, and no open fee around the day of payment")
      return
    }
    unmatched[index] = BilingualText(
      zh: "日历中没有第 \(year) 年度", en: "The calendar has no fee for year \(year)")
    if let last = items.last, year > last.feeYear,
      let end = calendar.schedules.termEnd(of: right.subject)?.day,
      payment.paidDay >= end.adding(years: -1)
    {
      add(
        .rightAlreadyDead, index, nil, payment.total,
        zh: "第 \(year) 年度已超出期限（\(end.iso) 届满）", en: "Year \(year) is past the term, which ends on \(end.iso)")
    } else {
      add(
        .wrongYear, index, nil, payment.total, zh: "这项权利没有第 \(year) 年度的费用，也没有别的未缴年度与缴费日相符",
        en: "The right has no fee for year \(year), and no open year fits the day of payment")
    }
  }

  /// Whether fee and surcharge together are what the tariff asks for on the day of payment.
  private func fits(_ index: Int, _ item: Int) -> Bool {
    let payment = payments[index]
    let expected = PaymentExpectation(items[item], right, calendar, on: payment.paidDay)
    guard expected.item.currency == payment.amount.currency, let amount = expected.item.amount?.minorUnits,
      let full = expected.item.fullAmount?.minorUnits
    else { return false }
    let late = expected.surcharge ?? 0
    let fees = [amount, full] + expected.reduced.map(\.amount)
    return fees.contains { $0 + late == payment.total.minorUnits }
  }

  // MARK: Amounts

  private mutating func compare(_ index: Int) {
    guard let item = slot[index] else { return }
    let payment = payments[index]
    if let reason = afterTheEnd(payment, items[item]) {
      isCompared[index] = false
      add(.rightAlreadyDead, index, item, payment.total, zh: reason.zh, en: reason.en)
      return
    }
    if let earliest = items[item].earliest, payment.paidDay < earliest, slot[index] == item {
      add(
        .paidTooEarly, index, item, payment.total,
        zh: "第 \(feeName(of: items[item])) 年度最早可于 \(earliest.iso) 缴纳，实缴 \(payment.paidDay.iso)",
        en:
          "Year \(feeName(of: items[item])) can be paid from \(earliest.iso); it was paid on \(payment.paidDay.iso)"
      )
    }
    let expected = PaymentExpectation(items[item], right, calendar, on: payment.paidDay)
    guard expected.item.currency == payment.amount.currency, expected.item.amount != nil else {
      isCompared[index] = false
      return
    }
    compareAmount(index, item, expected)
  }

  private mutating func compareAmount(_ index: Int, _ slot: Int, _ expected: PaymentExpectation) {
    let payment = payments[index]
    let currency = payment.amount.currency
    func money(_ units: Int64) -> Money { Money(minorUnits: units, currency: currency) }
    let item = expected.item
    guard let owed = item.amount, let full = item.fullAmount else { return }
    let owedLate = expected.surcharge ?? 0
    var fee = payment.amount.minorUnits
    var late = payment.surcharge ?? 0
    let fees = [owed.minorUnits, full.minorUnits] + expected.reduced.map(\.amount)
    // Some ledgers write fee and surcharge as one sum.
    if payment.surcharge == nil, owedLate > 0, !fees.contains(fee), fees.contains(fee - owedLate) {
      fee -= owedLate
      late = owedLate
    }
    let year = feeName(of: item)
    if fee != owed.minorUnits {
      if fee == full.minorUnits {
        add(
          .reductionNotUsed, index, slot, money(fee - owed.minorUnits),
          zh: "第 \(year) 年度按全额 \(money(fee).decimal) 缴纳；在册的减缴适用，应为 \(owed.decimal)",
          en:
            "Year \(year) was paid in full, \(money(fee).decimal); the reduction on record applies: \(owed.decimal)"
        )
      } else if let seen = expected.reduced.first(where: { $0.amount == fee }) {
        seenReduction[index] = seen.name
      } else {
        var zh = "第 \(year) 年度实缴 \(money(fee).decimal)，标准为 \(owed.decimal)"
        var en = "Year \(year): paid \(money(fee).decimal), the tariff says \(owed.decimal)"
        if item.isEstimate, let reason = item.estimateReasons.first {
          zh += "（标准为估计：\(reason.zh)；不计入可避免金额）"
          en += " (the tariff is an estimate: \(reason.en); not counted as avoidable)"
        }
        add(
          .amountDiffers, index, slot, money(fee - owed.minorUnits), isEstimate: item.isEstimate, zh: zh,
          en: en)
      }
    }
    if late > 0 {
      // The due day stands in its own column; where it moved to a working day, both are told.
      let isMoved = item.dueMoved != item.due
      var zh =
        "第 \(year) 年度应缴日 \(item.due.iso)\(isMoved ? "（顺延至 \(item.dueMoved.iso)）" : "")，\(payment.paidDay.iso) 缴纳，付滞纳金 \(money(late).decimal)"
      var en =
        "Year \(year) was due on \(item.due.iso)\(isMoved ? ", moved to \(item.dueMoved.iso)," : "") and paid on \(payment.paidDay.iso) with a surcharge of \(money(late).decimal)"
      if expected.isLate, let owed = expected.surcharge, owed != late {
        zh += "；按标准为 \(money(owed).decimal)"
        en += "; by the schedule it is \(money(owed).decimal)"
      } else if !expected.isLate {
        zh += "；当日并不欠滞纳金"
        en += "; none was owed on that day"
      }
      add(.surchargeAvoidable, index, slot, money(late), zh: zh, en: en)
    }
    if owedLate > late, expected.isLate, late == 0 || payment.surcharge != nil {
      let mayHaveMoved = expected.mayHaveMoved
      add(
        .amountDiffers, index, slot, money(late - owedLate), isEstimate: mayHaveMoved,
        zh: "第 \(year) 年度逾期缴纳，应付滞纳金 \(money(owedLate).decimal)，记录为 \(money(late).decimal)：可能未缴足"
          + (mayHaveMoved ? "；该局遇周末、假日是否顺延，收费标准中没有收录，也可能并未逾期" : ""),
        en:
          "Year \(year) was paid late: surcharge \(money(owedLate).decimal) owed, \(money(late).decimal) recorded; it may be short"
          + (mayHaveMoved
            ? "; whether this office moves last days past weekends and holidays is not on file, and it may have been in time"
            : "")
      )
    }
  }

  /// Why a payment came too late to do any good; nil when it did not.
  private func afterTheEnd(_ payment: RecordedPayment, _ item: DueItem) -> BilingualText? {
    if right.subject.life == .ended {
      if let end = right.subject.endDay, item.due >= end, payment.paidDay >= end, !item.isPaidAtRegistration {
        return BilingualText(
          zh: "权利已于 \(end.iso) 终止，第 \(feeName(of: item)) 年度不应再缴",
          en: "The right ended on \(end.iso); year \(feeName(of: item)) was owed no more")
      }
      if let end = right.endedBy, payment.paidDay > end {
        return BilingualText(
          zh: "\(end.iso) 已公告权利终止，\(payment.paidDay.iso) 的缴费已无意义",
          en:
            "The end of the right was on record by \(end.iso); the payment of \(payment.paidDay.iso) came after it"
        )
      }
    }
    guard payment.paidDay > max(item.lastDay, item.lastDayMoved), !item.isPaidAtRegistration else {
      return nil
    }
    return BilingualText(
      zh: "宽限期已于 \(item.lastDay.iso) 届满，\(payment.paidDay.iso) 才缴纳",
      en: "The grace period was over on \(item.lastDay.iso); it was paid on \(payment.paidDay.iso)")
  }

  /// Payments in full of a right that paid other years reduced: the ledger itself is the record.
  private mutating func compareReductions() {
    guard let name = seenReduction.compactMap({ $0 }).first else { return }
    for index in payments.indices where !isSettled[index] && isCompared[index] && seenReduction[index] == nil
    {
      guard let item = slot[index] else { continue }
      let payment = payments[index]
      let expected = PaymentExpectation(items[item], right, calendar, on: payment.paidDay)
      guard payment.amount.minorUnits == expected.item.fullAmount?.minorUnits,
        expected.item.amount == expected.item.fullAmount,
        let reduced = expected.reduced.first(where: { $0.name == name })?.amount
      else { continue }
      let saved = Money(
        minorUnits: payment.amount.minorUnits - reduced, currency: payment.amount.currency)
      add(
        .reductionNotUsed, index, item, saved,
        zh: "其他年度按减缴（\(name)）缴纳，第 \(feeName(of: items[item])) 年度却付全额 \(payment.amount.decimal)",
        en:
          "Other years were paid with the reduction '\(name)', year \(feeName(of: items[item])) in full: \(payment.amount.decimal)"
      )
    }
  }

  // MARK: What is missing

  private func isCovered(_ item: DueItem) -> Bool {
    guard let coverage else { return true }
    return item.usualDays.lowerBound >= coverage.from && item.due <= coverage.through
  }

  private mutating func findMissing() {
    guard coverage != nil, right.subject.stage == .application || right.subject.grantDay != nil else {
      return
    }
    if case .some(let coverage) = coverage, !coverage.isWhole && payments.isEmpty { return }
    let firstPaid = claim.firstIndex { $0 != nil }
    let lastPaid = claim.lastIndex { $0 != nil }
    var missing: [Int] = []
    for (index, item) in items.enumerated()
    where claim[index] == nil && !item.isPaidAtRegistration && item.due < asOf && isCovered(item) {
      if right.subject.life != .alive {
        if let end = right.subject.endDay {
          guard item.due < end else { continue }
        } else if index > (lastPaid ?? -1) {
          // Leaving it unpaid is how the right ended.
          continue
        }
      }
      // Between two entries of an invoice only: it need not hold the years before and after.
      if coverage?.isWhole == false, index < (firstPaid ?? .max) || index > (lastPaid ?? -1) { continue }
      missing.append(index)
    }
    guard !missing.isEmpty else { return }
    if payments.isEmpty, missing.count > 1 { return addMissingRight(missing) }
    for index in missing {
      let now = PaymentExpectation(items[index], right, calendar, on: asOf)
      // A fee whose amount nobody gives is still a missing payment; its note says that the sum is not known.
      let amount = now.item.amount ?? Money(minorUnits: 0, currency: now.item.currency)
      let isUnknown = now.item.amount == nil
      let (unknownZh, unknownEn) = isUnknown ? ("（金额未知）", " (amount unknown)") : ("", "")
      let lateZh = now.surcharge.map {
        "（含滞纳金 \(Money(minorUnits: $0, currency: now.item.currency).decimal)）"
      }
      let lateEn = now.surcharge.map {
        " (surcharge \(Money(minorUnits: $0, currency: now.item.currency).decimal) included)"
      }
      if asOf <= max(items[index].lastDay, items[index].lastDayMoved) {
        let total = amount.minorUnits + (now.surcharge ?? 0)
        add(
          .overdue, nil, index, Money(minorUnits: total, currency: now.item.currency),
          isEstimate: isUnknown,
          zh:
            "第 \(feeName(of: items[index])) 年度 \(items[index].due.iso) 到期，没有缴费记录；可补缴至 \(items[index].lastDay.iso)，今日须缴 "
            + (isUnknown ? "金额未知" : money(total, now.item.currency) + (lateZh ?? "")),
          en:
            "Year \(feeName(of: items[index])), due \(items[index].due.iso), has no payment; it can be paid until \(items[index].lastDay.iso), today "
            + (isUnknown
              ? "an amount that is not known" : "with " + money(total, now.item.currency) + (lateEn ?? "")))
      } else {
        add(
          .missingPayment, nil, index, amount, isEstimate: now.item.isEstimate,
          zh: "第 \(feeName(of: items[index])) 年度 \(items[index].due.iso) 到期，没有缴费记录，宽限期已过：请核对权利状态或补齐台账"
            + unknownZh,
          en:
            "Year \(feeName(of: items[index])), due \(items[index].due.iso), has no payment and its grace period is over: check the right's state or complete the ledger"
            + unknownEn)
      }
    }
  }

  /// A right without any payment is one finding, not one a year: most likely somebody else pays.
  private mutating func addMissingRight(_ missing: [Int]) {
    let sum = missing.reduce(Int64(0)) { $0 + (items[$1].amount?.minorUnits ?? 0) }
    let span = "\(feeName(of: items[missing[0]]))–\(feeName(of: items[missing[missing.count - 1]]))"
    findings.append(
      PaymentFinding(
        kind: .missingPayment, row: nil, feeYear: nil, due: items[missing[0]].due,
        money: Money(minorUnits: sum, currency: items[missing[0]].currency), isEstimate: true,
        says: BilingualText(
          zh: "台账中没有这项权利的任何缴费；在册期间应缴 \(missing.count) 个年度（\(span)）",
          en:
            "The ledger holds no payment of this right; \(missing.count) years were due in its time (\(span))"
        )))
  }
}
