/// How many letters must be changed, added or left out to make one word of another (Levenshtein).
enum EditDistance {
  static func of(_ one: String, _ other: String) -> Int {
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
}
