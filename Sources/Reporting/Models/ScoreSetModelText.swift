internal import Grading
public import PortfolioCore
public import Scoring

/// A set of scores in plain words: what each score is made of, what of it is published, and what is not computed.
public struct ScoreSetModelText: Sendable {
  let model: ScoreSet
  let wording: Wording

  /// A text of a model.
  public init(_ model: ScoreSet, language: Language) {
    self.model = model
    wording = Wording(language: language, currency: .cny)
  }

  private func both(_ zh: String, _ en: String) -> String { wording.language == .zh ? zh : en }
  private func plain(_ number: Double) -> String { ModelNumber.plain(number) }

  /// The text, with paragraphs wrapped to a width.
  public func text(width: Int?, ansi: Bool = false) -> String {
    let head = ModelHeadText(model.header, language: wording.language)
    var text = head.text(width: width) + TerminalText.wrap(wording.text(model.summary), width: width)
    text += TerminalText.wrap(
      both("适用于：", "For: ") + wording.list(model.appliesTo.map { wording.word(.rightKind, $0.rawValue) }),
      width: width)
    let levels = model.cohort.levels.map { level in
      level.isEmpty
        ? both("全部", "the whole portfolio")
        : level.map(wording.factTitle).joined(separator: both("、", " and "))
    }
    text += TerminalText.wrap(
      both(
        "对照队列：依次按 \(levels.joined(separator: "；")) 取，至少 \(model.cohort.minimumSize) 项有值",
        "Cohort: by \(levels.joined(separator: "; then ")), with at least \(model.cohort.minimumSize) known values"
      ),
      width: width)
    var group: String?
    for score in model.scores {
      if score.group != group {
        group = score.group
        let title = model.groups.first { $0.id == group }.map { wording.text($0.title) } ?? ""
        text += TerminalText.heading(title, ansi: ansi)
      }
      if score.group == nil {
        text += TerminalText.heading(wording.text(score.title), ansi: ansi)
      } else {
        text += TerminalText.wrap(wording.text(score.title), width: width)
      }
      text += TerminalText.wrap("- " + wording.text(score.disclosure), indent: 2, width: width)
      for line in lines(score.formula, depth: 0) {
        text += TerminalText.wrap(
          String(repeating: "  ", count: line.depth) + "- " + line.text, indent: 2 * line.depth + 2,
          width: width)
      }
      if score.multiple != 1 {
        text += TerminalText.wrap(
          "- " + both("结果乘以 \(plain(score.multiple))", "The result is shown times \(plain(score.multiple))"),
          indent: 2, width: width)
      }
      text += TerminalText.wrap("- " + both("来源：", "Source: ") + "[\(score.source)]", indent: 2, width: width)
    }
    if !model.notComputed.isEmpty {
      text += TerminalText.heading(both("未计算", "Not computed"), ansi: ansi)
      for missing in model.notComputed {
        text += TerminalText.wrap(
          "- \(wording.text(missing.title)): \(wording.text(missing.why))", indent: 2, width: width)
      }
    }
    return text + head.sources(width: width)
  }

  private func lines(_ formula: ScoreSet.Formula, depth: Int) -> [(depth: Int, text: String)] {
    switch formula {
    case .leaf(let leaf): return [(depth, self.leaf(leaf))]
    case .together(let way, let parts):
      return [(depth, combination(way))]
        + parts.flatMap { part -> [(depth: Int, text: String)] in
          let weight = way == .product || way == .greatest ? "" : " ×\(plain(part.weight))"
          if case .leaf(let leaf) = part.formula {
            return [(depth + 1, "\(wording.text(part.title))\(weight): \(self.leaf(leaf))")]
          }
          return [(depth + 1, "\(wording.text(part.title))\(weight)")] + lines(part.formula, depth: depth + 2)
        }
    }
  }

  private func combination(_ way: ScoreSet.Combination) -> String {
    switch way {
    case .sum: return both("各部分乘权重相加", "The parts times their weights, added")
    case .mean: return both("各部分按权重平均", "The mean of the parts by their weights")
    case .product: return both("各部分相乘", "The parts multiplied")
    case .greatest: return both("取各部分中最大者", "The greatest of the parts")
    }
  }

  private func leaf(_ leaf: ScoreSet.Leaf) -> String {
    let fact = wording.factTitle(leaf.fact)
    let scale: String
    switch leaf.scale {
    case .value: scale = fact
    case .shareOfCohort(let percentile):
      scale = both(
        "\(fact)与队列第 \(plain(percentile)) 百分位之比，至多 1",
        "\(fact) over the cohort's percentile \(plain(percentile)), at most 1")
    case .restOfCohort(let percentile):
      scale = both(
        "1 减去\(fact)与队列第 \(plain(percentile)) 百分位之比",
        "1 less \(fact) over the cohort's percentile \(plain(percentile))")
    case .ratioToMean: scale = both("\(fact)与队列均值之比", "\(fact) over the cohort's mean")
    case .step(let above, let most):
      let end = most.map { both("、至多 \(plain($0))", " and at most \(plain($0))") } ?? ""
      scale = both(
        "\(fact)大于 \(plain(above))\(end) 计 1，否则 0", "1 where \(fact) is above \(plain(above))\(end), else 0")
    case .curve(let points):
      let list = points.map { "\(plain($0.x))→\(plain($0.y))" }.joined(separator: both("，", ", "))
      scale = both("\(fact)按折线取值：\(list)", "\(fact) on straight lines: \(list)")
    case .table(let values):
      let list = values.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
        "\(wording.word(leaf.fact, $0.key)) \(plain($0.value))"
      }
      scale = both("\(fact)按表取值：", "\(fact) by a table: ") + list.joined(separator: both("，", ", "))
    }
    let unknown =
      leaf.whenUnknown.map {
        both(
          "未知时计 \(plain($0.lowerBound)) 至 \(plain($0.upperBound))",
          "\(plain($0.lowerBound)) to \(plain($0.upperBound)) where not known")
      } ?? both("未知时整个评分未知", "where not known, the score is not known")
    let left = leaf.isLeftOutWhenNotApplicable ? both("；不适用时略去", "; left out where it does not apply") : ""
    return scale + both("；", "; ") + unknown + left
  }
}

/// Numbers of model files as people write them.
enum ModelNumber {
  /// Without a fraction where there is none.
  static func plain(_ number: Double) -> String {
    number == number.rounded() && number.magnitude < 1e15 ? "\(Int(number))" : "\(number)"
  }

  /// A share as a percentage with the places it needs.
  static func percent(_ share: Double) -> String {
    let percent = (share * 1e6).rounded() / 1e4
    return plain(percent) + " %"
  }
}
