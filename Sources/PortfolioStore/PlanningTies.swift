internal import GRDB
public import PortfolioCore

/// What a plan of renewals needs beyond the facts: families, units, products, and what obliges an owner to keep
/// a right. Rows are those of a portfolio snapshot of the same day, by the rights' ids.
public struct PlanningTies: Sendable {
  /// A unit of the organisation.
  public struct Unit: Sendable, Equatable {
    /// The stored id.
    public let id: Int64
    /// The unit above; 0 when there is none.
    public let parent: Int64
    /// The code.
    public let code: String
    /// The name.
    public let name: String
  }

  /// A product.
  public struct Product: Sendable, Equatable {
    /// The stored id.
    public let id: Int64
    /// The code.
    public let code: String
    /// The name.
    public let name: String
  }

  /// What binds a right, as far as its end is on record.
  public struct Tie: Sendable, Equatable {
    /// The last day; nil when one of the records has no end.
    public let until: CalendarDay?
  }

  /// The units, ordered by code.
  public let units: [Unit]
  /// The products, ordered by code.
  public let products: [Product]
  /// The unit of each right that has one.
  public let unitOfRight: [Int64: Int64]
  /// The family of each right that has one.
  public let familyOfRight: [Int64: Int64]
  /// Links to products that run on the day: right and product, ordered by right and product.
  public let productLinks: [(right: Int64, product: Int64)]
  /// Rights that a running licence obliges the owner to keep in force, with the end of the longest.
  public let keepInForce: [Int64: Tie]
  /// Rights in a running pledge, with the end of the longest.
  public let pledged: [Int64: Tie]
  /// Rights in a running dispute or under a preservation order, with the end of the longest.
  public let inDispute: [Int64: Tie]
  /// Rights declared to a standard by the day.
  public let declared: Set<Int64>
  /// Which of `licence`, `pledge`, `dispute` and `product_link` the store holds at all on the day: where a table
  /// is not kept, nothing can be said of a right.
  public let keptTables: Set<String>
}

extension Store {
  /// What binds rights and hangs them together on a day.
  public func planningTies(asOf day: CalendarDay) throws -> PlanningTies {
    try read { db in
      // Without a day of its own, a row counts from the day of the import that brought it.
      func running(_ table: String, _ from: String = "from_day") -> String {
        "FROM \(table) t WHERE coalesce(t.\(from), (SELECT observed_on FROM import_batch WHERE id = t.batch_id)) <= ?1"
      }
      let open = "AND (t.to_day IS NULL OR t.to_day >= ?1)"
      func ids(_ sql: String) throws -> Set<Int64> {
        Set(try Int64.fetchAll(db, sql: sql, arguments: [day.iso]))
      }
      func pairs(_ sql: String) throws -> [Int64: Int64] {
        var result: [Int64: Int64] = [:]
        let query = PreparedStatement(db, sql)
        while try query.step() { result[query.integer(0)] = query.integer(1) }
        return result
      }
      func ties(_ table: String, _ condition: String = "") throws -> [Int64: PlanningTies.Tie] {
        var result: [Int64: PlanningTies.Tie] = [:]
        let query = PreparedStatement(
          db,
          """
          SELECT t.right_id, CASE WHEN count(t.to_day) = count(*) THEN max(t.to_day) END
          \(running(table)) \(open) \(condition) GROUP BY t.right_id
          """)
        query.bind(1, day.iso)
        while try query.step() { result[query.integer(0)] = PlanningTies.Tie(until: query.day(1)) }
        return result
      }
      var links: [(right: Int64, product: Int64)] = []
      let linkQuery = PreparedStatement(
        db,
        "SELECT t.right_id, t.product_id \(running(Schema.knownLinks)) \(open) ORDER BY t.right_id, t.product_id"
      )
      linkQuery.bind(1, day.iso)
      while try linkQuery.step() { links.append((linkQuery.integer(0), linkQuery.integer(1))) }
      var kept: Set<String> = []
      for table in ["licence", "pledge", "dispute", "product_link"] {
        if try Int.fetchOne(db, sql: "SELECT 1 \(running(table)) LIMIT 1", arguments: [day.iso]) != nil {
          kept.insert(table)
        }
      }
      let complete = try CompleteLists.by(day, db)
      for (list, table) in CompleteLists.tables where complete.contains(list) { kept.insert(table) }
      return PlanningTies(
        units: try Row.fetchAll(
          db, sql: "SELECT id, coalesce(parent_id, 0) AS parent, code, name FROM unit ORDER BY code"
        ).map {
          PlanningTies.Unit(id: $0["id"], parent: $0["parent"], code: $0["code"], name: $0["name"])
        },
        products: try Row.fetchAll(db, sql: "SELECT id, code, name FROM product ORDER BY code").map {
          PlanningTies.Product(id: $0["id"], code: $0["code"], name: $0["name"])
        },
        unitOfRight: try pairs("SELECT id, unit_id FROM ip_right WHERE unit_id IS NOT NULL"),
        familyOfRight: try pairs("SELECT id, family_id FROM ip_right WHERE family_id IS NOT NULL"),
        productLinks: links,
        keepInForce: try ties("licence", "AND t.direction = 'out' AND t.keep_in_force = 1"),
        pledged: try ties("pledge"), inDispute: try ties("dispute"),
        declared: try ids("SELECT t.right_id \(running("declaration", "declared_day"))"), keptTables: kept)
    }
  }
}
