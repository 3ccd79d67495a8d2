internal import GRDB
internal import PortfolioCore

/// Fills the columns of a snapshot that tell where the rights come from: what a source states outright, else
/// what the named owners and the priorities show.
struct OriginReader {
  let db: Database
  let day: CalendarDay

  func read(into result: inout PortfolioSnapshot) throws {
    let rows = result.count
    result.ownerKind.codes = [Int32](repeating: -1, count: rows)
    result.ownerCountry.codes = [Int32](repeating: -1, count: rows)
    result.statedInventors = [Int32](repeating: PortfolioSnapshot.none, count: rows)
    result.foreignPriority = [Int32](repeating: PortfolioSnapshot.none, count: rows)
    try readPriorities(&result)
    try readOwners(&result)
    try readStated(&result)
  }

  private func each(
    _ sql: String, _ result: inout PortfolioSnapshot, bindDay: Bool = false,
    _ body: (inout PortfolioSnapshot, Int, PreparedStatement) -> Void
  ) throws {
    let query = PreparedStatement(db, sql)
    if bindDay { query.bind(1, day) }
    var row = 0
    while try query.step() {
      let id = query.integer(0)
      while row < result.ids.count && result.ids[row] < id { row += 1 }
      if row < result.ids.count && result.ids[row] == id { body(&result, row, query) }
    }
  }

  /// A priority whose number begins with another office's code is one of another office.
  private func readPriorities(_ result: inout PortfolioSnapshot) throws {
    try each("SELECT right_id, number FROM priority ORDER BY right_id, number", &result) {
      result, row, query in
      guard let office = result.office[row], let number = query.text(1), number.utf8.count > 2,
        number.utf8.prefix(2).allSatisfy({ (0x41...0x5A).contains($0) })
      else { return }
      let isForeign = !number.hasPrefix(office)
      result.foreignPriority[row] = max(result.foreignPriority[row], isForeign ? 1 : 0)
    }
  }

  /// Owners come before applicants, who only count where no owner is known. An alias is of its entity's kind.
  private func readOwners(_ result: inout PortfolioSnapshot) throws {
    var role = ""
    var current = -1
    var hasGap = false
    try each(
      """
      SELECT o.right_id, o.role, coalesce(p.kind, c.kind), coalesce(p.country, c.country)
      FROM ownership o JOIN party p ON p.id = o.party_id LEFT JOIN party c ON c.id = p.alias_of
      WHERE (o.from_day = '' OR o.from_day <= ?1) AND (o.to_day IS NULL OR o.to_day > ?1)
      ORDER BY o.right_id, o.role DESC, o.party_id
      """, &result, bindDay: true
    ) { result, row, query in
      let rowRole = query.text(1) ?? ""
      if row != current {
        current = row
        role = rowRole
        hasGap = false
      }
      guard rowRole == role else { return }
      if result.ownerCountry.codes[row] < 0, let country = query.text(3), !country.isEmpty {
        result.ownerCountry.codes[row] = result.ownerCountry.number(of: country)
      }
      guard let kind = query.text(2) else {
        // Of several owners one is of an unknown kind: nothing can be said of all of them.
        hasGap = true
        result.ownerKind.codes[row] = -1
        return
      }
      guard !hasGap else { return }
      let known = result.ownerKind[row]
      let word = known == nil || known == kind ? kind : "joint"
      result.ownerKind.codes[row] = result.ownerKind.number(of: word)
    }
  }

  private func readStated(_ result: inout PortfolioSnapshot) throws {
    try each(
      """
      SELECT right_id, owner_kinds, owner_country, inventor_count, foreign_priority FROM right_origin
      ORDER BY right_id
      """, &result
    ) { result, row, query in
      if let kinds = query.text(1) {
        result.ownerKind.codes[row] = result.ownerKind.number(of: kinds.contains(" ") ? "joint" : kinds)
      }
      if let country = query.text(2) {
        result.ownerCountry.codes[row] = result.ownerCountry.number(of: country)
      }
      if let count = query.optionalInteger(3) {
        result.statedInventors[row] = Int32(truncatingIfNeeded: count)
      }
      if let flag = query.optionalInteger(4) { result.foreignPriority[row] = flag == 0 ? 0 : 1 }
    }
  }
}
