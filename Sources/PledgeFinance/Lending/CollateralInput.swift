public import PortfolioCore
internal import PortfolioStore
internal import Valuation

/// An input of a value as a packet records it: what, how much, from where.
public struct CollateralInput: Sendable, Hashable, Codable {
  /// What it is.
  public let label: BilingualText
  /// The value, written the same in both languages but for words.
  public let value: BilingualText
  /// Where it comes from, files without their folders.
  public let source: BilingualText

  /// The inputs of a method: its own, then the first column of its years, brought to whole years. The first column is
  /// what the portfolio says, such as revenue; all later ones follow from it.
  static func inputs(_ result: MethodResult) -> [CollateralInput] {
    var list = result.inputs.map { input in
      CollateralInput(
        label: input.label, value: text(input.value),
        source: BilingualText(zh: FileNames.list(input.source.zh), en: FileNames.list(input.source.en)))
    }
    if let table = result.table, let title = table.columns.first {
      for line in table.lines where line.part > 0 {
        guard let first = line.steps.first else { continue }
        let amount = same(whole(first / line.part))
        list.append(
          CollateralInput(
            label: BilingualText(
              zh: "\(line.year) 年\(title.zh)（折全年）", en: "\(title.en) of \(line.year), for a whole year"),
            value: amount, source: BilingualText(zh: "逐年表", en: "the table by year")))
      }
    }
    return list
  }

  /// The contracts whose fees make a right's licence income, and the yearly rate at which they are discounted.
  /// - Parameters:
  ///   - running: the contracts that run, each with the number of rights that share its fee: what has ended pays nothing.
  ///   - discount: in basis points.
  static func fees(
    _ running: [(licence: TitleRecords.Licence, rights: Int)], discount: Int
  ) -> [CollateralInput] {
    let rate = CollateralInput(
      label: BilingualText(zh: "年折现率", en: "yearly rate of discounting"), value: same(Percent.text(discount)),
      source: BilingualText(zh: "政策", en: "the policy"))
    return running.map { licence, rights in
      CollateralInput(
        label: BilingualText(
          zh: "合同 \(licence.contract) 至 \(licence.to?.iso ?? "–")",
          en: "contract \(licence.contract) to \(licence.to?.iso ?? "–")"),
        value: same(licence.fee.map { "\($0)" + (rights > 1 ? " ÷ \(rights)" : "") } ?? "–"),
        source: BilingualText(zh: "licences 表", en: "table licences"))
    } + [rate]
  }

  private static func same(_ text: String) -> BilingualText { BilingualText(zh: text, en: text) }

  private static func whole(_ amount: Double) -> String {
    guard amount.isFinite, abs(amount) < 9e15 else { return "–" }
    return String(Int64(amount.rounded()))
  }

  /// A number with a fixed count of decimals.
  private static func fixed(_ value: Double, _ decimals: Int) -> String {
    let scale = [1, 10, 100, 1000, 10_000][decimals]
    guard value.isFinite, abs(value) < 9e11 else { return "–" }
    let scaled = Int64((abs(value) * Double(scale)).rounded())
    let digits = String(scaled % Int64(scale))
    let zeros = String(repeating: "0", count: decimals - digits.count)
    return (value < 0 && scaled > 0 ? "-" : "") + "\(scaled / Int64(scale)).\(zeros)\(digits)"
  }

  private static func text(_ value: InputValue) -> BilingualText {
    switch value {
    case .money(let amount): return same(whole(amount))
    case .percent(let share): return same(fixed(share * 100, 2) + "%")
    case .years(let years):
      return BilingualText(zh: fixed(years, 1) + " 年", en: fixed(years, 1) + " years")
    case .number(let number): return same(fixed(number, 4))
    case .text(let text):
      return BilingualText(zh: FileNames.list(text.zh), en: FileNames.list(text.en))
    }
  }
}
