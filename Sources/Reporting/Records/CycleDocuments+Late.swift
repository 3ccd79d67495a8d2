import PortfolioCore
public import PortfolioReview

/// What minutes tell of the fees of a cycle's rights on their day, by the right's row id.
public struct MinutesNotes: Sendable {
  /// What is late and unpaid, and can still be paid.
  public var overdue: [Int64: OverdueFee] = [:]
  /// What was not paid by the end of its grace period, by what is on record.
  public var pastGrace: [Int64: FeePastGrace] = [:]
  /// Why the fee of the cycle's year is paid although it was decided to give the right up.
  public var stillPaid: [Int64: StillPaid] = [:]

  /// Nothing.
  public init() {}
}

/// What rights of a cycle owe in their grace period, on which it was decided that they are paid for.
struct MinutesLateFees {
  private let fees: [Int64: OverdueFee]
  private let past: [Int64: FeePastGrace]
  private let waiting: [Int64: StillPaid]
  /// Of these, the rights whose late fee is within the forecast of the cycle's year already.
  private let forecast: Set<Int64>
  private let currency: Currency

  /// - Parameters:
  ///   - lines: what the cycle decided.
  ///   - notes: what is owed on the day, by right.
  ///   - year: the year whose forecast fees stand in the list.
  init(lines: [DecisionBook.Line], notes: MinutesNotes, run: ReviewRun, year: Int) {
    currency = run.currency
    var fees: [Int64: OverdueFee] = [:]
    var past: [Int64: FeePastGrace] = [:]
    // A right that is given up is not paid for; whatever else is decided, it must be kept in force until then.
    for line in lines where !line.decision.action.endsPayment {
      fees[line.decision.rightID] = notes.overdue[line.decision.rightID]
      past[line.decision.rightID] = notes.pastGrace[line.decision.rightID]
    }
    self.fees = fees
    self.past = past
    let decided = Set(lines.map(\.decision.rightID))
    waiting = notes.stillPaid.filter { decided.contains($0.key) }
    // The forecast of the run's own year holds what the register calls late.
    forecast =
      year != run.asOf.year
      ? []
      : Set(
        run.table.rightIDs.indices.filter {
          run.table[.legalStatus]?.category($0) == LegalStatus.annuityLate.rawValue
        }.map { run.table.rightIDs[$0] }
      ).intersection(fees.keys)
  }

  /// Whether nothing is late.
  var isEmpty: Bool { fees.isEmpty }
  /// Whether nothing is past its grace.
  var isNothingPast: Bool { past.isEmpty }
  /// Whether nothing is paid although it was decided to give the right up.
  var isNothingWaiting: Bool { waiting.isEmpty }

  /// What was not paid by the end of its grace period; empty where nothing is.
  func pastGrace(_ line: DecisionBook.Line, _ c: RecordContext) -> RecordTable.Cell {
    .optional(past[line.decision.rightID].map { RecordWords.pastGrace($0, c.language) })
  }

  /// Whether the fee of the year is paid although it was decided to give the right up.
  func isPaid(_ line: DecisionBook.Line) -> Bool {
    line.decision.action.endsPayment && waiting[line.decision.rightID] != nil
  }

  /// What a decision to give a right up waits for; empty where it waits for nothing.
  func waitsFor(_ line: DecisionBook.Line, _ c: RecordContext) -> RecordTable.Cell {
    guard isPaid(line), let one = waiting[line.decision.rightID] else { return .optional(nil) }
    guard !one.gates.isEmpty else { return .text(c.text(one.basis.title)) }
    return .text(
      c.both(
        "待 \(one.gates.joined(separator: "、")) 解除，此前照缴",
        "waits for \(one.gates.joined(separator: ", ")): paid until then"))
  }

  /// What a right owes, surcharge included: empty where nothing is late; unknown where the sum is not known, and where
  /// the ledger ends before the due day, so that nobody knows whether it was paid.
  func owed(_ line: DecisionBook.Line) -> RecordTable.Cell {
    guard let fee = fees[line.decision.rightID] else { return .optional(nil) }
    return .money(fee.untold == nil ? fee.amount : nil)
  }

  /// Whether there is a late fee of a right of the sort for which no payments are on record.
  var isWithoutLedger: Bool { fees.values.contains { $0.untold == .noLedger } }

  /// What a right owes unless it was paid, where no payments are on record for its sort; empty for any other.
  func withoutLedger(_ line: DecisionBook.Line, _ c: RecordContext) -> RecordTable.Cell {
    guard let fee = fees[line.decision.rightID], fee.untold == .noLedger else { return .optional(nil) }
    return .text(RecordWords.overdue(fee, c.language))
  }

  /// What is past its grace, in words; nothing where nothing is.
  private func pastSentences(_ c: RecordContext) -> [String] {
    let unrecorded = past.values.count { $0.untold == .noLedger }
    var sentences: [String] = []
    if past.count > unrecorded {
      sentences.append(
        c.both(
          "决定继续维持、此前一笔费用的宽限期已满而没有缴费记录、先查登记簿的：\(past.count - unrecorded) 项",
          "To be kept, no payment by the end of a grace period on record, to be looked up in the register: \(past.count - unrecorded)"
        ))
    }
    if unrecorded > 0 {
      sentences.append(
        c.both(
          "决定继续维持、宽限期已满、此类权利没有缴费记录而是否已缴无从得知、先查登记簿的：\(unrecorded) 项",
          "To be kept, grace ended, and no payments on record for such rights, to be looked up in the register: \(unrecorded)"
        ))
    }
    return sentences
  }

  /// The sum in words; nothing where nothing is late.
  func sentences(_ c: RecordContext) -> [String] { pastSentences(c) + lateSentences(c) }

  private func lateSentences(_ c: RecordContext) -> [String] {
    guard !fees.isEmpty else { return [] }
    let known = fees.values.filter { $0.untold == nil }
    let unit = Wording(language: c.language, currency: currency).moneyUnit
    func text(_ amounts: [Money?]) -> String {
      let sum = amounts.reduce(Int64(0)) { $0 + ($1?.minorUnits ?? 0) }
      return NumberText.scaledText(Int(sum), currency.minorDigits)
    }
    var sentences: [String] = []
    if !known.isEmpty {
      let unknown = known.count { $0.amount == nil }
      let (owed, surcharges) = (text(known.map(\.amount)), text(known.map(\.surcharge)))
      var zh = "宽限期内未缴、决定继续维持的：\(known.count) 项，应补缴 \(owed) \(unit)，其中滞纳金 \(surcharges)"
      var en =
        "In grace and to be kept: \(known.count == 1 ? "1 right, which owes" : "\(known.count) rights, which owe") \(unit) \(owed), surcharges of \(surcharges) among it"
      if unknown > 0 {
        zh += "；另有 \(unknown) 项金额未知"
        en += "; of \(unknown) the amount is not known"
      }
      if !forecast.isEmpty {
        zh += "；\(forecast.count) 项已在该年费用之内"
        en += "; of \(forecast.count) it is within the fees of the year"
      }
      sentences.append(c.both(zh, en))
    }
    let unrecorded = fees.values.filter { $0.untold == .noLedger }
    if !unrecorded.isEmpty {
      let (owed, surcharges) = (text(unrecorded.map(\.amount)), text(unrecorded.map(\.surcharge)))
      let unknown = unrecorded.count { $0.amount == nil }
      sentences.append(
        c.both(
          "宽限期内、决定继续维持、此类权利没有缴费记录而是否已缴无从得知的：\(unrecorded.count) 项，未缴则共须缴 \(owed) \(unit)，其中滞纳金 \(surcharges)，先核实"
            + (unknown > 0 ? "；另有 \(unknown) 项金额未知" : ""),
          "In grace and to be kept, no payments on record for such rights, so that nobody can tell whether they were paid: \(unrecorded.count), to be verified; unpaid they owe \(unit) \(owed), surcharges of \(surcharges) among it"
            + (unknown > 0 ? "; of \(unknown) the amount is not known" : "")))
    }
    let untold = fees.count - known.count - unrecorded.count
    if untold > 0 {
      sentences.append(
        c.both(
          "到期日在缴费台账截止之后、是否已缴无从核对的：\(untold) 项",
          "Due after the end of the ledger, so that nobody can tell whether they were paid: \(untold)"))
    }
    return sentences
  }
}

extension CycleDocuments {
  /// What stands on no list because others own it, and what has become another's since the cycle was opened; nothing
  /// where there is nothing of it.
  static func others(_ progress: CycleProgress, _ run: ReviewRun, _ c: RecordContext) -> [String] {
    var sentences: [String] = []
    let never = run.rightsOfOthers(except: Set(progress.record.cycle.members.map(\.rightID)))
    if never > 0 {
      // Which of them a scope would have held, a cycle does not keep.
      let isWhole = progress.record.cycle.scope.isEmpty
      sentences.append(
        c.both(
          "该次评审中登记在他人名下（已转让或许入）而不列入的：\(never) 项" + (isWhole ? "" : "（不限于本周期的范围）"),
          "Rights of others in the run (transferred away, or licensed in), left out: \(never)"
            + (isWhole ? "" : ", whatever the scope")))
    }
    if !progress.gone.isEmpty {
      sentences.append(
        c.both(
          "清单中现登记在他人名下、无须决定的：\(progress.gone.count) 项",
          "On the list, owned by others by now, nothing to decide: \(progress.gone.count)"))
    }
    return sentences
  }
}
