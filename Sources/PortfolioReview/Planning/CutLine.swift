internal import PortfolioCore
internal import Pruning

/// Decisions at the prices of the rows: by how much each decision stands, and where the cut runs along a budget.
///
/// Under prices π ≥ 0 of the rows each right, or family that stops together, is decided alone: it is worth
/// keeping when what it adds exceeds what the rows it uses could bring elsewhere. That is the Lagrangian
/// relaxation; it is exact for the relaxation, and next to exact for many rights.
struct CutLine {
  let model: PlanModel
  let multipliers: [Int64]

  init(_ model: PlanModel, _ multipliers: [Int64]) {
    self.model = model
    self.multipliers = multipliers
  }

  /// Classes that stop together, each alone where no family ties it.
  func clusters() -> [[Int]] {
    var headOf = Array(0..<model.count)
    for couple in model.couples where couple.isSame { headOf[Int(couple.second)] = Int(couple.first) }
    var members: [[Int]] = Array(repeating: [], count: model.count)
    for index in 0..<model.count { members[headOf[index]].append(index) }
    return members.filter { !$0.isEmpty }
  }

  /// What the stops of a class add, cost at the prices of caps, and gain at those of rules, in 2⁻²⁰ units of value.
  struct Stops {
    /// Values of stops 0…n, in units of value.
    var value: [Int64]
    var price: [Int128]
    var credit: [Int128]
    /// Use of one row, where asked for.
    var use: [Int64]

    func reduced(_ stop: Int) -> Int128 {
      Int128(value[stop]) * Int128(PruningPlan.multiplierScale) - price[stop] + credit[stop]
    }
  }

  func stops(_ index: Int, of row: Int? = nil) -> Stops {
    var result = Stops(value: [0], price: [0], credit: [0], use: [0])
    let first = model.stepOffset(index)
    for (step, value) in model.values(of: index).steps.enumerated() {
      var price: Int128 = 0
      var credit: Int128 = 0
      var used: Int64 = 0
      for use in Int(model.useStart[first + step])..<Int(model.useStart[first + step + 1]) {
        let at = Int(model.useRow[use])
        if at == row { used += model.useAmount[use] }
        let amount = Int128(multipliers[at]) * Int128(model.useAmount[use])
        if model.rows[at].isCap { price += amount } else { credit += amount }
      }
      result.value.append(result.value[step] + value)
      result.price.append(result.price[step] + price)
      result.credit.append(result.credit[step] + credit)
      result.use.append(result.use[step] + used)
    }
    return result
  }

  // MARK: Margins

  /// How many years of the plan pass before a fee of a cluster falls due: its rights live through them anyway.
  private func yearsBeforeDue(_ cluster: [Int]) -> Int {
    if cluster.contains(where: { model.lateFees[$0] != 0 }) { return 0 }
    return (0..<model.yearCount).first { year in
      cluster.contains { model.fees[$0 * model.yearCount + year] != 0 }
    } ?? 0
  }

  /// Fills the columns of margins: the best choice that keeps a right through the years with rules against the
  /// best that does not, and against letting it go at its next due day, which is often the same.
  func margins(into plan: inout PortfolioPlan, settled: [PlanAction?]) {
    var alternatives = PlanAlternatives(count: plan.actions.count)
    defer { plan.alternatives = alternatives }
    for cluster in clusters() {
      let stops = cluster.map { self.stops($0) }
      let longest = stops.map { $0.value.count - 1 }.max() ?? 0
      guard longest > 0 else { continue }
      let ruled = min(longest, model.ruledYears)
      func sum(_ stop: Int) -> Int128 {
        stops.reduce(0) { $0 + $1.reduced(min(stop, $1.value.count - 1)) }
      }
      // Of equals the longer.
      let kept =
        (ruled...longest).max { sum($0) <= sum($1) && sum($0) != sum($1) || (sum($0) == sum($1) && $0 < $1) }
        ?? longest
      // Nobody can let go before a fee falls due.
      let due = max(0, min(yearsBeforeDue(cluster), ruled - 1))
      let let_ = (due..<ruled).max { sum($0) < sum($1) || (sum($0) == sum($1) && $0 < $1) } ?? due
      let margin = CutLine.units(sum(kept) - sum(let_))
      let marginOverDue = CutLine.units(sum(kept) - sum(due))
      for (index, one) in zip(cluster, stops) {
        let row = Int(model.rights[index])
        guard settled[row] == nil else { continue }
        let last = one.value.count - 1
        let (a, b) = (min(kept, last), min(let_, last))
        plan.marginNet[row] = one.value[a] - one.value[b]
        plan.marginPrice[row] = CutLine.units(one.price[a] - one.price[b])
        // What the rest of the family adds stands with what rules give: it is not the right's own.
        let isAlone = cluster.count == 1 && one.credit[a] == one.credit[b]
        plan.marginCredit[row] = isAlone ? 0 : margin - plan.marginNet[row] + plan.marginPrice[row]
        plan.hasMargin[row] = true
        let c = min(due, last)
        alternatives.keptThrough[row] = let_ > due ? Int16(clamping: model.firstYear + let_ - 1) : 0
        alternatives.net[row] = one.value[a] - one.value[c]
        alternatives.price[row] = CutLine.units(one.price[a] - one.price[c])
        let isOwn = cluster.count == 1 && one.credit[a] == one.credit[c]
        alternatives.credit[row] =
          isOwn ? 0 : marginOverDue - alternatives.net[row] + alternatives.price[row]
      }
    }
  }

  /// Whole units of value, rounded down so that "at least" stays true.
  private static func units(_ scaled: Int128) -> Int64 { Int64(clamping: scaled >> 20) }

  // MARK: Along a budget

  /// A step along a budget: at a price the rights of a cluster are kept longer, which uses so much more.
  struct Event {
    let cluster: [Int]
    /// Worth for each unit of money.
    let price: Double
    let use: Int64
    let stop: Int
  }

  /// The steps along a budget row, the most worth for money first, the other rows at their prices; and what is
  /// used before the first.
  func events(of row: Int) -> (base: Int64, events: [Event]) {
    var base = model.rows[row].reserved
    var events: [Event] = []
    for cluster in clusters() {
      let stops = cluster.map { self.stops($0, of: row) }
      let longest = stops.map { $0.value.count - 1 }.max() ?? 0
      var points: [(stop: Int, use: Int64, worth: Double)] = []
      for stop in 0...longest {
        let isAllowed = zip(cluster, stops).allSatisfy { index, one in
          let at = min(stop, one.value.count - 1)
          return at >= Int(model.atLeast[index]) && at <= Int(model.atMost[index])
        }
        guard isAllowed else { continue }
        var use: Int64 = 0
        var worth = 0.0
        for one in stops {
          let at = min(stop, one.value.count - 1)
          use += one.use[at]
          worth +=
            Double(one.reduced(at) + Int128(multipliers[row]) * Int128(one.use[at]))
            / Double(PruningPlan.multiplierScale)
        }
        points.append((stop, use, worth))
      }
      guard !points.isEmpty else { continue }
      // The upper hull over the use: first the best of the least use, then ever flatter steps.
      points.sort { $0.use != $1.use ? $0.use < $1.use : $0.worth > $1.worth }
      var hull: [(stop: Int, use: Int64, worth: Double)] = []
      for point in points {
        if let last = hull.last, point.use == last.use || point.worth <= last.worth { continue }
        while hull.count > 1 {
          let (a, b) = (hull[hull.count - 2], hull[hull.count - 1])
          let before = (b.worth - a.worth) / Double(b.use - a.use)
          let after = (point.worth - b.worth) / Double(point.use - b.use)
          if after < before { break }
          hull.removeLast()
        }
        hull.append(point)
      }
      base += hull[0].use
      for (a, b) in zip(hull, hull.dropFirst()) {
        events.append(
          Event(
            cluster: cluster, price: (b.worth - a.worth) / Double(b.use - a.use), use: b.use - a.use,
            stop: b.stop))
      }
    }
    events.sort { $0.price != $1.price ? $0.price > $1.price : $0.cluster[0] < $1.cluster[0] }
    return (base, events)
  }

  /// Multipliers at which the budgets cut where the plan does. A proof by search or dynamic programming may stand
  /// on weak multipliers, even none; each hard budget in turn then takes the price at which its own cut runs, the
  /// others held. That is the least bound along this row, so no bound gets worse.
  func refined(proof: PruningProof) -> [Int64] {
    let caps = model.rows.indices.filter { model.rows[$0].isCap && model.rows[$0].overrunPrice == nil }
    // Many rows are the solver's own work, and its multipliers are then the proof.
    guard proof != .multipliers || caps.count == 1, caps.count <= 40 else { return multipliers }
    var line = self
    for _ in 0..<(caps.count == 1 ? 1 : 3) {
      for row in caps {
        let price = line.shadowPrice(of: row).price / Double(model.minorPerValue ?? 1)
        line = CutLine(
          model,
          line.multipliers.enumerated().map {
            $0.offset == row ? Int64((price * Double(PruningPlan.multiplierScale)).rounded()) : $0.element
          })
      }
    }
    return line.multipliers
  }

  /// What more money in a row's own year is worth, and the budgets of that year between which it holds: the sum of the
  /// prices of all rows that it adds to, later years of a budget that carries over and units' shares of it. Where it
  /// rests on several of them, nobody knows how far it holds, and it is told for the budget as it is.
  func priceOfYear(_ row: Int) -> ShadowPrice {
    let rows = model.rows
    let own = rows.ownLimit(row)
    let fed = rows.fed(by: row)
    var price = 0.0
    var binding: [ShadowPrice] = []
    var room = Int64.max
    for index in fed {
      let single = shadowPrice(of: index)
      price += single.price
      if single.price > 0 {
        binding.append(single)
      } else {
        room = min(room, rows[index].limit - single.from)
      }
    }
    var rests = binding.count
    for index in rows.indices {
      guard let part = rows[index].part, fed.contains(part.row) else { continue }
      let single = shadowPrice(of: index)
      price += single.price * Double(part.tenThousandths) / 10_000
      if single.price > 0 { rests += 2 }
    }
    if rests == 0 { return ShadowPrice(row: row, price: 0, from: max(0, own - room), to: nil) }
    guard rests == 1, let one = binding.first else {
      return ShadowPrice(row: row, price: price, from: own, to: own)
    }
    let limit = rows[one.row].limit
    return ShadowPrice(
      row: row, price: price, from: max(0, own + one.from - limit), to: one.to.map { own + $0 - limit })
  }

  /// The price of a row and the limits between which it holds.
  func shadowPrice(of row: Int) -> ShadowPrice {
    let (base, events) = events(of: row)
    let minor = Double(model.minorPerValue ?? 1)
    var used = base
    for event in events {
      if used + event.use > model.rows[row].limit {
        return ShadowPrice(row: row, price: event.price * minor, from: used, to: used + event.use)
      }
      used += event.use
    }
    return ShadowPrice(row: row, price: 0, from: used, to: nil)
  }
}
