internal import Foundation
public import PortfolioCore
public import PortfolioImport
public import PortfolioStore

/// How an import is to be done.
public struct ImportOptions: Sendable {
  /// The id of a mapping, or the path of the user's own mapping file; nil to find it by the headers.
  public var mapping: String?
  /// The day on which changing values (status, citations) were seen: the day of the export.
  public var observedOn: CalendarDay
  /// True when the user stated that day; a guessed one moves on when the file shows later days.
  public var isObservedOnStated: Bool
  /// How dates such as 03/04/2015 are read, whatever the columns' values show.
  public var dateOrder: DateOrder?
  /// The day of the program's run, after which nobody can have answered a questionnaire; nil for ``observedOn``.
  public var today: CalendarDay?
  /// Try everything, store nothing.
  public var dryRun: Bool
  /// Which rows that were known before and are not in the native files end on their day.
  public var rowEnding = RowEnding.none
  /// Asked at every row; when it answers true the import ends with a `CancellationError`, and nothing is stored.
  public var shouldStop: @Sendable () -> Bool = { false }

  /// Options.
  public init(
    mapping: String? = nil, observedOn: CalendarDay, isObservedOnStated: Bool = true,
    dateOrder: DateOrder? = nil,
    dryRun: Bool = false
  ) {
    self.mapping = mapping
    self.observedOn = observedOn
    self.isObservedOnStated = isObservedOnStated
    self.dateOrder = dateOrder
    self.dryRun = dryRun
  }
}

/// What an import did.
public struct ImportReport: Sendable {
  /// One file or table.
  public struct File: Sendable {
    /// How it was read.
    public let mapping: String
    /// How well the mapping fits, 0 to 1.
    public let score: Double
    /// The second best mapping and its score.
    public let runnerUp: (name: String, score: Double)?
    /// The counts.
    public let counts: ImportCounts
    /// The header's cells, as they stand in the file.
    public let header: [String]
    /// The byte between the cells of a row's source text.
    public let delimiter: UInt8
  }

  /// The files in the order read.
  public let files: [File]
  /// The refused rows.
  public let refusals: [ImportSession.Refusal]
  /// Everything worth knowing, in the order found.
  public let problems: [Problem]
  /// The day on which changing values count as seen.
  public let observedOn: CalendarDay
  /// The first drafts as they would be stored; filled in a dry run.
  public let preview: [RightDraft]

  /// All data rows.
  public var rows: Int { files.reduce(0) { $0 + $1.counts.rows } }
  /// Rows that brought something new.
  public var stored: Int { files.reduce(0) { $0 + $1.counts.stored } }
  /// Rows joined to another row's right.
  public var merged: Int { files.reduce(0) { $0 + $1.counts.merged } }
  /// Rows refused.
  public var refused: Int { files.reduce(0) { $0 + $1.counts.refused } }
  /// Rows that changed nothing.
  public var unchanged: Int { files.reduce(0) { $0 + $1.counts.unchanged } }
  /// Rows known before that ended, because the files do not hold them.
  public var ended: Int { files.reduce(0) { $0 + $1.counts.ended } }
  /// Rows that had ended and are there again.
  public var resumed: Int { files.reduce(0) { $0 + $1.counts.resumed } }
  /// Rows of the files that count only until a later day, on which their table was seen whole without them.
  public var endedLater: Int { files.reduce(0) { $0 + $1.counts.endedLater } }
}

extension Workspace {
  /// Imports exports, or folders in the native format, in one transaction: all files or none.
  /// - Throws: ``ProblemList`` when a file cannot be opened or read at all, with the problems of all files;
  ///   `CancellationError` when it is asked to stop.
  @discardableResult
  public func importPortfolio(
    from paths: [String], options: ImportOptions, progress: (String) -> Void = { _ in }
  ) throws -> ImportReport {
    // Filled-in questionnaires are known by their mark; everything else goes by its layout.
    let (forms, others) = try QuestionnaireFile.among(paths.flatMap(Workspace.exports))
    let remarks = try checked(forms, today: options.today ?? options.observedOn)
    let plans = others.isEmpty ? [] : try plans(others, options)
    progress((plans.map(\.file.name) + forms.map(\.name)).joined(separator: ", "))
    do {
      return try importPlanned(plans, forms, remarks, options, paths, observedOn: options.observedOn)
    } catch let later as LaterDay {
      // The export shows a day after the guessed one, so it was made on that day or after it.
      return try importPlanned(plans, forms, remarks, options, paths, observedOn: later.day)
    }
  }

  /// Imports one export or folder, its mapping given or found.
  @discardableResult
  public func importPortfolio(
    from path: String, mapping: String? = nil, observedOn: CalendarDay
  ) throws -> ImportReport {
    try importPortfolio(from: [path], options: ImportOptions(mapping: mapping, observedOn: observedOn))
  }

  private func plans(_ paths: [String], _ options: ImportOptions) throws -> [ImportPlan] {
    var plans: [ImportPlan] = []
    var problems: [Problem] = []
    for path in paths {
      do {
        plans += try PortfolioReader.plan(
          path: path, name: path, mapping: options.mapping, catalogue: catalogue,
          latestYear: options.observedOn.year,
          dateOrder: options.dateOrder)
      } catch let list as ProblemList {
        problems += list.problems
      }
    }
    problems += plans.filter { !$0.canBeRead }.flatMap(\.problems)
    guard problems.isEmpty else { throw ProblemList(problems) }
    return plans
  }

  /// A folder that holds no table of the native format stands for the exports in it.
  private static func exports(_ path: String) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue,
      let names = try? FileManager.default.contentsOfDirectory(atPath: path),
      !names.contains(where: { $0.hasSuffix(".csv") && NativeFormat.table(String($0.dropLast(4))) != nil })
    else { return [path] }
    let files = names.filter { name in
      !name.hasPrefix(".")
        && [".csv", ".tsv", ".xlsx", ".xls", ".json", ".txt"].contains { name.lowercased().hasSuffix($0) }
    }
    return files.isEmpty ? [path] : files.sorted().map { path + "/" + $0 }
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  /// Thrown to start again when the guessed day of observation proves too early.
  private struct LaterDay: Error {
    let day: CalendarDay
  }

  /// What is to be said of forms that may be imported.
  /// - Throws: ``ProblemList`` when one is of another model or portfolio, or of a day to come.
  private func checked(_ forms: [QuestionnaireFile], today: CalendarDay) throws -> [Problem] {
    guard !forms.isEmpty else { return [] }
    let names = try portfolioNames()
    let problems = forms.flatMap { $0.problems(catalogue, portfolios: names, today: today) }
    let errors = problems.filter { $0.severity == .error }
    guard errors.isEmpty else { throw ProblemList(errors) }
    return problems
  }

  private func importPlanned(
    _ plans: [ImportPlan], _ forms: [QuestionnaireFile], _ remarks: [Problem], _ options: ImportOptions,
    _ paths: [String], observedOn: CalendarDay
  ) throws -> ImportReport {
    var warnings = ProblemTally(plans.flatMap(\.problems) + remarks)
    var preview: [RightDraft] = []
    var latest: CalendarDay?
    if observedOn > options.observedOn {
      warnings.add(
        Problem(
          .laterThanObserved, severity: .note, value: observedOn.iso,
          zh: "文件中有 \(observedOn.iso) 的公开或授权记录，因此按该日导出处理，晚于 \(options.observedOn.iso)",
          en:
            "The file shows a publication or grant of \(observedOn.iso), so it counts as exported on that day, after \(options.observedOn.iso)",
          remedy: BilingualText(
            zh: "用 --observed-on 写明导出日", en: "State the day of the export with --observed-on")))
    }
    let done = try store.importRows(dryRun: options.dryRun) { session in
      session.rowEnding = options.rowEnding
      for plan in plans {
        let sha = plan.modelSHA256
        try session.begin(
          file: plan.file.name, path: CanonicalPath.of(plan.file.name), mapping: plan.layout.name,
          mappingSHA256: sha, observedOn: observedOn, isDayStated: options.isObservedOnStated)
        try PortfolioReader.read(plan) { item in
          if options.shouldStop() { throw CancellationError() }
          switch item {
          case .right(let draft, let found):
            warnings.add(found)
            if options.dryRun, preview.count < 10 { preview.append(draft) }
            if draft.observedOn == nil, !draft.observation.isEmpty {
              for day in draft.publications.compactMap(\.day) + [draft.grantDay].compactMap({ $0 }) {
                latest = max(latest ?? day, day)
              }
            }
            try session.add(draft)
          case .native(let draft, let found):
            warnings.add(found)
            try session.add(draft)
          case .refused(let line, let text, let problems):
            try session.refuse(line: line, sourceText: text, problems: problems)
          }
        }
      }
      if !plans.isEmpty {
        // Only of folders can it be said that a file is gone from them.
        for path in paths where Workspace.isFolder(path) {
          try session.settleGoneFiles(in: CanonicalPath.of(path)) {
            FileManager.default.fileExists(atPath: $0)
          }
        }
      }
      for form in forms {
        try session.begin(
          file: form.name, mapping: QuestionForm.mark, mappingSHA256: QuestionForm.mark, observedOn: form.day)
        warnings.add(form.remarks)
        for item in form.items {
          switch item {
          case .answer(let draft): try session.add(draft)
          case .refused(let line, let text, let problem):
            try session.refuse(line: line, sourceText: text, problems: [problem])
          }
        }
      }
      if let latest, latest > observedOn {
        if !options.isObservedOnStated { throw LaterDay(day: latest) }
        throw ProblemList(
          Problem(
            .laterThanObserved, value: latest.iso,
            zh: "文件中有 \(latest.iso) 的公开或授权记录，晚于所写的观察日 \(observedOn.iso)",
            en:
              "The file shows a publication or grant of \(latest.iso), after the stated day of observation \(observedOn.iso)",
            remedy: BilingualText(
              zh: "把 --observed-on 改为导出日", en: "Give the day of the export with --observed-on")))
      }
    }
    if done.counts.allSatisfy({ $0.rows == 0 && $0.ended == 0 }) {
      warnings.add(plans.map(\.nothingBelowHeader))
    }
    var files = zip(plans, done.counts).map { plan, counts in
      ImportReport.File(
        mapping: plan.layout.name, score: plan.score, runnerUp: plan.runnerUp, counts: counts,
        header: plan.headerCells, delimiter: plan.file.delimiter)
    }
    files += zip(forms, done.counts.dropFirst(plans.count)).map { form, counts in
      ImportReport.File(
        mapping: QuestionForm.mark, score: 1, runnerUp: nil, counts: counts, header: form.heads,
        delimiter: UInt8(ascii: ","))
    }
    return ImportReport(
      files: files, refusals: done.refusals, problems: warnings.problems(with: done.problems),
      observedOn: observedOn,
      preview: preview)
  }
}

extension TabularFile {
  /// The byte between the cells of a row's source text: a comma where the file itself has none.
  fileprivate var delimiter: UInt8 {
    if case .delimited(let delimiter, _, _) = format { return delimiter }
    return UInt8(ascii: ",")
  }
}

extension ImportPlan {
  /// Said when an import found no row at all. An empty table beside others is nothing unusual.
  fileprivate var nothingBelowHeader: Problem {
    Problem(
      .emptyFile, severity: .warning, at: Place(file: file.name, line: headerLine), zh: "表头之下没有数据行，未导入任何内容",
      en: "There is no row below the header; nothing was imported",
      remedy: BilingualText(
        zh: "请重新导出；若导出结果本来为空，则无需导入。",
        en: "Export it again; if the result is meant to be empty, there is nothing to import."))
  }

  /// The digest of the mapping file; the native format has none.
  fileprivate var modelSHA256: String {
    if case .mapping(_, let header) = layout { return header.file.sha256 }
    return "native"
  }
}
