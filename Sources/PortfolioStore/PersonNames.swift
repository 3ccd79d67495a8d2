internal import Foundation

/// Whether two names are one person's, as whoever reads them sees them: a Latin letter and its likeness in another
/// script are one.
///
/// The pairs are those of Unicode Technical Standard #39, confusables.txt, version 17.0.0 of 2025-07-22, each looked up
/// there on 2026-11-22, as far as Cyrillic and Greek letters, the commonest Latin ones and the digits that pass for
/// letters go. Chinese characters are not among them. That к, κ and ь are like k and b is not in these data: their
/// capitals are like K and B, and names are compared in capitals too.
public enum PersonNames {
  /// The letter that is meant, and those that look like it, small and capital apart as they are seen.
  private static let likenesses: [(meant: Character, lookAlikes: String)] = [
    ("a", "а\u{03B1}\u{0251}"), ("b", "Ь"), ("c", "с\u{03F2}"), ("d", "ԁ"), ("e", "еҽ"), ("g", "ɡ"),
    ("h", "һ"),
    ("i", "іıι\u{0269}"), ("j", "ј\u{03F3}"),
    // The data give it as n with a mark below; marks are passed over in names.
    ("n", "\u{03B7}"), ("o", "о\u{03BF}\u{03C3}"), ("p", "р\u{03C1}\u{03F8}"), ("q", "ԛ"), ("r", "г"),
    ("s", "ѕ"), ("u", "\u{03C5}"), ("v", "ѵ\u{03BD}"), ("w", "ԝѡш"), ("x", "х"), ("y", "у\u{03B3}ү"),
    ("A", "А\u{0391}"), ("B", "В\u{0392}"), ("C", "С\u{03F9}"), ("E", "Е\u{0395}"), ("F", "Ϝ"), ("G", "Ԍ"),
    ("H", "Н\u{0397}"), ("J", "Ј\u{037F}"), ("K", "К\u{039A}"), ("M", "М\u{039C}\u{03FA}"),
    ("N", "\u{039D}"), ("O", "О\u{039F}0"), ("P", "Р\u{03A1}"), ("S", "Ѕ"), ("T", "Т\u{03A4}"), ("V", "Ѵ"),
    ("W", "Ԝ"), ("X", "Х\u{03A7}"), ("Y", "Ү\u{03A5}У"), ("Z", "\u{0396}"),
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
  /// letters of another script that look alike: José and Jose are one person. Kai and Kal, or Ian and Lan, are two: a
  /// capital I looks like a small l, yet nobody reads an i as one.
  public static func areSame(_ left: String, _ right: String) -> Bool {
    let (one, other) = (Forms(plain(left)), Forms(plain(right)))
    if one == other || one.seen == other.seen || one.small == other.small || one.capital == other.capital {
      return true
    }
    if one.seen == other.capital || other.seen == one.capital { return true }
    // A letter of another script is there to pass for one, or is a slip: whatever it can pass for in any capitals counts.
    guard one.hasOtherScript || other.hasOtherScript else { return false }
    return !one.all.isDisjoint(with: other.all)
  }

  /// A name as it is seen, as it is seen in small letters, and in capitals.
  private struct Forms: Equatable {
    let seen: String
    let small: String
    let capital: String
    /// Whether a letter of it, small or capital, is one of another script, or a rare Latin one, that looks like a common
    /// Latin letter.
    let hasOtherScript: Bool

    init(_ text: String) {
      let (small, capital) = (text.lowercased(), text.uppercased())
      seen = PersonNames.skeleton(text)
      self.small = PersonNames.skeleton(small)
      self.capital = PersonNames.skeleton(capital)
      hasOtherScript = (text + small + capital).unicodeScalars.contains {
        !$0.isASCII && PersonNames.meant[$0] != nil
      }
    }

    /// All forms without regard to capitals.
    var all: Set<String> { [seen.lowercased(), small.lowercased(), capital.lowercased()] }
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
