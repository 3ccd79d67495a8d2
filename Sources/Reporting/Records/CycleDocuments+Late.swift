import PortfolioCore
import PortfolioReview

/// What rights of a cycle owe in their grace period, on which it was decided that they are paid for.
struct MinutesLateFees {
  private let fees: [Int64: OverdueFee]
  /// Of these, the rights whose late fee is within the forecast of the cycle's year already.
  private let forecast: Set<Int64>
  private let currency: Currency

  /// - Parameters:
  ///   - lines: what the cycle decided.
  ///   - overdue: what is owed on the day, by right.
  ///   - year: the year whose forecast fees stand in the list.
  init(lines: [DecisionBook.Line], overdue: [Int64: OverdueFee], run: ReviewRun, year: Int) {
    currency = run.currency
    var fees: [Int64: OverdueFee] = [:]
    // A right that is given up is not paid for; whatever else is decided, it must be kept in force until then.
    for line in lines where !line.decision.action.endsPayment {
      fees[line.decision.rightID] = overdue[line.decision.rightID]
    }
    self.fees = fees
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

  /// What a right owes, surcharge included: empty where nothing is late; unknown where the sum is not known, and where
  /// the ledger ends before the due day, so that nobody knows whether it was paid.
  func owed(_ line: DecisionBook.Line) -> RecordTable.Cell {
    guard let fee = fees[line.decision.rightID] else { return .optional(nil) }
    return .money(fee.ledgerEnd == nil ? fee.amount : nil)
  }

  /// The sum in words; nothing where nothing is late.
  func sentences(_ c: RecordContext) -> [String] {
    guard !fees.isEmpty else { return [] }
    let known = fees.values.filter { $0.ledgerEnd == nil }
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
    let untold = fees.count - known.count
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
