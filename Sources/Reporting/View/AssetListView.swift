import Grading
public import PortfolioCore
public import PortfolioReview
import Valuation

/// What several assets are worth, one line each.
public struct AssetListView: Sendable {
  /// The assets.
  public let assets: [AssetValue]
  private let wording: Wording
  private let valuer: AssetValuer

  /// A list of assets of a run.
  public init(_ assets: [AssetValue], of valuer: AssetValuer, language: Language) {
    self.assets = assets
    self.valuer = valuer
    wording = Wording(language: language, currency: valuer.run.currency, moneyDecimals: 0)
  }

  private func say(_ zh: String, _ en: String) -> String { wording.language == .zh ? zh : en }

  private func money(_ amount: Double?) -> String { amount.map(AssetValueBuilder.money) ?? wording.dash }

  /// The methods that apply to any of the assets.
  private var methods: [ValuationMethod] {
    ValuationMethod.allCases.filter { method in
      assets.contains { $0.methods.contains { $0.method == method && $0.value != nil } }
    }
  }

  /// The table: base values by method, then value in use in three cases and what a forced sale would bring.
  ///
  /// No revenue counts twice in the total: attributions of a product sum to at most its whole.
  public var table: ReportTable { listed { ReportBuilder.shortened($0, to: 40) } }

  private func listed(title: (String) -> String) -> ReportTable {
    let methods = methods
    let columns =
      [
        ReportTable.Column(say("编号", "Number"), .code), ReportTable.Column(say("名称", "Title"), .long),
      ] + methods.map { ReportTable.Column($0.title.text(wording.language), .number) } + [
        ReportTable.Column(say("价值：低", "Value: low"), .number),
        ReportTable.Column(say("基准", "Base"), .number), ReportTable.Column(say("高", "High"), .number),
        ReportTable.Column(say("强制出售", "Forced sale"), .number),
      ]
    func base(_ asset: AssetValue, _ method: ValuationMethod) -> Double? {
      asset.methods.first { $0.method == method }?.value?.base
    }
    func line(_ asset: AssetValue) -> [ReportTable.Cell] {
      let texts =
        [asset.number, title(asset.title.text(wording.language))]
        + methods.map { money(base(asset, $0)) }
        + [
          money(asset.value?.low), money(asset.value?.base), money(asset.value?.high),
          money(asset.realisable?.forced.base),
        ]
      return texts.map { ReportTable.Cell($0) }
    }
    func sum(_ part: (AssetValue) -> Double?) -> String {
      // The sum of the figures as they stand in the lines; the use of what belongs to others is nothing that is owned.
      let known = assets.filter { !$0.isAnothers }.compactMap(part).map { $0.rounded(.down) }
      return known.isEmpty ? wording.dash : money(known.reduce(0, +))
    }
    let total =
      [say("合计", "Total"), ""] + methods.map { method in sum { base($0, method) } }
      + [
        sum { $0.value?.low }, sum { $0.value?.base }, sum { $0.value?.high },
        sum { $0.realisable?.forced.base },
      ]
    return ReportTable(
      "values", say("价值", "Values"), columns, assets.map(line),
      total: assets.count > 1 ? total.map { ReportTable.Cell($0) } : nil)
  }

  /// The remarks under the table.
  public var remarks: [String] {
    var list = [AssetValueView.disclaimer.text(wording.language)]
    let without = assets.count { $0.value == nil }
    if without > 0 {
      list.append(
        say(
          "\(without) 项没有可用的方法；原因见单项说明。",
          "No method applies to \(without) of them; each one's own explanation says why."))
    }
    let others = assets.count { $0.isAnothers && $0.value != nil }
    if others > 0, assets.count > 1 {
      list.append(
        say(
          "其中 \(others) 项属于他人、凭许入使用：列出在用价值，不计入合计，也没有强制出售价值。",
          others == 1
            ? "1 of them belongs to others and is used under a licence in: its value in use is listed, it is not in the total, and it has no forced-sale value."
            : "\(others) of them belong to others and are used under licences in: their value in use is listed, they are not in the total, and they have no forced-sale value."
        ))
    }
    list.append(
      say("金额一律向下取整；合计为所列各数之和。", "Amounts are rounded down to whole units; totals add up the figures shown."))
    if assets.count > 1 {
      list.append(
        say("低值之和不是和的低值：各项不会同时都低。", "The sum of lows is no low of the sum: not all will be low at once."))
    }
    return list
  }

  /// The list as lines.
  public func text(width: Int?, ansi: Bool = false) -> String {
    TerminalTable(table).render(width: width, ansi: ansi) + "\n"
      + remarks.map { TerminalText.wrap($0, width: width) }.joined()
  }

  /// The list as CSV, with whole titles: a file has room.
  public func csv() -> [UInt8] {
    let table = listed { $0 }
    var writer = CSVWriter(mark: true)
    writer.write(table.columns.map(\.title))
    for row in table.rows { writer.write(row.map { AssetValueView.plain($0.text) }) }
    return writer.bytes
  }

  /// The list as JSON.
  public func json(_ run: ReviewRun, options: ReportOptions) -> String {
    var fields: [(String, JSONValue)] = [
      ("schema", .string("winnow.values/1")),
      ("notice", .string(AssetValueView.disclaimer.text(wording.language))),
    ]
    fields += RunMarks.fields(run, options)
    fields += AssetValueView.marks(of: valuer, wording.language)
    fields.append(
      (
        "assets",
        .array(
          assets.map { asset in
            .fields([
              ("number", .string(asset.number)), ("title", .string(asset.title.text(wording.language))),
              ("valueInUse", AssetValueView.range(asset.value)),
              ("forcedSale", AssetValueView.range(asset.realisable?.forced)),
              ("belongsToOthers", .bool(asset.isAnothers)),
              (
                "methods",
                .fields(asset.methods.map { ($0.method.rawValue, AssetValueView.range($0.value)) })
              ),
            ])
          })
      ))
    return JSONValue.fields(fields).text
  }
}
