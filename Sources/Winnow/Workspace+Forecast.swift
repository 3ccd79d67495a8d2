internal import Grading
public import PortfolioCore
internal import PortfolioImport
public import PortfolioReview
internal import Renewals
internal import Reporting

/// The grades of an outlook's rights.
public struct OutlookGrades: Sendable {
  /// The grade, the gate's id, or `other`, one a right; empty for a right that the run did not know.
  public let names: [String]
  /// All of these in order, the best first.
  public let order: [String]
  /// Titles for gates and others.
  public let titles: [String: BilingualText]
  /// The stored run's number; nil when the grades were made now.
  public let run: Int64?
}

extension Workspace {
  /// The portfolio's fees as known on a day.
  /// - Throws: ``ProblemList`` when nothing is known on that day or a model does not load.
  public func feeOutlook(asOf day: CalendarDay) throws -> FeeOutlook {
    try FeeOutlook(store: store, catalogue: catalogue, asOf: day)
  }

  /// The grade of every right of an outlook, and the order of grades: from the latest stored run of the same
  /// as-of day, else made now and not stored.
  /// - Returns: `run` is the stored run's number, nil when the grades were made now.
  public func grades(
    for outlook: FeeOutlook, model: String = "bibliographic-screening"
  ) throws -> OutlookGrades {
    let stored = try runs().last { $0.asOf == outlook.asOf }
    let run = try stored.map { try self.run($0.id) } ?? preview(asOf: outlook.asOf, model: model)
    let grades = run.gradingModel.grades.map(\.grade)
    let gates = run.gradingModel.gates.map(\.id)
    var names: [Int64: String] = [:]
    for row in 0..<run.table.count {
      switch run.grades.outcome(row) {
      case .graded(let index): names[run.table.rightIDs[row]] = grades[index]
      case .gated(let index): names[run.table.rightIDs[row]] = gates[index]
      case .otherKind: names[run.table.rightIDs[row]] = "other"
      }
    }
    var titles = Dictionary(
      run.gradingModel.gates.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
    titles["other"] = Wording.notGraded
    for band in run.gradingModel.grades { titles[band.grade] = Wording.gradeName(of: band) }
    return OutlookGrades(
      names: outlook.table.rightIDs.map { names[$0] ?? "" }, order: grades + gates + ["other"],
      titles: titles,
      run: stored == nil ? nil : run.id)
  }

  /// The row of an outlook's right that a number names.
  /// - Throws: ``ProblemList`` when no right or more than one has that number.
  public func row(of number: String, in outlook: FeeOutlook) throws -> Int {
    switch RightIndex(outlook.table).find(number) {
    case .row(let row): return row
    case .several:
      throw ProblemList(
        Problem(
          .ambiguousRight, value: number, zh: "有多项权利对应这个编号", en: "More than one right has this number",
          remedy: BilingualText(zh: "写出完整编号", en: "Give the full number")))
    case .none:
      throw ProblemList(
        Problem(
          .noSuchRight, value: number, zh: "没有这个编号的权利", en: "There is no right of this number",
          remedy: BilingualText(zh: "编号见 winnow list", en: "winnow list shows the numbers")))
    }
  }

  /// A review whose rule book sets periods for answers, such as that to a request to cancel a mark for non-use: the
  /// latest stored one of the day, else one made now by the first such book and not stored. Nil where no book sets any.
  /// - Throws: ``ProblemList`` when a model does not load or nothing is known on that day.
  public func reviewWithAnswerDays(asOf day: CalendarDay) throws -> ReviewRun? {
    for line in try runs().reversed() where line.asOf == day {
      let stored = try run(line.id)
      if stored.gradingModel.gates.contains(where: { $0.deadline != nil }) { return stored }
    }
    let book = try catalogue.loadAll(GradingModel.self).first { model, _ in
      model.gates.contains { $0.deadline != nil }
    }
    return try book.map { try preview(asOf: day, model: $0.1.id, previous: .none) }
  }

  /// What a right has cost by a day and will cost to the end of its term, in a sentence; nil when the store does
  /// not know it on that day.
  public func costLine(of rightID: Int64, asOf day: CalendarDay, language: Language) throws -> String? {
    let outlook = try feeOutlook(asOf: day)
    guard let row = outlook.table.rightIDs.firstIndex(of: rightID) else { return nil }
    return RightFeesView(row, of: outlook, years: 1, language: language).costLine
  }

  // MARK: Payments

  /// The stored payments beside the calendar.
  public func reconcile(_ outlook: FeeOutlook) -> PaymentReport {
    let payments = outlook.ledger.payments
    var collector = ReportCollector()
    for (row, result) in outlook.reconcile() {
      collector.add(result, right: row, outlook) { index in (nil, payments[index].paidDay) }
    }
    return collector.report(file: nil, days: outlook.payments.flatMap { $0.map(\.paidDay) }, problems: [])
  }

  /// An agent's list of payments beside the calendar. Payments that the store holds already count as known:
  /// a row that says the same is no second payment, one of another day is.
  /// - Throws: ``ProblemList`` when the file cannot be read.
  public func reconcile(_ outlook: FeeOutlook, file path: String) throws -> PaymentReport {
    let file = try PaymentFile(path: path)
    let index = RightIndex(outlook.table)
    let parser = DateParser(order: .onlyPossible, latestYear: outlook.asOf.year, epoch: .year1900)
    var collector = ReportCollector()
    collector.unmatched = file.refused.map {
      PaymentReport.Unmatched(line: $0.line, number: "", reason: $0.reason)
    }
    var rights: [Int: [RecordedPayment]] = [:]
    for (position, row) in file.rows.enumerated() {
      switch PaymentRowReader.read(row, position, index, parser, outlook) {
      case .failure(let reason):
        collector.unmatched.append(
          PaymentReport.Unmatched(line: row.line, number: row.number, reason: reason.text))
      case .success(let (right, payment)): rights[right, default: []].append(payment)
      }
    }
    let days = rights.values.flatMap { $0.map(\.paidDay) }
    let coverage = days.min().map { first in
      LedgerCoverage(from: first.adding(years: -1), through: days.max() ?? first, isWhole: false)
    }
    let reconciler = PaymentReconciler(calendar: outlook.calendar)
    for (right, payments) in rights.sorted(by: { $0.key < $1.key }) {
      // Stored payments get negative rows: they explain the file's rows and are not reported themselves.
      let known = outlook.payments[right].filter { stored in
        !payments.contains {
          $0.feeYear == stored.feeYear && $0.paidDay == stored.paidDay && $0.office == stored.office
        }
      }.map { stored in
        var copy = stored
        copy.row = -1 - stored.row
        return copy
      }
      let result = reconciler.reconcile(
        outlook.ledgerRight(right), payments: known + payments, coverage: coverage, asOf: outlook.asOf)
      collector.add(result, right: right, outlook) { position in
        guard position >= 0 else { return nil }
        return (file.rows[position].line, payments.first { $0.row == position }?.paidDay)
      }
    }
    return collector.report(file: file.name, days: days, problems: file.problems)
  }
}

/// Gathers the results of single rights.
private struct ReportCollector {
  var matched = 0
  var notCompared = 0
  var reduced = 0
  var unmatched: [PaymentReport.Unmatched] = []
  var findings: [PaymentReport.Finding] = []

  /// - Parameter place: the line and day of a row; nil for rows that are not reported.
  mutating func add(
    _ result: RightReconciliation, right: Int, _ outlook: FeeOutlook, place: (Int) -> (Int?, CalendarDay?)?
  ) {
    for match in result.matches {
      guard let (line, _) = place(match.row) else { continue }
      if let reason = match.unmatched {
        unmatched.append(
          PaymentReport.Unmatched(line: line, number: outlook.table.text("number", right), reason: reason))
        continue
      }
      matched += 1
      if !match.isCompared { notCompared += 1 }
      if match.seenReduction != nil { reduced += 1 }
    }
    for finding in result.findings {
      guard let row = finding.row else {
        findings.append(PaymentReport.Finding(right: right, line: nil, paidDay: nil, finding: finding))
        continue
      }
      guard let (line, day) = place(row) else { continue }
      findings.append(PaymentReport.Finding(right: right, line: line, paidDay: day, finding: finding))
    }
  }

  func report(file: String?, days: [CalendarDay], problems: [Problem]) -> PaymentReport {
    let sorted = unmatched.enumerated().sorted {
      ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
    }
    var span: ClosedRange<CalendarDay>?
    if let first = days.min(), let last = days.max() { span = first...last }
    return PaymentReport(
      file: file, matched: matched, unmatched: sorted.map(\.element),
      notCompared: notCompared, reduced: reduced, findings: findings, span: span, problems: problems)
  }
}

/// Reads the cells of an agent's row.
private enum PaymentRowReader {
  struct Unreadable: Error {
    let text: BilingualText
  }

  static func read(
    _ row: PaymentFile.Row, _ position: Int, _ index: RightIndex, _ parser: DateParser, _ outlook: FeeOutlook
  ) -> Result<(Int, RecordedPayment), Unreadable> {
    func bad(_ zh: String, _ en: String) -> Result<(Int, RecordedPayment), Unreadable> {
      .failure(Unreadable(text: BilingualText(zh: zh, en: en)))
    }
    if row.number.isEmpty || ["合计", "总计", "小计", "total"].contains(row.number.lowercased()) {
      return bad("没有编号（合计行或空行）", "No number: a line of totals or remarks")
    }
    let right: Int
    switch index.find(row.number) {
    case .row(let found): right = found
    case .several: return bad("多项权利对应这个编号", "More than one right has this number")
    case .none: return bad("组合中没有这个编号的权利", "The portfolio has no right of this number")
    }
    guard case .day(let day) = parser.parse(row.paidDay) else {
      return bad("缴费日“\(row.paidDay)”无法识别", "The day of payment '\(row.paidDay)' cannot be read")
    }
    guard day <= outlook.asOf else {
      return bad("缴费日 \(day.iso) 在基准日之后", "The day of payment \(day.iso) is after the as-of day")
    }
    guard let currency = PaymentFile.currency(row.currency, otherwise: outlook.currency) else {
      return bad("币种“\(row.currency)”无法识别", "The currency '\(row.currency)' cannot be read")
    }
    guard let amount = PaymentFile.money(row.amount, currency) else {
      return bad("金额“\(row.amount)”无法识别", "The amount '\(row.amount)' cannot be read")
    }
    guard amount.minorUnits >= 0 else {
      return bad(
        "金额“\(row.amount)”为负：退款不是缴费", "The amount '\(row.amount)' is negative: a refund is no payment")
    }
    var surcharge: Int64?
    if !row.surcharge.isEmpty, row.surcharge != "-", row.surcharge != "/" {
      guard let late = PaymentFile.money(row.surcharge, currency) else {
        return bad("滞纳金“\(row.surcharge)”无法识别", "The surcharge '\(row.surcharge)' cannot be read")
      }
      surcharge = late.minorUnits
    }
    var office: String?
    if row.office.utf8.count == 2, row.office.allSatisfy({ $0.isASCII && $0.isLetter }) {
      let named = row.office.uppercased()
      let own = outlook.subjects[right].office
      if outlook.isKeptUpElsewhere(right) {
        office = named
      } else if named != own {
        return bad("该行为 \(named)，而这项权利属于 \(own)", "The row is of \(named), the right of \(own)")
      }
    }
    let year = PaymentFile.feeYear(row.feeYear)
    if year == nil, !row.feeYear.isEmpty {
      return bad("年度“\(row.feeYear)”无法识别", "The fee year '\(row.feeYear)' cannot be read")
    }
    return .success(
      (
        right,
        RecordedPayment(
          row: position, feeYear: year, office: office, paidDay: day, amount: amount, surcharge: surcharge)
      ))
  }
}
