import PolicyModels
import PortfolioCore
import PortfolioReview

/// The page of targets, units, survey figures and high-value inventions.
extension ReportBuilder {
  var indicatorsPage: ReportPage? {
    // The report of one unit says nothing of the others.
    guard let indicators = run.indicators, options.unit == nil else { return nil }
    let words = IndicatorWords(wording: wording)
    var sections = [
      ReportSection(
        "targets", words.targets,
        [.paragraph(words.targetsIntro), .table(words.targetTable(indicators))]),
      ReportSection("panel", words.panel, [.table(words.panelTable(indicators))]),
    ]
    if let highValue = indicators.highValue, highValue.inScope > 0 {
      sections.append(
        ReportSection(
          "high-value", words.highValue,
          [.paragraph(words.highValueSentence(highValue)), .table(words.caseTable(highValue))]))
    }
    sections.append(
      ReportSection(
        "benchmarks", words.benchmarks,
        [.paragraph(words.benchmarksIntro(indicators)), .table(words.benchmarkTable(indicators))]))
    return ReportPage(id: "indicators", title: words.page, sections: sections)
  }
}

/// Portfolio indicators in words and tables, the same on the terminal and in reports.
struct IndicatorWords {
  let wording: Wording
  private var zh: Bool { wording.language == .zh }

  var page: String { zh ? "组合指标" : "Portfolio indicators" }
  var targets: String { zh ? "集团目标" : "Group targets" }
  var panel: String { zh ? "指标面板" : "Panel of indicators" }
  var highValue: String { zh ? "高价值发明专利" : "High-value inventions" }
  var benchmarks: String { zh ? "调研对照" : "Survey figures" }

  var targetsIntro: String {
    zh
      ? "目标取自指导意见第三条，多为全部中央企业合计的目标，对单个集团只作对照。"
      : "The targets are those of article 3 of the guidance; most are of all groups together and only a yardstick for one."
  }

  func benchmarksIntro(_ indicators: PortfolioIndicators) -> String {
    if let industry = indicators.industry {
      return zh
        ? "行业：\(industry.zh)。样本以中大型科技企业为多，仅供对照。"
        : "Industry: \(industry.en). The sample holds mostly medium and large technology firms."
    }
    return zh
      ? "未记录本单位行业（figures 表），只列全体样本的数；样本以中大型科技企业为多，仅供对照。"
      : "No industry is recorded in table figures, so only figures of the whole sample stand here; it holds mostly "
        + "medium and large technology firms."
  }

  func title(_ id: IndicatorID) -> String { wording.text(IndicatorTitles.title(id)) }

  /// A figure; with unknown rights, from what is proven to what is possible.
  func figure(_ value: PortfolioIndicators.Value) -> String {
    guard let low = value.figure, let high = value.highest else { return zh ? "未知" : "not known" }
    if !value.id.isShare {
      return value.unknown > 0 ? "\(value.part)–\(value.part + value.unknown)" : wording.count(value.part)
    }
    let first = NumberText.fixed(low * 100, 1) + "%"
    return value.unknown > 0 ? first + "–" + NumberText.fixed(high * 100, 1) + "%" : first
  }

  /// The same as a cell: a value where it is one figure, else the words.
  func figureCell(_ value: PortfolioIndicators.Value) -> ReportTable.Cell {
    guard let low = value.figure, value.highest != nil, value.unknown == 0 else {
      return ReportTable.Cell(figure(value))
    }
    return ReportTable.Cell(figure(value), value: value.id.isShare ? .percent(low) : .integer(value.part))
  }

  private func standing(_ standing: PortfolioIndicators.Standing) -> String {
    switch standing {
    case .met: return zh ? "达到" : "reached"
    case .notMet: return zh ? "未达到" : "not reached"
    case .cannotBeSaid: return zh ? "无从判断" : "cannot be said"
    case .shown: return zh ? "只列数量" : "shown only"
    }
  }

  private func growth(_ result: PortfolioIndicators.TargetResult) -> String {
    guard result.isGrowth else { return "–" }
    guard let base = result.base else { return zh ? "未记录基数" : "no base recorded" }
    let change = result.growth.map { ($0 >= 0 ? "+" : "") + NumberText.fixed($0 * 100, 0) + "%" } ?? "–"
    return "\(NumberText.fixed(base, 0)) → \(change)"
  }

  func targetTable(_ indicators: PortfolioIndicators) -> ReportTable {
    ReportTable(
      "target-table", targets,
      [
        ReportTable.Column(zh ? "目标" : "Target", .long), ReportTable.Column(zh ? "现状" : "Now", .number),
        ReportTable.Column(zh ? "基数与增长" : "Base and growth", .number),
        ReportTable.Column(zh ? "对照" : "Standing"), ReportTable.Column(zh ? "说明" : "Note", .long),
      ],
      indicators.targets.map { result in
        [
          ReportTable.Cell(wording.text(result.title)), figureCell(result.value),
          ReportTable.Cell(growth(result)), ReportTable.Cell(standing(result.standing)),
          ReportTable.Cell(wording.text(result.says)),
        ]
      })
  }

  func panelTable(_ indicators: PortfolioIndicators) -> ReportTable {
    let ids = indicators.sheets.first?.values.map(\.id) ?? []
    return ReportTable(
      "panel-table", panel,
      [ReportTable.Column(zh ? "单位" : "Unit", .long)] + ids.map { ReportTable.Column(title($0), .number) },
      indicators.sheets.map { sheet in
        [ReportTable.Cell(sheet.unit.isEmpty ? (zh ? "全部" : "All") : sheet.unit)]
          + sheet.values.map { figureCell($0) }
      })
  }

  func highValueSentence(_ value: PortfolioIndicators.HighValue) -> String {
    let low = NumberText.fixed(Double(value.yes) / Double(max(1, value.inScope)) * 100, 1)
    let high = NumberText.fixed(
      Double(value.yes + value.cannotBeSaid) / Double(max(1, value.inScope)) * 100, 1)
    let range = value.cannotBeSaid > 0 ? "\(low)%–\(high)%" : "\(low)%"
    let beside = value.benchmark.map { share -> String in
      let title = value.benchmarkTitle.map { wording.text($0) } ?? ""
      return zh
        ? "；对照 \(NumberText.fixed(share * 100, 1))%（\(title)）"
        : "; beside \(NumberText.fixed(share * 100, 1))% (\(title))"
    }
    return zh
      ? "有效中国发明 \(value.inScope) 件，已证明属于高价值 \(value.yes) 件，无从判断 \(value.cannotBeSaid) 件，占比 \(range)\(beside ?? "")。"
      : "Of \(value.inScope) Chinese inventions in force \(value.yes) are proven to be high-value and of "
        + "\(value.cannotBeSaid) nothing can be said: \(range)\(beside ?? "")."
  }

  func caseTable(_ value: PortfolioIndicators.HighValue) -> ReportTable {
    ReportTable(
      "case-table", highValue,
      [ReportTable.Column(zh ? "情形" : "Case", .long), ReportTable.Column(zh ? "件数" : "Rights", .number)],
      value.cases.map {
        [ReportTable.Cell(wording.text($0.title)), wording.countCell($0.rights)]
      })
  }

  func benchmarkTable(_ indicators: PortfolioIndicators) -> ReportTable {
    func percent(_ share: Double?) -> ReportTable.Cell {
      guard let share else { return ReportTable.Cell("–", muted: true) }
      return ReportTable.Cell(NumberText.fixed(share * 100, 1) + "%", value: .percent(share))
    }
    return ReportTable(
      "benchmark-table", benchmarks,
      [
        ReportTable.Column(zh ? "指标" : "Measure", .long), ReportTable.Column(zh ? "调研" : "Survey", .number),
        ReportTable.Column(zh ? "本单位" : "Own", .number), ReportTable.Column(zh ? "样本" : "Sample", .long),
        ReportTable.Column(zh ? "来源" : "Source", .long),
      ],
      indicators.benchmarks.map { result in
        [
          ReportTable.Cell(wording.text(result.title)), percent(result.value), percent(result.own),
          ReportTable.Cell(wording.text(result.sample)),
          ReportTable.Cell(result.source),
        ]
      })
  }

  /// A few lines for the terminal.
  func lines(_ indicators: PortfolioIndicators) -> [String] {
    var lines = indicators.targets.map { result in
      let asked = result.isGrowth ? "\(growth(result))" : ""
      return "\(wording.text(result.title)): \(figure(result.value)) \(asked) · \(standing(result.standing))"
        .replacingDoubleBlanks
    }
    if let value = indicators.highValue, value.inScope > 0 { lines.append(highValueSentence(value)) }
    return lines
  }
}

extension String {
  fileprivate var replacingDoubleBlanks: String {
    split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
  }
}
