public import PortfolioCore
public import PortfolioReview

/// Targets in plain words: what each asks, from which figure, and where it comes from.
public struct TargetSetText: Sendable {
  let model: TargetSet
  let wording: Wording

  /// A text of a model.
  public init(_ model: TargetSet, language: Language) {
    self.model = model
    wording = Wording(language: language, currency: .cny)
  }

  private func both(_ zh: String, _ en: String) -> String { wording.language == .zh ? zh : en }

  /// The text, with paragraphs wrapped to a width.
  public func text(width: Int?, ansi: Bool = false) -> String {
    let head = ModelHeadText(model.header, language: wording.language)
    var text = head.text(width: width)
    for target in model.targets {
      text += TerminalText.heading(wording.text(target.title), ansi: ansi)
      var lines = [both("指标：", "Figure: ") + wording.text(IndicatorTitles.title(target.indicator))]
      if let least = target.atLeast {
        let value =
          target.base != nil || target.indicator.isShare
          ? ModelNumber.percent(least) : ModelNumber.plain(least)
        lines.append(
          target.base.map {
            both(
              "要求：比 figures 表中的 \($0) 至少增长 \(value)",
              "Asks: a growth of at least \(value) over \($0) of table figures")
          } ?? both("要求：至少 \(value)", "Asks: at least \(value)"))
      } else {
        lines.append(both("只列数字，不判断", "The figure is shown, nothing is judged"))
      }
      lines.append(wording.text(target.says))
      lines.append(both("来源：", "Source: ") + "[\(target.source)]")
      for line in lines { text += TerminalText.wrap("- " + line, indent: 2, width: width) }
    }
    text += TerminalText.heading(both("按单位列出的指标", "The panel by unit"), ansi: ansi)
    for id in model.panel {
      let definition = IndicatorDefinition.of(id)
      text += TerminalText.wrap(
        "- " + wording.text(IndicatorTitles.title(id)) + both("：", ": ") + wording.text(definition.formula)
          + both("。局限：", ". Limits: ") + wording.text(definition.limits), indent: 2, width: width)
    }
    return text + head.sources(width: width)
  }
}

/// Survey figures in plain words, each with its sample.
public struct BenchmarkSetText: Sendable {
  let model: BenchmarkSet
  let wording: Wording

  /// A text of a model.
  public init(_ model: BenchmarkSet, language: Language) {
    self.model = model
    wording = Wording(language: language, currency: .cny)
  }

  private func both(_ zh: String, _ en: String) -> String { wording.language == .zh ? zh : en }

  /// The text, with paragraphs wrapped and tables fitted to a width.
  public func text(width: Int?, ansi: Bool = false) -> String {
    let head = ModelHeadText(model.header, language: wording.language)
    var text = head.text(width: width)
    text += TerminalText.wrap(
      both(
        "企业在 figures 表中写明 industry 后，与全部企业和本行业的数字对照；行业：",
        "A firm that states its industry in table figures stands beside all firms and its own industry. Industries: "
      )
        + wording.list(model.industries.map { "\(wording.text($0.title)) (\($0.word))" }), width: width)
    text += TerminalText.heading(both("数字", "Figures"), ansi: ansi)
    text += TerminalTable(
      [
        .init(both("说明", "what"), least: 16), .init(both("数值", "value"), isNumber: true),
        .init(both("样本", "sample"), least: 12), .init(both("来源", "source"), least: 8),
      ],
      model.benchmarks.map {
        [wording.text($0.title), ModelNumber.percent($0.value), wording.text($0.sample), $0.source]
      }
    ).render(width: width, ansi: ansi)
    return text + head.sources(width: width)
  }
}
