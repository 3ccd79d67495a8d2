internal import PortfolioCore

/// JSON as a tree, for changes that reach every text or every amount.
public indirect enum JSONTree: Codable, Sendable {
  /// Nothing.
  case null
  /// A truth value.
  case flag(Bool)
  /// A whole number.
  case whole(Int64)
  /// A number.
  case number(Double)
  /// A text.
  case text(String)
  /// A list.
  case list([JSONTree])
  /// An object.
  case object([String: JSONTree])

  /// Keys whose values are amounts, or hold nothing but amounts. Values under `value` are amounts where they are
  /// objects, for a right's worth.
  private static let amountKeys: Set<String> = [
    "amount", "fee", "inUse", "orderly", "forced", "basis", "lending", "outstanding", "lendingAtStart",
    "annuities", "converted", "minorUnits", "greatestLending", "greatestWithoutOne", "value", "raised",
  ]

  /// Reads a tree.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let flag = try? container.decode(Bool.self) {
      self = .flag(flag)
    } else if let whole = try? container.decode(Int64.self) {
      self = .whole(whole)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let list = try? container.decode([JSONTree].self) {
      self = .list(list)
    } else {
      self = .object(try container.decode([String: JSONTree].self))
    }
  }

  /// Writes a tree.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .flag(let flag): try container.encode(flag)
    case .whole(let whole): try container.encode(whole)
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    case .list(let list): try container.encode(list)
    case .object(let object): try container.encode(object)
    }
  }

  /// The tree with every text changed.
  public func mapTexts(_ change: (String) -> String) -> JSONTree {
    switch self {
    case .text(let text): return .text(change(text))
    case .list(let list): return .list(list.map { $0.mapTexts(change) })
    case .object(let object): return .object(object.mapValues { $0.mapTexts(change) })
    default: return self
    }
  }

  /// The tree with null in the place of every amount. Lists keep their elements.
  public func withoutAmounts() -> JSONTree {
    switch self {
    case .list(let list): return .list(list.map { $0.withoutAmounts() })
    case .object(let object):
      return .object(
        Dictionary(
          uniqueKeysWithValues: object.map { key, value in
            if case .list = value { return (key, value.withoutAmounts()) }
            return (key, JSONTree.amountKeys.contains(key) ? .null : value.withoutAmounts())
          }))
    default: return self
    }
  }
}

extension JSONTree {
  /// A record from which amounts were withheld, with nothing in the place of those that a packet cannot be without. The
  /// stand-ins only let the rest be read: whoever compares such a packet leaves amounts alone.
  func withStandIns(_ currency: Currency) -> JSONTree {
    let zero = JSONTree.whole(0)
    let range = JSONTree.object(["low": zero, "base": zero, "high": zero])
    let money =
      (try? PacketJSON.encode(Money(minorUnits: 0, currency: currency)))
      .flatMap { try? PacketJSON.decode(JSONTree.self, $0) } ?? .null
    return
      at("request") { $0.filled(["amount": money]) }
      .at("totals") {
        $0.filled(["inUse": range, "orderly": range, "forced": range, "basis": zero, "lending": zero])
      }
      .at("cover") { list in
        list.each { $0.filled(["outstanding": zero, "basis": zero, "lending": zero, "forced": zero]) }
      }
      .at("stress") { list in list.each { $0.filled(["lendingAtStart": zero]) } }
      .at("withoutOpen") { $0.filled(["basis": zero, "lending": zero]) }
      .at("choice") { $0.filled(["greatestLending": zero, "greatestWithoutOne": zero]) }
  }

  private func at(_ key: String, _ change: (JSONTree) -> JSONTree) -> JSONTree {
    guard case .object(var object) = self, let value = object[key] else { return self }
    object[key] = change(value)
    return .object(object)
  }

  private func each(_ change: (JSONTree) -> JSONTree) -> JSONTree {
    guard case .list(let list) = self else { return self }
    return .list(list.map(change))
  }

  private func filled(_ values: [String: JSONTree]) -> JSONTree {
    guard case .object(var object) = self else { return self }
    for (key, value) in values {
      switch object[key] {
      case .null?, nil: object[key] = value
      default: break
      }
    }
    return .object(object)
  }
}
