import PortfolioCore

/// A fictional group with eight subsidiaries and about 1,200 rights.
enum CentralEnterprise {
  static func files() throws(SampleFaults) -> [SampleFile] {
    var story = Story(plan: plan)
    story.makeRights()
    bind(&story)
    story.writeRights()
    story.writeFees()
    story.writeProducts()
    story.writeValueFigures()
    story.writeAssessments()
    story.writeFindings(FindingHabits())
    story.writeValueDegreeAnswers(count: 40)
    story.writeRestrictions(
      RestrictionHabits(
        keeper: "示例装备集团 知识产权部", likelyEssential: 4, pooled: 2, nationalInterest: 2, rewardOwedPermille: 60,
        askedPermille: 650))
    story.requestCancellation(ofOneServedOn: day(2026, 5, 18))
    for (product, number, filed) in [
      ("PR05", "示例密集型产品备案-101", day(2023, 11, 6)), ("PR08", "示例密集型产品备案-136", day(2024, 10, 15)),
    ] {
      story.folder.add("product_filings", ["product": product, "filing": number, "day": filed.iso])
    }
    story.answerChecklist([
      ("示例轨道装备有限公司", "知识产权主管丁", 760, Story.peopleQuestions + Story.researchQuestions),
      ("示例电池材料有限公司", "知识产权主管戊", 640, Story.peopleQuestions + Story.supplyQuestions),
    ])
    return try story.folder.files()
      + [SampleFile(path: "central-enterprise/README.md", text: SampleReadme.centralEnterprise)]
  }

  /// Seven granted European patents: one unitary, one given up in Great Britain, of the last nobody wrote it down.
  private static let europeanChoices = [
    EuropeanChoice(offices: ["DE", "FR", "GB"]),
    EuropeanChoice(offices: ["DE", "GB"], givenUp: (office: "GB", year: 7)),
    EuropeanChoice(offices: ["DE", "FR"]),
    EuropeanChoice(offices: ["UP", "GB"]),
    EuropeanChoice(offices: ["DE", "FR", "GB"]),
    EuropeanChoice(offices: ["UP"]),
    EuropeanChoice(offices: []),
  ]

  private static func bind(_ story: inout Story) {
    story.licenseOut(
      "L-2022-01", count: 5, type: "ordinary", to: "示例兄弟铁路车辆厂", from: day(2022, 3, 1),
      until: day(2027, 2, 28), fee: 120_000,
      keepInForce: true)
    story.licenseOut(
      "L-2023-04", count: 3, type: "exclusive", to: "示例远洋码头有限公司", from: day(2023, 6, 1),
      until: day(2028, 5, 31), fee: 300_000,
      keepInForce: true)
    story.licenseOut(
      "L-2024-02", count: 6, type: "ordinary", to: "示例新能源科技有限公司", from: day(2024, 2, 1),
      until: day(2026, 12, 31), fee: 80_000,
      keepInForce: false)
    story.licenseOut(
      "L-2025-01", count: 4, type: "open", to: "示例兄弟铁路车辆厂", from: day(2025, 1, 15), until: nil, fee: 20_000,
      keepInForce: false)
    story.licenseOut(
      "L-2019-03", count: 3, type: "sole", to: "示例新能源科技有限公司", from: day(2019, 5, 1), until: day(2024, 4, 30),
      fee: 60_000,
      keepInForce: true)
    story.licenseIn(
      "L-IN-01", count: 4, type: "exclusive", owner: "示例理工大学", from: day(2022, 9, 1), fee: 200_000)
    story.licenseIn(
      "L-IN-02", count: 2, type: "ordinary", owner: "Example Bearings GmbH", from: day(2024, 4, 1),
      fee: 350_000)
    story.pledge(
      "PL-2025-01", count: 8, to: "示例商业银行", from: day(2025, 5, 6), until: day(2028, 5, 6), amount: 40_000_000)
    story.pledge(
      "PL-2026-01", count: 5, to: "示例开发银行", from: day(2026, 2, 10), until: day(2029, 2, 10),
      amount: 25_000_000)
    story.pledge(
      "PL-2022-01", count: 6, to: "示例商业银行", from: day(2022, 4, 11), until: day(2025, 4, 11),
      amount: 18_000_000)
    disputes(&story)
    let moved = story.transferable(16, grantedBefore: day(2024, 1, 1))
    let subsidiaries = story.plan.units.dropFirst().map { $0 }
    for (number, index) in moved.enumerated() {
      let others = subsidiaries.filter { $0.code != story.rights[index].unit }
      let buyer = others[number % others.count]
      let moved = day(2024, 1 + number % 12, 9) + number % 3
      story.transfer(index, to: buyer.name.zh, unit: buyer.code, on: moved)
    }
    fundAndDeclare(&story)
  }

  private static func disputes(_ story: inout Story) {
    let free = story.freePatents(8, grantedBefore: day(2023, 1, 1))
    guard free.count == 8 else { return }
    let rival = "示例竞品机械有限公司"
    story.dispute("D-2025-011", free[0], type: "infringement", against: rival, from: day(2025, 9, 1))
    story.dispute("D-2025-012", free[0], type: "invalidation", against: rival, from: day(2025, 11, 20))
    story.dispute(
      "D-2023-007", free[1], type: "infringement", against: rival, from: day(2023, 4, 3),
      until: day(2024, 8, 30),
      outcome: "判决胜诉，停止侵害并赔偿")
    story.dispute(
      "D-2024-003", free[2], type: "invalidation", against: rival, from: day(2024, 3, 11),
      until: day(2024, 12, 19),
      outcome: "维持专利权有效")
    story.dispute(
      "D-2024-009", free[3], type: "ownership", against: "示例理工大学", from: day(2024, 7, 2),
      until: day(2025, 3, 28),
      outcome: "调解结案，权属不变")
    story.dispute("D-2026-002", free[4], type: "inventor-reward", against: "张某某", from: day(2026, 3, 16))
    story.dispute("D-2025-020", free[5], type: "preservation", against: "示例远洋码头有限公司", from: day(2025, 10, 14))
    story.dispute("D-2025-020", free[6], type: "preservation", against: "示例远洋码头有限公司", from: day(2025, 10, 14))
    // A request for invalidation that succeeded ends the right.
    story.rights[free[7]].life.cut(on: day(2025, 12, 12), status: .invalidated, code: "IW01", text: "专利权全部无效")
    story.dispute(
      "D-2025-005", free[7], type: "invalidation", against: rival, from: day(2025, 5, 8),
      until: day(2025, 12, 12),
      outcome: "宣告专利权全部无效")
    // Preservation on a patent whose annuity is late: neither let go nor left alone.
    if let late = story.rights.firstIndex(where: {
      $0.life.status == .annuityLate && $0.kind == .invention && !$0.isBound
    }) {
      story.dispute("D-2026-006", late, type: "preservation", against: "示例商业银行", from: day(2026, 4, 21))
    }
  }

  private static func fundAndDeclare(_ story: inout Story) {
    let funder = "示例科技计划管理机构"
    let obligation = "转让或独占许可须事先报告"
    for (project, from, until, count) in [
      ("FP-2016-01", day(2016, 7, 1), day(2019, 6, 30), 9),
      ("FP-2017-02", day(2017, 7, 1), day(2020, 12, 31), 12),
      ("FP-2018-04", day(2018, 5, 1), day(2021, 4, 30), 11),
      ("FP-2019-03", day(2019, 12, 1), day(2022, 11, 30), 10),
      ("FP-2020-01", day(2020, 10, 1), day(2024, 9, 30), 9),
      ("FP-2021-05", day(2021, 11, 1), day(2024, 10, 31), 8),
      ("FP-2022-02", day(2022, 10, 1), day(2025, 9, 30), 6),
      ("FP-2023-01", day(2023, 11, 1), day(2026, 10, 31), 5),
    ] {
      story.fund(
        project, programme: "示例重点研发计划", funder: funder, count: count, from: from, until: until,
        obligation: obligation)
    }
    let standards = [("示例轨道交通标准联盟", "示例轨-101"), ("示例轨道交通标准联盟", "示例轨-114"), ("示例传感标准委员会", "示例感-020")]
    let fitting = story.rights.indices.filter { index in
      let right = story.rights[index]
      return right.kind == .invention && right.isInForce && right.quality >= 60
        && ["轨道交通", "智能传感"].contains(right.line) && right.life.filing.year <= 2021
    }
    for (number, index) in story.dice.sample(14, of: fitting).enumerated() {
      let (body, standard) = standards[number % standards.count]
      story.folder.add(
        "declarations",
        [
          "right": story.rights[index].id, "body": body, "standard": standard,
          "declared_day": day(2022 + number % 4, 4, 12).iso,
          "essential_checked": number % 3 == 0 ? "yes" : "no",
        ])
    }
  }

  private static let plan = StoryPlan(
    folder: "central-enterprise", seed: 20_260_630, salt: 1,
    units: [
      StoryUnit(code: "U00", parent: "", name: Term("示例装备集团有限公司", "Example Equipment Group")),
      StoryUnit(code: "U01", parent: "U00", name: Term("示例轨道装备有限公司", "Example Rail Equipment Co")),
      StoryUnit(code: "U02", parent: "U01", name: Term("示例城轨车辆有限公司", "Example Urban Rail Vehicles Co")),
      StoryUnit(code: "U03", parent: "U00", name: Term("示例港口机械有限公司", "Example Port Machinery Co")),
      StoryUnit(code: "U04", parent: "U00", name: Term("示例工程机械有限公司", "Example Construction Machinery Co")),
      StoryUnit(code: "U05", parent: "U00", name: Term("示例电池材料有限公司", "Example Battery Materials Co")),
      StoryUnit(code: "U06", parent: "U00", name: Term("示例储能系统有限公司", "Example Energy Storage Co")),
      StoryUnit(code: "U07", parent: "U00", name: Term("示例流体控制有限公司", "Example Fluid Control Co")),
      StoryUnit(
        code: "U08", parent: "U00", name: Term("示例智能传感研究院有限公司", "Example Smart Sensing Institute Co")),
    ],
    formerNames: [
      (unit: "U01", name: Term("示例机车车辆厂", "Example Rolling Stock Works"), before: 2010),
      (unit: "U03", name: Term("示例起重机械厂", "Example Crane Works"), before: 2008),
    ],
    outsiders: [
      StoryParty(name: Term("示例理工大学", "Example University of Technology"), kind: "university"),
      StoryParty(name: Term("示例材料研究院", "Example Materials Research Institute"), kind: "institute"),
      StoryParty(name: Term("示例兄弟铁路车辆厂", "Example Sister Railway Works"), kind: "enterprise"),
      StoryParty(name: Term("示例远洋码头有限公司", "Example Ocean Terminals Co"), kind: "enterprise"),
      StoryParty(name: Term("示例新能源科技有限公司", "Example New Energy Co"), kind: "enterprise"),
      StoryParty(name: Term("示例竞品机械有限公司", "Example Rival Machinery Co"), kind: "enterprise"),
      StoryParty(
        name: Term("Example Bearings GmbH", "Example Bearings GmbH"), kind: "enterprise", country: "DE"),
      StoryParty(name: Term("示例商业银行", "Example Commercial Bank"), kind: "bank"),
      StoryParty(name: Term("示例开发银行", "Example Development Bank"), kind: "bank"),
      StoryParty(name: Term("示例科技计划管理机构", "Example Science Programme Agency"), kind: "government"),
      StoryParty(name: Term("张某某", "Zhang Moumou"), kind: "individual"),
    ],
    coOwners: ["示例理工大学", "示例材料研究院", "示例新能源科技有限公司"], coOwnedPermille: 70, lines: lines,
    inventions: 570, utilityModels: 300, designs: 95, twins: 30, foreign: 95, trademarks: 60, secrets: 80,
    years: [
      (2003, 2), (2004, 3), (2005, 4), (2006, 6), (2007, 8), (2008, 10), (2009, 13), (2010, 17), (2011, 22),
      (2012, 28),
      (2013, 33), (2014, 40), (2015, 47), (2016, 55), (2017, 62), (2018, 70), (2019, 76), (2020, 82),
      (2021, 86),
      (2022, 84), (2023, 78), (2024, 62), (2025, 46), (2026, 18),
    ],
    habits: .enterprise(ledgerStart: day(2015, 1, 1)), percentPaidJointly: 100,
    europeanChoices: europeanChoices,
    linkPermille: 430,
    assessedPerYear: 130)

  private static let lines = [
    StoryLine(
      name: "轨道交通", weight: 32, technologies: [.bogie, .railBrake, .railDoor], units: ["U01", "U01", "U02"],
      niceClasses: ["12", "37"],
      products: [
        StoryProduct(
          code: "PR01", name: Term("城际动车组转向架", "Intercity bogies"), unit: "U01", technologies: ["bogie"],
          revenue2019: 86_000,
          growth: 65, export: ("DE", 60)),
        StoryProduct(
          code: "PR02", name: Term("轨道制动系统", "Rail brake systems"), unit: "U01", technologies: ["brake"],
          revenue2019: 52_000, growth: 40),
        StoryProduct(
          code: "PR03", name: Term("低地板有轨电车", "Low-floor trams"), unit: "U02",
          technologies: ["bogie", "door"], revenue2019: 34_000,
          growth: -35),
        StoryProduct(
          code: "PR04", name: Term("车门与内装", "Doors and interiors"), unit: "U02", technologies: ["door"],
          revenue2019: 12_000, growth: 20),
      ]),
    StoryLine(
      name: "港口与工程机械", weight: 24, technologies: [.crane, .hydraulics], units: ["U03", "U04"],
      niceClasses: ["7", "12"],
      products: [
        StoryProduct(
          code: "PR05", name: Term("岸边集装箱起重机", "Quay container cranes"), unit: "U03", technologies: ["crane"],
          revenue2019: 95_000,
          growth: 55, export: ("US", 120)),
        StoryProduct(
          code: "PR06", name: Term("自动化吊具", "Automatic spreaders"), unit: "U03", technologies: ["crane"],
          revenue2019: 16_000, growth: 90),
        StoryProduct(
          code: "PR07", name: Term("节能挖掘机液压系统", "Energy-saving excavator hydraulics"), unit: "U04",
          technologies: ["hydraulics"],
          revenue2019: 41_000, growth: -20),
      ]),
    StoryLine(
      name: "电池与储能", weight: 20, technologies: [.cathode, .batteryPack], units: ["U05", "U06"],
      niceClasses: ["1", "9"],
      products: [
        StoryProduct(
          code: "PR08", name: Term("三元正极材料", "NCM cathode materials"), unit: "U05", technologies: ["cathode"],
          revenue2019: 28_000, growth: 180),
        StoryProduct(
          code: "PR09", name: Term("磷酸铁锂材料", "LFP materials"), unit: "U05", technologies: ["cathode"],
          revenue2019: 9_000, growth: 240),
        StoryProduct(
          code: "PR10", name: Term("集装箱式储能系统", "Container storage systems"), unit: "U06",
          technologies: ["pack"], revenue2019: 6_500,
          growth: 320, export: ("DE", 90)),
      ]),
    StoryLine(
      name: "流体控制", weight: 13, technologies: [.valve, .pump], units: ["U07"], niceClasses: ["7", "11"],
      products: [
        StoryProduct(
          code: "PR11", name: Term("超低温阀门", "Cryogenic valves"), unit: "U07", technologies: ["valve"],
          revenue2019: 18_000, growth: 85),
        StoryProduct(
          code: "PR12", name: Term("核级泵", "Nuclear-grade pumps"), unit: "U07", technologies: ["pump"],
          revenue2019: 11_000, growth: 30),
      ]),
    StoryLine(
      name: "智能传感", weight: 11, technologies: [.sensor, .inspection], units: ["U08"],
      niceClasses: ["9", "42"],
      products: [
        StoryProduct(
          code: "PR13", name: Term("车载传感器", "On-board sensors"), unit: "U08", technologies: ["sensor"],
          revenue2019: 7_800, growth: 110),
        StoryProduct(
          code: "PR14", name: Term("在线检测系统", "On-line inspection systems"), unit: "U08",
          technologies: ["inspection"], revenue2019: 4_200,
          growth: 150),
      ]),
  ]
}
