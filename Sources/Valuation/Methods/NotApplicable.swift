public import PortfolioCore

/// Why a method gives no value: what is missing or makes no sense, for people.
public struct NotApplicable: Error, Hashable, Sendable {
  /// The reason, to stand after "not applicable, because".
  public let reason: BilingualText

  /// A reason.
  public init(zh: String, en: String) { reason = BilingualText(zh: zh, en: en) }
}

/// Checks of inputs that every method makes.
enum Require {
  /// A yearly rate above -100 % and at most 1000 %.
  static func rate(_ rate: Double, _ zh: String, _ en: String) throws(NotApplicable) {
    guard rate.isFinite, rate > -1, rate <= 10 else {
      throw NotApplicable(zh: "\(zh)不合理（\(rate)）", en: "the \(en) makes no sense (\(rate))")
    }
  }

  /// A share between 0 and 1.
  static func share(_ share: Double, _ zh: String, _ en: String) throws(NotApplicable) {
    guard share >= 0, share <= 1 else {
      throw NotApplicable(
        zh: "\(zh)须在 0 与 100% 之间（\(share * 100)%）",
        en: "the \(en) must lie between 0 and 100 % (\(share * 100) %)")
    }
  }

  /// Finite amounts.
  static func amounts(_ amounts: [Double], _ zh: String, _ en: String) throws(NotApplicable) {
    guard amounts.allSatisfy({ $0.isFinite && abs($0) < 1e18 }) else {
      throw NotApplicable(zh: "\(zh)超出范围", en: "the \(en) are out of range")
    }
  }
}
