/// A table for a terminal: columns aligned by display width, long texts cut with `…` to fit.
public struct TerminalTable: Sendable {
  /// A column.
  public struct Column: Sendable {
    /// The head.
    public let title: String
    /// Numbers stand at the right.
    public let isNumber: Bool
    /// The least width to which the column may be cut; nil when its cells must stay whole, as far as they are no
    /// longer than any number of an office.
    public let least: Int?
    /// The width to which the column is cut before others are, where there is not room for all.
    public let most: Int?

    /// A column.
    public init(_ title: String, isNumber: Bool = false, least: Int? = nil, most: Int? = nil) {
      self.title = title
      self.isNumber = isNumber
      self.least = least
      self.most = most
    }
  }

  /// The columns.
  public let columns: [Column]
  /// The rows, one cell a column.
  public let rows: [[String]]
  /// The last row, set apart by a line.
  public let total: [String]?

  /// A table. Cells lose control characters and marks that turn the direction of writing.
  public init(_ columns: [Column], _ rows: [[String]], total: [String]? = nil) {
    self.columns = columns
    self.rows = rows.map { $0.map(TerminalText.clean) }
    self.total = total.map { $0.map(TerminalText.clean) }
  }

  /// A table of a report.
  init(_ table: ReportTable) {
    self.init(
      table.columns.map {
        Column(
          $0.title, isNumber: $0.form == .number, least: $0.form == .long ? 12 : $0.form == .text ? 8 : nil)
      }, table.rows.map { $0.map(\.text) }, total: table.total.map { $0.map(\.text) })
  }

  /// The widest that a cell may be: one text of thousands of characters must not widen every line of a file. CSV and
  /// JSON hold it whole.
  static let widestCell = 160

  /// The table as lines, each ended by a line feed.
  /// - Parameters:
  ///   - width: the columns of the terminal; nil cuts nothing but the longest cells, for files and pipes.
  ///   - ansi: whether the head is written bold.
  public func render(width: Int?, ansi: Bool = false) -> String {
    var widths = columns.map { DisplayWidth.of($0.title) }
    for row in rows + (total.map { [$0] } ?? []) {
      for (index, cell) in row.prefix(widths.count).enumerated() {
        widths[index] = max(widths[index], min(DisplayWidth.of(cell), TerminalTable.widestCell))
      }
    }
    if let width {
      // What must stay whole may take a third of the line, no more: a number of thousands of characters is no number.
      for index in columns.indices where columns[index].least == nil {
        let most = max(24, width / 3, DisplayWidth.of(columns[index].title))
        widths[index] = min(widths[index], most)
      }
    }
    if let width { fit(&widths, into: width - 2 * max(0, columns.count - 1)) }
    var lines = ""
    func write(_ cells: [String], bold: Bool = false) {
      var line = ""
      for (index, cell) in cells.prefix(widths.count).enumerated() {
        let text = DisplayWidth.cut(cell, to: widths[index])
        let blanks = String(repeating: " ", count: max(0, widths[index] - DisplayWidth.of(text)))
        if index > 0 { line += "  " }
        line += columns[index].isNumber ? blanks + text : text + blanks
      }
      while line.last == " " { line.removeLast() }
      lines += bold && ansi ? "\u{1B}[1m\(line)\u{1B}[0m\n" : line + "\n"
    }
    let rule = widths.map { String(repeating: "-", count: $0) }
    write(columns.map(\.title), bold: true)
    write(rule)
    for row in rows { write(row) }
    if let total {
      write(rule)
      write(total)
    }
    return lines
  }

  /// The width up to which the cells of a column that must stay whole do so: no number of an office is longer.
  private static let wholeWidth = 32

  /// Takes from the widest columns that may be cut, one place at a time.
  private func fit(_ widths: inout [Int], into room: Int) {
    var excess = widths.reduce(0, +) - room
    for index in columns.indices where excess > 0 {
      guard let most = columns[index].most, widths[index] > most else { continue }
      let cut = min(excess, widths[index] - most)
      widths[index] -= cut
      excess -= cut
    }
    while excess > 0 {
      let open = columns.indices.filter { index in
        // A number of a right stays whole; what a hostile file puts in its place does not widen the table.
        guard let least = columns[index].least ?? (columns[index].isNumber ? nil : TerminalTable.wholeWidth)
        else { return false }
        return widths[index] > max(least, DisplayWidth.of(columns[index].title))
      }
      guard let widest = open.max(by: { widths[$0] < widths[$1] }) else { return }
      widths[widest] -= 1
      excess -= 1
    }
  }
}

/// Text made fit for a terminal.
public enum TerminalText {
  /// Without control characters (an escape sequence in a title must not reach the terminal) and without marks
  /// that turn the direction of writing; line ends and tabs become blanks.
  public static func clean(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isUnfit) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if !isUnfit(scalar) {
        result.append(scalar)
      } else if scalar == "\n" || scalar == "\r" || scalar == "\t" {
        result.append(" ")
      } else if scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) {
        result.append("\u{FFFD}")
      }
    }
    return String(result)
  }

  private static func isUnfit(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: return true
    default: return false
    }
  }

  /// A label and items after it, broken at items so that no line is wider than `width`.
  static func items(_ label: String, labelWidth: Int, _ items: [String], separator: String, width: Int?)
    -> String
  {
    let indent = labelWidth + 2
    var lines = label + String(repeating: " ", count: max(1, indent - DisplayWidth.of(label)))
    var used = max(indent, DisplayWidth.of(label) + 1)
    for (index, item) in items.map(clean).enumerated() {
      let text = index == items.count - 1 ? item : item + separator
      let columns = DisplayWidth.of(text)
      if let width, index > 0, used + columns > width {
        while lines.last == " " { lines.removeLast() }
        lines += "\n" + String(repeating: " ", count: indent)
        used = indent
      }
      lines += text
      used += columns
    }
    return lines + "\n"
  }

  /// A text broken into lines at blanks, and between characters of scripts without blanks.
  static func wrap(_ text: String, indent: Int = 0, width: Int?) -> String {
    let text = clean(text)
    guard let width, width > indent + 10 else { return text + "\n" }
    let margin = String(repeating: " ", count: indent)
    var lines = ""
    var line = ""
    var used = 0
    var word = ""
    var wordWidth = 0
    func place() {
      guard !word.isEmpty else { return }
      if used + wordWidth > width, used > indent {
        while line.last == " " { line.removeLast() }
        lines += line + "\n"
        line = margin
        used = indent
        if word == " " {
          word = ""
          wordWidth = 0
          return
        }
      }
      line += word
      used += wordWidth
      word = ""
      wordWidth = 0
    }
    // Marks that close a phrase stay with the character before them.
    let closing: Set<Character> = ["，", "。", "；", "：", "、", "）", "”", "》"]
    for character in text {
      let columns = DisplayWidth.of(character)
      if character == " " || columns == 2 && !closing.contains(character) { place() }
      word.append(character)
      wordWidth += columns
      if character == " " { place() }
    }
    place()
    while line.last == " " { line.removeLast() }
    return lines + line + "\n"
  }
}
