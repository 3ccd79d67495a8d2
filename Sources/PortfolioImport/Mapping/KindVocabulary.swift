public import PolicyModels
public import PortfolioCore

/// What kind codes of publications, and words for kinds of documents, say about a right (model files of kind
/// `kind-codes`).
///
/// - `codes`: `{office, codes, stage, right, from, until, afterGrant, source}`: what codes mean in that time
/// - `words`: `{words, stage, right, source}`: words of columns such as 专利类型 or Document Type
/// - `grantedOnPublication`: `{office, source}`: offices where a grant takes effect when it is published
public struct KindVocabulary: PolicyModel {
  /// `kind-codes`.
  public static let kind = "kind-codes"

  /// What a code or word says.
  public struct Meaning: Hashable, Sendable {
    /// Application or granted; nil when it does not say.
    public var stage: RightStage?
    /// The kind of right; nil when it does not say.
    public var right: RightKind?
    /// Whether the document came after the grant (a correction, a new text after opposition): its day is not
    /// the day of grant.
    public var isAfterGrant: Bool

    /// A meaning.
    public init(stage: RightStage?, right: RightKind?, isAfterGrant: Bool = false) {
      self.stage = stage
      self.right = right
      self.isAfterGrant = isAfterGrant
    }

    static let nothing = Meaning(stage: nil, right: nil)
  }

  struct Row: Sendable {
    var from: CalendarDay?
    var until: CalendarDay?
    var meaning: Meaning
  }

  /// Meanings by `OFFICE` + code.
  let rows: [String: [Row]]
  let words: [String: Meaning]
  let publicationGrants: Set<String>

  /// What a kind code of an office says about a document published on a day.
  ///
  /// Without a day the code is read as it is used now. A day outside every stated time says nothing.
  public func meaning(office: String, code: String, published: CalendarDay?) -> Meaning {
    guard let candidates = rows[office + code] else { return .nothing }
    if let published {
      let fitting = candidates.first { row in
        (row.from.map { $0 <= published } ?? true) && (row.until.map { published <= $0 } ?? true)
      }
      return fitting?.meaning ?? .nothing
    }
    return candidates.last { $0.until == nil }?.meaning
      ?? (candidates.count == 1 ? candidates[0].meaning : .nothing)
  }

  /// What a word for a kind of document says; nil when the vocabulary lacks it.
  public func meaning(word: String) -> Meaning? { words[HeaderText(word).folded] }

  /// Whether a grant of the office takes effect on the day of its publication.
  public func publicationIsGrant(office: String) -> Bool { publicationGrants.contains(office) }

  /// Reads the model; every fault goes to the log with its place.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> KindVocabulary? {
    let known = Set(header.sources.map(\.id))
    func check(_ source: String?, at place: Place) {
      guard let source, !known.contains(source) else { return }
      log.add(Problem(.modelUnsourced, at: place, value: source, zh: "来源未列出", en: "The source is not listed"))
    }
    var rows: [String: [Row]] = [:]
    for value in map.list("codes") {
      var entry = ModelMap(value, log: log)
      let office = entry.string("office")
      let codes = entry.optionalStrings("codes")
      let stage = entry.optionalWord("stage", as: RightStage.self)
      let right = entry.optionalWord("right", as: RightKind.self)
      let from = entry.optionalDay("from")
      let until = entry.optionalDay("until")
      let isAfterGrant = entry.optionalFlag("afterGrant") ?? false
      check(entry.string("source"), at: value.place)
      entry.finish()
      guard let office else { continue }
      for code in codes {
        rows[office + code, default: []].append(
          Row(
            from: from, until: until,
            meaning: Meaning(stage: stage, right: right, isAfterGrant: isAfterGrant)))
      }
    }
    var words: [String: Meaning] = [:]
    for value in map.optionalList("words") {
      var entry = ModelMap(value, log: log)
      let texts = entry.optionalStrings("words")
      let stage = entry.optionalWord("stage", as: RightStage.self)
      let right = entry.optionalWord("right", as: RightKind.self)
      check(entry.string("source"), at: value.place)
      entry.finish()
      for text in texts {
        let folded = HeaderText(text).folded
        if words[folded] != nil {
          log.bad(value.place, value: text, zh: "此词出现两次", en: "The word stands twice in this file")
        }
        words[folded] = Meaning(stage: stage, right: right)
      }
    }
    var publicationGrants: Set<String> = []
    for value in map.optionalList("grantedOnPublication") {
      var entry = ModelMap(value, log: log)
      if let office = entry.string("office") { publicationGrants.insert(office) }
      check(entry.string("source"), at: value.place)
      entry.finish()
    }
    return KindVocabulary(rows: rows, words: words, publicationGrants: publicationGrants)
  }
}
