internal import PortfolioCore

extension PledgePacket {
  /// The paper that an attached file answers by its name; nil where it answers none.
  public func document(answeredBy path: String) -> DocumentLine? {
    let one = PresentDocuments([path])
    return documents.first { line in
      line.state == .attached && (line.right.map { one.has(line.id, right: $0) } ?? one.has(line.id))
    }
  }

  /// The papers that were attached, by the names by which attached files are known; for packets in which the names of
  /// files are withheld.
  public var attachedPapers: [String] {
    documents.filter { $0.state == .attached }.map { paper in
      paper.id + (paper.right.map { "-" + $0 } ?? "")
    }
  }
}

/// Which papers are needed, and which are there.
struct DocumentList {
  let inputs: PledgeInputs
  let rights: [CollateralLine]
  /// The ids of the rights in the store, in their order.
  let ids: [Int64]

  func lines() -> [PledgePacket.DocumentLine] { registrationPapers() + gatePapers() }

  /// A consent, review or notice that a gate asks for is recorded with the gate, not attached by name.
  private func gatePapers() -> [PledgePacket.DocumentLine] {
    zip(ids, rights).flatMap { id, line in
      (inputs.gatePapers[id] ?? []).map { paper in
        PledgePacket.DocumentLine(
          id: paper.gate, title: paper.title, right: line.number, need: .always,
          state: paper.isOnRecord ? .onRecord : .missing, source: paper.source, gate: paper.demand,
          form: paper.isOfCoOwners && line.owners.count > 1 ? RegistrationCheck.consent : nil)
      }
    }
  }

  private func registrationPapers() -> [PledgePacket.DocumentLine] {
    // The papers are those of the rules: where no right falls under them, others are asked for, which are not on file.
    guard let rules = inputs.registration, rights.contains(where: \.registration.isCovered) else { return [] }
    let present = PresentDocuments(inputs.documents)
    // Forms, contract and identity papers are for the registration of a pledge: the file says which serve another use.
    let documents = rules.documents.filter { $0.serves(inputs.policy.purpose) }
    return documents.flatMap { document -> [PledgePacket.DocumentLine] in
      let source = rules.header.citation(document.source)
      func line(_ right: String?, _ isThere: Bool, isCertain: Bool) -> PledgePacket.DocumentLine {
        .init(
          id: document.id, title: document.title, right: right, need: document.need,
          state: isThere ? .attached : document.hasForm ? .form : isCertain ? .missing : .ifNeeded,
          source: source)
      }
      guard document.isPerRight else {
        let isCertain = document.need == .always || document.need == .advised
        return [line(nil, present.has(document.id), isCertain: isCertain)]
      }
      return rights.filter { needs(document, $0) }.map { right in
        line(right.number, present.has(document.id, right: right.number), isCertain: true)
      }
    }
  }

  private func needs(_ document: PledgeRegistration.Document, _ line: CollateralLine) -> Bool {
    guard line.registration.isCovered else { return false }
    switch document.need {
    case .ifCoOwned: return line.owners.count > 1
    case .ifStatement:
      // A statement that is attached has cleared its case: it is still listed.
      return line.registration.cases.contains { finding in
        finding.outcome == .needsStatement
          || (finding.outcome == .clear && (finding.number == 10 || finding.number == 11)
            && PresentDocuments(inputs.documents).has(RegistrationCheck.statement, right: line.number))
      }
    case .ifUnexamined: return line.kind == .utilityModel || line.kind == .design
    case .always, .ifAgent, .ifValued, .advised: return true
    }
  }
}
