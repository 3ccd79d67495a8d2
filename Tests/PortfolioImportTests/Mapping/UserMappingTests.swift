import Foundation
import PolicyModels
import PortfolioCore
import Testing

@testable import PortfolioImport

@Suite struct UserMappingTests {
  static func text(id: String = "my-list", more: String = "") -> String {
    """
    kind: mapping
    id: \(id)
    version: "1"
    title: {zh: 本公司清单, en: Our list}
    checkedOn: 2026-11-01
    sources: {}
    office: CN
    separators: ["、"]
    statusWords: common
    columns:
      own: 编号
      applicationNumber: 申请号
      title: 专利名称
      filingDay: 申请日
      owners: 权利人
      status: 状态
      unit: 管理部门
    \(more)
    """
  }

  static let file = """
    编号,申请号,专利名称,申请日,权利人,状态,管理部门
    P-1,2012202497674,轨枕,2012年5月31日,甲公司、乙公司,有效,U01
    """

  @Test func aMappingOfTwentyLinesReadsAList() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("winnow-user-mapping-test.yaml")
      .path
    try Data(UserMappingTests.text().utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let outcome = try MappingSupport.read(UserMappingTests.file, mapping: path)
    #expect(outcome.plan.layout.name == "my-list")
    let draft = try #require(outcome.rights.first)
    #expect(draft.numbers.map(\.scheme) == [.application, .own])
    #expect(draft.parties.map(\.name) == ["甲公司", "乙公司"])
    #expect(draft.filingDay == CalendarDay(iso: "2012-05-31"))
    #expect(draft.observation.status == .inForce)
    #expect(draft.unit == "U01")
    #expect(UserMappingTests.text().split(separator: "\n").count <= 20)
  }

  @Test func aUserMappingGoesBeforeABuiltInOneThatFitsAlike() throws {
    let mine = """
      kind: mapping
      id: mine
      version: "1"
      title: {zh: 清单, en: List}
      checkedOn: 2026-11-01
      sources: {}
      office: CN
      columns: {title: 专利名称, applicationNumber: 申请号, applicants: 申请人, filingDay: 申请日, ipc: 主分类号}
      known: [摘要]
      """
    let catalogue = ModelCatalogue(
      files: MappingSupport.catalogue.entries.map(\.file)
        + [ModelFile(path: "mine.yaml", text: mine, origin: .user)])
    let text = "专利名称,申请号,申请人,申请日,主分类号,摘要\n轨枕,CN201220249767.4,某公司,2012-05-31,E01B3/32,x\n"
    let plan = try MappingSupport.read(text, catalogue: catalogue).plan
    #expect(plan.layout.name == "mine")
    #expect(plan.runnerUp?.name == "cn-filings")
  }

  @Test(arguments: [
    ("columns:\n  titel: 名称\n  applicationNumber: 申请号", ProblemCode.modelUnknownKey),
    ("columns: {title: 名称}", .modelBadValue),
    ("colums: {title: 名称}\ncolumns: {applicationNumber: 申请号}", .modelUnknownKey),
    ("columns: {applicationNumber: 申请号, status: 状态}", .modelMissingKey),
    ("columns: {applicationNumber: 申请号}\nneeds: [title]", .modelBadValue),
    ("columns: {applicationNumber: 申请号}\ndateOrder: american", .modelBadValue),
    ("columns: {applicationNumber: 申请号}\noffice: china", .modelBadValue),
    ("columns: {applicationNumber: 申请号}\nevents:\n  - {headers: 终止日, code: x, status: gone}", .modelBadValue),
  ])
  func brokenMappingsAreRefusedWithTheirPlace(body: String, code: ProblemCode) throws {
    let head =
      "kind: mapping\nid: m\nversion: \"1\"\ntitle: {zh: a, en: a}\ncheckedOn: 2026-11-01\nsources: {}\n"
    let file = ModelFile(path: "m.yaml", text: head + body, origin: .user)
    let error = #expect(throws: ProblemList.self) { try ModelCatalogue.load(MappingModel.self, file: file) }
    #expect(error?.problems.map(\.code) == [code])
    #expect(error?.problems.first?.place?.line ?? 0 >= 1)
  }

  @Test func theCommentedExampleIsAMapping() throws {
    let entry = try #require(
      MappingSupport.catalogue.entries(kind: "mapping").first { $0.header?.id == "cn-filings" })
    let example = entry.file.text.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { $0.hasPrefix("#   ") }.map { $0.dropFirst(4) }.joined(separator: "\n")
    let file = ModelFile(path: "our-list.yaml", text: example, origin: .user)
    let (mapping, header) = try ModelCatalogue.load(MappingModel.self, file: file)
    #expect(header.id == "our-list")
    #expect(mapping.columns.count == 6)
    #expect(mapping.dateOrder == .dmy)
  }

  @Test func aMappingThatTheUserNamesNeedsOnlyOneColumn() throws {
    let text = "申请号,甲,乙,丙,丁,戊,己,庚\nCN201220249767.4,1,2,3,4,5,6,7\n"
    #expect(throws: ProblemList.self) { try MappingSupport.read(text, mapping: "lens") }
    let catalogue = ModelCatalogue(
      files: MappingSupport.catalogue.entries.map(\.file)
        + [ModelFile(path: "my-list.yaml", text: UserMappingTests.text(), origin: .user)])
    #expect(throws: ProblemList.self) { try MappingSupport.read(text, catalogue: catalogue) }
    #expect(try MappingSupport.read(text, mapping: "my-list", catalogue: catalogue).rights.count == 1)
  }

  @Test func aJSONArrayIsReadLikeATable() throws {
    let text =
      #"[{"编号": "P-1", "申请号": "2012202497674", "专利名称": "轨枕", "申请日": "2012-05-31", "权利人": "甲", "状态": "怪", "管理部门": null}]"#
    let catalogue = ModelCatalogue(
      files: MappingSupport.catalogue.entries.map(\.file)
        + [ModelFile(path: "my-list.yaml", text: UserMappingTests.text(), origin: .user)])
    let outcome = try MappingSupport.read(text, name: "list.json", catalogue: catalogue)
    #expect(outcome.rights.first?.title == "轨枕")
    #expect(outcome.rights.first?.unit == nil)
    #expect(outcome.warnings.map(\.code) == [.unknownStatusWord])
    #expect(outcome.warnings.first?.value == "怪")
  }

  @Test func aMappingThatDoesNotExistIsNamed() throws {
    let error = #expect(throws: ProblemList.self) {
      try MappingSupport.read(UserMappingTests.file, mapping: "nonesuch")
    }
    #expect(error?.problems.first?.code == .modelNotFound)
  }
}
