internal import Foundation
public import PortfolioCore

/// Reads problems of the text format `winnow-problem 1`.
///
/// ```
/// winnow-problem 1 <name>
/// row <index> <= <rhs> <label>          budget, cap
/// row <index> >= <rhs> <label>          coverage, share
/// choice <index> <options> <label>      a class: exactly one option is chosen
/// o <value> [row:use ...]               one line per option
/// ladder <index> <steps> <label>        stop years 0..steps; stop 0 has no value and no use
/// s <value> [row:use ...]               what step t adds to step t-1
/// couple <= <parent> <child>            the child never stops after the parent, while the parent has steps left
/// couple == <a> <b>                     the same stop, each capped at its own length
/// atleast <index> <stop>                must keep to this stop
/// atmost <index> <stop>                 may not go beyond this stop
/// ```
/// Numbers are integers, or decimals, which are cleared by a power of ten for the values and for each row. A byte
/// order mark at the start and carriage returns at the ends of lines are passed over.
public struct PruningProblemText {
  /// The most decimals a number may have.
  static let mostDecimals = 12

  /// Reads a problem.
  /// - Parameters:
  ///   - bytes: the text, UTF-8.
  ///   - file: its name, for the places of problems.
  /// - Throws: ``ProblemList`` with everything that is wrong, line by line.
  public static func read(_ bytes: [UInt8], file: String) throws(ProblemList) -> PruningProblem {
    var plain = ProblemTextReader(file: file, valueDecimals: 0, rowDecimals: [])
    plain.read(bytes)
    if plain.mostValueDecimals == 0 && plain.mostRowDecimals.allSatisfy({ $0 == 0 }) {
      return try plain.finish()
    }
    guard plain.builder.problems.isEmpty else { throw ProblemList(plain.builder.problems) }
    var scaled = ProblemTextReader(
      file: file, valueDecimals: plain.mostValueDecimals, rowDecimals: plain.mostRowDecimals)
    scaled.read(bytes)
    return try scaled.finish()
  }

  /// Where a text starts: behind the mark by which some editors call it UTF-8, which nobody sees.
  static func start(of bytes: [UInt8]) -> Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

  /// Reads a plan: lines of class index and option; classes left out take option 0.
  /// - Throws: ``ProblemList`` with every line that is wrong.
  public static func readPlan(
    _ bytes: [UInt8], file: String, for problem: PruningProblem
  ) throws(ProblemList) -> [Int32] {
    var choices = [Int32](repeating: 0, count: problem.classCount)
    var problems: [Problem] = []
    var line = 0
    var position = start(of: bytes)
    while position < bytes.count && problems.count < 1000 {
      let end = bytes[position...].firstIndex(of: 10) ?? bytes.count
      line += 1
      let words = bytes[position..<end].split { $0 == 32 || $0 == 9 || $0 == 13 }
      position = end + 1
      if words.isEmpty { continue }
      let numbers = words.prefix(2).map { Int(String(decoding: $0, as: UTF8.self)) }
      let remedy = BilingualText(
        zh: "每行写类的编号和选项的编号", en: "Write the number of a class and of an option on each line")
      guard numbers.count == 2, let index = numbers[0], let option = numbers[1],
        index >= 0, index < problem.classCount, option >= 0, option < problem.optionCount(of: index)
      else {
        problems.append(
          Problem(
            .pruningPlanSyntax, at: Place(file: file, line: line),
            value: String(
              decoding: bytes[(position > end ? position - 1 : position)..<end].prefix(80), as: UTF8.self),
            zh: "这一行不是问题中的类和选项", en: "The line names no class and option of the problem", remedy: remedy))
        continue
      }
      choices[index] = Int32(option)
    }
    if !problems.isEmpty { throw ProblemList(problems) }
    return choices
  }

  /// Writes a plan, one line for each class.
  public static func writePlan(_ choices: [Int32]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(choices.count * 9)
    for (index, option) in choices.enumerated() {
      bytes.append(contentsOf: "\(index) \(option)\n".utf8)
    }
    return bytes
  }

  /// Writes a problem.
  public static func write(_ problem: PruningProblem) -> [UInt8] {
    var bytes: [UInt8] = []
    func add(_ text: String) { bytes.append(contentsOf: text.utf8) }
    func number(_ value: Int64, _ scale: Int64) -> String { decimal(value, scale: scale) }
    add("winnow-problem 1 \(line(problem.name))\n")
    for (index, row) in problem.rows.enumerated() {
      add("row \(index) \(row.sense.rawValue) \(number(row.limit, row.scale)) \(line(row.name))\n")
    }
    for index in 0..<problem.classCount {
      let isLadder = problem.isLadder[index]
      let count = problem.optionCount(of: index) - (isLadder ? 1 : 0)
      let name = index < problem.classNames.count ? problem.classNames[index] : ""
      add("\(isLadder ? "ladder" : "choice") \(index) \(count) \(line(name))\n")
      let first = Int(problem.optionStart[index]) + (isLadder ? 1 : 0)
      for entry in first..<Int(problem.optionStart[index + 1]) {
        add("\(isLadder ? "s" : "o") \(number(problem.optionValue[entry], problem.valueScale))")
        for use in Int(problem.useStart[entry])..<Int(problem.useStart[entry + 1]) {
          let row = Int(problem.useRow[use])
          add(" \(row):\(number(problem.useAmount[use], problem.rows[row].scale))")
        }
        add("\n")
      }
    }
    for couple in problem.couples {
      add("couple \(couple.coupling.rawValue) \(couple.first) \(couple.second)\n")
    }
    for index in 0..<problem.classCount where problem.isLadder[index] {
      if problem.lowest[index] > 0 { add("atleast \(index) \(problem.lowest[index])\n") }
    }
    for index in 0..<problem.classCount where problem.isLadder[index] {
      if Int(problem.highest[index]) < problem.optionCount(of: index) - 1 {
        add("atmost \(index) \(problem.highest[index])\n")
      }
    }
    return bytes
  }

  /// A scaled integer as the user wrote it: 1234 at scale 100 is 12.34.
  public static func decimal(_ value: Int64, scale: Int64) -> String {
    guard scale > 1 else { return "\(value)" }
    let whole = value.magnitude / UInt64(scale)
    let part = value.magnitude % UInt64(scale)
    var digits = "\(part)"
    while digits.count < "\(scale)".count - 1 { digits = "0" + digits }
    while digits.hasSuffix("0") { digits.removeLast() }
    return (value < 0 ? "-" : "") + "\(whole)" + (digits.isEmpty ? "" : "." + digits)
  }

  private static func line(_ text: String) -> String {
    text.split { $0.isNewline }.joined(separator: " ")
  }
}
