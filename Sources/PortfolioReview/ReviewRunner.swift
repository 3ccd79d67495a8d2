internal import Grading
public import PolicyModels
public import PortfolioCore
public import PortfolioStore
internal import Renewals
internal import Survival
internal import Valuation

/// What a review is asked to do.
public struct ReviewRequest: Sendable {
  /// The day whose knowledge counts.
  public var asOf: CalendarDay
  /// The portfolio's name for reports.
  public var portfolioName: String
  /// The id of the grading model.
  public var gradingModel: String
  /// The ids of other grading models whose grades stand beside.
  public var compare: [String] = []
  /// The id of the grading model's weight set; nil for the weights of its tree.
  public var weightSet: String?
  /// The earlier run for hysteresis and comparison.
  public var previous: PreviousRun = .latest
  /// The currency of all amounts.
  public var currency: Currency
  /// How many calendar years of fees are forecast, the as-of day's year included.
  public var forecastYears: Int
  /// The program's version, kept with the run.
  public var programVersion: String
  /// The documents that lift gates; those recorded after the as-of day are not seen.
  public var gateEvidence: [GateEvidence] = []

  /// A request. By default the first screening, in yuan, with ten years of fees.
  public init(
    asOf: CalendarDay, portfolioName: String, gradingModel: String = "bibliographic-screening",
    currency: Currency = .cny, forecastYears: Int = 10, programVersion: String
  ) {
    self.asOf = asOf
    self.portfolioName = portfolioName
    self.gradingModel = gradingModel
    self.currency = currency
    self.forecastYears = forecastYears
    self.programVersion = programVersion
  }
}

/// A step of a review, for progress lines.
public enum ReviewStep: Sendable {
  /// Reading what was known on the day.
  case reading
  /// Making facts of so many rights.
  case facts(rights: Int)
  /// Forecasting fees.
  case fees
  /// Grading.
  case grading
  /// Valuing by the renewal model.
  case values
  /// Storing the run.
  case storing
}

/// Makes review runs.
public enum ReviewRunner {
  private static func checkCompared(_ request: ReviewRequest) throws {
    let problems = request.compare.indices.compactMap { index -> Problem? in
      let id = request.compare[index]
      let isItself = id == request.gradingModel
      guard isItself || request.compare[..<index].contains(id) else { return nil }
      return Problem(
        .comparedWithItself, value: id,
        zh: isItself ? "“\(id)”就是本次评审的规则书，不能与自身并列比较" : "“\(id)”写了两次",
        en: isItself
          ? "'\(id)' is the rule book of this review and cannot stand beside itself"
          : "'\(id)' is named twice",
        remedy: BilingualText(
          zh: "--compare 写另一本规则书；winnow models list 列出全部",
          en: "Give --compare another book; winnow models list shows all"))
    }
    guard problems.isEmpty else { throw ProblemList(problems) }
  }

  /// Reviews a portfolio: facts, fees, grades. The same store, day and models give the same run.
  /// - Parameter progress: told of every step; what it throws breaks the review off.
  /// - Throws: ``ProblemList`` when the portfolio is empty on the day or a model does not load.
  public static func run(
    store: Store, catalogue: ModelCatalogue, request: ReviewRequest,
    progress: (ReviewStep) throws -> Void = { _ in }
  ) throws -> ReviewRun {
    try checkReasonable(request.asOf)
    let (model, header) = try catalogue.load(GradingModel.self, id: request.gradingModel)
    try checkCompared(request)
    let compared = try request.compare.map { try catalogue.load(GradingModel.self, id: $0) }
    let schedules = try FeeSchedules(catalogue: catalogue)
    let (rates, ratesHeader) = try catalogue.load(ExchangeRates.self, id: "yearly-averages")
    let (fields, fieldsHeader) = try catalogue.load(TechnologyFields.self, id: "wipo-35")
    let (events, eventsHeader) = try catalogue.load(LegalEventVocabulary.self, id: "legal-events")
    let (valueModel, valueHeader) = try catalogue.load(RenewalValueModel.self, id: "renewal-value")
    let (regions, regionsHeader) = try catalogue.load(RegionalOffices.self, id: "regional-offices")

    try progress(.reading)
    let snapshot = try store.snapshot(asOf: request.asOf)
    guard snapshot.count > 0 else { throw ProblemList(emptyProblem(store, snapshot)) }
    try progress(.facts(rights: snapshot.count))
    var assembly = FactAssembly(
      snapshot: snapshot, schedules: schedules, fields: fields, events: events,
      business: BusinessContext(regions: regions, rates: rates, currency: request.currency))
    var table = assembly.table()
    let (_, hazardHeader) = try catalogue.load(LapseHazardModel.self, id: "lapse-hazard")
    let (incomes, incomesHeader) = try catalogue.load(NationalIncome.self, id: "gni")
    ScoreFacts(snapshot: snapshot, table: table, incomes: incomes).columns().forEach { table.set($0) }
    try progress(.fees)
    let ledger = try store.feeLedger(asOf: request.asOf)
    let feeAssembly = FeeAssembly(
      subjects: assembly.subjects, assumedAlive: assembly.assumedAlive, table: table, schedules: schedules,
      rates: rates, request: request,
      payments: RecordedPayment.byRow(ledger.payments, ids: snapshot.ids))
    let feeResult = feeAssembly.result()
    var fees = feeResult.fees
    fees.unrecorded = feeAssembly.unrecorded(ledgerEnd: ledger.endsOn)
    table.set(feeResult.nextDay)
    table.set(feeResult.nextAmount)
    table.set(feeResult.graceEnd)
    try progress(.grading)
    var grading = GradingAssembly(
      store: store, request: request, table: table, models: [model] + compared.map(\.0))
    let (views, engine) = try grading.views()
    let grades = views[0].grades
    try progress(.values)
    let values = ValueAssembly(
      subjects: assembly.subjects, table: table, grades: grades, gradingModel: model.header.id,
      fees: fees, schedules: schedules, rates: rates, currency: request.currency, model: valueModel
    ).result()

    let (indicators, indicatorHeaders) = try IndicatorAssembly.make(
      snapshot: snapshot, table: table, grades: grades, catalogue: catalogue)
    var riskAnswers: [String: [RiskAnswer]] = [:]
    var checklists: [ModelHeader] = []
    for header in catalogue.entries(kind: RiskChecklist.kind).compactMap(\.header) {
      let answers = try store.riskAnswers(checklist: header.id, asOf: request.asOf)
      guard !answers.isEmpty else { continue }
      riskAnswers[header.id] = answers
      checklists.append(header)
    }
    let (gateModel, gateHeader) = try catalogue.load(GateModel.self, id: "cn")
    let gates = GateTable.make(
      gateModel, table: table, holder: gateModel.holder(gradingModel: model.header.id),
      evidence: request.gateEvidence,
      answers: try EvidenceAnswers.read(
        of: request.gateEvidence, asOf: request.asOf, store: store, catalogue: catalogue))
    let (routeModel, routeHeader) = try catalogue.load(RouteModel.self, id: "cn")
    let answerBook =
      views.contains { $0.model.setsAnswerDays } ? nil : GradingModel.answerBook(catalogue, table)
    let answerHeaders: [ModelHeader] = answerBook.map { [$0.1] } ?? []
    let offices = snapshot.feeOffices
    let usedSchedules = schedules.schedules.filter { offices.contains($0.office) }.map(\.header)
    let headers =
      [header] + compared.map(\.1) + usedSchedules
      + [ratesHeader, fieldsHeader, eventsHeader, valueHeader, regionsHeader, incomesHeader, hazardHeader]
      + indicatorHeaders + [gateHeader, routeHeader] + checklists + answerHeaders
    var problems = headers.compactMap { staleness(of: $0, asOf: request.asOf) }
    problems += DataChecks(
      snapshot: snapshot, table: table, assumedAlive: assembly.assumedAlive, termEnds: assembly.termEnds,
      regions: regions
    ).problems()
    var run = ReviewRun(
      id: 0, portfolioName: request.portfolioName, asOf: request.asOf, programVersion: request.programVersion,
      currency: request.currency, snapshotHash: RunCodec.snapshotHash(of: table),
      modelFiles: headers.map(\.file),
      primary: views[0], views: Array(views.dropFirst()), answers: grading.answers, table: table,
      fees: fees, values: values,
      unknownImpacts: engine.unknownImpacts(grades), problems: problems,
      imports: try store.imports().filter { $0.rows > 0 }.map { counts in
        ImportRecord(
          file: counts.file, mapping: counts.mapping, observedOn: counts.observedOn, rows: counts.rows,
          stored: counts.stored, merged: counts.merged, refused: counts.refused, unchanged: counts.unchanged)
      }, indicators: indicators, riskAnswers: riskAnswers)
    let ended = try store.imports().filter { $0.rows == 0 }.count
    run.endedImports = ended > 0 ? ended : nil
    run.gates = gates
    run.routes = routeModel
    run.answerBook = answerBook?.0
    return run
  }

  /// Stores a run; a run that is stored already keeps its number.
  public static func save(_ run: ReviewRun, in store: Store) throws -> (id: Int64, isNew: Bool) {
    let model = run.gradingModel
    return try store.saveRun(RunCodec.record(of: run), lineCount: run.table.count) { row in
      let outcome = model.name(of: run.grades.outcome(row))
      return RunRightLine(
        rightID: run.table.rightIDs[row], outcome: outcome, points: Double(run.grades.points[row]),
        low: Double(run.grades.low[row]), high: Double(run.grades.high[row]),
        coverage: Double(run.grades.coverage[row]))
    } recommendation: { row in
      run.plan.flatMap { PlanCodec.recommendation($0, row) }
    }
  }

  /// A stored run.
  /// - Parameter id: its number; nil for the latest.
  public static func load(id: Int64?, from store: Store) throws -> ReviewRun {
    try RunCodec.run(of: store.loadRun(id: id))
  }

  /// The years that an as-of day may lie in. Terms and forecasts reach some decades beyond it.
  private static let reviewableYears = 1900...2200

  /// - Throws: ``ProblemList`` for a day that terms and forecasts cannot be reckoned from.
  static func checkReasonable(_ day: CalendarDay) throws {
    guard reviewableYears.contains(day.year) else { throw ProblemList(unreasonableDay(day)) }
  }

  private static func unreasonableDay(_ day: CalendarDay) -> Problem {
    Problem(
      .unreasonableDay, value: day.iso,
      zh: "基准日应在 \(reviewableYears.lowerBound) 年至 \(reviewableYears.upperBound) 年之间",
      en: "An as-of day lies in the years \(reviewableYears.lowerBound) to \(reviewableYears.upperBound)",
      remedy: BilingualText(zh: "更正 --as-of", en: "Correct --as-of"))
  }

  static func emptyProblem(_ store: Store, _ snapshot: PortfolioSnapshot) -> Problem {
    if snapshot.notYetExisting > 0 {
      return Problem(
        .emptyPortfolio, at: Place(file: store.path), value: snapshot.asOf.iso,
        zh: "基准日时数据库中的 \(snapshot.notYetExisting) 项权利都还不存在",
        en: "None of the \(snapshot.notYetExisting) stored rights existed on the as-of day",
        remedy: BilingualText(zh: "用 --as-of 给出较晚的日期", en: "Give a later day with --as-of"))
    }
    return Problem(
      .emptyPortfolio, at: Place(file: store.path), zh: "数据库中没有权利", en: "The store holds no rights",
      remedy: BilingualText(
        zh: "先导入：winnow import 文件 --db \(store.path)",
        en: "Import first: winnow import FILE --db \(store.path)"))
  }

  static func staleness(of header: ModelHeader, asOf day: CalendarDay) -> Problem? {
    guard header.checkedOn.adding(years: 1) < day else { return nil }
    return Problem(
      .staleModel, at: Place(file: header.file.path), value: header.checkedOn.iso,
      zh: "模型最近一次核对距基准日已超过一年", en: "The model was last checked over a year before the as-of day",
      remedy: BilingualText(
        zh: "与来源核对后更新 checkedOn，或用 --models 提供新版本",
        en: "Compare it with its sources and update checkedOn, or give a newer file with --models"))
  }
}
