import Winnow

/// What was decided about a right, beside the recommendation of the run that is shown.
enum DecisionLines {
  /// The lines, after an empty one; nothing where nothing is on record.
  static func text(_ workspace: Workspace, _ rightID: Int64, _ language: Language) throws -> String {
    let lines = try workspace.store.decisionBook().history(rightID)
    guard !lines.isEmpty else { return "" }
    let sentences = DecisionDocuments.sentences(lines, language: language).map { TerminalText.clean($0) }
    let head = language == .zh ? "已记录的决定" : "Decisions on record"
    return "\n\n" + ([head] + sentences.map { "  " + $0 }).joined(separator: "\n") + "\n"
  }
}
