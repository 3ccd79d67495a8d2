internal import PortfolioCore
internal import PortfolioStore

/// What a working list says of itself above its heads: the run and the cycle that it was written for.
public struct WorkingListOrigin: Sendable, Equatable {
  /// The run's number; nil where the list does not say.
  public var run: Int64?
  /// The cycle's name; nil where the list does not say, or belongs to none.
  public var cycle: String?
  /// The first digits of the hash of the run's data; nil where the list does not say.
  public var data: String?
  /// The unit whose rights it holds, empty for those of none; nil where the list does not say.
  public var unit: String?
  /// The reviewer that it was written for; nil where the list does not say.
  public var reviewer: String?

  /// An origin.
  public init(
    run: Int64? = nil, cycle: String? = nil, data: String? = nil, unit: String? = nil, reviewer: String? = nil
  ) {
    self.run = run
    self.cycle = cycle
    self.data = data
    self.unit = unit
    self.reviewer = reviewer
  }

  /// How many digits of the hash a list carries.
  public static let dataDigits = 16

  /// Where the list differs from what is decided on: the proposals in it were made before other grades and fees.
  func conflicts(run: ReviewRun, cycle: String?) -> [Problem] {
    var conflicts: [Problem] = []
    func conflict(_ value: String, _ zh: String, _ en: String, _ remedy: BilingualText) {
      conflicts.append(Problem(.anotherList, value: value, zh: zh, en: en, remedy: remedy))
    }
    if let listed = self.run, listed != run.id {
      conflict(
        "\(listed)", "清单由第 \(listed) 次评审写出，现在按第 \(run.id) 次评审记录",
        "The list was written for run \(listed); the decisions would rest on run \(run.id)",
        BilingualText(
          zh: "用 --run \(listed) 读回，或按新评审重新出清单", en: "Read it with --run \(listed), or write a new list"))
    } else if let data, !run.snapshotHash.hasPrefix(data) {
      conflict(
        data, "清单依据的数据与第 \(run.id) 次评审的不同：可能属于另一个数据库",
        "The list rests on other data than run \(run.id): it may belong to another store",
        BilingualText(zh: "核对数据库和清单", en: "Check the store and the list"))
    }
    if let listed = self.cycle, listed != cycle {
      conflict(
        listed, "清单属于评审周期 \(listed)，" + (cycle.map { "现在记入周期 \($0)" } ?? "现在没有指定周期"),
        "The list belongs to cycle \(listed); "
          + (cycle.map { "it would be read into cycle \($0)" } ?? "no cycle is named"),
        BilingualText(zh: "用 --cycle \(listed) 读回", en: "Read it with --cycle \(listed)"))
    }
    return conflicts
  }

  /// Whether the list's reviewer is no longer the one of its unit.
  func conflicts(assignments: [CycleAssignment]) -> [Problem] {
    guard let unit, let reviewer, let now = assignments.first(where: { $0.unit == unit })?.reviewer,
      !PersonNames.areSame(reviewer, now)
    else { return [] }
    return [
      Problem(
        .anotherReviewer, value: reviewer, zh: "清单写给 \(reviewer)，该单位现由 \(now) 评审",
        en: "The list was written for \(reviewer); the unit's reviewer is now \(now)",
        remedy: BilingualText(
          zh: "请现评审人确认，或重新派单", en: "Have the reviewer confirm it, or assign the unit anew"))
    ]
  }

  /// Where a row of a list that came back is not of the list's unit, or not from the unit's reviewer.
  func conflicts(
    _ request: DecisionRequest, of member: ReviewCycle.Member, assignments: [CycleAssignment]
  ) -> [Problem] {
    var conflicts: [Problem] = []
    func conflict(_ zh: String, _ en: String) {
      conflicts.append(Problem(.anotherReviewer, at: request.place, value: member.number, zh: zh, en: en))
    }
    if let unit, unit != member.unit {
      conflict(
        "清单是单位“\(unit)”的，这项权利属于“\(member.unit)”",
        "The list is that of the unit '\(unit)'; this right is of '\(member.unit)'")
    }
    if let reviewer = assignments.first(where: { $0.unit == member.unit })?.reviewer,
      !request.decidedBy.isEmpty, !PersonNames.areSame(request.decidedBy, reviewer)
    {
      conflict(
        "由 \(request.decidedBy) 决定，而单位“\(member.unit)”派给 \(reviewer) 评审",
        "Decided by \(request.decidedBy); the rights of '\(member.unit)' were given to \(reviewer)")
    }
    return conflicts
  }
}
