internal import GRDB
public import PortfolioCore

/// Who owns rights and what binds them, row by row as recorded by a day: what a register extract, a contract list
/// and a court would show. Ordered by right.
public struct TitleRecords: Sendable {
  /// A span in which a party owned a right.
  public struct Owner: Sendable, Equatable {
    /// The right.
    public let rightID: Int64
    /// The owner by the name under which it is known; an alias is followed.
    public let name: String
    /// Whether it is one of the portfolio's own units.
    public let isOwnUnit: Bool
    /// The share, in hundredths of a percent; nil where none is recorded.
    public let shareBasisPoints: Int?
    /// The first day; nil where none is recorded.
    public let from: CalendarDay?
    /// The day on which it ceased to own it; nil while it owns it.
    public let to: CalendarDay?
  }

  /// A pledge that began by the day.
  public struct Pledge: Sendable, Equatable {
    /// The right.
    public let rightID: Int64
    /// The registration.
    public let registration: String
    /// The pledgee; empty where none is recorded.
    public let pledgee: String
    /// The day of registration.
    public let from: CalendarDay
    /// The day of cancellation or of the debt; nil where none is recorded.
    public let to: CalendarDay?
    /// The debt secured; nil where none is recorded.
    public let amount: Money?
  }

  /// A dispute or preservation order that began by the day.
  public struct Dispute: Sendable, Equatable {
    /// The right.
    public let rightID: Int64
    /// The case number.
    public let number: String
    /// A word of `disputes.type`.
    public let type: String
    /// The other party; empty where none is recorded.
    public let counterparty: String
    /// The first day.
    public let from: CalendarDay
    /// The day on which it ended; nil while it runs.
    public let to: CalendarDay?
  }

  /// A licence out that began by the day.
  public struct Licence: Sendable, Equatable {
    /// The right.
    public let rightID: Int64
    /// The contract.
    public let contract: String
    /// `exclusive`, `sole`, `ordinary` or `open`.
    public let type: String
    /// The licensee; empty where none is recorded.
    public let licensee: String
    /// The first day; nil where none is recorded.
    public let from: CalendarDay?
    /// The last day; nil where none is recorded.
    public let to: CalendarDay?
    /// The day of its recordal at the office; nil where none is recorded.
    public let recordedDay: CalendarDay?
    /// The fee a year; nil where none is recorded.
    public let fee: Money?
    /// Whether the contract obliges the owner to keep the right in force.
    public let keepsInForce: Bool
  }

  /// An agreement on a right in force on the day.
  public struct Agreement: Sendable, Equatable {
    /// The right.
    public let rightID: Int64
    /// Its name.
    public let name: String
    /// A word of `agreements.kind`.
    public let kind: String
    /// Whether it was signed.
    public let isSigned: Bool
    /// Whether it settles ownership; nil where nothing is recorded.
    public let settlesOwnership: Bool?
  }

  /// Owners past and present.
  public internal(set) var owners: [Owner] = []
  /// Owners of whom a beginning or an end after the day is on record, whenever it was recorded, with both their days: a
  /// transfer that has been agreed. ``owners`` knows nothing of it.
  public internal(set) var changing: [Owner] = []
  /// Pledges past and present.
  public internal(set) var pledges: [Pledge] = []
  /// Disputes past and present.
  public internal(set) var disputes: [Dispute] = []
  /// The last day by then on which a list of disputes was imported or stated to be complete; nil where none was. A dispute
  /// of a later day is on record nowhere.
  public internal(set) var disputesSeenOn: CalendarDay?
  /// Licences out, past and present.
  public internal(set) var licences: [Licence] = []
  /// Agreements in force.
  public internal(set) var agreements: [Agreement] = []
  /// Names of the portfolio's own units as parties, in order.
  public internal(set) var ownNames: [String] = []
  /// Under which names the store knows each party.
  public internal(set) var parties = PartyNames()
  /// Rights declared to a standards body by the day.
  public internal(set) var declared: Set<Int64> = []
  /// Rights from a funded project, with the obligation recorded; empty where none is.
  public internal(set) var funded: [Int64: String] = [:]
  /// Which of `ownership`, `pledge`, `dispute`, `licence`, `agreement` hold anything by the day: of a table that is
  /// not kept nothing can be said.
  public internal(set) var keptTables: Set<String> = []
  /// The lists stated complete by the day: of them nothing on record means none.
  public internal(set) var completeLists: Set<String> = []
}

extension Store {
  /// Owners, pledges, disputes, licences and agreements as recorded by a day.
  public func titleRecords(asOf day: CalendarDay) throws -> TitleRecords {
    try read { db in
      var reader = TitleReader(db: db, day: day)
      try reader.readParties()
      try reader.readOwners()
      try reader.readPledges()
      try reader.readDisputes()
      try reader.readLicences()
      try reader.readTies()
      reader.records.completeLists = try CompleteLists.by(day, db)
      return reader.records
    }
  }
}

private struct TitleReader {
  let db: Database
  let day: CalendarDay
  var records = TitleRecords()
  private var names: [Int64: (name: String, isOwn: Bool)] = [:]

  init(db: Database, day: CalendarDay) {
    self.db = db
    self.day = day
  }

  /// The day from which a row counts: its own, else that of the import that brought it.
  private func start(_ column: String) -> String {
    "coalesce(nullif(t.\(column), ''), (SELECT observed_on FROM import_batch WHERE id = t.batch_id))"
  }

  private func party(_ id: Int64?) -> String { id.flatMap { names[$0]?.name } ?? "" }

  private func rows(_ sql: String) throws -> PreparedStatement {
    let query = PreparedStatement(db, sql)
    query.bind(1, day)
    return query
  }

  mutating func readParties() throws {
    let query = PreparedStatement(
      db,
      """
      WITH RECURSIVE known(id, root, depth) AS (
        SELECT id, id, 0 FROM party
        UNION ALL
        SELECT known.id, party.alias_of, depth + 1 FROM known JOIN party ON party.id = known.root
        WHERE party.alias_of IS NOT NULL AND depth < 20)
      SELECT known.id, party.name, party.unit_id IS NOT NULL, party.id, own.name, own.name_en,
        own.name_en IS NULL AND own.kind IS NULL AND own.country IS NULL AND own.unit_id IS NULL
      FROM known JOIN party ON party.id = known.root JOIN party own ON own.id = known.id
      WHERE party.alias_of IS NULL ORDER BY party.name
      """)
    var rows: [PartyNames.Row] = []
    while try query.step() {
      let name = query.text(1) ?? ""
      let isOwn = query.integer(2) != 0
      names[query.integer(0)] = (name, isOwn)
      if isOwn, records.ownNames.last != name { records.ownNames.append(name) }
      rows.append(
        PartyNames.Row(
          party: query.integer(3), name: query.text(4) ?? "", english: query.text(5) ?? "",
          isBare: query.integer(6) != 0))
    }
    records.parties = PartyNames(rows)
  }

  mutating func readOwners() throws {
    let query = try rows(
      """
      SELECT t.right_id, t.party_id, t.share_basis_points, t.from_day, t.to_day, t.from_day > ?1 FROM ownership t
      WHERE t.role = 'owner' ORDER BY t.right_id, t.from_day, t.party_id
      """)
    while try query.step() {
      guard let known = names[query.integer(1)] else { continue }
      let end = query.day(4)
      func owner(to last: CalendarDay?) -> TitleRecords.Owner {
        .init(
          rightID: query.integer(0), name: known.name, isOwnUnit: known.isOwn,
          shareBasisPoints: query.optionalInteger(2).map { Int($0) }, from: query.day(3), to: last)
      }
      let beginsLater = query.integer(5) != 0
      let endsLater = end.map { $0 > day } ?? false
      if beginsLater || endsLater { records.changing.append(owner(to: end)) }
      if beginsLater { continue }
      records.keptTables.insert("ownership")
      // A day that is still to come was not known.
      records.owners.append(owner(to: endsLater ? nil : end))
    }
  }

  mutating func readPledges() throws {
    let query = try rows(
      """
      SELECT t.right_id, t.pledge, t.pledgee_id, t.from_day, t.to_day, t.amount, t.currency FROM pledge t
      WHERE t.from_day <= ?1 ORDER BY t.right_id, t.pledge
      """)
    while try query.step() {
      guard let from = query.day(3) else { continue }
      records.keptTables.insert("pledge")
      records.pledges.append(
        .init(
          rightID: query.integer(0), registration: query.text(1) ?? "",
          pledgee: party(query.optionalInteger(2)),
          from: from, to: query.day(4), amount: money(query, 5, 6)))
    }
  }

  private func money(_ query: PreparedStatement, _ amount: Int32, _ currency: Int32) -> Money? {
    guard let units = query.optionalInteger(amount), let code = Currency(code: query.text(currency) ?? "")
    else { return nil }
    return Money(minorUnits: units, currency: code)
  }

  mutating func readDisputes() throws {
    let query = try rows(
      """
      SELECT t.right_id, t.dispute, t.type, t.counterparty_id, t.from_day, t.to_day FROM dispute t
      WHERE t.from_day <= ?1 ORDER BY t.right_id, t.dispute
      """)
    while try query.step() {
      guard let from = query.day(4) else { continue }
      records.keptTables.insert("dispute")
      let end = query.day(5).flatMap { $0 <= day ? $0 : nil }
      records.disputes.append(
        .init(
          rightID: query.integer(0), number: query.text(1) ?? "", type: query.text(2) ?? "",
          counterparty: party(query.optionalInteger(3)), from: from, to: end))
    }
    let seen = try rows(
      """
      SELECT max(day) FROM (
        SELECT day FROM complete_list WHERE list = 'disputes' AND day <= ?1
        UNION ALL
        SELECT observed_on FROM import_batch WHERE mapping = 'native/disputes' AND observed_on <= ?1)
      """)
    while try seen.step() { records.disputesSeenOn = seen.day(0) }
  }

  mutating func readLicences() throws {
    let query = try rows(
      """
      SELECT t.right_id, t.licence, t.type, t.counterparty_id, t.from_day, t.to_day, t.recorded_day, t.fee,
        t.currency, t.keep_in_force FROM licence t
      WHERE t.direction = 'out' AND \(start("from_day")) <= ?1 ORDER BY t.right_id, t.licence
      """)
    while try query.step() {
      records.keptTables.insert("licence")
      records.licences.append(
        .init(
          rightID: query.integer(0), contract: query.text(1) ?? "", type: query.text(2) ?? "",
          licensee: party(query.optionalInteger(3)), from: query.day(4), to: query.day(5),
          recordedDay: query.day(6),
          fee: money(query, 7, 8), keepsInForce: query.optionalInteger(9) == 1))
    }
  }

  mutating func readTies() throws {
    let agreements = try rows(
      """
      SELECT t.right_id, t.agreement, t.kind, t.signed, t.ownership FROM agreement t
      WHERE t.day <= ?1 AND (t.to_day IS NULL OR t.to_day >= ?1) ORDER BY t.right_id, t.agreement
      """)
    while try agreements.step() {
      records.keptTables.insert("agreement")
      records.agreements.append(
        .init(
          rightID: agreements.integer(0), name: agreements.text(1) ?? "", kind: agreements.text(2) ?? "",
          isSigned: agreements.integer(3) == 1,
          settlesOwnership: agreements.optionalInteger(4).map { $0 == 1 }
        ))
    }
    let declared = try rows(
      "SELECT DISTINCT t.right_id FROM declaration t WHERE \(start("declared_day")) <= ?1")
    while try declared.step() { records.declared.insert(declared.integer(0)) }
    let funded = try rows(
      "SELECT t.right_id, t.obligation FROM funding t WHERE \(start("from_day")) <= ?1 ORDER BY t.right_id, t.project"
    )
    while try funded.step() {
      let obligation = funded.text(1) ?? ""
      let before = records.funded[funded.integer(0)] ?? ""
      records.funded[funded.integer(0)] = before.isEmpty ? obligation : before
    }
  }
}
