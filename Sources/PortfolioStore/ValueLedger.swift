internal import GRDB
public import PortfolioCore

/// What the store knows by a day that valuation needs: products, their figures, what serves them, deals of others.
public struct ValueLedger: Sendable {
  /// A product or revenue line.
  public struct Product: Sendable, Equatable {
    /// Its id in the store.
    public let id: Int64
    /// Its code.
    public let code: String
    /// Its name.
    public let name: BilingualText
    /// The business line; empty when none is given.
    public let businessLine: String
  }

  /// A link of a right to a product.
  public struct Link: Sendable, Equatable {
    /// The right.
    public let rightID: Int64
    /// The product.
    public let productID: Int64
    /// `core`, `supporting` or `defensive`.
    public let role: String
    /// What proves it; nil when nothing is recorded.
    public let evidence: String?
    /// The day, after the as-of day, from which on it no longer stands; nil where none is recorded.
    public let to: CalendarDay?
  }

  /// A figure of a product in a year.
  public struct Figure: Sendable, Equatable {
    /// The product.
    public let productID: Int64
    /// The year.
    public let year: Int
    /// `actual` or `forecast` for revenue, else the item of the table of figures.
    public let item: String
    /// The state where it was earned; empty where none is recorded, and for other figures than revenue.
    public let market: String
    /// The amount.
    public let amount: Money
    /// The file it came from.
    public let file: String
    /// The day on which the file was seen; after the as-of day for figures that name an earlier day of their own.
    public let observedOn: CalendarDay
  }

  /// A share of a product's revenue.
  public struct Attribution: Sendable, Equatable {
    /// The product.
    public let productID: Int64
    /// The right.
    public let rightID: Int64
    /// The share, 0 to 1.
    public let share: Double
  }

  /// A deal to compare with.
  public struct Deal: Sendable, Equatable {
    /// Its name.
    public let name: String
    /// The product it compares with; nil for any.
    public let productID: Int64?
    /// The year.
    public let year: Int?
    /// The royalty on net sales, 0.03 for 3 %.
    public let royalty: Double?
    /// The lump sum.
    public let lumpSum: Money?
    /// The share of operating profit that goes to the asset, 0.2 for 20 %.
    public let profitShare: Double?
    /// The adjustment factor.
    public let adjustment: Double
    /// Why it is adjusted.
    public let reason: String?
    /// Where it is known from.
    public let source: String
  }

  /// An intangible that is no right.
  public struct Intangible: Sendable, Equatable {
    /// Its code.
    public let code: String
    /// The kind.
    public let kind: String
    /// Its name.
    public let name: String
    /// The product it supports.
    public let productID: Int64?
    /// What proves it.
    public let evidence: String?
  }

  /// An answer of an assessor.
  public struct Answer: Sendable, Equatable {
    /// The right.
    public let rightID: Int64
    /// The question.
    public let question: String
    /// The level, 1 to 5.
    public let level: Int
    /// Who answered.
    public let assessor: String
    /// When.
    public let day: CalendarDay
    /// What was said beside the level: the evidence; empty when nothing was.
    public let comment: String
  }

  /// Products, by code.
  public let products: [Product]
  /// Links that stand on the day, by right.
  public let links: [Link]
  /// Revenues and other figures known on the day, by product, item and year.
  public let figures: [Figure]
  /// Stated attributions.
  public let attributions: [Attribution]
  /// Deals.
  public let deals: [Deal]
  /// Other intangibles.
  public let intangibles: [Intangible]
  /// Answers up to the day, the latest of each assessor and question.
  public let answers: [Answer]
  /// What does not count because its file was seen after the day.
  public let leftOut: [LeftOut]
  /// Licences in that run on the day, by right.
  public let licencesIn: [LicenceIn]
  /// Links that have ended by the day, by right: a share that is stated for one counts for nobody.
  public let endedLinks: [EndedLink]

  /// The number of rows of a table that are left out, of one product or of none, and the first day they were seen.
  public func leftOut(_ kind: Kind, of products: Set<Int64>) -> LeftOut? {
    leftOut.first { $0.kind == kind && (kind == .deals || !$0.products.isDisjoint(with: products)) }
  }
}

extension Store {
  /// What valuation needs, as known on a day. Figures without a day of their own are known from their import on.
  public func valueLedger(asOf day: CalendarDay) throws -> ValueLedger {
    try read { db in
      ValueLedger(
        products: try ValueLedger.products(db), links: try ValueLedger.links(db, day),
        figures: try ValueLedger.revenues(db, day) + ValueLedger.figures(db, day),
        attributions: try ValueLedger.attributions(db, day), deals: try ValueLedger.deals(db, day),
        intangibles: try ValueLedger.intangibles(db, day), answers: try ValueLedger.answers(db, day),
        leftOut: try ValueLedger.leftOut(db, day), licencesIn: try ValueLedger.licencesIn(db, day),
        endedLinks: try ValueLedger.endedLinks(db, day))
    }
  }
}

extension ValueLedger {
  fileprivate static func products(_ db: Database) throws -> [Product] {
    var list: [Product] = []
    let rows = PreparedStatement(
      db, "SELECT id, code, name, name_en, business_line FROM product ORDER BY code")
    while try rows.step() {
      let name = rows.text(2) ?? ""
      list.append(
        Product(
          id: rows.integer(0), code: rows.text(1) ?? "",
          name: BilingualText(zh: name, en: rows.text(3) ?? name), businessLine: rows.text(4) ?? ""))
    }
    return list
  }

  fileprivate static func links(_ db: Database, _ day: CalendarDay) throws -> [Link] {
    var list: [Link] = []
    let rows = PreparedStatement(
      db,
      """
      SELECT right_id, product_id, role, t.evidence, to_day FROM \(Schema.knownLinks) t
      JOIN import_batch ON import_batch.id = batch_id
      WHERE coalesce(from_day, observed_on) <= ?1 AND (to_day IS NULL OR to_day > ?1)
      ORDER BY right_id, product_id
      """)
    rows.bind(1, day)
    while try rows.step() {
      list.append(
        Link(
          rightID: rows.integer(0), productID: rows.integer(1), role: rows.text(2) ?? "",
          evidence: rows.text(3), to: rows.day(4)))
    }
    return list
  }

  private static func figures(
    _ db: Database, _ day: CalendarDay, sql: String
  ) throws -> [Figure] {
    var list: [Figure] = []
    let rows = PreparedStatement(db, sql)
    rows.bind(1, day)
    while try rows.step() {
      guard let currency = Currency(code: rows.text(4) ?? ""), let observedOn = rows.day(6) else { continue }
      list.append(
        Figure(
          productID: rows.integer(0), year: Int(rows.integer(1)), item: rows.text(2) ?? "",
          market: rows.text(7) ?? "",
          amount: Money(minorUnits: rows.integer(3), currency: currency), file: rows.text(5) ?? "",
          observedOn: observedOn))
    }
    return list
  }

  fileprivate static func revenues(_ db: Database, _ day: CalendarDay) throws -> [Figure] {
    try figures(
      db, day,
      sql: Schema.known(
        "revenue", columns: "product_id, year, kind, amount, currency, file, observed_on, market",
        key: "product_id, kind, year, market"))
  }

  fileprivate static func figures(_ db: Database, _ day: CalendarDay) throws -> [Figure] {
    try figures(
      db, day,
      sql: Schema.known(
        "product_figure",
        columns: "product_id, year, item, amount, currency, file, observed_on, '' AS market",
        key: "product_id, item, year"))
  }

  fileprivate static func attributions(_ db: Database, _ day: CalendarDay) throws -> [Attribution] {
    var list: [Attribution] = []
    let rows = PreparedStatement(
      db,
      Schema.known(
        "attribution", columns: "product_id, right_id, share_basis_points", key: "product_id, right_id"))
    rows.bind(1, day)
    while try rows.step() {
      list.append(
        Attribution(
          productID: rows.integer(0), rightID: rows.integer(1), share: Double(rows.integer(2)) / 10_000))
    }
    return list
  }

  fileprivate static func deals(_ db: Database, _ day: CalendarDay) throws -> [Deal] {
    var list: [Deal] = []
    let rows = PreparedStatement(
      db,
      Schema.known(
        "comparable",
        columns:
          "deal, product_id, year, royalty_basis_points, lump_sum, currency, adjustment_permille, reason, source, profit_share_basis_points",
        key: "deal"))
    rows.bind(1, day)
    while try rows.step() {
      guard let currency = Currency(code: rows.text(5) ?? "") else { continue }
      list.append(
        Deal(
          name: rows.text(0) ?? "", productID: rows.optionalInteger(1),
          year: rows.optionalInteger(2).map { Int($0) },
          royalty: rows.optionalInteger(3).map { Double($0) / 10_000 },
          lumpSum: rows.optionalInteger(4).map { Money(minorUnits: $0, currency: currency) },
          profitShare: rows.optionalInteger(9).map { Double($0) / 10_000 },
          adjustment: rows.optionalInteger(6).map { Double($0) / 1000 } ?? 1, reason: rows.text(7),
          source: rows.text(8) ?? ""))
    }
    return list
  }

  fileprivate static func intangibles(_ db: Database, _ day: CalendarDay) throws -> [Intangible] {
    var list: [Intangible] = []
    let known = Schema.known(
      "intangible", columns: "code, kind, name, product_id, evidence, to_day", key: "code")
    let rows = PreparedStatement(
      db, "SELECT * FROM (\(known)) WHERE to_day IS NULL OR to_day > ?1 ORDER BY code")
    rows.bind(1, day)
    while try rows.step() {
      list.append(
        Intangible(
          code: rows.text(0) ?? "", kind: rows.text(1) ?? "", name: rows.text(2) ?? "",
          productID: rows.optionalInteger(3), evidence: rows.text(4)))
    }
    return list
  }

  fileprivate static func answers(_ db: Database, _ day: CalendarDay) throws -> [Answer] {
    var list: [Answer] = []
    // Of one assessor and question the latest answer counts.
    let rows = PreparedStatement(
      db,
      """
      SELECT right_id, question, score, assessor, max(day), comment FROM assessment WHERE day <= ?1
      GROUP BY right_id, question, assessor ORDER BY right_id, question, assessor
      """)
    rows.bind(1, day)
    while try rows.step() {
      guard let answered = rows.day(4) else { continue }
      list.append(
        Answer(
          rightID: rows.integer(0), question: rows.text(1) ?? "", level: Int(rows.integer(2)),
          assessor: rows.text(3) ?? "", day: answered, comment: rows.text(5) ?? ""))
    }
    return list
  }
}
