import PolicyModels
public import PortfolioCore
public import PortfolioReview

extension RouteView {
  /// The routes of some rights for a terminal.
  /// - Parameter isList: a line a right with the recommended route, instead of all routes of each.
  public func text(_ rows: [Int], isList: Bool, limit: Int, width: Int?, ansi: Bool = false) -> String {
    var text = TerminalText.wrap(introduction, width: width) + "\n"
    guard isList else {
      for row in rows {
        let list = routes(row)
        text += TerminalText.heading("\(gateView.number(row)) \(run.table.text("title", row))", ansi: ansi)
        for line in sentences(of: row) { text += TerminalText.wrap("- " + line, indent: 2, width: width) }
        if list.options.isEmpty { text += both("  权利已终止\n", "  the right has ended\n") }
      }
      return text
    }
    text += TerminalTable(candidateTable(Array(rows.prefix(limit)))).render(width: width, ansi: ansi)
    if rows.count > limit {
      text += both(
        "只列前 \(limit) 项，共 \(rows.count) 项\n", "The first \(limit) of \(rows.count)\n")
    }
    return text
  }
}

/// A model of routes in plain words.
public struct RouteModelText: Sendable {
  let model: RouteModel
  let wording: Wording

  /// A text of a model.
  public init(_ model: RouteModel, language: Language) {
    self.model = model
    wording = Wording(language: language, currency: model.currency, moneyDecimals: 0)
  }

  private func both(_ zh: String, _ en: String) -> String { wording.language == .zh ? zh : en }
  private func ground(_ ground: LegalGround) -> String {
    both(
      "\(ground.article.zh)（\(ground.standing.title.zh)）",
      "\(ground.article.en) (\(ground.standing.title.en))")
  }

  /// The text, with paragraphs wrapped to a width.
  public func text(width: Int?, ansi: Bool = false) -> String {
    var text = ModelHeadText(model.header, language: wording.language).text(width: width)
    text += TerminalText.wrap(wording.text(model.summary), width: width)
    for route in model.routes {
      text += TerminalText.heading("\(route.id) \(wording.text(route.title))", ansi: ansi)
      var lines = [
        both("权利：", "Of: ") + wording.list(route.kinds.map { wording.word(.rightKind, $0.rawValue) }),
        both("须安排：", "Arrange: ") + wording.text(route.arrangements),
        both(
          "约 \(route.days) 日，费用 \(wording.money(route.cost))",
          "About \(route.days) days, cost \(wording.money(route.cost))")
          + both("；", "; ") + ground(route.estimate),
        both("依据：", "Ground: ") + ground(route.ground),
      ]
      for need in route.requirements {
        lines.insert(
          both("须满足：", "Needs: ") + ConditionText(wording).text(need.condition)
            + both("（否则：\(need.says.zh)）", " (else: \(need.says.en))"), at: 1)
      }
      if !route.acts.isEmpty {
        lines.append(
          both("门槛按行为：", "Gates before: ") + wording.list(route.acts.map { wording.text($0.title) }))
      }
      for line in lines { text += TerminalText.wrap("- " + line, indent: 2, width: width) }
    }
    text += TerminalText.heading(both("国有资产公开挂牌", "Listing of state assets"), ansi: ansi)
    for step in model.listing {
      text += TerminalText.wrap(
        "- " + wording.text(step.says) + both("；", "; ") + ground(step.ground), indent: 2, width: width)
    }
    return text + ModelHeadText(model.header, language: wording.language).sources(width: width)
  }
}
