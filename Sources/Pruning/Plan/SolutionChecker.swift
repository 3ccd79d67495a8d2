/// Checks a plan and its bound from the problem alone, in integer arithmetic, sharing no code with the solver.
public struct SolutionChecker: Sendable {
  /// Something that a plan breaks.
  public enum Fault: Sendable, Equatable {
    /// The plan does not have one choice for each class.
    case wrongLength(Int)
    /// The class has no such option.
    case noSuchOption(class: Int, option: Int)
    /// A class beyond its must-keep or must-drop rule.
    case outsideRange(class: Int, option: Int)
    /// A row beyond its limit.
    case row(Int, use: Int64)
    /// Two classes that do not stop as their couple asks.
    case couple(Int)
    /// The value that the plan states is not its value.
    case value(stated: Int64, actual: Int64)
    /// A negative multiplier, or not one for each row.
    case multipliers
    /// The bound that the multipliers are said to prove is lower than what they prove.
    case bound(stated: Int64, proven: Int64)
    /// The plan is worth more than its bound.
    case valueAboveBound
    /// "Optimal" is said of a plan whose bound is higher.
    case notOptimal
  }

  /// What was found.
  public struct Report: Sendable, Equatable {
    /// Everything that is wrong.
    public var faults: [Fault] = []
    /// The plan's value, added up again; nil when there is no plan.
    public var value: Int64?
    /// What the plan uses of each row.
    public var uses: [Int64] = []
    /// The bound that the multipliers prove, computed again.
    public var provenBound: Int64?
    /// Whether the multipliers alone prove the stated bound. When false, the bound rests on the solver's search.
    public var isBoundProven = false
    /// Whether the conflict's multipliers prove that there is no plan.
    public var isInfeasibilityProven = false

    /// Whether nothing is wrong.
    public var isSound: Bool { faults.isEmpty }
  }

  private let problem: PruningProblem

  var subject: PruningProblem { problem }

  /// A checker for one problem.
  public init(_ problem: PruningProblem) { self.problem = problem }

  /// Checks a plan with its bound and its proof.
  public func check(_ plan: PruningPlan) -> Report {
    var report = plan.choices.isEmpty && plan.value == nil ? Report() : check(choices: plan.choices)
    if let stated = plan.value, let actual = report.value, stated != actual {
      report.faults.append(.value(stated: stated, actual: actual))
    }
    if !plan.multipliers.isEmpty || problem.rows.isEmpty {
      if let proven = bound(of: plan.multipliers) {
        report.provenBound = proven
        if let stated = plan.multiplierBound, stated < proven {
          report.faults.append(.bound(stated: stated, proven: proven))
        }
        if let stated = plan.bound {
          report.isBoundProven = stated >= proven
          if plan.proof == .multipliers && stated < proven {
            report.faults.append(.bound(stated: stated, proven: proven))
          }
        }
      } else if plan.multipliers.count != problem.rows.count || plan.multipliers.contains(where: { $0 < 0 }) {
        report.faults.append(.multipliers)
      }
    }
    if let value = plan.value, let bound = plan.bound, value > bound {
      report.faults.append(.valueAboveBound)
    }
    if plan.status == .optimal && (plan.value == nil || plan.value != plan.bound) {
      report.faults.append(.notOptimal)
    }
    if let multipliers = plan.conflict?.multipliers {
      report.isInfeasibilityProven = (bound(of: multipliers, withoutValues: true) ?? 0) < 0
    }
    return report
  }

  /// Checks choices against every rule.
  public func check(choices: [Int32]) -> Report {
    var report = Report()
    guard choices.count == problem.classCount else {
      report.faults.append(.wrongLength(choices.count))
      return report
    }
    var value: Int128 = 0
    var uses = [Int128](repeating: 0, count: problem.rows.count)
    for index in 0..<problem.classCount {
      let option = Int(choices[index])
      guard option >= 0 && option < problem.optionCount(of: index) else {
        report.faults.append(.noSuchOption(class: index, option: option))
        continue
      }
      if option < problem.lowest[index] || option > problem.highest[index] {
        report.faults.append(.outsideRange(class: index, option: option))
      }
      let last = Int(problem.optionStart[index]) + option
      let first = problem.isLadder[index] ? Int(problem.optionStart[index]) : last
      for entry in first...last {
        value += Int128(problem.optionValue[entry])
        for use in Int(problem.useStart[entry])..<Int(problem.useStart[entry + 1]) {
          uses[Int(problem.useRow[use])] += Int128(problem.useAmount[use])
        }
      }
    }
    for (index, row) in problem.rows.enumerated() {
      let isBroken = row.sense == .atMost ? uses[index] > row.limit : uses[index] < row.limit
      if isBroken { report.faults.append(.row(index, use: Int64(clamping: uses[index]))) }
    }
    for (index, couple) in problem.couples.enumerated() {
      let first = Int(couple.first)
      let second = Int(couple.second)
      let firstSteps = problem.optionCount(of: first) - 1
      let secondSteps = problem.optionCount(of: second) - 1
      let a = Int(choices[first])
      let b = Int(choices[second])
      let isKept =
        couple.coupling == .notAfter
        ? a >= firstSteps || b <= a : min(a, secondSteps) == min(b, firstSteps)
      if !isKept { report.faults.append(.couple(index)) }
    }
    report.value = Int64(clamping: value)
    report.uses = uses.map { Int64(clamping: $0) }
    return report
  }
}
