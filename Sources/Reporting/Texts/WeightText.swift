import Foundation
import Grading
import PortfolioCore
import PortfolioReview

/// How the weights of a rule book came about, in sentences and tables: written down, from a comparison of pairs, by
/// entropy over the portfolio, or a mix.
struct WeightText {
  let wording: Wording

  private var zh: Bool { wording.language == .zh }

  /// The levels of a model whose weights are not simply written down.
  static func levels(of model: GradingModel) -> [CriterionGroup] {
    func within(_ group: CriterionGroup) -> [CriterionGroup] {
      (group.weighing == .given ? [] : [group]) + group.groups.flatMap(within)
    }
    return model.parts.flatMap { $0.axes.flatMap { within($0.root) } }
  }

  /// The sentences on a view's weights: the weight set, and each level that was reckoned.
  func sentences(_ view: GradingView) -> [String] {
    var sentences: [String] = []
    if let id = view.weights.weightSet {
      let title = view.model.weightSets.first { $0.id == id }.map { wording.text($0.title) } ?? id
      sentences.append(
        wording.text(GradingText.weightSetUsed, ["set": title == id ? id : "\(title) (\(id))"]))
    }
    return sentences + view.weights.derivations.map { sentence($0, view.model) }
  }

  /// The matrices of the comparisons of pairs that a view's weights rest on, with the level's name.
  func matrices(_ view: GradingView) -> [ReportTable] {
    guard view.weights.weightSet == nil || !view.weights.derivations.isEmpty else { return [] }
    let used = Set(view.weights.derivations.map(\.group))
    return WeightText.levels(of: view.model).filter { used.contains($0.id) }.flatMap(matrices)
  }

  /// The matrices of one level.
  func matrices(_ level: CriterionGroup) -> [ReportTable] {
    level.weighing.components.compactMap { component in
      guard case .comparison(let pairs) = component.method else { return nil }
      let titles = pairs.ids.map { title($0, in: level) }
      return ReportTable(
        "pairs-\(level.id)", wording.text(GradingText.pairsOf, ["level": name(level)]),
        [ReportTable.Column(wording.text(GradingText.pairsHead))]
          + titles.map { ReportTable.Column($0, .number) }
          + [ReportTable.Column(wording.text(.weight), .number)],
        pairs.ids.indices.map { row in
          [ReportTable.Cell(titles[row])]
            + pairs.matrix[row].map { ReportTable.Cell(judgement($0)) }
            + [ReportTable.Cell(percent(pairs.weights[row]))]
        },
        total: [
          ReportTable.Cell(wording.text(GradingText.ratioIs, ["ratio": ratio(pairs.consistencyRatio)]))
        ] + titles.map { _ in ReportTable.Cell("") } + [ReportTable.Cell("")])
    }
  }

  /// How a level's weights will come about, before any portfolio is at hand.
  func plan(_ level: CriterionGroup, of model: GradingModel) -> String {
    let ways = level.weighing.components.map { component -> String in
      let share = percent(NSDecimalNumber(decimal: component.share).doubleValue)
      switch component.method {
      case .given: return wording.text(GradingText.wayGiven, ["share": share])
      case .comparison(let pairs):
        return wording.text(
          GradingText.wayAHP, ["share": share, "ratio": ratio(pairs.consistencyRatio)])
      case .entropy: return wording.text(GradingText.wayEntropyPlanned, ["share": share])
      }
    }
    return wording.text(
      GradingText.plannedWeights, ["level": name(level), "ways": ways.joined(separator: zh ? "＋" : " + ")])
  }

  private func sentence(_ derivation: WeightDerivation, _ model: GradingModel) -> String {
    let level = WeightText.levels(of: model).first {
      $0.id == derivation.group && Set($0.childIDs) == Set(derivation.ids)
    }
    func member(_ id: String) -> String { level.map { title(id, in: $0) } ?? id }
    let ways = derivation.ways.map { way -> String in
      let share = percent(NSDecimalNumber(decimal: way.share).doubleValue)
      switch way.method {
      case "ahp":
        return wording.text(
          GradingText.wayAHP, ["share": share, "ratio": way.consistencyRatio.map(ratio) ?? wording.dash])
      case "entropy":
        let entropies = zip(derivation.ids, way.entropies ?? []).map {
          "\(member($0)) \(NumberText.fixed($1, 3))"
        }
        return wording.text(
          GradingText.wayEntropy, ["share": share, "entropies": wording.list(entropies)])
      default: return wording.text(GradingText.wayGiven, ["share": share])
      }
    }
    let weights = zip(derivation.ids, derivation.weights).map {
      "\(member($0)) \(percent(NSDecimalNumber(decimal: $1).doubleValue))"
    }
    return wording.text(
      GradingText.derivedWeights,
      [
        "level": level.map(name) ?? derivation.group, "ways": ways.joined(separator: zh ? "＋" : " + "),
        "weights": wording.list(weights),
      ])
  }

  private func name(_ level: CriterionGroup) -> String {
    level.id.isEmpty || wording.text(level.title).isEmpty
      ? wording.text(GradingText.wholeLevel) : wording.text(level.title)
  }

  private func title(_ id: String, in level: CriterionGroup) -> String {
    level.groups.first { $0.id == id }.map { wording.text($0.title) }
      ?? level.criteria.first { $0.id == id }.map { wording.text($0.title) } ?? id
  }

  private func percent(_ share: Double) -> String { NumberText.fixed(share * 100, 1) + "%" }
  private func ratio(_ ratio: Double) -> String { NumberText.fixed(ratio, 3) }

  /// A judgement as people write it: `3`, `1/3`.
  private func judgement(_ value: Double) -> String {
    let inverse = 1 / value
    if value < 1, abs(inverse - inverse.rounded()) < 1e-9 { return "1/\(Int(inverse.rounded()))" }
    return abs(value - value.rounded()) < 1e-9 ? "\(Int(value.rounded()))" : NumberText.fixed(value, 2)
  }
}
