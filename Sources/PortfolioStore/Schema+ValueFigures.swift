internal import GRDB

extension Schema {
  /// What valuation needs beside revenue: other figures of products, shares of rights in products, deals of others
  /// to compare with, and intangibles that are no rights.
  static func registerValueFigures(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("6 value figures") { db in
      try db.execute(
        sql: """
          CREATE TABLE product_figure (
            product_id INTEGER NOT NULL REFERENCES product (id),
            year INTEGER NOT NULL CHECK (year BETWEEN 1990 AND 2100),
            item TEXT NOT NULL CHECK (item IN ('operating-profit', 'contributory-charge', 'cash-flow-with',
              'cash-flow-without', 'development-cost', 'contracted-revenue', 'project-value',
              'project-investment')),
            amount INTEGER NOT NULL,
            currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
            recorded_on TEXT CHECK (recorded_on GLOB '????-??-??'),
            batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
            PRIMARY KEY (product_id, year, item)
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE attribution (
            product_id INTEGER NOT NULL REFERENCES product (id),
            right_id INTEGER NOT NULL REFERENCES ip_right (id),
            share_basis_points INTEGER NOT NULL CHECK (share_basis_points BETWEEN 0 AND 10000),
            evidence TEXT,
            batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED,
            PRIMARY KEY (product_id, right_id)
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE comparable (
            deal TEXT PRIMARY KEY,
            product_id INTEGER REFERENCES product (id),
            year INTEGER CHECK (year BETWEEN 1990 AND 2100),
            royalty_basis_points INTEGER CHECK (royalty_basis_points BETWEEN 0 AND 10000),
            lump_sum INTEGER CHECK (lump_sum > 0),
            currency TEXT NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
            adjustment_permille INTEGER CHECK (adjustment_permille BETWEEN 1 AND 10000),
            reason TEXT,
            source TEXT NOT NULL CHECK (source <> ''),
            batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED
          ) STRICT, WITHOUT ROWID;
          CREATE TABLE intangible (
            code TEXT PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('contract', 'data', 'know-how', 'brand', 'software', 'permit',
              'team', 'other')),
            name TEXT NOT NULL,
            product_id INTEGER REFERENCES product (id),
            unit_id INTEGER REFERENCES unit (id),
            to_day TEXT CHECK (to_day GLOB '????-??-??'),
            evidence TEXT,
            batch_id INTEGER NOT NULL REFERENCES import_batch (id) DEFERRABLE INITIALLY DEFERRED
          ) STRICT, WITHOUT ROWID;
          """)
    }
  }
}
