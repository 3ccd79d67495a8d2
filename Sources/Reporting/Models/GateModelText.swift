import Grading
import PolicyModels
public import PortfolioCore
public import PortfolioReview

/// A model of gates in plain words: before which acts each gate stands, when it is closed, what it asks, what lifts it.
public struct GateModelText: Sendable {
  let model: GateModel
  let wording: Wording

  /// A text of a model.
  public init(_ model: GateModel, language: Language) {
    self.model = model
    wording = Wording(language: language, currency: .cny)
  }

  private var zh: Bool { wording.language == .zh }
  private func both(_ zh: String, _ en: String) -> String { self.zh ? zh : en }

  /// The text, with paragraphs wrapped to a width.
  public func text(width: Int?, ansi: Bool = false) -> String {
    var text = ModelHeadText(model.header, language: wording.language).text(width: width)
    text += TerminalText.wrap(wording.text(model.summary), width: width)
    for gate in model.gates {
      text += TerminalText.heading("\(gate.id) \(wording.text(gate.title))", ansi: ansi)
      for line in lines(gate) { text += TerminalText.wrap("- " + line, indent: 2, width: width) }
    }
    return text + ModelHeadText(model.header, language: wording.language).sources(width: width)
  }

  private func lines(_ gate: DisposalGate) -> [String] {
    let holders = gate.holders.compactMap { id in model.holders.first { $0.id == id } }
    var lines = [
      wording.text(gate.says),
      both("行为：", "Before: ") + wording.list(gate.acts.map { wording.text($0.title) }),
    ]
    if gate.kinds.count < RightKind.allCases.count {
      lines.append(
        both("权利：", "Of: ") + wording.list(gate.kinds.map { wording.word(.rightKind, $0.rawValue) }))
    }
    if !holders.isEmpty {
      lines.append(both("适用于：", "For: ") + wording.list(holders.map { wording.text($0.title) }))
    }
    lines.append(both("关闭条件：", "Closed when: ") + ConditionText(wording).text(gate.condition))
    lines.append(both("要求：", "Demand: ") + wording.text(gate.effect.title))
    if let lift = gate.lift {
      lines.append(
        both("事实可解除：", "Facts lift it when: ") + ConditionText(wording).text(lift.condition)
          + both("（\(lift.says.zh)）", " (\(lift.says.en))"))
    }
    lines.append(both("凭文件解除：", "Lifted by: ") + wording.text(gate.evidence))
    lines.append(both("决定人：", "Whoever decides: ") + wording.text(gate.acceptance.title))
    lines.append(
      both("依据：", "Ground: ") + wording.text(gate.ground.article)
        + both("（\(gate.ground.standing.title.zh)）", " (\(gate.ground.standing.title.en))"))
    return lines
  }
}

/// A structured condition in words.
struct ConditionText {
  private let wording: Wording

  init(_ wording: Wording) { self.wording = wording }

  private var zh: Bool { wording.language == .zh }

  func text(_ condition: Condition, isInner: Bool = false) -> String {
    func joined(_ list: [Condition], _ word: String) -> String {
      let text = list.map { self.text($0, isInner: true) }.joined(separator: word)
      return isInner && list.count > 1 ? (zh ? "（\(text)）" : "(\(text))") : text
    }
    func title(_ fact: FactID) -> String { wording.factTitle(fact) }
    switch condition {
    case .all(let list): return joined(list, zh ? "，且" : " and ")
    case .any(let list): return joined(list, zh ? "，或" : " or ")
    case .not(let inner): return (zh ? "并非" : "not ") + text(inner, isInner: true)
    case .isOneOf(let fact, let words):
      return title(fact) + (zh ? "为" : " is ")
        + words.map { wording.word(fact, $0) }.joined(separator: zh ? "、" : " or ")
    case .atLeast(let fact, let limit) where FactCatalogue.definition(fact)?.type == .flag && limit == 1:
      return title(fact) + (zh ? "为是" : ": yes")
    case .atMost(let fact, let limit) where FactCatalogue.definition(fact)?.type == .flag && limit == 0:
      return title(fact) + (zh ? "为否" : ": no")
    case .atLeast(let fact, let limit): return title(fact) + (zh ? "至少 " : " at least ") + plain(limit)
    case .moreThan(let fact, let limit): return title(fact) + (zh ? "超过 " : " more than ") + plain(limit)
    case .atMost(let fact, let limit): return title(fact) + (zh ? "至多 " : " at most ") + plain(limit)
    case .yearsSinceAtLeast(let fact, let years):
      return zh ? "\(title(fact))距今至少 \(plain(years)) 年" : "\(title(fact)) at least \(plain(years)) years ago"
    case .yearsSinceBelow(let fact, let years):
      return zh
        ? "\(title(fact))距今不到 \(plain(years)) 年" : "\(title(fact)) less than \(plain(years)) years ago"
    case .daysSinceAtLeast(let fact, let days):
      return zh ? "\(title(fact))距今至少 \(plain(days)) 日" : "\(title(fact)) at least \(plain(days)) days ago"
    case .daysUntilAtMost(let fact, let days):
      return zh ? "\(title(fact))在 \(plain(days)) 日之内" : "\(title(fact)) within \(plain(days)) days"
    case .known(let fact): return zh ? "有\(title(fact))的记录" : "\(title(fact)) is recorded"
    case .unknown(let fact): return zh ? "没有\(title(fact))的记录" : "\(title(fact)) is not recorded"
    case .notApplicable(let fact): return zh ? "\(title(fact))不适用" : "\(title(fact)) does not apply"
    }
  }

  private func plain(_ number: Double) -> String {
    number == number.rounded() && number.magnitude < 1e15 ? "\(Int(number))" : "\(number)"
  }
}
