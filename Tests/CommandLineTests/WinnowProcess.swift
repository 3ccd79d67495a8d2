import Foundation

/// The built program, run as a process of its own.
enum WinnowProcess {
  /// The program beside the test bundle.
  static let path: String = {
    let bundle = Bundle.main.executablePath ?? CommandLine.arguments[0]
    return (bundle as NSString).deletingLastPathComponent + "/winnow"
  }()

  struct Result {
    var status: Int32
    var output: String
    var errors: String
  }

  /// A process ready to run.
  static func make(_ arguments: [String], output: Any? = nil, errors: Any? = nil) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.environment = ["LANG": "en_US.UTF-8", "TZ": "UTC"]
    process.standardOutput = output ?? FileHandle.nullDevice
    process.standardError = errors ?? FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    return process
  }

  /// Runs the program to its end.
  static func run(_ arguments: [String]) throws -> Result {
    let folder = NSTemporaryDirectory() + "winnow-run-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    func file(_ name: String) throws -> FileHandle {
      _ = FileManager.default.createFile(atPath: folder + "/" + name, contents: nil)
      return try FileHandle(forWritingTo: URL(fileURLWithPath: folder + "/" + name))
    }
    let process = make(arguments, output: try file("out"), errors: try file("err"))
    try process.run()
    process.waitUntilExit()
    func text(_ name: String) throws -> String {
      String(decoding: try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)), as: UTF8.self)
    }
    return Result(status: process.terminationStatus, output: try text("out"), errors: try text("err"))
  }
}
