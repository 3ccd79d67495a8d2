import ArgumentParser
import Foundation
import Winnow

/// Writes reports into a new file that takes its place when it is whole. The name's ending decides the form:
/// `.xlsx` a workbook, `.json` data, `.csv` the list of rights, `.txt` the pages as text, `.html` or none one HTML file.
enum ReportFile {
  /// The endings that name a form of report.
  static let endings = ["html", "htm", "xlsx", "json", "csv", "txt"]

  /// A file that is called `.pdf` and holds HTML opens nowhere, so other endings are refused before any work is done.
  /// - Parameters:
  ///   - allowed: the endings that name a form of what is written.
  ///   - isNeeded: whether a name without an ending is refused as well.
  static func checkEnding(_ path: String, among allowed: [String] = endings, isNeeded: Bool = false) throws {
    let ending = (path as NSString).pathExtension.lowercased()
    guard path == "-" && !isNeeded || ending.isEmpty && !isNeeded || allowed.contains(ending) else {
      let known = allowed.map { "." + $0 }.joined(separator: ", ")
      throw ValidationError(
        Console.both(
          "不能写成 .\(ending)：扩展名应为 \(known)；要 PDF 时在浏览器中打开 .html 再打印",
          "A report cannot be written as .\(ending): the ending is one of \(known); for PDF, print the .html from a browser"
        ))
    }
  }

  /// A folder that is called like a file was meant to be one.
  static func checkFolder(_ path: String) throws {
    let ending = (path as NSString).pathExtension.lowercased()
    guard endings.contains(ending) || ["pdf", "zip", "docx", "doc", "xls"].contains(ending) else { return }
    throw ValidationError(
      Console.both(
        "--output 是文件夹，不能叫 .\(ending)；要压缩包时加 --zip",
        "--output is a folder and cannot be called .\(ending); for an archive add --zip"))
  }

  static func write(_ run: ReviewRun, _ options: ReportOptions, to path: String) throws {
    try whole(path) { temporary in
      switch (path as NSString).pathExtension.lowercased() {
      case "xlsx": try XLSXWriter.make(ReviewWorkbook.make(run: run, options: options), at: temporary)
      case "json":
        try Data(ReportData.json(run: run, options: options).utf8).write(to: URL(fileURLWithPath: temporary))
      case "csv":
        try Data(ReportData.csv(run: run, options: options)).write(to: URL(fileURLWithPath: temporary))
      case "txt":
        try Data(ReportPagesText.render(run: run, options: options).utf8)
          .write(to: URL(fileURLWithPath: temporary))
      default:
        guard FileManager.default.createFile(atPath: temporary, contents: nil),
          let handle = FileHandle(forWritingAtPath: temporary)
        else { throw CocoaError(.fileWriteUnknown) }
        try HTMLReport.write(run: run, options: options) { try handle.write(contentsOf: Data($0)) }
        try handle.close()
      }
    }
  }

  /// Has a file made under another name, and puts it in its place when it is whole. Broken off at any time, the
  /// old file stands and no other is left.
  static func whole(_ path: String, _ make: (String) throws -> Void) throws {
    try OutputFile.refuseStore(path)
    let unwritable = ProblemList(
      Problem(
        .unwritableFile, at: Place(file: path), zh: "无法写入报告", en: "The report cannot be written",
        remedy: BilingualText(
          zh: "检查文件夹是否存在、是否有写权限、磁盘是否已满", en: "Check that the folder exists, may be written to, and has room"))
    )
    UnfinishedFile.removeLeftovers(of: path)
    let temporary = UnfinishedName.of(path, process: ProcessInfo.processInfo.processIdentifier)
    UnfinishedFile.begin(temporary)
    defer { UnfinishedFile.end() }
    do {
      try make(temporary)
    } catch let problems as ProblemList
      where !problems.problems.contains(where: { $0.code == .unwritableFile })
    {
      try? FileManager.default.removeItem(atPath: temporary)
      throw problems
    } catch {
      try? FileManager.default.removeItem(atPath: temporary)
      throw unwritable
    }
    guard rename(temporary, path) == 0 else {
      try? FileManager.default.removeItem(atPath: temporary)
      throw unwritable
    }
  }

  /// A file's name with a unit's put in before its ending, made fit for file systems.
  static func name(_ path: String, unit: String, taken: inout Set<String>) -> String {
    let base = (path as NSString).deletingPathExtension
    let ending = (path as NSString).pathExtension
    var safe = ""
    for character in unit where safe.utf8.count < 90 {
      let isForbidden =
        "/\\:*?\"<>|".contains(character) || character.isNewline
        || character.unicodeScalars.contains { $0.value < 0x20 || $0.properties.generalCategory == .format }
      safe.append(isForbidden ? "_" : character)
    }
    var name = "\(base)-\(safe)"
    var number = 2
    while !taken.insert(name.lowercased()).inserted {
      name = "\(base)-\(safe)-\(number)"
      number += 1
    }
    return ending.isEmpty ? name : "\(name).\(ending)"
  }
}
