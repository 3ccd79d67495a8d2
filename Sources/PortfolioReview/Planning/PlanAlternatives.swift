/// What keeping each right through the years with rules is set against, and what it is worth more than letting go at
/// once: columns, one entry a right.
public struct PlanAlternatives: Sendable, Equatable {
  /// The last calendar year of the alternative that a margin is reckoned against; 0 where that is letting go at the
  /// next due day.
  public var keptThrough: [Int16]
  /// What keeping is worth more than letting go at the next due day, in units of value.
  public var net: [Int64]
  /// What the budgets that this uses more could buy elsewhere, in units of value.
  public var price: [Int64]
  /// What coverage, shares and family give it, in units of value.
  public var credit: [Int64]

  /// Columns for so many rights.
  init(count: Int) {
    keptThrough = [Int16](repeating: 0, count: count)
    net = [Int64](repeating: 0, count: count)
    price = net
    credit = net
  }

  /// Columns that were stored.
  init(keptThrough: [Int16], net: [Int64], price: [Int64], credit: [Int64]) {
    self.keptThrough = keptThrough
    self.net = net
    self.price = price
    self.credit = credit
  }
}

extension PortfolioPlan {
  /// What keeping a right is set against.
  public enum Alternative: Sendable, Equatable {
    /// Letting it go at its next due day.
    case nextDueDay
    /// Not paying its late fee: its due day has passed, and there is no next one to wait for.
    case lateFeeUnpaid
    /// Keeping it to the end of a calendar year within the years with rules, and letting it go then: that is worth
    /// more than letting it go at once.
    case keptThrough(Int)

    /// The word of files and data: `next-due-day`, `late-fee-unpaid`, or the year.
    public var word: String {
      switch self {
      case .nextDueDay: return "next-due-day"
      case .lateFeeUnpaid: return "late-fee-unpaid"
      case .keptThrough(let year): return "\(year)"
      }
    }
  }

  /// What the margin of a right is reckoned against, which is the best way to let it go; nil where it has no margin,
  /// and in runs stored before it was kept.
  public func alternative(_ row: Int) -> Alternative? {
    guard hasMargin[row], let alternatives else { return nil }
    let year = Int(alternatives.keptThrough[row])
    return year == 0 ? lettingGoAtOnce(row) : .keptThrough(year)
  }

  /// The soonest way to let a right go: at its next due day, or, where a fee is late that the plan decides on, by not
  /// paying that.
  public func lettingGoAtOnce(_ row: Int) -> Alternative {
    lateFee(row).map { $0.payment != .tied } ?? false ? .lateFeeUnpaid : .nextDueDay
  }

  /// What keeping a right is worth more than letting it go at its next due day, in units of value; nil where it was
  /// not decided, and in runs stored before it was kept.
  public func netOverLettingGo(_ row: Int) -> Int64? {
    hasMargin[row] ? alternatives?.net[row] : nil
  }

  /// The margin of a right against letting it go at its next due day: ``netOverLettingGo(_:)`` less what the budgets
  /// that it uses could buy elsewhere, plus what rules and family give it.
  public func marginOverLettingGo(_ row: Int) -> Int64? {
    guard hasMargin[row], let alternatives else { return nil }
    return alternatives.net[row] - alternatives.price[row] + alternatives.credit[row]
  }
}
