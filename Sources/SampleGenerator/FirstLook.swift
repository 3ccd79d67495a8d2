import PortfolioCore

/// Twelve rights with round dates, for reckoning by hand.
enum FirstLook {
  static func files() throws(SampleFaults) -> [SampleFile] {
    var folder = SampleFolder(name: "first-look")
    addFrame(to: &folder)
    addRights(to: &folder)
    addHistory(to: &folder)
    addBusiness(to: &folder)
    addFees(to: &folder)
    return try folder.files() + [
      SampleFile(path: "first-look/expected-fees.txt", text: expectedFees),
      SampleFile(path: "first-look/expected-all-fees.txt", text: expectedAllFees),
      SampleFile(path: "first-look/expected-grades.txt", text: expectedGrades),
      SampleFile(path: "first-look/README.md", text: readme + "\n" + gradesGuide + "\n" + feesGuide),
    ]
  }

  private static let firm = "示例精工有限公司"

  private static func addFrame(to folder: inout SampleFolder) {
    folder.add("units", ["unit": "U00", "name": firm, "name_en": "Example Precision Works"])
    folder.add(
      "units", ["unit": "U01", "parent": "U00", "name": "示例精工转向架分公司", "name_en": "Example Bogie Branch"])
    for (name, english, kind, unit) in [
      (firm, "Example Precision Works", "enterprise", "U00"),
      ("示例理工大学", "Example University of Technology", "university", ""),
      ("示例兄弟车辆厂", "Example Sister Works", "enterprise", ""), ("示例城市银行", "Example City Bank", "bank", ""),
    ] {
      folder.add("parties", ["party": name, "name_en": english, "kind": kind, "country": "CN", "unit": unit])
    }
    folder.add("families", ["family": "F-1", "title": "一种轻量化转向架构架"])
  }

  private struct Patent {
    var id, kind, office, application, publication, grant, title, english: String
    var days: [String: String]
    var status, ipc, claims, independent: String
  }

  private static func addRights(to folder: inout SampleFolder) {
    var numbers = RightNumberMaker(salt: 0)
    func cn(_ kind: RightKind, _ year: Int) -> String { numbers.chineseApplication(kind: kind, year: year) }
    let patents = [
      Patent(
        id: "FL-01", kind: "invention", office: "CN", application: cn(.invention, 2019),
        publication: "CN191000001A",
        grant: "CN191000001B", title: "一种轻量化转向架构架", english: "Lightweight bogie frame",
        days: ["filing_day": "2019-08-12", "publication_day": "2020-02-14", "grant_day": "2022-03-15"],
        status: "in-force",
        ipc: "B61F5/52;B61F5/30", claims: "10", independent: "2"),
      Patent(
        id: "FL-02", kind: "invention", office: "CN", application: cn(.invention, 2012),
        publication: "CN191000002A",
        grant: "CN191000002B", title: "一种制动夹钳单元", english: "Brake caliper unit",
        days: ["filing_day": "2012-09-14", "publication_day": "2013-01-16", "grant_day": "2015-03-11"],
        status: "in-force",
        ipc: "B61H5/00", claims: "8", independent: "1"),
      Patent(
        id: "FL-03", kind: "invention", office: "CN", application: cn(.invention, 2024),
        publication: "CN191000003A", grant: "",
        title: "一种无线轴温传感器及其标定方法", english: "Wireless axle temperature sensor and method for calibrating it",
        days: ["filing_day": "2024-03-20", "publication_day": "2025-09-23"], status: "pending",
        ipc: "G01K7/16", claims: "12",
        independent: "2"),
      Patent(
        id: "FL-04", kind: "utility-model", office: "CN", application: cn(.utilityModel, 2020),
        publication: "CN291000001U",
        grant: "CN291000001U", title: "一种轮对提吊机构", english: "Wheelset lifting mechanism",
        days: ["filing_day": "2020-07-20", "publication_day": "2021-03-16", "grant_day": "2021-03-16"],
        status: "in-force",
        ipc: "B61F5/24", claims: "6", independent: "1"),
      Patent(
        id: "FL-05", kind: "utility-model", office: "CN", application: cn(.utilityModel, 2019),
        publication: "CN291000002U",
        grant: "CN291000002U", title: "一种撒砂装置", english: "Sanding device",
        days: ["filing_day": "2019-04-15", "publication_day": "2019-12-20", "grant_day": "2019-12-20"],
        status: "annuity-late",
        ipc: "B61C15/10", claims: "5", independent: "1"),
      Patent(
        id: "FL-06", kind: "design", office: "CN", application: cn(.design, 2022),
        publication: "CN391000001S",
        grant: "CN391000001S", title: "司机室操纵台", english: "Driver's desk",
        days: ["filing_day": "2022-11-16", "publication_day": "2023-05-16", "grant_day": "2023-05-16"],
        status: "in-force", ipc: "",
        claims: "", independent: ""),
      Patent(
        id: "FL-07", kind: "invention", office: "CN", application: cn(.invention, 2015),
        publication: "CN191000004A",
        grant: "CN191000004B", title: "一种塞拉门驱动机构", english: "Plug door drive mechanism",
        days: [
          "filing_day": "2015-05-20", "publication_day": "2015-10-14", "grant_day": "2017-10-17",
          "end_day": "2024-05-20",
        ], status: "lapsed", ipc: "E05F15/655", claims: "4", independent: "1"),
      Patent(
        id: "FL-08", kind: "utility-model", office: "CN", application: cn(.utilityModel, 2014),
        publication: "CN291000003U",
        grant: "CN291000003U", title: "一种闸片托", english: "Brake pad holder",
        days: [
          "filing_day": "2014-06-18", "publication_day": "2014-12-03", "grant_day": "2014-12-03",
          "end_day": "2024-06-18",
        ], status: "expired", ipc: "F16D65/092", claims: "3", independent: "1"),
      Patent(
        id: "FL-09", kind: "invention", office: "US", application: numbers.americanApplication(year: 2020),
        publication: "US20219900001A1", grant: "US19000001B2", title: "一种轻量化转向架构架",
        english: "Lightweight bogie frame",
        days: [
          "filing_day": "2020-08-10", "priority_day": "2019-08-12", "publication_day": "2021-02-18",
          "grant_day": "2023-03-14",
        ], status: "in-force", ipc: "B61F5/52", claims: "14", independent: "2"),
      Patent(
        id: "FL-10", kind: "invention", office: "EP", application: numbers.europeanApplication(year: 2020),
        publication: "EP5900001A1", grant: "", title: "一种轻量化转向架构架", english: "Lightweight bogie frame",
        days: ["filing_day": "2020-08-10", "priority_day": "2019-08-12", "publication_day": "2021-02-17"],
        status: "pending",
        ipc: "B61F5/52", claims: "12", independent: "2"),
    ]
    for patent in patents {
      var cells = patent.days
      cells.merge([
        "right": patent.id, "kind": patent.kind, "office": patent.office,
        "application_number": patent.application,
        "publication_number": patent.publication, "grant_number": patent.grant, "title": patent.title,
        "title_en": patent.english, "status": patent.status, "ipc": patent.ipc, "claims": patent.claims,
        "independent_claims": patent.independent, "inventors": "甲某;乙某",
        "classes": patent.kind == "design" ? "12-03" : "",
        "family": ["FL-01", "FL-09", "FL-10"].contains(patent.id) ? "F-1" : "",
      ]) { first, _ in first }
      add(cells, to: &folder)
    }
    add(
      [
        "right": "FL-11", "kind": "trademark", "office": "CN",
        "application_number": numbers.chineseTrademark(),
        "grant_number": "99000000", "title": "示例驰", "title_en": "SHILI CHI", "filing_day": "2017-06-12",
        "grant_day": "2018-05-21", "expiry_day": "2028-05-20", "status": "in-force", "classes": "12",
      ], to: &folder)
    add(
      [
        "right": "FL-12", "kind": "technical-secret", "title": "构架焊接工艺参数",
        "title_en": "Welding parameters of bogie frames",
        "filing_day": "2021-09-01", "status": "in-force", "inventors": "丙某",
      ], to: &folder)
  }

  private static func add(_ cells: [String: String], to folder: inout SampleFolder) {
    let joint = cells["right"] == "FL-02"
    var cells = cells
    cells["unit"] = "U01"
    cells["business_line"] = "轨道交通"
    cells["status_observed_on"] = "2026-06-30"
    cells["owners"] = joint ? "\(firm);示例理工大学" : firm
    cells["applicants"] = cells["kind"] == "technical-secret" ? "" : cells["owners"]
    folder.add("rights", cells)
    let share = ["right": cells["right"] ?? "", "party": firm, "from_day": cells["filing_day"] ?? ""]
    folder.add("ownership", share.merging(["share_percent": joint ? "60" : "100"]) { first, _ in first })
    if joint {
      folder.add(
        "ownership", ["right": "FL-02", "party": "示例理工大学", "share_percent": "40", "from_day": "2012-09-14"])
    }
  }
}
