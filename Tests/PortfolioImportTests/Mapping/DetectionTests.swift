import PolicyModels
import PortfolioCore
import Testing

@testable import PortfolioImport

@Suite struct DetectionTests {
  static let mappings: [String] = MappingSupport.catalogue.entries(kind: "mapping").compactMap {
    $0.header?.id
  }

  @Test func theShippedMappingsLoad() throws {
    let loaded = try MappingSupport.catalogue.loadAll(MappingModel.self)
    #expect(
      loaded.map(\.1.id) == [
        "cn-filings", "cn-outcomes", "cnipa", "cnipr", "google-patents", "incopat", "lens", "patseer",
        "patsnap",
        "sumobrain",
      ])
  }

  @Test(arguments: mappings) func eachMappingWinsOnItsOwnHeaders(id: String) throws {
    let (mapping, _) = try MappingSupport.catalogue.load(MappingModel.self, id: id)
    var headers = mapping.signature.compactMap(\.first)
    for field in MappingField.allCases {
      guard let header = mapping.columns[field]?.headers.first, !headers.contains(header) else { continue }
      headers.append(header)
    }
    let plans = try PortfolioReader.plan(
      bytes: Array((CSVWriter.line(headers) + "\n").utf8), name: "x.csv", catalogue: MappingSupport.catalogue,
      latestYear: 2026)
    let plan = try #require(plans.first)
    #expect(plan.layout.name == id)
    #expect(plan.score == 1)
    #expect(plan.canBeRead)
    #expect(plan.runnerUp?.score ?? 0 < 0.8)
  }

  @Test(arguments: NativeFormat.tables.map(\.name)) func eachNativeTableIsKnownByItsHeaders(name: String)
    throws
  {
    let table = try #require(NativeFormat.table(name))
    let header = CSVWriter.line(table.columns.map(\.name)) + "\n"
    let plans = try PortfolioReader.plan(
      bytes: Array(header.utf8), name: "list.csv", catalogue: MappingSupport.catalogue, latestYear: 2026)
    #expect(plans.first?.layout.name == "native/" + name)
  }

  @Test func positionsOfFieldsFollowTheirOrder() {
    #expect(MappingField.allCases.map(\.position) == Array(MappingField.allCases.indices))
  }

  @Test func theRunnerUpIsShown() throws {
    let text = "申请号,公开（公告）号,公开（公告）日,申请日,专利号,名称,主分类号,分类号,申请（专利权）人,发明（设计）人,颁证日,主权项\n"
    let plan = try MappingSupport.read(text).plan
    #expect(plan.layout.name == "cnipr")
    #expect(plan.runnerUp?.name == "incopat")
  }

  @Test func headersAreComparedByLettersAndDigits() {
    for (left, right) in [
      ("公开（公告）号", "公开(公告)号"), ("Publication\n  Number", "publication_number"),
      ("\u{FEFF}ＩＰＣ主分类", "ipc主分类"), ("专利寿命（月）", "专利寿命(月)"), ("Owners (US)", "owners us"),
    ] {
      #expect(HeaderText(left) == HeaderText(right))
    }
    #expect(HeaderText("申请号") != HeaderText("申请日"))
    #expect(HeaderText("#").folded == "#")
  }

  @Test func aFileThatNothingFitsNamesTheNearestAndTheKnown() throws {
    let error = #expect(throws: ProblemList.self) { try MappingSupport.read("colour,weight\nred,3\n") }
    let problem = try #require(error?.problems.first)
    #expect(problem.code == .noMapping)
    #expect(problem.value == "colour, weight")
    #expect(problem.remedy?.en.contains("google-patents") == true)
  }

  @Test func aNamedMappingThatDoesNotFitTellsWhichColumnsItLacks() throws {
    let error = #expect(throws: ProblemList.self) {
      try MappingSupport.read("colour,weight\nred,3\n", mapping: "google-patents")
    }
    let problem = try #require(error?.problems.first)
    #expect(problem.code == .noMapping)
    #expect(problem.message.en.hasPrefix("The mapping google-patents does not fit the headers; missing: id"))
    #expect(problem.message.zh.contains("缺少的列：id"))
    #expect(problem.value == "colour, weight")
  }

  @Test func theHeaderMayStandBelowOtherLines() throws {
    let text = """
      我的清单,,,,,
      ,,,,,
      专利名称,申请号,申请人,申请日,主分类号,摘要
      轨枕,CN201220249767.4,某公司,2012-05-31,E01B3/32,x
      """
    let outcome = try MappingSupport.read(text)
    #expect(outcome.plan.headerLine == 3)
    #expect(outcome.rights.count == 1)
    #expect(outcome.rights.first?.line == 4)
  }

  @Test func twoUserMappingsThatFitAlikeStopTheFile() throws {
    func mapping(_ id: String) -> ModelFile {
      ModelFile(path: id + ".yaml", text: UserMappingTests.text(id: id), origin: .user)
    }
    let catalogue = ModelCatalogue(files: vocabularies + [mapping("one"), mapping("two")])
    let error = #expect(throws: ProblemList.self) {
      try MappingSupport.read(UserMappingTests.file, catalogue: catalogue)
    }
    #expect(error?.problems.first?.code == .mappingTie)
    #expect(error?.problems.first?.value == "one, two")
  }

  private var vocabularies: [ModelFile] {
    MappingSupport.catalogue.entries.map(\.file).filter { $0.path.hasPrefix("Vocabularies/") }
  }

  @Test func aRepeatedHeaderAmongTheRowsIsRefusedAndCounted() throws {
    let header = "专利名称,申请号,申请人,申请日,主分类号,摘要\n"
    let row = "轨枕,CN201220249767.4,某公司,2012-05-31,E01B3/32,x\n"
    let outcome = try MappingSupport.read(header + row + "\n" + header + row)
    #expect(outcome.rights.map(\.line) == [2, 5])
    #expect(outcome.refusals.map(\.line) == [4])
    #expect(outcome.refusals.first?.problems.map(\.code) == [.repeatedHeader])
  }
}
