import PortfolioCore

extension Story {
  /// Writes what valuation needs beside revenues: profits and charges of one product a business line, development
  /// costs, signed contracts, attributions, comparable licences, other intangibles.
  ///
  /// Nothing is thrown by dice: everything follows from the tables written before, which must be there.
  mutating func writeValueFigures() {
    for (place, line) in plan.lines.enumerated() {
      guard let lead = line.products.first else { continue }
      for product in line.products { figures(of: product.code, isLead: product.code == lead.code) }
      attribute(lead.code)
      compare(lead.code, place)
      folder.add(
        "intangibles",
        [
          "intangible": "IA-\(place + 1)1", "kind": "data", "name": "\(lead.name.zh)试验数据",
          "product": lead.code,
          "unit": lead.unit, "evidence": "数据目录示例-\(place + 1)",
        ])
      folder.add(
        "intangibles",
        [
          "intangible": "IA-\(place + 1)2", "kind": "contract", "name": "\(lead.name.zh)长期供货框架合同",
          "product": lead.code, "unit": lead.unit,
          "evidence": "合同示例-\(place + 1)",
        ])
    }
  }

  /// A product's revenue by year over all markets.
  private func revenue(of product: String) -> [Int: Int] {
    var sums: [Int: Int] = [:]
    for row in folder.rows["revenues"] ?? [] where row["product"] == product {
      guard let year = row["year"].flatMap({ Int($0) }), let amount = row["amount"].flatMap({ Int($0) })
      else {
        continue
      }
      sums[year, default: 0] += amount
    }
    return sums
  }

  private mutating func figures(of product: String, isLead: Bool) {
    let sums = revenue(of: product)
    func add(_ item: String, _ year: Int, permille: Int, known: CalendarDay) {
      let amount = (sums[year] ?? 0) / 1000 * permille
      guard amount > 0 else { return }
      folder.add(
        "product_figures",
        [
          "product": product, "year": String(year), "item": item, "amount": String(amount),
          "recorded_on": known.iso,
        ])
    }
    for year in 2019...2025 { add("development-cost", year, permille: 35, known: day(year + 1, 3, 31)) }
    guard isLead else { return }
    for year in 2026...2028 {
      add("operating-profit", year, permille: 130, known: day(2026, 3, 31))
      add("contributory-charge", year, permille: 75, known: day(2026, 3, 31))
      add("cash-flow-with", year, permille: 95, known: day(2026, 3, 31))
      add("cash-flow-without", year, permille: 70, known: day(2026, 3, 31))
    }
    add("contracted-revenue", 2026, permille: 600, known: day(2026, 3, 31))
    add("contracted-revenue", 2027, permille: 200, known: day(2026, 3, 31))
  }

  /// States attributions of a product to the rights that serve it now: nine tenths, by their roles; the last tenth
  /// is nobody's.
  private mutating func attribute(_ product: String) {
    let weights = ["core": 6, "supporting": 2, "defensive": 1]
    let links = (folder.rows["product_links"] ?? []).filter {
      $0["product"] == product && ($0["to_day"] ?? "").isEmpty
    }
    let total = links.reduce(0) { $0 + (weights[$1["role"] ?? ""] ?? 0) }
    guard total > 0 else { return }
    for link in links {
      guard let right = link["right"], let weight = weights[link["role"] ?? ""] else { continue }
      // Hundredths of a percent, rounded down: together never more than nine tenths.
      let share = 9000 * weight / total
      guard share > 0 else { continue }
      let hundredths = share % 100
      folder.add(
        "attributions",
        [
          "product": product, "right": right,
          "share_percent": "\(share / 100)"
            + (hundredths == 0 ? "" : ".\(hundredths < 10 ? "0" : "")\(hundredths)"),
          "evidence": "技术分摊说明示例",
        ])
    }
  }

  private mutating func compare(_ product: String, _ place: Int) {
    let deals = [
      ("2022", "1.8", "1100", "非独占，地域较小"), ("2024", "2.4", "1000", "条件相近"), ("2025", "3.0", "800", "独占"),
    ]
    for (number, deal) in deals.enumerated() {
      folder.add(
        "comparables",
        [
          "deal": "CMP-\(place + 1)\(number + 1)", "product": product, "year": deal.0,
          "royalty_percent": deal.1,
          "adjustment_permille": deal.2, "reason": deal.3, "source": "虚构的可比许可（示例）",
        ])
    }
  }
}
