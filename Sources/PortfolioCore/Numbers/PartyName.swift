/// Names of applicants, owners and inventors in cells.
///
/// The key serves to find the same name in two spellings inside one portfolio. It never brings two entities
/// together: only width, case, spaces, brackets, trailing punctuation and the spelling of the legal form
/// change; another word or another legal form (`INC`, `LLC`) is another name.
public enum PartyName {
  /// A name as written and the day behind it.
  public struct Dated: Hashable, Sendable {
    /// The name, trimmed.
    public var name: String
    /// The day in brackets, as Lens.org writes the day of an assignment.
    public var from: CalendarDay?

    /// A name with a day.
    public init(name: String, from: CalendarDay?) {
      self.name = name
      self.from = from
    }
  }

  /// Splits `SANGAMO THERAPEUTICS INC (2017-01-05)` into the name and the day; other brackets stay in the
  /// name.
  public static func dated(_ text: some StringProtocol) -> Dated {
    let name = trimmed(text)
    let folded = HalfWidth.folded(name.suffix(12))
    guard folded.utf8.count == 12, folded.hasPrefix("("), folded.hasSuffix(")"),
      let day = CalendarDay(iso: folded.dropFirst().dropLast())
    else { return Dated(name: name, from: nil) }
    return Dated(name: trimmed(name.dropLast(12)), from: day)
  }

  /// Splits a cell with several names at `;;`, `;`, `；`, `|`, line breaks, and at commas only when told so.
  ///
  /// Separators in brackets do not split. Where commas split, a part that is only a legal form (`Inc.`,
  /// `LTD`) belongs to the name before it. Empty parts and cells that say "nothing" give no name.
  public static func list(_ text: some StringProtocol, commaSeparates: Bool = false) -> [String] {
    if MissingWord.isMissing(text) { return [] }
    var result: [String] = []
    var current = ""
    var depth = 0
    var followsComma = false
    func finish(atComma: Bool) {
      let part = trimmed(current)
      current = ""
      depth = 0
      defer { followsComma = atComma }
      if part.isEmpty || MissingWord.isMissing(part) { return }
      if followsComma, let last = result.last, isLegalForm(part) {
        result[result.count - 1] = last + ", " + part
      } else {
        result.append(part)
      }
    }
    for character in text.unicodeScalars {
      switch character {
      case "(", "（": depth += 1
      case ")", "）": depth = max(0, depth - 1)
      default: break
      }
      switch character {
      case ";", "；", "|", "｜", "\n", "\r":
        if depth == 0 || character == "\n" {
          finish(atComma: false)
          continue
        }
      case ",", "，", "、":
        if commaSeparates, depth == 0 {
          finish(atComma: true)
          continue
        }
      default: break
      }
      current.unicodeScalars.append(character)
    }
    finish(atComma: false)
    return result
  }

  /// The key under which two spellings of one name meet.
  ///
  /// `Gearbox, Inc.` and `GEARBOX INC` have one key, so have `X CO., LTD.` and `X COMPANY LIMITED`. Chinese
  /// forms (`有限公司`, `股份有限公司`) are part of the name.
  public static func key(_ text: some StringProtocol) -> String {
    var words = words(HalfWidth.folded(text))
    // The legal form is the run of known words at the end.
    var index = words.count
    while index > 1, let spelling = legalForms[stripped(words[index - 1])] {
      words[index - 1] = spelling
      index -= 1
    }
    return words.joined(separator: " ")
  }

  /// Spellings of legal forms; each maps to the form's short spelling, different forms stay different.
  private static let legalForms: [String: String] = [
    "INC": "INC", "INCORPORATED": "INC", "CORP": "CORP", "CORPORATION": "CORP", "CO": "CO", "COMPANY": "CO",
    "LTD": "LTD", "LIMITED": "LTD", "COLTD": "CO LTD", "LLC": "LLC", "LLP": "LLP", "LP": "LP", "PLC": "PLC",
    "GMBH": "GMBH",
    "AG": "AG", "KG": "KG", "KGAA": "KGAA", "OHG": "OHG", "SA": "SA", "SAS": "SAS", "SARL": "SARL",
    "SPA": "SPA",
    "SRL": "SRL", "BV": "BV", "NV": "NV", "AB": "AB", "AS": "AS", "OY": "OY", "OYJ": "OYJ", "KK": "KK",
    "PTY": "PTY", "PTE": "PTE", "SE": "SE", "&": "&",
  ]

  private static func isLegalForm(_ part: String) -> Bool {
    let words = words(HalfWidth.folded(part))
    return !words.isEmpty && words.allSatisfy { legalForms[stripped($0)] != nil && $0 != "&" }
  }

  /// A word without its points: `L.L.C.` is `LLC`.
  private static func stripped(_ word: String) -> String { word.filter { $0 != "." } }

  /// Upper-case words; commas separate words, points and commas at a word's end go, spaces next to Chinese
  /// and Japanese characters and inside of brackets go.
  private static func words(_ folded: String) -> [String] {
    var words: [String] = []
    var current = String.UnicodeScalarView()
    var spacePending = false
    var lastIsWide = false
    func finish() {
      while let last = current.last, last == "." || last == "," || last == ";" { current.removeLast() }
      if !current.isEmpty { words.append(String(current).uppercased()) }
      current = String.UnicodeScalarView()
    }
    for scalar in folded.unicodeScalars {
      if scalar == " " || scalar == "," {
        spacePending = true
        continue
      }
      let isWide = scalar.value >= 0x2E80
      let touchesBracket = scalar == ")" || current.last == "("
      if spacePending {
        if !(isWide || lastIsWide || touchesBracket) { finish() }
        spacePending = false
      }
      current.append(scalar)
      lastIsWide = isWide
    }
    while let last = current.last, last == "。" { current.removeLast() }
    finish()
    return words
  }

  /// The text without white space of any width at its ends.
  static func trimmed(_ text: some StringProtocol) -> String {
    var part = text[...]
    while let first = part.first, first.isWhitespace || first == "\u{FEFF}" { part = part.dropFirst() }
    while let last = part.last, last.isWhitespace { part = part.dropLast() }
    return String(part)
  }
}
