internal import Synchronization

/// The built-in files that were parsed already. They never change while a program runs, and every workspace that is
/// opened wants the same ones.
enum ParsedModels {
  private static let parsed = Mutex<[ModelFile: ModelValue]>([:])

  /// Twice as many files as come with the program.
  private static let limit = 256

  /// The parsed file; a built-in one is parsed once.
  /// - Throws: ``ProblemList`` with the file, line and column of the fault.
  static func value(of file: ModelFile) throws -> ModelValue {
    guard file.origin == .builtin else { return try ModelValue.parse(file.text, file: file.path) }
    if let known = parsed.withLock({ $0[file] }) { return known }
    let value = try ModelValue.parse(file.text, file: file.path)
    parsed.withLock { if $0.count < limit { $0[file] = value } }
    return value
  }
}
