public import PortfolioCore

/// One term's part in a right's chance.
public struct HazardPart: Sendable {
  /// The term.
  public let term: LapseHazardModel.Term
  /// The value made of the fact, or the assumption.
  public let value: Double
  /// Whether the value rests on a known fact.
  public let isKnown: Bool

  /// What one unit of the value adds for this right now: the term's coefficient, the deviation of its group, and in the
  /// early years of the clock what these add.
  public let slope: Double

  /// What the part adds to the logit of the yearly chance. A deviation counts from the assumed value.
  public var contribution: Double { term.contribution(value, slope: slope) }
}

extension LapseHazardModel.Term {
  /// Whether its value is the years from filing to grant, by which a clock from grant is set.
  var isGrantLag: Bool { fact == .grantLag && form == .value && onlyWhen == nil }

  /// What a value adds to the logit where one unit of it counts so much. At the assumed value every slope gives
  /// the same.
  func contribution(_ value: Double, slope: Double) -> Double {
    coefficient * value + (slope - coefficient) * (value - assumed)
  }
}

/// The sum of a right's terms, with what unknown facts leave open.
public struct HazardSum: Sendable, Equatable {
  /// The sum with the assumptions for unknown facts.
  public var value = 0.0
  /// The least that unknown facts allow.
  public var low = 0.0
  /// The most.
  public var high = 0.0
  /// How many terms rest on known facts.
  public var known = 0
}

/// Reads a fact table through a hazard model. The same routine, ``parts(row:)``, gives the sum and its parts.
public struct HazardEngine: Sendable {
  /// The model.
  public let model: LapseHazardModel
  /// The facts.
  public let table: FactTable

  /// An engine. Facts that the table lacks count as unknown for every right.
  public init(model: LapseHazardModel, table: FactTable) {
    self.model = model
    self.table = table
  }

  /// Whether the model was fitted for a right's kind and office; nil where these are not known.
  public func covers(row: Int) -> Bool? {
    guard let kind = table[.rightKind]?.category(row), let office = table[.office]?.category(row) else {
      return nil
    }
    return model.appliesTo.contains { $0.rawValue == kind } && model.offices.contains(office)
  }

  /// The value of a term for a right; nil where it cannot be known.
  public static func value(of term: LapseHazardModel.Term, row: Int, in table: FactTable) -> Double? {
    if let only = term.onlyWhen {
      guard let word = table[only.fact]?.category(row) else { return nil }
      if !only.words.contains(word) { return 0 }
    }
    guard let column = table[term.fact] else { return nil }
    switch term.form {
    case .value: return column.number(row)
    case .logOfOneMore: return column.number(row).map { logarithmOfOneMore(max(0, $0)) }
    case .isOneOf: return column.category(row).map { term.words.contains($0) ? 1 : 0 }
    }
  }

  /// The parts of a right's sum at its age in the table, in the model's order.
  public func parts(row: Int) -> [HazardPart] {
    parts(row: row, isEarly: table[.age]?.number(row).map { isEarly(row: row, age: $0) } ?? false)
  }

  /// Whether an age of a right lies in the early years of the clock.
  private func isEarly(row: Int, age: Double) -> Bool {
    max(0, age - start(row: row, age: age)) < Double(model.earlyYears)
  }

  private func parts(row: Int, isEarly: Bool) -> [HazardPart] {
    model.terms.map { term in
      let value = HazardEngine.value(of: term, row: row, in: table)
      let slopes = slopes(of: term, row: row, isEarly: isEarly)
      return HazardPart(
        term: term, value: value ?? term.assumed, isKnown: value != nil, slope: slopes[0])
    }
  }

  /// The slopes that a term may have for a right. The first is taken for the sum: that of its group where this is
  /// known, else the common one, which those of every group that it may belong to follow.
  private func slopes(of term: LapseHazardModel.Term, row: Int, isEarly: Bool) -> [Double] {
    let common = term.coefficient + (isEarly ? term.early?.coefficient ?? 0 : 0)
    var slopes = [common]
    for deviation in term.deviations {
      switch HazardEngine.value(of: model.terms[deviation.group], row: row, in: table) {
      case .some(0): continue
      case .some: return [common + deviation.coefficient]
      case nil: slopes.append(common + deviation.coefficient)
      }
    }
    return slopes
  }

  /// The sum of a right's terms after the early years, or in them.
  public func sum(row: Int, isEarly: Bool = false) -> HazardSum {
    var sum = HazardSum()
    for part in parts(row: row, isEarly: isEarly) {
      sum.value += part.contribution
      if part.isKnown { sum.known += 1 }
      let values = part.isKnown ? [part.value] : [part.term.range.lowerBound, part.term.range.upperBound]
      let ends = slopes(of: part.term, row: row, isEarly: isEarly).flatMap { slope in
        values.map { part.term.contribution($0, slope: slope) }
      }
      sum.low += ends.min() ?? part.contribution
      sum.high += ends.max() ?? part.contribution
    }
    return sum
  }

  /// The ages at which the clock may have begun for a right of some age: one where that is known; else what is assumed,
  /// followed by every whole year that it may be.
  private func starts(row: Int, age: Double) -> [Double] {
    guard model.clock == .grant, let lag = model.terms.first(where: \.isGrantLag) else { return [0] }
    if let known = table[.grantLag]?.number(row) { return [min(max(0, known), age)] }
    let least = min(lag.range.lowerBound, age)
    let most = min(lag.range.upperBound, age)
    return [min(lag.assumed, age)] + Array(stride(from: least, to: most, by: 1)) + [most]
  }

  /// The age at which the clock began for a right of some age, or is taken to have begun.
  public func start(row: Int, age: Double) -> Double { starts(row: row, age: age)[0] }

  /// The chance that a right is let lapse between two ages, with the assumptions for unknown facts; none after the end of
  /// the term.
  public func chance(row: Int, from: Double, to: Double) -> Double {
    chance(
      from: from, to: to, start: start(row: row, age: from),
      level: HazardLevel(early: sum(row: row, isEarly: true).value, late: sum(row: row).value))
  }

  private func chance(from: Double, to: Double, start: Double, level: HazardLevel) -> Double {
    model.chance(from: from - start, to: min(to, Double(model.termYears)) - start, level: level)
  }

  /// The chance that a right is let lapse within some years from its age in the table: value, least and most.
  /// Nil where the age is not known or the model was not fitted for such rights.
  public func chance(row: Int, within years: Double) -> (value: Double, low: Double, high: Double)? {
    guard covers(row: row) == true, let age = table[.age]?.number(row), age < Double(model.termYears) else {
      return nil
    }
    let early = sum(row: row, isEarly: true)
    let late = sum(row: row)
    func chances(_ early: Double, _ late: Double) -> [Double] {
      starts(row: row, age: age).map {
        chance(from: age, to: age + years, start: $0, level: HazardLevel(early: early, late: late))
      }
    }
    let value = chances(early.value, late.value)[0]
    return (
      value, min(value, chances(early.low, late.low).min() ?? value),
      max(value, chances(early.high, late.high).max() ?? value)
    )
  }
}
