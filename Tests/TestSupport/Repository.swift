import Foundation

/// The files of the repository, found from this file's own place.
public enum Repository {
  /// The folder that holds `Package.swift`.
  public static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// A path within the repository.
  public static func url(_ path: String) -> URL { root.appendingPathComponent(path) }

  /// The text of a file; nil when there is none.
  public static func text(_ path: String) -> String? {
    FileManager.default.contents(atPath: url(path).path).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The files below a folder whose names end in an extension, as paths within the repository, in order.
  public static func files(below folder: String, suffix: String) -> [String] {
    guard let walk = FileManager.default.enumerator(atPath: url(folder).path) else { return [] }
    var paths: [String] = []
    while let path = walk.nextObject() as? String {
      if path.hasSuffix(suffix) { paths.append(folder + "/" + path) }
    }
    return paths.sorted()
  }
}
