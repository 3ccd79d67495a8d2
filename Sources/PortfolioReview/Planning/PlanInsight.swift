internal import PortfolioCore
internal import Pruning

extension PlanMaker {
  /// A quick answer near a known one: no proof is asked for.
  func solve(
    _ variation: PlanModel.Variation, near plan: PortfolioPlan, effort: Double = 1, of other: PlanModel? = nil
  ) throws -> PruningPlan {
    var options = request.options
    options.effort = effort
    options.explainsConflicts = false
    let problem = try (other ?? model).problem(variation)
    if plan.head.multipliers.count == problem.rows.count { options.startMultipliers = plan.head.multipliers }
    return PruningSolver.solve(problem, options: options)
  }

  func isKept(_ answer: PruningPlan, _ index: Int) -> Bool {
    Int(answer.choices[index]) >= min(Int(model.steps[index]), model.ruledYears)
  }

  var wasStopped: Bool { request.options.shouldStop() }

  /// What the plan's budgets and rules are worth: prices, the next step, the cost of rules; frontier and stability
  /// where asked for.
  /// - Parameter sketch: without the whole frontier, a few points of it by quick answers, so that a report always shows
  ///   what more or less budget would do.
  /// - Returns: the plan with its insights.
  public func withInsights(
    _ plan: PortfolioPlan, frontier: Bool = false, sketch: Bool = false, stability: Bool = false,
    progress: (PlanStep) -> Void = { _ in }
  ) throws -> PortfolioPlan {
    guard plan.head.value != nil else { return plan }
    var plan = plan
    var insights = PlanInsights()
    progress(.prices)
    insights.prices = shadowPrices(plan)
    let stepped = insights.prices.first { $0.price > 0 } ?? insights.prices.first
    if let first = stepped, model.minorPerValue != nil, !wasStopped {
      let amount = PlanMaker.nextStep(
        model.rows.ownLimit(first.row), request.run.currency.minorPerMajor)
      insights.step = try step(of: first.row, more: amount, plan)
    }
    // What was asked for stands before what comes with every plan.
    if frontier, !wasStopped {
      insights.frontier = try self.frontier(plan) { progress(.frontier(point: $0, of: $1)) }
    }
    if stability, !wasStopped {
      let drawn = try self.stability(plan) { progress(.draws(done: $0, of: $1)) }
      insights.stability = drawn.stability
      plan.keptDraws = drawn.kept
    }
    progress(.prices)
    insights.rules = try rulePrices(plan)
    if sketch, !frontier, !wasStopped {
      insights.frontier = try self.frontier(plan, points: PlanMaker.sketchPoints, isSketch: true)
    }
    // Many small searches stand last: nobody shall wait for what was asked because of them.
    if let step = insights.step, stepped?.price ?? 0 > 0, !wasStopped {
      insights.smallestStep = try smallestStep(near: step, plan)
    }
    // Broken off, a plan found in the last moment may be any: only what was done in time is told.
    insights.isCut = wasStopped
    plan.head.insights = insights
    return plan
  }

  /// A step worth asking about: the power of ten at about a hundredth of the budget, 10,000 for a million.
  static func nextStep(_ limit: Int64, _ minor: Int64) -> Int64 {
    var step = minor
    while step <= limit / 1000 { step *= 10 }
    return step
  }

  // MARK: Prices

  /// The price of each hard budget: of a unit of money in the year of each row.
  public func shadowPrices(_ plan: PortfolioPlan) -> [ShadowPrice] {
    guard plan.head.multipliers.count == model.rows.count, plan.head.value != nil else { return [] }
    let line = CutLine(model, plan.head.multipliers)
    return model.rows.indices.filter {
      model.rows[$0].isCap && model.rows[$0].overrunPrice == nil
    }.map { row in
      let price = line.priceOfYear(row)
      guard model.minorPerValue == nil else { return price }
      // Of hundredths of a point for a minor unit, points for a major one.
      return ShadowPrice(
        row: row, price: price.price * Double(model.minorPerMajor) / 100, from: price.from, to: price.to)
    }
  }

  /// What each list, coverage rule and share costs, by a plan without it.
  public func rulePrices(_ plan: PortfolioPlan) throws -> [RulePrice] {
    let scenario = request.scenario
    var prices: [RulePrice] = []
    var rules: [(id: String, title: BilingualText, size: Int)] = []
    for list in request.run.gates?.lapseBlocks(request.run.table) ?? [] {
      rules.append((list.id, list.title, model.listed[list.id]?.count ?? 0))
    }
    for list in scenario.keep + scenario.drop {
      rules.append((list.id, list.title, model.listed[list.id]?.count ?? 0))
    }
    for rule in scenario.coverage.map(\.id) + scenario.shares.map(\.id) + scenario.unitShares.map(\.id) {
      let rows = model.rows.filter { $0.rule == rule }
      let title =
        scenario.shares.first { $0.id == rule }?.title
        ?? (rows.count == 1
          ? rows[0].name
          : BilingualText(zh: "规则“\(rule)”（各产品、各年）", en: "Rule “\(rule)” (products and years)"))
      rules.append((rule, title, rows.count))
    }
    let lists = Set(self.lists().map(\.id))
    for rule in rules where rule.size > 0 && !wasStopped {
      var variation = PlanModel.Variation()
      let isList = lists.contains(rule.id)
      if !isList { variation.without = rule.id }
      let other = isList ? try model(without: rule.id) : nil
      let answer = try solve(variation, near: plan, of: other)
      let with = plan.head.value
      // A plan that keeps the rule does without it as well, unless another list then lets its rights go.
      let least: Int64 = other.map(letsGoMore) ?? false ? .min : 0
      prices.append(
        RulePrice(
          rule: rule.id, title: rule.title, size: rule.size,
          cost: with.flatMap { with in answer.value.map { max(least, $0 - with) } },
          atMost: with.flatMap { with in answer.bound.map { max(least, $0 - with) } }))
    }
    return prices
  }

  /// Whether a model lets rights go that this one may keep.
  private func letsGoMore(_ other: PlanModel) -> Bool {
    let most = Dictionary(uniqueKeysWithValues: zip(other.rights, other.atMost))
    return zip(model.rights, model.atMost).contains { right, here in most[right].map { $0 < here } ?? false }
  }

  // MARK: Frontier

  /// How many points a sketch of the frontier aims at.
  static let sketchPoints = 4

  /// Value against budget: the budgets of the whole portfolio are scaled together.
  /// - Parameters:
  ///   - count: how many points besides the budget asked for.
  ///   - isSketch: whether quick answers will do but for the budget asked for, where the plan itself stands.
  public func frontier(
    _ plan: PortfolioPlan, points count: Int = 10, isSketch: Bool = false,
    progress: (Int, Int) -> Void = { _, _ in }
  ) throws -> PlanFrontier {
    var rows = model.rows.indices.filter { model.rows[$0].isWhole && model.rows[$0].isCap }
    if rows.isEmpty { rows = model.rows.indices.filter { model.rows[$0].kind == .budget } }
    guard !rows.isEmpty else { return PlanFrontier(rows: [], points: [], asked: 0) }
    // What would be spent without these budgets is as far as it makes sense to look.
    var open = PlanModel.Variation()
    for row in rows { open.limits[row] = 1 << 57 }
    open.limits = withShares(open.limits)
    // Units' shares move with the budgets that they are shares of.
    let moved = rows + open.limits.keys.filter { !rows.contains($0) }.sorted()
    let free = try solve(open, near: plan, effort: 0)
    let most = rows.map { row in
      max(model.rows[row].limit, free.uses.isEmpty ? 0 : free.uses[row] + model.rows[row].reserved)
    }
    let isSingle = rows.count == 1
    var levels: [[Int64]] = []
    if isSingle {
      let minor = request.run.currency.minorPerMajor
      let step = max(minor, PlanMaker.roundStep(most[0] / Int64(max(1, count)), minor))
      var budget = step
      while budget < most[0] + step && levels.count < (isSketch ? 2 : 4) * count {
        levels.append([budget])
        budget += step
      }
    } else {
      for part in 1...count + 2 {
        levels.append(rows.map { model.rows[$0].limit / 10 * Int64(part) * 10 / Int64(count) })
      }
    }
    let chosen = rows.map { model.rows[$0].limit }
    if !levels.contains(chosen) { levels.append(chosen) }
    levels.sort { $0.lexicographicallyPrecedes($1) }

    struct Line {
      var bound: Int64
      /// Of all rows that move.
      var budgets: [Int64]
      var prices: [Int64]
    }
    func limits(_ level: [Int64]) -> [Int: Int64] {
      withShares(Dictionary(uniqueKeysWithValues: zip(rows, level)))
    }
    var lines: [Line] = []
    var found: [(budgets: [Int64], answer: PruningPlan)] = []
    for (index, level) in levels.enumerated() where !wasStopped {
      progress(index, levels.count)
      var variation = PlanModel.Variation()
      variation.limits = limits(level)
      let answer = try solve(variation, near: plan, effort: isSketch && level != chosen ? 0 : 1)
      // Broken off in the middle of a point, a plan may be any.
      if wasStopped, answer.status == .limit { break }
      found.append((level, answer))
      // A bound of prices holds for every budget, moved by price times difference; the solver's own bound,
      // which may rest on a search, holds for its budget alone.
      if let bound = answer.multiplierBound, !answer.multipliers.isEmpty {
        lines.append(
          Line(
            bound: bound, budgets: moved.map { variation.limits[$0] ?? model.rows[$0].limit },
            prices: moved.map { answer.multipliers[$0] }))
      }
    }
    let points = found.map { level, answer -> FrontierPoint in
      var ceiling = answer.bound
      let here = limits(level)
      for line in lines {
        var bound = Int128(line.bound) << 20
        for (index, price) in line.prices.enumerated() {
          let limit = here[moved[index]] ?? model.rows[moved[index]].limit
          bound += Int128(price) * Int128(limit - line.budgets[index])
        }
        // Rounded up: a ceiling may be too high, never too low.
        let units = Int64(clamping: (bound + (1 << 20) - 1) >> 20)
        ceiling = min(ceiling ?? units, units)
      }
      if answer.status == .infeasible { ceiling = nil }
      let kept = answer.choices.isEmpty ? 0 : (0..<model.count).count { isKept(answer, $0) }
      return FrontierPoint(
        budgets: level,
        spent: answer.uses.isEmpty
          ? [] : rows.map { used(answer.uses, $0, answer.choices) + model.rows[$0].reserved },
        value: answer.value, ceiling: ceiling, status: answer.status, kept: kept,
        letGo: answer.choices.isEmpty ? 0 : model.count - kept, isChosen: level == chosen)
    }
    return PlanFrontier(
      rows: rows, points: PlanMaker.monotone(points), asked: levels.count, isSketch: isSketch ? true : nil)
  }

  /// A greater budget can do whatever a smaller one can, and what no plan of a budget exceeds, none of a smaller one does.
  /// - Parameter points: the smallest budget first.
  static func monotone(_ points: [FrontierPoint]) -> [FrontierPoint] {
    func isWithin(_ small: FrontierPoint, _ large: FrontierPoint) -> Bool {
      zip(small.budgets, large.budgets).allSatisfy { $0 <= $1 }
    }
    return points.map { point in
      let ceilings = points.filter { isWithin(point, $0) }.compactMap(\.ceiling)
      var best = point
      for smaller in points where isWithin(smaller, point) {
        if let value = smaller.value, value > best.value ?? .min { best = smaller }
      }
      let ceiling = point.status == .infeasible ? nil : ceilings.min()
      let isBetter = best.value != point.value
      return FrontierPoint(
        budgets: point.budgets, spent: best.spent, value: best.value, ceiling: ceiling,
        status: isBetter ? (best.value == ceiling ? .optimal : .within) : point.status,
        kept: best.kept, letGo: best.letGo, isChosen: point.isChosen)
    }
  }

  /// A round step of about a size: 1, 2 or 5 times a power of ten major units.
  static func roundStep(_ size: Int64, _ minor: Int64) -> Int64 {
    var power = minor
    while power <= size / 10 { power *= 10 }
    for factor: Int64 in [1, 2, 5] where factor * power >= size { return factor * power }
    return 10 * power
  }

  // MARK: Stability

  /// How often each right is kept when the worth of every right is drawn anew around its own: its logarithm
  /// normally distributed with the scenario's spread, so that half of the draws lie above.
  public func stability(
    _ plan: PortfolioPlan, draws: Int? = nil, progress: (Int, Int) -> Void = { _, _ in }
  ) throws -> (stability: PlanStability, kept: [Int32]) {
    let rule =
      request.scenario.stability
      ?? PruningScenario.StabilityRule(spread: 0.5, draws: 200, seed: 1)
    let wanted = draws ?? rule.draws
    var generator = SeededGenerator(seed: rule.seed)
    var kept = [Int32](repeating: -1, count: plan.actions.count)
    for index in 0..<model.count where settled[Int(model.rights[index])] == nil {
      kept[Int(model.rights[index])] = 0
    }
    var done = 0
    var failed = 0
    for draw in 0..<wanted where !wasStopped {
      progress(draw, wanted)
      var variation = PlanModel.Variation()
      variation.factors = (0..<model.count).map { _ in generator.logNormal(spread: rule.spread) }
      let answer = try solve(variation, near: plan, effort: 0)
      // Broken off in the middle of a draw, nobody knows.
      if answer.status == .limit, wasStopped { break }
      guard !answer.choices.isEmpty else {
        failed += 1
        continue
      }
      done += 1
      for index in 0..<model.count {
        let right = Int(model.rights[index])
        if kept[right] >= 0, isKept(answer, index) { kept[right] += 1 }
      }
    }
    return (
      PlanStability(draws: done, spread: rule.spread, seed: rule.seed, asked: wanted - failed), kept
    )
  }
}

extension SeededGenerator {
  /// A factor whose logarithm is normally distributed around 0: the sum of twelve draws (Irwin and Hall), which
  /// needs no function that differs from machine to machine but the last.
  mutating func logNormal(spread: Double) -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += unit() }
    return PowersOfE.exp(sum * spread)
  }
}

/// The exponential function by its series, the same on every machine.
private enum PowersOfE {
  static func exp(_ x: Double) -> Double {
    // Halved until small, then squared back.
    var small = x
    var halvings = 0
    while small > 0.5 || small < -0.5 {
      small /= 2
      halvings += 1
    }
    var term = 1.0
    var sum = 1.0
    for n in 1...20 {
      term *= small / Double(n)
      sum += term
    }
    for _ in 0..<halvings { sum *= sum }
    return sum
  }
}
