internal import PortfolioCore

extension ValueLedger {
  /// The SHA-256 over all that is known for valuation, with the money paid for rights. Stores that know the same give the
  /// same, in whatever order they were told and in whatever folder the files lay.
  /// - Parameter numbers: the number of each right that is known.
  public func digest(with fees: FeeLedger, numbers: [Int64: String]) -> String {
    var lines: [String] = []
    func add(_ parts: [String]) { lines.append(parts.joined(separator: "\u{1F}")) }
    let codes = Dictionary(products.map { ($0.id, $0.code) }, uniquingKeysWith: { first, _ in first })
    func right(_ id: Int64) -> String { numbers[id] ?? "#\(id)" }
    func product(_ id: Int64?) -> String { id.map { codes[$0] ?? "#\($0)" } ?? "" }
    func text(_ money: Money?) -> String { money.map { "\($0.minorUnits) \($0.currency.code)" } ?? "" }
    func text(_ number: Double?) -> String { number.map { "\($0)" } ?? "" }
    for item in products {
      add(["product", item.code, item.name.zh, item.name.en, item.businessLine])
    }
    for item in links {
      let end = item.to.map { [$0.iso] } ?? []
      add(["link", right(item.rightID), product(item.productID), item.role, item.evidence ?? ""] + end)
    }
    for item in figures {
      add([
        "figure", product(item.productID), "\(item.year)", item.item, item.market, text(item.amount),
        item.file.split(separator: "/").last.map(String.init) ?? "", item.observedOn.iso,
      ])
    }
    for item in attributions { add(["share", product(item.productID), right(item.rightID), "\(item.share)"]) }
    for item in deals {
      add([
        "deal", item.name, product(item.productID), "\(item.year ?? 0)", text(item.royalty),
        text(item.lumpSum), text(item.profitShare), "\(item.adjustment)", item.reason ?? "", item.source,
      ])
    }
    for item in intangibles {
      add(["intangible", item.code, item.kind, item.name, product(item.productID), item.evidence ?? ""])
    }
    for item in answers {
      add([
        "answer", right(item.rightID), item.question, "\(item.level)", item.assessor, item.day.iso,
        item.comment,
      ])
    }
    for item in leftOut { add(["left out", item.kind.rawValue, item.firstSeen.iso] + item.names) }
    for item in licencesIn { add(["licence in", right(item.rightID), item.contract, item.to?.iso ?? ""]) }
    for item in endedLinks {
      add(["ended link", right(item.rightID), product(item.productID), item.on.iso])
    }
    for item in fees.payments {
      add([
        "payment", right(item.rightID), "\(item.feeYear)", item.paidDay.iso, text(item.amount),
        item.surcharge.map(String.init) ?? "",
      ])
    }
    for item in fees.costs { add(["cost", right(item.rightID), item.day.iso, item.kind, text(item.amount)]) }
    var hasher = SHA256Hasher()
    for line in lines.sorted() {
      hasher.update(line)
      hasher.update("\u{1E}")
    }
    return hasher.finish().hex
  }
}
