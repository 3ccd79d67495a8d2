public import PortfolioCore
public import PortfolioReview
public import PortfolioStore

/// The pledge that a packet was made for, looked for later: this lender's, registered on the packet's day or after it.
///
/// Whoever compares a packet with a store finds it there in the best of cases. It takes nothing from the security; every
/// other pledge does.
public struct OwnPledge: Sendable, Equatable {
  /// Who lends.
  public let lender: String
  /// The packet's day.
  public let since: CalendarDay
  /// What is lent: a pledge for more, or in another currency, is for another debt.
  private let loan: Money
  /// The day on which the debt falls due: a pledge that ends before it does not secure it.
  private let maturity: CalendarDay?
  /// Pledges that stood already when the packet was made: the right's number with the day of registration.
  private let before: Set<String>

  /// The pledge of a packet.
  /// - Parameter lender: who lends; nothing can be told apart without a name.
  public init?(_ packet: PledgePacket, lender: String?) {
    guard let lender, !PartyNames.plain(lender).isEmpty else { return nil }
    self.lender = lender
    since = packet.head.asOf
    loan = packet.request.amount
    maturity = packet.request.months.map { packet.head.asOf.adding(months: $0) }
    before = Set(
      packet.titles.compactMap { line in
        line.kind == .pledge ? line.from.map { OwnPledge.key(line.right, $0) } : nil
      })
  }

  private static func key(_ right: String, _ day: CalendarDay) -> String { right + "\n" + day.iso }

  /// Whether a registration is for this loan, as far as it tells: for no more, in its currency, and to its end.
  private func secures(_ pledge: TitleRecords.Pledge) -> Bool {
    let isForIt =
      pledge.amount.map { $0.currency == loan.currency && $0.minorUnits <= loan.minorUnits } ?? true
    guard let end = pledge.to, let maturity else { return isForIt }
    return isForIt && end >= maturity
  }

  /// Takes the packet's own pledge out of those that run on a right: the first that fits. A second one of the same lender
  /// is another debt. The lender is known by any of the names that the table of parties has for it.
  func split(
    _ running: [TitleRecords.Pledge], right number: String, parties: PartyNames
  ) -> (own: TitleRecords.Pledge?, others: [TitleRecords.Pledge]) {
    let order = running.indices.sorted {
      (running[$0].from, running[$0].registration) < (running[$1].from, running[$1].registration)
    }
    let own = order.first { index in
      let pledge = running[index]
      return parties.areOne(pledge.pledgee, lender) && pledge.from >= since && secures(pledge)
        && !before.contains(OwnPledge.key(number, pledge.from))
    }
    guard let own else { return (nil, running) }
    return (running[own], running.indices.filter { $0 != own }.map { running[$0] })
  }

  /// Whether the pledges that run on a right on a day are the packet's own alone.
  func isAlone(_ id: Int64, number: String, records: TitleRecords, on day: CalendarDay) -> Bool {
    let running = records.pledges.filter { pledge in
      pledge.rightID == id && pledge.to.map { $0 >= day } ?? true
    }
    let (own, others) = split(running, right: number, parties: records.parties)
    return own != nil && others.isEmpty
  }

  /// A run in which rights that are pledged for the packet's loan alone count as unencumbered: a register of assets takes
  /// a pledge for a burden on a sale, and the lender's own is none to the lender.
  public func unencumbered(_ run: ReviewRun, records: TitleRecords) -> ReviewRun {
    guard var column = run.table[.pledged], case .integers(var values) = column.values else { return run }
    for row in 0..<run.table.count where column.states[row] == .known && values[row] != 0 {
      if isAlone(
        run.table.rightIDs[row], number: run.table.text("number", row), records: records, on: run.asOf)
      {
        values[row] = 0
      }
    }
    column.values = .integers(values)
    var run = run
    run.table.set(column)
    return run
  }
}
