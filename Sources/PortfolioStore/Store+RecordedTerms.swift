internal import GRDB
public import PortfolioCore

extension Store {
  /// The rights of which a record with an end of its own, such as a licence or a pledge, was brought or changed by a
  /// file observed after a day: of their ends nobody can say whether they were known on it, for a record keeps its
  /// latest end only.
  public func rightsWithTermsRecorded(after day: CalendarDay) throws -> Set<Int64> {
    try read { db in
      Set(
        try Int64.fetchAll(
          db,
          sql: """
            SELECT DISTINCT s.right_id FROM import_batch b JOIN source_row s ON s.batch_id = b.id
            WHERE b.observed_on > ? AND s.right_id IS NOT NULL AND s.outcome <> 'refused'
              AND b.mapping IN ('native/licences', 'native/pledges', 'native/disputes', 'native/product_links',
                'native/restrictions', 'native/agreements', 'native/validations', 'native/ownership')
            """, arguments: [day.iso]))
    }
  }
}
