public import PortfolioCore

/// One term's part in a right's chance.
public struct HazardPart: Sendable {
  /// The term.
  public let term: LapseHazardModel.Term
  /// The value made of the fact, or the assumption.
  public let value: Double
  /// Whether the value rests on a known fact.
  public let isKnown: Bool

  /// What one unit of the value adds for this right: the term's coefficient, and the deviation of its group.
  public let slope: Double

  /// What the part adds to the logit of the yearly chance. A deviation counts from the assumed value.
  public var contribution: Double { term.contribution(value, slope: slope) }
}

extension LapseHazardModel.Term {
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

  /// The parts of a right's sum, in the model's order.
  public func parts(row: Int) -> [HazardPart] {
    model.terms.map { term in
      let value = HazardEngine.value(of: term, row: row, in: table)
      let slopes = slopes(of: term, row: row)
      return HazardPart(
        term: term, value: value ?? term.assumed, isKnown: value != nil,
        slope: slopes.count == 1 ? slopes[0] : term.coefficient)
    }
  }

  /// The slopes that a term may have for a right: one where its group is known; else the common one, taken for
  /// the sum, and that of every group that it may belong to.
  private func slopes(of term: LapseHazardModel.Term, row: Int) -> [Double] {
    var slopes = [term.coefficient]
    for deviation in term.deviations {
      switch HazardEngine.value(of: model.terms[deviation.group], row: row, in: table) {
      case .some(0): continue
      case .some: return [term.coefficient + deviation.coefficient]
      case nil: slopes.append(term.coefficient + deviation.coefficient)
      }
    }
    return slopes
  }

  /// The sum of a right's terms.
  public func sum(row: Int) -> HazardSum {
    var sum = HazardSum()
    for part in parts(row: row) {
      sum.value += part.contribution
      if part.isKnown { sum.known += 1 }
      let values = part.isKnown ? [part.value] : [part.term.range.lowerBound, part.term.range.upperBound]
      let ends = slopes(of: part.term, row: row).flatMap { slope in
        values.map { part.term.contribution($0, slope: slope) }
      }
      sum.low += ends.min() ?? part.contribution
      sum.high += ends.max() ?? part.contribution
    }
    return sum
  }

  /// The chance that a right is let lapse within some years from its age in the table: value, least and most.
  /// Nil where the age is not known or the model was not fitted for such rights.
  public func chance(row: Int, within years: Double) -> (value: Double, low: Double, high: Double)? {
    guard covers(row: row) == true, let age = table[.age]?.number(row), age < Double(model.termYears) else {
      return nil
    }
    let sum = sum(row: row)
    return (
      model.chance(from: age, to: age + years, sum: sum.value),
      model.chance(from: age, to: age + years, sum: sum.low),
      model.chance(from: age, to: age + years, sum: sum.high)
    )
  }
}
