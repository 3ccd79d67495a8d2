public import PortfolioCore
internal import Pruning

/// One side of a conflict: a row, a list, or what comes out of a budget before anything is decided.
public struct ConflictSide: Sendable, Equatable, Codable {
  /// What stands there.
  public enum Kind: String, Sendable, Codable {
    /// A row: a budget, a share, a number of rights.
    case row
    /// A list of rights to keep.
    case keepList = "keep-list"
    /// A list of rights to let go.
    case dropList = "drop-list"
    /// Rights that a gate forbids to let lapse: the law and contracts, which no scenario changes.
    case gate
    /// Rights that need a fact and others outside the decision, which are paid first.
    case reserved
    /// Rights whose fee of the plan is paid already.
    case paid
  }

  /// What a side takes of a row of the conflict.
  public struct Need: Sendable, Equatable, Codable {
    /// The row.
    public var row: Int
    /// How much, in the row's units.
    public var amount: Int64
  }

  /// Whether a side alone can give way far enough.
  public enum Trial: String, Sendable, Codable {
    /// It can: a plan was found.
    case enough
    /// It cannot: that no plan keeps the other sides is proven.
    case notEnough = "not-enough"
    /// Nobody knows: the time ran out, or there are too many sides to ask about each.
    case notKnown = "not-known"
  }

  /// What stands there.
  public var kind: Kind
  /// The row; nil for lists.
  public var row: Int?
  /// Its name.
  public var title: BilingualText
  /// How many rights it concerns; 0 for rows.
  public var rights: Int
  /// What it takes of the rows of the conflict; empty for rows.
  public var needs: [Need]
  /// By how much the limit of a row has to give way, everything else as it is; nil when that alone does not help.
  public var change: Int64?
  /// Whether no smaller change of the limit would do.
  public var isLeast: Bool
  /// Whether a plan exists without the list, everything else as it is.
  public var helps: Bool
  /// Whether it alone can give way far enough; nil for sides that nobody can change, and in runs stored before it was
  /// kept.
  public var trial: Trial?
  /// Of a rule with one number for several rows, the number nearest to it that was found to make a plan possible: the
  /// floor of a share and the part of a unit in ten-thousandths, rights of a coverage rule.
  public var level: Int64?

  init(
    kind: Kind, row: Int? = nil, title: BilingualText, rights: Int = 0, needs: [Need] = [],
    change: Int64? = nil, isLeast: Bool = false, helps: Bool = false, trial: Trial? = nil, level: Int64? = nil
  ) {
    self.kind = kind
    self.row = row
    self.title = title
    self.rights = rights
    self.needs = needs
    self.change = change
    self.isLeast = isLeast
    self.helps = helps
    self.trial = trial
    self.level = level
  }
}

extension PlanMaker {
  /// More sides than this are not asked about one by one.
  private static let mostSides = 16

  /// Who stands against whom, and what each would have to give.
  func sides(of conflict: [Int]) -> [ConflictSide] {
    var rows = conflict
    var changes: [Int: Change] = [:]
    for row in (rows.isEmpty ? Array(model.rows.indices) : rows).prefix(PlanMaker.mostSides) {
      changes[row] = change(of: row, after: changes)
    }
    // Where the solver only names a right, the rows whose change would help are the conflict.
    if rows.isEmpty { rows = changes.filter { $0.value.trial == .enough }.keys.sorted() }
    let isIn = Set(rows)
    var sides = rows.map { row in
      let change = changes[row] ?? Change(trial: .notKnown)
      return ConflictSide(
        kind: .row, row: row, title: model.rows[row].name, change: change.amount, isLeast: change.isLeast,
        trial: change.trial, level: change.level)
    }
    var isListed = Set<Int32>()
    for list in lists() {
      let classes = model.listed[list.id] ?? []
      isListed.formUnion(classes)
      // A list to let go takes from the rows that ask for rights what they could have had; one to keep takes of budgets,
      // and of shares where what is kept is of another sort.
      let needs =
        list.isDrop
        ? needs(of: classes, of: isIn) { (Int(model.atMost[$0]), Int(model.steps[$0])) }
        : needs(of: classes, of: isIn) { (0, Int(model.atLeast[$0])) }
      let matter = needs.compactMap { need -> ConflictSide.Need? in
        let isAgainst = (need.amount > 0) == (model.rows[need.row].isCap != list.isDrop)
        return isAgainst ? ConflictSide.Need(row: need.row, amount: abs(need.amount)) : nil
      }
      guard !matter.isEmpty, sides.count < PlanMaker.mostSides else { continue }
      guard !list.isGate else {
        sides.append(ConflictSide(kind: .gate, title: list.title, rights: classes.count, needs: matter))
        continue
      }
      let trial = trial(without: list.id)
      sides.append(
        ConflictSide(
          kind: list.isDrop ? .dropList : .keepList, title: list.title, rights: classes.count, needs: matter,
          helps: trial == .enough, trial: trial))
    }
    let paid = (0..<Int32(model.count)).filter {
      model.atLeast[Int($0)] > 0 && !isListed.contains($0) && settled[Int(model.rights[Int($0)])] == nil
    }
    let taken = needs(of: paid, of: isIn) { (0, Int(model.atLeast[$0])) }.filter {
      model.rows[$0.row].isCap && $0.amount > 0
    }
    if !taken.isEmpty {
      sides.append(
        ConflictSide(kind: .paid, title: PruningAssembly.paidAlready, rights: paid.count, needs: taken))
    }
    let reserved = rows.filter { model.rows[$0].isCap && model.rows[$0].reserved > 0 }
    if !reserved.isEmpty {
      sides.append(
        ConflictSide(
          kind: .reserved, title: BilingualText(zh: "待补事实、不作取舍的权利", en: "Rights that need a fact"),
          rights: settled.count { $0 == .needsFact },
          needs: reserved.map { ConflictSide.Need(row: $0, amount: model.rows[$0].reserved) }))
    }
    return sides
  }

  func lists() -> [(id: String, title: BilingualText, isDrop: Bool, isGate: Bool)] {
    (request.run.gates?.lapseBlocks(request.run.table) ?? []).map { ($0.id, $0.title, false, true) }
      + request.scenario.keep.map { ($0.id, $0.title, false, false) }
      + request.scenario.drop.map { ($0.id, $0.title, true, false) }
  }

  /// What some steps of classes use of some rows; below 0 what they take from the floor of a share.
  private func needs(
    of classes: [Int32], of rows: Set<Int>, steps: (Int) -> (from: Int, to: Int)
  ) -> [ConflictSide.Need] {
    var sums: [Int: Int64] = [:]
    for index in classes.map(Int.init) {
      let (from, to) = steps(index)
      guard to > from else { continue }
      let first = model.stepOffset(index)
      for use in Int(model.useStart[first + from])..<Int(model.useStart[first + to])
      where rows.contains(Int(model.useRow[use])) {
        sums[Int(model.useRow[use]), default: 0] += model.useAmount[use]
      }
    }
    return sums.filter { $0.value != 0 }.sorted { $0.key < $1.key }
      .map { ConflictSide.Need(row: $0.key, amount: $0.value) }
  }

  /// What came of asking whether a side alone can give way.
  struct Change {
    var amount: Int64?
    var isLeast = false
    var level: Int64?
    var trial: ConflictSide.Trial
  }

  /// The least by which a row's limit has to give way so that a plan exists: the best that the other rows leave of it
  /// is found by making its own use the objective.
  func change(of row: Int) -> Change {
    // What gives way at a price stands in nobody's way.
    guard model.rows[row].overrunPrice == nil else { return Change(trial: .notEnough) }
    var variation = PlanModel.Variation()
    variation.aim = .use(of: row)
    guard let answer = answer(to: variation) else { return Change(trial: .notKnown) }
    guard let value = answer.value else {
      return Change(trial: answer.status == .infeasible ? .notEnough : .notKnown)
    }
    let limit = model.rows[row].limit - model.rows[row].reserved
    let amount = model.rows[row].isCap ? -value - limit : limit - value
    guard amount > 0 else { return Change(trial: .notKnown) }
    return Change(amount: amount, isLeast: answer.status == .optimal, trial: .enough)
  }

  private func trial(without list: String) -> ConflictSide.Trial {
    guard let other = try? model(without: list) else { return .notKnown }
    var variation = PlanModel.Variation()
    variation.aim = .anything
    return trial(variation, of: other)
  }

  /// Whether there is a plan at all.
  func trial(_ variation: PlanModel.Variation, of other: PlanModel? = nil) -> ConflictSide.Trial {
    guard let answer = answer(to: variation, of: other) else { return .notKnown }
    return answer.value != nil ? .enough : answer.status == .infeasible ? .notEnough : .notKnown
  }

  private func answer(to variation: PlanModel.Variation, of other: PlanModel? = nil) -> PruningPlan? {
    guard !request.options.shouldStop(), let problem = try? (other ?? model).problem(variation) else {
      return nil
    }
    var options = request.options
    options.explainsConflicts = false
    return PruningSolver.solve(problem, options: options)
  }
}
