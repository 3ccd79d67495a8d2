internal import Synchronization

/// The files that were parsed already, and the models read from them.
///
/// Built-in files never change while a program runs, and every workspace that is opened wants the same ones; a stored
/// run keeps copies of them. The user's own files are read anew each time.
enum ParsedModels {
  /// A file by what it says: its digest is of the text itself.
  private struct Key: Hashable {
    let path: String
    let sha256: String
  }

  /// A model by its type and its file, whose origin its header names.
  private struct ModelKey: Hashable {
    let type: ObjectIdentifier
    let file: Key
    let origin: ModelFile.Origin
  }

  private static let values = Mutex<[Key: ModelValue]>([:])
  private static let models = Mutex<[ModelKey: any PolicyModel]>([:])

  /// Several times as many files as come with the program; what comes after them is not kept.
  private static let limit = 512

  /// The parsed file.
  /// - Throws: ``ProblemList`` with the file, line and column of the fault.
  static func value(of file: ModelFile) throws -> ModelValue {
    guard isKept(file) else { return try ModelValue.parse(file.text, file: file.path) }
    let key = Key(path: file.path, sha256: file.sha256)
    if let known = values.withLock({ $0[key] }) { return known }
    let value = try ModelValue.parse(file.text, file: file.path)
    values.withLock { if $0.count < limit { $0[key] = value } }
    return value
  }

  /// The model of a file, read by a closure unless it was before.
  static func model<Model: PolicyModel>(of file: ModelFile, _ read: () throws -> Model) rethrows -> Model {
    guard isKept(file) else { return try read() }
    let key = ModelKey(
      type: ObjectIdentifier(Model.self), file: Key(path: file.path, sha256: file.sha256), origin: file.origin)
    if let known = models.withLock({ $0[key] }) as? Model { return known }
    let model = try read()
    models.withLock { if $0.count < limit { $0[key] = model } }
    return model
  }

  private static func isKept(_ file: ModelFile) -> Bool { file.origin != .user }
}
