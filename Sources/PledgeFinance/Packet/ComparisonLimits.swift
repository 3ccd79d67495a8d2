internal import PortfolioCore

/// What of a packet can be compared with a store: everything, or what is left where parts are withheld.
public struct ComparisonLimits: Sendable, Equatable {
  /// Whether amounts, values and cover can be compared.
  public let hasAmounts: Bool
  /// Whether names of owners can be compared.
  public let hasNames: Bool
  /// Whether the policy is at hand.
  public let hasPolicy: Bool

  /// Everything can be compared.
  public static let none = ComparisonLimits(withheld: [], hasPolicy: true)

  /// The limits of a packet.
  /// - Parameters:
  ///   - withheld: what its manifest says is withheld.
  ///   - hasPolicy: whether the policy that it was made under is at hand.
  public init(withheld: [String], hasPolicy: Bool) {
    hasAmounts = !withheld.contains("amounts") && hasPolicy
    hasNames = !withheld.contains("names")
    self.hasPolicy = hasPolicy
    hidesAmounts = withheld.contains("amounts")
  }

  private let hidesAmounts: Bool

  /// Whether a condition of the policy can be compared.
  func compares(condition id: String) -> Bool {
    // What is asked for without an amount: the term, and how the parts relate to each other.
    hasPolicy && (!hidesAmounts || id == "term" || id == "concentration")
  }

  /// What is compared, for people: right by right, and the deal.
  var compared: BilingualText {
    var zh = ["法律状态", "登记各项情形（权属、质押、纠纷、年费等）", "届满日"]
    var en = [
      "legal status", "the cases of registration (title, pledges, disputes, annuities and so on)",
      "the end of the term",
    ]
    zh.append(hasAmounts ? "许可的合同、种类、期限和费用" : "许可的合同、种类和期限")
    en.append(
      hasAmounts ? "licences by contract, kind, days and fee" : "licences by contract, kind and days")
    if hasNames {
      zh.append("登记权利人及份额、权属链")
      en.append("registered owners with their shares, breaks in their chain")
    } else {
      zh.append("权利提供方的份额、权属链")
      en.append("the share of whoever gives the right, breaks in the chain of owners")
    }
    if hasAmounts {
      zh += ["计算基础（变动 5% 以上，基准日当天为任何变动）及其参数、方法和依据", "合计与覆盖"]
      en += [
        "the basis (changes of more than 5 %, on the packet's own day any) with its inputs, methods and grounds",
        "sum and cover",
      ]
    }
    if hasPolicy {
      zh += ["是否计入", "妨碍的合规关口", "政策条件"]
      en += ["whether each right counts", "gates that forbid", "the policy's conditions"]
      zh.append(hasAmounts ? "触发事项" : "覆盖以外的触发事项")
      en.append(hasAmounts ? "triggers" : "triggers other than that of cover")
    }
    return BilingualText(
      zh: zh.joined(separator: "、") + "。风险、分级和日历未比较，需要时重新出包",
      en: en.joined(separator: ", ")
        + ". Risks, grades and the calendar are not: make a new packet where they matter")
  }

  /// What cannot be compared, for people.
  var texts: [BilingualText] {
    var texts: [BilingualText] = []
    if hidesAmounts {
      texts.append(
        BilingualText(
          zh: "金额、价值、覆盖及覆盖触发事项：包内已隐去金额，未比较",
          en:
            "Amounts, values, cover and the cover trigger were not compared, for amounts are withheld in the packet"))
    }
    if !hasNames {
      texts.append(
        BilingualText(
          zh: "权利人及其他名称：包内已隐去，未比较，所附同意书出自谁也无从核对；出质人按拥有权利的本单位认定",
          en:
            "Names of owners and others are withheld and were not compared, nor was whose consent is attached; the pledgor is taken to be the unit that owns a right"
        ))
    }
    if !hasPolicy {
      texts.append(
        BilingualText(
          zh: "政策条件、触发事项、价值与覆盖：自备政策不在包内，未比较；用 --policy 给出该文件",
          en:
            "Conditions, triggers, values and cover were not compared, for the policy's file is not in the packet: give it with --policy"
        ))
    }
    return texts
  }
}
