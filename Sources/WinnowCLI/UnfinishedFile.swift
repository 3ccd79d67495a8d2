import Foundation
import Winnow

/// The file being written, which goes away when the user breaks the program off.
enum UnfinishedFile {
  /// Read by the signal handler, which may do next to nothing: hence a C string that stays where it is.
  nonisolated(unsafe) private static var path: UnsafeMutablePointer<CChar>?

  /// Names the file and sees to its removal on Ctrl-C, a hang-up or a request to end.
  static func begin(_ name: String) {
    path = strdup(name)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { number in
        if let path = UnfinishedFile.path { unlink(path) }
        signal(number, SIG_DFL)
        raise(number)
      }
    }
  }

  /// Removes what a program that was killed while writing the same output left beside it.
  static func removeLeftovers(of path: String) {
    let url = URL(fileURLWithPath: path)
    let folder = url.deletingLastPathComponent().path
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      guard let process = UnfinishedName.process(name, of: url.lastPathComponent),
        kill(process, 0) != 0, errno == ESRCH
      else { continue }
      unlink(folder + "/" + name)
    }
  }

  /// The file is whole, or gone.
  static func end() {
    for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_DFL) }
    let name = path
    path = nil
    free(name)
  }
}
