internal import PolicyModels
internal import PortfolioCore

/// Where the pieces of a model stand, in the order of the file.
final class PlaceBook {
  /// Ids of groups, axes, criteria, gates and parts.
  private(set) var ids: [(id: String, place: Place)] = []
  /// Names of grades.
  private(set) var grades: [(id: String, place: Place)] = []

  func note(_ id: String?, _ place: Place) { if let id { ids.append((id, place)) } }

  func note(grade: String, _ place: Place) { grades.append((grade, place)) }

  /// Where an id stands first.
  func place(_ id: String) -> Place? { ids.first { $0.id == id }?.place }

  /// Where a grade stands first.
  func place(grade: String) -> Place? { grades.first { $0.id == grade }?.place }
}

/// Faults that only show when the pieces of a model stand side by side: rules that contradict each other or
/// can never apply.
struct GradingModelChecks {
  let parts: [GradingPart]
  let hasWeightSets: Bool
  let book: PlaceBook
  let log: ModelLog

  /// - Parameter top: the place of the file's first line, for a part without a name.
  func run(at top: Place) {
    unique(book.ids)
    unique(book.grades)
    checkKinds(top)
    for part in parts {
      checkGates(part, top)
      checkReach(part, book.place(part.id) ?? top)
    }
  }

  private func unique(_ ids: [(id: String, place: Place)]) {
    var seen: Set<String> = []
    // Pieces are not read in the order of the file; the later line is the one to be told.
    let ordered = ids.sorted { ($0.place.line ?? 0) < ($1.place.line ?? 0) }
    for (id, place) in ordered where !seen.insert(id).inserted {
      log.bad(place, value: id, zh: "名称重复", en: "The id is used twice")
    }
  }

  private func checkKinds(_ top: Place) {
    var seen: Set<RightKind> = []
    for (part, kind) in parts.flatMap({ part in part.appliesTo.map { (part, $0) } })
    where !seen.insert(kind).inserted {
      log.bad(
        book.place(part.id) ?? top, value: kind.rawValue, zh: "此种权利属于两个部分",
        en: "This kind of right stands in two parts")
    }
  }

  private func checkGates(_ part: GradingPart, _ top: Place) {
    let written = part.gates.filter { $0.condition != .any([]) }
    for (index, gate) in written.enumerated() {
      for later in written[(index + 1)...] where later.condition == gate.condition {
        let place = book.place(later.id) ?? top
        switch (gate.effect, later.effect) {
        case (.outside, _):
          log.bad(
            place, value: later.id, zh: "门槛“\(later.id)”永远轮不到：“\(gate.id)”的条件与它相同",
            en: "The gate '\(later.id)' is never reached: '\(gate.id)' has the same condition")
        case (.cap(let cap), .floor(let floor)) where floor < cap,
          (.floor(let floor), .cap(let cap)) where floor < cap:
          log.bad(
            place, value: "\(gate.id), \(later.id)", zh: "条件相同，一个封顶，一个保底在其上",
            en: "One condition, and a cap below the floor")
        case (.veto, _), (_, .veto):
          log.bad(
            place, value: "\(gate.id), \(later.id)", zh: "条件相同的门槛中已有否决",
            en: "One condition, and one of the gates is a veto already")
        default: break
        }
      }
    }
  }

  /// Every grade must be within reach of some right.
  private func checkReach(_ part: GradingPart, _ place: Place) {
    for axis in part.axes {
      // Criteria that may be left out give their weight away, and other weights may be asked for.
      let isMovable =
        axis.root.allCriteria.contains { $0.whenNotApplicable == .leaveOut } || hasWeightSets
        || WeightMix.levels(of: axis.root).contains { $0.weighing.usesPortfolio }
      let (least, most) =
        isMovable ? GradingModelChecks.extremes(axis.root) : GradingModelChecks.mean(axis.root)
      for (index, tier) in axis.tiers.enumerated() {
        let next = index == 0 ? nil : axis.tiers[index - 1].atLeast
        if tier.atLeast > most + 1e-9 || next.map({ $0 <= least + 1e-9 }) == true {
          let known = part.axes.count == 1 ? book.place(grade: tier.id) : book.place(axis.id)
          log.bad(
            known ?? place, value: tier.id, zh: "没有权利能得到这一档：分数只在 \(least) 至 \(most) 之间",
            en: "No right can reach this band: scores lie between \(least) and \(most)")
        }
      }
    }
    guard let matrix = part.matrix else { return }
    var reached = Set(matrix.flatMap { $0 })
    for gate in part.gates {
      switch gate.effect {
      case .cap(let grade), .floor(let grade): reached.insert(grade)
      case .veto: reached.insert(part.grades.count - 1)
      case .outside: break
      }
    }
    for (index, grade) in part.grades.enumerated() where !reached.contains(index) {
      log.bad(
        book.place(grade: grade.grade) ?? place, value: grade.grade, zh: "矩阵和门槛都给不出这个等级",
        en: "Neither matrix nor gates give this grade")
    }
  }

  private static func extremes(_ group: CriterionGroup) -> (Double, Double) {
    let ranges = group.allCriteria.map { ($0.whenUnknown.low, $0.whenUnknown.high) }
    return (ranges.map(\.0).min() ?? 0, ranges.map(\.1).max() ?? 100)
  }

  private static func mean(_ group: CriterionGroup) -> (Double, Double) {
    var least = 0.0
    var most = 0.0
    for child in group.groups {
      let inner = mean(child)
      least += child.weight.asDouble * inner.0
      most += child.weight.asDouble * inner.1
    }
    for criterion in group.criteria {
      least += criterion.weight.asDouble * criterion.whenUnknown.low
      most += criterion.weight.asDouble * criterion.whenUnknown.high
    }
    return (least, most)
  }
}
