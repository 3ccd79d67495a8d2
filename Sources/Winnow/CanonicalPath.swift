internal import Foundation

/// One name for a file or folder, however its path was typed.
public enum CanonicalPath {
  /// The absolute path without `.`, `..` and symbolic links.
  public static func of(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
  }
}
