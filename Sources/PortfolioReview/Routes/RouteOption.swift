public import PortfolioCore

/// A route for a right: whether it can be taken, what it takes and what it brings.
public struct RouteOption: Sendable {
  /// Whether it can be taken.
  public enum Feasibility: String, Sendable, CaseIterable {
    /// Nothing stands in the way.
    case ready
    /// After gates are lifted or questions answered.
    case conditional
    /// Not before the fee is due: pay it first.
    case tooLate = "too-late"
    /// Facts or gates forbid it.
    case notPossible = "not-possible"

    /// The word for people.
    public var title: BilingualText {
      switch self {
      case .ready: return BilingualText(zh: "可行", en: "possible")
      case .conditional: return BilingualText(zh: "有条件", en: "under conditions")
      case .tooLate: return BilingualText(zh: "来不及，先缴费", en: "too late, pay first")
      case .notPossible: return BilingualText(zh: "不可行", en: "not possible")
      }
    }
  }

  /// A gate that stands before one of the route's acts.
  public struct Gate: Sendable, Equatable {
    /// The gate's place in the model.
    public let index: Int
    /// The act.
    public let act: GatedAct
    /// How it stands.
    public let state: GateState
  }

  /// The route.
  public let route: DisposalRoute
  /// Whether it can be taken.
  public let feasibility: Feasibility
  /// The day on which gates are judged; the as-of day when nil.
  public let day: CalendarDay?
  /// What of its requirements is not met.
  public let failures: [BilingualText]
  /// The facts that its requirements ask for and that are not known.
  public let questions: [FactID]
  /// The gates that something must be done about, each once.
  public let gates: [Gate]
  /// The calendar days from the decision to the effect, gates and listings included.
  public let days: Int
  /// The last day on which it can be begun so that no further fee falls due; nil where no fee is named, or where the
  /// holder goes on paying.
  public let lastSafeDay: CalendarDay?
  /// The same where every gate that is still a question turns out to stand in the way: it is asked about first and lifted
  /// then. Nil where that takes no longer, or where there is no last safe day.
  public let safeDayIfGatesHold: CalendarDay?
  /// The same once it is known that every gate that is still a question stands in the way: without the days of asking.
  /// Nil where ``safeDayIfGatesHold`` is.
  public let safeDayOnceKnown: CalendarDay?
  /// What it costs, in minor units of the run's currency; nil where the model's costs are in another currency.
  public let cost: Int64?
  /// The fees that the holder pays on it over the years compared, in minor units; nil where they are not known.
  public let fees: Int64?
  /// What it brings beside fees, at the least and at the most; nil where nobody can say.
  public let proceeds: (low: Int64, high: Int64)?
  /// What is counted of the proceeds to put routes into order.
  public let counted: Int64
  /// Why nobody can say what it brings.
  public let unknownBecause: BilingualText?

  /// What it brings all in all at the least: proceeds less cost and fees; nil where a part is not known. Unknown
  /// proceeds count as nothing here.
  public var least: Int64? {
    guard let cost, let fees else { return nil }
    return (proceeds?.low ?? 0) - cost - fees
  }

  /// What it brings all in all at the most; nil where a part is not known.
  public var most: Int64? {
    guard let cost, let fees, let proceeds else { return nil }
    return proceeds.high - cost - fees
  }

  /// What decides the order: what is counted of the proceeds, less what is known of cost and fees.
  public var order: Int64 { counted - (cost ?? 0) - (fees ?? 0) }

  /// The day by which it should be begun whatever the open questions bring.
  public var firstSafeDay: CalendarDay? { safeDayIfGatesHold ?? lastSafeDay }

  /// The day by which it must be begun, as it looks on a day: in time to ask and to lift what the open gates demand;
  /// where that has passed, in time to lift it once it is known; where that has passed too, the last safe day.
  public func dayToBegin(_ asOf: CalendarDay) -> CalendarDay? {
    guard let last = lastSafeDay else { return nil }
    if let hold = safeDayIfGatesHold, hold >= asOf { return hold }
    if let known = safeDayOnceKnown, known >= asOf { return min(known, last) }
    return last
  }

  /// Whether it may be recommended.
  public var canBeTaken: Bool { feasibility == .ready || feasibility == .conditional }
}

/// The routes of a right, in the order of what they bring; what cannot be done comes last.
public struct RouteList: Sendable {
  /// The row of the right.
  public let row: Int
  /// The day from which the next fee counts that the routes are to spare; nil where none is named.
  public let deadline: CalendarDay?
  /// Whether the deadline is the end of a grace period that runs already.
  public let isInGrace: Bool
  /// The routes.
  public let options: [RouteOption]
  /// The place of the recommended route; nil where none can be taken.
  public let recommended: Int?

  /// The recommended route.
  public var best: RouteOption? { recommended.map { options[$0] } }
}
