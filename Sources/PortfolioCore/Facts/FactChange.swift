/// How the value of a fact can become another one. A counterfactual offers only what somebody can bring about or what
/// time brings; what is history is never offered as changed.
///
/// It speaks of the right itself. That a value is not known yet and could be found out is another matter, and possible
/// for every fact.
public enum FactChange: Sendable, Equatable {
  /// Who can bring a change about.
  public enum Agent: String, Sendable, CaseIterable {
    /// The owner, by an act or an omission: a licence, a product, a fee.
    case owner
    /// Others: an office, a court, a party to a contract, those who cite, the market.
    case others
  }

  /// A change of a word into another one.
  public struct Step: Sendable, Equatable {
    /// The word that it is now.
    public let from: String
    /// The word that it can become.
    public let to: String
    /// Who can bring it about.
    public let agent: Agent

    init(_ from: String, _ to: String, _ agent: Agent) {
      self.from = from
      self.to = to
      self.agent = agent
    }
  }

  /// History, or what the right is: it cannot become another value. The filing day, the claims as granted.
  case settled
  /// It can become any other value.
  case free(Agent)
  /// It counts what has happened, so that it can only grow: citations, licences so far.
  case rises(Agent)
  /// It can only grow as far as another fact allows: offices with a grant, to those with a living member.
  case risesUpTo(FactID, Agent)
  /// It can only grow, and only while the family can still be filed in other offices; see ``filingWindow(kind:)``.
  case risesWhileFilingIsOpen
  /// A word that can only become certain others.
  case steps([Step])
  /// Time alone moves it: the age up, the remaining term down.
  case passes(isRising: Bool)
  /// Time moves it up, and an act sets it back to 0: years without recorded use.
  case passesUntilReset(Agent)

  /// For how many years from its filing a right's family can be filed in further offices: for patents 30 months
  /// (Patent Cooperation Treaty, article 22; some offices give a month or two more), for designs and marks 6 months
  /// (Paris Convention, article 4 C(1)). Nil for what is not filed.
  public static func filingWindow(kind: RightKind) -> Double? {
    switch kind {
    case .invention, .utilityModel: return 2.5
    case .design, .trademark: return 0.5
    default: return nil
    }
  }

  /// Who can make one word out of another; nil when nobody can.
  public func agent(from: String, to: String) -> Agent? {
    switch self {
    case .free(let agent): return agent
    case .steps(let steps): return steps.first { $0.from == from && $0.to == to }?.agent
    case .settled, .rises, .risesUpTo, .risesWhileFilingIsOpen, .passes, .passesUntilReset: return nil
    }
  }

  /// Who can make one number out of another; nil when nobody can, and where only time can. The limits of
  /// ``risesUpTo(_:_:)`` and ``risesWhileFilingIsOpen`` are left to who knows the right's other facts.
  public func agent(from: Double, to: Double) -> Agent? {
    switch self {
    case .free(let agent): return agent
    case .rises(let agent), .risesUpTo(_, let agent): return to > from ? agent : nil
    case .risesWhileFilingIsOpen: return to > from ? .owner : nil
    case .passesUntilReset(let agent): return to == 0 && from > 0 ? agent : nil
    case .settled, .steps, .passes: return nil
    }
  }

  /// Whether time alone moves it up (true) or down (false); nil when it does not.
  public var risesWithTime: Bool? {
    switch self {
    case .passes(let isRising): return isRising
    case .passesUntilReset: return true
    case .settled, .free, .rises, .risesUpTo, .risesWhileFilingIsOpen, .steps: return nil
    }
  }
}

extension FactChange {
  /// Before grant and in force: the ways between the states of a living right. What ends a right puts it outside the
  /// grades and is no change of a grade.
  static let livingStatus = FactChange.steps([
    Step("pending", "awaiting-registration", .others), Step("pending", "in-force", .others),
    Step("pending", "refused-appealable", .others), Step("refused-appealable", "pending", .owner),
    Step("awaiting-registration", "in-force", .owner), Step("in-force", "annuity-late", .owner),
    Step("annuity-late", "in-force", .owner),
  ])
  static let standard = FactChange.steps([
    Step("none", "declared", .owner), Step("declared", "essential-checked", .others),
  ])
  static let invalidation = FactChange.steps([
    Step("none", "pending", .others), Step("pending", "survived", .others),
  ])
  static let freedom = FactChange.steps([
    Step("blocked", "risk", .owner), Step("blocked", "clear", .owner), Step("risk", "clear", .owner),
    Step("clear", "risk", .others), Step("clear", "blocked", .others), Step("risk", "blocked", .others),
  ])
  static let dependenceOnOthers = FactChange.steps([
    Step("unlicensed", "licensed", .owner), Step("unlicensed", "none", .owner),
    Step("licensed", "unlicensed", .others), Step("licensed", "none", .others),
  ])
  /// A signed agreement does not become worse by itself, and the inventors of a right stay who they are.
  static let agreementWithInventors = FactChange.steps([
    Step("missing", "partial", .owner), Step("missing", "complete", .owner),
    Step("partial", "complete", .owner),
  ])
  static let easierToReverse = FactChange.steps([
    Step("infeasible", "hard", .others), Step("infeasible", "easy", .others), Step("hard", "easy", .others),
  ])
  static let likelierToBeFound = FactChange.steps([
    Step("unlikely", "possible", .others), Step("unlikely", "likely", .others),
    Step("possible", "likely", .others),
  ])
  static let granted = FactChange.steps([Step("application", "granted", .others)])
}
