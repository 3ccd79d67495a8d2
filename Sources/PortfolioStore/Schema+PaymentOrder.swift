internal import GRDB

extension Schema {
  /// Puts the columns of a payment's key before the others. The rows stay what they are; but the integrity check
  /// of older SQLite reads a key column that stands after plain ones wrongly, and reports missing values where
  /// there are none.
  static func registerPaymentOrder(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("11 payment order") { db in
      try db.execute(
        sql: """
          CREATE TABLE new_payment (
            right_id INTEGER NOT NULL REFERENCES ip_right (id),
            fee_year INTEGER NOT NULL CHECK (fee_year BETWEEN 1 AND 40),
            paid_day TEXT NOT NULL CHECK (paid_day GLOB '????-??-??'),
            office TEXT NOT NULL DEFAULT '' CHECK (office = '' OR office GLOB '[A-Z][A-Z]'),
            amount INTEGER NOT NULL,
            surcharge INTEGER,
            currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
            payer TEXT,
            batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
            PRIMARY KEY (right_id, fee_year, paid_day, office)
          ) STRICT, WITHOUT ROWID;
          INSERT INTO new_payment (
            right_id, fee_year, paid_day, office, amount, surcharge, currency, payer, batch_id)
            SELECT right_id, fee_year, paid_day, office, amount, surcharge, currency, payer, batch_id FROM payment;
          DROP TABLE payment;
          ALTER TABLE new_payment RENAME TO payment;
          """)
    }
  }
}
