import PortfolioReview
import Pruning

/// What a single exchange says of a right: by how much its worth would have to change before another plan is surely
/// better, the one in which one other right takes its place in the budget.
///
/// Only plans of one budget of one year are looked at, in which each right stands for itself: its fee is paid or not, and
/// net worth adds up. The plan is proven to be the best, so no exchange is worth more than it; once the worth of the right
/// has changed by more than the difference, the exchanged plan is, and all plans with the right on its present side have
/// changed alike. Longer exchanges may turn it sooner.
struct PlanSwaps: Sendable {
  /// An exchange.
  struct Swap: Sendable, Equatable {
    /// The right that takes the place; nil where the right merely goes.
    let other: Int?
    /// What the plan is worth more than the exchanged one, in units of value.
    let difference: Int64
  }

  private struct Entry {
    let row: Int
    let fee: Int64
    let net: Int64
  }

  private let plan: PortfolioPlan
  private let slack: Int64
  /// The rights let go by fee, the least first, each with the best net worth up to there.
  private let gone: [Entry]
  /// The rights kept by fee, the greatest first, each with the least net worth up to there.
  private let kept: [Entry]

  /// The exchanges of a plan; nil where rights do not stand for themselves, or the plan is not proven to be the best.
  init?(_ plan: PortfolioPlan, _ ledger: PlanLedger) {
    let head = plan.head
    guard head.status == .optimal, head.valueUnit == .money, head.rows.count == 1,
      let budget = head.rows.first,
      budget.kind == .budget, budget.isWhole, budget.isCap, budget.overrunPrice == nil,
      head.lastRuledYear == head.firstYear, let slack = ledger.years.first?.slack, slack >= 0
    else { return nil }
    self.plan = plan
    self.slack = slack
    func entries(_ action: PlanAction) -> [Entry] {
      plan.actions.indices.filter { plan.actions[$0] == action && PlanSwaps.standsForItself($0, plan) }
        .map { Entry(row: $0, fee: plan.fee($0, head.firstYear), net: plan.marginNet[$0]) }
    }
    func best(_ entries: [Entry], _ isBetter: (Entry, Entry) -> Bool) -> [Entry] {
      var leader: Entry?
      return entries.map { entry in
        let found = leader.map { isBetter(entry, $0) ? entry : $0 } ?? entry
        leader = found
        return Entry(row: found.row, fee: entry.fee, net: found.net)
      }
    }
    gone = best(entries(.letLapse).sorted { ($0.fee, $0.row) < ($1.fee, $1.row) }) { $0.net > $1.net }
    kept = best(entries(.keep).sorted { ($1.fee, $0.row) < ($0.fee, $1.row) }) { $0.net < $1.net }
  }

  /// Rules and families give some rights a credit, and late fees are paid beside the year's.
  private static func standsForItself(_ row: Int, _ plan: PortfolioPlan) -> Bool {
    plan.hasMargin[row] && plan.marginCredit[row] == 0 && plan.lateFee(row) == nil
  }

  /// The exchange that is the nearest to the plan; nil where there is none, or the right does not stand for itself.
  func swap(_ row: Int) -> Swap? {
    guard PlanSwaps.standsForItself(row, plan) else { return nil }
    let (fee, net) = (plan.fee(row, plan.head.firstYear), plan.marginNet[row])
    let found: Swap
    switch plan.actions[row] {
    case .keep:
      if let other = last(gone, while: { $0.fee <= fee + slack }), other.net > 0 {
        found = Swap(other: other.row, difference: net - other.net)
      } else {
        found = Swap(other: nil, difference: net)
      }
    case .letLapse:
      guard let other = last(kept, while: { $0.fee >= fee - slack }) else { return nil }
      found = Swap(other: other.row, difference: other.net - net)
    default: return nil
    }
    return found.difference >= 0 ? found : nil
  }

  private func last(_ entries: [Entry], while holds: (Entry) -> Bool) -> Entry? {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if holds(entries[middle]) { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? entries[low - 1] : nil
  }
}
