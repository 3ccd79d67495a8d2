public import PolicyModels
public import PortfolioCore
public import PortfolioStore
public import Survival

/// A lapse hazard fitted anew: the terms of a model, the coefficients of some data.
public struct HazardRefit: Sendable {
  /// The model whose terms were fitted.
  public let model: LapseHazardModel
  /// The fit on all rights.
  public let fit: HazardFit
  /// The rights.
  public let rights: Int
  /// Those let lapse.
  public let lapses: Int
  /// The last day of observation.
  public let observedUntil: CalendarDay
  /// The area under the curve on the rights of the fit.
  public let aucInSample: Double
  /// The same on rights left out of the fit.
  public let validation: CrossValidation
  /// The folds of the validation.
  public let folds: Int
  /// The repetitions of the validation.
  public let repetitions: Int

  /// Fits the terms of a model to some rights and their outcomes.
  /// - Throws: ``ProblemList`` when the model does not load or the data do not allow a fit.
  public init(
    store: Store, catalogue: ModelCatalogue, request: BacktestRequest, outcomes: [Int64: BacktestOutcome],
    folds: Int = 5, repetitions: Int = 20, seed: UInt64 = 1
  ) throws {
    let (model, _) = try catalogue.load(LapseHazardModel.self, id: request.model)
    let cohort = try BacktestCohort(store: store, catalogue: catalogue, request: request, outcomes: outcomes)
    let engine = HazardEngine(model: model, table: cohort.table)
    let rows = (0..<cohort.table.count).filter { engine.covers(row: $0) == true }
    // Ages become times on the model's clock.
    let starts = rows.map { engine.start(row: $0, age: cohort.entry[$0]) }
    let observations = zip(rows, starts).map { row, start in
      HazardObservation(
        entry: cohort.entry[row] - start, exit: max(cohort.exit[row], cohort.entry[row]) - start,
        lapsed: cohort.lapsed[row], until: cohort.horizon[row] - start,
        values: model.terms.map { HazardEngine.value(of: $0, row: row, in: cohort.table) })
    }
    let horizons = zip(rows, starts).map { cohort.horizon[$0] - $1 }
    let groups = Dictionary(
      uniqueKeysWithValues: BacktestGroups(cohort.table, rows: rows).groups.map { ($0.key, $0.members) })
    let ridge = model.fit.ridge
    let deviationRidge = model.fit.deviationRidge ?? 0
    let earlyRidge = model.fit.earlyRidge ?? 0
    // Every right counts to one stratum: its kind of owner within its origin.
    let owners = rows.map { row in
      (cohort.table[.ownerOrigin]?.category(row) ?? "") + "-"
        + (cohort.table[.ownerKind]?.category(row) ?? "")
    }
    let names = Set(owners).sorted()
    let strata = owners.map { names.firstIndex(of: $0) ?? 0 }
    guard observations.count >= 10 * folds,
      let fit = HazardFit(
        observations, terms: model.terms.count, ridge: ridge, deviations: model.slopes,
        deviationRidge: deviationRidge, earlyYears: model.earlyYears, earlyRidge: earlyRidge),
      let validation = CrossValidation(
        observations, horizons: horizons, groups: groups, strata: strata, terms: model.terms.count,
        ridge: ridge, deviations: model.slopes, deviationRidge: deviationRidge,
        earlyYears: model.earlyYears, earlyRidge: earlyRidge, soonYears: Double(model.horizon), folds: folds,
        repetitions: repetitions, seed: seed),
      let auc = RankAccuracy(
        scores: observations.indices.map {
          fit.chance(
            from: observations[$0].entry, to: horizons[$0], level: fit.level(observations[$0].values))
        }, events: observations.map(\.lapsed)
      ).auc
    else {
      throw ProblemList(
        Problem(
          .fitImpossible, value: "\(observations.count)",
          zh: "权利太少，或全部终止、全部有效，无法拟合", en: "Too few rights, or all let lapse, or none: no fit is possible",
          remedy: BilingualText(zh: "换用更大的数据", en: "Use more data")))
    }
    self.model = model
    self.fit = fit
    rights = observations.count
    lapses = observations.count(where: \.lapsed)
    observedUntil = request.observedUntil
    aucInSample = auc
    self.validation = validation
    self.folds = folds
    self.repetitions = repetitions
  }

  /// The figures as the keys of a model file, to be put in place of those that were there.
  public func yaml(fittedOn day: CalendarDay) -> String {
    func figure(_ value: Double) -> String { HazardRefit.figure(value, places: 4) }
    var lines = ["baseline:"]
    lines += fit.baseline.map { "  - {age: \($0.age), logit: \(figure($0.logit))}" }
    lines.append("terms:")
    for (index, term) in model.terms.enumerated() {
      let range = fit.ranges[index]
      lines.append("  - id: \(term.id)")
      lines.append("    coefficient: \(figure(fit.coefficients[index]))")
      lines.append("    standardError: \(figure(fit.standardErrors[index]))")
      let deviations = fit.deviations.filter { $0.slope.term == index }
      if !deviations.isEmpty { lines.append("    deviations:") }
      lines += deviations.map {
        "      - {where: \(model.terms[$0.slope.group].id), coefficient: \(figure($0.coefficient)), "
          + "standardError: \(figure($0.standardError))}"
      }
      if !fit.early.isEmpty {
        let early = fit.early[index]
        lines.append(
          "    early: {coefficient: \(figure(early.coefficient)), standardError: \(figure(early.standardError))}")
      }
      lines.append(
        "    whenUnknown: {assume: \(figure(fit.means[index])), range: "
          + "[\(figure(range.lowerBound)), \(figure(range.upperBound))]}")
    }
    lines.append("fit:")
    lines.append("  rights: \(rights)")
    lines.append("  lapses: \(lapses)")
    lines.append("  fittedOn: \(day.iso)")
    lines.append("  observedUntil: \(observedUntil.iso)")
    lines.append("  ridge: \(HazardRefit.figure(model.fit.ridge, places: 2))")
    if let ridge = model.fit.deviationRidge {
      lines.append("  deviationRidge: \(HazardRefit.figure(ridge, places: 2))")
    }
    if let ridge = model.fit.earlyRidge {
      lines.append("  earlyRidge: \(HazardRefit.figure(ridge, places: 2))")
    }
    lines.append("  aucInSample: \(figure(aucInSample))")
    lines.append("  aucOutOfSample: \(figure(validation.auc ?? 0))")
    lines.append("  folds: \(folds)")
    lines.append("  repetitions: \(repetitions)")
    for (name, auc) in validation.byGroup.sorted(by: { $0.key < $1.key }) {
      lines.append("  # out of sample, \(name): \(figure(auc))")
    }
    if let soon = validation.soon {
      lines.append(
        "  # within \(model.horizon) years, out of sample: \(figure(soon.auc)); predicted \(figure(soon.predicted)), "
          + "observed \(figure(soon.observed))")
      for (name, auc) in soon.byGroup.sorted(by: { $0.key < $1.key }) {
        lines.append("  # within \(model.horizon) years, out of sample, \(name): \(figure(auc))")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func figure(_ value: Double, places: Int) -> String {
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    return rounded == 0 ? "0" : "\(rounded)"
  }
}
