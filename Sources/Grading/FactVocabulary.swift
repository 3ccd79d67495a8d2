internal import PolicyModels
internal import PortfolioCore

/// The words of facts that have a fixed vocabulary.
enum FactVocabulary {
  /// All words of a fact; nil for numbers and for facts with open words, such as offices.
  static func words(of fact: FactID) -> [String]? {
    switch fact {
    case .rightKind: return RightKind.allCases.map(\.rawValue)
    case .stage: return RightStage.allCases.map(\.rawValue)
    case .legalStatus: return LegalStatus.allCases.map(\.rawValue)
    case .legalLife: return LegalLife.allCases.map(\.rawValue)
    case .ownerKind: return PartyKind.allCases.map(\.rawValue) + ["joint"]
    case .ownerOrigin: return ["domestic", "foreign"]
    case .productUse: return ["core", "supporting", "defensive"]
    default:
      let words = FactCatalogue.definition(fact)?.words ?? []
      return words.isEmpty ? nil : words.map(\.word)
    }
  }

  /// Reports a word that the fact cannot have: it would never be met, and nobody would notice.
  static func check(_ word: String, of fact: FactID, at place: Place, _ log: ModelLog) {
    guard let known = words(of: fact), !known.contains(word) else { return }
    log.bad(
      place, value: word, zh: "事实 \(fact.name) 没有这个值", en: "The fact \(fact.name) has no such value",
      remedy: BilingualText(
        zh: "允许：" + known.joined(separator: "、"), en: "Allowed: " + known.joined(separator: ", ")))
  }
}
