extension ProblemCode {
  /// The codes of verifying the journal.
  public static let auditCodes: [ProblemCode] = [
    entryAltered, chainBroken, entryMissing, rowDiffers, rowWithoutEntry, headNotFound, guardMissing,
    sealBroken,
  ]

  /// An entry's fields do not give its hash.
  public static let entryAltered = ProblemCode("AUD001", .error, zh: "日志条目被改动", en: "Entry altered")
  /// An entry does not follow the one before it.
  public static let chainBroken = ProblemCode("AUD002", .error, zh: "日志链断裂", en: "Chain broken")
  /// Entries are missing, within the journal or at its end.
  public static let entryMissing = ProblemCode("AUD003", .error, zh: "日志条目缺失", en: "Entry missing")
  /// A row of a table is not what the journal says.
  public static let rowDiffers = ProblemCode(
    "AUD004", .error, zh: "表中记录与日志不符", en: "Row differs from journal")
  /// A row of a table belongs to no entry.
  public static let rowWithoutEntry = ProblemCode("AUD005", .error, zh: "表中记录无日志条目", en: "Row without entry")
  /// The hash that somebody kept is not in the journal.
  public static let headNotFound = ProblemCode(
    "AUD006", .error, zh: "日志中没有这个散列值", en: "Hash not in the journal")
  /// A table of the journal, or a trigger that keeps it from being changed, is not there or not as it was made.
  public static let guardMissing = ProblemCode(
    "AUD007", .error, zh: "日志的保护缺失", en: "Guard of the journal missing")
  /// The journal does not end where the store's seal says that it ends.
  public static let sealBroken = ProblemCode(
    "AUD008", .error, zh: "日志末尾与封记不符", en: "Seal of the journal broken")
}
