public import PortfolioCore
public import Valuation

/// Valuation settings in plain words: rates, lives, weights and premises, each with its source.
public struct ValuationSettingsText: Sendable {
  let model: ValuationSettings
  let wording: Wording

  /// A text of a model.
  public init(_ model: ValuationSettings, language: Language) {
    self.model = model
    wording = Wording(language: language, currency: .cny)
  }

  private func both(_ zh: String, _ en: String) -> String { wording.language == .zh ? zh : en }

  /// The text, with paragraphs wrapped and tables fitted to a width.
  public func text(width: Int?, ansi: Bool = false) -> String {
    let head = ModelHeadText(model.header, language: wording.language)
    var text = head.text(width: width)
    func section(_ title: String, _ rows: [[String]]) {
      text += TerminalText.heading(title, ansi: ansi)
      text += TerminalTable(
        [
          .init(both("参数", "setting"), least: 16), .init(both("取值", "value"), isNumber: true),
          .init(both("来源", "source")),
        ], rows
      ).render(width: width, ansi: ansi)
    }
    section(both("折现率", "Discount rate"), discountRows)
    text += TerminalText.wrap(
      both(
        "折现率是无风险利率与各项溢价之和；登记册中进入 discount 的因素越好，溢价越低。合计 \(percent(model.discountRate(place: 1).rate)) 至 \(percent(model.discountRate(place: 0).rate))。",
        "The rate is the riskless one and the premia together; the better the factors of the entry discount, the lower the premia. In all \(percent(model.discountRate(place: 1).rate)) to \(percent(model.discountRate(place: 0).rate))."
      ),
      width: width)
    section(both("收入、年限与税", "Revenue, lives and tax"), lifeRows)
    section(both("变现", "Sale"), saleRows)
    section(both("各方法的权重（只计适用者）", "Weights of the methods, of those that apply"), weightRows)
    section(
      both("产品收入按作用分摊的权重", "Shares of a product's revenue by role"),
      model.roleWeights.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
        [wording.word(.productUse, $0.key), ModelNumber.plain($0.value), ""]
      })
    text += TerminalText.heading(both("仅作背景，不参与计算", "Context only, never counted"), ansi: ansi)
    for context in model.context {
      text += TerminalText.wrap(
        "- \(wording.text(context.text)) [\(context.source)]", indent: 2, width: width)
    }
    text += TerminalText.heading(both("评估师需要的材料", "What an appraiser needs"), ansi: ansi)
    for item in model.checklist {
      text += TerminalText.wrap("- " + wording.text(item), indent: 2, width: width)
    }
    return text + head.sources(width: width)
  }

  private func percent(_ share: Double) -> String { ModelNumber.percent(share) }

  private func row(_ zh: String, _ en: String, _ value: String, _ source: String) -> [String] {
    [both(zh, en), value, source]
  }

  private var discountRows: [[String]] {
    let riskless = model.riskless
    let first = row(
      "无风险利率（\(riskless.seenOn.iso)）", "Riskless rate (\(riskless.seenOn.iso))", percent(riskless.rate.value),
      riskless.rate.source)
    let premia = model.premia.map {
      [wording.text($0.title), "\(percent($0.low)) – \(percent($0.high))", $0.source]
    }
    return [first] + premia + [
      row(
        "折现率可能偏离（百分点）", "The rate may be off by", "± " + percent(model.rateSpread.value),
        model.rateSpread.source)
    ]
  }

  private var lifeRows: [[String]] {
    let timing: String
    switch model.timing {
    case .end: timing = both("年末", "end of year")
    case .middle: timing = both("年中", "middle of year")
    case .start: timing = both("年初", "start of year")
    }
    var rows = [
      row("现金流的时点", "When flows count", timing, ""),
      row("企业所得税率", "Income tax", percent(model.tax.value), model.tax.source),
    ]
    if let years = model.amortisationYears {
      rows.append(row("税法摊销年限", "Amortisation for tax (years)", ModelNumber.plain(years.value), years.source))
    }
    return rows + [
      row(
        "强度衰减至此即视为终了", "Spent when so much of the strength is left", percent(model.spentShare.value),
        model.spentShare.source),
      row(
        "收入相对预测的离散度", "Spread of revenue (log)", percent(model.revenueSigma.value), model.revenueSigma.source),
      row(
        "费率可能偏离（区间宽度的）", "The royalty may be off by (of its range)",
        "± " + percent(model.royaltySpread.value), model.royaltySpread.source),
      row(
        "预测期后的增长率", "Growth after the forecast", percent(model.laterGrowth.value), model.laterGrowth.source),
      row(
        "没有市场的收入，视为有权利（低值–其他）", "Revenue without a market that counts (low – else)",
        "\(percent(model.unknownMarket.low)) – \(percent(model.unknownMarket.high))",
        model.unknownMarket.source),
      row(
        "销售头几年的足额许可费比例", "Of the full royalty in the first years of sales",
        model.ramp.isEmpty ? percent(1) : model.ramp.map(percent).joined(separator: ", "), ""),
      row(
        "一同变动的输入", "Inputs that move together",
        model.correlated.isEmpty
          ? both("无", "none")
          : model.correlated.map {
            "\($0.first.rawValue)–\($0.second.rawValue) \(ModelNumber.plain($0.value))"
          }.joined(separator: ", "), model.correlated.first?.source ?? ""),
      row(
        "未开发项目的年方差", "Yearly variance of a project", percent(model.projectVariance.value),
        model.projectVariance.source),
      row(
        "成本法的开发利润", "Developer's margin on cost", percent(model.developerMargin.value),
        model.developerMargin.source),
      row(
        "成本的受益年限", "Useful life of cost (years)", ModelNumber.plain(model.usefulLife.value),
        model.usefulLife.source),
    ]
  }

  private var saleRows: [[String]] {
    [
      row(
        "有序出售，占在用价值", "Orderly sale, of value in use",
        "\(percent(model.orderly.low)) – \(percent(model.orderly.high))", model.orderly.source),
      row("强制出售，占有序出售", "Forced sale, of an orderly one", percent(model.forced.value), model.forced.source),
      row(
        "开放许可：固定费上限", "Open licence: greatest fee",
        "\(model.openLicence.fee.currency.code) \(model.openLicence.fee.decimal)", model.openLicence.source),
      row(
        "开放许可：销售额提成上限", "Open licence: greatest royalty on sales", percent(model.openLicence.sales),
        model.openLicence.source),
      row(
        "开放许可：利润提成上限", "Open licence: greatest royalty on profit", percent(model.openLicence.profit),
        model.openLicence.source),
    ]
  }

  private var weightRows: [[String]] {
    model.methodWeights.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
      [
        ValuationMethod(rawValue: $0.key).map { wording.text($0.title) } ?? $0.key,
        ModelNumber.plain($0.value), "",
      ]
    }
  }
}
