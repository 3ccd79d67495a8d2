import PortfolioCore

/// The Chinese annuity scale as the stories pay it, in yuan.
///
/// Amounts: PCT Applicant's Guide, China, annex (2024-04-04); designs 11-15: 发改价格〔2022〕465号.
/// Surcharge steps: implementing regulations, article 115. This copy serves only to make samples; the
/// program's own amounts are in its model files.
enum ChineseAnnuityScale {
  /// The full annuity of a patent year.
  static func amount(_ kind: RightKind, year: Int) -> Int {
    if kind == .invention {
      switch year {
      case ...3: return 900
      case 4...6: return 1200
      case 7...9: return 2000
      case 10...12: return 4000
      case 13...15: return 6000
      default: return 8000
      }
    }
    switch year {
    case ...3: return 600
    case 4...5: return 900
    case 6...8: return 1200
    case 9...10: return 2000
    default: return 3000
    }
  }

  /// The surcharge on a full annuity when `months` full months have gone since the due day.
  static func surcharge(on amount: Int, fullMonthsLate months: Int) -> Int {
    amount * 5 * min(months, 5) / 100
  }

  /// The term in years.
  static func term(_ kind: RightKind, filed: CalendarDay) -> Int {
    switch kind {
    case .invention: return 20
    case .design: return filed < day(2021, 6, 1) ? 10 : 15
    default: return 10
    }
  }
}
