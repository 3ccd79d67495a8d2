import PortfolioCore
import PortfolioReview

/// The plan by unit and office: who pays, who lets go.
extension PlanView {
  var unitParts: [PlanLedger.Part] { PlanLedger.parts(of: plan) { run.table.text("unit", $0) } }

  var officeParts: [PlanLedger.Part] {
    let column = run.table[.office]
    return PlanLedger.parts(of: plan) { column?.category($0) ?? "" }
  }

  /// One table a division; nil where there is nothing to divide.
  var partsSection: ReportSection? {
    let tables = [
      partsTable("plan-units-table", both("单位", "unit"), unitParts) { $0 },
      partsTable("plan-offices-table", both("局", "office"), officeParts) { wording.word(.office, $0) },
    ].compactMap { $0 }
    guard !tables.isEmpty else { return nil }
    return ReportSection(
      "plan-parts", both("按单位和局（金额单位：\(wording.moneyUnit)）", "By unit and office, in \(wording.moneyUnit)"),
      [
        .paragraph(
          both(
            "\(ruledSpan) 年合计，各行相加等于台账；“保留”含待补事实的权利",
            "Sums of \(ruledSpan): the lines add up to the ledger; “kept” includes rights that need a fact"))
      ] + tables.map { .table($0) })
  }

  private func partsTable(
    _ id: String, _ what: String, _ parts: [PlanLedger.Part], name: (String) -> String
  ) -> ReportTable? {
    guard parts.count > 1 else { return nil }
    return ReportTable(
      id, what,
      [
        ReportTable.Column(what), ReportTable.Column(both("全部续缴", "all fees"), .number),
        ReportTable.Column(both("支出", "spent"), .number),
        ReportTable.Column(both("少缴", "saved"), .number), ReportTable.Column(both("保留", "kept"), .number),
        ReportTable.Column(both("放弃候选", "candidates"), .number),
      ],
      parts.prefix(max(listed, 20)).map { part in
        [
          ReportTable.Cell(part.name.isEmpty ? wording.dash : name(part.name)),
          exactCell(part.spend + part.saved), exactCell(part.spend), exactCell(part.saved),
          wording.countCell(part.kept), wording.countCell(part.letGo),
        ]
      })
  }
}
