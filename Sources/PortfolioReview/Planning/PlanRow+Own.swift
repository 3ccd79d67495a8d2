internal import PortfolioCore

/// Rows of budgets that carry over hold what came in up to their year: what a year brings is the difference.
extension [PlanRow] {
  /// The rows that more money in the year of a row adds to: the row alone, or with carry-over those of all its later
  /// years as well.
  public func fed(by row: Int) -> [Int] {
    let source = self[row]
    guard source.isCumulative else { return [row] }
    return indices.filter {
      self[$0].isCumulative && self[$0].rule == source.rule && self[$0].kind == source.kind
        && self[$0].year >= source.year
    }
  }

  /// What an amount that counts up to a row's year counts of that year alone.
  /// - Parameter amount: the amount of a row, such as its limit.
  public func own(_ row: Int, _ amount: (Int) -> Int64) -> Int64 {
    let source = self[row]
    guard source.isCumulative else { return amount(row) }
    let before = indices.filter {
      self[$0].isCumulative && self[$0].rule == source.rule && self[$0].kind == source.kind
        && self[$0].year < source.year
    }.max { self[$0].year < self[$1].year }
    return amount(row) - (before.map(amount) ?? 0)
  }

  /// The budget of a row's own year, without what was left of the years before.
  public func ownLimit(_ row: Int) -> Int64 { own(row) { self[$0].limit } }
}

extension PlanMaker {
  /// The limits when the budget of a row's own year is so much greater, units' shares of it with them.
  func limits(adding amount: Int64, to row: Int) -> [Int: Int64] {
    var limits: [Int: Int64] = [:]
    for fed in model.rows.fed(by: row) { limits[fed] = model.rows[fed].limit + amount }
    return withShares(limits)
  }

  /// With so much more in the year of a row, neither the rows that it adds to nor units' shares of them can bind.
  func room(of row: Int) -> Int64 {
    let fed = model.rows.fed(by: row)
    var room = fed.map { largestUse(of: $0) - model.rows[$0].limit }.max() ?? 0
    for index in model.rows.indices {
      guard let part = model.rows[index].part, part.tenThousandths > 0, fed.contains(part.row) else {
        continue
      }
      let missing = max(0, largestUse(of: index) - model.rows[index].limit)
      room = max(room, Int64(clamping: Int128(missing + 1) * 10_000 / Int128(part.tenThousandths) + 1))
    }
    return min(max(0, room), 1 << 50)
  }

  /// The most that a row can be used by.
  func largestUse(of row: Int) -> Int64 {
    var sum = model.rows[row].reserved
    for use in model.useRow.indices where Int(model.useRow[use]) == row {
      sum += max(0, model.useAmount[use])
    }
    return sum
  }

  /// Other limits of budgets with those of the units' shares of them.
  func withShares(_ limits: [Int: Int64]) -> [Int: Int64] {
    var all = limits
    for index in model.rows.indices {
      guard let part = model.rows[index].part, let whole = limits[part.row] else { continue }
      all[index] = self.part(part.tenThousandths, of: whole)
    }
    return all
  }

  /// A unit's part of a budget, in minor units.
  func part(_ tenThousandths: Int64, of whole: Int64) -> Int64 {
    // Beyond all that there is to spend no share binds.
    let bounded = Money(minorUnits: min(whole, 1 << 48), currency: request.run.currency)
    return bounded.scaled(by: tenThousandths, over: 10_000).minorUnits
  }
}
