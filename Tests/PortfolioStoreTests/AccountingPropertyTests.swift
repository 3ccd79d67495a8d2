import PortfolioCore
import Testing

@testable import PortfolioStore

/// Random imports keep their books: every row has one outcome, and the order of rows decides nothing.
@Suite struct AccountingPropertyTests {
  /// Documents of a few rights that share application numbers; some rows twice, some updated.
  private func drafts(_ random: inout SeededGenerator, rights: Int) -> [RightDraft] {
    var drafts: [RightDraft] = []
    for right in 0..<rights {
      let documents = Int.random(in: 1...4, using: &random)
      for document in 0..<documents {
        let granted = document > 0 && Bool.random(using: &random)
        drafts.append(
          Make.document(
            line: drafts.count + 2, application: "2015\(right)", publication: "\(right)-\(document)",
            kindCode: granted ? "B2" : "A1", day: "20\(16 + document)-01-0\(1 + right % 9)",
            title: "T\(right)", owners: ["O\(Int.random(in: 0...2, using: &random))"], granted: granted,
            citations: Int.random(in: 0...9, using: &random)))
      }
    }
    return drafts
  }

  @Test(arguments: UInt64(1)...40)
  func rowsAreTheSumOfTheirOutcomes(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let store = try Make.memoryStore()
    for round in 0..<3 {
      var rows = drafts(&random, rights: Int.random(in: 1...6, using: &random))
      rows += rows.prefix(Int.random(in: 0...3, using: &random))
      rows.shuffle(using: &random)
      let refusals = Int.random(in: 0...2, using: &random)
      let counts = try store.take(on: "202\(round)-06-30") { session in
        try rows.forEach { try session.add($0) }
        for line in 0..<refusals {
          try session.refuse(line: line, sourceText: "bad \(seed) \(round) \(line)", problems: [])
        }
      }.counts
      #expect(counts.rows == rows.count + refusals, "seed \(seed), round \(round)")
      #expect(counts.refused == refusals, "seed \(seed)")
      #expect(
        counts.stored + counts.merged + counts.unchanged == rows.count, "seed \(seed), round \(round)")
      #expect(counts.rights <= counts.stored + counts.merged + counts.unchanged, "seed \(seed)")
    }
    // What the batches say is what the rows say.
    #expect(
      try store.number(
        """
        SELECT count(*) FROM import_batch b WHERE
          stored <> (SELECT count(*) FROM source_row s WHERE s.batch_id = b.id AND outcome = 'stored')
          OR merged <> (SELECT count(*) FROM source_row s WHERE s.batch_id = b.id AND outcome = 'merged')
          OR refused <> (SELECT count(*) FROM source_row s WHERE s.batch_id = b.id AND outcome = 'refused')
        """) == 0, "seed \(seed)")
    #expect(
      try store.number(
        "SELECT count(*) FROM ip_right r WHERE NOT EXISTS (SELECT 1 FROM source_row s WHERE s.right_id = r.id)"
      ) == 0)
  }

  /// Which numbers belong together, whatever the rights' ids.
  private func partition(_ store: Store) throws -> Set<Set<String>> {
    var groups: [String: Set<String>] = [:]
    for line in try store.texts(
      "SELECT right_id || ' ' || office || ' ' || scheme || ' ' || number FROM right_number")
    {
      let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
      groups[parts[0], default: []].insert(parts[1])
    }
    return Set(groups.values)
  }

  @Test(arguments: UInt64(100)...140)
  func theOrderOfRowsDoesNotDecideWhatBelongsTogether(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let rows = drafts(&random, rights: 6)
    let store = try Make.memoryStore()
    let expected = try store.take(rows)
    let groups = try partition(store)
    #expect(groups.count == 6, "seed \(seed)")
    for _ in 0..<4 {
      let shuffled = rows.shuffled(using: &random)
      let other = try Make.memoryStore()
      let counts = try other.take(shuffled)
      #expect(try partition(other) == groups, "seed \(seed)")
      #expect(counts.stored == expected.stored, "seed \(seed)")
      #expect(counts.merged == expected.merged, "seed \(seed)")
      // One file, or a file a row: the same rights.
      let split = try Make.memoryStore()
      for row in shuffled { try split.take([row]) }
      #expect(try partition(split) == groups, "seed \(seed)")
    }
  }
}
