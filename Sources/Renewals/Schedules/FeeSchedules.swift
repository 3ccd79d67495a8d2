public import PolicyModels
public import PortfolioCore

/// All fee schedules of a catalogue, checked against each other.
public struct FeeSchedules: Sendable {
  /// The schedules, ordered by id.
  public let schedules: [FeeSchedule]
  private let plans: [FeePlanKey: FeePlan]
  private let zeroKinds: [FeePlanKey: KindWithoutFees]
  private let offices: Set<String>

  /// Reads every fee schedule of the catalogue.
  /// - Throws: ``ProblemList`` with everything that is wrong, also when two files cover the same kind of
  ///   right of the same office.
  public init(catalogue: ModelCatalogue) throws {
    // A schedule whose first lines are broken must not vanish: its rights would count as "unknown office".
    let broken = catalogue.entries.filter { $0.header == nil && FeeSchedules.isSchedule($0) }.flatMap(
      \.problems)
    do {
      let schedules = try catalogue.loadAll(FeeSchedule.self).map(\.0)
      guard broken.isEmpty else { throw ProblemList(broken) }
      try self.init(schedules: schedules)
    } catch let list as ProblemList where !broken.isEmpty && list.problems != broken {
      throw ProblemList(broken + list.problems)
    }
  }

  private static func isSchedule(_ entry: ModelCatalogue.Entry) -> Bool {
    if case .map(let keys)? = entry.value?.content,
      case .scalar(let kind)? = keys.first(where: { $0.key == "kind" })?.value.content
    {
      return kind == FeeSchedule.kind
    }
    return entry.file.path.hasPrefix("Fees/")
  }

  init(schedules: [FeeSchedule]) throws {
    var plans: [FeePlanKey: FeePlan] = [:]
    var zeroKinds: [FeePlanKey: KindWithoutFees] = [:]
    var owners: [FeePlanKey: String] = [:]
    var problems: [Problem] = []
    for schedule in schedules {
      func claim(_ kind: RightKind) -> FeePlanKey {
        let key = FeePlanKey(office: schedule.office, kind: kind)
        if let owner = owners[key] {
          problems.append(
            Problem(
              .modelBadValue, at: Place(file: schedule.header.file.path, line: 1), value: kind.rawValue,
              zh: "\(schedule.office) 的这类权利已由 \(owner) 规定",
              en: "This kind of right of \(schedule.office) is already covered by \(owner)"))
        }
        owners[key] = schedule.header.file.path
        return key
      }
      for group in schedule.groups {
        for kind in group.kinds { plans[claim(kind)] = FeePlan(schedule: schedule, group: group) }
      }
      for none in schedule.withoutFees { zeroKinds[claim(none.kind)] = none }
    }
    guard problems.isEmpty else { throw ProblemList(problems) }
    self.schedules = schedules
    self.plans = plans
    self.zeroKinds = zeroKinds
    self.offices = Set(schedules.map(\.office))
  }

  /// The headers of the files, for reports and stored runs.
  public var models: [ModelHeader] { schedules.map(\.header) }

  /// The schedule that covers a kind of right of an office.
  public func schedule(office: String, kind: RightKind) -> FeeSchedule? {
    plans[FeePlanKey(office: office, kind: kind)]?.schedule
  }

  /// A warning for every schedule that was last checked over a year before the as-of day.
  public func staleness(asOf day: CalendarDay) -> [Problem] {
    models.compactMap { staleModelProblem($0, asOf: day) }
  }

  /// The end of a right's full term: the source's own day, else by the schedule's rule; nil when neither
  /// says.
  public func termEnd(of subject: RenewalSubject) -> TermEnd? {
    if let day = subject.expiryDay { return TermEnd(day: day, rule: nil) }
    let plan = plans[FeePlanKey(office: subject.office, kind: subject.kind)]
    for rule in plan?.group.terms ?? [] {
      if let day = rule.end(filing: subject.filingDay, grant: subject.grantDay) {
        return TermEnd(day: day, rule: rule)
      }
    }
    return nil
  }

  /// The plan of a right, or why it has no fees.
  func plan(for subject: RenewalSubject) -> Result<FeePlan, NoFeeReason> {
    switch subject.kind {
    case .technicalSecret, .softwareCopyright: return .failure(.noFeesByNature(subject.kind))
    default: break
    }
    let key = FeePlanKey(office: subject.office, kind: subject.kind)
    if let plan = plans[key] { return .success(plan) }
    if let none = zeroKinds[key] {
      return .failure(.kindWithoutFees(office: subject.office, kind: subject.kind, says: none.says))
    }
    if offices.contains(subject.office) {
      return .failure(.kindNotCovered(office: subject.office, kind: subject.kind))
    }
    return .failure(.unknownOffice(subject.office))
  }
}

/// The end of a right's term and where it comes from.
public struct TermEnd: Sendable, Hashable {
  /// The end.
  public let day: CalendarDay
  /// The rule it was computed by; nil when the source of the portfolio states the day.
  public let rule: TermRule?
}

/// An office and a kind of right.
struct FeePlanKey: Hashable, Sendable {
  let office: String
  let kind: RightKind
}

/// A warning when a model was last checked over a year before a day.
func staleModelProblem(_ header: ModelHeader, asOf day: CalendarDay) -> Problem? {
  guard header.checkedOn.adding(years: 1) < day else { return nil }
  return Problem(
    .staleModel, at: Place(file: header.file.path), value: header.checkedOn.iso,
    zh: "“\(header.title.zh)”距上次核对已超过一年", en: "'\(header.title.en)' was last checked over a year ago",
    remedy: BilingualText(
      zh: "与来源核对后更新 checkedOn，或换用新版本",
      en: "Compare it with its sources and update checkedOn, or use a newer one"))
}
