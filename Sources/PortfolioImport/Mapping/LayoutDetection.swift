import PolicyModels
import PortfolioCore

/// Finds the layout that fits a file's headers.
///
/// The score of a mapping for a row of headers is `(2 × S + K) / 3`, where S is the share of the mapping's
/// `signature` headers found (any spelling counts), and K the share of the row's headers that the mapping
/// knows. A mapping whose `needs` are not all found, or that finds no column naming the right, scores 0. For
/// native tables the signature is the required columns; where another table could have them all, every header must be
/// a column of the table. The row of headers is the one among the first 20 rows
/// for which some layout scores best; a layout below 0.4 does not fit, unless the user named it. Where two
/// layouts score alike, a user's mapping goes before a built-in one; else it is an error.
struct LayoutDetection {
  /// A layout that can be chosen.
  struct Candidate: Sendable {
    var layout: ImportPlan.Layout
    var signature: [[HeaderText]]
    var known: Set<HeaderText>
    var needs: [[HeaderText]]
    var identifying: [[HeaderText]]
    var isUserMade: Bool
    /// Its signature alone does not tell it from other tables: every header must be one of its own.
    var isWeak = false

    init(_ mapping: MappingModel, _ header: ModelHeader) {
      layout = .mapping(mapping, header)
      signature = mapping.signature.map { $0.map { HeaderText($0) } }
      var known = Set(mapping.known.map { HeaderText($0) })
      for column in mapping.columns.values { known.formUnion(column.headers.map { HeaderText($0) }) }
      for event in mapping.events { known.formUnion(event.headers.map { HeaderText($0) }) }
      for spellings in signature { known.formUnion(spellings) }
      self.known = known
      func spellings(_ field: MappingField) -> [HeaderText] {
        (mapping.columns[field]?.headers ?? []).map { HeaderText($0) }
      }
      needs = mapping.needs.map(spellings)
      identifying = MappingField.allCases.filter(\.isIdentifying).map(spellings).filter { !$0.isEmpty }
      isUserMade = header.file.origin != .builtin
    }

    init(_ table: NativeFormat.Table) {
      layout = .native(table)
      signature = table.columns.filter(\.required).map { [HeaderText($0.name)] }
      known = Set(table.columns.map { HeaderText($0.name) })
      needs = signature
      identifying = []
      isUserMade = false
      let required = table.columns.filter(\.required).map(\.name)
      isWeak = NativeFormat.tables.contains { other in
        other.name != table.name && required.allSatisfy { name in other.columns.contains { $0.name == name } }
      }
    }

    /// The score for a set of headers.
    func score(_ headers: Set<HeaderText>) -> Double {
      guard !headers.isEmpty, !signature.isEmpty else { return 0 }
      func found(_ spellings: [HeaderText]) -> Bool { spellings.contains { headers.contains($0) } }
      guard needs.allSatisfy(found), identifying.isEmpty || identifying.contains(where: found) else {
        return 0
      }
      if isWeak, !headers.allSatisfy(known.contains) { return 0 }
      let signatureShare = Double(signature.count(where: found)) / Double(signature.count)
      let knownShare = Double(headers.count { known.contains($0) }) / Double(headers.count)
      return (2 * signatureShare + knownShare) / 3
    }
  }

  /// A layout with its score and its row of headers.
  struct Choice {
    var candidate: Candidate
    var score: Double
    var row: CopiedRow
    /// The position of the row of headers among the rows of the file.
    var rowIndex: Int
    var runnerUp: (name: String, score: Double)?
    var tied: [String]
  }

  static let usualThreshold = 0.4
  static let rowsSearched = 20

  var candidates: [Candidate]
  /// The score that a layout must reach.
  var threshold = LayoutDetection.usualThreshold

  /// The best layout for the first rows of a file; nil when none fits. The second value is the best of those
  /// that do not fit, for the message.
  func choose(_ rows: [CopiedRow]) -> (choice: Choice?, nearest: (name: String, score: Double)?) {
    var best: (rowIndex: Int, row: CopiedRow, scores: [(index: Int, score: Double)])?
    for (rowIndex, row) in rows.prefix(LayoutDetection.rowsSearched).enumerated() {
      let headers = Set(row.cells.map { HeaderText($0) }.filter { !$0.isEmpty })
      guard headers.count >= 2 else { continue }
      let scores = candidates.indices.map { (index: $0, score: candidates[$0].score(headers)) }
        .sorted { left, right in
          if left.score != right.score { return left.score > right.score }
          let leftUser = candidates[left.index].isUserMade
          if leftUser != candidates[right.index].isUserMade { return leftUser }
          return left.index < right.index
        }
      if let top = scores.first, top.score > best?.scores.first?.score ?? 0 { best = (rowIndex, row, scores) }
    }
    guard let best, let top = best.scores.first else { return (nil, nil) }
    let name = candidates[top.index].layout.name
    guard top.score >= threshold else { return (nil, (name, top.score)) }
    let second = best.scores.dropFirst().first { $0.score > 0 }
    var tied: [String] = []
    if let second, second.score == top.score,
      candidates[second.index].isUserMade == candidates[top.index].isUserMade
    {
      let alike = best.scores.filter { $0.score == top.score }
      // Headers that several tables share tell nothing: they fit none.
      if alike.allSatisfy({ candidates[$0.index].isWeak }) { return (nil, (name, top.score)) }
      tied = alike.map { candidates[$0.index].layout.name }
    }
    return (
      Choice(
        candidate: candidates[top.index], score: top.score, row: best.row, rowIndex: best.rowIndex,
        runnerUp: second.map { (candidates[$0.index].layout.name, $0.score) }, tied: tied), nil
    )
  }
}
