internal import Grading
public import PolicyModels
internal import PortfolioCore

extension GateModel {
  /// Reads a model of gates; an unknown key, fact, word, source or kind of holder is an error.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> GateModel? {
    let summary = map.bilingual("summary")
    var holders: [Holder] = []
    if var given = map.map("holders") {
      for entry in given.allEntries() {
        var inner = ModelMap(entry.value, log: log)
        let title = inner.bilingual("title")
        let models = inner.optionalStrings("gradingModels")
        let kinds = inner.list("ownerKinds").compactMap { value -> String? in
          guard let word = value.string(log) else { return nil }
          let allowed = PartyKind.allCases.map(\.rawValue) + ["joint"]
          if !allowed.contains(word) {
            log.bad(
              value.place, value: word, zh: "不是权利人类型", en: "Not a kind of owner",
              remedy: BilingualText(
                zh: "允许：" + allowed.joined(separator: "、"), en: "Allowed: " + allowed.joined(separator: ", "))
            )
          }
          return word
        }
        inner.finish()
        if let title {
          holders.append(Holder(id: entry.key, title: title, gradingModels: models, ownerKinds: kinds))
        }
      }
    }
    let reader = GateReader(log: log, sources: Set(header.sources.map(\.id)), holders: holders.map(\.id))
    let given = map.list("gates")
    let gates = given.compactMap { reader.gate($0) }
    var seen: Set<String> = []
    for gate in gates where !seen.insert(gate.id).inserted {
      log.bad(map.place, value: gate.id, zh: "门槛编号重复", en: "The id of a gate is used twice")
    }
    if gates.isEmpty { log.bad(map.place, zh: "gates 至少要有一项", en: "'gates' needs at least one gate") }
    guard let summary, !log.hasErrors else { return nil }
    return GateModel(header: header, summary: summary, holders: holders, gates: gates)
  }
}

/// Reads gates and the grounds on which gates and routes stand.
struct GateReader {
  let log: ModelLog
  let sources: Set<String>
  let holders: [String]

  func gate(_ value: ModelValue) -> DisposalGate? {
    var map = ModelMap(value, log: log)
    let id = map.string("id")
    let title = map.bilingual("title")
    let kinds = words(map.required("of"), as: RightKind.self)
    let acts = words(map.required("before"), as: GatedAct.self)
    let holders = holderNames(&map)
    let condition = map.required("when").flatMap { self.condition($0) }
    let lift = map.optional("liftedBy").flatMap { self.lift($0) }
    let effect = map.required("effect").flatMap { demand($0) }
    let says = map.bilingual("says")
    let evidence = map.bilingual("evidence")
    let ground = map.required("ground").flatMap { self.ground($0) }
    let accept = map.optional("accept")
    let acceptance = accept.flatMap { $0.word(as: GateAcceptance.self, log) }
    map.finish()
    if let accept, acceptance == .closed, effect == .blocks {
      log.bad(
        accept.place, value: GateAcceptance.closed.rawValue, zh: "禁止的门槛关闭时不能凭理由接受",
        en: "A gate that blocks cannot be accepted while it is closed",
        remedy: BilingualText(
          zh: "写 questions 或 nothing，或改 effect", en: "Write questions or nothing, or change the effect"))
    }
    guard let id, let title, let condition, let effect, let says, let evidence, let ground else { return nil }
    if kinds.isEmpty || acts.isEmpty {
      log.bad(value.place, value: id, zh: "of 与 before 都不能为空", en: "Neither 'of' nor 'before' may be empty")
    }
    return DisposalGate(
      id: id, title: title, kinds: kinds, acts: acts, holders: holders, condition: condition, lift: lift,
      effect: effect, says: says, evidence: evidence, ground: ground,
      acceptance: acceptance ?? .usual(effect, ground))
  }

  /// A word, a list of words, or `all`.
  func words<Word>(_ value: ModelValue?, as type: Word.Type) -> [Word]
  where Word: RawRepresentable & CaseIterable, Word.RawValue == String {
    guard let value else { return [] }
    if case .scalar("all") = value.content { return Array(Word.allCases) }
    return value.list(log).compactMap { $0.word(as: type, log) }
  }

  /// The kinds of holders under `for`.
  func holderNames(_ map: inout ModelMap) -> [String] {
    map.optionalList("for").compactMap { value in
      guard let name = value.string(log) else { return nil }
      if !holders.contains(name) {
        log.bad(
          value.place, value: name, zh: "holders 中没有这一类", en: "There is no such kind under holders",
          remedy: BilingualText(
            zh: "允许：" + holders.joined(separator: "、"), en: "Allowed: " + holders.joined(separator: ", ")))
      }
      return name
    }
  }

  /// A condition over facts; experts are not asked at gates.
  func condition(_ value: ModelValue) -> Condition? {
    guard let condition = Condition.read(value, log: log) else { return nil }
    if condition.inputs.count != condition.facts.count {
      log.bad(value.place, zh: "此处的条件只能用事实", en: "Only facts may stand in this condition")
      return nil
    }
    return condition
  }

  private func lift(_ value: ModelValue) -> DisposalGate.Lift? {
    var map = ModelMap(value, log: log)
    let condition = map.required("when").flatMap { self.condition($0) }
    let says = map.bilingual("says")
    map.finish()
    guard let condition, let says else { return nil }
    return DisposalGate.Lift(condition: condition, says: says)
  }

  private func demand(_ value: ModelValue) -> GateDemand? {
    if case .scalar("blocks") = value.content { return .blocks }
    var map = ModelMap(value, log: log)
    let consent = map.optionalBilingual("consentOf")
    let review = map.optionalBilingual("reviewBy")
    let notice = map.optionalBilingual("noticeTo")
    map.finish()
    guard [consent, review, notice].count(where: { $0 != nil }) == 1 else {
      log.bad(
        value.place, zh: "effect 写 blocks，或 consentOf、reviewBy、noticeTo 之一",
        en: "'effect' is blocks, or one of consentOf, reviewBy, noticeTo")
      return nil
    }
    return consent.map { .consent(of: $0) } ?? review.map { .review(by: $0) }
      ?? notice.map { .notice(to: $0) }
  }

  /// The ground under a gate or a route.
  func ground(_ value: ModelValue) -> LegalGround? {
    var map = ModelMap(value, log: log)
    let article = map.bilingual("article")
    let standing = map.word("standing", as: LegalGround.Standing.self)
    let source = map.required("source")
    map.finish()
    guard let article, let standing, let source, let name = source.string(log) else { return nil }
    guard sources.contains(name) else {
      log.add(
        Problem(
          .modelUnsourced, at: source.place, value: name, zh: "sources 中没有这个来源",
          en: "This source is not listed under sources"))
      return nil
    }
    return LegalGround(article: article, standing: standing, source: name)
  }
}
