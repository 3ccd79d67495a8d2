/// A store as migration "1 first light" makes it, with two rights, as `sqlite3 FILE .dump` writes it.
///
/// Never edit it once that version is released: it stands for the files that people have.
enum StoreOfVersion1 {
  static let sql = #"""
    CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
    INSERT INTO grdb_migrations VALUES('1 first light');
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
    INSERT INTO import_batch VALUES(1,'v1/units.csv','native/units','native','2025-06-30',1,1,0,0,0);
    INSERT INTO import_batch VALUES(2,'v1/rights.csv','native/rights','native','2025-06-30',2,2,0,0,0);
    INSERT INTO import_batch VALUES(3,'v1/citations.csv','native/citations','native','2025-06-30',2,2,0,0,0);
    INSERT INTO import_batch VALUES(4,'v1/pledges.csv','native/pledges','native','2025-06-30',1,1,0,0,0);
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
    INSERT INTO source_row VALUES(1,1,2,'stored',NULL,X'783d9bd3f7b492262a5252be3d4934e8',NULL,'U1,,Head');
    INSERT INTO source_row VALUES(2,2,2,'stored',1,X'4e8752d5c9c9e6fe5eb8c51fdc43563f',NULL,'P1,invention,US,15/123456,Widget,2017-03-02,2019-05-07,in-force,2025-06-30,U1,Acme,12');
    INSERT INTO source_row VALUES(3,2,3,'stored',2,X'18f5bf89225a14fe47327bf27ce3e9de',NULL,'T1,trademark,CN,,Mark,2018-01-02,2019-01-02,in-force,2025-06-30,U1,Acme,');
    INSERT INTO source_row VALUES(4,3,2,'stored',1,X'812b0b79491235ca16e99ff78a330780',NULL,'P1,2024-06-30,3');
    INSERT INTO source_row VALUES(5,3,3,'stored',1,X'5d489bf1b9d8013334a9e9ba8d0f873b',NULL,'P1,2025-06-30,5');
    INSERT INTO source_row VALUES(6,4,2,'stored',1,X'e97b866a076a80a9dd2e3469eca143c4',NULL,'PL1,P1,Bank,2024-01-01,2027-01-01,100.00,CNY');
    CREATE TABLE unit (
      id INTEGER PRIMARY KEY,
      code TEXT NOT NULL UNIQUE,
      parent_id INTEGER REFERENCES unit (id) CHECK (parent_id <> id),
      name TEXT NOT NULL,
      name_en TEXT
    ) STRICT;
    INSERT INTO unit VALUES(1,'U1',NULL,'Head',NULL);
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
    INSERT INTO ip_right VALUES(1,'US','invention','P1','15/123456',NULL,'Widget',NULL,'2017-03-02',NULL,NULL,'2019-05-07',1,NULL,NULL,NULL,1,NULL,NULL,NULL,NULL,2);
    INSERT INTO ip_right VALUES(2,'CN','trademark','T1',NULL,NULL,'Mark',NULL,'2018-01-02',NULL,NULL,'2019-01-02',1,NULL,NULL,NULL,1,NULL,NULL,NULL,NULL,2);
    CREATE TABLE right_number (
      office TEXT NOT NULL,
      scheme TEXT NOT NULL CHECK (scheme IN ('application', 'publication', 'registration', 'own')),
      number TEXT NOT NULL CHECK (number <> ''),
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      PRIMARY KEY (number, office, scheme)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO right_number VALUES('US','application','15/123456',1);
    INSERT INTO right_number VALUES('','own','P1',1);
    INSERT INTO right_number VALUES('','own','T1',2);
    CREATE TABLE right_change (
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
      field TEXT NOT NULL,
      before TEXT,
      after TEXT,
      PRIMARY KEY (right_id, batch_id, field)
    ) STRICT, WITHOUT ROWID;
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
    INSERT INTO party VALUES(1,'Acme','acme',NULL,NULL,NULL,NULL,NULL);
    INSERT INTO party VALUES(2,'Bank','bank',NULL,NULL,NULL,NULL,NULL);
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
    INSERT INTO ownership VALUES(1,'owner',1,'',NULL,NULL,2);
    INSERT INTO ownership VALUES(2,'owner',1,'',NULL,NULL,2);
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
    INSERT INTO observation VALUES(1,'2024-06-30',NULL,NULL,3,NULL,NULL,NULL,NULL,NULL,NULL,NULL,3);
    INSERT INTO observation VALUES(1,'2025-06-30','in-force','in-force',5,NULL,NULL,NULL,NULL,12,NULL,NULL,3);
    INSERT INTO observation VALUES(2,'2025-06-30','in-force','in-force',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,2);
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
    INSERT INTO pledge VALUES('PL1',1,2,'2024-01-01','2027-01-01',10000,'CNY',4);
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
    CREATE INDEX right_family ON ip_right (family_id) WHERE family_id IS NOT NULL;
    CREATE INDEX party_match ON party (match_key);
    CREATE TRIGGER decision_stays BEFORE UPDATE ON decision
    BEGIN SELECT RAISE(ABORT, 'a decision is never changed; record a new one'); END;
    CREATE TRIGGER decision_is_kept BEFORE DELETE ON decision
    BEGIN SELECT RAISE(ABORT, 'a decision is never deleted; record a new one'); END;
    """#
}
