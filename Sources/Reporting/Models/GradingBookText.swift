internal import Foundation
import Grading
import PortfolioCore

/// What a rule book does with a right, section by section: scales, questions, tiers and grades, what keeps a right out
/// of the grades, and what bounds its grade.
struct GradingBookText {
  enum Block {
    case title(String)
    case line(String)
    case detail(String)
    case table(TerminalTable)
  }

  struct Section {
    let title: BilingualText
    let blocks: [Block]
  }

  let model: GradingModel
  let wording: Wording

  private var zh: Bool { wording.language == .zh }
  private func both(_ zh: String, _ en: String) -> String { self.zh ? zh : en }
  private func plain(_ number: Double) -> String { ModelNumber.plain(number) }

  /// The sections after the table of weights, the empty ones left out.
  var sections: [Section] {
    let outside = model.parts.map { ($0, $0.gates.filter { $0.effect == .outside }) }
    let bounds = model.parts.map { ($0, $0.gates.filter { $0.effect != .outside }) }
    let parts: [(zh: String, en: String, blocks: [Block])] = [
      ("怎样计分", "How points are given", scales),
      ("专家问题", "Questions to experts", questions),
      ("分档与等级", "Tiers and grades", model.parts.flatMap(grades)),
      (
        "先于计分：不参加分级的情形", "Before any score: what keeps a right outside the grades",
        outside.flatMap { gates($0.0, $0.1) }
      ),
      (
        "计分之后：上限、下限与否决", "After the score: caps, floors and vetoes", bounds.flatMap { gates($0.0, $0.1) }
      ),
    ]
    let numerals = Array("二三四五六七八")
    return parts.filter { !$0.blocks.isEmpty }.enumerated().map { index, part in
      Section(
        title: BilingualText(zh: "\(numerals[index])、\(part.zh)", en: "\(index + 2). \(part.en)"),
        blocks: part.blocks)
    }
  }

  private func name(of part: GradingPart) -> [Block] {
    guard model.parts.count > 1, let title = part.title else { return [] }
    let kinds = part.appliesTo.map { wording.word(.rightKind, $0.rawValue) }
    return [.title("[\(wording.text(title))] " + both("适用于：", "for ") + wording.list(kinds))]
  }

  // MARK: Scales

  private var scales: [Block] {
    let text = ScaleText(wording: wording, cohort: model.cohort)
    var blocks: [Block] = []
    var asksCohort = false
    for part in model.parts {
      blocks += name(of: part)
      for criterion in part.axes.flatMap(\.root.allCriteria) {
        if case .cohortPercentile = criterion.scale { asksCohort = true }
        blocks.append(.line("\(wording.text(criterion.title)) [\(criterion.id)]"))
        blocks.append(.detail(text.scale(criterion)))
        blocks.append(
          .detail(
            both("未知：", "Unknown: ") + text.unknown(criterion) + both("；不适用：", "; not applicable: ")
              + text.notApplicable(criterion)))
        if let limits = criterion.limits {
          blocks.append(.detail(both("局限：", "Limits: ") + wording.text(limits)))
        }
      }
    }
    if asksCohort { blocks.append(.title(text.cohorts)) }
    return blocks
  }

  // MARK: Questions

  private var questions: [Block] {
    model.questions.flatMap { question -> [Block] in
      let levels = question.levels.enumerated().map { "\($0 + 1) \(wording.text($1))" }
      let roles =
        question.answeredBy.isEmpty
        ? both("任何人", "anybody") : question.answeredBy.joined(separator: both("、", ", "))
      return [
        .line(
          "\(wording.text(question.title)) [\(question.id)]\(both("：", ": "))\(wording.text(question.text))"),
        .detail(levels.joined(separator: both("；", "; "))),
        .detail(both("由谁回答：", "Asked: ") + roles + both("；", "; ") + combination(question.combination)),
      ]
    }
  }

  private func combination(_ rule: AnswerCombination) -> String {
    switch rule {
    case .median(let assessors):
      return both(
        "取 \(assessors) 人的中位数，未答的算未知", "the median of \(assessors); who has not answered is unknown")
    case .mean(let assessors):
      return both("取 \(assessors) 人的平均，未答的算未知", "the mean of \(assessors); who has not answered is unknown")
    case .byRole(let roles):
      let shares = roles.map { "\($0.role) \($0.weight * 100)%" }
      return both("按角色加权：", "weighted by role: ") + wording.list(shares)
    }
  }

  // MARK: Grades

  private func grades(_ part: GradingPart) -> [Block] {
    var blocks = name(of: part)
    if part.matrix == nil {
      for grade in part.grades {
        let from = grade.atLeast.map { both("\(plain($0)) 分及以上", "from \(plain($0)) points") } ?? ""
        blocks.append(
          .line("\(grade.grade)\(both("：", ": "))\(from)\(both("，", ", "))\(wording.text(grade.title))"))
      }
    } else {
      for axis in part.axes {
        let tiers = axis.tiers.map { tier in
          both("\(plain(tier.atLeast)) 分起为", "from \(plain(tier.atLeast)) ") + wording.text(tier.title)
        }
        let title = axis.title.map { wording.text($0) } ?? axis.id
        blocks.append(
          .line(
            both(
              "\(title)（占排序得分的 \(axis.weight * 100)%）：",
              "\(title) (\(axis.weight * 100)% of the score for ranking): "
            )
              + wording.list(tiers)))
      }
      blocks += matrix(part).map { [.table($0)] } ?? []
    }
    if part.hysteresis > 0 {
      blocks.append(
        .line(
          both(
            "防波动：得分越过分数线不足 \(plain(part.hysteresis)) 分时，维持上次评审所在的一侧",
            "Against noise: a score that passes a limit by less than \(plain(part.hysteresis)) points stays on the side of the last review"
          )))
    } else {
      blocks.append(.line(both("防波动：无，越线即变", "Against noise: none, a limit passed is passed")))
    }
    if let share = part.minimumCoverage {
      blocks.append(
        .line(
          both(
            "已知事实的权重合计不足 \(plain(share * 100))% 时不给等级",
            "No grade where known facts carry less than \(plain(share * 100))% of the weight")))
    }
    if !part.requiredFacts.isEmpty {
      blocks.append(
        .line(
          both("必须已知：", "Must be known: ") + wording.list(part.requiredFacts.map { wording.factTitle($0) })))
    }
    return blocks
  }

  /// Rows are the tiers of the first axis, columns those of the second.
  private func matrix(_ part: GradingPart) -> TerminalTable? {
    guard let matrix = part.matrix, part.axes.count == 2 else { return nil }
    func title(_ axis: GradingAxis) -> String { axis.title.map { wording.text($0) } ?? axis.id }
    let head = "\(title(part.axes[0])) \\ \(title(part.axes[1]))"
    return TerminalTable(
      [.init(head)] + part.axes[1].tiers.map { .init(wording.text($0.title)) },
      part.axes[0].tiers.enumerated().map { row, tier in
        [wording.text(tier.title)] + matrix[row].map { wording.text(part.grades[$0].title) }
      })
  }

  // MARK: Gates

  private func gates(_ part: GradingPart, _ gates: [Gate]) -> [Block] {
    guard !gates.isEmpty else { return [] }
    return name(of: part) + gates.flatMap { gate in blocks(gate, part) }
  }

  private func blocks(_ gate: Gate, _ part: GradingPart) -> [Block] {
    let index = part.gates.firstIndex { $0.id == gate.id }
    let when: String
    if index == part.requirementGate {
      when = both("必须已知的事实有缺", "a fact that must be known is not")
    } else if index == part.coverageGate {
      when = both("已知事实太少（见上）", "too few facts are known (see above)")
    } else {
      when = ConditionText(wording).text(gate.condition)
    }
    var blocks: [Block] = [
      .line("\(wording.text(gate.title)) [\(gate.id)]\(both("：", ": "))\(effect(gate, part))"),
      .detail(both("条件：", "When: ") + when), .detail(wording.text(gate.says)),
    ]
    if let ground = gate.ground {
      let kind = wording.text(ground.kind == .legal ? GradingText.groundLegal : .groundBusiness)
      blocks.append(
        .detail(
          both("依据（\(kind)）：", "Ground (\(kind)): ") + wording.text(ground.says) + " [\(ground.source)]"))
    }
    if let deadline = gate.deadline {
      blocks.append(
        .detail(
          both(
            "期限：自\(wording.factTitle(deadline.from))起 \(deadline.months) 个月 [\(deadline.source)]",
            "Time limit: \(deadline.months) months from \(wording.factTitle(deadline.from)) [\(deadline.source)]"
          )))
    }
    return blocks
  }

  private func effect(_ gate: Gate, _ part: GradingPart) -> String {
    func title(_ grade: Int) -> String { wording.gradeName(part.grades[grade]) }
    switch gate.effect {
    case .outside: return both("不参加分级", "outside the grades")
    case .cap(let grade):
      return both("上限，", "cap, ") + wording.text(GradingText.effectCap, ["grade": title(grade)])
    case .floor(let grade):
      return both("下限，", "floor, ") + wording.text(GradingText.effectFloor, ["grade": title(grade)])
    case .veto:
      return both(
        "否决，一律 \(title(part.grades.count - 1))", "veto, always \(title(part.grades.count - 1))")
    }
  }
}
