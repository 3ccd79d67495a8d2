internal import Grading
internal import PolicyModels
public import PortfolioCore
public import Valuation

/// What the worth of a right in a plan rests on.
public enum WorthGround: UInt8, Sendable, CaseIterable {
  /// Nothing: it is not known.
  case none = 0
  /// The renewal model.
  case renewal = 1
  /// Royalties saved on attributed product revenue.
  case income = 2
  /// A stated map from score to worth.
  case map = 3
  /// Points of the grading model.
  case points = 4

  /// The word of files and data.
  public var word: String {
    switch self {
    case .none: return "none"
    case .renewal: return "renewal"
    case .income: return "income"
    case .map: return "map"
    case .points: return "points"
    }
  }
}

/// What each right is worth to its owner in each year of a plan, and where nobody can say.
public struct WorthColumns: Sendable {
  /// The first calendar year.
  public let firstYear: Int
  /// How many calendar years.
  public let yearCount: Int
  /// Major units of the run's currency, row after row, ``yearCount`` a row; 0 where not known.
  public var amounts: [Int64]
  /// Whether the worth is known, one a right.
  public var isKnown: [Bool]
  /// What it rests on, one a right.
  public private(set) var grounds: [WorthGround]
  /// Why it is not: an index into ``reasons`` a right; -1 where it is known.
  public var reasonOfRow: [Int16]
  /// What is missing, in words: the facts named.
  public var reasons: [BilingualText]
  /// Where the worths come from, in words.
  public private(set) var source: BilingualText
  /// What a whole first year is worth, one a right, where ``amounts`` are cut at the end of the term.
  private var wholeFirstYears: [Int64] = []

  /// Worth by a stated map from score; a right without a grade has no known worth, and the reason names the
  /// facts that would give it one.
  /// - Parameter perPoint: major units added for each point and year; 0 for the map alone.
  public init(map: ValueMap, perPoint: Double = 0, run: ReviewRun, firstYear: Int, yearCount: Int) {
    let title = map.header.title
    let name = "\(map.header.id) \(map.header.version)"
    self.init(
      run: run, firstYear: firstYear, yearCount: yearCount,
      source: BilingualText(
        zh: "由得分按“\(title.zh)”换算（\(name)）" + (perPoint > 0 ? "，另每分每年加 \(perPoint)" : ""),
        en: "Made from the score by “\(title.en)” (\(name))"
          + (perPoint > 0 ? ", and \(perPoint) more for each point and year" : "")), ground: .map
    ) { row, kind, office, year in
      let points = Double(run.grades.points[row])
      return map.worth(points: points, kind: kind, office: office, yearsAhead: year - run.asOf.year).map {
        $0 + Int64((perPoint * points).rounded())
      }
    }
  }

  /// Worth by the run's renewal model. A right without a grade has no known worth even where the model names the
  /// median of its kind: that median says nothing of this right.
  /// - Parameters:
  ///   - explained: the share of the variance of returns that the score explains, where it is known: it is said with
  ///     the source.
  ///   - perPoint: major units added for each point and year; 0 for the model alone.
  public init(
    renewal values: ValueColumns, case scenario: ValueColumns.Scenario, explained: Double? = nil,
    perPoint: Double = 0, run: ReviewRun, firstYear: Int, yearCount: Int
  ) {
    let minor = Double(run.currency.minorPerMajor)
    self.init(
      run: run, firstYear: firstYear, yearCount: yearCount,
      source: WorthColumns.renewalSource(scenario, explained, perPoint), ground: .renewal,
      reason: { values.reason($0) }
    ) { row, _, _, year in
      guard values.isKnown(row) else { return nil }
      let gross = values.grossReturn(row: row, year: year, factor: values.factor(scenario, row))
      return Int64((Double(gross) / minor + perPoint * Double(run.grades.points[row])).rounded())
    }
    wholeFirstYears = isKnown.indices.map { row in
      guard isKnown[row] else { return 0 }
      var gross = values.presentReturn[row] * values.factor(scenario, row)
      for _ in 0..<max(0, firstYear - values.firstYear) { gross *= values.kept[row] }
      let whole = gross / minor + perPoint * Double(run.grades.points[row])
      return whole.isFinite && abs(whole) < 1e15 ? Int64(whole.rounded()) : 0
    }
  }

  /// What a whole first year of the plan would be worth of a right whose term ends before it is over, in major units; nil
  /// where nobody can say, and of income, which belongs to its own months.
  public func wholeFirstYear(_ row: Int) -> Int64? {
    guard isKnown[row], grounds[row] == .renewal || grounds[row] == .map,
      wholeFirstYears.indices.contains(row)
    else { return nil }
    return wholeFirstYears[row]
  }

  /// Worth by the income attributed to a right; of rights without any it is not known.
  public init(
    income: IncomeWorth, case scenario: ValueColumns.Scenario, perPoint: Double = 0, run: ReviewRun
  ) {
    self.init(
      run: run, firstYear: income.firstYear, yearCount: income.yearCount,
      source: BilingualText(
        zh: "归属产品收入所节省的许可费（税前、未减年费，\(WorthColumns.word(scenario).zh)）"
          + WorthColumns.points(perPoint).zh,
        en:
          "Royalties saved on attributed product revenue, before tax and fees (\(WorthColumns.word(scenario).en))"
          + WorthColumns.points(perPoint).en), ground: .income,
      reason: { _ in
        BilingualText(
          zh: "归属于它的产品收入（product_links 与 revenues 表）",
          en: "the product revenue attributed to it (tables product_links and revenues)")
      }
    ) { row, _, _, year in
      income.amounts[row].map {
        Int64(($0[year - income.firstYear] + perPoint * Double(run.grades.points[row])).rounded())
      }
    }
  }

  /// These worths with the income of rights in their place where it stands: never both.
  public func preferring(
    _ income: IncomeWorth, case scenario: ValueColumns.Scenario, perPoint: Double = 0, run: ReviewRun
  ) -> WorthColumns {
    let better = WorthColumns(income: income, case: scenario, perPoint: perPoint, run: run)
    var result = self
    for row in better.isKnown.indices where better.isKnown[row] {
      let cells = row * yearCount..<(row + 1) * yearCount
      result.amounts.replaceSubrange(cells, with: better.amounts[cells])
      result.isKnown[row] = true
      result.grounds[row] = .income
      result.reasonOfRow[row] = -1
    }
    result.source = BilingualText(
      zh: "有归属收入的：\(better.source.zh)；其余：\(source.zh)",
      en: "With attributed revenue: \(better.source.en); others: \(source.en)")
    return result
  }

  /// These worths without the last part of a year, whose fee was due in the year before: see
  /// ``PlanningFees/life(_:)``. What a plan weighs, what its ledger adds up and what its lines show is then the same.
  public func ended(by fees: PlanningFees) -> WorthColumns {
    var result = self
    if wholeFirstYears.isEmpty, yearCount > 0 {
      result.wholeFirstYears = isKnown.indices.map { amounts[$0 * yearCount] }
    }
    for row in isKnown.indices where fees.standing[row] == .known {
      for year in fees.life(row)..<yearCount { result.amounts[row * yearCount + year] = 0 }
    }
    return result
  }

  private static func word(_ scenario: ValueColumns.Scenario) -> BilingualText {
    switch scenario {
    case .low: return BilingualText(zh: "低情形", en: "low case")
    case .base: return BilingualText(zh: "基准情形", en: "base case")
    case .high: return BilingualText(zh: "高情形", en: "high case")
    }
  }

  private static func points(_ perPoint: Double) -> BilingualText {
    perPoint > 0
      ? BilingualText(zh: "，另每分每年加 \(perPoint)", en: ", and \(perPoint) more for each point and year")
      : BilingualText(zh: "", en: "")
  }

  private static func renewalSource(
    _ scenario: ValueColumns.Scenario, _ explained: Double?, _ perPoint: Double
  ) -> BilingualText {
    let word = word(scenario)
    let points = points(perPoint)
    let share = explained.map { "\(($0 * 1000).rounded() / 10)" }
    return BilingualText(
      zh: "维持价值模型的年收益（\(word.zh)" + (share.map { "；评分只解释其差异的 \($0)%" } ?? "") + "）" + points.zh,
      en: "Yearly returns of the renewal model (\(word.en)"
        + (share.map { "; the score explains \($0) % of their variance" } ?? "") + ")" + points.en)
  }

  /// Points of the grading model in hundredths, the same each year.
  public init(pointsOf run: ReviewRun, firstYear: Int, yearCount: Int) {
    self.init(
      run: run, firstYear: firstYear, yearCount: yearCount,
      source: BilingualText(
        zh: "“\(run.gradingModel.header.title.zh)”得分，每保留一年计一次",
        en: "Points of “\(run.gradingModel.header.title.en)”, counted for each year kept"), ground: .points
    ) { row, _, _, _ in Int64((Double(run.grades.points[row]) * 100).rounded()) }
  }

  private init(
    run: ReviewRun, firstYear: Int, yearCount: Int, source: BilingualText, ground: WorthGround,
    reason: (_ row: Int) -> BilingualText? = { _ in nil },
    worth: (_ row: Int, _ kind: RightKind, _ office: String, _ year: Int) -> Int64?
  ) {
    self.firstYear = firstYear
    self.yearCount = yearCount
    self.source = source
    let count = run.table.count
    amounts = [Int64](repeating: 0, count: count * yearCount)
    isKnown = [Bool](repeating: false, count: count)
    grounds = [WorthGround](repeating: .none, count: count)
    reasonOfRow = [Int16](repeating: -1, count: count)
    reasons = []
    var numbers: [BilingualText: Int16] = [:]
    let engine = run.engine(run.primary)
    for row in 0..<count {
      let kind = run.table[.rightKind]?.category(row).flatMap { RightKind(rawValue: $0) }
      if case .graded = run.grades.outcome(row), let kind {
        let office = run.table[.office]?.category(row) ?? ""
        let years = (0..<yearCount).map { worth(row, kind, office, firstYear + $0) }
        if years.allSatisfy({ $0 != nil }) {
          for (index, amount) in years.enumerated() { amounts[row * yearCount + index] = amount ?? 0 }
          isKnown[row] = true
          grounds[row] = ground
          continue
        }
      }
      var text = WorthColumns.missing(run, engine, row, kind)
      if case .graded = run.grades.outcome(row), let reason = reason(row) { text = reason }
      if numbers[text] == nil {
        numbers[text] = Int16(clamping: reasons.count)
        reasons.append(text)
      }
      reasonOfRow[row] = numbers[text] ?? -1
    }
  }

  /// What would have to be known, in words.
  private static func missing(
    _ run: ReviewRun, _ engine: GradingEngine, _ row: Int, _ kind: RightKind?
  ) -> BilingualText {
    guard kind != nil else { return BilingualText(zh: "权利种类", en: "the kind of right") }
    switch run.grades.outcome(row) {
    case .gated(let index) where isForCoverage(run.gradingModel, index):
      // The heaviest first: three facts are what a person can look up in one go.
      let parts = engine.parts(row: row).filter { $0.state == .unknown }
        .sorted { ($1.weight, $0.criterion.id) < ($0.weight, $1.criterion.id) }.prefix(3)
      let titles = parts.compactMap { FactCatalogue.definition($0.criterion.fact)?.title }
      return BilingualText(
        zh: titles.map(\.zh).joined(separator: "、"), en: titles.map(\.en).joined(separator: ", "))
    case .gated(let index):
      let title = run.gradingModel.gates[index].title
      return BilingualText(
        zh: "其价值（评分门槛“\(title.zh)”）", en: "its worth (held at the gate “\(title.en)”)")
    case .graded, .otherKind:
      return BilingualText(
        zh: "其价值（所用模型不给此类权利评分或估值）",
        en: "its worth (the models in use neither score nor value this kind of right)")
    }
  }

  /// Whether a gate holds rights back because too few facts are known.
  private static func isForCoverage(_ model: GradingModel, _ gate: Int) -> Bool {
    model.parts.contains { part in
      part.coverageGate.map { part.gates[$0].id == model.gates[gate].id } ?? false
    }
  }
}
