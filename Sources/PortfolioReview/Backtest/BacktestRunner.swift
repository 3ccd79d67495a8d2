internal import Grading
public import PolicyModels
internal import PortfolioCore
public import PortfolioStore
internal import Survival

/// Judges rights by what was known on a day and compares with what became of them.
public enum BacktestRunner {
  /// Tests a grading model or a lapse hazard.
  /// - Parameters:
  ///   - outcomes: what became of the rights, by their stored ids.
  /// - Throws: ``ProblemList`` when the model does not load, or no right can be tested.
  public static func run(
    store: Store, catalogue: ModelCatalogue, request: BacktestRequest, outcomes: [Int64: BacktestOutcome]
  ) throws -> BacktestReport {
    let judge = try Judge(catalogue: catalogue, id: request.model)
    let cohort = try BacktestCohort(
      store: store, catalogue: catalogue, request: request, outcomes: outcomes)
    let judged = judge.judge(cohort)
    let rows = judged.scores.indices.filter { judged.scores[$0] != nil }
    let scores = rows.map { judged.scores[$0] ?? 0 }
    let lapsed = rows.map { cohort.lapsed[$0] }
    guard !rows.isEmpty else { throw ProblemList(nothingToTest(cohort, judged, request)) }
    let groups = BacktestGroups(cohort.table, rows: rows)
    var exclusions = cohort.exclusions
    if rows.count < cohort.table.count { exclusions[.notScored] = cohort.table.count - rows.count }
    let refused = refusedFacts(judge.facts, cohort.table)
    let accuracy = RankAccuracy(scores: scores, events: lapsed)
    return BacktestReport(
      model: request.model, areChances: judge.areChances, day: request.day,
      observedUntil: request.observedUntil, accuracy: accuracy,
      byOwner: groups.accuracies(scores: scores, events: lapsed),
      byGrade: judge.classes.enumerated().map { index, key in
        let members = rows.indices.filter { judged.classes[rows[$0]] == index }
        return BacktestReport.Grade(key: key, count: members.count, lapses: members.count { lapsed[$0] })
      },
      calibration: Calibration(scores: scores, events: lapsed, areChances: judge.areChances),
      singleFacts: singleFacts(cohort.table, rows: rows, lapsed: lapsed, groups: groups),
      inSample: judge.inSample(accuracy, until: request.observedUntil),
      horizon: judge.horizonYears.flatMap { horizon(of: $0, cohort, judged) },
      refused: refused,
      exclusions: BacktestReport.Exclusion.Reason.allCases.compactMap { reason in
        exclusions[reason].map { BacktestReport.Exclusion(reason: reason, rights: $0) }
      },
      problems: problems(refused, cohort, judged, request))
  }

  /// What happened within the model's horizon to the rights that were watched so long, or to the end of their term.
  private static func horizon(
    of horizon: (years: Int, termYears: Int), _ cohort: BacktestCohort, _ judged: Judgement
  ) -> BacktestReport.Horizon? {
    let tested = judged.soon.indices.filter { judged.soon[$0] != nil }
    // Where a lapse has no day nobody knows whether it came in time.
    guard !tested.contains(where: { cohort.lapsedOnSomeDay[$0] }) else { return nil }
    func end(_ row: Int) -> Double { cohort.entry[row] + Double(horizon.years) }
    // The end of a term may lie a day before the twentieth anniversary.
    let rows = tested.filter { cohort.horizon[$0] >= min(end($0), Double(horizon.termYears) - 2 / 365.25) }
    guard !rows.isEmpty else { return nil }
    let chances = rows.map { judged.soon[$0] ?? 0 }
    let lapsed = rows.map { cohort.lapsed[$0] && cohort.exit[$0] <= end($0) }
    let groups = BacktestGroups(cohort.table, rows: rows)
    return BacktestReport.Horizon(
      years: horizon.years, accuracy: RankAccuracy(scores: chances, events: lapsed),
      byOwner: groups.accuracies(scores: chances, events: lapsed),
      singleFacts: singleFacts(cohort.table, rows: rows, lapsed: lapsed, groups: groups),
      predicted: chances.reduce(0, +) / Double(rows.count),
      observed: Double(lapsed.count { $0 }) / Double(rows.count))
  }

  /// The facts among those a model asks for that were observed after a right's day. They stay unknown.
  private static func refusedFacts(_ facts: [FactID], _ table: FactTable) -> [BacktestReport.RefusedFact] {
    facts.compactMap { fact in
      let rights = table[fact]?.states.count { $0 == .notYetObservable } ?? 0
      return rights > 0 ? BacktestReport.RefusedFact(fact: fact, rights: rights) : nil
    }
  }

  /// Numbers by themselves, where they are known of at least half of the rights.
  private static func singleFacts(
    _ table: FactTable, rows: [Int], lapsed: [Bool], groups: BacktestGroups
  ) -> [BacktestReport.SingleFact] {
    // Age, term and filing year tell how long a right was watched, not how good it is.
    let facts: [FactID] = [
      .claims, .independentClaims, .forwardCitations, .citationsPerYear, .backwardCitations,
      .nonPatentCitations,
      .familySize, .grantedOffices, .triadicOffices, .classBreadth, .inventorCount, .ownerCount, .grantLag,
      .examinationYears, .foreignPriority,
    ]
    var found: [BacktestReport.SingleFact] = []
    for fact in facts {
      guard let column = table[fact] else { continue }
      let known = rows.indices.filter { column.number(rows[$0]) != nil }
      guard known.count * 2 >= rows.count else { continue }
      let values = Dictionary(
        uniqueKeysWithValues: known.map { ($0, column.number(rows[$0]) ?? 0) })
      func accuracy(_ members: [Int], _ sign: Double) -> RankAccuracy {
        RankAccuracy(
          scores: members.map { sign * (values[$0] ?? 0) }, events: members.map { lapsed[$0] })
      }
      let plain = accuracy(known, 1)
      guard let auc = plain.auc else { continue }
      let sign: Double = auc >= 0.5 ? 1 : -1
      var byGroup: [String: Double] = [:]
      for (key, members) in groups.groups {
        let inside = members.filter { values[$0] != nil }
        byGroup[key] = accuracy(inside, sign).auc
      }
      found.append(
        BacktestReport.SingleFact(
          fact: fact, moreMeansLapse: sign > 0, known: known.count,
          accuracy: sign > 0 ? plain : accuracy(known, -1), byGroup: byGroup))
    }
    return found.sorted { ($0.accuracy.auc ?? 0, $1.fact) > ($1.accuracy.auc ?? 0, $0.fact) }
  }

  private static func problems(
    _ refused: [BacktestReport.RefusedFact], _ cohort: BacktestCohort, _ judged: Judgement,
    _ request: BacktestRequest
  ) -> [Problem] {
    var problems = refused.map { fact in
      let title = FactCatalogue.definition(fact.fact)?.title
      return Problem(
        .laterFactRefused, value: fact.fact.name,
        zh: "\(title?.zh ?? "")：\(fact.rights) 项权利的值在基准日之后才观察到，不予采用",
        en: "\(title?.en ?? ""): observed after the as-of day for \(fact.rights) rights, and refused",
        remedy: BilingualText(
          zh: "如该值在基准日前已固定（如公布文本的权利要求数），在映射中写 fixedAtPublication 或观察日",
          en: "Where the day had fixed it already, as publication does with claims, say so in the mapping: "
            + "fixedAtPublication, or the day of the observation"))
    }
    if cohort.outcomesAfterObservation > 0 {
      problems.append(
        Problem(
          .outcomeAfterObservation, value: request.observedUntil.iso,
          zh: "\(cohort.outcomesAfterObservation) 项的终止晚于观察期末，按期末仍有效计",
          en:
            "\(cohort.outcomesAfterObservation) lapses lie after the end of observation and count as in force",
          remedy: BilingualText(zh: "核对映射中的 observedUntil", en: "Check observedUntil in the mapping")))
    }
    if judged.notCovered > 0 {
      problems.append(
        Problem(
          .modelNotFitted, value: request.model,
          zh: "模型并非据 \(judged.notCovered) 项权利所属的种类或受理局拟合，这些权利未检验",
          en:
            "The model was not fitted for the kind or office of \(judged.notCovered) rights; they were not tested",
          remedy: BilingualText(zh: "为这些权利另行拟合", en: "Fit a model for such rights")))
    }
    return problems
  }

  private static func nothingToTest(
    _ cohort: BacktestCohort, _ judged: Judgement, _ request: BacktestRequest
  ) -> [Problem] {
    var counts = cohort.exclusions
    if cohort.table.count > 0 { counts[.notScored] = cohort.table.count }
    func list(_ language: Language) -> String {
      BacktestReport.Exclusion.Reason.allCases.compactMap { reason in
        counts[reason].map { "\(reason.title.text(language)) \($0)" }
      }.joined(separator: language == .zh ? "、" : ", ")
    }
    return [
      Problem(
        .backtestEmpty, value: "\(counts.values.reduce(0, +))", zh: "没有可检验的权利：\(list(.zh))",
        en: "No right can be tested: \(list(.en))",
        remedy: BilingualText(
          zh: "换一个基准日（--as-of），或检查授权日、结局列和模型",
          en: "Try another --as-of, or check grant days, outcomes and model"))
    ] + problems([], cohort, judged, request)
  }
}

/// The rights by kind and origin of their owner.
struct BacktestGroups {
  /// The positions of each group's members, by the group's key, the greatest first.
  let groups: [(key: String, members: [Int])]

  init(_ table: FactTable, rows: [Int]) {
    var members: [String: [Int]] = [:]
    for (position, row) in rows.enumerated() {
      let kind = table[.ownerKind]?.category(row)
      let origin = table[.ownerOrigin]?.category(row)
      if let kind { members[kind, default: []].append(position) }
      if let origin { members[origin, default: []].append(position) }
      if let kind, let origin { members[origin + "-" + kind, default: []].append(position) }
    }
    groups = members.filter { $0.value.count >= 10 }
      .sorted { ($0.value.count, $1.key) > ($1.value.count, $0.key) }.map { ($0.key, $0.value) }
  }

  /// How well a score tells some events within each group; both by the rights' positions.
  func accuracies(scores: [Double], events: [Bool]) -> [BacktestReport.Group] {
    groups.map { key, members in
      BacktestReport.Group(
        key: key,
        accuracy: RankAccuracy(scores: members.map { scores[$0] }, events: members.map { events[$0] }))
    }
  }
}

/// What a model says of the rights of a cohort.
struct Judgement {
  /// A score a right, higher for the likelier lapse; nil where the model gives none.
  var scores: [Double?]
  /// Its chance of being let lapse within the model's horizon; nil where the model gives none.
  var soon: [Double?]
  /// The index of its grade or band.
  var classes: [Int]
  /// Rights of a kind or office for which the model was not made.
  var notCovered: Int
}

/// A model that can be tested: a grading model or a lapse hazard.
enum Judge {
  case grading(GradingModel)
  case hazard(LapseHazardModel)

  init(catalogue: ModelCatalogue, id: String) throws {
    if catalogue.entries(kind: LapseHazardModel.kind).contains(where: { $0.header?.id == id }) {
      self = .hazard(try catalogue.load(LapseHazardModel.self, id: id).0)
    } else {
      self = .grading(try catalogue.load(GradingModel.self, id: id).0)
    }
  }

  var areChances: Bool {
    if case .hazard = self { return true }
    return false
  }

  /// The years of the chance that people are shown, and those of the term; nil for a grading model.
  var horizonYears: (years: Int, termYears: Int)? {
    if case .hazard(let model) = self { return (model.horizon, model.termYears) }
    return nil
  }

  /// Whether the tested rights are those of the model's fit: as many, with as many lapses, observed until the same day.
  func inSample(_ tested: RankAccuracy, until: CalendarDay) -> BacktestReport.InSample? {
    guard case .hazard(let model) = self, model.fit.rights == tested.count,
      model.fit.lapses == tested.events, model.fit.observedUntil == until
    else { return nil }
    return BacktestReport.InSample(
      aucOutOfSample: model.fit.aucOutOfSample, folds: model.fit.folds, repetitions: model.fit.repetitions)
  }

  /// The facts that it asks for, each once.
  var facts: [FactID] {
    let all: [FactID]
    switch self {
    case .grading(let model): all = model.criteria.map(\.fact)
    case .hazard(let model): all = model.terms.flatMap { [$0.fact] + ($0.onlyWhen.map { [$0.fact] } ?? []) }
    }
    var seen: Set<FactID> = []
    return all.filter { seen.insert($0).inserted }
  }

  /// The grades or bands.
  var classes: [String] {
    switch self {
    case .grading(let model): return model.grades.map(\.grade)
    case .hazard(let model): return model.bands.reversed().map(\.id)
    }
  }

  func judge(_ cohort: BacktestCohort) -> Judgement {
    let count = cohort.table.count
    switch self {
    case .grading(let model):
      let result = GradingEngine(model: model, table: cohort.table).grade()
      var judged = Judgement(scores: [], soon: [], classes: [], notCovered: 0)
      for row in 0..<count {
        if case .graded(let index) = result.outcome(row) {
          judged.scores.append(-Double(result.points[row]))
          judged.classes.append(index)
        } else {
          judged.scores.append(nil)
          judged.classes.append(-1)
        }
      }
      return judged
    case .hazard(let model):
      let engine = HazardEngine(model: model, table: cohort.table)
      var judged = Judgement(scores: [], soon: [], classes: [], notCovered: 0)
      for row in 0..<count {
        guard engine.covers(row: row) == true else {
          judged.scores.append(nil)
          judged.soon.append(nil)
          judged.classes.append(-1)
          judged.notCovered += 1
          continue
        }
        let entry = cohort.entry[row]
        judged.scores.append(engine.chance(row: row, from: entry, to: cohort.horizon[row]))
        let soon = engine.chance(row: row, from: entry, to: entry + Double(model.horizon))
        judged.soon.append(soon)
        judged.classes.append(model.bands.count - 1 - model.band(soon))
      }
      return judged
    }
  }
}
