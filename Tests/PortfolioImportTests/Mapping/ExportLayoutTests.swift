import PortfolioCore
import Testing

@testable import PortfolioImport

@Suite struct ExportLayoutTests {
  @Test func googlePatents() throws {
    let text = """
      search URL:,https://patents.google.com/?q=x
      id,title,assignee,inventor/author,priority date,filing/creation date,publication date,grant date,result link
      US-9000001-B2,Panel ,"Gearbox, Inc.","Ann A. Doe, Bob Roe",2015-01-06,2019-07-23,2021-06-29,2021-06-29,u
      US-2015290001-A1,Bat,,李四,2014-01-06,2015-01-05,2015-10-22,,u
      CN-110520001-A,球拍,某某公司,,2019-09-21,2019-09-21,2019-12-03,,u
      """
    let outcome = try MappingSupport.read(text)
    #expect(outcome.plan.headerLine == 2)
    #expect(outcome.rights.count == 3)
    #expect(outcome.rights[0].parties.map(\.name) == ["Gearbox, Inc."])
    #expect(outcome.rights[0].inventors == ["Ann A. Doe", "Bob Roe"])
    #expect(outcome.rights.map(\.stage) == [.granted, .application, .application])
    #expect(outcome.rights.map(\.kind) == [.invention, .invention, .invention])
    #expect(outcome.rights[1].numbers.map(\.number) == ["20150290001"])
    #expect(outcome.rights[2].office == "CN")
  }

  @Test func sumoBrainStripsAddressesAndReadsInternationalApplications() throws {
    let text = """
      ,,,,,,,,,,
      Document Number,Document Type,Publication Date,Title,Abstract,Inventor Name,Assignee,Application Number,Filing Date,Primary Class,Other Class
      US9000001,US,2015-04-07,T,x,"Doe, Ann (San Jose, CA); Roe, Bob (Paris, FR)","Example Inc. (San Jose, CA, US)",13/012345,2011-01-25,701/1,
      US20130150001,USAPP,2013-06-13,T,x,,,13/012345,2011-01-25,701/1,
      WO/1998/049001A1,WIPO,1998-11-05,T,x,,,PCT/FR1998/000839,1998-04-27,,
      WO/2012/044001A1,WIPO,2012-04-05,T,x,,,US2011/054157,2011-09-30,,
      JPH06119001,JP,1994-04-28,T,x,,,JP1992000269883,1992-10-08,,
      """
    let outcome = try MappingSupport.read(text)
    #expect(outcome.refusals.isEmpty)
    #expect(outcome.rights.map(\.office) == ["US", "US", "WO", "WO", "JP"])
    #expect(outcome.rights[0].inventors == ["Doe, Ann", "Roe, Bob"])
    #expect(outcome.rights[0].parties.map(\.name) == ["Example Inc."])
    #expect(outcome.rights.prefix(2).map(\.stage) == [.granted, .application])
    #expect(outcome.rights[0].numbers.first == outcome.rights[1].numbers.first)
    #expect(outcome.rights[3].numbers.first?.number == "US2011054157")
    // The Japanese application has a form of its own; the row lives by its publication, with a warning.
    #expect(outcome.rights[4].numbers.map(\.scheme) == [.publication])
    #expect(outcome.warnings.map(\.place?.line) == [7])
  }

  @Test func cnipr() throws {
    let text = """
      申请号,公开（公告）号,公开（公告）日,申请日,专利号,名称,主分类号,分类号,优先权,申请（专利权）人,发明（设计）人,颁证日,主权项
      CN201220249767.4,CN202644312U,2013.01.02,2012.05.31,CN201220249767.4,一种轨枕,E01B3/32(2006.01)I,E01B3/32(2006.01)I;E01B9/10(2006.01)I,,甲公司;乙公司,张三;李四,,x
      CN201220249767.5,CN202644313U,2013.01.02,2012.05.31,,一种轨枕,E01B3/32(2006.01)I,,,甲公司,张三,,x
      """
    let outcome = try MappingSupport.read(text)
    let draft = try #require(outcome.rights.first)
    #expect(
      draft.numbers == [
        RightNumber(office: "CN", scheme: .application, number: "2012202497674"),
        RightNumber(office: "CN", scheme: .publication, number: "202644312"),
      ])
    #expect(draft.kind == .utilityModel)
    #expect(draft.stage == .granted)
    #expect(draft.grantDay == CalendarDay(iso: "2013-01-02"))
    #expect(draft.ipc == ["E01B3/32", "E01B9/10"])
    #expect(draft.parties.map(\.name) == ["甲公司", "乙公司"])
    let refusal = try #require(outcome.refusals.first)
    #expect(refusal.line == 3)
    #expect(refusal.problems.map(\.code) == [.wrongCheckDigit])
    #expect(refusal.problems.first?.message.zh.contains("4") == true)
  }

  @Test func incoPat() throws {
    let text = """
      序号,标题,申请人,公开(公告)号,公开(公告)日,申请号,申请日,专利类型,公开国别,IPC主分类,IPC,被引证次数,权利要求数量,简单同族ID,简单同族个数,专利有效性,当前法律状态,合享价值度,失效日
      1,轨枕,甲公司;乙公司,CN202644312U,2013-01-02,CN201220249767.4,2012-05-31,实用新型,CN,E01B3/32,E01B3/32;E01B9/10,3,8,77,1,失效,权利终止,7,2016-07-20
      2,轨道,甲公司,CN202644314U,2013-01-02,CN201220249766.X,2012-05-31,实用新型,CN,E01B3/32,,abc,-4,,,有效,奇怪的词,7,
      """
    let outcome = try MappingSupport.read(text)
    #expect(outcome.plan.layout.name == "incopat")
    #expect(outcome.rights.count == 2)
    #expect(outcome.rights[0].familyKey == "incopat:77")
    #expect(outcome.rights[0].observation.status == .dead)
    #expect(outcome.rights[0].observation.statusText == "权利终止")
    #expect(outcome.rights[0].endDay == CalendarDay(iso: "2016-07-20"))
    #expect(outcome.rights[1].observation.status == .inForce)
    #expect(outcome.rights[1].observation.claims == nil)
    #expect(outcome.warnings.map(\.code) == [.unreadableCell, .unreadableCell, .unknownStatusWord])
    #expect(outcome.warnings.map(\.place?.column) == ["被引证次数", "权利要求数量", "当前法律状态"])
    #expect(outcome.warnings.allSatisfy { $0.place?.line == 3 })
  }

  @Test func patSnapCodesAndWords() throws {
    let text = """
      公开(公告)号,申请号,标题,申请日,公开(公告)日,当前申请(专利权)人,[标]当前申请(专利权)人,发明人,IPC分类号,简单法律状态,简单同族
      CN202644312U,CN201220249767.4,轨枕,2012-05-31,2013-01-02,甲公司 | 乙公司,甲 | 乙,张三 | 李四,E01B3/32,1,CN202644312U | CN202644399A
      """
    let outcome = try MappingSupport.read(text)
    #expect(outcome.plan.layout.name == "patsnap")
    let draft = try #require(outcome.rights.first)
    #expect(draft.parties == [PartyDraft(name: "甲公司", role: .owner), PartyDraft(name: "乙公司", role: .owner)])
    #expect(draft.inventors == ["张三", "李四"])
    #expect(draft.observation.status == .inForce)
    #expect(draft.familyKey == "CN202644312U;CN202644399A")
  }

  @Test func cnipaCaseStatus() throws {
    let text = """
      申请号/专利号,发明名称,申请日,专利类型,案件状态,专利权人
      2012202497674,一种轨枕,2012-05-31,实用新型,等年费滞纳金,甲公司
      201220249766.X,一种轨枕,2012-05-31,实用新型,未缴年费专利权终止，等恢复,甲公司
      """
    let outcome = try MappingSupport.read(text)
    #expect(outcome.plan.layout.name == "cnipa")
    #expect(outcome.rights.map(\.observation.status) == [.annuityLate, .lapsedRestorable])
    #expect(outcome.rights.map(\.stage) == [.granted, .granted])
  }

  @Test func patSeerContradictionIsAWarning() throws {
    let text = """
      Record Number,Title,Legal Status Current,Legal Status (Dead/Alive),Record Type,Number Of Claims,No. of Simple Family Members,No. of Forward Citations (Individual),Priority Date (Record)
      US9000001B2,T,INACTIVE - NONPAYMENT,Alive,,12,3,4,2010-01-05
      US9000002B2,T,ACTIVE - GRANTED,Alive,,12,3,4,2010-01-05
      """
    let outcome = try MappingSupport.read(text)
    #expect(outcome.plan.layout.name == "patseer")
    #expect(outcome.rights.map(\.observation.status) == [.lapsed, .inForce])
    #expect(outcome.warnings.map(\.code) == [.contradictoryStatus])
    #expect(outcome.warnings.first?.place?.line == 2)
  }

  @Test func cnOutcomesBecomeEvents() throws {
    let text = """
      app_num,main_IPC,IPC,pub_date,pub_num,app_date,priority,app_withdraw,reject,recover,grant,waive,terminate,total_claims,event
      CN01122997.7,A24B3/14,A24B3/14//A24B15/10,2002.01.09,CN1329855A,2001-07-31,NA,2005-06-15,NA,NA,NA,NA,NA,5,1
      CN00118464.4,A23G9/08,A23G9/08;F25B21/02,2002.01.09,CN1329838A,2000-06-30,NA,NA,NA,NA,2004-03-03,NA,2009-08-12,8,3
      CN01108608.4,A47B96/20,A47B96/20,2002.01.09,CN1329864A,2001-07-09,NA,NA,NA,2010-01-06,2004-03-03,NA,2009-08-12,2,3
      """
    let outcome = try MappingSupport.read(text)
    #expect(outcome.plan.layout.name == "cn-outcomes")
    #expect(outcome.rights.map(\.observation.status) == [.withdrawn, .dead, .inForce])
    #expect(outcome.rights.map(\.stage) == [.application, .granted, .granted])
    #expect(outcome.rights.map(\.endDay?.iso) == ["2005-06-15", "2009-08-12", nil])
    #expect(outcome.rights[1].grantDay == CalendarDay(iso: "2004-03-03"))
    #expect(outcome.rights[1].events.map(\.code) == ["grant", "cessation"])
    #expect(outcome.rights.allSatisfy { $0.observedOn == CalendarDay(iso: "2017-12-31") })
  }

  @Test func anApplicationOfAnotherOfficeIsLeftOut() throws {
    let text =
      LensTests.newest
      + "1,CN,A,CN 110520001 A,1,2019-12-03,2019,US 201715458258 A,2017-03-14,,,T,x,A,B,,u,,,,,,,,,,\r\n"
    let outcome = try MappingSupport.read(text)
    #expect(outcome.rights.first?.numbers.map(\.office) == ["CN"])
    #expect(outcome.warnings.map(\.code) == [.numberOfOtherOffice])
  }

  @Test(arguments: ["NA", "n/a", "-", "--", "/", "无", "未知", "null", "#N/A", "Unknown", "不详", "ＮＡ", " "])
  func wordsForNothingAreMissing(word: String) throws {
    let text = "专利名称,申请号,申请人,申请日,主分类号,摘要\n\(word),CN201220249767.4,\(word);甲,\(word),\(word),x\n"
    let outcome = try MappingSupport.read(text)
    let draft = try #require(outcome.rights.first)
    #expect(draft.title == nil && draft.filingDay == nil && draft.ipc.isEmpty)
    #expect(draft.parties.map(\.name) == ["甲"])
    #expect(outcome.warnings.isEmpty)
  }

  @Test func seriesWithTheSameDigitsStayApart() throws {
    let text = """
      id,title,assignee,inventor/author,priority date,filing/creation date,publication date,grant date,result link
      JP-3221748-U,T,,,2016-05-13,2017-05-01,2019-06-20,2019-06-20,u
      JP-3221748-B2,T,,,1996-05-13,1996-05-13,2001-06-20,2001-06-20,u
      KR-20140003911-U,T,,,2012-12-17,2012-12-17,2014-06-25,,u
      KR-20140003911-A,T,,,2012-12-17,2012-12-17,2014-06-25,,u
      JP-S5912345-A,T,,,1982-12-17,1982-12-17,1984-06-25,,u
      JP-S5912345-B2,T,,,1979-12-17,1979-12-17,1984-06-25,,u
      DE-102006034795-A1,T,,,2006-07-27,2006-07-27,2008-01-30,,u
      DE-102006034795-B4,T,,,2006-07-27,2006-07-27,2014-10-30,2014-10-30,u
      """
    let names = try MappingSupport.read(text).rights.map { $0.numbers[0] }
    #expect(names.count == 8)
    #expect(Set(names).count == 7)
    #expect(names[6] == names[7])
  }

  @Test func priorityDaysBeforeTheNumber() throws {
    let text = """
      app_num,main_IPC,IPC,pub_num,app_date,priority,grant,terminate,waive,reject,app_withdraw,total_claims
      CN99811903.2,A47J43/28,A47J43/28,CN1342053A,1999-08-24,"1998.08.24 US 60/097,571;1999.07.15 US 09/353,904",NA,NA,NA,NA,NA,13
      """
    let draft = try #require(try MappingSupport.read(text).rights.first)
    #expect(draft.priorityDay == CalendarDay(iso: "1998-08-24"))
    #expect(draft.priorities == ["US09/353904", "US60/097571"])
  }

  @Test func aRowWithoutNumbersIsRefused() throws {
    let text = """
      专利名称,申请号,申请人,申请日,主分类号,摘要
      轨枕,,某公司,2012-05-31,E01B3/32,x
      轨枕,-,某公司,2012-05-31,E01B3/32,x
      """
    let outcome = try MappingSupport.read(text)
    #expect(outcome.refusals.map { $0.problems.map(\.code) } == [[.noUsableNumber], [.noUsableNumber]])
  }
}
