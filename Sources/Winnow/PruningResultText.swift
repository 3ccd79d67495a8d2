internal import Foundation
public import PortfolioCore
public import Pruning

/// What `winnow solve` says of a plan.
public struct PruningResultText: Sendable {
  private let problem: PruningProblem
  private let plan: PruningPlan
  private let report: SolutionChecker.Report

  private let wasInterrupted: Bool

  /// The texts of a checked plan.
  /// - Parameter wasInterrupted: a person broke the search off; else a limit came from the time given.
  public init(
    _ problem: PruningProblem, _ plan: PruningPlan, _ report: SolutionChecker.Report,
    wasInterrupted: Bool = false
  ) {
    self.wasInterrupted = wasInterrupted
    self.problem = problem
    self.plan = plan
    self.report = report
  }

  /// One JSON object: `status`, `value`, `bound`, `gap`, `seconds`, and what proves the bound.
  public func json(seconds: Double) -> String {
    func number(_ value: Int64?) -> String { value.map { problem.valueText($0) } ?? "null" }
    var fields = [
      "\"status\": \"\(plan.status.rawValue)\"", "\"value\": \(number(plan.value))",
      "\"bound\": \(number(plan.status == .infeasible ? nil : plan.bound))",
      "\"gap\": \(plan.gap.map { String(format: "%.9g", $0) } ?? "null")",
      "\"seconds\": \(String(format: "%.3f", seconds))", "\"proof\": \"\(plan.proof.rawValue)\"",
      "\"multiplierBound\": \(number(report.provenBound))",
    ]
    if let conflict = plan.conflict {
      fields.append("\"conflict\": {\(conflictFields(conflict))}")
    }
    return "{" + fields.joined(separator: ", ") + "}"
  }

  private func conflictFields(_ conflict: PruningConflict) -> String {
    func name(_ text: String) -> String {
      var escaped = ""
      for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": escaped += "\\\""
        case "\\": escaped += "\\\\"
        case _ where scalar.value < 0x20: escaped += String(format: "\\u%04x", scalar.value)
        default: escaped.unicodeScalars.append(scalar)
        }
      }
      return "\"" + escaped + "\""
    }
    let rows = conflict.rows.map { name(problem.rows[$0].name) }.joined(separator: ", ")
    let classes = conflict.classes.map { name(problem.className($0)) }.joined(separator: ", ")
    let changes = conflict.leastChange.map {
      let row = problem.rows[$0.row]
      return
        "{\"row\": \(name(row.name)), \"amount\": \(PruningProblemText.decimal($0.amount, scale: row.scale))}"
    }.joined(separator: ", ")
    return "\"rows\": [\(rows)], \"rowsContradict\": \(conflict.rowsContradict), "
      + "\"classes\": [\(classes)], \"leastChange\": [\(changes)], "
      + "\"proven\": \(report.isInfeasibilityProven || !conflict.classes.isEmpty)"
  }

  /// A few lines for people.
  public func table(_ language: Language, seconds: Double) -> String {
    let isChinese = language == .zh
    var lines = [headline(language)]
    if let value = plan.value { lines.append((isChinese ? "价值  " : "value    ") + problem.valueText(value)) }
    if let bound = plan.bound, plan.status != .infeasible {
      lines.append((isChinese ? "上界  " : "bound    ") + problem.valueText(bound) + "  " + proof(language))
    }
    if let gap = plan.gap { lines.append((isChinese ? "差距  " : "gap      ") + String(format: "%.3g", gap)) }
    lines.append((isChinese ? "用时  " : "seconds  ") + String(format: "%.2f", seconds))
    if let conflict = plan.conflict { lines.append(contentsOf: words(conflict, language)) }
    return lines.joined(separator: "\n")
  }

  private func headline(_ language: Language) -> String {
    let gap = plan.gap.map { String(format: "%.2g", $0 * 100) + " %" } ?? "–"
    switch plan.status {
    case .optimal: return language == .zh ? "最优（已证明）" : "optimal (proven)"
    case .within:
      return language == .zh ? "距最优不超过 \(gap)（已证明）" : "within \(gap) of the best possible (proven)"
    case .infeasible: return language == .zh ? "没有可行方案" : "no plan keeps all rows"
    case .limit:
      guard plan.value != nil else {
        return wasInterrupted
          ? language == .zh ? "中断之前未找到方案" : "no plan found before it was broken off"
          : language == .zh ? "时限内未找到方案" : "no plan found within the limit"
      }
      if wasInterrupted {
        return language == .zh
          ? "按要求中断：当前最好的方案，距最优不超过 \(gap)（已证明）"
          : "broken off as asked: the best plan so far, within \(gap) of the best possible (proven)"
      }
      return language == .zh
        ? "到时限为止最好的方案，距最优不超过 \(gap)（已证明）"
        : "best plan at the limit, within \(gap) of the best possible (proven)"
    }
  }

  private func proof(_ language: Language) -> String {
    switch plan.proof {
    case .multipliers: language == .zh ? "（仅由乘子即可核对）" : "(checked from the multipliers alone)"
    case .search: language == .zh ? "（由穷举搜索证明）" : "(proven by exhaustive search)"
    case .dynamicProgram: language == .zh ? "（由动态规划证明）" : "(proven by a dynamic program)"
    case .blocks: language == .zh ? "（由分块求解证明）" : "(proven block by block)"
    }
  }

  /// The conflict in words.
  public func words(_ conflict: PruningConflict, _ language: Language) -> [String] {
    let isChinese = language == .zh
    var lines: [String] = []
    if !conflict.classes.isEmpty {
      let names = conflict.classes.prefix(10).map { problem.className($0) }.joined(separator: ", ")
      lines.append(isChinese ? "下列各项自身的规则互相矛盾：\(names)" : "Their own rules leave no option: \(names)")
    }
    if !conflict.rows.isEmpty {
      // Rows that are only known to have to give way are not called the conflict.
      lines.append(
        conflict.rowsContradict
          ? isChinese
            ? "以下约束连同各项自身的规则不能同时满足：" : "These rows, with the classes' own rules, cannot all be kept:"
          : isChinese
            ? "没有满足全部约束的方案；以下约束须让步，冲突可能还涉及别的约束："
            : "No plan keeps all rows; these would have to give way, and others may be part of the conflict:")
      for row in conflict.rows.prefix(20) {
        let entry = problem.rows[row]
        lines.append(
          "  \(entry.name)  \(entry.sense.rawValue) \(PruningProblemText.decimal(entry.limit, scale: entry.scale))"
        )
      }
    }
    if !conflict.leastChange.isEmpty {
      lines.append(isChinese ? "找到的最小放宽：" : "The least change found that makes it possible:")
      for change in conflict.leastChange.prefix(20) {
        let entry = problem.rows[change.row]
        let amount = PruningProblemText.decimal(change.amount, scale: entry.scale)
        lines.append("  \(entry.name)  \(entry.sense == .atMost ? "+" : "-")\(amount)")
      }
    }
    return lines
  }
}

extension PruningProblem {
  /// A value as the user wrote values.
  public func valueText(_ value: Int64) -> String { PruningProblemText.decimal(value, scale: valueScale) }
}
