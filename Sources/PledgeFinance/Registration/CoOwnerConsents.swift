public import PortfolioStore

/// Whose consents an earlier packet's papers are: of those who co-owned each right when it was made. Somebody who came
/// later has not consented by them.
public struct CoOwnerConsents: Sendable, Equatable {
  /// The co-owners by the right's number.
  private let given: [String: [String]]
  /// Under which names parties are known.
  private let parties: PartyNames

  /// The consents that go with a packet: by the owners of its lines beside the one who gives the right.
  public init(_ packet: PledgePacket, parties: PartyNames) {
    given = Dictionary(
      packet.lines.map { line in (line.number, line.owners.filter { $0 != line.pledgor }) },
      uniquingKeysWith: { first, _ in first })
    self.parties = parties
  }

  /// Those of some co-owners whose consent is not among them.
  func lacking(_ coOwners: [String], right number: String) -> [String] {
    guard let known = given[number] else { return [] }
    return coOwners.filter { name in
      !known.contains { $0 == name || parties.areOne($0, name) }
    }
  }
}
