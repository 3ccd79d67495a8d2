import ArgumentParser
import Foundation
import Winnow

/// The form of a check's result.
enum CheckFormat: String, ExpressibleByArgument, CaseIterable {
  case table
  case json
}

/// What is aimed at when rights are chosen.
enum PreferenceArgument: String, ExpressibleByArgument, CaseIterable {
  case smallest
  case strongest
}

/// How the debt is paid back.
enum RepaymentArgument: String, ExpressibleByArgument, CaseIterable {
  case bullet
  case linear
}

/// Whose rights they are.
enum HolderArgument: String, ExpressibleByArgument, CaseIterable {
  case firm
  case centralEnterprise = "central-enterprise"
  case researchOrganisation = "research-organisation"

  var holder: PledgeChecklists.Holder {
    switch self {
    case .firm: return .firm
    case .centralEnterprise: return .centralEnterprise
    case .researchOrganisation: return .researchOrganisation
    }
  }
}

/// An amount as people type it: `5000000`, `5,000,000`, `500万`, `0.05亿`.
struct AmountArgument: ExpressibleByArgument {
  let text: String

  init?(argument: String) {
    text = argument.trimmingBlanks
    guard money(.cny) != nil else { return nil }
  }

  /// The amount in a currency.
  func money(_ currency: Currency) -> Money? {
    var digits = text
    var factor: Int64 = 1
    if digits.hasSuffix("亿") { factor = 100_000_000 }
    if digits.hasSuffix("万") { factor = 10_000 }
    if factor > 1 { digits.removeLast() }
    guard factor > 1 else {
      return Money(decimal: digits, currency: currency).flatMap { $0.minorUnits >= 0 ? $0 : nil }
    }
    // 0.05亿 has more decimals than the currency: the factor takes them up.
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = Int64(parts[0]), whole >= 0 else { return nil }
    var fraction: Int64 = 0
    if parts.count == 2 {
      var scale = factor
      for character in parts[1].utf8 {
        guard (0x30...0x39).contains(character), scale % 10 == 0 else { return nil }
        scale /= 10
        fraction += Int64(character - 0x30) * scale
      }
    }
    let (product, isOver) = whole.multipliedReportingOverflow(by: factor)
    guard !isOver, product <= 1_000_000_000_000 else { return nil }
    return Money(major: product + fraction, currency: currency)
  }
}
