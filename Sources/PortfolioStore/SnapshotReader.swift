internal import GRDB
public import PortfolioCore

extension Store {
  /// What the store knew on a day. Observations, events, grants, ends, ownerships and bindings after the day
  /// are not seen, and rights that did not exist yet are left out.
  /// - Parameter grantedOn: leave out all rights but those granted on that day and the members of their families;
  ///   nil for all.
  /// - Parameter knownBy: an earlier day whose knowledge is carried to the as-of day: what began or was recorded after
  ///   it is not seen, while terms that were known then run out as usual. Nil for the as-of day itself.
  public func snapshot(
    asOf: CalendarDay, grantedOn: CalendarDay? = nil, knownBy: CalendarDay? = nil
  ) throws -> PortfolioSnapshot {
    let day = knownBy ?? asOf
    return try read { db in
      var reader = SnapshotReader(db: db, day: day, asOf: asOf, grantedOn: grantedOn)
      try reader.readRights()
      try reader.readObservations()
      try reader.readOwners()
      try reader.readInventors()
      try reader.readEvents()
      try reader.readBindings()
      try reader.readBusiness()
      try reader.readFindings()
      try reader.readRestrictions()
      try reader.readFees()
      try OriginReader(db: db, day: day).read(into: &reader.result)
      try RecognitionReader(db: db, day: day).read(into: &reader.result)
      return reader.result
    }
  }
}

/// Fills a snapshot table by table. Every table is read once, in the order of the rights' ids, and laid
/// beside the rights like the two halves of a zip: no joins, no dictionaries of rights.
struct SnapshotReader {
  let db: Database
  /// The day by which a row must have begun or been recorded to be seen.
  let day: CalendarDay
  let grantedOn: CalendarDay?
  var result: PortfolioSnapshot
  var count: Int { result.ids.count }

  init(db: Database, day: CalendarDay, asOf: CalendarDay, grantedOn: CalendarDay?) {
    self.db = db
    self.day = day
    self.grantedOn = grantedOn
    result = PortfolioSnapshot(asOf: asOf)
  }

  /// A condition that leaves the rows of other rights unread where a snapshot is of those of one day of grant: a backtest
  /// takes one for every such day.
  private var onlyItsRights: String {
    guard grantedOn != nil, count <= 500 else { return "TRUE" }
    return "right_id IN (\(result.ids.map(String.init).joined(separator: ",")))"
  }

  func dayNumber(_ value: CalendarDay?) -> Int32 { value?.number ?? PortfolioSnapshot.none }

  /// The day's number when it is not after the as-of day.
  private func past(_ value: CalendarDay?) -> Int32 {
    guard let value, value <= day else { return PortfolioSnapshot.none }
    return value.number
  }

  mutating func readRights() throws {
    var units: [Int64: String] = [:]
    let unitQuery = PreparedStatement(db, "SELECT id, name FROM unit")
    while try unitQuery.step() { units[unitQuery.integer(0)] = unitQuery.text(1) }
    let total = try Int.fetchOne(db, sql: "SELECT count(*) FROM ip_right") ?? 0
    // Grants without a day of their own are known from the import that brought them on.
    var grantedLater: Set<Int64> = []
    let grantQuery = PreparedStatement(
      db,
      """
      SELECT c.right_id FROM right_change c JOIN import_batch b ON b.id = c.batch_id
      WHERE c.field = 'granted' AND c.before = '0' AND b.observed_on > ?
      """)
    grantQuery.bind(1, day)
    while try grantQuery.step() { grantedLater.insert(grantQuery.integer(0)) }
    let query = PreparedStatement(
      db,
      """
      SELECT r.id, r.office, r.kind, r.granted, r.filing_day, r.priority_day, r.publication_day, r.grant_day,
        r.expiry_day, r.end_day, r.family_id, r.unit_id, r.business_line, r.ipc, r.cpc, r.other_classes,
        r.own_number, r.application_number, r.publication_number, r.title, r.translated_title
      FROM ip_right r
      WHERE coalesce(r.filing_day, r.publication_day, r.grant_day,
        (SELECT observed_on FROM import_batch WHERE id = r.batch_id)) <= ?1
        AND (?2 IS NULL OR r.grant_day = ?2
          OR r.family_id IN (SELECT family_id FROM ip_right WHERE grant_day = ?2 AND family_id IS NOT NULL))
      ORDER BY r.id
      """)
    query.bind(1, day)
    query.bind(2, grantedOn)
    while try query.step() {
      result.ids.append(query.integer(0))
      let office = query.text(1) ?? ""
      result.office.append(office)
      result.kind.append(query.text(2))
      let grantDay = query.day(7)
      let publicationDay = query.day(6)
      let wasGranted: Bool
      if let grantDay {
        wasGranted = grantDay <= day
      } else {
        wasGranted = query.integer(3) != 0 && !grantedLater.contains(query.integer(0))
      }
      result.granted.append(wasGranted ? 1 : 0)
      result.filingDay.append(dayNumber(query.day(4)))
      result.priorityDay.append(dayNumber(query.day(5)))
      result.publicationDay.append(past(publicationDay))
      result.grantDay.append(past(grantDay))
      result.expiryDay.append(dayNumber(query.day(8)))
      result.endDay.append(past(query.day(9)))
      result.familyID.append(query.integer(10))
      result.unit.append(query.optionalInteger(11).flatMap { units[$0] })
      result.businessLine.append(query.text(12))
      append(query, 13, to: &result.ipc)
      append(query, 14, to: &result.cpc)
      append(query, 15, to: &result.otherClasses)
      appendNumber(query, office: office)
      append(query, 17, to: &result.applicationNumber)
      append(query, 18, to: &result.publicationNumber)
      append(query, 19, to: &result.title)
      append(query, 20, to: &result.translatedTitle)
    }
    result.notYetExisting = total - result.ids.count
  }

  private func append(_ query: PreparedStatement, _ column: Int32, to texts: inout TextColumn) {
    if let bytes = query.utf8(column) { texts.append(utf8: bytes) } else { texts.append("") }
  }

  private mutating func appendNumber(_ query: PreparedStatement, office: String) {
    if !query.isNull(16) {
      append(query, 16, to: &result.number)
    } else if office == "CN", let number = query.text(17) {
      result.number.append(RightNumberText.chinese(number))
    } else if !query.isNull(18) {
      append(query, 18, to: &result.number)
    } else {
      result.number.append(office + (query.text(17) ?? ""))
    }
  }

  mutating func readObservations() throws {
    let rows = count
    func column() -> [Int32] { [Int32](repeating: PortfolioSnapshot.none, count: rows) }
    result.statusDay = column()
    result.forwardCitations = column()
    result.citationDay = column()
    result.selfCitations = column()
    result.backwardCitations = column()
    result.nonPatentCitations = column()
    result.familySize = column()
    result.claims = column()
    result.independentClaims = column()
    result.observedLater = Array(repeating: [], count: rows)
    result.status.codes = [Int32](repeating: -1, count: rows)
    result.statusText.codes = [Int32](repeating: -1, count: rows)
    result.familyOffices.codes = [Int32](repeating: -1, count: rows)
    let query = PreparedStatement(
      db,
      """
      SELECT right_id, observed_on, status, status_text, forward_citations, self_citations, backward_citations,
        non_patent_citations, family_size, claims, independent_claims, family_offices
      FROM observation WHERE \(onlyItsRights) ORDER BY right_id, observed_on
      """)
    var row = 0
    while try query.step() {
      guard let at = advance(&row, to: query.integer(0)), let seenOn = query.day(1) else { continue }
      if seenOn > day {
        let held: [PortfolioSnapshot.ObservedValues] = [
          .status, .status, .forwardCitations, .selfCitations, .backwardCitations, .nonPatentCitations,
          .familySize,
          .claims, .independentClaims, .familyOffices,
        ]
        for (index, value) in held.enumerated() where !query.isNull(Int32(index + 2)) {
          result.observedLater[at].insert(value)
        }
        result.latestObservationAfter = max(result.latestObservationAfter ?? seenOn, seenOn)
        continue
      }
      // Later days come later, so that the last value by the day stands.
      if !query.isNull(2) || !query.isNull(3) {
        result.status.codes[at] = query.text(2).map { result.status.number(of: $0) } ?? -1
        result.statusText.codes[at] = query.text(3).map { result.statusText.number(of: $0) } ?? -1
        result.statusDay[at] = seenOn.number
      }
      if !query.isNull(4) {
        result.forwardCitations[at] = Int32(truncatingIfNeeded: query.integer(4))
        result.citationDay[at] = seenOn.number
        // A self count belongs to the total of its own day only.
        result.selfCitations[at] = PortfolioSnapshot.none
      }
      func take(_ column: Int32, _ values: inout [Int32]) {
        if !query.isNull(column) { values[at] = Int32(truncatingIfNeeded: query.integer(column)) }
      }
      take(5, &result.selfCitations)
      take(6, &result.backwardCitations)
      take(7, &result.nonPatentCitations)
      take(8, &result.familySize)
      take(9, &result.claims)
      take(10, &result.independentClaims)
      if let offices = query.text(11) {
        result.familyOffices.codes[at] = result.familyOffices.number(of: offices)
      }
    }
  }

  /// Moves to the row of a right; nil when the right is not in the snapshot. Ids must come in order.
  mutating func advance(_ row: inout Int, to id: Int64) -> Int? {
    while row < result.ids.count && result.ids[row] < id { row += 1 }
    return row < result.ids.count && result.ids[row] == id ? row : nil
  }

  mutating func readOwners() throws {
    var names: [Int64: String] = [:]
    var canonical: [Int64: Int64] = [:]
    let partyQuery = PreparedStatement(db, "SELECT id, name, alias_of FROM party")
    while try partyQuery.step() {
      names[partyQuery.integer(0)] = partyQuery.text(1)
      if let alias = partyQuery.optionalInteger(2) { canonical[partyQuery.integer(0)] = alias }
    }
    func resolved(_ id: Int64) -> Int64 {
      var current = id
      // The import refuses circles; should a file have one all the same, reading it must come to an end.
      var steps = canonical.count
      while steps > 0, let next = canonical[current] {
        current = next
        steps -= 1
      }
      return current
    }
    let query = PreparedStatement(
      db,
      """
      SELECT right_id, role, party_id FROM ownership
      WHERE (from_day = '' OR from_day <= ?1) AND (to_day IS NULL OR to_day > ?1) AND \(onlyItsRights)
      ORDER BY right_id, role DESC, party_id
      """)
    query.bind(1, day)
    var row = 0
    var filled = 0
    var parties: [Int64] = []
    var role = ""
    var current = -1
    func close(_ result: inout PortfolioSnapshot) {
      guard current >= 0 else { return }
      while filled < current {
        result.owner.append("")
        result.ownerCount.append(0)
        filled += 1
      }
      result.owner.append(parties.map { names[$0] ?? "" }.joined(separator: "; "))
      result.ownerCount.append(Int32(parties.count))
      filled += 1
    }
    while try query.step() {
      guard let at = advance(&row, to: query.integer(0)) else { continue }
      let rowRole = query.text(1) ?? ""
      if at != current {
        close(&result)
        current = at
        parties = []
        role = rowRole
      }
      // Owners come before applicants; applicants only count where no owner is known.
      if rowRole == role {
        let party = resolved(query.integer(2))
        if !parties.contains(party) { parties.append(party) }
      }
    }
    close(&result)
    while filled < count {
      result.owner.append("")
      result.ownerCount.append(0)
      filled += 1
    }
  }

  mutating func readInventors() throws {
    result.inventorCount = [Int32](repeating: 0, count: count)
    let query = PreparedStatement(
      db,
      "SELECT right_id, max(position) FROM inventor WHERE \(onlyItsRights) GROUP BY right_id ORDER BY right_id")
    var row = 0
    while try query.step() {
      if let at = advance(&row, to: query.integer(0)) { result.inventorCount[at] = Int32(query.integer(1)) }
    }
  }

  mutating func readEvents() throws {
    let query = PreparedStatement(
      db,
      "SELECT right_id, day, code FROM event WHERE day <= ? AND \(onlyItsRights) ORDER BY right_id, day, code")
    query.bind(1, day)
    var row = 0
    while try query.step() {
      guard let at = advance(&row, to: query.integer(0)), let eventDay = query.day(1) else { continue }
      result.eventRows.append(Int32(at))
      result.eventDays.append(eventDay.number)
      result.eventCodes.append(query.text(2))
    }
  }

  mutating func readBindings() throws {
    result.productRole.codes = [Int32](repeating: -1, count: count)
    result.licencesOut = [Int32](repeating: 0, count: count)
    result.pledged = [Int32](repeating: 0, count: count)
    result.inDispute = [Int32](repeating: 0, count: count)
    // Without a day of its own, a row counts from the day of the import that brought it.
    func running(_ table: String) -> String {
      """
      FROM \(table) t WHERE coalesce(t.from_day, (SELECT observed_on FROM import_batch WHERE id = t.batch_id)) <= ?1
        AND (t.to_day IS NULL OR t.to_day >= ?2)
      """
    }
    let roles = ["core", "supporting", "defensive"]
    for role in roles { _ = result.productRole.number(of: role) }
    try each("SELECT t.right_id, t.role \(running(Schema.knownLinks)) ORDER BY t.right_id") {
      result, row, query in
      guard let role = query.text(1), let rank = roles.firstIndex(of: role) else { return }
      let present = result.productRole.codes[row]
      if present < 0 || Int32(rank) < present { result.productRole.codes[row] = Int32(rank) }
    }
    try each("SELECT t.right_id \(running("licence")) AND t.direction = 'out' ORDER BY t.right_id") {
      result, row, _ in
      result.licencesOut[row] += 1
    }
    try each("SELECT t.right_id \(running("pledge")) ORDER BY t.right_id") { result, row, _ in
      result.pledged[row] = 1
    }
    try each("SELECT t.right_id \(running("dispute")) ORDER BY t.right_id") { result, row, _ in
      result.inDispute[row] = 1
    }
    for table in ["product_link", "licence", "pledge", "dispute"] {
      let begun = """
        SELECT 1 FROM \(table) t
        WHERE coalesce(t.from_day, (SELECT observed_on FROM import_batch WHERE id = t.batch_id)) <= ? LIMIT 1
        """
      if try Int.fetchOne(db, sql: begun, arguments: [day.iso]) != nil { result.keptTables.insert(table) }
    }
  }

  mutating func readFees() throws {
    result.feeParticulars = try FeeParticularsReader(db: db, day: day, ids: result.ids).read()
  }

  /// The rows of a query beside the rights; its first parameter is the day of knowledge, its second the as-of day.
  mutating func each(
    _ sql: String, _ body: (inout PortfolioSnapshot, Int, PreparedStatement) -> Void
  ) throws {
    let query = PreparedStatement(db, sql)
    query.bind(1, day)
    query.bind(2, result.asOf)
    var row = 0
    while try query.step() {
      if let at = advance(&row, to: query.integer(0)) { body(&result, at, query) }
    }
  }
}
