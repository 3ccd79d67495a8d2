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
      var tables: [String: Holidays] = [:]
      for name in Set(schedules.compactMap(\.rules.rollOver?.holidays)) {
        tables[name] = try catalogue.load(Holidays.self, id: name).0
      }
      try self.init(schedules: schedules, holidays: tables)
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

  init(schedules: [FeeSchedule], holidays: [String: Holidays] = [:]) throws {
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
        for kind in group.kinds {
          plans[claim(kind)] = FeePlan(
            schedule: schedule, group: group,
            holidays: schedule.rules.rollOver?.holidays.flatMap { holidays[$0] })
        }
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

/// A part of a right with a schedule of its own: a state of a granted European patent, or unitary effect.
struct FeePartOfRight {
  let plan: FeePlan
  let subject: RenewalSubject
  let context: FeeContext
}

extension FeeSchedules {
  /// Whether other offices ask for the fees of a right: it was granted by one that asks for none after grant,
  /// and where it is kept up is known.
  public func isRegional(_ subject: RenewalSubject) -> Bool {
    guard subject.isUnitary || !subject.validationStates.isEmpty, subject.stage == .granted,
      let plan = plans[FeePlanKey(office: subject.office, kind: subject.kind)]
    else { return false }
    return plan.group.payWhile == .pending && plan.schedule.rules.afterGrant != nil
  }

  /// A right taken apart by the offices that ask for its fees now: for a European patent with states on record,
  /// one for each state in which it has not ended by a day and for unitary effect; else the right itself.
  public func byFeeOffice(
    _ subject: RenewalSubject, asOf day: CalendarDay
  ) -> [(office: String, subject: RenewalSubject)] {
    guard isRegional(subject),
      let rule = plans[FeePlanKey(office: subject.office, kind: subject.kind)]?.schedule.rules.afterGrant
    else { return [(subject.office, subject)] }
    return offices(of: subject, rule).filter { !subject.hasEnded(in: $0, by: day) }.map { office in
      var part = subject
      part.isUnitary = office == rule.unitaryOffice
      part.validationStates = part.isUnitary ? [] : [office]
      return (office, part)
    }
  }

  /// The currencies in which a right's fees fall due from a day on.
  public func currencies(of subject: RenewalSubject, asOf day: CalendarDay) -> [Currency] {
    byFeeOffice(subject, asOf: day).compactMap { schedule(office: $0.office, kind: subject.kind)?.currency }
  }

  private func offices(of subject: RenewalSubject, _ rule: AfterGrant) -> [String] {
    var seen: Set<String> = []
    let all = (subject.isUnitary ? [rule.unitaryOffice] : []) + subject.validationStates
    return all.filter { seen.insert($0).inserted }
  }

  /// The states whose fees are in no schedule, those apart in which the right has ended by a day.
  func statesLeftOut(of subject: RenewalSubject, asOf day: CalendarDay) -> [String] {
    guard let rule = plans[FeePlanKey(office: subject.office, kind: subject.kind)]?.schedule.rules.afterGrant
    else { return [] }
    return offices(of: subject, rule).filter {
      plans[FeePlanKey(office: $0, kind: subject.kind)] == nil && !subject.hasEnded(in: $0, by: day)
    }
  }

  /// The code that stands for unitary effect among the states of an office's patents; nil where the office's
  /// fees go on after grant.
  public func unitaryOffice(grantedBy office: String, kind: RightKind) -> String? {
    plans[FeePlanKey(office: office, kind: kind)]?.schedule.rules.afterGrant?.unitaryOffice
  }

  /// The parts of a right whose fees other offices ask for, or why none is known.
  func parts(of subject: RenewalSubject) -> Result<[FeePartOfRight], NoFeeReason> {
    guard let granting = plans[FeePlanKey(office: subject.office, kind: subject.kind)],
      let rule = granting.schedule.rules.afterGrant
    else { return .failure(.nationalFeesUnknown(office: subject.office)) }
    switch subject.life {
    case .ended where subject.endDay == nil: return .failure(.ended(on: nil))
    case .restorable: return .failure(.lapsedRestorable)
    default: break
    }
    guard subject.grantDay != nil else { return .failure(.missingGrantDay) }
    if let reason = unknownReduction(of: subject, rule) { return .failure(reason) }
    var parts: [FeePartOfRight] = []
    for office in offices(of: subject, rule) {
      guard let plan = plans[FeePlanKey(office: office, kind: subject.kind)] else { continue }
      var national = subject
      national.office = office
      national.isNationalPhase = false
      // Names of one office's classes and reductions mean nothing to another that does not have them.
      if plan.schedule.classIndex(subject.rateClass) == nil { national.rateClass = nil }
      let known = Set(plan.schedule.reductions.map(\.id))
      national.reductions = subject.reductions.filter { known.contains($0.name) }
      // Nothing falls due in a state from the day on which the right ended there.
      if let end = subject.validationEnds[office] {
        national.expiryDay = min(end, termEnd(of: national)?.day ?? end)
      }
      switch plan.context(of: national, regional: rule) {
      case .success(let context):
        parts.append(FeePartOfRight(plan: plan, subject: national, context: context))
      case .failure(let reason): return .failure(reason)
      }
    }
    guard !parts.isEmpty else { return .failure(.unknownOffice(offices(of: subject, rule).first ?? "")) }
    return beforeGrant(subject, granting).map { [$0] + parts }
  }
}

extension FeeSchedules {
  /// The fees that the granting office asked for until grant: the last one is that of the year of grant.
  private func beforeGrant(
    _ subject: RenewalSubject, _ granting: FeePlan
  ) -> Result<FeePartOfRight, NoFeeReason> {
    var application = subject
    application.stage = .application
    application.rateClass = nil
    application.reductions = []
    return granting.context(of: application).map { context in
      var context = context
      context.lastNumber = context.grantYear
      return FeePartOfRight(plan: granting, subject: application, context: context)
    }
  }

  /// A reduction that none of a patent's states knows, or not the one it is given for.
  private func unknownReduction(of subject: RenewalSubject, _ rule: AfterGrant) -> NoFeeReason? {
    let schedules = offices(of: subject, rule).compactMap { schedule(office: $0, kind: subject.kind) }
    for recorded in subject.reductions {
      let meant = schedules.filter { recorded.office == nil || recorded.office == $0.office }
      var known: [String] = []
      for reduction in meant.flatMap(\.reductions) where !known.contains(reduction.id) {
        known.append(reduction.id)
      }
      // A state without a schedule is named among those left out.
      if !meant.isEmpty, !known.contains(recorded.name) {
        return .unknownReduction(recorded.name, known: known)
      }
    }
    return nil
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
