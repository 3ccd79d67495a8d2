internal import PortfolioCore
internal import Valuation

/// The figures of table `product_figures` by year, as the methods need them, and which years there are where they do not fit.
extension AssetCase {
  /// Years as people write them: `2027–2029, 2031`.
  static func list(_ years: Set<Int>, _ dash: String) -> String {
    runs(years.sorted()).map { run in
      run.lowerBound == run.upperBound ? "\(run.lowerBound)" : "\(run.lowerBound)\(dash)\(run.upperBound)"
    }.joined(separator: ", ")
  }

  /// The value of and the investment in the projects of the asset's products that are not begun: of each product the
  /// figures of the latest year up to the as-of day's that has both.
  /// - Throws: ``NotApplicable`` where there are none, with the years that are recorded.
  func undevelopedProject() throws(NotApplicable) -> (project: Double, investment: Double, years: Set<Int>) {
    var project = 0.0
    var investment = 0.0
    var taken: Set<Int> = []
    var recorded: Set<Int> = []
    for (product, share) in ownShares {
      let values = valuer.revenue[product]?.items["project-value"] ?? [:]
      let costs = valuer.revenue[product]?.items["project-investment"] ?? [:]
      recorded.formUnion(values.keys)
      recorded.formUnion(costs.keys)
      let both = Set(values.keys).intersection(costs.keys)
      guard let year = both.filter({ $0 <= asOf.year }).max() else { continue }
      project += (values[year] ?? 0) * share
      investment += (costs[year] ?? 0) * share
      taken.insert(year)
    }
    if taken.isEmpty, !recorded.isEmpty {
      throw NotApplicable(
        zh: "product_figures 有 \(AssetCase.list(recorded, "–")) 年的未开发项目数字，但 \(asOf.year) 年及以前没有一年同时有现值和投资",
        en:
          "table product_figures has figures of an undeveloped project for \(AssetCase.list(recorded, " to ")), but no year up to \(asOf.year) has both its value and the investment"
      )
    }
    guard project > 0, investment > 0 else {
      throw NotApplicable(
        zh: "没有未开发项目的现值和投资（product_figures）",
        en: "no value of and investment in an undeveloped project are recorded (product_figures)")
    }
    return (project, investment, taken)
  }

  /// Where figures of some years come from.
  func figuresSource(_ years: Set<Int>) -> BilingualText {
    BilingualText(
      zh: "product_figures 表，\(AssetCase.list(years, "–")) 年",
      en: "table product_figures, \(AssetCase.list(years, " to "))")
  }

  /// That the project's figures are older than the as-of year; empty where none is.
  func olderProjectNote(_ years: Set<Int>) -> [BilingualText] {
    let older = years.filter { $0 < asOf.year }
    guard !older.isEmpty else { return [] }
    return [
      BilingualText(
        zh: "项目数字取基准日以前最近的一年：\(AssetCase.list(older, "–")) 年，按原值计",
        en:
          "The project's figures are those of the latest year up to the valuation day: \(AssetCase.list(older, " to ")), as they stand"
      )
    ]
  }

  /// The forecasts of some items of a product over the same years.
  struct Figures {
    /// One list an item, from the as-of year on; 0 in years before the first figure.
    let lists: [[Double]]
    /// The first year with figures.
    let first: Int
    /// The number of years, those without figures before the first included.
    var count: Int { lists.first?.count ?? 0 }
    /// That years before the first figure count as nothing; empty where there are none.
    let notes: [BilingualText]
  }

  /// The figures of a product by year from the as-of year on, without a gap from the first year that has all of them.
  /// - Parameter missing: why the method does not apply where nothing is recorded.
  /// - Throws: ``NotApplicable`` where no year from the as-of year on has all items, with the years that there are.
  func figures(
    _ items: [String], _ product: Int64, missing: NotApplicable
  ) throws(NotApplicable) -> Figures {
    let known = items.map { valuer.revenue[product]?.items[$0] ?? [:] }
    let common: Set<Int> = known.dropFirst().reduce(Set(known.first.map { Array($0.keys) } ?? [])) {
      $0.intersection($1.keys)
    }
    guard known.allSatisfy({ !$0.isEmpty }) else { throw missing }
    // No life is longer than this; a year far off is a slip of the pen.
    let span = asOf.year...(asOf.year + 59)
    guard let first = common.filter({ span.contains($0) }).min() else {
      let zh = zip(items, known).map { "\($0)：\(AssetCase.list(Set($1.keys), "–"))" }
      let en = zip(items, known).map { "\($0): \(AssetCase.list(Set($1.keys), " to "))" }
      throw NotApplicable(
        zh: "\(asOf.year) 年及以后没有一年数字齐全；product_figures 表中的年度——" + zh.joined(separator: "；"),
        en: "no year from \(asOf.year) on has all figures; the years of table product_figures are "
          + en.joined(separator: "; "))
    }
    var last = first
    while span.contains(last + 1), common.contains(last + 1) { last += 1 }
    let lists = known.map { list in (asOf.year...last).map { $0 < first ? 0 : list[$0] ?? 0 } }
    var notes: [BilingualText] = []
    if first > asOf.year {
      notes.append(
        BilingualText(
          zh: "\(first) 年以前没有数字，按零计", en: "There are no figures before \(first): these years count as nothing"
        ))
    }
    return Figures(lists: lists, first: first, notes: notes)
  }
}
