internal import Grading
internal import PolicyModels
internal import PortfolioCore
internal import PortfolioStore

/// Which earlier run a review looks back to.
public enum PreviousRun: Sendable, Equatable {
  /// The latest stored run before the as-of day that used the same rule book.
  case latest
  /// This run, of an earlier day and with grades of the same rule book.
  case run(Int64)
  /// None: no hysteresis and no comparison.
  case none
}

/// Grades a fact table by the rule books of a request, each with the answers of experts and what an earlier
/// run said.
struct GradingAssembly {
  let store: Store
  let request: ReviewRequest
  let table: FactTable
  let models: [GradingModel]
  private(set) var answers = ExpertAnswers()
  private var runs: [Int64: ReviewRun] = [:]

  init(store: Store, request: ReviewRequest, table: FactTable, models: [GradingModel]) {
    self.store = store
    self.request = request
    self.table = table
    self.models = models
  }

  /// The views, the request's grading model first, and its engine.
  /// - Throws: ``ProblemList`` when the first model has no such weight set, or there is no such earlier run: none of
  ///   the model, or none of an earlier day.
  mutating func views() throws -> (views: [GradingView], engine: GradingEngine) {
    answers = try readAnswers()
    if let id = request.weightSet, let model = models.first,
      !model.weightSets.contains(where: { $0.id == id })
    {
      throw ProblemList(noWeightSet(id, model))
    }
    let candidates = request.previous == .latest ? try store.gradingModels(before: request.asOf) : []
    if case .run(let id) = request.previous {
      let run = try ReviewRunner.load(id: id, from: store)
      let books = ([run.primary] + run.views).map(\.model.header.id)
      if let model = models.first, !books.contains(model.header.id) {
        throw ProblemList(otherModelsRun(id, model, books))
      }
      guard run.asOf < request.asOf else { throw ProblemList(laterRun(run)) }
      runs[id] = run
    }
    let cohorts = CohortCache(table)
    var views: [GradingView] = []
    var first: GradingEngine?
    for (index, model) in models.enumerated() {
      let weightSet = index == 0 ? request.weightSet : nil
      let earlier = try earlierView(model, weightSet, candidates).map { run, view in
        EarlierGrades(view: view, of: run, model: model, table: table)
      }
      let engine = GradingEngine(
        model: model, table: table,
        context: GradingContext(weightSet: weightSet, answers: answers, earlier: earlier),
        cohorts: cohorts)
      first = first ?? engine
      views.append(
        GradingView(model: model, grades: engine.grade(), weights: engine.weights, earlier: earlier))
    }
    guard let first else { throw ProblemList([]) }
    return (views, first)
  }

  private func readAnswers() throws -> ExpertAnswers {
    let wanted = Set(models.flatMap { $0.questions.map(\.id) })
    var answers = ExpertAnswers()
    guard !wanted.isEmpty else { return answers }
    var row = 0
    for answer in try store.assessments(asOf: request.asOf) where wanted.contains(answer.question) {
      while row < table.count && table.rightIDs[row] < answer.rightID { row += 1 }
      guard row < table.count, table.rightIDs[row] == answer.rightID else { continue }
      answers.add(
        row: row, question: answer.question, assessor: answer.assessor, role: answer.role, day: answer.day,
        score: answer.score)
    }
    answers.settle()
    return answers
  }

  /// The earlier run and what the model said there. Of the stored runs only those with the same weights count:
  /// a trial with the weights of another purpose is nobody's last year.
  private mutating func earlierView(
    _ model: GradingModel, _ weightSet: String?, _ candidates: [(run: Int64, path: String, text: String)]
  ) throws -> (run: ReviewRun, view: GradingView)? {
    func view(_ run: ReviewRun) -> GradingView? {
      ([run.primary] + run.views).first { $0.model.header.id == model.header.id }
    }
    switch request.previous {
    case .none: return nil
    case .run(let id): return runs[id].flatMap { run in view(run).map { (run, $0) } }
    case .latest:
      for candidate in candidates {
        let file = ModelFile(path: candidate.path, text: candidate.text, origin: .stored)
        guard
          file.sha256 == model.header.file.sha256
            || ModelCatalogue(files: [file]).entries.first?.header?.id == model.header.id
        else { continue }
        let run = try runs[candidate.run] ?? ReviewRunner.load(id: candidate.run, from: store)
        runs[candidate.run] = run
        if let found = view(run), found.weights.weightSet == weightSet { return (run, found) }
      }
      return nil
    }
  }

  private func otherModelsRun(_ id: Int64, _ model: GradingModel, _ books: [String]) -> Problem {
    Problem(
      .otherModelsRun, value: "\(id)",
      zh: "第 \(id) 次评审用的是 \(books.joined(separator: "、"))，没有“\(model.header.id)”的等级，不能作为其上次评审",
      en:
        "Run \(id) was graded by \(books.joined(separator: ", ")); it has no grades of '\(model.header.id)' to look back to",
      remedy: BilingualText(
        zh: "选同一模型的评审（winnow list --runs 列出），或写 --previous none",
        en: "Name a run of the same model (winnow list --runs shows them), or --previous none"))
  }

  private func laterRun(_ run: ReviewRun) -> Problem {
    Problem(
      .otherModelsRun, value: "\(run.id)",
      zh: "第 \(run.id) 次评审的基准日 \(run.asOf.iso) 不早于本次的基准日 \(request.asOf.iso)，不能作为其上次评审",
      en:
        "Run \(run.id) is as of \(run.asOf.iso), which is not before this review's day, \(request.asOf.iso); there is nothing to look back to",
      remedy: BilingualText(
        zh: "选基准日更早的评审（winnow list --runs 列出），或写 --previous none",
        en: "Name a run of an earlier day (winnow list --runs shows them), or --previous none"))
  }

  private func noWeightSet(_ id: String, _ model: GradingModel) -> Problem {
    let known = model.weightSets.map(\.id)
    return Problem(
      .noSuchWeightSet, at: Place(file: model.header.file.path), value: id,
      zh: "模型“\(model.header.id)”没有这个权重方案", en: "The model '\(model.header.id)' has no such weight set",
      remedy: BilingualText(
        zh: known.isEmpty ? "此模型只有一套权重" : "现有：" + known.joined(separator: "、"),
        en: known.isEmpty
          ? "This model has one set of weights only" : "Known: " + known.joined(separator: ", ")))
  }
}

extension EarlierGrades {
  /// What a view of an earlier run said, laid beside the rows of a later table.
  init(view: GradingView, of run: ReviewRun, model: GradingModel, table: FactTable) {
    let names = view.model.grades.map(\.grade) + view.model.gates.map(\.id) + ["other"]
    let gradeCount = view.model.grades.count
    func name(_ code: Int16) -> Int16 {
      switch GradingResult.outcome(of: code) {
      case .graded(let index): return Int16(index)
      case .gated(let index): return Int16(gradeCount + index)
      case .otherKind: return Int16(names.count - 1)
      }
    }
    // Where the thresholds are other ones now, holding on to the old sides would undo the change.
    let sameTiers =
      view.model.parts.map { $0.axes.map { $0.tiers.map { "\($0.id) \($0.atLeast)" } } }
      == model.parts.map { $0.axes.map { $0.tiers.map { "\($0.id) \($0.atLeast)" } } }
    let axes = sameTiers ? view.grades.axes : []
    var outcomes = [Int16](repeating: -1, count: table.count)
    var points = [Float](repeating: 0, count: table.count)
    var tiers = axes.map { _ in [Int8](repeating: -1, count: table.count) }
    var old = 0
    let ids = run.table.rightIDs
    for row in 0..<table.count {
      while old < ids.count && ids[old] < table.rightIDs[row] { old += 1 }
      guard old < ids.count, ids[old] == table.rightIDs[row] else { continue }
      outcomes[row] = name(view.grades.codes[old])
      points[row] = view.grades.points[old]
      // A right that was outside the grades last year stood on no side of a threshold.
      guard view.grades.codes[old] >= 0 else { continue }
      for axis in axes.indices { tiers[axis][row] = axes[axis].tiers[old] }
    }
    self.init(
      runID: run.id, asOf: run.asOf, names: names, outcomes: outcomes, points: points, tiers: tiers)
  }
}
