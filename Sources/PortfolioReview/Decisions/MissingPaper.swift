internal import Foundation
internal import PolicyModels
public import PortfolioCore

/// A paper that a decision needs and that is not on record, or no longer counts.
public struct MissingPaper: Sendable {
  /// The decision.
  public let decision: DecisionBook.Line
  /// The id by which the paper is recorded: a paper of the policy, or a gate.
  public let id: String
  /// What it is.
  public let title: BilingualText
  /// Where the need comes from.
  public let ground: BilingualText
  /// The day on which an earlier paper of this id ran out; nil where there never was one.
  public let expired: CalendarDay?

  /// A paper.
  public init(
    decision: DecisionBook.Line, id: String, title: BilingualText, ground: BilingualText,
    expired: CalendarDay?
  ) {
    self.decision = decision
    self.id = id
    self.title = title
    self.ground = ground
    self.expired = expired
  }

  /// Titles of sources are written in both languages, with a stroke between.
  private static func halves(_ title: String) -> BilingualText {
    let halves = title.components(separatedBy: " / ")
    return BilingualText(zh: halves.first ?? title, en: halves.last ?? title)
  }

  private static func ground(_ ground: LegalGround) -> BilingualText {
    BilingualText(
      zh: "\(ground.article.zh)（\(ground.standing.title.zh)）",
      en: "\(ground.article.en) (\(ground.standing.title.en))")
  }

  /// What is to be settled before anybody knows whether the gate stands before the act at all.
  private static func placeOfTaker(_ gate: DisposalGate) -> BilingualText {
    BilingualText(
      zh: "\(gate.title.zh)（待查明：决定没有写明受让方或被许可方是否在境外，用 --abroad 写明后重新决定；在境外的凭）：\(gate.evidence.zh)",
      en:
        "\(gate.title.en) (question: the decision does not say whether the taker is abroad; decide anew with --abroad; if so): \(gate.evidence.en)"
    )
  }

  /// The papers that standing decisions lack on the day on which they are carried out, as known on the outlook's day.
  ///
  /// A question that is open for the portfolio as a whole is not repeated for every right.
  public static func list(
    book: DecisionBook, evidence: [GateEvidence], policy: DecisionPolicy, outlook: FeeOutlook,
    gates: GateCheck
  ) -> [MissingPaper] {
    var recorded: [Int64: [GateEvidence]] = [:]
    for paper in evidence { recorded[paper.rightID, default: []].append(paper) }
    let sources = Dictionary(
      policy.header.sources.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
    let rows = Dictionary(
      outlook.table.rightIDs.enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    return book.standingLines.filter { $0.state != .executed }.flatMap { line -> [MissingPaper] in
      let id = line.decision.rightID
      let day =
        rows[id].map { outlook.dayOfAct(line.decision.action, $0, effective: line.decision.effective) }
        ?? outlook.asOf
      let own = recorded[id] ?? []
      let papers = policy.papers(of: line.decision.action).compactMap { paper -> MissingPaper? in
        let such = own.filter { $0.gate == paper.id }
        guard !such.contains(where: { $0.counts(on: day) }) else { return nil }
        return MissingPaper(
          decision: line, id: paper.id, title: paper.title,
          ground: MissingPaper.halves(sources[paper.source] ?? paper.source),
          expired: such.compactMap(\.validTo).filter { $0 < day }.max())
      }
      let closed = gates.issues(
        id, line.decision.action, abroad: line.decision.abroad, on: day, ofThePortfolio: false
      ).map { issue -> MissingPaper in
        let gate = issue.gate
        if issue.hangsOnTaker {
          return MissingPaper(
            decision: line, id: gate.id, title: MissingPaper.placeOfTaker(gate),
            ground: MissingPaper.ground(gate.ground), expired: nil)
        }
        let outdated = issue.outdated
        let asks = BilingualText(
          zh:
            "\(gate.title.zh)（\(issue.state.title.zh)\(outdated.map { "：" + $0.zh } ?? "")）：\(gate.evidence.zh)",
          en:
            "\(gate.title.en) (\(issue.state.title.en)\(outdated.map { ": " + $0.en } ?? "")): \(gate.evidence.en)"
        )
        return MissingPaper(
          decision: line, id: gate.id, title: asks, ground: MissingPaper.ground(gate.ground),
          expired: own.filter { $0.gate == gate.id }.compactMap(\.validTo).filter { $0 < day }.max())
      }
      return papers + closed
    }
  }
}
