import Winnow

/// What a dry run would store.
enum DryRunText {
  static func text(_ report: ImportReport, _ language: Language) -> String {
    let zh = language == .zh
    var lines = [zh ? "以下为试读结果，未写入任何内容：" : "A dry run; nothing was stored:"]
    for draft in report.preview {
      let number = draft.numbers.first.map { $0.office + $0.number } ?? "?"
      var parts = [number, draft.title ?? ""]
      if let kind = draft.kind { parts.append(kind.rawValue) }
      if let stage = draft.stage { parts.append(stage.rawValue) }
      if let day = draft.filingDay { parts.append((zh ? "申请 " : "filed ") + day.iso) }
      if let day = draft.grantDay { parts.append((zh ? "授权 " : "granted ") + day.iso) }
      if let status = draft.observation.status { parts.append(status.rawValue) }
      if let count = draft.observation.forwardCitations { parts.append((zh ? "被引 " : "cited ") + "\(count)") }
      if let count = draft.observation.claims { parts.append((zh ? "权项 " : "claims ") + "\(count)") }
      var names: [String] = []
      for party in draft.parties where !names.contains(party.name) { names.append(party.name) }
      if !names.isEmpty { parts.append(names.joined(separator: "; ")) }
      if !draft.ipc.isEmpty { parts.append("IPC " + draft.ipc.prefix(3).joined(separator: " ")) }
      lines.append(
        TerminalText.clean("  \(draft.line): " + parts.filter { !$0.isEmpty }.joined(separator: " | ")))
    }
    let total = report.stored + report.merged
    if total > report.preview.count {
      lines.append(zh ? "  … 共 \(total) 行" : "  … \(total) rows in all")
    }
    return lines.joined(separator: "\n")
  }
}
