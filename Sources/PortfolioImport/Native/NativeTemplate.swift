import PortfolioCore

/// Empty files of the native format, with an example in each.
public enum NativeTemplate {
  /// For each table, in the order of ``NativeFormat/tables``: the file's name, and its text: the header, and
  /// an example line that begins with `#` and is therefore not read.
  ///
  /// The text begins with a byte order mark, so that spreadsheet programs show Chinese rightly.
  public static func files() -> [(fileName: String, text: String)] {
    NativeFormat.tables.map { table in
      let header = CSVWriter.line(table.columns.map(\.name))
      let example = "# " + CSVWriter.line(table.columns.map(\.example))
      return (table.name + ".csv", "\u{FEFF}" + header + "\r\n" + example + "\r\n")
    }
  }
}
