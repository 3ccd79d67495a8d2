public import PortfolioCore

/// Why a right has no grade, or that it has one.
public enum GradeOutcome: Sendable, Equatable {
  /// Graded: the index into the model's grades.
  case graded(Int)
  /// A gate decided: the index into the model's gates.
  case gated(Int)
  /// The model does not grade this kind of right.
  case otherKind
}

/// The grades of a whole portfolio: columns, one row a right of the fact table.
public struct GradingResult: Sendable, Equatable {
  /// 0 and up: the index into the model's grades; -1 - g: gate g decided; ``otherKindCode``: not graded by
  /// this model.
  public var codes: [Int16]
  /// The score, 0 to 100, with the assumptions for unknown facts.
  public var points: [Float]
  /// The least score that the unknown facts allow.
  public var low: [Float]
  /// The greatest score that the unknown facts allow.
  public var high: [Float]
  /// The share of the weight that rests on known facts, 0 to 1.
  public var coverage: [Float]
  /// The worst grade that the unknown facts allow, as in ``codes``.
  public var worst: [Int16]
  /// The best grade that the unknown facts allow, as in ``codes``.
  public var best: [Int16]
  /// The axes; one column of tiers for models of one axis, two with their own scores where a part has two.
  public var axes: [AxisColumns]

  /// An axis over all rights.
  public struct AxisColumns: Sendable, Equatable {
    /// The tier that the right has on the axis, hysteresis included and gates not: an index into the axis's
    /// tiers; -1 where the right's part has no such axis.
    public var tiers: [Int8]
    /// The score on the axis; empty where no part has two axes.
    public var points: [Float]
    /// The least score.
    public var low: [Float]
    /// The greatest score.
    public var high: [Float]

    /// Columns of stored results.
    public init(tiers: [Int8], points: [Float] = [], low: [Float] = [], high: [Float] = []) {
      self.tiers = tiers
      self.points = points
      self.low = low
      self.high = high
    }
  }

  /// The code of rights that the model does not grade.
  public static let otherKindCode: Int16 = .min

  /// Columns of stored results. All must have one entry a right.
  public init(
    codes: [Int16], points: [Float], low: [Float], high: [Float], coverage: [Float], worst: [Int16],
    best: [Int16], axes: [AxisColumns]
  ) {
    self.codes = codes
    self.points = points
    self.low = low
    self.high = high
    self.coverage = coverage
    self.worst = worst
    self.best = best
    self.axes = axes
  }

  /// The number of rights.
  public var count: Int { codes.count }

  /// What came out for a row.
  public func outcome(_ row: Int) -> GradeOutcome { GradingResult.outcome(of: codes[row]) }

  /// What a code of ``codes``, ``worst`` or ``best`` says.
  public static func outcome(of code: Int16) -> GradeOutcome {
    if code == GradingResult.otherKindCode { return .otherKind }
    return code >= 0 ? .graded(Int(code)) : .gated(Int(-1 - code))
  }

  /// True for a graded right whose unknown facts could give it another grade.
  public func isUnsettled(_ row: Int) -> Bool { codes[row] >= 0 && worst[row] != best[row] }
}

extension GradingModel {
  /// The name of an outcome: the grade, the gate's id, or `other`.
  public func name(of outcome: GradeOutcome) -> String {
    switch outcome {
    case .graded(let index): return grades[index].grade
    case .gated(let index): return gates[index].id
    case .otherKind: return "other"
    }
  }
}

/// What an earlier run of the same model said of the rights of a table: columns, one row a right.
public struct EarlierGrades: Sendable, Equatable {
  /// The earlier run's number; 0 for grades that are given otherwise, as in cases.
  public let runID: Int64
  /// The earlier run's as-of day.
  public let asOf: CalendarDay
  /// The names of outcomes: grades, gates and `other`.
  public let names: [String]
  /// An index into ``names``; -1 where the earlier run has no such right.
  public let outcomes: [Int16]
  /// The earlier scores.
  public let points: [Float]
  /// The earlier tiers by axis, -1 where there was none; empty where the thresholds are other ones now, so
  /// that hysteresis has nothing to hold on to.
  public let tiers: [[Int8]]

  /// Columns of an earlier run, laid beside the rows of another table.
  public init(
    runID: Int64, asOf: CalendarDay, names: [String], outcomes: [Int16], points: [Float], tiers: [[Int8]]
  ) {
    self.runID = runID
    self.asOf = asOf
    self.names = names
    self.outcomes = outcomes
    self.points = points
    self.tiers = tiers
  }

  /// The earlier outcome of a row, or nil where the earlier run has no such right.
  public func outcome(_ row: Int) -> String? { outcomes[row] >= 0 ? names[Int(outcomes[row])] : nil }

  /// The earlier tier of a row on an axis.
  public func tier(axis: Int, _ row: Int) -> Int? {
    guard tiers.indices.contains(axis), tiers[axis][row] >= 0 else { return nil }
    return Int(tiers[axis][row])
  }
}
