extension PlanLedger {
  /// What a unit or an office has of a plan, over all years with rules.
  public struct Part: Sendable, Equatable {
    /// The unit, or the office; empty where none is on record.
    public let name: String
    /// Rights whose fees the plan pays, those that need a fact among them.
    public internal(set) var kept = 0
    /// Rights that the plan lets go.
    public internal(set) var letGo = 0
    /// Fees that the plan pays out of the budgets, in minor units.
    public internal(set) var spend: Int64 = 0
    /// Fees that the rights let go no longer cost.
    public internal(set) var saved: Int64 = 0
  }

  /// The years with rules by unit, office or whatever else rights have: the parts add up to the ledger. The greatest
  /// sum of fees comes first.
  /// - Parameter name: the part that a row belongs to.
  public static func parts(of plan: PortfolioPlan, by name: (Int) -> String) -> [Part] {
    let head = plan.head
    let isElsewhere = head.paysUnknownElsewhere ?? false
    var parts: [String: Part] = [:]
    for row in plan.actions.indices {
      let action = plan.actions[row]
      var spend: Int64 = 0
      var saved: Int64 = 0
      for year in head.firstYear...head.lastRuledYear {
        if plan.pays(row, year) {
          if action != .needsFact || !isElsewhere { spend += plan.fee(row, year) }
        } else if action.letsGo {
          saved += plan.fee(row, year)
        }
      }
      guard action.isDecided || action == .needsFact || spend != 0 else { continue }
      let key = name(row)
      var part = parts[key] ?? Part(name: key)
      if action.letsGo { part.letGo += 1 } else { part.kept += 1 }
      part.spend += spend
      part.saved += saved
      parts[key] = part
    }
    return parts.values.sorted { left, right in
      let (a, b) = (left.spend + left.saved, right.spend + right.saved)
      return a != b ? a > b : left.name < right.name
    }
  }
}
