internal import Foundation

/// Under which names the store knows each party: its own, those of its aliases, and all of them in English.
///
/// Two names are one party where they are written alike but for blanks, capitals and forms of width, or where the table of
/// parties says so: one is an alias of the other (`alias_of`), or its name in English (`name_en`). A name in English that
/// several parties bear says nothing.
public struct PartyNames: Sendable, Equatable {
  /// A row of the table.
  struct Row {
    /// The party that the row belongs to: its own, or the one of which it is an alias.
    let party: Int64
    /// The name.
    let name: String
    /// The name in English; empty where none is recorded.
    let english: String
    /// Whether nothing is recorded of it but the name, as of one that another table has brought.
    let isBare: Bool
  }

  /// Parties by a name of theirs, written plainly.
  private var named: [String: Set<Int64>] = [:]
  /// Parties by a name of theirs in English, written plainly.
  private var english: [String: Set<Int64>] = [:]
  /// The name in English by party, as it is recorded: of several the first by letters.
  private var translations: [Int64: String] = [:]
  /// Parties of which nothing is known but one name.
  private var bare: Set<Int64> = []

  /// No names.
  public init() {}

  init(_ rows: [Row]) {
    var counts: [Int64: Int] = [:]
    for row in rows {
      counts[row.party, default: 0] += 1
      named[PartyNames.plain(row.name), default: []].insert(row.party)
      if !row.english.isEmpty {
        english[PartyNames.plain(row.english), default: []].insert(row.party)
        translations[row.party] = min(translations[row.party] ?? row.english, row.english)
      }
    }
    // Whoever has an alias is declared, whatever else is recorded.
    bare = Set(rows.filter { $0.isBare && counts[$0.party] == 1 }.map(\.party))
  }

  /// A name without blanks, capitals and forms of width: `示例 银行（本部）` and `示例银行(本部)` are one.
  public static func plain(_ name: String) -> String {
    name.precomposedStringWithCompatibilityMapping.lowercased().filter { !$0.isWhitespace }
  }

  /// Whether two names are of one party. A name that is not on file is only the same as itself; nobody is without a name.
  public func areOne(_ left: String, _ right: String) -> Bool {
    let first = PartyNames.plain(left)
    let second = PartyNames.plain(right)
    guard !first.isEmpty, !second.isEmpty else { return false }
    if first == second { return true }
    guard let one = party(first), let other = party(second) else { return false }
    return one == other
  }

  /// The name in English of the party that a name stands for; nil where none is recorded, or the party is not known.
  public func english(of name: String) -> String? {
    party(PartyNames.plain(name)).flatMap { translations[$0] }
  }

  /// The party that a plain name stands for; nil where it is not on file or could be several. A declared party of that
  /// name comes first; a bare name may be what somebody wrote for the one whose name in English it is.
  private func party(_ name: String) -> Int64? {
    let own = named[name] ?? []
    let declared = own.subtracting(bare)
    guard declared.isEmpty else { return declared.count == 1 ? declared.first : nil }
    let translated = english[name] ?? []
    guard translated.isEmpty else { return translated.count == 1 ? translated.first : nil }
    return own.count == 1 ? own.first : nil
  }
}
