public import PortfolioCore

/// The amounts of one tariff as a table for people.
public struct FeeTable: Sendable, Hashable {
  /// A line: one fee, or several years that cost the same.
  public struct Row: Sendable, Hashable {
    /// The fee's name as the schedule writes it: `1-3` for years 1 to 3 one by one, `3.5y`, `renewal`.
    public let fee: String
    /// The first year, or the position of an instalment.
    public let first: Int
    /// The last year.
    public let last: Int
    /// Whether one payment covers all of these years.
    public let isOnePayment: Bool
    /// The amount; nil when no source gives it.
    public let amount: Money?
    /// The addition for each further claim; nil when there is none.
    public let perClaim: Money?
    /// The claims that the amount includes.
    public let claimsIncluded: Int
    /// Whether reductions apply.
    public let isReducible: Bool
    /// Whether only full years are charged.
    public let fullYearsOnly: Bool
    /// Whether the file marks the amount or its due day as an estimate.
    public let isEstimate: Bool
    /// What a reader should know.
    public let note: BilingualText?
    /// The source's name.
    public let source: String
  }

  /// The rate class; nil when it holds for every class.
  public let rateClass: String?
  /// Only for rights at this stage; nil for both.
  public let stage: RightStage?
  /// The first day; nil when no source gives it.
  public let from: CalendarDay?
  /// Where the first day is not known: the day for which the source shows the amounts.
  public let seenOn: CalendarDay?
  /// The surcharge that the tariff itself states.
  public let late: Money?
  /// The lines, in order.
  public let rows: [Row]
}

extension FeeSchedule {
  /// The tariffs of a group as tables, in the file's order; years in sequence with the same amount stand together.
  public func tables(of group: FeeGroup) -> [FeeTable] {
    var tables: [FeeTable] = []
    var seen: Set<Int> = []
    for tariff in (group.tariffsByClass + group.pendingTariffsByClass).flatMap({ $0 }) {
      // A tariff for every class stands in each of them.
      guard seen.insert(tariff.place.line ?? -1 - seen.count).inserted else { continue }
      tables.append(
        FeeTable(
          rateClass: tariff.rateClass, stage: tariff.stage, from: tariff.from, seenOn: tariff.seenOn,
          late: tariff.late.map { Money(minorUnits: $0, currency: currency) }, rows: rows(of: tariff)))
    }
    return tables
  }

  private func rows(of tariff: FeeTariff) -> [FeeTable.Row] {
    var rows: [FeeTable.Row] = []
    for (slot, line) in tariff.lines.enumerated() where line.isPresent {
      let detail = tariff.details[slot]
      let isOnePayment = line.throughSlot != 0
      let last = isOnePayment ? Int(line.throughSlot) : slot
      let row = FeeTable.Row(
        fee: name(slot, last), first: slot, last: last, isOnePayment: isOnePayment,
        amount: line.isUnknown ? nil : Money(minorUnits: line.amount, currency: currency),
        perClaim: line.perClaim == 0 ? nil : Money(minorUnits: line.perClaim, currency: currency),
        claimsIncluded: Int(line.claimsIncluded), isReducible: line.isReducible,
        fullYearsOnly: line.fullYearsOnly, isEstimate: line.isEstimate, note: detail.note,
        source: detail.source)
      if let before = rows.last, before.last == slot - 1, !isOnePayment, let joined = join(before, row) {
        rows[rows.count - 1] = joined
      } else {
        rows.append(row)
      }
    }
    return rows
  }

  /// Two lines in sequence as one, when they differ in nothing but the years.
  private func join(_ left: FeeTable.Row, _ right: FeeTable.Row) -> FeeTable.Row? {
    guard case .yearly = rules.form, !left.isOnePayment else { return nil }
    func spanned(_ row: FeeTable.Row) -> FeeTable.Row {
      FeeTable.Row(
        fee: name(left.first, right.last), first: left.first, last: right.last, isOnePayment: false,
        amount: row.amount, perClaim: row.perClaim, claimsIncluded: row.claimsIncluded,
        isReducible: row.isReducible, fullYearsOnly: row.fullYearsOnly, isEstimate: row.isEstimate,
        note: row.note, source: row.source)
    }
    return spanned(left) == spanned(right) ? spanned(left) : nil
  }

  private func name(_ first: Int, _ last: Int) -> String {
    switch rules.form {
    case .yearly: return first == last ? "\(first)" : "\(first)-\(last)"
    case .instalments(let list): return list.indices.contains(first) ? list[first].name : "\(first)"
    case .periodic: return "renewal"
    }
  }
}
