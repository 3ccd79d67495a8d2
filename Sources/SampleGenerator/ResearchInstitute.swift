import PortfolioCore

/// A research institute with about 400 rights, most of them granted and unworked.
enum ResearchInstitute {
  static func files() throws(SampleFaults) -> [SampleFile] {
    var story = Story(plan: plan)
    story.makeRights()
    story.licenseOut(
      "L-2023-01", count: 3, type: "exclusive", to: "示例催化科技有限公司", from: day(2023, 3, 1),
      until: day(2029, 2, 28), fee: 150_000,
      keepInForce: true)
    story.licenseOut(
      "L-2024-02", count: 2, type: "ordinary", to: "示例膜工程有限公司", from: day(2024, 9, 1),
      until: day(2027, 8, 31), fee: 60_000,
      keepInForce: false)
    story.licenseOut(
      "L-2025-03", count: 2, type: "open", to: "示例膜工程有限公司", from: day(2025, 4, 1), until: nil, fee: 10_000,
      keepInForce: false)
    for (number, index) in story.transferable(10, grantedBefore: day(2023, 1, 1)).enumerated() {
      let buyer = number < 6 ? "示例催化科技有限公司" : "示例增材制造有限公司"
      story.rights[index].note = "已转让，仅作存档"
      story.transfer(index, to: buyer, unit: nil, on: day(2023 + number % 3, 2 + number, 14))
    }
    for (project, from, until, count) in [
      ("FP-2012-06", day(2012, 1, 1), day(2016, 12, 31), 22),
      ("FP-2015-11", day(2015, 1, 1), day(2018, 12, 31), 26),
      ("FP-2017-09", day(2017, 7, 1), day(2021, 6, 30), 28),
      ("FP-2020-02", day(2020, 1, 1), day(2023, 12, 31), 24),
      ("FP-2022-08", day(2022, 10, 1), day(2026, 9, 30), 18),
    ] {
      story.fund(
        project, programme: "示例重点研发计划", funder: "示例科技计划管理机构", count: count, from: from, until: until,
        obligation: "处置须公示并报主管部门备案")
    }
    story.writeRights()
    story.writeFees()
    story.writeProducts()
    story.writeAssessments()
    story.writeFindings(FindingHabits(searched: 150, assessed: 800, inventorsAsked: 500))
    story.writeProcedures()
    story.writeRestrictions(
      RestrictionHabits(
        keeper: "示例成果转化办公室", likelyEssential: 0, pooled: 0, nationalInterest: 1, rewardOwedPermille: 120,
        askedPermille: 500))
    return try story.folder.files()
      + [SampleFile(path: "research-institute/README.md", text: SampleReadme.researchInstitute)]
  }

  private static let plan: StoryPlan = {
    StoryPlan(
      folder: "research-institute", seed: 4_140_926, salt: 3,
      units: [
        StoryUnit(code: "I00", parent: "", name: Term("示例先进材料研究院", "Example Advanced Materials Institute")),
        StoryUnit(code: "I01", parent: "I00", name: Term("示例催化研究所", "Example Catalysis Laboratory")),
        StoryUnit(code: "I02", parent: "I00", name: Term("示例膜技术研究所", "Example Membrane Laboratory")),
        StoryUnit(
          code: "I03", parent: "I00", name: Term("示例激光制造研究所", "Example Laser Manufacturing Laboratory")),
      ],
      formerNames: [],
      outsiders: [
        StoryParty(name: Term("示例理工大学", "Example University of Technology"), kind: "university"),
        StoryParty(name: Term("示例催化科技有限公司", "Example Catalyst Technology Co"), kind: "enterprise"),
        StoryParty(name: Term("示例膜工程有限公司", "Example Membrane Engineering Co"), kind: "enterprise"),
        StoryParty(name: Term("示例增材制造有限公司", "Example Additive Manufacturing Co"), kind: "enterprise"),
        StoryParty(name: Term("示例科技计划管理机构", "Example Science Programme Agency"), kind: "government"),
      ],
      coOwners: ["示例理工大学", "示例催化科技有限公司"], coOwnedPermille: 110,
      lines: [
        StoryLine(
          name: "催化", weight: 40, technologies: [.catalyst], units: ["I01"], niceClasses: ["1"],
          products: [
            StoryProduct(
              code: "PR01", name: Term("加氢催化剂中试", "Hydrogenation catalyst pilot"), unit: "I01",
              technologies: ["catalyst"],
              revenue2019: 420, growth: 50)
          ]),
        StoryLine(
          name: "膜分离", weight: 30, technologies: [.membrane, .cathode], units: ["I02"], niceClasses: ["11"],
          products: [
            StoryProduct(
              code: "PR02", name: Term("纳滤膜技术服务", "Nanofiltration services"), unit: "I02",
              technologies: ["membrane"],
              revenue2019: 260, growth: 120)
          ]),
        StoryLine(
          name: "激光制造", weight: 30, technologies: [.laser, .inspection], units: ["I03"], niceClasses: ["7"],
          products: [
            StoryProduct(
              code: "PR03", name: Term("修复加工服务", "Repair services"), unit: "I03", technologies: ["laser"],
              revenue2019: 310, growth: -40)
          ]),
      ],
      inventions: 330, utilityModels: 44, designs: 2, twins: 4, foreign: 14, trademarks: 2, secrets: 8,
      years: [
        (2008, 3), (2009, 4), (2010, 6), (2011, 9), (2012, 14), (2013, 22), (2014, 30), (2015, 40),
        (2016, 50), (2017, 58),
        (2018, 60), (2019, 56), (2020, 46), (2021, 32), (2022, 24), (2023, 18), (2024, 14), (2025, 10),
        (2026, 4),
      ],
      habits: .institute(ledgerStart: day(2018, 1, 1)), percentPaidJointly: 100, americanClass: "small",
      europeanChoices: [EuropeanChoice(offices: ["DE", "FR"]), EuropeanChoice(offices: ["DE", "GB"])],
      linkPermille: 60,
      assessedPerYear: 30)
  }()
}
