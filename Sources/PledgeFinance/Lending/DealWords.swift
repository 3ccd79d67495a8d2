public import PortfolioCore

/// The words of a deal by what the rights are used for: a contribution in kind knows no debt and no lender, a pool of
/// licence income no loan.
public struct DealWords: Sendable {
  /// What the rights stand for, in mid-sentence: `the debt`.
  public let owed: BilingualText
  /// The same at the head of a column.
  public let owedHead: BilingualText
  /// What counts of the basis, in mid-sentence: `lending value`.
  public let carried: BilingualText
  /// The same at the head of a column.
  public let carriedHead: BilingualText
  /// The part of the basis that counts: `loan to value`.
  public let ratio: BilingualText
  /// When it begins: `at the start`.
  public let start: BilingualText
  /// Who gives the rights.
  public let giver: BilingualText
  /// Who takes them.
  public let taker: BilingualText
  /// What the conditions are called.
  public let policy: BilingualText
  /// What could be done where the rights carry too little.
  public let remedy: BilingualText
  /// What is not to be done where a gate forbids it: `no pledge`.
  public let forbidden: BilingualText
  /// What cannot be done with a right, in mid-sentence: `be pledged`.
  public let act: BilingualText
  /// The statement of the parties that a circumstance asks for.
  public let statement: BilingualText
  /// Who asks for papers that no rule asks for: `lenders usually ask`.
  public let advised: BilingualText
}

extension LenderPolicy.Purpose {
  /// The words of such a deal.
  public var words: DealWords {
    func both(_ zh: String, _ en: String) -> BilingualText { BilingualText(zh: zh, en: en) }
    switch self {
    case .pledge:
      return DealWords(
        owed: both("债务", "the debt"), owedHead: both("债务", "Debt"), carried: both("可贷价值", "lending value"),
        carriedHead: both("可贷价值", "Lending value"), ratio: both("质押率", "Loan to value"),
        start: both("放款时", "at the start"), giver: both("出质人", "Pledgor"), taker: both("质权人", "Pledgee"),
        policy: both("贷款政策", "The policy"),
        remedy: both(
          "可缩短期限、分期还款或追加担保", "think of a shorter term, repayment in parts, or more security"),
        forbidden: both("不得出质", "no pledge"), act: both("出质", "be pledged"),
        statement: both("仍要求登记的声明", "the statement that registration is still wanted"),
        advised: both("贷款人通常要看", "lenders usually ask"))
    case .contribution:
      return DealWords(
        owed: both("拟作价额", "the intended total"), owedHead: both("拟作价额", "Intended total"),
        carried: both("可作价值", "value that counts"), carriedHead: both("可作价值", "Value that counts"),
        ratio: both("计入比例", "Share that counts"), start: both("作价时", "on the day"),
        giver: both("出资人", "Contributor"), taker: both("接受出资的公司", "Company that takes them"),
        policy: both("出资条件", "The conditions"),
        remedy: both("可降低作价额或增加权利", "think of a lower total or of more rights"),
        forbidden: both("不得作价出资", "no contribution"), act: both("作价出资", "be contributed"),
        statement: both("知悉后仍同意出资的声明", "the statement that the contribution is still agreed to"),
        advised: both("接受出资的公司通常要看", "the company that takes them usually asks"))
    case .securitisation:
      return DealWords(
        owed: both("募集金额", "the amount raised"), owedHead: both("募集金额", "Amount raised"),
        carried: both("可入池价值", "value of the pool"), carriedHead: both("可入池价值", "Value of the pool"),
        ratio: both("计入比例", "Share that counts"), start: both("发行时", "at the issue"),
        giver: both("原始权利人", "Originator"), taker: both("受托人", "Trustee"),
        policy: both("入池标准", "The criteria"),
        remedy: both("可缩短期限、分期兑付或增加合同", "think of a shorter term, payment in parts, or more contracts"),
        forbidden: both("不得入池", "not in the pool"), act: both("入池", "be pooled"),
        statement: both("知悉后仍同意入池的声明", "the statement that it is still to be in the pool"),
        advised: both("受托人和评级机构通常要看", "trustee and rating agency usually ask"))
    }
  }
}
