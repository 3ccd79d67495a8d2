import ArgumentParser
import Winnow

/// Ctrl-C during work that is stored at its end: the work stops at the next row or step, nothing is stored, and the
/// program says so. A second Ctrl-C ends it at once, which leaves the store whole as well.
enum BreakingOff {
  /// The exit code of a program that Ctrl-C has ended.
  private static let exitCode = ExitCode(130)

  /// Longer than any work takes.
  private static let seconds = 1e9

  /// Does some work, watching for Ctrl-C.
  static func during<Result>(
    storing zh: String, _ en: String, _ work: () throws -> Result
  ) throws -> Result {
    Interruption.watch(seconds: seconds)
    defer { Interruption.end() }
    do { return try work() } catch is CancellationError {
      Console.endProgress()
      Console.say(zh: "已中断：\(zh)", en: "Broken off: \(en)")
      throw exitCode
    }
  }

  /// Ends the work when Ctrl-C was pressed.
  static func check() throws { if Interruption.isAsked { throw CancellationError() } }
}
