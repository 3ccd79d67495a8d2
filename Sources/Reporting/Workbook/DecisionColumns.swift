public import PortfolioCore

/// The heads by which a working list is read back, in either language.
public enum DecisionColumn: CaseIterable, Sendable {
  /// The right's number, as every list of the program shows it.
  case number
  /// What was decided: a `DisposalAction`.
  case decision
  /// Who decided.
  case decidedBy
  /// When.
  case decidedOn
  /// Why.
  case reason

  /// The head.
  public var title: BilingualText {
    func pair(_ text: String) -> BilingualText {
      let halves = text.split(separator: "|", maxSplits: 1).map(String.init)
      return BilingualText(zh: halves.first ?? text, en: halves.last ?? text)
    }
    switch self {
    case .number: return pair(ReportText.number.rawValue)
    case .decision: return pair(WorkbookText.decision.rawValue)
    case .decidedBy: return pair(WorkbookText.decidedBy.rawValue)
    case .decidedOn: return pair(WorkbookText.decidedOn.rawValue)
    case .reason: return pair(WorkbookText.decisionReason.rawValue)
    }
  }

  /// Where these columns stand in a row of heads; nil when the row is no head of a working list. The sheet's own
  /// notes stand above its heads, so readers try row after row.
  public static func places(in heads: [String]) -> [DecisionColumn: Int]? {
    var places: [DecisionColumn: Int] = [:]
    for column in allCases {
      guard
        let place = heads.firstIndex(where: { head in
          let text = head.trimmingBlanks
          return text == column.title.zh || text.lowercased() == column.title.en.lowercased()
        })
      else { return nil }
      places[column] = place
    }
    return places
  }
}
