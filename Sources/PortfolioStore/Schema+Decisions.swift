internal import GRDB

extension Schema {
  /// The journal of decisions and the typed tables that hang on it. Nothing in them is ever changed or deleted.
  static func registerDecisions(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("9 journal of decisions") { db in
      // No version ever wrote into the first table of that name, and its rows had no signatures.
      try db.execute(sql: "DROP TABLE decision")
      try db.execute(sql: journal)
      try db.execute(sql: decisions)
      try db.execute(sql: cycles)
      for table in journalTables {
        try db.execute(
          sql: """
            CREATE TRIGGER \(table)_stays BEFORE UPDATE ON \(table)
            BEGIN SELECT RAISE(ABORT, 'what is on record is never changed; record something new'); END;
            CREATE TRIGGER \(table)_is_kept BEFORE DELETE ON \(table)
            BEGIN SELECT RAISE(ABORT, 'what is on record is never deleted; record something new'); END;
            """)
      }
    }
  }

  /// The journal and the tables whose rows repeat its entries.
  static let journalTables = [
    "journal", "gate_evidence", "decision", "decision_approval", "revocation", "execution_result",
    "review_cycle", "cycle_member", "cycle_assignment", "cycle_step", "cycle_minutes",
  ]

  private static let journal = """
    CREATE TABLE journal (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL CHECK (kind IN ('gate-evidence', 'decision', 'approval', 'revocation', 'cycle',
        'assignment', 'cycle-step', 'minutes', 'result')),
      subject TEXT NOT NULL,
      payload TEXT NOT NULL CHECK (json_valid(payload)),
      recorded_on TEXT NOT NULL CHECK (recorded_on GLOB '????-??-??'),
      actor TEXT NOT NULL CHECK (actor <> ''),
      role TEXT NOT NULL,
      previous TEXT NOT NULL CHECK (length(previous) = 64),
      hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
    ) STRICT;
    CREATE TRIGGER journal_is_not_replaced BEFORE INSERT ON journal
    WHEN EXISTS (SELECT 1 FROM journal WHERE sequence = NEW.sequence OR hash = NEW.hash)
    BEGIN SELECT RAISE(ABORT, 'what is on record is never changed; record something new'); END;
    """

  private static let decisions = """
    CREATE TABLE gate_evidence (
      entry INTEGER PRIMARY KEY REFERENCES journal (sequence),
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      number TEXT NOT NULL,
      gate TEXT NOT NULL CHECK (gate <> ''),
      acts TEXT NOT NULL,
      document TEXT NOT NULL CHECK (document <> ''),
      digest TEXT CHECK (length(digest) = 64),
      recorded_by TEXT NOT NULL CHECK (recorded_by <> ''),
      day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
      valid_to TEXT CHECK (valid_to GLOB '????-??-??')
    ) STRICT;
    CREATE TABLE decision (
      entry INTEGER PRIMARY KEY REFERENCES journal (sequence),
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      number TEXT NOT NULL,
      run_id INTEGER NOT NULL REFERENCES run (id),
      recommended TEXT,
      outcome TEXT NOT NULL,
      cycle TEXT REFERENCES review_cycle (name),
      action TEXT NOT NULL CHECK (action IN ('keep', 'look-again', 'reduce', 'license-in-group', 'open-licence',
        'license', 'transfer', 'contribute', 'pool', 'transfer-in-group', 'give-to-inventors', 'donate',
        'let-lapse', 'abandon', 'declassify')),
      decided_by TEXT NOT NULL CHECK (decided_by <> ''),
      role TEXT NOT NULL,
      day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
      effective_day TEXT CHECK (effective_day GLOB '????-??-??'),
      reason_code TEXT,
      reason TEXT NOT NULL CHECK (reason <> ''),
      tier TEXT NOT NULL,
      signatures INTEGER NOT NULL CHECK (signatures BETWEEN 1 AND 9),
      accepted TEXT NOT NULL,
      accepted_because TEXT,
      supersedes INTEGER REFERENCES decision (entry),
      CHECK (accepted = '' OR (accepted_because IS NOT NULL AND accepted_because <> ''))
    ) STRICT;
    CREATE INDEX decision_right ON decision (right_id);
    CREATE TABLE decision_approval (
      entry INTEGER PRIMARY KEY REFERENCES journal (sequence),
      decision INTEGER NOT NULL REFERENCES decision (entry),
      approved_by TEXT NOT NULL CHECK (approved_by <> ''),
      role TEXT NOT NULL,
      day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
      UNIQUE (decision, approved_by)
    ) STRICT;
    CREATE TABLE revocation (
      entry INTEGER PRIMARY KEY REFERENCES journal (sequence),
      revokes INTEGER NOT NULL UNIQUE REFERENCES journal (sequence),
      revoked_by TEXT NOT NULL CHECK (revoked_by <> ''),
      day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
      reason TEXT NOT NULL CHECK (reason <> '')
    ) STRICT;
    CREATE TABLE execution_result (
      entry INTEGER PRIMARY KEY REFERENCES journal (sequence),
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      number TEXT NOT NULL,
      decision INTEGER NOT NULL REFERENCES decision (entry),
      outcome TEXT NOT NULL CHECK (outcome IN ('paid', 'lapsed', 'abandoned', 'transferred', 'licensed',
        'reduced', 'declassified')),
      day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
      document TEXT,
      digest TEXT CHECK (length(digest) = 64),
      recorded_by TEXT NOT NULL CHECK (recorded_by <> ''),
      note TEXT
    ) STRICT;
    """

  private static let cycles = """
    CREATE TABLE review_cycle (
      entry INTEGER PRIMARY KEY REFERENCES journal (sequence),
      name TEXT NOT NULL UNIQUE CHECK (name <> ''),
      year INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2200),
      run_id INTEGER NOT NULL REFERENCES run (id),
      scope TEXT NOT NULL,
      opened_by TEXT NOT NULL CHECK (opened_by <> ''),
      day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
      due_day TEXT CHECK (due_day GLOB '????-??-??'),
      previous TEXT REFERENCES review_cycle (name)
    ) STRICT;
    CREATE TABLE cycle_member (
      entry INTEGER NOT NULL REFERENCES review_cycle (entry),
      right_id INTEGER NOT NULL REFERENCES ip_right (id),
      number TEXT NOT NULL,
      unit TEXT NOT NULL,
      outcome TEXT NOT NULL,
      recommended TEXT,
      PRIMARY KEY (entry, right_id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE cycle_assignment (
      entry INTEGER PRIMARY KEY REFERENCES journal (sequence),
      cycle TEXT NOT NULL REFERENCES review_cycle (name),
      unit TEXT NOT NULL,
      reviewer TEXT NOT NULL CHECK (reviewer <> ''),
      due_day TEXT CHECK (due_day GLOB '????-??-??')
    ) STRICT;
    CREATE TABLE cycle_step (
      entry INTEGER PRIMARY KEY REFERENCES journal (sequence),
      cycle TEXT NOT NULL REFERENCES review_cycle (name),
      step TEXT NOT NULL CHECK (step IN ('frozen', 'closed')),
      done_by TEXT NOT NULL CHECK (done_by <> ''),
      day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
      UNIQUE (cycle, step)
    ) STRICT;
    CREATE TABLE cycle_minutes (
      entry INTEGER PRIMARY KEY REFERENCES journal (sequence),
      cycle TEXT NOT NULL REFERENCES review_cycle (name),
      body TEXT NOT NULL CHECK (body <> ''),
      day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
      document TEXT NOT NULL CHECK (document <> ''),
      digest TEXT NOT NULL CHECK (length(digest) = 64),
      head TEXT NOT NULL CHECK (length(head) = 64)
    ) STRICT;
    """
}
