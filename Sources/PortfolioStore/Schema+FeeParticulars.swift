internal import GRDB

extension Schema {
  /// What decides the fees of a right beside its days: rate class, reductions, states of validation, and
  /// which of several offices was paid.
  static func registerFeeParticulars(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("2 fee particulars") { db in
      try db.execute(
        sql: """
          CREATE TABLE fee_particular (
            right_id INTEGER NOT NULL REFERENCES ip_right (id),
            from_day TEXT NOT NULL CHECK (from_day = '' OR from_day GLOB '????-??-??'),
            rate_class TEXT,
            fee_claims INTEGER CHECK (fee_claims >= 0),
            national_phase INTEGER CHECK (national_phase IN (0, 1)),
            batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
            PRIMARY KEY (right_id, from_day)
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE fee_reduction (
            right_id INTEGER NOT NULL REFERENCES ip_right (id),
            reduction TEXT NOT NULL CHECK (reduction <> ''),
            from_day TEXT NOT NULL CHECK (from_day = '' OR from_day GLOB '????-??-??'),
            to_day TEXT CHECK (to_day GLOB '????-??-??'),
            office TEXT NOT NULL CHECK (office = '' OR office GLOB '[A-Z][A-Z]'),
            reference TEXT,
            batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
            PRIMARY KEY (right_id, reduction, from_day, office)
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE validation (
            right_id INTEGER NOT NULL REFERENCES ip_right (id),
            office TEXT NOT NULL CHECK (office GLOB '[A-Z][A-Z]'),
            from_day TEXT CHECK (from_day GLOB '????-??-??'),
            to_day TEXT CHECK (to_day GLOB '????-??-??'),
            batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
            PRIMARY KEY (right_id, office)
          ) STRICT, WITHOUT ROWID;
          """)
      // Several offices take a fee for the same year of one European patent, perhaps on the same day.
      try db.execute(
        sql: """
          CREATE TABLE new_payment (
            right_id INTEGER NOT NULL REFERENCES ip_right (id),
            fee_year INTEGER NOT NULL CHECK (fee_year BETWEEN 1 AND 40),
            paid_day TEXT NOT NULL CHECK (paid_day GLOB '????-??-??'),
            amount INTEGER NOT NULL,
            surcharge INTEGER,
            currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
            payer TEXT,
            batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
            office TEXT NOT NULL DEFAULT '' CHECK (office = '' OR office GLOB '[A-Z][A-Z]'),
            PRIMARY KEY (right_id, fee_year, paid_day, office)
          ) STRICT, WITHOUT ROWID;
          INSERT INTO new_payment
            SELECT right_id, fee_year, paid_day, amount, surcharge, currency, payer, batch_id, '' FROM payment;
          DROP TABLE payment;
          ALTER TABLE new_payment RENAME TO payment;
          """)
    }
  }
}
