public import PortfolioCore

/// Why no fee can be named for a right. Missing is never zero: totals count the rights they leave out.
public enum NoFeeReason: Error, Hashable, Sendable {
  /// The kind of right pays no fees anywhere: technical secrets, software copyrights.
  case noFeesByNature(RightKind)
  /// The office charges this kind of right nothing, and the schedule says why.
  case kindWithoutFees(office: String, kind: RightKind, says: BilingualText)
  /// There is no fee schedule of the office.
  case unknownOffice(String)
  /// The office's schedules do not cover this kind of right.
  case kindNotCovered(office: String, kind: RightKind)
  /// The filing day is missing.
  case missingFilingDay
  /// The day of grant is missing.
  case missingGrantDay
  /// The day of registration is missing.
  case missingRegistrationDay
  /// The day of grant is before the filing day.
  case grantBeforeFiling
  /// Fees begin with grant, and the right is not granted.
  case notYetGranted
  /// After grant the countries of validation ask for fees, and an export does not say which they are.
  case nationalFeesUnknown(office: String)
  /// The right has ended.
  case ended(on: CalendarDay?)
  /// The right has lapsed and can still be restored: fees follow only after restoration.
  case lapsedRestorable
  /// The schedule has no rate class of that name.
  case unknownRateClass(String, known: [String])
  /// The schedule has no reduction of that name.
  case unknownReduction(String, known: [String])
  /// Fees fall due, but no reliable source gives the amount of any of them.
  case amountsUnknown(office: String)
  /// There is no exchange rate of the office's currency.
  case noExchangeRate(Currency)

  /// The reason's name in tables and JSON.
  public var code: String {
    switch self {
    case .noFeesByNature: return "no-fees-by-nature"
    case .kindWithoutFees: return "kind-without-fees"
    case .unknownOffice: return "unknown-office"
    case .kindNotCovered: return "kind-not-covered"
    case .missingFilingDay: return "missing-filing-day"
    case .missingGrantDay: return "missing-grant-day"
    case .missingRegistrationDay: return "missing-registration-day"
    case .grantBeforeFiling: return "grant-before-filing"
    case .notYetGranted: return "not-yet-granted"
    case .nationalFeesUnknown: return "national-fees-unknown"
    case .ended: return "ended"
    case .lapsedRestorable: return "lapsed-restorable"
    case .unknownRateClass: return "unknown-rate-class"
    case .unknownReduction: return "unknown-reduction"
    case .amountsUnknown: return "amounts-unknown"
    case .noExchangeRate: return "no-exchange-rate"
    }
  }

  /// True when nothing is missing: the right really has no such fees in the span asked for.
  public var isZeroByRule: Bool {
    switch self {
    case .noFeesByNature, .kindWithoutFees, .ended: return true
    default: return false
    }
  }

  /// The reason for people.
  public var text: BilingualText {
    switch self {
    case .noFeesByNature: return BilingualText(zh: "此类权利不缴维持费", en: "This kind of right pays no renewal fees")
    case .kindWithoutFees(_, _, let says): return says
    case .unknownOffice(let office):
      return office.isEmpty
        ? BilingualText(zh: "不知道是哪个局的权利", en: "The office of the right is not known")
        : BilingualText(zh: "没有 \(office) 的费用表", en: "There is no fee schedule for \(office)")
    case .kindNotCovered(let office, let kind):
      return BilingualText(
        zh: "\(office) 的费用表不含此类权利（\(kind.rawValue)）",
        en: "The fee schedules of \(office) do not cover this kind of right (\(kind.rawValue))")
    case .missingFilingDay: return BilingualText(zh: "缺少申请日", en: "The filing day is missing")
    case .missingGrantDay: return BilingualText(zh: "缺少授权日", en: "The day of grant is missing")
    case .missingRegistrationDay:
      return BilingualText(zh: "缺少注册日和专用期限届满日", en: "The day of registration and the expiry day are missing")
    case .grantBeforeFiling:
      return BilingualText(zh: "授权日早于申请日", en: "The day of grant is before the filing day")
    case .notYetGranted:
      return BilingualText(
        zh: "尚未授权：授权后的费用不预测", en: "Not yet granted: annuities from grant are not forecast")
    case .nationalFeesUnknown:
      return BilingualText(
        zh: "授权后由各生效国收取年费：未记录生效国（在 validations 表中填写，统一效力写 UP）",
        en:
          "National fees not known: no states of validation on record (fill in table validations, UP for unitary effect)"
      )
    case .ended(let day):
      guard let day else { return BilingualText(zh: "权利已终止", en: "The right has ended") }
      return BilingualText(zh: "权利已于 \(day.iso) 终止", en: "The right ended on \(day.iso)")
    case .lapsedRestorable:
      return BilingualText(
        zh: "权利已终止但仍可恢复：恢复之前不计费用",
        en: "The right has lapsed and can still be restored: no fees are counted before restoration")
    case .unknownRateClass(let name, _):
      return BilingualText(zh: "费用表没有费率类别“\(name)”", en: "The fee schedule has no rate class '\(name)'")
    case .unknownReduction(let name, _):
      return BilingualText(zh: "费用表没有减缴项“\(name)”", en: "The fee schedule has no reduction '\(name)'")
    case .amountsUnknown(let office):
      return BilingualText(
        zh: "\(office) 有费用到期，但金额没有可靠来源",
        en: "Fees of \(office) fall due, but no reliable source gives their amounts")
    case .noExchangeRate(let currency):
      return BilingualText(
        zh: "没有 \(currency.code) 的汇率", en: "There is no exchange rate for \(currency.code)")
    }
  }

  /// The reason as a problem of a right.
  /// - Parameter reference: how the right is called in the portfolio.
  public func problem(of reference: String) -> Problem {
    var remedy: BilingualText?
    switch self {
    case .unknownRateClass(_, let known), .unknownReduction(_, let known):
      remedy = BilingualText(
        zh: "更正 fee_particulars 或 fee_reductions 表；可用：" + known.joined(separator: "、"),
        en: "Correct table fee_particulars or fee_reductions; known: " + known.joined(separator: ", "))
    case .unknownOffice, .kindNotCovered:
      remedy = BilingualText(
        zh: "在模型目录的 Fees 中添加一个费用表文件", en: "Add a fee schedule to Fees in your models folder")
    case .nationalFeesUnknown:
      remedy = BilingualText(
        zh: "在 validations 表中每国写一行（right、office），统一效力写 UP，再导入",
        en: "Give table validations one row a state (right, office), UP for unitary effect, and import it")
    case .missingFilingDay, .missingGrantDay, .missingRegistrationDay, .grantBeforeFiling:
      remedy = BilingualText(zh: "在源数据中补正日期后重新导入", en: "Mend the day in the source and import again")
    default: break
    }
    return Problem(
      .noFeeKnown, severity: isZeroByRule ? .note : nil, value: reference, zh: text.zh, en: text.en,
      remedy: remedy)
  }
}
