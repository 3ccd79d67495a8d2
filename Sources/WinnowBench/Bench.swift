import Foundation
import GRDBSQLite
import Winnow

/// What can be measured.
private enum Measure: String, CaseIterable {
  case `import`
  case review
  case forecast
  case grade
  case value

  func run(rights: Int, folder: String) throws {
    switch self {
    case .import: try ImportBench(try Portfolio(rights: rights, folder: folder)).run()
    case .review: try ReviewBench(try Portfolio(rights: rights, folder: folder)).run()
    case .forecast: try ForecastBench(rights: rights).run()
    case .grade: try GradeBench(rights: rights, folder: folder).run()
    case .value: try ValueBench(rights: rights).run()
    }
  }
}

/// Measures the program against a reference in the same run, and prints ratios.
///
///     winnow-bench import|review|forecast|grade|value [--rights 1000,10000,100000] [--folder DIR]
///     winnow-bench prune [--rights 1000,10000] [--scenarios S1,S5] [--limit S] [--threads N] [--problem FILE]
@main
struct Bench {
  static func main() throws {
    var arguments = Array(CommandLine.arguments.dropFirst())
    let what = arguments.isEmpty ? "" : arguments.removeFirst()
    func option(_ name: String, _ usual: String) -> String {
      guard let index = arguments.firstIndex(of: name), index + 1 < arguments.count else { return usual }
      return arguments[index + 1]
    }
    let sizes = option("--rights", "1000,10000,100000").split(separator: ",").compactMap { Int($0) }
    let folder = option("--folder", NSTemporaryDirectory() + "winnow-bench")
    if what == "prune" {
      try prune(option)
      return
    }
    guard let measure = Measure(rawValue: what), !sizes.isEmpty else {
      let names = Measure.allCases.map(\.rawValue).joined(separator: "|")
      FileHandle.standardError.write(
        Data("usage: winnow-bench \(names)|prune [--rights 1000,10000,100000,1000000] [--folder DIR]\n".utf8))
      exit(64)
    }
    print("rights      step                        seconds      per second   ratio to bare   peak MB")
    for size in sizes { try measure.run(rights: size, folder: folder) }
  }

  private static func prune(_ option: (String, String) -> String) throws {
    let bench = PruneBench(
      limit: Double(option("--limit", "60")) ?? 60, threads: Int(option("--threads", "2")) ?? 2)
    print(PruneBench.header)
    let file = option("--problem", "")
    if !file.isEmpty {
      bench.run(
        try PruningProblemText.read([UInt8](try Data(contentsOf: URL(fileURLWithPath: file))), file: file))
      return
    }
    for rights in option("--rights", "1000,10000,100000").split(separator: ",").compactMap({ Int($0) }) {
      for name in option("--scenarios", "S1,S5,S5U,S5UC,S5F").split(separator: ",") {
        guard let scenario = PrunePortfolio.Scenario(rawValue: String(name)) else { continue }
        bench.run(try PrunePortfolio.make(scenario, rights: rights))
      }
    }
  }

  /// Wall seconds of some work, by the system's monotonic clock.
  static func seconds(_ work: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let time = try clock.measure(work)
    return Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
  }

  static func line(_ rights: Int, _ step: String, _ seconds: Double, count: Int, ratio: Double?) {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let cells = [
      pad("\(rights)", 12), pad(step, 28), pad(number(seconds, 3), 13),
      pad("\(Int(Double(count) / max(seconds, 1e-9)))", 13),
      pad(ratio.map { number($0, 2) + "x" } ?? "1", 16),
      "\(usage.ru_maxrss / 1024)",
    ]
    print(cells.joined())
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  private static func number(_ value: Double, _ digits: Int) -> String {
    String(format: "%.\(digits)f", value)
  }
}

/// A generated portfolio in the native format, made by the sample generator beside this program.
struct Portfolio {
  let rights: Int
  let folder: String

  init(rights: Int, folder base: String) throws {
    self.rights = rights
    folder = base + "/\(rights)"
    if FileManager.default.fileExists(atPath: folder + "/bulk/rights.csv") { return }
    let generator = Process()
    let programs = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
    generator.executableURL = programs.appendingPathComponent("sample-generator")
    generator.arguments = ["--output", folder, "--only", "bulk", "--rights", "\(rights)"]
    generator.standardOutput = FileHandle.nullDevice
    let started: Void? = try? generator.run()
    if started != nil { generator.waitUntilExit() }
    guard started != nil, generator.terminationStatus == 0 else {
      FileHandle.standardError.write(
        Data(
          """
          the sample generator beside this program could not write the portfolio in \(folder); \
          build it first: swift build -c release --product sample-generator

          """.utf8))
      exit(70)
    }
  }

  var path: String { folder + "/bulk" }

  var files: [String] { ["rights.csv", "citations.csv"].map { path + "/" + $0 } }

  func newStore(_ name: String) -> String {
    let file = folder + "/" + name + ".sqlite"
    for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file + suffix) }
    return file
  }
}
