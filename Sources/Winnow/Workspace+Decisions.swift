internal import Foundation
public import PortfolioCore
internal import PortfolioImport
public import PortfolioReview
internal import PortfolioStore
public import Reporting

extension Workspace {
  /// The rules on who must sign which decision, and its papers.
  /// - Throws: ``ProblemList`` when the model does not load.
  public func decisionPolicy() throws -> DecisionPolicy {
    try catalogue.load(DecisionPolicy.self, id: "house-rules").0
  }

  /// What documents about decisions need beside them. Titles and units are those of a run.
  public func recordContext(run: ReviewRun?, asOf day: CalendarDay, language: Language) throws
    -> RecordContext
  {
    var context = RecordContext(
      language: language, portfolio: run?.portfolioName ?? "", asOf: day, policy: try decisionPolicy())
    context.outcomes = try outcomeNames()
    guard let run else { return context }
    for (row, id) in run.table.rightIDs.enumerated() {
      context.titles[id] = run.table.text("title", row)
      context.units[id] = run.table.text("unit", row)
    }
    return context
  }

  /// A cycle by its name.
  /// - Throws: ``ProblemList`` (DEC014) when there is none.
  public func cycle(_ name: String) throws -> CycleRecord {
    let cycles = try store.cycles()
    if let found = cycles.last(where: { $0.cycle.name == name }) { return found }
    let known = cycles.map(\.cycle.name).joined(separator: ", ")
    throw ProblemList(
      Problem(
        .noSuchCycle, value: name, zh: "没有这个评审周期", en: "There is no such cycle",
        remedy: BilingualText(
          zh: known.isEmpty ? "用 winnow cycle open 开启" : "已有：\(known)",
          en: known.isEmpty ? "Open one with winnow cycle open" : "Known: \(known)")))
  }

  // MARK: Deciding

  /// Drafts decisions on a run's rights as things stand.
  /// - Parameters:
  ///   - requests: what is asked for.
  ///   - day: the day of deciding, whose fees and states count.
  ///   - cycle: the cycle that they belong to.
  ///   - because: why conflicts are accepted; nil where they are not.
  ///   - origin: what the working list says of itself, where they come from one.
  public func drafts(
    _ requests: [DecisionRequest], on run: ReviewRun, day: CalendarDay, cycle: CycleRecord? = nil,
    because: String? = nil, origin: WorkingListOrigin? = nil
  ) throws -> DecisionDrafts {
    try drafter(on: run, day: day, cycle: cycle, origin: origin).drafts(requests, because: because)
  }

  private func drafter(
    on run: ReviewRun, day: CalendarDay, cycle: CycleRecord? = nil, origin: WorkingListOrigin? = nil
  ) throws -> DecisionDrafter {
    DecisionDrafter(
      run: run, latestRun: try runs().last?.id ?? run.id, book: try store.decisionBook(),
      outlook: try feeOutlook(asOf: day), changed: try store.rightsChanged(after: run.imports.count),
      policy: try decisionPolicy(), cycle: cycle, gates: try gateCheck(asOf: day), cycles: try store.cycles(),
      origin: origin)
  }

  /// What another person must see before signing decisions: as errors what a signature cannot answer for, as warnings
  /// what was accepted when they were taken, and what has changed since.
  public func conflictsAtSigning(_ lines: [DecisionBook.Line], day: CalendarDay) throws -> [Problem] {
    let byRun = Dictionary(grouping: lines, by: \.decision.run)
    return try byRun.keys.sorted().flatMap { number -> [Problem] in
      let drafter = try drafter(on: try run(number), day: day)
      return (byRun[number] ?? []).flatMap { drafter.conflictsAtSigning($0) }
    }
  }

  /// Puts drafted decisions on record, all or none.
  /// - Throws: ``ProblemList`` when anything speaks against them that was not accepted, or when something was
  ///   recorded about one of the rights meanwhile.
  public func record(_ drafts: DecisionDrafts, by signature: JournalSignature) throws -> [JournalEntry] {
    let isAccepted = drafts.decisions.allSatisfy { $0.accepted.isEmpty || $0.acceptedBecause != nil }
    guard drafts.problems.isEmpty, isAccepted else {
      throw ProblemList(drafts.problems + (isAccepted ? [] : drafts.conflicts))
    }
    guard !drafts.decisions.isEmpty else {
      if !drafts.unchanged.isEmpty { return [] }
      throw ProblemList(
        Problem(
          .nobodyDecided, zh: "没有可记录的决定", en: "There is no decision to record",
          remedy: BilingualText(
            zh: "在“决定”列中选择，或用筛选条件和 --action 指定",
            en: "Choose in the column of decisions, or name rights and an --action")))
    }
    return try store.record(drafts.decisions.map { .decision($0) }, by: signature)
  }

  /// The decisions of a working list that came back.
  /// - Parameter otherwise: who, when and why, for rows that do not say it themselves.
  /// - Returns: the decisions of all rows that can be read, what is wrong with the others, and what the list says of
  ///   itself.
  /// - Throws: ``ProblemList`` when the file cannot be read or is no working list.
  public func decisions(
    inFile path: String, on run: ReviewRun, by: String?, role: String, day: CalendarDay,
    effective: CalendarDay? = nil, reasonCode: String? = nil, reason: String? = nil, abroad: Bool? = nil
  ) throws -> DecisionFile {
    try DecisionFile(
      path: path, run: run,
      otherwise: DecisionFile.Otherwise(
        decidedBy: by, role: role, day: day, reason: reason, reasonCode: reasonCode, effective: effective,
        abroad: abroad))
  }

  /// The standing decisions of some rights.
  /// - Throws: ``ProblemList`` naming every right that has none, by `code`.
  public func standing(
    _ rights: [Int64], numbers: (Int64) -> String, otherwise code: ProblemCode
  ) throws -> [DecisionBook.Line] {
    let book = try store.decisionBook()
    var problems: [Problem] = []
    let lines = rights.compactMap { id -> DecisionBook.Line? in
      if let line = book.standing(id) { return line }
      problems.append(
        Problem(
          code, value: numbers(id), zh: "这项权利没有现行的决定", en: "No decision stands for this right",
          remedy: BilingualText(
            zh: "查看：winnow decide 数据库 --list", en: "winnow decide STORE --list shows what there is")))
      return nil
    }
    guard problems.isEmpty else { throw ProblemList(problems) }
    return lines
  }

  // MARK: Papers

  /// Puts a paper on record: its name and the hash of its bytes; the file stays where it is.
  /// - Throws: ``ProblemList`` when there is no such file or right, or the file is empty.
  public func recordPaper(
    of rightID: Int64, number: String, gate: String, acts: [GatedAct], document path: String,
    from day: CalendarDay, validTo: CalendarDay?, by signature: JournalSignature
  ) throws -> JournalEntry? {
    let digest = try FileDigest.of(path)
    let (gates, _) = try catalogue.load(GateModel.self, id: "cn")
    // What it answers is kept with it: it lifts nothing of what comes later.
    let answers = try gates.gates.first { $0.id == gate }.flatMap {
      try EvidenceAnswers.facts(ofRight: rightID, gate: $0, on: day, store: store, catalogue: catalogue)
    }
    let evidence = GateEvidence(
      rightID: rightID, gate: gate, acts: acts, document: (path as NSString).lastPathComponent,
      digest: digest, recordedBy: signature.actor, day: day, validTo: validTo, answers: answers)
    return try store.record(evidence: evidence, number: number, by: signature)
  }

  /// The gates and papers by which evidence can be recorded.
  public func evidenceIDs() throws -> Set<String> {
    let (gates, _) = try catalogue.load(GateModel.self, id: "cn")
    return Set(try decisionPolicy().papers.map(\.id)).union(gates.gates.map(\.id))
  }

  // MARK: Execution

  /// The gates as they stand on a day, by the papers on record and the holder of the latest run; before the first
  /// run there is nothing to ask.
  public func gateCheck(asOf day: CalendarDay) throws -> GateCheck {
    guard let latest = try runs().last else { return GateCheck(nil) }
    return GateCheck(try preview(asOf: day, model: try run(latest.id).gradingModel.header.id))
  }

  /// The fees of a year by unit: planned by a run, decided, paid by the outlook's day; nil when the run's forecast does
  /// not reach the year.
  public func budget(_ year: Int, run: ReviewRun, _ outlook: FeeOutlook) throws -> BudgetComparison? {
    let book = try store.decisionBook(asOf: outlook.asOf)
    return BudgetComparison(
      run: run, book: book, outlook: outlook, gates: try gateCheck(asOf: outlook.asOf), year: year,
      owners: try registerOwners(asOf: outlook.asOf, book))
  }

  /// The list for whoever pays the fees.
  public func executionList(_ outlook: FeeOutlook, days: Int) throws -> ExecutionList {
    let book = try store.decisionBook(asOf: outlook.asOf)
    return ExecutionList(
      outlook: outlook, book: book, days: days, gates: try gateCheck(asOf: outlook.asOf),
      owners: try registerOwners(asOf: outlook.asOf, book))
  }

  /// The owners by the register beside what stands decided.
  func registerOwners(asOf day: CalendarDay, _ book: DecisionBook) throws -> RegisterOwners {
    try RegisterOwners(store: store, asOf: day, book: book) { run in (try? self.run(run))?.table }
  }

  /// The papers that standing decisions lack on a day.
  public func missingPapers(asOf day: CalendarDay) throws -> [MissingPaper] { try missing(asOf: day).papers }

  /// The papers that standing decisions lack on a day, and the questions behind them of which the portfolio holds no
  /// data at all.
  public func missing(asOf day: CalendarDay) throws -> (papers: [MissingPaper], questions: [OpenQuestion]) {
    let (book, outlook) = (try store.decisionBook(asOf: day), try feeOutlook(asOf: day))
    let gates = try gateCheck(asOf: day)
    return (
      MissingPaper.list(
        book: book, evidence: try store.gateEvidence(asOf: day), policy: try decisionPolicy(),
        outlook: outlook,
        gates: gates), OpenQuestion.list(book: book, outlook: outlook, gates: gates)
    )
  }

  /// Puts on record what was done with a right under the decision that stands.
  /// - Parameter document: the path of the paper that proves it; nil for what the register says.
  /// - Throws: ``ProblemList`` when no decision stands or the paper is not there.
  public func recordResult(
    of rightID: Int64, number: String, _ outcome: ExecutionResult.Outcome, on day: CalendarDay,
    document: String?, note: String?, by signature: JournalSignature
  ) throws -> JournalEntry? {
    let line = try standing([rightID], numbers: { _ in number }, otherwise: .nobodyDecided).first
    guard let line else { return nil }
    let result = ExecutionResult(
      rightID: rightID, number: number, decision: line.entry, outcome: outcome, day: day,
      document: document.map { ($0 as NSString).lastPathComponent },
      digest: try document.map { try FileDigest.of($0) }, recordedBy: signature.actor, note: note)
    return try store.record([.result(result)], by: signature).first
  }

  /// The gates that stood before what was done on the day on which it was done, and that neither a paper opened nor the
  /// decision may leave as they were: one warning, or none. What was done is put on record all the same.
  public func gatesPassed(
    of rightID: Int64, number: String, _ outcome: ExecutionResult.Outcome, on day: CalendarDay
  ) throws -> [Problem] {
    guard outcome != .paid, let decision = try store.decisionBook().standing(rightID)?.decision,
      decision.action.results.contains(outcome)
    else { return [] }
    let inTheWay = try gateCheck(asOf: day).hindrance(decision, on: day).inTheWay
    guard let sentence = GateCheck.sentence(inTheWay) else { return [] }
    return [
      Problem(
        .closedGate, severity: .warning, value: number,
        zh: "\(day.iso) 完成时门槛尚未解除：\(sentence.zh)",
        en: "Done on \(day.iso) although gates were not open: \(sentence.en)",
        remedy: BilingualText(
          zh: "补交并登记文件：winnow evidence add", en: "Get the papers and record them with winnow evidence add"))
    ]
  }

  /// What was decided beside the register and the ledger of a day.
  public func executionCheck(_ outlook: FeeOutlook) throws -> ExecutionCheck {
    let book = try store.decisionBook(asOf: outlook.asOf)
    return ExecutionCheck(
      outlook: outlook, book: book, cycles: try store.cycles(asOf: outlook.asOf),
      gates: try gateCheck(asOf: outlook.asOf), owners: try registerOwners(asOf: outlook.asOf, book))
  }
}

/// The hash of a file's bytes.
enum FileDigest {
  /// - Throws: ``ProblemList`` when the file is not there or cannot be read.
  static func of(_ path: String) throws -> String {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
      let handle = FileHandle(forReadingAtPath: path)
    else {
      throw ProblemList(
        Problem(
          .noSuchFile, at: Place(file: path), zh: "没有这个文件", en: "There is no such file",
          remedy: BilingualText(zh: "检查路径；文件名含空格时加引号", en: "Check the path; quote names with spaces")))
    }
    defer { try? handle.close() }
    var hasher = SHA256Hasher()
    var isEmpty = true
    while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
      isEmpty = false
      piece.withUnsafeBytes { hasher.update($0) }
    }
    guard !isEmpty else {
      throw ProblemList(
        Problem(
          .emptyFile, at: Place(file: path), zh: "文件是空的，不能作为证明", en: "The file is empty and proves nothing",
          remedy: BilingualText(zh: "核对文件，重新下载或扫描", en: "Check the file; download or scan it again")))
    }
    return hasher.finish().hex
  }
}
