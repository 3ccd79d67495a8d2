internal import PortfolioCore
internal import PortfolioStore
public import Valuation

/// Something to do about a factor of the register, with what it would change in money.
public struct AssetAction: Sendable {
  /// The factor with its present answer.
  public let answer: FactorAnswer
  /// What the base value in use would gain with the factor at level 5, in major units of the run's currency.
  public let value: Double
  /// What the base value of an orderly sale would gain with it.
  public let orderly: Double
  /// The base value in use at the least and at the greatest level that the answers allow: what knowing would settle. Nil
  /// where one level is certain.
  public let span: (low: Double, high: Double)?

  /// Whether it changes anything that is counted.
  var isFelt: Bool {
    max(abs(value), abs(orderly), span.map { $0.high - $0.low } ?? 0) > 1e-6
  }
}

extension AssetValuer {
  /// What would raise the value or the certainty of an asset most: every factor that is below level 5 or not certain, with
  /// the base value worked out again at level 5 and at the ends of what is possible; the greatest gain in value in use
  /// first. Factors that change nothing are left out, unless none changes anything: then those not answered come first.
  public func actions(for asset: AssetValue) -> [AssetAction] {
    // Base values are exact: draws would only make ranges that nobody looks at.
    var quick = self
    quick.draws = 100
    if asset.isProduct {
      guard let product = ledger.products.first(where: { $0.code == asset.number }) else { return [] }
      return quick.asset(product: product).byMarkets.actions()
    }
    guard let row = asset.rows.first else { return [] }
    return quick.asset(row: row).byMarkets.actions()
  }
}

extension AssetCase {
  /// What the base value in use hangs on: places at which the register enters it.
  private struct Places: Hashable {
    let royalty: Double
    let life: Double
    let discount: Double

    init(_ profile: AssetProfile) {
      royalty = profile.position(.royalty).base
      life = profile.position(.life).base
      discount = profile.position(.discount).base
    }
  }

  /// As ``AssetValuer/actions(for:)``.
  func actions() -> [AssetAction] {
    if hasEnded || notOurs != nil { return [] }
    var known: [Places: Double] = [:]
    func value(_ profile: AssetProfile) -> Double {
      let places = Places(profile)
      if let found = known[places] { return found }
      var moved = self
      moved.profile = profile
      let found = Reconciliation(moved.methods(), weights: settings.methodWeights).value?.base ?? 0
      known[places] = found
      return found
    }
    let part = saleablePart
    func orderly(_ profile: AssetProfile, _ value: Double) -> Double {
      value * settings.orderlyShare(place: profile.position(.realisable).base) * part
    }
    let now = value(profile)
    let sale = orderly(profile, now)
    // Nothing that is agreed or put right here makes another's right the portfolio's own.
    let open = profile.openAnswers.filter { $0.origin != .fact(.ownerStanding) }
    let all = open.map { answer -> AssetAction in
      let id = answer.factor.id
      let best = profile.with(id, at: 5)
      let then = value(best)
      var span: (low: Double, high: Double)?
      if answer.low < answer.high {
        let ends = [answer.low, answer.high].map { value(profile.with(id, at: $0)) }
        span = (ends[0], ends[1])
      }
      return AssetAction(
        answer: answer, value: then - now, orderly: orderly(best, then) - sale, span: span)
    }
    let felt = all.filter(\.isFelt)
    let order = Dictionary(
      all.enumerated().map { ($0.element.answer.factor.id, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    func key(_ action: AssetAction) -> [Double] {
      let width = action.span.map { $0.high - $0.low } ?? 0
      let place = Double(order[action.answer.factor.id] ?? 0)
      return felt.isEmpty
        ? [action.answer.isKnown ? 1 : 0, place] : [-action.value, -action.orderly, -width, place]
    }
    return (felt.isEmpty ? all : felt).sorted { key($0).lexicographicallyPrecedes(key($1)) }
  }
}
