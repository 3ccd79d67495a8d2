internal import GRDB
public import PortfolioCore

/// Products with their revenue, and contracts and owners beyond what ``PortfolioSnapshot`` itself holds.
///
/// Sparse lists name the right by its row in the snapshot.
public struct BusinessSnapshot: Sendable {
  /// A link that runs on the day between a right and a product.
  public struct Link: Sendable {
    /// The right's row.
    public let row: Int
    /// The stored id of the product.
    public let product: Int64
    /// `core`, `supporting` or `defensive`.
    public let role: String
  }

  /// What a product earned in a year.
  public struct Revenue: Sendable {
    /// The stored id of the product.
    public let product: Int64
    /// The year.
    public let year: Int
    /// The state where it was sold; empty when not recorded.
    public let market: String
    /// The amount.
    public let amount: Money
  }

  /// A licence out that runs on the day.
  public struct Licence: Sendable {
    /// The right's row.
    public let row: Int
    /// `exclusive`, `sole`, `ordinary` or `open`.
    public let type: String
    /// The fee a year, when recorded.
    public let fee: Money?
  }

  /// A dispute that began by the day.
  public struct Dispute: Sendable {
    /// The right's row.
    public let row: Int
    /// A word of `disputes.type`.
    public let type: String
    /// Whether it still runs on the day.
    public let isPending: Bool
  }

  /// Links that run on the day, ordered by row.
  public internal(set) var links: [Link] = []
  /// Actual revenue that was known by the day.
  public internal(set) var revenues: [Revenue] = []
  /// Products filed as patent-intensive on the day.
  public internal(set) var intensiveProducts: Set<Int64> = []
  /// Licences out that run on the day, ordered by row.
  public internal(set) var licences: [Licence] = []
  /// Licences out that began by the day, a row each time.
  public internal(set) var licencesBegun: [Int32] = []
  /// Pledges that began by the day, a row each time.
  public internal(set) var pledgesBegun: [Int32] = []
  /// Disputes that began by the day, ordered by row.
  public internal(set) var disputes: [Dispute] = []
  /// The last day of use that is over: the latest end of a link or of a licence out, by row.
  public internal(set) var lastUseEnd: [Int: Int32] = [:]
  /// Rows declared to a standards body, with whether essentiality was checked.
  public internal(set) var declared: [Int: Bool] = [:]
  /// Rows from a funded project, with whether an obligation was recorded.
  public internal(set) var funded: [Int: Bool] = [:]
  /// Who owns each right on the day: 1 for the portfolio's own units, 2 for outsiders, 3 for both, 0 where no
  /// owner is known; empty when no party has a unit.
  public internal(set) var ownerStanding: [UInt8] = []
  /// Which of `revenue`, `product_filing`, `declaration`, `funding` hold anything by the day.
  public internal(set) var keptTables: Set<String> = []

  init() {}
}

extension SnapshotReader {
  /// Reads products, contracts and owners.
  mutating func readBusiness() throws {
    try readProducts()
    try readContracts()
    try readOwnerStanding()
  }

  /// The day from which a row counts: its own, else that of the import that brought it.
  private func start(_ column: String = "from_day") -> String {
    "coalesce(t.\(column), (SELECT observed_on FROM import_batch WHERE id = t.batch_id))"
  }

  private mutating func readProducts() throws {
    try each(
      """
      SELECT t.right_id, t.product_id, t.role, t.to_day FROM \(Schema.knownLinks) t WHERE \(start()) <= ?1
      ORDER BY t.right_id, t.product_id
      """
    ) { result, row, query in
      if let end = query.day(3), end < result.asOf {
        result.business.lastUseEnd[row] = max(result.business.lastUseEnd[row] ?? .min, end.number)
      } else {
        result.business.links.append(
          .init(row: row, product: query.integer(1), role: query.text(2) ?? ""))
      }
    }
    let revenue = PreparedStatement(
      db,
      Schema.known(
        "revenue", columns: "product_id, year, market, amount, currency", key: "product_id, year, market",
        where: "kind = 'actual' AND year <= CAST(substr(?1, 1, 4) AS INTEGER)"))
    revenue.bind(1, day)
    while try revenue.step() {
      guard let currency = revenue.text(4).flatMap(Currency.init(code:)) else { continue }
      result.business.revenues.append(
        .init(
          product: revenue.integer(0), year: Int(revenue.integer(1)), market: revenue.text(2) ?? "",
          amount: Money(minorUnits: revenue.integer(3), currency: currency)))
      result.business.keptTables.insert("revenue")
    }
    let filing = PreparedStatement(db, "SELECT product_id, to_day FROM product_filing WHERE day <= ?1")
    filing.bind(1, day)
    while try filing.step() {
      result.business.keptTables.insert("product_filing")
      if filing.day(1).map({ $0 >= result.asOf }) ?? true {
        result.business.intensiveProducts.insert(filing.integer(0))
      }
    }
  }

  private mutating func readContracts() throws {
    try each(
      """
      SELECT t.right_id, t.type, t.to_day, t.fee, t.currency FROM licence t
      WHERE \(start()) <= ?1 AND t.direction = 'out' ORDER BY t.right_id, t.licence
      """
    ) { result, row, query in
      result.business.licencesBegun.append(Int32(row))
      if let end = query.day(2), end < result.asOf {
        result.business.lastUseEnd[row] = max(result.business.lastUseEnd[row] ?? .min, end.number)
      } else {
        let currency = query.text(4).flatMap(Currency.init(code:))
        let fee = query.optionalInteger(3).flatMap { fee in
          currency.map { Money(minorUnits: fee, currency: $0) }
        }
        result.business.licences.append(.init(row: row, type: query.text(1) ?? "", fee: fee))
      }
    }
    try each("SELECT t.right_id FROM pledge t WHERE t.from_day <= ?1 ORDER BY t.right_id") { result, row, _ in
      result.business.pledgesBegun.append(Int32(row))
    }
    try each(
      "SELECT t.right_id, t.type, t.to_day FROM dispute t WHERE t.from_day <= ?1 ORDER BY t.right_id, t.dispute"
    ) { result, row, query in
      let isPending = query.day(2).map { $0 >= result.asOf } ?? true
      result.business.disputes.append(.init(row: row, type: query.text(1) ?? "", isPending: isPending))
    }
    try each(
      """
      SELECT t.right_id, t.essential_checked FROM declaration t WHERE \(start("declared_day")) <= ?1
      ORDER BY t.right_id
      """
    ) { result, row, query in
      let isChecked = query.optionalInteger(1) == 1
      result.business.declared[row] = (result.business.declared[row] ?? false) || isChecked
      result.business.keptTables.insert("declaration")
    }
    try each(
      "SELECT t.right_id, t.obligation FROM funding t WHERE \(start()) <= ?1 ORDER BY t.right_id"
    ) { result, row, query in
      let binds = query.text(1).map { !$0.isEmpty } ?? false
      result.business.funded[row] = (result.business.funded[row] ?? false) || binds
      result.business.keptTables.insert("funding")
    }
  }

  /// Who owns a right, seen from the portfolio's units. An alias belongs where its canonical name belongs.
  private mutating func readOwnerStanding() throws {
    let withUnit = try Set(
      Int64.fetchAll(
        db,
        sql: """
          WITH RECURSIVE name(id, root, depth) AS (
            SELECT id, id, 0 FROM party
            UNION ALL
            SELECT name.id, party.alias_of, depth + 1 FROM name JOIN party ON party.id = name.root
            WHERE party.alias_of IS NOT NULL AND depth < 20)
          SELECT DISTINCT name.id FROM name JOIN party ON party.id = name.root
          WHERE party.unit_id IS NOT NULL
          """))
    guard !withUnit.isEmpty else { return }
    result.business.ownerStanding = Array(repeating: 0, count: count)
    try each(
      """
      SELECT t.right_id, t.party_id FROM ownership t
      WHERE t.role = 'owner' AND (t.from_day = '' OR t.from_day <= ?1) AND (t.to_day IS NULL OR t.to_day > ?1)
      ORDER BY t.right_id
      """
    ) { result, row, query in
      result.business.ownerStanding[row] |= withUnit.contains(query.integer(1)) ? 1 : 2
    }
  }
}
