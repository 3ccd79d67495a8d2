public import PortfolioCore

/// The lines above the heads of a working list that say what it was written for, in either language.
public enum WorkingListMark: CaseIterable, Sendable {
  /// The cycle's name.
  case cycle
  /// The run's number.
  case run
  /// The first digits of the hash of the run's data.
  case data
  /// The unit whose rights it holds.
  case unit
  /// Who is asked.
  case reviewer

  /// What stands for the rights of no unit.
  public static let noUnit = BilingualText(zh: "未注明", en: "not stated")

  /// The label.
  public var title: BilingualText {
    switch self {
    case .cycle: return BilingualText(zh: "评审周期", en: "Review cycle")
    case .run: return BilingualText(zh: "依据的评审", en: "Run")
    case .data: return BilingualText(zh: "数据散列值（前段）", en: "Data hash (beginning)")
    case .unit: return BilingualText(zh: "单位", en: "Unit")
    case .reviewer: return BilingualText(zh: "评审人", en: "Reviewer")
    }
  }

  /// The mark that a label of either language names; nil for another.
  public init?(label: String) {
    let found = WorkingListMark.allCases.first { mark in
      label == mark.title.zh || label.lowercased() == mark.title.en.lowercased()
    }
    guard let found else { return nil }
    self = found
  }
}

/// The heads by which a working list is read back, in either language.
public enum DecisionColumn: CaseIterable, Sendable {
  /// The right's number, as every list of the program shows it.
  case number
  /// What was decided: a `DisposalAction`.
  case decision
  /// From which day it is to be carried out; lists without a plan, and lists of before, do not have it.
  case effective
  /// Whether whoever takes the right, or a licence of it, is abroad; lists of before do not have it.
  case takerAbroad
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
    case .effective: return pair(WorkbookText.effective.rawValue)
    case .takerAbroad: return pair(WorkbookText.takerAbroad.rawValue)
    case .decidedBy: return pair(WorkbookText.decidedBy.rawValue)
    case .decidedOn: return pair(WorkbookText.decidedOn.rawValue)
    case .reason: return pair(WorkbookText.decisionReason.rawValue)
    }
  }

  /// Whether a working list must have it.
  public var isRequired: Bool { self != .takerAbroad && self != .effective }

  /// Where these columns stand in a row of heads; nil when the row is no head of a working list, because one that
  /// every list must have is missing. The sheet's own notes stand above its heads, so readers try row after row.
  public static func places(in heads: [String]) -> [DecisionColumn: Int]? {
    let places = found(in: heads)
    return allCases.allSatisfy { !$0.isRequired || places[$0] != nil } ? places : nil
  }

  /// Where those of these columns stand that a row has.
  public static func found(in heads: [String]) -> [DecisionColumn: Int] {
    var places: [DecisionColumn: Int] = [:]
    for column in allCases {
      places[column] = heads.firstIndex { head in
        let text = head.trimmingBlanks
        return text == column.title.zh || text.lowercased() == column.title.en.lowercased()
      }
    }
    return places
  }
}
