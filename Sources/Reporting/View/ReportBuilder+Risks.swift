import PolicyModels
import PortfolioCore
import PortfolioReview

/// The page of the register of risks.
extension ReportBuilder {
  /// The register of risks where a checklist was answered; nil for a unit's report, where names are withheld, and
  /// where nobody has answered.
  var risksPage: ReportPage? {
    guard options.unit == nil, !options.redact.contains(.names) else { return nil }
    let zh = options.language == .zh
    let sections = run.riskRegisters().flatMap { register -> [ReportSection] in
      let view = RiskRegisterView(register, language: options.language)
      let id = register.checklist.header.id
      let book = wording.text(register.checklist.header.title)
      let states: [(RiskRegister.State, String)] = [
        (.overdue, zh ? "已逾期" : "Overdue"), (.open, zh ? "待整改" : "Open"),
        (.unanswered, zh ? "未回答" : "Not answered"),
      ]
      var sections = states.map { state, title -> ReportSection in
        let entries = register.entries(state)
        let head = "\(book) · \(title)"
        return ReportSection(
          "risks-\(id)-\(state.rawValue)", head, count: entries.count,
          entries.isEmpty
            ? [.paragraph(text(.noneFound))]
            : [.table(view.reportTable(state, id: "risk-table-\(id)-\(state.rawValue)", title: head))])
      }
      sections.append(
        ReportSection(
          "risks-\(id)-notes", "\(book) · \(wording.text(WorkbookText.note))", [.list(view.notes)]))
      return sections
    }
    guard !sections.isEmpty else { return nil }
    return ReportPage(id: "risks", title: zh ? "风险登记表" : "Register of risks", sections: sections)
  }
}
