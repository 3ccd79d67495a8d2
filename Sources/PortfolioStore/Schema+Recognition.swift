internal import GRDB

extension Schema {
  /// Awards, the classes of citing patents, counts of claim texts, figures that units state.
  static func registerRecognition(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("7 recognitions and figures") { db in
      try db.execute(
        sql: """
          CREATE TABLE recognition (
            right_id INTEGER NOT NULL REFERENCES ip_right (id),
            kind TEXT NOT NULL CHECK (kind IN ('china-patent-award', 'national-science-award',
              'strategic-industry')),
            name TEXT NOT NULL,
            day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
            holds INTEGER CHECK (holds IN (0, 1)),
            document TEXT,
            batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
            PRIMARY KEY (right_id, kind, name)
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE citing_class (
            right_id INTEGER NOT NULL REFERENCES ip_right (id),
            observed_on TEXT NOT NULL CHECK (observed_on GLOB '????-??-??'),
            subclass TEXT NOT NULL,
            documents INTEGER NOT NULL CHECK (documents >= 1),
            batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
            PRIMARY KEY (right_id, observed_on, subclass)
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE claim_text (
            right_id INTEGER NOT NULL REFERENCES ip_right (id),
            observed_on TEXT NOT NULL CHECK (observed_on GLOB '????-??-??'),
            first_claim_words INTEGER NOT NULL CHECK (first_claim_words >= 1),
            batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
            PRIMARY KEY (right_id, observed_on)
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE unit_figure (
            unit TEXT NOT NULL,
            figure TEXT NOT NULL,
            day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
            value INTEGER CHECK (value >= 0),
            word TEXT,
            document TEXT,
            batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
            PRIMARY KEY (unit, figure, day)
          ) STRICT, WITHOUT ROWID;
          """)
    }
  }
}
