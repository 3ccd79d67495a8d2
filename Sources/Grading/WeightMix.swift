internal import Foundation
internal import PortfolioCore

/// Puts the ways to find weights together.
enum WeightMix {
  /// A child's weight with the share of each way.
  struct Mixed {
    let id: String
    let weight: Decimal
  }

  /// All groups of a tree that have children: the levels at which weights sum to 1.
  static func levels(of group: CriterionGroup) -> [CriterionGroup] {
    [group] + group.groups.flatMap { levels(of: $0) }
  }

  /// The weights of a level.
  /// - Parameters:
  ///   - given: the weights written at the children.
  ///   - entropy: the weights by entropy; nil while no portfolio is at hand, then an equal share stands in.
  static func weights(_ weighing: Weighing, ids: [String], given: [Decimal], entropy: [Double]?) -> [Mixed] {
    // What a committee wrote down stays exactly that.
    if weighing == .given { return zip(ids, given).map { Mixed(id: $0, weight: $1) } }
    var sums = [Double](repeating: 0, count: ids.count)
    for component in weighing.components {
      let share = component.share.asDouble
      for (index, id) in ids.enumerated() {
        let weight: Double
        switch component.method {
        case .given: weight = given[index].asDouble
        case .comparison(let pairs):
          weight = pairs.ids.firstIndex(of: id).map { pairs.weights[$0] } ?? 0
        case .entropy: weight = entropy?[index] ?? 1 / Double(ids.count)
        }
        sums[index] += share * weight
      }
    }
    return zip(ids, RoundedWeights.of(sums)).map { Mixed(id: $0, weight: $1) }
  }
}
