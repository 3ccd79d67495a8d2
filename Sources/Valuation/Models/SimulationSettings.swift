internal import PolicyModels
internal import PortfolioCore

/// Two inputs of relief from royalty whose draws move together.
public struct CorrelatedInputs: Sendable, Hashable {
  /// An input that is drawn, in the order of the draws.
  public enum Input: String, Sendable, CaseIterable {
    /// The royalty rate.
    case royalty
    /// The revenue against its forecast.
    case revenue
    /// The discount rate.
    case discount
    /// The economic life.
    case life
  }

  /// The one.
  public let first: Input
  /// The other.
  public let second: Input
  /// The correlation of the normal numbers behind the draws, -1 to 1.
  public let value: Double
  /// The source's name.
  public let source: String
}

extension ValuationReader {
  /// `{percent: [40, 80], source: own}`: shares of the full royalty in the first years of sales.
  func ramp(_ given: ModelMap) -> [Double] {
    var map = given
    let shares = map.list("percent").compactMap { number($0, within: 0...100) }.map { $0 / 100 }
    _ = source(&map)
    map.finish()
    return shares
  }

  /// `{pairs: [{between: [royalty, revenue], value: 0.3}], source: own}`.
  func correlations(_ given: ModelMap) -> [CorrelatedInputs] {
    var map = given
    let pairs = map.list("pairs").compactMap {
      value -> (CorrelatedInputs.Input, CorrelatedInputs.Input, Double)? in
      var entry = ModelMap(value, log: log)
      let names = entry.list("between").compactMap { item -> CorrelatedInputs.Input? in
        guard let word = item.string(log) else { return nil }
        if let input = CorrelatedInputs.Input(rawValue: word) { return input }
        let known = CorrelatedInputs.Input.allCases.map(\.rawValue).joined(separator: ", ")
        log.bad(item.place, value: word, zh: "可用的输入：\(known)", en: "The inputs are: \(known)")
        return nil
      }
      let number = number(&entry, "value", within: -0.99...0.99)
      entry.finish()
      guard names.count == 2, names[0] != names[1], let number else {
        if !log.hasErrors {
          log.bad(value.place, zh: "between 须写两个不同的输入", en: "between must name two different inputs")
        }
        return nil
      }
      return (names[0], names[1], number)
    }
    let source = source(&map)
    map.finish()
    guard let source else { return [] }
    return pairs.map { CorrelatedInputs(first: $0.0, second: $0.1, value: $0.2, source: source) }
  }

  /// The matrix of the pairs; nil where there are none, and where they contradict one another, which is an error.
  func correlation(_ pairs: [CorrelatedInputs], at place: Place) -> Correlation? {
    guard !pairs.isEmpty else { return nil }
    let inputs = CorrelatedInputs.Input.allCases
    var matrix = inputs.map { row in inputs.map { $0 == row ? 1.0 : 0 } }
    for pair in pairs {
      guard let row = inputs.firstIndex(of: pair.first), let column = inputs.firstIndex(of: pair.second)
      else {
        continue
      }
      matrix[row][column] = pair.value
      matrix[column][row] = pair.value
    }
    do {
      return try Correlation(matrix)
    } catch {
      log.bad(place, value: "correlations", zh: error.reason.zh, en: error.reason.en)
      return nil
    }
  }
}
