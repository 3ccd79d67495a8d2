internal import Grading
public import PortfolioCore
public import Scoring

/// A classification in plain words: who is asked, when each case holds, and the published share.
public struct ClassificationModelText: Sendable {
  let model: Classification
  let wording: Wording

  /// A text of a model.
  public init(_ model: Classification, language: Language) {
    self.model = model
    wording = Wording(language: language, currency: .cny)
  }

  private func both(_ zh: String, _ en: String) -> String { wording.language == .zh ? zh : en }

  /// The text, with paragraphs wrapped to a width.
  public func text(width: Int?, ansi: Bool = false) -> String {
    let head = ModelHeadText(model.header, language: wording.language)
    let condition = ConditionText(wording)
    var text = head.text(width: width) + TerminalText.wrap(wording.text(model.summary), width: width)
    text += TerminalText.wrap(
      both("提问范围：", "Asked of: ") + wording.text(model.scopeTitle)
        + both("（\(condition.text(model.scope))）", " (\(condition.text(model.scope)))"), width: width)
    text += TerminalText.wrap(
      both(
        "一种情形成立即是；各情形都确知不成立才是“否”；否则无从判断",
        "Yes where one case holds; no where all are known not to hold; else it cannot be said"),
      width: width)
    for one in model.cases {
      text += TerminalText.heading(wording.text(one.title), ansi: ansi)
      for line in [
        both("条件：", "When: ") + condition.text(one.test), both("证据：", "Evidence: ") + wording.text(one.says),
        both("来源：", "Source: ") + "[\(one.source)]",
      ] {
        text += TerminalText.wrap("- " + line, indent: 2, width: width)
      }
    }
    if let benchmark = model.benchmark {
      text += "\n"
      text += TerminalText.wrap(
        both("对照：", "Compare: ")
          + "\(wording.text(benchmark.title)) \(ModelNumber.percent(benchmark.share)) [\(benchmark.source)]",
        width: width)
    }
    return text + head.sources(width: width)
  }
}
