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
        inputs.gatePapers[id, default: []].append(
          GatePaper(issue.gate, demand: demand(issue.gate.effect, purpose), isOnRecord: false))
        switch issue.gate.effect {
        case .blocks, .consent:
          inputs.closedGates[id, default: []].append(ClosedGate(id: issue.gate.id, text: text))
        case .review, .notice: inputs.gateDemands[id, default: []].append(text)
        }
      }
    }
    recordedPapers(purpose, &inputs)
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

  /// The papers on record that lift a gate today.
  private func recordedPapers(_ purpose: LenderPolicy.Purpose, _ inputs: inout PledgeInputs) {
    let rows = Dictionary(
      table.rightIDs.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<[String]> = []
    for paper in gates.evidence {
      guard let row = rows[paper.rightID],
        let place = gates.model.gates.firstIndex(where: { $0.id == paper.gate }),
        seen.insert([String(paper.rightID), paper.gate]).inserted,
        let finding = gates.findings(row, purpose.act, table: table, only: place).first,
        finding.state == .lifted, finding.evidence != nil
      else { continue }
      inputs.gatePapers[paper.rightID, default: []].append(
        GatePaper(finding.gate, demand: demand(finding.gate.effect, purpose), isOnRecord: true))
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

/// The paper that a gate asks for before a right is used.
public struct GatePaper: Sendable, Equatable {
  /// The gate's name in the model, such as `G16`.
  public let gate: String
  /// The paper, with the gate that asks for it.
  public let title: BilingualText
  /// What the gate asks: a consent, a review, a notice.
  public let demand: BilingualText
  /// Whether it is on record and answers the gate on the as-of day.
  public let isOnRecord: Bool
  /// What the gate stands on.
  public let source: SourceCitation
  /// Whether it is the consent of the co-owners, for which a packet has a form.
  public let isOfCoOwners: Bool

  init(_ gate: DisposalGate, demand: BilingualText, isOnRecord: Bool) {
    self.gate = gate.id
    title = BilingualText(
      zh: "\(gate.evidence.zh)（关口 \(gate.id) \(gate.title.zh)）",
      en: "\(gate.evidence.en) (gate \(gate.id), \(gate.title.en))")
    self.demand = demand
    self.isOnRecord = isOnRecord
    isOfCoOwners = Set(gate.condition.facts) == [.ownerCount]
    source = SourceCitation(
      title: gate.ground.article.zh + " / " + gate.ground.article.en,
      standing: gate.ground.standing == .houseRule ? "house-default" : "official")
  }
}
