import PortfolioCore
import PortfolioReview
import Renewals

/// The texts about fees and what sums of them leave out. Chinese, a bar, English.
public enum FeeText: String, CaseIterable, Sendable {
  case unknownLeftOut =
    "金额未知、未计入的费用 {n} 笔：{fees}；带 ≥ 的数是下限|Fees of unknown amount, not counted: {n} ({fees}); sums marked ≥ are lower bounds"
  case unknownGroup = "{office} {names}（{rights} 项权利）|{office} {names} (rights: {rights})"
  case feeYears = "第 {names} 年度|year {names}"
  case instalments = "第 {names} 年维持费|at {names} years"
  case renewal = "续展|renewal"
  case paidLeftOut =
    "台账已记缴 {money}，不再计入|Recorded as paid already and not counted: {money}"
  case amountUnknown = "金额未知：没有可靠来源|the amount is not known: no reliable source gives it"
  case shareOfFee = "费用的 {share}，费用金额未知|{share} of the fee, whose amount is not known"
  case surchargeUnknown = "数额未知|amount not known"
  case unrecorded =
    "{due} 到期的费用已过期限而没有缴费记录（{ledger}），登记状态也未标为滞纳：最迟 {last} 可补缴{money}，过期即失权；先核对是否已缴|The fee due on {due} has passed its day and no payment is on record ({ledger}), though the register does not call it late: payable until {last}{money}, lost after that; check first whether it was paid"
  case unrecordedInLedger = "台账中未见这笔缴费|the ledger holds none"
  case unrecordedNoLedger = "没有该局该类权利的缴费台账|no ledger is kept for this office and kind of right"
  case unrecordedLedgerEnded =
    "台账截至 {day}，未及该日|the ledger ends on {day}, before that day"
  case unrecordedMoney = "，现须 {money}（含滞纳金）|, {money} now with the surcharge"
  case unrecordedLeftOut =
    "合计未含 {n} 项权利期限已过而没有缴费记录的费用：{money}（含滞纳金）；先核对是否已缴|Not in the sums: fees of {n} rights past their due day with no payment on record, {money} with surcharges; check first whether they were paid"
  case unrecordedLeftOutShort =
    "未含 {n} 项期限已过、未见缴费的 {money}|not in it: {money} of {n} rights past due, payment not on record"
  case andStates = "{states} 没有费用表|{states} without a schedule"
}

extension Wording {
  /// A text about fees, with the braces filled in.
  public func text(_ key: FeeText, _ values: KeyValuePairs<String, String> = [:]) -> String {
    fill(half(key.rawValue), values)
  }

  /// A fee by its name in the schedule, for a column of fee years: `19`, `3.5 years`, `renewal`.
  func feeName(_ name: String) -> String {
    if name == "renewal" { return text(FeeText.renewal) }
    guard name.hasSuffix("y") else { return name.replacing("-", with: "–") }
    return language == .zh ? "\(name.dropLast()) 年" : "\(name.dropLast()) years"
  }

  /// A fee by its name in the schedule, in a sentence: `year 19`, `at 3.5 years`, `renewal`.
  func feePhrase(_ name: String) -> String { feePhrase([name]) }

  /// Fees of one office in a sentence, neighbouring years as spans: `year 18–20`.
  func feePhrase(_ names: [String]) -> String {
    var spans: [ClosedRange<Int>] = []
    var instalments: [String] = []
    var others: [String] = []
    for name in names {
      if let year = Int(name) {
        if let last = spans.last, last.upperBound + 1 == year {
          spans[spans.count - 1] = last.lowerBound...year
        } else {
          spans.append(year...year)
        }
      } else if name.hasSuffix("y") {
        instalments.append(String(name.dropLast()))
      } else {
        others.append(feeName(name))
      }
    }
    var parts: [String] = []
    if !spans.isEmpty {
      let years = spans.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)–\($0.upperBound)" }
      parts.append(text(FeeText.feeYears, ["names": list(years)]))
    }
    if !instalments.isEmpty { parts.append(text(FeeText.instalments, ["names": list(instalments)])) }
    for other in others {
      parts.append(other.contains("–") ? text(FeeText.feeYears, ["names": other]) : other)
    }
    return list(parts)
  }

  /// The surcharge of a step, or why there is no amount.
  func surcharge(_ step: SurchargeStep) -> String {
    if let surcharge = step.surcharge { return surcharge.decimal }
    guard let points = step.basisPoints else { return text(FeeText.surchargeUnknown) }
    return text(FeeText.shareOfFee, ["share": NumberText.scaledText(points, 2).percentTrimmed + "%"])
  }

  /// What sums leave out because no source gives its amount; nil where nothing is left out.
  func unknownFees(_ groups: [UnknownFeeGroup]) -> String? {
    guard !groups.isEmpty else { return nil }
    let fees = groups.map {
      text(
        FeeText.unknownGroup,
        ["office": $0.office, "names": feePhrase($0.names), "rights": count($0.rights)])
    }
    return text(
      FeeText.unknownLeftOut,
      [
        "n": count(groups.reduce(0) { $0 + $1.fees }),
        "fees": fees.joined(separator: language == .zh ? "；" : "; "),
      ])
  }
}

extension Wording {
  /// What sums of fees leave out because nobody knows whether it was paid; nil where there is nothing.
  func leftOut(_ fees: [FeeColumns.UnrecordedFee], briefly: Bool = false) -> String? {
    guard !fees.isEmpty else { return nil }
    let known = fees.compactMap(\.minorUnits)
    let sum = (known.count < fees.count ? "≥ " : "") + money(known.reduce(0, +))
    return text(
      briefly ? FeeText.unrecordedLeftOutShort : FeeText.unrecordedLeftOut,
      ["n": count(fees.count), "money": known.isEmpty ? text(FeeText.surchargeUnknown) : sum])
  }

  /// What the ledger has to say of a fee past its due day without a payment on record.
  func ledgerWord(_ fee: FeeColumns.UnrecordedFee) -> String {
    if let end = fee.ledgerEnd { return text(FeeText.unrecordedLedgerEnded, ["day": day(end)]) }
    return text(fee.hasLedger ? FeeText.unrecordedInLedger : FeeText.unrecordedNoLedger)
  }

  /// A fee past its due day of which no payment is on record, as a sentence.
  func sentence(_ fee: FeeColumns.UnrecordedFee) -> String {
    text(
      FeeText.unrecorded,
      [
        "due": day(fee.due), "last": day(fee.lastDay),
        "ledger": ledgerWord(fee),
        "money": fee.minorUnits.map { text(FeeText.unrecordedMoney, ["money": money($0)]) } ?? "",
      ])
  }
}

extension String {
  /// Without zeros after the point that say nothing.
  fileprivate var percentTrimmed: String {
    guard contains(".") else { return self }
    var text = self
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }
}
