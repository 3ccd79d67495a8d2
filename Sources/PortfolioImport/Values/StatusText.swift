internal import PortfolioCore

/// Status words of exports, made comparable.
public enum StatusText {
  /// The normal form of a status cell, for exact look-up.
  ///
  /// Full-width signs become half-width, Latin letters lower case; circled numbers (`①`) go; runs of spaces
  /// become one, and spaces next to signs or Chinese characters go; a full stop at the end goes.
  /// `专利权的终止（①未缴年费，等恢复）` is `专利权的终止(未缴年费,等恢复)`.
  public static func normal(_ text: some StringProtocol) -> String {
    let folded = HalfWidth.folded(text)
    var result = String.UnicodeScalarView()
    var spacePending = false
    for scalar in folded.unicodeScalars {
      if scalar == " " {
        spacePending = true
        continue
      }
      // U+2460...U+24FF are numbers and letters in circles and brackets.
      if (0x2460...0x24FF).contains(scalar.value) { continue }
      let lowered = scalar.value >= 0x41 && scalar.value <= 0x5A ? Unicode.Scalar(scalar.value + 32) : scalar
      let next = lowered ?? scalar
      if spacePending, let last = result.last, !closesUp(last), !closesUp(next) { result.append(" ") }
      spacePending = false
      result.append(next)
    }
    while let last = result.last, last == "." || last == "。" { result.removeLast() }
    return String(result)
  }

  /// True for characters beside which a space says nothing.
  private static func closesUp(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value >= 0x2E80 { return true }
    switch scalar {
    case "(", ")", "[", "]", ",", ";", ":", "/", "-", "_": return true
    default: return false
    }
  }
}

/// A vocabulary of status words: what each word means.
///
/// A word is found only as a whole: a longer word never counts as its beginning, because
/// `未缴年费专利权终止,等恢复` (restorable) must not be read as `未缴年费专利权终止`.
public struct StatusVocabulary<Meaning: Hashable & Sendable>: Sendable {
  private var meanings: [String: Meaning] = [:]
  /// Words of the vocabulary that are one word in normal form and have different meanings, sorted; such a
  /// vocabulary must not be used.
  public private(set) var contradictions: [String] = []

  /// A vocabulary from a model's words.
  public init(_ words: [String: Meaning]) {
    var contradicting: Set<String> = []
    for (word, meaning) in words {
      let normal = StatusText.normal(word)
      if let known = meanings[normal], known != meaning { contradicting.insert(normal) }
      meanings[normal] = meaning
    }
    contradictions = contradicting.sorted()
    for word in contradicting { meanings[word] = nil }
  }

  /// The meaning of a cell, or nil when the vocabulary does not have exactly this word.
  public func meaning(of cell: some StringProtocol) -> Meaning? { meanings[StatusText.normal(cell)] }
}
