import PortfolioCore

extension Story {
  /// Writes products, what serves them, and their revenues.
  mutating func writeProducts() {
    for line in plan.lines {
      for product in line.products {
        folder.add(
          "products",
          [
            "product": product.code, "name": product.name.zh, "name_en": product.name.en,
            "business_line": line.name, "unit": product.unit,
          ])
        writeRevenues(of: product)
      }
      for right in rights where right.line == line.name { link(right, with: line.products) }
    }
  }

  private mutating func writeRevenues(of product: StoryProduct) {
    var revenue = product.revenue2019
    for year in 2019...2028 {
      if year > 2019 {
        // Forecasts follow the plan; the past had its own luck.
        let luck = year <= 2025 ? dice.throwOne(of: -60...60) : 0
        revenue = revenue * (1000 + product.growth + luck) / 1000
      }
      let exported = product.export.map { ($0.market, revenue * $0.permille / 1000) }
      let parts = [("CN", revenue - (exported?.1 ?? 0))] + (exported.map { [$0] } ?? [])
      for (market, amount) in parts {
        folder.add(
          "revenues",
          [
            "product": product.code, "year": String(year), "amount": String(amount * 10_000),
            "market": market,
            "kind": year <= 2025 ? "actual" : "forecast",
            "recorded_on": (year <= 2025 ? day(year + 1, 3, 31) : day(2026, 3, 31)).iso,
          ])
      }
    }
  }

  private mutating func link(_ right: StoryRight, with products: [StoryProduct]) {
    let fitting = products.filter { product in
      right.technology.map { product.technologies.contains($0.name) } ?? (right.kind == .trademark)
    }
    guard !fitting.isEmpty, right.office == "CN" || right.kind == .technicalSecret,
      ![.refused, .withdrawn, .pending].contains(right.life.status),
      dice.chance(plan.linkPermille * (500 + right.quality * 10) / 1000)
    else { return }
    let start = max(right.life.grant ?? right.life.filing, day(2019, 1, 1)) + dice.throwOne(of: 0...300)
    if start >= asOf || right.life.end.map({ $0 <= start }) == true { return }
    let role = right.quality >= 68 ? "core" : right.quality >= 42 ? "supporting" : "defensive"
    let evidence = dice.chance(300) ? "产品备案示例-\(dice.throwOne(of: 100...999))" : ""
    for product in dice.sample(dice.chance(150) ? 2 : 1, of: fitting) {
      folder.add(
        "product_links",
        [
          "right": right.id, "product": product.code, "role": role, "from_day": start.iso,
          "to_day": right.life.end?.iso ?? "", "evidence": evidence,
        ])
    }
  }

  /// Expert assessments of three years: assessors have leanings, and rights their quality.
  mutating func writeAssessments() {
    guard plan.assessedPerYear > 0 else { return }
    let questions = [
      "substitution-difficulty", "market-prospect", "technical-advance", "enforceability",
      "main-business-effect",
    ]
    let assessors = [("评审一", 0), ("评审二", -8), ("评审三", 6), ("评审四", 12), ("评审五", -4), ("评审六", 2)]
    for year in 2024...2026 {
      let living = rights.filter {
        $0.kind != .trademark && $0.office != "JP" && $0.lived(on: day(year, 5, 10))
      }
      for right in dice.sample(plan.assessedPerYear, of: living) {
        let panel = dice.sample(dice.pick([2, 3], weights: [2, 1]), of: assessors)
        let leanings = questions.map { _ in dice.throwOne(of: -18...18) }
        let assessed = day(year, 5, 12) + dice.throwOne(of: 0...8)
        for (assessor, leaning) in panel {
          for (question, tilt) in zip(questions, leanings) {
            let points = right.quality + leaning + tilt + dice.throwOne(of: -10...10)
            folder.add(
              "assessments",
              [
                "right": right.id, "assessor": assessor, "day": assessed.iso, "question": question,
                "score": String(min(5, max(1, 1 + points / 20))),
              ])
          }
        }
      }
    }
  }
}
