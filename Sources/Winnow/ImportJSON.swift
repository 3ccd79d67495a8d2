internal import Foundation
internal import PortfolioCore

/// The result of an import as JSON.
public enum ImportJSON {
  private struct File: Encodable {
    var file: String
    var mapping: String
    var rows: Int
    var rights: Int
    var stored: Int
    var merged: Int
    var refused: Int
    var unchanged: Int
    var ended: Int
    var resumed: Int
    var endedLater: Int
    var problems: [Line]
  }

  private struct Line: Encodable {
    var code: String
    var severity: String
    var file: String?
    var line: Int?
    var column: String?
    var value: String?
    var message: BilingualText
    var remedy: BilingualText?

    init(_ problem: Problem) {
      code = problem.code.rawValue
      severity = problem.severity.rawValue
      file = problem.place?.file
      line = problem.place?.line
      column = problem.place?.column
      value = problem.value
      message = problem.message
      remedy = problem.remedy
    }
  }

  private static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return encoder
  }

  private struct Failure: Encodable {
    var problems: [Line]
  }

  /// The reasons why nothing was imported: `{problems}`.
  public static func text(_ failure: ProblemList) -> String {
    let data = try? encoder.encode(Failure(problems: failure.problems.map(Line.init)))
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  /// For one file the object `{file, mapping, rows, rights, stored, merged, refused, unchanged, ended, resumed, endedLater,
  /// problems}`, where rows = stored + merged + refused + unchanged; `ended` counts rows known before, `resumed` those of
  /// the file's rows that had ended and go on, `endedLater` those that end on a later day for which a file imported before
  /// shows the table whole without them. For several, a list of such objects.
  public static func text(_ report: ImportReport) -> String {
    var rest = report.problems
    var files = report.files.map { file -> File in
      let own = rest.filter { $0.place?.file == file.counts.file }
      rest.removeAll { $0.place?.file == file.counts.file }
      return File(
        file: file.counts.file, mapping: file.mapping, rows: file.counts.rows, rights: file.counts.rights,
        stored: file.counts.stored, merged: file.counts.merged, refused: file.counts.refused,
        unchanged: file.counts.unchanged, ended: file.counts.ended, resumed: file.counts.resumed,
        endedLater: file.counts.endedLater, problems: own.map(Line.init))
    }
    if !files.isEmpty { files[0].problems += rest.map(Line.init) }
    let encoder = ImportJSON.encoder
    let data = files.count == 1 ? try? encoder.encode(files[0]) : try? encoder.encode(files)
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "[]"
  }
}
