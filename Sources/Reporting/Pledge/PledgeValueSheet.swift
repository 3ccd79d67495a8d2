import PledgeFinance
import PortfolioCore
import PortfolioReview
import Valuation

/// The valuation sheet of one right of a packet: all methods side by side, and the inputs and years of those that the
/// lender relies on.
struct PledgeValueSheet {
  let valuer: AssetValuer
  let row: Int
  let line: CollateralLine
  let language: Language
  /// What the rights are taken to be worth, and what of it counts.
  let policy: PledgePacket.Policy
  /// The names in English of those whose registered names are Chinese.
  let englishNames: [String: String]

  /// How the basis is made of the values above it.
  private var closing: [ReportBlock] {
    PledgeBasisTable(
      line: line, row: row, policy: policy,
      forcedShare: Int((valuer.settings.forced.value * 10_000).rounded()),
      wording: Wording(language: language, currency: valuer.run.currency, moneyDecimals: 0)
    ).blocks()
  }

  func sections() -> [ReportSection] {
    if policy.premise == .licenceIncome { return [contracted] }
    let asset = valuer.value(row: row)
    // What a right that does not count rests on fills pages that nobody lends on: its methods side by side are enough.
    let relied = line.isCounted ? Set((line.value?.parts ?? []).map(\.method)) : []
    let wanted = Set(relied.map { "value-" + $0 })
    let heading = "\(line.number)  \(line.title.text(language))"
    let all = AssetValueView(asset, of: valuer, language: language).sections
    var blocks: [ReportBlock] = []
    if asset.hasEnded {
      let text = BilingualText(zh: "权利已终止，不估值。", en: "The right has ended and is not valued.")
      return [ReportSection("value-\(row)", heading, [.paragraph(text.text(language))])]
    }
    if let share = line.heldShare { blocks.append(.paragraph(share.text(language))) }
    for section in all
    where section.id == "value-methods-section" || section.id == AssetValueView.doubtsID
      || (section.id == "value-register" && line.isCounted)
      || wanted.contains(section.id)
    {
      if section.id != "value-methods-section" { blocks.append(.paragraph(section.title)) }
      blocks += section.blocks.map(renamed)
      if section.id == "value-methods-section" {
        let text = BilingualText(
          zh: "多期超额收益法、有无对比法、利润分成法按整个业务计算，不用于单项权利，未列。",
          en:
            "Excess earnings, with and without, and profit split value whole businesses, not single rights, and are not listed."
        )
        blocks.append(.paragraph(text.text(language)))
      }
    }
    blocks += closing
    if !line.isCounted {
      let text = BilingualText(
        zh: "不计入，只列各方法的结果和计算基础的由来；障碍解决后重新出包，即有参数和逐年表。",
        en:
          "It does not count, so only the methods' results and how they make the basis are shown; a packet made once what stands in the way is settled has inputs and years."
      )
      blocks.append(.paragraph(text.text(language)))
    }
    return [ReportSection("value-\(row)", heading, blocks)]
  }

  /// The contracts whose fees are counted, in the place of methods that rest on products: or why there are none.
  private var contracted: ReportSection {
    func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    let heading = "\(line.number)  \(line.title.text(language))"
    let inputs = (line.value?.parts ?? []).flatMap(\.inputs)
    guard !inputs.isEmpty else {
      return ReportSection("value-\(row)", heading, [.list(line.missing.map { $0.text(language) })])
    }
    var blocks: [ReportBlock] = []
    if let share = line.heldShare { blocks.append(.paragraph(share.text(language))) }
    blocks.append(
      .table(
        ReportTable(
          "value-contracts-\(row)", say("合同与折现", "Contracts and discounting"),
          [
            ReportTable.Column(say("参数", "Input"), .long), ReportTable.Column(say("数值", "Value"), .number),
            ReportTable.Column(say("来源", "Source")),
          ],
          inputs.map { input in
            [
              ReportTable.Cell(input.label.text(language)), ReportTable.Cell(input.value.text(language)),
              ReportTable.Cell(input.source.text(language), muted: true),
            ]
          })))
    for (place, part) in (line.value?.contracts ?? []).enumerated() {
      blocks += contractYears(part, place: place)
    }
    blocks += closing
    return ReportSection("value-\(row)", heading, blocks)
  }

  /// A party for an English packet: by its English name where one is on file, beside the registered one.
  private func named(_ party: String) -> String {
    guard language == .en, let english = englishNames[party] else { return party }
    return "\(english) (\(party))"
  }

  /// How one contract's part of the value is worked out: the fee of this right, year by year, discounted.
  private func contractYears(_ part: ContractPart, place: Int) -> [ReportBlock] {
    func say(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
    let currency = valuer.run.currency
    func money(_ major: Double) -> ReportTable.Cell {
      let minorUnits = (major * Double(currency.minorPerMajor)).rounded()
      guard minorUnits.isFinite, abs(minorUnits) < 1e15 else { return ReportTable.Cell("–", muted: true) }
      let amount = Money(minorUnits: Int64(minorUnits), currency: currency)
      return ReportTable.Cell(
        NumberText.scaledText(Int(amount.minorUnits), currency.minorDigits), value: .money(amount))
    }
    func number(_ value: Double, _ places: Int) -> ReportTable.Cell {
      ReportTable.Cell(NumberText.fixed(value, places), value: .decimal(value, places: places))
    }
    let shared =
      part.rights > 1
      ? say("，由合同的 \(part.rights) 项权利均分", ", shared equally by the \(part.rights) rights of the contract")
      : ""
    let yearly = money(part.yearly).text
    let licensee =
      part.licensee.isEmpty ? say("被许可人未记录", "no licensee on record") : named(part.licensee)
    let head = say(
      "合同 \(part.contract)（\(licensee)）：年费用 \(part.fee)\(shared)，本权利每年 \(yearly) \(currency.code)；计至 \(part.end.iso)。每年从基准日起算（365.25 日），费用在年内均匀到账，按年中折现；合计向下取整到元后计入。",
      "Contract \(part.contract) (\(licensee)): \(part.fee) a year\(shared), \(yearly) \(currency.code) a year for this right, counted until \(part.end.iso). Years run from the as-of day (365.25 days each); fees come evenly and are discounted from the middle of a year; the total counts rounded down to a whole unit."
    )
    // What the rows add up to; rounding is a step of its own, in the table of the basis.
    let sum = money(part.years.reduce(0) { $0 + $1.present })
    return [
      .paragraph(head),
      .table(
        ReportTable(
          "value-contract-years-\(row)-\(place)",
          say("合同 \(part.contract) 逐年", "Contract \(part.contract) by year"),
          [
            ReportTable.Column(say("第几年", "Year"), .number),
            ReportTable.Column(say("占一年", "Part of a year"), .number),
            ReportTable.Column(say("许可费（\(currency.code)）", "Fee, \(currency.code)"), .number),
            ReportTable.Column(say("折现系数", "Discount factor"), .number),
            ReportTable.Column(say("现值（\(currency.code)）", "Present value, \(currency.code)"), .number),
          ],
          part.years.enumerated().map { index, year in
            [
              ReportTable.Cell(String(index + 1), value: .integer(index + 1)), number(year.part, 4),
              money(year.fee), number(year.factor, 6), money(year.present),
            ]
          },
          total: [
            ReportTable.Cell(say("合计", "Total")), ReportTable.Cell(""), ReportTable.Cell(""),
            ReportTable.Cell(""), sum,
          ])),
    ]
  }

  /// Whether a row of the table of methods is of one that values whole businesses, and gives no value of a single right.
  private func isOfWholeBusinesses(_ cells: [ReportTable.Cell]) -> Bool {
    let methods: [ValuationMethod] = [.excessEarnings, .withAndWithout, .profitSplit]
    guard cells.count > 1, cells[1].value == nil else { return false }
    return methods.contains { $0.title.text(language) == cells[0].text }
  }

  /// The same block under anchors of its own: a packet holds the sheets of several rights. Inputs name files without
  /// their folders, which are nobody's business outside the house.
  private func renamed(_ block: ReportBlock) -> ReportBlock {
    if case .list(let items) = block { return .list(items.map(FileNames.sentence)) }
    guard case .table(let table) = block else { return block }
    guard table.id.hasSuffix("-inputs") else {
      let rows = table.id == "value-methods" ? table.rows.filter { !isOfWholeBusinesses($0) } : table.rows
      return .table(
        ReportTable("\(table.id)-\(row)", table.caption, table.columns, rows, total: table.total))
    }
    let columns = table.columns.enumerated().map { place, column in
      place == 1 ? ReportTable.Column(column.title, .long) : column
    }
    let rows = table.rows.map { cells in
      cells.enumerated().map { place, cell in
        place == 1 ? ReportTable.Cell(FileNames.list(cell.text)) : cell
      }
    }
    return .table(ReportTable("\(table.id)-\(row)", table.caption, columns, rows))
  }
}
