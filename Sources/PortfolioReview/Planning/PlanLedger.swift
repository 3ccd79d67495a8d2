internal import PortfolioCore

/// A plan year by year, added up from its lines by right, so that a finance person can add it up again.
public struct PlanLedger: Sendable, Equatable {
  /// A calendar year.
  public struct Year: Sendable, Equatable {
    /// The year.
    public let year: Int
    /// Fees that the plan pays out of the budgets, in minor units.
    public internal(set) var spend: Int64 = 0
    /// Of these, fees of rights that wait for a fact.
    public internal(set) var reserved: Int64 = 0
    /// Fees of rights that wait for a fact, where the scenario has them paid from elsewhere.
    public internal(set) var elsewhere: Int64 = 0
    /// The portfolio's budget of the year alone; nil where the year has none.
    public internal(set) var cap: Int64?
    /// What was left of the years before; nil where nothing carries over.
    public internal(set) var carriedIn: Int64?
    /// Rights whose fee of the year is paid.
    public internal(set) var paid = 0
    /// Rights let go by the end of the year, those of earlier years among them.
    public internal(set) var letGo = 0
    /// Fees of the year that the rights let go no longer cost.
    public internal(set) var saved: Int64 = 0
    /// Of these, fees of rights that no gate stands before.
    public internal(set) var savedClear: Int64 = 0
    /// Worth of the year of the decided rights that are kept, in major units (or hundredths of a point).
    public internal(set) var worthKept: Int64 = 0
    /// Worth of the year of the rights let go.
    public internal(set) var worthForgone: Int64 = 0

    /// Fees that are only saved once gates are lifted and questions answered.
    public var savedConditional: Int64 { saved - savedClear }

    /// What there is to spend: the budget of the year and what was left of the years before.
    public var available: Int64? { cap.map { $0 + (carriedIn ?? 0) } }

    /// What is left of it, carried on where the budget carries over; below 0 where it is overrun at a price.
    public var slack: Int64? { available.map { $0 - spend } }
  }

  /// The years with rules, the first first.
  public let years: [Year]

  /// Adds up a plan.
  public init(_ plan: PortfolioPlan) {
    let head = plan.head
    let isElsewhere = head.paysUnknownElsewhere ?? false
    let carried = PlanLedger.carried(head)
    var before: Year?
    var years: [Year] = []
    for year in head.firstYear...head.lastRuledYear {
      var line = Year(year: year)
      // Of several caps on one year the least binds.
      line.cap = head.rows.filter { $0.isWhole && $0.year == year && !$0.isCumulative }.map(\.limit).min()
      if line.cap == nil, let cap = carried[year] {
        line.cap = cap
        // What was overrun at a price has been paid for.
        line.carriedIn = carried[year - 1] == nil ? 0 : max(0, before?.slack ?? 0)
      }
      for row in plan.actions.indices {
        let fee = plan.fee(row, year)
        let worth = plan.worth[row * head.yearCount + (year - head.firstYear)]
        if plan.pays(row, year) {
          if fee != 0 { line.paid += 1 }
          if plan.actions[row] == .needsFact, isElsewhere {
            line.elsewhere += fee
          } else {
            line.spend += fee
            if plan.actions[row] == .needsFact { line.reserved += fee }
          }
          if plan.actions[row].isDecided { line.worthKept += worth }
        } else if plan.actions[row].letsGo {
          line.letGo += 1
          line.saved += fee
          if plan.condition(row) == .none { line.savedClear += fee }
          line.worthForgone += worth
        }
      }
      years.append(line)
      before = line
    }
    self.years = years
  }

  /// What a budget that carries over adds in each of its years; empty unless there is exactly one of the whole
  /// portfolio.
  private static func carried(_ head: PortfolioPlan.Head) -> [Int: Int64] {
    let rows = head.rows.filter { $0.isWhole && $0.isCumulative }.sorted { $0.year < $1.year }
    guard let first = rows.first, rows.allSatisfy({ $0.rule == first.rule }) else { return [:] }
    var caps: [Int: Int64] = [:]
    var limit: Int64 = 0
    for row in rows {
      caps[row.year] = row.limit - limit
      limit = row.limit
    }
    return caps
  }
}
