internal import PortfolioCore
internal import PortfolioStore

/// What came late: a valuation reads the store of today by the as-of day of its run, and says where the two differ.
extension AssetValuer {
  static func lateness(
    _ run: ReviewRun, ledger: ValueLedger, revenue: [Int64: RevenueLine], growth: Double,
    imports: [ImportCounts]
  ) -> [Problem] {
    var problems: [Problem] = []
    // Those that only ended rows count too: the run has their number alone.
    let known = run.imports.count + min(max(run.endedImports ?? 0, 0), imports.count)
    if imports.count > known {
      let later = imports.suffix(imports.count - known).map(\.file)
      problems.append(
        Problem(
          .importedAfterRun, value: "\(later.count)",
          zh: "评审之后又导入了 \(later.count) 个文件（\(names(later))）：估值取数据库现有、且在基准日前已知的数据",
          en:
            "\(later.count) \(later.count == 1 ? "file was" : "files were") imported after the run (\(names(later))): values rest on the store as it is, as known by the as-of day",
          remedy: BilingualText(zh: "重新评审后再估值", en: "Review again, then value that run")))
    }
    let seenLater = ledger.figures.filter { $0.observedOn > run.asOf }
    if !seenLater.isEmpty {
      let files = Set(seenLater.map(\.file)).sorted()
      problems.append(
        Problem(
          .observedAfterDay, value: "\(seenLater.count)",
          zh:
            "\(seenLater.count) 个数字来自基准日 \(run.asOf.iso) 之后才取得的文件（\(names(files))），因其 recorded_on 不晚于基准日而计入",
          en:
            seenLater.count == 1
            ? "1 figure comes from a file seen after \(run.asOf.iso) (\(names(files))); it counts because its recorded_on is not after it"
            : "\(seenLater.count) figures come from files seen after \(run.asOf.iso) (\(names(files))); they count because their recorded_on is not after it",
          remedy: BilingualText(
            zh: "核对 recorded_on；或用 --observed-on 写明文件的取得日",
            en: "Check recorded_on, or state the day of the file with --observed-on")))
    }
    if !ledger.leftOut.isEmpty { problems.append(leftOutProblem(run, ledger)) }
    problems += futureProblem(run, ledger) + bookedProblem(run, ledger) + partProblem(run, ledger)
    problems += staleProblem(run, ledger, revenue, growth: growth)
    problems += silentProblem(run, ledger, revenue, growth: growth)
    return problems
  }

  /// Revenue of the as-of year that goes on from a year long before, of a whole product or of a state of it.
  private static func staleProblem(
    _ run: ReviewRun, _ ledger: ValueLedger, _ revenue: [Int64: RevenueLine], growth: Double
  ) -> [Problem] {
    let stale = ledger.products.flatMap { product -> [String] in
      guard let figure = revenue[product.id]?.figure(of: run.asOf.year, growth: growth), figure.amount != 0
      else { return [] }
      let first = run.asOf.year - RevenueLine.yearsUntilStale
      var list: [String] = []
      if let base = figure.goesOnFrom, base < first { list.append("\(product.code) \(base)") }
      for (state, from) in figure.carried where from.year < first {
        list.append("\(product.code) \(state) \(from.year)")
      }
      return list
    }.sorted()
    guard !stale.isEmpty else { return [] }
    let list = stale.joined(separator: ", ")
    return [
      Problem(
        .staleRevenue, value: "\(stale.count)",
        zh: "\(run.asOf.year) 年的收入由 \(RevenueLine.yearsUntilStale) 年以前的数字顺延：\(list)",
        en:
          "Revenue of \(run.asOf.year) goes on from figures more than \(RevenueLine.yearsUntilStale) years old: \(list)",
        remedy: BilingualText(
          zh: "在 revenues 表中补记近年收入或预测；已停止销售的，记一笔为 0 的预测",
          en: "Record later revenue or a forecast in table revenues; where sales have ended, a forecast of 0")
      )
    ]
  }

  /// States of which nothing is recorded of the last year that is over, while other markets of the product have a figure
  /// of it. Figures that go on from long ago are told by themselves.
  private static func silentProblem(
    _ run: ReviewRun, _ ledger: ValueLedger, _ revenue: [Int64: RevenueLine], growth: Double
  ) -> [Problem] {
    var goOn: [String] = []
    var ended: [String] = []
    var replaced: [String] = []
    for product in ledger.products {
      guard let line = revenue[product.id] else { continue }
      let silent = line.silentStates(from: run.asOf.year, growth: growth)
      goOn += silent.goOn.filter { run.asOf.year - $0.value <= RevenueLine.yearsUntilStale }
        .map { "\(product.code) \($0.key) \($0.value)" }
      ended += silent.ended.map { "\(product.code) \($0.key) \($0.value)" }
      if let year = silent.replaced { replaced.append("\(product.code) \(year)") }
    }
    let count = goOn.count + ended.count + replaced.count
    guard count > 0 else { return [] }
    var zh: [String] = []
    var en: [String] = []
    if !goOn.isEmpty {
      let list = goOn.sorted().joined(separator: ", ")
      zh.append("自其最近一年顺延：\(list)")
      en.append("it goes on from its own last year: \(list)")
    }
    if !ended.isEmpty {
      let list = ended.sorted().joined(separator: ", ")
      zh.append("已有 \(RevenueLine.yearsUntilStale) 年以上没有收入，视为停止销售，未计入：\(list)")
      en.append(
        "silent for more than \(RevenueLine.yearsUntilStale) years, so its sales count as ended: \(list)")
    }
    if !replaced.isEmpty {
      let list = replaced.sorted().joined(separator: ", ")
      zh.append("没有写明市场的收入，由较晚、较少但写明市场的收入取代，未计入：\(list)")
      en.append("what names no market gives way to later, lower figures that do, and does not count: \(list)")
    }
    return [
      Problem(
        .silentMarket, value: "\(count)",
        zh: "有的市场缺少产品其他市场已有的近年收入。" + zh.joined(separator: "；"),
        en: "A market lacks figures of years that other markets of its product have; "
          + en.joined(separator: "; "),
        remedy: BilingualText(
          zh: "在 revenues 表中补记该市场的近年收入，并写明较早收入的市场；已停止销售的，记一笔为 0 的预测",
          en:
            "Record its later revenue in table revenues, and name the markets of earlier figures; where sales have ended, a forecast of 0"
        ))
    ]
  }

  private static func futureProblem(_ run: ReviewRun, _ ledger: ValueLedger) -> [Problem] {
    let (taken, overruled) = ledger.actualsOfFuture(after: run.asOf)
    let list = ledger.list
    guard !taken.isEmpty || !overruled.isEmpty else { return [] }
    var zh: [String] = []
    var en: [String] = []
    if !taken.isEmpty {
      zh.append("按预测对待：\(list(taken))")
      en.append("taken for forecasts: \(list(taken))")
    }
    if !overruled.isEmpty {
      zh.append("该产品同一年度已有预测，未计入：\(list(overruled))")
      en.append("not used, because a forecast of the product's same year stands: \(list(overruled))")
    }
    let count = taken.count + overruled.count
    let start =
      count == 1
      ? "1 figure of actual revenue is of a year after \(run.asOf.iso); "
      : "\(count) figures of actual revenue are of years after \(run.asOf.iso); "
    return [
      Problem(
        .actualOfFuture, value: "\(count)",
        zh: "\(count) 笔“实际”收入属于基准日 \(run.asOf.iso) 之后的年度；" + zh.joined(separator: "；"),
        en: start + en.joined(separator: "; "),
        remedy: BilingualText(
          zh: "在 revenues 表中改为 forecast，或更正年度；已有预测的，删去其一",
          en:
            "Call them forecast in table revenues, or correct the year; where a forecast stands, keep one of the two"
        ))
    ]
  }

  /// Actual revenue of the as-of year beside a forecast of that year.
  private static func bookedProblem(_ run: ReviewRun, _ ledger: ValueLedger) -> [Problem] {
    let isPart = ledger.partOfOpenYear(asOf: run.asOf)
    let booked = ledger.figures.filter(isPart)
    guard !booked.isEmpty else { return [] }
    let list = ledger.list(booked)
    return [
      Problem(
        .actualOfFuture, value: "\(booked.count)",
        zh: "\(run.asOf.year) 年尚未结束，只有一部分入账；全年以预测为准，“实际”收入未计入：\(list)",
        en:
          "\(run.asOf.year) is not over: a part of the year is booked; the forecast of the whole year counts, and not the actual revenue of \(list)",
        remedy: BilingualText(
          zh: "如预测已过时，更新该年度的预测", en: "Where the forecast is out of date, bring that of the year up to date")
      )
    ]
  }

  /// Actual revenue of the as-of year without a forecast of that year.
  private static func partProblem(_ run: ReviewRun, _ ledger: ValueLedger) -> [Problem] {
    guard !ValueLedger.isYearOver(on: run.asOf) else { return [] }
    let year = run.asOf.year
    let foreseen = Set(
      ledger.figures.filter { $0.item == "forecast" && $0.year == year }.map(\.productID))
    let booked = ledger.figures.filter {
      $0.item == "actual" && $0.year == year && !foreseen.contains($0.productID)
    }
    guard !booked.isEmpty else { return [] }
    let list = ledger.list(booked)
    return [
      Problem(
        .actualOfFuture, value: "\(booked.count)",
        zh:
          "\(year) 年尚未结束，只有一部分入账，也没有该年度的预测：\(list)。该年度由最近一个完整年度顺延；入账已超过顺延数、或没有完整年度的，按已入账数计，偏低",
        en:
          "\(year) is not over, a part of it is booked, and there is no forecast of it: \(list). The last whole year goes on; where more than that is booked, or there is no whole year, what is booked counts, which is low",
        remedy: BilingualText(
          zh: "在 revenues 表中补上该年度全年的预测", en: "Record a forecast of the whole year in table revenues"))
    ]
  }

  private static func leftOutProblem(_ run: ReviewRun, _ ledger: ValueLedger) -> Problem {
    let counts = ledger.leftOut.map { left in
      BilingualText(
        zh: "\(left.kind.table.zh) \(left.names.count) 条（\(names(left.names))）",
        en: "\(left.names.count) of \(left.kind.table.en) (\(names(left.names)))")
    }
    let first = ledger.leftOut.map(\.firstSeen).min() ?? run.asOf
    return Problem(
      .leftOutAsLater, value: "\(ledger.leftOut.reduce(0) { $0 + $1.names.count })",
      zh:
        "没有自身日期、文件在基准日 \(run.asOf.iso) 之后（最早 \(first.iso)）才取得的行未计入：\(counts.map(\.zh).joined(separator: "；"))",
      en:
        "Rows without a day of their own, of files seen only after \(run.asOf.iso) (from \(first.iso) on), do not count: \(counts.map(\.en).joined(separator: "; "))",
      remedy: BilingualText(
        zh: "如在基准日已有这些资料，用 --observed-on 写明取得日后重新导入同一文件",
        en:
          "Where they were there on the day, import the same files again with --observed-on and the day they were had"
      ))
  }

  private static func names(_ files: [String]) -> String {
    let known = files.prefix(3).joined(separator: ", ")
    return files.count > 3 ? known + ", …" : known
  }
}

extension ValueLedger {
  /// Revenue of one product in one year. A forecast need not name the markets that an actual figure names, so it stands
  /// for all of them.
  private struct RevenueKey: Hashable {
    let product: Int64
    let year: Int

    init(_ figure: Figure) {
      product = figure.productID
      year = figure.year
    }
  }

  /// Revenue called actual of years after a day: what is taken for a forecast, and what is not because a forecast of the
  /// same product and year stands, in whatever market, so that it would count twice.
  func actualsOfFuture(after day: CalendarDay) -> (taken: [Figure], overruled: [Figure]) {
    let forecasts = Set(figures.lazy.filter { $0.item == "forecast" }.map { RevenueKey($0) })
    var taken: [Figure] = []
    var overruled: [Figure] = []
    for figure in figures where figure.item == "actual" && figure.year > day.year {
      if forecasts.contains(RevenueKey(figure)) { overruled.append(figure) } else { taken.append(figure) }
    }
    return (taken, overruled)
  }

  /// Whether a day is the last of its year.
  static func isYearOver(on day: CalendarDay) -> Bool {
    CalendarDay(year: day.year, month: 12, day: 31) == day
  }

  /// Tells actual revenue of the as-of year that a forecast of the product's same year stands for: of a year that is not
  /// over only a part is booked. A forecast of other states leaves what is booked in a state as it is; one without a
  /// state stands for all markets, and for what is booked without a state every forecast does.
  func partOfOpenYear(asOf day: CalendarDay) -> (Figure) -> Bool {
    var named: [Int64: Set<String>] = [:]
    if !ValueLedger.isYearOver(on: day) {
      for figure in figures where figure.item == "forecast" && figure.year == day.year {
        named[figure.productID, default: []].insert(figure.market)
      }
    }
    return { [named] figure in
      guard figure.item == "actual", figure.year == day.year, let markets = named[figure.productID] else {
        return false
      }
      return !TerritorialCover.isState(figure.market)
        || markets.contains { $0 == figure.market || !TerritorialCover.isState($0) }
    }
  }

  /// Figures of revenue for people: product, year, market.
  func list(_ figures: [Figure]) -> String {
    Set(
      figures.map { figure in
        let code = products.first { $0.id == figure.productID }?.code ?? ""
        return ([code, String(figure.year)] + (figure.market.isEmpty ? [] : [figure.market]))
          .joined(separator: " ")
      }
    ).sorted().joined(separator: ", ")
  }

  /// All figures but the actual ones of years to come, or of the year that is not over, that a forecast stands for.
  func figuresThatCount(asOf day: CalendarDay) -> [Figure] {
    let overruled = Set(actualsOfFuture(after: day).overruled.map { RevenueKey($0) })
    let isPart = partOfOpenYear(asOf: day)
    return figures.filter { figure in
      guard figure.item == "actual" else { return true }
      return !isPart(figure) && (figure.year <= day.year || !overruled.contains(RevenueKey(figure)))
    }
  }
}

extension ValueLedger.Kind {
  /// The table's rows, for people.
  var table: BilingualText {
    switch self {
    case .links: return BilingualText(zh: "产品关联", en: "links to products")
    case .revenues: return BilingualText(zh: "收入", en: "revenues")
    case .figures: return BilingualText(zh: "产品数字", en: "product figures")
    case .attributions: return BilingualText(zh: "收入归属", en: "attributions")
    case .deals: return BilingualText(zh: "可比交易", en: "comparable deals")
    case .intangibles: return BilingualText(zh: "其他无形资产", en: "other intangibles")
    }
  }
}

extension AssetCase {
  /// That rows of a table are there, but were seen only after the day; nil where none are.
  func seenLater(_ kind: ValueLedger.Kind) -> BilingualText? {
    guard let left = valuer.ledger.leftOut(kind, of: productsConcerned) else { return nil }
    return BilingualText(
      zh: "\(left.names.count) 条\(kind.table.zh)在基准日之后（\(left.firstSeen.iso) 起）才取得，未计入",
      en:
        "\(left.names.count) \(kind.table.en) were seen only after the as-of day (from \(left.firstSeen.iso) on) and do not count"
    )
  }

  /// The products that the asset serves; where none counts, every product, for a link may be among what is left out.
  private var productsConcerned: Set<Int64> {
    shares.isEmpty ? Set(valuer.ledger.products.map(\.id)) : Set(shares.map(\.product))
  }
}
