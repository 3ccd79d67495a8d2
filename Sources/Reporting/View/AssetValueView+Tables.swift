import Grading
import PortfolioCore
import PortfolioReview
import Valuation

/// The tables that a reader adds up again: year by year, and from the rights to the product.
extension AssetValueBuilder {
  /// A share with as many decimals as it needs, four at most: `19.28%`.
  func percent(_ share: Double, decimals: Int = 4) -> String {
    var text = NumberText.fixed(share * 100, decimals, separators: false)
    while text.hasSuffix("0"), text.contains(".") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text + "%"
  }

  /// Amounts as whole numbers that add up to the whole number of their sum.
  private func adding(_ amounts: [Double]) -> (texts: [String], sum: String) {
    let total = amounts.reduce(0, +)
    guard amounts.allSatisfy({ abs($0) < 1e14 }), abs(total) < 1e14 else {
      return (amounts.map(money), money(total))
    }
    let whole = Int(total.rounded(.down))
    let parts = NumberText.roundedToSum(amounts.map { $0 / 100 }, total: whole)
    return (parts.map(NumberText.whole), NumberText.whole(whole))
  }

  /// The table of a method year by year. Amounts add up to the last line as printed; shares stand as such.
  /// - Parameter assumed: years without a figure of the owner's, which are marked.
  func flows(_ table: CashFlowTable, _ id: String, assumed: Set<Int> = []) -> ReportTable {
    let isDiscounted = table.lines.contains { $0.discountFactor != 1 }
    let lines = table.lines.filter { $0.part > 0 }
    var columns = [
      ReportTable.Column(say("年度", "Year"), .code), ReportTable.Column(say("期间", "Part"), .number),
    ]
    var cells = lines.map {
      [String($0.year) + (assumed.contains($0.year) ? "*" : ""), NumberText.fixed($0.part, 4)]
    }
    var total = [say("合计", "Sum"), ""]
    func add(_ title: String, _ texts: [String], _ sum: String) {
      columns.append(ReportTable.Column(title, .number))
      for (row, text) in texts.enumerated() { cells[row].append(text) }
      total.append(sum)
    }
    for (place, title) in table.columns.enumerated() {
      let amounts = lines.map { place < $0.steps.count ? $0.steps[place] : 0 }
      if table.shares.contains(place) {
        add(say(title), amounts.map { percent($0) }, "")
      } else {
        let (texts, sum) = adding(amounts)
        add(say(title), texts, sum)
      }
    }
    if isDiscounted {
      add(
        say("折现系数", "Factor"), lines.map { NumberText.fixed($0.discountFactor, 6) }, "")
    }
    let (texts, sum) = adding(lines.map(\.presentValue))
    add(say("现值", "Present value"), texts, sum)
    return ReportTable(
      id + "-table", say("逐年（\(unit)）", "Year by year (\(unit))"), columns,
      cells.map { $0.map { ReportTable.Cell($0) } }, total: total.map { ReportTable.Cell($0) })
  }

  /// From the table's sum to the base value.
  func benefitLine(_ result: MethodResult, _ table: CashFlowTable) -> String? {
    guard let factor = result.taxBenefit, let value = result.value else { return nil }
    let sum = money(table.presentValue)
    let times = NumberText.fixed(factor, 6)
    // One figure, one rounding: as in the table of methods.
    let base = money(value.base.rounded(.down))
    return say(
      "现值合计 \(sum) × 摊销税收利益系数 \(times) = 基准价值 \(base)",
      "Sum of present values \(sum) × tax amortisation factor \(times) = base value \(base)")
  }

  // MARK: Doubts

  /// What is doubtful in the data behind the value; nil where nothing is.
  var doubts: ReportSection? {
    guard !valuer.problems.isEmpty else { return nil }
    return ReportSection(
      AssetValueView.doubtsID, say("关于数据的提示", "Doubts about the data"),
      [
        .list(
          valuer.problems.map { problem in
            "[\(problem.code.rawValue)] \(say(problem.message))"
              + (problem.remedy.map { say("。", ". ") + say($0) } ?? "")
          })
      ])
  }

  // MARK: From the parts to the whole

  /// What each right is worth by itself, and why the product is worth more or less than their sum.
  var bridge: ReportSection? {
    guard let bridge = asset.bridge else { return nil }
    let amounts = bridge.parts.map(\.value) + bridge.steps.map(\.amount)
    let (texts, whole) = adding(amounts)
    let count = bridge.parts.count
    var rows = bridge.parts.enumerated().map { place, part in
      [
        valuer.run.table.text("number", part.row), attribution(part), NumberText.fixed(part.years, 1),
        texts[place],
      ]
    }
    let sum = texts.prefix(count).compactMap { Int($0.replacing(",", with: "")) }.reduce(0, +)
    let share = bridge.parts.reduce(0) { $0 + $1.share }
    rows.append([say("各项权利之和", "Sum of the rights"), percent(share), "", NumberText.whole(sum)])
    for (place, step) in bridge.steps.enumerated() {
      rows.append([say(step.reason.title), "", "", texts[count + place]])
    }
    let table = ReportTable(
      "value-bridge-table", say("从权利到产品（\(unit)）", "From the rights to the product (\(unit))"),
      [
        ReportTable.Column(say("项目", "Item"), .long), ReportTable.Column(say("归属比例", "Attribution"), .number),
        ReportTable.Column(say("经济寿命（年）", "Economic life (years)"), .number),
        ReportTable.Column(say("价值", "Value"), .number),
      ], rows.map { $0.map { ReportTable.Cell($0) } },
      total: [say("产品（许可费节省法）", "Product (relief from royalty)"), "", "", whole].map {
        ReportTable.Cell($0)
      })
    let blocks: [ReportBlock] = [
      .paragraph(
        say(
          "按许可费节省法的基准价值，只计本产品的收入。产品按主导权利的费率、衰减、折现率和技术寿命（至多到各项权利中最晚的法定期限届满）计算，因此与各项权利之和不同；各行差额合计等于产品价值。",
          "Base values by relief from royalty, of this product's revenue alone. The product is valued at the rates and for the technical life of its leading right, at most to the end of the last legal term among its rights, so it differs from the sum of its rights; the lines add up to the product."
        )), .table(table),
    ]
    return ReportSection(
      "value-bridge", say("从权利到产品", "From the rights to the product"), blocks + sharedRights(bridge))
  }

  /// That rights which serve several products bear their fees in each of them; empty where none does.
  private func sharedRights(_ bridge: PartsBridge) -> [ReportBlock] {
    let numbers = bridge.parts.filter(\.servesOthers).map { valuer.run.table.text("number", $0.row) }
    guard !numbers.isEmpty else { return [] }
    let list = numbers.prefix(3).joined(separator: ", ") + (numbers.count > 3 ? ", …" : "")
    return [
      .paragraph(
        say(
          "\(list) 还用于其他产品：每个产品各自扣除其全部年费，并各自决定放弃；这些权利单独估值时年费只扣一次，因此各产品之和可能低于单独估值。",
          "\(list): other products are served as well. Each product bears the fees in full and lets the right go by itself; alone a right pays them once, so the products together may come to less than the right alone."
        ))
    ]
  }

  /// A right's share as on its own sheet: where it claims more in a market than its own, that of its family.
  private func attribution(_ part: PartsBridge.Part) -> String {
    part.claim > part.share + 1e-9
      ? say("\(percent(part.claim))（同族）", "\(percent(part.claim)) (family)") : percent(part.share)
  }

  // MARK: Hints

  /// What an open licence could ask for, and what brokers' lists would suggest.
  var hints: [String] {
    var list: [String] = []
    let limits = settings.openLicence
    if let licence = asset.openLicence {
      let rate = NumberText.fixed(licence.rate * 100, 2)
      var line = say("开放许可估算：净销售额的 \(rate)%", "Open licence, estimated: \(rate) % of net sales")
      if let fee = licence.yearlyFee {
        line += say(
          "；规模与本单位归属收入相当的被许可人每年约 \(money(fee)) \(unit)",
          "; about \(money(fee)) \(unit) a year for a licensee with the owner's own attributed sales")
      }
      let fixed = NumberText.fixed(
        Double(limits.fee.minorUnits) / Double(limits.fee.currency.minorPerMajor), 0)
      line += say(
        "。上限：净销售额的 \(percent(limits.sales))、利润的 \(percent(limits.profit))、固定费用 \(fixed) \(limits.fee.currency.code)",
        ". Ceilings: \(percent(limits.sales)) of net sales, \(percent(limits.profit)) of profit, \(limits.fee.currency.code) \(fixed) as a fixed fee"
      )
      switch licence.cutBy {
      case .sales: line += say("；已按净销售额上限截断", "; cut at the ceiling on net sales")
      case .profit: line += say("；已按利润上限截断", "; cut at the ceiling on profit")
      case .fixed: line += say("；已按固定费用上限截断", "; cut at the ceiling of fixed fees")
      case nil: break
      }
      list.append(line)
    }
    if let hint = asset.brokered {
      let asked = money(hint.asked)
      let months = NumberText.fixed(hint.months, 0)
      list.append(
        say(
          "经纪挂牌的上限提示（不计入价值）：要价 \(asked) × 成交比例 \(percent(hint.sold)) × \(months) 个月按 \(percent(hint.rate, decimals: 2)) 折现 = \(money(hint.value)) \(unit)；\(hint.says.zh)；\(hint.source.zh)",
          "A hint from above by brokers' lists, not counted: asked \(asked) × share sold \(percent(hint.sold)) × \(months) months at \(percent(hint.rate, decimals: 2)) = \(money(hint.value)) \(unit); \(hint.says.en); \(hint.source.en)"
        ))
    }
    return list
  }
}

extension AssetValueView {
  /// The section of ``AssetValueBuilder/doubts``: a terminal shows them on its error stream instead.
  static let doubtsID = "value-doubts"
}

extension PartsBridge.Reason {
  /// The line's name.
  var title: BilingualText {
    switch self {
    case .royalty:
      return BilingualText(zh: "改用主导权利的许可费率", en: "Royalty rate of the leading right")
    case .decay: return BilingualText(zh: "改用主导权利领域的衰减", en: "Decay of the leading right's field")
    case .discount: return BilingualText(zh: "改用主导权利的折现率", en: "Discount rate of the leading right")
    case .life:
      return BilingualText(
        zh: "改用产品的寿命：寿命较短的权利终止后的许可费，减去寿命较长者超出的部分",
        en:
          "Life of the product: royalties after the end of shorter-lived rights, less what longer-lived ones have beyond"
      )
    case .losses:
      return BilingualText(zh: "单项亏损的税收差异", en: "Tax on losses of single rights")
    }
  }
}
