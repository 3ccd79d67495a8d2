/// Who stands behind the facts of a gate: the parties and contracts by name, of which a fact tells no more than the
/// number.
public enum RightTie: String, CaseIterable, Sendable, Codable {
  /// The owners on the day.
  case owners
  /// Licences out that run on the day, each with its licensee.
  case licences
  /// Pledges that run on the day, each with its pledgee.
  case pledges
  /// Disputes and orders that run on the day, each with the other party.
  case disputes

  /// The word for people.
  public var title: BilingualText {
    switch self {
    case .owners: return BilingualText(zh: "权利人", en: "owners")
    case .licences: return BilingualText(zh: "许可", en: "licences")
    case .pledges: return BilingualText(zh: "质押", en: "pledges")
    case .disputes: return BilingualText(zh: "争议", en: "disputes")
    }
  }
}

/// What a paper answers: the facts of its gate, and who stands behind them, as they were known when it was put on
/// record. A consent of the owners of that day is no consent of somebody who joined later.
public struct EvidenceFacts: Sendable, Equatable, Codable {
  /// The facts on which the gate hangs, by name: the word, the day or the number. An empty text stands for a fact that
  /// was not known.
  public var facts: [String: String]
  /// Who stood behind them, by the word of ``RightTie``, in order. A tie that the facts do not speak of is absent.
  public var ties: [String: [String]]

  /// What a paper answers.
  public init(facts: [String: String] = [:], ties: [String: [String]] = [:]) {
    self.facts = facts
    self.ties = ties
  }
}

/// A fact that is another than when a paper was put on record, so that the paper does not answer it.
public struct EvidenceChange: Sendable, Equatable, Codable {
  /// The word of ``RightTie``, or the name of a fact.
  public var subject: String
  /// What was known then; empty where nothing was.
  public var then: [String]
  /// What is known now.
  public var now: [String]

  /// A change.
  public init(subject: String, then: [String], now: [String]) {
    self.subject = subject
    self.then = then
    self.now = now
  }

  /// The same change for readers from whom names are withheld: how many there were and are.
  public var withoutNames: EvidenceChange {
    guard RightTie(rawValue: subject) != nil else { return self }
    return EvidenceChange(subject: subject, then: ["\(then.count)"], now: ["\(now.count)"])
  }
}
