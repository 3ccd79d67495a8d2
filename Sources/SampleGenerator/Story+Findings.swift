import PortfolioCore

/// How much of what must be found out a story's people have written down, in thousandths of the rights concerned.
struct FindingHabits {
  var searched = 350
  var assessed = 350
  var inventorsAsked = 250
  var suppliersAsked = 0
  var marksSurveyed = 950
  var secretsRegistered = 850
}

/// What people found out and wrote down. These tables throw dice of their own: the rest of a story does not
/// change with them.
extension Story {
  /// Writes searches, readiness, agreements, marks and secrets.
  mutating func writeFindings(_ habits: FindingHabits) {
    var dice = SampleDice(seed: plan.seed &+ 77)
    let links = folder.rows["product_links"] ?? []
    let linked = Set(links.filter { ($0["to_day"] ?? "").isEmpty }.compactMap { $0["right"] })
    for right in rights {
      let isOurs = right.owners.contains { name in plan.units.contains { $0.name.zh == name } }
      guard isOurs, right.life.status.life == .alive else { continue }
      switch right.kind {
      case .trademark: writeUse(of: right, habits, &dice)
      case .technicalSecret: writeSecret(right, habits, &dice)
      default: writeSearch(of: right, isLinked: linked.contains(right.id), habits, &dice)
      }
      if right.kind != .trademark, right.office == "CN" || right.office.isEmpty {
        writeMaturity(of: right, isLinked: linked.contains(right.id), habits, &dice)
        writeAgreements(of: right, isLinked: linked.contains(right.id), habits, &dice)
      }
    }
  }

  /// Answers of two experts to the questions of the value degree, for some patents in force.
  mutating func writeValueDegreeAnswers(count: Int) {
    var dice = SampleDice(seed: plan.seed &+ 80)
    let questions = [
      "design-around", "claim-quality", "problem-importance", "technical-effect", "field-range",
      "companion-independence", "life-cycle", "defensive-power", "market-control", "competition",
      "market-share",
      "policy-fit",
    ]
    let asked = Set(
      (folder.rows["assessments"] ?? []).filter { ($0["day"] ?? "") >= "2026" }.compactMap { $0["right"] })
    let patents = rights.filter {
      ($0.kind == .invention || $0.kind == .utilityModel) && $0.isInForce && asked.contains($0.id)
    }
    for right in dice.sample(count, of: patents) {
      for question in questions {
        let tilt = dice.throwOne(of: -25...25)
        for (assessor, leaning) in [("评审一", 0), ("评审五", -4)] {
          let points = right.quality + tilt + leaning + dice.throwOne(of: -8...8)
          folder.add(
            "assessments",
            [
              "right": right.id, "assessor": assessor, "day": day(2026, 5, 20).iso, "question": question,
              "score": String(min(5, max(1, 1 + points / 20))),
            ])
        }
      }
    }
  }

  private mutating func writeSearch(
    of right: StoryRight, isLinked: Bool, _ habits: FindingHabits, _ dice: inout SampleDice
  ) {
    guard right.office == "CN", right.life.grant != nil else { return }
    let wasSearched = dice.chance(isLinked ? min(1000, habits.searched * 2) : habits.searched / 3)
    let isReported = right.kind != .invention && dice.chance(250)
    guard wasSearched || isReported else { return }
    var row = ["right": right.id, "day": workday(dice.day(day(2022, 1, 10), plus: 0...1600)).iso]
    if wasSearched {
      row["freedom_to_operate"] = dice.pick(["clear", "risk", "blocked"], weights: [82, 14, 4])
      row["dependence"] = dice.pick(["none", "licensed", "unlicensed"], weights: [86, 8, 6])
    }
    if isReported {
      let isStrong = right.quality >= 45
      row["evaluation_report"] = dice.pick(
        ["positive", "partial", "negative"], weights: isStrong ? [85, 12, 3] : [55, 27, 18])
    }
    row["document"] = "示例检索报告-\(dice.throwOne(of: 100...999))"
    folder.add("searches", row)
  }

  private mutating func writeMaturity(
    of right: StoryRight, isLinked: Bool, _ habits: FindingHabits, _ dice: inout SampleDice
  ) {
    guard dice.chance(habits.assessed) else { return }
    let level = min(9, max(1, 2 + right.quality * 6 / 100 + dice.throwOne(of: -1...1) + (isLinked ? 2 : 0)))
    let prospect = right.quality + dice.throwOne(of: -20...20)
    let working =
      isLinked
      ? "worked"
      : dice.pick(["preparing", "excused", "not-worked"], weights: [right.quality >= 60 ? 3 : 1, 1, 4])
    folder.add(
      "maturity",
      [
        "right": right.id, "day": workday(dice.day(day(2024, 9, 2), plus: 0...600)).iso,
        "technology_readiness": String(isLinked ? max(7, level) : min(8, level)),
        "industrial_prospect": prospect >= 65 ? "high" : prospect >= 38 ? "medium" : "low",
        "working": working,
      ])
  }

  /// Agreements with inventors, co-owners, suppliers and makers.
  private mutating func writeAgreements(
    of right: StoryRight, isLinked: Bool, _ habits: FindingHabits, _ dice: inout SampleDice
  ) {
    func flag(_ permille: Int) -> String { dice.chance(permille) ? "yes" : "no" }
    if dice.chance(habits.inventorsAsked) {
      let isSigned = dice.chance(930)
      var row = [
        "agreement": "A-\(right.id)-I", "right": right.id, "kind": "inventor",
        "day": right.life.filing.iso, "signed": isSigned ? "yes" : "no",
      ]
      if isSigned {
        row["ownership"] = "yes"
        row["reward"] = flag(850)
        row["confidentiality"] = flag(950)
      }
      folder.add("agreements", row)
    }
    if let partner = right.owners.first(where: { plan.coOwners.contains($0) }) {
      let isSigned = dice.chance(860)
      var row = [
        "agreement": "A-\(right.id)-C", "right": right.id, "kind": "co-owner", "counterparty": partner,
        "day": right.life.filing.iso, "signed": isSigned ? "yes" : "no",
      ]
      if isSigned {
        row["ownership"] = "yes"
        row["improvements"] = flag(750)
        row["warranty"] = flag(900)
        row["remedies"] = flag(900)
      }
      folder.add("agreements", row)
    }
    if isLinked, dice.chance(habits.suppliersAsked) {
      let isMaker = dice.chance(300)
      let isSigned = dice.chance(920)
      var row = [
        "agreement": "A-\(right.id)-S", "right": right.id, "kind": isMaker ? "oem" : "supplier",
        "day": workday(dice.day(day(2023, 2, 6), plus: 0...1000)).iso, "signed": isSigned ? "yes" : "no",
      ]
      if isSigned {
        if isMaker {
          row["ownership"] = flag(850)
          row["confidentiality"] = flag(950)
        } else {
          row["warranty"] = flag(850)
        }
        row["remedies"] = flag(900)
      }
      folder.add("agreements", row)
    }
  }

  private mutating func writeUse(
    of right: StoryRight, _ habits: FindingHabits, _ dice: inout SampleDice
  ) {
    guard dice.chance(habits.marksSurveyed) else { return }
    let registered = right.life.grant ?? right.life.filing
    let kind = dice.pick(["in-use", "defensive", "idle"], weights: [11, 4, 5])
    for (index, niceClass) in right.classes.enumerated() {
      // A mark is often used in the first of its classes only.
      let use = index > 0 && kind == "in-use" && dice.chance(400) ? "idle" : kind
      var row = [
        "right": right.id, "nice_class": niceClass, "day": day(2026, 5, 29).iso, "use": use,
        "good_reason": use == "idle" && dice.chance(80) ? "yes" : "no",
      ]
      let recent = dice.day(day(2024, 8, 1), plus: 0...640)
      let old = registered + dice.throwOne(of: 100...900)
      if use == "in-use", dice.chance(850) {
        row["last_use_day"] = max(recent, min(registered + 60, day(2026, 5, 20))).iso
        row["document"] = "示例使用证据-\(dice.throwOne(of: 100...999))"
      } else if use == "idle", dice.chance(450), old < day(2022, 6, 1) {
        row["last_use_day"] = old.iso
      }
      folder.add("trademark_use", row)
    }
  }

  private mutating func writeSecret(
    _ right: StoryRight, _ habits: FindingHabits, _ dice: inout SampleDice
  ) {
    let inspected = workday(dice.day(day(2025, 3, 3), plus: 0...420))
    let isRegistered = dice.chance(habits.secretsRegistered)
    let care = right.quality * 2
    func flag(_ permille: Int) -> String { dice.chance(min(990, permille + care)) ? "yes" : "no" }
    let term = dice.pick(["fixed", "long-term", "until-publication"], weights: [60, 25, 15])
    var row = [
      "right": right.id, "day": max(inspected, right.life.filing + 30 > asOf ? asOf : inspected).iso,
      "level": right.quality >= 70 ? "core" : "ordinary", "term": term, "people": flag(740),
      "media": flag(620),
      "places": flag(560),
    ]
    if isRegistered { row["register_entry"] = "JM-\(right.life.filing.year)-\(right.id)" }
    if term == "fixed" {
      row["term_end"] = right.life.filing.adding(years: dice.pick([5, 8, 10, 15, 20])).iso
    }
    if dice.chance(700) {
      row["reverse_engineering"] = dice.pick(["easy", "hard", "infeasible"], weights: [25, 50, 25])
      row["independent_discovery"] = dice.pick(["likely", "possible", "unlikely"], weights: [25, 50, 25])
    }
    folder.add("secrets", row)
    guard dice.chance(800) else { return }
    for (assessor, leaning) in [("评审一", 0), ("评审三", 6)] {
      let points = right.quality + leaning + dice.throwOne(of: -10...10)
      folder.add(
        "assessments",
        [
          "right": right.id, "assessor": assessor, "day": day(2026, 5, 13).iso, "question": "leak-damage",
          "score": String(min(5, max(1, 1 + points / 20))),
        ])
    }
  }

  /// A request to cancel a mark for non-use that was served and is not answered yet.
  mutating func requestCancellation(ofOneServedOn day: CalendarDay) {
    let idle = Set(
      (folder.rows["trademark_use"] ?? []).filter { $0["use"] == "idle" }.compactMap { $0["right"] })
    guard
      let mark = rights.first(where: {
        idle.contains($0.id) && $0.life.grant.map { $0 < day.adding(years: -3) } ?? false
      })
    else { return }
    folder.add("procedures", ["right": mark.id, "step": "non-use-request", "day": day.iso])
  }

  private func workday(_ day: CalendarDay) -> CalendarDay {
    day.weekday == 0 ? day - 2 : day.weekday == 6 ? day - 1 : day
  }
}
