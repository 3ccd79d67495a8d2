import PolicyModels
import PortfolioCore

extension FeeScheduleReader {
  /// Reads one entry of `rights:`. Without a form, which is then a fault already in the log, what can be read
  /// without it is still checked.
  func readGroup(_ value: ModelValue, rules: FeeRules?, rateClasses: RateClasses?) -> FeeGroup? {
    let form = rules?.form
    var map = ModelMap(value, log: log)
    let kinds = map.list("kinds").compactMap { $0.word(as: RightKind.self, log) }
    let payWhile = map.word("payWhile", as: FeeGroup.PayWhile.self)
    let per = map.optionalWord("per", as: FeeGroup.Multiplier.self)
    var firstFee: FeeForm.FirstFee?
    if let first = map.optional("firstFee"), let text = first.string(log) {
      firstFee = FeeForm.FirstFee(word: text)
      if firstFee == nil {
        log.bad(first.place, value: text, zh: "不是首次缴费的年度", en: "Not the year of the first fee")
      }
    }
    let terms = map.optionalList("term").compactMap { readTerm($0) }
    let expected = map.optionalList("expected").compactMap { readExpected($0) }
    let tariffs = map.list("tariffs").compactMap { readTariff($0, form: form, rateClasses: rateClasses) }
    map.finish()
    guard let payWhile, !kinds.isEmpty, !tariffs.isEmpty else {
      if kinds.isEmpty || tariffs.isEmpty {
        log.bad(value.place, zh: "至少写一个 kinds 和一档 tariffs", en: "At least one kind and one tariff are needed")
      }
      return nil
    }
    let classNames: [String?] = rateClasses.map { $0.names.map(\.id) } ?? [nil]
    func lists(_ stage: RightStage) -> [[FeeTariff]] {
      classNames.map { name in
        tariffs.filter { ($0.rateClass == nil || $0.rateClass == name) && ($0.stage ?? stage) == stage }
      }
    }
    let byClass = lists(.granted)
    let pendingByClass = lists(.application)
    for (index, name) in classNames.enumerated() {
      guard let rules else { continue }
      for list in [byClass[index], pendingByClass[index]] {
        checkOrder(list)
        checkCoverage(
          list, rules: rules, firstFee: firstFee, terms: terms, rateClass: name, place: value.place)
      }
    }
    return FeeGroup(
      kinds: kinds, payWhile: payWhile, per: per, firstFee: firstFee, terms: terms, expected: expected,
      tariffsByClass: byClass,
      pendingTariffsByClass: pendingByClass, differsByStage: tariffs.contains { $0.stage != nil })
  }

  private func readTerm(_ value: ModelValue) -> TermRule? {
    var map = ModelMap(value, log: log)
    let years = map.integer("years", within: 1...200)
    let from = map.word("from", as: FeeAnchor.self)
    let filedFrom = map.optionalDay("filedFrom")
    let filedBefore = map.optionalDay("filedBefore")
    let source = source(&map)
    map.finish()
    guard let years, let from, let source else { return nil }
    return TermRule(years: years, from: from, filedFrom: filedFrom, filedBefore: filedBefore, source: source)
  }

  private func readExpected(_ value: ModelValue) -> ExpectedTariff? {
    var map = ModelMap(value, log: log)
    let day = map.day("on")
    let says = map.bilingual("says")
    let source = source(&map)
    map.finish()
    guard let day, let says, let source else { return nil }
    return ExpectedTariff(on: day, says: says, source: source)
  }

  private func readTariff(_ value: ModelValue, form: FeeForm?, rateClasses: RateClasses?) -> FeeTariff? {
    var map = ModelMap(value, log: log)
    let from = map.optionalDay("from")
    let seenOn = map.optionalDay("seenOn")
    let classValue = map.optional("class")
    let stage = map.optionalWord("stage", as: RightStage.self)
    let source = source(&map)
    let late = map.optional("late").flatMap { amount($0) }
    let fees = map.required("fees")
    map.finish()
    var rateClass: String?
    if let classValue, let name = classValue.string(log) {
      rateClass = name
      if rateClasses?.names.contains(where: { $0.id == name }) != true {
        log.bad(
          classValue.place, value: name, zh: "rateClasses 中没有这个类别",
          en: "The rateClasses do not list this class")
      }
    }
    guard let source, let fees else { return nil }
    var lines: [FeeLine] = []
    var details: [FeeLineDetail] = []
    var feeMap = ModelMap(fees, log: log)
    for entry in feeMap.allEntries() {
      guard let (line, detail) = readLine(entry.value, source: source), let form,
        let slots = slots(entry.key, at: entry.keyPlace, form: form)
      else { continue }
      while lines.count <= slots.upperBound {
        lines.append(FeeLine())
        details.append(FeeLineDetail())
      }
      for slot in slots {
        if lines[slot].isPresent || lines[slot].isCovered {
          log.bad(entry.keyPlace, value: entry.key, zh: "年度重叠", en: "This year already has an amount")
        }
        if line.throughSlot != 0 && slot > slots.lowerBound {
          lines[slot].isCovered = true
          continue
        }
        lines[slot] = line
        if line.throughSlot != 0 { lines[slot].throughSlot = Int16(slots.upperBound) }
        details[slot] = detail
      }
    }
    if from == nil && seenOn == nil && lines.contains(where: { $0.isPresent && !$0.isUnknown }) {
      log.bad(
        value.place, zh: "缺少施行日", en: "The first day of the tariff is missing",
        remedy: BilingualText(
          zh: "写 from；来源未给施行日时写 seenOn（来源显示该金额的日期）",
          en:
            "Write from; where no source gives it, seenOn: the day for which the source shows the amounts"
        ))
    }
    return FeeTariff(
      from: from, seenOn: seenOn, rateClass: rateClass, stage: stage, source: source, lines: lines,
      details: details,
      late: late, place: value.place)
  }

  /// The slots that a key of `fees:` means: `5`, `4-6`, `3.5y`, `renewal`.
  private func slots(_ key: String, at place: Place, form: FeeForm) -> ClosedRange<Int>? {
    switch form {
    case .yearly:
      let ends = key.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      if let low = ends[0], (1...60).contains(low) {
        if ends.count == 1 { return low...low }
        if ends.count == 2, let high = ends[1], (low...60).contains(high) { return low...high }
      }
      log.bad(
        place, value: key, zh: "不是年度或年度范围", en: "Not a year or range of years",
        remedy: BilingualText(zh: "写成 5 或 4-6", en: "Write 5 or 4-6"))
    case .instalments(let list):
      if let index = list.firstIndex(where: { $0.name == key }) { return index...index }
      let names = list.map(\.name)
      log.bad(
        place, value: key, zh: "没有这一期缴费", en: "There is no such instalment",
        remedy: BilingualText(
          zh: "允许：" + names.joined(separator: "、"), en: "Allowed: " + names.joined(separator: ", ")))
    case .periodic:
      if key == "renewal" { return 0...0 }
      log.bad(
        place, value: key, zh: "续展费只有一个键", en: "Periodic fees have one key",
        remedy: BilingualText(zh: "写 renewal", en: "Write renewal"))
    }
    return nil
  }

  private func readLine(_ value: ModelValue, source: String) -> (FeeLine, FeeLineDetail)? {
    var line = FeeLine()
    var detail = FeeLineDetail(source: source)
    line.isPresent = true
    if case .map = value.content {
      var map = ModelMap(value, log: log)
      let base = map.required("amount").flatMap { readAmount($0, &line) }
      if map.optionalFlag("once") ?? false { line.throughSlot = -1 }
      line.perClaim = map.optional("perClaim").flatMap { amount($0) } ?? 0
      line.claimsIncluded = Int32(clamping: map.optionalInteger("claimsIncluded") ?? 0)
      line.isReducible = map.optionalFlag("reducible") ?? true
      line.fullYearsOnly = map.optionalFlag("fullYearsOnly") ?? false
      line.isEstimate = map.optionalFlag("estimate") ?? false
      detail.note = map.optionalBilingual("says")
      if let named = map.optional("source") { detail.source = known(named) ?? source }
      map.finish()
      guard let base else { return nil }
      line.amount = base
    } else {
      guard let base = readAmount(value, &line) else { return nil }
      line.amount = base
    }
    return (line, detail)
  }

  /// An amount, or `unknown` where there is a fee whose amount no source gives.
  private func readAmount(_ value: ModelValue, _ line: inout FeeLine) -> Int64? {
    if case .scalar(let text) = value.content, text == "unknown" {
      line.isUnknown = true
      return 0
    }
    return amount(value)
  }

  /// Tariffs of a class must stand in order of their days; only the first may lack one.
  private func checkOrder(_ tariffs: [FeeTariff]) {
    for (index, later) in tariffs.enumerated() {
      // A second list of fees with its own day, such as one for years added by a new law, need not follow.
      let before = tariffs[..<index].last { other in
        other.lines.indices.contains { other.lines.has($0) && later.lines.has($0) }
      }
      guard let before else { continue }
      guard let day = later.from else {
        log.bad(later.place, zh: "只有最早一档可以没有施行日", en: "Only the earliest tariff may lack a first day")
        continue
      }
      if let earlier = before.from ?? before.seenOn, earlier >= day {
        log.bad(
          later.place, value: day.iso, zh: "应按施行日先后排列", en: "Tariffs must stand in order of their first days")
      }
    }
  }

  /// Every fee that a right of full term meets must have an amount in some tariff.
  private func checkCoverage(
    _ tariffs: [FeeTariff], rules: FeeRules, firstFee: FeeForm.FirstFee?, terms: [TermRule],
    rateClass: String?,
    place: Place
  ) {
    var wanted: [(slot: Int, name: String)] = []
    switch rules.form {
    case .yearly(let countedBy, let ofRules):
      let years = terms.map(\.years).max() ?? 0
      let last = countedBy == .patentYear ? years : years - 1
      let first = rules.yearsPaidAtGrant > 0 ? 1 : (firstFee ?? ofRules).lowest
      if first <= last { wanted = (first...last).map { ($0, String($0)) } }
    case .instalments(let list): wanted = list.enumerated().map { ($0.offset, $0.element.name) }
    case .periodic: wanted = [(0, "renewal")]
    }
    let missing = wanted.filter { want in !tariffs.contains { $0.lines.covers(want.slot) } }.map(\.name)
    guard !missing.isEmpty else { return }
    let suffix = rateClass.map { " (\($0))" } ?? ""
    log.bad(
      place, value: missing.joined(separator: ", ") + suffix, zh: "期限内的这些年度没有金额",
      en: "These fees of the term have no amount")
  }
}
