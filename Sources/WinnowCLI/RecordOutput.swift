import ArgumentParser
import Foundation
import Winnow

/// Where a document about decisions goes.
struct RecordOutput: ParsableArguments {
  @Option(help: "结果的形式 / form of the result: table, csv, json.")
  var format: OutputFormat = .table

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "写到此文件；按扩展名写成 .xlsx、.csv、.json、.html 或 .txt / the file to write, in the form its ending names.",
      valueName: "FILE"))
  var output: String?

  /// Refuses a file whose ending names no form of document.
  func check() throws {
    if let output { try ReportFile.checkEnding(output) }
  }

  /// Prints a document, and writes it where a file is named.
  /// - Parameter limit: at most so many rows of each table on the terminal.
  func write(_ document: RecordDocument, limit: Int? = nil) throws {
    if let output {
      try RecordOutput.write(document, to: output)
      Console.say(zh: "已写出：\(output)", en: "Written: \(output)")
      return
    }
    switch format {
    case .table:
      Console.print(document.text(width: Console.width, ansi: Console.isOutputTerminal, limit: limit))
    case .csv: Console.print(bytes: document.csv())
    case .json: Console.print(document.json())
    }
  }

  /// Writes a document in the form that the file's name ends in.
  static func write(_ document: RecordDocument, to path: String) throws {
    try ReportFile.whole(path) { temporary in
      let url = URL(fileURLWithPath: temporary)
      switch (path as NSString).pathExtension.lowercased() {
      case "xlsx": try XLSXWriter.make(document.spreadsheet, at: temporary)
      case "csv": try Data(document.csv()).write(to: url)
      case "json": try Data(document.json().utf8).write(to: url)
      case "txt": try Data(document.text(width: nil).utf8).write(to: url)
      default: try Data(document.html().utf8).write(to: url)
      }
    }
  }
}
