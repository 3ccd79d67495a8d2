internal import Foundation
internal import PolicyModels
internal import PortfolioCore

/// Questions, weighing and weight sets.
extension GradingModelReader {
  func question(_ value: ModelValue) -> ExpertQuestion? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    let title = map.bilingual("title")
    let text = map.bilingual("text")
    let levels = map.list("levels").compactMap { $0.bilingual(log) }
    let levelsPlace = map.optional("levels")?.place ?? value.place
    let roles = map.optionalStrings("answeredBy")
    let shown = map.optionalList("show").compactMap { readFact($0) }
    let combination = map.map("combine").flatMap { self.combination($0, roles: roles) }
    let source = source(&map)
    map.finish()
    if levels.count != 5 {
      log.bad(
        levelsPlace, zh: "levels 须恰有五个表述，依次对应 1 至 5", en: "levels needs exactly five wordings, for 1 to 5")
    }
    guard let id, let title, let text, levels.count == 5, let combination, let source else { return nil }
    return ExpertQuestion(
      id: id, title: title, text: text, levels: levels, answeredBy: roles, shownFacts: shown,
      combination: combination, source: source)
  }

  /// `agreement: {rights: 5, assessors: 3}`; the usual rule where the file says nothing.
  func agreement(_ given: ModelMap?) -> AgreementRule {
    guard var map = given else { return .usual }
    let rights = map.integer("rights")
    let assessors = map.integer("assessors")
    map.finish()
    guard let rights, let assessors else { return .usual }
    if questions.isEmpty, brokenQuestions == 0 {
      log.bad(map.place, zh: "没有专家问题的模型不需要 agreement", en: "A model without questions needs no 'agreement'")
    }
    if !(3...10_000).contains(rights) || !(2...99).contains(assessors) {
      log.bad(
        map.place, value: "\(rights), \(assessors)", zh: "rights 须至少为 3，assessors 须为 2 至 99",
        en: "rights must be at least 3, assessors 2 to 99")
    }
    return AgreementRule(rights: rights, assessors: assessors)
  }

  private func combination(_ given: ModelMap, roles: [String]) -> AnswerCombination? {
    var map = given
    defer { map.finish() }
    let forms = ["median", "mean", "byRole"].filter { map.keys.contains($0) }
    guard forms.count == 1 else {
      _ = (map.optional("median"), map.optional("mean"), map.optional("byRole"))
      log.bad(
        map.place, zh: "combine 须且只须写 median、mean、byRole 之一",
        en: "'combine' needs exactly one of median, mean, byRole")
      return nil
    }
    if forms[0] != "byRole" {
      guard var inner = map.map(forms[0]) else { return nil }
      let count = inner.integer("assessors")
      inner.finish()
      guard let count, (1...99).contains(count) else {
        log.bad(
          inner.place, zh: "assessors 写应答的人数，1 至 99", en: "assessors is the number of people asked, 1 to 99")
        return nil
      }
      return forms[0] == "median" ? .median(assessors: count) : .mean(assessors: count)
    }
    guard var inner = map.map("byRole") else { return nil }
    var weights: [(role: String, weight: Decimal)] = []
    let entries = inner.allEntries()
    for entry in entries {
      if !roles.contains(entry.key) {
        log.bad(
          entry.keyPlace, value: entry.key, zh: "answeredBy 中没有这个角色",
          en: "answeredBy does not list this role",
          remedy: BilingualText(
            zh: "已列：" + roles.joined(separator: "、"), en: "Listed: " + roles.joined(separator: ", ")))
      }
      if let weight = weight(entry.value) { weights.append((entry.key, weight)) }
    }
    if weights.count == entries.count {
      checkSum(weights.map(\.weight), at: inner.place, of: BilingualText(zh: "各角色", en: "the roles"))
    }
    return .byRole(weights)
  }

  /// A list of ways, each with its share of the mix.
  func weighing(_ value: ModelValue) -> Weighing? {
    let list = value.list(log)
    let components = list.compactMap { entry -> Weighing.Component? in
      var map = ModelMap(entry, log: log)
      defer { map.finish() }
      let method = map.string("method")
      let share = list.count == 1 && !map.keys.contains("share") ? Decimal(1) : readWeight(&map, "share")
      guard let method, let share else { return nil }
      switch method {
      case "given": return Weighing.Component(method: .given, share: share)
      case "entropy": return Weighing.Component(method: .entropy, share: share)
      case "ahp":
        guard let pairs = comparison(&map) else { return nil }
        return Weighing.Component(method: .comparison(pairs), share: share)
      default:
        log.bad(
          entry.place, value: method, zh: "没有这种定权方法", en: "There is no such way to find weights",
          remedy: BilingualText(zh: "允许：given、ahp、entropy", en: "Allowed: given, ahp, entropy"))
        return nil
      }
    }
    guard components.count == list.count, !components.isEmpty else {
      if list.isEmpty {
        log.bad(value.place, zh: "weighing 至少要有一种方法", en: "'weighing' needs at least one way")
      }
      return nil
    }
    checkSum(components.map(\.share), at: value.place, of: BilingualText(zh: "各定权方法", en: "the mix"))
    return Weighing(components: components)
  }

  /// `judgements: [[a, b, 3], …]`: a matters three times as much as b; every pair exactly once.
  private func comparison(_ map: inout ModelMap) -> PairwiseComparison? {
    let source = source(&map)
    guard let value = map.required("judgements") else { return nil }
    var ids: [String] = []
    var judged: [[String]: Double] = [:]
    for entry in value.list(log) {
      let cells = entry.list(log).compactMap { $0.string(log) }
      guard cells.count == 3, let times = ratio(cells[2]), cells[0] != cells[1] else {
        log.bad(
          entry.place, value: cells.joined(separator: ", "), zh: "写成 [甲, 乙, 倍数]，倍数在 1/9 至 9",
          en: "Write [one, other, times], times within 1/9 to 9")
        continue
      }
      for id in cells.prefix(2) where !ids.contains(id) { ids.append(id) }
      if judged[[cells[0], cells[1]]] != nil {
        log.bad(
          entry.place, value: "\(cells[0]), \(cells[1])", zh: "这一对比较了两次", en: "This pair is compared twice")
      }
      judged[[cells[0], cells[1]]] = times
      judged[[cells[1], cells[0]]] = 1 / times
    }
    guard (2...PairwiseComparison.greatestSize).contains(ids.count) else {
      log.bad(
        value.place, zh: "两两比较须有 2 至 \(PairwiseComparison.greatestSize) 项",
        en: "A comparison of pairs needs 2 to \(PairwiseComparison.greatestSize) members")
      return nil
    }
    var missing: [String] = []
    let matrix = ids.map { one in
      ids.map { other -> Double in
        if one == other { return 1 }
        if let times = judged[[one, other]] { return times }
        missing.append("\(one)–\(other)")
        return 1
      }
    }
    guard missing.isEmpty, let pairs = PairwiseComparison(ids: ids, matrix: matrix) else {
      log.bad(
        value.place, value: missing.first, zh: "还有没比较的对", en: "Some pairs are not compared",
        remedy: BilingualText(zh: "每一对恰好比较一次", en: "Compare every pair exactly once"))
      return nil
    }
    if pairs.consistencyRatio > PairwiseComparison.greatestRatio {
      let ratio = String(format: "%.3f", pairs.consistencyRatio)
      log.bad(
        value.place, value: ratio, zh: "判断互相矛盾：一致性比率 \(ratio) 超过 0.1",
        en: "The judgements contradict each other: the consistency ratio is \(ratio), above 0.1",
        remedy: BilingualText(zh: "重新考虑相差最大的判断", en: "Think again about the judgements that differ most"))
    }
    return source == nil ? nil : pairs
  }

  /// `3` or `1/3`, within 1/9 to 9.
  private func ratio(_ text: String) -> Double? {
    let pieces = text.split(separator: "/", omittingEmptySubsequences: false).map { Double($0) }
    let times: Double?
    switch pieces.count {
    case 1: times = pieces[0]
    case 2: times = pieces[0].flatMap { top in pieces[1].map { top / $0 } }
    default: times = nil
    }
    return times.flatMap { $0 >= 1 / 9.0 - 1e-12 && $0 <= 9 ? $0 : nil }
  }

  /// Weights by id; every level of which a weight is named must still sum to exactly 1.
  func weightSet(_ value: ModelValue, _ parts: [GradingPart]) -> WeightSet? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    let title = map.bilingual("title")
    var weights: [String: Decimal] = [:]
    var broken: Set<String> = []
    let levels = parts.flatMap { $0.axes.flatMap { WeightMix.levels(of: $0.root) } }
    if var given = map.map("weights") {
      let known = Set(levels.flatMap(\.childIDs))
      for entry in given.allEntries() {
        if !known.contains(entry.key) {
          log.bad(entry.keyPlace, value: entry.key, zh: "没有这个组或指标", en: "There is no such group or criterion")
        }
        if let weight = weight(entry.value) {
          weights[entry.key] = weight
        } else {
          broken.insert(entry.key)
        }
      }
      for level in levels
      where level.childIDs.contains(where: { weights[$0] != nil }) && broken.isDisjoint(with: level.childIDs)
      {
        if level.weighing.usesPortfolio {
          let missing = level.childIDs.filter { weights[$0] == nil }
          if !missing.isEmpty {
            log.bad(
              given.place, value: missing.joined(separator: ", "), zh: "此层权重由组合推出，须给出全部各项",
              en: "The weights of this level come from the portfolio; name all of them")
          }
        }
        let name =
          level.id.isEmpty
          ? BilingualText(zh: "各组", en: "the groups")
          : BilingualText(zh: "“\(level.id)”组内", en: "group '\(level.id)'")
        checkSum(
          zip(level.childIDs, level.childWeights).map { weights[$0] ?? $1 }, at: given.place, of: name)
      }
    }
    let source = source(&map)
    map.finish()
    guard let id, let title, let source else { return nil }
    return WeightSet(id: id, title: title, weights: weights, source: source)
  }
}
