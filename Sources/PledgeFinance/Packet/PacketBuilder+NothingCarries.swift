internal import PortfolioCore

extension PacketBuilder {
  /// That no set of rights carries the amount: by which rule, on which day and by how much, why other rights cannot be
  /// used, and what can be done.
  func nothingCarries(_ search: CollateralSearch.Result) -> Problem {
    let outcome = search.outcome
    let usable = self.usable(outcome)
    let reasons = search.reasons.prefix(6)
    let isOnlyOthers = outcome.candidates > 0
    let zh = reasons.map { "\($0.reason.zh)（\($0.count) 项）" }.joined(separator: "；")
    let en = reasons.map { "\($0.reason.en) (\($0.count))" }.joined(separator: "; ")
    return Problem(
      .pledgeNothingCarries, value: "\(request.amount)",
      zh: usable.zh + (reasons.isEmpty ? "" : (isOnlyOthers ? "。其余权利不可用，主要原因：" : "。主要原因：") + zh),
      en: usable.en
        + (reasons.isEmpty ? "" : (isOnlyOthers ? ". Others cannot be used, chiefly: " : ". Chiefly: ") + en),
      remedy: remedy(outcome.shortfall))
  }

  private func money(_ units: Int64) -> String {
    "\(Money(minorUnits: units, currency: request.amount.currency))"
  }

  /// What the usable rights carry, and what is lacking.
  private func usable(_ outcome: ChoiceOutcome) -> BilingualText {
    guard outcome.candidates > 0, let lack = outcome.shortfall else {
      return BilingualText(zh: "没有一项权利可用", en: "No right can be used")
    }
    let words = inputs.policy.purpose.words
    let total = money(outcome.greatestLending)
    let zh = "可用的 \(outcome.candidates) 项权利合计\(words.carried.zh) \(total)"
    let en =
      outcome.candidates == 1
      ? "The one usable right carries \(total)"
      : "The \(outcome.candidates) usable rights carry \(total) together"
    let carried = money(lack.carried)
    let asked = money(lack.asked)
    let isFirstDay = lack.day == assembly.tests.first
    let day = isFirstDay ? "" : lack.day.iso
    let whichDay = BilingualText(
      zh: isFirstDay ? "" : "\(day) ", en: isFirstDay ? "" : " on \(day)")
    let everyDay = BilingualText(
      zh: isFirstDay ? "" : "（政策看期内每个检验日）",
      en: isFirstDay ? "" : "; the policy looks at every test day of the term")
    let party = lack.party ?? BilingualText(zh: "", en: "")
    switch lack.rule {
    case .cover:
      guard !isFirstDay else {
        return BilingualText(zh: zh + "，须有 \(asked)", en: en + ", and \(asked) is asked for")
      }
      return BilingualText(
        zh: zh + "，但到 \(day) 只有 \(carried)，须有 \(asked)\(everyDay.zh)",
        en: en + " today, but \(carried) on \(day), when \(asked) is asked for\(everyDay.en)")
    case .spare:
      return BilingualText(
        zh: zh + "，\(whichDay.zh)失去承载最多的 \(party.zh) 后 \(carried)，须有 \(asked)\(everyDay.zh)",
        en: en
          + ", but \(carried)\(whichDay.en) without \(party.en), which carries most; \(asked) is asked for\(everyDay.en)"
      )
    case .forced:
      return BilingualText(
        zh: zh + "，但强制出售所得 \(carried)，政策要求 \(asked)",
        en: en + ", but a forced sale would bring \(carried), and the policy asks for \(asked)")
    case .concentration:
      let (part, most) = (Percent.text(Int(lack.carried)), Percent.text(Int(lack.asked)))
      return BilingualText(
        zh: zh + "，但 \(party.zh) 占其 \(part)，政策最多许 \(most)；减少它又不足额",
        en: en
          + ", but \(party.en) has \(part) of it, the policy allows \(most) at most, and with less of it the rest carries too little"
      )
    case .together:
      return outcome.status == .open
        ? BilingualText(
          zh: zh + "，没有找到同时满足各项条件的组合，也没有证明不存在",
          en: en
            + "; no set was found that meets all conditions at once, nor was it proven that there is none")
        : BilingualText(
          zh: zh + "，但没有一个组合同时满足各项条件",
          en: en + ", but no set of them meets all conditions at once")
    }
  }

  /// What can be done where no set of rights carries the amount, by the use of the rights and by what is lacking.
  private func remedy(_ lack: ChoiceShortfall?) -> BilingualText {
    var zh = ""
    var en = ""
    if lack?.rule == .spare {
      zh += "，或用 --no-spare 放弃备用覆盖"
      en += ", or give up the spare cover with --no-spare"
    }
    if let lack, lack.rule == .cover || lack.rule == .spare, lack.day != assembly.tests.first,
      request.repayment == .bullet
    {
      zh += "，或分期还款（--repayment linear）"
      en += ", or pay back in parts (--repayment linear)"
    }
    if lack?.rule == .concentration {
      let isByPayer = inputs.policy.isConcentratedByPayer
      zh += isByPayer ? "，或加入其他被许可人的合同" : "，或加入其他同族的权利"
      en +=
        isByPayer ? ", or bring in contracts of other licensees" : ", or bring in rights of other families"
    }
    switch inputs.policy.purpose {
    case .pledge:
      return BilingualText(
        zh: "降低金额、缩短期限、补齐缺失的事实和收入" + zh,
        en: "Ask for less or for a shorter term, supply missing facts and revenue" + en)
    case .contribution:
      return BilingualText(
        zh: "降低拟作价额，或补齐缺失的事实、同意和收入" + zh,
        en: "Ask for a lower total, or supply missing facts, consents and revenue" + en)
    case .securitisation:
      return BilingualText(
        zh: "降低募集金额、缩短期限、补齐缺失的事实和许可合同" + zh,
        en: "Raise less or for a shorter term, supply missing facts and licence contracts" + en)
    }
  }
}
