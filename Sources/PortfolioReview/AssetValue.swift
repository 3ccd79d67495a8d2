public import PortfolioCore
public import Valuation

/// What an asset is worth by every method that applies, with everything that led there.
///
/// An asset is one right, or the bundle of rights that serve a product.
public struct AssetValue: Sendable {
  /// The asset's number, or the product's code.
  public let number: String
  /// Its title.
  public let title: BilingualText
  /// The rows of its rights in the run; one for a single right.
  public let rows: [Int]
  /// Products that the value rests on, with the share of their revenue.
  public let products: [(name: BilingualText, share: Double)]
  /// The answers of the register; for a bundle those of the right that leads it.
  public let profile: AssetProfile
  /// One result a method, in a fixed order.
  public let methods: [MethodResult]
  /// The methods side by side.
  public let reconciliation: Reconciliation
  /// What an orderly and a forced sale would bring, of value in use; nil when there is no value.
  public let realisable: (orderly: ValueRange, forced: ValueRange, share: Double)?
  /// What can be shown, and what cannot, with reasons.
  public let evidence: [(isShown: Bool, text: BilingualText)]
  /// Other intangibles on record that support the same products.
  public let intangibles: [String]
  /// How the values of the rights of a bundle lead to its own; nil for a right, and where licensing in does not apply.
  public let bridge: PartsBridge?
  /// What brokers' lists would suggest; nil where they say nothing of such rights.
  public let brokered: BrokeredEstimate?
  /// An estimate for an open licence; nil without a royalty rate.
  public let openLicence: OpenLicenceEstimate?
  // Stands last: before the optional above, debug builds of Swift 6.3.1 read that one at the wrong place in other
  // modules.
  /// Whether all its rights have ended, so that nothing is left to value.
  public let hasEnded: Bool
  /// The yearly rate at which its flows are discounted.
  public let discountRate: Double
  /// Years of economic life left, in the base case.
  public let economicYears: Double
  /// Whether it is the bundle of rights that serve a product.
  public let isProduct: Bool
  /// Whether it belongs to others alone, so that nobody here can sell it: what it is worth is the use that a licence in
  /// allows, and nothing without one. Of a product whether all its rights do.
  public let isAnothers: Bool

  /// By how much costs exceed what is earned, where the value counts as zero for it; nil where it does not.
  private var loss: Double? {
    guard let raw = reconciliation.raw else { return nil }
    if raw.base < 0 { return -raw.base }
    guard raw.base == 0 else { return nil }
    // A method that stops at once has its loss in the table alone.
    return reconciliation.parts.compactMap { part in
      methods.first { $0.method == part.method }?.table.map { -$0.presentValue }
    }.filter { $0 > 0 }.max()
  }

  /// The value in use.
  public var value: ValueRange? { reconciliation.value }

  /// The sentence a lender wants.
  public var sentence: BilingualText {
    if hasEnded {
      return BilingualText(
        zh: "\(isProduct ? "用于该产品的权利均" : "权利")已经终止，没有可估的价值；可恢复的，先决定是否恢复。",
        en: isProduct
          ? "All rights that serve the product have ended, and there is nothing to value; where one can be restored, decide that first."
          : "The right has ended, and there is nothing to value; where it can be restored, decide that first."
      )
    }
    if isAnothers, value == nil {
      return BilingualText(
        zh: isProduct ? "用于该产品的权利都属于他人，对本单位没有可以示明的价值。" : "权利属于他人，对本单位没有可以示明的价值。",
        en: isProduct
          ? "All rights that serve the product belong to others, and nothing can be shown that they are worth here."
          : "The right belongs to others, and nothing can be shown that it is worth here.")
    }
    let shown = evidence.filter(\.isShown).count
    let missing = evidence.count - shown
    if let loss {
      let amount = Thousands.grouped(Int(min(loss, 9e14).rounded(.up)))
      return BilingualText(
        zh: "不能示明有价值：费用超过所得 \(amount)（计算结果为 −\(amount)，价值以零计）。",
        en:
          "No value can be shown: the costs exceed what is earned by \(amount) (the figure comes to −\(amount); the value counts as zero)."
      )
    }
    guard value != nil else {
      return BilingualText(
        zh: "目前没有可以示明的价值：\(missing) 项依据缺失。",
        en: "No value can be shown at present: \(missing) grounds are missing.")
    }
    return BilingualText(
      zh: "可以示明的依据 \(shown) 项，尚不能示明的 \(missing) 项；后者的影响已计入区间宽度。",
      en: "\(shown) grounds can be shown and \(missing) cannot; what is missing widens the range.")
  }
}

/// Who may claim how much of a product's revenue.
public struct RevenueAttribution: Sendable {
  /// Shares by product and right; they sum to at most 1 for a product.
  public let shares: [Int64: [Int64: Double]]
  /// Products whose stated shares sum to more than 1: nothing is attributed there.
  public let refused: Set<Int64>
  /// Products whose shares were stated rather than worked out from roles.
  public let stated: Set<Int64>
  /// One problem a refused product.
  public let problems: [Problem]

  /// The attribution of a ledger: stated shares where there are any, else by the weights of roles among the rights
  /// that live. Rights that have ended claim nothing; those of others without a licence, those past their term and
  /// those whose link has ended claim nothing either, and what would be theirs goes to nobody.
  /// - Parameters:
  ///   - links: rights with products and roles.
  ///   - stated: stated shares.
  ///   - unlicensed: rights that claim nothing although they live: those of others that no licence in lets the portfolio
  ///     use, and those past their term.
  ///   - ended: rights whose link to a product has ended, by product: a share that is stated for them goes to nobody.
  ///   - names: the products' codes, for problems.
  public init(
    links: [(right: Int64, product: Int64, role: String)],
    stated: [(product: Int64, right: Int64, share: Double)],
    roleWeights: [String: Double], living: Set<Int64>, unlicensed: Set<Int64> = [], ended: [Int64: Set<Int64>] = [:], names: [Int64: String]
  ) {
    var shares: [Int64: [Int64: Double]] = [:]
    var refused: Set<Int64> = []
    var problems: [Problem] = []
    let given = Dictionary(grouping: stated, by: \.product)
    for (product, list) in given.sorted(by: { $0.key < $1.key }) {
      let sum = list.reduce(0) { $0 + $1.share }
      // Shares are hundredths of a percent: their sum is exact to far less than one of them.
      guard sum <= 1 + 1e-9 else {
        refused.insert(product)
        problems.append(
          Problem(
            .attributedOverWhole, value: names[product],
            zh: "这个产品的收入归属合计 \((sum * 10_000).rounded() / 100)%，超过 100%",
            en: "The attributions of this product's revenue add up to \((sum * 10_000).rounded() / 100) %",
            remedy: BilingualText(
              zh: "更正 attributions 表；在此之前不对该产品使用收益法",
              en: "Correct table attributions; until then no income method uses this product")))
        continue
      }
      let silent = unlicensed.union(ended[product] ?? [])
      for entry in list where living.contains(entry.right) && !silent.contains(entry.right) {
        shares[product, default: [:]][entry.right] = entry.share
      }
    }
    for (product, list) in Dictionary(grouping: links, by: \.product) where given[product] == nil {
      let weighted = list.filter { living.contains($0.right) }.map { ($0.right, roleWeights[$0.role] ?? 0) }
      let total = weighted.reduce(0) { $0 + $1.1 }
      guard total > 0 else { continue }
      for (right, weight) in weighted where weight > 0 && !unlicensed.contains(right) {
        shares[product, default: [:]][right] = weight / total
      }
    }
    self.shares = shares
    self.refused = refused
    self.stated = Set(given.keys).subtracting(refused)
    self.problems = problems
  }
}
