public import PolicyModels
import PortfolioCore

extension LapseHazardModel {
  /// Reads a hazard model; unknown facts, forms that do not fit their fact, ages or bands out of order and
  /// ranges without their assumption are errors.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> LapseHazardModel? {
    _ = map.optionalBilingual("summary")
    let kinds = map.list("appliesTo").compactMap { $0.word(as: RightKind.self, log) }
    let offices = map.list("offices").compactMap { $0.string(log) }
    let horizon = map.integer("horizon")
    let termYears = map.integer("termYears")
    let clock = map.optionalWord("clock", as: Clock.self) ?? .filing
    let earlyYears = map.optionalInteger("earlyYears", within: 1...20)
    let baseline = map.list("baseline").compactMap { readBaseline($0, log) }
    let terms = resolved(map.list("terms").compactMap { readTerm($0, log) }, log)
    let bands = map.list("bands").compactMap { readBand($0, log) }
    let fit = map.map("fit").flatMap { readFit($0, log) }
    func check(_ holds: Bool, zh: String, en: String) {
      if !holds { log.bad(map.place, zh: zh, en: en) }
    }
    check(!kinds.isEmpty, zh: "appliesTo 至少要有一种权利", en: "appliesTo needs at least one kind of right")
    check(!offices.isEmpty, zh: "offices 至少要有一个受理局", en: "offices needs at least one office")
    check(
      !baseline.isEmpty && zip(baseline, baseline.dropFirst()).allSatisfy { $0.age < $1.age },
      zh: "baseline 的年龄须递增", en: "The ages of the baseline must rise")
    check(
      Set(terms.map(\.id)).count == terms.count && !terms.isEmpty, zh: "terms 至少一项，名称不得重复",
      en: "terms needs at least one entry, and ids stand once")
    check(
      bands.last?.atLeast == 0 && zip(bands, bands.dropFirst()).allSatisfy { $0.atLeast > $1.atLeast },
      zh: "bands 须从高到低，末级从 0 起", en: "bands run from the highest down, and the last begins at 0")
    if let horizon { check((1...20).contains(horizon), zh: "horizon 应为 1 至 20", en: "horizon is 1 to 20") }
    if let termYears {
      check((1...50).contains(termYears), zh: "termYears 应为 1 至 50", en: "termYears is 1 to 50")
    }
    if let fit {
      check(
        (fit.deviationRidge != nil) == terms.contains { !$0.deviations.isEmpty },
        zh: "fit 的 deviationRidge 与 terms 的 deviations 须同时写出",
        en: "deviationRidge of 'fit' and deviations of 'terms' stand together")
    }
    let early = terms.contains { $0.early != nil }
    check(
      (earlyYears != nil) == early && (fit.map { ($0.earlyRidge != nil) == early } ?? true),
      zh: "earlyYears、terms 的 early 与 fit 的 earlyRidge 须同时写出",
      en: "earlyYears, 'early' of 'terms' and earlyRidge of 'fit' stand together")
    check(
      clock == .filing || terms.contains { $0.isGrantLag },
      zh: "clock 为 grant 时，terms 须有一项以 value 取 grant-lag",
      en: "With clock 'grant', 'terms' needs one of form 'value' of the fact grant-lag")
    guard let horizon, let termYears, let fit, !log.hasErrors else { return nil }
    return LapseHazardModel(
      header: header, appliesTo: kinds, offices: offices, horizon: horizon, termYears: termYears,
      clock: clock, earlyYears: earlyYears ?? 0, baseline: baseline, terms: terms, bands: bands, fit: fit)
  }

  private static func readBaseline(_ value: ModelValue, _ log: ModelLog) -> Baseline? {
    var map = ModelMap(value, log: log)
    let age = map.integer("age")
    let logit = map.number("logit")
    map.finish()
    guard let age, let logit else { return nil }
    return Baseline(age: age, logit: logit)
  }

  private static func fact(_ value: ModelValue?, _ log: ModelLog) -> FactID? {
    guard let value, let name = value.string(log) else { return nil }
    let id = FactID(name)
    if FactCatalogue.definition(id) != nil { return id }
    log.noSuchFact(name, at: value.place)
    return nil
  }

  /// A deviation as written: the name of its group's term, before the terms are all known.
  private struct NamedDeviation {
    let group: String
    let place: Place
    let coefficient: Double
    let standardError: Double

    init?(_ value: ModelValue, _ log: ModelLog) {
      var map = ModelMap(value, log: log)
      let group = map.string("where")
      let coefficient = map.number("coefficient")
      let error = map.number("standardError")
      map.finish()
      guard let group, let coefficient, let error else { return nil }
      self.group = group
      place = value.place
      self.coefficient = coefficient
      standardError = error
    }
  }

  /// The terms with their deviations. These name terms of one fact of words that exclude each other, so that a
  /// right has one slope.
  private static func resolved(
    _ read: [(term: Term, deviations: [NamedDeviation])], _ log: ModelLog
  ) -> [Term] {
    let terms = read.map(\.term)
    return read.map { term, named in
      var term = term
      var words: Set<String> = []
      var fact: FactID?
      for one in named {
        let groups = terms.filter { $0.form == .isOneOf && $0.onlyWhen == nil }
        guard let group = terms.firstIndex(where: { $0.id == one.group }), term.form != .isOneOf,
          groups.contains(where: { $0.id == one.group })
        else {
          log.bad(
            one.place, value: one.group, zh: "where 应为另一项 is-one-of 的名称，且本项不是 is-one-of",
            en: "'where' names another term, of form is-one-of, of a term that is none itself",
            remedy: BilingualText(
              zh: "可用：" + groups.map(\.id).joined(separator: "、"),
              en: "Allowed: " + groups.map(\.id).joined(separator: ", ")))
          continue
        }
        if (fact ?? terms[group].fact) != terms[group].fact || !words.isDisjoint(with: terms[group].words) {
          log.bad(
            one.place, value: one.group, zh: "一项的各个 deviations 须出自同一事实，且互不重叠",
            en: "The deviations of a term are of one fact, and their groups exclude each other")
        }
        fact = terms[group].fact
        words.formUnion(terms[group].words)
        term.deviations.append(
          Deviation(group: group, coefficient: one.coefficient, standardError: one.standardError))
      }
      return term
    }
  }

  private static func readTerm(
    _ value: ModelValue, _ log: ModelLog
  ) -> (term: Term, deviations: [NamedDeviation])? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    let title = map.bilingual("title")
    let fact = fact(map.required("fact"), log)
    let form = map.required("form").flatMap { $0.word(as: Form.self, log) }
    let words = map.optionalStrings("is")
    var only: OnlyWhen?
    if var when = map.optionalMap("onlyWhen") {
      let other = self.fact(when.required("fact"), log)
      let words = when.optionalStrings("is")
      when.finish()
      if let other, !words.isEmpty { only = OnlyWhen(fact: other, words: words) }
    }
    let coefficient = map.number("coefficient")
    let error = map.number("standardError")
    let deviations = map.optionalList("deviations").compactMap { NamedDeviation($0, log) }
    var early: Early?
    if var own = map.optionalMap("early") {
      let coefficient = own.number("coefficient")
      let error = own.number("standardError")
      own.finish()
      if let coefficient, let error { early = Early(coefficient: coefficient, standardError: error) }
    }
    var assumed: Double?
    var limits: [Double] = []
    if var unknown = map.map("whenUnknown") {
      assumed = unknown.number("assume")
      limits = unknown.list("range").compactMap { $0.number(log) }
      unknown.finish()
    }
    map.finish()
    guard let id, let title, let fact, let form, let coefficient, let error, let assumed else { return nil }
    let isWord = FactCatalogue.definition(fact)?.type == .category
    if isWord != (form == .isOneOf) || (form == .isOneOf) == words.isEmpty {
      log.bad(
        value.place, value: form.rawValue, zh: "is-one-of 及 is 用于词类事实，其余用于数值事实",
        en: "is-one-of with 'is' is for facts of words, the other forms for numbers")
    }
    guard limits.count == 2, limits[0] <= assumed, assumed <= limits[1] else {
      log.bad(
        value.place, zh: "range 写成 [低, 高]，assume 在其间", en: "Write range as [low, high] with assume between")
      return nil
    }
    let term = Term(
      id: id, title: title, fact: fact, form: form, words: words, onlyWhen: only, coefficient: coefficient,
      standardError: error, early: early, assumed: assumed, range: limits[0]...limits[1])
    return (term, deviations)
  }

  private static func readBand(_ value: ModelValue, _ log: ModelLog) -> Band? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    let title = map.bilingual("title")
    let atLeast = map.number("atLeast")
    map.finish()
    guard let id, let title, let atLeast else { return nil }
    return Band(id: id, title: title, atLeast: atLeast)
  }

  private static func readFit(_ given: ModelMap, _ log: ModelLog) -> Fit? {
    var map = given
    let data = map.bilingual("data")
    let rights = map.integer("rights")
    let lapses = map.integer("lapses")
    let fittedOn = map.day("fittedOn")
    let observedUntil = map.day("observedUntil")
    let ridge = map.number("ridge")
    let deviationRidge = map.optionalNumber("deviationRidge")
    let earlyRidge = map.optionalNumber("earlyRidge")
    let code = map.string("code")
    let inSample = map.number("aucInSample")
    let outOfSample = map.number("aucOutOfSample")
    let folds = map.integer("folds")
    let repetitions = map.integer("repetitions")
    let limits = map.bilingual("limits")
    let horizonLimits = map.optionalBilingual("horizonLimits")
    map.finish()
    guard let data, let rights, let lapses, let fittedOn, let observedUntil, let ridge, let code,
      let inSample, let outOfSample, let folds, let repetitions, let limits
    else { return nil }
    return Fit(
      data: data, rights: rights, lapses: lapses, fittedOn: fittedOn, observedUntil: observedUntil,
      ridge: ridge, deviationRidge: deviationRidge, earlyRidge: earlyRidge, code: code, aucInSample: inSample,
      aucOutOfSample: outOfSample, folds: folds,
      repetitions: repetitions, limits: limits, horizonLimits: horizonLimits)
  }
}
