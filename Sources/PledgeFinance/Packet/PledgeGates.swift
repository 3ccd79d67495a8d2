internal import Grading
public import PortfolioCore
public import PortfolioReview

extension LenderPolicy.Purpose {
  /// The act that gates judge: who contributes a right assigns it to the company; a pool is secured by pledges.
  public var act: GatedAct { self == .contribution ? .transfer : .pledge }
}

/// What a run's gates say of pledging rights, or of assigning them where they are contributed.
///
/// A gate that blocks, or that asks for somebody's consent, forbids until it is lifted. Co-owners, standing pledges and
/// suspended proceedings are left to the rules of registration, which look at the same facts and at attached papers.
/// Reviews and notices are risks to be managed.
public struct PledgeGates: Sendable {
  private let gates: GateTable
  private let table: FactTable
  /// Facts that registration itself decides on.
  private static let registered: Set<FactID> = [.ownerCount, .pledged, .disputeType]

  /// The gates of a run, with its facts.
  public init(_ gates: GateTable, table: FactTable) {
    self.gates = gates
    self.table = table
  }

  /// Gives a packet's inputs what the gates say.
  public func apply(to inputs: inout PledgeInputs) {
    let purpose = inputs.policy.purpose
    for row in 0..<table.count {
      let id = table.rightIDs[row]
      for issue in gates.issues(row, purpose.act, table: table) where issue.state != .question {
        let isRegistered =
          inputs.registration != nil
          && Set(issue.gate.condition.facts).isSubset(of: PledgeGates.registered)
        if isRegistered { continue }
        // The pledge that the packet was made for, registered by now, does not stand in its own way.
        if Set(issue.gate.condition.facts) == [.pledged],
          inputs.isPledgedForThisAlone(id, number: table.text("number", row))
        {
          continue
        }
        let text = BilingualText(
          zh: "关口 \(issue.gate.id) \(issue.gate.title.zh)：\(demand(issue.gate.effect, purpose).zh)",
          en: "Gate \(issue.gate.id), \(issue.gate.title.en): \(demand(issue.gate.effect, purpose).en)")
        switch issue.gate.effect {
        case .blocks, .consent:
          if inputs.forbidden[id] == nil { inputs.forbidden[id] = text }
        case .review, .notice: inputs.gateDemands[id, default: []].append(text)
        }
      }
    }
    inputs.openGates = gates.wholeQuestions(table: table, act: purpose.act).questions.map { question in
      let title = FactCatalogue.definition(question.fact)?.title ?? GateModel.title(of: question.fact)
      let names = question.gates.joined(separator: ", ")
      let head = question.gates.count == 1 ? "Gate" : "Gates"
      return BilingualText(
        zh: "关口 \(names) 无法回答：没有“\(title?.zh ?? question.fact.name)”的记录",
        en: "\(head) \(names) cannot be answered: nothing is recorded of '\(title?.en ?? question.fact.name)'"
      )
    }
  }

  private func demand(_ demand: GateDemand, _ purpose: LenderPolicy.Purpose) -> BilingualText {
    switch demand {
    case .blocks: return purpose.words.forbidden
    case .consent(let who): return BilingualText(zh: "须 \(who.zh) 同意", en: "needs the consent of \(who.en)")
    case .review(let who): return BilingualText(zh: "须 \(who.zh) 审核", en: "needs a review by \(who.en)")
    case .notice(let who): return BilingualText(zh: "须通知 \(who.zh)", en: "\(who.en) must be told")
    }
  }
}
