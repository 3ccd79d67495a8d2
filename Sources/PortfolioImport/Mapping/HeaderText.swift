/// A header as it is compared: letters and digits only, in small letters, full-width forms made half-width.
///
/// So `公开（公告）号` equals `公开(公告)号`, `Publication\n Number` equals `publication_number`, and a header with runs
/// of spaces equals the same header with one. Circled digits are marks. A header without any letter or digit
/// (such as `#`) keeps its marks.
public struct HeaderText: Hashable, Sendable {
  /// The compared form.
  public let folded: String

  /// So much of a cell is compared: a cell that holds a whole text is no header.
  private static let longest = 500

  /// The compared form of a header as written.
  public init(_ written: String) {
    var scalars = String.UnicodeScalarView()
    var marks = String.UnicodeScalarView()
    for scalar in written.unicodeScalars.prefix(HeaderText.longest) {
      let plain = HeaderText.halfWidth(scalar)
      let properties = plain.properties
      if properties.isAlphabetic || properties.generalCategory == .decimalNumber {
        scalars.append(contentsOf: properties.lowercaseMapping.unicodeScalars)
      } else if !properties.isWhitespace, plain.value != 0xFEFF, plain.value != 0x200B {
        marks.append(plain)
      }
    }
    folded = String(scalars.isEmpty ? marks : scalars)
  }

  /// True when nothing is left to compare.
  public var isEmpty: Bool { folded.isEmpty }

  /// The half-width form of a full-width character (U+FF01...U+FF5E), else the character.
  static func halfWidth(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
    return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
  }
}

extension HeaderText {
  /// The candidate nearest to a text by edits (insert, delete, change a character, swap two), for hints; nil when even
  /// the nearest differs in more than two fifths of its characters.
  static func nearest(to text: String, among candidates: [String]) -> String? {
    let wanted = Array(HeaderText(text).folded)
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      let distance = edits(wanted, Array(HeaderText(candidate).folded))
      if distance < best?.distance ?? Int.max { best = (candidate, distance) }
    }
    guard let best, best.distance * 5 <= max(wanted.count, 3) * 2 else { return nil }
    return best.name
  }

  private static func edits(_ left: [Character], _ right: [Character]) -> Int {
    var before: [Int] = []
    var row = Array(0...right.count)
    for (i, character) in left.enumerated() {
      var next = [i + 1]
      for (j, other) in right.enumerated() {
        var distance = min(row[j] + (character == other ? 0 : 1), row[j + 1] + 1, next[j] + 1)
        // Two letters that changed places are one slip.
        if i > 0, j > 0, character == right[j - 1], left[i - 1] == other {
          distance = min(distance, before[j - 1] + 1)
        }
        next.append(distance)
      }
      before = row
      row = next
    }
    return row[right.count]
  }
}
