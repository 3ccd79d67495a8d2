import Grading
public import PortfolioCore
public import PortfolioReview
import Valuation

/// What an asset is worth, as sections: the same for terminals, pages and spreadsheets.
public struct AssetValueView: Sendable {
  /// The language.
  public let language: Language
  /// The asset's number and title.
  public let heading: String
  /// The sections.
  public let sections: [ReportSection]

  let wording: Wording
  let asset: AssetValue
  let valuer: AssetValuer

  /// The view of an asset.
  public init(_ asset: AssetValue, of valuer: AssetValuer, language: Language) {
    self.language = language
    self.asset = asset
    self.valuer = valuer
    wording = Wording(language: language, currency: valuer.run.currency, moneyDecimals: 0)
    heading = asset.number + "  " + asset.title.text(language)
    let builder = AssetValueBuilder(asset: asset, valuer: valuer, wording: wording)
    sections = builder.sections()
  }

  /// How amounts are rounded.
  static let roundingRule = BilingualText(
    zh: "金额一律向下取整；表内各行分摊尾差，使所列各数之和等于所列合计。",
    en:
      "Amounts are rounded down to whole units; within a table the lines share the rest, so that they add up to the printed sum."
  )

  /// What stands above every value: it is an estimate for decisions.
  public static let disclaimer = BilingualText(
    zh: "本结果是供内部决策的估算，不是法定资产评估报告；法定评估须由评估机构指定至少两名评估专业人员承办并签名（资产评估法第二十八条）。",
    en:
      "This is an estimate for decisions, not a statutory appraisal report, which at least two assigned appraisers must make and sign (Asset Appraisal Law of the PRC, article 28)."
  )
}

/// Makes the sections.
struct AssetValueBuilder {
  let asset: AssetValue
  let valuer: AssetValuer
  let wording: Wording

  var settings: ValuationSettings { valuer.settings }

  func say(_ zh: String, _ en: String) -> String { wording.language == .zh ? zh : en }
  func say(_ text: BilingualText) -> String { text.text(wording.language) }

  /// An amount in whole major units, rounded down: the one rule of all amounts of a valuation, lists and packets too, so
  /// that the same value is the same figure wherever it stands.
  static func money(_ amount: Double) -> String { NumberText.fixed(amount.rounded(.down), 0) }

  func money(_ amount: Double) -> String { AssetValueBuilder.money(amount) }

  /// Weights that sum to 1 in tenths of a per cent that add up to exactly 100 %: 62.5 and 37.5 are no 63 and 37.
  static func weightTexts(_ weights: [Double]) -> [String] {
    NumberText.roundedToSum(weights.map { $0 * 10 }, total: 1000).map { tenths in
      tenths % 10 == 0 ? "\(tenths / 10)%" : "\(tenths / 10).\(tenths % 10)%"
    }
  }

  /// Weights that sum to 1 with four decimals that add up to exactly 1.
  static func weightDecimals(_ weights: [Double]) -> [String] {
    NumberText.roundedToSum(weights.map { $0 * 100 }, total: 10_000).map {
      NumberText.scaledText($0, 4, separators: false)
    }
  }

  /// A share or rate in per cent: with two decimals where they are exact, else with four, so that what adds up can be
  /// added up as printed.
  static func shareText(_ share: Double) -> String {
    let hundredths = share * 10_000
    return NumberText.fixed(share * 100, abs(hundredths - hundredths.rounded()) < 1e-6 ? 2 : 4) + "%"
  }

  func text(_ value: InputValue) -> String {
    switch value {
    case .money(let amount): return money(amount) + " " + wording.moneyUnit
    case .percent(let share): return AssetValueBuilder.shareText(share)
    case .years(let years): return NumberText.fixed(years, 2) + say(" 年", " years")
    case .number(let number):
      return number == number.rounded() && abs(number) < 10_000
        ? NumberText.fixed(number, 0, separators: false) : NumberText.fixed(number, 4)
    case .text(let text): return say(text)
    }
  }

  func sections() -> [ReportSection] {
    if asset.hasEnded { return [summary] + [doubts].compactMap { $0 } }
    return [summary] + [doubts].compactMap { $0 } + [methods] + [bridge].compactMap { $0 } + explanations
      + [register, actions, evidence].compactMap { $0 } + simulations + [context, methodCards]
  }

  private var methodCards: ReportSection {
    ReportSection(
      "value-method-cards", say("各方法怎么算、有什么局限", "How each method reckons, and its limits"),
      [.methods(MethodCards.valuation(asset.methods.map(\.method), wording))])
  }

  var unit: String { wording.moneyUnit }

  /// A value in three cases.
  private func cells(_ range: ValueRange) -> [ReportTable.Cell] {
    [range.low, range.base, range.high].map { ReportTable.Cell(money($0)) }
  }

  private var rangeColumns: [ReportTable.Column] {
    [
      ReportTable.Column(say("低", "Low"), .number), ReportTable.Column(say("基准", "Base"), .number),
      ReportTable.Column(say("高", "High"), .number),
    ]
  }

  // MARK: Summary

  private var summary: ReportSection {
    let day = valuer.run.asOf.iso
    var blocks: [ReportBlock] = [
      .paragraph(say(AssetValueView.disclaimer)), .paragraph(say("基准日 \(day)。", "Valuation day \(day).")),
      .paragraph(say(asset.sentence)),
    ]
    if let value = asset.value {
      var rows = [[ReportTable.Cell(say("在用价值", "Value in use"))] + cells(value)]
      if let realisable = asset.realisable {
        let percent = percent(realisable.share)
        rows.append(
          [ReportTable.Cell(say("有序出售（在用价值的 \(percent)）", "Orderly sale (\(percent) of that)"))]
            + cells(realisable.orderly))
        let forced = self.percent(settings.forced.value)
        rows.append(
          [
            ReportTable.Cell(say("强制出售（有序出售的 \(forced)）", "Forced sale (\(forced) of the orderly one)"))
          ] + cells(realisable.forced))
      }
      blocks.append(
        .table(
          ReportTable(
            "value-premises", say("价值（\(unit)）", "Value (\(unit))"),
            [ReportTable.Column(say("前提（\(unit)）", "Premise (\(unit))"))] + rangeColumns, rows)))
    }
    for (name, share) in asset.products {
      blocks.append(
        .paragraph(
          say(
            "收入归属：\(name.zh) 的 \(percent(share))", "Revenue: \(percent(share)) of \(name.en)")))
    }
    if !asset.intangibles.isEmpty {
      blocks.append(
        .paragraph(
          say("同一产品的其他无形资产：", "Other intangibles of the same products: ") + wording.list(asset.intangibles)))
    }
    blocks += hints.map { .paragraph($0) }
    return ReportSection("value-summary", asset.number, blocks)
  }

  // MARK: Methods

  private var methods: ReportSection {
    let percents = Dictionary(
      zip(
        asset.reconciliation.parts.map(\.method),
        AssetValueBuilder.weightTexts(asset.reconciliation.parts.map(\.weight))),
      uniquingKeysWith: { first, _ in first })
    let rows = asset.methods.map { result -> [ReportTable.Cell] in
      let name = ReportTable.Cell(say(result.method.title))
      switch result.outcome {
      case .success(let range):
        let weight = percents[result.method] ?? wording.dash
        let remark = percents[result.method] == nil ? say("供对照，不计入", "for comparison, not counted") : ""
        return [name] + cells(range) + [ReportTable.Cell(weight), ReportTable.Cell(remark, muted: true)]
      case .failure(let why):
        let dash = ReportTable.Cell(wording.dash)
        return [
          name, dash, dash, dash, dash,
          ReportTable.Cell(say("不适用：", "not applicable, because ") + say(why.reason), muted: true),
        ]
      }
    }
    var blocks: [ReportBlock] = [
      .table(
        ReportTable(
          "value-methods", say("各方法（\(unit)）", "Methods (\(unit))"),
          [ReportTable.Column(say("方法", "Method"))] + rangeColumns + [
            ReportTable.Column(say("权重", "Weight"), .number), ReportTable.Column(say("说明", "Remark"), .long),
          ], rows))
    ]
    if let floor = asset.reconciliation.floorNote {
      blocks.append(.paragraph(say("\(floor.zh)。", "\(floor.en).")))
    }
    if let why = asset.reconciliation.explanation { blocks.append(.paragraph(say(why))) }
    blocks.append(.paragraph(say(AssetValueView.roundingRule)))
    return ReportSection("value-methods-section", say("方法并列", "Methods side by side"), blocks)
  }

  /// Inputs and table of every method that applies.
  private var explanations: [ReportSection] {
    asset.methods.filter { $0.value != nil }.map { result in
      let id = "value-" + result.method.rawValue
      var blocks: [ReportBlock] = []
      if !result.inputs.isEmpty {
        blocks.append(
          .table(
            ReportTable(
              id + "-inputs", say("参数", "Inputs"),
              [
                ReportTable.Column(say("参数", "Input")), ReportTable.Column(say("取值", "Value"), .number),
                ReportTable.Column(say("来源", "Source"), .long),
              ],
              result.inputs.map { input in
                [input.label, input.source].map { ReportTable.Cell(say($0)) }.inserting(
                  ReportTable.Cell(text(input.value)), at: 1)
              })))
      }
      if let table = result.table {
        blocks.append(.table(flows(table, id, assumed: result.assumedYears)))
        if let line = benefitLine(result, table) { blocks.append(.paragraph(line)) }
      }
      for note in result.notes { blocks.append(.paragraph(say(note))) }
      return ReportSection(id, say(result.method.title), blocks)
    }
  }

  // MARK: Register

  private var register: ReportSection {
    let entries: [AssetFactors.Entry: String] = [
      .royalty: say("许可费率", "royalty"), .life: say("寿命", "life"), .discount: say("折现率", "discount rate"),
      .realisable: say("可变现", "realisable"),
    ]
    let rows = asset.profile.answers.map { answer -> [ReportTable.Cell] in
      let level = min(5, max(1, Int(answer.level.rounded())))
      return [
        say(answer.factor.title), NumberText.fixed(answer.level, 1),
        answer.isKnown ? say(answer.factor.levels[level - 1]) : wording.dash, ground(answer),
        wording.list(answer.entering.map { entries[$0.entry] ?? "" }),
      ].map { ReportTable.Cell($0) }
    }
    return ReportSection(
      "value-register", say("资产登记册", "Asset register"),
      [
        .table(
          ReportTable(
            "value-register-table", say("资产登记册", "Asset register"),
            [
              ReportTable.Column(say("因素", "Factor")), ReportTable.Column(say("级别", "Level"), .number),
              ReportTable.Column(say("含义", "Meaning"), .long), ReportTable.Column(say("依据", "Ground"), .long),
              ReportTable.Column(say("进入", "Enters"), .long),
            ], rows))
      ])
  }

  /// Where an answer of the register comes from.
  func ground(_ answer: FactorAnswer) -> String {
    switch answer.origin {
    case .people(let assessors, let day):
      return ([say("\(assessors) 人评，\(day.iso)", "\(assessors) assessors, \(day.iso)")] + answer.evidence)
        .joined(separator: say("；", "; "))
    case .fact(let fact): return wording.factTitle(fact)
    case .markets(let covered):
      return say(
        "revenues 表的市场：\(percent(covered, decimals: 1)) 的收入在有权利的市场",
        "markets of table revenues: \(percent(covered, decimals: 1)) of sales are where a right stands")
    case .limited(_, let contracts) where contracts.isEmpty: return say("法定期限已经届满", "its term is over")
    case .limited(let years, let contracts):
      let list = contracts.joined(separator: ", ")
      let left = NumberText.fixed(years, 2)
      return say("许入许可 \(list)：剩余 \(left) 年", "licence in \(list): \(left) years left")
    case .nobody: return say("无人回答，按 3 级", "nobody answered; 3 assumed")
    }
  }

  private var evidence: ReportSection {
    func list(_ isShown: Bool) -> [String] {
      asset.evidence.filter { $0.isShown == isShown }.map { (isShown ? "+ " : "− ") + say($0.text) }
    }
    return ReportSection(
      "value-evidence", say("能示明的与不能示明的", "What can be shown and what cannot"),
      [.list(list(true) + list(false))])
  }

  // MARK: Uncertainty

  /// One section a method that draws; charts stand with the first alone.
  private var simulations: [ReportSection] {
    let drawn = asset.methods.filter { $0.simulation != nil && $0.method != .market }
    return drawn.enumerated().compactMap { place, result in
      result.simulation.map {
        simulation($0, of: result.method, isFirst: place == 0, isOnly: drawn.count == 1)
      }
    }
  }

  private func simulation(
    _ outcome: SimulationResult, of method: ValuationMethod, isFirst: Bool, isOnly: Bool
  ) -> ReportSection {
    let median = outcome.quantileLimits(0.5)
    let tornado = outcome.tornado.map { bar in
      [
        say(bar.label), NumberText.fixed(bar.inputLow, 3), NumberText.fixed(bar.inputHigh, 3),
        money(bar.valueAtLow),
        money(bar.valueAtHigh), NumberText.fixed(bar.rankCorrelation, 2),
      ].map { ReportTable.Cell($0) }
    }
    let count = outcome.sorted.count
    let suffix = isFirst ? "" : "-" + method.rawValue
    var blocks: [ReportBlock] = [
      .paragraph(
        say(
          "\(wording.count(count)) 次抽样，种子 \(valuer.seed)：P10 \(money(outcome.quantile(0.1)))，P50 \(money(outcome.quantile(0.5)))（95% 区间 \(money(median.low)) 至 \(money(median.high))），P90 \(money(outcome.quantile(0.9)))；平均 \(money(outcome.mean))，标准误 \(money(outcome.standardError))。",
          "\(wording.count(count)) draws, seed \(valuer.seed): P10 \(money(outcome.quantile(0.1))), P50 \(money(outcome.quantile(0.5))) (95 % limits \(money(median.low)) to \(money(median.high))), P90 \(money(outcome.quantile(0.9))); mean \(money(outcome.mean)), standard error \(money(outcome.standardError))."
        )),
      .table(
        ReportTable(
          "value-tornado" + suffix, say("敏感性（\(unit)）", "Sensitivity (\(unit))"),
          [
            ReportTable.Column(say("输入", "Input")), ReportTable.Column("P10", .number),
            ReportTable.Column("P90", .number), ReportTable.Column(say("价值（P10）", "Value at P10"), .number),
            ReportTable.Column(say("价值（P90）", "Value at P90"), .number),
            ReportTable.Column(say("秩相关", "Rank correlation"), .number),
          ], tornado)),
    ]
    let charts = isFirst ? self.charts(outcome) : []
    if !charts.isEmpty { blocks.append(.charts(charts)) }
    let title = say("不确定性", "Uncertainty")
    return ReportSection(
      "value-simulation" + suffix, isOnly ? title : title + say("：", ": ") + say(method.title), blocks)
  }

  private func charts(_ outcome: SimulationResult) -> [Chart] {
    guard outcome.quantile(0.99) > outcome.quantile(0.01) else { return [] }
    let (scale, unit) = chartScale(abs(outcome.quantile(0.9)))
    let measure = ChartMeasure(say("价值", "Value"), unit: unit, decimals: 1)
    let bins = outcome.histogram(bins: 20)
    let width = (bins.high - bins.low) / Double(bins.shares.count)
    return (waterfall(measure, scale).map { [$0] } ?? []) + [
      Chart(
        "chart-value-tornado", wording.language, title: say("哪个假设影响最大", "Which assumption moves it most"),
        reading: say(
          "每条：该输入取 P10 与 P90 时的价值，其余取中值",
          "Each bar: the value with the input at P10 and P90, the others at their middle"),
        .tornado(
          TornadoChart(
            category: say("输入", "Input"), measure: measure, base: outcome.middle / scale,
            bars: outcome.tornado.map {
              TornadoChart.Bar(
                say($0.label), low: $0.valueAtLow / scale, high: $0.valueAtHigh / scale,
                lowText: NumberText.fixed($0.inputLow, 3), highText: NumberText.fixed($0.inputHigh, 3))
            }))),
      Chart(
        "chart-value-spread", wording.language, title: say("价值的分布", "How the value is spread"),
        reading: say("向上：落入各段的抽样次数（第 1 至 99 百分位）", "Upward: draws in each span, from percentile 1 to 99"),
        .histogram(
          HistogramChart(
            measure: measure, count: ChartMeasure(say("次数", "Draws")),
            edges: (0...bins.shares.count).map { (bins.low + Double($0) * width) / scale },
            counts: bins.shares.map { ($0 * Double(outcome.sorted.count)).rounded() }))),
    ]
  }

  /// From the royalties saved to the value, step by step.
  private func waterfall(_ measure: ChartMeasure, _ scale: Double) -> Chart? {
    guard let result = asset.methods.first(where: { $0.method == .reliefFromRoyalty }),
      let table = result.table,
      let value = result.value
    else { return nil }
    func sum(_ step: ReliefFromRoyalty.Step) -> Double { table.sum(column: step.rawValue) }
    let saved = sum(.saved)
    let upkeep = sum(.upkeep)
    let after = sum(.afterTax)
    let present = table.presentValue
    return Chart(
      "chart-value-steps", wording.language, title: say("从节省的许可费到价值", "From royalties saved to value"),
      reading: say("逐步扣减与增加，最后为基准价值", "What is taken away and added, down to the base value"), isWide: true,
      .waterfall(
        WaterfallChart(
          category: say("步骤", "Step"), measure: measure,
          steps: [
            .start(say("节省的许可费", "Royalties saved"), saved / scale),
            .change(say("维持费用", "Upkeep"), -upkeep / scale),
            .change(say("税", "Tax"), (after - saved + upkeep) / scale),
            .change(say("折现", "Discounting"), (present - after) / scale),
            .change(say("摊销税收利益", "Tax amortisation"), (value.base - present) / scale),
            .sum(say("价值", "Value")),
          ])))
  }

  // MARK: Context

  private var context: ReportSection {
    ReportSection(
      "value-context", say("背景与评估师所需材料", "Context, and what an appraiser needs"),
      [
        .list(settings.context.map { say($0.text) }), .paragraph(say("评估师需要：", "An appraiser needs:")),
        .list(settings.checklist.map { "□ " + say($0) }),
        .paragraph(
          say(
            "估值所用数据（数字、归属、关联、交易、回答、付款）的散列值：\(valuer.dataHash)",
            "Hash of the data valued (figures, shares, links, deals, answers, payments): \(valuer.dataHash)")),
      ])
  }
}

extension Array {
  fileprivate func inserting(_ element: Element, at place: Int) -> [Element] {
    var copy = self
    copy.insert(element, at: place)
    return copy
  }
}
