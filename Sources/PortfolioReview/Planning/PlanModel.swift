public import PortfolioCore
internal import Pruning

/// A row of a plan: a cap on money, a number of live rights, or a share, in one year.
public struct PlanRow: Sendable, Equatable, Codable {
  /// What a row limits.
  public enum Kind: String, Sendable, Codable {
    /// Money of the whole portfolio, a unit, an office or a business line.
    case budget
    /// A unit's share of the portfolio's budget.
    case unitShare = "unit-share"
    /// Live rights for a product in a market.
    case coverage
    /// The share of a sort among the rights kept.
    case share
  }

  /// The rule of the scenario that it comes from.
  public var rule: String
  /// What it limits.
  public var kind: Kind
  /// Its name for people, with the year.
  public var name: BilingualText
  /// The calendar year.
  public var year: Int
  /// Whether the use may not exceed the limit; else it may not fall below it.
  public var isCap: Bool
  /// The limit as the scenario gives it: minor units, rights, or ten-thousandths of a right.
  public var limit: Int64
  /// What rights outside the decision use of it: those that need a fact, and those with nothing due.
  public var reserved: Int64
  /// Whether it counts what was spent in the years before as well.
  public var isCumulative: Bool
  /// Whether it is the whole portfolio's budget.
  public var isWhole: Bool
  /// Worth that a major unit over a budget, or a missing right, costs; nil when the row is hard.
  public var overrunPrice: Double?
  /// What a share row counts; nil in other rows, and in runs stored before it was kept.
  public var share: PlanShare?
  /// The name of what comes in for the row's own year, where a budget carries over; nil in other rows, and in runs
  /// stored before it was kept.
  public var ownName: BilingualText?
  /// Of which budget a unit's share is a part; nil in other rows, and in runs stored before it was kept.
  public var part: PlanPart?
}

/// A unit's share of a budget.
public struct PlanPart: Sendable, Equatable, Codable {
  /// The row of the budget.
  public var row: Int
  /// How much of it, in ten-thousandths.
  public var tenThousandths: Int64
}

/// The share of a sort among the rights alive in a year: the floor, and what it is before and after the plan.
public struct PlanShare: Sendable, Equatable, Codable {
  /// The least share, in ten-thousandths.
  public var floor: Int64
  /// Rights of the sort, and all that are counted, when every right is kept as long as it lives.
  public var whatBefore: Int
  /// All that are counted, when every right is kept as long as it lives.
  public var allBefore: Int
  /// Rights of the sort that the plan leaves; nil without a plan.
  public var whatAfter: Int?
  /// All counted rights that the plan leaves; nil without a plan.
  public var allAfter: Int?
}

/// The problem of a plan before it is put into the solver's terms: which rights are decided, over which years,
/// what each year adds, and what it uses of the rows. Variations of it are solved for frontiers and prices.
struct PlanModel: Sendable {
  let name: String
  /// The plan's first calendar year.
  let firstYear: Int
  /// The years that worth and fees count for.
  let yearCount: Int
  /// The years up to the last one with a rule; ladders of rights without family ties end there.
  let ruledYears: Int
  var rows: [PlanRow] = []
  /// The fact table's row of each class.
  var rights: [Int32] = []
  /// How many years each class's ladder has.
  var steps: [Int16] = []
  /// How many years after its ladder a class can be kept, nothing limiting it.
  var tails: [Int16] = []
  /// The fewest years of the tail that a list asks for.
  var leastTail: [Int16] = []
  /// The least stop: lists, fees paid already, unknown worth.
  var atLeast: [Int16] = []
  /// The greatest stop: lists of rights to let go.
  var atMost: [Int16] = []
  /// What each year adds, in units of value: classes times ``yearCount``.
  var net: [Int64] = []
  /// Undiscounted worth in major units and fees in minor units behind ``net``, for draws of other worths.
  var worth: [Int64] = []
  var fees: [Int64] = []
  /// Late fees that whoever keeps a class at all pays before the plan, in minor units: taken off its first year's worth
  /// and in no row.
  var lateFees: [Int64] = []
  /// What those late fees buy, in major units: added to the first year's worth.
  var lateWorth: [Double] = []
  /// Whether the class's worth counts; rights whose worth is not known only take part for their family.
  var counts: [Bool] = []
  /// Uses of each class's steps: where they start, row and amount.
  var useStart: [Int32] = [0]
  var useRow: [Int32] = []
  var useAmount: [Int64] = []
  /// Couples of classes: parent and child, or two with the same stop.
  var couples: [(isSame: Bool, first: Int32, second: Int32)] = []
  /// The classes that each list names, by its id, also where another list decides.
  var listed: [String: [Int32]] = [:]
  /// What a year's worth and fees count today.
  var discounts: [Double] = []
  /// Whether the fees of each year are taken off the worth; else they only use up a budget.
  var countsFees: [Bool] = []
  /// Minor units in one unit of value; nil when values are points.
  var minorPerValue: Int64?
  /// Minor units in a major one.
  var minorPerMajor: Int64 = 100
  /// Units of value in what prices of overruns and shortfalls are given in: a major unit, or a point.
  private var valuePerPrice: Double { minorPerValue == nil ? 100 : 1 }

  var count: Int { rights.count }

  /// What keeping a right in a year adds, in units of value.
  /// - Parameters:
  ///   - fee: minor units; 0 where fees are not taken off.
  ///   - minorPerValue: minor units in a unit of value; nil when values are points, which nothing discounts.
  static func net(worth: Double, fee: Int64, minorPerValue: Int64?, discount: Double) -> Int64 {
    guard let minorPerValue else { return Int64(worth.rounded()) }
    return Int64(((worth - Double(fee) / Double(minorPerValue)) * discount).rounded())
  }

  /// The values of a class's steps: the last one holds the best of the tail as well. Also how long the tail is.
  func values(of index: Int, factor: Double = 1) -> (steps: [Int64], tail: Int) {
    let start = index * yearCount
    func value(_ year: Int) -> Int64 {
      guard factor != 1, counts[index] else { return net[start + year] }
      return PlanModel.net(
        worth: (Double(worth[start + year]) + (year == 0 ? lateWorth[index] : 0)) * factor,
        fee: (countsFees[year] ? fees[start + year] : 0) + (year == 0 ? lateFees[index] : 0),
        minorPerValue: minorPerValue, discount: discounts[year])
    }
    let length = Int(steps[index])
    var list = (0..<length).map(value)
    var best: Int64 = 0
    var bestLength = 0
    var sum: Int64 = 0
    for year in 0..<Int(tails[index]) {
      sum += value(length + year)
      // Of equals the longer is kept: letting go is what needs a reason.
      if year + 1 <= Int(leastTail[index]) || sum >= best {
        best = sum
        bestLength = year + 1
      }
    }
    if length > 0 { list[length - 1] += best }
    return (list, bestLength)
  }

  /// A problem like this one with something changed.
  struct Variation {
    /// Other limits, by row.
    var limits: [Int: Int64] = [:]
    /// A rule of rows that is left out. Lists are left out by ``PlanMaker/model(without:)``.
    var without: String?
    /// Factors on the worth of each class.
    var factors: [Double]?
    /// Share rows with another floor.
    var shares: [Int: ShareFloor] = [:]
    /// Classes that must be kept through their ladders.
    var kept: Set<Int32> = []
    /// What is sought.
    var aim = Aim.worth
  }

  /// A share row with a floor of its own.
  struct ShareFloor {
    /// In ten-thousandths.
    var floor: Int64
    /// The rights that count in the row's year, and which of them are of its sort.
    var members: PruningAssembly.ShareMembers
    /// What rights outside the decision give it.
    var reserved: Int64

    func weight(_ right: Int) -> Int64 {
      members.among[right] ? (members.what[right] ? 10_000 : 0) - floor : 0
    }
  }

  /// What a variation seeks. For other aims than worth, rows that give way at a price ask for nothing.
  enum Aim: Equatable {
    /// The plan's own objective.
    case worth
    /// Any plan that keeps the rows.
    case anything
    /// The least use of a cap, or the greatest of another row, which itself is left out.
    case use(of: Int)
  }

  /// The values of a class's steps when its use of a row is what is sought.
  private func uses(of index: Int, row: Int) -> [Int64] {
    let first = stepOffset(index)
    return (0..<Int(steps[index])).map { step in
      var sum: Int64 = 0
      for use in Int(useStart[first + step])..<Int(useStart[first + step + 1]) where Int(useRow[use]) == row {
        sum += useAmount[use]
      }
      return rows[row].isCap ? -sum : sum
    }
  }

  private func values(of index: Int, _ variation: Variation) -> [Int64] {
    switch variation.aim {
    case .worth: return values(of: index, factor: variation.factors?[index] ?? 1).steps
    case .anything: return [Int64](repeating: 0, count: Int(steps[index]))
    case .use(let row): return uses(of: index, row: row)
    }
  }

  /// The problem in the solver's terms. Classes come first, in order; what elastic budgets add comes after them.
  /// - Throws: ``ProblemList`` when sums are too large.
  func problem(_ variation: Variation = Variation()) throws -> PruningProblem {
    var builder = PruningProblemBuilder(name: name)
    var isLeftOut = [Bool](repeating: false, count: rows.count)
    for (index, row) in rows.enumerated() {
      let limit =
        (variation.limits[index] ?? row.limit) - (variation.shares[index]?.reserved ?? row.reserved)
      isLeftOut[index] =
        row.rule == variation.without || variation.aim == .use(of: index)
        || (variation.aim != .worth && row.overrunPrice != nil)
      var price: Int64?
      if !row.isCap, let overrun = row.overrunPrice { price = Int64((overrun * valuePerPrice).rounded()) }
      // A row that is left out keeps its place, so that prices stay in order.
      builder.addRow(
        row.name.en, row.isCap ? .atMost : .atLeast,
        isLeftOut[index] ? (row.isCap ? PlanModel.open : -PlanModel.open) : limit,
        kind: row.kind == .coverage ? .coverage : row.kind == .share ? .share : .budget,
        overrunPrice: isLeftOut[index] ? nil : price)
    }
    let floors = variation.shares.sorted { $0.key < $1.key }
    for index in 0..<count {
      let values = values(of: index, variation)
      var options: [PruningProblemBuilder.Option] = []
      options.reserveCapacity(values.count)
      let first = stepOffset(index)
      for (step, value) in values.enumerated() {
        var uses: [(row: Int, amount: Int64)] = []
        for use in Int(useStart[first + step])..<Int(useStart[first + step + 1])
        where variation.shares.isEmpty || variation.shares[Int(useRow[use])] == nil {
          uses.append((Int(useRow[use]), useAmount[use]))
        }
        for (row, share) in floors where rows[row].year == firstYear + step {
          let weight = share.weight(Int(rights[index]))
          if weight != 0 { uses.append((row, weight)) }
        }
        options.append(PruningProblemBuilder.Option(value: value, uses: uses))
      }
      builder.addLadder("\(rights[index])", options)
      if atLeast[index] > 0 { builder.keep(index, atLeast: Int(atLeast[index])) }
      if atMost[index] < steps[index] { builder.keep(index, atMost: Int(atMost[index])) }
      if variation.kept.contains(Int32(index)) { builder.keep(index, atLeast: Int(steps[index])) }
    }
    for couple in couples {
      builder.couple(couple.isSame ? .sameStop : .notAfter, Int(couple.first), Int(couple.second))
    }
    for (index, row) in rows.enumerated() where row.isCap && !isLeftOut[index] {
      guard let price = row.overrunPrice else { continue }
      addOverrun(of: index, price: price * valuePerPrice, to: &builder)
    }
    return try builder.build()
  }

  private static let open: Int64 = 1 << 59

  /// Where a class's steps begin in the columns of uses.
  func stepOffset(_ index: Int) -> Int { Int(stepStart[index]) }
  var stepStart: [Int32] = [0]

  /// What may be overrun, in whole major units: powers of two, each bought or not. What is bought in a year of a budget
  /// that carries over is there in all later ones, and paid for once.
  private func addOverrun(of row: Int, price: Double, to builder: inout PruningProblemBuilder) {
    let minor = minorPerMajor
    let fed = rows.fed(by: row)
    var most: Int64 = 0
    for use in useRow.indices where Int(useRow[use]) == row { most += max(0, useAmount[use]) }
    most = most / minor + 1
    var power: Int64 = 1
    while power <= most {
      builder.addChoice(
        "overrun \(row) \(power)",
        [
          PruningProblemBuilder.Option(value: 0),
          PruningProblemBuilder.Option(
            value: -Int64((Double(power) * price).rounded(.up)), uses: fed.map { ($0, -power * minor) }),
        ])
      power *= 2
    }
  }
}
