internal import Grading
public import PortfolioCore

extension FactID {
  /// Whose the rights are, by the kinds of holders of the model of gates. No table holds it: whoever asks says it, or the
  /// grading model tells.
  public static let holderKind: FactID = "holder-kind"
}

extension GateModel {
  /// The names of facts that stand in no catalogue, for a question of the gates.
  public static func title(of fact: FactID) -> BilingualText? {
    guard fact == .holderKind else { return nil }
    return BilingualText(
      zh: "权利人类别（用 --holder 给出，或用该类权利人的分级模型）",
      en: "kind of holder (--holder, or a grading model of such a holder)")
  }

  /// That a right belongs to one of some kinds of holders, asked where nobody said whose the rights are. This is the one
  /// rule of gates and routes for it.
  ///
  /// A kind of owner that only these holders can have settles it; one that only others can have settles it too. An
  /// enterprise may be a private firm or a company of a state-owned group: then it hangs on the fact
  /// `holder-kind`, which no table holds, and is a question.
  func membership(_ wanted: [String]) -> Condition {
    var certain: [String] = []
    var doubtful: [String] = []
    var seen: Set<String> = []
    for kind in holders.flatMap(\.ownerKinds) where seen.insert(kind).inserted {
      let possible = holders.filter { $0.ownerKinds.contains(kind) }.map(\.id)
      let fitting = possible.filter(wanted.contains)
      if fitting.isEmpty { continue }
      if fitting.count == possible.count { certain.append(kind) } else { doubtful.append(kind) }
    }
    // No word at all would leave an unknown owner open without reason.
    let settled: [Condition] = certain.isEmpty ? [] : [.isOneOf(.ownerKind, certain)]
    let asked: [Condition] =
      doubtful.isEmpty ? [] : [.all([.isOneOf(.ownerKind, doubtful), .isOneOf(.holderKind, wanted)])]
    return .any(settled + asked)
  }

  /// Whether rights belong to one of some kinds of holders, for each row.
  /// - Parameters:
  ///   - wanted: the kinds; all when empty.
  ///   - holder: whose they are; nil where nobody said it.
  func membership(_ wanted: [String], holder: String?, table: FactTable) -> [ConditionTruth] {
    if wanted.isEmpty { return Array(repeating: .holds, count: table.count) }
    if let holder {
      return Array(repeating: wanted.contains(holder) ? .holds : .fails, count: table.count)
    }
    return ConditionTruths(membership(wanted), table: table).column()
  }
}

extension GateTable {
  /// The same gates, facts and documents, judged for a kind of holder.
  /// - Parameter holder: the kind, by the model's names; nil where nobody said it.
  public func judged(for holder: String?, table: FactTable) -> GateTable {
    if holder == self.holder { return self }
    let judged = GateTable.make(model, table: table, holder: holder, evidence: evidence)
    // What a paper does not answer any more is the same for any holder.
    return GateTable(
      model: model, holder: holder, asOf: asOf, columns: judged.columns, evidence: evidence, changes: changes,
      rightIDs: table.rightIDs)
  }
}

extension ReviewRun {
  /// The same run with its gates judged for a kind of holder that somebody said; the run's own where nobody did, or where
  /// the model of gates knows no such kind.
  public func judged(for holder: String?) -> ReviewRun {
    guard let holder, let gates, gates.model.holders.contains(where: { $0.id == holder }) else { return self }
    var run = self
    run.gates = gates.judged(for: holder, table: table)
    return run
  }
}
