internal import GRDB
public import PortfolioCore

/// Awards, pledges, disputes and texts as known on the day, one entry a right of a snapshot.
public struct RecognitionColumns: Sendable {
  /// National awards; ``PortfolioSnapshot/none`` where no table of them is kept.
  public internal(set) var awards: [Int32] = []
  /// 1 or 0 where a strategic industry was examined.
  public internal(set) var strategic: [Int32] = []
  /// The greatest debt in yuan, in minor units; -1 where a pledge has no amount, or one in another currency.
  public internal(set) var pledgeAmount: [Int64?] = []
  /// Disputes that began by the day.
  public internal(set) var disputes: [Int32] = []
  /// Citing patents by subclass, as last counted by the day.
  public internal(set) var citingClasses: [Int: [Int]] = [:]
  /// Words of the first claim, as last counted by the day.
  public internal(set) var firstClaimWords: [Int32] = []
  /// China Patent Awards among the awards.
  public internal(set) var chinaPatentAwards: [Int32] = []
  /// Figures that units state, the latest by the day, by unit code (empty for the group) and figure.
  public internal(set) var figures: [UnitFigure] = []
}

/// A figure that a unit states.
public struct UnitFigure: Sendable, Equatable, Codable {
  /// The unit's code; empty for the group.
  public let unit: String
  /// The figure.
  public let figure: String
  /// The day that it is of.
  public let day: CalendarDay
  /// The number.
  public let value: Int64?
  /// The word.
  public let word: String?
}

/// Fills the recognitions of a snapshot.
struct RecognitionReader {
  let db: Database
  let day: CalendarDay

  func read(into result: inout PortfolioSnapshot) throws {
    let rows = result.count
    var columns = RecognitionColumns()
    let isKept =
      try Int.fetchOne(db, sql: "SELECT 1 FROM recognition WHERE day <= ? LIMIT 1", arguments: [day.iso])
      != nil
    columns.awards = [Int32](repeating: isKept ? 0 : PortfolioSnapshot.none, count: rows)
    columns.chinaPatentAwards = columns.awards
    columns.strategic = [Int32](repeating: PortfolioSnapshot.none, count: rows)
    columns.pledgeAmount = Array(repeating: nil, count: rows)
    columns.disputes = [Int32](repeating: 0, count: rows)
    columns.firstClaimWords = [Int32](repeating: PortfolioSnapshot.none, count: rows)
    let ids = result.ids
    try each("SELECT right_id, kind, holds FROM recognition WHERE day <= ?1 ORDER BY right_id", ids) {
      row, query in
      let holds = query.optionalInteger(2).map { $0 != 0 } ?? true
      switch query.text(1) {
      case "strategic-industry": columns.strategic[row] = max(columns.strategic[row], holds ? 1 : 0)
      case "china-patent-award":
        columns.awards[row] += holds ? 1 : 0
        columns.chinaPatentAwards[row] += holds ? 1 : 0
      default: columns.awards[row] += holds ? 1 : 0
      }
    }
    try each(
      "SELECT right_id, amount, currency FROM pledge WHERE from_day <= ?1 ORDER BY right_id", ids
    ) { row, query in
      let known = columns.pledgeAmount[row] ?? 0
      guard query.text(2) == "CNY", let amount = query.optionalInteger(1), known >= 0 else {
        columns.pledgeAmount[row] = -1
        return
      }
      columns.pledgeAmount[row] = max(known, amount)
    }
    try each("SELECT right_id FROM dispute WHERE from_day <= ?1 ORDER BY right_id", ids) { row, _ in
      columns.disputes[row] += 1
    }
    try each(
      """
      SELECT c.right_id, c.documents FROM citing_class c
      WHERE c.observed_on = (SELECT max(observed_on) FROM citing_class d
        WHERE d.right_id = c.right_id AND d.observed_on <= ?1)
      ORDER BY c.right_id, c.subclass
      """, ids
    ) { row, query in columns.citingClasses[row, default: []].append(Int(query.integer(1))) }
    try each(
      "SELECT right_id, first_claim_words FROM claim_text WHERE observed_on <= ?1 ORDER BY right_id, observed_on",
      ids
    ) { row, query in columns.firstClaimWords[row] = Int32(truncatingIfNeeded: query.integer(1)) }
    let query = PreparedStatement(
      db, "SELECT unit, figure, day, value, word FROM unit_figure WHERE day <= ? ORDER BY unit, figure, day")
    query.bind(1, day)
    while try query.step() {
      guard let stated = query.day(2) else { continue }
      let figure = UnitFigure(
        unit: query.text(0) ?? "", figure: query.text(1) ?? "", day: stated, value: query.optionalInteger(3),
        word: query.text(4))
      if let last = columns.figures.last, last.unit == figure.unit, last.figure == figure.figure {
        columns.figures.removeLast()
      }
      columns.figures.append(figure)
    }
    result.recognitions = columns
  }

  private func each(_ sql: String, _ ids: [Int64], _ body: (Int, PreparedStatement) -> Void) throws {
    let query = PreparedStatement(db, sql)
    query.bind(1, day)
    var row = 0
    while try query.step() {
      let id = query.integer(0)
      while row < ids.count && ids[row] < id { row += 1 }
      if row < ids.count && ids[row] == id { body(row, query) }
    }
  }
}
