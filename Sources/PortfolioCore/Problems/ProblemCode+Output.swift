extension ProblemCode {
  /// The codes of finding inputs and writing results.
  public static let outputCodes: [ProblemCode] = [noSuchFile, unwritableFile]

  /// There is no such file or folder.
  public static let noSuchFile = ProblemCode("OUT001", .error, zh: "没有这个文件", en: "No such file")
  /// A result cannot be written.
  public static let unwritableFile = ProblemCode("OUT002", .error, zh: "文件不可写", en: "File not writable")
}
