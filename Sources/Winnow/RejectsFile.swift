public import PortfolioCore

/// The refused rows of an import as files to mend and import again.
public enum RejectsFile {
  /// One text for each imported file that had refused rows: its header, the rows as they stood, and two more
  /// columns, `winnow-line` and `winnow-reason`, which an import passes over.
  public static func texts(_ report: ImportReport, language: Language) -> [String] {
    report.files.compactMap { file in
      let refusals = report.refusals.filter { $0.file == file.counts.file }
      guard !refusals.isEmpty else { return nil }
      let separator = String(UnicodeScalar(file.delimiter))
      var text = "\u{FEFF}" + line(file.header + ["winnow-line", "winnow-reason"], file.delimiter) + "\n"
      for refusal in refusals {
        let reasons = refusal.problems.map { problem in
          let place = problem.place?.column.map { $0 + ": " } ?? ""
          let remedy = problem.remedy.map { " → " + $0.text(language) } ?? ""
          return place + problem.message.text(language) + remedy
        }
        // The rest of a short row is filled up, so that the two columns stand under their headers.
        let filling = String(
          repeating: separator,
          count: max(0, file.header.count - cellCount(refusal.sourceText, file.delimiter)))
        text += refusal.sourceText + filling + separator + "\(refusal.line)" + separator
        text += line([reasons.joined(separator: "; ")], file.delimiter) + "\n"
      }
      return text
    }
  }

  /// The cells of a row: separators outside quotes, and one more.
  private static func cellCount(_ row: String, _ delimiter: UInt8) -> Int {
    var count = 1
    var isQuoted = false
    for byte in row.utf8 {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == delimiter && !isQuoted { count += 1 }
    }
    return count
  }

  private static func line(_ cells: [String], _ delimiter: UInt8) -> String {
    var writer = CSVWriter(delimiter: delimiter)
    writer.write(cells)
    return writer.text.hasSuffix("\n") ? String(writer.text.dropLast().filter { $0 != "\r" }) : writer.text
  }
}
