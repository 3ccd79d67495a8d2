import Foundation

/// Where the data of a store come from: the canonical path of a folder, or of a file without its ending, for exports of
/// one name are the same source whether they are CSV or XLSX.
enum SourcePlace {
  static func of(_ path: String, isFolder: Bool) -> String {
    let place = canonical(path)
    return isFolder ? place : (place as NSString).deletingPathExtension
  }

  /// Whether a file, as an earlier import named it, lies at a place.
  static func holds(_ place: String, file: String) -> Bool {
    let found = canonical(file)
    return found == place || found.hasPrefix(place + "/") || found.hasPrefix(place + ".")
  }

  private static func canonical(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
  }
}
