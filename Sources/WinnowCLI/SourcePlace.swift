import Foundation
import Winnow

/// Where the data of a store come from: the canonical path of a folder, with a slash at its end, or of a file. Exports of
/// one name in one folder are the same source whether they are CSV or XLSX.
enum SourcePlace {
  static func of(_ path: String, isFolder: Bool) -> String {
    let place = CanonicalPath.of(path)
    return isFolder && !place.hasSuffix("/") ? place + "/" : place
  }

  /// Whether two places are the same source. Places that were kept before have neither a slash nor an ending: they are
  /// of the folder or of the file.
  static func isSame(_ place: String, _ known: String) -> Bool {
    if place == known { return true }
    if known.hasSuffix("/") { return false }
    if place.hasSuffix("/") { return place == known + "/" && !isExport(known) }
    return isExport(place) && stem(place) == (isExport(known) ? stem(known) : known)
  }

  /// Whether a file, as an earlier import named it, lies at a place.
  static func holds(_ place: String, file: String) -> Bool {
    let found = CanonicalPath.of(file)
    return place.hasSuffix("/") ? found.hasPrefix(place) : isSame(place, found)
  }

  private static func isExport(_ path: String) -> Bool {
    ["csv", "tsv", "txt", "xlsx", "xls", "json"].contains((path as NSString).pathExtension.lowercased())
  }

  private static func stem(_ path: String) -> String { (path as NSString).deletingPathExtension }
}
