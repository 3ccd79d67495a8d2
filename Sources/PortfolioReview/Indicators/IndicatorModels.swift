public import PolicyModels
public import PortfolioCore

/// A figure of a portfolio or of one of its units.
public enum IndicatorID: String, CaseIterable, Sendable, Codable {
  /// Inventions among the patents in force.
  case inventionShare = "invention-share"
  /// Patents in force at the US, Japanese and European offices.
  case triadicStock = "us-jp-ep-stock"
  /// China Patent Awards won.
  case chinaPatentAwards = "china-patent-awards"
  /// International registrations of marks in force.
  case madridRegistrations = "madrid-registrations"
  /// International applications under the PCT.
  case pctFilings = "pct-filings"
  /// Patents in force at offices other than the Chinese.
  case overseasGrants = "overseas-grants"
  /// Granted among the Chinese invention applications that were decided.
  case grantRate = "grant-rate"
  /// Patents in force that serve a product or are licensed out.
  case implementationRate = "implementation-rate"
  /// Patents in force that this review graded.
  case gradedShare = "graded-share"
  /// High-value inventions among the Chinese inventions in force.
  case highValueShare = "high-value-share"

  /// Whether it is a share of a whole; else a number.
  public var isShare: Bool {
    switch self {
    case .inventionShare, .grantRate, .implementationRate, .gradedShare, .highValueShare: return true
    case .triadicStock, .chinaPatentAwards, .madridRegistrations, .pctFilings, .overseasGrants: return false
    }
  }
}

/// Targets that a group is measured by (model files of kind `target-set`).
public struct TargetSet: PolicyModel {
  /// `target-set`.
  public static let kind = "target-set"
  /// The id of the set that reviews are held against.
  public static let ofCentralEnterprises = "central-enterprise-2025"

  /// One target.
  public struct Target: Sendable {
    /// The name in the file.
    public let id: String
    /// What it asks.
    public let title: BilingualText
    /// The figure it is about.
    public let indicator: IndicatorID
    /// The least value of the figure, or of its growth since the base; nil where the target is not one of a
    /// single group and is only shown.
    public let atLeast: Double?
    /// The base of a growth: the name of a figure of the native table `figures`.
    public let base: String?
    /// What it says and what it does not.
    public let says: BilingualText
    /// Where it comes from.
    public let source: String

    /// The growth since the base, where the target is one of growth, and whether the target is reached.
    /// - Parameters:
    ///   - figure: what is proven of the indicator.
    ///   - highest: what it is at most if every open right counted; nil where nothing is known.
    ///   - base: the figure that growth counts from.
    public func judge(figure: Double?, highest: Double?, base: Double?) -> (
      growth: Double?, standing: PortfolioIndicators.Standing
    ) {
      guard let atLeast else { return (nil, .shown) }
      guard let now = figure, let most = highest else { return (nil, .cannotBeSaid) }
      guard self.base != nil else {
        return (nil, now >= atLeast ? .met : most >= atLeast ? .cannotBeSaid : .notMet)
      }
      guard let base, base > 0 else { return (nil, .cannotBeSaid) }
      let growth = now / base - 1
      return (growth, growth >= atLeast ? .met : most / base - 1 >= atLeast ? .cannotBeSaid : .notMet)
    }
  }

  /// The lines at the head of the file.
  public let header: ModelHeader
  /// Indicators of the panel, in order.
  public let panel: [IndicatorID]
  /// The targets.
  public let targets: [Target]

  /// Reads the targets.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> TargetSet? {
    let sources = Set(header.sources.map(\.id))
    let panel = map.list("panel").compactMap { $0.word(as: IndicatorID.self, log) }
    let targets = map.list("targets").compactMap { value -> Target? in
      var entry = ModelMap(value, log: log)
      let id = entry.string("id")
      let title = entry.bilingual("title")
      let indicator = entry.required("indicator").flatMap { $0.word(as: IndicatorID.self, log) }
      let atLeast = entry.optionalNumber("atLeast")
      let base = entry.optionalString("base")
      let says = entry.bilingual("says")
      let source = listed(entry.required("source"), sources, log)
      entry.finish()
      guard let id, let title, let indicator, let says, let source else { return nil }
      return Target(
        id: id, title: title, indicator: indicator, atLeast: atLeast, base: base, says: says, source: source)
    }
    if targets.isEmpty { log.bad(map.place, zh: "targets 不得为空", en: "'targets' must not be empty") }
    return log.hasErrors ? nil : TargetSet(header: header, panel: panel, targets: targets)
  }

  static func listed(_ value: ModelValue?, _ sources: Set<String>, _ log: ModelLog) -> String? {
    guard let value, let name = value.string(log) else { return nil }
    if !sources.contains(name) {
      log.add(
        Problem(
          .modelUnsourced, at: value.place, value: name, zh: "sources 中没有这个来源",
          en: "This source is not listed under sources"))
    }
    return name
  }
}

/// Survey figures to compare a firm with (model files of kind `benchmark-set`).
public struct BenchmarkSet: PolicyModel {
  /// `benchmark-set`.
  public static let kind = "benchmark-set"

  /// What is measured.
  public enum Measure: String, CaseIterable, Sendable, Codable {
    /// IP staff over research staff.
    case ipStaffShare = "ip-staff-share"
    /// IP budget over research budget.
    case ipBudgetShare = "ip-budget-share"
    /// Firms with a patent suit in the last two to three years.
    case litigationRate = "litigation-rate"
    /// Firms that put patents to any use as assets.
    case useRate = "use-rate"
  }

  /// One figure.
  public struct Benchmark: Sendable {
    /// What is measured.
    public let measure: Measure
    /// What it says.
    public let title: BilingualText
    /// The industry; nil for all firms of the sample.
    public let industry: String?
    /// The value, a share.
    public let value: Double
    /// The sample, in words.
    public let sample: BilingualText
    /// Where it comes from.
    public let source: String
  }

  /// The lines at the head of the file.
  public let header: ModelHeader
  /// Names of industries by the words used in `figures`.
  public let industries: [(word: String, title: BilingualText)]
  /// The figures.
  public let benchmarks: [Benchmark]

  /// Reads the benchmarks.
  public static func read(_ map: inout ModelMap, header: ModelHeader, log: ModelLog) -> BenchmarkSet? {
    let sources = Set(header.sources.map(\.id))
    var industries: [(word: String, title: BilingualText)] = []
    if var given = map.map("industries") {
      for entry in given.allEntries() {
        if let title = entry.value.bilingual(log) { industries.append((entry.key, title)) }
      }
    }
    let benchmarks = map.list("benchmarks").compactMap { value -> Benchmark? in
      var entry = ModelMap(value, log: log)
      let measure = entry.required("measure").flatMap { $0.word(as: Measure.self, log) }
      let title = entry.bilingual("title")
      let industry = entry.optional("industry")
      let word = industry?.string(log)
      if let word, let industry, !industries.contains(where: { $0.word == word }) {
        log.bad(industry.place, value: word, zh: "industries 中没有这个行业", en: "This industry is not listed")
      }
      let share = entry.number("share")
      let sample = entry.bilingual("sample")
      let source = TargetSet.listed(entry.required("source"), sources, log)
      entry.finish()
      guard let measure, let title, let share, let sample, let source else { return nil }
      if !(0...1).contains(share) {
        log.bad(value.place, value: "\(share)", zh: "share 应为 0 至 1", en: "share is 0 to 1")
      }
      return Benchmark(
        measure: measure, title: title, industry: word, value: share, sample: sample, source: source)
    }
    return log.hasErrors
      ? nil : BenchmarkSet(header: header, industries: industries, benchmarks: benchmarks)
  }

  /// The industry that a firm names by its word or by its title; nil where the survey has no such industry.
  public func industry(named name: String) -> (word: String, title: BilingualText)? {
    industries.first {
      $0.word == name || $0.title.zh == name || $0.title.en.lowercased() == name.lowercased()
    }
  }

  /// The figures to compare a firm with: those of all firms, and those of its industry.
  public func benchmarks(for industry: String?) -> [Benchmark] {
    benchmarks.filter { $0.industry == nil || $0.industry == industry }
  }

  /// A firm's own value of a measure, from its figures by name; nil where one is missing or the measure is a rate of
  /// firms, of which one firm has none.
  public static func own(_ measure: Measure, figure: (String) -> Int64?) -> Double? {
    func ratio(_ part: String, _ whole: String) -> Double? {
      guard let part = figure(part), let whole = figure(whole), whole > 0 else { return nil }
      return Double(part) / Double(whole)
    }
    switch measure {
    case .ipStaffShare: return ratio("ip-staff", "research-staff")
    case .ipBudgetShare: return ratio("ip-budget", "research-budget")
    case .litigationRate, .useRate: return nil
    }
  }
}
