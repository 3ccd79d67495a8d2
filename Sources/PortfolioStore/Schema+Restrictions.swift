internal import GRDB

extension Schema {
  /// What restricts a disposal and stands in no contract, and the lists that are known to be complete.
  static func registerRestrictions(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("8 restrictions") { db in
      try db.execute(
        sql: """
          CREATE TABLE restriction (
            right_id INTEGER NOT NULL REFERENCES ip_right (id),
            kind TEXT NOT NULL CHECK (kind IN ('pool', 'cross-licence', 'likely-essential', 'national-interest',
              'state-secret', 'service-invention', 'reward-owed')),
            day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
            holds INTEGER CHECK (holds IN (0, 1)),
            to_day TEXT CHECK (to_day GLOB '????-??-??'),
            counterparty TEXT,
            document TEXT,
            batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
            PRIMARY KEY (right_id, kind, day)
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE complete_list (
            list TEXT NOT NULL,
            day TEXT NOT NULL CHECK (day GLOB '????-??-??'),
            stated_by TEXT,
            document TEXT,
            batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
            PRIMARY KEY (list, day)
          ) STRICT, WITHOUT ROWID;
          """)
    }
  }
}
