public import PortfolioCore
internal import Renewals

extension FeeColumns {
  /// Fees of a right whose due day has passed and that can still be paid, with no payment on record, though the register
  /// does not call them late. The due list has them among those in grace.
  public struct UnrecordedFee: Sendable, Equatable, Codable {
    /// The right's row.
    public let row: Int
    /// The due day that has passed, of several fees the earliest.
    public let due: CalendarDay
    /// The last day on which they can be paid, of several the earliest.
    public let lastDay: CalendarDay
    /// What must be paid on the as-of day, surcharge included, in minor units of the run's currency; nil where a part of
    /// it is not known, and where amounts are withheld.
    public var minorUnits: Int64?
    /// Whether payments are recorded for rights of its sort; else nobody knows what was paid.
    public let hasLedger: Bool
    /// The last day that the ledger tells of, where that is before the due day: whether this fee was paid is then in no
    /// file yet. Nil where the ledger reaches the due day, and where there is none.
    public var ledgerEnd: CalendarDay?
  }

  /// The fees past their due day of which a right has no payment on record; nil where there are none, and in runs stored
  /// before they were kept.
  public func unrecordedFee(_ row: Int) -> UnrecordedFee? {
    guard let unrecorded else { return nil }
    var (low, high) = (0, unrecorded.count)
    while low < high {
      let middle = (low + high) / 2
      if unrecorded[middle].row < row { low = middle + 1 } else { high = middle }
    }
    return low < unrecorded.count && unrecorded[low].row == row ? unrecorded[low] : nil
  }
}

/// The offices and kinds of right for which payments are recorded: a ledger of Chinese annuities says nothing of American
/// ones.
struct LedgerSorts: Sendable {
  /// The office of a right, the one that was paid, and a kind of right.
  private struct Sort: Hashable {
    let office: String
    let paidAt: String
    let kind: RightKind
  }

  private var sorts: Set<Sort> = []

  init(_ subjects: [RenewalSubject], _ payments: [[RecordedPayment]]) {
    for (subject, payments) in zip(subjects, payments) {
      for payment in payments {
        sorts.insert(
          Sort(office: subject.office, paidAt: payment.office ?? subject.office, kind: subject.kind))
      }
    }
  }

  /// Whether payments are recorded for a right's sort. For a granted European patent the question is asked of the offices
  /// of its states: a ledger of the applications' fees says nothing of them.
  func keep(_ subject: RenewalSubject, _ schedules: FeeSchedules, asOf: CalendarDay) -> Bool {
    let offices = schedules.byFeeOffice(subject, asOf: asOf).map(\.office)
    return !offices.isEmpty
      && offices.allSatisfy {
        sorts.contains(Sort(office: subject.office, paidAt: $0, kind: subject.kind))
      }
  }
}

extension FeeAssembly {
  /// The rights in their grace period by the due list that the register does not call late, in the order of their rows;
  /// none where no payment of anything is on record, for that says nothing of any of them.
  /// - Parameter ledgerEnd: The last day that the recorded payments tell of.
  func unrecorded(ledgerEnd: CalendarDay?) -> [FeeColumns.UnrecordedFee] {
    guard payments.contains(where: { !$0.isEmpty }) else { return [] }
    let status = table[.legalStatus]
    let rows = subjects.indices.filter { status?.category($0) != LegalStatus.annuityLate.rawValue }
    let sorts = LedgerSorts(subjects, payments)
    let list = DueList(
      of: rows.map { row in
        DueListRight(
          subject: subjects[row], payments: payments.isEmpty ? [] : payments[row],
          hasLedger: sorts.keep(subjects[row], schedules, asOf: request.asOf))
      }, calendar: RenewalCalendar(schedules: schedules), rates: rates, currency: request.currency,
      asOf: request.asOf, within: 0)
    let open = Dictionary(grouping: list.entries.filter(\.isInGrace), by: \.right)
    return open.keys.sorted().compactMap { right -> FeeColumns.UnrecordedFee? in
      guard let entries = open[right], let due = entries.map(\.item.due).min(),
        let lastDay = entries.map(\.item.lastDay).min()
      else { return nil }
      let amounts = entries.compactMap { $0.converted?.money.minorUnits }
      let hasLedger = entries.contains { $0.paid == .unpaid }
      return FeeColumns.UnrecordedFee(
        row: rows[right], due: due, lastDay: lastDay,
        minorUnits: amounts.count == entries.count ? amounts.reduce(0, +) : nil,
        hasLedger: hasLedger, ledgerEnd: hasLedger ? ledgerEnd.flatMap { $0 < due ? $0 : nil } : nil)
    }
  }
}
