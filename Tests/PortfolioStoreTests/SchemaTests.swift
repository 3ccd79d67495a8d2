import GRDB
import PortfolioCore
import TestSupport
import Testing

@testable import PortfolioStore

@Suite struct SchemaTests {
  /// A store with a row in every table that input fills.
  private static func filled() throws -> Store {
    let store = try Make.memoryStore()
    try store.write { db in
      try db.execute(
        sql: """
          INSERT INTO import_batch VALUES (1, 'f', 'm', 's', '2026-01-01', 1, 1, 0, 0, 0, NULL, 0, 0);
          INSERT INTO unit VALUES (1, 'U1', NULL, 'Unit', NULL);
          INSERT INTO family VALUES (1, 'F', NULL);
          INSERT INTO ip_right (id, office, kind, title, granted, batch_id) VALUES (1, 'CN', 'invention', 't', 1, 1);
          INSERT INTO source_row VALUES (1, 1, 2, 'stored', 1, x'00', NULL, 't');
          INSERT INTO right_number VALUES ('CN', 'application', '1', 1);
          INSERT INTO publication VALUES (1, 'CN1', 'A', '2020-01-01');
          INSERT INTO inventor VALUES (1, 1, 'n');
          INSERT INTO party (id, name, match_key, kind) VALUES (1, 'P', 'p', 'bank');
          INSERT INTO ownership VALUES (1, 'owner', 1, '', NULL, 10000, 1);
          INSERT INTO observation (right_id, observed_on, forward_citations, family_size, batch_id)
            VALUES (1, '2026-01-01', 0, 1, 1);
          INSERT INTO event VALUES (1, '2026-01-01', 'X', NULL, 1);
          INSERT INTO payment VALUES (1, 1, '2026-01-01', '', 100, 0, 'CNY', NULL, 1);
          INSERT INTO fee_particular VALUES (1, '', 'small', 4, 0, 1);
          INSERT INTO fee_reduction VALUES (1, 'single-applicant', '', NULL, '', NULL, 1);
          INSERT INTO validation VALUES (1, 'DE', NULL, NULL, 1);
          INSERT INTO cost VALUES (1, '2026-01-01', 'agent', 100, 'CNY', 1);
          INSERT INTO licence VALUES ('L', 1, 'out', 'open', 1, NULL, NULL, NULL, 1, 'CNY', 0, 1);
          INSERT INTO pledge VALUES ('P', 1, 1, '2026-01-01', NULL, 1, 'CNY', 1);
          INSERT INTO dispute VALUES ('D', 1, 'other', 1, '2026-01-01', NULL, NULL, 1);
          INSERT INTO declaration VALUES (1, 'b', 's', NULL, 1, 1);
          INSERT INTO funding VALUES (1, 'p', NULL, 1, NULL, NULL, NULL, 1);
          INSERT INTO product VALUES (1, 'PR', 'n', NULL, NULL, 1);
          INSERT INTO product_link VALUES (1, 1, 'core', NULL, NULL, NULL, 1);
          INSERT INTO revenue VALUES (1, 2026, '', 'actual', 1, 'CNY', NULL, 1);
          INSERT INTO assessment VALUES (1, 'a', '2026-01-01', 'q', 5, NULL, 1, NULL);
          INSERT INTO search VALUES (1, '2026-01-01', 'clear', 'none', 'positive', NULL, 1);
          INSERT INTO maturity VALUES (1, '2026-01-01', 9, 'high', 'worked', NULL, 1);
          INSERT INTO procedure_step VALUES (1, 'platform-listing', '2026-01-01', 'file', NULL, NULL, 1);
          INSERT INTO agreement VALUES ('A', 1, 'oem', 1, '2026-01-01', NULL, 1, 1, 1, 1, 1, 1, 1, NULL, 1);
          INSERT INTO product_filing VALUES (1, 'f', '2026-01-01', NULL, 1);
          INSERT INTO trademark_use VALUES (1, 45, '2026-01-01', 'idle', NULL, 0, NULL, 1);
          INSERT INTO secret_record VALUES
            (1, '2026-01-01', 'e', 'core', 'fixed', NULL, 1, 1, 1, 'easy', 'likely', NULL, 1);
          INSERT INTO risk_answer VALUES ('c', 'q', 's', '2026-01-01', 'no', NULL, NULL, NULL, NULL, 1);
          INSERT INTO product_figure VALUES (1, 2026, 'development-cost', 100, 'CNY', NULL, 1);
          INSERT INTO attribution VALUES (1, 1, 5000, NULL, 1);
          INSERT INTO comparable VALUES ('C', 1, 2025, 300, 100, 'CNY', 1000, NULL, 's', 1, NULL);
          INSERT INTO intangible VALUES ('I', 'data', 'n', 1, 1, NULL, NULL, 1);
          INSERT INTO run VALUES (1, 'n', '2026-01-01', 'v', 'CNY', 'h', '{}');
          INSERT INTO run_right VALUES (1, 1, 'A', 1, 1, 1, 1);
          INSERT INTO journal VALUES (1, 'decision', 'P', '{}', '2026-01-01', 'who', '', printf('%064d', 0),
            printf('%064d', 1));
          INSERT INTO decision VALUES (1, 1, 'P', 1, NULL, 'A', NULL, 'keep', 'who', '', '2026-01-01', NULL, NULL,
            'why', 'ordinary', 1, '', NULL, NULL, NULL, NULL);
          INSERT INTO right_seen VALUES (1, '2026-01-01', NULL);
          INSERT INTO table_seen VALUES ('revenue', '', '2026-01-01', 0, 'f');
          INSERT INTO row_shown VALUES ('pledge', 'P', '2026-01-01');
          INSERT INTO intangible_past VALUES ('I', 1, 'data', 'n', 1, 1, NULL, NULL, 1);
          INSERT INTO restriction VALUES (1, 'pool', '2026-01-01', 1, '2027-01-01', NULL, NULL, 1);
          INSERT INTO complete_list VALUES ('licences', '2026-01-01', NULL, NULL, 1);
          """)
    }
    return store
  }

  /// A second entry with its decision, which the schema takes when nothing is changed.
  private static func decision(
    action: String = "keep", by: String = "who", reason: String = "why", accepted: String = "",
    gates: String = "NULL", abroad: String = "NULL"
  ) -> String {
    """
    INSERT INTO journal VALUES (2, 'decision', 'P', '{}', '2026-01-01', 'who', '', printf('%064d', 1),
      printf('%064d', 2));
    INSERT INTO decision VALUES (2, 1, 'P', 1, NULL, 'A', NULL, '\(action)', '\(by)', '', '2026-01-01', NULL, NULL,
      '\(reason)', 'ordinary', 1, '\(accepted)', NULL, 1, \(gates), \(abroad));
    """
  }

  @Test func theIntegrityCheckOfSQLiteFindsNothing() throws {
    #expect(try Self.filled().texts("PRAGMA integrity_check") == ["ok"])
  }

  @Test func everyTableIsStrict() throws {
    let loose = try Make.memoryStore().texts(
      """
      SELECT name FROM pragma_table_list
      WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%' AND name <> 'grdb_migrations'
      """)
    #expect(loose == [])
  }

  @Test(arguments: [
    "UPDATE import_batch SET observed_on = '30.6.2026'", "UPDATE import_batch SET rows = 2",
    "UPDATE import_batch SET refused = -1, stored = 2", "UPDATE source_row SET outcome = 'unchanged'",
    "UPDATE unit SET parent_id = 1", "UPDATE unit SET parent_id = 99", "UPDATE ip_right SET kind = 'patent'",
    "UPDATE ip_right SET granted = 2", "UPDATE ip_right SET filing_day = '2020'",
    "UPDATE ip_right SET end_day = 'unknown'", "UPDATE ip_right SET batch_id = 9",
    "UPDATE right_number SET scheme = 'docket'", "UPDATE right_number SET number = ''",
    "UPDATE publication SET day = '1.1.2020'", "UPDATE inventor SET position = 0",
    "UPDATE party SET kind = 'firm'",
    "UPDATE party SET alias_of = 1", "UPDATE ownership SET role = 'licensee'",
    "UPDATE ownership SET share_basis_points = 10001", "UPDATE ownership SET from_day = 'then'",
    "UPDATE observation SET status = 'alive'", "UPDATE observation SET forward_citations = -1",
    "UPDATE observation SET forward_citations = 'many'", "UPDATE observation SET family_size = 0",
    "UPDATE event SET day = ''", "UPDATE payment SET fee_year = 0", "UPDATE payment SET currency = 'yuan'",
    "UPDATE payment SET amount = 12.5", "UPDATE payment SET office = 'de'",
    "UPDATE fee_particular SET from_day = NULL", "UPDATE fee_particular SET fee_claims = -1",
    "UPDATE fee_particular SET national_phase = 2", "UPDATE fee_reduction SET reduction = ''",
    "UPDATE fee_reduction SET to_day = '2026'", "UPDATE fee_reduction SET office = 'Germany'",
    "UPDATE validation SET office = ''", "UPDATE validation SET from_day = 'grant'",
    "UPDATE cost SET currency = ''",
    "UPDATE licence SET direction = 'both'",
    "UPDATE licence SET type = 'free'", "UPDATE licence SET keep_in_force = 2",
    "UPDATE pledge SET from_day = NULL",
    "UPDATE dispute SET type = 'quarrel'", "UPDATE declaration SET essential_checked = 'yes'",
    "UPDATE product_link SET role = 'main'", "UPDATE revenue SET year = 1890",
    "UPDATE revenue SET kind = 'hoped'",
    "UPDATE search SET freedom_to_operate = 'perhaps'", "UPDATE search SET dependence = 'yes'",
    "UPDATE search SET evaluation_report = 'good'", "UPDATE maturity SET technology_readiness = 10",
    "UPDATE maturity SET working = 'soon'", "UPDATE maturity SET industrial_prospect = 'fine'",
    "UPDATE procedure_step SET step = 'lunch'", "UPDATE procedure_step SET decision = 'wait'",
    "UPDATE agreement SET kind = 'friend'", "UPDATE agreement SET signed = 2",
    "UPDATE agreement SET warranty = 'yes'",
    "UPDATE product_filing SET day = NULL", "UPDATE trademark_use SET nice_class = 46",
    "UPDATE trademark_use SET use_kind = 'used'", "UPDATE secret_record SET level = 'important'",
    "UPDATE restriction SET kind = 'other'", "UPDATE restriction SET day = '1.1.2026'",
    "UPDATE restriction SET holds = 2", "UPDATE restriction SET to_day = 'soon'",
    "UPDATE restriction SET right_id = 99", "UPDATE restriction SET batch_id = 99",
    "UPDATE complete_list SET day = 'today'", "UPDATE complete_list SET list = NULL",
    "UPDATE complete_list SET batch_id = 99",
    "UPDATE secret_record SET people = 2", "UPDATE secret_record SET reverse_engineering = 'so so'",
    "UPDATE risk_answer SET answer = 'maybe'", "UPDATE risk_answer SET due_day = 'soon'",
    "UPDATE product_figure SET item = 'hope'", "UPDATE product_figure SET year = 1800",
    "UPDATE attribution SET share_basis_points = 10001", "UPDATE comparable SET source = ''",
    "UPDATE comparable SET royalty_basis_points = -1", "UPDATE comparable SET adjustment_permille = 0",
    "UPDATE intangible SET kind = 'luck'", "UPDATE intangible SET to_day = 'soon'",
    "UPDATE assessment SET score = 6", "UPDATE run SET details = 'no json'",
    "UPDATE run_right SET coverage = 1.5",
    "UPDATE journal SET hash = ''", "DELETE FROM journal", "DELETE FROM decision",
    "INSERT OR REPLACE INTO journal SELECT * FROM journal",
    "INSERT INTO journal VALUES (2, 'gossip', 'P', '{}', '2026-01-01', 'who', '', printf('%064d', 1), printf('%064d', 2))",
    "INSERT INTO journal VALUES (2, 'decision', 'P', '{}', '2026-01-01', '', '', printf('%064d', 1), printf('%064d', 2))",
    decision(action: "forget"), decision(by: ""), decision(reason: ""), decision(accepted: "DEC002"),
    decision(gates: "'no json'"), decision(abroad: "2"), "UPDATE right_seen SET day = 'today'",
    "UPDATE right_seen SET right_id = 99", "UPDATE table_seen SET day = 'today'",
    "UPDATE table_seen SET turn = -1", "UPDATE row_shown SET day = 'today'",
    "UPDATE row_shown SET row_key = ''",
    "UPDATE import_batch SET resumed = -1", "UPDATE intangible_past SET version = 0",
    "DELETE FROM ip_right",
  ])
  func theSchemaRefusesABadValue(sql: String) throws {
    let store = try SchemaTests.filled()
    #expect {
      try store.queue.write { db in try db.execute(sql: sql) }
    } throws: { error in
      (error as? DatabaseError)?.resultCode == .SQLITE_CONSTRAINT
    }
  }

  @Test func decisionsAreNeitherChangedNorDeleted() throws {
    let store = try SchemaTests.filled()
    try store.write { db in try db.execute(sql: SchemaTests.decision(action: "let-lapse")) }
    for table in Schema.journalTables where try store.number("SELECT count(*) FROM \(table)") > 0 {
      let column = table == "journal" ? "subject" : "number"
      for sql in ["UPDATE \(table) SET \(column) = 'Q'", "DELETE FROM \(table)"] {
        #expect(throws: DatabaseError.self) { try store.queue.write { db in try db.execute(sql: sql) } }
      }
    }
    #expect(try store.texts("SELECT action FROM decision ORDER BY entry") == ["keep", "let-lapse"])
  }

  /// Triggers stand before every table of the journal, also before those that this store has no row of.
  @Test func everyTableOfTheJournalIsGuarded() throws {
    let store = try SchemaTests.filled()
    for table in Schema.journalTables {
      let events = try store.texts(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '\(table)' ORDER BY name")
      #expect(Set(events).isSuperset(of: ["\(table)_is_kept", "\(table)_stays"]), "\(table)")
    }
    let hanging = try store.texts(
      """
      SELECT DISTINCT m.name FROM sqlite_master m, pragma_foreign_key_list(m.name) f
      WHERE m.type = 'table' AND f."table" IN ('journal', 'review_cycle', 'decision')
      """)
    #expect(Set(hanging).union(["journal"]) == Set(Schema.journalTables))
  }

  @Test func theFileTellsWhatItIs() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("a.sqlite")
    let store = try Store(path: path, create: true)
    // "WINW"
    #expect(try store.number("PRAGMA application_id") == 0x5749_4E57)
    #expect(try store.texts("PRAGMA journal_mode") == ["wal"])
    #expect(try store.number("PRAGMA foreign_keys") == 1)
    #expect(try store.number("PRAGMA synchronous") == 2)
  }
}
