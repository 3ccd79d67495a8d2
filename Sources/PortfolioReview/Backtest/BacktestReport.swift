public import PortfolioCore
public import Survival

/// The day on which the rights of a backtest are judged.
public enum BacktestDay: Sendable, Equatable {
  /// One day for all: those in force on it.
  case day(CalendarDay)
  /// Each right on its own day of grant.
  case grant
}

/// What became of a right.
public struct BacktestOutcome: Sendable, Equatable {
  /// The day it was let lapse, where the source tells a day.
  public var lapsedOn: CalendarDay?
  /// Whether it was let lapse, where the source tells no day.
  public var lapsed: Bool?
  /// Whether the source takes it out of the test.
  public var isLeftOut: Bool
  /// Why what the source tells cannot be used; nil where it can.
  public var refusal: BacktestReport.Exclusion.Reason?

  /// An outcome.
  public init(lapsedOn: CalendarDay? = nil, lapsed: Bool? = nil, isLeftOut: Bool = false) {
    self.lapsedOn = lapsedOn
    self.lapsed = lapsed
    self.isLeftOut = isLeftOut
  }
}

/// What became of the rows of a file: each is a right's, repeats one, or was refused.
public struct BacktestRows: Sendable, Equatable {
  /// Refused rows with the same reason.
  public struct Refused: Sendable, Equatable {
    /// Why.
    public let code: ProblemCode
    /// The rows.
    public let rows: Int
    /// The first lines.
    public let lines: [Int]

    /// Refused rows.
    public init(code: ProblemCode, rows: Int, lines: [Int]) {
      self.code = code
      self.rows = rows
      self.lines = lines
    }
  }

  /// The rows below the header.
  public let read: Int
  /// The rights that they are of: one row each.
  public let rights: Int
  /// Rows that repeat the right of another row.
  public let repeated: Int
  /// Rows that are no rights.
  public let refused: [Refused]

  /// An account of rows.
  public init(read: Int, rights: Int, repeated: Int, refused: [Refused]) {
    self.read = read
    self.rights = rights
    self.repeated = repeated
    self.refused = refused
  }
}

/// What a backtest is asked to do.
public struct BacktestRequest: Sendable {
  /// The day on which the rights are judged.
  public var day: BacktestDay
  /// The id of a grading model or of a lapse hazard.
  public var model: String
  /// The last day of observation.
  public var observedUntil: CalendarDay
  /// How many days before the end of the term a recorded end counts as the end of the term.
  public var termEndMargin: Int

  /// A request.
  public init(day: BacktestDay, model: String, observedUntil: CalendarDay, termEndMargin: Int = 0) {
    self.day = day
    self.model = model
    self.observedUntil = observedUntil
    self.termEndMargin = termEndMargin
  }
}

/// How well a model's judgement on the day told which rights would be let lapse.
public struct BacktestReport: Sendable {
  /// Rights that have something in common.
  public struct Group: Sendable {
    /// The kind of owner, its origin, or both (`domestic-enterprise`).
    public let key: String
    /// How well the score tells the outcome within the group. A right let lapse should score higher.
    public let accuracy: RankAccuracy
  }

  /// The rights of a grade, or of a band of chances.
  public struct Grade: Sendable, Equatable {
    /// The grade or the band's id.
    public let key: String
    /// The rights.
    public let count: Int
    /// Those let lapse.
    public let lapses: Int

    /// The share let lapse; nil without rights.
    public var rate: Double? { count > 0 ? Double(lapses) / Double(count) : nil }
  }

  /// One fact by itself as a score, for comparison.
  public struct SingleFact: Sendable {
    /// The fact.
    public let fact: FactID
    /// Whether more of it goes with being let lapse; decided on all rights and kept within groups.
    public let moreMeansLapse: Bool
    /// The rights of which it is known.
    public let known: Int
    /// How well it tells the outcome.
    public let accuracy: RankAccuracy
    /// The area under the curve within groups, by the group's key; nil where it cannot be computed.
    public let byGroup: [String: Double]
  }

  /// A fact that the model asks for and that was only observed after the day, with the rights concerned.
  public struct RefusedFact: Sendable, Equatable {
    /// The fact.
    public let fact: FactID
    /// The rights.
    public let rights: Int
  }

  /// Rights that were not tested, by reason.
  public struct Exclusion: Sendable, Equatable {
    /// Why.
    public let reason: Reason
    /// The rights.
    public let rights: Int

    /// Why a right is not tested.
    public enum Reason: String, Sendable, CaseIterable {
      /// Not granted by the day.
      case notGranted = "not-granted"
      /// Ended by the day.
      case ended
      /// The source takes it out.
      case leftOut = "left-out"
      /// Nothing is known of its outcome.
      case noOutcome = "no-outcome"
      /// Its outcome cannot be read.
      case outcomeUnreadable = "outcome-unreadable"
      /// Its rows tell different outcomes.
      case outcomesContradict = "outcomes-contradict"
      /// No filing day, so no age.
      case noFilingDay = "no-filing-day"
      /// The model gives no score for it.
      case notScored = "not-scored"
    }
  }

  /// That the model was fitted on the very rights of the test, which flatters it.
  public struct InSample: Sendable, Equatable {
    /// The mean area under the curve on rights left out of the fit, as the model tells it.
    public let aucOutOfSample: Double
    /// The folds of its cross-validation.
    public let folds: Int
    /// The repetitions of its cross-validation.
    public let repetitions: Int
  }

  /// The chance that people are shown, that of a lapse within the model's horizon, against what happened within it: of
  /// the rights that were watched so long.
  public struct Horizon: Sendable {
    /// The years after the day on which a right is judged.
    public let years: Int
    /// All rights watched so long; the events are the lapses within the years.
    public let accuracy: RankAccuracy
    /// By kind and origin of owner; groups of fewer than ten rights are left out.
    public let byOwner: [Group]
    /// Facts by themselves, the best first.
    public let singleFacts: [SingleFact]
    /// The mean of the chances.
    public let predicted: Double
    /// The share let lapse within the years.
    public let observed: Double
  }

  /// The model's id.
  public let model: String
  /// Whether the scores are predicted chances.
  public let areChances: Bool
  /// The day on which the rights were judged.
  public let day: BacktestDay
  /// The last day of observation.
  public let observedUntil: CalendarDay
  /// All tested rights.
  public let accuracy: RankAccuracy
  /// By kind and origin of owner; groups of fewer than ten rights are left out.
  public let byOwner: [Group]
  /// By grade, the best first, or by band, the lowest chance first.
  public let byGrade: [Grade]
  /// Predicted and observed, by tenths of the score.
  public let calibration: Calibration
  /// Facts by themselves, the best first.
  public let singleFacts: [SingleFact]
  /// Nil where the model was not fitted on these rights, as far as their number, lapses and end of observation tell.
  public let inSample: InSample?
  /// Nil for a grading model, where the day of a lapse is not known, and where no right was watched so long.
  public let horizon: Horizon?
  /// Facts refused because they were observed later.
  public let refused: [RefusedFact]
  /// Rights not tested.
  public let exclusions: [Exclusion]
  /// What is doubtful.
  public let problems: [Problem]
}
