public import PolicyModels
internal import PortfolioCore

extension AssetFactors {
  /// Reads the model; five worded levels, at least one entry a factor, and known facts are required.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> AssetFactors? {
    let reader = ValuationReader(header: header, log: log)
    let factors = map.list("factors").compactMap { reader.factor($0) }
    var seen: Set<String> = []
    for factor in factors where !seen.insert(factor.id).inserted {
      log.bad(map.place, value: factor.id, zh: "名称重复", en: "The id is used twice")
    }
    guard !factors.isEmpty, !log.hasErrors else { return nil }
    return AssetFactors(header: header, factors: factors)
  }
}

extension ValuationReader {
  fileprivate func factor(_ value: ModelValue) -> AssetFactors.Factor? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    let title = map.bilingual("title")
    let question = map.bilingual("question")
    let levels = map.list("levels").compactMap { $0.bilingual(log) }
    let answeredBy = map.optionalStrings("answeredBy")
    let first = map.optionalMap("firstFact").flatMap { factLevels($0) }
    let fact = map.optionalMap("fromFact").flatMap { factLevels($0) }
    let markets = map.optionalMap("fromMarkets").map { marketLevels($0) } ?? []
    var weights: [AssetFactors.Weight] = []
    if var enters = map.map("enters") {
      for entry in AssetFactors.Entry.allCases {
        if let given = enters.optional(entry.rawValue), let weight = number(given, within: 0.01...100) {
          weights.append(AssetFactors.Weight(entry: entry, weight: weight))
        }
      }
      enters.finish()
    }
    let action = map.bilingual("action")
    _ = source(&map)
    map.finish()
    guard let id, let title, let question, let action else { return nil }
    if levels.count != 5 {
      log.bad(
        value.place, value: id, zh: "须写出 1 至 5 级各一句", en: "Write one text for each of the levels 1 to 5")
    }
    if weights.isEmpty {
      log.bad(
        value.place, value: id, zh: "没有进入任何金额的因素只是装饰", en: "A factor that enters nowhere is decoration")
    }
    if !markets.isEmpty, !weights.contains(where: { $0.entry == .realisable }) {
      log.bad(
        value.place, value: id, zh: "fromMarkets 的回答只进入 realisable，enters 须写明它",
        en: "What fromMarkets answers enters realisable alone, so enters must name it")
    }
    return AssetFactors.Factor(
      id: id, title: title, question: question, levels: levels, answeredBy: [id] + answeredBy,
      firstFact: first?.0, firstLevels: first?.1, fact: fact?.0, factLevels: fact?.1,
      marketLevels: markets, weights: weights, action: action)
  }

  /// `{bands: [[0, 1], [25, 3]]}` in per cent of the sales in recorded markets.
  private func marketLevels(_ given: ModelMap) -> [AssetFactors.FactLevels.Band] {
    var map = given
    defer { map.finish() }
    return bands(&map)
  }

  private func factLevels(_ given: ModelMap) -> (FactID, AssetFactors.FactLevels)? {
    var map = given
    defer { map.finish() }
    guard let value = map.required("fact"), let name = value.string(log) else { return nil }
    let fact = FactID(name)
    guard FactCatalogue.definition(fact) != nil else {
      log.noSuchFact(name, at: value.place)
      return nil
    }
    if var words = map.optionalMap("words") {
      var levels: [String: Int] = [:]
      for entry in words.allEntries() { levels[entry.key] = level(entry.value) }
      return (fact, .words(levels))
    }
    return (fact, .bands(bands(&map)))
  }

  private func level(_ value: ModelValue) -> Int? {
    guard let level = value.integer(log) else { return nil }
    if (1...5).contains(level) { return level }
    log.bad(value.place, value: "\(level)", zh: "级别为 1 至 5", en: "Levels run from 1 to 5")
    return nil
  }

  /// The list `bands`, lower limits rising.
  private func bands(_ map: inout ModelMap) -> [AssetFactors.FactLevels.Band] {
    let bands = map.list("bands").compactMap { pair -> AssetFactors.FactLevels.Band? in
      let parts = pair.list(log)
      guard parts.count == 2, let from = parts[0].number(log), let level = self.level(parts[1]) else {
        log.bad(pair.place, zh: "每档写成 [下限, 级别]", en: "Write each band as [from, level]")
        return nil
      }
      return AssetFactors.FactLevels.Band(from: from, level: level)
    }
    if zip(bands, bands.dropFirst()).contains(where: { $0.from >= $1.from }) {
      log.bad(map.place, zh: "各档下限须递增", en: "The lower limits must rise")
    }
    return bands
  }
}
