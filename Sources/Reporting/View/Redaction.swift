import PolicyModels
import PortfolioCore
import PortfolioReview

/// What a report withholds, so that it can be shown outside the house.
public enum Redaction: String, CaseIterable, Sendable {
  /// The titles of rights.
  case titles
  /// The names of owners, units and business lines, of the portfolio and of files.
  case names
  /// Every amount of money.
  case amounts
}

extension ReportOptions {
  /// The rows that a report is about, in the order of the table.
  func rows(of run: ReviewRun) -> [Int] {
    let all = 0..<run.table.count
    guard let unit else { return Array(all) }
    return all.filter { run.table.text("unit", $0) == unit }
  }

  /// The unit's name as the report shows it.
  func unitShown(_ rows: [Int], _ run: ReviewRun) -> String? {
    guard let unit else { return nil }
    return rows.first.map { run.table.text("unit", $0) } ?? (redact.contains(.names) ? nil : unit)
  }
}

extension ReportBuilder {
  /// What is withheld, as a sentence.
  var redactionRemarks: [String] {
    let words: [(Redaction, WorkbookText)] = [(.titles, .titles), (.names, .names), (.amounts, .amounts)]
    let what = words.filter { options.redact.contains($0.0) }.map { wording.text($0.1) }
    return what.isEmpty ? [] : [wording.text(.redactedNote, ["what": wording.list(what)])]
  }
}

extension ReviewRun {
  /// The run without what is withheld. It is taken out before anything is written, so that no form of report can
  /// show it. Names that tell rights apart become numbered words.
  func redacted(_ redact: Set<Redaction>, _ language: Language) -> ReviewRun {
    guard !redact.isEmpty else { return self }
    let wording = Wording(language: language, currency: currency)
    var run = self
    if redact.contains(.titles) {
      for name in ["title", "title-translated"] {
        run.table.replace(name) { _ in wording.text(WorkbookText.redactedTitle) }
      }
    }
    if redact.contains(.names) {
      run.portfolioName = wording.text(WorkbookText.redactedName)
      for (name, label) in [("owner", ReportText.owner), ("unit", .unit), ("business-line", .businessLine)] {
        var numbers: [String: Int] = [:]
        run.table.replace(name) { text in
          let number = numbers[text] ?? numbers.count + 1
          numbers[text] = number
          return "\(wording.text(label)) \(number)"
        }
      }
      run.imports = imports.enumerated().map { index, record in
        ImportRecord(
          file: "\(wording.text(.file)) \(index + 1)", mapping: record.mapping, observedOn: record.observedOn,
          rows: record.rows, stored: record.stored, merged: record.merged, refused: record.refused,
          unchanged: record.unchanged)
      }
    }
    // Messages quote what stands in the files, amounts too.
    run.problems = problems.map {
      Problem($0.code, severity: $0.severity, zh: $0.code.title.zh, en: $0.code.title.en)
    }
    // A plan is made of amounts, and its rules name units and products.
    if redact.contains(.amounts) || redact.contains(.names) { run.plan = nil }
    // The panel of indicators is a table of units.
    if redact.contains(.names) { run.indicators = nil }
    // Documents are named after people and contracts.
    if redact.contains(.names) {
      let name = wording.text(WorkbookText.redactedName)
      run.gates = run.gates?.naming(document: name, recordedBy: name, rightIDs: table.rightIDs)
    }
    if redact.contains(.amounts) {
      let reason = BilingualText(
        zh: WorkbookText.redactedAmounts.rawValue.before("|"),
        en: WorkbookText.redactedAmounts.rawValue.after("|"))
      run.fees.amounts = Array(repeating: 0, count: fees.amounts.count)
      run.fees.certainty = Array(repeating: .none, count: fees.certainty.count)
      run.fees.reasons = [reason]
      run.fees.unknown = []
      run.fees.paid = []
      run.fees.unrecorded = fees.unrecorded?.map { fee in
        var fee = fee
        fee.minorUnits = nil
        return fee
      }
      run.fees.reasonOfRow = Array(repeating: 0, count: fees.reasonOfRow.count)
      run = run.withoutValues()
      for fact in FactCatalogue.all where fact.isMoney {
        guard var column = table[fact.id] else { continue }
        column.states = column.states.map { $0 == .known ? .notApplicable : $0 }
        run.table.set(column)
        // Their states are no findings any more: tables leave these facts out, or say that they are withheld.
        run.withheldFacts.insert(fact.id)
      }
    }
    return run
  }
}

extension FactTable {
  /// Gives every text of a name that is not empty another text.
  fileprivate mutating func replace(_ name: String, _ other: (String) -> String) {
    guard let column = texts[name] else { return }
    var replaced = TextColumn()
    for row in 0..<count {
      let text = column[row]
      replaced.append(text.isEmpty ? "" : other(text))
    }
    texts[name] = replaced
  }
}

extension String {
  fileprivate func before(_ bar: Character) -> String {
    String(prefix { $0 != bar })
  }
  fileprivate func after(_ bar: Character) -> String {
    firstIndex(of: bar).map { String(self[index(after: $0)...]) } ?? self
  }
}
