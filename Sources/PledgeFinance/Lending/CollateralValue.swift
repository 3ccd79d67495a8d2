public import PortfolioCore
internal import PortfolioReview
internal import PortfolioStore
internal import Renewals
internal import Valuation

/// What a right is worth to a lender, and how that falls.
public struct CollateralValue: Sendable, Equatable, Codable {
  /// A method that the value rests on.
  public struct Part: Sendable, Equatable, Codable {
    /// A word of the methods of valuation; `licence-income` for contracted fees.
    public let method: String
    /// The method for people.
    public let title: BilingualText
    /// Its value.
    public let value: AmountRange
    /// Its weight in basis points.
    public let weight: Int
    /// What it was reckoned from, so that a later check can say which input has changed; empty where it is withheld.
    public var inputs: [CollateralInput] = []
  }

  /// The value in use.
  public let inUse: AmountRange
  /// What an orderly sale would bring.
  public let orderly: AmountRange
  /// What a forced sale would bring.
  public let forced: AmountRange
  /// What of the value in use an orderly sale brings, in basis points.
  public let orderlyShare: Int
  /// The methods that it rests on.
  public var parts: [Part]
  /// The amount that the policy lends on: by its premise, case and haircut.
  public let basis: Int64
  /// What is left of it on each test day, in millionths; the first is the whole.
  public let left: [Int]
  /// What is left with 30 % less revenue, in millionths of the value.
  public let withLessRevenue: Int
  /// What is left with royalty rates at their low end, in millionths of the value.
  public let withLowRoyalty: Int
  /// What is left under both, in millionths of the value.
  public let withBoth: Int
  /// Minor units of the amount to which everything is rounded down: one major unit.
  public let unit: Int64
  /// The contracts that the value rests on; nil where it rests on other methods, and in packets of earlier versions.
  public var contracts: [ContractPart]? = nil
  /// What the methods give together by their weights, before anything is taken off; nil in packets of earlier versions.
  public var weighted: AmountRange? = nil
  /// The part of it that is the giver's, in basis points; nil where all of it counts.
  public var givenShare: Int? = nil

  /// The basis on a test day.
  public func basis(on test: Int) -> Int64 { Share.of(basis, millionths: left[test], unit: unit) }

  /// The forced-sale value in the policy's case on a test day.
  func forced(_ rangeCase: LenderPolicy.RangeCase, on test: Int) -> Int64 {
    Share.of(forced.amount(rangeCase), millionths: left[test], unit: unit)
  }
}

/// Values rights as one lender sees them.
struct CollateralValuer {
  /// How much of its revenue a product keeps under stress.
  static let stressedRevenue = 0.7

  let policy: LenderPolicy
  let valuer: AssetValuer
  let records: TitleRecords
  let rates: ExchangeRates
  /// The test days: the first is the as-of day.
  let tests: [CalendarDay]
  private let lessRevenue: AssetValuer
  private let lowRoyalty: AssetValuer
  private let both: AssetValuer

  init(
    policy: LenderPolicy, valuer: AssetValuer, records: TitleRecords, rates: ExchangeRates,
    tests: [CalendarDay]
  ) {
    self.policy = policy
    self.valuer = valuer
    self.records = records
    self.rates = rates
    self.tests = tests
    lessRevenue = valuer.stressed(revenueFactor: CollateralValuer.stressedRevenue, isRoyaltyLow: false)
    lowRoyalty = valuer.stressed(revenueFactor: 1, isRoyaltyLow: true)
    both = valuer.stressed(revenueFactor: CollateralValuer.stressedRevenue, isRoyaltyLow: true)
  }

  private var currency: Currency { valuer.run.currency }
  private var unit: Int64 { currency.minorPerMajor }
  private func years(to day: CalendarDay) -> Double { Double(day - valuer.run.asOf) / 365.25 }

  /// The value of a row of the run, or everything that is missing for one.
  /// - Parameters:
  ///   - asset: what the methods of valuation say of the row.
  ///   - held: how much of the right belongs to whoever gives it.
  ///   - fees: the fees that fall due until the year of the last test day is over; nil where they are not known.
  ///   - isForChoice: whether the value only serves to choose among rights: then it is not tried under stress.
  func value(
    _ row: Int, _ asset: AssetValue, termEnd: CalendarDay?, held: HeldShare,
    fees: [UpkeepLeft.FeeDay]? = nil, isForChoice: Bool = false
  ) -> Result<CollateralValue, MissingValue> {
    let found =
      policy.premise == .licenceIncome
      ? licenceIncome(row, termEnd: termEnd, held: held)
      : appraised(row, asset, termEnd: termEnd, held: held, fees: fees, isForChoice: isForChoice)
    // Without a value at all the methods' own reasons are told.
    if case .success = found, held.counted(for: policy.purpose) == nil {
      return .failure(MissingValue([held.note(for: policy.purpose)].compactMap { $0 }))
    }
    return found
  }

  // MARK: By the methods of valuation

  private func reconciled(_ asset: AssetValue) -> Reconciliation {
    Reconciliation(
      asset.methods.filter { policy.methods.contains($0.method) }, weights: valuer.settings.methodWeights)
  }

  private func appraised(
    _ row: Int, _ asset: AssetValue, termEnd: CalendarDay?, held: HeldShare, fees: [UpkeepLeft.FeeDay]?,
    isForChoice: Bool
  ) -> Result<CollateralValue, MissingValue> {
    let reconciliation = reconciled(asset)
    guard let value = reconciliation.value, let realisable = asset.realisable, value.base > 0 else {
      return .failure(MissingValue(missing(asset, reconciliation)))
    }
    let weighted = AmountRange(value, currency)
    let given = held.counted(for: policy.purpose) ?? 0
    let inUse = weighted.share(given, unit: unit)
    let orderlyShare = Int((realisable.share * 10_000).rounded(.down))
    let orderly = inUse.share(orderlyShare, unit: unit)
    let forced = orderly.share(Int((valuer.settings.forced.value * 10_000).rounded()), unit: unit)
    let taken: AmountRange
    if let haircut = policy.haircut {
      taken = inUse.share(10_000 - haircut.value, unit: unit)
    } else {
      switch policy.premise {
      case .inUse, .licenceIncome: taken = inUse
      case .orderly: taken = orderly
      case .forced: taken = forced
      }
    }
    let paths = reconciliation.parts.map { part -> (path: FallingValue, amount: Double) in
      let result = asset.methods.first { $0.method == part.method }
      let table = part.method == .cost ? nil : result?.table
      return (
        FallingValue(
          table: table, rate: asset.discountRate, timing: valuer.settings.timing,
          economicYears: asset.economicYears), part.weight * part.value.base
      )
    }
    let whole = paths.reduce(0) { $0 + $1.amount }
    let left = tests.map { day -> Int in
      if let termEnd, day > termEnd { return 0 }
      let years = years(to: day)
      let upkeep = fees.map { UpkeepLeft(day: day, fees: $0, tax: valuer.settings.tax.value) }
      let sum = paths.reduce(0.0) { $0 + $1.path.left(after: years, upkeep: upkeep) * $1.amount }
      return whole > 0 ? Share.millionths(sum / whole) : 0
    }
    func stressed(_ other: AssetValuer) -> Int {
      if isForChoice { return 1_000_000 }
      let base = reconciled(other.value(row: row)).value?.base ?? 0
      return Share.millionths(base / value.base)
    }
    return .success(
      CollateralValue(
        inUse: inUse, orderly: orderly, forced: forced, orderlyShare: orderlyShare,
        parts: reconciliation.parts.map { part in
          CollateralValue.Part(
            method: part.method.rawValue, title: part.method.title,
            value: AmountRange(part.value, currency), weight: Int((part.weight * 10_000).rounded()),
            inputs: (asset.methods.first { $0.method == part.method }.map(CollateralInput.inputs) ?? [])
              + held.inputs(for: policy.purpose))
        }, basis: taken.amount(policy.rangeCase), left: left, withLessRevenue: stressed(lessRevenue),
        withLowRoyalty: stressed(lowRoyalty), withBoth: stressed(both), unit: unit, weighted: weighted,
        givenShare: given < 10_000 ? given : nil))
  }

  /// Why no method that the lender relies on gives a value.
  private func missing(_ asset: AssetValue, _ reconciliation: Reconciliation) -> [BilingualText] {
    if let value = reconciliation.value, value.base <= 0 {
      return [BilingualText(zh: "基准价值不为正", en: "The base value is not above zero")]
    }
    if asset.isAnothers, reconciliation.value != nil {
      return [
        BilingualText(
          zh: "权利属于他人，只有凭许可使用的价值", en: "It belongs to others and is worth only the use that a licence allows")
      ]
    }
    let reasons = policy.methods.compactMap { method -> BilingualText? in
      guard let result = asset.methods.first(where: { $0.method == method }),
        case .failure(let why) = result.outcome
      else { return nil }
      return BilingualText(
        zh: "\(method.title.zh)：\(why.reason.zh)", en: "\(method.title.en): \(why.reason.en)")
    }
    guard reasons.isEmpty else { return reasons }
    return [
      asset.hasEnded
        ? BilingualText(zh: "权利已终止，不估值", en: "The right has ended and is not valued")
        : BilingualText(
          zh: "政策依据的方法（\(policy.methods.map(\.title.zh).joined(separator: "、"))）没有给出价值",
          en:
            "The methods of the policy, \(policy.methods.map(\.title.en).joined(separator: ", ")), give no value"
        )
    ]
  }

  // MARK: By contracted licence fees

  /// Contracts that run on the right, with the fee of this right. A contract over several rights that states one fee
  /// for each of them states it once: it is shared equally.
  private func fees(_ id: Int64) -> [(licence: TitleRecords.Licence, yearly: Double?, rights: Int)] {
    let day = valuer.run.asOf
    return records.licences.filter { licence in
      licence.rightID == id && (licence.to.map { $0 >= day } ?? true)
    }.map { licence in
      guard let fee = licence.fee, let converted = rates.convert(fee, to: currency, year: day.year) else {
        return (licence, nil, 1)
      }
      let rows = records.licences.filter { $0.contract == licence.contract }
      let isOne = rows.count > 1 && Set(rows.map(\.fee)).count == 1
      let amount = Double(converted.money.minorUnits) / Double(currency.minorPerMajor)
      let rights = isOne ? rows.count : 1
      return (licence, amount / Double(rights), rights)
    }
  }

  /// What can be shown of the contracts that run: their fee, their last day, their recordal at the office. Products and
  /// their revenue are no ground of such a value.
  func evidence(of id: Int64) -> [CollateralLine.Evidence] {
    fees(id).flatMap { licence, yearly, _ -> [CollateralLine.Evidence] in
      func line(_ isShown: Bool, _ zh: String, _ en: String) -> CollateralLine.Evidence {
        CollateralLine.Evidence(
          isShown: isShown,
          text: BilingualText(zh: "合同 \(licence.contract) \(zh)", en: "Contract \(licence.contract) \(en)"))
      }
      return [
        yearly == nil ? line(false, "没有许可费金额", "states no fee") : line(true, "记有许可费", "states its fee"),
        licence.to == nil ? line(false, "没有终止日", "has no last day") : line(true, "有终止日", "has a last day"),
        licence.recordedDay == nil
          ? line(false, "没有备案记录", "is not recorded at the office, as far as is known")
          : line(true, "已备案", "is recorded at the office"),
      ]
    }
  }

  private func licenceIncome(
    _ row: Int, termEnd: CalendarDay?, held: HeldShare
  ) -> Result<CollateralValue, MissingValue> {
    var missing: [BilingualText] = []
    var sum = AmountRange.zero
    var tables: [Contracted] = []
    let rate = Double(policy.discount?.value ?? 0) / 10_000
    let running = fees(valuer.run.table.rightIDs[row])
    for (licence, yearly, rights) in running {
      guard let yearly, let fee = licence.fee else {
        missing.append(
          BilingualText(
            zh: "合同 \(licence.contract) 没有许可费金额", en: "Contract \(licence.contract) states no fee"))
        continue
      }
      guard let end = [licence.to, termEnd].compactMap({ $0 }).min(), licence.to != nil else {
        missing.append(
          BilingualText(
            zh: "合同 \(licence.contract) 没有终止日", en: "Contract \(licence.contract) has no last day"))
        continue
      }
      var years = Double(end - valuer.run.asOf + 1) / 365.25
      var parts: [Double] = []
      while years > 1e-9, parts.count < 40 {
        parts.append(min(1, years))
        years -= 1
      }
      guard
        let table = try? Discounting(rate: rate, timing: .middle).table(
          firstYear: 1, parts: parts, flows: parts.map { $0 * yearly }), table.presentValue > 0,
        let range = ValueRange(
          low: table.presentValue, base: table.presentValue, high: table.presentValue)
      else { continue }
      let own = AmountRange(range, currency)
      sum = sum + own
      tables.append(
        Contracted(
          licence: licence, end: end, fee: fee, rights: rights, yearly: yearly, table: table, value: own.base,
          path: FallingValue(table: table, rate: rate, timing: .middle, economicYears: 0)))
    }
    let whole = tables.reduce(0) { $0 + $1.table.presentValue }
    guard whole > 0 else {
      if missing.isEmpty {
        missing.append(
          BilingualText(
            zh: "没有有效且记有费用的许出合同（licences）",
            en: "No licence out runs with a recorded fee (table licences)"))
      }
      return .failure(MissingValue(missing))
    }
    let given = held.counted(for: policy.purpose) ?? 0
    let own = sum.share(given, unit: unit)
    let taken = policy.haircut.map { own.share(10_000 - $0.value, unit: unit) } ?? own
    let left = tests.map { day -> Int in
      let years = years(to: day)
      return Share.millionths(
        tables.reduce(0.0) { $0 + $1.path.left(after: years) * $1.table.presentValue } / whole)
    }
    let days = tests.map { years(to: $0) }
    return .success(
      CollateralValue(
        inUse: own, orderly: own, forced: taken, orderlyShare: 10_000,
        parts: [
          CollateralValue.Part(
            method: LenderPolicy.Premise.licenceIncome.rawValue,
            title: BilingualText(zh: "合同许可费现值", en: "Present value of contracted fees"), value: sum,
            weight: 10_000,
            inputs: CollateralInput.fees(
              running.map { ($0.licence, $0.rights) }, discount: policy.discount?.value ?? 0)
              + held.inputs(for: policy.purpose))
        ], basis: taken.amount(policy.rangeCase), left: left,
        withLessRevenue: Share.millionths(CollateralValuer.stressedRevenue), withLowRoyalty: 1_000_000,
        withBoth: Share.millionths(CollateralValuer.stressedRevenue), unit: unit,
        contracts: tables.map { $0.part(of: whole, on: days) }, weighted: sum,
        givenShare: given < 10_000 ? given : nil))
  }

  /// A contract with its years discounted.
  private struct Contracted {
    let licence: TitleRecords.Licence
    let end: CalendarDay
    let fee: Money
    let rights: Int
    let yearly: Double
    let table: CashFlowTable
    let value: Int64
    let path: FallingValue

    /// As a packet records it.
    /// - Parameters:
    ///   - whole: the present value of all contracts of the right.
    ///   - days: the test days in years from the as-of day.
    func part(of whole: Double, on days: [Double]) -> ContractPart {
      ContractPart(
        contract: licence.contract, licensee: licence.licensee, end: end, fee: fee, rights: rights,
        yearly: yearly,
        years: table.lines.map { .init(part: $0.part, fee: $0.flow, factor: $0.discountFactor) },
        value: value,
        left: days.map { Share.millionths(path.left(after: $0) * table.presentValue / whole) })
    }
  }
}

/// Everything that is missing for a value.
public struct MissingValue: Error, Sendable, Equatable, Codable {
  /// What, one by one.
  public let reasons: [BilingualText]

  /// Something is missing.
  public init(_ reasons: [BilingualText]) { self.reasons = reasons }
}
