internal import GRDB

extension Schema {
  /// Registers the tables of what somebody found out and wrote down: searches, readiness, procedures,
  /// agreements, filings of products, use of marks, secrets, and answers to checklists of risks.
  static func registerFindings(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("3 findings") { db in
      try db.execute(sql: findingTables)
    }
  }

  private static let findingTables = """
    CREATE TABLE search (
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
      freedom_to_operate TEXT CHECK (freedom_to_operate IN ('clear', 'risk', 'blocked')),
      dependence TEXT CHECK (dependence IN ('none', 'licensed', 'unlicensed')),
      evaluation_report TEXT CHECK (evaluation_report IN ('positive', 'partial', 'negative')),
      document TEXT,
      batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (right_id, day)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE maturity (
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
      technology_readiness INTEGER CHECK (technology_readiness BETWEEN 1 AND 9),
      industrial_prospect TEXT CHECK (industrial_prospect IN ('high', 'medium', 'low')),
      working TEXT CHECK (working IN ('worked', 'preparing', 'excused', 'not-worked')),
      document TEXT,
      batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (right_id, day)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE procedure_step (
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      step TEXT NOT NULL CHECK (step IN ('prefiling-assessment', 'price-publication', 'diligence-record',
        'platform-listing', 'open-licence-declaration', 'offer-to-inventor', 'non-use-request',
        'non-use-reply')),
      day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
      decision TEXT CHECK (decision IN ('file', 'keep-secret', 'offer-to-inventor')),
      done_by TEXT,
      document TEXT,
      batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (right_id, step, day)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE agreement (
      agreement TEXT NOT NULL,
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      kind TEXT NOT NULL CHECK (kind IN ('inventor', 'co-owner', 'joint-development', 'commissioned',
        'supplier', 'oem')),
      counterparty_id INTEGER REFERENCES party (id),
      day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
      to_day TEXT CHECK (to_day GLOB '????-??-??'),
      signed INTEGER NOT NULL CHECK (signed IN (0, 1)),
      ownership INTEGER CHECK (ownership IN (0, 1)),
      reward INTEGER CHECK (reward IN (0, 1)),
      improvements INTEGER CHECK (improvements IN (0, 1)),
      confidentiality INTEGER CHECK (confidentiality IN (0, 1)),
      warranty INTEGER CHECK (warranty IN (0, 1)),
      remedies INTEGER CHECK (remedies IN (0, 1)),
      document TEXT,
      batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (agreement, right_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE product_filing (
      product_id INTEGER NOT NULL REFERENCES product (id),
      filing TEXT NOT NULL,
      day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
      to_day TEXT CHECK (to_day GLOB '????-??-??'),
      batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (product_id, filing)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE trademark_use (
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      nice_class INTEGER NOT NULL CHECK (nice_class BETWEEN 1 AND 45),
      day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
      use_kind TEXT NOT NULL CHECK (use_kind IN ('in-use', 'defensive', 'idle')),
      last_use_day TEXT CHECK (last_use_day GLOB '????-??-??'),
      good_reason INTEGER CHECK (good_reason IN (0, 1)),
      document TEXT,
      batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (right_id, nice_class, day)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE secret_record (
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
      register_entry TEXT,
      level TEXT CHECK (level IN ('core', 'ordinary')),
      term TEXT CHECK (term IN ('fixed', 'long-term', 'until-publication')),
      term_end TEXT CHECK (term_end GLOB '????-??-??'),
      people INTEGER CHECK (people IN (0, 1)),
      media INTEGER CHECK (media IN (0, 1)),
      places INTEGER CHECK (places IN (0, 1)),
      reverse_engineering TEXT CHECK (reverse_engineering IN ('easy', 'hard', 'infeasible')),
      independent_discovery TEXT CHECK (independent_discovery IN ('likely', 'possible', 'unlikely')),
      document TEXT,
      batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (right_id, day)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE risk_answer (
      checklist TEXT NOT NULL,
      question TEXT NOT NULL,
      subject TEXT NOT NULL,
      day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
      answer TEXT NOT NULL CHECK (answer IN ('yes', 'partly', 'no', 'not-applicable')),
      owner TEXT,
      due_day TEXT CHECK (due_day GLOB '????-??-??'),
      closed_day TEXT CHECK (closed_day GLOB '????-??-??'),
      note TEXT,
      batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
      PRIMARY KEY (checklist, question, subject, day)
    ) STRICT, WITHOUT ROWID;
    """
}
