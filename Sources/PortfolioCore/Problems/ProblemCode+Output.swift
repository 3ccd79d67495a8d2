extension ProblemCode {
  /// The codes of finding inputs and writing results.
  public static let outputCodes: [ProblemCode] = [noSuchFile, unwritableFile, fileIsThere]

  /// There is no such file or folder.
  public static let noSuchFile = ProblemCode("OUT001", .error, zh: "没有这个文件", en: "No such file")
  /// A result cannot be written.
  public static let unwritableFile = ProblemCode("OUT002", .error, zh: "文件不可写", en: "File not writable")
  /// A file that somebody may have filled in would be written over.
  public static let fileIsThere = ProblemCode("OUT003", .error, zh: "文件已存在", en: "File is there already")
}
