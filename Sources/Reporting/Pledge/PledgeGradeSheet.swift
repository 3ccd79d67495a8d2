import PledgeFinance
import PortfolioCore
import PortfolioReview

/// The grade sheet of one right of a packet.
struct PledgeGradeSheet {
  let sheet: RightSheet
  let line: CollateralLine
  let language: Language

  /// What of the right's own sheet concerns a lender: the grade with its reasons, its parts and its fees. What stands
  /// before a disposal, and the ways out, are not the packet's subject: what gates ask before a pledge stands among its
  /// risks. All facts stand elsewhere in the packet where they matter.
  func section() -> ReportSection {
    var blocks: [ReportBlock] = sheet.sentences.map { .paragraph($0) }
    for part in sheet.tables.dropLast() where !part.table.id.hasPrefix(RightSheet.sentenceTable) {
      blocks.append(.paragraph(part.title))
      blocks.append(.table(part.table))
    }
    return ReportSection("grade-" + sheet.id, "\(line.number)  \(line.title.text(language))", blocks)
  }
}
