public import PortfolioCore

/// How far whoever decides may answer for a gate with a reason instead of the paper that lifts it.
public enum GateAcceptance: String, CaseIterable, Sendable {
  /// Not at all: without the paper nothing goes on.
  case nothing
  /// A question may be left open; a gate that facts have closed needs its paper.
  case questions
  /// Also a gate that is closed.
  case closed

  /// Whether a state may be answered for.
  public func covers(_ state: GateState) -> Bool {
    switch self {
    case .nothing: return false
    case .questions: return state == .question
    case .closed: return state.isOpenIssue
    }
  }

  /// The word for people.
  public var title: BilingualText {
    switch self {
    case .nothing: return BilingualText(zh: "不得接受", en: "nothing can be accepted")
    case .questions: return BilingualText(zh: "只可接受未查明的问题", en: "open questions can be accepted")
    case .closed: return BilingualText(zh: "可说明理由后接受", en: "can be accepted with a reason")
    }
  }

  /// What a gate allows that does not say it: what forbids is never waived; a consent belongs to whoever gives it, and
  /// only a rule of the house is the house's to waive; reviews and notices are its own work.
  static func usual(_ effect: GateDemand, _ ground: LegalGround) -> GateAcceptance {
    switch effect {
    case .blocks: return .questions
    case .consent: return ground.standing == .houseRule ? .closed : .questions
    case .review, .notice: return .closed
    }
  }
}

extension EvidenceChange {
  private var title: BilingualText {
    if let tie = RightTie(rawValue: subject) { return tie.title }
    return FactCatalogue.definition(FactID(subject))?.title ?? BilingualText(zh: subject, en: subject)
  }

  private func words(_ values: [String], _ pick: (BilingualText) -> String, none: String, join: String)
    -> String
  {
    guard !values.isEmpty else { return none }
    let known = FactCatalogue.definition(FactID(subject))?.words ?? []
    let flags = ["yes": BilingualText(zh: "是", en: "yes"), "no": BilingualText(zh: "否", en: "no")]
    return values.map { value in
      (known.first { $0.word == value }?.title ?? flags[value]).map(pick) ?? value
    }.joined(separator: join)
  }

  /// What it was, and what it is.
  public var sentence: BilingualText {
    BilingualText(
      zh:
        "\(title.zh)原为 \(words(then, \.zh, none: "未知", join: "、"))，现为 \(words(now, \.zh, none: "未知", join: "、"))",
      en:
        "\(title.en): then \(words(then, \.en, none: "not known", join: ", ")); now \(words(now, \.en, none: "not known", join: ", "))"
    )
  }
}

extension GateFinding {
  /// That its document answers other facts than those of now; nil where it answers them, or there is none.
  public var outdated: BilingualText? {
    guard let evidence, !changes.isEmpty else { return nil }
    return BilingualText(
      zh: "\(evidence.day.iso) 的文件答复的是另一些事实：\(changes.map(\.sentence.zh).joined(separator: "；"))",
      en:
        "the paper of \(evidence.day.iso) answers other facts: \(changes.map(\.sentence.en).joined(separator: "; "))"
    )
  }

  /// What lifts the gate: a document, or facts where facts can.
  public var liftedBy: BilingualText {
    guard let lift = gate.lift else { return gate.evidence }
    return BilingualText(
      zh: "\(gate.evidence.zh)；或：\(lift.says.zh)", en: "\(gate.evidence.en); or: \(lift.says.en)")
  }
}
