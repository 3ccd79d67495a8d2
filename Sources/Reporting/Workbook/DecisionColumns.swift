public import PortfolioCore

/// What a committee can decide about a right, as the working list writes it and reads it back.
public enum DecisionWord: String, CaseIterable, Sendable {
  /// Go on paying.
  case keep
  /// Look at it again before the next fee.
  case lookAgain = "look-again"
  /// Offer it to licensees.
  case license
  /// Declare it open to licence.
  case openLicence = "open-licence"
  /// Sell it or move it within the group.
  case transfer
  /// Give it back to the inventors.
  case giveToInventors = "give-to-inventors"
  /// Let it lapse by not paying.
  case letLapse = "let-lapse"
  /// Give it up by a declaration to the office.
  case abandon

  /// The word in the list.
  public var title: BilingualText {
    switch self {
    case .keep: return BilingualText(zh: "保留", en: "keep")
    case .lookAgain: return BilingualText(zh: "再议", en: "look again")
    case .license: return BilingualText(zh: "许可", en: "license")
    case .openLicence: return BilingualText(zh: "开放许可", en: "open licence")
    case .transfer: return BilingualText(zh: "转让", en: "transfer")
    case .giveToInventors: return BilingualText(zh: "转给发明人", en: "give to the inventors")
    case .letLapse: return BilingualText(zh: "不再缴费", en: "let lapse")
    case .abandon: return BilingualText(zh: "声明放弃", en: "abandon")
    }
  }

  /// The decision that a cell of either language names, or that its code names; nil when there is none such.
  public init?(cell: String) {
    let word = cell.trimmed.lowercased()
    guard
      let found = DecisionWord.allCases.first(where: { one in
        one.rawValue == word || one.title.zh == word || one.title.en == word
      })
    else { return nil }
    self = found
  }
}

/// The heads by which a working list is read back, in either language.
public enum DecisionColumn: CaseIterable, Sendable {
  /// The right's number, as every list of the program shows it.
  case number
  /// What was decided: a ``DecisionWord``.
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
          let text = head.trimmed
          return text == column.title.zh || text.lowercased() == column.title.en.lowercased()
        })
      else { return nil }
      places[column] = place
    }
    return places
  }
}

extension String {
  /// Without blanks at both ends.
  fileprivate var trimmed: String {
    var text = Substring(self)
    while let first = text.first, first.isWhitespace { text = text.dropFirst() }
    while let last = text.last, last.isWhitespace { text = text.dropLast() }
    return String(text)
  }
}
