public import PolicyModels
public import PortfolioCore

/// The status words of a source and what they mean (model files of kind `status-words`).
///
/// Below `words:` each state of ``LegalStatus`` has the list of the source's words for it; `unknown` lists
/// the words that say nothing about the state. Words are compared in the form of ``StatusText``: half- and
/// full-width commas and brackets, capitals, spaces and circled digits make no difference.
public struct StatusWordsModel: PolicyModel {
  /// `status-words`.
  public static let kind = "status-words"

  /// What a word means.
  public enum Meaning: Hashable, Sendable {
    /// A state.
    case state(LegalStatus)
    /// The source itself does not know.
    case unknown
    /// The vocabulary lacks the word.
    case notListed
  }

  let vocabulary: StatusVocabulary<Meaning>

  /// What a word means.
  public func meaning(of word: String) -> Meaning { vocabulary.meaning(of: word) ?? .notListed }

  /// Reads the model; every fault goes to the log with its place.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> StatusWordsModel? {
    var meanings: [String: Meaning] = [:]
    if var words = map.map("words") {
      for entry in words.allEntries() {
        let meaning: Meaning
        if let status = LegalStatus(rawValue: entry.key) {
          meaning = .state(status)
        } else if entry.key == "unknown" {
          meaning = .unknown
        } else {
          let allowed = LegalStatus.allCases.map(\.rawValue) + ["unknown"]
          log.add(
            Problem(
              .modelUnknownKey, at: entry.keyPlace, value: entry.key, zh: "没有这个法律状态",
              en: "There is no such state",
              remedy: BilingualText(
                zh: "允许：" + allowed.joined(separator: "、"), en: "Allowed: " + allowed.joined(separator: ", "))
            ))
          continue
        }
        for value in entry.value.list(log) {
          guard let word = value.string(log) else { continue }
          let normal = StatusText.normal(word)
          if let other = meanings[normal], other != meaning {
            log.bad(
              value.place, value: word, zh: "同一词有两种含义", en: "The word has two meanings in this file")
          }
          meanings[normal] = meaning
        }
      }
    }
    return meanings.isEmpty ? nil : StatusWordsModel(vocabulary: StatusVocabulary(meanings))
  }
}
