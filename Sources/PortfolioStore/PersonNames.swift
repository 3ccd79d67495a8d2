internal import Foundation

/// Whether two names are one person's, as whoever reads them sees them: a Latin letter and its likeness in another
/// script are one.
///
/// The pairs follow Unicode Technical Standard #39, confusables.txt, as far as Latin, Cyrillic and Greek letters and the
/// digits that pass for letters go; к, κ and У, which print much like k and Y, are added. Chinese characters are not
/// among them.
public enum PersonNames {
  /// The letter that is meant, and those that look like it, small and capital apart as they are seen.
  private static let likenesses: [(meant: Character, lookAlikes: String)] = [
    ("a", "а\u{03B1}"), ("b", "ьЬ"), ("c", "с\u{03F2}"), ("d", "ԁ"), ("e", "её"), ("g", "ɡ"), ("h", "һ"),
    ("i", "іıι"),
    ("j", "ј\u{03F3}"), ("k", "к\u{03BA}"), ("n", "\u{03B7}"), ("o", "о\u{03BF}\u{03C3}0"),
    ("p", "р\u{03C1}"), ("q", "ԛ"),
    ("r", "г"), ("s", "ѕ"), ("u", "\u{03C5}"), ("v", "ѵ\u{03BD}"), ("w", "ԝ"), ("x", "х"),
    ("y", "у\u{03B3}ү"),
    ("A", "А\u{0391}"), ("B", "В\u{0392}"), ("C", "С\u{03F9}"), ("E", "Е\u{0395}"), ("F", "Ϝ"), ("G", "Ԍ"),
    ("H", "Н\u{0397}"), ("J", "Ј\u{037F}"), ("K", "К\u{039A}"), ("M", "М\u{039C}"), ("N", "\u{039D}"),
    ("O", "О\u{039F}"), ("P", "Р\u{03A1}"), ("Q", "Ԛ"), ("S", "Ѕ"), ("T", "Т\u{03A4}"), ("V", "Ѵ"),
    ("W", "Ԝ"),
    ("X", "Х\u{03A7}"), ("Y", "Ү\u{03A5}У"), ("Z", "\u{0396}"),
    // One stroke: the capital I, the small l, the digit 1.
    ("l", "IІ\u{0399}Ӏӏ1|"),
  ]

  private static let meant: [Unicode.Scalar: Unicode.Scalar] = {
    var map: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (meant, lookAlikes) in likenesses {
      guard let letter = meant.unicodeScalars.first else { continue }
      for scalar in lookAlikes.unicodeScalars { map[scalar] = letter }
    }
    return map
  }()

  /// Names are the same but for blanks, punctuation, accents, capitals, the width of letters, signs that nobody sees, and
  /// letters of another script that look alike: José and Jose are one person.
  public static func areSame(_ left: String, _ right: String) -> Bool {
    !forms(left).isDisjoint(with: forms(right))
  }

  /// The forms by which a name is told from others: as it is seen, as it is seen in small letters, and in capitals. Two
  /// names that agree in one of them are one name.
  static func forms(_ name: String) -> Set<String> {
    let text = plain(name)
    return Set(
      [skeleton(text), skeleton(text.lowercased()), skeleton(text.uppercased())].map { $0.lowercased() })
  }

  private static func skeleton(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { scalars.append(meant[scalar] ?? scalar) }
    return String(scalars)
  }

  /// Without blanks, punctuation, accents, differences of width, and signs that nobody sees.
  private static func plain(_ name: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in name.decomposedStringWithCompatibilityMapping.unicodeScalars
    where meant[scalar] != nil || !isBesideLetters(scalar) {
      scalars.append(scalar)
    }
    return String(scalars)
  }

  /// Whether a scalar is none of the letters, digits and vowel signs that make a name.
  private static func isBesideLetters(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    if properties.isWhitespace || properties.isDefaultIgnorableCodePoint { return true }
    switch properties.generalCategory {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation, .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol,
      .enclosingMark, .control:
      return true
    case .nonspacingMark:
      // Vowel signs of Indian and Thai writing are not reordered, and Japanese voicing makes another letter.
      return properties.canonicalCombiningClass != .notReordered
        && properties.canonicalCombiningClass != .kanaVoicing
    default: return false
    }
  }
}
