internal import PortfolioCore
internal import PortfolioReview

/// Finds rights by what people type.
struct RightFinder {
  let run: ReviewRun

  /// The row of the right that a text names.
  func row(of text: String) throws -> Int {
    let wanted = RightFinder.plain(text)
    var matches: [Int] = []
    if !wanted.isEmpty {
      for row in 0..<run.table.count where names(row, wanted) { matches.append(row) }
    }
    if let only = matches.first, matches.count == 1 { return only }
    // A number in full wins over one that is only a part of others.
    if let exact = matches.first(where: { run.table.text("number", $0) == text }) { return exact }
    if matches.isEmpty {
      throw ProblemList(
        Problem(
          .noSuchRight, value: text,
          zh: run.id > 0 ? "第 \(run.id) 次评审中没有这个编号的权利" : "组合中没有这个编号的权利",
          en: run.id > 0
            ? "Run \(run.id) has no right of this number" : "The portfolio has no right of this number",
          remedy: BilingualText(
            zh: similar(wanted, zh: true), en: similar(wanted, zh: false))))
    }
    let list = matches.prefix(5).map { run.table.text("number", $0) }.joined(separator: ", ")
    throw ProblemList(
      Problem(
        .ambiguousRight, value: text, zh: "有 \(matches.count) 项权利对应这个编号：\(list)",
        en: "\(matches.count) rights have this number: \(list)",
        remedy: BilingualText(zh: "写出完整编号", en: "Give the full number")))
  }

  private func names(_ row: Int, _ wanted: String) -> Bool {
    for column in ["number", "application-number", "publication-number"] {
      let own = RightFinder.plain(run.table.text(column, row))
      if own.isEmpty { continue }
      if own == wanted || own == withoutOffice(wanted, row) { return true }
    }
    return false
  }

  /// A Chinese number is often written with ZL or without the office.
  private func withoutOffice(_ wanted: String, _ row: Int) -> String {
    let office = run.table[.office]?.category(row) ?? ""
    for prefix in [office, "ZL"] where !prefix.isEmpty && wanted.hasPrefix(prefix) {
      return String(wanted.dropFirst(prefix.count))
    }
    return office + wanted
  }

  private func similar(_ wanted: String, zh: Bool) -> String {
    let near = (0..<run.table.count).lazy
      .map { run.table.text("number", $0) }
      .filter { number in
        let plain = RightFinder.plain(number)
        return !wanted.isEmpty && (plain.contains(wanted) || wanted.contains(plain)) && !plain.isEmpty
      }
      .prefix(3)
    let names = near.joined(separator: ", ")
    if names.isEmpty { return zh ? "编号见 winnow list" : "winnow list shows the numbers" }
    return zh ? "是否为：\(names)？" : "Did you mean: \(names)?"
  }

  /// Letters and digits only, in capitals.
  static func plain(_ text: String) -> String {
    String(text.uppercased().unicodeScalars.filter { $0.properties.isAlphabetic || ("0"..."9").contains($0) })
  }
}
