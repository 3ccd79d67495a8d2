import PortfolioCore
import Testing

@testable import PortfolioImport

@Suite struct LensTests {
  static let newest =
    "\u{FEFF}\"#\",Jurisdiction,Kind,Display Key,Lens ID,Publication Date,Publication Year,Application Number,"
    + "Application Date,Priority Numbers,Earliest Priority Date,Title,Abstract,Applicants,Inventors,Owners,URL,"
    + "Document Type,Cites Patent Count,Cited by Patent Count,Simple Family Size,Simple Family Members,"
    + "Simple Family Member Jurisdictions,CPC Classifications,IPCR Classifications,NPL Citation Count,Legal Status\r\n"

  @Test func theNewestLayout() throws {
    let row =
      "1,US,B2,US 9000001 B2,004-1,2017-12-05,2017,US 201715458258 A,2017-03-14,US 201715458258 A;;US 201462030942 P,"
      + "2014-07-30, Gene  correction ,x,EXAMPLE INC;;OTHER LLC,DOE JANE;;ROE RICHARD,EXAMPLE INC (2017-01-05),u,"
      + "Granted Patent,98,5,2,b-2;;a-1,WO;;US,C12N9/22;;A61K35/28,A61K35/28;;A61K35/28,57,INACTIVE\r\n"
    let outcome = try MappingSupport.read(LensTests.newest + row)
    #expect(outcome.warnings.isEmpty)
    let draft = try #require(outcome.rights.first)
    #expect(
      draft.numbers == [
        RightNumber(office: "US", scheme: .application, number: "201715458258"),
        RightNumber(office: "US", scheme: .application, number: "15/458258"),
        RightNumber(office: "US", scheme: .publication, number: "9000001"),
      ])
    #expect(draft.kind == .invention)
    #expect(draft.stage == .granted)
    #expect(draft.grantDay == CalendarDay(iso: "2017-12-05"))
    #expect(draft.filingDay == CalendarDay(iso: "2017-03-14"))
    #expect(draft.priorityDay == CalendarDay(iso: "2014-07-30"))
    #expect(draft.priorities == ["US201462030942", "US201715458258"])
    #expect(
      draft.parties == [
        PartyDraft(name: "EXAMPLE INC", role: .applicant), PartyDraft(name: "OTHER LLC", role: .applicant),
        PartyDraft(name: "EXAMPLE INC", role: .owner, from: CalendarDay(iso: "2017-01-05")),
      ])
    #expect(draft.inventors == ["DOE JANE", "ROE RICHARD"])
    #expect(draft.ipc == ["A61K35/28"])
    #expect(draft.cpc == ["C12N9/22", "A61K35/28"])
    #expect(draft.familyKey == "a-1;b-2")
    #expect(draft.observation.familyOffices == "US WO")
    #expect(draft.observation.familySize == 2)
    #expect(draft.observation.forwardCitations == 5)
    #expect(draft.observation.backwardCitations == 98)
    #expect(draft.observation.nonPatentCitations == 57)
    #expect(draft.observation.status == .dead)
    #expect(draft.observation.statusText == "INACTIVE")
  }

  @Test func anApplicationAndItsGrantShareTheApplicationNumber() throws {
    let rows =
      "1,US,A1,US 2017/0180001 A1,1,2017-06-29,2017,US 201715458258 A,2017-03-14,,,T,x,A,B,,u,Patent Application,"
      + ",,,,,,,,ACTIVE\r\n"
      + "2,US,B2,US 9000001 B2,2,2017-12-05,2017,US 201715458258 A,2017-03-14,,,T,x,A,B,,u,Granted Patent,"
      + ",,,,,,,,ACTIVE\r\n"
    let outcome = try MappingSupport.read(LensTests.newest + rows)
    #expect(outcome.rights.count == 2)
    #expect(outcome.rights[0].numbers.first == outcome.rights[1].numbers.first)
    #expect(outcome.rights[0].numbers.last?.number == "20170180001")
    // Lens tells the status of the application: an application in force has been granted.
    #expect(outcome.rights[0].stage == .granted)
    #expect(outcome.rights[0].grantDay == nil)
  }

  /// The older generations: header names, line ends and days differ, the right is the same.
  static let generations: [(name: String, text: String)] = [
    (
      "2021",
      "Jurisdiction,Kind,Publication Number,Lens ID,Publication Date,Application Number,Application Date,"
        + "Priority Numbers,Title,Applicants,Inventors,URL,Document Type,Cited by Patent Count,Simple Family Size,"
        + "CPC Classifications,IPCR Classifications\r\n"
        + "US,B2,US 9000001 B2,1,2017-12-25,US 201715458258 A,2017-03-14,US 201462030942 P,T,A,B,u,Granted Patent,5,2,,\r\n"
    ),
    (
      "2017 by Excel",
      "#,Jurisdiction,Kind,Publication Number,Lens ID,Publication Date,Publication Year,Application Number,"
        + "Application Date,Priority Numbers,Title,Applicants,Inventors,URL,Type,Full Text,Cited Count,"
        + "Simple Family Size,CPC Classifications,IPCR Classifications\r\n"
        + "1,US,B2,US 9000001 B2,1,12/25/17,2017,US 201715458258 A,3/14/17,US 201462030942 P 20140730,T,A,B,u,"
        + "Granted Patent,no,5,2,,\r\n"
    ),
    (
      "2016 on a Mac",
      "Jurisdiction,Kind,Publication Number,Lens ID,Publication Date,Application Number,Application Date,"
        + "Priority Numbers,Title,Applicants,Inventors,URL,Type,Cited Count,Simple Family Size,CPC Classifications,"
        + "IPCR Classifications\r"
        + "US,B2,US 9000001 B2,1,25/12/17,US 201715458258 A,14/03/17,US 201462030942 P 20140730,T,A,B,u,Granted Patent,5,2,,\r"
    ),
    (
      "2015 without Lens ID",
      "Jurisdiction,Kind,Publication Number,Publication Date,Application Number,Application Date,Priority Numbers,"
        + "Title,Applicants,Inventors,URL,Type,Cited Count,Simple Family Size,CPC Classifications,IPCR Classifications\r"
        + "US,B2,US 9000001 B2,25/12/17,US 201715458258 A,14/03/17,US 201462030942 P 20140730,T,A,B,u,Granted Patent,5,2,,\r"
    ),
    (
      "processed, snake case",
      "jurisdiction,kind,display_key,lens_id,publication_date,application_number,application_date,priority_numbers,"
        + "title,applicants,inventors,document_type,cited_by_patent_count,simple_family_size,cpc_classifications,"
        + "ipcr_classifications,title\n"
        + "US,B2,US 9000001 B2,1,2017-12-25T00:00:00,US 201715458258 A,2017-03-14T00:00:00,US 201462030942 P,T,A,B,"
        + "Granted Patent,5,2,,,again\n"
    ),
  ]

  @Test(arguments: generations) func olderLayouts(generation: (name: String, text: String)) throws {
    let outcome = try MappingSupport.read(generation.text)
    #expect(outcome.plan.layout.name == "lens")
    let draft = try #require(outcome.rights.first)
    #expect(draft.numbers.first?.number == "201715458258")
    #expect(draft.filingDay == CalendarDay(iso: "2017-03-14"))
    #expect(draft.grantDay == CalendarDay(iso: "2017-12-25"))
    #expect(draft.priorities == ["US201462030942"])
    #expect(draft.title == "T")
    #expect(draft.observation.forwardCitations == 5)
    let repeats = outcome.plan.problems.filter { $0.code == .repeatedColumn }.map(\.value)
    #expect(repeats == (generation.name.contains("snake") ? ["title"] : []))
  }

  @Test func aDayInThePriorityNumberIsAPriorityDay() throws {
    let outcome = try MappingSupport.read(LensTests.generations[1].text)
    #expect(outcome.rights.first?.priorityDay == CalendarDay(iso: "2014-07-30"))
  }
}
