public import PolicyModels
internal import PortfolioCore
internal import Valuation

extension LenderPolicy {
  /// Reads a policy. A kind that stands twice, a premise without what it needs, and a policy that takes no kind are
  /// errors.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> LenderPolicy? {
    let reader = PledgeModelReader(header: header, log: log)
    let place = map.place
    let purpose = map.word("purpose", as: Purpose.self)
    let currency = currency(&map, log)
    let eligible = map.list("eligible").compactMap { kind($0, reader) }
    reader.unique(eligible.map(\.kind.rawValue), at: place)
    if eligible.isEmpty { log.bad(place, zh: "至少要接受一种权利", en: "At least one kind of right must be taken") }
    let offices = map.optionalStrings("offices")
    var premise: Premise?
    var rangeCase: RangeCase?
    var basisSource: String?
    if var basis = map.map("basis") {
      premise = basis.word("premise", as: Premise.self)
      rangeCase = basis.word("case", as: RangeCase.self)
      basisSource = reader.source(&basis)
      basis.finish()
    }
    let methods = map.list("methods").compactMap { $0.word(as: ValuationMethod.self, log) }
    let haircut = figure(map.optionalMap("haircut"), reader) { reader.basisPoints(&$0, "percent") }
    let discount = figure(map.optionalMap("discount"), reader) { reader.basisPoints(&$0, "percent") }
    let remaining = figure(map.optionalMap("remainingAtMaturity"), reader) {
      reader.count(&$0, "months", within: 0...240)
    }
    let longest = figure(map.optionalMap("longestTerm"), reader) {
      reader.count(&$0, "months", within: 1...360)
    }
    let concentration = figure(map.optionalMap("concentration"), reader) {
      reader.basisPoints(&$0, "percent")
    }
    var coversThroughout = false
    let cover = figure(map.optionalMap("cover"), reader) { entry in
      coversThroughout = entry.optionalFlag("throughout") ?? false
      return reader.basisPoints(&entry, "percent", atMost: 100_000)
    }
    let forced = figure(map.optionalMap("forcedCover"), reader) {
      reader.basisPoints(&$0, "percent", atMost: 100_000)
    }
    let revaluation = figure(map.optionalMap("revaluation"), reader) {
      reader.count(&$0, "months", within: 1...120)
    }
    var smallest: (amount: Money, source: String)?
    if var given = map.optionalMap("smallestLoan") {
      if let amount = reader.money(&given, "amount", currency), let source = reader.source(&given) {
        smallest = (amount, source)
      }
      given.finish()
    }
    let growth = growth(map.optionalMap("growth"), reader, currency)
    var registration: (model: String, tests: [PledgeRegistration.Test]?)?
    if var given = map.optionalMap("registration") {
      let model = given.string("model")
      let tests = given.optional("tests").map { value in
        value.list(log).compactMap { $0.word(as: PledgeRegistration.Test.self, log) }
      }
      given.finish()
      if let model { registration = (model, tests) }
    }
    let covenants = map.optionalList("covenants").compactMap { covenant($0, reader) }
    let remarks = map.optionalList("remarks").compactMap { line($0, reader) }
    if premise == .licenceIncome, discount == nil {
      log.bad(
        place, zh: "以许可费为基础时要给出 discount（折现率）",
        en: "A policy on licence income must give discount, the rate of discounting")
    }
    if methods.isEmpty, premise != .licenceIncome {
      log.bad(place, zh: "methods 至少要有一种估值方法", en: "methods must name at least one method of valuation")
    }
    guard let purpose, let currency, let premise, let rangeCase, let basisSource, !log.hasErrors else {
      return nil
    }
    return LenderPolicy(
      header: header, purpose: purpose, currency: currency, eligible: eligible, offices: offices,
      premise: premise,
      rangeCase: rangeCase, basisSource: basisSource, haircut: haircut, methods: methods, discount: discount,
      remainingMonths: remaining, longestMonths: longest, smallestLoan: smallest,
      concentration: concentration,
      cover: cover, coversThroughout: coversThroughout, forcedCover: forced, growth: growth,
      registration: registration,
      revaluationMonths: revaluation,
      covenants: covenants, remarks: remarks)
  }

  private static func currency(_ map: inout ModelMap, _ log: ModelLog) -> Currency? {
    guard let value = map.required("currency"), let text = value.string(log) else { return nil }
    if let currency = Currency(code: text) { return currency }
    log.bad(value.place, value: text, zh: "不是三位大写货币代码", en: "Not a currency code of three capitals")
    return nil
  }

  private static func kind(_ value: ModelValue, _ reader: PledgeModelReader) -> EligibleKind? {
    var map = ModelMap(value, log: reader.log)
    let kind = map.word("kind", as: RightKind.self)
    let points = reader.basisPoints(&map, "loanToValuePercent")
    let source = reader.source(&map)
    map.finish()
    guard let kind, let points, let source else { return nil }
    return EligibleKind(kind: kind, loanToValue: Figure(value: points, source: source))
  }

  private static func figure(
    _ given: ModelMap?, _ reader: PledgeModelReader, _ read: (inout ModelMap) -> Int?
  ) -> Figure? {
    guard var map = given else { return nil }
    let value = read(&map)
    let source = reader.source(&map)
    map.finish()
    guard let value, let source else { return nil }
    return Figure(value: value, source: source)
  }

  private static func growth(
    _ given: ModelMap?, _ reader: PledgeModelReader, _ currency: Currency?
  ) -> Growth? {
    guard var map = given else { return nil }
    let points = reader.basisPoints(&map, "percent", atMost: 100_000)
    let years = reader.count(&map, "years", within: 1...10)
    let turnover = reader.money(&map, "turnover", currency)
    var raised: (amount: Money, years: Int)?
    if var other = map.optionalMap("orRaised") {
      if let amount = reader.money(&other, "amount", currency),
        let within = reader.count(&other, "years", within: 1...10)
      {
        raised = (amount, within)
      }
      other.finish()
    }
    let source = reader.source(&map)
    map.finish()
    guard let points, let years, let turnover, let source else { return nil }
    return Growth(basisPoints: points, years: years, turnover: turnover, raised: raised, source: source)
  }

  private static func line(_ value: ModelValue, _ reader: PledgeModelReader) -> Line? {
    var map = ModelMap(value, log: reader.log)
    let zh = map.string("zh")
    let en = map.string("en")
    let source = reader.source(&map)
    map.finish()
    guard let zh, let en, let source else { return nil }
    return Line(text: BilingualText(zh: zh, en: en), source: source)
  }
}
