/// How many letters must be changed, added or left out to make one word of another (Levenshtein).
public enum EditDistance {
  /// The number of letters.
  public static func of(_ one: String, _ other: String) -> Int {
    let left = Array(one)
    let right = Array(other)
    var row = Array(0...right.count)
    for (i, letter) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, second) in right.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(min(above, row[j]) + 1, diagonal + (letter == second ? 0 : 1))
        diagonal = above
      }
    }
    return row[right.count]
  }

  /// The word nearest to a misspelt one, as far as it may be meant: one letter in a short word, two in a longer one.
  public static func nearest(to word: String, among words: some Sequence<String>) -> String? {
    words.map { (distance: of(word.lowercased(), $0.lowercased()), word: $0) }
      .filter { $0.distance <= max(1, min(2, word.count / 3)) }
      .min { ($0.distance, $0.word) < ($1.distance, $1.word) }?.word
  }
}
