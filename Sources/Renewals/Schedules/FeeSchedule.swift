public import PolicyModels
public import PortfolioCore

/// What an office charges for keeping rights alive, and when: a model file of the kind `fee-schedule`.
///
/// A new office is a new file; no program text knows an office by name.
public struct FeeSchedule: PolicyModel {
  /// `fee-schedule`.
  public static var kind: String { "fee-schedule" }

  /// The file's header.
  public let header: ModelHeader
  /// The office's two-letter code (WIPO ST.3).
  public let office: String
  /// The currency of the amounts.
  public let currency: Currency
  /// Due days, grace, lapse.
  public let rules: FeeRules
  /// The classes for which tariffs differ; nil when there are none.
  public let rateClasses: RateClasses?
  /// The reductions a right can have.
  public let reductions: [FeeReduction]
  /// The kinds of rights that pay, with their tariffs.
  public let groups: [FeeGroup]
  /// The kinds of rights that do not pay.
  public let withoutFees: [KindWithoutFees]

  /// The group of a kind of right.
  public func group(of kind: RightKind) -> FeeGroup? { groups.first { $0.kinds.contains(kind) } }

  /// The slot of a fee in the tariffs: the year, the instalment's position, 0 for periodic fees.
  func slot(named name: String) -> Int? {
    switch rules.form {
    case .yearly: return Int(name.prefix { $0 != "-" })
    case .instalments(let list): return list.firstIndex { $0.name == name }
    case .periodic: return name == "renewal" ? 0 : nil
    }
  }

  /// The position of a rate class among the tariffs; the default class for nil; nil when there is no such
  /// class. A schedule without classes has one, whatever the name.
  func classIndex(_ name: String?) -> Int? {
    guard let rateClasses else { return 0 }
    let wanted = name ?? rateClasses.defaultName
    return rateClasses.names.firstIndex { $0.id == wanted }
  }

  /// The full amount of a fee in the tariff of a day: the fee's name is the year, `3.5y`, or `renewal`.
  /// A payment for several years is named after them: `4-6`.
  /// - Parameter perClaim: true for the addition for each claim instead of the basic amount.
  /// - Returns: nil when the schedule has no such fee, class or kind, no tariff on that day, or does not know
  ///   the amount.
  public func amount(
    kind: RightKind, fee: String, on day: CalendarDay, rateClass: String? = nil,
    stage: RightStage = .granted, perClaim: Bool = false
  ) -> Money? {
    guard let group = group(of: kind), let slot = slot(named: fee), let index = classIndex(rateClass) else {
      return nil
    }
    let tariffs = group.tariffs(index, isPending: stage == .application)
    guard let tariff = tariffs.last(where: { ($0.from ?? day) <= day && $0.lines.has(slot) }) else {
      return nil
    }
    let line = tariff.lines[slot]
    if line.isUnknown || fee.contains("-") != (line.throughSlot != 0) { return nil }
    return Money(minorUnits: perClaim ? line.perClaim : line.amount, currency: currency)
  }

  /// The surcharge that a tariff of a day states for late payment; nil when it states none.
  public func lateSurcharge(kind: RightKind, on day: CalendarDay, rateClass: String? = nil) -> Money? {
    guard let group = group(of: kind), let index = classIndex(rateClass) else { return nil }
    let tariff = group.tariffsByClass[index].last { ($0.from ?? day) <= day }
    return tariff?.late.map { Money(minorUnits: $0, currency: currency) }
  }
}

extension [FeeLine] {
  /// Whether there is an amount in a slot.
  func has(_ slot: Int) -> Bool { indices.contains(slot) && self[slot].isPresent }

  /// Whether a slot has an amount of its own or is paid for with an earlier one.
  func covers(_ slot: Int) -> Bool { has(slot) || (indices.contains(slot) && self[slot].isCovered) }
}
