import Foundation
import TestSupport

/// The built program, run as people run it.
enum Program {
  /// What a run said.
  struct Result {
    let output: String
    let errors: String
    let exitCode: Int32
  }

  /// The folder of the built programs: the one that holds the tests themselves.
  static let folder: URL = {
    var candidates: [URL] = []
    if let test = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") {
      candidates.append(URL(fileURLWithPath: test).deletingLastPathComponent())
    }
    if let first = CommandLine.arguments.first {
      candidates.append(URL(fileURLWithPath: first).deletingLastPathComponent())
    }
    candidates.append(Bundle.main.bundleURL)
    candidates.append(Repository.url(".build/debug"))
    for candidate in candidates {
      var folder = candidate.standardizedFileURL
      while folder.path.count > 1 {
        if FileManager.default.isExecutableFile(atPath: folder.appendingPathComponent("winnow").path) {
          return folder
        }
        folder.deleteLastPathComponent()
      }
    }
    return Repository.url(".build/debug")
  }()

  /// Runs a line by the shell in a folder, with `winnow` in reach, nothing on its standard input and nothing of
  /// the environment but what is given.
  static func shell(_ line: String, in folder: URL, environment: [String: String] = [:]) throws -> Result {
    let box = FileManager.default.temporaryDirectory.appendingPathComponent(
      "winnow-streams-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: box, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: box) }
    let output = box.appendingPathComponent("output")
    let errors = box.appendingPathComponent("errors")
    for file in [output, errors] { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": Program.folder.path + ":/usr/bin:/bin", "LANG": "en_US.UTF-8", "TZ": "UTC", "HOME": folder.path,
      "SAMPLES": Repository.url("Sample-Portfolios").path,
    ].merging(environment) { _, given in given }
    process.standardInput = FileHandle.nullDevice
    let outputHandle = try FileHandle(forWritingTo: output)
    let errorHandle = try FileHandle(forWritingTo: errors)
    process.standardOutput = outputHandle
    process.standardError = errorHandle
    try process.run()
    process.waitUntilExit()
    try outputHandle.close()
    try errorHandle.close()
    return Result(
      output: String(decoding: try Data(contentsOf: output), as: UTF8.self),
      errors: String(decoding: try Data(contentsOf: errors), as: UTF8.self),
      exitCode: process.terminationStatus)
  }

  /// A fresh folder, gone after the work.
  static func inFreshFolder<Value>(_ work: (URL) throws -> Value) throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "winnow-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try work(folder)
  }
}
