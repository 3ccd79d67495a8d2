import PortfolioCore

extension Problem {
  static func fileTooLarge(_ name: String, _ limits: ReadLimits) -> Problem {
    let size = limits.fileBytes >> 20
    return Problem(
      .overLimit, at: Place(file: name), zh: "文件超过 \(size) MB 的上限",
      en: "the file is over the limit of \(size) MB",
      remedy: BilingualText(zh: "请分批导出，再逐个导入。", en: "Export it in parts and import one after the other."))
  }

  static func nothingIn(_ name: String) -> Problem {
    Problem(
      .emptyFile, at: Place(file: name), zh: "文件中没有任何内容", en: "there is nothing in the file",
      remedy: BilingualText(
        zh: "请重新导出；若导出结果本来为空，则无需导入。", en: "Export it again; if the result really is empty, leave it out."))
  }

  static func cellTooLarge(_ name: String, line: Int, cell: Int, limits: ReadLimits) -> Problem {
    let size = ReadLimits.described(limits.cellBytes)
    return Problem(
      .overLimit, at: Place(file: name, line: line, column: "\(cell)"),
      zh: "第 \(cell) 个单元格超过 \(size) 的上限，该行未读取",
      en: "cell \(cell) is over the limit of \(size); the row was refused",
      remedy: BilingualText(
        zh: "请检查该单元格，常见原因是引号没有闭合。", en: "Look at that cell; often a quote was not closed."))
  }

  static func tooManyCells(_ name: String, line: Int, count: Int, limits: ReadLimits) -> Problem {
    Problem(
      .overLimit, at: Place(file: name, line: line),
      zh: "该行有 \(count) 个单元格，超过 \(limits.cellsInRow) 的上限，未读取",
      en: "the row has \(count) cells, over the limit of \(limits.cellsInRow); it was refused",
      remedy: BilingualText(
        zh: "请检查该行的分隔符和换行是否完整。", en: "Check the row's delimiters and line ends."))
  }

  static func rowTooLarge(_ name: String, line: Int, limits: ReadLimits) -> Problem {
    let size = ReadLimits.described(limits.sheetRowBytes)
    return Problem(
      .overLimit, at: Place(file: name, line: line), zh: "该行文字超过 \(size) 的上限，未读取",
      en: "the row's text is over the limit of \(size); it was refused",
      remedy: BilingualText(zh: "请检查该行内容，或重新导出。", en: "Look at that row, or export the file again."))
  }

  static func quoteNotClosed(_ name: String, line: Int, cell: Int, value: String) -> Problem {
    Problem(
      .unclosedQuote, at: Place(file: name, line: line, column: "\(cell)"), value: value,
      zh: "第 \(cell) 个单元格以引号开头，但引号没有闭合；该行未读取，从下一行继续",
      en:
        "cell \(cell) opens with a quote that is not closed; the row was refused, the next line is read",
      remedy: BilingualText(
        zh: "请在该单元格末尾补上引号 \"，单元格内部的引号要写成两个 \"\"。",
        en: "Close the cell with a quote \", and write quotes inside a cell twice \"\"."))
  }

  static func quoteStray(_ name: String, line: Int, cell: Int) -> Problem {
    Problem(
      .strayQuote, at: Place(file: name, line: line, column: "\(cell)"),
      zh: "第 \(cell) 个单元格的引号之后还有文字，已并入同一单元格",
      en: "text follows the closing quote of cell \(cell); it was kept as part of the cell",
      remedy: BilingualText(
        zh: "请核对该单元格；单元格内部的引号要写成两个 \"\"。",
        en: "Check that cell; quotes inside a cell are written twice \"\"."))
  }

  static func encodingGuessed(_ name: String) -> Problem {
    Problem(
      .guessedEncoding, at: Place(file: name),
      zh: "文件不是 UTF-8，按 Windows-1252（西欧）编码读取",
      en: "the file is not UTF-8 and was read as Windows-1252 (Western European)",
      remedy: BilingualText(
        zh: "如出现乱码，请重新导出并选择 UTF-8 编码。", en: "If characters look wrong, export it again as UTF-8."))
  }

  /// One problem a line for the first lines, then one for all others.
  static func brokenText(_ name: String, flaws: TextFlaws, lines: (Int) -> Int) -> [Problem] {
    listed(flaws.replaced, lines) { line, count in
      Problem(
        .replacedBytes, at: Place(file: name, line: line),
        zh: "\(count) 处字节不是有效文字，已替换为 \u{FFFD}",
        en: "\(count) broken byte sequence\(count == 1 ? "" : "s") replaced by \u{FFFD}",
        remedy: BilingualText(
          zh: "请核对该行内容，常见原因是文本被截断或混用了编码。",
          en: "Check that line; often text was cut off or two encodings were mixed."))
    }
      + listed(flaws.nulBytes, lines) { line, count in
        Problem(
          .removedNulBytes, at: Place(file: name, line: line), zh: "删除了 \(count) 个空字节（NUL）",
          en: "\(count) NUL byte\(count == 1 ? "" : "s") removed",
          remedy: BilingualText(
            zh: "请核对该行内容；文件可能在传输或写入时受损。",
            en: "Check that line; the file may have been damaged when it was written or sent."))
      }
  }

  private static func listed(
    _ flaws: TextFlaws.Places, _ lines: (Int) -> Int, _ problem: (Int, Int) -> Problem
  ) -> [Problem] {
    var byLine: [(line: Int, count: Int)] = []
    for offset in flaws.offsets {
      let line = lines(offset)
      if let last = byLine.last, last.line == line {
        byLine[byLine.count - 1].count += 1
      } else {
        byLine.append((line, 1))
      }
    }
    let shown = byLine.prefix(20)
    var problems = shown.map { problem($0.line, $0.count) }
    let rest = flaws.count - shown.reduce(0) { $0 + $1.count }
    if rest > 0, let first = byLine.dropFirst(20).first ?? byLine.last {
      var more = problem(first.line, rest)
      more.message.zh += "（从该行起，其余各行合计）"
      more.message.en += " (from this line on, all further lines together)"
      problems.append(more)
    }
    return problems
  }
}

extension ReadLimits {
  /// A number of bytes for a person.
  static func described(_ bytes: Int) -> String {
    bytes >= 1 << 20 ? "\(bytes >> 20) MB" : bytes >= 1 << 10 ? "\(bytes >> 10) KB" : "\(bytes) B"
  }
}
