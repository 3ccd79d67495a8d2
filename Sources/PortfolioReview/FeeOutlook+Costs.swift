public import PortfolioCore
internal import PortfolioStore
public import Renewals

/// Money spent on a right so far, and money still to be paid for it.
extension FeeOutlook {
  /// The money spent on a right by the as-of day.
  public struct CostSoFar: Sendable, Equatable {
    /// Fees with their surcharges, in minor units of the portfolio's currency.
    public var fees: Int64 = 0
    /// Other recorded costs.
    public var other: Int64 = 0
    /// How many payments and costs are recorded, those left out among them. Where none is, nothing is known of
    /// what the right has cost, and the sums say nothing.
    public var entries = 0
    /// Entries in a currency without an exchange rate: they are not in the sums.
    public var leftOut = 0
    /// Fees and other costs.
    public var total: Int64 { fees + other }
  }

  /// What a right has cost by the as-of day, each amount converted at the average of its year.
  ///
  /// Costs of the kind `annuity` are passed over where payments are recorded: they are the same money.
  public func costToDate(_ row: Int) -> CostSoFar {
    var sum = CostSoFar()
    for payment in payments[row] {
      sum.entries += 1
      if let paid = rates.convert(payment.total, to: currency, year: payment.paidDay.year) {
        sum.fees += paid.money.minorUnits
      } else {
        sum.leftOut += 1
      }
    }
    for cost in costs[row] where cost.kind != "annuity" || payments[row].isEmpty {
      sum.entries += 1
      if let spent = rates.convert(cost.amount, to: currency, year: cost.day.year) {
        sum.other += spent.money.minorUnits
      } else {
        sum.leftOut += 1
      }
    }
    return sum
  }

  /// The fees of a right from the as-of day to the end of its term.
  public struct CostToCome: Sendable, Equatable {
    /// Minor units of the portfolio's currency; nil where no sum can be given.
    public var minorUnits: Int64?
    /// Fees that fall due and whose amounts no source gives: the sum leaves them out and is a lower bound.
    public var unknown: [UnknownFee] = []
    /// The states of a granted European patent whose fees are in no schedule: left out as well.
    public var statesLeftOut: [String] = []
    /// Why there is no sum; nil where there is one.
    public var because: BilingualText?

    /// Whether the sum leaves fees out.
    public var isLowerBound: Bool { !unknown.isEmpty || !statesLeftOut.isEmpty }
  }

  /// The fees of a right that are still to be paid until the end of its term, those in grace with their
  /// surcharge among them, or why there is no such sum.
  public func costToCome(_ row: Int) -> CostToCome {
    let subject = subjects[row]
    if subject.kind == .technicalSecret || subject.kind == .softwareCopyright || subject.life == .ended {
      return CostToCome(minorUnits: 0)
    }
    func none(_ zh: String, _ en: String) -> CostToCome {
      CostToCome(minorUnits: nil, because: BilingualText(zh: zh, en: en))
    }
    if subject.kind == .trademark {
      return none("商标可无限续展，没有最后一笔费用", "a trademark can be renewed for ever, so there is no last fee")
    }
    let late: [DueItem]
    switch calendar.itemsInGrace(for: subject, asOf: asOf) {
    case .success(let items): late = items
    case .failure(let reason): return CostToCome(minorUnits: nil, because: reason.text)
    }
    guard let end = schedules.termEnd(of: subject)?.day else {
      return none(
        "期限届满日未知：缺少申请日或授权日",
        "the end of the term is not known, for the filing day or the day of grant is missing")
    }
    guard
      case .success(let ahead) = calendar.items(for: subject, from: asOf, through: max(end, asOf), asOf: asOf)
    else { return none("没有可列的费用", "no fees can be listed") }
    let items = (isCalledLate(row) || keepsPayments(row) ? late : []) + ahead
    let paid = DueList.isPaid(payments[row], items)
    var cost = CostToCome(minorUnits: 0)
    var sum: Int64 = 0
    for (item, isPaid) in zip(items, paid) where !isPaid && !item.isPaidAtRegistration {
      guard let amount = item.amount else {
        cost.unknown.append(
          UnknownFee(
            row: row, year: max(item.due, asOf).year, office: item.office, number: item.feeYear,
            name: item.feeName))
        continue
      }
      let owed = Money(
        minorUnits: amount.minorUnits + (item.currentStep?.surcharge?.minorUnits ?? 0),
        currency: item.currency)
      guard let converted = rates.convert(owed, to: currency, year: max(item.due, asOf).year) else {
        return CostToCome(minorUnits: nil, because: NoFeeReason.noExchangeRate(item.currency).text)
      }
      sum += converted.money.minorUnits
    }
    if !items.isEmpty, cost.unknown.count == items.count, let first = cost.unknown.first {
      return CostToCome(
        minorUnits: nil, unknown: cost.unknown, because: NoFeeReason.amountsUnknown(office: first.office).text
      )
    }
    cost.minorUnits = sum
    cost.statesLeftOut = calendar.statesLeftOut(of: subject, asOf: asOf)
    return cost
  }
}

extension RecordedPayment {
  /// Payments laid beside the rights of a table; empty when there are none. The position is the row number within
  /// the ledger's payments.
  static func byRow(_ ledger: [FeeLedger.Payment], ids: [Int64]) -> [[RecordedPayment]] {
    guard !ledger.isEmpty else { return [] }
    let rows = Dictionary(uniqueKeysWithValues: ids.enumerated().map { ($0.element, $0.offset) })
    var byRow = [[RecordedPayment]](repeating: [], count: ids.count)
    for (index, payment) in ledger.enumerated() {
      guard let row = rows[payment.rightID] else { continue }
      byRow[row].append(
        RecordedPayment(
          row: index, feeYear: payment.feeYear, office: payment.office, paidDay: payment.paidDay,
          amount: payment.amount, surcharge: payment.surcharge))
    }
    return byRow
  }
}
