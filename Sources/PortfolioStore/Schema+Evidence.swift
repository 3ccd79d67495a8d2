internal import GRDB
internal import PortfolioCore

extension Schema {
  /// What papers answer, as JSON, absent in papers from before; and the seal of the journal: how many entries there are
  /// and the hash of the last, so that a journal cut short no longer passes for a whole one.
  static func registerEvidenceFacts(_ migrator: inout DatabaseMigrator) {
    migrator.registerMigration("14 what papers answer, and the seal of the journal") { db in
      try db.execute(
        sql: """
          ALTER TABLE gate_evidence ADD COLUMN answers TEXT CHECK (answers IS NULL OR json_valid(answers))
          """)
      try db.execute(sql: seal)
      try db.execute(
        sql: """
          INSERT INTO journal_seal
          SELECT 1, coalesce(max(sequence), 0),
            coalesce((SELECT hash FROM journal ORDER BY sequence DESC LIMIT 1), ?)
          FROM journal
          """, arguments: [JournalEntry.beginning])
    }
  }

  /// The table that holds the seal.
  static let sealTable = "journal_seal"

  private static let seal = """
    CREATE TABLE journal_seal (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      entries INTEGER NOT NULL CHECK (entries >= 0),
      hash TEXT NOT NULL CHECK (length(hash) = 64)
    ) STRICT;
    CREATE TRIGGER journal_seal_grows BEFORE UPDATE ON journal_seal
    WHEN NEW.id <> OLD.id OR NEW.entries <= OLD.entries
    BEGIN SELECT RAISE(ABORT, 'the seal of the journal only moves on'); END;
    CREATE TRIGGER journal_seal_is_kept BEFORE DELETE ON journal_seal
    BEGIN SELECT RAISE(ABORT, 'the seal of the journal is never deleted'); END;
    CREATE TRIGGER journal_seal_is_not_replaced BEFORE INSERT ON journal_seal
    WHEN EXISTS (SELECT 1 FROM journal_seal)
    BEGIN SELECT RAISE(ABORT, 'the seal of the journal only moves on'); END;
    """
}
