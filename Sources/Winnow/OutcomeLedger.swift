internal import PortfolioCore
internal import PortfolioImport
internal import PortfolioReview
internal import PortfolioStore

/// The outcomes of a backtest's rights from the rows of its file: every row is used, repeats another, or is refused with
/// its reason.
struct OutcomeLedger {
  private(set) var outcomes: [Int64: BacktestOutcome] = [:]
  private(set) var problems: [Problem] = []
  private let report: ImportReport
  private let file: String
  private var repeated: [Int] = []

  init(file: String, rows: [OutcomeRow], rights: [Int: Int64], report: ImportReport) {
    self.file = file
    self.report = report
    let refused = Set(report.refusals.map(\.line))
    // Where the column says 1 or 0, an empty cell says nothing; where it holds days, that none was seen.
    let saysFlags = rows.contains { $0.lapsed != nil }
    var ofRight: [Int64: [OutcomeRow]] = [:]
    var order: [Int64] = []
    for row in rows {
      guard let right = rights[row.line] else {
        // A row that was neither refused nor kept says word for word what another says.
        if !refused.contains(row.line) { repeated.append(row.line) }
        continue
      }
      if ofRight[right] == nil { order.append(right) } else { repeated.append(row.line) }
      ofRight[right, default: []].append(row)
    }
    for right in order {
      let rows = ofRight[right] ?? []
      let unreadable = rows.compactMap(\.problem)
      problems += unreadable
      if !unreadable.isEmpty {
        outcomes[right] = refusal(.outcomeUnreadable)
      } else if contradict(rows) {
        outcomes[right] = refusal(.outcomesContradict)
        problems.append(contradiction(rows))
      } else if let outcome = outcome(rows, saysFlags: saysFlags) {
        outcomes[right] = outcome
      }
    }
    if let first = repeated.first {
      let lines = repeated.prefix(5).map(String.init)
      problems.append(
        Problem(
          .outcomeRepeated, at: Place(file: file, line: first), value: "\(repeated.count)",
          zh: "\(repeated.count) 行与其他行是同一权利，每项权利只计一次；首见第 \(lines.joined(separator: "、")) 行",
          en:
            "Rows of a right that another row is of: \(repeated.count); each right counts once; first at lines \(lines.joined(separator: ", "))"
        ))
    }
  }

  private func refusal(_ reason: BacktestReport.Exclusion.Reason) -> BacktestOutcome {
    var outcome = BacktestOutcome()
    outcome.refusal = reason
    return outcome
  }

  /// Silence contradicts nothing: a row without an outcome stands beside one that tells of a lapse.
  private func contradict(_ rows: [OutcomeRow]) -> Bool {
    Set(rows.compactMap(\.lapsedOn)).count > 1 || Set(rows.compactMap(\.lapsed)).count > 1
      || (rows.contains { $0.lapsed == false } && rows.contains { $0.lapsedOn != nil })
  }

  /// Nil where nothing is known.
  private func outcome(_ rows: [OutcomeRow], saysFlags: Bool) -> BacktestOutcome? {
    let outcome = BacktestOutcome(
      lapsedOn: rows.compactMap(\.lapsedOn).first, lapsed: rows.compactMap(\.lapsed).first,
      isLeftOut: rows.contains(where: \.isLeftOut))
    let isSilent = outcome.lapsedOn == nil && outcome.lapsed == nil && !outcome.isLeftOut
    return isSilent && saysFlags ? nil : outcome
  }

  private func contradiction(_ rows: [OutcomeRow]) -> Problem {
    let lines = rows.map { String($0.line) }
    let told = rows.map { row in
      row.lapsedOn?.iso ?? row.lapsed.map { $0 ? "1" : "0" } ?? "–"
    }
    return Problem(
      .outcomesContradict, at: Place(file: file, line: rows.first?.line), value: told.joined(separator: ", "),
      zh: "第 \(lines.joined(separator: "、")) 行是同一权利，结局不同；该项不参加检验",
      en:
        "Lines \(lines.joined(separator: ", ")) are of one right and tell different outcomes; it is not tested",
      remedy: BilingualText(zh: "核对后只留正确的一行", en: "Keep the row that is right"))
  }

  /// The account of the rows: those read are the rights, the repeated and the refused ones.
  func account(rights: Int) -> BacktestRows {
    var byCode: [(code: ProblemCode, lines: [Int])] = []
    for refusal in report.refusals {
      guard let code = refusal.problems.first?.code else { continue }
      if let index = byCode.firstIndex(where: { $0.code == code }) {
        byCode[index].lines.append(refusal.line)
      } else {
        byCode.append((code, [refusal.line]))
      }
    }
    return BacktestRows(
      read: report.rows, rights: rights, repeated: report.rows - rights - report.refused,
      refused: byCode.map {
        BacktestRows.Refused(code: $0.code, rows: $0.lines.count, lines: Array($0.lines.prefix(5)))
      })
  }
}
