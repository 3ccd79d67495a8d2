internal import Foundation
public import PledgeFinance
public import PortfolioCore

extension PledgePacket {
  /// The packet without what is withheld. Names are taken out of every text of it, not only out of the fields that are
  /// made for them; attached files are not named either.
  ///
  /// Amounts stay in the value, for the ratios are made from them; whoever writes it leaves them out.
  public func withheld(_ redact: Set<Redaction>, language: Language) throws -> PledgePacket {
    guard !redact.isEmpty else { return self }
    let wording = Wording(language: language, currency: head.currency)
    var packet = self
    if redact.contains(.titles) {
      let title = wording.text(WorkbookText.redactedTitle)
      for index in packet.lines.indices {
        packet.lines[index].title = BilingualText(zh: title, en: title)
        // A patent's number leads to its title in any database.
        packet.lines[index].officialNumbers = nil
      }
    }
    if redact.contains(.names) {
      packet.head.portfolio = wording.text(WorkbookText.redactedName)
      packet.request.lender = nil
      let label = language == .zh ? "当事人" : "Party"
      // Longer names first: one may hold another.
      let order = packet.parties.enumerated().sorted {
        ($1.element.utf8.count, $0.offset) < ($0.element.utf8.count, $1.offset)
      }
      let tree = try PacketJSON.decode(JSONTree.self, PacketJSON.encode(packet))
      packet = try PacketJSON.decode(
        PledgePacket.self,
        PacketJSON.encode(
          tree.mapTexts { text in
            order.reduce(text) { $0.replacing($1.element, with: "\(label) \($1.offset + 1)") }
          }))
    }
    packet.attachments = packet.attachments.enumerated().map { index, file in
      Attachment(path: "\(PacketFolder.attachments)/\(index + 1)", size: file.size, sha256: file.sha256)
    }
    if redact.contains(.amounts) {
      let hidden = BilingualText(zh: "金额隐去", en: "amounts are withheld")
      packet.conditions = packet.conditions.map { condition in
        var shown = condition
        if ["smallest-loan", "growth"].contains(condition.id) { shown.reason = hidden }
        return shown
      }
      packet.risks = packet.risks.map { risk in
        var shown = risk
        if risk.right.isEmpty, risk.risk == .credit || risk.risk == .revenue { shown.text = hidden }
        return shown
      }
    }
    return packet
  }
}

/// JSON as a tree, for changes that reach every text or every amount.
indirect enum JSONTree: Codable {
  case null
  case flag(Bool)
  case whole(Int64)
  case number(Double)
  case text(String)
  case list([JSONTree])
  case object([String: JSONTree])

  /// Keys whose values are amounts, or hold nothing but amounts. Values under `value` are amounts where they are
  /// objects, for a right's worth.
  private static let amountKeys: Set<String> = [
    "amount", "fee", "inUse", "orderly", "forced", "basis", "lending", "outstanding", "lendingAtStart",
    "annuities", "converted", "minorUnits", "greatestLending", "greatestWithoutOne", "value", "raised",
  ]

  init(from decoder: any Decoder) throws {
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

  func encode(to encoder: any Encoder) throws {
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
  func mapTexts(_ change: (String) -> String) -> JSONTree {
    switch self {
    case .text(let text): return .text(change(text))
    case .list(let list): return .list(list.map { $0.mapTexts(change) })
    case .object(let object): return .object(object.mapValues { $0.mapTexts(change) })
    default: return self
    }
  }

  /// The tree with null in the place of every amount. Lists keep their elements.
  func withoutAmounts() -> JSONTree {
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
