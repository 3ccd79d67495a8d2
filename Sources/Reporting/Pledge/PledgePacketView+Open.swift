import PledgeFinance
import PortfolioCore

extension PledgePacketView {
  // MARK: What is to be dealt with

  /// Cases of the check that are open, then gates, missing values and whatever else keeps a right from counting, each
  /// with its remedy: a right that does not count is never passed over.
  func openCases(_ lines: [CollateralLine]) -> ReportSection {
    // What concerns the application as a whole is said once.
    var rows: [[ReportTable.Cell]] = []
    for line in lines {
      for finding in line.registration.open
      where finding.outcome != .byHand && finding.outcome != .needsDocument {
        rows.append([
          cell(line.number), cell("\(finding.number)  " + say(finding.title)),
          cell(PledgeWords.outcome(finding.outcome, for: packet.policy.purpose)), cell(finding.reason),
          money(finding.amount),
          finding.remedy.map { cell($0) } ?? dash(), day(finding.lastDay), cell(finding.field),
        ])
      }
    }
    let hasOpenCase = !rows.isEmpty
    for line in packet.lines { rows += hindrances(line) }
    var blocks: [ReportBlock] = []
    if !hasOpenCase, !lines.isEmpty {
      blocks.append(
        .paragraph(
          isPledge
            ? say("登记核对的各项情形均无妨碍。", "No case of the registration check stands in the way.")
            : say("核对的各项情形均无妨碍。", "No case of the check stands in the way.")))
    }
    if !rows.isEmpty {
      blocks.append(
        table(
          "open-cases", "须处理的情形", "What is to be dealt with",
          [
            column("权利", "Right", .code), column("情形", "Case", .long), column("结果", "Result"),
            column("查明", "Found", .long), column("今日应缴", "To pay today", .number),
            column("补救", "Remedy", .long), column("最后期限", "Last day", .code), column("数据", "Data", .long),
          ], rows))
    }
    var seen: Set<Int> = []
    let whole = lines.flatMap(\.registration.open).filter { finding in
      (finding.outcome == .byHand || finding.outcome == .needsDocument)
        && seen.insert(finding.number).inserted
    }
    if !whole.isEmpty {
      blocks.append(.paragraph(say("整件申请还须：", "For the application as a whole:")))
      blocks.append(
        .list(whole.map { "\($0.number)  \(say($0.title))\(say("：", ": "))\(say($0.remedy ?? $0.reason))" }))
    }
    return section("open-cases", "须处理的情形", "What is to be dealt with", blocks)
  }

  /// What beside the cases of the check keeps a right from counting: every gate, a value that is missing, and the policy's
  /// own reasons.
  private func hindrances(_ line: CollateralLine) -> [[ReportTable.Cell]] {
    guard !line.isCounted else { return [] }
    func row(_ title: BilingualText, _ found: String, _ remedy: ReportTable.Cell) -> [ReportTable.Cell] {
      [
        cell(line.number), cell(title), cell(say("不计入", "does not count")), cell(found), dash(), remedy,
        dash(), dash(),
      ]
    }
    func joined(_ texts: [BilingualText]) -> String {
      texts.map { say($0) }.joined(separator: say("；", "; "))
    }
    var rows: [[ReportTable.Cell]] = []
    for gate in line.closedGates {
      // Packets of earlier versions do not name the gate apart from its sentence.
      let id = gate.id.isEmpty ? "ID" : gate.id
      let remedy = BilingualText(
        zh:
          "取得所需文件后登记：winnow evidence add 数据库 \(line.number) --gate \(id) --document 文件 --by 姓名，再以登记日或其后为基准日重新出包",
        en:
          "Get the paper it asks for and record it: winnow evidence add STORE \(line.number) --gate \(id) --document FILE --by NAME; then make the packet again, as of that day or later"
      )
      rows.append(row(BilingualText(zh: "合规关口", en: "Gate"), say(gate.text), cell(remedy)))
    }
    if line.value == nil, !line.missing.isEmpty {
      let remedy = BilingualText(zh: "补齐所缺数据后重新出包", en: "Supply what is missing, then make the packet again")
      rows.append(row(BilingualText(zh: "价值", en: "Value"), joined(line.missing), cell(remedy)))
    }
    let others = line.otherExclusions
    if !others.isEmpty { rows.append(row(words.policy, joined(others), dash())) }
    return rows
  }
}
