internal import Foundation
import Grading
import PolicyModels
import PortfolioCore
public import PortfolioReview

/// Why a right has its grade, beside the parts of its score: sentences in one language.
public struct GradeReasons: Sendable {
  /// The axes with their tiers; empty for a model of one axis.
  public var axes: [String] = []
  /// The caps, floors and vetoes that fired, with their grounds.
  public var bounds: [String] = []
  /// Last year's grade; nil where there is none.
  public var lastYear: String?
  /// That the grade was held by hysteresis; nil when it was not.
  public var held: String?
  /// What moved the grade since last year; nil when it did not move or nobody has looked.
  public var movedBecause: String?
  /// The missing facts that would settle an unsettled grade, or could change it, the widest first.
  public var settling: [String] = []
  /// The nearest changes that would lift the grade, the smallest first; only where asked for.
  public var lifting: [String] = []
  /// The nearest changes that would lower the grade, the smallest first; only where asked for.
  public var lowering: [String] = []
  /// What the other rule books of the run say.
  public var views: [String] = []

  /// All sentences in the order in which they are told.
  public var sentences: [String] {
    axes + bounds + [lastYear, held, movedBecause].compactMap { $0 } + settling + lifting + lowering + views
  }
}

extension RightExplainer {
  /// Why a right has its grade.
  /// - Parameter withChanges: look for the nearest changes as well, which takes a while for each right.
  func reasons(_ row: Int, withChanges: Bool, since diff: RunDiff? = nil) -> GradeReasons {
    var reasons = GradeReasons()
    lookBack(row, &reasons, diff)
    reasons.views = run.views.map { view in
      wording.text(
        GradingText.viewLine,
        [
          "model": wording.text(view.model.header.title),
          "grade": outcomeText(view, view.grades.outcome(row), points: Double(view.grades.points[row])),
        ])
    }
    guard run.grades.codes[row] >= 0, let part = engine.part(row) else { return reasons }
    if part.axes.count > 1 {
      reasons.axes = part.axes.indices.map { number in
        let columns = run.grades.axes[number]
        let tier = part.axes[number].tiers[Int(columns.tiers[row])]
        return wording.text(
          GradingText.axisIs,
          [
            "axis": part.axes[number].title.map { wording.text($0) } ?? part.axes[number].id,
            "tier": wording.text(tier.title), "points": wording.points(Double(columns.points[row])),
            "low": wording.points(Double(columns.low[row])),
            "high": wording.points(Double(columns.high[row])),
          ])
      }
    }
    reasons.bounds = engine.firedGates(row: row).map { bound($0, part) }
    // Reports of very many rights leave it to the explanation of one.
    if withChanges || run.table.count <= 5_000 {
      reasons.settling = engine.settlingFacts(row: row).filter { $0.settles || $0.couldMove }.prefix(3).map {
        wording.text($0.settles ? GradingText.settles : .wouldMove, ["fact": inputName($0.fact)])
      }
    }
    if withChanges {
      let found = engine.counterfactuals(row: row)
      reasons.lifting = found.lifting.map { sentence($0, .lift, row) }
      reasons.lowering = found.lowering.map { sentence($0, .lower, row) }
    }
    return reasons
  }

  private func lookBack(_ row: Int, _ reasons: inout GradeReasons, _ diff: RunDiff?) {
    guard let earlier = run.primary.earlier, let outcome = earlier.outcome(row) else { return }
    let isGrade = run.gradingModel.grades.contains { $0.grade == outcome }
    reasons.lastYear = wording.text(
      isGrade ? GradingText.lastYear : .lastYearOutside,
      [
        "day": earlier.asOf.iso, "run": "\(earlier.runID)", "grade": outcomeTitle(run.primary, outcome),
        "points": wording.points(Double(earlier.points[row])),
      ])
    if let part = engine.part(row), part.hysteresis > 0, run.grades.codes[row] >= 0,
      engine.isHeld(row: row)
    {
      reasons.held = wording.text(
        GradingText.held, ["margin": NumberText.fixed(part.hysteresis, 1)])
    }
    if let diff, diff.before.id == earlier.runID,
      let move = diff.moved.first(where: { $0.afterRow == row })
    {
      reasons.movedBecause = wording.text(
        GradingText.movedBecause,
        [
          "cause": ([wording.text(move.causes)] + move.changedFacts.map(inputName)).joined(
            separator: wording.text(.listAnd))
        ])
    }
  }

  private func outcomeText(_ view: GradingView, _ outcome: GradeOutcome, points: Double) -> String {
    let title = outcomeTitle(view, view.model.name(of: outcome))
    guard case .graded = outcome else { return title }
    return "\(title) \(wording.points(points))"
  }

  private func outcomeTitle(_ view: GradingView, _ name: String) -> String {
    if let gate = view.model.gates.first(where: { $0.id == name }) { return wording.text(gate.title) }
    guard name != "other" else { return wording.text(.otherKindSays) }
    return wording.outcomeName(name, view.model)
  }

  private func bound(_ gate: Gate, _ part: GradingPart) -> String {
    let effect: String
    switch gate.effect {
    case .cap(let grade):
      effect = wording.text(GradingText.effectCap, ["grade": wording.gradeName(part.grades[grade])])
    case .floor(let grade):
      effect = wording.text(GradingText.effectFloor, ["grade": wording.gradeName(part.grades[grade])])
    case .veto: effect = wording.text(GradingText.effectVeto)
    case .outside: effect = ""
    }
    return wording.text(
      GradingText.firedGate,
      [
        "gate": wording.text(gate.title), "effect": effect, "says": wording.text(gate.says),
        "ground": wording.text(gate.ground?.kind == .legal ? GradingText.groundLegal : .groundBusiness),
        "why": gate.ground.map { wording.text($0.says) } ?? "",
      ])
  }

  /// The name of a fact or of a question to experts.
  func inputName(_ fact: FactID) -> String { wording.inputTitle(fact, run.gradingModel) }

  private func sentence(_ one: Counterfactual, _ key: GradingText, _ row: Int) -> String {
    wording.text(
      key,
      [
        "changes": one.changes.map { clause($0, row) }.joined(separator: wording.text(GradingText.changeAnd)),
        "grade": wording.gradeName(run.gradingModel.grades[one.grade]),
      ])
  }

  /// A change in the words of the way in which it would come about.
  private func clause(_ change: SupposedChange, _ row: Int) -> String {
    let column = engine.column(change.fact)
    let from =
      column.flatMap { wording.value($0, row) } ?? wording.state(column?.states[row] ?? .unknown)
    let values: KeyValuePairs = [
      "fact": inputName(change.fact), "from": from, "to": valueText(change),
    ]
    switch change.way {
    case .owner: return wording.text(GradingText.change, values)
    case .others: return wording.text(GradingText.changeByOthers, values)
    case .finding: return wording.text(GradingText.changeFound, values)
    case .assessment:
      return wording.text(
        column?.states[row] == .known ? GradingText.changeAssessed : .changeAnswered, values)
    case .time(let day):
      let definition = FactCatalogue.definition(change.fact)
      let moved =
        definition?.change.risesWithTime == false ? GradingText.changeFallsByTime : .changeRisesByTime
      return wording.text(
        definition?.type == .day ? .changeDayPassed : moved,
        ["fact": inputName(change.fact), "from": from, "to": valueText(change), "day": day.iso])
    }
  }

  private func valueText(_ change: SupposedChange) -> String {
    switch change.value {
    case .word(let word): return wording.word(change.fact, word)
    case .unknown: return wording.state(.unknown)
    case .number(let number):
      let type = FactCatalogue.definition(change.fact)?.type ?? .decimal
      let values: FactColumn.Values =
        type == .decimal ? .decimals([number]) : .integers([Int32(clamping: Int(number))])
      let column = FactColumn(id: change.fact, type: type, states: [.known], values: values)
      return wording.value(column, 0) ?? "\(number)"
    }
  }
}

extension Wording {
  /// The names of causes that work together.
  public func text(_ causes: [RunDiff.Cause]) -> String {
    causes.map { text($0) }.joined(separator: language == .zh ? "＋" : " + ")
  }

  /// The name of a cause.
  public func text(_ cause: RunDiff.Cause) -> String {
    switch cause {
    case .data: return language == .zh ? "数据变化" : "data"
    case .expert: return language == .zh ? "专家评价变化" : "experts"
    case .evidence: return language == .zh ? "已知与未知之间变化" : "became known or unknown"
    case .model: return language == .zh ? "模型变化" : "model"
    case .weights: return language == .zh ? "权重方案变化" : "weights"
    case .time: return language == .zh ? "时间推移" : "time"
    case .cohort: return language == .zh ? "比较对象变化" : "cohort"
    }
  }
}
