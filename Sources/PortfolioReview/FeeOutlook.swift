public import PolicyModels
public import PortfolioCore
public import PortfolioStore
public import Renewals

/// Everything about a portfolio's fees as known on a day: its rights as the fee engine sees them, the money paid
/// so far, and the rules. Forecasts, due lists and reconciliations are made from it.
public struct FeeOutlook: Sendable {
  /// The day whose knowledge counts.
  public let asOf: CalendarDay
  /// The currency of all sums.
  public let currency: Currency
  /// The facts, one row a right.
  public let table: FactTable
  /// The rights as the fee engine sees them, one a row.
  public let subjects: [RenewalSubject]
  /// Rows whose state is not known and whose fees are counted as if they were in force.
  public let assumedAlive: [Bool]
  /// The fee schedules.
  public let schedules: FeeSchedules
  /// The exchange rates.
  public let rates: ExchangeRates
  /// Recorded payments by row; the position is the row number within ``ledger``'s payments.
  public let payments: [[RecordedPayment]]
  /// The offices and kinds of right for which payments are recorded.
  private let ledgerSorts: LedgerSorts
  /// The whole ledger.
  public let ledger: FeeLedger
  /// The first day of which a payment is recorded; nil where none is.
  let ledgerStart: CalendarDay?
  /// Family names by row; nil without a family.
  public let families: [String?]
  /// Rate classes on record by row.
  let rateClasses: [Int: [RecordedRateClass]]
  /// Days by which ended rights were known to have ended, by row.
  let endedBy: [Int: CalendarDay]
  /// The days on which forward citations were last counted, by row; nil where they never were.
  let citationDays: [CalendarDay?]
  /// The days on which the legal states were last observed, by row; nil where none was.
  let statusDays: [CalendarDay?]
  /// Costs by row.
  let costs: [[FeeLedger.Cost]]
  /// What is doubtful about the models.
  public let problems: [Problem]

  /// Reads what is known on a day.
  /// - Throws: ``ProblemList`` when the portfolio is empty on the day or a model does not load.
  public init(
    store: Store, catalogue: ModelCatalogue, asOf: CalendarDay, currency: Currency = .cny
  ) throws {
    try ReviewRunner.checkReasonable(asOf)
    let schedules = try FeeSchedules(catalogue: catalogue)
    let (rates, _) = try catalogue.load(ExchangeRates.self, id: "yearly-averages")
    let (events, _) = try catalogue.load(LegalEventVocabulary.self, id: "legal-events")
    let snapshot = try store.snapshot(asOf: asOf)
    guard snapshot.count > 0 else { throw ProblemList(ReviewRunner.emptyProblem(store, snapshot)) }
    var assembly = FactAssembly(snapshot: snapshot, schedules: schedules, fields: nil, events: events)
    table = assembly.table()
    subjects = assembly.subjects
    assumedAlive = assembly.assumedAlive
    let ledger = try store.feeLedger(asOf: asOf)
    self.ledger = ledger
    ledgerStart = ledger.payments.map(\.paidDay).min()
    self.asOf = asOf
    self.currency = currency
    self.schedules = schedules
    self.rates = rates
    let rows = Dictionary(uniqueKeysWithValues: snapshot.ids.enumerated().map { ($0.element, $0.offset) })
    let byRow = RecordedPayment.byRow(ledger.payments, ids: snapshot.ids)
    let payments = byRow.isEmpty ? Array(repeating: [], count: snapshot.count) : byRow
    self.payments = payments
    ledgerSorts = LedgerSorts(subjects, payments)
    var costs = [[FeeLedger.Cost]](repeating: [], count: snapshot.count)
    for cost in ledger.costs { if let row = rows[cost.rightID] { costs[row].append(cost) } }
    self.costs = costs
    rateClasses = snapshot.feeParticulars.compactMapValues { particulars in
      let classes = particulars.charging.map { RecordedRateClass(from: $0.from, name: $0.rateClass) }
      return classes.isEmpty ? nil : classes
    }
    citationDays = snapshot.ids.indices.map { row in
      snapshot.forwardCitations[row] == PortfolioSnapshot.none
        ? nil : CalendarDay(number: snapshot.citationDay[row])
    }
    statusDays = snapshot.ids.indices.map { row in
      snapshot.statusDay[row] == PortfolioSnapshot.none
        ? nil : CalendarDay(number: snapshot.statusDay[row])
    }
    let names = ledger.familyNames
    families = snapshot.familyID.map { $0 == 0 ? nil : names[$0] }
    var endedBy: [Int: CalendarDay] = [:]
    for index in snapshot.eventRows.indices {
      let row = Int(snapshot.eventRows[index])
      guard let code = snapshot.eventCodes[index],
        let effect = events.effect(office: snapshot.office[row] ?? "", code: code)
      else { continue }
      switch effect {
      case .lapse, .cessation, .expiry, .abandonment, .invalidation, .withdrawal, .refusal:
        endedBy[row] = CalendarDay(number: snapshot.eventDays[index])
      case .reinstatement: endedBy[row] = nil
      default: break
      }
    }
    self.endedBy = endedBy
    let offices = snapshot.feeOffices
    problems =
      schedules.schedules.filter { offices.contains($0.office) }.map(\.header)
      .compactMap { ReviewRunner.staleness(of: $0, asOf: asOf) } + rates.staleness(asOf: asOf)
  }

  /// The number of rights.
  public var count: Int { subjects.count }

  /// Whether other offices than its own ask for a right's fees: a granted European patent with states on record.
  public func isKeptUpElsewhere(_ row: Int) -> Bool { schedules.isRegional(subjects[row]) }

  /// The calendar of the schedules.
  public var calendar: RenewalCalendar { RenewalCalendar(schedules: schedules) }

  /// Whether payments are recorded for any right of the same office and kind: a ledger of Chinese annuities says
  /// nothing of American ones.
  ///
  /// For a granted European patent the question is asked of the offices of its states: a ledger of the
  /// applications' fees says nothing of them.
  public func keepsPayments(_ row: Int) -> Bool {
    ledgerSorts.keep(subjects[row], schedules, asOf: asOf)
  }

  // MARK: Due list

  /// The fees due within some days, and before them those in their grace period.
  /// - Parameter rows: the rights to list; all when nil.
  public func dueList(within days: Int) -> DueList {
    DueList(
      of: (0..<count).map { row in
        DueListRight(subject: subjects[row], payments: payments[row], hasLedger: keepsPayments(row))
      }, calendar: calendar, rates: rates, currency: currency, asOf: asOf, within: days)
  }

  /// Every fee of a right from its beginning to so many calendar years ahead, the as-of day's year among them, or
  /// to the end of its term, with the day on which each was paid.
  public func fees(of row: Int, years: Int?) -> (items: Result<[DueItem], NoFeeReason>, paid: [CalendarDay?])
  {
    let subject = subjects[row]
    let from = [subject.filingDay, subject.grantDay].compactMap { $0 }.min() ?? asOf
    let end = schedules.termEnd(of: subject)?.day ?? asOf.adding(years: 20)
    let lastYear = years.map { asOf.year + $0 - 1 } ?? max(end.year, asOf.year)
    let through = CalendarDay(year: lastYear, month: 12, day: 31) ?? end
    let items = calendar.items(for: subject, from: from, through: through, asOf: asOf)
    guard case .success(let list) = items else { return (items, []) }
    return (items, DueList.paidDays(payments[row], list))
  }

  // MARK: Reconciliation

  /// A right as the reconciler needs it.
  public func ledgerRight(_ row: Int) -> LedgerRight {
    LedgerRight(subject: subjects[row], rateClasses: rateClasses[row] ?? [], endedBy: endedBy[row])
  }

  /// The stored payments of all rights beside the calendar. The ledger counts as whole from its first payment to
  /// the as-of day, for the offices and kinds of which it holds any payment.
  public func reconcile() -> [(row: Int, result: RightReconciliation)] {
    let first = ledger.payments.map(\.paidDay).min()
    let coverage = first.map { LedgerCoverage(from: $0, through: asOf, isWhole: true) }
    let reconciler = PaymentReconciler(calendar: calendar)
    return (0..<count).map { row in
      let result = reconciler.reconcile(
        ledgerRight(row), payments: payments[row], coverage: keepsPayments(row) ? coverage : nil, asOf: asOf)
      return (row, result)
    }
  }
}
