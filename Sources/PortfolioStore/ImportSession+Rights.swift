internal import PortfolioCore

extension ImportSession {
  /// Stores one right's row: makes the right, joins it to a right of the same import, or updates a right of
  /// an earlier one.
  func store(_ draft: RightDraft) throws -> (Int64, RowOutcome) {
    let familyID = try familyID(of: draft)
    let unitID = try draft.unit.map { try unit($0) }
    let incoming = StoredRight(draft, familyID: familyID, unitID: unitID)
    guard let rightID = try find(draft.numbers, warningLine: draft.line) else {
      let insert = statements.insertRight
      incoming.bind(to: insert)
      insert.bind(21, currentBatch)
      try insert.run()
      let id = insert.lastInsertedID
      created.insert(id)
      _ = try storeParts(
        draft, of: id, isNew: true, sameImport: false, granted: incoming.granted, isOlder: false)
      return (id, .stored)
    }
    let sameImport = touched.contains(rightID)
    let load = statements.loadRight
    load.bind(1, rightID)
    guard try load.step() else { return (rightID, .unchanged) }
    let existing = StoredRight(load)
    load.reset()
    try refuseAnothersNumber(existing, draft, rightID)
    let newerDay = sameImport ? nil : try newerKnowledge(of: rightID)
    let result: StoredRight
    if let newerDay {
      result = existing.completed(by: incoming)
      try warnOfOlderRow(existing, incoming, draft, rightID, newerDay)
    } else {
      warnOfContradictions(existing, incoming, draft, sameImport: sameImport)
      result = sameImport ? existing.joined(with: incoming) : existing.updated(by: incoming)
    }
    let changes = existing.changes(to: result)
    if !changes.isEmpty {
      result.bind(to: statements.updateRight)
      statements.updateRight.bind(21, rightID)
      try statements.updateRight.run()
      if !sameImport { try keepHistory(changes, of: rightID) }
    }
    let partsChanged = try storeParts(
      draft, of: rightID, isNew: false, sameImport: sameImport,
      granted: incoming.granted || !existing.granted,
      isOlder: newerDay != nil)
    if sameImport { return (rightID, .merged) }
    return (rightID, changes.isEmpty && !partsChanged ? .unchanged : .stored)
  }

  /// An owner's own number names one right: a row with another application number under it belongs to another
  /// right, most likely of another organisation that counts from P-0001 too. Its other tables must not be taken
  /// for those of the stored right either.
  private func refuseAnothersNumber(_ existing: StoredRight, _ draft: RightDraft, _ rightID: Int64) throws {
    guard let own = draft.numbers.first(where: { $0.scheme == .own }), own.number == existing.ownNumber,
      let stored = existing.applicationNumber
    else { return }
    let applications = draft.numbers.filter { $0.scheme == .application }
    guard !applications.isEmpty, try find(applications) != rightID else { return }
    refusedOwnNumbers.insert(own.number)
    throw ProblemList(
      Problem(
        .conflictingRows, severity: .error, at: Place(file: fileName, line: draft.line, column: "right"),
        value: own.number, zh: "编号“\(own.number)”已属于另一项权利（申请号 \(stored)）",
        en: "The number '\(own.number)' already belongs to another right (application \(stored))",
        remedy: BilingualText(
          zh: "不同组织的数据请用不同的数据库（--db），或使编号唯一",
          en:
            "Keep the data of different organisations in different stores (--db), or make the numbers unique")
      ))
  }

  /// The family as the source names it; else by the priorities: rights with exactly the same priorities form a
  /// simple family (the DOCDB definition), and the first filing, which claims none, belongs to the family of
  /// those that claim it alone.
  private func familyID(of draft: RightDraft) throws -> Int64? {
    if let key = draft.familyKey, !key.isEmpty { return try family(key) }
    if draft.priorities.isEmpty {
      guard let own = draft.numbers.first(where: { $0.scheme == .application }) else { return nil }
      return try existingFamily(ImportSession.familyName([own.office + own.number]))
    }
    let id = try family(ImportSession.familyName(draft.priorities))
    if draft.priorities.count == 1, let first = draft.priorities.first {
      let find = statements.findNumber
      find.bind(1, String(first.dropFirst(2)))
      find.bind(2, String(first.prefix(2)))
      find.bind(3, RightNumber.Scheme.application.rawValue)
      if try find.step() {
        let firstFiling = find.integer(0)
        find.reset()
        let join = statements.joinFamily
        join.bind(1, id)
        join.bind(2, firstFiling)
        try join.run()
      }
    }
    return id
  }

  private static func familyName(_ priorities: [String]) -> String {
    "priorities " + priorities.sorted().joined(separator: " ")
  }

  private func existingFamily(_ name: String) throws -> Int64? {
    if let id = familyIDs[name] { return id }
    guard hasPriorityFamilies else { return nil }
    let find = statements.findFamily
    find.bind(1, name)
    guard try find.step() else { return nil }
    defer { find.reset() }
    return find.integer(0)
  }

  /// Sees the rows again that stood still while others of their file changed: the file is a newer export, and
  /// in it these values still held.
  /// - Returns: how many observations were stored.
  @discardableResult
  func seeAgain(_ rows: [StandingRow]) throws -> Int {
    var seen = touched
    var stored = 0
    for row in rows where !row.observation.isEmpty {
      guard let rightID = try find(row.numbers) else { continue }
      let joins = !seen.insert(rightID).inserted
      let isStored = try observe(
        row.observation, of: rightID, on: observedOn, isNew: false, incomingWins: !joins || row.granted,
        joinsCounts: joins)
      if isStored { stored += 1 }
    }
    return stored
  }

  /// Rows that an earlier import brought from a file of a later day: their rights, and what was observed of them, were
  /// seen on the present file's day already.
  /// - Returns: how many of them that changes.
  func seeRightsEarlier(_ rows: [StandingRow]) throws -> Int {
    var moved = try seeAgain(rows)
    let update = PreparedStatement(
      db,
      """
      UPDATE ip_right SET batch_id = ?1 WHERE id = ?2
        AND (SELECT observed_on FROM import_batch WHERE id = batch_id) > ?3
      """)
    for row in rows {
      guard let rightID = try find(row.numbers) else { continue }
      update.bind(1, currentBatch)
      update.bind(2, rightID)
      update.bind(3, observedOn)
      moved += Int(try update.run())
    }
    return moved
  }

  private func find(_ numbers: [RightNumber], warningLine: Int? = nil) throws -> Int64? {
    var found: Int64?
    for number in numbers {
      let find = statements.findNumber
      find.bind(1, number.number)
      find.bind(2, number.office)
      find.bind(3, number.scheme.rawValue)
      guard try find.step() else { continue }
      let id = find.integer(0)
      find.reset()
      if let warningLine, let found, found != id {
        warn(
          .conflictingRows, line: warningLine, column: nil, value: number.number,
          zh: "这一行的几个号码分属两项已有权利；按第一个号码归入",
          en: "The numbers of this row belong to two stored rights; the first one decided",
          remedy: ImportSession.compareRows)
      }
      found = found ?? id
    }
    return found
  }

  private static let compareRows = BilingualText(
    zh: "核对两行，更正源数据后重新导入", en: "Compare the rows, correct the source and import again")

  private func warnOfContradictions(
    _ existing: StoredRight, _ incoming: StoredRight, _ draft: RightDraft, sameImport: Bool
  ) {
    func check(_ column: String, _ before: String?, _ after: String?, zh: String) {
      guard let before, let after, before != after else { return }
      warn(
        .conflictingRows, line: draft.line, column: column, value: after,
        zh: "\(zh)与同一权利的另一行（\(before)）不同；\(sameImport ? "保留先出现的" : "改用新值，旧值留存")",
        en: "Differs from another row of the same right (\(before)); "
          + (sameImport
            ? "the first one was kept" : "the new value counts, the old one is kept in the history"),
        remedy: ImportSession.compareRows)
    }
    check("application_number", existing.applicationNumber, incoming.applicationNumber, zh: "申请号")
    check("filing_day", existing.filingDay?.iso, incoming.filingDay?.iso, zh: "申请日")
    check("kind", existing.kind, incoming.kind, zh: "权利种类")
    check("grant_day", existing.grantDay?.iso, incoming.grantDay?.iso, zh: "授权日")
  }

  private func keepHistory(_ changes: [(field: String, before: String?, after: String?)], of rightID: Int64)
    throws
  {
    for change in changes where change.before != nil {
      let insert = statements.insertChange
      insert.bind(1, rightID)
      insert.bind(2, currentBatch)
      insert.bind(3, change.field)
      insert.bind(4, change.before)
      insert.bind(5, change.after)
      try insert.run()
    }
  }

  /// Stores numbers, publications, parties, inventors, priorities, events and the observation; true when
  /// any of them was new.
  private func storeParts(
    _ draft: RightDraft, of rightID: Int64, isNew: Bool, sameImport: Bool, granted: Bool, isOlder: Bool
  ) throws -> Bool {
    var changed = 0
    for number in draft.numbers {
      let insert = statements.insertNumber
      insert.bind(1, number.number)
      insert.bind(2, number.office)
      insert.bind(3, number.scheme.rawValue)
      insert.bind(4, rightID)
      changed += try insert.run()
    }
    for publication in draft.publications {
      let insert = statements.insertPublication
      insert.bind(1, rightID)
      insert.bind(2, publication.office + publication.number)
      insert.bind(3, publication.kindCode ?? "")
      insert.bind(4, publication.day)
      changed += try insert.run()
    }
    for number in draft.priorities {
      statements.insertPriority.bind(1, rightID)
      statements.insertPriority.bind(2, number)
      changed += try statements.insertPriority.run()
    }
    for (index, name) in draft.inventors.enumerated() {
      let insert = statements.insertInventor
      insert.bind(1, rightID)
      insert.bind(2, index + 1)
      insert.bind(3, name)
      changed += try insert.run()
    }
    changed += try storeParties(
      draft, of: rightID, isNew: isNew, sameImport: sameImport, isOlder: isOlder)
    for event in draft.events {
      let insert = statements.insertEvent
      insert.bind(1, rightID)
      insert.bind(2, event.day)
      insert.bind(3, event.code)
      insert.bind(4, event.text)
      insert.bind(5, currentBatch)
      changed += try insert.run()
    }
    if !draft.observation.isEmpty {
      let stored = try observe(
        draft.observation, of: rightID, on: draft.observedOn ?? observedOn, isNew: isNew,
        incomingWins: !sameImport || granted, joinsCounts: sameImport)
      if stored { changed += 1 }
    }
    if let earlier = draft.earlierObservation {
      let stored = try observe(
        earlier.values, of: rightID, on: earlier.day, isNew: false, incomingWins: !sameImport || granted,
        joinsCounts: sameImport)
      if stored { changed += 1 }
    }
    if try storeOrigin(draft.origin, of: rightID, incomingWins: !isOlder) { changed += 1 }
    return changed > 0
  }

  /// A later import that names other owners ends the ownership of those it no longer names. An export from before
  /// what is stored does not: whom it names besides may have sold long since.
  private func storeParties(
    _ draft: RightDraft, of rightID: Int64, isNew: Bool, sameImport: Bool, isOlder: Bool
  ) throws -> Int {
    var changed = 0
    let owners = try draft.parties.filter { $0.role == .owner }.map { try party($0.name) }
    var current: Set<Int64> = []
    let hadOwners = try !owners.isEmpty && !created.contains(rightID) && hasOwners(rightID)
    if !isNew && !sameImport && !isOlder && !owners.isEmpty {
      statements.currentOwners.bind(1, rightID)
      while try statements.currentOwners.step() { current.insert(statements.currentOwners.integer(0)) }
      for gone in current.subtracting(owners).sorted() {
        statements.endOwnership.bind(1, observedOn)
        statements.endOwnership.bind(2, rightID)
        statements.endOwnership.bind(3, gone)
        changed += try statements.endOwnership.run()
      }
    }
    for partyDraft in draft.parties {
      if isOlder && hadOwners && partyDraft.role == .owner { continue }
      let id = try party(partyDraft.name)
      if partyDraft.role == .owner && current.contains(id) { continue }
      // Whoever joins owners known from an earlier import was not owner at all times.
      let isLater = partyDraft.role == .owner && hadOwners
      let insert = statements.insertOwnership
      insert.bind(1, rightID)
      insert.bind(2, partyDraft.role.rawValue)
      insert.bind(3, id)
      insert.bind(4, partyDraft.from?.iso ?? (isLater ? observedOn.iso : ""))
      insert.bind(5, partyDraft.shareBasisPoints)
      insert.bind(6, currentBatch)
      changed += try insert.run()
    }
    return changed
  }

  private func hasOwners(_ rightID: Int64) throws -> Bool {
    statements.anyOwner.bind(1, rightID)
    defer { statements.anyOwner.reset() }
    return try statements.anyOwner.step()
  }

  // MARK: Names

  func party(_ name: String) throws -> Int64 {
    if let id = partyIDs[name] { return id }
    let id = try lookUp(name, statements.findParty) {
      statements.insertParty.bind(1, name)
      statements.insertParty.bind(2, name.lowercased())
      try statements.insertParty.run()
      return statements.insertParty.lastInsertedID
    }
    partyIDs[name] = id
    return id
  }

  func family(_ name: String) throws -> Int64 {
    if let id = familyIDs[name] { return id }
    let id = try lookUp(name, statements.findFamily) {
      statements.insertFamily.bind(1, name)
      try statements.insertFamily.run()
      return statements.insertFamily.lastInsertedID
    }
    familyIDs[name] = id
    return id
  }

  func unit(_ code: String) throws -> Int64 {
    if let id = unitIDs[code] { return id }
    let id = try lookUp(code, statements.findUnit) {
      statements.insertUnit.bind(1, code)
      statements.insertUnit.bind(2, code)
      try statements.insertUnit.run()
      return statements.insertUnit.lastInsertedID
    }
    unitIDs[code] = id
    return id
  }

  private func lookUp(_ name: String, _ find: PreparedStatement, make: () throws -> Int64) throws -> Int64 {
    find.bind(1, name)
    if try find.step() {
      let id = find.integer(0)
      find.reset()
      return id
    }
    return try make()
  }
}
