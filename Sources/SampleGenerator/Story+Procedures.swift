import PortfolioCore

/// The steps of a transfer office, and the answers to the checklist of risks.
extension Story {
  /// Assessments before filing since the opinion of 2021, publications of prices, listings, diligence records.
  mutating func writeProcedures() {
    var dice = SampleDice(seed: plan.seed &+ 78)
    let contracts = folder.rows["licences"] ?? []
    for right in rights {
      if right.office == "CN" || right.office.isEmpty, right.life.filing >= day(2021, 7, 1), dice.chance(800)
      {
        let isSecret = right.kind == .technicalSecret
        folder.add(
          "procedures",
          [
            "right": right.id, "step": "prefiling-assessment", "day": (right.life.filing - 21).iso,
            "decision": isSecret ? "keep-secret" : "file", "by": "示例申请前评估小组",
          ])
      }
      for contract in contracts where contract["right"] == right.id && contract["direction"] == "out" {
        guard let start = CalendarDay(iso: contract["from_day"] ?? "") else { continue }
        if contract["type"] == "open" {
          folder.add(
            "procedures", ["right": right.id, "step": "open-licence-declaration", "day": (start - 60).iso])
        } else if dice.chance(700) {
          folder.add(
            "procedures",
            [
              "right": right.id, "step": "price-publication", "day": (start - 30).iso, "by": "示例成果转化办公室",
              "document": "示例公示-\(dice.throwOne(of: 100...999))",
            ])
        }
      }
      guard right.isPatent, right.office == "CN", right.isInForce, let grant = right.life.grant,
        grant < day(2023, 6, 30), dice.chance(150)
      else { continue }
      folder.add(
        "procedures",
        [
          "right": right.id, "step": "platform-listing",
          "day": (day(2024, 6, 3) + dice.throwOne(of: 0...500)).iso,
          "by": "示例知识产权运营平台",
        ])
      if dice.chance(300) {
        folder.add(
          "procedures", ["right": right.id, "step": "offer-to-inventor", "day": day(2026, 3, 18).iso])
        folder.add(
          "procedures",
          [
            "right": right.id, "step": "diligence-record", "day": day(2026, 4, 22).iso,
            "document": "示例会议纪要-\(dice.throwOne(of: 10...99))",
          ])
      }
    }
  }

  /// Answers to the checklist, for some subjects; a question not asked stays without an answer.
  /// - Parameter plans: the subject, the person who takes care of it, and how much of it is in order, in
  ///   thousandths.
  mutating func answerChecklist(_ plans: [(subject: String, owner: String, order: Int, questions: [String])])
  {
    var dice = SampleDice(seed: plan.seed &+ 79)
    for plan in plans {
      for question in plan.questions where dice.chance(900) {
        let asked = day(2026, 5, 11) + dice.throwOne(of: 0...12)
        let answer =
          dice.chance(plan.order)
          ? "yes" : dice.pick(["partly", "no", "not-applicable"], weights: [5, 4, 1])
        var row = [
          "checklist": "ip-risk", "question": question, "subject": plan.subject, "day": asked.iso,
          "answer": answer,
        ]
        if answer == "partly" || answer == "no" {
          row["owner"] = plan.owner
          if dice.chance(700) { row["due_day"] = (asked + dice.pick([30, 45, 90, 150])).iso }
          if dice.chance(120) { row["closed_day"] = (asked + dice.throwOne(of: 10...35)).iso }
        }
        folder.add("risk_answers", row)
      }
    }
  }

  static let peopleQuestions = [
    "people-entry-check", "people-entry-undertaking", "people-ownership-rules", "people-reward-rules",
    "people-secrecy-agreement", "people-exit-undertaking", "people-outside-experts",
  ]
  static let supplyQuestions = [
    "supply-due-diligence", "supply-warranty", "supply-third-party-licences", "supply-oem-agreement",
    "supply-lawful-source",
  ]
  static let researchQuestions = [
    "rnd-novelty-search", "rnd-freedom-to-operate", "rnd-dependent-patents", "rnd-cooperation", "rnd-layout",
  ]
}
