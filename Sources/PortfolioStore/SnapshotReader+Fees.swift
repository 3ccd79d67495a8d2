internal import GRDB
internal import PortfolioCore

/// Reads what is known of rate classes, reductions and validations on a day.
///
/// A row is known from the day of the import that brought it, or from its own first day where that is earlier:
/// what is recorded today of next year's rate class counts for next year's fees, and what began in 2020 counts in
/// a review as of 2021 although it was recorded later.
struct FeeParticularsReader {
  let db: Database
  let day: CalendarDay
  /// The rights of the snapshot, ordered.
  let ids: [Int64]

  func read() throws -> [Int: FeeParticulars] {
    var result: [Int: FeeParticulars] = [:]
    try each("t.right_id, t.from_day, t.rate_class, t.fee_claims, t.national_phase", "fee_particular") {
      row, query in
      result[row, default: FeeParticulars()].charging.append(
        FeeParticulars.Charging(
          from: query.day(1), rateClass: query.text(2), claims: query.optionalInteger(3).map { Int($0) },
          isNationalPhase: query.optionalInteger(4).map { $0 != 0 }))
    }
    try each("t.right_id, t.reduction, t.from_day, t.to_day, t.office, t.reference", "fee_reduction") {
      row, query in
      let office = query.text(4) ?? ""
      result[row, default: FeeParticulars()].reductions.append(
        FeeParticulars.Reduction(
          name: query.text(1) ?? "", from: query.day(2), to: query.day(3),
          office: office.isEmpty ? nil : office, reference: query.text(5), isOpenLicence: false))
    }
    // Known like the licence itself: from its first day, or from the import where it has none.
    try each(
      "t.right_id, t.from_day, t.to_day, t.licence", "licence", "AND t.type = 'open' AND t.direction = 'out'"
    ) { row, query in
      result[row, default: FeeParticulars()].reductions.append(
        FeeParticulars.Reduction(
          name: "open-licence", from: query.day(1), to: query.day(2), office: nil, reference: query.text(3),
          isOpenLicence: true))
    }
    // An end that lies after the day was known on it only where the row had been recorded by then.
    try each(
      "t.right_id, t.office, t.to_day, (SELECT observed_on FROM import_batch WHERE id = t.batch_id) <= ?1",
      "validation"
    ) { row, query in
      let wasRecorded = query.integer(3) != 0
      result[row, default: FeeParticulars()].validations.append(
        FeeParticulars.Validation(
          office: query.text(1) ?? "", to: query.day(2).flatMap { $0 <= day || wasRecorded ? $0 : nil }))
    }
    return result
  }

  private func each(
    _ columns: String, _ table: String, _ condition: String = "", _ body: (Int, PreparedStatement) -> Void
  ) throws {
    let query = PreparedStatement(
      db,
      """
      SELECT \(columns) FROM \(table) t
      WHERE ((SELECT observed_on FROM import_batch WHERE id = t.batch_id) <= ?1
        OR (t.from_day <> '' AND t.from_day <= ?1)) \(condition)
      ORDER BY t.right_id, \(columns)
      """)
    query.bind(1, day)
    var row = 0
    while try query.step() {
      let id = query.integer(0)
      while row < ids.count, ids[row] < id { row += 1 }
      if row < ids.count, ids[row] == id { body(row, query) }
    }
  }
}
