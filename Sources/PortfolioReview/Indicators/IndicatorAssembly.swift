internal import Grading
internal import PolicyModels
internal import PortfolioCore
internal import PortfolioStore
internal import Scoring

/// Makes the indicators of a review from its facts and grades.
struct IndicatorAssembly {
  let table: FactTable
  let grades: GradingResult
  let awards: [Int32]
  let figures: [UnitFigure]
  let targets: TargetSet
  let benchmarks: BenchmarkSet
  let classification: Classification

  /// The indicators of a review, and the headers of the models that they come from.
  static func make(
    snapshot: PortfolioSnapshot, table: FactTable, grades: GradingResult, catalogue: ModelCatalogue
  ) throws -> (PortfolioIndicators, [ModelHeader]) {
    let (targets, targetsHeader) = try catalogue.load(TargetSet.self, id: TargetSet.ofCentralEnterprises)
    let (benchmarks, benchmarksHeader) = try catalogue.load(BenchmarkSet.self, id: "ip-survey-2023")
    let (classification, header) = try catalogue.load(Classification.self, id: "high-value-invention")
    let assembly = IndicatorAssembly(
      table: table, grades: grades, awards: snapshot.recognitions.chinaPatentAwards,
      figures: snapshot.recognitions.figures, targets: targets, benchmarks: benchmarks,
      classification: classification)
    return (assembly.indicators(), [targetsHeader, benchmarksHeader, header])
  }

  func indicators() -> PortfolioIndicators {
    let engine = ClassificationEngine(model: classification, table: table)
    var units: [String: [Int]] = [:]
    for row in 0..<table.count {
      let unit = table.text("unit", row)
      if !unit.isEmpty { units[unit, default: []].append(row) }
    }
    let whole = sheet("", Array(0..<table.count), engine)
    // A portfolio of one unit would say everything twice.
    let parts = units.count > 1 ? units.keys.sorted().map { sheet($0, units[$0] ?? [], engine) } : []
    let tally = engine.tally()
    let stated = industry()
    return PortfolioIndicators(
      sheets: [whole] + parts, targets: targets.targets.map { result($0, engine) },
      benchmarks: benchmarkResults(stated?.word), industry: stated?.title,
      highValue: PortfolioIndicators.HighValue(
        inScope: tally.inScope, yes: tally.yes, cannotBeSaid: tally.cannotBeSaid,
        cases: zip(classification.cases, tally.cases).map { .init(title: $0.title, rights: $1) },
        benchmark: classification.benchmark?.share, benchmarkTitle: classification.benchmark?.title))
  }

  private func sheet(
    _ unit: String, _ rows: [Int], _ engine: ClassificationEngine
  ) -> PortfolioIndicators.Sheet {
    PortfolioIndicators.Sheet(unit: unit, values: targets.panel.map { value($0, rows, engine) })
  }

  // MARK: Values

  private func word(_ fact: FactID, _ row: Int) -> String? { table[fact]?.category(row) }

  private func isPatent(_ row: Int) -> Bool {
    ["invention", "utility-model", "design"].contains(word(.rightKind, row) ?? "")
  }

  /// In force, not in force, or not known.
  private func inForce(_ row: Int) -> Bool? {
    word(.legalStatus, row).map { $0 == "in-force" || $0 == "annuity-late" }
  }

  private func value(
    _ id: IndicatorID, _ rows: [Int], _ engine: ClassificationEngine
  ) -> PortfolioIndicators.Value {
    var part = 0
    var whole = 0
    var unknown = 0
    var isKnown = true
    func count(_ holds: Bool?) {
      whole += 1
      if let holds { part += holds ? 1 : 0 } else { unknown += 1 }
    }
    switch id {
    case .inventionShare:
      for row in rows where isPatent(row) && inForce(row) == true {
        count(word(.rightKind, row) == "invention")
      }
    case .triadicStock:
      for row in rows where isPatent(row) && ["US", "JP", "EP"].contains(word(.office, row) ?? "") {
        count(inForce(row))
      }
    case .overseasGrants:
      for row in rows where isPatent(row) {
        guard let office = word(.office, row), office != "CN", office != "WO" else { continue }
        count(inForce(row))
      }
    case .pctFilings:
      for row in rows where isPatent(row) && word(.office, row) == "WO" { count(true) }
    case .madridRegistrations:
      for row in rows where word(.rightKind, row) == "trademark" && word(.office, row) == "WO" {
        count(inForce(row))
      }
    case .chinaPatentAwards:
      isKnown = rows.contains { awards[$0] != PortfolioSnapshot.none }
      for row in rows where awards[row] > 0 { part += Int(awards[row]) }
      whole = part
    case .grantRate:
      for row in rows where word(.rightKind, row) == "invention" && word(.office, row) == "CN" {
        if word(.stage, row) == RightStage.granted.rawValue {
          count(true)
        } else if ["refused", "withdrawn"].contains(word(.legalStatus, row) ?? "") {
          count(false)
        }
      }
    case .implementationRate:
      for row in rows where isPatent(row) && inForce(row) == true { count(isWorked(row)) }
    case .gradedShare:
      for row in rows where isPatent(row) && inForce(row) == true {
        if case .graded = grades.outcome(row) { count(true) } else { count(false) }
      }
    case .highValueShare:
      for row in rows where engine.inScope(row: row) == .yes {
        switch engine.verdict(row: row) {
        case .yes: count(true)
        case .no: count(false)
        case .cannotBeSaid: count(nil)
        }
      }
    }
    return PortfolioIndicators.Value(id: id, part: part, whole: whole, unknown: unknown, isKnown: isKnown)
  }

  /// A product link or a licence shows use; without a record nothing is known, for a table of links lists what is
  /// linked and not what is not.
  private func isWorked(_ row: Int) -> Bool? {
    if ["core", "supporting"].contains(word(.productUse, row) ?? "") { return true }
    if (table[.licencesOut]?.number(row) ?? 0) > 0 { return true }
    return word(.productUse, row) == "defensive" ? false : nil
  }

  // MARK: Targets

  private func result(
    _ target: TargetSet.Target, _ engine: ClassificationEngine
  ) -> PortfolioIndicators.TargetResult {
    let value = value(target.indicator, Array(0..<table.count), engine)
    let base = target.atLeast == nil ? nil : target.base.flatMap(figure).map(Double.init)
    let (growth, standing) = target.judge(figure: value.figure, highest: value.highest, base: base)
    return PortfolioIndicators.TargetResult(
      id: target.id, title: target.title, says: target.says, value: value, base: base, growth: growth,
      atLeast: target.atLeast, isGrowth: target.base != nil, standing: standing)
  }

  /// A figure of the group: stated for the whole, else the sum of what the units state.
  private func figure(_ name: String) -> Int64? {
    let stated = figures.filter { $0.figure == name && $0.value != nil }
    if let whole = stated.last(where: { $0.unit.isEmpty }) { return whole.value }
    return stated.isEmpty ? nil : stated.reduce(0) { $0 + ($1.value ?? 0) }
  }

  // MARK: Benchmarks

  private func industry() -> (word: String, title: BilingualText)? {
    guard let word = figures.last(where: { $0.figure == "industry" && $0.unit.isEmpty })?.word else {
      return nil
    }
    return benchmarks.industry(named: word)
  }

  private func benchmarkResults(_ industry: String?) -> [PortfolioIndicators.BenchmarkResult] {
    let titles = Dictionary(
      benchmarks.header.sources.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
    return benchmarks.benchmarks(for: industry).map { benchmark in
      PortfolioIndicators.BenchmarkResult(
        measure: benchmark.measure, title: benchmark.title, value: benchmark.value, sample: benchmark.sample,
        source: titles[benchmark.source] ?? benchmark.source,
        own: BenchmarkSet.own(benchmark.measure, figure: figure))
    }
  }
}
