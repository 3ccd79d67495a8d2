internal import Foundation
internal import Grading
internal import PolicyModels
internal import PortfolioCore
internal import PortfolioStore
internal import Valuation

/// Turns runs into records of the store and back.
enum RunCodec {
  private struct Details: Codable {
    var gradingModel: String
    var firstYear: Int
    var yearCount: Int
    var reasons: [BilingualText]
    /// The words of the columns of fees that the amounts leave out; nil where there are none.
    var feeWords: FeeListCodec.Words?
    /// Fees past their due day without a payment on record; nil in runs stored before they were kept.
    var unrecordedFees: [FeeColumns.UnrecordedFee]?
    var unknownImpacts: [UnknownImpact]
    var problems: [Problem]
    var imports: [ImportRecord]
    var indicators: PortfolioIndicators?
    var riskAnswers: [String: [RiskAnswer]]?
    /// What the grading model made of the facts; nil in runs of the first version.
    var grading: GradeColumnCodec.Notes?
    /// The other models of the run.
    var views: [GradeColumnCodec.Notes]?
    var answers: GradeColumnCodec.AnswerNames?
    var values: ValueCodec.Details?
    var plan: PortfolioPlan.Head?
    var gates: GateCodec.Notes?
    /// The path of the model of routes among the run's files.
    var routes: String?
    /// The path of the rule book that sets days for answers among the run's files, where no book of the run does.
    var answerBook: String?
    /// How many imports before the run only ended rows.
    var endedImports: Int?
  }

  /// The SHA-256 over the digests of all fact and text columns, in the order of their names.
  static func snapshotHash(of table: FactTable) -> String {
    snapshotHash(asOf: table.asOf, tableColumns(table).map { ($0.name, $0.sha256) })
  }

  private static func snapshotHash(asOf: CalendarDay, _ columns: [(name: String, sha256: String)]) -> String {
    var hasher = SHA256Hasher()
    hasher.update(asOf.iso)
    for column in columns {
      hasher.update(column.name)
      hasher.update(column.sha256)
    }
    return hasher.finish().hex
  }

  /// The names of a table's columns in the order of the snapshot hash.
  private static func columnNames(_ table: FactTable) -> [String] {
    ["rights"] + table.texts.keys.sorted().map { "text/" + $0 }
      + table.columns.keys.sorted().map { "fact/" + $0.name }
  }

  private static func named(_ name: String, _ bytes: [UInt8]) -> (
    name: String, sha256: String, bytes: [UInt8]
  ) {
    (name, SHA256Digest(of: bytes).hex, bytes)
  }

  private static func tableColumns(_ table: FactTable) -> [(name: String, sha256: String, bytes: [UInt8])] {
    var columns = [named("rights", ColumnCodec.encode(numbers: table.rightIDs))]
    for name in table.texts.keys.sorted() {
      if let text = table.texts[name] { columns.append(named("text/" + name, ColumnCodec.encode(text))) }
    }
    for id in table.columns.keys.sorted() {
      if let column = table[id] { columns.append(named("fact/" + id.name, ColumnCodec.encode(column))) }
    }
    return columns
  }

  static func record(of run: ReviewRun) throws -> RunRecord {
    let lists = FeeListCodec.encode(run.fees)
    let details = Details(
      gradingModel: run.gradingModel.header.file.path, firstYear: run.fees.firstYear,
      yearCount: run.fees.yearCount,
      reasons: run.fees.reasons, feeWords: lists.words, unrecordedFees: run.fees.unrecorded,
      unknownImpacts: run.unknownImpacts,
      problems: run.problems, imports: run.imports, indicators: run.indicators,
      riskAnswers: run.riskAnswers.isEmpty ? nil : run.riskAnswers,
      grading: GradeColumnCodec.notes(of: run.primary),
      views: run.views.isEmpty ? nil : run.views.map(GradeColumnCodec.notes),
      answers: run.answers.isEmpty
        ? nil
        : GradeColumnCodec.AnswerNames(
          questions: run.answers.questions, assessors: run.answers.assessors, roles: run.answers.roles),
      values: run.values.map(ValueCodec.details), plan: run.plan?.head,
      gates: run.gates.map(GateCodec.notes), routes: run.routes?.header.file.path,
      answerBook: run.answerBook?.header.file.path, endedImports: run.endedImports)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let json = String(decoding: try encoder.encode(details), as: UTF8.self)
    var columns = tableColumns(run.table)
    var graded = GradeColumnCodec.columns(of: run.primary, under: "grade")
    for (number, view) in run.views.enumerated() {
      graded += GradeColumnCodec.columns(of: view, under: "view\(number)")
    }
    graded += GradeColumnCodec.columns(of: run.answers)
    columns += graded.map { named($0.name, $0.bytes) }
    columns.append(named("fee/amounts", ColumnCodec.encode(numbers: run.fees.amounts)))
    columns.append(named("fee/certainty", ColumnCodec.encode(numbers: run.fees.certainty.map(\.rawValue))))
    columns.append(named("fee/reasons", ColumnCodec.encode(numbers: run.fees.reasonOfRow)))
    columns += lists.columns.map { named($0.name, $0.bytes) }
    columns += (run.values.map(ValueCodec.columns) ?? []).map { named($0.name, $0.bytes) }
    columns += (run.plan.map(PlanCodec.columns) ?? []).map { named($0.name, $0.bytes) }
    columns += (run.gates.map(GateCodec.columns) ?? []).map { named($0.name, $0.bytes) }
    return RunRecord(
      id: run.id, portfolioName: run.portfolioName, asOf: run.asOf, programVersion: run.programVersion,
      currency: run.currency.code, snapshotHash: run.snapshotHash, details: json,
      models: run.modelFiles.map { ($0.path, $0.sha256, $0.text) }, columns: columns)
  }

  /// Whether there are fees for each right and year, and each reason is there.
  private static func fits(_ fees: FeeColumns, _ table: FactTable) -> Bool {
    guard (1...1000).contains(fees.yearCount), (0...9999).contains(fees.firstYear),
      fees.amounts.count == table.count * fees.yearCount, fees.certainty.count == table.count,
      fees.reasonOfRow.count == table.count
    else { return false }
    return fees.reasonOfRow.allSatisfy { $0 == -1 || fees.reasons.indices.contains(Int($0)) }
  }

  /// The run of a record.
  /// - Throws: ``ProblemList`` when parts are missing, do not fit together, or are not those that were stored.
  static func run(of record: RunRecord) throws -> ReviewRun {
    func damaged(_ what: String) -> ProblemList {
      ProblemList(
        Problem(
          .storeDamaged, value: what, zh: "第 \(record.id) 次评审的存储内容已损坏",
          en: "The stored parts of run \(record.id) are damaged",
          remedy: BilingualText(zh: "请从备份恢复数据库", en: "Restore the store from a backup")))
    }
    let columns = Dictionary(
      record.columns.map { ($0.name, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    for column in record.columns where SHA256Digest(of: column.bytes).hex != column.sha256 {
      throw damaged(column.name)
    }
    let reader = ColumnReader(columns: columns, damaged: damaged)
    func numbers<Number: BitwiseCopyable>(_ name: String, _ type: Number.Type) throws -> [Number] {
      try reader.numbers(name, type)
    }
    guard let details = try? JSONDecoder().decode(Details.self, from: Data(record.details.utf8)),
      let currency = Currency(code: record.currency)
    else { throw damaged("details") }
    var table = FactTable(asOf: record.asOf, rightIDs: try numbers("rights", Int64.self))
    for (name, bytes) in columns {
      if name.hasPrefix("text/") {
        guard let text = ColumnCodec.decodeText(bytes), text.count == table.count else { throw damaged(name) }
        table.texts[String(name.dropFirst(5))] = text
      } else if name.hasPrefix("fact/") {
        let id = FactID(String(name.dropFirst(5)))
        guard let type = FactCatalogue.definition(id)?.type,
          let column = ColumnCodec.decodeFact(bytes, id: id, type: type), column.count == table.count
        else { throw damaged(name) }
        table.set(column)
      }
    }
    let certainty = try numbers("fee/certainty", UInt8.self).map {
      FeeColumns.Certainty(rawValue: $0) ?? .none
    }
    var fees = FeeColumns(
      firstYear: details.firstYear, yearCount: details.yearCount,
      amounts: try numbers("fee/amounts", Int64.self),
      certainty: certainty, reasonOfRow: try numbers("fee/reasons", Int16.self), reasons: details.reasons)
    let files = record.models.map { ModelFile(path: $0.path, text: $0.text, origin: .stored) }
    guard zip(files, record.models).allSatisfy({ $0.sha256 == $1.sha256 }) else { throw damaged("models") }
    let answers = try GradeColumnCodec.answers(details.answers, table: table, reader)
    func view(_ path: String, _ notes: GradeColumnCodec.Notes?, _ prefix: String) throws -> GradingView {
      guard let file = files.first(where: { $0.path == path }) else { throw damaged("models") }
      let (model, _) = try ModelCatalogue.load(GradingModel.self, file: file)
      return try GradeColumnCodec.view(
        model: model, notes: notes, table: table, answers: answers, under: prefix, reader)
    }
    let primary = try view(details.gradingModel, details.grading, "grade")
    let views = try (details.views ?? []).enumerated().map { try view($1.model, $1, "view\($0)") }
    guard fits(fees, table), (details.unrecordedFees ?? []).allSatisfy({ (0..<table.count).contains($0.row) })
    else { throw damaged("fee") }
    fees.unrecorded = details.unrecordedFees
    if let words = details.feeWords {
      guard FeeListCodec.decode(words, reader, rows: table.count, into: &fees) else { throw damaged("fee") }
    }
    var values: ValueColumns?
    if let stored = details.values {
      values = ValueCodec.values(stored, columns)
      guard values?.count == table.count else { throw damaged("value") }
    }
    var plan: PortfolioPlan?
    if let head = details.plan {
      plan = PlanCodec.plan(head, columns, count: table.count)
      guard plan != nil else { throw damaged("plan") }
    }
    var gates: GateTable?
    if let notes = details.gates {
      gates = try GateCodec.gates(notes, columns, files: files, table: table)
      guard gates != nil else { throw damaged("gate") }
    }
    let stored = Dictionary(
      record.columns.map { ($0.name, $0.sha256) }, uniquingKeysWith: { first, _ in first })
    let digests = columnNames(table).map { (name: $0, sha256: stored[$0] ?? "") }
    guard snapshotHash(asOf: record.asOf, digests) == record.snapshotHash else { throw damaged("fact") }
    var run = ReviewRun(
      id: record.id, portfolioName: record.portfolioName, asOf: record.asOf,
      programVersion: record.programVersion,
      currency: currency, snapshotHash: record.snapshotHash, modelFiles: files, primary: primary,
      views: views, answers: answers, table: table, fees: fees, values: values, plan: plan,
      unknownImpacts: details.unknownImpacts,
      problems: details.problems, imports: details.imports, indicators: details.indicators,
      riskAnswers: details.riskAnswers ?? [:])
    run.gates = gates
    run.endedImports = details.endedImports
    if let path = details.routes {
      guard let file = files.first(where: { $0.path == path }) else { throw damaged("models") }
      run.routes = try ModelCatalogue.load(RouteModel.self, file: file).0
    }
    if let path = details.answerBook {
      guard let file = files.first(where: { $0.path == path }) else { throw damaged("models") }
      run.answerBook = try ModelCatalogue.load(GradingModel.self, file: file).0
    }
    return run
  }
}
