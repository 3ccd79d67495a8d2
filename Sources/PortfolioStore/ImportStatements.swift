internal import GRDB

/// The prepared statements of an import.
struct ImportStatements {
  let sourceRow: PreparedStatement
  let findNumber: PreparedStatement
  let insertNumber: PreparedStatement
  let insertRight: PreparedStatement
  let loadRight: PreparedStatement
  let updateRight: PreparedStatement
  let insertChange: PreparedStatement
  let insertPublication: PreparedStatement
  let insertPriority: PreparedStatement
  let insertInventor: PreparedStatement
  let findParty: PreparedStatement
  let insertParty: PreparedStatement
  let insertOwnership: PreparedStatement
  let endOwnership: PreparedStatement
  let currentOwners: PreparedStatement
  let anyOwner: PreparedStatement
  let observationOfDay: PreparedStatement
  let insertObservation: PreparedStatement
  let insertEvent: PreparedStatement
  let findFamily: PreparedStatement
  let insertFamily: PreparedStatement
  let joinFamily: PreparedStatement
  let findUnit: PreparedStatement
  let insertUnit: PreparedStatement
  let findProduct: PreparedStatement
  let originOfRight: PreparedStatement
  let insertOrigin: PreparedStatement

  init(_ db: Database) {
    func prepare(_ sql: String) -> PreparedStatement { PreparedStatement(db, sql) }
    sourceRow = prepare(
      """
      INSERT INTO source_row (batch_id, line, outcome, right_id, content_hash, reason, text)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """)
    findNumber = prepare(
      "SELECT right_id FROM right_number WHERE number = ? AND office = ? AND scheme = ?")
    insertNumber = prepare(
      "INSERT OR IGNORE INTO right_number (number, office, scheme, right_id) VALUES (?, ?, ?, ?)")
    insertRight = prepare(
      """
      INSERT INTO ip_right (office, kind, own_number, application_number, publication_number, title,
        translated_title, filing_day, priority_day, publication_day, grant_day, granted, expiry_day, end_day,
        family_id, unit_id, business_line, ipc, cpc, other_classes, batch_id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    loadRight = prepare(
      """
      SELECT office, kind, own_number, application_number, publication_number, title, translated_title,
        filing_day, priority_day, publication_day, grant_day, granted, expiry_day, end_day, family_id, unit_id,
        business_line, ipc, cpc, other_classes
      FROM ip_right WHERE id = ?
      """)
    updateRight = prepare(
      """
      UPDATE ip_right SET office = ?, kind = ?, own_number = ?, application_number = ?, publication_number = ?,
        title = ?, translated_title = ?, filing_day = ?, priority_day = ?, publication_day = ?, grant_day = ?,
        granted = ?, expiry_day = ?, end_day = ?, family_id = ?, unit_id = ?, business_line = ?, ipc = ?,
        cpc = ?, other_classes = ?
      WHERE id = ?
      """)
    insertChange = prepare(
      "INSERT OR REPLACE INTO right_change (right_id, batch_id, field, before, after) VALUES (?, ?, ?, ?, ?)")
    insertPublication = prepare(
      """
      INSERT INTO publication (right_id, number, kind_code, day) VALUES (?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET day = excluded.day WHERE excluded.day IS NOT NULL AND day IS NOT excluded.day
      """)
    insertPriority = prepare("INSERT OR IGNORE INTO priority (right_id, number) VALUES (?, ?)")
    insertInventor = prepare("INSERT OR IGNORE INTO inventor (right_id, position, name) VALUES (?, ?, ?)")
    findParty = prepare("SELECT id FROM party WHERE name = ?")
    insertParty = prepare("INSERT INTO party (name, match_key) VALUES (?, ?)")
    insertOwnership = prepare(
      """
      INSERT INTO ownership (right_id, role, party_id, from_day, share_basis_points, batch_id)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET to_day = NULL WHERE to_day = from_day
      """)
    endOwnership = prepare(
      """
      UPDATE ownership SET to_day = ? WHERE right_id = ? AND role = 'owner' AND party_id = ? AND to_day IS NULL
      """)
    currentOwners = prepare(
      "SELECT party_id FROM ownership WHERE right_id = ? AND role = 'owner' AND to_day IS NULL")
    anyOwner = prepare("SELECT 1 FROM ownership WHERE right_id = ? AND role = 'owner' LIMIT 1")
    observationOfDay = prepare(
      """
      SELECT observed_on, status, status_text, forward_citations, self_citations, backward_citations,
        non_patent_citations, family_size, claims, independent_claims, family_offices
      FROM observation WHERE right_id = ? AND observed_on = ?
      """)
    insertObservation = prepare(
      """
      INSERT OR REPLACE INTO observation (right_id, observed_on, status, status_text, forward_citations,
        self_citations, backward_citations, non_patent_citations, family_size, claims, independent_claims,
        family_offices, batch_id)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """)
    insertEvent = prepare(
      "INSERT OR IGNORE INTO event (right_id, day, code, text, batch_id) VALUES (?, ?, ?, ?, ?)")
    findFamily = prepare("SELECT id FROM family WHERE name = ?")
    insertFamily = prepare("INSERT INTO family (name) VALUES (?)")
    joinFamily = prepare("UPDATE ip_right SET family_id = ? WHERE id = ? AND family_id IS NULL")
    findUnit = prepare("SELECT id FROM unit WHERE code = ?")
    insertUnit = prepare("INSERT INTO unit (code, name) VALUES (?, ?)")
    findProduct = prepare("SELECT id FROM product WHERE code = ?")
    originOfRight = prepare(
      "SELECT owner_kinds, owner_country, inventor_count, foreign_priority FROM right_origin WHERE right_id = ?"
    )
    insertOrigin = prepare(
      """
      INSERT OR REPLACE INTO right_origin (right_id, owner_kinds, owner_country, inventor_count,
        foreign_priority, batch_id)
      VALUES (?, ?, ?, ?, ?, ?)
      """)
  }
}
