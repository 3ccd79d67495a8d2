internal import PortfolioCore
internal import Pruning

/// A budget at which a right is kept and just below which it is not, everything else as it is.
///
/// Fees come in whole pieces: at other amounts, larger ones too, the best plan may decide otherwise.
public struct KeepingBudget: Sendable, Equatable {
  /// What was found.
  public enum Outcome: String, Sendable {
    /// At the budget named it is kept.
    case kept
    /// However large the budget, it is not kept.
    case notKept = "not-kept"
    /// The time ran out before anybody knew.
    case unknown
  }

  /// The right's row.
  public let right: Int
  /// The rows of the plan whose own years' budgets are varied: one, or several together.
  public let rows: [Int]
  /// What was found.
  public let outcome: Outcome
  /// Budgets that keep it, one a row, in minor units: a thousandth less lets it go, as far as the search saw. Empty unless
  /// it is kept.
  public var budgets: [Int64] = []
  /// Of a single budget, one just below, at which the plan found lets it go; empty where it is kept even without it.
  public var notAt: [Int64] = []
  /// Whether a plan proven to be the best shows that it is not kept.
  public var isProven = false
  /// Whether the search was broken off, so that smaller budgets may do.
  public var isCut = false
}

extension PlanMaker {
  /// The budgets that pay fees of a right in the years with rules: one that carries over once, by its first year that
  /// does.
  public func budgetsPaying(_ right: Int) -> [Int] {
    let index = Int(classOfRow[right])
    guard index >= 0 else { return [] }
    let first = model.stepOffset(index)
    let uses = Int(model.useStart[first])..<Int(model.useStart[first + Int(model.steps[index])])
    let used = Set(uses.filter { model.useAmount[$0] > 0 }.map { Int(model.useRow[$0]) })
    var rows: [Int] = []
    for row in model.rows.indices where model.rows[row].kind == .budget && used.contains(row) {
      if rows.contains(where: { model.rows.fed(by: $0).contains(row) }) { continue }
      rows.append(row)
    }
    return rows
  }

  /// The smallest budgets at which a right is kept: of each budget that pays for it, the others as they are, and where
  /// none of them is enough, of all of them together, one after the other made as small as keeps it.
  ///
  /// By halving between one that keeps it and one that does not, down to a thousandth of the budget, then by single
  /// steps downwards. Fees come in whole pieces, so a right may be kept, let go at a little more, and kept again; steps
  /// go on until none of the last ``stepsWithout`` keeps it.
  /// - Returns: one answer a budget; empty for rights that no budget decides: those on lists, paid already or outside
  ///   the decision, and those whose fees no budget pays.
  /// - Throws: ``ProblemList`` when sums are too large.
  public func budgetsKeeping(_ right: Int, _ plan: PortfolioPlan) throws -> [KeepingBudget] {
    guard [.keep, .letLapse].contains(plan.actions[right]), plan.head.value != nil else { return [] }
    let rows = budgetsPaying(right)
    var found = try rows.map { try keeping(right, by: $0, plan) }
    if rows.count > 1, !found.contains(where: { $0.outcome == .kept }) {
      found.append(try keeping(right, byAll: rows, plan))
    }
    return found
  }

  /// How many steps of a thousandth of the budget are tried below the last that keeps a right.
  private static let stepsWithout = 25

  /// The budget of one row's own year.
  private func keeping(_ right: Int, by row: Int, _ plan: PortfolioPlan) throws -> KeepingBudget {
    let minor = request.run.currency.minorPerMajor
    let own = model.rows.ownLimit(row)
    let room = room(of: row)
    let search = Search(
      least: 0, asked: own, most: own + (room + minor - 1) / minor * minor,
      fine: max(minor, own / 1000 / minor * minor), unit: minor)
    let isBest = plan.head.status == .optimal
    let answer = try search.run(isKept: plan.actions[right] == .keep, isBest: isBest) {
      try keeps(right, limits(adding: $0 - own, to: row), plan)
    }
    return KeepingBudget(
      right: right, rows: [row], outcome: answer.outcome,
      budgets: answer.high.map { [$0] } ?? [], notAt: answer.low.map { [$0] } ?? [],
      isProven: answer.isProven, isCut: answer.isCut)
  }

  /// Several budgets: all of them as large as can matter, then each in turn as small as keeps the right, the others as
  /// they then are.
  private func keeping(_ right: Int, byAll rows: [Int], _ plan: PortfolioPlan) throws -> KeepingBudget {
    let minor = request.run.currency.minorPerMajor
    let own = rows.map { model.rows.ownLimit($0) }
    func limits(_ budgets: [Int64]) -> [Int: Int64] {
      var all: [Int: Int64] = [:]
      for (row, change) in zip(rows, zip(budgets, own).map({ $0 - $1 })) {
        for fed in model.rows.fed(by: row) { all[fed, default: model.rows[fed].limit] += change }
      }
      return withShares(all)
    }
    var budgets = zip(rows, own).map { $1 + (room(of: $0) + minor - 1) / minor * minor }
    switch try keeps(right, limits(budgets), plan) {
    case .unknown: return KeepingBudget(right: right, rows: rows, outcome: .unknown, isCut: true)
    case .no(let isProven):
      return KeepingBudget(right: right, rows: rows, outcome: .notKept, isProven: isProven)
    case .yes: break
    }
    var isCut = false
    for index in rows.indices where budgets[index] > own[index] {
      let search = Search(
        least: own[index], asked: budgets[index], most: budgets[index],
        fine: max(minor, own[index] / 1000 / minor * minor), unit: minor)
      let answer = try search.run(isKept: true, isBest: false) { amount in
        var tried = budgets
        tried[index] = amount
        return try keeps(right, limits(tried), plan)
      }
      budgets[index] = answer.high ?? budgets[index]
      isCut = isCut || answer.isCut
    }
    return KeepingBudget(right: right, rows: rows, outcome: .kept, budgets: budgets, isCut: isCut)
  }

  private func keeps(_ right: Int, _ limits: [Int: Int64], _ plan: PortfolioPlan) throws -> Answer {
    guard !wasStopped else { return .unknown }
    var variation = PlanModel.Variation()
    variation.limits = limits
    let answer = try solve(variation, near: plan)
    // Broken off in the middle, a plan may be any.
    if answer.status == .limit, wasStopped { return .unknown }
    guard !answer.choices.isEmpty else {
      return answer.status == .infeasible ? .no(isProven: true) : .unknown
    }
    return isKept(answer, Int(classOfRow[right])) ? .yes : .no(isProven: answer.status == .optimal)
  }

  /// Whether a right is kept at some budgets.
  private enum Answer {
    case yes
    case no(isProven: Bool)
    case unknown
  }

  /// The search along one number: a budget, or thousandths of several.
  private struct Search {
    let least: Int64
    let asked: Int64
    let most: Int64
    let fine: Int64
    let unit: Int64

    struct Found {
      var outcome: KeepingBudget.Outcome
      var high: Int64?
      var low: Int64?
      var isProven = false
      var isCut = false
    }

    /// - Parameter isBest: whether the plan as asked is proven to be the best.
    func run(isKept: Bool, isBest: Bool, _ keeps: (Int64) throws -> Answer) rethrows -> Found {
      var high = asked
      var low = least
      if isKept {
        switch try keeps(least) {
        case .yes: return Found(outcome: .kept, high: least)
        case .no: break
        case .unknown: return Found(outcome: .kept, high: asked, isCut: true)
        }
      } else {
        low = asked
        high = most
        guard high > low else { return Found(outcome: .notKept, isProven: isBest) }
        switch try keeps(high) {
        case .yes: break
        case .no(let isProven): return Found(outcome: .notKept, isProven: isProven)
        case .unknown: return Found(outcome: .unknown, isCut: true)
        }
      }
      while high - low > fine {
        let middle = (low + (high - low) / 2) / unit * unit
        guard middle > low, middle < high else { break }
        switch try keeps(middle) {
        case .yes: high = middle
        case .no: low = middle
        case .unknown: return Found(outcome: .kept, high: high, low: low, isCut: true)
        }
      }
      var next = low - fine
      var without = 1
      while next > least, without < PlanMaker.stepsWithout {
        switch try keeps(next) {
        case .yes:
          high = next
          without = 0
        case .no:
          if without == 0 { low = next }
          without += 1
        case .unknown: return Found(outcome: .kept, high: high, low: low, isCut: true)
        }
        next -= fine
      }
      return Found(outcome: .kept, high: high, low: low)
    }
  }
}
