import PledgeFinance
import PortfolioCore

/// How a right's basis is made of what the methods, or the contracts, give: every factor with what is left after it, so
/// that the sheet alone is enough to work the figure out again.
struct PledgeBasisTable {
  let line: CollateralLine
  /// The row of the right in the run, for the table's anchor.
  let row: Int
  let policy: PledgePacket.Policy
  /// What of an orderly sale a forced one brings, in basis points.
  let forcedShare: Int
  let wording: Wording

  private func say(_ zh: String, _ en: String) -> String { wording.language == .zh ? zh : en }

  private func amount(_ range: AmountRange) -> Int64 { policy.rangeCase == .low ? range.low : range.base }

  private func step(_ what: String, _ how: String, _ amount: Int64) -> [ReportTable.Cell] {
    [ReportTable.Cell(what), ReportTable.Cell(how), wording.amountCell(amount)]
  }

  /// The table with the rule of rounding; nothing where there is no value, or a packet of an earlier version does not have
  /// the weighted one.
  func blocks() -> [ReportBlock] {
    guard let value = line.value, let weighted = value.weighted else { return [] }
    let words = policy.purpose.words
    var rows: [[ReportTable.Cell]] = []
    if policy.premise != .licenceIncome {
      rows += value.parts.map { part in
        step(
          part.title.text(wording.language),
          say("权重 \(Percent.text(part.weight))", "weight \(Percent.text(part.weight))"), amount(part.value))
      }
    }
    rows.append(weightedStep(amount(weighted)))
    if let share = value.givenShare {
      rows.append(
        step(
          say("\(words.giver.zh)的份额", "Share of the \(words.giver.en.lowercased())"),
          "× " + Percent.text(share), amount(value.inUse)))
    }
    rows += premiseSteps(value)
    rows.append(step(say("计算基础", "Basis"), "=", value.basis))
    if line.isCounted, let ratio = line.loanToValue {
      rows.append(step(say(words.ratio.zh, words.ratio.en), "× " + Percent.text(ratio), line.lending(on: 0)))
    }
    let title = say("从价值到\(words.carried.zh)", "From the value to what counts")
    return [
      .table(
        ReportTable(
          "value-basis-\(row)", title,
          [
            ReportTable.Column(say("步骤", "Step"), .long), ReportTable.Column(say("系数", "Factor")),
            ReportTable.Column(say("金额（\(wording.moneyUnit)）", "Amount, \(wording.moneyUnit)"), .number),
          ], rows)),
      .paragraph(
        say(
          "每一步向下取整到元；权重显示到 0.01%，由所列方法值重算加权价值可差几元。",
          "Every step is rounded down to whole units; weights are shown to 0.01 %, so the weighted value worked out from the rows may differ by a few units."
        )),
    ]
  }

  /// What the methods give by their weights, or the contracts in sum.
  private func weightedStep(_ amount: Int64) -> [ReportTable.Cell] {
    if policy.premise == .licenceIncome {
      return step(
        say("合同许可费现值合计", "Present value of the fees of all contracts"),
        say("Σ，各合同向下取整到元", "Σ, each contract rounded down to a whole unit"), amount)
    }
    return policy.rangeCase == .low
      ? step(say("加权价值，低", "Weighted value, low"), say("模拟的低端", "low case of the simulation"), amount)
      : step(say("加权价值", "Weighted value"), say("Σ 价值 × 权重", "Σ value × weight"), amount)
  }

  /// What the policy takes off the value in use: a haircut, or what a sale does not bring.
  private func premiseSteps(_ value: CollateralValue) -> [[ReportTable.Cell]] {
    if let haircut = policy.haircut {
      return [
        step(
          say("政策扣减 \(Percent.text(haircut))", "Haircut of \(Percent.text(haircut))"),
          "× " + Percent.text(10_000 - haircut), value.basis)
      ]
    }
    let orderly = step(
      say("有序出售", "Orderly sale"), "× " + Percent.text(value.orderlyShare), amount(value.orderly))
    switch policy.premise {
    case .inUse, .licenceIncome: return []
    case .orderly: return [orderly]
    case .forced:
      return [
        orderly,
        step(say("强制出售", "Forced sale"), "× " + Percent.text(forcedShare), amount(value.forced)),
      ]
    }
  }
}
