import PortfolioCore

/// A small specialised firm with about 60 rights; it pays reduced annuities.
enum SpecialisedFirm {
  static func files() throws(SampleFaults) -> [SampleFile] {
    var story = Story(plan: plan)
    story.makeRights()
    let pledged = story.pledge(
      "PL-2025-07", count: 6, to: "示例城市银行", from: day(2025, 7, 15), until: day(2027, 7, 15), amount: 8_000_000
    )
    // The risk to find before the bank does.
    story.forgetAnnuity(ofOneAmong: pledged)
    story.licenseOut(
      "L-2024-01", count: 1, type: "ordinary", to: "示例管线工程有限公司", from: day(2024, 5, 1),
      until: day(2027, 4, 30), fee: 50_000,
      keepInForce: true)
    for index in story.freePatents(1, grantedBefore: day(2024, 1, 1)) {
      story.dispute("D-2026-001", index, type: "infringement", against: "示例仿制阀门厂", from: day(2026, 1, 12))
    }
    story.fund(
      "FP-2021-01", programme: "示例中小企业创新计划", funder: "示例科技计划管理机构", count: 4, from: day(2020, 7, 1),
      until: day(2023, 6, 30), obligation: "处置须备案")
    story.writeRights()
    story.writeFees()
    story.writeProducts()
    story.writeValueFigures()
    story.writeAssessments()
    story.writeFindings(
      FindingHabits(
        searched: 450, assessed: 700, inventorsAsked: 750, suppliersAsked: 750, marksSurveyed: 1000))
    story.folder.add(
      "product_filings", ["product": "PR01", "filing": "示例密集型产品备案-017", "day": day(2024, 8, 20).iso])
    story.answerChecklist([
      ("示例精密阀业有限公司", "人事主管甲", 620, Story.peopleQuestions),
      ("铸件供应商", "采购主管乙", 500, Story.supplyQuestions),
      ("密封件代工厂", "采购主管乙", 420, Story.supplyQuestions),
      ("超低温蝶阀二代项目", "研发主管丙", 560, Story.researchQuestions),
      ("阀门泄漏监测仪项目", "研发主管丙", 480, Story.researchQuestions),
    ])
    return try story.folder.files()
      + [SampleFile(path: "specialised-firm/README.md", text: SampleReadme.specialisedFirm)]
  }

  private static let plan: StoryPlan = {
    var habits = PatentHabits.enterprise(ledgerStart: day(2016, 1, 1))
    habits.percentPaid = 15
    return StoryPlan(
      folder: "specialised-firm", seed: 880_017, salt: 2,
      units: [StoryUnit(code: "U01", parent: "", name: Term("示例精密阀业有限公司", "Example Precision Valves Co"))],
      formerNames: [],
      outsiders: [
        StoryParty(name: Term("示例工业大学", "Example Polytechnic University"), kind: "university"),
        StoryParty(name: Term("示例城市银行", "Example City Bank"), kind: "bank"),
        StoryParty(name: Term("示例管线工程有限公司", "Example Pipeline Engineering Co"), kind: "enterprise"),
        StoryParty(name: Term("示例仿制阀门厂", "Example Copy Valve Works"), kind: "enterprise"),
        StoryParty(name: Term("示例科技计划管理机构", "Example Science Programme Agency"), kind: "government"),
      ],
      coOwners: ["示例工业大学"], coOwnedPermille: 180,
      lines: [
        StoryLine(
          name: "特种阀门", weight: 100, technologies: [.valve, .valve, .sensor], units: ["U01"],
          niceClasses: ["7", "11"],
          products: [
            StoryProduct(
              code: "PR01", name: Term("超低温蝶阀", "Cryogenic butterfly valves"), unit: "U01",
              technologies: ["valve"], revenue2019: 3_200,
              growth: 140),
            StoryProduct(
              code: "PR02", name: Term("硬密封球阀", "Metal-seated ball valves"), unit: "U01",
              technologies: ["valve"], revenue2019: 2_100,
              growth: 60),
            StoryProduct(
              code: "PR03", name: Term("阀门泄漏监测仪", "Valve leakage monitors"), unit: "U01",
              technologies: ["sensor"], revenue2019: 300,
              growth: 260),
          ])
      ],
      inventions: 18, utilityModels: 24, designs: 6, twins: 2, foreign: 2, trademarks: 5, secrets: 5,
      years: [
        (2016, 3), (2017, 4), (2018, 5), (2019, 6), (2020, 7), (2021, 8), (2022, 8), (2023, 7), (2024, 6),
        (2025, 5), (2026, 2),
      ],
      habits: habits, percentPaidJointly: 30, americanClass: "small", linkPermille: 800, assessedPerYear: 16)
  }()
}
