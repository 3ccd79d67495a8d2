import Foundation

/// The command line of the generator: `--output FOLDER [--only NAME] [--rights N]`.
struct GeneratorCommand {
  var output = "Sample-Portfolios"
  var only: String?
  var rights = 100_000

  static let usage = """
    usage: sample-generator --output FOLDER [--only NAME] [--rights N]
      NAME is one of \(SampleCatalogue.names.joined(separator: ", ")), or bulk;
      bulk writes N made-up rights (default 100000, at most 1000000) for measurements.
    """

  /// Runs the generator; the exit status is 0 done, 64 wrong usage, 70 a sample that contradicts itself,
  /// 73 a file that cannot be written.
  static func run(_ arguments: [String]) -> Int32 {
    guard let command = GeneratorCommand(arguments) else {
      report(usage)
      return 64
    }
    do {
      if command.only == "bulk" {
        let bytes = try BulkPortfolio(rights: command.rights).write(into: command.output + "/bulk")
        print("bulk: \(command.rights) rights, \(bytes) bytes")
        return 0
      }
      let files = try SampleCatalogue.files(only: command.only)
      for file in files { try command.write(file) }
      print("\(files.count) files, \(files.reduce(0) { $0 + $1.bytes.count }) bytes in \(command.output)")
      return 0
    } catch let faults as SampleFaults {
      report(faults.description)
      return 70
    } catch {
      report("\(error)")
      return 73
    }
  }

  init?(_ arguments: [String]) {
    var rest = arguments[...]
    while let word = rest.popFirst() {
      guard let value = rest.popFirst() else { return nil }
      switch word {
      case "--output": output = value
      case "--only":
        guard value == "bulk" || SampleCatalogue.names.contains(value) else { return nil }
        only = value
      case "--rights":
        guard let number = Int(value), (1...1_000_000).contains(number) else { return nil }
        rights = number
      default: return nil
      }
    }
  }

  private func write(_ file: SampleFile) throws {
    let url = URL(fileURLWithPath: output).appendingPathComponent(file.path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(file.bytes).write(to: url)
  }

  private static func report(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}
