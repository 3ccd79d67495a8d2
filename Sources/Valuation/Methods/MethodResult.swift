public import PortfolioCore

/// The methods of valuation.
public enum ValuationMethod: String, Sendable, CaseIterable, Codable {
  /// What licensing it in would cost.
  case reliefFromRoyalty = "relief-from-royalty"
  /// Earnings above a fair return on everything else.
  case excessEarnings = "excess-earnings"
  /// The business with less the business without.
  case withAndWithout = "with-and-without"
  /// A share of profits.
  case profitSplit = "profit-split"
  /// What it would cost to have it again.
  case cost
  /// What others paid.
  case market
  /// What being allowed to keep paying is worth.
  case renewal
  /// A call on a project not begun.
  case realOption = "real-option"

  /// Whether it counts only where no method applies that knows what is earned, paid or could be begun: cost says little of
  /// value, and renewal value is for rights whose revenue is not known.
  public var isFallback: Bool { self == .cost || self == .renewal }

  /// Whether it is the floor of what royalties give: the right to go on paying or to stop is there with revenue as without.
  /// What was spent is no floor: no buyer pays for it where it is known what is earned.
  public var isFloor: Bool { self == .renewal }

  /// Whether its flows are what the owner expects to earn.
  var restsOnForecasts: Bool {
    switch self {
    case .reliefFromRoyalty, .excessEarnings, .withAndWithout, .profitSplit: return true
    case .cost, .market, .renewal, .realOption: return false
    }
  }

  /// The method's name for people.
  public var title: BilingualText {
    switch self {
    case .reliefFromRoyalty: return BilingualText(zh: "许可费节省法", en: "Relief from royalty")
    case .excessEarnings: return BilingualText(zh: "多期超额收益法", en: "Multi-period excess earnings")
    case .withAndWithout: return BilingualText(zh: "有无对比法", en: "With and without")
    case .profitSplit: return BilingualText(zh: "利润分成法", en: "Profit split")
    case .cost: return BilingualText(zh: "成本法", en: "Cost")
    case .market: return BilingualText(zh: "市场法", en: "Market")
    case .renewal: return BilingualText(zh: "维持（选择权）价值", en: "Renewal (option) value")
    case .realOption: return BilingualText(zh: "实物期权法", en: "Real option")
    }
  }
}

/// An input's value, to be written by whoever shows it.
public enum InputValue: Sendable, Hashable {
  /// An amount in major units of the portfolio's currency.
  case money(Double)
  /// A share, shown as a percentage.
  case percent(Double)
  /// A span of years.
  case years(Double)
  /// A plain number.
  case number(Double)
  /// Words.
  case text(BilingualText)
}

/// An input of a valuation with its source: one line of the explanation.
public struct ValuationInput: Sendable, Hashable {
  /// What it is.
  public let label: BilingualText
  /// The value.
  public let value: InputValue
  /// Where it comes from.
  public let source: BilingualText

  /// A line.
  public init(_ label: BilingualText, _ value: InputValue, source: BilingualText) {
    self.label = label
    self.value = value
    self.source = source
  }
}

/// A value in three cases, in major units.
public struct ValueRange: Sendable, Hashable {
  /// Low.
  public let low: Double
  /// Base.
  public let base: Double
  /// High.
  public let high: Double

  /// A range; nil unless the three are finite and in order.
  public init?(low: Double, base: Double, high: Double) {
    guard low.isFinite, base.isFinite, high.isFinite, low <= base, base <= high else { return nil }
    self.low = low
    self.base = base
    self.high = high
  }

  /// The range times a factor that is not negative.
  public func times(_ factor: Double) -> ValueRange? {
    ValueRange(low: low * factor, base: base * factor, high: high * factor)
  }
}

/// What one method says of an asset.
public struct MethodResult: Sendable {
  /// The method.
  public let method: ValuationMethod
  /// The value, or why there is none.
  public let outcome: Result<ValueRange, NotApplicable>
  /// Every input with its source.
  public var inputs: [ValuationInput]
  /// The table of the base case, year by year.
  public var table: CashFlowTable?
  /// The factor by which the table's sum becomes the base value: the tax amortisation benefit; nil without one.
  public var taxBenefit: Double?
  /// What a reader must know.
  public var notes: [BilingualText]
  /// The simulation, for methods that have one.
  public var simulation: SimulationResult?

  /// Years of the table without a figure of the owner's: they go on from the last one known.
  public let assumedYears: Set<Int>

  /// Whether what it counts is worth a fee: false where the holder would stop before the first one. Then nobody holds the
  /// asset for this, and methods that know nothing of revenue may see more.
  public var isWorthAFee = true

  /// A result.
  public init(
    method: ValuationMethod, outcome: Result<ValueRange, NotApplicable>, inputs: [ValuationInput] = [],
    table: CashFlowTable? = nil, taxBenefit: Double? = nil, notes: [BilingualText] = [],
    simulation: SimulationResult? = nil, assumedYears: Set<Int> = []
  ) {
    self.method = method
    self.outcome = outcome
    self.inputs = inputs
    self.table = table
    self.taxBenefit = taxBenefit
    self.notes = notes
    self.simulation = simulation
    self.assumedYears = assumedYears
  }

  /// The value; nil when the method does not apply.
  public var value: ValueRange? { try? outcome.get() }

  /// Whether it values what is earned with the asset by royalties: relief from royalty, also at rates of comparable deals.
  var restsOnRoyalties: Bool { method == .reliefFromRoyalty || (method == .market && table != nil) }
}

/// Methods side by side, and what follows from them together.
public struct Reconciliation: Sendable, Hashable {
  /// One method's part.
  public struct Part: Sendable, Hashable {
    /// The method.
    public let method: ValuationMethod
    /// Its value.
    public let value: ValueRange
    /// Its weight; weights of all parts sum to 1.
    public let weight: Double
  }

  /// The methods that count.
  public let parts: [Part]
  /// The weighted value, never below zero: who holds an asset may let it go. Nil when no method applies.
  public let value: ValueRange?
  /// The weighted value as the methods give it; below zero where costs exceed what is earned.
  public let raw: ValueRange?
  /// The greatest base value over the least.
  public let disagreement: Double?
  /// What royalties give, and what renewal value gives without any revenue, where the one is the floor of the other; nil
  /// where other methods count, or one of the two is missing.
  private let floored: Floored?
  private let spans: [ValuationMethod: Span]

  /// Two values of which the greater counts.
  private struct Floored: Sendable, Hashable {
    let royalties: ValueRange
    let floor: ValueRange
  }

  /// What a method's table counts: for how long, and how much before discounting.
  private struct Span: Sendable, Hashable {
    let first: Int
    let last: Int
    let flows: Double

    init?(_ table: CashFlowTable) {
      let lines = table.lines.filter { $0.part > 0 }
      guard let first = lines.first, let last = lines.last, abs(table.presentValue) < 1e15 else { return nil }
      self.first = first.year
      self.last = last.year
      flows = lines.reduce(0) { $0 + $1.flow }
    }

    /// Costs are spent already: nothing discounts them.
    func text(isDiscounted: Bool) -> BilingualText {
      let amount = Thousands.grouped(Int(max(-1e15, min(1e15, flows)).rounded()))
      guard isDiscounted else {
        return BilingualText(
          zh: "（\(first)–\(last) 年，合计 \(amount)）", en: " (\(first) to \(last), \(amount) in all)")
      }
      return BilingualText(
        zh: "（\(first)–\(last) 年，折现前合计 \(amount)）", en: " (\(first) to \(last), \(amount) before discounting)"
      )
    }
  }

  /// Reconciles results by weights. Methods without a value or a weight do not count, and fallbacks
  /// (``ValuationMethod/isFallback``) only where nothing else does. What is not worth a fee
  /// (``MethodResult/isWorthAFee``) says only that nobody would hold the asset for it: it counts beside no other method.
  /// Where only royalties count, the value is never below the floor (``ValuationMethod/isFloor``), which is what being
  /// allowed to go on paying is worth without the revenue: more revenue is never less value.
  public init(_ results: [MethodResult], weights: [String: Double]) {
    typealias Weighted = (ValuationMethod, ValueRange, Double)
    func weighted(_ isCounted: (MethodResult) -> Bool) -> [Weighted] {
      results.filter(isCounted).compactMap { result -> Weighted? in
        guard let value = result.value, let weight = weights[result.method.rawValue], weight > 0 else {
          return nil
        }
        return (result.method, value, weight)
      }
    }
    func range(_ list: [Weighted]) -> ValueRange? {
      let total = list.reduce(0) { $0 + $1.2 }
      func sum(_ part: (ValueRange) -> Double) -> Double { list.reduce(0) { $0 + part($1.1) * $1.2 / total } }
      return list.isEmpty
        ? nil : ValueRange(low: sum { $0.low }, base: sum { $0.base }, high: sum { $0.high })
    }
    // Of royalties at several rates one that is worth a fee is enough: the others are no reason to leave the asset.
    let isHeld = results.contains { $0.restsOnRoyalties && $0.isWorthAFee && $0.value != nil }
    let better = weighted { !$0.method.isFallback && ($0.isWorthAFee || ($0.restsOnRoyalties && isHeld)) }
    let idle = weighted { !$0.method.isFallback && !$0.isWorthAFee }
    let fallback = weighted { $0.method.isFallback }
    let floor = weighted { $0.method.isFloor }
    let isLedByRoyalties = weighted {
      !$0.method.isFallback && !$0.restsOnRoyalties && $0.isWorthAFee
    }.isEmpty
    let led = better.isEmpty ? idle : better
    var counted = led.isEmpty ? fallback : led
    var floored: Floored?
    if isLedByRoyalties, let royalties = range(led), let without = range(floor) {
      floored = Floored(royalties: royalties, floor: without)
      if royalties.base <= without.base { counted = floor }
    }
    let total = counted.reduce(0) { $0 + $1.2 }
    parts = counted.map { Part(method: $0.0, value: $0.1, weight: $0.2 / total) }
    self.floored = floored
    // The whole range is that of the greater base: where revenue is known, what nobody knew without it widens nothing.
    raw = range(counted)
    value = raw.flatMap { ValueRange(low: max(0, $0.low), base: max(0, $0.base), high: max(0, $0.high)) }
    spans = Dictionary(
      results.compactMap { result in result.table.flatMap(Span.init).map { (result.method, $0) } },
      uniquingKeysWith: { first, _ in first })
    let bases = counted.map(\.1.base).filter { $0 > 0 }
    if let least = bases.min(), let greatest = bases.max(), bases.count > 1 {
      disagreement = greatest / least
    } else {
      disagreement = nil
    }
  }

  /// That the asset is worth no less with its revenue than without, in a sentence; nil where that changes nothing.
  public var floorNote: BilingualText? {
    guard let floored else { return nil }
    let (royalties, without) = (floored.royalties, floored.floor)
    func whole(_ amount: Double) -> String {
      Thousands.grouped(Int(max(-1e15, min(1e15, amount)).rounded()))
    }
    guard without.base > royalties.base else { return nil }
    return BilingualText(
      zh:
        "按许可费节省为 \(whole(royalties.base))，不计收入、只看维持价值为 \(whole(without.base))：有收入不会比没有收入更不值，故取后者",
      en:
        "Royalties give \(whole(royalties.base)), renewal value without any revenue \(whole(without.base)): with revenue it is worth no less than without, so the latter counts"
    )
  }

  /// Why methods disagree, in a sentence; nil when they do not by more than a factor of two.
  public var explanation: BilingualText? {
    guard let disagreement, disagreement > 2,
      let least = parts.filter({ $0.value.base > 0 }).min(by: { $0.value.base < $1.value.base }),
      let greatest = parts.max(by: { $0.value.base < $1.value.base })
    else { return nil }
    let times = "\((disagreement * 10).rounded() / 10)"
    func part(_ method: ValuationMethod) -> BilingualText {
      let sees = Reconciliation.sees(method)
      guard let span = spans[method]?.text(isDiscounted: method != .cost) else { return sees }
      return BilingualText(zh: sees.zh + span.zh, en: sees.en + span.en)
    }
    let (more, less) = (part(greatest.method), part(least.method))
    var zh = "“\(greatest.method.title.zh)”是“\(least.method.title.zh)”的 \(times) 倍：前者\(more.zh)，后者\(less.zh)。"
    var en =
      "'\(greatest.method.title.en)' is \(times) times '\(least.method.title.en)': the one \(more.en), the other \(less.en)."
    if greatest.method.restsOnForecasts, least.method.restsOnForecasts {
      zh += "两者都取决于预测的实现，折现率相同；差别在于计入什么、计多少年、多少归于该资产。"
      en +=
        " Both rest on forecasts coming true and discount at the same rate; they differ in what they count, for how long, and how much of it is the asset's."
    }
    return BilingualText(zh: zh, en: en)
  }

  /// What a method looks at.
  static func sees(_ method: ValuationMethod) -> BilingualText {
    switch method {
    case .reliefFromRoyalty:
      return BilingualText(
        zh: "按归属收入计一个许可费率，随技术衰减，至经济寿命终了",
        en:
          "counts a royalty on attributed sales that falls with the decay of the field, to the end of the life"
      )
    case .excessEarnings:
      return BilingualText(
        zh: "计扣除贡献资产收费后的全部利润，只到有预测的年度",
        en: "counts all profit left after contributory charges, in the years with a forecast only")
    case .withAndWithout:
      return BilingualText(
        zh: "计有无该资产的现金流之差乘以竞争夺走它的概率，只到有预测的年度",
        en:
          "counts the difference of cash flows times how likely competition takes it, in the years with a forecast only"
      )
    case .profitSplit:
      return BilingualText(
        zh: "计预测利润的一个分成比例，只到有预测的年度",
        en: "counts an agreed share of forecast profits, in the years with a forecast only")
    case .cost: return BilingualText(zh: "只看已花的钱，不看能挣的钱", en: "sees what was spent, not what can be earned")
    case .market: return BilingualText(zh: "取决于可比交易是否真可比", en: "rests on deals being comparable")
    case .renewal:
      return BilingualText(zh: "只知道年费与存续规律，不知道收入", en: "knows fees and survival only, no revenue")
    case .realOption: return BilingualText(zh: "计入了等待的价值", en: "counts what waiting is worth")
    }
  }
}
