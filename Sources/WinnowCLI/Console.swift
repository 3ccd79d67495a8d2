import Foundation
import Winnow

/// What the program says beside its results: problems and progress, to standard error.
enum Console {
  /// The language of messages before the options are read: from the environment.
  static let environmentLanguage: Language = {
    let environment = ProcessInfo.processInfo.environment
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      guard let value = environment[name], !value.isEmpty else { continue }
      return value.lowercased().hasPrefix("en") ? .en : .zh
    }
    return .zh
  }()

  /// The language of messages; set by the command's options.
  nonisolated(unsafe) static var language = environmentLanguage

  static let isErrorTerminal = isatty(2) != 0
  static let isOutputTerminal = isatty(1) != 0

  /// The width of the terminal; nil for files and pipes, where nothing is cut.
  static var width: Int? {
    var size = winsize()
    guard isOutputTerminal, ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 else { return nil }
    return Int(size.ws_col)
  }

  /// Makes the three standard streams usable whatever the caller did to them: a closed one would lend its
  /// number to the next file opened, and a reader that goes away would end the program before its work is done.
  static func prepareStreams() {
    signal(SIGPIPE, SIG_IGN)
    for stream: Int32 in 0...2 where fcntl(stream, F_GETFD) < 0 { _ = open("/dev/null", O_RDWR) }
  }

  /// Writes a line to standard error, without control characters that a value of a file may hold.
  static func say(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      TerminalText.clean(String($0))
    }
    _ = write(Array((lines.joined(separator: "\n") + "\n").utf8), to: 2)
  }

  static func say(zh: String, en: String) { say(both(zh, en)) }

  /// The text of the language of messages.
  static func both(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }

  /// Writes results. A reader that has gone away (`| head`) is no error.
  static func print(_ text: String) {
    var bytes = Array(text.utf8)
    if bytes.last != 0x0A { bytes.append(0x0A) }
    print(bytes: bytes)
  }

  static func print(bytes: [UInt8]) {
    let fault = write(bytes, to: 1)
    guard fault != 0, fault != EPIPE else { return }
    let reason = String(cString: strerror(fault))
    say(zh: "结果无法写到标准输出：\(reason)", en: "The results cannot be written to standard output: \(reason)")
    exit(74)
  }

  /// Writes everything, or gives the number of the error.
  private static func write(_ bytes: [UInt8], to stream: Int32) -> Int32 {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Foundation.write(stream, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      if count <= 0 { return errno }
      written += count
    }
    return 0
  }

  /// A line of progress, on a terminal only.
  static func progress(zh: String, en: String) {
    guard isErrorTerminal else { return }
    _ = write(Array(("\r\u{1B}[2K" + TerminalText.clean(language == .zh ? zh : en)).utf8), to: 2)
  }

  static func endProgress() {
    guard isErrorTerminal else { return }
    _ = write(Array("\r\u{1B}[2K".utf8), to: 2)
  }

  /// Shows problems: up to some of each code, then how many more there are.
  static func report(_ problems: [Problem], atLeast: Severity = .note, each limit: Int = 5) {
    var shown: [ProblemCode: Int] = [:]
    for problem in problems where problem.severity >= atLeast {
      let count = shown[problem.code, default: 0] + 1
      shown[problem.code] = count
      if count <= limit { say(problem.text(language)) }
    }
    for (code, count) in shown.sorted(by: { $0.key.rawValue < $1.key.rawValue }) where count > limit {
      say(
        zh: "  … 另有 \(count - limit) 处同类问题 \(code.rawValue)（\(code.title.zh)）",
        en: "  … and \(count - limit) more of \(code.rawValue) (\(code.title.en))")
    }
  }

  /// The exit code for problems that ended the work.
  static func exitCode(of problems: [Problem]) -> Int32 {
    let missing: Set<ProblemCode> = [.storeMissing, .noSuchRight, .noSuchRun, .modelNotFound, .noSuchFile]
    return problems.contains { missing.contains($0.code) } ? 66 : 65
  }
}
