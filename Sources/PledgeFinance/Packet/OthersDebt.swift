internal import PortfolioCore
internal import PortfolioStore

/// Whether somebody pledges for the debt of another: rights of several legal persons for one loan, or of one who is not the
/// borrower. Each of them needs the resolution of its own body before it does.
struct OthersDebt {
  /// Who pledges rights that count, each party once, in order.
  let pledgors: [String]
  /// Those of them who are not the borrower; all where nobody said who borrows.
  let others: [String]
  private let debtor: String?

  init(_ lines: [CollateralLine], _ request: PledgeRequest, parties: PartyNames) {
    var pledgors: [String] = []
    for name in Set(lines.filter(\.isCounted).compactMap(\.pledgor)).sorted()
    where !pledgors.contains(where: { $0 == name || parties.areOne($0, name) }) {
      pledgors.append(name)
    }
    self.pledgors = pledgors
    debtor = request.debtor
    others = pledgors.filter { name in
      request.debtor.map { $0 != name && !parties.areOne($0, name) } ?? true
    }
  }

  /// Whether anybody pledges for another's debt, as far as it is known. A single pledgor is taken to be the borrower where
  /// nobody said otherwise.
  var isSo: Bool { debtor == nil ? pledgors.count > 1 : !others.isEmpty }

  /// What has to be settled first; nil where nobody pledges for another.
  var risk: PledgePacket.RiskLine? {
    guard isSo else { return nil }
    let names = (zh: others.joined(separator: "、"), en: others.joined(separator: ", "))
    let text: BilingualText
    if let debtor {
      text = BilingualText(
        zh: "\(names.zh) 为 \(debtor) 的债务出质：先取得每一出质人有权机构的决议，并按对外担保办理审批",
        en:
          "Pledging for the debt of \(debtor): \(names.en). First get the resolution of each one's competent body, and the approvals of a guarantee for others"
      )
    } else {
      text = BilingualText(
        zh: "一笔债务有 \(others.count) 个出质人（\(names.zh)），借款人未写明（--debtor）：其中为他人债务出质的，先取得各自有权机构的决议，并按对外担保办理审批",
        en:
          "\(others.count) parties pledge for one debt (\(names.en)), and nobody said who borrows (--debtor): whoever pledges for another's debt first needs the resolution of its competent body, and the approvals of a guarantee for others"
      )
    }
    return PledgePacket.RiskLine(risk: .gate, right: "", text: text, isStopping: true)
  }
}
