import PortfolioCore

/// What an organisation found out about restrictions before its yearly review.
struct RestrictionHabits {
  /// Who keeps the lists.
  var keeper: String
  /// How many rights may be essential to a standard, stand in a pool, serve a national interest.
  var likelyEssential: Int
  var pooled: Int
  var nationalInterest: Int
  /// In how many of 1,000 granted patents the inventors wait for money.
  var rewardOwedPermille: Int
  /// How many of 1,000 older patents of little quality the inventors were asked about.
  var askedPermille: Int
}

extension Story {
  /// Restrictions and the lists known to be complete. Service inventions are only on file where somebody looked:
  /// there the inventors were told and offered the right in spring.
  mutating func writeRestrictions(_ habits: RestrictionHabits) {
    var dice = SampleDice(seed: plan.seed &+ 91)
    let found = day(2026, 5, 29)
    func add(_ index: Int, _ kind: String, _ on: CalendarDay, _ more: [String: String] = [:]) {
      folder.add(
        "restrictions",
        ["right": rights[index].id, "kind": kind, "day": on.iso].merging(more) { _, new in new })
    }
    let patents = rights.indices.filter {
      rights[$0].isPatent && rights[$0].office == "CN" && rights[$0].isInForce
    }
    let good = patents.filter { rights[$0].kind == .invention && rights[$0].quality >= 60 }
    for index in dice.sample(habits.likelyEssential, of: good) {
      add(index, "likely-essential", found, ["document": "示例标准比对表-\(dice.throwOne(of: 10...99))"])
    }
    for index in dice.sample(habits.pooled, of: good) { add(index, "pool", found, ["counterparty": "示例专利池"]) }
    for index in dice.sample(habits.nationalInterest, of: good) {
      add(index, "national-interest", found, ["document": "示例报告-\(dice.throwOne(of: 10...99))"])
    }
    for index in patents where rights[index].life.grant != nil && dice.chance(habits.rewardOwedPermille) {
      add(index, "reward-owed", found, ["document": "示例奖酬台账"])
    }
    let asked = Set(
      (folder.rows["procedures"] ?? []).filter { $0["step"] == "offer-to-inventor" }.compactMap {
        $0["right"]
      })
    for index in patents {
      let right = rights[index]
      guard let grant = right.life.grant, grant < day(2023, 1, 1), !right.inventors.isEmpty else { continue }
      if asked.contains(right.id) {
        add(index, "service-invention", day(2026, 3, 9))
      } else if right.quality < 55, dice.chance(habits.askedPermille) {
        add(index, "service-invention", day(2026, 3, 9))
        folder.add(
          "procedures",
          [
            "right": right.id, "step": "offer-to-inventor", "day": day(2026, 3, 18).iso,
            "document": "示例征询函-\(dice.throwOne(of: 100...999))",
          ])
      }
    }
    for list in [
      "pool", "cross-licence", "likely-essential", "national-interest", "state-secret", "reward-owed",
    ] {
      folder.add(
        "complete_lists",
        ["list": list, "day": found.iso, "by": habits.keeper, "document": "示例清单核对记录-2026"])
    }
  }
}
