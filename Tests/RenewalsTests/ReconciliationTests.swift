import PolicyModels
import PortfolioCore
import Renewals
import Testing

/// Payments beside a calendar: a ledger without faults shows nothing, and every single fault is found, alone.
///
/// The tariff is made up and simple enough to be reckoned without the engine: year n costs 100 × n, is due on the
/// anniversary n − 1 of filing, and can be paid six months late for half as much again.
@Suite struct ReconciliationTests {
  static let schedule = """
    kind: fee-schedule
    id: QQ
    version: "1"
    title: {zh: 甲, en: A}
    checkedOn: 2026-01-01
    sources: {s: {title: made up, standing: house-default}}
    office: QQ
    currency: CNY
    rules:
      anchor: {day: filing, source: s}
      due: {form: yearly, countedBy: patent-year, day: anniversary, firstFee: 3, source: s}
      late:
        of: payable-fee
        source: s
        steps: [{throughMonth: 6, percent: 50}]
      tariffDay: {is: due-day, source: s}
      unpaid: {endsOn: due-day, source: s}
    reductions:
      - id: half
        title: {zh: 减半, en: Half}
        percent: 50
        from: 1990-01-01
        source: s
    rights:
      - kinds: [invention]
        payWhile: both
        term: [{years: 20, from: filing, source: s}]
        tariffs:
          - from: 1990-01-01
            source: s
            fees: {\((3...20).map { "\($0): \($0 * 100)" }.joined(separator: ", "))}
    """

  static let asOf = day("2026-06-30")

  static func reconciler() throws -> PaymentReconciler {
    let file = ModelFile(path: "Fees/QQ.yaml", text: schedule, origin: .user)
    let schedules = try FeeSchedules(catalogue: ModelCatalogue(files: [file]))
    return PaymentReconciler(calendar: RenewalCalendar(schedules: schedules))
  }

  static func due(_ filing: CalendarDay, _ year: Int) -> CalendarDay { filing.adding(years: year - 1) }

  static func yuan(_ amount: Int64) -> Money { Money(major: amount, currency: .cny) }

  /// A right filed between 2010 and 2016 and everything it had to pay by the as-of day, on time, some weeks early.
  static func ledger(_ generator: inout SeededGenerator) -> (LedgerRight, [RecordedPayment]) {
    let filing = generator.day(2010...2016)
    var payments: [RecordedPayment] = []
    for year in 3...20 where due(filing, year) < asOf {
      payments.append(
        RecordedPayment(
          row: payments.count, feeYear: year, paidDay: due(filing, year) - generator.number(0...120),
          amount: yuan(Int64(year) * 100)))
    }
    let subject = RenewalSubject(
      office: "QQ", kind: .invention, filingDay: filing, grantDay: filing.adding(years: 2))
    return (LedgerRight(subject: subject), payments)
  }

  static let coverage = LedgerCoverage(from: day("2009-01-01"), through: asOf, isWhole: true)

  private func findings(_ right: LedgerRight, _ payments: [RecordedPayment]) throws -> [PaymentFinding] {
    let result = try Self.reconciler().reconcile(
      right, payments: payments, coverage: Self.coverage, asOf: Self.asOf)
    #expect(result.matches.map(\.row) == payments.map(\.row))
    return result.findings
  }

  @Test(arguments: [1, 20_260_630, 77] as [UInt64]) func aLedgerWithoutFaultsShowsNothing(seed: UInt64) throws
  {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      let (right, payments) = Self.ledger(&generator)
      #expect(payments.count > 5, "seed \(seed)")
      let found = try findings(right, payments)
      #expect(found.isEmpty, "seed \(seed): \(right.subject.filingDay?.iso ?? "") \(found.map(\.says.en))")
    }
  }

  enum Fault: String, CaseIterable, Sendable {
    case late, lateWithoutSurcharge, twice, tooMuch, tooLittle, missing, wrongYear, afterTheEnd,
      reductionUnused
  }

  @Test(arguments: Fault.allCases) func eachFaultIsFoundAlone(fault: Fault) throws {
    for seed in [3, 14, 159, 2653] as [UInt64] {
      var generator = SeededGenerator(seed: seed)
      for _ in 0..<25 {
        var (right, payments) = Self.ledger(&generator)
        // Not the last one: that what follows it is paid shows that the right lived on.
        let chosen = generator.number(1...payments.count - 2)
        let year = chosen + 3
        let filing = try #require(right.subject.filingDay)
        let fee = Int64(year) * 100
        var kind = PaymentFinding.Kind.amountDiffers
        var row: Int? = chosen
        var money = Self.yuan(0)
        var feeYear: Int? = year
        switch fault {
        case .late:
          // From the fourth day on: a weekend may move the due day.
          payments[chosen].paidDay = Self.due(filing, year) + generator.number(4...150)
          payments[chosen].surcharge = fee * 50
          (kind, money) = (.surchargeAvoidable, Self.yuan(fee / 2))
        case .lateWithoutSurcharge:
          payments[chosen].paidDay = Self.due(filing, year) + generator.number(4...150)
          money = Self.yuan(-fee / 2)
        case .twice:
          var copy = payments[chosen]
          copy.row = payments.count
          copy.paidDay = copy.paidDay + generator.number(1...60)
          payments.append(copy)
          (kind, money, row) = (.paidTwice, copy.amount, copy.row)
        // Paid again after the due day, it is still the second one.
        case .tooMuch:
          payments[chosen].amount = Self.yuan(fee + 7)
          money = Self.yuan(7)
        case .tooLittle:
          payments[chosen].amount = Self.yuan(fee - 7)
          money = Self.yuan(-7)
        case .missing:
          payments.remove(at: chosen)
          (kind, money, row) = (.missingPayment, Self.yuan(fee), nil)
        case .wrongYear:
          payments[chosen].feeYear = year + (generator.number(0...1) == 0 ? 1 : -1)
          (kind, money) = (.wrongYear, payments[chosen].amount)
        case .afterTheEnd:
          // The right ended when its last fee was not paid; yet that fee was paid later.
          let last = payments.count - 1
          let end = Self.due(filing, last + 3)
          right.subject.life = .ended
          right.subject.endDay = end
          payments[last].paidDay = min(end + generator.number(1...60), Self.asOf)
          (kind, row, money, feeYear) = (.rightAlreadyDead, last, payments[last].amount, last + 3)
        case .reductionUnused:
          let span = Self.due(filing, year)
          right.subject.reductions = [RecordedReduction(name: "half", from: span - 10, to: span + 10)]
          (kind, money) = (.reductionNotUsed, Self.yuan(fee / 2))
        }
        let found = try findings(right, payments)
        let context =
          "seed \(seed) filed \(filing.iso) year \(year): \(found.map { "\($0.kind) \($0.says.en)" })"
        #expect(found.count == 1, "\(context)")
        let finding = try #require(found.first, "\(context)")
        #expect(finding.kind == kind && finding.row == row, "\(context)")
        #expect(finding.feeYear == feeYear && finding.money == money, "\(context) \(finding.money)")
        let avoidable = kind.isAvoidable ? max(0, money.minorUnits) : 0
        #expect(finding.avoidable.minorUnits == avoidable, "\(context)")
      }
    }
  }

  @Test func aPaymentAfterTheGracePeriodIsNoEarlyOne() throws {
    let filing = day("2020-01-15")
    let right = LedgerRight(
      subject: RenewalSubject(office: "QQ", kind: .invention, filingDay: filing, grantDay: filing))
    let payments = [
      RecordedPayment(row: 0, feeYear: 5, paidDay: day("2024-01-10"), amount: Self.yuan(500)),
      // Due 2025-01-15, grace to 2025-07-15: too late, though year 7 is open already.
      RecordedPayment(
        row: 1, feeYear: 6, paidDay: day("2025-08-15"), amount: Self.yuan(600), surcharge: 30_000),
    ]
    let result = try Self.reconciler().reconcile(right, payments: payments, coverage: nil, asOf: Self.asOf)
    #expect(result.matches.map(\.feeYear) == [5, 6])
    #expect(result.findings.map(\.kind) == [.rightAlreadyDead])
    #expect(result.findings.first?.money == Self.yuan(900))
  }

  /// The schedule says nothing of weekends: 2024-03-31 is a Sunday.
  @Test func whereNothingIsSaidOfWeekendsNobodyIsAccused() throws {
    let filing = day("2018-03-31")
    let right = LedgerRight(
      subject: RenewalSubject(office: "QQ", kind: .invention, filingDay: filing, grantDay: filing))
    func found(_ paid: String) throws -> PaymentFinding? {
      let payment = RecordedPayment(row: 0, feeYear: 7, paidDay: day(paid), amount: Self.yuan(700))
      return try Self.reconciler().reconcile(right, payments: [payment], coverage: nil, asOf: Self.asOf)
        .findings.first
    }
    #expect(try found("2024-04-02")?.says.en.contains("may have been in time") == true)
    #expect(try found("2024-04-09")?.says.en.contains("may have been in time") == false)
  }

  @Test func rowsInAreMatchedOrHaveAReason() throws {
    let filing = day("2012-03-05")
    let right = LedgerRight(
      subject: RenewalSubject(office: "QQ", kind: .invention, filingDay: filing, grantDay: filing))
    let payments = [
      RecordedPayment(row: 0, feeYear: 9, paidDay: day("2020-02-01"), amount: Self.yuan(900)),
      RecordedPayment(row: 1, feeYear: 33, paidDay: day("2020-02-01"), amount: Self.yuan(5)),
      RecordedPayment(row: 2, feeYear: nil, paidDay: day("2021-03-01"), amount: Self.yuan(1000)),
    ]
    let result = try Self.reconciler().reconcile(right, payments: payments, coverage: nil, asOf: Self.asOf)
    #expect(result.matches.map(\.feeYear) == [9, nil, 10])
    #expect(result.matches.map { $0.unmatched == nil } == [true, false, true])
    #expect(result.findings.map(\.kind) == [.wrongYear])
    // An office without a schedule: all rows have the reason.
    var other = right
    other.subject.office = "ZZ"
    let none = try Self.reconciler().reconcile(other, payments: payments, coverage: nil, asOf: Self.asOf)
    #expect(none.matches.allSatisfy { $0.unmatched?.en.contains("ZZ") == true } && none.findings.isEmpty)
  }

  @Test func aSumOfFeeAndSurchargeIsTakenApart() throws {
    let filing = day("2012-03-05")
    let right = LedgerRight(
      subject: RenewalSubject(office: "QQ", kind: .invention, filingDay: filing, grantDay: filing))
    let payment = RecordedPayment(row: 0, feeYear: 9, paidDay: day("2020-05-01"), amount: Self.yuan(1350))
    let result = try Self.reconciler().reconcile(right, payments: [payment], coverage: nil, asOf: Self.asOf)
    #expect(result.findings.map(\.kind) == [.surchargeAvoidable])
    #expect(result.findings.first?.money == Self.yuan(450))
  }

  /// China, by hand: year 12 of a right filed on 2012-09-14 is due on 2023-09-14; 2023-11-20 lies in the third
  /// month, 10 % of 4,000.
  @Test func aLateChineseAnnuity() throws {
    let right = LedgerRight(
      subject: RenewalSubject(
        office: "CN", kind: .invention, filingDay: day("2012-09-14"), grantDay: day("2015-03-11")))
    let payments = [
      RecordedPayment(
        row: 0, feeYear: 12, paidDay: day("2023-11-20"), amount: Self.yuan(4000), surcharge: 40_000)
    ]
    let result = PaymentReconciler(calendar: try Fixtures.calendar()).reconcile(
      right, payments: payments, coverage: nil, asOf: Self.asOf)
    #expect(result.findings.map(\.kind) == [.surchargeAvoidable])
    #expect(result.findings.first?.avoidable == Self.yuan(400))
    #expect(result.findings.first?.says.zh.contains("按标准为") == false)
  }

  /// A firm that paid 15 % in one year and the whole in the next forgot its reduction.
  @Test func theLedgerItselfShowsAReduction() throws {
    let right = LedgerRight(
      subject: RenewalSubject(
        office: "CN", kind: .invention, filingDay: day("2019-08-12"), grantDay: day("2022-03-15")))
    let payments = [
      RecordedPayment(row: 0, feeYear: 6, paidDay: day("2024-07-10"), amount: Self.yuan(180)),
      RecordedPayment(row: 1, feeYear: 7, paidDay: day("2025-07-10"), amount: Self.yuan(2000)),
    ]
    let result = PaymentReconciler(calendar: try Fixtures.calendar()).reconcile(
      right, payments: payments, coverage: nil, asOf: Self.asOf)
    #expect(result.matches.map(\.seenReduction) == ["single-applicant", nil])
    #expect(result.findings.map(\.kind) == [.reductionNotUsed])
    #expect(result.findings.first?.money == Self.yuan(1700))
  }
}
