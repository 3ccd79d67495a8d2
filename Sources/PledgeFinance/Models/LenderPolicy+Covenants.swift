internal import PolicyModels
public import PortfolioCore

extension LenderPolicy {
  /// What breaks the terms during the loan.
  public struct Covenant: Sendable {
    /// What it says.
    public let text: BilingualText
    /// By what the program judges it; nil where a person has to.
    public let test: CovenantTest?
    /// The source.
    public let source: String

    /// Whether it is about what the debt is covered by.
    var isOfCover: Bool {
      if case .cover? = test { return true }
      return false
    }
  }

  /// By what a covenant is judged from a store.
  public enum CovenantTest: Sendable, Equatable {
    /// Revenue of the products that use the rights falls from one year to the next by more than this, in basis points.
    case revenueFall(basisPoints: Int)
    /// An annuity is unpaid for more than so many days after it was due.
    case annuityLate(days: Int)
    /// Lending value covers less of the debt than this, in basis points.
    case cover(basisPoints: Int)
    /// A right is in force no more.
    case rightLost
    /// A right is in force no more, or an invalidation is pending.
    case rightChallenged
  }

  private enum TestName: String, CaseIterable {
    case revenueFall = "revenue-fall"
    case annuityLate = "annuity-late"
    case cover
    case rightLost = "right-lost"
    case rightChallenged = "right-challenged"
  }

  static func covenant(_ value: ModelValue, _ reader: PledgeModelReader) -> Covenant? {
    var map = ModelMap(value, log: reader.log)
    let zh = map.string("zh")
    let en = map.string("en")
    let source = reader.source(&map)
    var test: CovenantTest?
    switch map.optionalWord("test", as: TestName.self) {
    case .revenueFall?: test = reader.basisPoints(&map, "percent").map { .revenueFall(basisPoints: $0) }
    case .annuityLate?: test = reader.count(&map, "days", within: 0...366).map { .annuityLate(days: $0) }
    case .cover?: test = reader.basisPoints(&map, "percent", atMost: 100_000).map { .cover(basisPoints: $0) }
    case .rightLost?: test = .rightLost
    case .rightChallenged?: test = .rightChallenged
    case nil: break
    }
    map.finish()
    guard let zh, let en, let source else { return nil }
    return Covenant(text: BilingualText(zh: zh, en: en), test: test, source: source)
  }
}
