import Foundation

/// Compares a text with a file kept in the repository.
///
/// With `RECORD=1` in the environment the file is rewritten, and the test fails all the same, so that a run
/// which records is never taken for one that passes.
public enum Snapshot {
  /// What is wrong, or nil when the text is the file's.
  public static func difference(
    _ text: String, golden name: String, besides file: StaticString = #filePath
  ) -> String? {
    difference(
      text, name: name,
      url: URL(fileURLWithPath: "\(file)").deletingLastPathComponent()
        .appendingPathComponent("Golden").appendingPathComponent(name))
  }

  /// What is wrong, or nil when the text is that of a file of the repository, such as generated documentation.
  public static func difference(_ text: String, path: String) -> String? {
    difference(text, name: path, url: Repository.url(path))
  }

  private static func difference(_ text: String, name: String, url: URL) -> String? {
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      do {
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: url, atomically: true, encoding: .utf8)
        return "recorded \(name); run again without RECORD"
      } catch {
        return "cannot record \(name): \(error)"
      }
    }
    // Not String(contentsOf:), which takes a byte order mark away.
    guard let data = try? Data(contentsOf: url) else {
      return "there is no \(name); record it with RECORD=1"
    }
    let golden = String(decoding: data, as: UTF8.self)
    guard golden != text else { return nil }
    let old = golden.split(separator: "\n", omittingEmptySubsequences: false)
    let new = text.split(separator: "\n", omittingEmptySubsequences: false)
    let line =
      zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(old.count, new.count)
    func shown(_ lines: [Substring]) -> String {
      line < lines.count ? String(lines[line].prefix(300)) : "(end)"
    }
    return "\(name):\(line + 1)\n  golden: \(shown(old))\n  now:    \(shown(new))"
  }

  /// The golden files beside a test that none of the names uses.
  public static func unused(_ names: Set<String>, besides file: StaticString = #filePath) -> [String] {
    let folder = URL(fileURLWithPath: "\(file)").deletingLastPathComponent().appendingPathComponent("Golden")
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return files.filter { !names.contains($0) }.sorted()
  }
}
