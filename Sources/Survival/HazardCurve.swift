/// The sum of a right's terms: in the early years of the clock, and afterwards.
public struct HazardLevel: Sendable, Equatable {
  /// In the early years.
  public var early: Double
  /// Afterwards.
  public var late: Double

  /// A sum with early years of its own.
  public init(early: Double, late: Double) {
    self.early = early
    self.late = late
  }

  /// A sum that is the same in all years.
  public init(_ sum: Double) { self.init(early: sum, late: sum) }
}

/// The years of a hazard's clock: a logit for each, and how many of them are early.
struct HazardCurve {
  /// The logit of the chance in a year for a right whose sum is 0; the first counts for earlier years, the last for
  /// later ones.
  let baseline: [(age: Int, logit: Double)]
  /// So many years from the clock's start are early.
  let earlyYears: Int

  func hazard(year: Int, level: HazardLevel) -> Double {
    let entry = baseline.last { $0.age <= year } ?? baseline[0]
    return Logistic.value(entry.logit + (year < earlyYears ? level.early : level.late))
  }

  /// The chance of lapsing between two times on the clock. Of a year that is only partly passed through, that part of
  /// the risk counts.
  func chance(from: Double, to: Double, level: HazardLevel) -> Double {
    var alive = 1.0
    var at = max(from, 0)
    while at < to {
      let year = Int(at)
      let next = min(Double(year + 1), to)
      alive *= power(1 - hazard(year: year, level: level), next - at)
      at = next
    }
    return 1 - alive
  }
}
