internal import Foundation
public import PortfolioCore
public import Survival

/// A hazard model in plain words: of which rights it speaks, what makes a lapse likelier, how it was fitted, how well it
/// separates, and what it cannot say.
public struct HazardModelText: Sendable {
  let model: LapseHazardModel
  let wording: Wording

  /// A text of a model.
  public init(_ model: LapseHazardModel, language: Language) {
    self.model = model
    wording = Wording(language: language, currency: .cny)
  }

  private func both(_ zh: String, _ en: String) -> String { wording.language == .zh ? zh : en }

  /// The text, with paragraphs wrapped and tables fitted to a width.
  public func text(width: Int?, ansi: Bool = false) -> String {
    let head = ModelHeadText(model.header, language: wording.language)
    var text = head.text(width: width)
    func line(_ zh: String, _ en: String) { text += TerminalText.wrap(both(zh, en), width: width) }
    let kinds = wording.list(model.appliesTo.map { wording.word(.rightKind, $0.rawValue) })
    let offices = wording.list(model.offices.map { wording.word(.office, $0) })
    line(
      "适用于：\(offices)的\(kinds)，自申请日起 \(model.termYears) 年之内；给出今后 \(model.horizon) 年内不再缴费维持的概率",
      "For: \(kinds), \(offices), within \(model.termYears) years from filing; gives the chance of being let lapse within \(model.horizon) years"
    )
    line("只供参考，不进入等级。", "A view beside the grade; it does not enter it.")
    text += TerminalText.heading(both("各项因素", "What counts"), ansi: ansi)
    text += TerminalTable(
      [
        .init(both("因素", "term"), least: 12), .init(both("事实", "fact"), least: 8),
        .init(both("系数", "coefficient"), isNumber: true),
        .init(both("标准误", "standard error"), isNumber: true),
        .init(both("几率之比", "odds ratio"), isNumber: true), .init(both("未知时", "where not known"), least: 8),
      ],
      model.terms.map { term in
        [
          wording.text(term.title), wording.factTitle(term.fact) + only(term),
          NumberText.fixed(term.coefficient, 4),
          NumberText.fixed(term.standardError, 4), NumberText.fixed(exp(term.coefficient), 2),
          "\(ModelNumber.plain(term.assumed)) (\(ModelNumber.plain(term.range.lowerBound))–\(ModelNumber.plain(term.range.upperBound)))",
        ]
      }
    ).render(width: width, ansi: ansi)
    line(
      "几率之比大于 1：该项每增加一个单位，当年失效的几率按此倍数增加；系数不到标准误的两倍者，与无从区别。",
      "Odds ratio above 1: one unit more of the term multiplies the odds of lapsing in a year by it. A coefficient of less than twice its standard error is no different from none."
    )
    slopes(&text, width, ansi)
    early(&text, width, ansi)
    text += TerminalText.heading(both("各年基线", "The baseline"), ansi: ansi)
    text += TerminalTable(
      [
        .init(
          model.clock == .grant
            ? both("自授权日起满（年）", "years since grant") : both("自申请日起满（年）", "years since filing"), isNumber: true),
        .init(both("各项为 0 时的当年概率", "chance in the year, all terms 0"), isNumber: true),
      ],
      model.baseline.map {
        ["\($0.age)", NumberText.fixed(100 / (1 + exp(-$0.logit)), 1) + " %"]
      }
    ).render(width: width, ansi: ansi)
    text += TerminalText.heading(both("分档", "Bands"), ansi: ansi)
    for band in model.bands {
      line(
        "- \(band.title.zh)：\(ModelNumber.percent(band.atLeast)) 及以上",
        "- \(band.title.en): from \(ModelNumber.percent(band.atLeast))")
    }
    fit(&text, width, ansi)
    return text + head.sources(width: width)
  }

  /// The coefficients by group of owner, where they differ.
  private func slopes(_ text: inout String, _ width: Int?, _ ansi: Bool) {
    let differing = model.terms.filter { !$0.deviations.isEmpty }
    guard !differing.isEmpty else { return }
    text += TerminalText.heading(both("各类权利人的系数", "Coefficients by group"), ansi: ansi)
    text += TerminalTable(
      [
        .init(both("因素", "term"), least: 12), .init(both("类别", "group"), least: 8),
        .init(both("系数", "coefficient"), isNumber: true),
        .init(both("与共同系数之差", "from the common one"), isNumber: true),
        .init(both("差的标准误", "standard error of it"), isNumber: true),
      ],
      differing.flatMap { term in
        term.deviations.map { one in
          [
            wording.text(term.title), wording.text(model.terms[one.group].title),
            NumberText.fixed(term.coefficient + one.coefficient, 4), NumberText.fixed(one.coefficient, 4),
            NumberText.fixed(one.standardError, 4),
          ]
        }
      }
    ).render(width: width, ansi: ansi)
    let ridge = ModelNumber.plain(model.fit.deviationRidge ?? 0)
    line(
      &text, width, "差从未知时的取值起算，并以岭惩罚 \(ridge) 拉向共同系数：权利少的类别多取共同系数。",
      "The difference counts from the value where not known, and is drawn to the common coefficient by a ridge of \(ridge): a group of few rights takes most from all."
    )
  }

  /// The coefficients in the early years, where they differ.
  private func early(_ text: inout String, _ width: Int?, _ ansi: Bool) {
    let differing = model.terms.compactMap { term in term.early.map { (term, $0) } }
    guard !differing.isEmpty else { return }
    let years = model.earlyYears
    let from = model.clock == .grant ? both("授权", "grant") : both("申请", "filing")
    text += TerminalText.heading(
      both("\(from)后 \(years) 年之内的系数", "Coefficients in the first \(years) years after \(from)"), ansi: ansi)
    text += TerminalTable(
      [
        .init(both("因素", "term"), least: 12), .init(both("系数", "coefficient"), isNumber: true),
        .init(both("与其后之差", "more than afterwards"), isNumber: true),
        .init(both("差的标准误", "standard error of it"), isNumber: true),
      ],
      differing.map { term, early in
        [
          wording.text(term.title), NumberText.fixed(term.coefficient + early.coefficient, 4),
          NumberText.fixed(early.coefficient, 4), NumberText.fixed(early.standardError, 4),
        ]
      }
    ).render(width: width, ansi: ansi)
    let ridge = ModelNumber.plain(model.fit.earlyRidge ?? 0)
    line(
      &text, width, "差从未知时的取值起算，以岭惩罚 \(ridge) 拉向 0；各类权利人之差在这几年中同样计入。",
      "The difference counts from the value where not known, and is drawn to 0 by a ridge of \(ridge); those by group of owner count in these years too."
    )
  }

  private func line(_ text: inout String, _ width: Int?, _ zh: String, _ en: String) {
    text += TerminalText.wrap(both(zh, en), width: width)
  }

  private func only(_ term: LapseHazardModel.Term) -> String {
    var parts: [String] = []
    if !term.words.isEmpty { parts.append(wording.list(term.words.map { wording.word(term.fact, $0) })) }
    if let only = term.onlyWhen {
      let words = wording.list(only.words.map { wording.word(only.fact, $0) })
      parts.append(
        both(
          "仅当\(wording.factTitle(only.fact))为\(words)",
          "only where \(wording.factTitle(only.fact)) is \(words)"))
    }
    return parts.isEmpty
      ? "" : both("（\(parts.joined(separator: "；"))）", " (\(parts.joined(separator: "; ")))")
  }

  private func fit(_ text: inout String, _ width: Int?, _ ansi: Bool) {
    let fit = model.fit
    text += TerminalText.heading(both("如何拟合，有多准", "How it was fitted, and how well it separates"), ansi: ansi)
    for line in [
      wording.text(fit.data),
      both(
        "\(fit.rights) 项，其中失效 \(fit.lapses) 项；观察至 \(fit.observedUntil.iso)，\(fit.fittedOn.iso) 拟合，岭惩罚 \(ModelNumber.plain(fit.ridge))",
        "\(fit.rights) rights, \(fit.lapses) of them let lapse; observed until \(fit.observedUntil.iso), fitted on \(fit.fittedOn.iso), ridge \(ModelNumber.plain(fit.ridge))"
      ),
      both(
        "AUC：样本内 \(ModelNumber.plain(fit.aucInSample))，样本外 \(ModelNumber.plain(fit.aucOutOfSample))（\(fit.folds) 折，重复 \(fit.repetitions) 次）",
        "AUC: \(ModelNumber.plain(fit.aucInSample)) in sample, \(ModelNumber.plain(fit.aucOutOfSample)) out of sample (\(fit.folds) folds, \(fit.repetitions) repetitions)"
      ),
      both("重做：", "To fit again: ") + fit.code, both("局限：", "Limits: ") + wording.text(fit.limits),
    ] {
      text += TerminalText.wrap("- " + line, indent: 2, width: width)
    }
    if let limits = fit.horizonLimits {
      text += TerminalText.wrap("- " + wording.text(limits), indent: 2, width: width)
    }
  }
}
