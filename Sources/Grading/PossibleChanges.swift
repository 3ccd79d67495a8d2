public import PortfolioCore

/// How a supposed change would come about.
public enum ChangeWay: Sendable, Equatable {
  /// The owner brings it about.
  case owner
  /// Others bring it about: an office, a court, a party, those who cite.
  case others
  /// Nothing need be done: it is so from this day on, if nothing else changes.
  case time(CalendarDay)
  /// The value is not known, and may be found out.
  case finding
  /// Experts may answer so.
  case assessment
}

/// What can become of one right's facts: who can bring a value about, and what changes along with it.
struct PossibleChanges {
  let engine: GradingEngine
  let row: Int

  /// How a fact can come to have a value; nil when it cannot.
  func way(_ fact: FactID, to value: HypotheticalValue) -> ChangeWay? {
    if fact.isQuestion { return .assessment }
    guard let change = FactCatalogue.definition(fact)?.change, hasItsGround(fact) else { return nil }
    let state = engine.column(fact)?.states[row] ?? .unknown
    guard state == .known else {
      return state == .notApplicable || !couldBeFound(fact, value) ? nil : .finding
    }
    let agent: FactChange.Agent?
    switch value {
    case .word(let word): agent = self.word(fact).flatMap { change.agent(from: $0, to: word) }
    case .number(let number):
      agent = self.number(fact).flatMap { change.agent(from: $0, to: number) }
      guard isWithinLimits(change, number) else { return nil }
    case .unknown: agent = nil
    }
    guard let agent, isNextStep(fact, to: value) else { return nil }
    return agent == .owner ? .owner : .others
  }

  private func word(_ fact: FactID) -> String? { engine.column(fact)?.category(row) }
  private func number(_ fact: FactID) -> Double? { engine.column(fact)?.number(row) }

  private func isWithinLimits(_ change: FactChange, _ number: Double) -> Bool {
    switch change {
    case .risesUpTo(let limit, _): return self.number(limit).map { number <= $0 } ?? false
    case .risesWhileFilingIsOpen:
      guard let age = self.number(.age), let kind = word(.rightKind).flatMap(RightKind.init(rawValue:)),
        let window = FactChange.filingWindow(kind: kind)
      else { return false }
      return age <= window
    case .settled, .free, .rises, .steps, .passes, .passesUntilReset: return true
    }
  }

  /// A share of products' revenue is of the products that a right is linked with: without a link there is none.
  func hasItsGround(_ fact: FactID) -> Bool {
    switch fact {
    case .dependentRevenue: return word(.productUse) == "core" || word(.productUse) == "supporting"
    case .marketCoverage, .overseasCoverage, .intensiveProduct: return word(.productUse) != nil
    default: return true
    }
  }

  /// What is found out must agree with what is known already.
  private func couldBeFound(_ fact: FactID, _ value: HypotheticalValue) -> Bool {
    guard fact == .legalStatus || fact == .legalLife, case .word(let found) = value else { return true }
    guard let status = LegalStatus(rawValue: found) else { return true }
    let lives = word(.legalLife).map { $0 == status.life.rawValue } ?? true
    return lives && (word(.stage).map { status.stage == nil || $0 == status.stage?.rawValue } ?? true)
  }

  /// A dispute must be pending before it can have ended, and a late fee can be paid only while it is in time.
  private func isNextStep(_ fact: FactID, to value: HypotheticalValue) -> Bool {
    switch (fact, value) {
    case (.disputesEnded, .number(let number)):
      return isDisputed && self.number(fact).map { number == $0 + 1 } ?? false
    // A pledge is given one at a time.
    case (.pledgesEver, .number(let number)): return self.number(fact).map { number == $0 + 1 } ?? false
    case (.legalStatus, .word("in-force")) where word(fact) == "annuity-late":
      return self.number(.graceEnd).map { $0 >= Double(engine.table.asOf.number) } ?? true
    default: return true
    }
  }

  /// The years over which citations are counted: as the facts tell, else, without a citation to tell it, the age, which
  /// they cannot exceed; nil where that is not known either.
  private var citationYears: Double? {
    if let count = number(.forwardCitations), let rate = number(.citationsPerYear), count > 0, rate > 0 {
      return count / rate
    }
    return number(.age).map { max($0, 1) }
  }

  /// The nearest value that the fact can really have: so many citations a year are a whole number of citations. Nil where
  /// nothing tells over how many years they would be counted.
  func reachable(_ fact: FactID, _ value: HypotheticalValue) -> HypotheticalValue? {
    guard fact == .citationsPerYear, case .number(let rate) = value, let now = number(fact), rate > now,
      number(.forwardCitations) != nil
    else { return value }
    return citationYears.map { years in HypotheticalValue.number((rate * years - 1e-9).rounded(.up) / years) }
  }

  /// Whether two changes are one told twice: they are of the same fact, or one of them comes along with the other just as
  /// it is. What time brings is no act and goes along with none.
  func isSame(_ one: SupposedChange, _ other: SupposedChange) -> Bool {
    if one.fact == other.fact { return true }
    if case .time = one.way { return false }
    if case .time = other.way { return false }
    return along(one.fact, to: one.value)[other.fact] == other.value
      || along(other.fact, to: other.value)[one.fact] == one.value
  }

  /// Whether two pairs of changes are one pair told twice.
  func isSame(_ one: [SupposedChange], _ other: [SupposedChange]) -> Bool {
    guard one.count == 2, other.count == 2 else { return false }
    return (isSame(one[0], other[0]) && isSame(one[1], other[1]))
      || (isSame(one[0], other[1]) && isSame(one[1], other[0]))
  }

  private var isDisputed: Bool {
    number(.inDispute) == 1 || word(.disputeType).map { $0 != "none" } ?? false
  }

  // MARK: What changes along

  /// The other facts that would be other ones too, as far as they are known: a licence that is granted is one more
  /// licence, and a right that is granted is an application no more.
  func along(_ fact: FactID, to value: HypotheticalValue) -> [FactID: HypotheticalValue] {
    var also: [FactID: HypotheticalValue] = [:]
    func set(_ id: FactID, _ value: HypotheticalValue) {
      if engine.column(id)?.states[row] == .known { also[id] = value }
    }
    func add(_ id: FactID, _ more: Double) { if let now = number(id) { also[id] = .number(now + more) } }
    switch (fact, value) {
    case (.legalStatus, .word(let word)):
      guard let status = LegalStatus(rawValue: word) else { break }
      set(.legalLife, .word(status.life.rawValue))
      if let stage = status.stage { set(.stage, .word(stage.rawValue)) }
      if status != .annuityLate { also[.graceEnd] = .unknown }
    case (.stage, .word(RightStage.granted.rawValue)): set(.legalStatus, .word(LegalStatus.inForce.rawValue))
    case (.licenceType, .word(let word)):
      if word == "none" {
        set(.licencesOut, .number(0))
        set(.licenceIncome, .number(0))
      } else if self.word(fact) == "none" {
        set(.licencesOut, .number(1))
        add(.licencesEver, 1)
      }
    case (.licencesOut, .number(let number)):
      if number == 0 {
        set(.licenceType, .word("none"))
        set(.licenceIncome, .number(0))
      }
      if number > 0, word(.licenceType) == "none" { set(.licenceType, .word("ordinary")) }
      if let now = self.number(fact), number > now { add(.licencesEver, number - now) }
    case (.licencesEver, .number(let number)):
      if let now = self.number(fact), number > now { add(.licencesOut, number - now) }
      if word(.licenceType) == "none" { set(.licenceType, .word("ordinary")) }
    case (.citationsPerYear, .number(let rate)):
      if let now = self.number(fact), let years = citationYears, rate > now {
        let more = ((rate - now) * years).rounded()
        add(.forwardCitations, more)
        add(.forwardCitationsByOthers, more)
      }
    case (.pledged, .number(1)): add(.pledgesEver, 1)
    case (.pledgesEver, .number): set(.pledged, .number(1))
    case (.productUse, .word(let word)):
      set(.inProduct, .number(word == "defensive" ? 0 : 1))
      set(.yearsWithoutUse, .number(0))
      if word == "defensive" { set(.dependentRevenue, .unknown) }
    case (.disputeType, .word("none")), (.inDispute, .number(0)), (.disputesEnded, .number):
      let wasAttacked = word(.disputeType) == "invalidation" || word(.invalidationRecord) == "pending"
      set(.disputeType, .word("none"))
      set(.inDispute, .number(0))
      add(.disputesEnded, 1)
      if wasAttacked { set(.invalidationRecord, .word("survived")) }
    case (.disputeType, .word(let word)):
      set(.inDispute, .number(1))
      add(.disputesSoFar, 1)
      if word == "invalidation" { set(.invalidationRecord, .word("pending")) }
    case (.inDispute, .number):
      if word(.disputeType) == "none" { set(.disputeType, .word("other")) }
      add(.disputesSoFar, 1)
    case (.invalidationRecord, .word("pending")):
      set(.inDispute, .number(1))
      if word(.disputeType) == "none" { set(.disputeType, .word("invalidation")) }
      add(.disputesSoFar, 1)
    case (.invalidationRecord, .word("survived")):
      if word(.disputeType) == "invalidation" {
        set(.disputeType, .word("none"))
        set(.inDispute, .number(0))
      }
      add(.disputesEnded, 1)
    // Whoever proves more classes proves that the mark is used, and the proof is as young as the day.
    case (.classesProven, .number(let number)):
      if let now = self.number(fact), number > now {
        set(.markUse, .word("in-use"))
        set(.lastUseProven, .number(Double(engine.table.asOf.number)))
      }
    case (.markUse, .word("in-use")): set(.lastUseProven, .number(Double(engine.table.asOf.number)))
    default: break
    }
    also[fact] = nil
    return also
  }

  // MARK: Time

  /// A day on which time alone has moved a fact past a limit.
  struct Turn {
    let fact: FactID
    let value: HypotheticalValue
    let day: CalendarDay
  }

  /// The days on which time alone takes a fact of a criterion past one of its limits, or a day that a gate asks for
  /// far enough away; none of them after the end of the term.
  func turns(_ part: GradingPart) -> [Turn] {
    let asOf = engine.table.asOf
    let end = number(.remainingTerm).map { Int($0 * 365.25) } ?? 100 * 366
    var turns: [Turn] = []
    func turn(_ fact: FactID, _ value: HypotheticalValue, after days: Int) {
      guard days > 0, days <= end else { return }
      turns.append(Turn(fact: fact, value: value, day: asOf + days))
    }
    func turn(_ fact: FactID, at limit: Double) {
      guard let isRising = FactCatalogue.definition(fact)?.change.risesWithTime, let now = number(fact),
        fact != .yearsWithoutUse || now > 0
      else { return }
      // The first day on which it has risen to the limit, or has fallen below it.
      let gap = (isRising ? limit - now : now - limit) * 365.25
      let days = isRising ? Int(gap.rounded(.up)) : Int(gap.rounded(.down)) + 1
      turn(fact, .number(now + (isRising ? 1 : -1) * Double(days) / 365.25), after: days)
    }
    for criterion in part.axes.flatMap(\.root.allCriteria) {
      switch criterion.scale {
      case .bands(let bands): for band in bands { turn(criterion.fact, at: band.from) }
      case .linear(let from, let to, _, _):
        for step in 0...4 { turn(criterion.fact, at: from + (to - from) * Double(step) / 4) }
      case .table, .cohortPercentile, .levels: break
      }
    }
    for gate in part.gates where gate.effect != .outside {
      for limit in gate.condition.timeLimits {
        switch limit {
        case .value(let fact, let number): turn(fact, at: number)
        case .sinceDay(let fact, let days):
          guard let day = number(fact) else { continue }
          turn(fact, .number(day), after: Int((day + days).rounded(.up)) - Int(asOf.number))
        }
      }
    }
    return turns
  }

  /// All facts that time moves, as they would be so many days later.
  func later(by days: Int) -> [FactID: HypotheticalValue] {
    var values: [FactID: HypotheticalValue] = [:]
    let years = Double(days) / 365.25
    for fact in [FactID.age, .remainingTerm, .yearsSinceGrant, .yearsWithoutUse] {
      guard let isRising = FactCatalogue.definition(fact)?.change.risesWithTime, let now = number(fact),
        fact != .yearsWithoutUse || now > 0
      else { continue }
      values[fact] = .number(now + (isRising ? years : -years))
    }
    return values
  }
}

/// A limit of a condition that time can pass.
enum TimeLimit {
  case value(FactID, Double)
  /// So many days after a day that is known of the right.
  case sinceDay(FactID, Double)
}

extension Condition {
  /// What it asks of facts that time moves.
  var timeLimits: [TimeLimit] {
    switch self {
    case .all(let list), .any(let list): return list.flatMap(\.timeLimits)
    case .not(let inner): return inner.timeLimits
    case .atLeast(let id, let limit), .moreThan(let id, let limit), .atMost(let id, let limit):
      return [.value(id, limit)]
    case .yearsSinceAtLeast(let id, let years), .yearsSinceBelow(let id, let years):
      return [.sinceDay(id, years * 365.25)]
    case .daysSinceAtLeast(let id, let days): return [.sinceDay(id, days)]
    case .daysUntilAtMost(let id, let days): return [.sinceDay(id, -days), .sinceDay(id, 1)]
    case .isOneOf, .known, .unknown, .notApplicable: return []
    }
  }
}
