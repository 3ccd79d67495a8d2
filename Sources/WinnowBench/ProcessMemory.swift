import Foundation

/// The memory of this process as the kernel counts it; nil where there is no `/proc`.
enum ProcessMemory {
  /// Makes the kernel count the peak from now on.
  /// - Returns: the bytes resident now.
  static func restartPeak() -> Int? {
    try? "5".write(toFile: "/proc/self/clear_refs", atomically: false, encoding: .utf8)
    return line("VmRSS:")
  }

  /// The greatest number of resident bytes since ``restartPeak()``.
  static func peak() -> Int? { line("VmHWM:") }

  private static func line(_ name: String) -> Int? {
    guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
    for line in text.split(separator: "\n") where line.hasPrefix(name) {
      return line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) }.map
      { $0 * 1024 }
    }
    return nil
  }
}
