internal import PortfolioCore

extension ValueLedger {
  /// The SHA-256 over all that is known for valuation, row by row in a fixed order, with the money paid for rights.
  public func digest(with fees: FeeLedger) -> String {
    var hasher = SHA256Hasher()
    func add(_ parts: [String]) {
      hasher.update(parts.joined(separator: "\u{1F}"))
      hasher.update("\u{1E}")
    }
    func text(_ money: Money?) -> String { money.map { "\($0.minorUnits) \($0.currency.code)" } ?? "" }
    func text(_ number: Double?) -> String { number.map { "\($0)" } ?? "" }
    for item in products {
      add(["product", "\(item.id)", item.code, item.name.zh, item.name.en, item.businessLine])
    }
    for item in links {
      add(["link", "\(item.rightID)", "\(item.productID)", item.role, item.evidence ?? ""])
    }
    for item in figures {
      add([
        "figure", "\(item.productID)", "\(item.year)", item.item, item.market, text(item.amount), item.file,
        item.observedOn.iso,
      ])
    }
    for item in attributions { add(["share", "\(item.productID)", "\(item.rightID)", "\(item.share)"]) }
    for item in deals {
      add([
        "deal", item.name, "\(item.productID ?? 0)", "\(item.year ?? 0)", text(item.royalty),
        text(item.lumpSum), text(item.profitShare), "\(item.adjustment)", item.reason ?? "", item.source,
      ])
    }
    for item in intangibles {
      add(["intangible", item.code, item.kind, item.name, "\(item.productID ?? 0)", item.evidence ?? ""])
    }
    for item in answers {
      add([
        "answer", "\(item.rightID)", item.question, "\(item.level)", item.assessor, item.day.iso,
        item.comment,
      ])
    }
    for item in leftOut { add(["left out", item.kind.rawValue, item.firstSeen.iso] + item.names) }
    for item in fees.payments {
      add([
        "payment", "\(item.rightID)", "\(item.feeYear)", item.paidDay.iso, text(item.amount),
        item.surcharge.map(String.init) ?? "",
      ])
    }
    for item in fees.costs { add(["cost", "\(item.rightID)", item.day.iso, item.kind, text(item.amount)]) }
    return hasher.finish().hex
  }
}
