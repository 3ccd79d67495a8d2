internal import Grading
internal import PortfolioCore
internal import PortfolioStore

/// Finds the rights that a scenario's filters, units and products mean, and reports names that are not there.
struct RuleMatcher {
  let run: ReviewRun
  let ties: PlanningTies
  /// The row of a number as people write it; nil when no right, or more than one, has it.
  let find: (String) -> Int?
  private(set) var problems: [Problem] = []
  private var unitSets: [String: Set<Int64>] = [:]
  private let rowOfRight: [Int64: Int]

  init(run: ReviewRun, ties: PlanningTies, find: @escaping (String) -> Int?) {
    self.run = run
    self.ties = ties
    self.find = find
    rowOfRight = Dictionary(
      run.table.rightIDs.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first }
    )
  }

  private mutating func unknown(_ what: BilingualText, _ name: String, _ rule: String, known: [String]) {
    let list = known.prefix(20)
    problems.append(
      Problem(
        .planUnknownName, value: name, zh: "规则“\(rule)”中的\(what.zh)在组合中不存在",
        en: "The rule '\(rule)' names a \(what.en) that the portfolio does not have",
        remedy: known.isEmpty
          ? BilingualText(zh: "核对写法，或删去这一项", en: "Check the spelling, or leave it out")
          : BilingualText(
            zh: "现有：" + list.joined(separator: "、"), en: "Known: " + list.joined(separator: ", "))))
  }

  /// A unit and all below it, by code or name.
  mutating func unit(_ name: String, rule: String) -> Set<Int64> {
    if let known = unitSets[name] { return known }
    var ids = Set(ties.units.filter { $0.code == name || $0.name == name }.map(\.id))
    if ids.isEmpty {
      unknown(
        BilingualText(zh: "单位", en: "unit"), name, rule, known: ties.units.map { "\($0.code) \($0.name)" })
    }
    // Units form a tree; each pass goes one level down.
    var grows = !ids.isEmpty
    while grows {
      let next = ids.union(ties.units.filter { ids.contains($0.parent) }.map(\.id))
      grows = next.count > ids.count
      ids = next
    }
    unitSets[name] = ids
    return ids
  }

  /// The name of a unit as reports show it.
  func unitName(_ name: String) -> String {
    ties.units.first { $0.code == name || $0.name == name }?.name ?? name
  }

  /// Which rights a budget is for.
  mutating func scope(_ rule: PruningScenario.BudgetRule) -> [Bool] {
    var scope = [Bool](repeating: true, count: run.table.count)
    if let name = rule.unit { restrict(&scope, unit: name, rule.id) }
    if let office = rule.office {
      let column = run.table[.office]
      var hits = 0
      for row in scope.indices where scope[row] {
        scope[row] = column?.category(row) == office
        if scope[row] { hits += 1 }
      }
      if hits == 0 { unknown(BilingualText(zh: "受理局", en: "office"), office, rule.id, known: []) }
    }
    if let line = rule.businessLine { restrict(&scope, lines: [line], rule.id) }
    return scope
  }

  private mutating func restrict(_ scope: inout [Bool], unit name: String, _ rule: String) {
    let ids = unit(name, rule: rule)
    for row in scope.indices where scope[row] {
      scope[row] = ties.unitOfRight[run.table.rightIDs[row]].map { ids.contains($0) } ?? false
    }
  }

  private mutating func restrict(_ scope: inout [Bool], lines: [String], _ rule: String) {
    let present = Set((0..<run.table.count).map { run.table.text("business-line", $0) })
    for line in lines where !present.contains(line) {
      unknown(
        BilingualText(zh: "业务线", en: "business line"), line, rule,
        known: present.filter { !$0.isEmpty }.sorted())
    }
    for row in scope.indices where scope[row] {
      scope[row] = lines.contains(run.table.text("business-line", row))
    }
  }

  /// Which rights a list means.
  mutating func rights(_ list: PruningScenario.ListRule) -> [Bool] {
    let filter = list.filter
    let table = run.table
    var fits = [Bool](repeating: true, count: table.count)
    if let condition = filter.condition {
      let matcher = ConditionMatcher(condition, table: table)
      for row in fits.indices { fits[row] = matcher.holds(row) }
    }
    if !filter.grades.isEmpty {
      let names = run.gradingModel.grades.map(\.grade)
      for grade in filter.grades where !names.contains(grade) {
        unknown(BilingualText(zh: "等级", en: "grade"), grade, list.id, known: names)
      }
      for row in fits.indices where fits[row] {
        if case .graded(let index) = run.grades.outcome(row) {
          fits[row] = filter.grades.contains(names[index])
        } else {
          fits[row] = false
        }
      }
    }
    if !filter.units.isEmpty {
      var ids: Set<Int64> = []
      for name in filter.units { ids.formUnion(unit(name, rule: list.id)) }
      for row in fits.indices where fits[row] {
        fits[row] = ties.unitOfRight[table.rightIDs[row]].map { ids.contains($0) } ?? false
      }
    }
    if !filter.businessLines.isEmpty { restrict(&fits, lines: filter.businessLines, list.id) }
    if !filter.numbers.isEmpty {
      var rows: Set<Int> = []
      for number in filter.numbers {
        if let row = find(number) {
          rows.insert(row)
        } else {
          unknown(BilingualText(zh: "权利编号", en: "right"), number, list.id, known: [])
        }
      }
      for row in fits.indices where fits[row] { fits[row] = rows.contains(row) }
    }
    if !filter.ties.isEmpty {
      for row in fits.indices where fits[row] {
        fits[row] = filter.ties.contains { records(of: $0).holds(table.rightIDs[row]) }
      }
    }
    return fits
  }

  /// A sort of tie: whether a right is bound, and to which day.
  private struct Records {
    let holds: (Int64) -> Bool
    let until: (Int64) -> CalendarDay?
  }

  private func records(of tie: PruningScenario.Tie) -> Records {
    func dated(_ list: [Int64: PlanningTies.Tie]) -> Records {
      Records(holds: { list[$0] != nil }, until: { list[$0]?.until })
    }
    switch tie {
    case .keepInForce: return dated(ties.keepInForce)
    case .pledged: return dated(ties.pledged)
    case .inDispute: return dated(ties.inDispute)
    case .declaredToStandard:
      let declared = ties.declared
      return Records(holds: { declared.contains($0) }, until: { _ in nil })
    }
  }

  /// The day through which the ties of a filter bind a right: of several the latest; nil where one of them has no
  /// end on record, and for filters without ties.
  func end(of filter: PruningScenario.Filter, _ row: Int) -> CalendarDay? {
    let id = run.table.rightIDs[row]
    var latest: CalendarDay?
    for tie in filter.ties {
      let records = records(of: tie)
      guard records.holds(id) else { continue }
      guard let end = records.until(id) else { return nil }
      latest = max(latest ?? end, end)
    }
    return latest
  }

  /// A product in a market with the rows of the rights that protect it.
  struct Protection {
    let product: PlanningTies.Product
    let market: String?
    let rows: [Int]
  }

  /// What a coverage rule is about: one product and market, or several.
  mutating func protections(_ rule: PruningScenario.CoverageRule) -> [Protection] {
    var products = ties.products
    if let code = rule.product {
      products = products.filter { $0.code == code || $0.name == code }
      if products.isEmpty {
        unknown(
          BilingualText(zh: "产品", en: "product"), code, rule.id,
          known: ties.products.map { "\($0.code) \($0.name)" })
        return []
      }
    }
    var rows: [Int64: [Int]] = [:]
    for link in ties.productLinks {
      if let row = rowOfRight[link.right] { rows[link.product, default: []].append(row) }
    }
    let offices = run.table[.office]
    return products.flatMap { product -> [Protection] in
      let all = rows[product.id] ?? []
      switch rule.market {
      case nil: return [Protection(product: product, market: nil, rows: all)]
      case "each"?:
        let markets = Set(all.compactMap { offices?.category($0) }).sorted()
        return markets.map { market in
          Protection(product: product, market: market, rows: all.filter { offices?.category($0) == market })
        }
      case let market?:
        return [
          Protection(product: product, market: market, rows: all.filter { offices?.category($0) == market })
        ]
      }
    }
  }
}
