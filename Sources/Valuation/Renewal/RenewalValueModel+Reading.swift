public import PolicyModels
internal import PortfolioCore

extension RenewalValueModel {
  /// Reads the model; shares outside 0 to 1, a list without a general entry and unlisted sources are errors.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> RenewalValueModel? {
    let reader = ValuationReader(header: header, log: log)
    let discount = map.map("discount").flatMap { given -> (Double, String)? in
      var map = given
      let rate = reader.percent(&map, "percent", within: 0...100)
      let source = reader.source(&map)
      map.finish()
      guard let rate, let source else { return nil }
      return (rate, source)
    }
    var low = 0.1
    var high = 0.9
    if var spread = map.map("spread") {
      low = reader.percent(&spread, "low", within: 0.1...49.9) ?? low
      high = reader.percent(&spread, "high", within: 50.1...99.9) ?? high
      _ = reader.source(&spread)
      spread.finish()
    }
    let returns = map.list("returns").compactMap { reader.returnLevel($0) }
    let decays = map.list("decay").compactMap { reader.decay($0) }
    let evidence = map.list("scoreEvidence").compactMap { reader.evidence($0) }
    let learning = map.map("learning").flatMap { reader.learning($0) }
    reader.lastIsGeneral(decays.map(\.fields.isEmpty), "decay", at: map.place)
    reader.lastIsGeneral(evidence.map(\.models.isEmpty), "scoreEvidence", at: map.place)
    guard let discount, let learning, !log.hasErrors else { return nil }
    return RenewalValueModel(
      header: header, discount: discount.0, discountSource: discount.1, lowShare: low, highShare: high,
      returns: returns, decays: decays, evidence: evidence, learning: learning)
  }
}

extension ValuationReader {
  fileprivate func returnLevel(_ value: ModelValue) -> RenewalValueModel.ReturnLevel? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    let offices = map.optionalStrings("offices")
    let kinds = map.list("kinds").compactMap { $0.word(as: RightKind.self, log) }
    let currency = currency(&map)
    let age = number(&map, "age", within: 0...40)
    let median = map.required("median").flatMap { money($0, currency) }
    let sigma = number(&map, "sigma", within: 0...5)
    let says = map.bilingual("says")
    let source = source(&map)
    map.finish()
    guard let id, let age, let median, let sigma, let says, let source else { return nil }
    if median.minorUnits <= 0 || kinds.isEmpty {
      log.bad(
        value.place, value: id, zh: "median 须大于 0，kinds 至少一种",
        en: "median must be above 0, and kinds name at least one kind")
      return nil
    }
    return RenewalValueModel.ReturnLevel(
      id: id, offices: offices, kinds: kinds, age: age, median: median, sigma: sigma, says: says,
      source: source)
  }

  fileprivate func decay(_ value: ModelValue) -> RenewalValueModel.Decay? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    let fields = map.optionalList("fields").compactMap { field -> Int? in
      guard let number = field.integer(log) else { return nil }
      if (1...35).contains(number) { return number }
      log.bad(field.place, value: "\(number)", zh: "领域编号为 1 至 35", en: "Fields are numbered 1 to 35")
      return nil
    }
    let rate = percent(&map, "percent", within: 0...90)
    let low = percent(&map, "low", within: 0...90)
    let high = percent(&map, "high", within: 0...90)
    let source = source(&map)
    map.finish()
    guard let id, let rate, let low, let high, let source else { return nil }
    guard low <= rate && rate <= high else {
      log.bad(value.place, value: id, zh: "须 low ≤ percent ≤ high", en: "low ≤ percent ≤ high must hold")
      return nil
    }
    return RenewalValueModel.Decay(id: id, fields: fields, rate: rate, low: low, high: high, source: source)
  }

  fileprivate func evidence(_ value: ModelValue) -> RenewalValueModel.ScoreEvidence? {
    var map = ModelMap(value, log: log)
    let models = map.optionalStrings("models")
    let share = percent(&map, "explainedPercent", within: 0...100)
    let source = source(&map)
    map.finish()
    guard let share, let source else { return nil }
    return RenewalValueModel.ScoreEvidence(models: models, share: share, source: source)
  }

  fileprivate func learning(_ given: ModelMap) -> RenewalValueModel.Learning? {
    var map = given
    let obsolescence = number(&map, "obsolescenceShare", within: 0...100)
    let draw = number(&map, "firstDraw", within: 0...100)
    let kept = percent(&map, "drawKeptPercent", within: 0...100)
    let source = source(&map)
    map.finish()
    guard let obsolescence, let draw, let kept, let source else { return nil }
    return RenewalValueModel.Learning(
      obsolescenceShare: obsolescence, firstDraw: draw, drawKept: kept, source: source)
  }
}
