internal import GRDB

/// The store's tables, as migrations that are never edited once shipped.
enum Schema {
  /// "WINW", so that other programs and `file` can tell what the file is.
  static let applicationID: Int32 = 0x5749_4E57

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1 first light") { db in
      for statement in [
        inputTables, rightTables, partTables, bindingTables, businessTables, runTables,
      ] {
        try db.execute(sql: statement)
      }
    }
    registerFeeParticulars(&migrator)
    registerFindings(&migrator)
    registerAssessorRoles(&migrator)
    registerOrigin(&migrator)
    registerValueFigures(&migrator)
    registerRecognition(&migrator)
    registerRestrictions(&migrator)
    registerProfitShare(&migrator)
    registerDecisions(&migrator)
    registerPaymentOrder(&migrator)
    registerFigureHistory(&migrator)
    registerAcceptedGates(&migrator)
    registerEvidenceFacts(&migrator)
    registerFirstSeen(&migrator)
    registerTakerAbroad(&migrator)
    registerSources(&migrator)
    registerRightSeen(&migrator)
    registerFilePath(&migrator)
    registerSeenOrder(&migrator)
    registerSightings(&migrator)
    registerRowShown(&migrator)
    return migrator
  }

  private static let inputTables = """
    CREATE TABLE import_batch (
      id INTEGER PRIMARY KEY,
      file TEXT NOT NULL,
      mapping TEXT NOT NULL,
      mapping_sha256 TEXT NOT NULL,
      observed_on TEXT NOT NULL CHECK (observed_on GLOB '????-??-??'),
      rows INTEGER NOT NULL CHECK (rows >= 0),
      stored INTEGER NOT NULL CHECK (stored >= 0),
      merged INTEGER NOT NULL CHECK (merged >= 0),
      refused INTEGER NOT NULL CHECK (refused >= 0),
      unchanged INTEGER NOT NULL CHECK (unchanged >= 0),
      CHECK (rows = stored + merged + refused + unchanged)
    ) STRICT;
    CREATE TABLE source_row (
      id INTEGER PRIMARY KEY,
      batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
      line INTEGER NOT NULL,
      outcome TEXT NOT NULL CHECK (outcome IN ('stored', 'merged', 'refused')),
      right_id INTEGER REFERENCES ip_right (id),
      content_hash BLOB NOT NULL,
      reason TEXT,
      text TEXT NOT NULL
    ) STRICT;
    """

  private static let rightTables = """
    CREATE TABLE unit (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL UNIQUE,
      parent_id INTEGER REFERENCES unit (id) CHECK (parent_id <> id),
      name TEXT NOT NULL,
      name_en TEXT
    ) STRICT;
    CREATE TABLE family (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      title TEXT
    ) STRICT;
    CREATE TABLE ip_right (
      id INTEGER PRIMARY KEY,
      office TEXT NOT NULL,
      kind TEXT CHECK (kind IN ('invention', 'utility-model', 'design', 'plant', 'trademark',
        'technical-secret', 'software-copyright', 'layout-design')),
      own_number TEXT,
      application_number TEXT,
      publication_number TEXT,
      title TEXT NOT NULL,
      translated_title TEXT,
      filing_day TEXT CHECK (filing_day GLOB '????-??-??'),
      priority_day TEXT CHECK (priority_day GLOB '????-??-??'),
      publication_day TEXT CHECK (publication_day GLOB '????-??-??'),
      grant_day TEXT CHECK (grant_day GLOB '????-??-??'),
      granted INTEGER NOT NULL CHECK (granted IN (0, 1)),
      expiry_day TEXT CHECK (expiry_day GLOB '????-??-??'),
      end_day TEXT CHECK (end_day GLOB '????-??-??'),
      family_id INTEGER REFERENCES family (id),
      unit_id INTEGER REFERENCES unit (id),
      business_line TEXT,
      ipc TEXT,
      cpc TEXT,
      other_classes TEXT,
      batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT;
    CREATE INDEX right_family ON ip_right (family_id) WHERE family_id IS NOT NULL;
    CREATE TABLE right_number (
      office TEXT NOT NULL,
      scheme TEXT NOT NULL CHECK (scheme IN ('application', 'publication', 'registration', 'own')),
      number TEXT NOT NULL CHECK (number <> ''),
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      PRIMARY KEY (number, office, scheme)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE right_change (
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
      field TEXT NOT NULL,
      before TEXT,
      after TEXT,
      PRIMARY KEY (right_id, batch_id, field)
    ) STRICT, WITHOUT ROWID;
    """

  private static let partTables = """
    CREATE TABLE publication (
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      number TEXT NOT NULL,
      kind_code TEXT NOT NULL,
      day TEXT CHECK (day GLOB '????-??-??'),
      PRIMARY KEY (right_id, number, kind_code)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE priority (
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      number TEXT NOT NULL,
      PRIMARY KEY (right_id, number)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE inventor (
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      position INTEGER NOT NULL CHECK (position >= 1),
      name TEXT NOT NULL,
      PRIMARY KEY (right_id, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE party (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      match_key TEXT NOT NULL,
      name_en TEXT,
      kind TEXT CHECK (kind IN ('enterprise', 'university', 'institute', 'individual', 'government', 'bank',
        'other')),
      country TEXT,
      unit_id INTEGER REFERENCES unit (id),
      alias_of INTEGER REFERENCES party (id) CHECK (alias_of <> id)
    ) STRICT;
    CREATE INDEX party_match ON party (match_key);
    CREATE TABLE ownership (
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      role TEXT NOT NULL CHECK (role IN ('owner', 'applicant')),
      party_id INTEGER NOT NULL REFERENCES party (id),
      from_day TEXT NOT NULL DEFAULT '' CHECK (from_day = '' OR from_day GLOB '????-??-??'),
      to_day TEXT CHECK (to_day GLOB '????-??-??'),
      share_basis_points INTEGER CHECK (share_basis_points BETWEEN 0 AND 10000),
      batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (right_id, role, party_id, from_day)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE observation (
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      observed_on TEXT NOT NULL CHECK (observed_on GLOB '????-??-??'),
      status TEXT CHECK (status IN ('pending', 'awaiting-registration', 'refused-appealable', 'in-force',
        'annuity-late', 'lapsed-restorable', 'lapsed', 'expired', 'refused', 'withdrawn', 'abandoned',
        'invalidated', 'dead')),
      status_text TEXT,
      forward_citations INTEGER CHECK (forward_citations >= 0),
      self_citations INTEGER CHECK (self_citations >= 0),
      backward_citations INTEGER CHECK (backward_citations >= 0),
      non_patent_citations INTEGER CHECK (non_patent_citations >= 0),
      family_size INTEGER CHECK (family_size >= 1),
      claims INTEGER CHECK (claims >= 0),
      independent_claims INTEGER CHECK (independent_claims >= 0),
      family_offices TEXT,
      batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (right_id, observed_on)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE event (
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
      code TEXT NOT NULL,
      text TEXT,
      batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (right_id, day, code)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE payment (
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      fee_year INTEGER NOT NULL CHECK (fee_year BETWEEN 1 AND 40),
      paid_day TEXT NOT NULL CHECK (paid_day GLOB '????-??-??'),
      amount INTEGER NOT NULL,
      surcharge INTEGER,
      currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
      payer TEXT,
      batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (right_id, fee_year, paid_day)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE cost (
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
      kind TEXT NOT NULL,
      amount INTEGER NOT NULL,
      currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
      batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (right_id, day, kind)
    ) STRICT, WITHOUT ROWID;
    """

  private static let bindingTables = """
    CREATE TABLE licence (
      licence TEXT NOT NULL,
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      direction TEXT NOT NULL CHECK (direction IN ('out', 'in')),
      type TEXT NOT NULL CHECK (type IN ('exclusive', 'sole', 'ordinary', 'open')),
      counterparty_id INTEGER REFERENCES party (id),
      from_day TEXT CHECK (from_day GLOB '????-??-??'),
      to_day TEXT CHECK (to_day GLOB '????-??-??'),
      recorded_day TEXT CHECK (recorded_day GLOB '????-??-??'),
      fee INTEGER,
      currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
      keep_in_force INTEGER CHECK (keep_in_force IN (0, 1)),
      batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (licence, right_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE pledge (
      pledge TEXT NOT NULL,
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      pledgee_id INTEGER REFERENCES party (id),
      from_day TEXT NOT NULL CHECK (from_day GLOB '????-??-??'),
      to_day TEXT CHECK (to_day GLOB '????-??-??'),
      amount INTEGER,
      currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
      batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (pledge, right_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE dispute (
      dispute TEXT NOT NULL,
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      type TEXT NOT NULL CHECK (type IN ('infringement', 'invalidation', 'ownership', 'inventor-reward',
        'preservation', 'contract', 'other')),
      counterparty_id INTEGER REFERENCES party (id),
      from_day TEXT NOT NULL CHECK (from_day GLOB '????-??-??'),
      to_day TEXT CHECK (to_day GLOB '????-??-??'),
      outcome TEXT,
      batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (dispute, right_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE declaration (
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      body TEXT NOT NULL,
      standard TEXT NOT NULL,
      declared_day TEXT CHECK (declared_day GLOB '????-??-??'),
      essential_checked INTEGER CHECK (essential_checked IN (0, 1)),
      batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (right_id, body, standard)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE funding (
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      project TEXT NOT NULL,
      programme TEXT,
      funder_id INTEGER REFERENCES party (id),
      from_day TEXT CHECK (from_day GLOB '????-??-??'),
      to_day TEXT CHECK (to_day GLOB '????-??-??'),
      obligation TEXT,
      batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (right_id, project)
    ) STRICT, WITHOUT ROWID;
    """

  private static let businessTables = """
    CREATE TABLE product (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL UNIQUE,
      name TEXT NOT NULL,
      name_en TEXT,
      business_line TEXT,
      unit_id INTEGER REFERENCES unit (id)
    ) STRICT;
    CREATE TABLE product_link (
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      product_id INTEGER NOT NULL REFERENCES product (id),
      role TEXT NOT NULL CHECK (role IN ('core', 'supporting', 'defensive')),
      from_day TEXT CHECK (from_day GLOB '????-??-??'),
      to_day TEXT CHECK (to_day GLOB '????-??-??'),
      evidence TEXT,
      batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (right_id, product_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE revenue (
      product_id INTEGER NOT NULL REFERENCES product (id),
      year INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2100),
      market TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('actual', 'forecast')),
      amount INTEGER NOT NULL,
      currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
      recorded_on TEXT CHECK (recorded_on GLOB '????-??-??'),
      batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (product_id, year, market, kind)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE assessment (
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      assessor TEXT NOT NULL,
      day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
      question TEXT NOT NULL,
      score INTEGER NOT NULL CHECK (score BETWEEN 1 AND 5),
      comment TEXT,
      batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (right_id, assessor, day, question)
    ) STRICT, WITHOUT ROWID;
    """

  private static let runTables = """
    CREATE TABLE model_text (
      sha256 TEXT PRIMARY KEY,
      text TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE column_blob (
      id INTEGER PRIMARY KEY,
      sha256 TEXT NOT NULL UNIQUE,
      bytes BLOB NOT NULL
    ) STRICT;
    CREATE TABLE run (
      id INTEGER PRIMARY KEY,
      portfolio_name TEXT NOT NULL,
      as_of TEXT NOT NULL CHECK (as_of GLOB '????-??-??'),
      program_version TEXT NOT NULL,
      currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
      snapshot_hash TEXT NOT NULL,
      details TEXT NOT NULL CHECK (json_valid(details))
    ) STRICT;
    CREATE TABLE run_model (
      run_id INTEGER NOT NULL REFERENCES run (id),
      position INTEGER NOT NULL,
      path TEXT NOT NULL,
      sha256 TEXT NOT NULL REFERENCES model_text (sha256),
      PRIMARY KEY (run_id, position)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE run_column (
      run_id INTEGER NOT NULL REFERENCES run (id),
      name TEXT NOT NULL,
      blob_id INTEGER NOT NULL REFERENCES column_blob (id),
      PRIMARY KEY (run_id, name)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE run_right (
      run_id INTEGER NOT NULL REFERENCES run (id),
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      outcome TEXT NOT NULL,
      points REAL NOT NULL,
      low REAL NOT NULL,
      high REAL NOT NULL,
      coverage REAL NOT NULL CHECK (coverage BETWEEN 0 AND 1),
      PRIMARY KEY (run_id, right_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE recommendation (
      run_id INTEGER NOT NULL,
      right_id INTEGER NOT NULL,
      action TEXT NOT NULL,
      reason TEXT NOT NULL,
      PRIMARY KEY (run_id, right_id),
      FOREIGN KEY (run_id, right_id) REFERENCES run_right (run_id, right_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE decision (
      id INTEGER PRIMARY KEY,
      run_id INTEGER REFERENCES run (id),
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      action TEXT NOT NULL,
      decided_by TEXT NOT NULL CHECK (decided_by <> ''),
      decided_on TEXT NOT NULL CHECK (decided_on GLOB '????-??-??'),
      reason TEXT NOT NULL CHECK (reason <> '')
    ) STRICT;
    CREATE TRIGGER decision_stays BEFORE UPDATE ON decision
    BEGIN SELECT RAISE(ABORT, 'a decision is never changed; record a new one'); END;
    CREATE TRIGGER decision_is_kept BEFORE DELETE ON decision
    BEGIN SELECT RAISE(ABORT, 'a decision is never deleted; record a new one'); END;
    """
}
